"""The project file: which tables there are, how they are written, and the scenarios, unread."""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeGuard, TypeVar

from inventory import reading_rules, rules
from inventory.file_settings import FILE_KEYS, file_settings, is_names
from inventory.files.ordinary_files import open_ordinary
from inventory.files.places_of_files import (
    MOST_MATCHES,
    Places,
    ProjectFolder,
    RecordedCopies,
    is_pattern,
)
from inventory.findings import Finding, Rule, in_order
from inventory.schema.column import ValueType
from inventory.schema.tables import TABLES
from inventory.table_specs import CONFIG_NAME, FileSpec, TableSpec
from inventory.values import DateFormat, NumberFormat, fold_value, shorten, suggestion

_LARGEST_CONFIG_BYTES = 4 * 1024 * 1024
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_TOP_KEYS = ("project", "tables", "roads", "scenarios")


@dataclass(frozen=True, kw_only=True)
class Project:
    """A project folder, read but not judged: tables to read and scenarios as plain values."""

    folder: Path
    name: str
    country: str
    currency: str
    tables: dict[str, TableSpec]
    scenarios: dict[str, dict[str, Any]]
    findings: tuple[Finding, ...]
    roads: Mapping[str, Any] = field(default_factory=dict)  # settings of the road graph, unread
    default_scenario: str | None = None  # None: none named and not exactly one to choose


class _Faults:
    """Collects the findings of the project file, each with its line."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.found: list[Finding] = []

    def add(
        self, rule: Rule, where: Sequence[str], *, found: str = "", expected: str = "", todo: str
    ) -> None:
        """Record a fault at a dotted key of the project file."""
        self.found.append(
            rule.finding(
                CONFIG_NAME,
                line_of(self.lines, where),
                ".".join(where),
                found=found,
                expected=expected,
                todo=todo,
            )
        )

    def wrong(self, where: Sequence[str], value: object, expected: str, todo: str = "") -> None:
        """Record a setting with a wrong value."""
        found = shorten(repr(value) if isinstance(value, str) else str(value))
        self.add(
            rules.CONFIG_WRONG_VALUE,
            where,
            found=found,
            expected=expected,
            todo=todo or "correct the setting",
        )

    def unknown(self, where: Sequence[str], options: Iterable[str]) -> None:
        """Record a key that Kholboo does not know, with the nearest one it does."""
        known = sorted(options)
        near = suggestion(where[-1], known)
        self.add(
            rules.CONFIG_UNKNOWN_KEY,
            where,
            found=shorten(where[-1]),
            expected="one of " + ", ".join(known),
            todo=f"write {near}" if near else "remove it or correct its name",
        )


def line_of(lines: Sequence[str], where: Sequence[str]) -> int | None:
    """Return the line of the project file that holds a dotted key, or its nearest parent's."""
    best: tuple[int, int] | None = None
    table: tuple[str, ...] = ()
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if text.startswith("["):
            table = _key_parts(text.strip("[] ").split("]")[0])
            here = table
        elif "=" in text and not text.startswith("#"):
            here = (*table, *_key_parts(text.split("=", 1)[0]))
        else:
            continue
        shared = min(len(here), len(where))
        if here[:shared] == tuple(where[:shared]) and (best is None or shared > best[0]):
            best = (shared, number)
    return best[1] if best else None


def _key_parts(key: str) -> tuple[str, ...]:
    """Return the parts of a dotted key, without quotation marks."""
    return tuple(part.strip().strip("\"'") for part in re.findall(r"\"[^\"]*\"|'[^']*'|[^.]+", key))


def load_project(folder: Path, copies: Mapping[str, Path] | None = None) -> Project:
    """Return the project of a folder; every fault of its project file is a finding.

    With `copies`, by the path that sources name, tables are read from these files alone: raises
    UnrecordedFileError when the project file names another.
    """
    text, finding = _config_text(folder)
    if finding is not None:
        return _broken(folder, finding)
    try:
        config = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        return _broken(folder, _malformed(str(error)))
    return _project(folder, config, _places(folder, config, copies), _Faults(text))


