"""Small valid projects that hold every kind of table file, to be corrupted."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import layer_files

AIMAG = "Говьсүмбэр"
MOST_SITES = 8
OLD_WORKBOOK = Path(__file__).with_name("towers.xls")


def make_projects(within: Path) -> tuple[Path, Path, Path]:
    """Return three projects: CSV, XLSX, GeoJSON and GeoPackage; one with XLS and GeoParquet.

    The third has roads of OpenStreetMap, and boundaries as a shapefile.
    """
    from planner.project.init import init_project

    usual = within / "usual"
    init_project(usual, "mongolia")
    _cut_down(usual)
    _pops_as_geopackage(usual)
    rare = Path(shutil.copytree(usual, within / "rare"))
    _towers_as_old_workbook(rare)
    _spans_as_parquet(rare)
    layers = Path(shutil.copytree(usual, within / "layers"))
    _roads_as_osm(layers)
    _boundaries_as_shapefile(layers)
    return usual, rare, layers


def _cut_down(project: Path) -> None:
    """Keep a dozen sites of one aimag and what stands around them."""
    data = project / "data"
    sites = _keep(data / "sites.csv", lambda r: r["aimag"] == AIMAG, MOST_SITES)
    soums = {s["site_id"].rpartition("-")[0] for s in sites}
    aimags = {soum.rpartition("-")[0] for soum in soums}
    _keep(data / "places.csv", lambda r: "-".join(r["code"].split("-")[:2]) in aimags)
    _keep(data / "roads.csv", lambda r: "-".join(r["from_node"].split("-")[:3]) in soums)
    _keep(data / "pops.csv", lambda r: r["pop_id"].removeprefix("P-") in soums)
    (directive,) = _keep(data / "directives.csv", lambda r: r["directive_id"] == "D5")
    rows = (data / "directives.csv").read_text(encoding="utf-8")
    (data / "directives.csv").write_text(
        rows.replace(directive["target"], sites[0]["site_id"]), encoding="utf-8"
    )
    _keep(data / "transport.csv", lambda r: r["aimag"] in ("", AIMAG))
    funds = data / "funds.csv"
    text = funds.read_text(encoding="utf-8")
    funds.write_text(text.replace("Ховд;Баян-Өлгий;Увс", AIMAG), encoding="utf-8")
    spans = json.loads((data / "spans.geojson").read_text(encoding="utf-8"))
    spans["features"] = spans["features"][:6]
    (data / "spans.geojson").write_text(json.dumps(spans, ensure_ascii=False), encoding="utf-8")


def _keep(
    path: Path, wanted: Callable[[dict[str, str]], bool], most: int = 24
) -> list[dict[str, str]]:
    """Keep the rows of a CSV file that are wanted, and return them."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        rows = [row for row in reader if wanted(row)][:most]
        names = list(reader.fieldnames or ())
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names)
        writer.writeheader()
        writer.writerows(rows)
    return rows


def _point_at(project: Path, table: str, old: str, new: str) -> None:
    """Let a table of the project file name another file."""
    path = project / "kholboo.toml"
    text = path.read_text(encoding="utf-8")
    assert f"[tables.{table}]" in text and f'"data/{old}"' in text
    path.write_text(text.replace(f'"data/{old}"', f'"data/{new}"'), encoding="utf-8")
    (project / "data" / old).unlink()


def _pops_as_geopackage(project: Path) -> None:
    """Write the points of presence as a GeoPackage layer."""
    import geopandas
    import pandas as pd

    frame = pd.read_csv(project / "data/pops.csv", dtype=str)
    points = geopandas.points_from_xy(frame["longitude"].astype(float), frame["latitude"])
    layer = geopandas.GeoDataFrame(frame, geometry=points, crs="EPSG:4326")
    layer.to_file(project / "data/pops.gpkg", layer="pops")
    with sqlite3.connect(project / "data/pops.gpkg") as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    _point_at(project, "pops", "pops.csv", "pops.gpkg")


def _towers_as_old_workbook(project: Path) -> None:
    """Take the towers from a workbook as Excel 97 wrote it."""
    shutil.copyfile(OLD_WORKBOOK, project / "data/towers.xls")
    _point_at(project, "towers", "towers.xlsx", "towers.xls")


def _spans_as_parquet(project: Path) -> None:
    """Write the spans as GeoParquet."""
    import geopandas

    layer = geopandas.read_file(project / "data/spans.geojson")
    layer.to_parquet(project / "data/spans.parquet")
    _point_at(project, "spans", "spans.geojson", "spans.parquet")


def _roads_as_osm(project: Path) -> None:
    """Take the roads from an OpenStreetMap file: its nodes in one block, its ways in two."""
    with (project / "data/roads.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    places = {
        (float(row[f"{end}_longitude"]), float(row[f"{end}_latitude"]))
        for row in rows
        for end in ("from", "to")
    }
    number = {place: n for n, place in enumerate(sorted(places), 1)}
    ways = {}
    for n, row in enumerate(rows, 1):
        ends = [
            number[float(row[f"{e}_longitude"]), float(row[f"{e}_latitude"])]
            for e in ("from", "to")
        ]
        ways[n] = (ends, {"highway": "primary" if n % 2 else "track", "layer": "0"})
    half = len(ways) // 2
    contents = (
        layer_files.osm_content({n: place for place, n in number.items()}, {}),
        layer_files.osm_content({}, {n: w for n, w in ways.items() if n <= half}),
        layer_files.osm_content({}, {n: w for n, w in ways.items() if n > half}),
    )
    written = b"".join(layer_files.block(b"OSMData", content) for content in contents)
    (project / "data/roads.osm.pbf").write_bytes(layer_files.HEADER + written)
    _point_at(project, "roads", "roads.csv", "roads.osm.pbf")


def _boundaries_as_shapefile(project: Path) -> None:
    """Add a square around each soum as a shapefile in UTF-8."""
    with (project / "data/places.csv").open(encoding="utf-8", newline="") as stream:
        soums = [row for row in csv.DictReader(stream) if row["level"] == "soum"]
    squares = []
    for soum in soums:
        x, y, half = float(soum["longitude"]), float(soum["latitude"]), 0.2
        ring = [(x - half, y - half), (x - half, y + half), (x + half, y + half),
                (x + half, y - half), (x - half, y - half)]  # fmt: skip
        squares.append(layer_files.shape([ring], layer_files.POLYGON))
    rows = [[soum["code"].encode(), b"soum", soum["name"].encode()] for soum in soums]
    table = layer_files.dbf({"code": 12, "level": 6, "name": 30}, rows)
    path = project / "data/boundaries.shp"
    layer_files.write_shapefile(path, squares, table, layer_files.POLYGON)
    with (project / "kholboo.toml").open("a", encoding="utf-8") as config:
        config.write('\n[tables.boundaries]\npath = "data/boundaries.shp"\n')
