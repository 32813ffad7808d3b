"""The policy as rows of text for every report, and the changes asked for on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from planner import setting_faults
from planner.candidates import settings_of
from planner.errors import SettingsError
from planner.scenario import Scenario
from sites.site import SiteKind

SHORT_NAMES = {
    "solver": "solve.solver",
    "seed": "solve.seed",
    "effort": "solve.effort",
    "workers": "solve.workers",
    "cluster": "solve.cluster",
    "gap": "solve.gap",
    "next_money": "solve.next_money_minor",
    "next_money_minor": "solve.next_money_minor",
    "capex": "limits.capex_minor",
    "capex_minor": "limits.capex_minor",
    "opex": "limits.opex_per_year_minor",
    "opex_per_year": "limits.opex_per_year_minor",
    "opex_per_year_minor": "limits.opex_per_year_minor",
}

SET = "set in the scenario"
OURS = "default of Kholboo"
_SHOWN_APART = ("technologies.", "decided.")
READ_BEFORE = frozenset({"price_basis", "vat_rate", "technologies"})


def with_overrides(scenario: Scenario, overrides: Mapping[str, Any] | None) -> Scenario:
    """Return the scenario with settings replaced by name: `limits.capex_minor`, or short `capex`.

    A None value is not an override. Raises SettingsError for an unknown setting, a value that
    does not fit, or a setting that the tables were already read under.
    """
    data = scenario.model_dump(mode="json", exclude_unset=True)
    for name, value in sorted((overrides or {}).items()):
        if value is None:
            continue
        path = SHORT_NAMES.get(name, name).split(".")
        if path[0] in READ_BEFORE:
            raise SettingsError(f"{name} decides how the tables are read; set it in kholboo.toml")
        _set(data, path, value)
    try:
        return Scenario.model_validate(data)
    except ValidationError as fault:
        raise SettingsError(_in_words(fault)) from fault


def _set(data: dict[str, Any], path: list[str], value: Any) -> None:
    for key in path[:-1]:
        inner = data.setdefault(key, {})
        if not isinstance(inner, dict):
            raise SettingsError(f"setting {'.'.join(path)}: {key} holds no settings")
        data = inner
    data[path[-1]] = value


def _in_words(fault: ValidationError) -> str:
    parts = [
        f"{'.'.join(str(p) for p in error['loc'] if p != setting_faults.KEY)}: found"
        f" {setting_faults.found(error)}, expected {setting_faults.expected(Scenario, error)}"
        for error in fault.errors()
    ]
    return "settings of the scenario do not fit: " + "; ".join(parts) + "; see docs/inputs.md"


def policy_rows(
    scenario: Scenario, kinds: Iterable[SiteKind] = ()
) -> tuple[tuple[str, str, str], ...]:
    """Return every setting as (name, value, source), those of the technologies included.

    Standards are told for the kinds of site that occur. Who decided stands apart, among the plan's
    decisions.
    """
    rows = [row for row in _rows(scenario, "") if not row[0].startswith(_SHOWN_APART)]
    for name, value, source in settings_of(scenario):
        rows.append((name, value, SET if source == "the scenario" else source))
    for kind in sorted(set(kinds)):
        if kind not in scenario.standard:
            rows += _rows(scenario.standard_of(kind), f"standard.{kind.value}.")
    return tuple(sorted(rows))


def _rows(settings: BaseModel, prefix: str) -> Iterator[tuple[str, str, str]]:
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        extra = field.json_schema_extra
        source = str(extra.get("source", OURS)) if isinstance(extra, dict) else OURS
        if name in settings.model_fields_set:
            source = SET
        yield from _value_rows(f"{prefix}{name}", value, source)


def _value_rows(name: str, value: Any, source: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, BaseModel):
        yield from _rows(value, f"{name}.")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _value_rows(f"{name}.{getattr(key, 'value', key)}", inner, source)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _value_rows(f"{name}.{number}", inner, source)
    elif value is None:
        yield name, "none", source
    elif isinstance(value, float):
        yield name, repr(value).removesuffix(".0"), source
    else:
        yield name, str(value), source
