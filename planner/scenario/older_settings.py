"""Settings of runs that older releases recorded, with what their absence meant then.

A run keeps its project file, which is read with today's defaults. Where a default changed or a
setting is new, what the run recorded counts, so that its plan is derived again as it was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from planner.scenario.floor_settings import Floor
from planner.scenario.settings import (
    POPULATION_SOURCE,
    VOLUME_SOURCE,
    Demand,
    PresentLinks,
    Scenario,
    Solve,
)
from sites.network import Network

_LATER = (
    *("mbps_if_unknown", "users_if_unknown", "most_by_population"),
    *("present_links", "allow_household_contracts", "volume_counts"),
    "allow_links_without_way_inside",
    "of",  # what a floor is a share of: they were shares of the plan
)
"""Settings that runs of the first releases lack; their policy does not list them either."""
_ABSENT: Mapping[str, Any] = {
    "allow_links_without_way_inside": True,
    "share_in_buildings": False,
}
"""What the absence of a setting meant, in runs of the first releases and of those after them."""
_NEWER_OF_TECHNOLOGIES = (
    *("cellular.sector_mbps", "cellular.upgrade_to", "cellular.upgrade_payer"),
    *("fibre.splice_fibres", "fibre.optical_reach_km"),
    *("power.link_hours", "power.computer_w", "power.computer_hours", "power.days_without_sun"),
    *("power.depth_of_discharge", "power.cold_share", "power.panel_share", "power.sky_share"),
    *("power.altitude_km", "power.tilt_degrees", "power.closed_months", "power.sun_kwh_m2"),
    *("power.most_panel_m2", "power.panel_m2_per_kw"),
)
"""Settings of technologies that came with `limits.mbps_by_medium`, which runs record since."""
_ENDINGS = "present_links.ending_months_due"
_SHARES = ("students_share_of_population", "visitors_share_of_population")


def is_older(recorded: Mapping[str, Any]) -> bool:
    """Return whether the settings of a run are those of a release without the later ones."""
    demand = recorded.get("demand")
    return isinstance(demand, Mapping) and _LATER[0] not in demand


def _lacks_endings(recorded: Mapping[str, Any]) -> bool:
    """Return whether a run was made before ending a contract early cost anything."""
    return _ENDINGS.rpartition(".")[2] not in recorded.get("present_links", {})


def as_recorded(scenario: Scenario, recorded: Mapping[str, Any]) -> Scenario:
    """Return a scenario as an older run meant it; one with the later settings stays as it is.

    The next money of a run that does not name it was a fixed sum, which the run recorded.
    Links of unknown speed delivered nothing, and a share of the soum's population, without a cap,
    stood in for users that nobody had counted. Present links could be replaced by worse ones, any
    contract was offered to anybody, speed and monthly volume were multiplied, a link counted for
    everybody in the building, whatever was there to lead it to them, and contracts ended for
    nothing. Floors were shares of what the plan gave. Nobody was named to buy splices.
    """
    scenario = _with_next_money(scenario, recorded)
    absent = {name: meant for name, meant in _ABSENT.items() if name not in recorded}
    if _lacks_endings(recorded):
        freely = scenario.present_links.model_copy(update={"ending_months_due": 0})
        absent["present_links"] = freely
    if "shared_buyer" not in recorded.get("procurement", {}):
        absent["procurement"] = scenario.procurement.model_copy(update={"shared_buyer": "none"})
    if not is_older(recorded):
        return scenario.model_copy(update=absent) if absent else scenario
    scenario = _with_floors_of_the_plan(scenario)
    demand = scenario.demand
    shares = {name: recorded["demand"].get(name) for name in _SHARES}
    older = {
        "mbps_if_unknown": 0.0,
        "most_by_population": None,
        **{name: share for name, share in shares.items() if getattr(demand, name) is None},
    }
    # model_construct keeps which settings the project file names, and so the sources they print
    values = {name: getattr(demand, name) for name in Demand.model_fields} | older
    as_it_was = Demand.model_construct(_fields_set=demand.model_fields_set, **values)
    as_they_were = {
        "demand": as_it_was,
        **absent,
        "present_links": PresentLinks(protect=[], monthly_cap_gb={}, ending_months_due=0),
        "allow_household_contracts": True,
        "volume_counts": "times",
    }
    return scenario.model_copy(update=as_they_were)


def spans_recorded(network: Network, recorded: Mapping[str, Any]) -> Network:
    """Return a network as an older run meant it: every span was drawn and none was tapped."""
    if not is_older(recorded):
        return network
    spans = (replace(span, is_lit=True, tap_allowed=False) for span in network.spans)
    return replace(network, spans=tuple(spans))


def _with_next_money(scenario: Scenario, recorded: Mapping[str, Any]) -> Scenario:
    solve, asked = scenario.solve, recorded.get("solve")
    sum_minor = asked.get("next_money_minor") if isinstance(asked, Mapping) else None
    if sum_minor is None or sum_minor == solve.next_money_minor:
        return scenario
    values = {name: getattr(solve, name) for name in Solve.model_fields}
    values |= {"next_money_minor": sum_minor}
    as_it_was = Solve.model_construct(_fields_set=solve.model_fields_set, **values)
    return scenario.model_copy(update={"solve": as_it_was})


def _with_floors_of_the_plan(scenario: Scenario) -> Scenario:
    floors = [floor.model_copy(update={"of": "plan"}) for floor in scenario.limits.floors]
    if not floors:
        return scenario
    limits = scenario.limits.model_copy(update={"floors": floors})
    return scenario.model_copy(update={"limits": limits})


def with_recorded_amounts(scenario: Scenario, recorded: Mapping[str, Any]) -> Scenario:
    """Return a scenario whose floors have the amounts that the fair level gave them in a run.

    A run of one aimag records fewer floors, in the same order. Raises ValueError where the recorded
    settings are none.
    """
    left = [Floor.model_validate(floor) for floor in recorded["limits"]["floors"]]
    floors: list[Floor] = []
    for floor in scenario.limits.floors:
        match = next((i for i, one in enumerate(left) if _same_floor(one, floor)), None)
        if match is None or not floor.is_open:
            floors.append(floor)
            continue
        floors.append(floor.model_copy(update={"amounts": left[match].amounts}))
        del left[: match + 1]
    if floors == scenario.limits.floors:
        return scenario
    limits = scenario.limits.model_copy(update={"floors": floors})
    return scenario.model_copy(update={"limits": limits})


def with_recorded_promises(scenario: Scenario, recorded: Mapping[str, Any]) -> Scenario:
    """Return a scenario with the promises of an earlier run that a run found and kept."""
    promises = recorded.get("keep", {}).get("promises")
    if promises is None:
        return scenario
    return scenario.model_copy(
        update={"keep": scenario.keep.model_copy(update={"promises": promises})}
    )


def _same_floor(one: Floor, other: Floor) -> bool:
    """Return whether two floors ask the same, whatever amounts that came to."""
    return one.model_copy(update={"amounts": {}}) == other.model_copy(update={"amounts": {}})


def older_policy(
    rows: Iterable[tuple[str, str, str]], recorded: Mapping[str, Any]
) -> tuple[tuple[str, str, str], ...]:
    """Return the policy rows of a run as its release had them: no later settings, old sources."""
    rows = [row for row in rows if _is_recorded(recorded, row[0])]
    if not _is_recorded(recorded, "limits.mbps_by_medium"):
        later = {f"technologies.{name}" for name in _NEWER_OF_TECHNOLOGIES}
        rows = [row for row in rows if row[0] not in later]
    if not is_older(recorded):
        absent = {*_ABSENT} - recorded.keys()
        absent |= {_ENDINGS} if _lacks_endings(recorded) else set()
        return tuple(row for row in rows if row[0] not in absent)
    kept = (r for r in rows if not _is_later(r[0].split(".")) and r[0] not in _ABSENT)
    return tuple(_with_old_source(row) for row in kept)


def _is_recorded(recorded: Mapping[str, Any], path: str) -> bool:
    """Return whether the release of a run had a setting, given by its path.

    Names that are not the scenario's own (groups, kinds, settings of technologies) are taken as
    recorded.
    """
    at: Any = recorded
    settings: type[BaseModel] | None = Scenario
    for part in path.split("."):
        if settings is None or part not in settings.model_fields:
            return True
        if part not in at:
            return False
        at, inner = at[part], settings.model_fields[part].annotation
        settings = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None
    return True


def _is_later(path: list[str]) -> bool:
    of_a_kind = path[0] == "standard" and path[-1] == "gb_per_user_month"
    return of_a_kind or not set(_LATER).isdisjoint(path)


def _last(row: tuple[str, str, str]) -> str:
    return row[0].rpartition(".")[2]


def _with_old_source(row: tuple[str, str, str]) -> tuple[str, str, str]:
    """Return a row with the source that its default had when it was recorded."""
    was_assumed = row[2] == VOLUME_SOURCE
    if was_assumed or (_last(row) in _SHARES and row[2] == POPULATION_SOURCE):
        return row[0], row[1], "assumption, to confirm"
    return row
