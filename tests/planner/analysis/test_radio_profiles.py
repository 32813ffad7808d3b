"""A project with an elevation model is checked, planned, explained with a drawing, and audited."""

from __future__ import annotations

import json
from itertools import accumulate
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from small_projects import a_config

import cli
from planner.exports.page import packing

_POLICY = """\
[terrain]
relief_margin = 0.0
coarse_cell_m = 300
[scenarios.base]
allow_capex_without_payer = true
allow_links_without_way_inside = true
"""
_TABLES = {name: f"{name}.csv" for name in ("sites", "pops", "catalogue")}
CONFIG = a_config("Mountains", _POLICY, **_TABLES, terrain="dem.tif")
SITES = """\
site_id,name,kind,longitude,latitude,students,link_type,power_hours_per_day
S-1,Near,school,105.30,47.80,300,none,24
S-2,Behind,school,105.50,47.80,300,none,24
"""
POPS = "pop_id,name,longitude,latitude,medium,status\nP1,Post,105.20,47.80,fibre,operational\n"
HEAD = (
    "sku,role,name_mn,name_en,category,timing,unit,pack_size,unit_price,currency,vat_included,"
    "price_date,source,link_type,mbps,busy_hour_mbps"
)
END = "MNT,yes,2026-06-30,offer"
CATALOGUE = f"""\
{HEAD}
M-20,contract,Радио 20,Radio 20,services,per_month,C62,1,90000,{END},microwave,20,20
MH-1,headend,Толгой,Head end,goods,one_time,C62,1,900000,{END},microwave,,
MT-1,terminal,Төгсгөл,Terminal,goods,one_time,C62,1,500000,{END},microwave,,
L-50,contract,Дагуул 50,Satellite 50,services,per_month,C62,1,350000,{END},leo,50,40
LT-1,terminal,Антен,Dish,goods,one_time,C62,1,1200000,{END},leo,,
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A PoP, a school in its valley, and one behind a mountain."""
    pytest.importorskip("rasterio", reason="LINE OF SIGHT IS NOT TESTED: rasterio is missing")
    from mountains import ridge, write_dem

    (tmp_path / "kholboo.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "sites.csv").write_text(SITES, encoding="utf-8")
    (tmp_path / "pops.csv").write_text(POPS, encoding="utf-8")
    (tmp_path / "catalogue.csv").write_text(CATALOGUE, encoding="utf-8")
    write_dem(tmp_path / "dem.tif", ridge(105.4, 1900))
    return tmp_path


def ask(project: Path, *words: str) -> Any:
    """Run a command on the project and return what it answered; it must not fail by our fault."""
    answer = CliRunner().invoke(cli.shell, [*words, "-C", str(project)])
    assert answer.exit_code in (0, 1, 2), answer.output
    return answer


@pytest.mark.slow
def test_from_a_model_to_a_drawing_and_an_audit(project: Path) -> None:
    """The mountain decides the plan, the drawing shows it, and auditors find the same."""
    plan = json.loads(ask(project, "plan", "--quick", "--json").stdout)["data"]
    told = ask(project, "explain", "S-2", "--profile")
    refused = ask(project, "explain", "S-2").stdout
    shown = ElementTree.fromstring((project / "profile-S-2.svg").read_text(encoding="utf-8"))
    words = " ".join("".join(e.itertext()) for e in shown.iter() if e.tag.endswith("text"))

    page = (Path(plan["run_dir"]) / "plan.html").read_text(encoding="utf-8")
    (hop,) = packing.data_of(page)["links"]["profile"]
    text, start, end, _, along, ground = hop
    heights = list(accumulate(ground))

    assert 7_000 < sum(along) < 8_000 and len(along) == len(ground) > 20
    assert start > heights[0] and end > heights[-1] and max(heights) < 1_900
    assert "clear" in packing.data_of(page)["texts"][text][1]
    assert plan["sites"]["deployed"] == 2
    assert "P1, 22.4 km: the ground is" in told.stdout and "dB short" in told.stdout
    assert "no mast of up to 80 m would do" in words
    assert "the ground is in the way" in refused
    assert ask(project, "audit", "verify").exit_code == 0
    assert ask(project, "audit", "rederive").exit_code == 0


def test_the_first_screen_says_what_links_are_judged_by(project: Path) -> None:
    """The size of the cells and the margin; without a model, that terrain was not looked at."""
    config = project / "kholboo.toml"
    with_model = json.loads(ask(project, "check", "--json").stdout)["data"]["assumed"]
    said = ask(project, "check").stdout
    text = config.read_text(encoding="utf-8").replace('[tables.terrain]\npath = "dem.tif"\n', "")
    config.write_text(text, encoding="utf-8")
    without = json.loads(ask(project, "check", "--json").stdout)["data"]["assumed"]

    (judged,) = (one for one in with_model if one["kind"] == "terrain")
    assert judged["cell_m"] == 278 and judged["margin_of_relief"] == 0.0
    assert "heights in cells of 278 m" in said
    assert [one["kind"] for one in without if "terrain" in one["kind"]] == ["no_terrain"]


@pytest.mark.parametrize(
    ("line", "instead", "rule", "named"),
    [
        ('path = "dem.tif"', 'path = "gone.tif"', "terrain.file", "gone.tif"),
        ('path = "dem.tif"', 'path = "dem.tif"\nunit = "yd"', "config.wrong_value", "unit"),
        ('path = "dem.tif"', 'path = "*.vrt"', "config.wrong_value", "path"),
        ("coarse_cell_m = 300", "mast_height_m = 3000", "config.wrong_value", "mast_height_m"),
        ("coarse_cell_m = 300", "building_height_m = 0", "config.wrong_value", "building_height_m"),
        ("coarse_cell_m = 300", "frequenzy_ghz = 7", "config.unknown_key", "frequenzy_ghz"),
    ],
)
def test_what_is_wrong_in_the_project_file_is_found(
    project: Path, line: str, instead: str, rule: str, named: str
) -> None:
    """With the key or the file, and what to do."""
    config = project / "kholboo.toml"
    config.write_text(config.read_text(encoding="utf-8").replace(line, instead), encoding="utf-8")
    findings = json.loads(ask(project, "check", "--json").stdout)["findings"]
    (found,) = (f for f in findings if f["rule"] == rule)

    assert named in f"{found['file']} {found['column']}"
    assert found["todo"]


def test_a_list_of_tiles_is_read_as_they_are(project: Path) -> None:
    """A VRT beside its tiles names them; each is recorded, and nothing else is opened."""
    from inventory.project import load_project

    (project / "dem").mkdir()
    (project / "dem.tif").rename(project / "dem" / "a.tif")
    source = '<SourceFilename relativeToVRT="1">{}</SourceFilename>'
    vrt = (
        '<VRTDataset rasterXSize="400" rasterYSize="200"><VRTRasterBand dataType="Float32"'
        f' band="1"><SimpleSource>{source}</SimpleSource></VRTRasterBand></VRTDataset>'
    )
    config = project / "kholboo.toml"
    text = config.read_text(encoding="utf-8").replace('"dem.tif"', '"dem/all.vrt"')
    config.write_text(text, encoding="utf-8")
    (project / "dem" / "all.vrt").write_text(vrt.format("a.tif"), encoding="utf-8")
    named = [r.label for r in load_project(project).rasters]
    assert named == ["dem/all.vrt", "dem/a.tif"]
    assert not [f for f in load_project(project).findings if f.severity == "error"]

    for bad in ("../../etc/x.tif", "/etc/x.tif", "/vsicurl/http://x/y.tif", "a.nc"):
        (project / "dem" / "all.vrt").write_text(vrt.format(bad), encoding="utf-8")
        assert [f.rule for f in load_project(project).findings] == ["config.wrong_value"]
