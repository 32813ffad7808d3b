"""What is proven of each site's link: held by solving again with the opposite forced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from optimizers.problem import Limit, Problem
from optimizers.result import Result, result_of
from optimizers.solve import solve
from planner.candidates.nodes import service_node
from planner.language.labels import LABELS
from planner.model.arcs import ArcKind
from planner.pipeline.prepare import Prepared, of_recorded
from planner.plan.assurance import assurances
from planner.plan.plan import Assurance
from planner.rendering.sentences import proof_notes
from planner.runs.run_folder import Run, load_run

TRIED = 4  # sites of each kind that are solved again


@pytest.fixture(scope="module")
def run(planned_template: Path) -> Run:
    """The run of the small project."""
    (folder,) = (planned_template / "runs").glob("base-*")
    return load_run(folder)


@pytest.fixture(scope="module")
def prepared(run: Run) -> Prepared:
    """What it was solved from."""
    return of_recorded(run)


@pytest.fixture(scope="module")
def result(run: Run) -> Result:
    """What the solver answered."""
    return result_of(run.read_json("certificate.json"))


def without(problem: Problem, arcs: Iterable[int]) -> Problem:
    """Return the problem of the first goal in which no plan has any of some arcs."""
    banned = tuple(arcs)
    row = Limit(
        id="banned", title="", unit="", arcs=banned, coefficients=(1,) * len(banned), upper=0
    )
    return replace(problem, limits=(*problem.limits, row), goals=problem.goals[:1])


def ways(prepared: Prepared, site_id: str, *kinds: ArcKind) -> list[int]:
    """Return the arcs of some kinds by which a site can have a link."""
    model = prepared.model
    node = model.problem.node_ids.index(service_node(site_id))
    return [
        a
        for a, arc in enumerate(model.arcs)
        if arc.site_id == site_id and arc.kind in kinds and model.problem.head[a] == node
    ]


def test_every_site_is_told(run: Run, prepared: Prepared, result: Result) -> None:
    """The plan says what the certificate proves; both of proven and open there are some."""
    told = assurances(prepared.model, result)

    assert told == {d.site_id: d.proven for d in run.plan.deployments if d.proven is not None}
    counts = Counter(told.values())
    assert counts[Assurance.OPEN] > 0
    assert counts.total() - counts[Assurance.OPEN] > 0


def test_what_is_proven_cannot_be_had_otherwise(
    run: Run, prepared: Prepared, result: Result
) -> None:
    """With what is proven forbidden, every plan is worth less than the plan at hand."""
    assert result.chosen is not None and result.objective is not None
    tried = Counter[Assurance]()
    for d in run.plan.deployments:
        if d.proven in (None, Assurance.OPEN) or tried[d.proven] >= TRIED:
            continue
        tried[d.proven] += 1
        mine = ways(prepared, d.site_id, ArcKind.OPTION, ArcKind.KEEP)
        banned = {
            Assurance.SAME: [a for a in mine if a in result.chosen],
            Assurance.LINK: ways(prepared, d.site_id, ArcKind.OPTION),
            Assurance.NONE: [],
        }[d.proven]
        if banned:
            again = solve(without(prepared.model.problem, banned), effort=0, in_parts=False)
            assert again.objective is None or again.objective < result.objective, d.site_id
    assert tried.total() > 0


def test_without_a_certificate_nothing_is_told(prepared: Prepared, result: Result) -> None:
    """A simple solver proves nothing, and a plan for the least cost pursues no benefit."""
    bare = replace(result, stages=tuple(replace(s, certificate=None) for s in result.stages))
    cheapest = replace(prepared.model.problem, goals=prepared.model.problem.goals[1:])

    assert assurances(prepared.model, bare) == {}
    assert assurances(prepared.model, replace(result, chosen=None)) == {}
    assert assurances(replace(prepared.model, problem=cheapest), result) == {}


def test_the_counts_are_told(run: Run) -> None:
    """The notes of the proof count each kind."""
    counts = Counter(d.proven for d in run.plan.deployments if d.proven is not None)
    (note,) = (n for n in proof_notes(run.plan, "en") if "proven" in n and "choice" in n)

    assert note.startswith(f"of {counts.total()} sites with a choice of link")
    assert f"{counts[Assurance.SAME]} have the same link" in note
    assert LABELS["proven.open.how"].en
