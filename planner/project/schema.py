"""What a project may hold, for programs and for people: tables and settings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel

from inventory.schema.column import Column, Table, ValueType
from inventory.schema.tables import TABLES
from inventory.settings.rasters import TERRAIN
from planner.errors import SettingsError
from planner.language.catalogue import mongolian
from planner.language.label import Language
from planner.language.labels import label, policy_source, sentence, spoken_on_terminal
from planner.language.said import said
from planner.scenario.money_settings import written_name
from planner.scenario.settings import Scenario
from sites.roads.settings import RoadSettings
from sites.terrain.settings import TerrainSettings

SCENARIO, ROADS = "scenario", "roads"
CONTEXT = "setting"
_SETTINGS: Mapping[str, type[BaseModel]] = {
    SCENARIO: Scenario,
    ROADS: RoadSettings,
    TERRAIN: TerrainSettings,
}
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
    if name in (SCENARIO, TERRAIN):
        return _SETTINGS[name].model_json_schema()
    fields: dict[str, Any] = {"fields": [_field(column) for column in _table(name).columns]}
    return {**fields, "settings": RoadSettings.model_json_schema()} if name == ROADS else fields


def lines(name: str, language: Language = "both") -> list[str]:
    """Return the columns of a table, or the settings of the scenario, as text.

    Raises SettingsError when there is no such table.
    """
    spoken = spoken_on_terminal(language)
    if name in (SCENARIO, TERRAIN):
        return [_setting_line(setting, spoken) for setting in _settings(_SETTINGS[name])]
    table = _table(name)
    title = table.meaning(spoken)
    columns = [_column_line(column, language) for column in table.columns]
    found = [f"{table.name}: {title}", *columns]
    if name == ROADS:
        found.append(label("schema.roads", spoken))
        found += [_setting_line(setting, spoken) for setting in _settings(_SETTINGS[ROADS])]
    return found


def setting_texts() -> Iterator[str]:
    """Yield the English of what every setting means; `make words` reads it."""
    texts = (s.meaning for settings in _SETTINGS.values() for s in _settings(settings))
    yield from dict.fromkeys(text for text in texts if text)


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


@dataclass(frozen=True, kw_only=True)
class _Setting:
    """One setting as `kholboo schema` tells it."""

    name: str
    default: str
    meaning: str
    source: str


def _setting_line(setting: _Setting, spoken: Language) -> str:
    """Return a setting with its default, meaning and source."""
    means, source = setting.meaning, policy_source(setting.source, spoken)
    if means and spoken == "mn":
        means = mongolian(CONTEXT, means)
    told = "; ".join(text for text in (means, source) if text)
    return f"  {setting.name}{setting.default}" + (f"  ({told})" if told else "")


def _settings(model: type[BaseModel]) -> Iterator[_Setting]:
    """Yield every setting of a model, those of models in it included."""
    return _below(model.model_json_schema())


def _below(schema: dict[str, Any], prefix: str = "") -> Iterator[_Setting]:
    definitions = schema.get("$defs", {})
    for name, field in schema["properties"].items():
        inner = next(filter(None, map(_reference, (field, *field.get("anyOf", ())))), None)
        if inner is not None and "properties" in definitions[inner]:
            yield from _below({**definitions[inner], "$defs": definitions}, f"{prefix}{name}.")
            continue
        default = field.get("default")
        yield _Setting(
            name=".".join(written_name((*prefix.split(".")[:-1], name))),
            default="" if default is None else f" = {json.dumps(default)}",
            meaning=field.get("description", ""),
            source=field.get("source", ""),
        )
        each = _reference(field.get("additionalProperties") or field.get("items") or {})
        if each is not None and "properties" in definitions[each]:
            place = f"{prefix}{name}.<kind>." if name == "standard" else f"{prefix}{name}[]."
            yield from _below({**definitions[each], "$defs": definitions}, place)


def _reference(field: dict[str, Any]) -> str | None:
    """Return the name of the definition that a field refers to, None when it refers to none."""
    reference = field.get("$ref") if isinstance(field, dict) else None
    return None if reference is None else str(reference).rpartition("/")[2]
