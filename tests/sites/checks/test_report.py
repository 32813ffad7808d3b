"""Every rule finds its fault, and a world without a fault has no findings."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
import shapely
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from sites import network_rules, rules
from sites.checks.report import newest_price_date
from sites.roads import rules as road_rules
from sites.roads.settings import RoadSettings

RULES = (*rules.RULES, *network_rules.RULES, *road_rules.RULES)
Spoil = Callable[[Any], object]


def change(table: str, key: str, **changes: Any) -> Spoil:
    """Return what overwrites cells of a row."""
    return lambda world: world.row(table, key).update(changes)


def also(table: str, key: str, **changes: Any) -> Spoil:
    """Return what appends a changed copy of a row."""
    return lambda world: world.tables[table].append({**world.row(table, key), **changes})


def without(table: str) -> Spoil:
    """Return what removes a table."""
    return lambda world: world.tables.pop(table)


def _nowhere(world: Any) -> None:
    del world.tables["boundaries"]
    world.row("sites", "S-101").update(aimag=None, soum=None)


def _crossing(world: Any) -> None:
    bow_tie = shapely.Polygon([(103.5, 47.8), (104.5, 48.4), (104.5, 47.8), (103.5, 48.4)])
    world.row("boundaries", "101")["geometry"] = bow_tie


def _scribbled(world: Any) -> None:
    at = [(103.5 + (n * 37 % 101) / 100, 47.8 + (n * 53 % 97) / 150) for n in range(900)]
    world.row("boundaries", "101")["geometry"] = shapely.Polygon(at)


def _busy_pop(world: Any) -> None:
    world.row("sites", "S-101").update(link_type="fibre", measured_mbps=8.0)
    world.row("pops", "P1").update(ports=0, backhaul_mbps=5.0)


def _five_on_one_point(world: Any) -> None:
    for n in range(5):
        world.add("sites", "S-101", site_id=f"X-{n}", name=f"{n}-р сургууль", longitude=104.2)


def _far_in_a_guessed_country(world: Any) -> None:
    world.country = "XX"
    del world.tables["boundaries"]
    world.row("sites", "S-101")["longitude"] = 109.0


def _wrong_soums(world: Any) -> None:
    for n in range(30):
        world.add("sites", "S-101", site_id=f"W-{n}", soum=f"School district {n % 4}")


def _metres(world: Any) -> None:
    for row in world.tables["sites"]:
        row.update(longitude=574_000.0 + len(row), latitude=5_317_000.0)


def _loop(world: Any) -> None:
    world.row("sites", "S-101")["parent_id"] = "S-102"
    world.row("sites", "S-102")["parent_id"] = "S-101"


def drawn(*lines: Any, **last: Any) -> Any:
    """Return a change that adds drawn roads, the last with more columns."""

    def apply(world: Any) -> None:
        for number, line in enumerate(lines, start=1):
            more = last if number == len(lines) else {}
            world.tables["roads"].append({"geometry": shapely.LineString(line), **more})

    return apply


def _street_grid(world: Any) -> None:
    streets = [104.1 + i / 1000 for i in range(4)], [47.9 + i / 1000 for i in range(4)]
    for x in streets[0]:
        drawn([(x, 47.899), (x, 47.904)])(world)
    for y in streets[1]:
        drawn([(104.099, y), (104.104, y)])(world)


def _joined_grid(world: Any) -> None:
    _street_grid(world)
    world.road_settings = RoadSettings(join="crossings")


def _apart(world: Any) -> None:
    drawn([(104.1, 47.9), (104.11, 47.9)], [(104.12, 47.9), (104.13, 47.9)])(world)
    world.road_settings = RoadSettings(bridge_km=2.0)


def _no_roads(world: Any) -> None:
    world.tables["roads"] = [{"highway": "footway", **r} for r in world.tables["roads"]]


def _dark_roads(world: Any) -> None:
    roads = world.tables["roads"]
    world.tables["roads"] = [r for r in roads if (r["from_node"], r["to_node"]) != ("P1", "mid")]


def _busy_settlement(world: Any) -> None:
    world.row("sites", "S-101")["measured_mbps"] = 9.0
    code = world.row("sites", "S-101")["soum"]
    place = next(p for p in world.tables["places"] if code in (p["code"], p["name"]))
    place["backhaul_mbps"] = 5.0


def _far_pop(world: Any) -> None:
    world.add("pops", "P1", pop_id="P9", longitude=104.5, latitude=48.3)


SPOILT: dict[str, Spoil] = {
    "site.id_repeated": also("sites", "S-101", longitude=104.2),
    "site.id_lookalike": also("sites", "S-101", site_id="Ѕ-101".replace("Ѕ", "s"), longitude=104.2),
    "site.name_missing": change("sites", "S-101", name=None),
    "site.near_duplicate": also("sites", "S-101", site_id="S-103", name="Алаг сургууль."),
    "parent.unknown": change("sites", "D-202", parent_id="S-999"),
    "parent.missing": change("sites", "D-202", parent_id=None),
    "parent.wrong_kind": change("sites", "D-202", parent_id="L-101"),
    "parent.loop": _loop,
    "position.soum_centre": change("sites", "S-101", longitude=None, latitude=None),
    "position.missing": change("sites", "S-101", longitude=None, latitude=None, soum=None),
    "position.half": change("sites", "S-101", longitude=None),
    "position.impossible": change("sites", "S-101", longitude=1040012.0),
    "position.zero": change("sites", "S-101", longitude=0.0, latitude=0.0),
    "position.swapped": change("sites", "S-101", longitude=48.0011, latitude=104.0012),
    "position.outside_country": change("sites", "S-101", longitude=14.0012),
    "position.outside_boundaries": change("sites", "S-101", latitude=48.9),
    "position.outside_soum": change("sites", "S-101", soum="102"),
    "position.shared": _five_on_one_point,
    "position.coarse": change("sites", "S-101", longitude=104.02, latitude=48.1),
    "place.table_missing": without("places"),
    "place.aimag_unknown": change("sites", "S-101", aimag="Баарун тал", soum=None),
    "place.soum_unknown": change("sites", "S-101", soum="Алгаа"),
    "place.soum_ambiguous": change("sites", "S-102", aimag=None, soum="Булган"),
    "place.soum_without_aimag": change("sites", "S-101", aimag=None, soum="Алаг"),
    "place.aimag_disagrees": change("sites", "S-101", aimag="2"),
    "place.not_named": _nowhere,
    "place.from_boundary": change("sites", "S-101", aimag=None, soum=None),
    "place.code_repeated": also("places", "101", name="Өөр"),
    "place.parent_unknown": change("places", "101", parent="9"),
    "place.centre_missing": change("places", "101", longitude=None, latitude=None),
    "place.outside_country": change("places", "101", longitude=14.0),
    "boundary.unknown": change("boundaries", "101", code="999"),
    "boundary.crossing": _crossing,
    "boundary.tangled": _scribbled,
    "users.missing": change("sites", "L-101", visitors_per_day=None),
    "users.absurd": change("sites", "S-101", students=30_000),
    "users.staff_exceed_students": change("sites", "S-101", students=25, staff=300, boarders=5),
    "users.boarders_exceed_students": change("sites", "S-101", boarders=301),
    "users.shifts": change("sites", "S-101", shifts=5),
    "link.kbps": change(
        "sites", "S-101", contract_mbps=2048.0, measured_mbps=None, link_type="fibre"
    ),
    "link.speed_doubtful": change("sites", "S-101", contract_mbps=20480.0),
    "link.contradicted": change(
        "sites",
        "S-101",
        connected=False,
        contract_mbps=None,
        measured_mbps=None,
        price_per_month=None,
    ),
    "link.only_yes": change("sites", "L-101", connected=True, link_type=None),
    "power.contradicted": change("sites", "L-101", electricity=False),
    "link.measured_exceeds_contract": change("sites", "S-101", measured_mbps=16.0),
    "link.speed_missing": change("sites", "S-101", contract_mbps=None, measured_mbps=None),
    "link.speed_without_link": change("sites", "S-101", link_type="none", price_per_month=None),
    "link.price_without_link": change("sites", "L-101", price_per_month=90_000),
    "link.contract_backwards": change(
        "sites", "S-101", contract_start="2028-01-01", contract_end="2027-12-31"
    ),
    "link.contract_far": change("sites", "S-101", contract_end="2207-12-31"),
    "link.contract_ended": change("sites", "S-101", contract_end="2026-01-01"),
    "computers.working_exceed_total": change("sites", "S-101", computers_working=21),
    "computers.year": change("sites", "S-101", computers_year=2027),
    "power.outages": change("sites", "S-101", outages_per_month=3000.0),
    "access.season_doubtful": change("sites", "S-101", access_season="2026-05-09"),
    "power.source_missing": change("sites", "S-101", power_source="none"),
    "network.id_repeated": also("pops", "P1"),
    "network.point_missing": change("towers", "T1", longitude=None),
    "network.outside_country": change("towers", "T1", longitude=10.5),
    "pop.not_operational": also("pops", "P1", pop_id="P2", status="planned"),
    "pop.none": without("pops"),
    "pop.off_road": _far_pop,
    "pop.below_today": _busy_pop,
    "place.below_today": _busy_settlement,
    "tower.height": change("towers", "T1", height_m=4000.0),
    "span.end_unknown": change("spans", "N1", to_id="P7"),
    "span.not_lit": change("spans", "N1", status="planned"),
    "span.off_globe": change(
        "spans", "N1", geometry=shapely.LineString([(500_000, 5_300_000), (510_000, 5_300_000)])
    ),
    "span.status_unknown": change("spans", "N1", status="хуучин"),
    "road.node_unplaced": also(
        "roads", "101", to_node="nowhere", from_longitude=None, from_latitude=None
    ),
    "road.length": change("roads", "101", length_m=0.0),
    "road.self_loop": also("roads", "101", to_node="101"),
    "road.repeated": also("roads", "101", length_m=40_000.0),
    "road.length_assumed": change("roads", "101", length_m=None),
    "road.shorter_than_straight": change("roads", "101", length_m=31.0),
    "road.node_moves": also("roads", "101", to_node="new", from_latitude=48.1),
    "road.part_without_pop": _dark_roads,
    "road.joins": drawn(
        [(104.1, 47.9), (104.2, 47.9), (104.3, 47.9)], [(104.2, 47.9), (104.2, 48)]
    ),
    "road.tangled": drawn(
        *([(104.1, 47.9 + i * 8e-6), (104.3, 47.9 + i * 8e-6)] for i in range(70))
    ),
    "road.snapped": drawn([(104.1, 47.9), (104.3, 47.9)], [(104.2, 47.900001), (104.2, 47.95)]),
    "road.crossings": drawn([(104.1, 47.9), (104.3, 47.9)], [(104.2, 47.85), (104.2, 47.95)]),
    "road.crossings_many": _street_grid,
    "road.bridges": drawn(
        [(104.1, 47.9), (104.3, 47.9)], [(104.2, 47.85), (104.2, 47.95)], bridge="yes"
    ),
    "road.class_left_out": drawn([(104.1, 47.9), (104.3, 47.9)], highway="footway"),
    "road.class_unknown": drawn([(104.1, 47.9), (104.3, 47.9)], highway="хатуу хучилттай"),
    "road.sketched": drawn([(104.1, 47.9), (104.3, 47.9)]),
    "road.none": _no_roads,
    "road.crossings_joined": _joined_grid,
    "road.parts_joined": _apart,
    "place.from_section": change("sites", "S-101", soum=None, sections=["Алаг сум"]),
    "place.section_unused": change("sites", "S-101", soum=None, sections=["Алган сум"]),
    "tower.sectors": also("towers", "T1", tower_id="T2", radio="2G"),
    "position.outside_guess": _far_in_a_guessed_country,
    "position.projected": _metres,
    "table.apart": change("towers", "T1", longitude=10.5),
    "column.mostly_unknown": _wrong_soums,
}


def test_a_sound_world_has_no_findings(world):
    """Nothing is found where nothing is wrong."""
    assert [] == [f.sentence() for f in world.findings()]


def test_every_rule_has_its_test():
    """No rule exists that no test triggers."""
    assert {rule.id for rule in RULES} == set(SPOILT)


@pytest.mark.parametrize("rule_id", sorted(SPOILT))
def test_every_rule_finds_its_fault(world, rule_id):
    """A world with one fault has a finding of the fault's rule, complete and located."""
    SPOILT[rule_id](world)

    found = world.findings(rule_id)

    assert found, f"{rule_id} not among {sorted(world.found())}"
    rule = next(r for r in RULES if r.id == rule_id)
    for finding in found:
        assert finding.severity is rule.severity
        assert finding.file
        assert finding.found
        assert finding.expected
        assert finding.todo


