"""Rows that the page adds: tables of its own beside the project's, which it never changes.

The first row of a table makes its file and its entry in `kholboo.toml`; later ones are added.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planner.language.labels import LABELS, filled
from planner.project.importing.entries import Entry
from planner.project.importing.project_text import Changes as TextChanges
from planner.project.importing.project_text import TableChange, changed_text
from planner.rendering.csv_cells import opens_formula
from planner.serve.changes import Change, content_of
from planner.serve.refused import RefusedError

if TYPE_CHECKING:
    from inventory.project import Project

CONFIG = "kholboo.toml"
LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTable:
    """A file of rows made by hand: the table it belongs to, where it lies, its columns."""

    table: str
    path: str
    columns: tuple[str, ...]


DIRECTIVES = OwnTable(
    table="directives",
    path="data/by-hand/directives.csv",
    columns=(
        *("directive_id", "kind", "target", "value", "reason", "authority", "document", "date"),
        *("decided_by", "decided_role"),
    ),
)

CORRECTIONS = OwnTable(
    table="corrections",
    path="data/by-hand/corrections.csv",
    columns=("site", "latitude", "longitude", "reason", "document", "decided_by", "date"),
)


def with_row(
    folder: Path, project: Project, own: OwnTable, row: Mapping[str, str], language: str
) -> Change:
    """Return the change that adds a row to a table made by hand.

    Raises RefusedError when the file that would be added to is not one that the page made,
    EditError when `kholboo.toml` cannot be edited.
    """
    before = content_of(folder, own.path)
    text = ",".join(own.columns) + "\n" if before is None else _ours(own, before)
    contents = {own.path: (text + _line([row.get(name, "") for name in own.columns])).encode()}
    expected: dict[str, bytes | None] = {own.path: before}
    spec = project.tables.get(own.table)
    if spec is None or all(file.label != own.path for file in spec.files):
        config = content_of(folder, CONFIG) or b""
        made = changed_text(config.decode("utf-8"), _entry(own), language)
        contents[CONFIG], expected[CONFIG] = made.encode(), config
    return Change(contents=contents, expected=expected)


def _entry(own: OwnTable) -> TextChanges:
    entry = Entry(table=own.table, path=own.path, settings={("number_format",): "1234.5"})
    return TextChanges(tables=(TableChange(entry=entry),))


def _ours(own: OwnTable, content: bytes) -> str:
    """Return the text of a file that the page made; a spreadsheet may have added its mark."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError(filled("serve.not_our_file", file=own.path)) from error
    rows = text.splitlines()
    if not rows or tuple(next(csv.reader(rows[:1]))) != own.columns:
        raise RefusedError(filled("serve.not_our_file", file=own.path))
    return text if text.endswith("\n") else text + "\n"


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


# -- what people typed --------------------------------------------------------------------------


def typed(data: Mapping[str, object], name: str, *, needed: bool = False) -> str:
    """Return a text of a form, on one line without blanks around it.

    Raises RefusedError for one that is missing where needed, too long, of several lines, or that
    a spreadsheet would take for a formula.
    """
    value = data.get(name, "")
    text = value.strip() if isinstance(value, str) else ""
    field = LABELS[f"serve.field.{name}"]
    if not text:
        if needed:
            raise RefusedError(filled("serve.field_needed", field=field))
        return ""
    if len(text) > LONGEST_TEXT or any(not c.isprintable() for c in text):
        raise RefusedError(filled("serve.field_line", field=field, most=LONGEST_TEXT))
    if opens_formula(text):
        raise RefusedError(filled("serve.field_formula", field=field))
    return text


def typed_day(data: Mapping[str, object], name: str) -> str:
    """Return a day of a form written YYYY-MM-DD; raises RefusedError for anything else."""
    from datetime import date

    text = typed(data, name, needed=True)
    try:
        if date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    raise RefusedError(filled("serve.field_day", field=LABELS[f"serve.field.{name}"]))


def free_id(letter: str, taken: Sequence[str]) -> str:
    """Return the next id of rows made by hand: a letter and a number above all that are taken."""
    found = (re.fullmatch(rf"{letter}([0-9]{{1,9}})", one) for one in taken)
    return f"{letter}{max((int(m[1]) for m in found if m), default=0) + 1}"
