"""Where the lines of a tender are delivered: how many places, in which aimags."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from planner.language import formats
from planner.language.collation import alphabetical, named_first
from planner.language.label import Language
from planner.language.labels import label, sentence
from planner.procurement.tender import TenderLine
from planner.procurement.tender_plan import Dossier
from planner.rendering.places import area_of

if TYPE_CHECKING:
    from planner.rendering.context import ExportContext

_FEW = 3  # aimags that are named one by one


def each_language(
    key: str, language: Language, values: Callable[[Language], Mapping[str, object]]
) -> list[str]:
    """Return a sentence once per language, its blanks in that language too."""
    spoken: tuple[Language, ...] = ("mn", "en") if language == "both" else (language,)
    return [label(key, one).format(**values(one)) for one in spoken]


@dataclass(frozen=True, kw_only=True)
class Destinations:
    """The places of one tender."""

    context: ExportContext
    dossier: Dossier

    @cached_property
    def places(self) -> list[str]:
        """Delivery points that the contract serves, by aimag, soum and id."""
        return sorted(self.dossier.served, key=self._place_order)

    def _place_order(self, point: str) -> tuple[object, ...]:
        site = self.context.site_by_id.get(point)
        soum = site.soum_name if site else ""
        return named_first(self._aimag[point]), alphabetical(soum), point

    @cached_property
    def _aimag(self) -> dict[str, str]:
        """Names of the aimags of all places."""
        return {point: area_of(self.context, point).name for point in self.dossier.served}

    @cached_property
    def _points_of(self) -> dict[int, list[str]]:
        """The places of each line, in order."""
        found: dict[int, list[str]] = {}
        for point in self.places:
            for number, units in self.dossier.bought[point].items():
                if units:
                    found.setdefault(number, []).append(point)
        return found

    def text(self, line: TenderLine | None = None) -> str:
        """Return where a line is delivered, or all of them: how many places, in which aimags."""
        points = self.places if line is None else self._points_of.get(line.number, [])
        names = sorted({self._aimag[point] for point in points} - {""}, key=alphabetical)

        def where(language: Language) -> Mapping[str, object]:
            shown = ", ".join(names)
            if len(names) > _FEW:
                shown = sentence("tender.destination_aimags", language, count=len(names))
            return {"points": formats.number(len(points)), "aimags": shown or "–"}

        return "\n".join(each_language("tender.destination", self.context.language, where))
