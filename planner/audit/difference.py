"""One thing of a run that does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from planner.language.label import Language
from planner.language.labels import sentence

_NAMED = 3  # files named of those in which line ends alone differ
LINE_ENDS = "line ends"  # the field of a file that differs in nothing else


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that does not hold: where, what was recorded, what comes out now."""

    file: str  # relative to the run folder; of the project when it says so
    field: str
    recorded: str
    recomputed: str

    def line(self, language: Language = "en") -> str:
        """Return the difference as one line of text; fields and values stay as they are."""
        return sentence("audit.line", language, **self.to_json())

    def to_json(self) -> dict[str, str]:
        """Return the difference as plain data."""
        return asdict(self)


def differs(file: str, field: str, recorded: Any, recomputed: Any) -> Difference:
    """Return a difference with its values as short text."""
    return Difference(
        file=file, field=field, recorded=_short(recorded), recomputed=_short(recomputed)
    )


def line_end_warnings(differences: Sequence[Difference], language: Language) -> Iterator[str]:
    """Yield once for all what to do about the files in which git changed the line ends."""
    names = [d.file for d in differences if d.field == LINE_ENDS]
    if names:
        some = ", ".join(names[:_NAMED]) + (", ..." if len(names) > _NAMED else "")
        yield sentence("audit.line_ends", language, count=len(names), files=some)


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 200 else f"{text[:197]}..."


def compare(file: str, pairs: Mapping[str, tuple[Any, Any]]) -> Iterator[Difference]:
    """Yield a difference for every field whose recorded and recomputed values differ."""
    for field, (recorded, recomputed) in pairs.items():
        if recorded != recomputed:
            yield differs(file, field, recorded, recomputed)


def first_difference(old: Any, new: Any, where: str = "") -> tuple[str, Any, Any] | None:
    """Return path, old and new value of the first place where two JSON values differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(k for k in new if k not in old)]:
            if key not in old or key not in new:
                return f"{where}.{key}".lstrip("."), old.get(key), new.get(key)
            found = first_difference(old[key], new[key], f"{where}.{key}".lstrip("."))
            if found is not None:
                return found
        return None
    if isinstance(old, list) and isinstance(new, list):
        for i, (a, b) in enumerate(zip(old, new, strict=False)):
            found = first_difference(a, b, f"{where}[{i}]")
            if found is not None:
                return found
        return None if len(old) == len(new) else (f"{where}, length", len(old), len(new))
    return None if old == new and type(old) is type(new) else (where, old, new)
