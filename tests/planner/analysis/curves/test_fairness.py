"""The price of fairness: a curve that never rises, held against every plan of a small country."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from optimizers import verify
from optimizers.problem import BENEFIT
from planner.analysis.curves.fairness import (
    _monotone,
    as_csv,
    cells,
    fairness_curve,
    share_told,
    table,
    with_shares,
    write,
)
from planner.analysis.curves.fairness_row import FairnessRow
from planner.errors import SettingsError
from planner.model.rows.least_shares import WHOLE, group_shares
from planner.pipeline.prepare import Prepared, prepare, read_project
from planner.project.init import init_project
from planner.project.kept_answers import kept_of
from planner.scenario.overrides import with_overrides


@pytest.fixture(scope="module")
def country(planned_template: Path) -> Prepared:
    """The small project, with the fair level of its floors as amounts."""
    return prepare(read_project(planned_template), kept=kept_of(planned_template))


def test_a_curve_never_rises(country: Prepared) -> None:
    """Each point gives every group what is asked; values and bounds fall, costs are proven."""
    curve = fairness_curve(country, 4)
    rows = curve.rows

    assert [row.asked for row in rows] == sorted({row.asked for row in rows})
    assert rows[0].lost == 0
    for row in rows:
        assert row.least is not None and row.benefit is not None
        assert row.certified_bound is not None
        assert row.asked <= row.least
        assert row.benefit <= row.certified_bound
        assert row.lost_at_least is not None and row.lost is not None
        assert row.lost_at_most is not None
        assert 0 <= row.lost_at_least <= row.lost <= row.lost_at_most
    for before, after in itertools.pairwise(rows):
        assert (before.benefit or 0) >= (after.benefit or 0)
        assert (before.certified_bound or 0) >= (after.certified_bound or 0)
    assert curve.least_bound is not None and rows[-1].asked <= curve.least_bound <= WHOLE


def test_what_is_asked_is_a_row_of_the_problem(country: Prepared) -> None:
    """A plan of the problem with shares gives each group its part, by verify alone."""
    problem = replace(country.model.problem, goals=(BENEFIT,))
    groups = tuple(group_shares(country.model.policy, problem.head, "aimag", "benefit"))
    asked = with_shares(problem, groups, 2_500)
    data = asked.to_json()
    empty = [0] * len(asked.columns)
    faults = "\n".join(verify.plan_faults(data, [], empty))

    assert len(asked.limits) == len(problem.limits) + len(groups)
    assert "its share of what it could attain" in faults or "supply:share" in faults
    for row, group in zip(asked.limits[-len(groups) :], groups, strict=True):
        assert row.lower is not None
        assert row.lower * WHOLE >= 2_500 * group.attainable > (row.lower - 1) * WHOLE


def a_row(asked: int, benefit: int | None, bound: int | None) -> FairnessRow:
    """Return a row as a solve gives it."""
    return FairnessRow(
        asked=asked,
        least=asked,
        benefit=benefit,
        certified_bound=bound,
        lost=None,
        lost_at_least=None,
        lost_at_most=None,
        sites_deployed=1,
        users_gaining=2,
    )


def test_better_plans_and_bounds_are_shared() -> None:
    """A plan for more serves less too; a bound for less holds for more; the rest stays."""
    rows = _monotone([a_row(1, 90, 100), a_row(2, 95, 104), a_row(3, None, 97), a_row(4, 80, 99)])

    assert [r.benefit for r in rows] == [95, 95, 80, 80]
    assert [r.certified_bound for r in rows] == [100, 100, 97, 97]
    assert [r.asked for r in rows] == [1, 2, 3, 4]
    assert [r.least for r in rows] == [2, 2, 4, 4]


def test_it_is_told_and_drawn(country: Prepared, tmp_path: Path) -> None:
    """Table, CSV, picture and page agree on the figures, and nothing is asked of a network."""
    curve = fairness_curve(country, 2, by="kind")
    lines = table(curve, "en")
    written = write(curve, tmp_path, "<b>Нэр")
    page = (tmp_path / "fairness.html").read_text(encoding="utf-8")

    assert len(lines) == 3
    assert "proven between" in lines[0]
    assert share_told(curve.rows[0].asked) in lines[1]
    assert [path.name for path in written] == ["fairness.csv", "fairness.svg", "fairness.html"]
    assert len(as_csv(curve).splitlines()) == 3
    assert "&lt;b&gt;" in page
    assert "<b>Нэр" not in page
    assert all(cell in page for cell in cells(curve.rows[1]))
    assert page.count("<script") == 1 and "showLanguage" in page  # the switch of languages alone
    assert "script-src 'sha256-" in page and "unsafe" not in page
    assert curve.to_json()["rows"][0]["asked"] == curve.rows[0].asked


def test_other_goals_are_refused(country: Prepared) -> None:
    """A scenario for the least cost has no benefit to give away."""
    problem = replace(country.model.problem, goals=country.model.problem.goals[1:])
    cheapest = replace(country, model=replace(country.model, problem=problem))

    with pytest.raises(SettingsError, match="does not seek benefit"):
        fairness_curve(cheapest, 2)


def test_nothing_to_give_is_said(tmp_path: Path) -> None:
    """Without a plan within the limits there is no curve."""
    init_project(tmp_path / "p", "mongolia")
    prepared = prepare(read_project(tmp_path / "p"), "MN-035")
    none = replace(
        prepared.model.problem,
        limits=tuple(
            replace(row, upper=-1) if row.id == "capex" else row
            for row in prepared.model.problem.limits
        ),
    )
    broke = replace(
        prepared,
        model=replace(prepared.model, problem=none),
        inputs=replace(
            prepared.inputs, scenario=with_overrides(prepared.inputs.scenario, {"effort": 0})
        ),
    )

    with pytest.raises(SettingsError, match="no share to raise"):
        fairness_curve(broke, 2)