def test_rules_explain_themselves():
    """Every rule has a title and a reason, each a sentence of its own."""
    for rule in RULES:
        assert len(rule.title) > 10
        assert rule.why.endswith((".", ";")) and rule.why != rule.title


def test_a_finding_names_file_row_and_header(world):
    """A fault is located as a person would look it up in the file."""
    world.row("sites", "S-101")["computers_working"] = 21

    (finding,) = world.findings()

    assert (finding.file, finding.row, finding.column) == ("sites.csv", 2, "computers_working")
    assert finding.found == "21"
    assert "20 computers" in finding.expected


def test_one_wrong_position_is_one_finding(world):
    """Swapped coordinates are not also reported as abroad and outside the soum."""
    world.row("sites", "S-101").update(longitude=48.0011, latitude=104.0012)

    assert [f.rule for f in world.findings()] == ["position.swapped"]


def test_swapped_coordinates_show_the_right_ones(world):
    """The finding says which longitude and latitude are probably meant."""
    world.row("sites", "S-101").update(longitude=48.0011, latitude=104.0012)

    assert world.findings()[0].expected == "longitude 104.001, latitude 48.0011"


def test_a_country_without_a_known_box_is_bounded_by_its_boundaries(world):
    """Boundary polygons tell what is abroad in a country that has no box of its own."""
    world.country = "XX"
    world.row("sites", "S-101")["longitude"] = 109.0

    assert "position.outside_country" in world.found()


