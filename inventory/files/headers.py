"""Finding the header of a sheet: below a title, over one to three rows, above the data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from inventory import rules
from inventory.files.file_findings import FileFindings
from inventory.files.grids import Grid, RawRow, RawTable, Recognise, header_text, is_filled
from inventory.findings import Finding
from inventory.values import cell_text, fold, fold_all, shorten

_ROWS_SEARCHED = 25
_MOST_HEADER_ROWS = 3


@dataclass(frozen=True, slots=True)
class _Header:
    """Where the header stands: index of its first row among the grid's, how many rows, names."""

    start: int
    height: int
    names: tuple[str, ...]
    known: int


def find_table(grid: Grid, file: str, recognise: Recognise, header_row: int | None) -> RawTable:
    """Return the grid as a table: header found, titles and column numbers left out."""
    header = _declared(grid, recognise, header_row) if header_row else _found(grid, recognise)
    findings = list(grid.findings)
    if header is None:
        if not findings:
            findings.append(_no_rows(file, header_row))
        return RawTable(headers=(), rows=(), findings=findings)
    findings += _notes(grid, header, file, declared=header_row is not None)
    body = [row for row in grid.rows[header.start + header.height :] if not row.is_blank]
    body, numbers = _without_numbering(body)
    findings += [skipped_row(file, row, "column numbers") for row in numbers]
    names = numbered(header.names)
    if not grid.is_text:  # a sheet has no separators to misplace: cells beyond have no header
        beyond = max((len(row.cells) for row in body), default=0) - len(names)
        names += ("",) * beyond
    findings += _wrong_lengths(body, len(names), file, grid.is_text)
    return RawTable(
        headers=names,
        rows=body,
        findings=findings,
        header_row=grid.rows[header.start].number,
        sheet=grid.sheet,
    )


def known_headers(grid: Grid, recognise: Recognise) -> dict[str, str]:
    """Return the known headers of a grid's best header as written, by what sheets compare."""
    header = _found(grid, recognise)
    names = header.names if header else ()
    return {fold(name): name for name in names if name and recognise(name)}


# -- the search ---------------------------------------------------------------------------------


def _found(grid: Grid, recognise: Recognise) -> _Header | None:
    """Return the row, or the rows, with the most known headers; the first row if none has."""
    candidates: list[_Header] = []
    seen = 0
    for index, row in enumerate(grid.rows):
        if row.is_blank:
            continue
        candidates += _headers_at(grid, index, recognise)
        seen += 1
        if seen == _ROWS_SEARCHED:
            break
    if not candidates:
        return None
    best = max(candidates, key=lambda h: (h.known, -h.height, -h.start))
    return best if best.known else candidates[0]


def _declared(grid: Grid, recognise: Recognise, number: int) -> _Header | None:
    """Return the header at a declared row number; more rows when they name more."""
    for index, row in enumerate(grid.rows):
        if row.number == number and not row.is_blank:
            return max(_headers_at(grid, index, recognise), key=lambda h: (h.known, -h.height))
    return None


def _headers_at(grid: Grid, index: int, recognise: Recognise) -> list[_Header]:
    """Return the headers that may begin in a row: of this row alone, or of two or three rows."""
    stacked = (_stacked(grid, index, n, recognise) for n in range(2, _MOST_HEADER_ROWS + 1))
    return [_single(grid, index, recognise), *(h for h in stacked if h is not None)]


def _single(grid: Grid, index: int, recognise: Recognise) -> _Header:
    """Return one row as a header."""
    names = tuple(header_text(cell) for cell in grid.rows[index].cells)
    return _Header(index, 1, _trimmed(names), _known(names, recognise))


def _stacked(grid: Grid, index: int, height: int, recognise: Recognise) -> _Header | None:
    """Return several rows as a header, groups above and names below, when all look like one."""
    rows = grid.rows[index : index + height]
    if len(rows) < height:
        return None
    levels = [[header_text(cell) for cell in row.cells] for row in rows]
    for below in levels[1:]:
        if not any(below) or any(_is_number(text) for text in below if text):
            return None
    names = _joined(levels, recognise)
    return _Header(index, height, _trimmed(names), _known(names, recognise))


def _joined(levels: list[list[str]], recognise: Recognise) -> tuple[str, ...]:
    """Return the names of a stacked header; a group reaches over the empty cells after it."""
    width = max(map(len, levels))
    columns = zip(*(level + [""] * (width - len(level)) for level in levels), strict=True)
    groups = [""] * (len(levels) - 1)
    names: list[str] = []
    for texts in columns:
        for level, above in enumerate(texts[:-1]):
            if above:
                groups[level:] = [above] + [""] * (len(groups) - level - 1)
            elif not any(texts[level + 1 :]):
                groups[level] = ""
        names.append(_name(groups, texts[-1], recognise))
    return tuple(names)


def _name(groups: Sequence[str], below: str, recognise: Recognise) -> str:
    """Return the header of one column of a stacked header: the fullest name that is known."""
    filled = [text for text in (*groups, below) if text]
    parts = [text for i, text in enumerate(filled) if i == 0 or text != filled[i - 1]]
    if not parts:
        return ""
    *above, last = parts
    for size in range(len(above), -1, -1):
        for chosen in combinations(above, size):
            name = " ".join((*chosen, last))
            if recognise(name):
                return name
    if above and fold(last) in _TOTAL_WORDS:  # under Сурагч stands Нийт: the pupils in all
        for name in (f"{last} {above[-1]}", " ".join(above), above[-1]):
            if recognise(name):
                return name
    return " ".join(parts)


