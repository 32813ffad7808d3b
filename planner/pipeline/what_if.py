"""What directives and floors cost and the next money buys, each from a problem solved apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from optimizers.problem import BENEFIT, Problem
from optimizers.result import Result
from planner.candidates.nodes import service_node
from planner.fields import fields_of
from planner.language.label import Label
from planner.model.build import Model, build_problem
from planner.model.limit_meanings import directive_limit
from planner.offers.without import offers_without
from planner.pipeline.aimag_share import offers_of
from planner.pipeline.bounded import unpriced_answer
from planner.pipeline.changed_problem import changed
from planner.pipeline.fixed_shares import fixed_for, fixed_shares, with_fixed
from planner.pipeline.floor_costs import compare_floors, with_floor_figures
from planner.pipeline.prepare import Prepared
from planner.pipeline.solve import compared_answer
from planner.pipeline.start import start_of_result
from planner.plan.directive_text import directive_text
from planner.plan.outcome import DirectiveCost, NextMoney
from planner.plan.plan import Plan
from planner.runs.comparisons import (
    CAPEX_LIMIT,
    Change,
    ChangeKind,
    Comparison,
    Frame,
    Gain,
    gain_over,
)
from planner.scenario.directives import FOR_GROUPS, SAME_OFFERS, Directive, DirectiveKind
from planner.scenario.inputs import Inputs


def with_comparisons(
    plan: Plan, prepared: Prepared, result: Result, tell: Callable[[str], None]
) -> tuple[Plan, tuple[Comparison, ...]]:
    """Return the plan with what directives cost and the next money buys, and what proves it.

    The first directives by id are priced, as many as the scenario says. After an interrupt nothing
    more is solved; what is not computed stays None.
    """
    found: list[Comparison] = []
    stopped_by = plan.stopped_by
    try:
        if stopped_by != "interrupt":
            asked = compared_with(prepared, result)
            rebuilt = [d for d in asked if _is_rebuilt(prepared, d)]  # last: they draw other graphs
            found += _compared(prepared, result, [d for d in asked if d not in rebuilt], tell)
            found += compare_floors(prepared, result, tell)
            found += _compared(prepared, result, rebuilt, tell)
    except KeyboardInterrupt:
        stopped_by = "interrupt"
    found.sort(key=lambda c: (bool(c.frame.floor_id), c.frame.directive_id or ""))
    plan = with_figures(plan, prepared, result, found)
    return replace(plan, stopped_by=stopped_by), tuple(found)


def _is_rebuilt(prepared: Prepared, directive: Directive | None) -> bool:
    return directive is not None and _change_without(prepared, directive).kind is ChangeKind.REBUILT


def _compared(
    prepared: Prepared,
    result: Result,
    asked: Sequence[Directive | None],
    tell: Callable[[str], None],
) -> Iterator[Comparison]:
    for directive in asked:
        tell(_comparing(directive))
        comparison = compare(prepared, result, directive)
        if comparison is not None:
            yield comparison


def _comparing(directive: Directive | None) -> str:
    if directive is None:
        return "compare: the next money"
    return f"compare: without directive {directive.id}"


def compared_with(prepared: Prepared, result: Result) -> list[Directive | None]:
    """Return what is compared with the plan, in turn: the next money (None), then directives.

    Nothing where there is no plan, or where benefit is not sought first: a difference is one of
    points only there. Nothing for a programme of years: its plan is not sought in one problem.
    """
    years = prepared.inputs.scenario.years
    if years is not None and years.is_programme:
        return []
    if result.chosen is None or not _pursues_benefit(prepared.model.problem):
        return []
    directives = sorted(prepared.inputs.directives, key=lambda d: d.id)
    priced = directives[: prepared.inputs.scenario.solve.directives_priced]
    return [*([None] if _more_money(prepared) is not None else []), *priced]


def with_figures(
    plan: Plan, prepared: Prepared, result: Result, comparisons: Sequence[Comparison]
) -> Plan:
    """Return the plan with the figures that comparisons give, and with its directives in words."""
    if result.chosen is None:
        return plan
    directives = sorted(prepared.inputs.directives, key=lambda d: d.id)
    told = _texts(prepared.national, directives)
    by_directive = {c.frame.directive_id: c for c in comparisons if not c.frame.floor_id}
    money = by_directive.get(None)
    return replace(
        with_floor_figures(plan, prepared, comparisons),
        directives=tuple(_directive_row(d, told[d.id], by_directive.get(d.id)) for d in directives),
        next_money=None if money is None else _next_money(prepared, result, money),
    )


def difference(
    base_value: int, base_bound: int | None, other: Result, *, never_less: bool
) -> Gain | None:
    """Return what `gain_over` says of the answer of another problem."""
    return gain_over(
        base_value, base_bound, other.objective, other.certified_bound, never_less=never_less
    )


def _pursues_benefit(problem: Problem) -> bool:
    """Return whether the most benefit is sought first: only then is a difference one of points."""
    return problem.goals[0].quantity == BENEFIT.quantity


def compare(prepared: Prepared, result: Result, directive: Directive | None) -> Comparison | None:
    """Solve without a directive, or with the next money for None; None when nothing is proven.

    Raises PlanFaultError when the answer does not verify.
    """
    framed = framed_problem(prepared, result, directive)
    if framed is None:
        return None
    frame, problem = framed
    unpriced = unpriced_answer(result, frame.change)
    if unpriced is not None:
        return Comparison(frame=frame, answer=unpriced)
    begin = start_of_result(prepared.model.problem, result)
    answer = compared_answer(problem, prepared.inputs.scenario, begin)
    return None if answer is None else Comparison(frame=frame, answer=answer)


def framed_problem(
    prepared: Prepared,
    result: Result,
    directive: Directive | None,
    *,
    rebuilt: bool = False,
    fixing: bool = True,
) -> tuple[Frame, Problem] | None:
    """Return the problem to compare with, and what the plan at hand is worth in its measure.

    A weight is taken out of the measure too: the plan is valued without it, exactly. With
    `rebuilt` the problem is built again from the inputs without the directive, even where a row
    less says the same: some recorded runs say so. Shares of the benefit are held at the amounts of
    the plan, unless not `fixing`, as in runs recorded before that, or where a weight changes what a
    point is. None when nothing is proven about the plan.
    """
    value, bound = result.objective, result.certified_bound
    if value is None or bound is None:
        return None
    if directive is None:
        change, relaxes = _more_money(prepared), True
    else:
        again = Change(kind=ChangeKind.REBUILT)
        change = again if rebuilt else _change_without(prepared, directive)
        relaxes = directive.kind not in (DirectiveKind.PRICE_OVERRIDE, DirectiveKind.ALLOW_MOVE)
    if change is None:
        return None
    if fixing and (directive is None or directive.kind is not DirectiveKind.WEIGHT):
        change = fixed_for(change, fixed_shares(prepared, result))
    if change.kind is ChangeKind.REBUILT and directive is not None:
        problem = with_fixed(without_directive(prepared, directive).problem, change.fixed)
    else:
        problem = changed(prepared.model.problem, change)
    if directive is not None and directive.kind is DirectiveKind.WEIGHT:
        start, _ = start_of_result(prepared.model.problem, result).plan_in(problem)
        value = bound = sum(problem.benefit_of(a) for a in start)
    frame = Frame(
        directive_id=None if directive is None else directive.id,
        change=change,
        base_value=value,
        base_bound=bound,
        never_less=relaxes,
    )
    return frame, problem


def _change_without(prepared: Prepared, directive: Directive) -> Change:
    """Return the small change that leaves a directive out; REBUILT where there is none.

    A floor is a row of its own and a site that must be served a required node: without them all
    options stay as they are, and nothing has to be built again.
    """
    problem = prepared.model.problem
    if directive.kind in FOR_GROUPS:
        row = directive_limit(directive.id)
        if any(limit.id == row for limit in problem.limits):
            return Change(kind=ChangeKind.NO_LIMIT, id=row)
    if directive.kind is DirectiveKind.MUST_SERVE:
        asking = [
            d
            for d in prepared.inputs.directives
            if d.kind is directive.kind and d.target == directive.target
        ]
        node = service_node(directive.target)
        if len(asking) == 1 and any(problem.node_ids[v] == node for v in problem.required):
            return Change(kind=ChangeKind.NOT_REQUIRED, id=node)
    return Change(kind=ChangeKind.REBUILT)


def without_directive(prepared: Prepared, directive: Directive) -> Model:
    """Return the model as if one directive had never been given."""
    left = tuple(d for d in prepared.inputs.directives if d.id != directive.id)
    inputs = replace(prepared.inputs, directives=left)
    if directive.kind in SAME_OFFERS:
        return build_problem(inputs, prepared.offers)
    everywhere = tuple(d for d in prepared.national.directives if d.id != directive.id)
    asked = replace(prepared.national, directives=everywhere)
    offers = offers_without(prepared.offers, asked, directive)
    return build_problem(inputs, offers_of(offers, {site.id for site in inputs.sites}))


def _texts(inputs: Inputs, directives: Sequence[Directive]) -> dict[str, Label]:
    """Return by id what each directive asks, in words."""
    sites = {site.id: site for site in inputs.sites}
    items, currency = inputs.catalogue.by_sku, inputs.catalogue.currency
    return {d.id: directive_text(d, sites, items, currency) for d in directives}


def _directive_row(
    directive: Directive, text: Label, comparison: Comparison | None
) -> DirectiveCost:
    cost = None if comparison is None else comparison.gain()
    return DirectiveCost(
        directive_id=directive.id,
        text=text.en,
        text_mn=text.mn,
        **fields_of(directive, "reason", "authority", "document", "date"),
        benefit_cost=None if cost is None else cost.benefit,
        at_least=None if cost is None else cost.at_least,
        at_most=None if cost is None else cost.at_most,
        verifiable=cost is not None,
    )


def fitting_sum(limit_minor: int) -> int:
    """Return the largest of 1, 2, 5, 10, 20, 50 ... within 2 % of a limit, 0 for a limit below 50.

    It lies between 0.8 % and 2 %: little enough to be found, enough to show in a plan.
    """
    most = limit_minor // 50
    decade = 10 ** (len(str(most)) - 1)
    return max((step * decade for step in (1, 2, 5) if step * decade <= most), default=0)


def extra_money(prepared: Prepared) -> tuple[int, int] | None:
    """Return the capital limit and the sum to add to it; None without a limit or when not asked."""
    extra = prepared.inputs.scenario.solve.next_money_minor
    upper = next((x.upper for x in prepared.model.problem.limits if x.id == CAPEX_LIMIT), None)
    if upper is None:
        return None
    extra = fitting_sum(upper) if extra is None else extra
    return (upper, extra) if extra else None


def _more_money(prepared: Prepared) -> Change | None:
    """Return the larger capital budget; None without a limit or when the scenario does not ask."""
    found = extra_money(prepared)
    if found is None:
        return None
    return Change(kind=ChangeKind.LIMIT_UPPER, id=CAPEX_LIMIT, upper=sum(found))


def _next_money(prepared: Prepared, result: Result, comparison: Comparison) -> NextMoney | None:
    """Return what a larger capital budget would buy, from the answer under it."""
    gain, money = comparison.gain(), extra_money(prepared)
    chosen = comparison.answer["chosen"]
    if gain is None or money is None or result.chosen is None or chosen is None:
        return None
    before = _receiving(prepared, result.chosen)
    after = _receiving(prepared, chosen)
    users = {site_id: need.users for site_id, need in prepared.offers.needs.items()}
    return NextMoney(
        extra_minor=money[1],
        benefit_gain=gain.benefit,
        at_least=gain.at_least,
        at_most=gain.at_most,
        sites_gained=len(after) - len(before),
        users_gained=sum(users[s] for s in after) - sum(users[s] for s in before),
        verifiable=True,
    )


def _receiving(prepared: Prepared, chosen: Sequence[int]) -> set[str]:
    """Return the sites that gain anything in a plan."""
    arcs = (prepared.model.arcs[a] for a in chosen)
    return {arc.site_id for arc in arcs if arc.site_id is not None and arc.benefit > 0}
