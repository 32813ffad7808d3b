"""What is known of one file so far, and the reading of it as the project would read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from inventory.files.places_of_files import ProjectFolder
from inventory.findings import Finding
from inventory.records import TableRead, read_table
from inventory.schema.column import Table
from inventory.schema.tables import TABLES
from inventory.settings.faults import Faults
from inventory.settings.tables import tables_of
from inventory.table_specs import FileSpec, TableSpec
from planner.language.label import Label
from planner.project.importing.entries import Entry, Where
from planner.project.importing.layouts import Layout
from planner.project.importing.looking import Look
from planner.project.importing.mapping import Found
from planner.project.importing.questions import Answers, Question
from planner.project.importing.ranking import Ranking


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What the project says that a file is read in."""

    folder: Path
    currency: str
    levels: tuple[str, ...]
    places: Mapping[str, Path] = field(default_factory=dict)  # where files lie that will be copied
    reads: dict[str, TableRead] = field(default_factory=dict)  # what was read, by its settings


@dataclass(kw_only=True)
class Understood:
    """What a file is understood to be so far; without a table it is not read."""

    look: Look
    ranking: Ranking
    table: str | None = None
    entry: Entry | None = None
    found: Found = field(default_factory=Found)
    questions: list[Question] = field(default_factory=list)
    read: TableRead | None = None
    trouble: Finding | None = None
    faults: tuple[Finding, ...] = ()  # of the settings themselves

    @property
    def layout(self) -> str:
        """The name of the layout, "" for none that is known."""
        return self.ranking.layout.name if self.ranking.layout else ""


@dataclass(kw_only=True)
class Reading:
    """How one file is read, while one setting after the other is settled."""

    told: Understood
    around: Surroundings
    answers: Answers
    table: Table
    layout: Layout | None  # None: of another table
    settings: dict[Where, Any] = field(default_factory=dict)
    why: dict[Where, Label] = field(default_factory=dict)

    @classmethod
    def of(cls, told: Understood, around: Surroundings, answers: Answers) -> Reading:
        """Return the reading of a file whose table is known; nothing is settled yet."""
        layout = told.ranking.layout
        own = layout if layout is not None and layout.table == told.table else None
        table = TABLES[told.table or ""]
        return cls(told=told, around=around, answers=answers, table=table, layout=own)

    @property
    def look(self) -> Look:
        """The file as it stands there."""
        return self.told.look

    def set(self, where: Where, value: Any, why: Label | None = None) -> None:
        """Note a setting, with the reason where it is a guess."""
        self.settings[where] = value
        if why is not None:
            self.why[where] = why

    def ask(self, question: Question) -> str | None:
        """Note a question and return the answer that holds now."""
        if all(question.id != asked.id for asked in self.told.questions):
            self.told.questions.append(question)
        return self.answers.to(question)

    def entry(self) -> Entry:
        """Return what the project file would say of the file now."""
        return Entry(
            table=self.table.name,
            path=self.look.path,
            settings=dict(self.settings),
            why=dict(self.why),
        )


# -- reading as the project would ----------------------------------------------------------------


def spec_of(entry: Entry, around: Surroundings) -> tuple[FileSpec | None, tuple[Finding, ...]]:
    """Return an entry as the project would read it, and the faults of its settings."""
    faults = Faults("")
    config = {"tables": {"sites": "-", entry.table: entry.as_config()}}
    places = ProjectFolder(folder=around.folder)
    tables = tables_of(places, config, around.currency, faults)
    files = tables[entry.table].files if entry.table in tables else ()
    if not files:
        return None, tuple(faults.found)
    place = around.places.get(entry.path)
    return (replace(files[0], path=place) if place else files[0]), tuple(faults.found)


def read_entry(entry: Entry, around: Surroundings) -> tuple[TableRead | None, tuple[Finding, ...]]:
    """Return what a file says when it is read by an entry, and the faults of the entry."""
    spec, faults = spec_of(entry, around)
    if spec is None:
        return None, faults
    key = repr((entry.table, entry.as_config()))
    if key not in around.reads:
        around.reads[key] = read_table(TableSpec(name=entry.table, files=(spec,)))
    return around.reads[key], faults
