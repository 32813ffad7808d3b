"""Inputs are read whole and judged at once; nothing in a folder raises."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import four_places
import pytest
from examples import examples
from four_places import NAMES, PLACES, POPS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_projects import a_config

from planner.project.checks.rules import RULES
from planner.project.checks.scenario import settings_at
from planner.project.load import load_inputs
from planner.scenario.directives import DirectiveKind
from planner.scenario.inputs import Inputs
from planner.scenario.settings import Scenario

_POLICY = """\
[scenarios.base]
horizon_years = 10
discount_rate = 0.09

[scenarios.base.standard]
school = { payer = "ministry" }
library = { payer = "aimag" }

[scenarios.base.technologies]
fibre = { upkeep_payer = "ministry" }

[scenarios.base.limits]
capex_minor = 1_000_000_000
opex_per_year_by_payer_minor = { aimag = 5_000_000 }
floors = [ { by = "aimag", share = "0.5", only = ["1"] } ]

[scenarios.tight]
[scenarios.tight.limits]
capex_minor = 1
"""
_TABLES = {name: f"{name}.csv" for name in NAMES[:5]}
CONFIG = a_config("Туршилт", _POLICY, number_format="1234.5", **_TABLES)
SITES = """\
site_id,name,kind,longitude,latitude,aimag,soum,students,visitors_per_day,link_type,contract_mbps,\
price_per_month,payer
S-1,Алаг сургууль,school,104.0012,48.0011,1,101,300,,fibre,20,90000,ministry
S-2,Булган сургууль,school,105.0013,48.0012,2,201,250,,none,,,
L-1,Алаг номын сан,library,104.0032,48.0033,1,101,,30,none,,,
"""
CATALOGUE = """\
sku,role,name_mn,name_en,category,timing,unit,pack_size,unit_price,currency,vat_included,\
price_date,source,link_type,mbps,busy_hour_mbps,monthly_cap_gb,latency,useful_life_years,power_w
C-20,contract,Интернэт 20,Internet 20,services,per_month,C62,1,90000,MNT,yes,2026-06-30,offer,\
fibre,20,16,,low,,
PC-1,computer,Компьютер,Computer,goods,one_time,C62,1,1500000,MNT,yes,2026-06-30,offer,,,,,,5,60
"""
DIRECTIVES = four_places.DIRECTIVES.replace("D-5,must_not,L-2,,Буулгана,ЗГ,56,2026-05-01\n", "")


@pytest.fixture
def folder(tmp_path):
    """A project of two schools and a library, with four directives and no fault."""
    (tmp_path / "kholboo.toml").write_text(CONFIG, encoding="utf-8")
    for name, text in {
        "sites": SITES,
        "places": PLACES,
        "pops": POPS,
        "catalogue": CATALOGUE,
        "directives": DIRECTIVES,
    }.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    """Replace a text of a file, which must be there."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def found(inputs: Inputs, rule: str) -> list[str]:
    """Return the sentences of a rule's findings."""
    return [f.sentence() for f in inputs.findings if f.rule == rule]


def test_a_sound_project_loads_without_findings(folder):
    """Everything is read and nothing is found where nothing is wrong."""
    inputs = load_inputs(folder)

    assert [f.sentence() for f in inputs.findings] == []
    assert inputs.ok
    assert inputs.scenario_name == "base"
    assert inputs.scenario.limits.capex_minor == 1_000_000_000
    assert [site.id for site in inputs.sites] == ["L-1", "S-1", "S-2"]
    assert sorted(inputs.catalogue.by_sku) == ["C-20", "PC-1"]
    assert [pop.id for pop in inputs.network.pops] == ["P1"]


NEEDED = {"sites", "catalogue"}


def test_sites_and_a_catalogue_are_enough(folder):
    """Every other table may be left out; without one of these two a plan is refused."""
    config = re.sub(r"\[tables\.(?:places|pops|directives)\]\n(?:.+\n)+", "", CONFIG)
    (folder / "kholboo.toml").write_text(config, encoding="utf-8")

    assert set(re.findall(r"\[tables\.(\w+)\]", config)) == NEEDED
    assert load_inputs(folder).ok
    for table in sorted(NEEDED):
        less = re.sub(rf"\[tables\.{table}\]\n(?:.+\n)+", "", config)
        (folder / "kholboo.toml").write_text(less, encoding="utf-8")
        assert not load_inputs(folder).ok


