"""Small valid projects that hold every kind of table file, to be corrupted."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import layer_files

AIMAG = "Говьсүмбэр"
MOST_SITES = 8
OLD_WORKBOOK = Path(__file__).with_name("towers.xls")


def make_projects(within: Path) -> tuple[Path, Path, Path, Path]:
    """Return four projects: CSV, XLSX, GeoJSON and GeoPackage; one with XLS and GeoParquet.

    The third has roads of OpenStreetMap, and boundaries as a shapefile; the fourth an elevation
    model, a raster of people, corrected positions and a programme of two years. Points with people
    stand in the first. `make_records` makes a fifth.
    """
    from planner.project.init import init_project

    usual = within / "usual"
    init_project(usual, "mongolia")
    _cut_down(usual)
    _pops_as_geopackage(usual)
    _with_people(usual, "people.csv")
    rare = Path(shutil.copytree(usual, within / "rare"))
    _towers_as_old_workbook(rare)
    _spans_as_parquet(rare)
    layers = Path(shutil.copytree(usual, within / "layers"))
    _roads_as_osm(layers)
    _boundaries_as_shapefile(layers)
    newer = Path(shutil.copytree(usual, within / "newer"))
    _newer(newer)
    return usual, rare, layers, newer


def make_records(within: Path) -> Path:
    """Return a project with a register of devices, JSON records, a pattern and quotations."""
    from planner.project.init import init_project

    project = within / "records"
    init_project(project, "mongolia")
    _cut_down(project)
    _with_devices(project)
    _pops_as_records(project)
    _sites_by_pattern(project)
    _with_quotations(project)
    return project


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


PEOPLE = """
[tables.population]
path = "data/{name}"
number_format = "1234.5"

[scenarios.base.standard]
community_centre = {{ population_radius_km = 5, population_share = 0.02, population_most = 40 }}
kindergarten = {{ population_radius_km = 20.5, population_share = 0.1 }}
library = {{ population_radius_km = 1, population_share = 0.05 }}
"""
NEWER = """
[tables.terrain]
path = "data/heights.tif"

[terrain]
mast_height_m = 30
clutter_m = 2.5
polarisation = "horizontal"

[tables.corrections]
path = "data/corrections.csv"

[scenarios.base.procurement]
use_stock = false
use_surplus = false
use_tiers = false

[scenarios.base.years]
first = 2027
count = 2
carries_over = true
without_funds = true
service_from_month = 9
weights = [1.0, 0.9]
capex = ["1e9", "1,000,000,000 MNT"]
price_index = {{ works = [1.0, 1.05] }}
earliest = {{ {site} = 2028 }}
"""


def _sites_of(project: Path) -> list[dict[str, str]]:
    with (project / "data/sites.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _with_people(project: Path, name: str) -> None:
    """Add points with people around the sites, and forget the users of some sites."""
    sites = _sites_of(project)
    rows = [f"{s['longitude']},{s['latitude']},{n * 100}.5" for n, s in enumerate(sites, 1)]
    table = "lon,lat,people\n" + "\n".join(rows) + "\n"
    (project / "data" / name).write_text(table, encoding="utf-8")
    for site in sites[::2]:
        site["students"] = site["visitors_per_day"] = ""
    with (project / "data/sites.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(sites[0]))
        writer.writeheader()
        writer.writerows(sites)
    with (project / "kholboo.toml").open("a", encoding="utf-8") as config:
        config.write(PEOPLE.format(name=name))


def _newer(project: Path) -> None:
    """Take people from a raster; add heights, a corrected position and a programme of years."""
    sites = _sites_of(project)
    west = min(float(s["longitude"]) for s in sites) - 0.25
    north = max(float(s["latitude"]) for s in sites) + 0.2
    _write_raster(project / "data/heights.tif", west, north, "float32", -32768)
    _write_raster(project / "data/people.tif", west, north, "int16", -1)
    (project / "data/people.csv").unlink()
    first = sites[0]
    (project / "data/corrections.csv").write_text(
        "site,longitude,latitude,reason,document,decided_by,date\n"
        f"{first['site_id']},{first['longitude']},{first['latitude']},GPS,A/12,Bold,2026-11-20\n",
        encoding="utf-8",
    )
    path = project / "kholboo.toml"
    text = path.read_text(encoding="utf-8").replace("data/people.csv", "data/people.tif")
    text = text.replace('people.tif"\nnumber_format = "1234.5"', 'people.tif"\nunit = "people"')
    head, base, rest = text.partition("[scenarios.base.limits]\n")
    text = head + base + re.sub("^capex", "# capex", rest, count=1, flags=re.MULTILINE)
    path.write_text(text + NEWER.format(site=json.dumps(sites[1]["site_id"])), encoding="utf-8")


def _write_raster(path: Path, west: float, north: float, dtype: str, none: int) -> None:
    """Write a small GeoTIFF in tiles around the sites: hills of whole numbers from 0 to 200."""
    import numpy as np
    import rasterio
    from rasterio.transform import from_origin

    x, y = np.meshgrid(np.arange(256), np.arange(192))
    cells = (100 + 100 * np.sin(x / 9) * np.cos(y / 7)).astype(dtype)
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=256,
        height=192,
        count=1,
        dtype=dtype,
        crs="EPSG:4326",
        nodata=none,
        transform=from_origin(west, north, 0.002, 0.002),
        tiled=True,
        blockxsize=64,
        blockysize=32,
        compress="deflate",
    ) as file:
        file.write(cells, 1)


def _with_devices(project: Path) -> None:
    """Add a register of devices: some alike in one row, some broken, some without a state."""
    rows = [
        (site["site_id"], device, state, str(number))
        for number, site in enumerate(_sites_of(project), 1)
        for device, state in (("laptop", "working"), ("desktop", "broken"), ("printer", ""))
    ]
    table = "\n".join(map(",".join, [("School code", "Device", "State", "Quantity"), *rows]))
    (project / "data/devices.csv").write_text(table + "\n", encoding="utf-8")
    with (project / "kholboo.toml").open("a", encoding="utf-8") as config:
        config.write('\n[tables.devices]\npath = "data/devices.csv"\nnumber_format = "1234.5"\n')


def _pops_as_records(project: Path) -> None:
    """Write the points of presence as JSON, a list of records."""
    with (project / "data/pops.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    text = json.dumps(rows, ensure_ascii=False)
    (project / "data/pops.json").write_text(text, encoding="utf-8")
    _point_at(project, "pops", "pops.csv", "pops.json")


def _sites_by_pattern(project: Path) -> None:
    """Divide the sites between two files of one layout, which a pattern names."""
    path = project / "data/sites.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    for number, part in enumerate((rows[::2], rows[1::2]), 1):
        target = project / f"data/sites-{number}.csv"
        target.write_text(head + "".join(part), encoding="utf-8")
    _point_at(project, "sites", "sites.csv", "sites-*.csv")


def _with_quotations(project: Path) -> None:
    """Give the first items of the catalogue two more quotations, of which the lowest counts."""
    path = project / "data/catalogue.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    more = [{**row, "unit_price": f"{row['unit_price']}{n}"} for row in rows[:9] for n in (1, 2)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows([*rows, *more])
    config = project / "kholboo.toml"
    named = 'path = "data/catalogue.csv"\n'
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace(named, named + 'quotations = "lowest"\n'), encoding="utf-8")
