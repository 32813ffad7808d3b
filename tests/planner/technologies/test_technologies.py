"""Each technology: a golden case, its own reasons, its file, register line and section."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from inventory.prices.catalogue import Item, LatencyClass, Role
from planner.candidates.candidate import Candidate, Reason
from planner.candidates.needs import needs_of
from planner.candidates.present_value import capex_of, opex_of
from planner.candidates.technology import PowerPlace, Settings, settings_table
from planner.offers.build import build_offers
from planner.scenario.settings import PresentLinks
from planner.technologies import POWER, TECHNOLOGIES
from planner.technologies.power import Power
from sites.network import CoverageArea, Network, Tower
from sites.site import CoordinateQuality, LinkToday, LinkType

ALL: tuple[type[Settings], ...] = (*TECHNOLOGIES, POWER)
DOCS = Path(__file__).parents[3] / "docs"

# technology: site of the three villages, then each option it gets:
# step, from node, one-time cost, yearly cost, Mbps, utility and benefit in thousandths
Golden = tuple[str, list[tuple[str, str, int, int, float, int, int]]]
GOLDEN: dict[str, Golden] = {
    # 10 of 20 Mbps is 0.707; half a link is there: 75,600 x (0.707 - 0.5)
    "upgrade": ("S1", [("COPPER-10", "root", 0, 600, 10, 707, 15_649)]),
    # bridge 700 + work 50 + terminal 200 + work 50, as fibre must first come to S1
    "neighbour": ("L1", [("S1/WIRELESS-10", "premises:S1", 1_000, 400, 10, 707, 1_697)]),
    # 5 Mbps of 20 is half of 2,400; 100 Mbps is beyond the target and not offered
    "fibre": (
        "L1",
        [
            ("FIBRE-5", "premises:L1", 250, 500, 5, 500, 1_200),
            ("FIBRE-20", "premises:L1", 250, 1_000, 20, 1_000, 2_400),
        ],
    ),
    # head end 5,000 + terminal 200 + work 50; licence 300 + contract 2,000 a year
    "microwave": ("S2", [("MICROWAVE-20", "root", 5_250, 2_300, 20, 1_000, 18_000)]),
    # half of the speed 0.707, a quarter of 80 GB a half: the scarcer counts
    "cellular": ("L1", [("CELLULAR-10", "root", 250, 800, 10, 500, 1_200)]),
    # terminal 1,500 + work 50 + two power kits of 2,000
    "leo": ("B1", [("LEO-50", "root", 5_550, 4_000, 50, 1_000, 9_360)]),
    # a quarter of the speed is half, times 0.6 for latency
    "geo": ("B1", [("GEO-5", "root", 5_550, 3_000, 5, 300, 2_808)]),
    # server 900 + one power kit 2,000; visits 100 a year
    "content": ("B1", [("SERVER", "root", 2_900, 100, 0, 150, 1_404)]),
    # bundled: what the content server of B1 draws takes one kit
    "power": ("B1", []),
}


def options(world: Any, site_id: str, technology: str) -> list[Candidate]:
    """Return the options of a technology at a site."""
    offers = build_offers(world)
    return [c for c in offers.candidates if (c.site_id, c.technology) == (site_id, technology)]


def refusal(world: Any, site_id: str, technology: str) -> tuple[Reason, str]:
    """Return the reason against a technology at a site, and its detail."""
    (found,) = [
        r
        for r in build_offers(world).rejections
        if (r.site_id, r.technology) == (site_id, technology)
    ]
    return found.reason, found.detail.en


def with_any_medium(world: Any) -> Any:
    """Let fibre be replaced by a lesser medium, so that every technology has something to offer."""
    return world.with_policy(present_links=PresentLinks(unprotected_media=[LinkType.FIBRE]))


@pytest.mark.parametrize("technology", sorted(set(GOLDEN) - {"power"}))
def test_golden(three_villages: Any, technology: str) -> None:
    """The options are those added up by hand."""
    site_id, expected = GOLDEN[technology]
    world = with_any_medium(three_villages)
    found = [
        (
            c.id.removeprefix(f"{site_id}/{technology}/"),
            c.from_node,
            capex_of(c.lines),
            opex_of(c.lines),
            c.delivered_mbps,
            c.utility_thousandths,
            c.benefit,
        )
        for c in options(world, site_id, technology)
    ]

    assert found == expected


def test_golden_power(three_villages: Any) -> None:
    """Every option at B1 carries kits for its load, and no technology is called power."""
    kits = {
        c.technology: sum(line.quantity for line in c.lines if line.role == "power_kit")
        for c in build_offers(three_villages).candidates
        if c.site_id == "B1"
    }

    assert kits == {"leo": 2, "geo": 2, "content": 1}


# --- file, register, section, golden case ------------------------------------------------------


def modules() -> list[str]:
    """Return the names of the files of technologies."""
    folder = files("planner.technologies")
    names = [f.name for f in folder.iterdir() if f.name.endswith(".py")]
    return sorted(n.removesuffix(".py") for n in names if n != "__init__.py")


def test_every_file_is_registered_documented_and_has_a_golden_case() -> None:
    """File, register line, section and golden case exist for each technology, and no more."""
    text = (DOCS / "technologies.md").read_text(encoding="utf-8")
    headings = [line for line in text.splitlines() if line.startswith("## ") and "(`" in line]

    assert sorted(k.id for k in ALL) == modules()
    assert sorted(GOLDEN) == modules()
    assert sorted(h.split("(`")[1].rstrip("`)") for h in headings) == modules()
    assert [f"## {k.title} (`{k.id}`)" for k in ALL] == headings


@pytest.mark.parametrize("kind", ALL, ids=lambda k: k.id)
def test_the_section_shows_the_settings_as_they_are(kind: type[Settings]) -> None:
    """Defaults and sources in the document are those of the code."""
    text = (DOCS / "technologies.md").read_text(encoding="utf-8")
    section = text.split(f"(`{kind.id}`)\n")[1].split("\n## ")[0]

    assert settings_table(kind) in section
    for part in ("**When.**", "**Bought.**", "**Ignored.**"):
        assert part in section


@pytest.mark.parametrize("name", modules())
def test_technologies_do_not_know_each_other(name: str) -> None:
    """No technology imports another."""
    source = files("planner.technologies").joinpath(f"{name}.py").read_text(encoding="utf-8")
    imported = [
        node.module
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module
    ]

    assert not any(module.startswith("planner.technologies") for module in imported)


# --- upgrade -----------------------------------------------------------------------------------


def test_there_is_nothing_to_upgrade_without_a_known_link(three_villages: Any) -> None:
    """No link, and a link nobody describes, cannot be upgraded."""
    unknown = three_villages.with_site("L1", link=LinkToday(type=LinkType.UNKNOWN))

    assert refusal(three_villages, "L1", "upgrade")[0] is Reason.NO_PRESENT_LINK
    assert refusal(unknown, "L1", "upgrade")[0] is Reason.NO_PRESENT_LINK


def test_a_link_far_below_its_contract_gets_new_equipment(three_villages: Any) -> None:
    """Half of 0.6 x 10 Mbps is 3: at 2.9 the equipment is suspected, at 3 it is not."""
    for measured, capex in ((2.9, 250), (3.0, 0)):
        link = LinkToday(type=LinkType.COPPER, contract_mbps=10, measured_mbps=measured)
        (option,) = options(three_villages.with_site("S1", link=link), "S1", "upgrade")
        assert capex_of(option.lines) == capex
        assert bool(option.note) == bool(capex)


def test_a_contract_that_delivers_no_more_is_no_upgrade(three_villages: Any) -> None:
    """At 10 Mbps measured the copper contract of 10 gains nothing."""
    link = LinkToday(type=LinkType.COPPER, measured_mbps=10.0)
    reason, detail = refusal(three_villages.with_site("S1", link=link), "S1", "upgrade")

    assert reason is Reason.NOT_BETTER
    assert "10 Mbps" in detail


def test_a_medium_delivers_no_more_than_it_can(
    three_villages: Any, make_item: Callable[..., Item]
) -> None:
    """A copper contract of 100 Mbps delivers the 24 that copper carries."""
    big = make_item("COPPER-100", Role.CONTRACT, 650, link_type="copper", mbps=100.0)
    items = (*three_villages.catalogue.items, replace(big, busy_hour_mbps=100.0))
    world = three_villages.changed(catalogue=replace(three_villages.catalogue, items=items))

    assert max(c.delivered_mbps for c in options(world, "S1", "upgrade")) == 24


def test_a_contract_without_a_busy_hour_speed_delivers_the_scenarios_share(
    three_villages: Any, make_item: Callable[..., Item]
) -> None:
    """Sold as 30 Mbps is 18 in the busy hour, by the scenario's 0.6."""
    plain = make_item("COPPER-30", Role.CONTRACT, 650, link_type="copper", mbps=30.0)
    items = (*three_villages.catalogue.items, plain)
    world = three_villages.changed(catalogue=replace(three_villages.catalogue, items=items))

    assert max(c.delivered_mbps for c in options(world, "S1", "upgrade")) == 18


