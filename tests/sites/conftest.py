"""A world small enough to hold in one's head, as tables that a test may spoil."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
import shapely

from inventory.findings import Finding, in_order
from inventory.records import Record, TableRead
from sites.checks.report import check_sites
from sites.read import SitesRead, read_sites
from sites.roads.settings import RoadSettings
from sites.site import Site

Rows = list[dict[str, Any]]


def square(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    """Return a rectangle of longitudes and latitudes."""
    return shapely.box(west, south, east, north)


def tiny_world() -> dict[str, Rows]:
    """Return the tables of two aimags of two soums each.

        latitude
          48.0   Алаг o===10 km===P1===30 km===o Булган        o school or centre
                 soum 101          :           soum 201        P1 point of presence
                                   :                           === road
        47.6    Булган o===35 km===+===40 km===o Цагаан        + junction "mid"
                 soum 102                      soum 202        T tower at Цагаан
               |---- aimag 1 Баруун ----|---- aimag 2 Зүүн ----|
        longitude 104.0      104.4     104.5      105.0

    Every soum has one school of 300 students; Алаг has a library, Цагаан a dormitory.
    """
    return {
        "places": [
            _place("1", "aimag", "", "Баруун", "Baruun", 104.0, 48.0),
            _place("2", "aimag", "", "Зүүн", "Züün", 105.0, 48.0),
            _place("101", "soum", "1", "Алаг", "Alag", 104.0, 48.0, nso_code="40101"),
            _place("102", "soum", "1", "Булган", "Bulgan", 104.0, 47.6, nso_code="40102"),
            _place("201", "soum", "2", "Булган", "Bulgan", 105.0, 48.0, nso_code="40201"),
            _place("202", "soum", "2", "Цагаан", "Tsagaan", 105.0, 47.6, nso_code="40202"),
        ],
        "boundaries": [
            {"code": "101", "level": "soum", "geometry": square(103.5, 47.8, 104.5, 48.4)},
            {"code": "102", "level": "soum", "geometry": square(103.5, 47.2, 104.5, 47.8)},
            {"code": "201", "level": "soum", "geometry": square(104.5, 47.8, 105.5, 48.4)},
            {"code": "202", "level": "soum", "geometry": square(104.5, 47.2, 105.5, 47.8)},
        ],
        "sites": [
            _school("S-101", "Алаг сургууль", "1", "101", 104.0012, 48.0011),
            _school("S-102", "Булган сургууль", "1", "102", 104.0013, 47.6012),
            _school("S-201", "Булган сургууль", "2", "201", 105.0014, 48.0013),
            _school("S-202", "Цагаан сургууль", "2", "202", 105.0015, 47.6014),
            _library("L-101", "Алаг номын сан", "1", "101", 104.0031, 48.0032),
            _dormitory("D-202", "Цагаан дотуур байр", "2", "202", 105.0033, 47.6034, "S-202"),
        ],
        "pops": [_pop("P1", 104.4, 48.0)],
        "towers": [
            {
                "tower_id": "T1",
                "longitude": 105.01,
                "latitude": 47.61,
                "radio": "4G",
                "height_m": 40,
            }
        ],
        "spans": [{"span_id": "N1", "from_id": "P1", "to_id": "101", "medium": "fibre"}],
        "roads": [
            _road("101", "P1", 31_000, (104.0, 48.0), (104.4, 48.0)),
            _road("P1", "201", 46_000, (104.4, 48.0), (105.0, 48.0)),
            _road("P1", "mid", 46_000, (104.4, 48.0), (104.5, 47.6)),
            _road("102", "mid", 38_000, (104.0, 47.6), (104.5, 47.6)),
            _road("mid", "202", 38_000, (104.5, 47.6), (105.0, 47.6)),
        ],
        "coverage": [{"radio": "4G", "geometry": square(104.9, 47.5, 105.1, 47.7)}],
        "catalogue": [{"sku": "R-1", "price_date": "2026-06-30"}],
    }


def _place(
    code: str, level: str, parent: str, name: str, latin: str, x: float, y: float, **more: Any
) -> dict[str, Any]:
    own = {"code": code, "level": level, "parent": parent or None, "name": name}
    return {**own, "name_latin": latin, "longitude": x, "latitude": y, "population": 2000, **more}


def _site(
    site_id: str, name: str, kind: str, aimag: str, soum: str, x: float, y: float
) -> dict[str, Any]:
    own = {"site_id": site_id, "name": name, "kind": kind, "aimag": aimag, "soum": soum}
    return {**own, "longitude": x, "latitude": y, "power_source": "grid", "owner": "aimag"}


def _school(site_id: str, name: str, aimag: str, soum: str, x: float, y: float) -> dict[str, Any]:
    return {
        **_site(site_id, name, "school", aimag, soum, x, y),
        "students": 300,
        "shifts": 2,
        "boarders": 40,
        "staff": 25,
        "rooms": 15,
        "link_type": "copper",
        "contract_mbps": 10.0,
        "measured_mbps": 6.0,
        "price_per_month": 90_000,
        "payer": "aimag",
        "contract_end": "2027-01-01",
        "computers_total": 20,
        "computers_working": 15,
        "computers_year": 2019,
        "routers": 1,
        "access_points": 2,
        "lan": True,
        "ups": False,
        "power_hours_per_day": 24.0,
        "outages_per_month": 3.0,
    }


def _library(site_id: str, name: str, aimag: str, soum: str, x: float, y: float) -> dict[str, Any]:
    own = _site(site_id, name, "library", aimag, soum, x, y)
    return {**own, "visitors_per_day": 30.0, "open_hours_per_week": 40.0, "link_type": "none"}


def _dormitory(
    site_id: str, name: str, aimag: str, soum: str, x: float, y: float, parent: str
) -> dict[str, Any]:
    own = _site(site_id, name, "dormitory", aimag, soum, x, y)
    return {**own, "boarders": 40, "parent_id": parent, "link_type": "none"}


def _pop(pop_id: str, x: float, y: float) -> dict[str, Any]:
    own = {"pop_id": pop_id, "name": "Төв зангилаа", "longitude": x, "latitude": y}
    return {**own, "medium": "fibre", "status": "operational"}


def _road(
    start: str, end: str, length_m: float, a: tuple[float, float], b: tuple[float, float]
) -> dict[str, Any]:
    own = {"from_node": start, "to_node": end, "length_m": float(length_m)}
    ends = {"from_longitude": a[0], "from_latitude": a[1]}
    return {**own, **ends, "to_longitude": b[0], "to_latitude": b[1]}


def table_of(name: str, rows: Rows) -> TableRead:
    """Return rows as a table read from `<name>.csv`; row 1 is the header."""
    records = tuple(_record(f"{name}.csv", n, row) for n, row in enumerate(rows, start=2))
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    return _table_read(name, sha256, records)


def _table_read(name: str, sha256: str, records: tuple[Record, ...]) -> TableRead:
    return TableRead(
        name=name,
        path=f"{name}.csv",
        sha256=sha256,
        rows=len(records),
        records=records,
        findings=(),
    )


def _record(file: str, number: int, row: dict[str, Any]) -> Record:
    apart = ("geometry", "sections")
    values = {column: value for column, value in row.items() if column not in apart}
    return Record(
        file=file,
        row=number,
        values=values,
        raw={column: "" if value is None else str(value) for column, value in values.items()},
        headers={column: column for column in values},
        geometry=row.get("geometry"),
        sections=tuple(row.get("sections", ())),
    )


@dataclass
class World:
    """Tables that a test may spoil, and what is found in them."""

    tables: dict[str, Rows] = field(default_factory=tiny_world)
    country: str = "MN"
    road_settings: RoadSettings | None = None

    def row(self, table: str, key: str) -> dict[str, Any]:
        """Return the row of a table whose first column is `key`."""
        return next(r for r in self.tables[table] if next(iter(r.values())) == key)

    def add(self, table: str, key: str, **changes: Any) -> dict[str, Any]:
        """Append a changed copy of a row and return it."""
        row = {**copy.deepcopy(self.row(table, key)), **changes}
        self.tables[table].append(row)
        return row

    def read(self) -> SitesRead:
        """Return the sites and network of the tables."""
        return read_sites(self.as_read(), self.road_settings)

    def site(self, site_id: str) -> Site:
        """Return one site as it was read."""
        return next(site for site in self.read().sites if site.id == site_id)

    def as_read(self) -> dict[str, TableRead]:
        """Return the tables as the inventory hands them over."""
        return {name: table_of(name, rows) for name, rows in self.tables.items()}

    def findings(self, rule: str | None = None) -> list[Finding]:
        """Return every finding of reading and checking, or those of one rule."""
        tables = self.as_read()
        read = read_sites(tables, self.road_settings)
        found = in_order([*read.findings, *check_sites(read, tables, country=self.country)])
        return [f for f in found if rule is None or f.rule == rule]

    def found(self) -> set[str]:
        """Return the ids of the rules that find anything."""
        return {finding.rule for finding in self.findings()}


@pytest.fixture
def world() -> World:
    """A world without a fault."""
    return World()


@pytest.fixture(scope="session")
def new_world() -> Callable[[], World]:
    """A maker of worlds without a fault, for tests that try many."""
    return World
