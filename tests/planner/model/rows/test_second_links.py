"""Two ways to a site: a second link of another medium, with its own worth, or with every link."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from inventory.prices.catalogue import Role
from optimizers import verify
from optimizers.result import Result
from optimizers.solve import solve
from planner.candidates.candidate import Candidate, KitStep, second_medium
from planner.candidates.present_value import capex_of, opex_of
from planner.model.build import Model, build_problem
from planner.offers.build import build_offers, offers_at
from planner.offers.second_links import told_way
from planner.project.checks.upper_limits import check_what_stays
from planner.scenario.upper_limits import SecondLink
from sites.network import Pop
from sites.site import LinkToday, LinkType, SiteKind

BUDGET = 10_000_000


@dataclass(frozen=True)
class Planned:
    """The first and second media of every site in the best plan."""

    model: Model
    result: Result

    @property
    def first(self) -> dict[str, str]:
        """The medium of the new link by site."""
        found = (self.model.arcs[a].subject for a in self.result.chosen or ())
        links = (c for c in found if isinstance(c, Candidate) and c.technology != "content")
        return {c.site_id: c.link_type for c in links}

    @property
    def second(self) -> dict[str, str]:
        """The medium of the second link by site."""
        found = (self.model.arcs[a].subject for a in self.result.chosen or ())
        steps = (k for k in found if isinstance(k, KitStep))
        return {k.site_id: m for k in steps if (m := second_medium(k.chain)) is not None}


def planned(world: Any) -> Planned:
    """Return the best plan; its certificate holds without a solver."""
    model = build_problem(world, build_offers(world))
    result = solve(model.problem)
    assert verify.check(model.problem.to_json(), result.to_json()) == []
    return Planned(model, result)


def asking(world: Any, capex: int | None = None, **asked: Any) -> Any:
    """Return a world that asks for second links, with so much money."""
    limits = world.scenario.limits.model_copy(update={"capex_minor": capex})
    return world.with_policy(second_link=SecondLink(**asked), limits=limits)


def seconds(world: Any, site_id: str) -> dict[str, KitStep]:
    """Return the second links that a site is offered by medium."""
    kit = build_offers(world).kit
    found = {m: k for k in kit if k.site_id == site_id and (m := second_medium(k.chain))}
    return dict(found)


def test_each_medium_that_nothing_shared_leads_to_is_on_offer(three_villages: Any) -> None:
    """B1 may have either satellite; L1 a hop or the mobile network, too. Schools are not asked."""
    world = asking(three_villages, kinds=["bagh_school", "library"])

    assert set(seconds(world, "B1")) == {"leo", "geo"}
    assert set(seconds(world, "L1")) == {"leo", "geo", "microwave", "cellular"}
    assert seconds(world, "S1") == {}


def test_a_second_link_costs_what_it_buys_and_is_worth_its_share(three_villages: Any) -> None:
    """Terminal, work, two power kits and a contract; 5 % of 9,360, whole."""
    step = seconds(asking(three_villages, sites=["B1"]), "B1")["leo"]

    assert (capex_of(step.lines), opex_of(step.lines)) == (1_500 + 50 + 2 * 2_000, 4_000)
    assert step.benefit == 468


def test_it_is_bought_where_it_is_worth_its_price(three_villages: Any) -> None:
    """L1 has a first link and a second one of another medium; without money neither."""
    world = asking(three_villages, BUDGET, kinds=["library"])
    plan = planned(world)

    assert set(plan.second) == {"L1"}
    assert plan.first["L1"] != plan.second["L1"]
    assert planned(asking(three_villages, 0, kinds=["library"])).second == {}


def test_the_present_medium_is_no_second_one(three_villages: Any) -> None:
    """S2 keeps the satellite of today, as no other link is sold: no second one beside it."""
    only = {
        name: {"enabled": False}
        for name in ("upgrade", "neighbour", "fibre", "microwave", "cellular", "content", "geo")
    }
    world = three_villages.with_policy(technologies=only)
    world = world.with_site("S2", link=LinkToday(type=LinkType.LEO, measured_mbps=5.0))
    other = world.with_site("S2", link=LinkToday(type=LinkType.COPPER, measured_mbps=5.0))

    def second(of: Any) -> dict[str, str]:
        return planned(asking(of, BUDGET, sites=["S2"])).second

    assert second(world) == {}
    assert set(second(other)) <= {"S2"}
    assert seconds(asking(world, sites=["S2"]), "S2").keys() == {"leo"}  # were it not for the row


@pytest.mark.parametrize(("without", "b1"), [(None, ("leo", "geo")), (LinkType.GEO, (None, None))])
def test_where_it_is_required_no_link_comes_alone(
    three_villages: Any, without: LinkType | None, b1: tuple[str | None, str | None]
) -> None:
    """B1 has both satellites; where one of them is sold alone it gets none. L1 gets two media."""
    kinds = ["bagh_school", "library"]
    off = {} if without is None else {without.value: {"enabled": False}}
    world = three_villages.with_policy(technologies=off)
    free, bound = (
        planned(asking(world, BUDGET, kinds=kinds, share=0.0, required=required))
        for required in (False, True)
    )

    assert free.second == {} and {"B1", "L1"} <= set(free.first)
    assert (bound.first.get("B1"), bound.second.get("B1")) == b1
    assert bound.first["L1"] != bound.second["L1"]


def test_only_one_second_link_is_bought(three_villages: Any) -> None:
    """Four media are on offer to L1; two of them are never both second links."""
    plan = planned(asking(three_villages, BUDGET, sites=["L1"], share=0.9))
    chosen = [
        plan.model.arcs[a].id
        for a in plan.result.chosen or ()
        if ":second_" in plan.model.arcs[a].id
    ]

    assert len(chosen) == 1


def test_a_tower_with_a_load_gives_no_second_link(three_villages: Any) -> None:
    """What nobody could count is not promised."""
    (tower,) = three_villages.network.towers
    network = replace(three_villages.network, towers=(replace(tower, sectors=3),))
    world = asking(three_villages.changed(network=network), sites=["L1"])

    assert "cellular" not in seconds(world, "L1")


def test_one_site_is_offered_what_it_is_in_the_whole(three_villages: Any) -> None:
    """Asking about one site alone finds the same second links."""
    world = asking(three_villages, sites=["L1"])
    alone = [k for k in offers_at(world, "L1").kit if k.site_id == "L1"]

    assert alone == [k for k in build_offers(world).kit if k.site_id == "L1"]


@pytest.fixture(scope="module")
def two_pops(three_villages: Any, point_at: Any) -> Any:
    """Fibre is lit at both ends of the road by S1, and no other second link is on sale."""
    here, there = (
        Pop(id=name, name=name, longitude=at[0], latitude=at[1])
        for name, at in (("PoP", point_at(0)), ("far PoP", point_at(2_000)))
    )
    network = replace(three_villages.network, pops=(here, there))
    off = ("leo", "geo", "microwave", "cellular", "neighbour")
    world = three_villages.changed(network=network)
    return world.with_policy(technologies={name: {"enabled": False} for name in off})


def test_fibre_may_come_by_two_ways_apart(two_pops: Any) -> None:
    """S1 buys 1,000 m of trench and its 130 m of drop alone, beside a first way from the PoP."""
    step = seconds(asking(two_pops, sites=["S1"]), "S1")["fibre"]

    assert step.first_way == ("root", "road:p", "road:p~q@1000", "premises:S1")
    assert [(leg.kind, leg.length_m) for leg in step.legs if leg.length_m] == [
        ("trench", 1_000),
        ("drop", 130),
    ]
    bought = {
        line.sku: sum(o.quantity for o in step.lines if o.sku == line.sku) for line in step.lines
    }
    assert (bought["TRENCH"], bought["DROP"], bought["UPKEEP"]) == (1_000, 130, 1_130)
    assert capex_of(step.lines) == 20_000 + 1_300 + 200 + 50
    assert opex_of(step.lines) == 500 + 1_130


def test_a_second_way_goes_with_the_first(two_pops: Any) -> None:
    """It is bought only where fibre comes over the first way: never alone, never with another."""
    world = asking(two_pops, BUDGET, sites=["S1"], share=0.9)
    model = build_problem(world, build_offers(world))
    index = model.arc_index()
    way = [index[f"asset:{s}"] for s in ("root--road:p", "road:p--road:p~q@1000")]
    way.append(index["asset:road:p~q@1000--premises:S1"])
    second, chosen = index["kit:S1:second_fibre:1"], solve(model.problem).chosen or ()
    rows = [r for r in model.problem.limits if second in r.arcs and r.upper == 0]

    assert {second, *way} <= set(chosen)
    assert planned(world).second == {"S1": "fibre"}
    for missing in (*way, *(a for a in chosen if model.arcs[a].id.startswith("option:S1/"))):
        used = {a: k for r in rows for a, k in zip(r.arcs, r.coefficients, strict=True)}
        left = [
            r
            for r in rows
            if sum(
                k
                for a, k in zip(r.arcs, r.coefficients, strict=True)
                if a in chosen and a != missing
            )
            > 0
        ]
        assert used[missing] == -1 and left


def test_one_road_gives_no_second_way(three_villages: Any) -> None:
    """With one PoP the other end of the road leads to fibre of unknown way: S2's own cable."""
    assert "fibre" not in seconds(asking(three_villages, sites=["S1"]), "S1")


