"""Indicators as data: indicators.json, with the rows that every figure is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

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
        "sites": [_site(fact, found.poor) for fact in found.facts],
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
