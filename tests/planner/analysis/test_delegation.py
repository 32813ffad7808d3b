"""A plan divided among aimags, and their plans joined."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from four_places import write_project
from hypothesis import given
from hypothesis import strategies as st
from made_once import made_once

import cli  # noqa: F401 - loads the commands
from optimizers.problem import Problem
from planner.analysis.delegation import merge as merging
from planner.analysis.delegation.divide import divided_plan
from planner.analysis.delegation.merge import Merged, merge
from planner.commands.terminal.shell import shell
from planner.errors import SettingsError
from planner.pipeline.aimag_share import of_aimag
from planner.pipeline.make_plan import make_plan
from planner.runs.run_folder import Run, load_run
from planner.scenario.division import divided


def said_by(*words: object, code: int = 0) -> dict[str, Any]:
    """Return the data of a command that ends with an exit code."""
    result = CliRunner().invoke(shell, [*map(str, words), "--json"])
    assert result.exit_code == code, result.output
    data: dict[str, Any] = json.loads(result.stdout)["data"]
    return data


@pytest.fixture(scope="session")
def returned_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of four places with the plan of the country and of both its aimags."""

    def make(place: Path) -> None:
        folder = write_project(place / "four")
        ids = [said_by("plan", "-C", folder)["run_id"]]
        for aimag in "12":
            words = ("plan", "--region", aimag, "--share-of", ids[0], "-C", folder)
            ids.append(said_by(*words)["run_id"])
        (place / "ids").write_text(" ".join(ids), encoding="utf-8")

    found: Path = made_once(tmp_path_factory, "returned", make)
    return found


@pytest.fixture
def returned(returned_once: Path, tmp_path: Path) -> tuple[Path, list[str]]:
    """A copy of that project, and the ids of its runs: the country's first."""
    folder = Path(shutil.copytree(returned_once / "four", tmp_path / "four"))
    return folder, (returned_once / "ids").read_text(encoding="utf-8").split()


def runs_of(folder: Path, ids: list[str]) -> list[Run]:
    """Return the runs of a project."""
    return [load_run(folder / "runs" / name) for name in ids]


@given(
    st.integers(-1000, 10**15),
    st.dictionaries(st.text("abc", max_size=2), st.integers(0, 10**12), min_size=1),
)
def test_parts_add_up_and_are_as_near_to_the_weights_as_whole_units_can(
    amount: int, weights: dict[str, int]
) -> None:
    """Every part is less than a unit away from its share, and together they are the amount."""
    parts, whole = divided(amount, weights), sum(weights.values())

    assert sum(parts.values()) == (amount if whole else 0)
    assert all(abs(parts[k] * whole - amount * w) < max(whole, 1) for k, w in weights.items())


def test_the_shares_of_all_aimags_add_up_to_every_limit(world: Any, offers: Any) -> None:
    """Sums that no share divides evenly lose no unit, of what is stated or worth alike."""
    for division in (None, {"capex": {"11": 1, "12": 2}, "opex_per_year": {"11": 5, "12": 2}}):
        limited = world.under(
            limits={
                "capex_minor": 1181,
                "opex_per_year_minor": 4781,
                "opex_per_year_by_payer_minor": {"aimag": 1201},
                "total_cost_minor": 99_999,
            },
            **({"division": division} if division else {}),
        )
        parts = [of_aimag(limited, offers, aimag).scenario.limits for aimag in ("11", "12")]

        assert sum(x.capex_minor or 0 for x in parts) == 1181
        assert sum(x.opex_per_year_minor or 0 for x in parts) == 4781
        assert sum(x.opex_per_year_by_payer_minor["aimag"] for x in parts) == 1201
        assert sum(x.total_cost_minor or 0 for x in parts) == 99_999
    assert parts[0].capex_minor == 394


def test_points_of_a_group_are_divided_among_those_who_give_them(
    returned: tuple[Path, list[str]],
) -> None:
    """Each aimag is held to its part of what a directive gives a group of the whole country."""
    from planner.pipeline.prepare import offers_for, read_project

    folder, _ = returned
    table = folder / "directives.csv"
    text = table.read_text(encoding="utf-8").replace(
        "D-2,floor,Зүүн,0.2", "D-2,least_points,school,30"
    )
    table.write_text(text, encoding="utf-8")
    plan, run_dir = make_plan(folder, exports=())
    division, _ = divided_plan(load_run(run_dir))
    given = {
        aimag: sum(d.benefit for d in plan.deployments if d.site_id in sites)
        for aimag, sites in {"1": ("S-1",), "2": ("S-2", "S-3")}.items()
    }
    inputs = read_project(folder, overrides={"division": division.model_dump(mode="json")})
    offers = offers_for(inputs)
    parts = [
        float(d.value)
        for aimag in "12"
        for d in of_aimag(inputs, offers, aimag).directives
        if d.id == "D-2"
    ]

    assert division.least_points == {"D-2": given}
    assert sum(parts) == pytest.approx(30, abs=1e-9)
    assert parts[0] / parts[1] == pytest.approx(given["1"] / given["2"], rel=0.001)


