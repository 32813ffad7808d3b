"""At most so much for each site, building, owner or group, and one budget over the horizon."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizers import verify
from optimizers.result import answer_json
from optimizers.solve import solve
from planner.candidates.candidate import Offers
from planner.model.build import build_problem
from planner.model.limit_meanings import LimitKind
from planner.model.limit_use import row_use
from planner.plan.assemble import assemble
from planner.project.checks.upper_limits import check_upper_limits, check_what_stays
from planner.project.config_text import ConfigText
from planner.scenario.money_settings import with_sums_read
from sites.site import LinkToday, LinkType

LAW = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def _model(world: Any, offers: Offers, *at_most: dict[str, Any], **limits: Any) -> Any:
    return build_problem(world.under(limits={"at_most": list(at_most), **limits}), offers)


def _rows(model: Any) -> dict[str, Any]:
    return {
        row.id: row
        for row in model.problem.limits
        if model.limit_meanings[row.id].kind is LimitKind.AT_MOST
    }


def _used(model: Any, limit_id: str, *arc_ids: str) -> int:
    index = model.arc_index()
    chosen = sorted(index[i] for i in arc_ids)
    limit, meaning = _rows(model)[limit_id], model.limit_meanings[limit_id]
    used: int = row_use(model.problem, limit, meaning, chosen).used
    return used


def _best(model: Any) -> Any:
    result = solve(model.problem)
    assert verify.check(model.problem.to_json(), answer_json(result)) == []
    return result


def test_money_once_counts_what_a_site_buys(world: Any, offers: Offers) -> None:
    """Terminal and pack of A are its own 800; the trench of all sites counts for none."""
    model = _model(world, offers, {"by": "site", "capex": 700})

    assert _used(model, "at_most:site:A:capex:1", "option:A/fibre/1", "kit:A:computers:1") == 800
    assert list(_rows(model)) == ["at_most:site:A:capex:1", "at_most:site:B:capex:1"]


def test_a_group_that_cannot_come_to_more_has_no_row(world: Any, offers: Offers) -> None:
    """B is offered a terminal of 500 and a pack of 300: a limit of 800 says nothing about it."""
    limit = {"by": "site", "capex": 799, "only": ["B"]}

    assert list(_rows(_model(world, offers, limit))) == ["at_most:site:B:capex:1"]
    assert not _rows(_model(world, offers, {**limit, "capex": 800}))


def test_yearly_money_counts_present_fees_that_go_on(world: Any, offers: Offers) -> None:
    """B pays 1,200 today and 100 over fibre."""
    model = _model(world, offers, {"by": "site", "opex_per_year": 150, "only": ["B"]})

    assert _used(model, "at_most:site:B:opex_per_year:1", "keep:B") == 1200
    assert _used(model, "at_most:site:B:opex_per_year:1", "option:B/fibre/1") == 100


def test_a_budget_is_money_once_and_years_of_yearly_money(world: Any, offers: Offers) -> None:
    """Five years of A's satellite: 800 and five times 1,000, and the pack."""
    model = _model(world, offers, {"by": "owner", "budget": 5000})
    assert not _rows(model)  # no site of the small world names an owner

    owned = replace(world, sites=tuple(replace(s, owner="Ministry") for s in world.sites))
    model = _model(owned, offers, {"by": "owner", "budget": 5000, "years": 3})
    (row,) = _rows(model).values()

    assert _used(model, row.id, "option:A/leo/1", "kit:A:computers:1") == 800 + 300 + 3 * 1000
    assert "one-time cost and 3 years of yearly cost of owner Ministry" == row.title


def test_units_of_a_role_or_an_item_are_counted(world: Any, offers: Offers) -> None:
    """Each pack has two computers; libraries have their own group."""
    of_kind = {"by": "kind", "role": "computer", "units": 1, "only": ["school"]}
    model = _model(world, offers, of_kind, {"by": "country", "item": "PC", "units": 3})

    assert set(_rows(model)) == {
        "at_most:kind:school:units:1",
        "at_most:country:country:units:2",
    }
    both = ("kit:A:computers:1", "kit:B:computers:1")
    assert _used(model, "at_most:country:country:units:2", *both) == 4


def test_people_raise_a_limit_of_money(world: Any, offers: Offers) -> None:
    """Ten people at 60 each are more than 500: the E-Rate way."""
    (row,) = _rows(
        _model(world, offers, {"by": "site", "capex": 500, "per_user": 60, "only": ["A"]})
    ).values()

    assert row.upper == 600


def test_sites_of_one_building_share_a_limit(world: Any, offers: Offers) -> None:
    """A and C stand in one building; B is a building by itself."""
    shared = tuple(replace(s, building_id="H") if s.id in "AC" else s for s in world.sites)
    model = _model(replace(world, sites=shared), offers, {"by": "building", "capex": 400})
    of_building = model.problem.limits[0]

    assert of_building.id == "at_most:building:B:capex:1"
    both = ("option:A/fibre/1", "kit:A:computers:1")
    assert _used(model, "at_most:building:H:capex:1", *both) == 500 + 300


