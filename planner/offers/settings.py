"""Settings of every technology, of power and of shared assets: read, judged, listed."""

from __future__ import annotations

import difflib
from typing import TypeVar

from pydantic import ValidationError

from inventory.findings import Finding, has_errors
from inventory.rules import CONFIG_UNKNOWN_KEY, CONFIG_WRONG_VALUE
from inventory.table_specs import CONFIG_NAME
from planner import technologies
from planner.candidates.technology import Settings, TechnologySet
from planner.scenario import setting_faults
from planner.scenario.settings import Scenario


def technologies_of(scenario: Scenario) -> TechnologySet:
    """Return every technology with the scenario's settings; raises ValueError on a wrong one."""
    findings = check_settings(scenario)
    if has_errors(findings):
        raise ValueError("; ".join(f.sentence() for f in findings))
    known = tuple(_with_settings(kind, scenario) for kind in technologies.TECHNOLOGIES)
    return TechnologySet(technologies=known, power=_with_settings(technologies.POWER, scenario))


_Kind = TypeVar("_Kind", bound=Settings)


def _with_settings(kind: type[_Kind], scenario: Scenario) -> _Kind:
    return kind(**scenario.technologies.get(kind.id, {}))


def settings_of(scenario: Scenario) -> list[tuple[str, str, str]]:
    """Return every technology setting with its value and source, for the printed policy."""
    rows = []
    for kind in (*technologies.TECHNOLOGIES, technologies.POWER):
        given = scenario.technologies.get(kind.id, {})
        values = kind(**given)
        for name, field in kind.model_fields.items():
            extra = field.json_schema_extra
            source = str(extra.get("source", "")) if isinstance(extra, dict) else ""
            name_in_file = f"technologies.{kind.id}.{name}"
            rows.append(
                (
                    name_in_file,
                    str(getattr(values, name)),
                    "the scenario" if name in given else source,
                )
            )
    return rows


def check_settings(scenario: Scenario) -> list[Finding]:
    """Return a finding for every unknown technology, unknown setting or wrong value."""
    known = {kind.id: kind for kind in (*technologies.TECHNOLOGIES, technologies.POWER)}
    findings: list[Finding] = []
    for name, given in sorted(scenario.technologies.items()):
        if name not in known:
            findings.append(_unknown(f"technologies.{name}", name, list(known)))
        else:
            findings += _check_one(known[name], given)
    if not findings:
        for kind in technologies.TECHNOLOGIES:
            findings += _with_settings(kind, scenario).setup_findings(scenario)
    return findings


def _check_one(kind: type[Settings], given: dict[str, object]) -> list[Finding]:
    unknown = sorted(given.keys() - kind.model_fields.keys())
    findings = [
        _unknown(f"technologies.{kind.id}.{key}", key, list(kind.model_fields)) for key in unknown
    ]
    try:
        kind.model_validate({k: v for k, v in given.items() if k in kind.model_fields})
    except ValidationError as fault:
        findings += [
            CONFIG_WRONG_VALUE.finding(
                CONFIG_NAME,
                column=".".join(["technologies", kind.id, *map(str, error["loc"])]),
                found=setting_faults.found(error),
                expected=setting_faults.expected(kind, error),
                todo=setting_faults.CORRECT_TECHNOLOGY,
            )
            for error in fault.errors()
        ]
    return findings


def _unknown(column: str, name: str, known: list[str]) -> Finding:
    near = difflib.get_close_matches(name, known, n=1)
    return CONFIG_UNKNOWN_KEY.finding(
        CONFIG_NAME,
        column=column,
        found=name,
        expected="one of " + ", ".join(sorted(known)),
        todo=f"did you mean {near[0]}?" if near else "remove it or see docs/technologies.md",
    )
