"""The register of entities is read and judged, and says who buys at each place."""

from __future__ import annotations

from pathlib import Path

import pytest

from inventory.records import read_table
from inventory.table_specs import FileSpec, TableSpec
from planner.project.checks.entities import read_entities
from planner.scenario.buying.entities import Entity, buyer_at

HEAD = "entity_id,payer,aimag,soum,name_mn,name_en,register,address,budget"
ROWS = (
    "MOE,ministry,,,Яам,Ministry,901,UB,state",
    "AR,aimag,Arkhangai,,ЗДТГ,Office,902,,local",
    "AR-TS,aimag,Arkhangai,Tsetserleg,Сум,Soum,,,",
)


def read(tmp_path: Path, *rows: str) -> tuple[tuple[Entity, ...], list[tuple[str, object]]]:
    """Return the register of a CSV of these rows, and the rule and row of each finding."""
    path = tmp_path / "entities.csv"
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    spec = FileSpec(table="entities", path=path, label="entities.csv")
    table = read_table(TableSpec(name="entities", files=(spec,)))
    found, findings = read_entities({"entities": table})
    return found, [(f.rule, f.row) for f in [*table.findings, *findings]]


@pytest.mark.parametrize(
    ("payer", "aimag", "soum", "buyer"),
    [
        ("ministry", "khovd", "", "MOE"),
        ("aimag", "arkhangai", "", "AR"),
        ("aimag", "arkhangai", "tsetserleg", "AR-TS"),
        ("aimag", "khovd", "", None),
        ("other", "arkhangai", "", None),
    ],
)
def test_the_nearest_entity_buys(
    tmp_path: Path, payer: str, aimag: str, soum: str, buyer: str | None
) -> None:
    """That of the soum before that of the aimag before that of the country; else nobody."""
    found, faults = read(tmp_path, *ROWS)
    one = buyer_at(found, payer, frozenset({aimag}), frozenset({soum} - {""}))

    assert faults == []
    assert (None if one is None else one.id) == buyer


def test_nothing_of_an_entity_is_lost(tmp_path: Path) -> None:
    """Name in both languages, register number, address and budget are read as they stand."""
    (first, *_), _ = read(tmp_path, *ROWS)

    assert (first.name_mn, first.name_en, first.register) == ("Яам", "Ministry", "901")
    assert (first.address, first.budget, first.row) == ("UB", "state", 2)


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        ("MOE,other,,,Өөр,,,,", [("entity.twice", 5)]),
        ("X,aimag,arkhangai,,Өөр,,,,", [("entity.twice", 5)]),
        ("X,aimag,Khovd,,Өөр,,,,", []),
        ("X,,,,Өөр,,,,", [("value.required", 5)]),
    ],
)
def test_two_buyers_for_one_place_are_told(
    tmp_path: Path, row: str, faults: list[tuple[str, object]]
) -> None:
    """One code has one entity, one payer at one place one buyer."""
    assert read(tmp_path, *ROWS, row)[1] == faults
