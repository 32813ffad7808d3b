"""The plans of aimags joined to one plan of the country: what conflicts, what delegation cost.

The joined plan is the best plan of the country made of what the aimags chose alone, and of what is
there today. An aimag that returned nothing has what the plan of the country gives it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from optimizers.problem import BENEFIT, Problem
from optimizers.result import Result, result_of
from planner.candidates.present_value import capex_of
from planner.errors import SettingsError
from planner.language.said import said
from planner.model.arcs import ArcKind
from planner.model.limit_use import activity_of, row_use
from planner.pipeline.bounded import under_bound_of
from planner.pipeline.make_plan import Joining, make_plan
from planner.pipeline.prepare import Prepared
from planner.pipeline.progress import Progress
from planner.plan.plan import Plan
from planner.runs.layout import ANSWER, PROBLEM
from planner.runs.run_folder import Run
from planner.scenario.decisions import PREFIX

_MOST_NAMED = 3  # of a list in an error


@dataclass(frozen=True, slots=True, kw_only=True)
class Twice:
    """A stretch that several aimags mean to build."""

    link_id: str
    aimags: tuple[str, ...]
    capex_minor: int  # of it, once


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrun:
    """A limit of the country that the returned plans together go beyond."""

    limit_id: str
    used: int
    upper: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """A floor of the country that nobody's share alone was held to."""

    limit_id: str
    used: int
    lower: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """Stock of a depot, or machines of a site, that the returned plans count on too often."""

    sku: str
    origin: str
    asked: int
    there: int
    aimags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A site that the joined plan gives something else than the plan of its aimag."""

    site_id: str
    aimag: str
    benefit_then: int
    benefit_now: int


@dataclass(kw_only=True)
class Merged:
    """What joining found; without a plan where nothing keeps the limits of the country."""

    country: Plan
    aimags: tuple[str, ...]  # that returned a plan
    twice: tuple[Twice, ...] = ()
    overruns: tuple[Overrun, ...] = ()
    short: tuple[Short, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    infeasible: tuple[str, ...] = ()  # limits that cannot hold together
    plan: Plan | None = None
    run_dir: Path | None = None
    moved: tuple[Moved, ...] = ()
    returned: Mapping[str, Plan] = field(default_factory=dict)  # by aimag

    @property
    def cost(self) -> tuple[int, int] | None:
        """What delegation cost in benefit, at least and at most; None where nothing is proven.

        The best plan of the country lies between the better of its own plan and the joined one,
        and its certified bound.
        """
        bound, value = self.country.certified_bound, self.country.objective
        if self.plan is None or self.plan.objective is None or bound is None or value is None:
            return None
        return max(0, value - self.plan.objective), max(0, bound - self.plan.objective)


def merge(
    folder: Path, country: Run, returned: Sequence[Run], progress: Progress | None = None
) -> Merged:
    """Join the plans of aimags under the problem of the country's plan, and write the run.

    Who decided on the country's plan has not decided on this one. Raises SettingsError where the
    runs do not belong together, and errors as `make_plan` does.
    """
    _refuse(country, returned)
    ordered = sorted(returned, key=lambda run: str(run.plan.aimag))
    found = Merged(
        country=country.plan,
        aimags=tuple(str(run.plan.aimag) for run in ordered),
        returned={str(run.plan.aimag): run.plan for run in ordered},
    )
    settings = country.manifest["settings"]
    joining = Joining(
        country=country,
        runs=tuple(run.plan.run_id for run in (country, *ordered)),
        answer=lambda prepared: _joined(prepared, country, ordered, found),
    )
    try:
        found.plan, found.run_dir = make_plan(
            folder,
            scenario=settings["scenario"],
            overrides={k: v for k, v in settings["overrides"].items() if not k.startswith(PREFIX)},
            progress=progress,
            joining=joining,
        )
    except _NoPlan:
        return found
    found.moved = tuple(_moved(found))
    return found


class _NoPlan(Exception):  # noqa: N818 - an outcome, not an error
    """Nothing that the aimags chose keeps the limits of the country."""


def _refuse(country: Run, returned: Sequence[Run]) -> None:
    """Raise SettingsError where runs do not belong together."""
    for run in (country, *returned):
        years = run.manifest["scenario"].get("years") or {}
        if run.plan.objective is None or run.plan.goal != BENEFIT.name or years.get("count", 1) > 1:
            raise SettingsError(
                said(
                    "{run} is no plan for the most benefit of one budget; only such plans are"
                    " joined",
                    run=run.plan.run_id,
                )
            )
    if country.plan.aimag is not None:
        raise SettingsError(
            said(
                "{run} is a plan of {region} {aimag}; name the plan of the country first",
                run=country.plan.run_id,
                aimag=country.plan.aimag,
            )
        )
    seen: dict[str, str] = {}
    for run in returned:
        aimag = run.plan.aimag
        if aimag is None:
            raise SettingsError(
                said(
                    "{run} is a plan of the whole country; name plans made with --region",
                    run=run.plan.run_id,
                )
            )
        if aimag in seen:
            raise SettingsError(
                said(
                    "{run} and {other} are both plans of {region} {aimag}; name one of them",
                    run=run.plan.run_id,
                    other=seen[aimag],
                    aimag=aimag,
                )
            )
        seen[aimag] = run.plan.run_id


def _joined(prepared: Prepared, country: Run, returned: Sequence[Run], found: Merged) -> Result:
    """Return the best plan of the country that is made of what the aimags chose."""
    from optimizers.solve import solve
    from optimizers.years.relaxation import only_buildable

    problem = prepared.model.problem
    if problem.to_json() != country.read_json(PROBLEM):
        raise SettingsError(
            said(
                "the project has changed since {run}; plan the country again, then each {region}",
                run=country.plan.run_id,
            )
        )
    answer = result_of(country.read_json(ANSWER))
    chosen = {str(run.plan.aimag): _arcs_of(run, problem) for run in returned}
    found.twice = tuple(_twice(returned))
    found.overruns = tuple(_overruns(problem, country.plan, returned, chosen))
    found.short = tuple(_short(prepared, returned))
    allowed = {a for arcs in chosen.values() for a in arcs}
    others = set(_others(prepared, answer.chosen or (), set(chosen)))
    found.shortfalls = tuple(_shortfalls(prepared, country.plan, allowed | others))
    allowed.update(others, _as_today(prepared))
    settings = prepared.inputs.scenario.solve
    best = solve(
        only_buildable(problem, frozenset(problem.arc_ids[a] for a in allowed)),
        effort=settings.effort,
        seed=settings.seed,
        workers=settings.workers,
    )
    if best.chosen is None:
        found.infeasible = best.infeasible_limits
        raise _NoPlan
    return under_bound_of(answer, problem, best.chosen, best.amounts)


def _arcs_of(run: Run, problem: Problem) -> tuple[int, ...]:
    """Return what a plan chose as arcs of the country's problem.

    Raises SettingsError where one is not on offer there, or is worth or costs something else.
    """
    index = {arc_id: a for a, arc_id in enumerate(problem.arc_ids)}
    data, chosen = run.read_json(PROBLEM), run.read_json(ANSWER)["chosen"]
    own = Problem.from_json(data)
    costs = sorted(set(own.quantities) & set(problem.quantities))
    found, strange = [], []
    for a in chosen:
        same = index.get(own.arc_ids[a])
        if same is None or (
            own.benefit_of(a) != problem.benefit_of(same)
            or any(own.quantities[c][a] != problem.quantities[c][same] for c in costs)
        ):
            strange.append(own.arc_ids[a])
        else:
            found.append(same)
    if strange:
        raise SettingsError(
            said(
                "{run} chose {count} things that the data of the country offer otherwise ({first});"
                " plan this {region} again with the same tables",
                run=run.plan.run_id,
                count=len(strange),
                first=", ".join(strange[:_MOST_NAMED]),
            )
        )
    return tuple(found)


def _others(prepared: Prepared, chosen: Sequence[int], aimags: set[str]) -> Iterator[int]:
    """Yield what the country's plan gives the aimags that returned none."""
    model = prepared.model
    aimag_of = {site.id: site.aimag for site in prepared.inputs.sites}
    if aimags >= set(aimag_of.values()):
        return
    for a in chosen:
        site_id = model.arcs[a].site_id
        if site_id is None or aimag_of[site_id] not in aimags:
            yield a