def test_a_contract_without_any_speed_is_not_offered(
    three_villages: Any, make_item: Callable[..., Item]
) -> None:
    """What a contract delivers is never guessed."""
    silent = make_item("COPPER-X", Role.CONTRACT, 1, link_type="copper")
    world = three_villages.changed(catalogue=replace(three_villages.catalogue, items=(silent,)))

    assert refusal(world, "S1", "upgrade")[0] is Reason.NO_CONTRACT_ON_OFFER


# --- neighbour ---------------------------------------------------------------------------------


def test_the_nearest_neighbour_on_fibre_is_the_one_and_needs_no_terminal(
    three_villages: Any, point_at: Any
) -> None:
    """S2 on fibre 600 m away is taken, S1 at 412 m without fibre is not."""
    longitude, latitude = point_at(1_400, 0)
    world = three_villages.with_site("L1", longitude=longitude, latitude=latitude)
    (option,) = options(world, "L1", "neighbour")

    assert (option.from_node, option.length_m) == ("premises:S2", 600)
    assert capex_of(option.lines) == 700 + 50
    assert option.link_type == "wireless" and option.from_point is not None


def test_without_one_on_fibre_the_nearest_few_are_considered(
    three_villages: Any, make_site: Callable[..., Any]
) -> None:
    """Two of three neighbours that fibre may reach, the nearest first; one if so set."""
    s1 = next(s for s in three_villages.sites if s.id == "S1")
    more = [
        make_site(f"N{m}", s1.kind, 1_000, -200 - m, users=s1.users, link=s1.link)
        for m in (90, 120)
    ]
    world = three_villages.changed(sites=(*three_villages.sites, *more))
    one = world.with_policy(technologies={"neighbour": {"neighbours": 1}})

    assert {c.from_node for c in options(world, "L1", "neighbour")} == {
        "premises:N90",
        "premises:N120",
    }
    assert {c.from_node for c in options(one, "L1", "neighbour")} == {"premises:N90"}


