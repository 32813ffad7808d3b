"""Changing a limit, a weight or a floor of a scenario: one setting of `kholboo.toml`.

The setting is written in the scenario that is being planned, with the words that say who decided
it behind it; what stands there already, and every other comment, stays.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomlkit
from tomlkit.items import AoT, Array, Integer, Item, Table, Trivia

from inventory.currencies import minor_in
from inventory.money_text import MoneyError, whole_money
from planner.language.labels import LABELS, filled
from planner.project.importing.project_text import Changes as TextChanges
from planner.project.importing.project_text import EditError, SettingChange, changed_text
from planner.scenario.money_settings import written_name
from planner.serve.by_hand import CONFIG, typed
from planner.serve.changes import Change, content_of
from planner.serve.refused import RefusedError
from planner.serve.setting_fields import SettingField, setting_fields, written_path

if TYPE_CHECKING:
    from planner.scenario.inputs import Inputs

_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_SHARE = re.compile(r"(?:0?\.[0-9]{1,6}|[01](?:\.0{1,6})?)")
_BY, _QUANTITIES = ("aimag", "kind"), ("benefit", "users", "sites")
_FLOORS = ("limits", "floors")


def setting_changed(folder: Path, inputs: Inputs, sent: Mapping[str, Any], language: str) -> Change:
    """Return the change that gives a setting another value, or takes a limit out.

    Raises RefusedError for a setting that the form does not have, a value that is none, a limit
    that the scenario does not write itself, or a missing source; EditError when `kholboo.toml`
    cannot be edited.
    """
    field = next((f for f in setting_fields(inputs) if f.id == sent.get("setting")), None)
    if field is None:
        raise RefusedError(LABELS["serve.unknown_change"])
    if sent.get("deed") == "remove":
        return _limit_removed(folder, inputs, field, typed(sent, "source", needed=True))
    value = _value(field, sent, inputs)
    source = typed(sent, "source", needed=True)
    before = content_of(folder, CONFIG) or b""
    text = before.decode("utf-8")
    own = written_path(inputs.project.scenarios[inputs.scenario_name], field.where)
    where = ("scenarios", inputs.scenario_name, *(own or _free_path(inputs, field)))
    said = _joined(_said(tomlkit.parse(text), where), source)
    made = changed_text(
        text,
        TextChanges(settings=(SettingChange(where=where, value=value, comment=said),)),
        language,
    )
    return Change(contents={CONFIG: made.encode()}, expected={CONFIG: before})


def _limit_removed(folder: Path, inputs: Inputs, field: SettingField, source: str) -> Change:
    """Return the change that takes a limit out of its scenario; why stands where it stood."""
    path = written_path(inputs.project.scenarios[inputs.scenario_name], field.where)
    if field.group != "limits" or path is None:
        raise RefusedError(LABELS["serve.unknown_change"])
    *tables, name = path

    def without(document: tomlkit.TOMLDocument) -> None:
        holder: Any = document["scenarios"][inputs.scenario_name]
        for table in tables:
            holder = holder[table]
        del holder[name]
        said = f"{name}: – ({source})"
        if isinstance(holder, Table):
            holder.add(tomlkit.comment(said))
        else:
            holder.comment(_joined(holder.trivia.comment.strip("# "), said))

    return _edited(folder, without)


def _edited(folder: Path, edit: Callable[[tomlkit.TOMLDocument], None]) -> Change:
    """Return the change of `kholboo.toml` that an edit makes; raises EditError where it cannot."""
    before = content_of(folder, CONFIG) or b""
    try:
        document = tomlkit.parse(before.decode("utf-8"))
        edit(document)
        made = tomlkit.dumps(document)
        if tomllib.loads(made) != document.unwrap():
            raise EditError(filled("import.cannot_edit"))
    except (tomlkit.exceptions.TOMLKitError, ValueError, TypeError, AttributeError) as error:
        raise EditError(filled("import.cannot_edit")) from error
    return Change(contents={CONFIG: made.encode()}, expected={CONFIG: before})


def _free_path(inputs: Inputs, field: SettingField) -> tuple[str, ...]:
    """Return the path of a setting that its scenario does not write yet, by the newer names.

    A table that the scenario writes by its older name keeps that name.
    """
    table = written_path(inputs.project.scenarios[inputs.scenario_name], field.where[:-1])
    return (*table, written_name(field.where)[-1]) if table else written_name(field.where)


def _value(field: SettingField, sent: Mapping[str, Any], inputs: Inputs) -> Any:
    """Return what to write for a value that was typed; raises RefusedError for none."""
    text = sent.get("value")
    text = text.strip() if isinstance(text, str) else ""
    if not field.is_money:
        if not _NUMBER.fullmatch(text):
            raise RefusedError(filled("serve.field_number", field=field.name))
        return _number(Decimal(text))
    try:
        amount = whole_money(text, inputs.project.currency)
    except MoneyError as error:
        raise RefusedError(filled("serve.field_money", field=field.name)) from error
    units = Decimal(amount) / minor_in(inputs.project.currency)
    if units == units.to_integral_value():
        return Integer(int(units), Trivia(), f"{int(units):_}")
    return f"{units:f}"


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _said(document: tomlkit.TOMLDocument, where: tuple[str, ...]) -> str:
    """Return the words that stand behind a setting now, "" where there are none."""
    at: Any = document
    for part in where:
        if not isinstance(at, Mapping) or part not in at:
            return ""
        at = at[part]
    return at.trivia.comment.strip("# ") if isinstance(at, Item) else ""


def _joined(before: str, source: str) -> str:
    """Return the words behind a setting with the new source after them, once."""
    return source if not before or source in before else f"{before}; {source}"


# -- floors ---------------------------------------------------------------------------------------


def floors_changed(folder: Path, inputs: Inputs, sent: Mapping[str, Any]) -> Change:
    """Return the change that adds a floor, gives one another share, or removes one.

    Floors that the scenario takes from another one are written out in its own table first.
    Raises RefusedError for a floor that there is not or a share that is none, EditError when
    `kholboo.toml` cannot be edited.
    """
    source = typed(sent, "source", needed=True)

    def changed(document: tomlkit.TOMLDocument) -> None:
        floors = _own_floors(document, inputs)
        _edit(floors, sent)
        if isinstance(floors, Array):
            floors.comment(_joined(floors.trivia.comment.strip("# "), source))

    return _edited(folder, changed)


def _own_floors(document: tomlkit.TOMLDocument, inputs: Inputs) -> Any:
    """Return the floors of the scenario's own table in the document, made where there are none."""
    scenario: Any = document["scenarios"][inputs.scenario_name]
    if "limits" not in scenario:
        scenario.append("limits", tomlkit.table())
    limits: Any = scenario["limits"]
    if "floors" not in limits:
        made = tomlkit.array().multiline(True)
        for floor in inputs.scenario.limits.floors:
            made.append(_inline(floor.model_dump(mode="json", exclude_defaults=True)))
        limits.append("floors", made)
    return limits["floors"]


