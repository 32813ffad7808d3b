"""Tables read before are the tables read now; whatever they depend on makes them read again."""

from __future__ import annotations

import dataclasses
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inventory import kept, kept_tables
from inventory.files import tables
from inventory.kept import NOTHING_KEPT, Kept, kept_in
from inventory.kept_tables import read_tables, table_of
from inventory.project import load_project
from inventory.table_specs import FileSpec, TableSpec
from inventory.values import DateFormat, NumberFormat

SITES = "site_id,name,kind,longitude,latitude,students\nA,Ө school,school,105.5,47.5,12\n"
Reads = list[str]


@pytest.fixture
def store(tmp_path: Path) -> Kept:
    """Return a cache of the test's folder."""
    (tmp_path / "kholboo.toml").write_text("", encoding="utf-8")
    return kept_in(tmp_path, tmp_path / "key")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    """Return the names of the tables that were really read, as they are read."""
    names: Reads = []
    real = kept_tables.read_table

    def counted(spec: TableSpec) -> Any:
        names.append(spec.name)
        return real(spec)

    monkeypatch.setattr(kept_tables, "read_table", counted)
    return names


@pytest.fixture
def sites(tmp_path: Path) -> TableSpec:
    """Return a sites table of one file."""
    path = tmp_path / "sites.csv"
    path.write_text(SITES, encoding="utf-8")
    return TableSpec(name="sites", files=(FileSpec(table="sites", path=path, label="sites.csv"),))


def changed(spec: TableSpec, **settings: Any) -> TableSpec:
    """Return a table of one file with other settings."""
    return TableSpec(name=spec.name, files=(dataclasses.replace(spec.files[0], **settings),))


def test_every_table_of_the_example_is_the_same(small: Path, tmp_path: Path, reads: Reads) -> None:
    """Read without a cache, into one, and from one, tables are equal down to their text."""
    store, project = kept_in(small, tmp_path / "key"), load_project(small)
    without = read_tables(project, NOTHING_KEPT)
    first = read_tables(project, store)
    del reads[:]
    second = read_tables(project, store)

    assert reads == []
    assert without == first == second
    assert repr(without) == repr(second)


def test_geopackages_numbers_and_faults_are_the_same(
    tmp_path: Path, store: Kept, reads: Reads
) -> None:
    """Geometries, exact prices, dates and findings come back as they were."""
    import geopandas
    from shapely.geometry import LineString, Point

    line = LineString([(105.1, 47.2, 3.0), (105.3, 47.4, 4.0)])
    frame = {"from_node": ["a", "b"], "to_node": ["b", "c"]}
    shapes = [line, Point(1, 2)]
    geopandas.GeoDataFrame(frame, geometry=shapes, crs=4326).to_file(
        tmp_path / "roads.gpkg", layer="roads"
    )
    (tmp_path / "prices.csv").write_text(
        "sku,role,price,currency,price_date\nA,router,12.345,USD,2026.03.31\nB,router,x,MNT,\n",
        encoding="utf-8",
    )
    for table, name in (("roads", "roads.gpkg"), ("catalogue", "prices.csv")):
        file = FileSpec(table=table, path=tmp_path / name, label=name)
        spec = TableSpec(name=table, files=(file,))
        first, second = table_of(spec, store), table_of(spec, store)
        assert first.findings
        assert repr(first) == repr(second)
    assert reads == ["roads", "catalogue"]


def test_a_changed_byte_is_read_again(sites: TableSpec, store: Kept, reads: Reads) -> None:
    """Other bytes are read, though size and time of the file are the same; old ones are kept."""
    path = sites.files[0].path
    table_of(sites, store)
    path.write_text(SITES.replace(",12", ",13"), encoding="utf-8")

    assert [r.values["students"] for r in table_of(sites, store).records] == [13]
    path.write_text(SITES, encoding="utf-8")
    assert [r.values["students"] for r in table_of(sites, store).records] == [12]
    assert len(reads) == 2


@pytest.mark.parametrize(
    "settings",
    [
        {"label": "other.csv"},
        {"number_format": NumberFormat.DECIMAL_COMMA},
        {"currency": "USD"},
        {"date_format": DateFormat.DAY_FIRST},
        {"unreadable_is_unknown": True},
        {"encoding": "cp1251"},
        {"sheets": ("one",)},
        {"hidden_rows": "skip"},
        {"separator": ";"},
        {"crs": "EPSG:32647"},
        {"where": "students > 5"},
        {"equal_rows": "all"},
        {"id_prefix": "A-"},
        {"keys": {"site_id": ("site_id", "kind")}},
        {"layer": "one"},
        {"header_row": 1},
        {"max_mib": 1},
        {"columns": {"name": ""}},
        {"values": {"kind": {"school": "library"}}},
        {"constants": {"students": 5}},
        {"quotations": "lowest"},
    ],
)
def test_a_changed_setting_is_read_again(
    sites: TableSpec, store: Kept, reads: Reads, settings: dict[str, Any]
) -> None:
    """Every setting of a file but its place on this machine is part of the key."""
    other = changed(sites, **settings)
    table_of(sites, store)

    assert repr(table_of(other, store)) == repr(table_of(other, NOTHING_KEPT))
    assert len(reads) == 3
    assert {f.name for f in dataclasses.fields(FileSpec)} == {
        *("table", "path", "label", "number_format", "date_format", "encoding", "sheets"),
        *("layer", "unreadable_is_unknown", "hidden_rows", "beside", "currency"),
        *("header_row", "max_mib", "columns", "values", "constants"),
        *("separator", "crs", "where", "equal_rows", "id_prefix", "keys", "quotations"),
    }


