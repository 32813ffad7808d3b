"""Which header is which column, where the column dictionary does not say: guesses with reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from inventory.columns.computed import is_computed
from inventory.expressions import headers_named, parse
from inventory.files.vectors.positions import looks_like_positions
from inventory.schema.column import Column, Shape, Table, ValueType
from inventory.schema.tables import TABLES
from inventory.values import fold, shorten
from planner.language.label import Label
from planner.language.labels import filled
from planner.project.importing.layouts import Layout
from planner.project.importing.looking import Look
from planner.project.importing.vocabulary import axis_of, synonyms, tails

_OF_LEVELS = ("aimag", "soum", "bagh")
_SAMPLE = 200
_FIRST_FEW, _LONGEST_CODE = 3, 40  # columns among which a code is looked for; its letters


@dataclass(kw_only=True)
class Found:
    """The columns of a table and where they stand in a file."""

    known: dict[str, str] = field(default_factory=dict)  # column -> header, by the dictionary
    guessed: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    why: dict[str, Label] = field(default_factory=dict)

    def of(self, column: str) -> str | tuple[str, ...] | None:
        """Return where a column stands, None when it was not found or shall not be read."""
        if column in self.guessed:
            return self.guessed[column] or None
        return self.known.get(column)

    def header(self, column: str) -> str | None:
        """Return the header of a column that stands in one, None for any other."""
        found = self.of(column)
        return found if isinstance(found, str) else None

    def used(self) -> set[str]:
        """Return the headers that columns are read from, folded."""
        written = chain(self.known.values(), self.guessed.values())
        parts = (part for one in written for part in ((one,) if isinstance(one, str) else one))
        names = (n for part in parts for n in (part, *(headers_named(part) if part else ())))
        return {fold(name) for name in names}

    def guess(self, column: str, value: str | tuple[str, ...], why: Label) -> None:
        """Note a guess; it stands before what the dictionary knows."""
        self.guessed[column] = value
        self.why[column] = why

    def drop(self, column: str) -> None:
        """Forget where a column stands."""
        for found in (self.known, self.guessed, self.why):
            found.pop(column, None)


def mapping_of(look: Look, table: str, layout: Layout | None, levels: Sequence[str]) -> Found:
    """Return where the columns of a table stand in a file: known, and guessed."""
    found = Found(known=_known(TABLES[table], look.headers))
    _by_keys(TABLES[table], look, found)
    if layout is not None and layout.table == table:
        _by_layout(layout, look, found)
    if table == "sites":
        _by_levels(look, levels, found)
    _by_synonyms(TABLES[table], look, found)
    _by_endings(TABLES[table], look, found)
    if TABLES[table].shape is Shape.POINT:
        _by_positions(look, found)
    _by_likeness(TABLES[table], look, found)
    _identifier(TABLES[table], look, found)
    return found


def _known(table: Table, headers: Iterable[str]) -> dict[str, str]:
    """Return the headers that the dictionary knows, by column; the preferred one of several."""
    best: dict[str, tuple[int, str]] = {}
    for header in headers:
        match = table.match(header) if header else None
        if match is not None:
            name = match.column.name
            best[name] = min(best.get(name, (1 << 30, "")), (match.rank, header))
    return {name: header for name, (_, header) in best.items()}


def _by_keys(table: Table, look: Look, found: Found) -> None:
    """Note identifiers that the dictionary joins from several columns."""
    there = {fold(header): header for header in look.headers}
    for column in table.columns:
        for key in column.keys:
            if all(fold(part) in there for part in key):
                found.known[column.name] = "+".join(there[fold(part)] for part in key)
                break


def _by_layout(layout: Layout, look: Look, found: Found) -> None:
    there = {fold(header): header for header in look.headers}
    for column, written in layout.columns.items():
        if written == "":
            found.guess(column, "", filled("import.why.layout", layout=layout.name))
            continue
        parts = (written,) if isinstance(written, str) else written
        names = [n for part in parts for n in (parse(part).names if is_computed(part) else [part])]
        if not all(fold(name) in there for name in names):
            continue
        if isinstance(written, tuple):
            value: str | tuple[str, ...] = tuple(there[fold(part)] for part in written)
        else:
            value = written if is_computed(written) else there.get(fold(written), written)
        if found.of(column) != value:
            found.guess(column, value, filled("import.why.layout", layout=layout.name))
    _said_once(layout, found)


def _said_once(layout: Layout, found: Found) -> None:
    """Forget what the dictionary makes of headers that a layout gives to other columns."""
    taken = {
        column: found.guessed[column] for column in layout.columns if found.guessed.get(column)
    }
    for other, header in list(found.known.items()):
        if any(header == value and other != column for column, value in taken.items()):
            del found.known[other]


def _by_levels(look: Look, levels: Sequence[str], found: Found) -> None:
    """Note headers that are the country's own words for its areas."""
    there = {fold(header): header for header in look.headers if header}
    for column, word in zip(_OF_LEVELS, levels, strict=False):
        for name in (word, f"{word} name", f"{word} code", f"name of {word}"):
            header = there.get(fold(name))
            if header is None:
                continue
            if found.known.get(column) != header:
                for other, taken in list(found.known.items()):
                    if taken == header:
                        del found.known[other]
                found.guess(column, header, filled("import.why.level", word=word))
            break


def _free(look: Look, found: Found) -> list[str]:
    """Return the headers that no column is read from yet."""
    used = found.used()
    return [header for header in look.headers if header and fold(header) not in used]


