"""What a file's values make doubtful: halves of a sum, codes for missing, closed sites, metres."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inventory.binding import bind
from inventory.columns.halves import halves, sum_of
from inventory.files.file_findings import FileFindings
from inventory.rows.doubts import condition_without, doubts
from inventory.schema.column import Table, ValueType
from inventory.table_specs import FileSpec
from inventory.values import fold
from planner.language.labels import filled
from planner.project.importing.looking import Look
from planner.project.importing.mapping import Found

_COUNTS = (ValueType.WHOLE, ValueType.NUMBER)
_CODES = frozenset(("-1", "-2", "-3", "-4", "-5", "-6", "-7", "-8", "-9", "-66", "-77", "-88"))
_MORE_CODES = frozenset(("-97", "-98", "-99", "-999", "-9998", "-9999"))
"""Codes for "missing" of statistical files; a negative count cannot be anything else."""
_FARTHEST_DEGREES = 360.0


def guess_sums(table: Table, look: Look, found: Found) -> None:
    """Note columns that are the sum of two headers, as boys and girls are the students."""
    used = found.used()
    names = [header for header in look.headers if header and fold(header) not in used]
    known = [column.name for column in table.columns if found.of(column.name)]
    for first, second, column in halves(table, names, known):
        found.guess(column, sum_of(first, second), filled("import.why.halves"))


def missing_codes(table: Table, look: Look, found: Found) -> Iterator[tuple[str, str, int]]:
    """Yield every negative code in a column of counts: the column, the text, how often."""
    for column in table.columns:
        header = found.header(column.name)
        if column.type not in _COUNTS or column.low != 0 or header not in look.headers:
            continue
        counts = Counter(look.column(str(header)))
        for text, count in sorted(counts.items()):
            plain = re.sub(r"\.0{1,2}$", "", text.replace("\u2212", "-"))
            if plain in _CODES | _MORE_CODES:
                yield column.name, text, count


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwanted:
    """Rows that may not be wanted: the header that says so, its words, what leaves them out."""

    header: str
    words: str
    count: int
    condition: str


def unwanted(table: Table, spec: FileSpec, look: Look) -> list[Unwanted]:
    """Return the columns by which some rows may be closed, merged or only planned."""
    binding = bind(table, spec, look.raw, FileFindings(look.path))
    named = {b.header for b in binding.bound if b.column.name == "name"}
    found = []
    for header, values in doubts(table, spec, look.raw, look.raw.rows, binding):
        if header in named:  # names that say "closed" are told by `kholboo check`
            continue
        common = sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))
        found.append(
            Unwanted(
                header=header,
                words=", ".join(f"{text} ({n})" for text, n in common[:6]),
                count=sum(values.values()),
                condition=condition_without(header, [text for text, _ in common]),
            )
        )
    return found


def is_projected(look: Look, found: Found) -> bool:
    """Return whether coordinates are metres of a map: most are no degrees."""
    header = found.header("longitude")
    if look.raw.has_geometry or header not in look.headers:
        return False
    figures = [number for text in look.column(str(header))[:200] if (number := _number(text))]
    return bool(figures) and _share(figures) > 0.5


def _share(figures: Sequence[float]) -> float:
    return sum(abs(figure) > _FARTHEST_DEGREES for figure in figures) / len(figures)


def _number(text: str) -> float | None:
    try:
        return float(text.replace(" ", "").replace(",", "."))
    except ValueError:
        return None
