"""Floors of a scenario that no plan can keep, and groups that a payer's budget holds back.

A stated amount is compared with all that is on offer to its group and with what money alone allows;
then all absolute floors are tested together, by the solver, which stops at the first plan. Amounts
of the fair level are those of a plan and need no test; a group that its payers hold far back is
told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from inventory.findings import Finding, error_rule, rules_in, warning_rule
from optimizers import verify
from planner.candidates.candidate import Offers
from planner.model.build import Model, build_problem
from planner.model.fair_floors import groups_of_floor
from planner.model.limits import amount_shown
from planner.model.rows.least_shares import WHOLE
from planner.project.config_text import ConfigText
from planner.runs.layout import ANSWER, PROBLEM, RunError, read_json
from planner.runs.run_folder import find_run
from planner.scenario.directives import DirectiveKind
from planner.scenario.inputs import Inputs

FLOOR_ABOVE_OFFERS = error_rule(
    "scenario.floor_above_offers",
    "A stated floor is more than all that is on offer to its group, or than its payers allow",
    "No plan can keep it, whatever else is given up.",
)
FLOOR_WITHOUT_MONEY = warning_rule(
    "scenario.floor_without_money",
    "The money of a payer keeps a group far below what is on offer to it",
    "The group keeps its own most as its floor, which may be nothing; the other groups go on.",
)
FLOORS_CLASH = error_rule(
    "scenario.floors_clash",
    "Floors and limits cannot hold together",
    "Each by itself may be possible; a plan with all of them is proven not to exist.",
)
RULES = rules_in(globals())

ANY_PLAN = 1e6  # a gap that any plan is within: the question is only whether there is one
HELD_BACK = Fraction(1, 2)  # of the attainable: below it the payers' money is told


def check_scenario_floors(inputs: Inputs, offers: Offers) -> Iterator[Finding]:
    """Yield what is wrong with the scenario's floors of amounts, each alone and then together."""
    limits = inputs.scenario.limits
    absolute = [floor for floor in limits.floors if floor.of != "plan"]
    by_directive = any(d.kind is DirectiveKind.LEAST_POINTS for d in inputs.directives)
    if not absolute and not limits.coverage and not by_directive:
        return
    model = build_problem(inputs, offers)
    text = ConfigText.of(inputs.project.folder)
    alone: list[Finding] = []
    for number, floor in enumerate(limits.floors):
        judge = {"amounts": _stated, "fair": _held_back}.get(floor.of)
        if judge is not None:
            alone += judge(inputs, model, number, text)
    yield from alone
    amounts = any(floor.of == "amounts" for floor in limits.floors)
    stated = limits.coverage or amounts or by_directive
    if stated and not any(finding.rule == FLOOR_ABOVE_OFFERS.id for finding in alone):
        yield from _together(inputs, model, text)


def _where(inputs: Inputs, setting: str) -> tuple[str, ...]:
    return ("scenarios", inputs.scenario_name, "limits", setting)


def _stated(inputs: Inputs, model: Model, number: int, text: ConfigText) -> Iterator[Finding]:
    """Yield amounts above what is on offer to a group, or above what its payers' money allows."""
    floor = inputs.scenario.limits.floors[number]
    groups = {group.group: group for group in groups_of_floor(model, number)}
    for name, amount in sorted(floor.amounts.items()):
        group = groups.get(name)
        offered, allowed = (0, 0) if group is None else (group.attainable, group.most)
        if amount <= allowed:
            continue
        by_money, most = amount <= offered, amount_shown(floor.quantity, allowed)
        yield text.finding(
            FLOOR_ABOVE_OFFERS,
            _where(inputs, "floors"),
            found=f"{name}: {amount_shown(floor.quantity, amount)}",
            expected=f"at most {most}, all that its money allows"
            if by_money
            else f"at most {most}, all that is on offer",
            todo="lower the amount, or raise the yearly budget of its payers"
            if by_money
            else "lower the amount",
        )


def _held_back(inputs: Inputs, model: Model, number: int, text: ConfigText) -> Iterator[Finding]:
    """Yield the groups of a floor whose own most is far below what is on offer to them."""
    for group in groups_of_floor(model, number):
        if Fraction(group.most, group.attainable) >= HELD_BACK:
            continue
        level = f"{100 * group.own_level / WHOLE:.4g} %"
        yield text.finding(
            FLOOR_WITHOUT_MONEY,
            _where(inputs, "floors"),
            found=f"{group.group}: money allows {level} of what is on offer",
            expected="money for at least half of it",
            todo="raise the yearly budget of its payers, or accept that its floor stays there",
        )


def _together(inputs: Inputs, model: Model, text: ConfigText) -> Iterator[Finding]:
    """Yield one finding where no plan keeps all floors and limits: proven, or nothing is said."""
    if is_kept_by_newest_run(inputs, model):
        return
    from optimizers.result import Status
    from optimizers.solve import solve

    asked = replace(model.problem, goals=model.problem.goals[:1])
    answer = solve(asked, effort=0, seed=inputs.scenario.solve.seed, gap=ANY_PLAN)
    if answer.status is not Status.INFEASIBLE:
        return
    named = [row.title for row in asked.limits if row.id in answer.infeasible_limits]
    yield text.finding(
        FLOORS_CLASH,
        _where(inputs, "floors" if inputs.scenario.limits.floors else "coverage"),
        found="; ".join(named) or "all floors and limits together",
        expected="floors that one plan can keep",
        todo="lower a floor or raise a limit; `kholboo plan`, then `kholboo explain --infeasible`"
        " tell how much would be enough",
    )


def is_kept_by_newest_run(inputs: Inputs, model: Model) -> bool:
    """Return whether the newest run holds a plan of this problem: then there is one.

    It is counted in whole numbers, without a solver; a run that does not suit says nothing.
    """
    try:
        run = find_run(inputs.project.folder)
        recorded, answer = read_json(run / PROBLEM), read_json(run / ANSWER)
        places, arcs = model.arc_index(), recorded["arcs"]["id"]
        chosen = sorted({places[arcs[a]] for a in answer["chosen"]})
        ids = (column["id"] for column in recorded.get("columns", []))
        given = dict(zip(ids, answer.get("amounts", []), strict=True))
        amounts = [given.get(column.id, 0) for column in model.problem.columns]
        if not all(type(amount) is int for amount in amounts):
            return False
        data = model.problem.to_json()
        return not verify.plan_faults(data, chosen, amounts, verify.Steps())
    except (RunError, OSError, LookupError, TypeError, ValueError):
        return False