def test_readme_and_inputs_name_the_tables_that_are_needed():
    """Both documents name the two tables without which nothing is planned, and no third."""
    root = Path(__file__).resolve().parents[3]
    readme = (root / "README.md").read_text(encoding="utf-8")
    table = readme.partition("are needed:")[2].partition("optional")[0]
    page = (root / "docs" / "inputs.md").read_text(encoding="utf-8")
    sentence = re.search(r"Only (.+) must be there", page)

    assert set(re.findall(r"(?m)^\| `(\w+)` \|", table)) == NEEDED
    assert sentence is not None
    assert set(re.findall(r"`(\w+)`", sentence[1])) == NEEDED


def test_directives_are_read_with_their_papers(folder):
    """A directive keeps reason, authority, document and date, and exact values."""
    directives = load_inputs(folder).directives

    assert [d.kind for d in directives] == [
        DirectiveKind.MUST_SERVE,
        DirectiveKind.FLOOR,
        DirectiveKind.WEIGHT,
        DirectiveKind.PRICE_OVERRIDE,
    ]
    assert [d.value for d in directives] == ["", "0.2", "1.5", "1400000"]
    assert (directives[0].authority, directives[0].document) == ("БШУЯ", "А/12")
    assert (directives[0].date, directives[0].row) == ("2026-05-01", 2)


def test_a_floor_may_name_its_aimag(folder):
    """A floor on an aimag's name is a floor on its code."""
    assert load_inputs(folder).directives[1].target == "2"


def test_sources_carry_the_sha256_of_each_file(folder):
    """Every table's file is listed with its hash and rows, by project-relative path."""
    sources = {s.table: s for s in load_inputs(folder).sources}

    digest = hashlib.sha256((folder / "sites.csv").read_bytes()).hexdigest()
    assert (sources["sites"].path, sources["sites"].sha256) == ("sites.csv", digest)
    assert sources["sites"].rows == 3
    assert set(sources) == {"sites", "places", "pops", "catalogue", "directives"}


def test_another_scenario_can_be_asked_for(folder):
    """The scenario is the one named, not the default."""
    inputs = load_inputs(folder, "tight")

    assert (inputs.scenario_name, inputs.scenario.limits.capex_minor) == ("tight", 1)


def test_an_unknown_scenario_is_a_finding_with_the_list(folder):
    """A misspelt scenario stops a plan and the known ones are named."""
    inputs = load_inputs(folder, "tigth")

    (sentence,) = found(inputs, "scenario.missing")
    assert not inputs.ok
    assert "base, tight" in sentence
    assert "write tight" in sentence


def test_an_unknown_setting_is_a_finding_at_its_line(folder):
    """A misspelt key is told with its path, its line and the right name."""
    spoil(folder, "kholboo.toml", "capex_minor = 1_000", "capex_minr = 1_000")

    inputs = load_inputs(folder)

    (finding,) = (f for f in inputs.findings if f.rule == "config.unknown_key")
    assert finding.column == "scenarios.base.limits.capex_minr"
    line = (folder / "kholboo.toml").read_text(encoding="utf-8").splitlines()[finding.row - 1]
    assert line.startswith("capex_minr")
    assert finding.todo == "write capex"


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("discount_rate = 0.09", 'discount_rate = "nine"', "scenarios.base.discount_rate"),
        ("capex_minor = 1_000_000_000", "capex_minor = -1", "scenarios.base.limits.capex_minor"),
        ("capex_minor = 1_000_000_000", "capex_minor = 1.5", "scenarios.base.limits.capex_minor"),
        ("school = {", "skool = {", "scenarios.base.standard.skool"),
        ('by = "aimag"', 'by = "soum"', "scenarios.base.limits.floors.0.by"),
    ],
)
def test_a_wrong_setting_is_a_finding_at_its_path(folder, old, new, path):
    """What pydantic refuses becomes a finding of the project file, with its path."""
    spoil(folder, "kholboo.toml", old, new)

    inputs = load_inputs(folder)

    assert not inputs.ok
    assert path in [f.column for f in inputs.findings if f.file == "kholboo.toml"]