def test_a_floor_that_nobody_was_held_to_is_named(returned: tuple[Path, list[str]]) -> None:
    """Aimags that do not know a directive miss it together: no joined plan, and it is told."""
    folder, ids = returned
    table = folder / "directives.csv"
    old = table.read_text(encoding="utf-8")
    alone = [load_run(folder / "runs" / name) for name in ids[1:]]
    best = sum(
        d.benefit for run in alone for d in run.plan.deployments if d.site_id.startswith("S-")
    )
    asked = f"D-2,least_points,school,{best / 1000 + 0.5:.3f}"
    table.write_text(old.replace("D-2,floor,Зүүн,0.2", asked), encoding="utf-8")
    overrides = {"capex": 40_000_000}
    _, country = make_plan(folder, overrides=overrides, exports=())
    found = said_by("merge", country.name, *ids[1:], "-C", folder, code=3)

    assert found["run_id"] is None
    (below,) = found["shortfalls"]
    assert below["limit_id"] == "directive:D-2"
    assert below["lower"] - 501 <= below["used"] < below["lower"]
    assert "directive:D-2" in found["infeasible_limits"]


def test_stock_and_funds_are_divided_to_the_last_unit(returned_once: Path) -> None:
    """Two computers of a depot go to one aimag or both, and a fund for one aimag to that alone."""
    from planner.pipeline.prepare import offers_for, read_project

    inputs = read_project(returned_once / "four")
    earmarked = tuple(
        replace(f, ceiling_minor=1001, aimags=("2",) if f.id == "loan" else ())
        for f in inputs.catalogue.funds
    )
    inputs = replace(inputs, catalogue=replace(inputs.catalogue, funds=earmarked))
    offers = offers_for(inputs)
    parts = [of_aimag(inputs, offers, aimag).catalogue for aimag in "12"]

    assert sum(s.quantity for part in parts for s in part.stock) == 2
    ceilings = [{f.id: f.ceiling_minor for f in part.funds} for part in parts]
    assert [c["loan"] for c in ceilings] == [0, 1001]
    assert sum(c["state"] or 0 for c in ceilings) == 1001


def test_what_a_plan_spends_divides_its_limits(returned: tuple[Path, list[str]]) -> None:
    """Weights are the lines of each aimag's sites and fees; the parts are the limit again."""
    folder, ids = returned
    run = runs_of(folder, ids)[0]
    division, budgets = divided_plan(run)
    spent = {
        aimag: sum(
            line.amount_minor
            for d in run.plan.deployments
            for line in d.lines
            if line.timing.value == "one_time" and d.site_id in sites
        )
        for aimag, sites in {"1": {"S-1", "L-1"}, "2": {"S-2", "S-3", "L-2"}}.items()
    }
    shared = sum(
        line.amount_minor
        for link in run.plan.links
        for line in link.lines
        if line.timing.value == "one_time"
    )

    assert sum(division.capex.values()) == sum(spent.values()) + shared
    assert all(division.capex[a] >= spent[a] > 0 for a in spent)
    assert sum(b.capex_minor or 0 for b in budgets) == 12_000_000
    assert sum(b.opex_per_year_by_payer_minor["aimag"] for b in budgets) == 5_000_000


def test_plans_of_all_aimags_join_to_a_plan_that_is_proven_again(
    returned: tuple[Path, list[str]],
) -> None:
    """Both shares planned apart give a run that both audits accept, and what that cost."""
    folder, ids = returned
    found = said_by("merge", *ids, "-C", folder)

    assert (found["aimags"], found["overruns"], found["short"]) == (["1", "2"], [], [])
    assert found["benefit"] <= found["certified_bound"]
    assert found["cost_at_least"] == max(0, found["benefit_of_country"] - found["benefit"])
    assert found["cost_at_most"] == found["certified_bound"] - found["benefit"]
    joined = load_run(folder / "runs" / found["run_id"])
    apart = [run.plan.objective or 0 for run in runs_of(folder, ids)[1:]]
    assert joined.manifest["settings"]["joined"] == ids
    assert found["benefit"] == sum(apart)
    said_by("audit", "verify", joined.folder, "-C", folder)
    said_by("audit", "rederive", "--solve", joined.folder, "-C", folder)


def test_an_aimag_without_a_plan_has_what_the_country_gives_it(
    returned: tuple[Path, list[str]],
) -> None:
    """One returned plan is joined with the rest of the country's."""
    folder, ids = returned
    one = runs_of(folder, ids)[1]
    decided = {"decided.by": "Д. Болд", "capex": 12_000_000}
    country = load_run(make_plan(folder, overrides=decided, exports=())[1])
    found = merge(folder, country, [one])

    assert found.plan is not None
    assert [p.decided.by for p in (country.plan, found.plan) if p.decided] == ["Д. Болд", ""]
    now = {d.site_id: d.benefit for d in found.plan.deployments}
    then = {d.site_id: d.benefit for d in country.plan.deployments}
    own = {d.site_id: d.benefit for d in one.plan.deployments}
    assert now == {**then, **own}


