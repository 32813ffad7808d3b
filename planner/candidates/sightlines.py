"""Line of sight between places where the ground is known: asked in batches, each link once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.errors import InputError
from planner.language.label import Label
from planner.language.labels import LABELS, filled, joined
from sites.distance import Point
from sites.network import Tower

if TYPE_CHECKING:
    from sites.terrain.ground import Array, Ground
    from sites.terrain.settings import TerrainSettings
    from sites.terrain.sight import Link, Sight

LOOKED_AT = 8
"""Starts of a hop that are looked at from each place, the nearest first."""
_BELIEVED_HEIGHTS_M = (1.0, 350.0)  # of towers; others are findings, and count as unknown
_ORDER = ("clear", "mast", "unknown", "blocked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A PoP or tower that a hop could start from, as a site sees it."""

    metres: float
    name: str
    point: Point
    height_m: float  # of its antenna


@contextmanager
def _readable() -> Iterator[None]:
    """Turn a file of heights that cannot be read into an InputError with its finding."""
    from sites.terrain.rasters import DamagedRasterError

    try:
        yield
    except DamagedRasterError as damage:
        raise InputError([damage.finding]) from damage


class Sightlines:
    """Answers of the ground about links; what was asked before is known."""

    def __init__(self, ground: Ground) -> None:
        """Ask this ground."""
        self.ground = ground
        self._known: dict[Link, Sight] = {}

    @property
    def settings(self) -> TerrainSettings:
        """How radio paths are judged."""
        return self.ground.settings

    def ask(self, links: Iterable[Link]) -> None:
        """Find the answers for links together, which is far quicker than one by one.

        Raises InputError where a file of heights cannot be read there.
        """
        from sites.terrain.sight import sights

        new = [link for link in dict.fromkeys(links) if link not in self._known]
        with _readable():
            self._known.update(zip(new, sights(self.ground, new), strict=True))

    def moved(self, points: Mapping[str, Point]) -> dict[str, Point]:
        """Return masts on open ground at the highest cell near each; raises as `ask` does."""
        names = list(points)
        with _readable():
            found = self.ground.highest_near([points[n] for n in names], self.settings.move_masts_m)
        return dict(zip(names, found, strict=True))

    def heights(self, points: Array) -> Array:
        """Return heights at points of longitude and latitude, NaN where not known; raises too."""
        with _readable():
            return self.ground.heights(points).ground_m

    def of(self, link: Link) -> Sight:
        """Return the answer for a link."""
        if link not in self._known:
            self.ask([link])
        return self._known[link]

    def height_of(self, tower: Tower) -> float:
        """Return the height of the antenna at a tower: its own where that can be believed."""
        low, high = _BELIEVED_HEIGHTS_M
        if tower.height_m is not None and low <= tower.height_m <= high:
            return tower.height_m
        return self.settings.tower_height_m

    def to_site(self, start: Point, start_m: float, site: Point) -> Link:
        """Return the link from an antenna to the roof of a site."""
        from sites.terrain.sight import Link

        return Link(start=start, end=site, start_m=start_m, end_m=self.settings.building_height_m)

    def to_mast(self, start: Point, start_m: float | None, place: Point) -> Link:
        """Return the link from an antenna, or from a mast where None, to a mast."""
        from sites.terrain.sight import Link

        height = self.settings.mast_height_m
        return Link(
            start=start,
            end=place,
            start_m=height if start_m is None else start_m,
            end_m=height,
            is_backbone=True,
        )

    def mobile(self, tower: Tower, site: Point) -> Link:
        """Return the path from a mobile tower to the roof of a site."""
        from sites.terrain.sight import Link

        return Link(
            start=(tower.longitude, tower.latitude),
            end=site,
            start_m=self.height_of(tower),
            end_m=self.settings.building_height_m,
            frequency_ghz=self.settings.cellular_ghz,
        )

    def shadow_db(self, tower: Tower, site: Point) -> float | None:
        """Return the loss by the ground above what a mobile signal bears, None where it does."""
        loss = self.of(self.mobile(tower, site)).loss_db
        return loss if loss is not None and loss > self.settings.cellular_shadow_db else None

    def bridge(self, start: Point, site: Point) -> Link:
        """Return the link between two roofs."""
        from sites.terrain.sight import Link

        height, frequency = self.settings.building_height_m, self.settings.bridge_ghz
        return Link(start=start, end=site, start_m=height, end_m=height, frequency_ghz=frequency)

    def best(
        self, starts: Sequence[Start], site: Point, *, may_raise: bool
    ) -> tuple[Start, Sight] | None:
        """Return the start that a site is best reached from, None where there is none.

        Clear ways come first, then those that need a mast, then unknown ground; of equals the
        nearest. Of blocked ones that which lacks least.
        """
        links = {start: self.to_site(start.point, start.height_m, site) for start in starts}
        self.ask(links.values())

        def rank(start: Start) -> tuple[int, float, float, str]:
            sight = self.of(links[start])
            if sight.verdict == "blocked" or (sight.verdict == "mast" and not may_raise):
                lacking = max(-(sight.spare_db or 0.0), 0.0)
                return _ORDER.index("blocked"), lacking, start.metres, start.name
            return _ORDER.index(sight.verdict), 0.0, start.metres, start.name

        found = min(starts, key=rank, default=None)
        return None if found is None else (found, self.of(links[found]))