def test_all_faults_of_scenario_and_tables_come_at_once(folder):
    """A broken scenario does not hide what is wrong with the tables."""
    spoil(folder, "kholboo.toml", "capex_minor = 1_000", "capex_minr = 1_000")
    spoil(folder, "sites.csv", "104.0012,48.0011", "48.0011,104.0012")
    spoil(folder, "directives.csv", "must_serve,S-2", "must_serve,S-9")

    rules = {f.rule for f in load_inputs(folder).findings}

    assert {"config.unknown_key", "position.swapped", "directive.target"} <= rules


def test_a_cell_that_cannot_be_read_is_not_also_called_missing(folder):
    """Users written as words are one fault, not two."""
    spoil(folder, "sites.csv", "250,,none", "олон,,none")

    rules = [f.rule for f in load_inputs(folder).findings]

    assert rules == ["number.unreadable"]


def extending(folder: Path, extra: str) -> Inputs:
    """Return the inputs of scenario `late`, whose table is added to the project file."""
    path = folder / "kholboo.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + extra, encoding="utf-8")
    return load_inputs(folder, "late")


def test_a_scenario_takes_over_what_it_does_not_write(folder):
    """Tables are joined key by key, lists and values replaced, and the title is its own."""
    base = load_inputs(folder).scenario
    late = extending(
        folder, '[scenarios.late]\nextends = "base"\n[scenarios.late.limits]\ncapex_minor = 7\n'
    ).scenario

    assert late.limits.capex_minor == 7
    assert late.limits.floors == base.limits.floors
    assert late.standard == base.standard
    assert late.discount_rate == base.discount_rate
    assert (late.extends, late.title) == ("base", "")


def test_scenarios_may_extend_in_several_steps(folder):
    """The nearest scenario decides, the farthest fills what is left."""
    late = extending(
        folder,
        '[scenarios.late]\nextends = "middle"\nhorizon_years = 4\n'
        '[scenarios.middle]\nextends = "base"\nhorizon_years = 6\ndiscount_rate = 0.05\n',
    ).scenario

    assert (late.horizon_years, late.discount_rate) == (4, 0.05)
    assert late.limits.capex_minor == 1_000_000_000


@pytest.mark.parametrize(
    ("extra", "todo"),
    [
        ('[scenarios.late]\nextends = "bsae"\n', "write base"),
        ('[scenarios.late]\nextends = "late"\n', "name another scenario, or remove the line"),
        (
            '[scenarios.late]\nextends = "later"\n[scenarios.later]\nextends = "late"\n',
            "name another scenario, or remove the line",
        ),
    ],
)
def test_extending_nothing_or_oneself_is_a_finding(folder, extra, todo):
    """An unknown base and a circle stop a plan and are told at their line."""
    inputs = extending(folder, extra)
    (finding,) = (f for f in inputs.findings if f.rule == "scenario.extends")
    line = (folder / "kholboo.toml").read_text(encoding="utf-8").splitlines()[finding.row - 1]

    assert not inputs.ok
    assert finding.todo == todo
    assert line == f'extends = "{finding.found}"'


def test_a_fault_taken_over_is_told_where_it_was_written(folder):
    """A misspelt key of the base is found at the base when the other scenario is planned."""
    spoil(folder, "kholboo.toml", "capex_minor = 1_000", "capex_minr = 1_000")

    inputs = extending(folder, '[scenarios.late]\nextends = "base"\n')

    assert [f.column for f in inputs.findings if f.rule == "config.unknown_key"] == [
        "scenarios.base.limits.capex_minr"
    ]


def test_settings_that_a_table_may_hold_are_found_by_its_path():
    """Options for a misspelt key come from the settings at its place."""
    assert "capex_minor" in settings_at(Scenario, ["limits"])
    assert "mbps_floor" in settings_at(Scenario, ["standard", "school"])
    assert "share" in settings_at(Scenario, ["limits", "floors", "0"])
    assert settings_at(Scenario, ["technologies", "fibre"]) == ()


Spoil = Callable[[Path], None]


def edit(file: str, old: str, new: str) -> Spoil:
    """Return what replaces a text of a file."""
    return lambda folder: spoil(folder, file, old, new)


def another(line: str) -> Spoil:
    """Return what appends a directive."""
    return lambda folder: (folder / "directives.csv").write_text(
        DIRECTIVES + line + "\n", encoding="utf-8"
    )  # type: ignore[return-value]