def test_limits_gone_beyond_are_named_and_the_joined_plan_keeps_them(
    returned: tuple[Path, list[str]],
) -> None:
    """Two aimags that each plan with all of the money spend it twice: some of it is left out."""
    folder, ids = returned
    country = runs_of(folder, ids)[0]
    apart = [
        make_plan(folder, aimag=a, overrides={"division": {"capex": {a: 1}}}, exports=())[1]
        for a in "12"
    ]
    found = merge(folder, country, [load_run(path) for path in apart])

    (over,) = found.overruns
    spent = sum(load_run(path).plan.capex_minor for path in apart)
    assert (over.limit_id, over.used, over.upper) == ("capex", spent, 12_000_000)
    assert found.plan is not None
    assert found.plan.capex_minor <= 12_000_000
    assert found.moved
    assert [(s.origin, s.asked, s.there) for s in found.short] == [("Төв агуулах", 4, 2)]


def test_runs_that_do_not_belong_together_are_refused(returned: tuple[Path, list[str]]) -> None:
    """An aimag's plan first, a country's plan later, or an aimag twice: each is named."""
    folder, ids = returned
    country, one, two = runs_of(folder, ids)

    with pytest.raises(SettingsError, match="name the plan of the country first"):
        merge(folder, one, [two])
    with pytest.raises(SettingsError, match="name plans made with --region"):
        merge(folder, country, [country])
    with pytest.raises(SettingsError, match="both plans of aimag 1"):
        merge(folder, country, [one, one])
    with pytest.raises(SettingsError, match="no plan of the whole country"):
        divided_plan(one)


def test_a_project_that_changed_since_is_refused(returned: tuple[Path, list[str]]) -> None:
    """The bound of the country holds for its own tables alone."""
    folder, ids = returned
    country, *others = runs_of(folder, ids)
    sites = folder / "sites.csv"
    text = sites.read_text(encoding="utf-8")
    sites.write_text(text.replace(",120,,none", ",180,,none"), encoding="utf-8")

    with pytest.raises(SettingsError, match="the project has changed since"):
        merge(folder, country, others)


def test_a_choice_of_other_data_is_refused(returned: tuple[Path, list[str]]) -> None:
    """An aimag that planned with better benefits than the country knows is told to plan again."""
    folder, ids = returned
    country, one, _ = runs_of(folder, ids)
    problem = Problem.from_json(country.read_json("problem.json"))
    worth = replace(problem, prize=tuple(p + 1 if p else 0 for p in problem.prize))

    with pytest.raises(SettingsError, match="plan this aimag again with the same tables"):
        merging._arcs_of(one, worth)


def test_stretches_of_several_plans_are_told_dearest_first(
    returned: tuple[Path, list[str]],
) -> None:
    """A trench in two plans is paid once in the joined plan."""
    folder, ids = returned
    country, one, two = runs_of(folder, ids)
    links = {link.id: link for run in (country, one, two) for link in run.plan.links if link.lines}
    assert links
    both = [replace(run, plan=replace(run.plan, links=tuple(links.values()))) for run in (one, two)]
    found = list(merging._twice(both))

    assert {t.link_id for t in found} == set(links)
    assert [t.capex_minor for t in found] == sorted((t.capex_minor for t in found), reverse=True)
    assert all(t.aimags == ("1", "2") for t in found)


def test_planning_apart_never_costs_less_than_nothing(returned: tuple[Path, list[str]]) -> None:
    """A joined plan better than the country's own leaves the distance to the bound alone."""
    country = runs_of(*returned)[0].plan
    better = replace(country, objective=(country.objective or 0) + 5)
    bounded = replace(country, certified_bound=(country.objective or 0) + 7)

    assert Merged(country=bounded, aimags=(), plan=better).cost == (0, 2)
    assert Merged(country=bounded, aimags=()).cost is None


def test_a_share_needs_an_area(returned: tuple[Path, list[str]]) -> None:
    """`--share-of` without `--region` says what is missing."""
    folder, ids = returned
    result = CliRunner().invoke(shell, ["plan", "--share-of", ids[0], "-C", str(folder)])

    assert result.exit_code == 2
    assert "--share-of goes with --region" in result.output


def test_a_division_for_a_misspelt_aimag_is_a_finding(tmp_path: Path) -> None:
    """`check` names the code and those that have sites."""
    folder = write_project(tmp_path / "four")
    with (folder / "kholboo.toml").open("a", encoding="utf-8") as config:
        config.write("\n[scenarios.base.division]\ncapex = { 1 = 5, 3 = 4 }\n")
    result = CliRunner().invoke(shell, ["check", "-C", str(folder), "--lang", "en"])

    assert result.exit_code != 0
    assert "scenario.group" in result.output
    assert "one of 1, 2" in result.output
