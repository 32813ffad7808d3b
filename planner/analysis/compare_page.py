"""Two plans on one page: a map with both, what each site received, and all that changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from planner.analysis.compare import Comparison
from planner.errors import SettingsError
from planner.exports.page import packing
from planner.exports.page.coding import spoken
from planner.exports.page.page_data import page_data
from planner.exports.page.script_text import difference_script, page_script, page_style
from planner.language.label import Label, Language
from planner.language.labels import LABELS, filled
from planner.language.messages.comparison import ON_PAGE
from planner.language.said import said
from planner.plan.facts.assumed import assumed_of
from planner.plan.facts.hop_profiles import hop_profiles
from planner.project.recorded_inputs import recorded_inputs
from planner.rendering.context import ExportContext
from planner.rendering.html import in_each, own, render
from planner.runs.run_folder import Run, load_run

MOST_LINES = 1_000  # of a subject on the page; `--json` has all


def write_page(
    found: Comparison, before: Path, after: Path, path: Path, language: Language = "both"
) -> None:
    """Write the page of a comparison; equal runs give equal bytes.

    Raises RunError for a damaged run, SettingsError for a run without a plan, OSError when the
    file cannot be written.
    """
    old, new = load_run(before), load_run(after)
    text = render(
        "compare.html",
        language,
        project=new.plan.project,
        before=old.plan.run_id,
        after=new.plan.run_id,
        page_css=own(page_style()),
        script=own(page_script(difference_script(), files("planner.exports.page") / "compared")),
        words=own(_words(language)),
        data_type=own(packing.TYPE),
        earlier=_block(old, language),
        later=_block(new, language),
        notes=[_line(note, language) for note in found.notes],
        subjects=list(_subjects(found, language)),
    )
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _block(run: Run, language: Language) -> str:
    """Return the packed data of a plan; raises SettingsError where the run has none."""
    if run.plan.objective is None:
        raise SettingsError(
            said(
                "run {run} holds no plan that could be drawn; compare without -o",
                run=run.plan.run_id,
            )
        )
    inputs = recorded_inputs(run)
    context = ExportContext(
        plan=run.plan,
        sites=inputs.sites,
        network=inputs.network,
        language=language,
        assumed=assumed_of(inputs),
        profiles=hop_profiles(run.plan, inputs),
        country=inputs.project.country,
    )
    return packing.packed(page_data(context))


def _words(language: Language) -> str:
    """Return the words of the difference as JSON that ends no tag."""
    words = {key: spoken(LABELS[key], language) for key in ON_PAGE}
    return json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")


def _subjects(found: Comparison, language: Language) -> Iterator[tuple[str, int, list[Any]]]:
    """Yield the label of each subject in which something moved, how much, and its lines."""
    for subject, lines in found.subjects():
        more = len(lines) - MOST_LINES
        shown = lines[:MOST_LINES] + ([filled("compare.more", count=more)] if more > 0 else [])
        yield f"compare.{subject}", len(lines), [_line(line, language) for line in shown]


def _line(line: Label, language: Language) -> Any:
    return in_each(language, line.text)