def _by_synonyms(table: Table, look: Look, found: Found) -> None:
    free = {fold(header): header for header in _free(look, found)}
    id_name = identifier_of(table)
    for column, words in synonyms(table.name).items():
        if found.of(column) is not None or column not in table.by_name:
            continue
        for word in words:
            header = free.get(word)
            if header is None or (column == id_name and not _is_unique(look, (header,))):
                continue
            found.guess(column, header, filled("import.why.word", header=shorten(header, 40)))
            del free[word]
            break


def _by_endings(table: Table, look: Look, found: Found) -> None:
    """Note columns below the groups of a form, and coordinates that a form names after itself."""
    for header in _free(look, found):
        axis = axis_of(header)
        if axis in table.by_name and found.of(axis or "") is None and _is_numeric(look, header):
            found.guess(str(axis), header, filled("import.why.ending", header=shorten(header, 40)))
            continue
        for tail in tails(header):
            column = _column_of(table, tail)
            if column is not None and found.of(column) is None:
                found.guess(column, header, filled("import.why.ending", header=shorten(header, 40)))
                break


def _column_of(table: Table, header: str) -> str | None:
    """Return the column that a header means, by the dictionary or to strangers."""
    match = table.match(header)
    if match is not None and match.factor is None:
        return match.column.name
    words = synonyms(table.name).items()
    return next((column for column, alike in words if fold(header) in alike), None)


def _by_positions(look: Look, found: Found) -> None:
    """Note a column whose values look like positions, where none is read yet."""
    if look.raw.has_geometry or any(found.of(c) for c in ("longitude", "latitude", "position")):
        return
    for header in _free(look, found):
        if looks_like_positions(look.column(header)[:20]):
            found.guess("position", header, filled("import.why.position"))
            return


def _by_likeness(table: Table, look: Look, found: Found) -> None:
    for header in _free(look, found):
        near = table.near(
            header
        )  # a count is never guessed so: visits a year are no visitors a day
        if near is None or near.adds_up or near.type is ValueType.CODE:
            continue
        if found.of(near.name) is None and near.name not in found.guessed:
            found.guess(near.name, header, filled("import.why.like", name=near.name))


# -- the identifier -------------------------------------------------------------------------------


def identifier_of(table: Table) -> str | None:
    """Return the column that names a row of a table, None when it has none."""
    first = table.columns[0]
    return first.name if first.type is ValueType.IDENTIFIER and first.required else None


def _identifier(table: Table, look: Look, found: Found) -> None:
    """Note columns that name a row together, where no header is an identifier."""
    name = identifier_of(table)
    if name is None or found.of(name) is not None:
        return
    first = next((h for h in _free(look, found) if _is_code(look, h)), None)
    if first is not None:
        found.guess(name, first, filled("import.why.key", headers=first))
        return
    for key in _keys(found):
        if not _is_unique(look, key):
            continue
        value: str | tuple[str, ...] = key if len(key) > 1 else key[0]
        found.guess(name, value, filled("import.why.key", headers=" + ".join(key)))
        if len(key) == 1 and "name" in found.known:  # a header that is mapped must be said twice
            found.guess("name", found.known.pop("name"), filled("import.why.key_name"))
        return


def _is_code(look: Look, header: str) -> bool:
    """Return whether a header among the first few holds a code of each row: short and unique."""
    if header not in look.headers[:_FIRST_FEW]:
        return False
    texts = look.column(header)
    is_short = all(len(t) <= _LONGEST_CODE and not re.search(r"\s|[0-9]\.[0-9]", t) for t in texts)
    return is_short and _is_unique(look, (header,))


def _keys(found: Found) -> Iterator[tuple[str, ...]]:
    """Yield columns that may name a row together, the shortest first."""
    there = {c: h for c in ("name", "soum", "aimag", "latitude") if (h := found.header(c))}
    longitude = found.header("longitude")
    named = there.get("name")
    if named:
        yield (named,)
        for area in ("soum", "aimag"):
            if area in there:
                yield (named, there[area])
        if "soum" in there and "aimag" in there:
            yield (named, there["soum"], there["aimag"])
    if "latitude" in there and longitude:
        yield (there["latitude"], longitude)
        if named:
            yield (named, there["latitude"], longitude)


def _is_unique(look: Look, headers: Sequence[str]) -> bool:
    """Return whether columns name every row of a file, each differently."""
    places = [look.headers.index(header) for header in headers if header in look.headers]
    if len(places) < len(headers) or not look.raw.rows:
        return False
    seen: set[tuple[str, ...]] = set()
    for row in look.raw.rows:
        cells = tuple(str(row.cells[i] or "").strip() if i < len(row.cells) else "" for i in places)
        if not all(cells) or cells in seen:
            return False
        seen.add(cells)
    return True


def _is_numeric(look: Look, header: str) -> bool:
    """Return whether most values below a header are numbers."""
    values = look.column(header)[:_SAMPLE]
    good = sum(value.lstrip("+-").replace(".", "", 1).isdigit() for value in values)
    return bool(values) and 2 * good > len(values)


def missing(table: Table, found: Found, given: Mapping[str, object]) -> list[Column]:
    """Return the required columns of a table that were neither found nor given."""
    return [
        column
        for column in table.columns
        if column.required and found.of(column.name) is None and column.name not in given
    ]