def test_a_country_without_boundaries_is_bounded_by_its_places(world):
    """The centres of places only hint at what is abroad: a site or tower beyond is a warning."""
    _far_in_a_guessed_country(world)
    world.row("towers", "T1")["longitude"] = 109.0
    found = [f for f in world.findings() if f.rule.startswith(("position.", "network."))]

    assert [(f.rule, f.severity, f.file) for f in found] == [
        *(("position.outside_guess", "warning", f"{t}.csv") for t in ("sites", "towers")),
    ]


def test_projected_metres_are_one_finding_that_names_the_system(world):
    """Eastings and northings are recognised, with the zone in which sites lie in their soums."""
    from pyproj import Transformer

    change = Transformer.from_crs(4326, 32648, always_xy=True)
    for row in world.tables["sites"]:
        row["longitude"], row["latitude"] = change.transform(row["longitude"], row["latitude"])
    (finding,) = [f for f in world.findings() if f.severity == "error"]

    assert finding.rule == "position.projected"
    assert 'crs = "EPSG:32648"' in finding.todo
    assert {f.rule for f in world.findings() if f.file == "sites.csv"} == {"position.projected"}


def test_northings_before_eastings_are_recognised(world):
    """Surveys call the northing X: the finding says which column is which."""
    from pyproj import Transformer

    change = Transformer.from_crs(4326, 28418, always_xy=True)
    for row in world.tables["sites"]:
        row["latitude"], row["longitude"] = change.transform(row["longitude"], row["latitude"])
    (finding,) = [f for f in world.findings() if f.severity == "error"]

    assert 'crs = "EPSG:28418"' in finding.todo
    assert 'longitude = "latitude"' in finding.todo


