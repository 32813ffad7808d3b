"""A cable that passes a school is a way to fibre, or told; case by case in a small project."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_projects import a_config

from inventory.findings import Finding
from planner.language.messages.findings import told
from planner.offers.build import build_offers
from planner.pipeline.make_plan import make_plan
from planner.project.checks.cables import CABLES_NOT_TAPPED, with_cables_checked
from planner.project.kept_answers import kept_of
from planner.project.load import load_inputs

_POLICY = """\
[scenarios.base]
standard = { school = { payer = "ministry" } }
limits = { capex = 100_000_000 }
"""
_TABLES = {name: f"{name}.csv" for name in ("sites", "catalogue", "pops")}
PROJECT = a_config("Cable", _POLICY, **_TABLES, spans="spans.geojson")
SITES = """site_id,name,kind,longitude,latitude,students,staff,rooms,link_type,power_source
S1,Дэргэдэх сургууль,school,100.1566,49.636897,300,20,10,none,grid
S2,Холын сургууль,school,100.1566,49.9,300,20,10,none,grid
S3,Шугамтай сургууль,school,100.9,49.634,300,20,10,fibre,grid
"""
POPS = """pop_id,longitude,latitude,medium
PA,99.187638,49.6342,fibre
PB,101.125562,49.6342,fibre
"""
ITEMS = """FEE,contract,services,per_year,ANN,1000000,fibre,100,
ONT,terminal,goods,one_time,C62,500000,fibre,,5
TRN,trench,works,one_time,MTR,30000,,,20
DRP,drop,works,one_time,MTR,15000,,,20
SPL,splice,works,one_time,C62,900000,,,20
"""
COLUMNS = [
    "sku",
    "role",
    "category",
    "timing",
    "unit",
    "unit_price",
    "link_type",
    "mbps",
    "useful_life_years",
]
OF_ALL = {
    "name_mn": "Зүйл",
    "name_en": "Item",
    "currency": "MNT",
    "vat_included": "yes",
    "price_date": "2026-10-01",
    "source": "quotation",
}


def catalogue(splice: bool) -> str:
    """Return the catalogue as CSV, with a splice on sale or without."""
    lines = ITEMS.splitlines()[: None if splice else -1]
    rows = [[*line.split(","), *OF_ALL.values()] for line in lines]
    return "\n".join(",".join(row) for row in [[*COLUMNS, *OF_ALL], *rows]) + "\n"


@pytest.fixture
def cable(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of the project: with a splice on sale or not, and what the span says."""

    def made(splice: bool = True, **properties: Any) -> Path:
        (tmp_path / "kholboo.toml").write_text(PROJECT, encoding="utf-8")
        files = {"sites": SITES, "pops": POPS, "catalogue": catalogue(splice)}
        for name, text in files.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        line = [[99.187638, 49.6342], [100.1566, 49.6342], [101.125562, 49.6342]]
        feature = {
            "type": "Feature",
            "properties": {"span_id": "F1", "from_id": "PA", "to_id": "PB", **properties},
            "geometry": {"type": "LineString", "coordinates": line},
        }
        layer = json.dumps({"type": "FeatureCollection", "features": [feature]})
        (tmp_path / "spans.geojson").write_text(layer, encoding="utf-8")
        return tmp_path

    return made


def checked(folder: Path) -> list[Finding]:
    """Return what is told of cables."""
    inputs = with_cables_checked(load_inputs(folder))
    assert inputs.ok, [f.sentence() for f in inputs.findings]
    return [f for f in inputs.findings if f.rule == CABLES_NOT_TAPPED.id]


def test_the_school_has_fibre_by_a_splice_and_a_drop(cable: Callable[..., Path]) -> None:
    """A splice of 900,000 and 390 m of drop at 15,000, and both are lines of the bill."""
    folder = cable(status="lit")
    assert checked(folder) == []
    plan = make_plan(folder)[0]
    s1 = next(d for d in plan.deployments if d.site_id == "S1")
    links = {link.id: link for link in plan.links if "S1" in link.serves}

    assert s1.technology == "fibre"
    assert [(i, link.kind, link.length_m) for i, link in links.items()] == [
        ("root--tap:F1@69782", "splice", 0),
        ("tap:F1@69782--premises:S1", "drop", 390),
    ]
    bought = [line for link in links.values() for line in link.lines]
    assert [(line.sku, line.quantity, line.amount_minor) for line in bought] == [
        ("SPL", 1, 900_000),
        ("DRP", 390, 5_850_000),
    ]
    assert plan.status == "certified_optimal"


