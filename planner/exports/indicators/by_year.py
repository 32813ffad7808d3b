"""Indicators of a programme at the end of each year, of the country and of every aimag."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.exports.indicators.equity import measures
from planner.exports.indicators.facts import SiteFacts, facts_by_year, grouped
from planner.exports.indicators.programme import Energy, Unit, programme_figures

if TYPE_CHECKING:
    from planner.exports.indicators.equity import Value
    from planner.plan.programme_facts import ProgrammeFacts

_UNKNOWN = Energy(watts=None, kg_co2_per_kwh=None)  # what draws by year is not told
_FOOTPRINT = (Unit.KWH, Unit.TONNES)
SHOWN_BY_AIMAG = ("people_at_standard", "penetration_underserved", "public_centres")


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """A measure today and at the end of each year; `label` is the key of what it is called."""

    label: str
    unit: Unit | None  # None: an index
    before: Value
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByYear:
    """The measures of a programme by year."""

    years: tuple[int, ...]
    country: tuple[YearRow, ...]
    aimags: Mapping[str, tuple[YearRow, ...]]  # by name
    facts: Mapping[int, tuple[SiteFacts, ...]]  # every site by year

    def of_aimags(self, key: str) -> list[tuple[str, YearRow]]:
        """Return a measure of each aimag."""
        rows = ((name, rows) for name, rows in self.aimags.items())
        return [(n, next(r for r in own if r.label == f"indicator.{key}")) for n, own in rows]


def by_year_of(
    facts: Sequence[SiteFacts],
    poor: frozenset[tuple[str, str]],
    programme: ProgrammeFacts | None,
) -> ByYear | None:
    """Return the measures by year; None without a programme.

    `poor` are the soums that are underserved today, before anything is bought.
    """
    found = facts_by_year(facts, programme)
    if programme is None:
        return None
    gini = [_gini(each) for each in found.values()]
    before = gini[0][0]
    index = YearRow(
        label="measure.gini", unit=None, before=before, values=tuple(after for _, after in gini)
    )
    return ByYear(
        years=programme.years,
        country=(*_rows([*found.values()], poor), index),
        aimags={
            name: _rows([grouped(each, "aimag")[name] for each in found.values()], poor)
            for name in grouped(facts, "aimag")
        },
        facts=found,
    )


def _rows(
    each: Sequence[Sequence[SiteFacts]], poor: frozenset[tuple[str, str]]
) -> tuple[YearRow, ...]:
    """Return every measure of some sites but the footprint, by year."""
    years = [programme_figures(facts, poor, _UNKNOWN) for facts in each]
    return tuple(
        YearRow(
            label=f"indicator.{figures[0].key}",
            unit=figures[0].unit,
            before=figures[0].before,
            values=tuple(figure.after for figure in figures),
        )
        for figures in zip(*years, strict=True)
        if figures[0].unit not in _FOOTPRINT
    )


def _gini(facts: Sequence[SiteFacts]) -> tuple[Fraction | float | None, Fraction | float | None]:
    gini = next(m for m in measures(facts) if m.key == "gini")
    return gini.before, gini.after
