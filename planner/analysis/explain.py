"""Why a site gets what it gets, what else there was, and what it would take to serve it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from inventory.kept import NOTHING_KEPT, Kept
from optimizers.graph.cheapest_ways import ways_to
from optimizers.problem import Limit, Problem
from planner.analysis.explain_funding import supply_lines
from planner.analysis.explain_needs import told_needs
from planner.analysis.explanation import (
    SERVED_ROW,
    Alternative,
    Explanation,
    Pack,
    Refusal,
    WhatItTakes,
    next_best,
)
from planner.analysis.positions import position_note
from planner.candidates.candidate import INSIDE, Candidate, KitStep, Offers
from planner.candidates.nodes import Node, NodeKind, TapPlace, kit_node, link_host
from planner.candidates.present_value import PresentValue, capex_of, opex_of
from planner.errors import SettingsError
from planner.fields import fields_of
from planner.language.label import Label
from planner.language.labels import (
    LABELS,
)
from planner.language.said import Said, said
from planner.language.suggestions import near_names
from planner.model.arcs import bought, inside_id, keeping_ids, option_id
from planner.model.column_meaning import Supply
from planner.model.limit_names import LimitNames
from planner.model.limit_use import row_use
from planner.model.problem_meaning import ProblemMeaning
from planner.model.side_columns import conditions_of
from planner.offers.second_links import told_way
from planner.pipeline.fixed_shares import shares_of_plan, with_fixed
from planner.pipeline.prepare import before_floors
from planner.pipeline.solve import quick_search
from planner.pipeline.start import start_of_run
from planner.pipeline.what_if import difference
from planner.plan.given_up import given_up
from planner.plan.next_best import Reach, rank
from planner.project.recorded_inputs import recorded_settings
from planner.runs.canonical import sha256_of
from planner.runs.layout import ANSWER, PROBLEM
from planner.runs.run_folder import Run, load_run
from planner.scenario.inputs import Inputs
from sites.site import Site

# --- one site -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What an explanation of a site stands on: the recorded inputs and the problem they give."""

    inputs: Inputs
    offers: Offers  # of the site at least
    problem: Problem
    meaning: ProblemMeaning
    supply: Supply  # who may pay and what may be moved; columns only where the problem was built
    same: bool  # whether the problem is the recorded one

    def arcs_of(self, site_id: str) -> tuple[int, ...]:
        """Return the arcs that would bring a new link to a site."""
        index = self.arc_index()
        ids = (option_id(c.id) for c in self.offers.candidates if c.site_id == site_id)
        return tuple(sorted(index[i] for i in ids if i in index))

    def arc_index(self) -> dict[str, int]:
        """Return the index of every arc by its id."""
        return {arc_id: a for a, arc_id in enumerate(self.problem.arc_ids)}


def basis_of(run: Run, site_id: str, kept: Kept = NOTHING_KEPT) -> Basis:
    """Return what a recorded run gives today for one site.

    The problem is built again from the recorded inputs and compared with the recorded one, unless
    it is kept that the same code found the two equal before: then only this site's offers are made.
    """
    from planner.offers.build import offers_at
    from planner.project.kept_answers import keep_laid, keep_problem, known_problem, laid_for

    inputs = recorded_settings(run, kept=kept)
    aimag, recorded = run.manifest["settings"]["aimag"], run.read_json(PROBLEM)
    sha256 = sha256_of(run.folder / PROBLEM)
    meaning = None if aimag is not None else known_problem(kept, inputs, sha256)
    if meaning is not None:
        offers = offers_at(inputs, site_id, laid_for(inputs, kept))
        return Basis(
            inputs=inputs,
            offers=offers,
            problem=Problem.from_json(recorded),
            meaning=meaning,
            supply=conditions_of(inputs, offers.needs),
            same=True,
        )
    prepared = before_floors(inputs, aimag, kept=kept)
    same = prepared.model.problem.to_json() == recorded
    meaning = ProblemMeaning.of(prepared.model)
    if same and aimag is None:
        keep_problem(kept, inputs, sha256, meaning)
        keep_laid(kept, inputs, prepared.offers.laid)
    return Basis(
        inputs=prepared.inputs,
        offers=prepared.offers,
        problem=prepared.model.problem,
        meaning=meaning,
        supply=prepared.model.supply,
        same=same,
    )


def explain_site(run_dir: Path, site_id: str, *, kept: Kept = NOTHING_KEPT) -> Explanation:
    """Return what a site gets in a run and why, what else there was, and what more would take.

    Reads the recorded inputs again, or takes them from `kept`. Raises SettingsError when the run
    knows no such site, RunError when the folder is no run.
    """
    run = load_run(run_dir)
    deployment = next((d for d in run.plan.deployments if d.site_id == site_id), None)
    if deployment is None:
        raise SettingsError(_unknown_site(run, site_id))
    basis = basis_of(run, site_id, kept)
    chosen = _chosen_now(run, basis)
    alternatives = alternatives_of(basis, chosen, site_id)
    site = next(site for site in basis.inputs.sites if site.id == site_id)
    return Explanation(
        run_id=run.plan.run_id,
        fingerprint=run.plan.fingerprint,
        currency=run.plan.currency,
        name=site.name,
        deployment=deployment,
        alternatives=alternatives,
        next_best=next_best(alternatives),
        refusals=_refusals(basis.offers, site_id),
        packs=_packs(basis, chosen, site_id),
        takes=what_it_takes(basis, run, chosen, site_id, alternatives) if basis.same else None,
        needs=told_needs(basis.offers, site),
        notes=_notes(basis, site),
        given_up=given_up(deployment, site),
        supply=supply_lines(basis.inputs.sites, basis.supply, run.plan, site_id),
    )