def test_without_a_splice_it_is_told_once_with_the_sites(cable: Callable[..., Path]) -> None:
    """S1 and S2 lie nearer to the cable than to a PoP; S3 is on fibre already."""
    folder = cable(splice=False, status="lit")
    (finding,) = checked(folder)

    assert finding.file == "catalogue.csv" and finding.column == "role"
    assert finding.found == (
        "no item of the role splice; 2 of 3 sites lie nearer to a lit cable than to a PoP: S1, S2"
    )
    assert "add the item with its price" in finding.todo
    mongolian = told(finding, "mn")
    assert "splice үүрэгтэй зүйл алга; 3 байгууллагын 2 нь" in mongolian
    assert "үнэтэй нь нэмнэ" in mongolian
    assert not any(c.technology == "fibre" and c.site_id == "S1" for c in offers(folder))


def offers(folder: Path) -> tuple[Any, ...]:
    """Return the options of a project."""
    return build_offers(load_inputs(folder)).candidates


@pytest.mark.parametrize(
    "properties", [{"status": "planned"}, {"tap_allowed": "no"}, {"medium": "microwave"}]
)
def test_where_no_cable_may_be_tapped_nothing_is_told(
    cable: Callable[..., Path], properties: dict[str, str]
) -> None:
    """A splice would change nothing there, and with one no fibre is led from the span either."""
    assert checked(cable(splice=False, **properties)) == []
    kept = [c.site_id for c in offers(cable(splice=True, **properties)) if c.technology == "fibre"]
    assert "S1" not in kept


def test_fibre_switched_off_is_not_missed(cable: Callable[..., Path]) -> None:
    """Nobody is told to buy a splice for a technology that is not used."""
    folder = cable(splice=False)
    text = (folder / "kholboo.toml").read_text(encoding="utf-8")
    off = text + "technologies = { fibre = { enabled = false } }\n"
    (folder / "kholboo.toml").write_text(off, encoding="utf-8")
    assert checked(folder) == []


def test_the_answer_is_kept(cable: Callable[..., Path]) -> None:
    """Asked again about the same files, the finding is the same."""
    folder = cable(splice=False)
    kept = kept_of(folder)
    inputs = load_inputs(folder)
    first, again = (with_cables_checked(inputs, kept=kept).findings for _ in range(2))
    assert first == again == with_cables_checked(inputs).findings


def test_the_run_derives_and_explains_the_span(cable: Callable[..., Path]) -> None:
    """The explanation names the cable, and the recorded inputs give the run again."""
    from planner.analysis.explain import explain_site
    from planner.audit.rederive_run import rederive_run

    folder = make_plan(cable(status="operational"))[1]
    lines = explain_site(folder, "S1").lines("en")
    assert any(", spliced into cable F1" in line for line in lines)
    assert any("F1 кабелиас салаална" in line for line in explain_site(folder, "S1").lines("mn"))
    assert rederive_run(folder) == []


def test_planned_spans_are_not_in_the_layer_of_existing_spans(cable: Callable[..., Path]) -> None:
    """Neither the map of GeoPackage nor the page draws what is only planned."""
    from pyogrio import read_dataframe

    for status, count in (("planned", 0), ("operational", 1)):
        folder = make_plan(cable(status=status))[1]
        assert len(read_dataframe(folder / "plan.gpkg", layer="existing_spans")) == count


def test_a_catalogue_read_from_a_sheet_takes_the_role_by_its_words(
    cable: Callable[..., Path],
) -> None:
    """Mongolian words for the role are understood."""
    folder = cable()
    rows = list(csv.reader((folder / "catalogue.csv").open(encoding="utf-8")))
    rows[-1][1] = "салаа залгаас"
    with (folder / "catalogue.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert "S1" in [c.site_id for c in offers(folder) if c.technology == "fibre"]
