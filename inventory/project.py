"""The project file: which tables there are, how they are written, and the scenarios, unread."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from inventory import rules
from inventory.currencies import MOST_DIGITS, Currency
from inventory.files.ordinary_files import open_ordinary
from inventory.files.places_of_files import (
    Places,
    ProjectFolder,
    RecordedCopies,
)
from inventory.findings import Finding, in_order
from inventory.schema.codes import LEVELS
from inventory.schema.tables import TABLES
from inventory.settings.faults import NOTHING, Faults, is_path, section_of
from inventory.settings.rasters import POPULATION, TERRAIN, rasters_of, written_paths
from inventory.settings.tables import tables_of
from inventory.table_specs import CONFIG_NAME, RasterSpec, TableSpec
from inventory.values import fold_value, shorten, suggestion

_LARGEST_CONFIG_BYTES = 4 * 1024 * 1024
_TOP_KEYS = ("project", "tables", "roads", "terrain", "scenarios")


@dataclass(frozen=True, kw_only=True)
class Project:
    """A project folder, read but not judged: tables to read and scenarios as plain values."""

    folder: Path
    name: str
    country: str
    currency: str  # with the decimals that the project accounts in
    tables: dict[str, TableSpec]
    scenarios: dict[str, dict[str, Any]]
    findings: tuple[Finding, ...]
    roads: Mapping[str, Any] = field(default_factory=dict)  # settings of the road graph, unread
    default_scenario: str | None = None  # None: none named and not exactly one to choose
    levels: tuple[str, ...] = ()  # words for administrative areas, the largest first; (): not said
    rasters: tuple[RasterSpec, ...] = ()  # elevation models
    people_rasters: tuple[RasterSpec, ...] = ()  # people counted in cells
    terrain: Mapping[str, Any] = field(default_factory=dict)  # settings of radio paths, unread


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
    return _project(folder, config, _places(folder, config, copies), Faults(text))


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
    return [*(path for path in paths if is_path(path)), *written_paths(config)]


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


def _project(folder: Path, config: Mapping[str, Any], places: Places, faults: Faults) -> Project:
    """Return the project of a parsed project file."""
    for key in config:
        if key not in _TOP_KEYS:
            faults.unknown((key,), _TOP_KEYS)
    head = section_of(config, "project", faults)
    scenarios = _scenarios(config, faults)
    name, country, currency = _head(head, faults)
    tables = tables_of(places, config, currency, faults)
    heights = rasters_of(places, config, TERRAIN, faults)
    people = rasters_of(places, config, POPULATION, faults)
    default = _default_scenario(head, scenarios, faults)
    levels = _levels(head, faults)
    tables = {name: _with_levels(spec, levels) for name, spec in tables.items()}
    roads = section_of(config, "roads", faults) if "roads" in config else NOTHING
    terrain = section_of(config, "terrain", faults) if "terrain" in config else NOTHING
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
        levels=levels,
        rasters=heights,
        people_rasters=people,
        terrain=terrain,
    )


_WITH_LEVELS = ("places", "boundaries")


def _with_levels(spec: TableSpec, words: Sequence[str]) -> TableSpec:
    """Return a table whose files may name the levels of areas by the words of the project."""
    if spec.name not in _WITH_LEVELS or not words:
        return spec
    meant = {fold_value(w): level.code for w, level in zip(words, LEVELS, strict=False)}
    files = (
        replace(file, values={**file.values, "level": {**meant, **file.values.get("level", {})}})
        for file in spec.files
    )
    return replace(spec, files=tuple(files))


_HEAD_KEYS = ("name", "country", "currency", "minor_digits", "default_scenario", "levels")
_MOST_LEVELS = 4


_CODES = (
    ("country", 'a two-letter country code such as "MN"', "[A-Z]{2}"),
    ("currency", 'a three-letter currency code such as "MNT"', "[A-Z]{3}"),
)


def _has_form(form: str) -> Callable[[str], bool]:
    """Return whether texts are of a form, as a question."""
    return lambda text: re.fullmatch(form, text) is not None


def _head(head: Mapping[str, Any], faults: Faults) -> tuple[str, str, Currency]:
    """Return name, country and currency of the [project] table."""
    for key in head:
        if key not in _HEAD_KEYS:
            faults.unknown(("project", key), _HEAD_KEYS)
    name = _text(head, "name", "a name", lambda t: bool(t.strip()), faults)
    country, currency = (
        _text(head, key, expected, _has_form(form), faults) for key, expected, form in _CODES
    )
    return name, country, Currency(currency, _minor_digits(head, faults))


def _minor_digits(head: Mapping[str, Any], faults: Faults) -> int:
    """Return the decimals of the accounting unit, 0 where the project names none."""
    value = head.get("minor_digits", 0)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_DIGITS:
        return value
    expected = f"a whole number from 0 to {MOST_DIGITS}: 2 for cents, 0 for none"
    faults.wrong(("project", "minor_digits"), value, expected)
    return 0


def _levels(head: Mapping[str, Any], faults: Faults) -> tuple[str, ...]:
    """Return the words for administrative areas, () where they are not said or wrong."""
    words = head.get("levels")
    if words is None:
        return ()
    if (
        isinstance(words, list)
        and 1 <= len(words) <= _MOST_LEVELS
        and all(isinstance(word, str) and word.strip() for word in words)
        and len(set(words)) == len(words)
    ):
        return tuple(word.strip() for word in words)
    expected = 'one to four different words such as ["county", "sub-county", "ward"]'
    faults.wrong(("project", "levels"), words, expected)
    return ()


def _text(
    head: Mapping[str, Any], key: str, expected: str, right: Callable[[str], bool], faults: Faults
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


def _scenarios(config: Mapping[str, Any], faults: Faults) -> dict[str, dict[str, Any]]:
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
    head: Mapping[str, Any], scenarios: Mapping[str, Any], faults: Faults
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
