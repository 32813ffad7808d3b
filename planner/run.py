"""From a project folder to a written run: read, offer, model, solve, check, assemble, write."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from inventory.catalogue import Catalogue
from optimizers import verify
from optimizers.problem import BENEFIT, Problem
from optimizers.result import Result, answer_json
from planner.arcs import service_node
from planner.areas import aimag_code
from planner.assemble import PlanFaultError, assemble
from planner.candidates import build_offers
from planner.comparisons import (
    CAPEX_LIMIT,
    Change,
    ChangeKind,
    Comparison,
    Frame,
    Gain,
    gain_over,
    write_comparisons,
)
from planner.decisions import decisions_of
from planner.directives import Directive, DirectiveKind
from planner.errors import InputError, SettingsError
from planner.inputs import Inputs, load_inputs
from planner.labels import Label
from planner.model import Model, build_problem
from planner.offers import Offers
from planner.plan import DirectiveCost, NextMoney, Plan
from planner.policy import with_overrides
from planner.recorded import recorded_settings
from planner.rules import attainable_benefit
from planner.runs.lock import project_lock
from planner.runs.manifest import Draft
from planner.runs.run_folder import Run, write_run
from planner.scenario import Scenario
from planner.settle import settled
from planner.story import directive_text

EXPORTS = ("workbook", "geopackage", "geojson", "page")
QUICK = 0  # effort of the re-solves that only compare
Progress = Callable[..., None]


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A project made ready to solve: what was read, what is on offer, and the problem."""

    national: Inputs  # as read, with the overrides
    inputs: Inputs  # of the aimag planned for, or the same
    offers: Offers
    model: Model
    aimag: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the work for the progress line, told like the solver's own events."""

    stage: str
    seconds: float
    value: int | None = None
    bound: int | None = None
    gap: float | None = None
    certified_bound: int | None = None