def test_references_that_mostly_fail_are_one_question(world):
    """A column of 0 for no parent, or of school districts, is asked about once."""
    _wrong_soums(world)
    for row in world.tables["sites"]:
        row["parent_id"] = "0"
    found = [f for f in world.findings() if f.rule in ("column.mostly_unknown", "parent.unknown")]

    assert [(f.rule, f.column) for f in found] == [
        *(("column.mostly_unknown", "parent_id"), ("column.mostly_unknown", "soum")),
    ]
    assert "30 of 36 values, such as School district 0" in found[1].found


def test_one_lost_decimal_point_is_no_projection(world):
    """A single impossible point among good ones is a slip, not a coordinate system."""
    world.row("sites", "S-101").update(longitude=10_400_120.0, latitude=4_800_110.0)

    assert [f.rule for f in world.findings() if f.severity == "error"] == ["position.impossible"]


def test_without_polygons_a_site_far_from_its_own_and_near_another_centre_is_told(world):
    """A site at another soum's centre, 85 km from its own, lies outside its soum."""
    del world.tables["boundaries"]
    world.row("sites", "S-202").update(longitude=104.0013, latitude=48.0021)

    (finding,) = world.findings("position.outside_soum")

    assert "Алаг" in finding.found


def test_a_border_within_two_kilometres_is_no_fault(world):
    """Coarse polygons do not make sites at their edge wrong."""
    world.row("sites", "S-101").update(longitude=104.0012, latitude=47.79)

    assert world.findings() == []


