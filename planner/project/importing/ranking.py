"""Which table of a project a file is: by its columns, its shapes, its layout and its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from inventory.schema.column import Shape, Table, ValueType
from inventory.schema.tables import TABLES
from inventory.values import fold
from planner.project.importing.layouts import Layout, layout_of
from planner.project.importing.looking import Look
from planner.project.importing.vocabulary import synonyms, table_by_name, tails
from planner.project.importing.words import words_of

_OF_LAYOUT, _OF_NAME, _OF_SHAPE, _OF_SYNONYM, _OF_TAIL = 6.0, 1.5, 0.5, 0.5, 0.5
_OF_CODES = 1.0  # a required column of codes that holds codes indeed
_OF_SURVEY = 1.0  # forms of KoboToolbox and ODK are mostly filled in at sites
_LEAST, _CLEARLY = 0.8, 1.5  # assumptions: below the first nothing is guessed; times the second
_AS_TEXT = ("geometry", "wkt", "geom", "the_geom")
_PLACED = ("sites", "places", "pops", "towers")
_SHAPES: Mapping[Shape, tuple[str, ...]] = {
    Shape.POINT: _PLACED,
    Shape.LINE: ("roads", "spans", "rivers", "sites"),
    Shape.AREA: ("coverage", "boundaries", "soils", "sites"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The tables that a file may be, the likeliest first, and its layout if it is a known one."""

    tables: tuple[str, ...]  # () when it is like none
    is_clear: bool  # whether the first is much likelier than the second
    layout: Layout | None


def ranked(look: Look) -> Ranking:
    """Return which tables a file may be; the weights are assumptions, tried on real layouts."""
    layout = layout_of(look)
    named = table_by_name(PurePosixPath(look.name).name)
    scores: Counter[str] = Counter()
    for name, table in TABLES.items():
        if not _can_be(table, look):
            continue
        score = _by_headers(table, look)
        score += _OF_SYNONYM * _by_synonyms(name, look)
        score += _OF_CODES * _by_codes(table, look)
        score += _OF_LAYOUT * (layout is not None and layout.table == name)
        score += _OF_SURVEY * (layout is not None and layout.table is None and name == "sites")
        score += _OF_NAME * (named == name)
        score += _OF_SHAPE * (name in _SHAPES.get(look.shape, ()) and table.shape is look.shape)
        scores[name] = score  # type: ignore[assignment]
    order = [name for name, score in scores.most_common() if score >= _LEAST]
    first = scores[order[0]] if order else 0.0
    second = scores[order[1]] if len(order) > 1 else 0.0
    is_clear = bool(order) and first >= _CLEARLY * second
    return Ranking(tables=tuple(order), is_clear=is_clear, layout=layout)


def _can_be(table: Table, look: Look) -> bool:
    """Return whether a table may have the shapes of a file, or do without any."""
    if look.shape is not Shape.NONE:
        return table.name in _SHAPES[look.shape]
    if table.needs_geometry:
        return bool(set(map(fold, look.headers)) & set(map(fold, _AS_TEXT)))
    if table.name in (*_PLACED, "roads", "spans"):
        return True
    if any(_is_coordinate(header) for header in look.headers):
        return False
    found = {m.column.name for h in look.headers if h and (m := table.match(h)) is not None}
    needed = {column.name for column in table.columns if column.required}
    return len(needed & found) >= max(1, len(needed) - 1)


def _is_coordinate(header: str) -> bool:
    """Return whether a header is that of a coordinate, which tables of prices do not have."""
    match = TABLES["pops"].match(header) if header else None
    return match is not None and match.column.name in ("longitude", "latitude", "position")


@cache
def _weight(header: str) -> float:
    """Return how much a header tells: those of one table all, those of many little."""
    count = sum(table.match(header) is not None for table in TABLES.values())
    return 1 / count if count else 0.0


def _by_headers(table: Table, look: Look) -> float:
    """Return what the headers say for a table; each of its columns counts once."""
    best: dict[str, float] = {}
    for header in look.headers:
        for share, name in ((1.0, header), *((_OF_TAIL, tail) for tail in tails(header))):
            match = table.match(name) if name else None
            if match is not None:
                column = match.column.name
                best[column] = max(best.get(column, 0.0), share * _weight(name))
    return sum(best.values())


def _by_codes(table: Table, look: Look) -> bool:
    """Return whether a required column of codes is there and holds our codes."""
    for header in look.headers:
        match = table.match(header) if header else None
        if match is None or not match.column.required or match.column.type is not ValueType.CODE:
            continue
        if words_of(look, header, match.column).are_surely_codes:
            return True
    return False


def _by_synonyms(table: str, look: Look) -> float:
    """Return how many columns of a table have a header that strangers use for it alone."""
    there = {fold(name) for header in look.headers for name in (header, *tails(header))}
    words = synonyms(table)
    own = (
        name
        for name, alike in words.items()
        if any(
            word in there and sum(word in w for t in TABLES for w in synonyms(t).values()) == 1
            for word in alike
        )
    )
    return float(len(list(own)))