def test_the_same_bytes_elsewhere_are_not_read_again(
    sites: TableSpec, store: Kept, reads: Reads, tmp_path: Path
) -> None:
    """The copy that a run recorded is known by its bytes."""
    (tmp_path / "inputs").mkdir()
    copy = Path(shutil.copy(sites.files[0].path, tmp_path / "inputs" / "sites.csv"))
    first = table_of(sites, store)

    assert table_of(changed(sites, path=copy), store) == first
    assert len(reads) == 1


def test_other_code_or_libraries_read_again(
    sites: TableSpec, store: Kept, reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entries of an older reader or library are not used."""
    table_of(sites, store)
    versions = kept._versions()
    monkeypatch.setattr(kept, "_versions", lambda: {**versions, "python-calamine": "0.0.1"})
    table_of(sites, store)
    monkeypatch.setattr(kept, "_source_sha256", lambda _: "0" * 64)
    table_of(sites, store)
    monkeypatch.setattr(kept, "FORMAT", 0)
    table_of(sites, store)

    assert len(reads) == 4


def test_a_file_that_is_missing_is_looked_for_every_time(
    sites: TableSpec, store: Kept, reads: Reads
) -> None:
    """A table with an absent file is never kept: it may be there the next time."""
    path = sites.files[0].path
    path.unlink()
    assert table_of(sites, store).findings[0].rule == "file.missing"
    path.write_text(SITES, encoding="utf-8")

    assert len(table_of(sites, store).records) == 1
    assert len(reads) == 2


def test_a_file_that_changes_while_it_is_read_is_not_kept(
    sites: TableSpec, store: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what was read of the bytes that were hashed is kept under them."""
    path, real = sites.files[0].path, kept_tables.read_table

    def late(spec: TableSpec) -> Any:
        path.write_text(SITES.replace(",12", ",13"), encoding="utf-8")
        return real(spec)

    monkeypatch.setattr(kept_tables, "read_table", late)
    table_of(sites, store)
    monkeypatch.undo()
    path.write_text(SITES, encoding="utf-8")

    assert [r.values["students"] for r in table_of(sites, store).records] == [12]


def test_a_file_that_memory_did_not_hold_is_read_again(
    sites: TableSpec, store: Kept, reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That reading ran out of memory says nothing of the bytes: it is not kept."""

    def no_memory(*_: Any) -> Any:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(tables, "_read", no_memory)
        assert {f.rule for f in table_of(sites, store).findings} >= {"file.unreadable"}

    assert len(table_of(sites, store).records) == 1
    assert len(reads) == 2


def test_a_file_that_is_refused_is_not_hashed(
    sites: TableSpec, store: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file beyond its limit is refused as fast as without a cache."""
    monkeypatch.setattr(kept_tables, "most_bytes", lambda *_: 10)
    monkeypatch.setattr(tables, "most_bytes", lambda *_: 10)
    monkeypatch.setattr(kept_tables, "sha256_of", None)

    assert table_of(sites, store).findings[0].rule == "file.too_large"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_is_not_waited_for(sites: TableSpec, store: Kept) -> None:
    """A pipe in the place of a table is a finding, as without a cache."""
    path = sites.files[0].path
    path.unlink()
    os.mkfifo(path)

    assert table_of(sites, store).findings[0].rule == "file.unreadable"


@pytest.mark.parametrize("ending", ["-wal", "-journal", ".aux.xml"])
def test_a_layer_with_a_file_beside_it_is_not_kept(
    sites: TableSpec, store: Kept, reads: Reads, ending: str
) -> None:
    """What stands beside a layer may change what is read of it: it is read every time."""
    path = sites.files[0].path
    path.with_name(path.name + ending).write_bytes(b"")
    table_of(sites, store)
    table_of(sites, store)

    assert len(reads) == 2


def test_a_damaged_entry_is_read_again(
    sites: TableSpec, store: Kept, reads: Reads, tmp_path: Path
) -> None:
    """A cut entry is as good as none, and is replaced by a whole one."""
    first = table_of(sites, store)
    (entry,) = (tmp_path / ".kholboo" / "cache").iterdir()
    entry.write_bytes(entry.read_bytes()[:-5])

    assert table_of(sites, store) == first
    assert table_of(sites, store) == first
    assert len(reads) == 2


def test_a_project_without_a_cache_is_only_read(
    sites: TableSpec, reads: Reads, tmp_path: Path, configured: Callable[..., Any]
) -> None:
    """Without a cache nothing is hashed or written besides reading."""
    configured('[tables]\nsites = "sites.csv"\n')
    table_of(sites, NOTHING_KEPT)
    table_of(sites, NOTHING_KEPT)

    assert len(reads) == 2
    assert not (tmp_path / ".kholboo").exists()


def test_a_table_too_large_to_be_kept_is_not_written_out(
    sites: TableSpec, store: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some of its rows tell how large it is; only what can be kept is made plain."""
    written: list[str] = []
    real = kept_tables._encoded

    def counted(table: Any) -> Any:
        written.append(table.name)
        return real(table)

    monkeypatch.setattr(kept_tables, "_encoded", counted)
    path = sites.files[0].path
    rows = "".join(f"S{n},Ө school,school,105.5,47.5,12\n" for n in range(1_000))
    path.write_text(SITES + rows, encoding="utf-8")
    monkeypatch.setattr(kept_tables, "LARGEST_ENTRY_BYTES", 10_000)
    read = table_of(sites, store)
    assert (len(read.records), written) == (1_001, [])

    monkeypatch.setattr(kept_tables, "LARGEST_ENTRY_BYTES", 10_000_000)
    assert table_of(sites, store) == read
    assert written == ["sites"]
    assert table_of(sites, store) == read