def _edit(floors: Any, sent: Mapping[str, Any]) -> None:
    number, deed = sent.get("number"), sent.get("deed")
    if deed == "add":
        by, quantity = sent.get("by"), sent.get("quantity")
        if by not in _BY or quantity not in _QUANTITIES:
            raise RefusedError(LABELS["serve.unknown_change"])
        floor = {"by": by, "quantity": quantity, "share": _share(sent), "of": "fair"}
        floors.append(_table(floor) if isinstance(floors, AoT) else _inline(floor))
        return
    if type(number) is not int or not 0 <= number < len(floors):
        raise RefusedError(LABELS["serve.no_floor"])
    if deed == "remove":
        del floors[number]
    elif deed == "share":
        floors[number]["share"] = _share(sent)
    else:
        raise RefusedError(LABELS["serve.unknown_change"])


def _share(sent: Mapping[str, Any]) -> str:
    """Return a share from 0 to 1 as the scenario writes it; raises RefusedError for none."""
    text = sent.get("share")
    text = text.strip().replace(",", ".") if isinstance(text, str) else ""
    try:
        if _SHARE.fullmatch(text) and 0 <= Decimal(text) <= 1:
            return f"{Decimal(text):f}"
    except InvalidOperation:
        pass
    raise RefusedError(LABELS["serve.field_share"])


def _inline(values: Mapping[str, Any]) -> Any:
    made = tomlkit.inline_table()
    made.update(values)
    return made


def _table(values: Mapping[str, Any]) -> Table:
    made = tomlkit.table()
    made.update(values)
    return made
