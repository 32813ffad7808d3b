"""A programme of years from its project file to its run: money, dates, sheets and both audits."""

from __future__ import annotations

import ast
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from four_places import CONFIG, write_project
from three_years import CONFIG_OF_YEARS

from planner.analysis.compare import compare_runs
from planner.audit.rederive_run import rederive, rederive_run
from planner.audit.verify_run import verify_run
from planner.errors import InputError, SettingsError
from planner.pipeline.make_plan import make_plan
from planner.project.load import load_inputs
from planner.scenario.years_settings import MONTHS, WEIGHT, Years
from planner.years.files import done_before
from planner.years.text import years_lines


def _data(run: Path) -> Any:
    return json.loads((run / "years.json").read_text(encoding="utf-8"))


def test_money_and_dates_of_each_year_are_kept(planned: Path) -> None:
    """Nothing is spent beyond what has come in by then, and no site comes before its year."""
    figures = _data(planned)["figures"]
    spent = 0
    for number, year in enumerate(figures["years"]):
        spent += year["capex_minor"]
        assert spent <= 4_000_000 * (number + 1)
        assert year["opex_minor"] <= (4_000_000, 6_000_000, 8_000_000)[number]
        assert sum(year["opex_by_payer_minor"].values()) == year["opex_minor"]
        assert sum(year["capex_by_category_minor"].values()) == year["capex_minor"]
    by_site = {site["site_id"]: site for site in figures["sites"]}
    assert by_site["L-1"]["link_year"] >= 2028
    assert all(year >= 2028 for year in by_site["L-1"]["equipment_years"])


def test_the_plan_tells_what_is_in_place_in_the_end(planned: Path) -> None:
    """The sites of the last year are those of plan.json, and the site that must be served is in."""
    plan = json.loads((planned / "plan.json").read_text(encoding="utf-8"))
    receive = {d["site_id"] for d in plan["deployments"] if d["status"] == "deployed"}
    figures = _data(planned)["figures"]

    assert {site["site_id"] for site in figures["sites"]} == receive
    assert "S-2" in receive
    assert figures["years"][-1]["sites"] == len(receive)


def test_both_audits_hold_and_notice_what_is_changed(planned: Path) -> None:
    """A bound that is not the sum, and money that the schedule does not spend, are told."""
    assert verify_run(planned) == []
    assert rederive(planned, solve=True).differences == []
    data = _data(planned)
    data["bound"] -= 1
    data["figures"]["years"][0]["replacements_minor"] += 1
    (planned / "years.json").write_text(json.dumps(data), encoding="utf-8")

    assert any("bound is" in d.recomputed for d in verify_run(planned))
    assert any(d.field.endswith("replacements_minor") for d in rederive_run(planned))


def test_a_run_without_its_programme_is_refused(planned: Path) -> None:
    """years.json belongs to a run whose scenario has years, and to no other."""
    (planned / "years.json").unlink()

    assert any(d.file == "years.json" for d in verify_run(planned))


def test_the_summary_says_the_bound_in_plain_words(planned: Path) -> None:
    """One line a year, the bound as a minister may say it, and the plan made year by year."""
    lines = years_lines(_data(planned), "MNT", "en")

    assert [line[:7] for line in lines[:3]] == ["By 2027", "By 2028", "By 2029"]
    assert "even if every year were planned anew with all money up to then, no more" in lines[3]
    assert lines[4].startswith("Every year planned by itself")


ONE_YEAR = "\n[scenarios.base.years]\nfirst = 2027\ncount = 1\ncapex = [12_000_000]\n"


def test_one_year_of_weight_1_is_the_plan_of_today(tmp_path: Path) -> None:
    """Problem, answer and plan are those of the same limits without years, byte for byte."""
    today = write_project(tmp_path / "today", CONFIG)
    config = CONFIG.replace("capex_minor = 12_000_000\n", "") + ONE_YEAR
    years = write_project(tmp_path / "years", config)
    runs = [make_plan(folder, what_if=True)[1] for folder in (today, years)]

    for name in ("problem.json", "certificate.json"):
        one, other = ((run / name).read_bytes() for run in runs)
        assert one == other
    plans = [json.loads((run / "plan.json").read_text(encoding="utf-8")) for run in runs]
    for plan in plans:
        for key in ("run_id", "fingerprint", "policy", "sources"):
            del plan[key]
    assert plans[0] == plans[1]
    assert not (runs[1] / "years.json").exists()


