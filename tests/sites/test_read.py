"""Rows become sites and a network, with nothing invented and nothing lost."""

from __future__ import annotations

from decimal import Decimal

import shapely

from inventory.schema.codes import LINK_TYPES, SITE_KINDS
from sites.read import read_sites
from sites.site import CoordinateQuality, LinkType, SiteKind


def site(world, site_id="S-101"):
    """Return a site of the world as it is read."""
    return next(s for s in world.read().sites if s.id == site_id)


def test_codes_of_the_dictionary_are_those_of_sites():
    """Every kind and link type that a table may hold is one that a site may have."""
    assert {code.code for code in SITE_KINDS} == {kind.value for kind in SiteKind}
    assert {code.code for code in LINK_TYPES} == {link.value for link in LinkType}


def test_a_row_becomes_a_site(world):
    """Every column of a row arrives in its site, under its unit."""
    school = site(world)

    assert (school.name, school.kind, school.aimag, school.soum) == (
        "Алаг сургууль",
        SiteKind.SCHOOL,
        "1",
        "101",
    )
    assert (school.aimag_name, school.soum_name, school.population) == ("Баруун", "Алаг", 2000)
    assert (school.users.students, school.users.shifts, school.users.boarders) == (300, 2, 40)
    assert (school.link.type, school.link.contract_mbps) == (LinkType.COPPER, 10.0)
    assert (school.link.price_per_month_minor, school.link.payer) == (90_000, "aimag")
    assert (school.equipment.computers, school.equipment.computers_working) == (20, 15)
    assert (school.equipment.lan, school.equipment.ups) == (True, False)
    assert (school.power.source, school.power.hours_per_day) == ("grid", 24.0)
    assert (school.file, school.row) == ("sites.csv", 2)


def test_absent_figures_stay_absent(world):
    """Empty cells are None in the site, never zero."""
    library = site(world, "L-101")

    assert library.users.students is None
    assert library.link.contract_mbps is None
    assert library.equipment.computers is None
    assert library.equipment.lan is None
    assert library.power.hours_per_day is None


def test_an_empty_link_type_is_unknown_and_not_none(world):
    """A site that says nothing of its link is not said to have none."""
    world.row("sites", "S-101")["link_type"] = None

    assert site(world).link.type is LinkType.UNKNOWN


def test_a_site_without_coordinates_sits_at_its_soum_centre(world):
    """The soum centre stands in, with its quality mark."""
    world.row("sites", "S-101").update(longitude=None, latitude=None)

    school = site(world)

    assert (school.longitude, school.latitude) == (104.0, 48.0)
    assert school.coordinate_quality is CoordinateQuality.SOUM_CENTRE


def test_a_site_that_nothing_places_has_no_point(world):
    """Without coordinates and soum a site is kept, without a point."""
    world.row("sites", "S-101").update(longitude=None, latitude=None, soum="Мухар")

    school = site(world)

    assert (school.longitude, school.latitude) == (None, None)
    assert school.coordinate_quality is CoordinateQuality.NONE
    assert (school.aimag, school.soum, school.soum_name) == ("1", "", "Мухар")


def test_source_texts_are_never_overwritten(world):
    """Folding serves matching only: names and raw cells stay as they were written."""
    world.row("sites", "S-101").update(name="АЛАГ CУРГУУЛЬ", soum="алаг сум", owner="Aймаг")

    record, school = next(pair for pair in world.read().rows if pair[1].id == "S-101")

    assert school.name == "АЛАГ CУРГУУЛЬ"
    assert school.owner == "Aймаг"
    assert record.raw["soum"] == "алаг сум"
    assert school.soum == "101"


def test_khoroo_written_beside_the_dueureg_becomes_the_bagh(world):
    """A khoroo in the soum cell is kept as the smallest place."""
    world.row("sites", "S-101")["soum"] = "Алаг дүүрэг, 4-р хороо"

    school = site(world)

    assert (school.soum, school.bagh) == ("101", "4-р хороо")


def test_remoteness_is_from_soum_centre_to_aimag_centre(world):
    """A soum 0.4 degrees south of its aimag centre is 44.5 km remote; the centre itself 0."""
    assert site(world, "S-102").remoteness_km == 44.478
    assert site(world, "S-101").remoteness_km == 0.0


