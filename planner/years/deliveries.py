"""A dated table of what was awarded, ordered or delivered of a programme, read for the next plan.

Columns: `place` (site, or stretch that belongs to none, as in years.xlsx), `sku` (empty: all that
the run buys there), `date` (YYYY-MM-DD, or a year) and `status`. What a row names stands in the
year of its date, whenever the run meant to buy it; what no row names is planned again.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inventory.findings import Finding
from inventory.values import suggestion
from planner.errors import InputError
from planner.language.messages.findings import phrase
from planner.model.arcs import Arc
from planner.project.checks.years_rules import YEARS_DELIVERIES
from planner.years.figures import place_of

COLUMNS = ("place", "sku", "date", "status")
STATUSES = ("awarded", "ordered", "delivered")


@dataclass(frozen=True, slots=True)
class _Row:
    number: int  # in the file, 1 for the headings
    place: str
    sku: str
    year: int


def made_by(
    path: Path, built: Mapping[str, int], arcs: Mapping[str, Arc], years: Sequence[int], before: int
) -> dict[str, int]:
    """Return the year, from 0, of each purchase of a run that a table says was made.

    `built` is the run's schedule, `arcs` its offers by id. What costs nothing (a stretch that
    exists) stands with what needs it. Raises InputError for rows that do not fit.
    """
    names = [year for year in years if year < before]
    rows, findings = _rows(path, names)
    goods = {arc_id: _goods(arcs[arc_id]) for arc_id in built}
    known = {key for keys in goods.values() for key in keys}
    made: dict[str, tuple[int, _Row]] = {}
    for row in rows:
        hits = [i for i, keys in goods.items() if any(_names(row, key) for key in keys)]
        if not hits:
            findings.append(_unknown(path, row, known))
        for arc_id in hits:
            now = row.year - years[0]
            if arc_id not in made or made[arc_id][0] < now:
                made[arc_id] = now, row
    done = {arc_id: year for arc_id, (year, _) in made.items()}
    into = {arcs[arc_id].head: arc_id for arc_id in built}
    for arc_id, (year, row) in made.items():
        for way in _ways(arcs, into, arc_id):
            if not goods[way]:
                done[way] = min(year, done.get(way, year))
            elif done.get(way, year + 1) > year:
                findings.append(_too_early(path, row, arcs[way]))
    if findings:
        raise InputError(findings)
    return done


def _goods(arc: Arc) -> set[tuple[str, str]]:
    return {(place_of(arc), line.sku) for line in arc.lines}


def _names(row: _Row, key: tuple[str, str]) -> bool:
    return row.place == key[0] and row.sku in ("", key[1])


def _ways(arcs: Mapping[str, Arc], into: Mapping[str, str], arc_id: str) -> Iterator[str]:
    """Yield what the schedule builds on the way to an arc."""
    while (way := into.get(arcs[arc_id].tail)) is not None:
        yield way
        arc_id = way


def _rows(path: Path, years: Sequence[int]) -> tuple[list[_Row], list[Finding]]:
    """Return the rows of the table, and what of it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise InputError([_finding(path, None, None, str(fault), phrase("a CSV table"))]) from fault
    missing = [name for name in COLUMNS if table and name not in table[0]]
    if missing or not table:
        found = ", ".join(missing) or phrase("no rows")
        expected = phrase("rows with the columns {columns}", columns=", ".join(COLUMNS))
        return [], [_finding(path, 1, None, found, expected)]
    rows, findings = [], []
    for number, cells in enumerate(table, 2):
        read = {name: (cells[name] or "").strip() for name in COLUMNS}
        year = _year(read["date"])
        if year not in years:
            expected = phrase("a year from {first} to {last}", first=years[0], last=years[-1])
            findings.append(_finding(path, number, "date", read["date"], expected))
        elif read["status"] not in STATUSES:
            findings.append(_finding(path, number, "status", read["status"], ", ".join(STATUSES)))
        else:
            rows.append(_Row(number, read["place"], read["sku"], year))
    return rows, findings


def _year(text: str) -> Any:
    """Return the year of a day, or of a year alone; None for what is neither."""
    try:
        return dt.date.fromisoformat(f"{text}-01-01" if len(text) == 4 else text).year
    except ValueError:
        return None


def _unknown(path: Path, row: _Row, known: set[tuple[str, str]]) -> Finding:
    places = sorted({place for place, _ in known})
    column, found, choices = "place", row.place, places
    if row.place in places:
        column, found = "sku", row.sku
        choices = sorted(sku for place, sku in known if place == row.place)
    near = suggestion(found, choices)
    expected = phrase("what the run buys")
    return _finding(path, row.number, column, found, expected, near)


def _too_early(path: Path, row: _Row, way: Arc) -> Finding:
    expected = phrase("{place} bought by then, which leads there", place=place_of(way))
    return _finding(path, row.number, "date", f"{row.place} {row.year}", expected)


def _finding(
    path: Path,
    row: int | None,
    column: str | None,
    found: str,
    expected: str,
    near: str | None = "",
) -> Finding:
    return YEARS_DELIVERIES.finding(
        path.name,
        row,
        column,
        found=found,
        expected=expected,
        todo=phrase("write {near}", near=near) if near else phrase("correct the row, or remove it"),
    )