def test_without_a_neighbour_there_is_none_to_share_with(three_villages: Any) -> None:
    """B1 is 60 km from anybody."""
    assert refusal(three_villages, "B1", "neighbour")[0] is Reason.NO_NEIGHBOUR


def test_fibre_contracts_serve_where_no_shared_ones_are_sold(three_villages: Any) -> None:
    """The capacity of a shared link is bought in any case."""
    items = tuple(i for i in three_villages.catalogue.items if i.link_type != "wireless")
    world = three_villages.changed(catalogue=replace(three_villages.catalogue, items=items))
    found = options(world, "L1", "neighbour")

    assert {line.sku for c in found for line in c.lines if line.role == "contract"} == {
        "FIBRE-5",
        "FIBRE-20",
    }


def test_no_bridge_on_sale_is_said(three_villages: Any) -> None:
    """Sharing needs a bridge."""
    world = three_villages.without_items(Role.BRIDGE)

    assert refusal(world, "L1", "neighbour")[0] is Reason.NO_CONTRACT_ON_OFFER


# --- fibre -------------------------------------------------------------------------------------


def test_fibre_says_how_far_is_too_far(three_villages: Any) -> None:
    """B1 lies 60 km past S2, which is lit; 60 km may be dug if the scenario says so."""
    assert refusal(three_villages, "B1", "fibre") == (
        Reason.TOO_FAR,
        "60.0 km to build, more than 50 km",
    )
    far = three_villages.with_policy(technologies={"fibre": {"longest_trench_km": 60.0}})
    assert options(far, "B1", "fibre")


def test_fibre_needs_a_road_or_lit_fibre_close_by(three_villages: Any) -> None:
    """Without roads only what is within the mesh of lit fibre can be dug to."""
    world = three_villages.changed(network=replace(three_villages.network, roads=Network().roads))

    assert refusal(world, "B1", "fibre")[0] is Reason.NO_ROAD
    assert options(world, "S1", "fibre")


def test_without_a_price_for_trench_there_is_no_fibre(three_villages: Any) -> None:
    """A metre without a price is not dug."""
    world = three_villages.without_items(Role.TRENCH)
    offers = build_offers(world)

    assert refusal(world, "S1", "fibre")[0] is Reason.NO_CONTRACT_ON_OFFER
    assert not any(a.length_m for a in offers.assets)