def _findings(tmp_path: Path, *changes: tuple[str, str]) -> list[tuple[str, str, str]]:
    """Return rule, setting and what was found of the errors of a changed project file."""
    config = CONFIG_OF_YEARS
    for old, new in changes:
        assert old in config
        config = config.replace(old, new)
    shutil.rmtree(tmp_path / "bad", ignore_errors=True)
    inputs = load_inputs(write_project(tmp_path / "bad", config), None)
    return [
        (f.rule, (f.column or "").removeprefix("scenarios.base."), f.found)
        for f in inputs.findings
        if f.severity.value == "error"
    ]


CAPEX = 'capex = [4_000_000, "4e6", 4_000_000]'


@pytest.mark.parametrize(
    ("changes", "rule", "where", "found"),
    [
        ([("count = 3", "count = 4")], "years.length", "years.capex", "3 figures"),
        ([(CAPEX, "capex = [1, 2, 3, 4]")], "years.length", "years.capex", "4 figures"),
        ([("count = 3", "count = 11")], "config.wrong_value", "years.count", "11"),
        ([("count = 3\n", "")], "config.wrong_value", "years.count", "nothing"),
        ([(CAPEX, 'capex = [1, "two", 3]')], "config.wrong_value", "years.capex.1", "two"),
        ([(CAPEX, "capex = [1, -2, 3]")], "scenario.range", "years.capex", "-2"),
        (
            [("discount_rate = 0.05\ncapex", "discount_rate = 0.05\nweights = [1, 1, 1]\ncapex")],
            "years.twice", "years.weights", "weights and discount_rate",
        ),
        (
            [("floors = [", "capex = 5\nfloors = [")],
            "years.twice", "years.capex", "capex and limits.capex",
        ),
        ([("L-1 = 2028", "L-9 = 2028")], "years.site", "years.earliest.L-9", "L-9"),
        ([("L-1 = 2028", "L-1 = 2031")], "years.dates", "years.earliest.L-1", "2031"),
        (
            [("earliest =", "latest = { L-1 = 2027 }\nearliest =")],
            "years.dates", "years.earliest.L-1", "earliest 2028, latest 2027",
        ),
        (
            [("[4_000_000, 6_000_000, 8", "[1_000_000, 6_000_000, 8")],
            "years.fees", "years.opex_per_year", "1,000,000 in 2027",
        ),
        (
            [("count = 3", "count = 3\nfloors_part = [0.5, 0.8, 0.9]")],
            "scenario.range", "years.floors_part", "0.9",
        ),
        (
            [("count = 3", 'count = 3\ncapex_by_fund = { usf = [1, 2, 3] }')],
            "years.fund", "years.capex_by_fund.usf", "usf",
        ),
        (
            [("count = 3", 'count = 3\ncarries_over_of_funds = ["usf"]')],
            "years.fund", "years.carries_over_of_funds", "usf",
        ),
        (
            [("use_tiers = false\n", "")],
            "years.outside", "years.price_index",
            "prices by year beside stock, spare machines, volume prices or funds",
        ),
        (
            [("use_stock = false\n", "")],
            "years.outside", "years.price_index",
            "prices by year beside stock, spare machines, volume prices or funds",
        ),
        ([("horizon_years = 10", 'goal = "least_cost"')], "years.outside", "goal", "least_cost"),
        (
            [("count = 3", 'count = 3\ndone = { run = "r", before = 2027, built = {} }')],
            "years.dates", "years.done.before", "2027",
        ),
        (
            [("count = 3", 'count = 3\ndone = { run = "r", before = 2028, built = { a = 1 } }')],
            "years.dates", "years.done.built.a", "2028",
        ),
        (
            [("count = 3", "count = 3\ngrowth = [{ users = -1.5 }]")],
            "years.growth", "years.growth.0.users", "-1.5",
        ),
        (
            [("count = 3", 'count = 3\ngrowth = [{ aimags = ["9"], target = 0.1 }]')],
            "years.site", "years.growth.0.aimags", "9",
        ),
        (
            [("count = 3", 'count = 3\ngrowth = [{ kinds = ["castle"] }]')],
            "config.wrong_value", "years.growth.0.kinds.0", '"castle"',
        ),
        ([("count = 3", "count = 3\nroads = 5")], "config.unknown_key", "years.roads", "roads"),
        (
            [("count = 3", "count = 3\ncrews = { installations = [1, 2] }")],
            "years.length", "years.crews.installations", "2 figures",
        ),
        (
            [("count = 3", "count = 3\ncrews = { installations = [1, -2, 3] }")],
            "scenario.range", "years.crews.installations", "-2",
        ),
        (
            [("count = 3", "count = 3\ncrews = { trench_m = [0, 0, 0] }")],
            "years.crews", "years.crews.trench_m", "0 in every year",
        ),
        (
            [("count = 3", 'count = 3\ncrews = { trench_m_by_aimag = { "9" = [1, 1, 1] } }')],
            "years.site", "years.crews.trench_m_by_aimag.9", "9",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_a_finding(
    tmp_path: Path, changes: list[tuple[str, str]], rule: str, where: str, found: str
) -> None:
    """Bad figures are told at their setting, with what was found there."""
    assert (rule, where, found) in _findings(tmp_path, *changes)


def test_what_a_programme_cannot_answer_is_refused(tmp_path: Path) -> None:
    """One aimag's share, another run's start and a budget beside those by year stop the plan."""
    folder = write_project(tmp_path / "asked", CONFIG_OF_YEARS)

    with pytest.raises(SettingsError, match="whole country"):
        make_plan(folder, aimag="1", exports=())
    with pytest.raises(SettingsError, match=r"years\.capex states it by year"):
        make_plan(folder, overrides={"capex": 5_000_000}, exports=())
    with pytest.raises(InputError):
        make_plan(
            write_project(tmp_path / "short", CONFIG_OF_YEARS.replace("count = 3", "count = 2"))
        )
    assert not list(folder.glob("runs/*-*"))


def test_a_year_that_cannot_hold_says_what_would_be_enough(tmp_path: Path) -> None:
    """A site that must be served costs more than all money: the year, the limit, and a sum."""
    poor = CONFIG_OF_YEARS.replace(CAPEX, "capex = [100_000, 100_000, 100_000]")
    folder = write_project(tmp_path / "poor", poor)
    with pytest.raises(SettingsError, match="year 2029: no plan keeps its limits") as caught:
        make_plan(folder, exports=())
    assert str(caught.value).endswith("raise the one-time money of the years up to that one")
    told = r"300,000, at least ([0-9,]+) is needed, ([0-9,]+) is enough"
    found = re.search(told, str(caught.value))
    assert found is not None
    least, enough = (int(text.replace(",", "")) for text in found.groups())
    assert 300_000 < least <= enough
    last = enough - 200_000
    rich = poor.replace("[100_000, 100_000, 100_000]", f"[100_000, 100_000, {last}]")
    plan, _ = make_plan(write_project(tmp_path / "rich", rich), exports=())
    assert plan.objective is not None
    with pytest.raises(SettingsError):
        less = poor.replace("[100_000, 100_000, 100_000]", f"[100_000, 100_000, {least - 200_001}]")
        make_plan(write_project(tmp_path / "less", less), exports=())


def test_what_moved_to_another_year_is_compared(planned: Path, tmp_path: Path) -> None:
    """Two programmes that differ in the date of a site: it moves, and data and lines say so."""
    folder = write_project(tmp_path / "later", CONFIG_OF_YEARS.replace("L-1 = 2028", "S-3 = 2029"))
    _, later = make_plan(folder, exports=())
    when = [
        {site["site_id"]: site["link_year"] for site in _data(run)["figures"]["sites"]}
        for run in (planned, later)
    ]
    found = compare_runs(planned, later)
    moved = {change.what.en: change for change in found.years}

    assert when[0]["S-3"] < 2029
    assert when[1]["S-3"] == 2029
    assert f"link {when[0]['S-3']}," in str(moved["S-3"].before)
    assert "link 2029," in str(moved["S-3"].after)
    assert any(line.startswith("When sites receive") for line in found.lines())
    assert compare_runs(planned, planned).same


def _bought(run: Path, before: int) -> dict[str, int]:
    return {a: t for a, t in _data(run)["schedules"][0]["built"] if t < before}


def test_what_was_bought_stays_and_the_rest_is_planned_again(planned: Path) -> None:
    """With less money for the last year, the first two years are those of the run; audits hold."""
    folder = planned.parents[1]
    config = folder / "kholboo.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace(CAPEX, "capex = [4_000_000, 4_000_000, 1_500_000]"), "utf-8")
    done = done_before(planned, 2029)
    _, again = make_plan(folder, overrides={"years.done": done}, exports=())

    decisions = json.loads((again / "plan.json").read_text(encoding="utf-8"))["decisions"]
    told = [(d["subject"], d["value"]) for d in decisions if d["kind"] == "override"]
    assert told == [("years.done", planned.name)]
    assert _bought(again, 2) == _bought(planned, 2) != {}
    assert _bought(again, 3) != _bought(planned, 3)
    assert _data(again)["bound"] <= _data(planned)["bound"]
    assert verify_run(again) == []
    assert rederive(again, solve=True).differences == []
    _, anew = make_plan(folder, exports=())
    assert _data(anew)["bound"] >= _data(again)["schedules"][0]["value"]


def test_what_cannot_be_kept_of_the_years_that_are_over_is_told(planned: Path) -> None:
    """A year that is not the run's, and money that no longer pays for what was bought."""
    folder = planned.parents[1]
    with pytest.raises(SettingsError, match="its later years: 2028, 2029"):
        done_before(planned, 2027)
    config = folder / "kholboo.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace(CAPEX, "capex = [1_000, 4_000_000, 4_000_000]"), "utf-8")
    done = done_before(planned, 2028)
    with pytest.raises(SettingsError, match=r"year 2027: no plan keeps its limits \(.*enough"):
        make_plan(folder, overrides={"years.done": done}, exports=())
    done["built"] = {"option:gone": 0}
    with pytest.raises(SettingsError, match="not on offer today"):
        make_plan(folder, overrides={"years.done": done}, exports=())


def test_every_phrase_of_its_findings_is_used() -> None:
    """A phrase in the table that no check says is old."""
    from planner.language.messages.years import PHRASES_OF_YEARS
    from planner.project.checks import years as checks
    from planner.years import deliveries, programme, reached

    modules = (checks, programme, deliveries, reached)
    said = [ast.walk(ast.parse(Path(m.__file__).read_text("utf-8"))) for m in modules]
    texts = {n.value for nodes in said for n in nodes if isinstance(n, ast.Constant)}

    assert set(PHRASES_OF_YEARS) <= texts


def test_weights_count_every_month_once() -> None:
    """From September on a year's purchases serve 4 months, and the next year's first 8."""
    years = Years(first=2027, count=3, service_from_month=9, weights=[1, 2, 1])

    assert years.weights_of_states() == (
        4 * 1 * WEIGHT + 8 * 2 * WEIGHT,
        4 * 2 * WEIGHT + 8 * 1 * WEIGHT,
        4 * WEIGHT,
    )
    whole = Years(first=2027, count=3, weights=[1, 2, 1])
    assert whole.weights_of_states() == tuple(MONTHS * w * WEIGHT for w in (1, 2, 1))


def test_a_discount_rate_is_rounded_to_a_ten_thousandth() -> None:
    """At 9 % the second year weighs 0.9174, the third 0.8417."""
    years = Years(first=2027, count=3, discount_rate=0.09)

    assert years.weights_of_years() == (10_000, 9_174, 8_417)
