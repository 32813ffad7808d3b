"""Files that went bad on their way are understood, asked about or told: never a traceback."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import corruptions
import pytest
import strange_files

from planner.errors import PlannerError
from planner.project.importing.proposal import Import
from planner.project.importing.questions import AnswerKind, Answers, Question
from planner.project.importing.shown import as_data, change_lines, file_lines, open_lines
from planner.project.init import init_project

LAYOUTS = (
    *(strange_files.itu, strange_files.giga, strange_files.osm_schools),
    *(strange_files.open_cell_id, strange_files.kobo, strange_files.odk),
)
_EXAMPLES = {
    AnswerKind.NUMBER: "5",
    AnswerKind.FRACTION: "0.1",
    AnswerKind.MONEY: "5e6",
    AnswerKind.WHOLE: "7",
    AnswerKind.DAY: "02-03",
    AnswerKind.SYSTEM: "EPSG:32636",
}


def answer(chance: random.Random, question: Question) -> str:
    """Give an answer that fits a question."""
    return chance.choice(question.options) if question.options else _EXAMPLES[question.kind]


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.__name__ for layout in LAYOUTS])
def test_bad_files_never_break_an_import(
    tmp_path: Path, layout: Callable[[Path], list[Path]]
) -> None:
    """Ten corruptions of a layout: each is proposed, answered and shown, or refused in words."""
    chance = random.Random(layout.__name__)
    init_project(tmp_path / "ke", "blank", "KE")
    given = layout(tmp_path / "src")
    text = (tmp_path / "ke" / "kholboo.toml").read_bytes()
    for number in range(10):
        source = chance.choice(given)
        bad = tmp_path / "ke" / "data" / f"bad{number}{source.suffix}"
        bad.write_bytes(corruptions.corrupted(chance, source))
        try:
            _ask_and_show(chance, Import(tmp_path / "ke", [bad], "en"))
        except PlannerError as error:
            assert str(error)

    assert (tmp_path / "ke" / "kholboo.toml").read_bytes() == text


def _ask_and_show(chance: random.Random, work: Import) -> None:
    answers = Answers({})
    proposal = work.propose(answers)
    for _ in range(8):
        question = next(iter(proposal.open_questions(answers)), None)
        if question is None:
            break
        answers = Answers({**answers.given, question.id: answer(chance, question)})
        proposal = work.propose(answers)
    for told in proposal.files:
        assert all(line.isprintable() for line in file_lines(told, "mn"))
    assert open_lines(proposal.questions, "en") is not None
    assert change_lines(proposal, "mn")
    json.dumps(as_data(proposal, answers, "en"), allow_nan=False)
