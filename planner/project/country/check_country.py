"""Settings of a country that a project elsewhere must state, instead of taking over Mongolia's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from inventory.findings import Finding
from planner.project.checks import rules
from planner.project.config_text import ConfigText
from planner.project.country.countries import OURS
from planner.scenario.settings import Scenario

OF_A_COUNTRY: tuple[tuple[str, ...], ...] = (
    ("vat_rate",),
    ("discount_rate",),
    ("demand", "school_months_per_year"),
    ("tender", "school_year_starts"),
)
"""Settings whose defaults are figures of Mongolia, as their sources in the scenario say."""


def unstated(scenario: Scenario) -> list[tuple[str, ...]]:
    """Return the settings of a country that a scenario leaves at their defaults."""
    return [path for path in OF_A_COUNTRY if not _is_stated(scenario, path)]


def _is_stated(scenario: Scenario, path: Sequence[str]) -> bool:
    at: Any = scenario
    for part in path:
        if part not in at.model_fields_set:
            return False
        at = getattr(at, part)
    return True


def foreign_figures(
    name: str, scenario: Scenario, country: str, text: ConfigText
) -> Iterator[Finding]:
    """Yield a finding for every figure of Mongolia that a project of another country rests on."""
    if country in ("", OURS):
        return
    for path in unstated(scenario):
        value: Any = scenario
        for part in path:
            value = getattr(value, part)
        yield text.finding(
            rules.SCENARIO_FOREIGN,
            ("scenarios", name, *path),
            found=f"{value:g}, which is Mongolia's"
            if isinstance(value, float)
            else f"{value}, which is Mongolia's",
            expected=f"the figure of {country}",
            todo="state it in kholboo.toml, or answer the question of `kholboo import`",
        )
