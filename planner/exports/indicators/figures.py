"""Indicators as data: indicators.json, with the rows that every figure is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.exports.indicators.by_year import ByYear, YearRow, by_year_of
from planner.exports.indicators.equity import (
    GroupRow,
    Measure,
    Value,
    group_rows,
    measures,
)
from planner.exports.indicators.facts import (
    GROUPINGS,
    SiteFacts,
    State,
    facts_of,
    grouped,
    underserved,
)
from planner.exports.indicators.programme import (
    Energy,
    Figure,
    energy_by_aimag,
    energy_of_all,
    programme_figures,
)
from planner.files import write_json
from planner.language.label import Label, Language
from planner.language.labels import LABELS, label, plain, word

if TYPE_CHECKING:
    from pathlib import Path

    from planner.rendering.context import ExportContext

FORMAT = "kholboo-indicators/1"
_DIGITS = 6  # after the point: of figures that people compare, not of money


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicators:
    """All indicators of a plan."""

    facts: tuple[SiteFacts, ...]
    poor: frozenset[tuple[str, str]]  # soums that are underserved today
    country: tuple[Figure, ...]
    aimags: Mapping[str, Sequence[Figure]]
    groups: Mapping[str, Sequence[GroupRow]]
    measures: tuple[Measure, ...]
    by_year: ByYear | None  # of a programme


def indicators_of(context: ExportContext) -> Indicators:
    """Return all indicators of a plan.

    Raises SettingsError for a run recorded before plans told who uses a site.
    """
    facts = facts_of(context)
    poor, drawn = underserved(facts), energy_by_aimag(context)
    co2 = None if context.energy is None else context.energy.kg_co2_per_kwh
    nothing = Energy(watts=None, kg_co2_per_kwh=co2)
    return Indicators(
        facts=facts,
        poor=poor,
        country=tuple(programme_figures(facts, poor, energy_of_all(drawn.values()))),
        aimags={
            name: programme_figures(members, poor, drawn.get(name, nothing))
            for name, members in grouped(facts, "aimag").items()
        },
        groups={by: group_rows(facts, by) for by in GROUPINGS},
        measures=tuple(measures(facts)),
        by_year=by_year_of(facts, poor, context.programme),
    )


def measure_name(measure: Measure, language: Language, separator: str = " · ") -> str:
    """Return what a measure of inequality is called."""
    if measure.by is None:
        return label(f"measure.{measure.key}", language, separator)
    return label(f"measure.{measure.key}.{measure.by}", language, separator)


def group_name(by: str, group: str) -> Label:
    """Return what a group of a grouping is called; an aimag has its own name."""
    match by:
        case "kind":
            return word("kind", group)
        case "settlement":
            return word("settlement", group)
        case "need":
            return word("need", group)
    return plain(group) if group else LABELS["unknown"]


def write(context: ExportContext, path: Path) -> None:
    """Write indicators.json; equal plans give equal bytes.

    Raises SettingsError for an older run, OSError when the file cannot be written.
    """
    write_json(path, as_data(indicators_of(context), context))


def as_data(found: Indicators, context: ExportContext) -> dict[str, Any]:
    """Return indicators as plain data, with the rows that they are made of."""
    return {
        "format": FORMAT,
        "project": context.plan.project,
        "scenario": context.plan.scenario,
        "run_id": context.plan.run_id,
        "fingerprint": context.plan.fingerprint,
        "indicators": [_figure(figure) for figure in found.country],
        "indicators_by_aimag": {
            name: [_figure(figure) for figure in figures] for name, figures in found.aimags.items()
        },
        "equity": {by: [_group(row) for row in rows] for by, rows in found.groups.items()},
        "inequality": [
            {
                "key": m.key,
                "by": m.by,
                "before": _number(m.before),
                "after": _number(m.after),
                "meaning": label(f"measure.{m.key}.how", "en"),
            }
            for m in found.measures
        ],
        **({} if found.by_year is None else {"by_year": _by_year(found.by_year)}),
        "sites": [_site(fact, found.poor) for fact in found.facts],
    }


def _by_year(found: ByYear) -> dict[str, Any]:
    return {
        "years": list(found.years),
        "country": [_year_row(row) for row in found.country],
        "aimags": {name: [_year_row(row) for row in rows] for name, rows in found.aimags.items()},
        "sites": {
            str(year): {fact.site_id: _state(fact.after) for fact in facts}
            for year, facts in found.facts.items()
        },
    }


def _year_row(row: YearRow) -> dict[str, Any]:
    return {
        "key": row.label.partition(".")[2],
        "unit": None if row.unit is None else row.unit.value,
        "before": _number(row.before),
        "values": [_number(value) for value in row.values],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "key": figure.key,
        "unit": figure.unit.value,
        "before": _number(figure.before),
        "after": _number(figure.after),
        "meaning": label(f"indicator.{figure.key}.how", "en"),
    }


def _group(row: GroupRow) -> dict[str, Any]:
    return {
        "group": row.group,
        "sites": row.sites,
        "people": row.people,
        "people_at_standard": list(row.people_at_standard),
        "mean_thousandths": [_number(mean) for mean in row.mean_thousandths],
    }


def _site(fact: SiteFacts, poor: frozenset[tuple[str, str]]) -> dict[str, Any]:
    return {
        "site_id": fact.site_id,
        "people": fact.people,
        "aimag": fact.aimag,
        "aimag_code": fact.soum[0],
        "soum_code": fact.soum[1],
        "kind": fact.kind.value,
        "settlement": fact.settlement,
        "underserved": fact.soum in poor,
        "before": _state(fact.before),
        "after": _state(fact.after),
    }


def _state(state: State) -> dict[str, Any]:
    return {
        "connected": state.connected,
        "link_thousandths": state.link_thousandths,
        "computers": state.computers,
    }


def _number(value: Value) -> float | None:
    """Return a figure as JSON has it, rounded half to even; None stays None."""
    if value is None:
        return None
    exact = value if isinstance(value, Fraction) else Fraction(value)
    return float(round(exact, _DIGITS))