def _notes(basis: Basis, site: Site) -> tuple[Label, ...]:
    """Return where the site stands, if that is corrected, and that the problem has changed."""
    position = position_note(site)
    changed = () if basis.same else (LABELS["explain.changed"],)
    return changed if position is None else (position, *changed)


def _unknown_site(run: Run, site_id: str) -> Said:
    of_run = {"run": run.plan.run_id, "site": site_id}
    if not run.plan.deployments:
        if run.plan.status == "infeasible":
            return said("run {run} holds no plan; see `kholboo explain --infeasible`", **of_run)
        return said(
            "run {run} holds no plan: none was found; plan again, or name another --run", **of_run
        )
    elsewhere = None if run.plan.aimag is None else _elsewhere(run, site_id)
    if elsewhere is not None:
        return elsewhere
    near = near_names(site_id, (d.site_id for d in run.plan.deployments))
    if near:
        return said(
            "no site {site!r} in run {run}; did you mean {near}?", near=", ".join(near), **of_run
        )
    return said(
        "no site {site!r} in run {run}; ids look like {first}, `kholboo candidates --format csv`"
        " lists them all",
        first=run.plan.deployments[0].site_id,
        **of_run,
    )


def _elsewhere(run: Run, site_id: str) -> Said | None:
    """Return what to say of a site outside the aimag of a run, None where it is no such site."""
    site = next((s for s in recorded_settings(run).sites if s.id == site_id), None)
    if site is None:
        return None
    where = {"run": run.plan.run_id, "planned": run.plan.aimag, "site": site_id}
    if not site.aimag:
        return said(
            "run {run} plans for {region} {planned} alone, and {site} lies in no known {region};"
            " plan for the whole country without --region",
            **where,
        )
    return said(
        "run {run} plans for {region} {planned} alone, and {site} lies in {name} ({code}); plan for"
        " it with `kholboo plan --region {code}`, or for the whole country without --region",
        name=site.aimag_name,
        code=site.aimag,
        **where,
    )


def _chosen_now(run: Run, basis: Basis) -> tuple[int, ...]:
    """Return the recorded plan as arcs of the problem as it is built today."""
    if basis.same:
        return tuple(sorted(run.read_json(ANSWER)["chosen"]))
    ids = run.read_json(PROBLEM)["arcs"]["id"]
    index = basis.arc_index()
    taken = (ids[a] for a in run.read_json(ANSWER)["chosen"])
    return tuple(sorted(index[i] for i in taken if i in index))


def alternatives_of(basis: Basis, chosen: Sequence[int], site_id: str) -> tuple[Alternative, ...]:
    """Return every candidate of a site, best first, with what its stretches would still cost."""
    problem, arcs = basis.problem, basis.arc_index()
    reach = Reach.of(problem, basis.meaning.shared, chosen)
    index = {node: v for v, node in enumerate(problem.node_ids)}
    taken = {problem.arc_ids[a] for a in chosen}
    value = PresentValue.of(basis.inputs.scenario)
    found = []
    for c in basis.offers.candidates:
        if c.site_id == site_id:
            start = index.get(c.from_node)
            way = None if start is None else reach.way(start, arcs.get(option_id(c.id)))
            shared = None if way is None else _sums(problem, way)
            option = _alternative(c, value, shared, option_id(c.id) in taken)
            span = span_tapped(problem, chosen, start, way or ())
            found.append(replace(option, span=span, host=link_host(c.from_node) or ""))
    return tuple(sorted(found, key=lambda o: rank(o.benefit, o.npc_minor, o.candidate_id)))


def span_tapped(
    problem: Problem, chosen: Sequence[int], start: int | None, way: Sequence[int]
) -> str:
    """Return the span that fibre at a node is spliced into, "" where it is into none.

    `way` are the stretches still to build to the node `start`, after what the plan builds.
    """
    entering = {problem.head[a]: a for a in (*chosen, *way)}
    while start in entering:
        node = Node.of(problem.node_ids[start])
        place = TapPlace.of(node.name) if node and node.kind is NodeKind.TAP else None
        if place is not None:
            return place.span_id
        start = problem.tail[entering[start]]
    return ""


def _sums(problem: Problem, arcs: Sequence[int]) -> tuple[int, int, int]:
    """Return what stretches cost together: once, every year, and over the horizon."""
    once, yearly, over = (
        sum(problem.quantities[name][a] for a in arcs)
        for name in ("capex_minor", "opex_per_year_minor", "npc_minor")
    )
    return once, yearly, over


