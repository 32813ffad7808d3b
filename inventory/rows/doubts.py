"""Columns and values that say a row may not be wanted: closed, merged, planned, out of use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from inventory import reading_rules
from inventory.binding import Binding
from inventory.expressions import parse
from inventory.files.file_findings import FileFindings
from inventory.files.grids import RawRow, RawTable, is_filled
from inventory.schema.column import Shape, Table
from inventory.table_specs import FileSpec
from inventory.values import Cell, Fault, cell_text, fold, fold_all, read_yes_no, shorten

_MOST_VALUES = 60  # a column of states repeats a few words
_MOST_NAMED = 6
_LONGEST_CONDITION = 400
_A_DATE = "a date"

_WORDS = (
    *("closed", "closure", "shut", "merged", "amalgamated", "planned", "proposed", "abandoned"),
    *(
        "demolished",
        "defunct",
        "inactive",
        "suspended",
        "discontinued",
        "decommissioned",
        "disused",
    ),
    *("destroyed", "cancelled", "canceled", "dissolved", "deregistered", "relocated", "vacant"),
    *("nonfunctional", "nonoperational", "unoccupied", "future"),
    *("not operational", "not functional", "not functioning", "not open", "not in use"),
    *("not active", "non operational", "non functional", "out of service", "out of use"),
    *("under construction", "not yet open", "no longer"),
    *("хаагдсан", "хаасан", "хаалттай", "нэгтгэсэн", "нэгдсэн", "нийлсэн", "татан буугдсан"),
    *("татан буулгасан", "төлөвлөсөн", "төлөвлөж буй", "төлөвлөгдсөн", "баригдаж байгаа"),
    *("баригдаж буй", "идэвхгүй", "ашиглалтгүй", "ашиглалтад ороогүй", "ажиллагаагүй"),
    *("ажиллахгүй", "үйл ажиллагаагүй", "үйл ажиллагаа явуулдаггүй", "зогссон", "түр зогссон"),
    *("нурсан", "нүүсэн", "закрыт", "закрыта", "закрыто", "ликвидирована", "ликвидирован"),
    *("жабық", "жабылған", "cerrado", "cerrada", "clausurado", "clausurada", "fermé", "fermée"),
    *("fechada", "fechado", "extinta", "extinto", "paralisada", "paralisado", "inativa"),
    *("inativo", "inactivo", "inactiva", "encerrada"),
)
_UNWANTED = re.compile(
    r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, map(fold, _WORDS)))) + r")(?!\w)"
)
_NAME_MARK = re.compile(
    r"(?<!\w)(?:" + "|".join(map(fold, ("closed", "хаагдсан", "татан буугдсан"))) + r")(?!\w)"
)
_ENDED = re.compile(
    r"(?<!\w)(?:"
    + "|".join(
        map(fold, ("closed", "closure", "merged", "demolished", "abandoned", "хаагдсан", "хаасан"))
    )
    + r")(?!\w)"
)
_DAY_WORDS = ("date", "day", "year", "огноо", "өдөр", "он", "дата", "fecha", "data")
_WORKING = fold_all(
    *("active", "is active", "operational", "is operational", "functional", "is functional"),
    *("functioning", "open", "is open", "in operation", "in use", "working", "идэвхтэй"),
    *("идэвхтэй эсэх", "ажиллаж байгаа эсэх", "ажиллаж байгаа", "ашиглалтад байгаа"),
)
_STATES = fold_all(
    *(
        "status",
        "school status",
        "operational status",
        "site status",
        "sy status",
        "state code",
    ),
    *(
        "status code",
        "төлөв",
        "статус",
        "байдал",
        "үйл ажиллагааны төлөв",
        "estado",
        "situacao",
    ),
    *("operation status", "current status", "establishment status"),
)


def note_doubts(
    table: Table,
    spec: FileSpec,
    raw: RawTable,
    rows: Sequence[RawRow],
    binding: Binding,
    findings: FileFindings,
) -> None:
    """Warn of every column by which some rows that are kept may not be wanted."""
    found = dict(doubts(table, spec, raw, rows, binding))
    for header, doubt in (*found.items(), *_left(table, spec, raw, rows, binding)):
        _note(header, doubt, spec.where, findings)


def doubts(
    table: Table, spec: FileSpec, raw: RawTable, rows: Sequence[RawRow], binding: Binding
) -> Iterator[tuple[str, Counter[str]]]:
    """Yield every column by which some rows may not be wanted, with its values and their counts.

    Columns that `where` names are decided.
    """
    if table.shape is not Shape.POINT or table.name == "places":
        return
    decided = _decided(spec)
    if spec.where and not decided:  # "true": every row is wanted
        return
    bound = {i: b.column.name for b in binding.bound for i in b.places}
    for index, header in enumerate(raw.headers):
        name = bound.get(index)
        if not header or fold(header) in decided or name in decided:
            continue
        cells = (row.cells[index] for row in rows if index < len(row.cells))
        if name == "name":
            doubt = _marked_names(cells)
        elif name is None:
            doubt = _doubt(header, cells)
        else:
            continue
        if doubt:
            yield header, doubt


def _decided(spec: FileSpec) -> set[str]:
    """Return the columns that the condition on rows names, folded."""
    return {fold(name) for name in parse(spec.where).names} if spec.where else set()


def _left(
    table: Table, spec: FileSpec, raw: RawTable, rows: Sequence[RawRow], binding: Binding
) -> Iterator[tuple[str, Counter[str]]]:
    """Yield the columns that `where` names with the words in kept rows that it does not name.

    A condition that leaves out the closed keeps the temporarily closed in silence otherwise.
    """
    if table.shape is not Shape.POINT or table.name == "places" or spec.where is None:
        return
    decided, written = _decided(spec), spec.where.casefold()
    bound = {i for b in binding.bound for i in b.places}
    for index, header in enumerate(raw.headers):
        if not header or index in bound or fold(header) not in decided:
            continue
        cells = (row.cells[index] for row in rows if index < len(row.cells))
        words = Counter(cell_text(cell) for cell in cells if _is_unwanted(cell))
        left = {w: n for w, n in words.items() if f"'{w}'".casefold() not in written}
        if left and len(words) <= _MOST_VALUES:
            yield header, Counter(left)


def _doubt(header: str, cells: Iterable[Cell]) -> Counter[str]:
    """Return the values of a column that say a row may not be wanted, with their counts."""
    counts: Counter[Cell] = Counter()
    folded = fold(header)
    is_end = _ENDED.search(folded) is not None
    is_dated = is_end and any(fold(word) in folded.split() for word in _DAY_WORDS)
    for cell in cells:
        if is_filled(cell):
            counts[cell if not is_dated else _A_DATE] += 1
            if len(counts) > _MOST_VALUES:
                return Counter()
    if is_dated:
        return Counter({text: n for cell, n in counts.items() if (text := cell_text(cell))})
    found = Counter({cell_text(c): n for c, n in counts.items() if _is_unwanted(c)})
    if found:
        return found
    if is_end or folded in _WORKING:
        return _answers(counts, wanted=not is_end)
    if folded in _STATES and len(counts) > 1 and all(len(cell_text(c)) <= 2 for c in counts):
        return Counter({cell_text(c): n for c, n in counts.items()})
    return Counter()


def _is_unwanted(cell: Cell) -> bool:
    """Return whether a cell holds a word such as closed or planned."""
    return isinstance(cell, str) and len(cell) <= 80 and bool(_UNWANTED.search(fold(cell)))


def _answers(counts: Counter[Cell], *, wanted: bool) -> Counter[str]:
    """Return the answers of a yes/no column that do not say that a row is wanted."""
    read = {cell: read_yes_no(cell) for cell in counts}
    if any(isinstance(answer, Fault) for answer in read.values()):
        return Counter()
    return Counter({cell_text(c): counts[c] for c, answer in read.items() if answer is not wanted})


def _marked_names(cells: Iterable[Cell]) -> Counter[str]:
    """Return the names that say themselves that a place is closed."""
    return Counter(
        shorten(cell, 40)
        for cell in cells
        if isinstance(cell, str) and _NAME_MARK.search(fold(cell))
    )


def condition_without(header: str, values: Sequence[str]) -> str:
    """Return the condition that leaves out the rows with some values, or with any date."""
    name = header if re.fullmatch(r"[^\W\d]\w*", header) else f"`{header}`"
    if values[0] == _A_DATE:
        return f"{name} is empty"
    quoted = ["'" + value.replace("'", "''") + "'" for value in values]
    return f"{name} != {quoted[0]}" if len(quoted) == 1 else f"{name} not in ({', '.join(quoted)})"


def _note(header: str, doubt: Counter[str], where: str | None, findings: FileFindings) -> None:
    """Record the warning of one column, with its commonest values."""
    common = sorted(doubt.items(), key=lambda pair: (-pair[1], pair[0]))
    named = ", ".join(f"{shorten(text, 40)} ({n})" for text, n in common[:_MOST_NAMED])
    more = len(common) - _MOST_NAMED
    condition = condition_without(header, [text for text, _ in common[:_MOST_NAMED]])
    if where is not None:
        condition = f"({where}) and {condition}"
    condition = shorten(condition, _LONGEST_CONDITION)
    total = sum(doubt.values())
    findings.add(
        reading_rules.ROWS_DOUBTFUL,
        None,
        header,
        found=f"{total} {'row' if total == 1 else 'rows'}: {named}"
        + (f" and {more} more" if more > 0 else ""),
        expected="a decision which of these rows belong to the plan",
        todo=f'set where = "{condition}" in kholboo.toml, or where = "true" to keep all',
    )
