"""What each floor of the scenario costs in benefit: the plan beside the best plan without it.

A floor whose rows have no price in the certificate needs no second solve: the same certificate then
bounds every plan without the floor, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from optimizers.problem import BENEFIT
from optimizers.result import Result
from planner.language.formats import percent
from planner.language.label import Label
from planner.language.labels import filled, joined
from planner.model.limit_meanings import Row
from planner.model.limits import coverage_rows, floor_rows
from planner.model.rows.policy import Policy
from planner.model.rows.promises import promises
from planner.pipeline.bounded import unpriced_answer
from planner.pipeline.changed_problem import changed
from planner.pipeline.fixed_shares import fixed_for, fixed_shares
from planner.pipeline.prepare import Prepared
from planner.pipeline.solve import compared_answer
from planner.pipeline.start import start_of_result
from planner.plan.outcome import FloorCost
from planner.plan.plan import Plan
from planner.runs.comparisons import Change, ChangeKind, Comparison, FixedShare, Frame
from planner.scenario.floor_settings import Coverage, Floor

Tell = Callable[[str], None]
KEEP = "keep"  # the floor of the promises of an earlier run


def floors_of(prepared: Prepared) -> dict[str, tuple[str, ...]]:
    """Return the ids of the limits of each floor of the scenario, by its id; none without limits.

    An id says where the floor stands in the scenario: "floors.1", "coverage.2", "keep".
    """
    policy = prepared.model.policy
    found = {name: tuple(row.limit.id for row in rows) for name, rows in _rows(policy)}
    return {name: ids for name, ids in found.items() if ids}


def _rows(policy: Policy) -> Iterator[tuple[str, Iterator[Row]]]:
    limits = policy.scenario.limits
    for number in range(len(limits.floors)):
        yield f"floors.{number + 1}", floor_rows(policy, number)
    for number in range(len(limits.coverage)):
        yield f"coverage.{number + 1}", coverage_rows(policy, number)
    yield KEEP, promises(policy)


def floors_compared(prepared: Prepared, result: Result) -> list[str]:
    """Return the floors that are priced, in turn: as many as directives, if points are sought.

    None of a programme of years, whose plan is not sought in one problem.
    """
    return list(_compared(prepared, result))


def _compared(prepared: Prepared, result: Result) -> dict[str, tuple[str, ...]]:
    """Return the limits of each floor that is priced, by its id."""
    years = prepared.inputs.scenario.years
    if years is not None and years.is_programme:
        return {}
    if result.chosen is None or prepared.model.problem.goals[0].quantity != BENEFIT.quantity:
        return {}
    most = prepared.inputs.scenario.solve.directives_priced
    return dict(islice(floors_of(prepared).items(), most))


def compare_floors(prepared: Prepared, result: Result, tell: Tell) -> Iterator[Comparison]:
    """Yield for each floor the best plan without it, with its proof.

    Raises PlanFaultError when an answer does not verify, KeyboardInterrupt when interrupted.
    """
    asked = _compared(prepared, result)
    shares = fixed_shares(prepared, result) if asked else ()
    begin = start_of_result(prepared.model.problem, result)
    for floor_id, ids in asked.items():
        tell(f"compare: without {floor_id}")
        frame = floor_frame(result, floor_id, ids, shares)
        if frame is None:
            continue
        answer = unpriced_answer(result, frame.change)
        if answer is None:
            other = changed(prepared.model.problem, frame.change)
            answer = compared_answer(other, prepared.inputs.scenario, begin)
        if answer is not None:
            yield Comparison(frame=frame, answer=answer)


def floor_frame(
    result: Result, floor_id: str, ids: Sequence[str], shares: Sequence[FixedShare] = ()
) -> Frame | None:
    """Return what is compared for a floor, None when nothing is proven about the plan.

    `shares` of the whole benefit are held at their amounts.
    """
    if result.objective is None or result.certified_bound is None:
        return None
    return Frame(
        directive_id=None,
        floor_id=floor_id,
        change=fixed_for(Change(kind=ChangeKind.NO_LIMITS, ids=tuple(ids)), shares),
        base_value=result.objective,
        base_bound=result.certified_bound,
        never_less=True,
    )


def with_floor_figures(plan: Plan, prepared: Prepared, comparisons: Sequence[Comparison]) -> Plan:
    """Return the plan with what each floor asks and what it costs."""
    known = {c.frame.floor_id: c for c in comparisons if c.frame.floor_id}
    rows = (_row(prepared, floor_id, known.get(floor_id)) for floor_id in floors_of(prepared))
    return replace(plan, floors=tuple(rows))


def _row(prepared: Prepared, floor_id: str, comparison: Comparison | None) -> FloorCost:
    gain = None if comparison is None else comparison.gain()
    levels = levels_of(prepared, floor_id)
    text = floor_text(prepared, floor_id, levels)
    return FloorCost(
        floor_id=floor_id,
        text=text.en,
        text_mn=text.mn,
        least_level=min(levels, default=None),
        most_level=max(levels, default=None),
        benefit_cost=None if gain is None else gain.benefit,
        at_least=None if gain is None else gain.at_least,
        at_most=None if gain is None else gain.at_most,
        verifiable=gain is not None,
    )


def levels_of(prepared: Prepared, floor_id: str) -> list[int]:
    """Return the levels that a floor's groups reached at once; none for stated floors."""
    kind, _, number = floor_id.partition(".")
    if kind != "floors" or prepared.floors is None:
        return []
    groups = (g for g in prepared.floors.groups if g.floor == int(number))
    return [g.level for g in groups if g.level is not None]


def floor_text(prepared: Prepared, floor_id: str, levels: Sequence[int]) -> Label:
    """Return what a floor asks, in words."""
    kind, _, number = floor_id.partition(".")
    limits, keep = prepared.inputs.scenario.limits, prepared.inputs.scenario.keep
    if kind == KEEP:
        count = f"{len(keep.promises or {}):,}"
        return filled("floor.keep", run=keep.run, share=keep.share, count=count)
    if kind == "coverage":
        return _coverage_text(limits.coverage[int(number) - 1])
    return _floor_text(limits.floors[int(number) - 1], levels)


def _coverage_text(floor: Coverage) -> Label:
    return filled(
        f"floor.coverage_{floor.by}",
        least=f"{floor.least:,}",
        quantity=filled(f"coverage.{floor.quantity}"),
    )


def _floor_text(floor: Floor, levels: Sequence[int]) -> Label:
    groups = filled(f"floor.by_{floor.by}")
    quantity = filled(
        f"coverage.{floor.quantity}" if floor.of == "amounts" else f"share.{floor.quantity}"
    )
    if floor.of == "amounts":
        return filled("floor.amounts", groups=groups, quantity=quantity)
    told = filled(f"floor.{floor.of}", groups=groups, quantity=quantity, share=floor.share)
    if not levels:
        return told
    low, high = percent(min(levels) / 10_000), percent(max(levels) / 10_000)
    shown = low if low == high else f"{low} – {high}"
    return joined(" ", (told, filled("floor.level", level=shown)))