def test_the_total_cost_counts_all_years(world: Any, offers: Offers) -> None:
    """Two years without discount: fees of B and D, and fibre of A with its trench."""
    model = build_problem(world.under(limits={"total_cost_minor": 7_000}), offers)
    (row,) = model.problem.limits
    arcs = ("keep:B", "keep:D", "asset:road:a--premises:A", "option:A/fibre/1")
    index = model.arc_index()
    use = row_use(model.problem, row, model.limit_meanings[row.id], sorted(index[a] for a in arcs))

    assert (row.id, use.upper) == ("total_cost", 7_000)
    assert use.used == 2 * (1_200 + 2_400) + 200 + 500 + 2 * 100
    npc = model.problem.quantities["npc_minor"]
    assert sum(npc[a] for a in _best(model).chosen) <= 7_000


@LAW
@given(capex=st.integers(0, 1500), years=st.integers(1, 4), budget=st.integers(2500, 6000))
def test_no_plan_gives_a_group_more_than_its_limit(
    world: Any, offers: Offers, capex: int, years: int, budget: int
) -> None:
    """Added up again from the lines of the plan; more for every site never lowers the benefit."""
    limits = {"by": "site", "capex": capex}, {"by": "aimag", "budget": budget * years}
    inputs = world.under(
        limits={"at_most": [limits[0], {**limits[1], "years": years}]},
    )
    model = build_problem(inputs, offers)
    result = _best(model)
    if result.chosen is None:
        return
    plan = assemble(inputs, offers, model, result)
    for d in plan.deployments:
        once = sum(x.amount_minor for x in d.lines if x.timing == "one_time")
        assert once <= capex
    freely = build_problem(world.under(limits={"at_most": [limits[0]]}), offers)
    assert (result.objective or 0) <= (_best(freely).objective or 0)


def _faults(world: Any, *at_most: dict[str, Any]) -> list[tuple[str, str]]:
    given = world.under(limits={"at_most": list(at_most)})
    found = check_upper_limits("base", given.scenario, given.catalogue, given.sites, ConfigText())
    return [(f.rule, f.todo) for f in found]


@pytest.mark.parametrize(
    ("entry", "rule", "todo"),
    [
        ({"by": "site"}, "scenario.at_most", "state one of them"),
        ({"by": "site", "capex": 1, "budget": 2}, "scenario.at_most", "state one of them"),
        ({"by": "site", "units": 1}, "scenario.at_most", 'role = "computer"'),
        ({"by": "site", "units": 1, "item": "PCC"}, "scenario.at_most", "write PC"),
        ({"by": "site", "capex": 1, "years": 3}, "scenario.at_most", "leave years out"),
        ({"by": "site", "capex": 1, "only": ["E"]}, "scenario.group", "correct the code"),
        ({"by": "owner", "capex": 1}, "scenario.at_most_nobody", "sites table"),
        ({"by": "building", "capex": 1}, "scenario.at_most_nobody", "sites table"),
        ({"by": "site", "capex": 10**16}, "scenario.range", "lower the limit"),
    ],
)
def test_wrong_limits_are_told_with_what_to_do(
    world: Any, entry: dict[str, Any], rule: str, todo: str
) -> None:
    """Each is a finding of its own."""
    found = _faults(world, entry)

    assert any(name == rule and todo in text for name, text in found), found


def test_a_limit_below_the_fees_that_stay_is_told(world: Any, offers: Offers) -> None:
    """D keeps its link for 2,400 a year and is offered no other."""
    given = world.under(limits={"at_most": [{"by": "site", "opex_per_year": 2000}]})
    named = replace(given, name="x")
    object.__setattr__(named, "folder", __import__("pathlib").Path("nowhere"))
    (finding,) = check_what_stays(named, offers)

    assert finding.rule == "scenario.at_most_too_low"
    assert "Site D (D)" in finding.found
    assert "at least 2,400 MNT" in finding.expected


@pytest.mark.parametrize(("quota", "told"), [(9, ["at least 10 Mbps"]), (10, [])])
def test_a_quota_below_what_present_links_have_is_told(
    world: Any, offers: Offers, quota: int, told: list[str]
) -> None:
    """D has a link of 9.5 Mbps today: a quota of 9 of its medium is less than what is sold."""
    inputs = world.under(limits={"mbps_by_medium": {"leo": quota}})
    site = replace(next(s for s in inputs.sites if s.id == "D"), link=LinkToday(type=LinkType.LEO))
    needs = {**offers.needs, "D": replace(offers.needs["D"], present_mbps=9.5)}
    named = replace(inputs, name="x", sites=(*(s for s in inputs.sites if s.id != "D"), site))
    object.__setattr__(named, "folder", __import__("pathlib").Path("nowhere"))
    found = list(check_what_stays(named, replace(offers, needs=needs)))

    assert [f.rule for f in found] == ["scenario.quota_below_today"] * len(told)
    assert all(text in f.expected for f, text in zip(found, told, strict=True))


def test_sums_are_read_as_people_write_them() -> None:
    """Texts and decimals become whole units of account; what is written twice is refused."""
    from inventory.currencies import Currency

    entries = [{"by": "site", "capex": "2.5e3"}, {"by": "site", "units": 3}]
    read, faults = with_sums_read({"limits": {"at_most": entries}}, Currency("USD", 2))
    twice = [{"by": "site", "capex": 1, "capex_minor": 2}]

    assert not faults
    assert read["limits"]["at_most"][0] == {"by": "site", "capex_minor": 250_000}
    assert read["limits"]["at_most"][1] == entries[1]
    assert with_sums_read({"limits": {"at_most": twice}}, "MNT")[1][0].where[-1] == "capex"
