"""How a file writes numbers, dates and coordinates, and which of its rows are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inventory.binding import Bound, bind
from inventory.files.file_findings import FileFindings
from inventory.files.grids import RawRow
from inventory.files.tables import FileKind
from inventory.schema.column import ValueType
from inventory.values import DateFormat, Fault, NumberFormat, is_absent, read_date, read_number
from planner.language.labels import filled
from planner.project.importing.doubted import unwanted
from planner.project.importing.questions import AnswerKind, Question
from planner.project.importing.reading import Reading, spec_of

LEAVE_OUT, KEEP = "leave_out", "keep"
_NUMBERS = (ValueType.NUMBER, ValueType.WHOLE, ValueType.MONEY, ValueType.DECIMAL)


def settle_formats(reading: Reading) -> None:
    """Settle how numbers and dates are written as text."""
    if reading.look.kind not in (FileKind.TEXT, FileKind.WORKBOOK, FileKind.GEOJSON):
        return
    spec, _ = spec_of(reading.entry(), reading.around)
    if spec is None:
        return
    bound = bind(reading.table, spec, reading.look.raw, FileFindings(reading.look.path)).bound
    numbers = [form.value for form in number_formats(bound, reading.look.raw.rows)]
    dates = [form.value for form in date_formats(bound, reading.look.raw.rows)]
    for key, forms in (("number_format", numbers), ("date_format", dates)):
        if len(forms) == 1:
            reading.set((key,), forms[0], filled("import.why.format"))
        elif forms:
            form = reading.ask(_format_question(reading, key, forms))
            if form is not None:
                reading.set((key,), form)


def ask_for_system(reading: Reading) -> None:
    """Ask for the coordinate system of coordinates that are metres."""
    system = reading.ask(
        Question(
            id=f"crs@{reading.look.name}",
            text=filled("import.ask.crs", file=reading.look.name),
            kind=AnswerKind.SYSTEM,
            file=reading.look.name,
        )
    )
    if system is not None:
        reading.set(("crs",), system)


def ask_for_rows(reading: Reading) -> None:
    """Ask whether rows that say closed, merged or planned belong to the plan."""
    spec, _ = spec_of(reading.entry(), reading.around)
    found = unwanted(reading.table, spec, reading.look) if spec is not None else []
    conditions = [reading.settings[("where",)]] if ("where",) in reading.settings else []
    kept = False
    for doubt in found:
        question = Question(
            id=f"rows.{doubt.header}@{reading.look.name}",
            text=filled(
                "import.ask.rows",
                file=reading.look.name,
                header=doubt.header,
                count=doubt.count,
                words=doubt.words,
            ),
            kind=AnswerKind.CHOICE,
            options=(LEAVE_OUT, KEEP),
            is_needed=False,
            file=reading.look.name,
        )
        answer = reading.ask(question)
        if answer == LEAVE_OUT:
            conditions.append(doubt.condition)
        kept = kept or answer == KEEP
    if len(conditions) > 1:
        reading.set(("where",), " and ".join(f"({condition})" for condition in conditions))
    elif conditions or kept:
        reading.set(("where",), conditions[0] if conditions else "true")


def _format_question(reading: Reading, key: str, forms: Sequence[str]) -> Question:
    return Question(
        id=f"{key}@{reading.look.name}",
        text=filled(f"import.ask.{key}", file=reading.look.name),
        kind=AnswerKind.CHOICE,
        options=tuple(forms),
        file=reading.look.name,
    )


# -- formats of numbers and dates ----------------------------------------------------------------


def number_formats(bound: Iterable[Bound], rows: Sequence[RawRow]) -> list[NumberFormat]:
    """Return the formats in which most numbers of a file can be read, [] where none is needed.

    None is needed where every number is plain and unmistakable without one. The order is that of
    likelihood; several are a question.
    """
    texts = _texts(bound, rows, _NUMBERS)
    undeclared = sum(isinstance(read_number(t, None, measure=m), Fault) for t, m in texts)
    if not undeclared:
        return []
    faults = {
        form: sum(isinstance(read_number(t, form, measure=m), Fault) for t, m in texts)
        for form in NumberFormat
    }
    least = min(faults.values())
    if least >= undeclared and least > 0:
        return []  # what cannot be read is no matter of the format
    return [form for form, count in faults.items() if count == least]


def date_formats(bound: Iterable[Bound], rows: Sequence[RawRow]) -> list[DateFormat]:
    """Return the orders in which most dates of a file can be read, [] where none is needed."""
    texts = [text for text, _ in _texts(bound, rows, (ValueType.DATE,))]
    undeclared = sum(isinstance(read_date(text), Fault) for text in texts)
    if not undeclared:
        return []
    faults = {f: sum(isinstance(read_date(t, f), Fault) for t in texts) for f in DateFormat}
    least = min(faults.values())
    return [form for form, count in faults.items() if count == least < undeclared]


def _texts(
    bound: Iterable[Bound], rows: Sequence[RawRow], types: Sequence[ValueType]
) -> set[tuple[str, bool]]:
    """Return the different texts of columns of some types, and whether each is a measure."""
    found: set[tuple[str, bool]] = set()
    for one in bound:
        if one.column.type not in types:
            continue
        measure = one.column.type is ValueType.NUMBER
        for place in one.places:
            cells = (row.cells[place] for row in rows if place < len(row.cells))
            found |= {
                (c.strip(), measure) for c in cells if isinstance(c, str) and not is_absent(c)
            }
    return found
