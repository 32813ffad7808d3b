"""Which limits and directives cannot hold together, in the user's words, and what is enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from optimizers.problem import Limit, Problem
from optimizers.result import Status
from optimizers.verify import is_certified
from planner.analysis.told import Told
from planner.language.formats import plain_money
from planner.language.label import Label
from planner.language.labels import (
    LABELS,
    currency_sign,
    filled,
    joined,
    plain,
    word,
)
from planner.model.limit_meanings import FLOORS, LimitMeaning
from planner.model.limit_names import LimitNames
from planner.pipeline.conflicts import (
    KEEP_ALL,
    Meanings,
    conflict,
    demands_of,
    has_enough,
    least_needed,
)
from planner.plan.directive_text import directive_text
from planner.project.recorded_inputs import recorded_inputs
from planner.runs.layout import ANSWER, PROBLEM
from planner.runs.older_plans import demands_in
from planner.runs.run_folder import load_run
from planner.scenario.directives import Directive
from planner.scenario.inputs import Inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One of the demands that cannot all hold."""

    id: str
    text: Label  # in the user's words
    needs_at_least: int | None = None  # of a money limit, with all other demands kept: proven
    enough: int | None = None  # with this much a plan that keeps the others was found
    unit: str = ""
    currency: str = ""  # of the plan, with the decimals accounted in

    def told(self) -> Label:
        """Return the demand as one line of text, with what the others need of it."""
        told = self.text
        if self.needs_at_least is not None:
            least = in_words(self.needs_at_least, self.unit, self.currency)
            told = filled("conflict.needs", demand=told, least=least)
        if self.enough is not None:
            told = filled("conflict.enough", demand=told, enough=self._enough(self.enough))
        return told

    def _enough(self, enough: int) -> str:
        if self.unit.split("/")[0] == self.currency:
            return plain_money(enough, self.currency)
        return f"{enough:,}"


@dataclass(frozen=True, kw_only=True)
class Infeasibility(Told):
    """Demands that cannot hold together; dropping any one of them leaves the rest possible."""

    run_id: str
    status: str
    demands: tuple[Demand, ...]
    minimal: bool  # whether each one was shown to be necessary
    certified: bool = False  # whether anyone can check it without a solver

    def _told(self) -> Iterator[Label]:
        if self.status != Status.INFEASIBLE:
            yield filled("conflict.none", run=self.run_id, status=word("result", self.status))
            return
        yield filled("conflict.head", run=self.run_id)
        for demand in self.demands:
            yield joined("", (plain("  - "), demand.told()))
        yield LABELS["conflict.loosen_one" if self.minimal else "conflict.loosen_some"]
        if not self.certified:
            yield LABELS["conflict.uncertified"]


def explain_infeasible(run_dir: Path) -> Infeasibility:
    """Return the limits and directives of a run that cannot hold together.

    Demands are left out one after another as long as the rest stays impossible; what remains is
    needed, each one. Only what the solver proves counts as impossible.
    """
    run = load_run(run_dir)
    if run.plan.status != Status.INFEASIBLE:
        return Infeasibility(
            run_id=run.plan.run_id, status=run.plan.status, demands=(), minimal=False
        )
    problem = Problem.from_json(run.read_json(PROBLEM))
    meanings = {d.id: d.meaning for d in run.plan.demands or demands_in(problem)}
    named = [d for d in run.plan.infeasible_limits if d in demands_of(problem, meanings)]
    kept, minimal = conflict(problem, meanings, named)
    texts, currency = _texts(problem, meanings, recorded_inputs(run)), run.plan.currency
    return Infeasibility(
        run_id=run.plan.run_id,
        status=run.plan.status,
        demands=tuple(_demand(problem, meanings, kept, d, texts[d], currency) for d in kept),
        minimal=minimal,
        certified=is_certified(run.read_json(ANSWER)["stages"][0]),
    )


def _texts(problem: Problem, meanings: Meanings, inputs: Inputs) -> dict[str, Label]:
    """Return every demand in the user's words."""
    sites = {site.id: site for site in inputs.sites}
    items = {item.sku: item for item in inputs.catalogue.items}
    currency = inputs.catalogue.currency
    names = LimitNames.of(
        inputs.sites,
        {d.id: directive_text(d, sites, items, currency).mn for d in inputs.directives},
        {fund.id: fund.name_mn for fund in inputs.catalogue.funds},
    )
    found = {
        row.id: _limit_text(row, meanings.get(row.id), names, currency) for row in problem.limits
    }
    forcing = {d.id: d for d in inputs.directives}
    for v, why in problem.required.items():
        node = problem.node_ids[v]
        meaning = meanings.get(node)
        directive = None if meaning is None else forcing.get(meaning.directive_id)
        found[node] = _forced(why, directive, inputs.scenario.minimum_mbps)
    return {**found, KEEP_ALL: LABELS["conflict.present_links"]}


def _forced(why: str, directive: Directive | None, minimum_mbps: float) -> Label:
    """Return why a site has to be served, as the recorded problem says it and in Mongolian."""
    if directive is None:
        return plain(why)
    told = filled(
        "conflict.must_serve",
        id=directive.id,
        authority=directive.authority,
        site=directive.target,
        mbps=f"{minimum_mbps:g}",
    )
    return Label(mn=told.mn, en=why)


def in_words(value: int, unit: str, currency: str) -> str:
    """Return a figure of a limit as people read it; whether it is a year's, its title says."""
    name = unit.split("/")[0]
    shown = plain_money(value, currency) if name == currency else f"{value:,}"
    return f"{shown} {currency_sign(name)}"


def _limit_text(
    limit: Limit, meaning: LimitMeaning | None, names: LimitNames, currency: str
) -> Label:
    title = names.of_limit(meaning, limit.title)
    upper = None if limit.upper is None else in_words(limit.upper, limit.unit, currency)
    told_in_title = meaning is not None and meaning.kind in FLOORS
    lower = None
    if limit.lower is not None and not told_in_title:
        lower = in_words(limit.lower, limit.unit, currency)
    if upper and lower:
        return filled("conflict.between", title=title, upper=upper, lower=lower)
    if upper:
        return filled("conflict.at_most", title=title, upper=upper)
    return filled("conflict.at_least", title=title, lower=lower) if lower else title


def _demand(
    problem: Problem,
    meanings: Meanings,
    kept: Sequence[str],
    demand: str,
    text: Label,
    currency: str,
) -> Demand:
    """Return a demand; for a money limit with the least that the other demands need of it."""
    limit = next((row for row in problem.limits if row.id == demand), None)
    meaning = meanings.get(demand)
    if limit is None or limit.upper is None or meaning is None or not has_enough(meaning):
        return Demand(id=demand, text=text)
    least, enough = least_needed(problem, meanings, [d for d in kept if d != demand], limit)
    return Demand(
        id=demand,
        text=text,
        needs_at_least=least,
        enough=enough,
        unit=limit.unit,
        currency=currency,
    )
