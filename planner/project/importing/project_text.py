"""Changes of `kholboo.toml` that keep what a person wrote there: comments, order, spaces.

The text is edited as a document of the library tomlkit, which keeps all of it; afterwards the
text is read again by Python's own reader, and must say exactly what was meant.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import tomlkit
from tomlkit.items import AoT, Comment, Item, Key, Table, Whitespace

from planner.language.labels import filled, label
from planner.language.said import LabelledError
from planner.project.importing.entries import Entry

Line: TypeAlias = tuple[Key | None, Item]
QUESTION = "QUESTION:"
"""Marks a comment of a new project file that asks something."""
_RULE = re.compile(r"#\s*-{3,}")


class EditError(LabelledError):
    """A project file that cannot be changed by a program, in both languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChange:
    """One entry to write: in the place of the entries with some paths, or beside the others."""

    entry: Entry
    instead_of: tuple[str, ...] | None = ()  # paths of entries; None: of all there are


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChange:
    """One setting to write, with the words that stand behind it."""

    where: tuple[str, ...]
    value: Any
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What an import changes in the project file."""

    tables: Sequence[TableChange] = field(default_factory=tuple)
    settings: Sequence[SettingChange] = field(default_factory=tuple)


def changed_text(text: str, changes: Changes, language: str) -> str:
    """Return the project file with the changes; raises EditError where it cannot be edited."""
    try:
        document = tomlkit.parse(text)
        with_tables = _Tables(document, language)
        for change in changes.tables:
            with_tables.put(change)
        with_tables.close()
        for setting in changes.settings:
            _set(document, setting)
        made = tomlkit.dumps(document)
        if tomllib.loads(made) == document.unwrap():
            return made
    except (tomlkit.exceptions.TOMLKitError, ValueError, TypeError, AttributeError) as error:
        raise EditError(filled("import.cannot_edit")) from error
    raise EditError(filled("import.cannot_edit"))


# -- tables --------------------------------------------------------------------------------------


class _Tables:
    """The tables of a project file under change; a heading after the last one stays the last."""

    def __init__(self, document: tomlkit.TOMLDocument, language: str) -> None:
        self.language = language
        if "tables" not in document:
            document.add("tables", tomlkit.table(is_super_table=True))
        self.tables: Any = document["tables"]
        if not isinstance(self.tables, Table):
            raise TypeError("tables that do not stand together")
        self.heading = self._without_heading()

    def put(self, change: TableChange) -> None:
        """Write one entry: new, beside others, or in the place of some."""
        name = change.entry.table
        present = self._entries(name)
        gone = [
            n
            for n, entry in enumerate(present)
            if change.instead_of is None or _path_of(entry) in change.instead_of
        ]
        if not present:
            table = _table(_lines(change.entry, self.language))
            table.comment(label("import.comment.table", self._spoken))
            self._append(name, table)
            return
        if gone:
            kept = [e for n, e in enumerate(present) if n not in gone[1:]]
            kept[gone[0]] = _with_lines(present[gone[0]], _lines(change.entry, self.language))
        else:
            kept = [*present, _table(_lines(change.entry, self.language))]
        self.tables[name] = kept[0] if len(kept) == 1 else _array(kept)

    @property
    def _spoken(self) -> Any:
        return "mn" if self.language == "mn" else "en"

    def close(self) -> None:
        """Put the heading of the next section behind the last table."""
        last = self._last()
        if last is not None and self.heading:
            _fill(last, self.heading)

    def _entries(self, name: str) -> list[Any]:
        """Return the entries of a table: none, one, or several."""
        found = self.tables.get(name)
        if found is None:
            return []
        return list(found.body) if isinstance(found, AoT) else [found]

    def _append(self, name: str, table: Table) -> None:
        last = self._last()
        if last is not None and not _ends_blank(last):
            last.add(tomlkit.nl())
        self.tables.append(name, table)

    def _last(self) -> Table | None:
        """Return the table that stands last in the document, None when there is none."""
        items = [item for key, item in self.tables.value.body if key is not None]
        last = items[-1] if items else None
        if isinstance(last, AoT):
            last = last.body[-1] if last.body else None
        return last if isinstance(last, Table) else None

    def _without_heading(self) -> list[Line]:
        """Take the comments off the last table that begin with a ruled line, and return them."""
        last = self._last()
        if last is None:
            return []
        body: list[Line] = list(last.value.body)
        keyed = [n for n, (key, _) in enumerate(body) if key is not None]
        start = keyed[-1] + 1 if keyed else 0
        for n in range(start, len(body)):
            item = body[n][1]
            if isinstance(item, Comment) and _RULE.match(item.as_string().strip()):
                del last.value.body[n:]
                return body[n:]
        return []


def _ends_blank(table: Table) -> bool:
    """Return whether an empty line ends a table."""
    body = table.value.body
    return bool(body) and isinstance(body[-1][1], Whitespace)


def _array(entries: Sequence[Any]) -> AoT:
    """Return several entries of a table as [[tables.x]], each after an empty line."""
    array = tomlkit.aot()
    for entry in entries:
        table = entry if isinstance(entry, Table) else _table([(tomlkit.key("path"), entry)])
        if not _ends_blank(table):
            table.add(tomlkit.nl())
        array.append(table)
    return array


def _path_of(entry: Any) -> str | None:
    """Return the path that an entry names."""
    path = entry if isinstance(entry, str) else entry.get("path")
    return str(path) if isinstance(path, str) else None


def _table(lines: Sequence[Line]) -> Table:
    """Return a new table of lines."""
    table = tomlkit.table()
    _fill(table, lines)
    table.add(tomlkit.nl())
    return table


def _with_lines(entry: Any, lines: Sequence[Line]) -> Table:
    """Return an entry with other settings; its comments stay, those behind settings go."""
    if not isinstance(entry, Table):
        return _table(lines)
    body: list[Line] = list(entry.value.body)
    first = next((n for n, (key, _) in enumerate(body) if key is not None), 0)
    kept = [(n, line) for n, line in enumerate(body) if line[0] is None]
    before = [line for n, line in kept if n < first]
    after = [line for n, line in kept if n > first]
    return _rebuilt(entry, [*before, *lines, *after])


def _rebuilt(table: Table, lines: Sequence[Line]) -> Table:
    """Return a table with other lines and the comment behind its name."""
    made = tomlkit.table()
    _fill(made, lines)
    if table.trivia.comment:
        made.trivia.comment_ws, made.trivia.comment = table.trivia.comment_ws, table.trivia.comment
    return made


def _fill(table: Table, lines: Sequence[Line]) -> None:
    for key, item in lines:
        if key is not None:
            table.append(key, item)
        elif isinstance(item, Comment | Whitespace):
            table.add(item)


def _lines(entry: Entry, language: str) -> list[Line]:
    """Return the settings of an entry as lines, every guess with its reason behind it."""
    lines: list[Line] = [(tomlkit.key("path"), tomlkit.item(entry.path))]
    spoken: Any = "mn" if language == "mn" else "en"
    for where, value in entry.ordered():
        item = tomlkit.item(list(value) if isinstance(value, tuple) else value)
        why = entry.why.get(where)
        if why is not None:
            guess = label("import.comment.guess", spoken)
            item.comment(f"{guess}: {_one_line(why.text(spoken))}")
        lines.append((tomlkit.key(list(where)) if len(where) > 1 else tomlkit.key(where[0]), item))
    return lines


def _one_line(text: str) -> str:
    """Return a text that may stand in a comment."""
    return "".join(c if c.isprintable() else " " for c in text)


# -- settings ------------------------------------------------------------------------------------


def _set(document: tomlkit.TOMLDocument, setting: SettingChange) -> None:
    """Write one setting where its table stands, in the place of a comment that asks for it."""
    above, table = document, document  # type: Any, Any
    for key in setting.where[:-1]:
        if key not in table:
            inline = not isinstance(table, Table | tomlkit.TOMLDocument)
            table.append(key, tomlkit.inline_table() if inline else tomlkit.table())
        above, table = table, table[key]
    name = setting.where[-1]
    item = tomlkit.item(setting.value)
    if setting.comment and isinstance(table, Table):
        item.comment(_one_line(setting.comment))
        if name in table and table[name].trivia.comment:
            item.trivia.comment_ws = table[name].trivia.comment_ws  # as the person set it apart
    if name in table or not isinstance(table, Table):
        table[name] = item
        return
    line = (tomlkit.key(name), item)
    body: list[Line] = list(table.value.body)
    asked = next((n for n, one in enumerate(body) if _asks_for(one, name)), None)
    if asked is not None:
        body[asked] = line
        _answer(body, asked - 1)
    else:
        plain = [n for n, (k, i) in enumerate(body) if k and not isinstance(i, Table | AoT)]
        body.insert(plain[-1] + 1 if plain else 0, line)
    above[setting.where[-2]] = _rebuilt(table, body)


def _answer(body: list[Line], place: int) -> None:
    """Take the mark of an open question off the comment above its answer."""
    key, item = body[place] if place >= 0 else (None, None)
    text = item.as_string().strip("# \n") if isinstance(item, Comment) else ""
    if key is None and text.startswith(QUESTION):
        body[place] = (None, tomlkit.comment(text.removeprefix(QUESTION).strip()))


def _asks_for(line: Line, name: str) -> bool:
    """Return whether a line is a comment in which a setting is switched off."""
    key, item = line
    off = re.compile(rf"#\s*{re.escape(name)}\s*=")
    return key is None and isinstance(item, Comment) and bool(off.match(item.as_string().strip()))
