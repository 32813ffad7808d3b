"""The policy as rows of text for every report, and the changes asked for on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from planner.errors import SettingsError
from planner.language.said import Said, said
from planner.scenario import setting_faults
from planner.scenario.settings import Scenario

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
    "keep": "keep.run",
    "keep_share": "keep.share",
    "total_cost": "limits.total_cost_minor",
    "total_cost_minor": "limits.total_cost_minor",
}

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
        path = SHORT_NAMES.get(name.removeprefix("limits."), name).split(".")
        if path[0] in READ_BEFORE:
            raise SettingsError(
                said("{name} decides how the tables are read; set it in kholboo.toml", name=name)
            )
        _set(data, path, value)
    try:
        return Scenario.model_validate(data)
    except ValidationError as fault:
        raise SettingsError(_in_words(fault)) from fault


def _set(data: dict[str, Any], path: list[str], value: Any) -> None:
    for key in path[:-1]:
        inner = data.setdefault(key, {})
        if not isinstance(inner, dict):
            raise SettingsError(
                said("setting {path}: {key} holds no settings", path=".".join(path), key=key)
            )
        data = inner
    data[path[-1]] = value


def _in_words(fault: ValidationError) -> Said:
    parts = "; ".join(
        f"{'.'.join(str(p) for p in error['loc'] if p != setting_faults.KEY)}: found"
        f" {setting_faults.found(error)}, expected {setting_faults.expected(Scenario, error)}"
        for error in fault.errors()
    )
    return said("settings of the scenario do not fit: {parts}; see docs/inputs.md", parts=parts)
