"""Runs that older releases recorded mean what they meant then."""

from __future__ import annotations

import pytest

from planner.scenario.floor_settings import Floor
from planner.scenario.older_settings import (
    as_recorded,
    is_older,
    older_policy,
    spans_recorded,
    with_recorded_amounts,
)
from planner.scenario.settings import POPULATION_SOURCE, Demand, KindStandard, Limits, Scenario
from sites.network import Network, Span
from sites.site import SiteKind

OLD = {
    "demand": {
        "hours_per_visit": 1.5,
        "students_share_of_population": 0.2,
        "visitors_share_of_population": 0.005,
    }
}


def test_what_a_run_recorded_counts_where_a_default_changed() -> None:
    """Population stood in for users, uncapped, and a link of unknown speed delivered nothing."""
    demand = as_recorded(Scenario(demand=Demand(hours_per_visit=2.0)), OLD).demand

    assert demand.students_share_of_population == 0.2
    assert demand.visitors_share_of_population == 0.005
    assert (demand.most_by_population, demand.mbps_if_unknown) == (None, 0.0)
    assert demand.model_fields_set == {"hours_per_visit"}  # their sources are printed as before


def test_what_the_project_file_names_stays() -> None:
    """A share that the recorded project file gave is its own."""
    asked = Scenario(demand=Demand(students_share_of_population=0.1))

    assert as_recorded(asked, OLD).demand.students_share_of_population == 0.1


@pytest.mark.parametrize("scenario", [Scenario(), Scenario(demand=Demand(mbps_if_unknown=7.0))])
def test_runs_with_the_later_settings_are_left_alone(scenario: Scenario) -> None:
    """A run of this release is read as it is."""
    recorded = scenario.model_dump(mode="json")

    assert not is_older(recorded)
    assert as_recorded(scenario, recorded) is scenario


def test_the_next_money_that_a_run_recorded_stays() -> None:
    """It was 100 million where nothing was named; its source is printed as before."""
    recorded = Scenario().model_dump(mode="json")
    recorded["solve"]["next_money_minor"] = 100_000_000

    solve = as_recorded(Scenario(), recorded).solve

    assert solve.next_money_minor == 100_000_000
    assert solve.model_fields_set == set()


def test_a_policy_lists_the_settings_of_its_release() -> None:
    """Old policies do not list later settings; new ones do."""
    kinds = Scenario(standard={SiteKind.SCHOOL: KindStandard(users_if_unknown=300)})
    rows = (
        ("demand.hours_per_visit", "1.5", ""),
        ("demand.mbps_if_unknown", "5", ""),
        ("demand.students_share_of_population", "0.2", POPULATION_SOURCE),
        ("standard.school.users_if_unknown", "300", ""),
    )

    assert older_policy(rows, OLD) == (
        rows[0],
        ("demand.students_share_of_population", "0.2", "assumption, to confirm"),
    )
    assert older_policy(rows, kinds.model_dump(mode="json")) == rows


def test_a_setting_that_is_new_is_in_no_policy_of_runs_that_lack_it() -> None:
    """Whichever it is: a new setting needs no list of what older runs do not know."""
    recorded = Scenario().model_dump(mode="json")
    own = [name for name in Limits.model_fields if not isinstance(recorded["limits"][name], list)]
    rows = tuple((f"limits.{name}", "none", "") for name in own)
    assert older_policy(rows, recorded) == rows

    for row in rows:
        lacks = {**recorded, "limits": {**recorded["limits"]}}
        del lacks["limits"][row[0].removeprefix("limits.")]
        assert older_policy(rows, lacks) == tuple(other for other in rows if other is not row)


def test_a_run_without_the_setting_shared_no_link_in_a_building() -> None:
    """Neither is the setting in its policy; a run that has it keeps what it says."""
    recorded = Scenario().model_dump(mode="json")
    row = ("share_in_buildings", "True", "")
    assert older_policy((row,), recorded) == (row,)
    del recorded["share_in_buildings"]

    assert as_recorded(Scenario(), recorded).share_in_buildings is False
    assert older_policy((row,), recorded) == ()


def test_nobody_bought_splices_in_a_run_without_the_setting() -> None:
    """Its packages are derived again as they were."""
    recorded = Scenario().model_dump(mode="json")
    del recorded["procurement"]["shared_buyer"]

    assert as_recorded(Scenario(), recorded).procurement.shared_buyer == "none"
    assert Scenario().procurement.shared_buyer == "keeper"


def test_spans_of_an_older_run_are_all_drawn_and_none_is_tapped() -> None:
    """Older releases drew every span, whatever its status, and led no fibre from any."""
    line = ((100.0, 47.0), (101.0, 47.0))
    spans = (
        Span(id="lit", medium="fibre", coordinates=line),
        Span(id="planned", medium="fibre", coordinates=line, is_lit=False, tap_allowed=False),
    )
    network = Network(spans=spans)
    older = spans_recorded(network, {"demand": {}})

    assert [span.id for span in older.lit_spans] == ["lit", "planned"]
    assert older.cables == {}
    assert spans_recorded(network, {"demand": {"mbps_if_unknown": 5.0}}) is network


def test_floors_of_older_runs_were_shares_of_the_plan() -> None:
    """A floor of a run that says nothing of amounts keeps its meaning."""
    asked = Scenario(limits=Limits(floors=[Floor(by="aimag", share="0.4")]))

    assert [f.of for f in as_recorded(asked, OLD).limits.floors] == ["plan"]
    assert [f.of for f in as_recorded(asked, asked.model_dump(mode="json")).limits.floors] == [
        "fair"
    ]
    assert older_policy([("limits.floors.1.of", "plan", "")], OLD) == ()


def test_floors_of_a_run_have_the_amounts_that_it_found() -> None:
    """Floors are matched in order; a run of one aimag has no floors between aimags."""
    between, kinds = Floor(by="aimag"), Floor(by="kind")
    asked = Scenario(limits=Limits(floors=[between, Floor(by="kind", of="plan"), kinds]))
    found = kinds.model_copy(update={"amounts": {"school": 7}})
    recorded = Scenario(limits=Limits(floors=[Floor(by="kind", of="plan"), found]))
    given = with_recorded_amounts(asked, recorded.model_dump(mode="json")).limits.floors

    assert given == [between, Floor(by="kind", of="plan"), found]
    assert with_recorded_amounts(recorded, recorded.model_dump(mode="json")) is recorded


def test_runs_from_before_quotas_list_no_settings_that_came_with_them() -> None:
    """Settings of technologies are recorded where they are set alone: a quota's place tells."""
    later = ("technologies.power.cold_share", "0.8", "")
    known = ("technologies.power.load_w", "75.0", "")
    recorded = Scenario().model_dump(mode="json")
    before = {**recorded, "limits": {**recorded["limits"]}}
    del before["limits"]["mbps_by_medium"]

    assert older_policy((later, known), before) == (known,)
    assert older_policy((later, known), recorded) == (later, known)


def test_every_setting_that_came_with_quotas_is_one() -> None:
    """A name that no technology has would filter nothing."""
    from planner.offers.settings import settings_of
    from planner.scenario.older_settings import _NEWER_OF_TECHNOLOGIES

    names = {name.removeprefix("technologies.") for name, _, _ in settings_of(Scenario())}
    assert set(_NEWER_OF_TECHNOLOGIES) <= names