def with_table(name: str, text: str) -> Spoil:
    """Return what adds a table to the project."""

    def add(folder: Path) -> None:
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        lines = f'[tables.{name}]\npath = "{name}.csv"\nnumber_format = "1234.5"\n\n'
        spoil(folder, "kholboo.toml", "[tables.catalogue]", lines + "[tables.catalogue]")

    return add


def both(*spoils: Spoil) -> Spoil:
    """Return what spoils in several ways."""

    def every(folder: Path) -> None:
        for one in spoils:
            one(folder)

    return every


FUNDS = "fund_id,kind,name_en,ceiling,currency,categories,aimags,site_kinds,deadline\n"
WAYS = "sku,origin,aimag,unit_cost,currency,vat_included,price_date,source\n"
PAPERS = ",Шалтгаан,ЗГ,1,2026-05-01"
SPOILT: dict[str, Spoil] = {
    "scenario.missing": edit("kholboo.toml", 'default_scenario = "base"\n', ""),
    "scenario.extends": edit(
        "kholboo.toml", "[scenarios.base]\n", '[scenarios.base]\nextends = "bass"\n'
    ),
    "scenario.shares": edit(
        "kholboo.toml", "[scenarios.tight]\n", "[scenarios.base.shares]\nlink = 0.7\n"
    ),
    "scenario.range": edit("kholboo.toml", "discount_rate = 0.09", "discount_rate = 9"),
    "scenario.floor": edit("kholboo.toml", 'only = ["1"]', "amounts = { 1 = 5 }"),
    "scenario.group": edit("kholboo.toml", 'only = ["1"]', 'only = ["Баруун"]'),
    "scenario.foreign": edit("kholboo.toml", 'country = "MN"', 'country = "KE"'),
    "payer.missing": lambda folder: (
        spoil(folder, "kholboo.toml", 'school = { payer = "ministry" }\n', ""),
        spoil(folder, "sites.csv", "90000,ministry", "90000,"),
    )[0],
    "payer.kind_without": edit("kholboo.toml", 'library = { payer = "aimag" }\n', ""),
    "payer.unknown": edit("sites.csv", "90000,ministry", "90000,minstry"),
    "payer.unused": edit("kholboo.toml", "{ aimag = 5_000_000 }", "{ amiag = 5_000_000 }"),
    "directive.id_repeated": another("D-1,weight,S-1,2" + PAPERS),
    "directive.target": another("D-5,price_override,PC-2,1" + PAPERS),
    "directive.conflict": another("D-5,must_not,S-2," + PAPERS),
    "directive.repeated": another("D-5,must_serve,S-2," + PAPERS),
    "directive.value": another("D-5,floor,library,1.5" + PAPERS),
    "directive.value_unused": another("D-5,must_not,S-1,3" + PAPERS),
    "supply.place": with_table("transport", WAYS + ",,Нигд,5,MNT,yes,2026-06-30,offer\n"),
    "supply.way_inside": both(
        edit("sites.csv", "price_per_month,payer\n", "price_per_month,payer,routers\n"),
        edit("sites.csv", ",250,,none,,,\n", ",250,,none,,,,0\n"),
    ),
    "supply.date": edit(
        "kholboo.toml",
        "[scenarios.tight]\n",
        "[scenarios.base.procurement]\nobsolete_after_years = 8\n\n[scenarios.tight]\n",
    ),
    "stock.giver": both(
        with_table("stock", "sku,depot,quantity,fund_id\nPC-1,Төв,5,operator\n"),
        with_table("transport", WAYS + "PC-1,Төв,,5,MNT,yes,2026-06-30,offer\n"),
    ),
    "stock.not_moved": with_table("stock", "sku,depot,quantity\nPC-1,Төв,5\n"),
    "item.no_longer_sold": both(
        edit("catalogue.csv", "power_w\n", "power_w,end_of_sale\n"),
        edit("catalogue.csv", ",,,,,5,60\n", ",,,,,5,60,2026-01-31\n"),
    ),
    "item.road_class": both(
        with_table("roads", "from_node,to_node,length_m,highway\nP1,101,900,track\n"),
        edit("catalogue.csv", "power_w\n", "power_w,road_class\n"),
        edit(
            "catalogue.csv",
            ",,,,,5,60\n",
            ",,,,,5,60\nX,trench_extra,Чулуу,Rock,works,one_time,MTR,1,5,MNT,yes,2026-06-30,offer"
            ",,,,,,,,trak\n",
        ),
    ),
    "item.soil_class": both(
        edit("catalogue.csv", "power_w\n", "power_w,soil_class\n"),
        edit(
            "catalogue.csv",
            ",,,,,5,60\n",
            ",,,,,5,60\nX,trench_extra,Чулуу,Rock,works,one_time,MTR,1,5,MNT,yes,2026-06-30,offer"
            ",,,,,,,,rok\n",
        ),
    ),
    "item.slope_percent": both(
        edit("catalogue.csv", "power_w\n", "power_w,slope_percent\n"),
        edit(
            "catalogue.csv",
            ",,,,,5,60\n",
            ",,,,,5,60\nX,trench_extra,Налуу,Slope,works,one_time,MTR,1,5,MNT,yes,2026-06-30,offer"
            ",,,,,,,,15\n",
        ),
    ),
    "item.river_crossing": edit(
        "catalogue.csv",
        ",,,,,5,60\n",
        ",,,,,5,60\nX,river_crossing,Гол,River,works,one_time,C62,1,5,MNT,yes,2026-06-30,offer\n",
    ),
    "river.no_price": with_table("rivers", 'river,geometry\nTuul,"LINESTRING (104 47, 104 49)"\n'),
    "price.old": both(
        edit("kholboo.toml", "[scenarios.base]\n", "[scenarios.base]\nprices_valid_days = 100\n"),
        edit("catalogue.csv", "90000,MNT,yes,2026-06-30", "90000,MNT,yes,2026-01-31"),
    ),
    "fund.capex_only": with_table("funds", FUNDS + "ministry,state,Ministry,,,,,,\n"),
    "fund.late": with_table("funds", FUNDS + "usf,usf,Fund,1000,MNT,,,,2026-05-01\n"),
    "fund.no_band": with_table(
        "funds", "fund_id,kind,name_en,ceiling,currency,need_from\nusf,usf,Fund,1000,MNT,0.5\n"
    ),
    "fund.useless": with_table("funds", FUNDS + "usf,usf,Fund,1000,MNT,,,dormitory,\n"),
    "directive.not_placed": edit("sites.csv", "105.0013,48.0012,2,201", ",,2,"),
}


