"""Properties of every reader: nothing raises, and what is written is read back."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inventory.files.tables import KIND_OF_ENDING, LIMIT_MIB, FileKind
from inventory.records import TableRead, read_table
from inventory.table_specs import FileSpec, TableSpec

ENDINGS = sorted(KIND_OF_ENDING)


def _table(path: Path, name: str = "sites", **spec: Any) -> TableRead:
    """Read one file as a table."""
    file = FileSpec(table=name, path=path, label=path.name, **spec)
    return read_table(TableSpec(name=name, files=(file,)))


# -- files that cannot be read --------------------------------------------------------------------


def test_a_missing_file_suggests_its_neighbour(read, write) -> None:
    """A misspelt file name is told with the file that is there."""
    write("sites.csv", "x")
    (finding,) = [f for f in read("stes.csv").findings if f.rule == "file.missing"]

    assert finding.todo == "did you mean sites.csv?"


def test_folders_pipes_and_unknown_endings_are_told(read, tmp_path: Path, rule_ids) -> None:
    """What is not an ordinary file of a known kind is a finding and is not waited for."""
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")

    assert rule_ids(read("folder.csv").findings) == ["file.unreadable"]
    assert rule_ids(read("pipe.csv").findings) == ["file.unreadable"]
    assert rule_ids(read("sites.docx", "x").findings) == ["file.not_a_table"]


def test_a_name_too_long_for_the_disk_is_told(tmp_path: Path, rule_ids) -> None:
    """A path that the computer refuses is a finding."""
    assert rule_ids(_table(tmp_path / ("a" * 5000 + ".csv")).findings) == ["file.unreadable"]


@pytest.mark.skipif(
    getattr(os, "geteuid", lambda: 0)() == 0, reason="the superuser may read everything"
)
def test_forbidden_files_are_told(read, write, rule_ids) -> None:
    """A file without permission is a finding."""
    write("s.csv", "site_id,kind\nA,school\n").chmod(0)

    assert rule_ids(read("s.csv").findings) == ["file.unreadable"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_empty_files_are_told(read, rule_ids, ending: str) -> None:
    """A file of no bytes is one finding, whatever its kind."""
    assert rule_ids(read(f"s{ending}", b"").findings) == ["file.empty"]


def test_large_files_are_refused_and_the_limit_can_be_moved(read, tmp_path: Path, rule_ids) -> None:
    """A text table above its limit is not opened; max_mib moves the limit either way."""
    with (tmp_path / "s.csv").open("wb") as file:
        file.write(b"site_id,kind\nA,school\n")
        file.truncate(LIMIT_MIB[FileKind.TEXT] * 2**20 + 1)

    assert rule_ids(read("s.csv").findings) == ["file.too_large"]
    assert "max_mib" in read("s.csv").findings[0].todo
    small = b"site_id,kind\n" + b"A,school\n" * 120_000
    assert rule_ids(read("t.csv", small, max_mib=1).findings) == ["file.too_large"]
    assert len(read("t.csv", max_mib=2, equal_rows="all").records) == 120_000


def test_a_source_has_its_hash(read, rule_ids) -> None:
    """The sha256 of a file is that of its bytes; several files have a joint one."""
    data = b"site_id,kind\nA,school\n"
    one = read("s.csv", data)

    assert one.sha256 == hashlib.sha256(data).hexdigest()
    assert [(s.path, s.rows) for s in one.files] == [("s.csv", 1)]


# -- nothing raises -------------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(min_size=1, max_size=400), ending=st.sampled_from(ENDINGS))
def test_random_bytes_never_raise(tmp_path: Path, data: bytes, ending: str) -> None:
    """Any bytes under any ending give a finding, and never an exception."""
    path = tmp_path / f"s{ending}"
    path.write_bytes(data)

    assert _table(path).findings


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(alphabet='site_dkn,;\t"\n\r.0123456789-АаНнйитү ', max_size=300))
def test_random_text_tables_never_raise(tmp_path: Path, text: str) -> None:
    """Any text under a true header is rows and findings."""
    path = tmp_path / "s.csv"
    path.write_text("site_id,kind,students,lan\n" + text, encoding="utf-8", newline="")

    assert _table(path).name == "sites"


def _whole_files(folder: Path) -> dict[str, bytes]:
    """Write the same small table in every format and return the bytes."""
    import geopandas
    import pandas

    rows = [
        {"site_id": f"S{i}", "kind": "school", "name": f"Нэр {i}", "students": i} for i in range(9)
    ]
    frame = pandas.DataFrame(rows)
    frame.to_csv(folder / "w.csv", index=False)
    frame.to_excel(folder / "w.xlsx", index=False)
    places = geopandas.GeoDataFrame(
        frame, geometry=geopandas.points_from_xy([100.0] * 9, [47.0] * 9), crs=4326
    )
    places.to_file(folder / "w.gpkg")
    places.to_file(folder / "w.geojson")
    places.to_parquet(folder / "w.parquet")
    endings = (".csv", ".xlsx", ".gpkg", ".geojson", ".parquet")
    return {ending: (folder / f"w{ending}").read_bytes() for ending in endings}


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> dict[str, bytes]:
    """The bytes of one sound table in every format."""
    return _whole_files(tmp_path_factory.mktemp("whole"))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=examples(200),
)
@given(st.data())
def test_damaged_files_never_raise(tmp_path: Path, whole: dict[str, bytes], data: Any) -> None:
    """A sound file with bytes cut out or changed gives records or findings, and stays as it was."""
    ending = data.draw(st.sampled_from(sorted(whole)))
    damaged = bytearray(whole[ending])
    places = st.integers(0, len(damaged) - 1)
    for place, byte in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=20)):
        damaged[place] = byte
    damaged = damaged[: data.draw(st.integers(1, len(damaged)))]
    path = tmp_path / f"s{ending}"
    path.write_bytes(damaged)
    table = _table(path)

    assert table.records or table.findings
    assert path.read_bytes() == bytes(damaged)


# -- what is written is read back -----------------------------------------------------------------

_names = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1
).filter(lambda t: t.strip() == t)
_rows = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["school", "library", "dormitory"]),
            "name": _names,
            "longitude": st.floats(87, 120).map(lambda x: round(x, 6)),
            "latitude": st.floats(41, 52).map(lambda x: round(x, 6)),
            "students": st.one_of(st.none(), st.integers(0, 5000)),
            "lan": st.one_of(st.none(), st.booleans()),
            "contract_end": st.one_of(st.none(), st.dates().map(lambda d: d.isoformat())),
        }
    ),
    min_size=1,
    max_size=6,
)
FIELDS = ("site_id", "kind", "name", "longitude", "latitude", "students", "lan", "contract_end")


def _numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each row an identifier."""
    return [{"site_id": f"S{i}", **row} for i, row in enumerate(rows)]