def _places(folder: Path, config: Mapping[str, Any], copies: Mapping[str, Path] | None) -> Places:
    """Return where the files of a parsed project file are read."""
    if copies is None:
        return ProjectFolder(folder=folder)
    return RecordedCopies.of(_paths_written(config), copies)


def _paths_written(config: Mapping[str, Any]) -> list[str]:
    """Return every path of a table as the project file writes it; what is none is left out."""
    tables = config.get("tables")
    found = tables if isinstance(tables, dict) else {}
    known = [described for name, described in found.items() if name in TABLES]
    entries = [e for d in known for e in (d if isinstance(d, list) else [d])]
    paths = [e.get("path") if isinstance(e, dict) else e for e in entries]
    return [path for path in paths if _is_path(path)]


def _is_path(path: object) -> TypeGuard[str]:
    return isinstance(path, str) and bool(path.strip()) and "\0" not in path


def _broken(folder: Path, finding: Finding) -> Project:
    """Return a project of which nothing could be read."""
    return Project(
        folder=folder,
        name="",
        country="",
        currency="",
        tables={},
        scenarios={},
        findings=(finding,),
    )


def _config_text(folder: Path) -> tuple[str, Finding | None]:
    """Return the text of the project file, or the finding that says why there is none."""
    try:
        with open_ordinary(folder / CONFIG_NAME) as file:
            raw = file.read(_LARGEST_CONFIG_BYTES + 1)
    except FileNotFoundError:
        todo = "run `kholboo init` to start a project, or choose its folder with -C"
        return "", rules.CONFIG_MISSING.finding(CONFIG_NAME, found="no such file", todo=todo)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "unreadable"
        todo = "check that it is a file and that you may read it"
        return "", rules.CONFIG_MISSING.finding(CONFIG_NAME, found=reason, todo=todo)
    if len(raw) > _LARGEST_CONFIG_BYTES:
        return "", _malformed("larger than 4 MiB")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n"), None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return "", _malformed(f"a letter that is not UTF-8 (at line {line}, column 1)")


def _malformed(message: str) -> Finding:
    """Return the finding of a project file that is not TOML, with the line the parser names."""
    line = re.search(r"at line ([0-9]+)", message)
    return rules.CONFIG_MALFORMED.finding(
        CONFIG_NAME,
        int(line[1]) if line else None,
        found=shorten(message, 160),
        expected="TOML in UTF-8",
        todo="correct the line; strings need quotation marks, keys an equals sign",
    )


def _project(folder: Path, config: Mapping[str, Any], places: Places, faults: _Faults) -> Project:
    """Return the project of a parsed project file."""
    for key in config:
        if key not in _TOP_KEYS:
            faults.unknown((key,), _TOP_KEYS)
    head = _section(config, "project", faults)
    scenarios = _scenarios(config, faults)
    name, country, currency = _head(head, faults)
    tables = _tables(places, config, currency, faults)
    default = _default_scenario(head, scenarios, faults)
    roads = _section(config, "roads", faults) if "roads" in config else _NOTHING
    return Project(
        folder=folder,
        name=name,
        country=country,
        currency=currency,
        tables=tables,
        scenarios=scenarios,
        findings=tuple(in_order(faults.found)),
        roads=roads,
        default_scenario=default,
    )


def _section(config: Mapping[str, Any], name: str, faults: _Faults) -> Mapping[str, Any]:
    """Return a top-level table of the project file; a missing or wrong one is a fault."""
    if name not in config:
        faults.add(
            rules.CONFIG_REQUIRED,
            (name,),
            expected=f"a [{name}] table",
            todo=f"add [{name}]; `kholboo init` writes an example",
        )
        return _NOTHING
    section = config[name]
    if isinstance(section, dict):
        return section
    faults.wrong((name,), section, "a table", f"write [{name}] on a line of its own")
    return _NOTHING


_HEAD_KEYS = ("name", "country", "currency", "default_scenario")


