"""Bring the Mongolian catalogue up to date with the messages of the code; `make words` runs this.

New messages come with no Mongolian, a message whose English changed keeps its old Mongolian marked
fuzzy, and one that the code no longer has goes out. `--check` writes nothing and fails when
something is missing, fuzzy or stale.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

import cli  # noqa: F401 - loads the commands
from inventory.place_words import is_area
from planner.commands.terminal.help_texts import CLICK, help_messages
from planner.commands.terminal.shell import shell
from planner.language.catalogue import DOMAIN, FOLDER, compile_po, write_catalogue
from planner.language.labels import LABELS
from planner.language.messages.click_texts import CLICK_PLURALS, CLICK_TEXTS
from planner.language.messages.findings import PHRASES
from planner.language.messages.policy_sources import POLICY_SOURCES
from planner.language.said import CONTEXT as SAID
from planner.language.words import Plural
from planner.project.schema import CONTEXT as SETTING
from planner.project.schema import setting_texts
from planner.reports.findings_report import rules_with_titles

ROOT = Path(__file__).resolve().parent.parent
_ROOMS = ("planner", "inventory", "sites")
HEADER = """\
# Mongolian of Kholboo. Open this file in Poedit; docs/translating.md says how.
# The context of a message (msgctxt) is its key in the code. {Blanks} stay as they are."""


def all_messages() -> Iterator[tuple[str, str | Plural]]:
    """Yield every message of the code as its context and its English, of some in two forms."""
    yield from LABELS.english.items()
    yield from (
        (table.context, english) for table in (PHRASES, POLICY_SOURCES) for english in table
    )
    yield from ((SETTING, text) for text in setting_texts())
    for rule in rules_with_titles():
        yield f"rule.{rule.id}", rule.title
        yield f"why.{rule.id}", rule.why
    yield from help_messages(shell)
    yield from ((CLICK, text) for text in sorted(CLICK_TEXTS))
    yield from ((CLICK, Plural(*pair)) for pair in CLICK_PLURALS)
    yield from dict.fromkeys((SAID, text) for text, _ in said_texts())


