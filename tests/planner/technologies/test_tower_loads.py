"""Towers and cables carry so much for new links; upgrades of towers serve all behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from inventory.prices.catalogue import Item, Role, Timing
from optimizers import verify
from optimizers.problem import Limit
from optimizers.result import Result
from optimizers.solve import solve
from planner.candidates.candidate import Candidate, Carrier
from planner.candidates.present_value import capex_of
from planner.model.build import Model, build_problem
from planner.model.limit_meanings import LimitKind
from planner.offers.build import build_offers
from planner.plan.limit_uses import limit_uses
from planner.plan.links import built_links
from planner.plan.plan import BuiltLink
from planner.scenario.settings import Demand
from sites.network import CoverageArea, Network, Span, Tower
from sites.site import LinkToday, LinkType, SiteKind, Users

ALL = ("upgrade", "neighbour", "fibre", "microwave", "cellular", "leo", "geo", "content")
OTHERS = tuple(name for name in ALL if name != "cellular")
UPGRADE = 20_000


@pytest.fixture
def ten_libraries(three_villages: Any, make_site: Any) -> Callable[..., Any]:
    """Return ten libraries near the tower T, all of which only the mobile network may reach.

    Each asks for 20 Mbps; the one contract on sale delivers 10.
    """
    sites = tuple(
        make_site(
            f"L{n}", SiteKind.LIBRARY, 1_000 + 10 * n, 0,
            users=Users(visitors_per_day=40.0), link=LinkToday(type=LinkType.NONE),
        )
        for n in range(10)
    )  # fmt: skip

    def world(*, share: float = 0.25, items: tuple[Item, ...] = (), **tower: Any) -> Any:
        (there,) = three_villages.network.towers
        network = replace(three_villages.network, towers=(replace(there, **tower),))
        catalogue = three_villages.catalogue
        catalogue = replace(catalogue, items=(*catalogue.items, *items))
        policy = three_villages.scenario.model_copy(
            update={
                "technologies": {name: {"enabled": False} for name in OTHERS},
                "demand": Demand(hours_per_visit=2.0, tower_share=share),
            }
        )
        return three_villages.changed(
            scenario=policy, sites=sites, network=network, catalogue=catalogue
        )

    return world


@dataclass(frozen=True)
class Planned:
    """The best plan of a world, and the model that it is of."""

    world: Any
    model: Model
    result: Result

    @property
    def options(self) -> list[Candidate]:
        """The new links."""
        found = (self.model.arcs[a].subject for a in self.result.chosen or ())
        return [c for c in found if isinstance(c, Candidate)]

    @property
    def upgrades(self) -> list[BuiltLink]:
        """The upgrades of towers."""
        links = built_links(self.world, self.model, self.result.chosen or ())
        return [link for link in links if link.kind == "tower_upgrade"]

    @property
    def loads(self) -> dict[str, Limit]:
        """The rows of loads by id."""
        return {r.id: r for r in self.model.problem.limits if r.id.startswith("load:")}


def planned(world: Any) -> Planned:
    """Return the best plan; its certificate holds without a solver."""
    model = build_problem(world, build_offers(world))
    result = solve(model.problem)
    assert verify.check(model.problem.to_json(), result.to_json()) == []
    return Planned(world, model, result)


def cellular(world: Any, site_id: str) -> list[Candidate]:
    """Return the cellular options of a site."""
    found = build_offers(world).candidates
    return [c for c in found if (c.site_id, c.technology) == (site_id, "cellular")]


def test_the_tenth_site_is_not_promised_what_the_first_had(ten_libraries: Any) -> None:
    """Three sectors of 30 Mbps leave 22 to new links: two of ten have their 10 Mbps."""
    plan = planned(ten_libraries(sectors=3))
    (row,) = plan.loads.values()

    assert cellular(ten_libraries(sectors=3), "L0")[0].carriers == (
        Carrier(part="radio", name="T", carries=22),
    )
    assert (row.id, row.upper, set(row.coefficients)) == ("load:radio:T", 22, {10})
    assert len(plan.options) == 2
    (use,) = [u for u in limit_uses(plan.model, plan.result, ()) if u.id == "load:radio:T"]
    assert (use.used, use.upper, use.binding) == (20, 22, True)
    meaning = plan.model.limit_meanings["load:radio:T"]
    assert (meaning.kind, meaning.group, meaning.quantity) == (LimitKind.LOAD, "T", "radio")


def test_a_tower_that_states_no_load_has_none(ten_libraries: Any) -> None:
    """Without sectors and backhaul in the table plans are as before."""
    plan = planned(ten_libraries())

    assert len(plan.options) == 10
    assert not plan.loads


def test_a_load_that_nothing_exceeds_is_no_row(ten_libraries: Any) -> None:
    """Ten links of 10 Mbps need no row where 100 are there."""
    assert not planned(ten_libraries(backhaul_mbps=400.0)).loads
    assert planned(ten_libraries(backhaul_mbps=396.0)).loads


def test_the_scarcer_of_radio_and_backhaul_decides(ten_libraries: Any) -> None:
    """Both are rows of their own; the link behind the tower is the scarcer one."""
    plan = planned(ten_libraries(sectors=9, backhaul_mbps=160.0))

    assert {name: row.upper for name, row in plan.loads.items()} == {
        "load:radio:T": 67,
        "load:backhaul:T": 40,
    }
    assert len(plan.options) == 4


def test_an_upgrade_serves_all_behind_it(ten_libraries: Any, make_item: Any) -> None:
    """An upgrade of 200 Mbps adds 50 to the 22: two and five sites, and it is paid once."""
    upgrade = make_item("UP", Role.TOWER_UPGRADE, UPGRADE, mbps=200.0)
    plan = planned(ten_libraries(sectors=3, items=(upgrade,)))

    (built,) = plan.upgrades
    assert len(plan.options) == 7
    assert (built.carried_mbps, built.asked_mbps, len(built.serves)) == (50, 50, 5)
    assert capex_of(built.lines) == UPGRADE


def test_an_upgrade_that_is_too_dear_is_not_built(ten_libraries: Any, make_item: Any) -> None:
    """The money decides: with none for the upgrade two sites are served."""
    upgrade = make_item("UP", Role.TOWER_UPGRADE, UPGRADE, mbps=200.0)
    world = ten_libraries(sectors=3, items=(upgrade,))
    limits = world.scenario.limits.model_copy(update={"capex_minor": UPGRADE - 1})

    plan = planned(world.with_policy(limits=limits))

    assert plan.upgrades == []
    assert len(plan.options) == 2


def test_a_dearer_upgrade_is_on_offer_where_it_carries_more(
    ten_libraries: Any, make_item: Any
) -> None:
    """Two sizes are two ways to build it, never both; the third carries no more for its price."""
    sizes = (("A", 20_000, 200.0), ("B", 30_000, 400.0), ("C", 40_000, 400.0))
    items = tuple(make_item(s, Role.TOWER_UPGRADE, p, mbps=m) for s, p, m in sizes)
    world = ten_libraries(sectors=3, items=items)

    ids = [a.id for a in build_offers(world).assets if a.kind == "tower_upgrade"]
    plan = planned(world)

    assert ids == ["tower_upgrade:T/A", "tower_upgrade:T/B"]
    assert len(plan.options) == 10
    assert [link.id for link in plan.upgrades] == ids[1:]


@pytest.mark.parametrize(
    ("radio", "steps"),
    [
        ("2G", [("tower:T", 10.0)]),  # no broadband today
        ("3G", [("root", 2.0), ("tower:T", 10.0)]),  # 3G delivers 2 Mbps
        ("5G", [("root", 10.0)]),  # newer than what the upgrade adds
    ],
)
def test_an_older_tower_becomes_4g(
    ten_libraries: Any, make_item: Any, radio: str, steps: list[tuple[str, float]]
) -> None:
    """An upgrade gives the speed of its generation to sites that have less, or nothing, today."""
    upgrade = make_item("UP", Role.TOWER_UPGRADE, UPGRADE, mbps=200.0)
    found = cellular(ten_libraries(radio=radio, items=(upgrade,)), "L0")

    assert sorted((c.from_node, c.delivered_mbps) for c in found) == steps


def test_an_upgrade_without_a_payer_of_its_yearly_cost_is_not_sold(
    ten_libraries: Any, make_item: Any
) -> None:
    """A yearly cost falls on the only payer there is; where several are, a setting names one."""
    rent = make_item("UP", Role.TOWER_UPGRADE, 900, mbps=200.0, timing=Timing.PER_YEAR)
    world = ten_libraries(sectors=3, items=(rent,))
    two = world.with_site("L9", kind=SiteKind.SCHOOL, users=Users(students=40))
    standard = dict(two.scenario.standard)
    standard[SiteKind.SCHOOL] = standard[SiteKind.SCHOOL].model_copy(update={"payer": "other"})
    several = two.with_policy(standard=standard)
    named = {**several.scenario.technologies, "cellular": {"upgrade_payer": "other"}}

    def upgrades(of: Any) -> list[str | None]:
        assets = build_offers(of).assets
        return [line.payer for a in assets if a.kind == "tower_upgrade" for line in a.lines]

    assert upgrades(world) == ["ministry"]
    assert upgrades(several) == []
    assert upgrades(several.with_policy(technologies=named)) == ["other"]


def test_coverage_polygons_load_the_nearest_tower_of_that_generation(ten_libraries: Any) -> None:
    """Polygons say that there is a signal; the nearest tower that could give it carries it."""
    import shapely

    world = ten_libraries(sectors=3)
    (tower,) = world.network.towers
    here = shapely.box(99.0, 40.0, 115.0, 52.0)
    old = Tower(id="OLD", longitude=tower.longitude, latitude=tower.latitude, radio="3G", sectors=1)
    network = replace(
        world.network, towers=(old, tower), coverage=(CoverageArea(radio="4G", geometry=here),)
    )
    (option,) = cellular(world.changed(network=network), "L0")

    assert [c.name for c in option.carriers] == ["T"]


def test_a_hop_from_a_tower_loads_the_link_behind_it(three_villages: Any) -> None:
    """Microwave asks nothing of the sectors, but all of the backhaul."""
    (there,) = three_villages.network.towers
    tower = replace(there, sectors=3, backhaul_mbps=40.0)
    world = three_villages.changed(network=replace(three_villages.network, towers=(tower,)))
    found = build_offers(world).candidates
    (option,) = [c for c in found if (c.site_id, c.technology) == ("L1", "microwave")]

    assert option.carriers == (Carrier(part="backhaul", name="T", carries=10),)
    assert planned(world).loads["load:backhaul:T"].upper == 10  # less than the one hop of 20


# --- quotas of media -----------------------------------------------------------------------------


def test_a_quota_holds_for_all_links_of_a_medium(three_villages: Any) -> None:
    """115 Mbps by satellite are two terminals of 50 beside the 15 Mbps of today, which stay."""
    only = {name: {"enabled": False} for name in OTHERS if name != "leo"}
    world = three_villages.with_policy(technologies={**only, "cellular": {"enabled": False}})
    world = world.with_site("S1", link=LinkToday(type=LinkType.LEO, measured_mbps=15.0))

    def by_leo(quota: int | None) -> list[str]:
        quotas = {} if quota is None else {LinkType.LEO: quota}
        limits = world.scenario.limits.model_copy(update={"mbps_by_medium": quotas})
        plan = planned(world.with_policy(limits=limits))
        if quota is not None:
            (row,) = [r for r in plan.model.problem.limits if r.id == "medium_mbps:leo"]
            assert set(row.coefficients) == {15, 50}
        return [c.site_id for c in plan.options if c.technology == "leo"]

    assert by_leo(None) == ["B1", "L1", "M1"]
    assert len(by_leo(115)) == 2
    assert len(by_leo(114)) == 1


# --- free fibres of cables -----------------------------------------------------------------------


@pytest.mark.parametrize(("spare", "splices"), [(None, 2), (4, 2), (3, 1), (2, 1), (1, 0)])
def test_splices_take_the_free_fibres_of_a_cable(
    three_villages: Any, make_item: Any, point_at: Any, spare: int | None, splices: int
) -> None:
    """A cable passes both villages 2 km to the north; each splice takes a pair of it."""
    cable = Span(
        id="F", medium="fibre", coordinates=(point_at(0, 2_000), point_at(62_000, 2_000)),
        spare_fibres=spare,
    )  # fmt: skip
    catalogue = three_villages.catalogue
    items = (*catalogue.items, make_item("SPLICE", Role.SPLICE, 70))
    dark = tuple(s for s in three_villages.sites if s.id != "S2")  # S2 has fibre today
    world = three_villages.changed(
        network=Network(spans=(cable,)), catalogue=replace(catalogue, items=items), sites=dark
    ).with_policy(technologies={name: {"enabled": False} for name in ALL if name != "fibre"})
    plan = planned(world)
    built = [
        link for link in built_links(world, plan.model, plan.result.chosen or ())
        if link.kind == "splice"
    ]  # fmt: skip

    assert len(built) == splices
    rows = {i: r.upper for i, r in plan.loads.items()}
    assert rows == ({"load:fibres:F": spare} if spare in (2, 3) else {})


# --- new towers ----------------------------------------------------------------------------------


def far_from_any_signal(world: Any) -> Any:
    """Return a world whose tower is too far for a signal and near enough for a link."""
    (tower,) = world.network.towers
    moved = replace(tower, latitude=tower.latitude + 0.2)
    return world.changed(network=replace(world.network, towers=(moved,)))


def test_a_new_tower_serves_all_around_it(ten_libraries: Any, make_item: Any) -> None:
    """One tower of 200 Mbps is bought once: new links have 50 of it, five libraries 10 each."""
    new = make_item("NEW", Role.NEW_TOWER, UPGRADE, mbps=200.0)
    plan = planned(far_from_any_signal(ten_libraries(items=(new,))))
    built = [
        link for link in built_links(plan.world, plan.model, plan.result.chosen or ())
        if link.kind == "new_tower"
    ]  # fmt: skip

    assert len(plan.options) == 5
    assert [(b.id, b.carried_mbps, b.asked_mbps, len(b.serves)) for b in built] == [
        ("new_tower:new-L0/NEW", 50, 50, 5)
    ]
    assert capex_of(built[0].lines) == UPGRADE
    assert {o.from_node for o in plan.options} == {"tower:new-L0"}
    assert "new-L0" in str(plan.options[0].note)


def test_no_tower_is_built_where_none_is_sold_or_needed(ten_libraries: Any, make_item: Any) -> None:
    """Without the item, with a signal of today, or beyond a link to the network there is none."""
    new = make_item("NEW", Role.NEW_TOWER, UPGRADE, mbps=200.0)
    far = far_from_any_signal(ten_libraries(items=(new,)))
    short = {**far.scenario.technologies, "cellular": {"new_tower_link_km": 1.0}}
    alone = far.changed(network=replace(far.network, pops=()))

    def starts(world: Any) -> set[str]:
        return {option.from_node for option in cellular(world, "L0")}

    assert starts(far) == {"tower:new-L0"}
    assert starts(far_from_any_signal(ten_libraries())) == set()
    assert starts(ten_libraries(items=(new,))) == {"root"}
    assert starts(alone.with_policy(technologies=short)) == set()