class Stopwatch:
    """Seconds of each step of a run; they go into the provenance block only."""

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress
        self._began = time.perf_counter()
        self._steps: dict[str, tuple[float, float | None]] = {}  # start, end

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step, and tell that it begins."""
        self.tell(name)
        start = time.perf_counter()
        self._steps[name] = start, None
        try:
            yield
        finally:
            self._steps[name] = start, time.perf_counter()

    def tell(self, stage: str) -> None:
        """Tell what is being done, to whoever listens."""
        if self._progress is not None:
            self._progress(Step(stage=stage, seconds=time.perf_counter() - self._began))

    def so_far(self) -> dict[str, float]:
        """Return the seconds of each step, the one that is going on included."""
        now = time.perf_counter()
        return {name: (end or now) - start for name, (start, end) in self._steps.items()}


def make_plan(
    folder: Path,
    *,
    scenario: str | None = None,
    aimag: str | None = None,
    overrides: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
    exports: Sequence[str] = EXPORTS,
) -> tuple[Plan, Path]:
    """Plan a project and write the run; return the plan and its run folder.

    `aimag`, given by code or name, plans within that aimag's share of every limit.

    `overrides` are settings of the scenario by name (`solve.effort`, or short: solver, effort,
    gap, seed, capex, opex, next_money). An interrupt during the search ends it with the best plan
    so far, which is still checked and written, with `stopped_by` "interrupt". Limits that cannot
    hold together give a plan of status "infeasible" without deployments, also written.

    Raises InputError when the input has errors, SettingsError for what does not exist, BusyError
    while another plan is made in the project, RunError when the run cannot be written.
    """
    watch = Stopwatch(progress)
    with watch.step("read"):
        inputs = read_project(folder, scenario, overrides)
        if aimag is not None:
            aimag = aimag_code(aimag, inputs.sites, inputs.network.places)
    with project_lock(folder):
        with watch.step("candidates"):
            prepared = prepare(inputs, aimag)
        with watch.step("solve"):
            result = settled(prepared.model, search(prepared, progress))
            answer = checked_answer(prepared.model.problem, result)
        with watch.step("compare"):
            plan = assemble(prepared.inputs, prepared.offers, prepared.model, result)
            decisions = decisions_of(prepared.inputs, overrides)
            plan = replace(plan, aimag=aimag, decisions=decisions)
            plan, compared = with_comparisons(plan, prepared, result, watch.tell)
        draft = Draft(
            plan=plan,
            problem=prepared.model.problem.to_json(),
            answer=answer,
            project_folder=folder,
            scenario=prepared.inputs.scenario.model_dump(mode="json"),
            settings={
                "scenario": inputs.scenario_name,
                "aimag": aimag,
                "overrides": {k: v for k, v in sorted((overrides or {}).items()) if v is not None},
            },
            seconds=watch.so_far,
        )
        formats = exports if result.chosen is not None else ()

        def write_beside(named: Plan, place: Path) -> Plan:
            if result.chosen is not None:
                write_comparisons(place, compared)
            return write_exports(named, prepared.inputs, formats, place)

        with watch.step("write"):
            return write_run(draft, write_beside)


def read_project(
    folder: Path, scenario: str | None = None, overrides: Mapping[str, Any] | None = None
) -> Inputs:
    """Return the inputs under the settings asked for; raises InputError on any error in them."""
    inputs = load_inputs(folder, scenario)
    if not inputs.ok:
        raise InputError(inputs.findings)
    return replace(inputs, scenario=with_overrides(inputs.scenario, overrides))


def prepare(inputs: Inputs, aimag: str | None = None) -> Prepared:
    """Return the problem of the inputs, or of one aimag's share of it.

    Raises SettingsError when no site lies in the aimag.
    """
    offers = build_offers(inputs)
    if aimag is None:
        model = build_problem(inputs, offers)
        return Prepared(national=inputs, inputs=inputs, offers=offers, model=model)
    local = of_aimag(inputs, offers, aimag)
    kept = offers_of(offers, {site.id for site in local.sites})
    return Prepared(
        national=inputs,
        inputs=local,
        offers=kept,
        model=build_problem(local, kept),
        aimag=aimag,
    )


def of_recorded(run: Run) -> Prepared:
    """Return what a recorded run was made from: its recorded inputs, prepared.

    Raises InputError or another PlannerError when the recorded inputs no longer read.
    """
    return prepare(recorded_settings(run), run.manifest["settings"]["aimag"])


# --- one aimag's share --------------------------------------------------------------------------


def of_aimag(inputs: Inputs, offers: Offers, aimag: str) -> Inputs:
    """Return the inputs of one aimag: its sites, its share of every limit, its own directives.

    The share is the aimag's part of what all sites together could gain. Capital: share x limit.
    Recurrent: the aimag's present fees, and the share of what the limit leaves above all present
    fees. Parts are rounded down. Floors between aimags fall away, and so do floors that an
    authority set as a share of the whole country's benefit, and coverage asked of the country or a
    kind.
    """
    sites = tuple(site for site in inputs.sites if site.aimag == aimag)
    if not sites:
        known = ", ".join(sorted({site.aimag for site in inputs.sites if site.aimag}))
        raise SettingsError(f"no site lies in aimag {aimag!r}; codes with sites: {known}")
    inside = {site.id for site in sites}
    worth = attainable_benefit(offers)
    total = sum(worth.values())
    share = Fraction(sum(worth[s] for s in inside), total) if total else Fraction(0)
    limits = inputs.scenario.limits
    fees = _fees_by_payer(offers, set(offers.needs)), _fees_by_payer(offers, inside)
    shared = limits.model_copy(
        update={
            "capex_minor": _part(limits.capex_minor, share),
            "opex_per_year_minor": _part(
                limits.opex_per_year_minor, share, sum(fees[0].values()), sum(fees[1].values())
            ),
            "opex_per_year_by_payer_minor": {
                payer: _part(upper, share, fees[0].get(payer, 0), fees[1].get(payer, 0))
                for payer, upper in sorted(limits.opex_per_year_by_payer_minor.items())
            },
            "floors": [floor for floor in limits.floors if floor.by != "aimag"],
            "coverage": [
                floor.model_copy(update={"only": [aimag]})
                for floor in limits.coverage
                if floor.by == "aimag" and (not floor.only or aimag in floor.only)
            ],
        }
    )
    return replace(
        inputs,
        sites=sites,
        scenario=inputs.scenario.model_copy(update={"limits": shared}),
        directives=tuple(
            d
            for d in inputs.directives
            if d.kind in (DirectiveKind.PRICE_OVERRIDE, DirectiveKind.ALLOW_MOVE)
            or d.target in inside
        ),
        catalogue=of_share(inputs.catalogue, share),
    )


def of_share(catalogue: Catalogue, share: Fraction) -> Catalogue:
    """Return the catalogue with a share of what depots hold and of what each fund has."""
    return replace(
        catalogue,
        stock=tuple(replace(s, quantity=int(s.quantity * share)) for s in catalogue.stock),
        funds=tuple(
            replace(f, ceiling_minor=_part(f.ceiling_minor, share)) for f in catalogue.funds
        ),
    )


def _fees_by_payer(offers: Offers, sites: set[str]) -> dict[str | None, int]:
    fees: dict[str | None, int] = {}
    for site_id in sorted(sites):
        need = offers.needs[site_id]
        fees[need.payer] = fees.get(need.payer, 0) + need.present_fee_per_year_minor
    return fees


def _part(limit: int | None, share: Fraction, fees: int = 0, own_fees: int = 0) -> int | None:
    """Return the aimag's own fees and its share of what the limit leaves above all fees."""
    if limit is None:
        return None
    return own_fees + int((limit - fees) * share // 1)


def offers_of(offers: Offers, sites: set[str]) -> Offers:
    """Return what is on offer to some sites; shared stretches stay, wherever they lie."""
    return Offers(
        needs={s: need for s, need in offers.needs.items() if s in sites},
        candidates=tuple(c for c in offers.candidates if c.site_id in sites),
        rejections=tuple(r for r in offers.rejections if r.site_id in sites),
        assets=offers.assets,
        kit=tuple(k for k in offers.kit if k.site_id in sites),
    )


# --- solving ------------------------------------------------------------------------------------


def search(prepared: Prepared, progress: Progress | None = None) -> Result:
    """Return the solver's answer under the scenario's settings.

    Raises SettingsError when the cluster named there cannot be used.
    """
    from optimizers.result import ClusterError
    from optimizers.solve import solve

    settings = prepared.inputs.scenario.solve
    try:
        return solve(
            prepared.model.problem,
            solver=settings.solver,
            effort=settings.effort,
            seed=settings.seed,
            gap=settings.gap,
            progress=progress,
            workers=settings.workers,
            cluster=settings.cluster,
        )
    except ClusterError as fault:
        raise SettingsError(f"solve.cluster: {fault}") from fault


def quick_search(
    problem: Problem,
    scenario: Scenario,
    start: Sequence[int] | None = None,
    amounts: Sequence[int] | None = None,
) -> Result:
    """Return the answer of a re-solve that only compares: benefit alone, at the least effort.

    Raises KeyboardInterrupt when it is interrupted: half a comparison compares nothing.
    """
    from optimizers.solve import solve

    settings = scenario.solve
    answer = solve(
        replace(problem, goals=(BENEFIT,)),
        solver=settings.solver,
        effort=QUICK,
        seed=settings.seed,
        gap=settings.gap,
        start=start,
        start_amounts=amounts,
    )
    if any(stage.stopped_by == "interrupt" for stage in answer.stages):
        raise KeyboardInterrupt
    return answer


def checked_answer(problem: Problem, result: Result) -> dict[str, Any]:
    """Return the content of certificate.json; raises PlanFaultError when it does not verify."""
    answer = answer_json(result)
    faults = verify.check(problem.to_json(), answer)
    if faults:
        raise PlanFaultError("the solver's answer does not verify: " + "; ".join(faults[:5]))
    return answer


# --- what directives cost and what more money buys ----------------------------------------------


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
            for directive in compared_with(prepared, result):
                tell(_comparing(directive))
                comparison = compare(prepared, result, directive)
                found += [] if comparison is None else [comparison]
    except KeyboardInterrupt:
        stopped_by = "interrupt"
    plan = with_figures(plan, prepared, result, found)
    return replace(plan, stopped_by=stopped_by), tuple(found)


def _comparing(directive: Directive | None) -> str:
    if directive is None:
        return "compare: the next money"
    return f"compare: without directive {directive.id}"


def compared_with(prepared: Prepared, result: Result) -> list[Directive | None]:
    """Return what is compared with the plan, in turn: the next money (None), then directives.

    Nothing where there is no plan, or where benefit is not sought first: a difference is one of
    points only there.
    """
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
    by_directive = {c.frame.directive_id: c for c in comparisons}
    money = by_directive.get(None)
    return replace(
        plan,
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
    start, amounts = _start_in(prepared.model.problem, result, problem)
    found = quick_search(problem, prepared.inputs.scenario, start, amounts)
    if found.objective is None or found.certified_bound is None:
        return None
    for_points = replace(problem, goals=(BENEFIT,))
    return Comparison(frame=frame, answer=checked_answer(for_points, found))


def framed_problem(
    prepared: Prepared, result: Result, directive: Directive | None
) -> tuple[Frame, Problem] | None:
    """Return the problem to compare with, and what the plan at hand is worth in its measure.

    A weight is taken out of the measure too: the plan is valued without it, exactly. None when
    nothing is proven about the plan.
    """
    value, bound = result.objective, result.certified_bound
    if value is None or bound is None:
        return None
    if directive is None:
        change = _more_money(prepared)
        problem = None if change is None else _raised(prepared.model.problem, change)
        relaxes = True
    else:
        problem = without_directive(prepared, directive).problem
        change = _change_without(prepared.model.problem, problem, directive)
        relaxes = directive.kind not in (DirectiveKind.PRICE_OVERRIDE, DirectiveKind.ALLOW_MOVE)
    if change is None or problem is None:
        return None
    if directive is not None and directive.kind is DirectiveKind.WEIGHT:
        start, _ = _start_in(prepared.model.problem, result, problem)
        value = bound = sum(problem.benefit_of(a) for a in start)
    frame = Frame(
        directive_id=None if directive is None else directive.id,
        change=change,
        base_value=value,
        base_bound=bound,
        never_less=relaxes,
    )
    return frame, problem


def _change_without(problem: Problem, other: Problem, directive: Directive) -> Change:
    """Return the small change that leaves a directive out; REBUILT where there is none."""
    small = {
        DirectiveKind.FLOOR: Change(kind=ChangeKind.NO_LIMIT, id=f"directive:{directive.id}"),
        DirectiveKind.MUST_SERVE: Change(
            kind=ChangeKind.NOT_REQUIRED, id=service_node(directive.target)
        ),
    }
    change = small.get(directive.kind)
    try:
        if change is not None and change.applied(problem.to_json()) == other.to_json():
            return change
    except ValueError:  # the row was not needed, or the site is none of this aimag
        pass
    return Change(kind=ChangeKind.REBUILT)


def _start_in(
    problem: Problem, result: Result, other: Problem
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the plan of one problem as arcs and amounts of another, as far as it has them."""
    index = {arc_id: a for a, arc_id in enumerate(other.arc_ids)}
    ids = (problem.arc_ids[a] for a in result.chosen or ())
    known = {c.id: y for c, y in zip(problem.columns, result.amounts, strict=True)}
    amounts = tuple(min(known.get(c.id, 0), c.upper) for c in other.columns)
    return tuple(sorted(index[i] for i in ids if i in index)), amounts


def without_directive(prepared: Prepared, directive: Directive) -> Model:
    """Return the model as if one directive had never been given."""
    left = tuple(d for d in prepared.inputs.directives if d.id != directive.id)
    inputs = replace(prepared.inputs, directives=left)
    same_offers = (DirectiveKind.MUST_SERVE, DirectiveKind.FLOOR, DirectiveKind.ALLOW_MOVE)
    if directive.kind in same_offers:
        return build_problem(inputs, prepared.offers)
    everywhere = tuple(d for d in prepared.national.directives if d.id != directive.id)
    offers = build_offers(replace(prepared.national, directives=everywhere))
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
        reason=directive.reason,
        authority=directive.authority,
        document=directive.document,
        date=directive.date,
        benefit_cost=None if cost is None else cost.benefit,
        at_least=None if cost is None else cost.at_least,
        at_most=None if cost is None else cost.at_most,
        verifiable=cost is not None,
    )


def _more_money(prepared: Prepared) -> Change | None:
    """Return the larger capital budget; None without a limit or when the scenario does not ask."""
    extra = prepared.inputs.scenario.solve.next_money_minor
    upper = next((x.upper for x in prepared.model.problem.limits if x.id == CAPEX_LIMIT), None)
    if not extra or upper is None:
        return None
    return Change(kind=ChangeKind.LIMIT_UPPER, id=CAPEX_LIMIT, upper=upper + extra)


def _raised(problem: Problem, change: Change) -> Problem:
    """Return the problem with another upper side of the limit that a change names."""
    limits = (replace(x, upper=change.upper) if x.id == change.id else x for x in problem.limits)
    return replace(problem, limits=tuple(limits))


def _next_money(prepared: Prepared, result: Result, comparison: Comparison) -> NextMoney | None:
    """Return what a larger capital budget would buy, from the answer under it."""
    gain, change = comparison.gain(), _more_money(prepared)
    chosen = comparison.answer["chosen"]
    if gain is None or change is None or result.chosen is None or chosen is None:
        return None
    before = _receiving(prepared, result.chosen)
    after = _receiving(prepared, chosen)
    users = {site_id: need.users for site_id, need in prepared.offers.needs.items()}
    return NextMoney(
        extra_minor=prepared.inputs.scenario.solve.next_money_minor or 0,
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


# --- sheets and maps ----------------------------------------------------------------------------


def write_exports(plan: Plan, inputs: Inputs, formats: Sequence[str], folder: Path) -> Plan:
    """Write sheets and maps of a plan, and return the plan.

    An interrupt leaves out what is not done yet and marks the plan handed back, so that the caller
    knows and still saves it.
    """
    from planner import exports

    context = exports.ExportContext(
        plan=plan,
        sites=inputs.sites,
        network=inputs.network,
        language="both",
        money_unit=1,
    )
    for name in formats:
        before = set(folder.iterdir())
        try:
            exports.export(name, context, folder)
        except KeyboardInterrupt:
            for unfinished in set(folder.iterdir()) - before:
                unfinished.unlink()
            return replace(plan, stopped_by="interrupt")
    return plan