def test_remoteness_is_unknown_without_the_aimag_centre(world):
    """No centre, no distance."""
    world.row("places", "1").update(longitude=None, latitude=None)

    assert site(world, "S-102").remoteness_km is None


def test_a_polygon_is_no_centre(world):
    """A place drawn as an area has no centre, even where the reader found a point inside."""
    place = world.row("places", "101")
    place["geometry"] = shapely.box(103.5, 47.8, 104.5, 48.4)
    read = world.as_read()
    record = read["places"].records[2]
    record.headers.pop("longitude")

    from sites.read import read_places

    gazetteer, _ = read_places(read["places"].records)

    assert gazetteer.by_code["101"].longitude is None


def test_without_places_the_written_texts_are_the_codes(world):
    """A project without gazetteer groups its sites by the texts as written."""
    del world.tables["places"]
    world.row("sites", "S-101").update(aimag="Архангай", soum="Батцэнгэл")

    school = site(world)

    assert (school.aimag, school.aimag_name, school.soum) == ("Архангай", "Архангай", "Батцэнгэл")


def test_a_site_that_names_no_place_is_found_by_its_boundary(world):
    """Coordinates inside one soum's polygon tell aimag and soum."""
    world.row("sites", "S-202").update(aimag=None, soum=None)

    assert (site(world, "S-202").aimag, site(world, "S-202").soum) == ("2", "202")


def test_an_ambiguous_soum_is_suggested_where_the_coordinates_lie(world):
    """Of several soums of one name the finding proposes the one that holds the point."""
    world.row("sites", "S-201").update(aimag=None, soum="Булган")

    (finding,) = world.findings("place.soum_ambiguous")

    assert finding.expected == "Зүүн Булган (201)"
    assert site(world, "S-201").soum == ""


def test_soums_find_their_aimag_by_code_or_name(world):
    """The parent of a soum may be written as a code or a name; the aimag's code is kept."""
    world.row("places", "101")["parent"] = "Баруун аймаг"

    assert site(world).aimag == "1"


def test_sites_come_in_id_order_and_none_is_lost(world):
    """Rows with equal or missing ids are all kept, in order."""
    world.add("sites", "S-101")
    world.add("sites", "S-101", site_id=None)

    ids = [s.id for s in world.read().sites]

    assert ids == ["", "D-202", "L-101", "S-101", "S-101", "S-102", "S-201", "S-202"]


def test_the_network_is_read_in_id_order(world):
    """PoPs, towers, spans, coverage and places arrive as the tables give them."""
    world.add("pops", "P1", pop_id="P0")
    network = world.read().network

    assert [pop.id for pop in network.pops] == ["P0", "P1"]
    assert [(t.id, t.radio, t.height_m) for t in network.towers] == [("T1", "4G", 40.0)]
    assert network.spans[0].coordinates == ((104.4, 48.0), (104.0, 48.0))
    assert [area.radio for area in network.coverage] == ["4G"]
    assert [place.code for place in network.places] == ["1", "101", "102", "2", "201", "202"]


def test_planned_and_closed_pops_are_not_lit(world):
    """A PoP that is not in operation starts no link."""
    world.add("pops", "P1", pop_id="P2", status="planned")
    world.add("pops", "P1", pop_id="P3", status="decommissioned")
    world.add("pops", "P1", pop_id="P4", status=None)

    assert [pop.id for pop in world.read().network.pops] == ["P1", "P4"]


def test_reading_is_the_same_every_time(world):
    """Two readings of the same tables agree to the last edge."""
    first, second = world.read(), world.read()

    assert first.sites == second.sites
    assert first.findings == second.findings
    assert list(first.network.roads.edges(data=True)) == list(second.network.roads.edges(data=True))


def test_a_section_names_the_place_of_its_rows(world):
    """The title above a row gives its soum and aimag, where the row names none."""
    world.row("sites", "S-102").update(
        aimag=None, soum=None, sections=["Булган сум", "Баруун аймаг"]
    )
    world.row("sites", "S-202").update(aimag=None, soum=None, sections=["Сургууль", "Цагаан"])
    read = world.read()
    places = {site.id: (site.aimag, site.soum) for site in read.sites}
    told = [f for f in read.findings if f.rule.startswith("place.")]

    assert (places["S-102"], places["S-202"]) == (("1", "102"), ("2", "202"))
    assert [f.rule for f in told] == ["place.from_section"] * 2