BRINGS = "sku,role,aimag,unit_cost,currency,vat_included,price_date,source\n"
BROUGHT = "5000,MNT,yes,2026-06-30,offer\n"


def test_delivery_costs_become_items_by_the_code_of_their_aimag(folder):
    """Aimags may be names or codes; each row is an item that a directive may re-price."""
    rows = f",,,{BROUGHT},,Зүүн,{BROUGHT}PC-1,,1,{BROUGHT},computer,2,{BROUGHT}"
    with_table("delivery", BRINGS + rows)(folder)
    another("D-5,price_override,DELIVERY:ANY:2,7000" + PAPERS)(folder)

    inputs = load_inputs(folder)
    items = {i.sku: i.name_en for i in inputs.catalogue.items if i.role.value == "delivery"}

    assert inputs.ok, [f.sentence() for f in inputs.findings]
    assert items == {
        "DELIVERY:ANY:ANY": "Delivery: goods",
        "DELIVERY:ANY:2": "Delivery: goods (Zuun)",
        "DELIVERY:PC-1:1": "Delivery: Computer (Baruun)",
        "DELIVERY:computer:2": "Delivery: computer (Zuun)",
    }


def test_one_aimag_spelt_in_two_ways_has_one_delivery_cost(folder):
    """A name and a code of the same aimag are one place: the later row is an error."""
    with_table("delivery", BRINGS + f",,Зүүн,{BROUGHT},,2,{BROUGHT},,Нигд,{BROUGHT}")(folder)

    found = [(f.rule, f.row) for f in load_inputs(folder).findings if f.severity == "error"]

    assert found == [("delivery.duplicate", 3), ("supply.place", 4)]


def test_every_site_is_delivered_to_at_the_cost_of_its_aimag(folder):
    """Offers carry the delivery of each line of goods, by the most exact row; services none."""
    from planner.offers.build import build_offers

    rows = f",,,{BROUGHT},computer,2,{BROUGHT.replace('5000', '9000')}"
    with_table("delivery", BRINGS + rows)(folder)
    offers = build_offers(load_inputs(folder))
    lines = {(k.site_id, x.sku, x.unit_price_minor) for k in offers.kit for x in k.lines}

    assert {("S-1", "DELIVERY:ANY:ANY", 5_000), ("S-2", "DELIVERY:computer:2", 9_000)} <= lines
    for step in offers.kit:
        goods = {x.sku: x.quantity for x in step.lines if x.category.value == "goods"}
        assert all(goods[x.delivers] == x.quantity for x in step.lines if x.delivers)
        assert {x.useful_life_years for x in step.lines if x.delivers} == {5}