def _alternative(
    candidate: Candidate,
    value: PresentValue,
    shared: tuple[int, int, int] | None,
    chosen: bool,
) -> Alternative:
    own = bought(candidate.lines)
    return Alternative(
        candidate_id=candidate.id,
        **fields_of(candidate, "technology", "delivered_mbps", "monthly_cap_gb", "benefit"),
        capex_minor=capex_of(own),
        opex_per_year_minor=opex_of(own),
        shared_capex_minor=None if shared is None else shared[0],
        shared_opex_per_year_minor=None if shared is None else shared[1],
        npc_minor=None if shared is None else sum(map(value.of_line, own)) + shared[2],
        chosen=chosen,
    )


def _refusals(offers: Offers, site_id: str) -> tuple[Refusal, ...]:
    return tuple(
        Refusal(technology=r.technology, reason=r.reason.value, detail=r.detail)
        for r in offers.rejections
        if r.site_id == site_id
    )


def _packs(basis: Basis, chosen: Sequence[int], site_id: str) -> tuple[Pack, ...]:
    taken = {basis.problem.arc_ids[a] for a in chosen}
    return tuple(_pack(k, _pack_id(k) in taken) for k in basis.offers.kit if k.site_id == site_id)


def _pack_id(step: KitStep) -> str:
    """Return the id of the arc that buys a pack."""
    if step.chain == INSIDE:
        return inside_id(step.site_id)
    return kit_node(step.site_id, step.chain, step.step)


def _pack(step: KitStep, chosen: bool) -> Pack:
    return Pack(
        chain=step.chain,
        step=step.step,
        benefit=step.benefit,
        capex_minor=capex_of(step.lines),
        opex_per_year_minor=opex_of(step.lines),
        chosen=chosen,
        way=told_way(step),
    )


def what_it_takes(
    basis: Basis,
    run: Run,
    chosen: Sequence[int],
    site_id: str,
    alternatives: Sequence[Alternative],
) -> WhatItTakes | None:
    """Return what a new link for a site would take; None when it has one or none is on offer.

    The problem is solved again with one row more: one of the site's options is chosen. Shares of
    the benefit are held at the amounts of the plan.
    """
    entries = basis.arcs_of(site_id)
    if any(a.chosen for a in alternatives) or not entries or run.plan.objective is None:
        return None
    if run.plan.goal != "benefit":  # what it would cost in points is not the question
        return None
    forced = with_fixed(with_row(basis.problem, entries), shares_of_plan(run.plan.limits))
    answer = quick_search(forced, basis.inputs.scenario, start_of_run(run))
    lost = difference(run.plan.objective, run.plan.certified_bound, answer, never_less=False)
    cheapest = min(
        (a for a in alternatives if a.full_capex_minor is not None),
        key=lambda a: (a.full_capex_minor, a.opex_per_year_minor, a.candidate_id),
        default=None,
    )
    return WhatItTakes(
        possible=answer.objective is not None,
        benefit_lost=None if lost is None else max(-lost.benefit, 0),
        at_least=None if lost is None else max(-lost.at_most, 0),
        at_most=None if lost is None else max(-lost.at_least, 0),
        candidate_id=None if cheapest is None else cheapest.candidate_id,
        extra=_extra(
            basis,
            chosen,
            run.read_json(ANSWER).get("amounts", ()),
            cheapest,
            site_id,
        ),
    )


def with_row(problem: Problem, arcs: Sequence[int]) -> Problem:
    """Return the problem with one row more: at least one of the arcs is chosen."""
    row = Limit(
        id=SERVED_ROW,
        title="the site receives a new link",
        unit="links",
        arcs=tuple(arcs),
        coefficients=(1,) * len(arcs),
        lower=1,
    )
    return replace(problem, limits=(*problem.limits, row))


def _extra(
    basis: Basis,
    chosen: Sequence[int],
    amounts: Sequence[int],
    cheapest: Alternative | None,
    site_id: str,
) -> tuple[tuple[Label, int, int], ...]:
    """Return per money limit what the cheapest option adds to the plan, and what is left."""
    problem, index = basis.problem, basis.arc_index()
    option = "" if cheapest is None else option_id(cheapest.candidate_id)
    if option not in index:
        return ()
    added = index[option]
    spare = int(any(added in limit.arcs for limit in problem.hops))
    ways = ways_to(problem, basis.meaning.shared, chosen, spare=spare)
    way = ways.get(problem.tail[added], ())
    kept = [a for a in chosen if problem.arc_ids[a] in keeping_ids(site_id)]
    names = LimitNames(aimags={})  # of money, which needs no names of places
    rows = []
    for limit in problem.limits:
        meaning = basis.meaning.money.get(limit.id)
        if meaning is not None and limit.upper is not None:
            use = dict(zip(limit.arcs, limit.coefficients, strict=True))
            more = sum(use.get(a, 0) for a in (added, *way)) - sum(use.get(a, 0) for a in kept)
            used = row_use(problem, limit, meaning, chosen, amounts).used
            if more:
                rows.append((names.of_limit(meaning, limit.title), more, limit.upper - used))
    return tuple(rows)
