"""Every setting is printed with its source; overrides fit or are refused in words."""

from __future__ import annotations

import pytest

from planner.errors import SettingsError
from planner.plan.policy_table import policy_rows
from planner.scenario.overrides import with_overrides
from planner.scenario.settings import Scenario
from sites.site import SiteKind


def test_defaults_carry_their_source_and_changes_say_so() -> None:
    """What the project file sets is told apart from what it leaves alone."""
    scenario = Scenario.model_validate(
        {"horizon_years": 5, "technologies": {"leo": {"most_mbps": 80.0}}}
    )
    rows = {name: (value, source) for name, value, source in policy_rows(scenario)}

    assert rows["horizon_years"] == ("5", "set in the scenario")
    assert rows["discount_rate"][0] == "0.09"
    assert "Mongolia" in rows["discount_rate"][1]
    assert rows["technologies.leo.most_mbps"] == ("80.0", "set in the scenario")
    assert "assumption" in rows["technologies.neighbour.reach_m"][1]
    assert all(source for _, source in rows.values())


def test_standards_are_told_for_the_kinds_that_occur() -> None:
    """A library's default standard appears when there is a library."""
    names = {name for name, _, _ in policy_rows(Scenario(), {SiteKind.LIBRARY})}

    assert "standard.library.mbps_floor" in names
    assert "standard.school.mbps_floor" not in names


def test_short_and_long_names_override() -> None:
    """`capex` is limits.capex_minor; what is not overridden stays as it was."""
    scenario = Scenario.model_validate({"limits": {"opex_per_year_minor": 7}})
    changed = with_overrides(scenario, {"capex": 5, "solve.effort": 2, "gap": None})

    assert changed.limits.capex_minor == 5
    assert changed.limits.opex_per_year_minor == 7
    assert changed.solve.effort == 2
    assert with_overrides(scenario, {"limits.capex": 5}).limits.capex_minor == 5
    assert with_overrides(scenario, None) == scenario


@pytest.mark.parametrize(
    ("override", "words"),
    [
        ({"limits.capexx": 5}, "limits.capexx"),
        ({"capex": -1}, "capex_minor: found -1, expected a number of 0 or more"),
        ({"title.x": 1}, "title holds no settings"),
        ({"vat_rate": 0.1}, "kholboo.toml"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(override: dict[str, object], words: str) -> None:
    """The message names the setting."""
    with pytest.raises(SettingsError, match=words):
        with_overrides(Scenario(title="t"), override)
