"""What an import would do: every file understood, what is open, and the project file after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from filecmp import cmp
from itertools import count
from pathlib import Path

from inventory.files.tables import KIND_OF_ENDING, FileKind
from inventory.files.vectors.vector_files import shapefile_parts
from inventory.records import Record
from inventory.table_specs import CONFIG_NAME
from planner.language.label import Label
from planner.language.labels import filled
from planner.project.importing.looking import Look, look_at
from planner.project.importing.policy import Policy, policy_of
from planner.project.importing.present import Present
from planner.project.importing.project_text import Changes, EditError, TableChange, changed_text
from planner.project.importing.questions import AnswerKind, Answers, Question
from planner.project.importing.ranking import ranked
from planner.project.importing.reading import Surroundings, Understood
from planner.project.importing.understanding import SKIP, understand

ADD, REPLACE = "add", "replace"
_LARGEST_COPY_BYTES = 256 * 2**20


class ImportFileError(EditError):
    """A file that cannot be imported; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file to import: where it lies, and the path that the project will name."""

    path: str
    copied_from: tuple[tuple[str, Path], ...] = ()  # files that are copied: new path, old place


@dataclass(kw_only=True)
class Proposal:
    """What would be written, and what is still open."""

    files: list[Understood] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)  # path -> new content
    expected: dict[str, bytes | None] = field(default_factory=dict)  # path -> present content
    old_text: str = ""
    new_text: str = ""
    notes: list[Label] = field(default_factory=list)  # what is to be known before a yes
    copies: list[tuple[str, str]] = field(default_factory=list)  # old place, new path

    def open_questions(self, answers: Answers) -> list[Question]:
        """Return the questions to which nothing answers yet."""
        return [question for question in self.questions if answers.is_open(question)]

    def diff(self) -> list[str]:
        """Return the difference of the project file, as lines that `diff -u` writes."""
        return list(
            unified_diff(
                self.old_text.splitlines(),
                self.new_text.splitlines(),
                CONFIG_NAME,
                CONFIG_NAME,
                lineterm="",
            )
        )


class Import:
    """Files on their way into a project: looked at once, proposed again after every answer."""

    def __init__(self, folder: Path, paths: Sequence[Path], language: str) -> None:
        self.folder, self.language = folder, language
        self.present = Present.of(folder)
        self._known: dict[object, Understood] = {}
        self.sources: list[SourceFile] = []
        for path in dict.fromkeys(paths):
            self.sources.append(source_of(folder, path, self.sources))
        self.looks: list[Look] = []
        for source in self.sources:
            first, *others = look_at(_place(folder, source), source.path)
            kept = [look for look in others if _is_other_table(first, look)]
            has_sheets = any(look.sheet for look in kept)
            self.looks += [replace(first, says_sheets=has_sheets), *kept]
        project = self.present.project
        self.around = Surroundings(
            folder=folder,
            currency=project.currency,
            levels=project.levels,
            places=dict(one for source in self.sources for one in source.copied_from),
        )

    def propose(self, answers: Answers) -> Proposal:
        """Return what the files and the answers come to; writes nothing."""
        proposal = Proposal(old_text=self.present.text)
        proposal.files = [self._understood(look, answers) for look in self.looks]
        changes: list[TableChange] = []
        records: dict[str, list[Record]] = {}
        for told in proposal.files:
            proposal.questions += told.questions
            change = self._change(told, changes, answers, proposal)
            if change is not None and told.read is not None:
                changes.append(change)
                records.setdefault(change.entry.table, []).extend(told.read.records)
        policy = policy_of(self.present, records, answers)
        proposal.questions += policy.questions
        proposal.notes += policy.notes
        self._write(proposal, changes, policy)
        return proposal

    def _understood(self, look: Look, answers: Answers) -> Understood:
        """Return what a file is; understood before where none of its own answers is new."""
        own = sorted(one for one in answers.given.items() if one[0].endswith(f"@{look.name}"))
        key = (look.name, tuple(own))
        if key not in self._known:
            self._known[key] = understand(look, self.around, answers)
        return self._known[key]

    def _change(
        self, told: Understood, earlier: Sequence[TableChange], answers: Answers, proposal: Proposal
    ) -> TableChange | None:
        """Return how a file enters its table, None when it does not; asks where it is not alone."""
        if told.entry is None:
            return None
        table, path = told.entry.table, told.entry.path
        written = self.present.paths(table)
        new = [c.entry.path for c in earlier if c.entry.table == table]
        if path in written and told.look.name == path:
            return TableChange(entry=told.entry, instead_of=(path,))
        others = [p for p in self.present.records(table) if p not in new]
        if not others and not new:
            return TableChange(entry=told.entry, instead_of=None)
        question = Question(
            id=f"beside@{told.look.name}",
            text=filled(
                "import.ask.beside",
                file=told.look.name,
                table=filled(f"import.table.{table}") if table in _NAMED else table,
                others=", ".join([*others, *new]),
            ),
            kind=AnswerKind.CHOICE,
            options=(ADD, *((REPLACE,) if others else ()), SKIP),
            guess="" if table == "sites" or others else ADD,
            file=told.look.name,
        )
        proposal.questions.append(question)
        match answers.to(question):
            case "add":
                return TableChange(entry=told.entry)
            case "replace":
                return TableChange(entry=told.entry, instead_of=tuple(others))
            case _:
                return None

    def _write(self, proposal: Proposal, changes: Sequence[TableChange], policy: Policy) -> None:
        """Fill in the project file after the import, and the files beside it."""
        tables = (*changes, *policy.tables)
        all_changes = Changes(tables=tables, settings=policy.settings)
        proposal.new_text = proposal.old_text
        if tables or policy.settings:
            proposal.new_text = changed_text(proposal.old_text, all_changes, self.language)
        if proposal.new_text != proposal.old_text:
            proposal.contents[CONFIG_NAME] = self.present.as_bytes(proposal.new_text)
            proposal.expected[CONFIG_NAME] = self.present.raw
        for path, content in policy.files.items():
            self._new_file(proposal, path, content)
        taken = {change.entry.path for change in changes}
        for source in self.sources:
            for path, old in source.copied_from if source.path in taken else ():
                self._new_file(proposal, path, old.read_bytes())
                proposal.copies.append((str(old), path))

    def _new_file(self, proposal: Proposal, path: str, content: bytes) -> None:
        """Note a file to make; one of the same content stays, another is never overwritten."""
        target = self.folder / path
        if not target.exists():
            proposal.contents[path], proposal.expected[path] = content, None
        elif target.read_bytes() != content:
            raise ImportFileError(filled("import.exists", file=path))


_NAMED = ("sites", "roads", "pops", "towers", "spans", "coverage", "places", "catalogue")


# -- files ---------------------------------------------------------------------------------------


def source_of(folder: Path, path: Path, others: Sequence[SourceFile] = ()) -> SourceFile:
    """Return a file as the project will name it; one outside of the project is to be copied.

    The copy gets a name that no other file has: pops-2.csv where there is a pops.csv. Raises
    ImportFileError for what is no file, or cannot be copied.
    """
    if not path.exists():
        raise ImportFileError(filled("import.missing", file=str(path)))
    if not path.is_file():
        raise ImportFileError(filled("import.no_file", file=str(path)))
    real, home = path.resolve(), folder.resolve()
    if real.is_relative_to(home):
        inside = real.relative_to(home).as_posix()
        if inside.split("/")[0] in (".kholboo", "runs") or inside == CONFIG_NAME:
            raise ImportFileError(filled("import.own_file", file=inside))
        return SourceFile(path=inside)
    parts = [path]
    if KIND_OF_ENDING.get(path.suffix.casefold()) is FileKind.SHAPEFILE:
        parts = list(shapefile_parts(path).values())
    if sum(part.stat().st_size for part in parts) > _LARGEST_COPY_BYTES:
        raise ImportFileError(filled("import.too_large_to_copy", file=str(path)))
    taken = {new for other in others for new, _ in other.copied_from}
    for number in count(1):
        stem = path.stem if number == 1 else f"{path.stem}-{number}"
        copied = {f"data/{stem}{part.suffix}": part for part in parts}
        if not taken & set(copied) and all(_is_free(folder / n, p) for n, p in copied.items()):
            break
    return SourceFile(path=f"data/{stem}{path.suffix}", copied_from=tuple(copied.items()))


def _is_free(target: Path, source: Path) -> bool:
    """Return whether a file may be copied there: nothing is there, or the same."""
    return not target.exists() or (target.is_file() and cmp(target, source, shallow=False))


def _is_other_table(first: Look, other: Look) -> bool:
    """Return whether a further sheet clearly is another table; every layer is looked at."""
    if other.sheet is None or first.sheet is not None:
        return True
    if other.trouble is not None:
        return False
    of_first, of_other = ranked(first), ranked(other)
    return of_other.is_clear and of_other.tables[0] not in of_first.tables[:1]


def _place(folder: Path, source: SourceFile) -> Path:
    """Return where a file lies now."""
    return dict(source.copied_from).get(source.path, folder / source.path)