def test_numbered_schools_are_no_duplicates(world):
    """School 1 and school 2 beside each other are two schools."""
    world.row("sites", "S-101")["name"] = "1-р сургууль"
    world.add("sites", "S-101", site_id="S-103", name="2-р сургууль")

    assert "site.near_duplicate" not in world.found()


def test_words_that_are_not_shared_tell_sites_apart(world):
    """Two libraries of differently named soums at one place are not one library."""
    world.add("sites", "L-101", site_id="L-102", name="Хонгор номын сан")

    assert "site.near_duplicate" not in world.found()


def test_a_long_loop_of_parents_is_one_finding(world):
    """A loop is reported once, with every site on it, and not for sites that only lead to it."""
    world.row("sites", "S-101")["parent_id"] = "S-102"
    world.row("sites", "S-102")["parent_id"] = "S-201"
    world.row("sites", "S-201")["parent_id"] = "S-101"
    world.row("sites", "S-202")["parent_id"] = "S-101"

    (finding,) = world.findings("parent.loop")

    assert finding.found == "S-101 → S-102 → S-201 → S-101"


@pytest.mark.parametrize("mbps", [2, 10, 50, 100, 500, 1000, 2000, 10000])
def test_speeds_that_are_sold_in_mbps_are_not_kbps(world, mbps):
    """Usual contracts in Mbps are left alone."""
    row = world.row("sites", "S-101")
    row.update(contract_mbps=float(mbps), measured_mbps=None, link_type="fibre")

    assert not {"link.kbps", "link.speed_doubtful"} & world.found()


@pytest.mark.parametrize("kbps", [1024, 2048, 4096, 9216])
def test_speeds_that_are_sold_in_kbps_are_told(world, kbps):
    """Usual contracts in kbps, written in a column of Mbps, are told, and may still be Mbps."""
    row = world.row("sites", "S-101")
    row.update(contract_mbps=float(kbps), measured_mbps=None, link_type="fibre")

    assert "link.kbps" in world.found()
    assert world.site("S-101").link.contract_mbps == kbps


