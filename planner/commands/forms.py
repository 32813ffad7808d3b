"""Standard forms of procurement: procure forms."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from planner.commands.procure import procure
from planner.commands.terminal.answer import CommandResult
from planner.commands.terminal.console import console_options, shown_path
from planner.commands.terminal.parameters import (
    output_folder,
    project_folder,
    run_folder,
    run_option,
)


@procure.command()
@run_option
@output_folder("Folder to write to; exports/ in the project, by run, if absent.")
def forms(run_name: str | None, output: Path | None) -> CommandResult:
    """Fill the forms of lenders and the state, as far as known.

    The procurement plan, requirements, letters of bid, price schedules and prices of the next
    plan, with the source of each value, from plan, awards and revocations. What nothing tells
    stays blank and is listed. A workbook, and the same as JSON.

    Example:
      kholboo procure forms -o forms
    """
    import json

    from planner.bids.awards import read_awards
    from planner.bids.forms.filled import filled_forms
    from planner.bids.forms.workbook import forms_json, write
    from planner.files import put_bytes, with_rename
    from planner.language.labels import sentence, spoken_on_terminal
    from planner.procurement.tenders import load_tenders

    talk, run = console_options(), run_folder(run_name)
    folder = output or talk.folder / "exports" / run.name / "procurement"
    tenders = load_tenders(run, talk.language)
    found = filled_forms(tenders, read_awards(project_folder()))
    data = forms_json(tenders.context, found)
    folder.mkdir(parents=True, exist_ok=True)
    book, plain = folder / "forms.xlsx", folder / "forms.json"
    with_rename(book, partial(write, tenders.context, found))
    text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False)
    put_bytes(plain, text.encode() + b"\n")
    spoken = spoken_on_terminal(talk.language)
    files = [shown_path(path) for path in (book, plain)]
    return CommandResult(
        lines=[sentence("forms.written", spoken, file=file) for file in files],
        data={"run": run.name, "files": files, **data},
    )