def said_texts() -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield the English of every call of `said`, with file and line.

    Raises ValueError where it is not a text in quotation marks, which nobody could translate.
    """
    for path in (p for room in _ROOMS for p in sorted((ROOT / room).rglob("*.py"))):
        text = path.read_text(encoding="utf-8")
        if "planner.language.said import" not in text:
            continue
        name = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "said":
                english = node.args[0]
                if not (isinstance(english, ast.Constant) and isinstance(english.value, str)):
                    raise ValueError(
                        f"{name}:{node.lineno}: said() takes a text, not what makes one"
                    )
                yield english.value, (name, node.lineno)


def template(messages: Iterable[tuple[str, str | Plural]] | None = None) -> Catalog:
    """Return messages, by default all of the code, untranslated, in the order of the modules."""
    made, places = _empty(), _places()
    listed = all_messages() if messages is None else messages
    found = [(places.get(m[0]) or places.get(m[1]) or ("", 0), m) for m in listed]
    for (file, _), (context, english) in sorted(found):
        where = [(file, None)] if file else []
        message = made.add(as_id(english), context=context, locations=where)
        message.flags.discard("python-format")  # "10 %" is no blank of the percent kind
    return made


def as_id(english: str | Plural) -> str | tuple[str, str]:
    """Return the English of a message as Babel has it."""
    return (english.one, english.many) if isinstance(english, Plural) else english


@cache
def _places() -> dict[str, tuple[str, int]]:
    """Return where each text of messages and rules stands first: file and line."""
    rooms = (
        ROOT / "planner/language/messages",
        *(ROOT / room for room in _ROOMS),
    )
    found: dict[str, tuple[str, int]] = {}
    for path in (path for room in rooms for path in sorted(room.rglob("*.py"))):
        text = path.read_text(encoding="utf-8")
        if path.parent != rooms[0] and "_rule(" not in text:
            continue
        name = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.setdefault(node.value, (name, node.lineno))
    for english, place in said_texts():
        found.setdefault(english, place)
    return found


def _empty() -> Catalog:
    first = datetime(2026, 1, 1, tzinfo=UTC)  # a date of today would make each file another
    return Catalog(
        locale="mn",
        domain=DOMAIN,
        project="Kholboo",
        version="1",
        header_comment=HEADER,
        creation_date=first,
        revision_date=first,
        language_team="Mongolian",
        last_translator="Kholboo",
        msgid_bugs_address="CONTRIBUTING.md",
        fuzzy=False,
    )


def present(path: Path) -> Catalog:
    """Return the catalogue as it is."""
    return read_po(BytesIO(path.read_bytes()), locale="mn") if path.is_file() else _empty()


def update(
    given: Mapping[tuple[str, Any], Any],
    path: Path = FOLDER / f"{DOMAIN}.po",
    now: Catalog | None = None,
) -> list[str]:
    """Write the catalogue anew with the Mongolian it has and that given; return what is wrong.

    `given` is Mongolian by context and English; English may be None where the context says it.
    """
    now = template() if now is None else now
    before = present(path)
    now.last_translator, now.revision_date = before.last_translator, before.revision_date
    by_context = {message.context: message for message in before}
    spoken = {k: v for k, v in given.items() if k[1] is not None}
    alone = {k[0]: v for k, v in given.items() if k[1] is None}
    for message in now:
        if not message.id:
            continue
        was = before.get(message.id, message.context)
        if (message.context, message.id) in spoken:
            message.string = spoken[message.context, message.id]
        elif message.context in alone:
            message.string = alone[message.context]
        elif was is not None:
            message.string = was.string
            message.flags |= was.flags & {"fuzzy"}
        elif message.context in by_context and "." in (message.context or ""):
            message.string = by_context[message.context].string
            message.flags.add("fuzzy")
    path.parent.mkdir(parents=True, exist_ok=True)
    write(now, path)
    return [*faults(path, now)]


def write(catalogue: Catalog, path: Path) -> None:
    """Write a .po and its .mo, whole or not at all."""
    made = BytesIO()
    write_po(made, catalogue, width=79, include_previous=False)
    write_catalogue(path, made.getvalue())
    write_catalogue(path.with_suffix(".mo"), compile_po(made.getvalue()))


def blanks(text: str) -> set[str]:
    """Return the names of the blanks of a message, but those of areas, which change their form."""
    return {name for _, name, _, _ in Formatter().parse(text) if name and not is_area(name)}


def faults(path: Path = FOLDER / f"{DOMAIN}.po", now: Catalog | None = None) -> Iterator[str]:
    """Yield what is wrong with a catalogue: missing, fuzzy, stale, or with other blanks."""
    now = template() if now is None else now
    found = present(path)
    known = {(m.context, m.id) for m in now if m.id}
    for message in now:
        if message.id and found.get(message.id, message.context) is None:
            yield f"missing: {message.context}: {message.id!r}; run make words"
    for message in found:
        if not message.id:
            continue
        name = f"{message.context}: {message.id!r}"
        if (message.context, message.id) not in known:
            yield f"no longer said: {name}; run make words"
        english = message.id if message.pluralizable else (message.id,)
        said = message.string if message.pluralizable else (message.string,)
        if not all(text.strip() for text in said):
            yield f"without Mongolian: {name}"
        elif message.fuzzy:
            yield f"fuzzy: {name}"
        elif any(
            blanks(text) not in (blanks(form), blanks(english[-1]))
            for text, form in zip(said, english, strict=True)
        ):
            yield f"other blanks than the English: {name} is {message.string!r}"
    for text in found.obsolete:
        yield f"obsolete: {text}; run make words"


def main() -> int:
    """Update the catalogue or check it; return the exit code."""
    found = [*faults()] if "--check" in sys.argv[1:] else update({})
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
