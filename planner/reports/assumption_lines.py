"""What was assumed, for people and programs: the last lines of a check, the first of a plan.

Lines are ranked by how much of the benefit or of the money rests on them, about: see
`planner.candidates.assumptions` for sites. A cell weighs as one site. A sheet that was not read
weighs as one more file of as many as were read. A limit that is not set weighs the part of the
money that is spent without one: once, and yearly over the horizon without discount. Before there
is a plan that part is not known, and the limit stands in the middle. Prices that nobody offered and
figures of another country rest under everything, and come first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from inventory.prices.catalogue import Role
from planner.candidates.assumptions import Assumption, assumptions
from planner.language.formats import number, rounded_money
from planner.language.label import Language
from planner.language.labels import label, sentence, spoken_on_terminal
from planner.plan.plan import Plan
from planner.project.country.check_country import unstated
from planner.project.country.countries import OURS
from planner.scenario.inputs import Inputs
from sites.site import LinkType

MOST_LINES = 8
ASSUMED = "assumed:"
"""Begins the source of a price that nobody offered, as in the starter catalogue."""
SHEETS_LEFT = "file.sheets_left"
NO_YEARLY_LIMIT, NO_CAPITAL_LIMIT = "no_yearly_limit", "no_capital_limit"
_SPENT = {
    NO_YEARLY_LIMIT: "no_yearly_limit.spent",
    NO_CAPITAL_LIMIT: "no_capital_limit.spent",
}
_NEGLIGIBLE = frozenset({"number.rounded"})  # half a person more or less
_MIDDLE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Assumed:
    """One thing that was assumed, with what programs and people are told of it."""

    kind: str
    share: float | None  # 0 to 1, of the benefit or of the money; None: not known yet
    of: str  # "benefit" or "money"
    figures: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    key: str = ""  # of its sentence, where that is not its kind

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"kind": self.kind, **self.figures, "share": self.share, "of": self.of}

    def text(self, language: Language) -> str:
        """Return it as one sentence."""
        return sentence(f"assumption.{self.key or self.kind}", language, **self.words)


def assumed(inputs: Inputs, plan: Plan | None = None) -> list[dict[str, Any]]:
    """Return what was assumed as plain data, that with most resting on it first.

    A plan says how much is spent without a limit.
    """
    return [one.to_json() for one in _ranked(inputs, plan, "en")]


def assumption_lines(inputs: Inputs, language: Language, plan: Plan | None = None) -> list[str]:
    """Return a heading and at most eight sentences in one language, none if nothing was assumed."""
    spoken = spoken_on_terminal(language)
    told = [one.text(spoken) for one in _ranked(inputs, plan, spoken)]
    if len(told) > MOST_LINES:
        rest = len(told) - MOST_LINES + 1
        told = [*told[: MOST_LINES - 1], sentence("assumption.more", spoken, count=number(rest))]
    lines = [f"  {line}" for line in told]
    return [label("assumption.head", spoken), *lines] if told else []


def _ranked(inputs: Inputs, plan: Plan | None, language: Language) -> list[_Assumed]:
    """Return everything assumed; of equal weight, sites come before cells, sheets and money."""
    sites = len(inputs.sites)
    of_sites = assumptions(inputs.sites, inputs.scenario, inputs.directives)
    found = [_of_sites(one, sites) for one in of_sites]
    found += [_of_cells(rule, n, sites) for rule, n in sorted(inputs.assumed_cells.items())]
    found += [*_of_ground(inputs), *_of_sheets(inputs), *_of_money(inputs, plan, language)]
    found.sort(key=lambda one: -(_MIDDLE if one.share is None else one.share))
    return [*_of_policy(inputs), *found]


def _of_policy(inputs: Inputs) -> Iterator[_Assumed]:
    """Yield prices that nobody offered, and the country's figures that Mongolia's stand in for."""
    items = inputs.catalogue.items
    prices = sum(item.source.startswith(ASSUMED) for item in items)
    if prices:
        yield _Assumed(
            kind="prices",
            share=round(prices / len(items), 3),
            of="money",
            figures={"items": prices, "all": len(items)},
            words={"count": number(prices), "all": number(len(items))},
        )
    if inputs.project.country in ("", OURS):
        return
    settings = [".".join(path) for path in unstated(inputs.scenario)]
    if settings:
        yield _Assumed(
            kind="foreign_figures",
            share=1.0,
            of="money",
            figures={"settings": settings},
            words={"country": inputs.project.country, "settings": ", ".join(settings)},
        )


def _of_ground(inputs: Inputs) -> Iterator[_Assumed]:
    """Yield what radio links are judged by: distance alone, or cells of so many metres.

    As much rests on it as sites are without fibre, whom a hop could serve.
    """
    if not inputs.catalogue.of(Role.CONTRACT, LinkType.MICROWAVE.value):
        return
    open_sites = sum(site.link.type is not LinkType.FIBRE for site in inputs.sites)
    share = round(open_sites / max(1, len(inputs.sites)), 3)
    if inputs.ground is None:
        yield _Assumed(kind="no_terrain", share=share, of="benefit")
        return
    import numpy as np

    points = [(s.longitude, s.latitude) for s in inputs.sites if s.longitude is not None]
    cells = inputs.ground.cell_m(np.array(points, dtype=float).reshape(-1, 2))
    known = cells[np.isfinite(cells)]
    if not known.size:
        yield _Assumed(kind="no_terrain", share=share, of="benefit")
        return
    settings, widest = inputs.ground.settings, float(known.max())
    is_coarse = widest > settings.coarse_cell_m
    yield _Assumed(
        kind="terrain",
        share=share,
        of="benefit",
        figures={"cell_m": round(widest), "margin_of_relief": settings.relief_margin},
        words={"cell": f"{widest:.0f}", "share": f"{settings.relief_margin:.0%}"},
        key="terrain_coarse" if is_coarse else "terrain",
    )


def _of_sites(found: Assumption, sites: int) -> _Assumed:
    count = len(found.site_ids)
    return _Assumed(
        kind=found.kind.value,
        share=found.share,
        of="benefit",
        figures={"sites": count, "values": list(found.values)},
        words={"count": number(count), "all": number(sites), "values": ", ".join(found.values)},
    )


def _of_cells(rule: str, cells: int, sites: int) -> _Assumed:
    share = 0.0 if rule in _NEGLIGIBLE else round(min(1.0, cells / max(1, sites)), 3)
    words = {"count": number(cells)}
    return _Assumed(kind=rule, share=share, of="benefit", figures={"cells": cells}, words=words)


def _of_sheets(inputs: Inputs) -> Iterator[_Assumed]:
    """Yield the sheets that look like a part of a table and were not read."""
    left = sum(found.count for found in inputs.findings if found.rule == SHEETS_LEFT)
    if left:
        yield _Assumed(
            kind="sheets_left",
            share=round(left / (left + len(inputs.sources)), 3),
            of="benefit",
            figures={"sheets": left},
            words={"count": number(left)},
        )


def _of_money(inputs: Inputs, plan: Plan | None, language: Language) -> Iterator[_Assumed]:
    """Yield the limits that are not set, with what a plan spends without them.

    The cheapest plan needs no limit.
    """
    scenario = inputs.scenario
    if scenario.goal == "least_cost":
        return
    limits, made = (
        scenario.limits,
        plan if plan is not None and plan.objective is not None else None,
    )
    once, yearly = (0, 0) if made is None else (made.capex_minor, made.opex_per_year_minor)
    total = once + yearly * scenario.horizon_years
    years = scenario.years  # a programme states its sums by year
    if years is not None and (years.opex_per_year_minor or years.opex_per_year_by_payer_minor):
        pass
    elif limits.opex_per_year_minor is None and not limits.opex_per_year_by_payer_minor:
        part = yearly * scenario.horizon_years
        yield _without_limit(NO_YEARLY_LIMIT, made, yearly, (part, total), language)
    if limits.capex_minor is None and not (years is not None and years.capex_minor):
        yield _without_limit(NO_CAPITAL_LIMIT, made, once, (once, total), language)


def _without_limit(
    kind: str, plan: Plan | None, spent: int, part: tuple[int, int], language: Language
) -> _Assumed:
    if plan is None:
        return _Assumed(kind=kind, share=None, of="money")
    return _Assumed(
        kind=kind,
        share=round(part[0] / part[1], 3) if part[1] > 0 else 0.0,
        of="money",
        figures={"sum_minor": spent},
        words={"sum": rounded_money(spent, plan.currency, language)},
        key=_SPENT[kind],
    )
