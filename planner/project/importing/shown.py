"""An import as people read it on a terminal, and as plain data for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from inventory.findings import Finding, Severity, condensed, total
from inventory.schema.tables import TABLES
from inventory.values import cell_text, fold, shorten
from planner.language.formats import number
from planner.language.label import Language
from planner.language.labels import counted, label, sentence
from planner.language.messages.findings import told as told_finding
from planner.project.importing.proposal import Proposal
from planner.project.importing.questions import Answers, Question
from planner.project.importing.reading import Understood
from planner.project.importing.understanding import columns_found, shown_header

SHOWN_ROWS = 10
_WIDEST, _MOST_COLUMNS, _MOST_FINDINGS = 22, 9, 3


# -- for people ----------------------------------------------------------------------------------


def printable(text: str) -> str:
    """Return a text as a terminal may print it: no name in a file can move the cursor."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def file_lines(told: Understood, language: Language) -> list[str]:
    """Return what a file was understood to be: its columns, ten rows, and its faults."""
    return [printable(line) for line in _file_lines(told, language)]


def _file_lines(told: Understood, language: Language) -> list[str]:
    file = told.look.name
    if told.trouble is not None:
        trouble = told_finding(told.trouble, language)
        return [sentence("import.file_trouble", language, file=file, trouble=trouble)]
    if told.entry is None:
        if told.questions and told.table is None:
            headers = shorten(", ".join(filter(None, told.look.headers)), 200)
            return [sentence("import.file_unknown", language, file=file, headers=headers)]
        return [sentence("import.file_skipped", language, file=file)]
    return [
        _head(told, language),
        *_columns(told, language),
        *_others(told, language),
        *_rows(told, language),
        *_faults(told, language),
    ]


def _head(told: Understood, language: Language) -> str:
    rows = len(told.read.records) if told.read else 0
    key = "import.file_layout" if told.layout else "import.file"
    table = table_name(told.table or "", language)
    said = counted(key, rows, file=told.look.name, table=table, layout=told.layout)
    return said.text(language)


def table_name(table: str, language: Language) -> str:
    """Return what a table is called."""
    key = f"import.table.{table}"
    try:
        return label(key, language)
    except KeyError:
        return table


def _columns(told: Understood, language: Language) -> Iterator[str]:
    """Yield a line for every column that was found, the guessed ones with the reason."""
    for name in columns_found(told):
        why = told.found.why.get(name)
        marked = (
            sentence("import.guess", language, why=why.text(language))
            if why is not None
            else label("import.known", language)
        )
        header = shown_header(told.found.of(name) or "") or label("import.not_read", language)
        yield f"  {name:22}  {shorten(header, 40):40}  {marked}"


def _others(told: Understood, language: Language) -> Iterator[str]:
    """Yield a line for every other setting, and one for the columns that are not read."""
    assert told.entry is not None
    for where, value in told.entry.ordered():
        if where[0] == "columns":
            continue
        why = told.entry.why.get(where)
        marked = "" if why is None else sentence("import.guess", language, why=why.text(language))
        name = where[0] if len(where) == 1 else where[1]
        yield f"  {name:22}  {_shown(where, value, language):40}  {marked}".rstrip()
    used = told.found.used()
    unread = [h for h in told.look.headers if h and fold(h) not in used]
    if unread:
        yield "  " + sentence("import.unread", language, headers=shorten(", ".join(unread), 200))


def _shown(where: tuple[str, ...], value: Any, language: Language) -> str:
    """Return a setting of an entry in words."""
    if where[0] == "constants":
        return sentence("import.all_rows", language, code=value)
    if where[0] == "values":
        key = "import.value" if value else "import.no_value"
        return sentence(key, language, word=shorten(where[2], 30), code=value)
    return str(value)


