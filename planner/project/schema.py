"""What a project may hold, for programs and for people: tables and settings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from inventory.schema.column import Column, Table, ValueType
from inventory.schema.tables import TABLES
from inventory.settings.rasters import TERRAIN
from planner.errors import SettingsError
from planner.language.label import Language
from planner.language.labels import label, sentence, spoken_on_terminal
from planner.language.said import said
from planner.scenario.money_settings import written_name
from planner.scenario.settings import Scenario
from sites.roads.settings import RoadSettings
from sites.terrain.settings import TerrainSettings

SCENARIO, ROADS = "scenario", "roads"
_TABLE_SCHEMA_TYPES = {  # Frictionless Table Schema
    ValueType.IDENTIFIER: "string",
    ValueType.TEXT: "string",
    ValueType.CODE: "string",
    ValueType.NUMBER: "number",
    ValueType.WHOLE: "integer",
    ValueType.MONEY: "integer",
    ValueType.DECIMAL: "number",
    ValueType.YES_NO: "boolean",
    ValueType.DATE: "date",
}


def names() -> list[str]:
    """Return what `kholboo schema` can be asked for."""
    return [SCENARIO, *TABLES, TERRAIN]


def overview(language: Language = "en") -> list[str]:
    """Return one line for each thing that can be asked for; "both" speaks English."""
    spoken = spoken_on_terminal(language)
    width = max(len(name) for name in names())
    lines = [f"{SCENARIO:{width}}  {label('schema.scenario', spoken)}"]
    lines += [f"{t.name:{width}}  {t.meaning(spoken)}" for t in TABLES.values()]
    return [*lines, f"{TERRAIN:{width}}  {label('schema.terrain', spoken)}"]


def to_json(name: str) -> dict[str, Any]:
    """Return JSON Schema of the scenario, or Table Schema of a table.

    Raises SettingsError when there is no such table.
    """
    if name == SCENARIO:
        return Scenario.model_json_schema()
    if name == TERRAIN:
        return TerrainSettings.model_json_schema()
    fields: dict[str, Any] = {"fields": [_field(column) for column in _table(name).columns]}
    return {**fields, "settings": RoadSettings.model_json_schema()} if name == ROADS else fields


def lines(name: str, language: Language = "both") -> list[str]:
    """Return the columns of a table, or the settings of the scenario, as text.

    Settings speak English. Raises SettingsError when there is no such table.
    """
    if name == SCENARIO:
        return list(_settings(Scenario.model_json_schema()))
    if name == TERRAIN:
        return list(_settings(TerrainSettings.model_json_schema()))
    table, spoken = _table(name), spoken_on_terminal(language)
    title = table.meaning(spoken)
    columns = [_column_line(column, language) for column in table.columns]
    found = [f"{table.name}: {title}", *columns]
    if name == ROADS:
        found += [label("schema.roads", spoken), *_settings(RoadSettings.model_json_schema())]
    return found


def _table(name: str) -> Table:
    if name in TABLES:
        return TABLES[name]
    near = get_close_matches(name, names(), n=1, cutoff=0.4)
    if near:
        raise SettingsError(
            said("there is no table {name!r}; did you mean {near}?", name=name, near=near[0])
        )
    raise SettingsError(
        said("there is no table {name!r}; there are {known}", name=name, known=", ".join(names()))
    )


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.codes:
        constraints["enum"] = [code.code for code in column.codes]
    for key, bound in (("minimum", column.low), ("maximum", column.high)):
        if bound is not None:
            constraints[key] = float(bound)
    field = {
        "name": column.name,
        "type": _TABLE_SCHEMA_TYPES[column.type],
        "title": column.meaning("mn"),
        "description": column.meaning(),
        "unit": column.unit,
        "constraints": constraints,
        "aliases": list(column.aliases),
    }
    return {key: value for key, value in field.items() if value not in ("", {}, [])}


def _column_line(column: Column, language: Language) -> str:
    """Return a column with its type; what it means in the language asked for, or in both."""
    spoken = spoken_on_terminal(language)
    parts = [label(f"schema.type.{column.type.value}", spoken)]
    if column.unit:
        parts.append(column.unit)
    if column.required:
        parts.append(label("schema.required", spoken))
    if column.codes:
        codes = ", ".join(code.code for code in column.codes)
        parts.append(sentence("schema.one_of", spoken, codes=codes))
    mn, en = column.meaning("mn"), column.meaning()
    meant = {"mn": mn, "en": en, "both": f"{en} · {mn}"}[language]
    return f"  {column.name} ({'; '.join(parts)}): {meant}"


def _settings(schema: dict[str, Any], prefix: str = "") -> Iterator[str]:
    """Yield every setting with its default, meaning and source."""
    definitions = schema.get("$defs", {})
    for name, field in schema["properties"].items():
        inner = _reference(field)
        if inner is not None and "properties" in definitions[inner]:
            yield from _settings({**definitions[inner], "$defs": definitions}, f"{prefix}{name}.")
            continue
        told = [text for text in (field.get("description"), field.get("source")) if text]
        default = f" = {json.dumps(field['default'])}" if field.get("default") is not None else ""
        shown = ".".join(written_name((*prefix.split(".")[:-1], name)))
        yield f"  {shown}{default}" + (f"  ({'; '.join(told)})" if told else "")
        each = _reference(field.get("additionalProperties") or field.get("items") or {})
        if each is not None and "properties" in definitions[each]:
            place = f"{prefix}{name}.<kind>." if name == "standard" else f"{prefix}{name}[]."
            yield from _settings({**definitions[each], "$defs": definitions}, place)


def _reference(field: dict[str, Any]) -> str | None:
    """Return the name of the definition that a field refers to, None when it refers to none."""
    reference = field.get("$ref") if isinstance(field, dict) else None
    return None if reference is None else str(reference).rpartition("/")[2]