def _head(head: Mapping[str, Any], faults: _Faults) -> tuple[str, str, str]:
    """Return name, country and currency of the [project] table."""
    for key in head:
        if key not in _HEAD_KEYS:
            faults.unknown(("project", key), _HEAD_KEYS)
    name = _text(head, "name", "a name", lambda t: bool(t.strip()), faults)
    country = _text(
        head,
        "country",
        'a two-letter country code such as "MN"',
        lambda t: re.fullmatch("[A-Z]{2}", t) is not None,
        faults,
    )
    currency = _text(
        head,
        "currency",
        'a three-letter currency code such as "MNT"',
        lambda t: re.fullmatch("[A-Z]{3}", t) is not None,
        faults,
    )
    return name, country, currency


def _text(
    head: Mapping[str, Any], key: str, expected: str, right: Callable[[str], bool], faults: _Faults
) -> str:
    """Return a required text setting of [project], "" with a fault when it is missing or wrong."""
    if key not in head:
        if head:
            todo = f"add {key} to [project]"
            faults.add(rules.CONFIG_REQUIRED, ("project", key), expected=expected, todo=todo)
        return ""
    value = head[key]
    if isinstance(value, str) and right(value):
        return value
    faults.wrong(("project", key), value, expected)
    return ""


def _scenarios(config: Mapping[str, Any], faults: _Faults) -> dict[str, dict[str, Any]]:
    """Return the scenarios as plain values; the planner judges their settings."""
    found = config.get("scenarios", {})
    if not isinstance(found, dict):
        faults.wrong(("scenarios",), found, "tables such as [scenarios.base]")
        return {}
    scenarios: dict[str, dict[str, Any]] = {}
    for name, scenario in found.items():
        if isinstance(scenario, dict):
            scenarios[name] = scenario
        else:
            faults.wrong(("scenarios", name), scenario, f"a table [scenarios.{name}]")
    return scenarios


def _default_scenario(
    head: Mapping[str, Any], scenarios: Mapping[str, Any], faults: _Faults
) -> str | None:
    """Return the scenario to use when none is asked for."""
    named = head.get("default_scenario")
    if named is None:
        return next(iter(scenarios)) if len(scenarios) == 1 else None
    if isinstance(named, str) and named in scenarios:
        return named
    near = suggestion(named, scenarios) if isinstance(named, str) else None
    faults.wrong(
        ("project", "default_scenario"),
        named,
        "one of the scenarios: " + (", ".join(sorted(scenarios)) or "none is defined"),
        f"write {near}" if near else "name a [scenarios.<name>] table",
    )
    return None


# -- tables -------------------------------------------------------------------------------------

_FILE_KEYS = (
    "path",
    "number_format",
    "date_format",
    "unreadable",
    "encoding",
    "layer",
    "header_row",
    "max_mib",
    "columns",
    "values",
    "constants",
    *FILE_KEYS,
)


def _tables(
    places: Places, config: Mapping[str, Any], currency: str, faults: _Faults
) -> dict[str, TableSpec]:
    """Return the tables that the project file describes well enough to be read."""
    tables: dict[str, TableSpec] = {}
    section = _section(config, "tables", faults)
    for name, described in section.items():
        if name not in TABLES:
            faults.unknown(("tables", name), TABLES)
            continue
        entries = described if isinstance(described, list) else [described]
        files = (file for entry in entries for file in _files(places, name, entry, faults))
        known = (replace(file, currency=currency) for file in files)
        tables[name] = TableSpec(name=name, files=tuple(known))
    if section and "sites" not in section:
        todo = "add [tables.sites] with the path of the inventory"
        faults.add(rules.CONFIG_REQUIRED, ("tables", "sites"), expected="a sites table", todo=todo)
    return tables