def test_without_a_price_for_drops_they_are_bought_as_trench(three_villages: Any) -> None:
    """The catalogue may price all metres alike."""
    for asset in build_offers(three_villages.without_items(Role.DROP)).assets:
        assert capex_of(asset.lines) == 20 * asset.length_m


def test_a_building_known_by_its_soum_alone_is_not_free_to_reach(three_villages: Any) -> None:
    """A library placed on the PoP itself still needs 500 m of trench."""
    longitude, latitude = three_villages.network.pops[0].longitude, 47.0
    world = three_villages.with_site(
        "L1",
        longitude=longitude,
        latitude=latitude,
        coordinate_quality=CoordinateQuality.SOUM_CENTRE,
    )

    assert "500 m from lit fibre" in options(world, "L1", "fibre")[0].note.en


# --- microwave ---------------------------------------------------------------------------------


def test_a_hop_starts_at_the_nearest_pop_or_tower(three_villages: Any) -> None:
    """S1 is 100 m from the tower; without towers it is 1,005 m from the PoP."""
    pops_only = three_villages.with_policy(technologies={"microwave": {"from_towers": False}})

    assert options(three_villages, "S1", "microwave")[0].length_m == 100
    assert options(pops_only, "S1", "microwave")[0].length_m == 1_005


def test_a_hop_has_a_longest_length(three_villages: Any) -> None:
    """B1 is 61 km from the tower."""
    assert refusal(three_villages, "B1", "microwave") == (
        Reason.TOO_FAR,
        "61.0 km to T, more than 40 km, and no chain of 3 hops leads here",
    )


def test_a_hop_starts_somewhere(three_villages: Any) -> None:
    """Without PoPs and towers there is no hop."""
    world = three_villages.changed(network=Network())

    assert refusal(world, "S1", "microwave")[0] is Reason.NO_TOWER


def test_a_hop_needs_both_ends(three_villages: Any) -> None:
    """Without a head end on sale there is no hop; a licence not on sale is not bought."""
    assert refusal(three_villages.without_items(Role.HEADEND), "S1", "microwave")[0] is (
        Reason.NO_CONTRACT_ON_OFFER
    )
    world = with_any_medium(three_villages.without_items(Role.LICENCE))
    (option,) = options(world, "S2", "microwave")
    assert opex_of(option.lines) == 2_000


# --- cellular ----------------------------------------------------------------------------------


def test_coverage_polygons_decide_where_there_are_any(three_villages: Any) -> None:
    """A polygon around B1 gives it 4G and takes it from L1, towers notwithstanding."""
    import shapely

    b1 = next(s for s in three_villages.sites if s.id == "B1")
    area = CoverageArea(radio="4G", geometry=shapely.Point(b1.longitude, b1.latitude).buffer(0.01))
    world = three_villages.changed(network=replace(three_villages.network, coverage=(area,)))

    assert options(world, "B1", "cellular")
    assert refusal(world, "L1", "cellular")[0] is Reason.NO_COVERAGE


def test_the_best_generation_received_counts(three_villages: Any) -> None:
    """Under 3G alone 2 Mbps are delivered; 2G is no broadband."""
    (tower,) = three_villages.network.towers

    def under(*radios: str) -> Any:
        towers = tuple(replace(tower, id=f"T{r}", radio=r) for r in radios)
        return three_villages.changed(network=replace(three_villages.network, towers=towers))

    assert options(under("2G", "3G"), "L1", "cellular")[0].delivered_mbps == 2
    assert options(under("2G", "3G", "4G"), "L1", "cellular")[0].delivered_mbps == 10
    assert refusal(under("2G"), "L1", "cellular")[0] is Reason.NO_COVERAGE


def test_without_towers_and_polygons_nothing_is_known(three_villages: Any) -> None:
    """No tower is a reason apart from no coverage."""
    world = three_villages.changed(network=replace(three_villages.network, towers=()))

    assert refusal(world, "L1", "cellular")[0] is Reason.NO_TOWER


def test_a_tower_just_beyond_reach_is_not_heard(three_villages: Any, point_at: Any) -> None:
    """5,200 m north of L1 is too far at 5 km, near enough at 6."""
    longitude, latitude = point_at(1_000, 5_000)
    tower = Tower(id="T", longitude=longitude, latitude=latitude, radio="4G")
    world = three_villages.changed(network=replace(three_villages.network, towers=(tower,)))
    wider = world.with_policy(technologies={"cellular": {"tower_reach_km": {"4G": 6.0}}})

    assert refusal(world, "L1", "cellular")[0] is Reason.NO_COVERAGE
    assert options(wider, "L1", "cellular")[0].length_m == 5_200


