"""The tables of the project file: which files hold them and how they are written."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from inventory import rules
from inventory.files.places_of_files import Places
from inventory.schema.column import ValueType
from inventory.schema.tables import TABLES
from inventory.settings.entries import entry_of, paths_of
from inventory.settings.faults import Faults, section_of
from inventory.settings.file_settings import FILE_KEYS, file_settings, is_names
from inventory.settings.rasters import POPULATION, TERRAIN, is_raster
from inventory.table_specs import FileSpec, TableSpec
from inventory.values import DateFormat, NumberFormat, fold_value, suggestion

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


def tables_of(
    places: Places, config: Mapping[str, Any], currency: str, faults: Faults
) -> dict[str, TableSpec]:
    """Return the tables that the project file describes well enough to be read."""
    tables: dict[str, TableSpec] = {}
    section = section_of(config, "tables", faults)
    for name, described in section.items():
        if name == TERRAIN:  # files of cells, not of rows
            continue
        if name not in TABLES:
            faults.unknown(("tables", name), (*TABLES, TERRAIN))
            continue
        entries = described if isinstance(described, list) else [described]
        if name == POPULATION:
            entries = [entry for entry in entries if not is_raster(entry)]
            if not entries:
                continue
        files = (file for entry in entries for file in _files(places, name, entry, faults))
        known = (replace(file, currency=currency) for file in files)
        tables[name] = TableSpec(name=name, files=tuple(known))
    if section and "sites" not in section:
        todo = "add [tables.sites] with the path of the inventory"
        faults.add(rules.CONFIG_REQUIRED, ("tables", "sites"), expected="a sites table", todo=todo)
    return tables


def _files(places: Places, table: str, written: object, faults: Faults) -> list[FileSpec]:
    """Return the files of one entry: one, or all that a pattern matches; none without a path."""
    entry = entry_of(table, written, _FILE_KEYS, faults, "data/…")
    if entry is None:
        return []
    settings = _settings(entry, table, faults)
    return [
        FileSpec(
            table=table,
            path=places.path(one),
            label=places.label(one),
            beside=places.beside(one),
            **settings,
        )
        for one in paths_of(places, table, entry["path"], faults)
    ]


def _settings(entry: Mapping[str, Any], table: str, faults: Faults) -> dict[str, Any]:
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


_Form = TypeVar("_Form", NumberFormat, DateFormat)


def _form(
    forms: type[_Form], entry: Mapping[str, Any], key: str, where: tuple[str, str], faults: Faults
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


def _unreadable(entry: Mapping[str, Any], where: tuple[str, str], faults: Faults) -> bool:
    """Return whether cells that cannot be read count as unknown, instead of stopping a plan."""
    value = entry.get("unreadable", "error")
    if value not in ("error", "unknown"):
        faults.wrong((*where, "unreadable"), value, 'one of "error", "unknown"')
    return bool(value == "unknown")


def _encoding(entry: Mapping[str, Any], where: tuple[str, str], faults: Faults) -> str | None:
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
    entry: Mapping[str, Any], key: str, where: tuple[str, str], faults: Faults
) -> str | None:
    """Return an optional text setting of a file."""
    value = entry.get(key)
    if value is None or (isinstance(value, str) and value):
        return value
    faults.wrong((*where, key), value, "a name in quotation marks")
    return None


def _positive(
    entry: Mapping[str, Any], key: str, where: tuple[str, str], faults: Faults
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
    entry: Mapping[str, Any], key: str, table: str, faults: Faults
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
    entry: Mapping[str, Any], table: str, faults: Faults
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


def _constants(entry: Mapping[str, Any], table: str, faults: Faults) -> dict[str, Any]:
    """Return the values given for columns that the file lacks."""
    constants = _known_columns(entry, "constants", table, faults)
    plain: dict[str, Any] = {}
    for name, value in constants.items():
        if isinstance(value, dict | list):
            faults.wrong(("tables", table, "constants", name), value, "one value")
        else:
            plain[name] = value
    return plain


def _values(entry: Mapping[str, Any], table: str, faults: Faults) -> dict[str, Mapping[str, str]]:
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


def _is_value(table: str, name: str, meant: object, where: tuple[str, ...], faults: Faults) -> bool:
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