def _files(places: Places, table: str, entry: object, faults: _Faults) -> list[FileSpec]:
    """Return the files of one entry: one, or all that a pattern matches; none without a path."""
    where = ("tables", table)
    if isinstance(entry, str):
        entry = {"path": entry}
    if not isinstance(entry, dict):
        faults.wrong(where, entry, f"a table [tables.{table}] with a path")
        return []
    for key in entry:
        if key not in _FILE_KEYS:
            faults.unknown((*where, key), _FILE_KEYS)
    path = _path(entry, where, faults)
    if path is None:
        return []
    settings = _settings(entry, table, faults)
    paths = places.matching(path) if is_pattern(path) else [path]
    if is_pattern(path):
        _note_matches(path, paths, where, faults)
    if any(places.is_outside(one) for one in paths):
        faults.add(
            rules.FILE_OUTSIDE,
            (*where, "path"),
            found="a file outside the project folder",
            expected="a file inside the project folder",
            todo="copy it into the project, or accept that every run holds a copy of it",
        )
    return [
        FileSpec(
            table=table,
            path=places.path(one),
            label=places.label(one),
            beside=places.beside(one),
            **settings,
        )
        for one in paths
    ]


def _note_matches(
    pattern: str, paths: Sequence[str], where: tuple[str, str], faults: _Faults
) -> None:
    """Note how many files a pattern matches; none, or more than are read, is a fault."""
    if not paths:
        faults.wrong((*where, "path"), pattern, "a pattern that a file matches")
    elif len(paths) > MOST_MATCHES:
        faults.wrong((*where, "path"), pattern, f"a pattern of at most {MOST_MATCHES:,} files")
    else:
        faults.add(
            reading_rules.FILES_MATCHED,
            (*where, "path"),
            found=f"{len(paths)} files match {shorten(pattern)}",
            todo="nothing to do if that is the right number",
        )


def _settings(entry: Mapping[str, Any], table: str, faults: _Faults) -> dict[str, Any]:
    """Return how the files of one entry are read, as fields of a `FileSpec`."""
    where = ("tables", table)
    columns, keys = _columns(entry, table, faults)
    constants = _constants(entry, table, faults)
    for both in sorted({*columns, *keys} & set(constants)):
        faults.wrong(
            (*where, "constants", both), constants[both], "a column is mapped or constant, not both"
        )
    return {
        "number_format": _form(NumberFormat, entry, "number_format", where, faults),
        "date_format": _form(DateFormat, entry, "date_format", where, faults),
        "unreadable_is_unknown": _unreadable(entry, where, faults),
        "encoding": _encoding(entry, where, faults),
        "layer": _optional_text(entry, "layer", where, faults),
        "header_row": _positive(entry, "header_row", where, faults),
        "max_mib": _positive(entry, "max_mib", where, faults),
        "columns": columns,
        "keys": keys,
        "values": _values(entry, table, faults),
        "constants": constants,
        **file_settings(entry, lambda key, value, what: faults.wrong((*where, key), value, what)),
    }


def _path(entry: Mapping[str, Any], where: tuple[str, str], faults: _Faults) -> str | None:
    """Return the path of a file as written."""
    path = entry.get("path")
    if _is_path(path):
        return path
    if path is None:
        todo = 'add path = "data/…"'
        faults.add(rules.CONFIG_REQUIRED, (*where, "path"), expected="the path", todo=todo)
    else:
        faults.wrong((*where, "path"), path, "the path of a file")
    return None


_Form = TypeVar("_Form", NumberFormat, DateFormat)


def _form(
    forms: type[_Form], entry: Mapping[str, Any], key: str, where: tuple[str, str], faults: _Faults
) -> _Form | None:
    """Return how a file declares that it writes numbers or dates."""
    value = entry.get(key)
    known = [form.value for form in forms]
    if value is None:
        return None
    if value in known:
        return forms(value)
    expected = "one of " + ", ".join(f'"{form}"' for form in known)
    faults.wrong((*where, key), value, expected)
    return None


def _unreadable(entry: Mapping[str, Any], where: tuple[str, str], faults: _Faults) -> bool:
    """Return whether cells that cannot be read count as unknown, instead of stopping a plan."""
    value = entry.get("unreadable", "error")
    if value not in ("error", "unknown"):
        faults.wrong((*where, "unreadable"), value, 'one of "error", "unknown"')
    return bool(value == "unknown")


def _encoding(entry: Mapping[str, Any], where: tuple[str, str], faults: _Faults) -> str | None:
    """Return the declared encoding, as Python names it."""
    value = entry.get("encoding")
    if value is None:
        return None
    try:
        if isinstance(value, str):
            b"".decode(value)  # refuses names that are not text encodings
            return codecs.lookup(value).name
    except (LookupError, ValueError):
        pass
    faults.wrong((*where, "encoding"), value, "a text encoding such as utf-8, utf-16 or cp1251")
    return None