def _rows(told: Understood, language: Language) -> list[str]:
    """Return ten rows as understood, in columns."""
    records = told.read.records[:SHOWN_ROWS] if told.read else ()
    if not records or told.table is None:
        return []
    names = [c.name for c in TABLES[told.table].columns]
    filled = [n for n in names if any(r.values.get(n) is not None for r in records)]
    shown = filled[:_MOST_COLUMNS]
    if not shown:
        return []
    cells = [shown] + [[_cell(record.values.get(n)) for n in shown] for record in records]
    widths = [max(len(row[i]) for row in cells) for i in range(len(shown))]
    lines = [
        "    "
        + "  ".join(f"{text:{width}}" for text, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
    return ["  " + sentence("import.rows_head", language, count=len(records)), *lines]


def _cell(value: Any) -> str:
    return shorten(cell_text(value) if not isinstance(value, bool) else str(value), _WIDEST)


def _faults(told: Understood, language: Language) -> list[str]:
    """Return how many faults there are when the file is read so, and the first of them."""
    findings = findings_of(told)
    errors = [f for f in findings if f.severity is Severity.ERROR]
    warnings = [f for f in findings if f.severity is Severity.WARNING]
    if not errors and not warnings:
        return []
    counts = {"errors": number(total(errors)), "warnings": number(total(warnings))}
    lines = ["  " + sentence("import.rows_faults", language, **counts)]
    shown = condensed([*errors, *warnings])[:_MOST_FINDINGS]
    return lines + [f"    {told_finding(finding, language)}" for finding in shown]


def findings_of(told: Understood) -> list[Finding]:
    """Return the faults of a file as it would be read."""
    of_rows = told.read.findings if told.read else ()
    trouble = (told.trouble,) if told.trouble else ()
    return [*trouble, *told.faults, *of_rows]


def question_lines(question: Question, language: Language) -> list[str]:
    """Return a question as it is asked: its words, and its options by number."""
    lines = [question.text.text("mn" if language == "mn" else "en")]
    lines += [f"  {n}  {option}" for n, option in enumerate(question.options, 1)]
    return [printable(line) for line in lines]


def open_lines(questions: Iterable[Question], language: Language) -> list[str]:
    """Return the open questions as a list: id, words, what may be answered."""
    found = list(questions)
    if not found:
        return []
    lines = [label("import.open_head", language)]
    for question in found:
        if question.guess:
            state = sentence("import.guessed", language, guess=question.guess)
        else:
            state = label("import.needed" if question.is_needed else "import.may_wait", language)
        words = question.text.text("mn" if language == "mn" else "en")
        options = f" [{', '.join(question.options[:12])}]" if question.options else ""
        lines.append(f"  {question.id} ({state}): {words}{options}")
    return [printable(line) for line in lines]


def change_lines(proposal: Proposal, language: Language) -> list[str]:
    """Return what would be written: new files and the difference of the project file."""
    lines = [sentence("import.copied", language, old=o, new=n) for o, n in proposal.copies]
    lines += [note.text(language) for note in proposal.notes]
    copied = {new for _, new in proposal.copies}
    lines += [
        sentence("import.new_file", language, file=path)
        for path, before in sorted(proposal.expected.items())
        if before is None and path not in copied
    ]
    diff = proposal.diff()
    if diff:
        lines += [label("import.diff_head", language), *diff]
    return [printable(line) for line in lines] or [label("import.nothing", language)]


# -- for programs --------------------------------------------------------------------------------


def as_data(proposal: Proposal, answers: Answers, language: Language) -> dict[str, Any]:
    """Return a proposal as plain data; `questions` are those still open."""
    spoken = "mn" if language == "mn" else "en"
    return {
        "files": [_file_data(told, language) for told in proposal.files],
        "questions": [q.to_json(spoken) for q in proposal.open_questions(answers)],
        "answered": sorted(answers.given),
        "diff": proposal.diff(),
        "new_files": sorted(p for p, before in proposal.expected.items() if before is None),
        "notes": [note.text("mn" if language == "mn" else "en") for note in proposal.notes],
        "copies": [{"from": old, "to": new} for old, new in proposal.copies],
    }


def _file_data(told: Understood, language: Language) -> dict[str, Any]:
    records = told.read.records if told.read else ()
    return {
        "file": told.look.name,
        "table": told.table,
        "layout": told.layout or None,
        "may_be": list(told.ranking.tables),
        "rows": len(records),
        "columns": _column_data(told, language),
        "settings": told.entry.as_config() if told.entry else None,
        "guesses": _guess_data(told, language),
        "first_rows": [_row_data(record.values) for record in records[:SHOWN_ROWS]],
        "errors": total(f for f in findings_of(told) if f.severity is Severity.ERROR),
        "warnings": total(f for f in findings_of(told) if f.severity is Severity.WARNING),
    }


def _column_data(told: Understood, language: Language) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name in columns_found(told):
        value, why = told.found.of(name), told.found.why.get(name)
        found[name] = {
            "header": list(value) if isinstance(value, tuple) else value,
            "guess": why is not None,
            "why": None if why is None else why.text(language),
        }
    return found


def _guess_data(told: Understood, language: Language) -> dict[str, str]:
    if told.entry is None:
        return {}
    return {".".join(where): why.text(language) for where, why in told.entry.why.items()}


def _row_data(values: Any) -> dict[str, Any]:
    return {k: _plain(v) for k, v in values.items() if v is not None}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool) else str(value)