def test_where_two_ways_meet_is_told(two_pops: Any) -> None:
    """Both ways pass the junction where the drop begins."""
    step = seconds(asking(two_pops, sites=["S1"]), "S1")["fibre"]
    told = told_way(step)

    assert told is not None
    assert told.en == (
        "1,130 m that share no trench with the first way; both ways pass 47.00000, 105.01319"
    )


def test_not_asked_nothing_is_different(three_villages: Any) -> None:
    """Without the setting there is no second link, and no row."""
    offers = build_offers(three_villages)
    model = build_problem(three_villages, offers)

    assert not [k for k in offers.kit if second_medium(k.chain)]
    assert not [r for r in model.problem.limits if "second" in r.id]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"kinds": [SiteKind.SCHOOL]}, ["scenario.second_link_none"]),
        ({"sites": ["A", "Z"]}, ["scenario.group", "scenario.second_link_none"]),
        ({}, []),
    ],
)
def test_sites_without_a_second_medium_are_told(
    world: Any, offers: Any, asked: dict[str, Any], told: list[str]
) -> None:
    """Nothing on offer is told with a count; a misspelt site with its row of the project file."""
    inputs = world.under(second_link=asked)
    named = replace(inputs, name="x")
    object.__setattr__(named, "folder", __import__("pathlib").Path("nowhere"))

    assert [f.rule for f in check_what_stays(named, offers)] == told


def test_roles_that_are_not_sold_make_no_second_link(three_villages: Any) -> None:
    """Without terminals there is nothing to put on a second roof."""
    world = asking(three_villages.without_items(Role.TERMINAL), sites=["B1"])

    assert seconds(world, "B1") == {}


def test_second_links_count_in_the_quota_of_their_medium(three_villages: Any) -> None:
    """A second link by satellite takes 50 Mbps of the quota as a first one does."""
    world = asking(three_villages, sites=["L1"])
    limits = world.scenario.limits.model_copy(update={"mbps_by_medium": {LinkType.LEO: 60}})
    limited = world.with_policy(limits=limits)
    model = build_problem(limited, build_offers(limited))
    (row,) = [r for r in model.problem.limits if r.id == "medium_mbps:leo"]
    counted = dict(zip(row.arcs, row.coefficients, strict=True))

    assert counted[model.arc_index()["kit:L1:second_leo:1"]] == 50