def _as_today(prepared: Prepared) -> Iterator[int]:
    """Yield the present links, which may stay as they are."""
    for a, arc in enumerate(prepared.model.arcs):
        if arc.kind is ArcKind.KEEP and not arc.lines:
            yield a


def _shortfalls(
    prepared: Prepared, country: Plan, together: Collection[int]
) -> Iterator[Shortfall]:
    """Yield the floors of the country that all that was chosen does not reach.

    A row that also counts what is decided beside the choices is left to the joined plan.
    """
    model = prepared.model
    rows = {limit.id: limit for limit in model.problem.limits}
    for limit in country.limits:
        row = rows[limit.id]
        if limit.lower is None or row.columns:
            continue
        use = row_use(model.problem, row, model.limit_meanings[row.id], sorted(together))
        if use.lower is not None and use.used < use.lower:
            yield Shortfall(limit_id=limit.id, used=use.used, lower=use.lower)


def _twice(returned: Sequence[Run]) -> Iterator[Twice]:
    """Yield the stretches that several plans build, dearest first."""
    by_link: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for run in returned:
        for link in run.plan.links:
            by_link[link.id].append((str(run.plan.aimag), capex_of(link.lines)))
    found = [
        Twice(link_id=link_id, aimags=tuple(a for a, _ in uses), capex_minor=uses[0][1])
        for link_id, uses in by_link.items()
        if len(uses) > 1
    ]
    yield from sorted(found, key=lambda one: (-one.capex_minor, one.link_id))


