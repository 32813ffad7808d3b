"""What a trench is dug through: metres by soil and by slope, and the rivers that it crosses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Dug:
    """What one trench is dug through; what is missing to its length is not known."""

    soils: tuple[tuple[str, int], ...] = ()  # class and whole metres
    slopes: tuple[tuple[int, int], ...] = ()  # least percent of the class, and whole metres
    half_crossings: int = 0  # a river that is met at an end of the trench is half a crossing

    @property
    def crossings(self) -> int:
        """Rivers crossed; one that is met at an end of the trench counts, too."""
        return -(-self.half_crossings // 2)

    def __add__(self, other: Dug) -> Dug:
        """Return what two trenches that meet are dug through together."""
        return Dug(
            soils=self.soils + other.soils,
            slopes=self.slopes + other.slopes,
            half_crossings=self.half_crossings + other.half_crossings,
        )


NOTHING_KNOWN = Dug()
