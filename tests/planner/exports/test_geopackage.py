"""GeoPackage and GeoJSON open in GDAL, hold every site and say what the plan says."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas
import pyogrio
import pytest

from planner.exports.features import LISTED
from planner.exports.registry import export
from planner.plan.plan import Plan
from planner.rendering.context import ExportContext

LAYERS = [
    ["sites", "Point"],
    ["links_to_build", "LineString"],
    ["existing_pops", "Point"],
    ["existing_towers", "Point"],
    ["existing_spans", "LineString"],
    ["purchases", None],
    ["plan", None],
]


@pytest.fixture
def package(context: ExportContext, tmp_path: Path) -> Path:
    """Give the GeoPackage of the small plan."""
    return export("geopackage", context, tmp_path)


@pytest.fixture
def collection(context: ExportContext, tmp_path: Path) -> dict[str, Any]:
    """Give the GeoJSON of the small plan, read back."""
    path = export("geojson", context, tmp_path)
    return dict(json.loads(path.read_text(encoding="utf-8")))


def test_geopackage_has_its_layers_in_wgs_84(package: Path) -> None:
    """Every layer is there with its geometry type, under EPSG:4326."""
    assert LAYERS == pyogrio.list_layers(package).tolist()
    for name, geometry in LAYERS:
        if geometry is not None:
            assert pyogrio.read_info(package, layer=name)["crs"] == "EPSG:4326"


def test_geopackage_holds_every_site_with_what_it_receives(package: Path, plan: Plan) -> None:
    """Sites come in id order with names unchanged; one without a location has no geometry."""
    found = geopandas.read_file(package, layer="sites")

    assert [d.site_id for d in plan.deployments] == found["site_id"].tolist()
    assert found["capex_minor"].sum() == 15 * 1_450_000 + 320_000 + 1_220_002
    assert found["kept_fee_per_year_minor"].sum() == plan.kept_fee_per_year_minor
    assert found["name"].tolist()[-1] == "=cmd|' /C calc'!A0"
    assert "ғәңұһі" in found["name"].tolist()[-2]
    assert found.geometry.isna().tolist() == [s == "AR-3" for s in found["site_id"]]
    assert set(found["fingerprint"]) == {plan.fingerprint}


def test_geopackage_purchases_add_up_to_the_plan(package: Path, plan: Plan) -> None:
    """The purchases table holds every line; one-time lines sum to the capex."""
    found = pyogrio.read_dataframe(package, layer="purchases")
    one_time = found[found["timing"] == "one_time"]
    yearly = found[(found["timing"] == "per_year") & (found["amount_minor"] > 0)]

    assert len(plan.all_lines()) == len(found)
    assert one_time["amount_minor"].sum() == plan.capex_minor
    assert yearly["amount_minor"].sum() + plan.kept_fee_per_year_minor == plan.opex_per_year_minor


def test_geopackage_draws_links_and_the_existing_network(package: Path) -> None:
    """Links to build keep their points; spans, towers and PoPs are there."""
    links = geopandas.read_file(package, layer="links_to_build").set_index("link_id")

    assert len(links.loc["T1"].geometry.coords) == 3
    assert links.loc["T2", "aimag_name"] == ""
    assert geopandas.read_file(package, layer="existing_spans")["medium"].tolist() == ["fibre"]
    assert geopandas.read_file(package, layer="existing_towers")["height_m"].tolist() == [45.0]
    assert geopandas.read_file(package, layer="existing_pops")["name"].tolist() == ["Өлгий PoP"]


def test_maps_tell_what_radio_hops_carry_and_when_roads_open(
    context: ExportContext, tmp_path: Path
) -> None:
    """A shared hop has its load in both files, a trench has none; seasons are as the table has."""
    first, *links = context.plan.links
    hop = replace(first, carried_mbps=400, asked_mbps=180)
    site, *sites = context.sites
    told = replace(
        context,
        plan=replace(context.plan, links=(hop, *links)),
        sites=(replace(site, access_season="5-9"), *sites),
    )
    package = export("geopackage", told, tmp_path)
    drawn = pyogrio.read_dataframe(package, layer="links_to_build").set_index("link_id")
    shown = json.loads(export("geojson", told, tmp_path).read_text("utf-8"))["features"]
    rows = {feature["id"]: feature["properties"] for feature in shown}

    assert drawn.loc[hop.id, ["carried_mbps", "asked_mbps"]].tolist() == [400, 180]
    assert drawn.drop(hop.id)["carried_mbps"].isna().all()
    assert rows[f"link:{hop.id}"]["asked_mbps"] == 180
    assert rows[f"link:{links[0].id}"]["carried_mbps"] is None
    assert rows[f"site:{site.id}"]["access_season"] == "5-9"
    assert "access_season" in pyogrio.read_info(package, layer="sites")["fields"]


def test_geopackage_opens_in_the_programs_of_gdal(package: Path) -> None:
    """ogrinfo lists the layers without a warning."""
    if shutil.which("ogrinfo") is None:
        pytest.skip("OGRINFO IS MISSING: install gdal-bin to open the GeoPackage with it.")
    found = subprocess.run(
        ["ogrinfo", "-so", str(package)], capture_output=True, text=True, check=True
    )

    assert "sites (Point)" in found.stdout
    assert found.stderr == ""


def test_settings_of_gdal_are_left_as_they_were(package: Path) -> None:
    """The fixed clock of one file does not stay for the rest of the program."""
    assert package.exists()
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


def test_geojson_holds_every_site_and_link(collection: dict[str, Any], plan: Plan) -> None:
    """One feature for each site and each link, with ids that differ."""
    ids = [feature["id"] for feature in collection["features"]]

    assert [f"site:{d.site_id}" for d in plan.deployments] == ids[: len(plan.deployments)]
    assert len(set(ids)) == len(plan.deployments) + len(plan.links)
    assert collection["plan"]["fingerprint"] == plan.fingerprint


def test_maps_say_that_sites_and_links_are_at_list_prices(
    tendered: ExportContext, tmp_path: Path
) -> None:
    """Sites and links add up to list prices; the plan's row leads on to what is paid."""
    plan = tendered.plan
    package = export("geopackage", tendered, tmp_path)
    collection = json.loads(export("geojson", tendered, tmp_path).read_text("utf-8"))
    rows = [geopandas.read_file(package, layer="plan").iloc[0], collection["plan"]]
    layers = [geopandas.read_file(package, layer=name) for name in ("sites", "links_to_build")]

    assert sum(layer["capex_minor"].sum() for layer in layers) == plan.listed_minor
    for row in rows:
        assert row["listed_minor"] == plan.listed_minor
        assert row["listed_minor"] - row["savings_minor"] == row["capex_minor"] == plan.capex_minor
    for name in ("sites", "links_to_build"):
        told = pyogrio.read_info(package, layer=name)["layer_metadata"]["DESCRIPTION"]
        assert told == collection["description"] == LISTED


def test_geojson_is_as_rfc_7946_asks(collection: dict[str, Any]) -> None:
    """Longitude before latitude, six decimals, null where unlocated, a box, and no CRS member."""
    west, south, east, north = collection["bbox"]
    assert "crs" not in collection
    assert collection["type"] == "FeatureCollection"
    for feature in collection["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        geometry = feature["geometry"]
        if geometry is None:
            assert feature["id"] == "site:AR-3"
            continue
        inner = geometry["coordinates"]
        for x, y in [inner] if geometry["type"] == "Point" else inner:
            assert west <= x <= east
            assert south <= y <= north
            assert [round(x, 6), round(y, 6)] == [x, y]


def test_geojson_opens_in_gdal(context: ExportContext, tmp_path: Path) -> None:
    """GDAL reads all features, Cyrillic and Kazakh letters unchanged."""
    path = export("geojson", context, tmp_path)
    found = geopandas.read_file(path)

    assert len(found) == len(context.plan.deployments) + len(context.plan.links)
    assert "Баян-Өлгий" in set(found["aimag_name"])
