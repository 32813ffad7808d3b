"""What a purchase costs in which year, and when what is ordered at the start can be in place."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from four_places import write_project
from three_years import CONFIG_OF_YEARS

from inventory.prices.catalogue import Role
from planner.audit.rederive_run import rederive
from planner.audit.verify_run import verify_run
from planner.candidates.present_links import ending_line
from planner.model.arcs import Arc, ArcKind
from planner.pipeline.make_plan import make_plan
from planner.pipeline.prepare import before_floors, read_project
from planner.scenario.inputs import Inputs
from planner.years.purchases import Purchases


def _config(settings: str) -> str:
    return CONFIG_OF_YEARS.replace("earliest = { L-1 = 2028 }", settings)


def _prepared(folder: Path, settings: str, **of_site: str) -> tuple[Inputs, tuple[Arc, ...]]:
    """Return inputs with another S-1, and everything on offer."""
    prepared = before_floors(read_project(write_project(folder, _config(settings))))
    sites = tuple(replace(s, **of_site) if s.id == "S-1" else s for s in prepared.inputs.sites)
    return replace(prepared.inputs, sites=sites), prepared.model.arcs


def _first(inputs: Inputs, arc: Arc) -> int | None:
    costs = Purchases(inputs=inputs, done={}).costs(arc)
    return next((t for t, cost in enumerate(costs) if cost is not None), None)


def _of_s1(arcs: tuple[Arc, ...]) -> Arc:
    """Return an option of S-1 that needs no digging."""
    return next(a for a in arcs if a.kind is ArcKind.OPTION and "S-1/upgrade" in a.id)


@pytest.mark.parametrize(
    ("month", "season", "first"),
    [
        (1, "", 0),
        (8, "", 0),  # 60 days of tender and 60 to deliver: the end of November
        (10, "", 1),
        (1, "6-9", 0),
        (5, "6-7", 1),  # delivered in August, when no vehicle reaches it
        (5, "11-3", 0),
        (5, "when the river freezes", 0),  # words are no months: never closed
    ],
)
def test_what_is_ordered_comes_when_vehicles_reach_the_site(
    tmp_path: Path, month: int, season: str, first: int
) -> None:
    """Tender, lead time and access season decide on the first year."""
    inputs, arcs = _prepared(tmp_path, f"order_from_month = {month}", access_season=season)

    assert _first(inputs, _of_s1(arcs)) == first


@pytest.mark.parametrize(("month", "first"), [(1, 0), (5, 0), (6, 1), (12, 1)])
def test_trenches_are_dug_within_a_ground_season(tmp_path: Path, month: int, first: int) -> None:
    """90 days of works after 60 of tender end by 30 September, or in the next year."""
    inputs, arcs = _prepared(tmp_path, f"order_from_month = {month}")
    dug = next(a for a in arcs if any(line.role == Role.TRENCH for line in a.lines))

    assert _first(inputs, dug) == first


def test_a_contract_costs_what_is_left_of_it(tmp_path: Path) -> None:
    """Ended in September of a year it costs the months that it still runs then, at last nothing."""
    inputs, arcs = _prepared(tmp_path, "contracts_run_out = true")
    link = replace(
        next(s for s in inputs.sites if s.id == "S-1").link,
        price_per_month_minor=1_000,
        end_date="2028-12-01",
    )
    inputs = replace(
        inputs, sites=tuple(replace(s, link=link) if s.id == "S-1" else s for s in inputs.sites)
    )
    arc = replace(_of_s1(arcs), lines=(ending_line(25_000),))

    assert Purchases(inputs=inputs, done={}).costs(arc) == [15_000, 3_000, 0]
    years = inputs.scenario.years
    assert years is not None
    fixed = years.model_copy(update={"contracts_run_out": False})
    inputs = replace(inputs, scenario=inputs.scenario.model_copy(update={"years": fixed}))
    assert Purchases(inputs=inputs, done={}).costs(arc) == [25_000] * 3


def test_a_programme_with_contracts_and_seasons_is_audited(tmp_path: Path) -> None:
    """What is dug waits for the ground season of the next year; both audits hold."""
    folder = write_project(tmp_path, _config("contracts_run_out = true\norder_from_month = 9"))
    _, run = make_plan(folder, exports=())
    data = json.loads((run / "years.json").read_text(encoding="utf-8"))
    place = data["arcs"].index("asset:premises:S-1--premises:L-1")

    assert [year["cost"][place] is None for year in data["years"]] == [True, False, False]
    assert verify_run(run) == []
    assert rederive(run, solve=True).differences == []


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("order_from_month = 10\nlatest = { S-1 = 2027 }", ["S-1: in 2027", "write 2028 or later"]),
        ("order_from_month = 10\nlatest = { S-1 = 2028 }", []),
        ("latest = { S-1 = 2027 }", []),
    ],
)
def test_a_site_that_nothing_reaches_in_time_is_told(
    tmp_path: Path, settings: str, told: list[str]
) -> None:
    """Site, year and remedy: ordered in October, nothing is in place before the next year."""
    prepared = before_floors(read_project(write_project(tmp_path, _config(settings))))
    sentences = [finding.sentence() for finding in prepared.warnings]

    assert len(sentences) == bool(told)
    for text in told:
        assert text in sentences[0]
