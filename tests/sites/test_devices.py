"""A register of devices is summed into the equipment of its sites."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from inventory.findings import Finding
from inventory.records import Record, read_table
from inventory.table_specs import FileSpec, TableSpec
from sites.devices import with_devices
from sites.read import read_sites
from sites.read_site import _equipment

COMPUTERS = ("computers_total", "computers_working", "computers_repairable", "computers_year")
NETWORK = ("routers", "access_points", "lan", "ups", "switches", "racks", "content_server")
HAS = dict.fromkeys((*COMPUTERS, *NETWORK, "printers", "projectors", "tablets"))


def row(number: int, **values: Any) -> Record:
    """Return a row of a table."""
    return Record(file="data/t.csv", row=number, values=values, raw={}, headers={})


def site(name: str, **has: Any) -> Record:
    """Return a row of the table of sites."""
    return row(2, site_id=name, **{**HAS, **has})


def device(name: str, what: str, state: str | None = None, **more: Any) -> Record:
    """Return a row of the register."""
    return row(9, site=name, device=what, **{"state": state, "quantity": None, "year": None} | more)


def told(findings: list[Finding]) -> list[tuple[str, str]]:
    """Return what a reading says."""
    return [(f.rule, f.found) for f in findings]


def test_devices_are_summed_by_kind_and_state() -> None:
    """Working ones count, repairable ones apart; a row may stand for several.

    The year is that in which most computers were bought, of equals the last.
    """
    register = [
        *(device("A", "computer", year=2019), device("A", "computer", "working", year=2021)),
        *(device("A", "computer", "repairable", quantity=3), device("A", "computer", "broken")),
        *(device("A", "router"), device("A", "printer", "broken"), device("A", "content_server")),
        *(device("A", "other"), device("B", "tablet", quantity=20)),
    ]
    (a, b, c), findings = with_devices([site("A"), site("B"), site("C", routers=4)], register)

    has = _equipment(a)
    assert (has.computers, has.computers_working, has.computers_repairable) == (6, 2, 3)
    assert (has.computers_year, has.routers, has.printers, has.tablets) == (2021, 1, 0, 0)
    assert (has.content_server, has.ups, has.projectors) == (True, None, None)
    assert (_equipment(b).tablets, _equipment(b).computers, _equipment(b).content_server) == (
        20,
        0,
        False,
    )
    assert c == site("C", routers=4)  # not in the register: its own row speaks
    assert told(findings) == [("device.summed", "9 rows of devices at 2 of 3 sites")]


def test_what_the_two_tables_count_differently_is_told_once() -> None:
    """The register counts; one warning names three sites at most."""
    sites = [site(name, routers=2, printers=1) for name in "ABCDE"]
    register = [device(name, what) for name in "ABCDE" for what in ("router", "printer")]
    found, findings = with_devices(sites, register)

    assert [_equipment(record).routers for record in found] == [1] * 5
    assert told(findings)[1:] == [
        (
            "device.disagrees",
            "5 sites, such as A routers 2 and 1; B routers 2 and 1; C routers 2 and 1",
        )
    ]


def test_devices_of_unknown_sites_are_one_warning() -> None:
    """They count nowhere."""
    sites, findings = with_devices([site("A")], [device("X", "router"), device("X", "ups")])

    assert sites == [site("A")]
    assert told(findings) == [
        ("device.site_unknown", "2 rows of 1 unknown sites, such as X"),
    ]


@pytest.mark.parametrize("gap", ["site", "device"])
def test_a_row_without_site_or_kind_counts_nowhere(gap: str) -> None:
    """The empty cell is told where it is read."""
    bad = device("A", "router")
    bad = replace(bad, values={**bad.values, gap: None})

    assert with_devices([site("A")], [bad]) == ([site("A")], [])


def test_a_register_with_the_words_of_people_reaches_its_sites(tmp_path: Path) -> None:
    """Kinds and states in Mongolian and English are understood under the usual headers."""
    (tmp_path / "sites.csv").write_text("site_id,name,kind\nA,Нэг,school\nB,Хоёр,school\n")
    (tmp_path / "devices.csv").write_text(
        "Сургуулийн код;Төхөөрөмж;Ажиллагаа;Тоо ширхэг;Авсан он\n"
        "A;Зөөврийн компьютер;ажиллаж байгаа;;2022\nA;Desktop;эвдэрсэн;2;2015\n"
        "A;Принтер;;;\nB;роутер;Functional;1;2020\n"
    )
    tables = {
        name: read_table(
            TableSpec(
                name=name,
                files=(FileSpec(table=name, path=tmp_path / f"{name}.csv", label=f"{name}.csv"),),
            )
        )
        for name in ("sites", "devices")
    }
    a, b = read_sites(tables).sites

    assert tables["devices"].findings == ()
    assert (a.equipment.computers, a.equipment.computers_working) == (3, 1)
    assert (a.equipment.computers_year, a.equipment.printers, a.equipment.routers) == (2015, 1, 0)
    assert (b.equipment.computers, b.equipment.routers) == (0, 1)
