"""A run can be asked why: about one site, or about limits that cannot hold together."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from inventory.prices.catalogue import Role, Timing
from planner.analysis.explain import explain_site
from planner.analysis.explanation import amount_of
from planner.analysis.infeasibility import explain_infeasible
from planner.errors import SettingsError
from planner.pipeline.export_run import export_run
from planner.pipeline.make_plan import make_plan


@pytest.fixture
def poor(project: Any, world: Any) -> Path:
    """Return a run with 1,000 to spend: A gets fibre and its pack, B keeps its link."""
    limits = {"capex_minor": 1000, "opex_per_year_minor": 9000}
    made: Path = make_plan(project(world.under(limits=limits)), exports=())[1]
    return made


def test_a_served_site_has_its_next_best_alternative(poor: Path) -> None:
    """At A satellite is second, at its own price, with nothing to share."""
    found = explain_site(poor, "A")

    assert found.deployment.candidate_id == "A/fibre/1"
    assert [a.candidate_id for a in found.alternatives if a.chosen] == ["A/fibre/1"]
    assert found.next_best is not None
    assert found.next_best.candidate_id == "A/leo/1"
    assert (found.next_best.capex_minor, found.next_best.opex_per_year_minor) == (800, 1000)
    assert found.next_best.shared_capex_minor == 0
    assert found.takes is None


def test_an_unserved_site_learns_what_it_would_take(poor: Path) -> None:
    """B needs 1,200 of trench and 500 of terminal; within 1,000 that is not possible."""
    found = explain_site(poor, "B")
    takes = found.takes

    assert found.alternatives[0].shared_capex_minor == 1200
    assert takes is not None
    assert not takes.possible
    assert [(limit.en, needed, free) for limit, needed, free in takes.extra] == [
        ("capital budget", 1700, 0),
        ("recurrent budget a year", 100 - 1200, 9000 - 3700),
    ]
    assert "1,700 more" in "\n".join(found.lines())


def test_what_others_would_lose_is_a_second_plan(project: Any, world: Any) -> None:
    """With 1,700 A gets everything; B's fibre would leave nothing for A: 700 less 300."""
    limited = world.under(limits={"capex_minor": 1700}, solve={"gap": 0.0})
    _, run_dir = make_plan(project(limited), exports=())
    takes = explain_site(run_dir, "B").takes

    assert takes is not None and takes.possible
    assert takes.benefit_lost == 790 - 300  # both packs and A's fibre, against B's fibre
    assert takes.at_least is not None and takes.at_most is not None
    assert takes.at_least <= takes.benefit_lost <= takes.at_most


def test_a_site_without_options_hears_why(poor: Path) -> None:
    """Rejections are listed by technology."""
    found = explain_site(poor, "C")
    text = "\n".join(found.lines())

    assert found.alternatives == ()
    assert found.takes is None
    assert "fibre: no road leads to lit fibre (no road)" in text
    assert "LEO satellite: nobody named to pay every year (nobody pays)" in text


def test_an_explanation_is_plain_data(poor: Path) -> None:
    """Programs can read all of it."""
    data = json.loads(json.dumps(explain_site(poor, "A").to_json()))

    assert data["deployment"]["reason"] == "chosen"
    assert data["packs"][0]["chosen"] is True


def test_an_unknown_site_is_answered_with_ids_that_exist(poor: Path) -> None:
    """Only near ids are suggested; otherwise the message says where all are listed."""
    with pytest.raises(SettingsError, match="ids look like A, `kholboo candidates"):
        explain_site(poor, "nowhere")
    with pytest.raises(SettingsError, match=r"did you mean A\?"):
        explain_site(poor, "a")


def test_limits_that_cannot_hold_are_named_with_what_they_need(project: Any, world: Any) -> None:
    """Fees of 3,600 that must go on do not fit into 3,000; 100 + 2,400 would be the least."""
    limits = {"opex_per_year_minor": 3000, "capex_minor": 1000}
    _, run_dir = make_plan(project(world.under(limits=limits)))
    found = explain_infeasible(run_dir)
    demands = {d.id: d for d in found.demands}

    assert set(demands) == {"opex", "capex", "present links"}
    assert found.minimal
    assert demands["opex"].enough == 3600
    assert demands["capex"].enough == 1700
    for limit, upper in (("opex", 3000), ("capex", 1000)):
        assert upper < (demands[limit].needs_at_least or 0) <= (demands[limit].enough or 0)
    text = "\n".join(found.lines())
    assert "recurrent budget a year at most 3,000 ₮" in text
    assert "Loosen any one of them." in text


def test_a_directive_that_nothing_can_meet_is_named_alone(
    project: Any, world: Any, directive: Any
) -> None:
    """C has nothing on offer: the directive alone is the conflict, in its own words."""
    limited = world.under(limits={"capex_minor": 5000}).told(directive("must_serve", "C"))
    _, run_dir = make_plan(project(limited))
    found = explain_infeasible(run_dir)

    assert [d.id for d in found.demands] == ["service:C"]
    assert "D-1 (Cabinet)" in found.demands[0].text.en
    assert json.dumps(found.to_json())


def test_a_feasible_run_has_no_conflict(poor: Path) -> None:
    """The answer says that its limits hold together."""
    found = explain_infeasible(poor)

    assert found.demands == ()
    assert "hold together" in found.lines()[0]