@dataclass(frozen=True, kw_only=True)
class HopSights:
    """What hops to masts and sites may pass: those that are clear, or over unknown ground."""

    lines: Sightlines
    heights_m: Mapping[str, float]  # of antennas of the network, by name
    may_raise: bool  # whether a mast may be bought at the site that a hop ends at

    def link(self, start: str, start_at: Point, end: Point, *, to_site: bool) -> Link:
        """Return the link of a hop; a start that is not of the network is a mast."""
        height = self.heights_m.get(start)
        if to_site:
            own = self.lines.settings.mast_height_m if height is None else height
            return self.lines.to_site(start_at, own, end)
        return self.lines.to_mast(start_at, height, end)

    def passes(self, link: Link) -> bool:
        """Return whether a hop may be built over a link."""
        verdict = self.lines.of(link).verdict
        raised = verdict == "mast" and self.may_raise and not link.is_backbone
        return verdict in ("clear", "unknown") or raised


# --- in words ------------------------------------------------------------------------------------


def is_usable(sight: Sight, *, may_raise: bool) -> bool:
    """Return whether a link can be used, with a mast at the site where it needs one."""
    return sight.verdict in ("clear", "unknown") or (sight.verdict == "mast" and may_raise)


def note_of(sight: Sight) -> Label:
    """Return what the ground says of a link that can be used."""
    if sight.verdict == "unknown" or sight.margin_m is None or sight.cell_m is None:
        return LABELS["terrain.unknown"]
    if sight.verdict == "mast":
        told = filled("terrain.with_mast", mast=f"{sight.far_mast_m:g}")
    else:
        told = filled("terrain.clear", margin=f"{sight.margin_m:.0f}")
    key = "terrain.cells_coarse" if sight.is_coarse else "terrain.cells"
    return joined(", ", [told, filled(key, cell=f"{sight.cell_m:.0f}")])


def why_hidden(start: str, sight: Sight) -> Label:
    """Return why one roof does not see another."""
    longitude, latitude = sight.at or (0.0, 0.0)
    return filled(
        "terrain.blocked",
        start=start,
        km=f"{sight.length_m / 1000:.1f}",
        metres=f"{-(sight.margin_m or 0.0):.0f}",
        at=f"{(sight.at_m or 0.0) / 1000:.1f}",
        latitude=f"{latitude:.4f}",
        longitude=f"{longitude:.4f}",
    )


def why_blocked(start: str, sight: Sight, settings: TerrainSettings) -> Label:
    """Return why a link cannot be used, with what it lacks, where, and what would do."""
    kilometres = f"{sight.length_m / 1000:.1f}"
    spare, margin = sight.spare_db or 0.0, sight.margin_m or 0.0
    if margin >= 0:
        short = f"{-spare:.0f}"
        return filled("terrain.weak", start=start, km=kilometres, db=short)
    budget = filled("terrain.short" if spare < 0 else "terrain.spare", db=f"{abs(spare):.0f}")
    mast = sight.far_mast_m or 0.0
    most = settings.tallest_mast_m
    remedy = (
        filled("terrain.mast_would_do", mast=f"{mast:g}")
        if mast <= most
        else filled("terrain.no_mast_would_do", mast=f"{most:g}")
    )
    return joined("; ", [why_hidden(start, sight), budget, remedy])
