"""Places that the title of a section names for the rows below it, which do not repeat it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inventory.place_words import in_words
from sites import cells, row_rules
from sites.places import AIMAG, SOUM, Gazetteer, PlaceFault, is_of_level

if TYPE_CHECKING:
    from inventory.findings import Finding
    from inventory.records import Record

_HARMLESS = frozenset({PlaceFault.SOUM_WITHOUT_AIMAG})
_IN_EACH_ROW = {AIMAG: "{region} in each row", SOUM: "{subregion} in each row"}


@dataclass(slots=True)
class SectionPlaces:
    """Reads section titles as places, and counts the rows below each."""

    gazetteer: Gazetteer
    other_words: Mapping[str, str] = field(default_factory=dict)  # folded titles of other meaning
    _used: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _unused: Counter[tuple[str, str]] = field(default_factory=Counter)
    _first: dict[tuple[str, str], int] = field(default_factory=dict)

    def texts(self, record: Record) -> tuple[str, str]:
        """Return the texts of aimag and soum of a row, of its section where its cells are empty."""
        aimag, soum = cells.text(record, "aimag"), cells.text(record, "soum")
        if soum or not record.sections or not self.gazetteer.places:
            return aimag, soum
        titles = [t for t in record.sections if _fold(t) not in self.other_words]
        if not titles:
            return aimag, soum
        around = aimag or next((t for t in titles if self._is_aimag(t)), "")
        parent = self._parent_of(around, titles[0])
        if parent is not None:
            self._count(record, titles[0], "soum")
            return around or parent, titles[0]
        if not aimag and titles[0] == around:
            self._count(record, titles[0], "aimag")
            return around, ""
        if titles[0] != around:
            self._unused[record.file, titles[0]] += 1
            self._first.setdefault((record.file, titles[0]), record.row)
        return aimag, soum

    def _is_aimag(self, title: str) -> bool:
        return is_of_level(title, "aimag") and self.gazetteer.aimag(title) is not None

    def _parent_of(self, aimag: str, title: str) -> str | None:
        """Return the code of the aimag of the soum that a title names, None when it names none."""
        if title == aimag or not is_of_level(title, "soum"):
            return None
        located = self.gazetteer.locate(aimag=aimag, soum=title)
        is_sure = {d.fault for d in located.doubts} <= _HARMLESS
        return located.soum.parent if located.soum is not None and is_sure else None

    def _count(self, record: Record, title: str, level: str) -> None:
        self._used[record.file, title, level] += 1
        self._first.setdefault((record.file, title), record.row)

    def findings(self) -> list[Finding]:
        """Return which titles were read as places, and which were not."""
        used = [
            row_rules.PLACE_FROM_SECTION.finding(
                file,
                self._first[file, title],
                level,
                found=f"{title}, the title of a section; rows: {rows}",
                expected=in_words(_IN_EACH_ROW[level]),
                todo="nothing to do if the title names their place",
            )
            for (file, title, level), rows in self._used.items()
        ]
        unused = [
            row_rules.SECTION_UNUSED.finding(
                file,
                self._first[file, title],
                "soum",
                found=f"{title}, the title of a section; rows without a place: {rows}",
                expected="the name of a place of the places table",
                todo=in_words("write {region} and {subregion} in the rows, or correct the title"),
            )
            for (file, title), rows in self._unused.items()
        ]
        return used + unused


def _fold(text: str) -> str:
    from inventory.values import fold

    return fold(text)
