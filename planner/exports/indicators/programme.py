"""The measures by which a programme is judged: who is reached, where, and at what footprint.

Each has a definition and a source among the messages (`indicator.<key>`, `indicator.<key>.how`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.exports.indicators import inequality
from planner.exports.indicators.equity import TIMES, At
from planner.exports.indicators.facts import SiteFacts
from planner.rendering.places import area_of
from sites.site import SiteKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.rendering.context import ExportContext

HOURS_PER_YEAR = 8760
PUBLIC = frozenset({SiteKind.LIBRARY, SiteKind.COMMUNITY_CENTRE, SiteKind.LIFELONG_LEARNING_CENTRE})
"""Kinds that are open to everybody: what ITU calls public Internet access centres."""
AGES: Mapping[str, frozenset[SiteKind]] = MappingProxyType(
    {
        "age_small_children": frozenset({SiteKind.KINDERGARTEN}),
        "age_pupils": frozenset({SiteKind.SCHOOL, SiteKind.BAGH_SCHOOL, SiteKind.DORMITORY}),
        "age_vocational": frozenset({SiteKind.TVET}),
        "age_everybody": PUBLIC,
    }
)
HERDERS = frozenset({SiteKind.BAGH_SCHOOL, SiteKind.MOBILE_UNIT})
"""Kinds that serve herding families where they live."""


class Unit(StrEnum):
    """What a figure counts."""

    PERCENT = "percent"  # a part between 0 and 1
    COUNT = "count"
    PER_HUNDRED = "per_hundred"  # for each 100 people
    KWH = "kwh"  # a year
    TONNES = "tonnes"  # of CO2 a year


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measure of the programme, today and with the plan; None where it is not known."""

    key: str
    unit: Unit
    before: Fraction | None
    after: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Energy:
    """What all that a plan buys draws, W; None where the catalogue is silent about every item."""

    watts: Fraction | None
    kg_co2_per_kwh: Fraction | None


def programme_figures(
    facts: Sequence[SiteFacts], poor: frozenset[tuple[str, str]], energy: Energy
) -> list[Figure]:
    """Return the measures of some sites; `poor` are the underserved soums of the whole country."""
    there = [fact for fact in facts if fact.soum in poor]
    herders = [fact for fact in facts if fact.kind in HERDERS]
    rows = [
        _row("sites_connected", Unit.PERCENT, lambda at: _sites(facts, at, _connected)),
        _row("sites_at_standard", Unit.PERCENT, lambda at: _sites(facts, at, _standard)),
        _row("people_connected", Unit.PERCENT, lambda at: _people(facts, at, _connected)),
        _row("people_at_standard", Unit.PERCENT, lambda at: _people(facts, at, _standard)),
        _row("penetration_underserved", Unit.PERCENT, lambda at: _people(there, at, _connected)),
        _row("standard_underserved", Unit.PERCENT, lambda at: _people(there, at, _standard)),
        _row("public_centres", Unit.COUNT, lambda at: _centres(facts, at)),
        *(_of_kinds(age, facts, kinds) for age, kinds in AGES.items()),
        _row("herders", Unit.PERCENT, lambda at: _people(herders, at, _standard)),
        _row("equal_participation", Unit.PERCENT, lambda at: _opportunity(facts, at)),
        _row("computers", Unit.PER_HUNDRED, lambda at: _computers(facts, at)),
    ]
    return [*rows, *_footprint(energy)]


def energy_by_aimag(context: ExportContext) -> dict[str, Energy]:
    """Return what the purchases of a plan draw by aimag name, "" for links of several."""
    known = {} if context.energy is None else context.energy.watts_by_sku
    co2 = None if context.energy is None else context.energy.kg_co2_per_kwh
    found: dict[str, Fraction | None] = {}
    for point, line in context.plan.all_lines():
        name = area_of(context, point).name
        watts = known.get(line.sku)
        sum_before = found.setdefault(name, None)
        if watts is not None:
            found[name] = (sum_before or Fraction(0)) + watts * line.quantity
    return {name: Energy(watts=watts, kg_co2_per_kwh=co2) for name, watts in found.items()}


def energy_of_all(parts: Iterable[Energy]) -> Energy:
    """Return what all parts draw together."""
    found = list(parts)
    known = [part.watts for part in found if part.watts is not None]
    co2 = next((part.kg_co2_per_kwh for part in found), None)
    return Energy(watts=sum(known, Fraction(0)) if known else None, kg_co2_per_kwh=co2)


def _row(key: str, unit: Unit, of: Callable[[At], Fraction | None]) -> Figure:
    return Figure(key=key, unit=unit, before=of(TIMES["before"]), after=of(TIMES["after"]))


def _of_kinds(key: str, facts: Sequence[SiteFacts], kinds: frozenset[SiteKind]) -> Figure:
    found = [fact for fact in facts if fact.kind in kinds]
    return _row(key, Unit.PERCENT, lambda at: _people(found, at, _standard))


def _connected(fact: SiteFacts, at: At) -> bool:
    return at(fact).connected


def _standard(fact: SiteFacts, at: At) -> bool:
    return at(fact).at_standard


_Holds = Callable[[SiteFacts, At], bool]


def _sites(facts: Sequence[SiteFacts], at: At, holds: _Holds) -> Fraction | None:
    return Fraction(sum(holds(f, at) for f in facts), len(facts)) if facts else None


def _people(facts: Sequence[SiteFacts], at: At, holds: _Holds) -> Fraction | None:
    everybody = sum(fact.people for fact in facts)
    served = sum(fact.people for fact in facts if holds(fact, at))
    return Fraction(served, everybody) if everybody else None


def _centres(facts: Sequence[SiteFacts], at: At) -> Fraction:
    """Count public sites with a link at standard and a computer that works."""
    public = (fact for fact in facts if fact.kind in PUBLIC)
    return Fraction(sum(at(f).at_standard and at(f).computers > 0 for f in public))


def _opportunity(facts: Sequence[SiteFacts], at: At) -> Fraction | None:
    by_soum: dict[tuple[str, str], list[SiteFacts]] = {}
    for fact in facts:
        by_soum.setdefault(fact.soum, []).append(fact)
    return inequality.opportunity(
        {
            soum: (sum(f.people for f in m if at(f).at_standard), sum(f.people for f in m))
            for soum, m in by_soum.items()
        }
    )


def _computers(facts: Sequence[SiteFacts], at: At) -> Fraction | None:
    everybody = sum(fact.people for fact in facts)
    return Fraction(100 * sum(at(f).computers for f in facts), everybody) if everybody else None


def _footprint(energy: Energy) -> list[Figure]:
    kwh = None if energy.watts is None else energy.watts * HOURS_PER_YEAR / 1000
    co2 = energy.kg_co2_per_kwh
    tonnes = None if kwh is None or co2 is None else kwh * co2 / 1000
    return [
        Figure(key="electricity", unit=Unit.KWH, before=None, after=kwh),
        Figure(key="carbon", unit=Unit.TONNES, before=None, after=tonnes),
    ]