def test_years_are_compared_with_the_data_and_not_the_clock(world):
    """The newest price date stands for today; without prices only absurdly old years are told."""
    assert newest_price_date(world.as_read()) == "2026-06-30"
    world.row("sites", "S-101")["computers_year"] = 2027
    del world.tables["catalogue"]

    assert "computers.year" not in world.found()


def test_roads_that_reach_no_pop_name_the_sites_beside_them(world):
    """The finding of a dark road part names junctions and sites."""
    _dark_roads(world)

    (finding,) = world.findings("road.part_without_pop")

    assert "S-102" in finding.found and "S-202" in finding.found


def test_roads_that_a_cable_passes_are_not_in_the_dark(world):
    """A cable over the southern road lights it as a PoP does; a planned one does not."""
    _dark_roads(world)
    world.add("spans", "N1", span_id="N2", from_id="102", to_id="202", status="planned")
    assert "road.part_without_pop" in world.found()
    world.row("spans", "N2")["status"] = "lit"
    assert "road.part_without_pop" not in world.found()


JUNK = st.sampled_from(
    [None, 0, -1, 1.5, 1e12, -95.0, 48.0, 104.0, "", " ", "Булган", "=1+1", "Ü\u0308", "S-101"]
)
TEXT_COLUMNS = ("name", "aimag", "soum", "bagh", "payer", "owner", "contact", "parent_id")
NUMBER_COLUMNS = ("longitude", "latitude", "visitors_per_day", "contract_mbps", "measured_mbps")
COUNTS = ("students", "shifts", "boarders", "staff", "rooms", "computers_total", "computers_year")


def _kept(column: str, value: Any) -> Any:
    """Return junk as the inventory would hand it over in a column: of its type, or absent."""
    if column in NUMBER_COLUMNS:
        return float(value) if isinstance(value, int | float) else None
    if column in COUNTS:
        return value if isinstance(value, int) else None
    return str(value).strip() or None if value is not None else None


@given(
    changes=st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from(TEXT_COLUMNS + NUMBER_COLUMNS + COUNTS), JUNK),
        max_size=12,
    ),
    dropped=st.sets(st.sampled_from(["places", "boundaries", "pops", "roads", "spans", "towers"])),
    doubled=st.lists(st.integers(0, 5), max_size=3),
)
@settings(max_examples=examples(150), deadline=None)
def test_no_corruption_of_rows_raises(new_world, changes, dropped, doubled):
    """Whatever happens to rows, findings come out and never an exception."""
    world = new_world()
    for index, column, junk in changes:
        world.tables["sites"][index][column] = _kept(column, junk)
    for index in doubled:
        world.tables["sites"].append(copy.deepcopy(world.tables["sites"][index]))
    for table in dropped:
        del world.tables[table]

    read = world.read()
    found = world.findings()

    assert len(read.sites) == len(world.tables["sites"])
    assert all(f.file and f.rule for f in found)
    assert found == world.findings()


@given(
    table=st.sampled_from(["places", "pops", "towers", "spans", "roads"]),
    changes=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), JUNK), max_size=8),
)
@settings(max_examples=examples(100), deadline=None)
def test_no_corruption_of_the_network_raises(new_world, table, changes):
    """Rows of places, nodes, spans and roads may hold anything of their types."""
    world = new_world()
    rows = world.tables[table]
    for row, column, junk in changes:
        target = rows[row % len(rows)]
        name = list(target)[column % len(target)]
        is_number = name.endswith(("longitude", "latitude", "_m"))
        target[name] = _kept("longitude" if is_number else "name", junk)
        if name == "level":
            target[name] = "soum"

    read = world.read()

    assert all(f.file for f in world.findings())
    assert all(data["length_m"] >= 1 for _, _, data in read.network.roads.edges(data=True))