def test_sites_of_an_impossible_run_point_to_the_conflict(project: Any, world: Any) -> None:
    """There is no plan to explain a site by."""
    _, run_dir = make_plan(project(world.under(limits={"opex_per_year_minor": 1})))

    with pytest.raises(SettingsError, match="--infeasible"):
        explain_site(run_dir, "A")
    for formats in (["ocds"], ["workbook"], []):
        with pytest.raises(SettingsError, match=r"holds no plan.*--infeasible"):
            export_run(run_dir, formats)
    assert not (run_dir / "exports").exists()


def test_a_search_that_found_nothing_is_not_called_impossible(project: Any, world: Any) -> None:
    """A run that ended without plan or proof asks to plan again, not which limits clash."""
    _, run_dir = make_plan(
        project(world.under(limits={"opex_per_year_minor": 1})), overrides={"solver": "ranked"}
    )

    with pytest.raises(SettingsError, match="plan again") as told:
        explain_site(run_dir, "A")
    assert "--infeasible" not in str(told.value)


def test_a_run_of_an_older_program_is_not_compared_with_todays_offers(
    poor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the inputs give another problem today, no difference of plans is claimed."""
    from planner.project import kept_offers as planning

    real = planning.build_offers

    def dearer(inputs: Any) -> Any:
        offers = real(inputs)
        return replace(offers, candidates=offers.candidates[1:])

    monkeypatch.setattr(planning, "build_offers", dearer)
    found = explain_site(poor, "B")

    assert found.takes is None
    assert "audit rederive" in found.lines()[-1]


ENGLISH = re.compile(r"(?:\b[A-Za-z]{2,}\b[ ,:;]+){2}[a-z]{2,}\b")  # three words in a row


@pytest.mark.parametrize("site_id", ["A", "B", "C", "D"])
def test_an_explanation_speaks_mongolian_when_asked(poor: Path, site_id: str) -> None:
    """Every line has Mongolian words and no English sentence; English stays what it was."""
    found = explain_site(poor, site_id)
    lines = found.lines("mn")

    assert len(lines) == len(found.lines("en"))
    assert found.lines("both") == found.lines("en")
    for line in lines:
        assert ENGLISH.search(line) is None, line
        assert re.search("[А-Яа-яӨөҮү]", line) or line.startswith("  жин"), line
    assert any(ENGLISH.search(line) for line in found.lines("en"))


def test_limits_that_clash_are_told_in_mongolian(project: Any, world: Any, directive: Any) -> None:
    """Limits, present links and directives are named in the language that was asked for."""
    limits = {"opex_per_year_minor": 3000, "capex_minor": 1000}
    _, run_dir = make_plan(project(world.under(limits=limits)))
    told = explain_infeasible(run_dir).lines("mn")
    forced = world.under(limits={"capex_minor": 5000}).told(directive("must_serve", "C"))
    _, other = make_plan(project(forced, "other"))
    told += explain_infeasible(other).lines("mn")

    assert "Нэг удаагийн зардлын төсөв 1,000 ₮-аас ихгүй" in "\n".join(told)
    assert "удирдамж D-1 (Cabinet): C дор хаяж" in "\n".join(told)
    assert [line for line in told if ENGLISH.search(line)] == []


def test_a_site_outside_the_aimag_of_a_run_is_said_to_be(project: Any, world: Any) -> None:
    """B is in aimag 12: no near names, but how to plan for it."""
    _, run_dir = make_plan(project(world), aimag="11", exports=())

    with pytest.raises(SettingsError) as fault:
        explain_site(run_dir, "B")
    assert "plans for aimag 11 alone, and B lies in Aimag 12 (12)" in str(fault.value)
    assert "kholboo plan --region 12" in str(fault.value)
    with pytest.raises(SettingsError, match="no site 'Z' in run"):
        explain_site(run_dir, "Z")


@pytest.mark.parametrize("language", ["mn", "en"])
def test_everything_received_is_listed(project: Any, world: Any, language: Any) -> None:
    """Terminal and computers once, the contract every year, each with its amount."""
    _, run_dir = make_plan(project(world), exports=())
    told = explain_site(run_dir, "A").lines(language)
    once = next(x for x in told if "1 x " in x and "500" in x)
    head = {"mn": "нэг удаа авах бүхэн", "en": "receives, paid once"}[language]

    assert once.strip().startswith(head)
    assert "2 x " in once
    yearly = {"mn": "жил бүр төлөх", "en": "paid every year"}[language]
    assert any(x.strip().startswith(yearly) for x in told)


def test_sums_of_money_are_told_as_such(project: Any, world: Any) -> None:
    """Yearly prices of options have their currency, and a sum is not so many times one."""
    made, run_dir = make_plan(project(world), exports=())
    options = [x for x in explain_site(run_dir, "A").lines("en") if " points; " in x]
    line = made.all_lines()[0][1]
    ending = replace(line, role=Role.CONTRACT_ENDING.value, name_en="Ending", quantity=500)

    assert options and all(x.endswith(" ₮ a year") for x in options)
    assert amount_of(ending, "MNT").en.startswith("Ending (")


def test_steps_of_one_item_are_one_line_of_an_explanation(poor: Path) -> None:
    """Thirty computers in three steps are thirty computers, at three times the sum."""
    explained = explain_site(poor, "A")
    line = next(x for x in explained.deployment.lines if x.timing is Timing.ONE_TIME)
    stepped = replace(explained.deployment, lines=(line, line, line))
    (told,) = [x for x in replace(explained, deployment=stepped).lines() if "paid once" in x]

    assert told.count("; ") == 0
    assert f"{3 * line.quantity:,} x " in told
    assert f"({3 * line.amount_minor:,} " in told