def _known(names: Sequence[str], recognise: Recognise) -> int:
    """Return how many different known headers there are."""
    return len({fold(name) for name in names if name and recognise(name)})


def _trimmed(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names without the empty ones at the end."""
    end = len(names)
    while end and not names[end - 1]:
        end -= 1
    return names[:end]


def _is_number(text: str) -> bool:
    """Return whether a text is digits and separators, as data are and headers are not."""
    return re.fullmatch(r"[+-]?[0-9][0-9.,\s]*", text) is not None


# -- what stands around the data ------------------------------------------------------------------


def _without_numbering(body: list[RawRow]) -> tuple[list[RawRow], list[RawRow]]:
    """Return the data rows, and apart a first row that only numbers the columns 1, 2, 3."""
    if body and is_numbering(body[0]):
        return body[1:], body[:1]
    return body, []


def is_numbering(row: RawRow) -> bool:
    """Return whether a row only numbers the columns: 1, 2, 3 or А, Б, 1, 2."""
    texts = [cell_text(c).strip() for c in row.cells if is_filled(c)]
    while texts and len(texts[0]) == 1 and texts[0].isalpha():
        texts = texts[1:]
    return len(texts) >= 3 and texts == [str(n) for n in range(1, len(texts) + 1)]


_TOTALS = (
    *("нийт", "дүн", "бүгд", "нийт дүн", "нийт бүгд", "бүгд дүн", "дүн нийт", "нийт тоо"),
    *("улсын дүн", "улсын хэмжээнд", "улсын нийт", "нийлбэр", "total", "totals", "grand total"),
    *("sub total", "subtotal", "sum", "overall", "итого", "всего"),
)
_TOTAL_WORDS = fold_all(*_TOTALS)
_TOTAL_END = re.compile(r".*\S (?:" + "|".join((fold("дүн"), fold("бүгд"), fold("total"))) + ")")
_TOTAL_START = re.compile(r"(?:" + "|".join((fold("нийт"), fold("total"))) + r") [0-9].*")


def total_label(row: RawRow) -> str | None:
    """Return the first text of a row when it says the row is a total, as Нийт, Дүн, Total do."""
    first = next((cell for cell in row.cells if is_filled(cell)), None)
    if not isinstance(first, str):
        return None
    word = fold(first)
    if word in _TOTAL_WORDS or _TOTAL_END.fullmatch(word) or _TOTAL_START.fullmatch(word):
        return shorten(first)
    return None


def skipped_row(file: str, row: RawRow, what: str) -> Finding:
    """Return the note that a row was left out."""
    return rules.ROW_SKIPPED.finding(file, row.number, found=what, todo="nothing to do")


def _notes(grid: Grid, header: _Header, file: str, *, declared: bool) -> list[Finding]:
    """Return the note that a title stands above the header or that it has several rows."""
    titles = [row for row in grid.rows[: header.start] if not row.is_blank]
    if declared or (not titles and header.height == 1):
        return []
    number = grid.rows[header.start].number
    last = grid.rows[header.start + header.height - 1].number
    rows = f"rows {number} to {last}" if header.height > 1 else f"row {number}"
    return [
        rules.HEADER_ROW.finding(
            file,
            number,
            found=f"the header in {rows}",
            todo="set header_row in kholboo.toml if it stands elsewhere",
        )
    ]


def _wrong_lengths(rows: Sequence[RawRow], width: int, file: str, is_text: bool) -> list[Finding]:
    """Return the findings of rows longer or shorter than the header; endless ones are counted."""
    findings = FileFindings(file)
    for row in rows:
        beyond = [cell for cell in row.cells[width:] if is_filled(cell)]
        if beyond:
            found = f"{len(row.cells)} values, the last {shorten(cell_text(beyond[-1]), 40)}"
            expected = f"{width} values, as the header has columns"
            todo = "quote values that contain the separator, or name the column"
            findings.add(rules.ROW_TOO_LONG, row.number, found=found, expected=expected, todo=todo)
        elif is_text and len(row.cells) < width:
            found = f"{len(row.cells)} values"
            expected = f"{width} values, as the header has columns"
            todo = "check that the file is whole"
            findings.add(rules.ROW_TOO_SHORT, row.number, found=found, expected=expected, todo=todo)
    return findings.all()


_NUMBERED = re.compile(r"(.*) #[0-9]{1,4}", re.DOTALL)


def numbered(names: Sequence[str]) -> tuple[str, ...]:
    """Return headers with a number behind each that stood before: students, students #2."""
    counts: Counter[str] = Counter()
    made: list[str] = []
    for name in names:
        counts[name] += bool(name)
        made.append(f"{name} #{counts[name]}" if counts[name] > 1 else name)
    return tuple(made)


def unnumbered(header: str) -> str:
    """Return a header without the number that a repeated one gets."""
    found = _NUMBERED.fullmatch(header)
    return found[1] if found else header


def _no_rows(file: str, header_row: int | None) -> Finding:
    """Return the finding of a file without any row, or without the declared header."""
    if header_row is None:
        return rules.FILE_EMPTY.finding(
            file, found="no rows", expected="a header and rows", todo="export the table again"
        )
    found = "no header in this row"
    expected = "the header that header_row in kholboo.toml declares"
    todo = "correct header_row"
    return rules.FILE_EMPTY.finding(file, header_row, found=found, expected=expected, todo=todo)