def _overruns(
    problem: Problem,
    country: Plan,
    returned: Sequence[Run],
    chosen: Mapping[str, Sequence[int]],
) -> Iterator[Overrun]:
    """Yield the limits of the country that the returned plans together go beyond.

    Where an aimag's own plan tells its use of the limit, that counts; elsewhere its choices do.
    """
    rows = {limit.id: limit for limit in problem.limits}
    for limit in country.limits:
        if limit.upper is None:
            continue
        used = 0
        for run in returned:
            own = next((x.used for x in run.plan.limits if x.id == limit.id), None)
            arcs = chosen[str(run.plan.aimag)]
            used += activity_of(rows[limit.id], arcs) if own is None else own
        if used > limit.upper:
            yield Overrun(limit_id=limit.id, used=used, upper=limit.upper)


def _short(prepared: Prepared, returned: Sequence[Run]) -> Iterator[Short]:
    """Yield the depots that the returned plans take more from than is there."""
    there = {(s.sku, s.depot): s.quantity for s in prepared.inputs.catalogue.stock}
    asked: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for run in returned:
        for move in run.plan.moves:
            key, aimag = (move.sku, move.origin), str(run.plan.aimag)
            if move.origin_kind == "depot" and move.counted and key in there:
                asked[key][aimag] = asked[key].get(aimag, 0) + move.quantity
    for (sku, depot), uses in sorted(asked.items()):
        if sum(uses.values()) > there[sku, depot]:
            yield Short(
                sku=sku,
                origin=depot,
                asked=sum(uses.values()),
                there=there[sku, depot],
                aimags=tuple(uses),
            )


def _moved(found: Merged) -> Iterator[Moved]:
    """Yield the sites that are given something else than the plan of their aimag gave."""
    assert found.plan is not None
    now = {d.site_id: d for d in found.plan.deployments}
    for aimag, plan in found.returned.items():
        for then in plan.deployments:
            one = now[then.site_id]
            same = (one.candidate_id, one.computers_added) == (
                then.candidate_id,
                then.computers_added,
            )
            if not same or one.benefit != then.benefit:
                yield Moved(
                    site_id=then.site_id,
                    aimag=aimag,
                    benefit_then=then.benefit,
                    benefit_now=one.benefit,
                )
