"""JSON that is a list of records, as web services give it: objects become rows of a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeGuard

from inventory.files.grids import RawRow, RawTable
from inventory.files.limits import Meter, check_columns
from inventory.values import Cell

_DEEPEST = 3  # objects inside a record whose members become columns
_MOST_MEMBERS = 50  # members of a document among which a list of records is looked for


def parse(text: str) -> Any:
    """Return a JSON document; lines with an object each are a list.

    Raises ValueError or RecursionError for what is neither.
    """
    try:
        return json.loads(text)
    except ValueError:
        lines = [line.strip("\x1e \t\r") for line in text.splitlines()]
        lines = [line for line in lines if line]
        if len(lines) < 2 or not all(line.startswith("{") for line in lines[:3]):
            raise
        found = [json.loads(line) for line in lines]
    if all(isinstance(one, dict) and one.get("type") == "Feature" for one in found):
        return {"type": "FeatureCollection", "features": found}
    return found


def find_records(document: object, depth: int = 2) -> Sequence[Mapping[str, Any]] | None:
    """Return the only list of objects in a document, None when there is none or several."""
    if _are_records(document):
        return document
    if not isinstance(document, dict) or len(document) > _MOST_MEMBERS or depth == 0:
        return None
    found = [r for value in document.values() if (r := find_records(value, depth - 1)) is not None]
    return found[0] if len(found) == 1 else None


def _are_records(value: object) -> TypeGuard[list[dict[str, Any]]]:
    """Return whether a value is a list of objects, none of them a GeoJSON geometry."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, dict) and "coordinates" not in one for one in value)
    )


def read_records(records: Sequence[Mapping[str, Any]], meter: Meter) -> RawTable:
    """Return records as a table; row numbers count records from 1.

    Members of an object inside a record become columns such as `location.lat`. Raises TooLarge
    beyond a limit.
    """
    meter.check_rows(len(records))
    names: dict[str, None] = {}
    flat: list[dict[str, Cell]] = []
    for record in records:
        cells = dict(_members(record, "", _DEEPEST))
        names.update(dict.fromkeys(cells))
        check_columns(len(names))
        flat.append(cells)
    rows = []
    for number, members in enumerate(flat, 1):
        row = [members.get(name) for name in names]
        meter.add_row(row)
        rows.append(RawRow(number, row))
    return RawTable(headers=tuple(names), rows=rows, findings=[])


def _members(record: Mapping[str, Any], prefix: str, depth: int) -> Iterable[tuple[str, Cell]]:
    """Yield the columns of a record, those of objects inside it with the object's name."""
    for name, value in record.items():
        if isinstance(value, dict) and value and depth > 1 and "coordinates" not in value:
            yield from _members(value, f"{prefix}{name}.", depth - 1)
        else:
            yield f"{prefix}{name}", plain(value)


def plain(value: object) -> Cell:
    """Return a member as a cell; lists and objects become their JSON text."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return json.dumps(value, ensure_ascii=False)