# --- satellites and content --------------------------------------------------------------------


@pytest.mark.parametrize("technology", ["leo", "geo"])
def test_a_satellite_link_that_is_there_is_upgraded_not_bought_again(
    three_villages: Any, technology: str
) -> None:
    """A second terminal of the same kind is not offered."""
    link = LinkToday(type=LinkType(technology), measured_mbps=1.0)
    reason, detail = refusal(three_villages.with_site("L1", link=link), "L1", technology)

    assert reason is Reason.NOT_BETTER
    assert "see upgrade" in detail


@pytest.mark.parametrize("technology", ["leo", "geo"])
def test_a_satellite_needs_a_terminal_on_sale(three_villages: Any, technology: str) -> None:
    """A contract alone receives nothing."""
    assert refusal(three_villages.without_items(Role.TERMINAL), "B1", technology)[0] is (
        Reason.NO_CONTRACT_ON_OFFER
    )


def test_geostationary_latency_is_high_even_where_the_catalogue_is_silent(
    three_villages: Any,
) -> None:
    """The medium's latency holds where the contract states none."""
    items = tuple(replace(i, latency=None) for i in three_villages.catalogue.items)
    world = three_villages.changed(catalogue=replace(three_villages.catalogue, items=items))

    assert options(world, "B1", "geo")[0].latency is LatencyClass.HIGH
    assert options(world, "B1", "leo")[0].latency is LatencyClass.LOW


def test_content_is_for_places_without_a_better_link(three_villages: Any) -> None:
    """Half a link is worth more than a server; a server never counts as service."""
    assert refusal(three_villages, "S1", "content")[0] is Reason.LINK_BETTER
    (option,) = options(three_villages, "L1", "content")
    assert option.latency is LatencyClass.OFFLINE and not option.reaches_minimum


def test_a_content_server_that_is_there_is_not_bought_again(three_villages: Any) -> None:
    """It counts as 150 thousandths of a link today, and the next link is worth so much less."""
    site = next(s for s in three_villages.sites if s.id == "L1")
    has = three_villages.with_site("L1", equipment=replace(site.equipment, content_server=True))
    none, served = (needs_of(w.sites, w.scenario)["L1"] for w in (three_villages, has))

    reason, detail = refusal(has, "L1", "content")
    assert reason is Reason.ALREADY_THERE
    assert "counted" in detail
    assert (none.present_utility_thousandths, served.present_utility_thousandths) == (0, 150)
    assert served.link_gap_benefit == pytest.approx(0.85 * none.link_gap_benefit, abs=1)


def test_content_without_its_visits_is_not_offered(three_villages: Any) -> None:
    """A library that is never refreshed is not what is promised."""
    world = three_villages.without_items(Role.CONTENT_UPDATE)

    assert refusal(world, "L1", "content")[0] is Reason.NO_CONTRACT_ON_OFFER


# --- power -------------------------------------------------------------------------------------


def test_the_cheapest_kits_that_carry_the_load_are_bought(
    three_villages: Any, make_item: Callable[..., Item]
) -> None:
    """For 75 W one kit of 100 W at 3,000 beats two of 50 W at 2,000 each."""
    big = make_item("SOLAR-100", Role.POWER_KIT, 3_000, power_w=100.0)
    catalogue = replace(three_villages.catalogue, items=(*three_villages.catalogue.items, big))
    (terminal,) = [
        line for line in options(three_villages, "B1", "leo")[0].lines if line.sku == "T-leo"
    ]
    lines = Power().power_bundle([terminal], catalogue, PowerPlace()).lines

    assert [(line.sku, line.quantity) for line in lines] == [("SOLAR-100", 1)]


def test_equipment_without_a_stated_load_counts_as_the_default(three_villages: Any) -> None:
    """75 W where the catalogue says nothing: two kits of 50 W."""
    (option,) = options(three_villages, "L1", "microwave")
    lines = Power().power_bundle(option.lines, three_villages.catalogue, PowerPlace()).lines

    assert [line.quantity for line in lines] == [2]


def test_a_user_without_hours_gains_nothing(three_villages: Any) -> None:
    """A site nobody uses is refused with that reason, not served."""
    site = next(s for s in three_villages.sites if s.id == "L1")
    world = three_villages.with_site("L1", users=replace(site.users, visitors_per_day=0.0))
    reason, detail = refusal(world, "L1", "leo")

    assert reason is Reason.NOT_BETTER
    assert "no users" in detail