def _read_back(table: TableRead) -> list[dict[str, Any]]:
    """Return the typed values of the written columns."""
    assert [f for f in table.findings if f.severity == "error"] == []
    return [{name: record.values[name] for name in FIELDS} for record in table.records]


_usual = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=examples(40),
)


@_usual
@given(rows=_rows, separator=st.sampled_from([",", ";", "\t"]), mark=st.booleans())
def test_csv_is_read_back(tmp_path: Path, rows: Any, separator: str, mark: bool) -> None:
    """What is written to CSV is read back equal, whatever the separator."""
    rows = _numbered(rows)
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, FIELDS, delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    path = tmp_path / "s.csv"
    path.write_bytes(stream.getvalue().encode("utf-8-sig" if mark else "utf-8"))

    assert _read_back(_table(path)) == rows


@_usual
@given(rows=_rows)
def test_xlsx_is_read_back(tmp_path: Path, rows: Any) -> None:
    """What is written to a workbook is read back equal."""
    import xlsxwriter

    rows = _numbered(rows)
    path = tmp_path / "s.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, FIELDS)
        for number, row in enumerate(rows, 1):
            for column, name in enumerate(FIELDS):
                if isinstance(row[name], str):
                    sheet.write_string(number, column, row[name])
                else:
                    sheet.write(number, column, row[name])

    assert _read_back(_table(path)) == rows


@_usual
@given(rows=_rows)
def test_geojson_is_read_back(tmp_path: Path, rows: Any) -> None:
    """What is written to GeoJSON is read back equal, places from the geometry."""
    rows = _numbered(rows)
    features = [
        {
            "type": "Feature",
            "properties": {k: v for k, v in row.items() if k not in ("longitude", "latitude")},
            "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]},
        }
        for row in rows
    ]
    path = tmp_path / "s.geojson"
    collection = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")

    assert _read_back(_table(path)) == rows


@pytest.mark.parametrize("ending", ["gpkg", "parquet"])
@_usual
@given(rows=_rows)
def test_layers_are_read_back(tmp_path: Path, ending: str, rows: Any) -> None:
    """What is written to GeoPackage and GeoParquet is read back equal."""
    import geopandas
    import pandas

    rows = _numbered(rows)
    frame = pandas.DataFrame(rows, columns=FIELDS)
    frame["students"] = frame["students"].astype("Int64")
    frame["lan"] = frame["lan"].astype("boolean")
    points = geopandas.points_from_xy(frame.pop("longitude"), frame.pop("latitude"))
    path = tmp_path / f"s.{ending}"
    path.unlink(missing_ok=True)
    layer = geopandas.GeoDataFrame(frame, geometry=points, crs=4326)
    if ending == "gpkg":
        layer.to_file(path, driver="GPKG", layer="sites")
    else:
        layer.to_parquet(path)

    assert _read_back(_table(path)) == rows