def test_every_rule_of_the_planner_has_its_test():
    """No rule about scenarios, payers or directives exists that no test triggers."""
    assert {rule.id for rule in RULES} == set(SPOILT)


@pytest.mark.parametrize("rule_id", sorted(SPOILT))
def test_every_rule_of_the_planner_finds_its_fault(folder, rule_id):
    """A project with one fault has a finding of the fault's rule, complete and located."""
    SPOILT[rule_id](folder)

    inputs = load_inputs(folder)

    matching = [f for f in inputs.findings if f.rule == rule_id]
    assert matching, [f.sentence() for f in inputs.findings]
    assert all(f.found and f.expected and f.todo and f.file for f in matching)


@pytest.mark.parametrize(
    "line",
    [
        "D-5,weight,S-1,0" + PAPERS,
        "D-5,floor,1," + PAPERS,
        "D-5,price_override,PC-1,1" + PAPERS,  # conflicts with D-4
        "D-5,must_serve,S-77," + PAPERS,
        "D-5,floor,Хойд,0.1" + PAPERS,
        "D-5,floor,kindergarten,0.1" + PAPERS,  # a kind without sites
    ],
)
def test_directives_that_cannot_be_carried_out_stop_a_plan(folder, line):
    """Impossible values, unknown targets and contradictions are errors."""
    another(line)(folder)

    assert not load_inputs(folder).ok


def test_a_directive_without_papers_stops_a_plan(folder):
    """Reason, authority, document and date are required of every directive."""
    another("D-5,weight,S-1,2,,,,")(folder)

    inputs = load_inputs(folder)

    assert {f.column for f in inputs.findings if f.rule == "value.required"} == {
        "reason",
        "authority",
        "document",
        "date",
    }


def test_a_misspelt_technology_setting_is_a_finding(folder):
    """Settings of technologies are checked where a scenario is read."""
    spoil(folder, "kholboo.toml", "fibre = { upkeep_payer", "fibre = { upkep_payer")

    inputs = load_inputs(folder)

    (finding,) = inputs.findings
    assert not inputs.ok
    assert finding.column == "scenarios.base.technologies.fibre.upkep_payer"
    assert finding.row is not None


def test_a_folder_without_a_project_is_a_finding(tmp_path):
    """An empty folder is told, with the next step, and nothing is raised."""
    inputs = load_inputs(tmp_path)

    assert not inputs.ok
    assert inputs.sites == ()
    assert any("kholboo init" in f.todo for f in inputs.findings)


def test_reading_twice_gives_the_same(folder):
    """The same folder gives equal inputs, finding by finding."""
    spoil(folder, "sites.csv", "250,,none", "олон,,none")

    first, second = load_inputs(folder), load_inputs(folder)

    assert first.sites == second.sites
    assert first.findings == second.findings
    assert first.sources == second.sources


@given(data=st.data())
@settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_corruption_of_files_raises(folder, data):
    """Whatever bytes replace others, findings come out and never an exception."""
    originals = {
        "kholboo.toml": CONFIG,
        "sites.csv": SITES,
        "places.csv": PLACES,
        "pops.csv": POPS,
        "catalogue.csv": CATALOGUE,
        "directives.csv": DIRECTIVES,
    }
    for name, text in originals.items():
        (folder / name).write_text(text, encoding="utf-8")
    name = data.draw(st.sampled_from(sorted(originals)))
    raw = originals[name].encode()
    start = data.draw(st.integers(0, len(raw)))
    length = data.draw(st.integers(0, 40))
    junk = data.draw(
        st.binary(max_size=12)
        | st.sampled_from(
            [b",", b'"', b"\n", b"-1", b"=1+1", b"1e99", "Ө".encode("cp1251", "replace")]
        )
    )
    (folder / name).write_bytes(raw[:start] + junk + raw[start + length :])

    inputs = load_inputs(folder)

    assert all(f.rule and f.file for f in inputs.findings)
    assert all(not re.search(r"Traceback|Error\b", f.sentence()) for f in inputs.findings)