def _optional_text(
    entry: Mapping[str, Any], key: str, where: tuple[str, str], faults: _Faults
) -> str | None:
    """Return an optional text setting of a file."""
    value = entry.get(key)
    if value is None or (isinstance(value, str) and value):
        return value
    faults.wrong((*where, key), value, "a name in quotation marks")
    return None


def _positive(
    entry: Mapping[str, Any], key: str, where: tuple[str, str], faults: _Faults
) -> int | None:
    """Return an optional whole number of at least one."""
    value = entry.get(key)
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 1_048_576:
        return value
    faults.wrong((*where, key), value, "a whole number from 1")
    return None


def _known_columns(
    entry: Mapping[str, Any], key: str, table: str, faults: _Faults
) -> dict[str, Any]:
    """Return the entries of a sub-table whose keys are columns of the table."""
    where = ("tables", table, key)
    section = entry.get(key, {})
    if not isinstance(section, dict):
        faults.wrong(where, section, "a table of columns")
        return {}
    known = TABLES[table].by_name
    found: dict[str, Any] = {}
    for written, value in section.items():
        name = _column_name(written, table)
        if name is None:
            faults.unknown((*where, written), known)
        elif name in found:
            faults.wrong((*where, written), written, f"{name} once")
        else:
            found[name] = value
    return found


def _column_name(written: str, table: str) -> str | None:
    """Return the column that a key names: by its name, or by a header that means it."""
    if written in TABLES[table].by_name:
        return written
    match = TABLES[table].match(written)
    return None if match is None or match.factor is not None else match.column.name


def _columns(
    entry: Mapping[str, Any], table: str, faults: _Faults
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return column -> header or expression over headers, and identifier -> headers joined."""
    mapping = _known_columns(entry, "columns", table, faults)
    columns: dict[str, str] = {}
    keys: dict[str, tuple[str, ...]] = {}
    for name, header in mapping.items():
        if isinstance(header, str):
            columns[name] = header
        elif TABLES[table].by_name[name].type is ValueType.IDENTIFIER and is_names(header):
            keys[name] = tuple(header)
        else:
            what = "a header as in the file; identifiers may list several"
            faults.wrong(("tables", table, "columns", name), header, what)
    return columns, keys


def _constants(entry: Mapping[str, Any], table: str, faults: _Faults) -> dict[str, Any]:
    """Return the values given for columns that the file lacks."""
    constants = _known_columns(entry, "constants", table, faults)
    plain: dict[str, Any] = {}
    for name, value in constants.items():
        if isinstance(value, dict | list):
            faults.wrong(("tables", table, "constants", name), value, "one value")
        else:
            plain[name] = value
    return plain


def _values(entry: Mapping[str, Any], table: str, faults: _Faults) -> dict[str, Mapping[str, str]]:
    """Return the translations of values by column: folded text in the file -> our text."""
    by_column: dict[str, Mapping[str, str]] = {}
    for name, translations in _known_columns(entry, "values", table, faults).items():
        where = ("tables", table, "values", name)
        if not isinstance(translations, dict):
            faults.wrong(where, translations, "a table of values")
            continue
        by_column[name] = {
            fold_value(written): meant
            for written, meant in translations.items()
            if _is_value(table, name, meant, (*where, written), faults)
        }
    return by_column


def _is_value(
    table: str, name: str, meant: object, where: tuple[str, ...], faults: _Faults
) -> bool:
    """Return whether a translation ends in a text, and in an allowed code where codes are."""
    column = TABLES[table].by_name[name]
    if not isinstance(meant, str):
        faults.wrong(where, meant, "text in quotation marks")
        return False
    codes = [code.code for code in column.codes]
    if column.type is ValueType.CODE and meant and meant not in codes:
        near = suggestion(meant, codes)
        todo = f"write {near}" if near else ""
        faults.wrong(where, meant, "one of " + ", ".join(codes), todo)
        return False
    return True