def test_a_section_that_names_no_place_is_not_replaced_by_an_older_one(world):
    """A misspelt title is one warning for its rows; the title before it is not used for them."""
    for site in ("S-101", "L-101"):
        world.row("sites", site).update(aimag=None, soum=None, sections=["Алгаа сум", "Цагаан сум"])
    read = world.read()
    (finding,) = [f for f in read.findings if f.rule == "place.section_unused"]

    assert finding.found.endswith("rows without a place: 2")
    assert {site.soum for site in read.sites if site.id == "L-101"} == {"101"}  # by its outline


def test_a_row_that_names_its_soum_needs_no_section(world):
    """What the row says is believed more than the title above it."""
    world.row("sites", "S-101")["sections"] = ["Цагаан сум"]
    read = world.read()

    assert {site.soum for site in read.sites if site.id == "S-101"} == {"101"}
    assert [f.rule for f in read.findings] == []


def test_sectors_at_one_point_are_one_tower(world):
    """Entries of several generations and operators on one mast are its best, told once."""
    world.add("towers", "T1", tower_id="T0", radio="2G", height_m=50)
    world.add("towers", "T1", radio="5G", height_m=None)
    world.add("towers", "T1", tower_id="T9", longitude=104.0, radio="3G")
    read = world.read()

    assert [(t.id, t.radio, t.height_m) for t in read.network.towers] == [
        *(("T0", "5G", 50.0), ("T9", "3G", 40.0)),
    ]
    assert [f.rule for f in read.findings] == ["tower.sectors"]


def test_a_tower_has_the_sectors_of_its_newest_generation(world):
    """Sectors of older generations carry none of its load; of several backhauls the best counts."""
    world.row("towers", "T1").update({"radio": "4G", "sectors": 2, "backhaul_mbps": 100})
    world.add("towers", "T1", radio="4G", sectors=1, backhaul_mbps=40)
    world.add("towers", "T1", radio="2G", sectors=3, backhaul_mbps=None)
    (tower,) = world.read().network.towers

    assert (tower.radio, tower.sectors, tower.backhaul_mbps) == ("4G", 3, 100.0)


def test_a_pop_says_what_new_links_may_take_of_it(world):
    """Ports and backhaul arrive in it; a PoP that states neither has no limits."""
    world.add("pops", "P1", pop_id="P2", ports=0, backhaul_mbps=None)
    world.row("pops", "P1").update(ports=None, backhaul_mbps=100)
    one, two = world.read().network.pops

    assert (one.ports, one.backhaul_mbps, two.ports, two.backhaul_mbps) == (None, 100.0, 0, None)
    assert world.read().network.limited_pops == {"P1", "P2"}
    world.row("pops", "P1").update(backhaul_mbps=None)
    assert world.read().network.limited_pops == {"P2"}


def test_equipment_of_every_kind_is_read(world):
    """What a site has besides computers arrives in it; what no table says stays absent."""
    world.row("sites", "S-101").update(
        {"content_server": True, "printers": 2, "projectors": 3, "switches": 0}
    )

    has = site(world).equipment

    assert (has.content_server, has.printers, has.projectors, has.switches) == (True, 2, 3, 0)
    assert (has.tablets, has.racks) == (None, None)


def test_a_fee_is_rounded_to_the_unit_of_account(world):
    """49.95 a month are 50 whole units, or 4,995 cents."""
    world.row("sites", "S-101")["price_per_month"] = Decimal("49.95")

    def fee(digits):
        sites = read_sites(world.as_read(), minor_digits=digits).sites
        return next(s for s in sites if s.id == "S-101").link.price_per_month_minor

    assert (fee(0), fee(2)) == (50, 4995)


def test_who_has_no_places_is_told_of_the_command_that_imports_them() -> None:
    """Official codes come from a file of theirs: the finding names it and the command."""
    (found,) = [f for f in read_sites({}).findings if f.rule == "place.table_missing"]

    assert "COD-AB" in found.todo and "kholboo import" in found.todo
