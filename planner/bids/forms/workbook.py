"""Write the filled forms: which field has its value from where, then a sheet for each form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.bids.forms.fields import Field
from planner.bids.forms.filled import FilledForm
from planner.language.labels import label
from planner.rendering.sheet_parts import plan_book
from planner.rendering.spreadsheet import Book
from planner.rendering.table import Cell, Column, Table

if TYPE_CHECKING:
    from planner.rendering.context import ExportContext

FORMAT = "kholboo-forms/1"
_FIELDS = Table(
    Column("form_name", 30, "wrap"),
    Column("form_field", 36, "wrap"),
    Column("form_source", 60, "wrap"),
    Column("filled", 9, "int"),
    Column("form_rows", 9, "int"),
    Column("form_by", 40, "wrap"),
)


def write(context: ExportContext, forms: Sequence[FilledForm], path: Path) -> None:
    """Write the forms; equal plans and awards give equal bytes.

    Raises OSError when the file cannot be written.
    """
    with plan_book(context, path, "title.forms") as book:
        _write_fields(book, forms)
        for form in forms:
            table = form.form.table
            sheet = book.sheet(form.form.key, f"title.{form.form.key}", table, rows=len(form.rows))
            for row in form.rows:
                sheet.add(dict(row))
            if not form.rows:
                sheet.write_line(book.word("no_rows"))


def _write_fields(book: Book, forms: Sequence[FilledForm]) -> None:
    """Write every field with the source of its value; what is blank names who fills it in."""
    rows = sum(len(form.form.fields) for form in forms)
    sheet = book.sheet(
        "form_fields", "title.form_fields", _FIELDS, note=book.word("form_note"), rows=rows
    )
    for form in forms:
        for field in form.form.fields:
            count = form.filled(field.name)
            sheet.add(
                {
                    "form_name": book.sheet_name(form.form.key),
                    "form_field": book.word(field.column.heading),
                    "form_source": book.word(f"form_source.{field.source}"),
                    "filled": count,
                    "form_rows": len(form.rows),
                    "form_by": book.word(f"form_by.{field.blank}") if _asks(form, field) else None,
                }
            )


def _asks(form: FilledForm, field: Field) -> bool:
    """Return whether a field is blank somewhere."""
    return not form.rows or form.filled(field.name) < len(form.rows)


def forms_json(context: ExportContext, forms: Sequence[FilledForm]) -> dict[str, Any]:
    """Return the forms as plain data; amounts are whole units of the plan currency."""
    return {
        "format": FORMAT,
        "run": context.plan.run_id,
        "fingerprint": context.plan.fingerprint,
        "currency": context.plan.currency,
        "forms": [
            {
                "form": form.form.key,
                "title": label(f"title.{form.form.key}", "en"),
                "fields": [
                    {
                        "field": field.name,
                        "title": label(field.column.heading, "en"),
                        "source": field.source,
                        "filled": form.filled(field.name),
                        "rows": len(form.rows),
                        "blank_filled_by": field.blank if _asks(form, field) else None,
                    }
                    for field in form.form.fields
                ],
                "rows": [
                    {f.name: _plain(row.get(f.name)) for f in form.form.fields} for row in form.rows
                ],
            }
            for form in forms
        ],
    }


def _plain(value: Cell) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
