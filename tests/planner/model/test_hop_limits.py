"""Shared hops in a plan: paid once, no more hops than allowed, no more Mbps than they carry."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from optimizers import verify
from optimizers.graph.cheapest_ways import ways_to
from optimizers.solve import solve
from planner.candidates.candidate import Asset, Offers
from planner.model.arcs import all_arcs
from planner.model.build import Model, build_problem
from planner.model.hop_limits import shared_quantities
from planner.model.problem_meaning import ProblemMeaning
from planner.plan.assemble import assemble
from planner.plan.plan import Plan


def hop(start: str, end: str, carried_mbps: int, line: Any) -> Asset:
    """Return a hop of 10 km at 500."""
    return Asset(
        id=f"{start}--{end}", kind="microwave", from_node=start, to_node=end, two_way=False,
        length_m=10_000, lines=(line,), coordinates=((100.0, 47.0), (100.1, 47.0)),
        carried_mbps=carried_mbps,
    )  # fmt: skip


@pytest.fixture
def chained(offers: Offers) -> Any:
    """Return offers over a chain  root - M - N : A hangs on N, B on M, each by a hop of its own.

    A asks for 19.5 Mbps and gains 600; B for 20 and gains 300, or for 10 and gains 200.
    """
    base = offers.candidates[0]

    def of(carried_mbps: int) -> Offers:
        def option(site_id: str, mast: str, mbps: float, benefit: int) -> Any:
            return replace(
                base, id=f"{site_id}/microwave/{mbps:g}", site_id=site_id, technology="microwave",
                link_type="microwave", from_node=f"mast:{mast}", delivered_mbps=mbps,
                benefit=benefit, length_m=5_000, from_point=(100.1, 47.0),
            )  # fmt: skip

        return replace(
            offers,
            candidates=(
                option("A", "N", 19.5, 600), option("B", "M", 20.0, 300),
                option("B", "M", 10.0, 200),
            ),
            assets=(
                hop("root", "mast:M", carried_mbps, base.lines[0]),
                hop("mast:M", "mast:N", carried_mbps, base.lines[0]),
            ),
            kit=(),
        )  # fmt: skip

    return of


def planned(world: Any, offers: Offers, most_hops: int = 3) -> tuple[Plan, Model, list[str]]:
    """Return the best plan, its model, and the ids of the chosen options."""
    inputs = world.under(technologies={"microwave": {"most_hops": most_hops}})
    model = build_problem(inputs, offers)
    result = solve(model.problem)
    assert verify.check(model.problem.to_json(), result.to_json()) == []
    plan = assemble(inputs, offers, model, result)
    return plan, model, [d.candidate_id for d in plan.deployments if d.candidate_id]


@pytest.mark.parametrize(
    ("carried_mbps", "options"),
    [
        (40, ["A/microwave/19.5", "B/microwave/20"]),
        (39, ["A/microwave/19.5", "B/microwave/10"]),
        (29, ["A/microwave/19.5"]),
        (19, ["B/microwave/10"]),
    ],
)
def test_sites_behind_a_hop_share_what_it_carries(
    world: Any, chained: Any, carried_mbps: int, options: list[str]
) -> None:
    """19.5 Mbps count as 20; whoever gains less takes a smaller contract or nothing."""
    _, _, chosen = planned(world, chained(carried_mbps))

    assert options == chosen


def test_a_shared_hop_is_a_link_of_its_own(world: Any, chained: Any) -> None:
    """Each hop is a link with its purchases, its sites and its load; the totals tie."""
    plan, _, _ = planned(world, chained(40))
    links = {link.id: link for link in plan.links}

    assert {
        (i, link.kind, link.serves, link.carried_mbps, link.asked_mbps) for i, link in links.items()
    } == {
        ("root--mast:M", "microwave", ("A", "B"), 40, 40),
        ("mast:M--mast:N", "microwave", ("A",), 40, 20),
        ("A/microwave/19.5", "microwave", ("A",), None, None),
        ("B/microwave/20", "microwave", ("B",), None, None),
    }
    assert plan.capex_minor == 2 * 500 + 2 * 500


@pytest.mark.parametrize(
    ("most_hops", "options"),
    [(3, ["A/microwave/19.5", "B/microwave/20"]), (2, ["B/microwave/20"]), (1, [])],
)
def test_the_hop_to_the_site_counts(
    world: Any, chained: Any, most_hops: int, options: list[str]
) -> None:
    """A is the third hop from the network, B the second."""
    _, _, chosen = planned(world, chained(40), most_hops)

    assert options == chosen


def test_explained_ways_keep_the_hop_limit(world: Any, chained: Any) -> None:
    """With two hops in a row N can be reached, but not with a hop to spare for A."""
    _, model, _ = planned(world, chained(40), most_hops=2)
    problem, shared = model.problem, ProblemMeaning.of(model).shared
    n = problem.node_ids.index("mast:N")

    assert [problem.arc_ids[a] for a in ways_to(problem, shared, ())[n]] == [
        "asset:root--mast:M",
        "asset:mast:M--mast:N",
    ]
    assert n not in ways_to(problem, shared, (), spare=1)


def test_without_masts_the_problem_is_as_before(world: Any, offers: Offers) -> None:
    """Neither hop limits, nor capacities, nor a column of asked Mbps."""
    problem = build_problem(world, offers).problem

    assert (problem.hops, problem.capacities) == ((), ())
    assert "hop_mbps" not in problem.quantities


def test_a_link_shared_in_a_building_asks_of_the_hop_before_it(chained: Any) -> None:
    """What institutions share behind a mast is asked once, by the link; they ask nothing more."""
    offers = chained(40)
    first, *others = offers.candidates
    link = replace(
        offers.assets[0], id="mast:N--link:A@1", kind="building", from_node="mast:N",
        to_node="link:A@1", carried_mbps=None, shared_mbps=19, site_id="A",
    )  # fmt: skip
    arcs = list(
        all_arcs(
            replace(
                offers,
                candidates=(replace(first, from_node="link:A@1"), *others),
                assets=(*offers.assets, link),
            ),
            (),
        )
    )
    asked = {
        arc.id: mbps for arc, mbps in zip(arcs, shared_quantities(arcs)["hop_mbps"], strict=True)
    }

    assert asked["asset:mast:N--link:A@1"] == 19
    assert asked["option:A/microwave/19.5"] == 0
