"""Limits, weights and floors from forms: one setting changes, with its source; comments stay."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from four_places import CONFIG, write_project
from local_page import LocalPage, local_page

from planner.project.load import load_inputs

COMMENTED = CONFIG.replace(
    "capex_minor = 12_000_000", "capex_minor = 12_000_000   # гэрээ 7, # ба бусад"
).replace(
    'floors = [ { by = "aimag", share = "0.2", only = ["1"] } ]',
    'floors = [\n  { by = "aimag", share = "0.2", only = ["1"] }, # хамгийн бага\n]\n\n'
    '[scenarios.tight]\nextends = "base"   # суурь\n',
)


@pytest.fixture
def page(tmp_path: Path) -> Iterator[LocalPage]:
    """Give a server of a project with two scenarios and comments."""
    with local_page(write_project(tmp_path, COMMENTED)) as found:
        yield found


def config_of(page: LocalPage) -> str:
    """Return the project file as it is."""
    return (page.desk.view.folder / "kholboo.toml").read_text(encoding="utf-8")


def field(page: LocalPage, name: str, scenario: str = "base") -> Any:
    """Return a field of the form."""
    fields = page.ask(f"/form?scenario={scenario}").json["fields"]
    return next(one for one in fields if one["id"] == name)


def changed(page: LocalPage, **sent: Any) -> Any:
    """Propose a change and write it; return the proposal."""
    reply = page.send("/propose", {"source": "Тушаал A/9", **sent})
    assert reply.status == 200, reply.json
    assert page.send("/write", {"number": reply.json["number"]}).status == 200, reply.json
    return reply.json


def test_every_field_has_its_value_and_source(page: LocalPage) -> None:
    """Values tell the line that writes them and its words, or the source of the default."""
    capex = field(page, "limits.capex_minor")
    remote = field(page, "equity.remote_km")
    weight = field(page, "standard.library.weight")
    inherited = field(page, "limits.capex_minor", "tight")

    line = next(n for n, text in enumerate(COMMENTED.splitlines(), 1) if "capex_minor" in text)
    assert (capex["value"], capex["written_in"]) == ("12,000,000", "base")
    assert capex["source"][1] == f"kholboo.toml line {line}, base – гэрээ 7, # ба бусад"
    assert (remote["value"], remote["written_in"]) == ("200", None)
    assert remote["source"][1] == "default: assumption, to confirm"
    assert weight["value"] == "1" and weight["name"][1] == "library"
    assert (inherited["value"], inherited["written_in"]) == ("12,000,000", "base")
    assert field(page, "limits.opex_per_year_by_payer_minor.aimag")["value"] == "5,000,000"
    assert field(page, "limits.total_cost_minor")["value"] == ""


def test_a_limit_changes_alone_and_keeps_its_comment(page: LocalPage) -> None:
    """One line differs; what stood behind it stays, and the source stands after it."""
    before = config_of(page).splitlines()

    shown = changed(page, what="setting", setting="limits.capex_minor", value="13,500,000")

    after = config_of(page).splitlines()
    differing = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert differing == [
        (
            "capex_minor = 12_000_000   # гэрээ 7, # ба бусад",
            "capex_minor = 13_500_000   # гэрээ 7, # ба бусад; Тушаал A/9",
        )
    ]
    assert [file["path"] for file in shown["files"]] == ["kholboo.toml"]
    limits = load_inputs(page.desk.view.folder).scenario.limits
    assert limits.capex_minor == 13_500_000


def test_a_limit_is_taken_out_and_why_stays(page: LocalPage) -> None:
    """The key goes, all else stays; a payer's limit too. What is inherited stands elsewhere."""
    before = tomllib.loads(config_of(page))
    changed(page, what="setting", scenario="base", setting="limits.capex_minor", deed="remove")
    payer = "limits.opex_per_year_by_payer_minor.aimag"
    changed(page, what="setting", scenario="base", setting=payer, deed="remove")

    after = tomllib.loads(config_of(page))
    limits = before["scenarios"]["base"]["limits"]
    del limits["capex_minor"], limits["opex_per_year_by_payer_minor"]["aimag"]
    assert after == before
    assert "# capex_minor: – (Тушаал A/9)" in config_of(page)
    assert "# aimag: – (Тушаал A/9)" in config_of(page)
    assert field(page, "limits.capex_minor")["value"] == ""
    assert load_inputs(page.desk.view.folder).scenario.limits.capex_minor is None


@pytest.mark.parametrize(
    ("scenario", "setting"),
    [
        ("tight", "limits.capex_minor"),
        ("base", "limits.total_cost_minor"),
        ("base", "equity.remote_factor"),
    ],
)
def test_only_a_limit_that_is_written_there_is_taken_out(
    page: LocalPage, scenario: str, setting: str
) -> None:
    """An inherited limit, one that there is not and a weight are refused."""
    sent = {"scenario": scenario, "setting": setting, "deed": "remove", "source": "A/9"}

    assert page.send("/propose", {"what": "setting", **sent}).status == 409


def test_a_setting_of_another_scenario_is_written_in_its_own(page: LocalPage) -> None:
    """A scenario that extends another one gets the setting; the other keeps its value."""
    folder = page.desk.view.folder

    changed(page, what="setting", scenario="tight", setting="limits.capex_minor", value="9e6")
    changed(page, what="setting", scenario="tight", setting="standard.school.weight", value="1.5")

    written = tomllib.loads(config_of(page))["scenarios"]["tight"]
    assert written["limits"] == {"capex": 9_000_000}
    assert written["standard"] == {"school": {"weight": 1.5}}
    assert load_inputs(folder, "base").scenario.limits.capex_minor == 12_000_000
    tight = load_inputs(folder, "tight").scenario
    assert tight.limits.capex_minor == 9_000_000
    assert [s.weight for k, s in tight.standard.items() if k.value == "school"] == [1.5]
    assert "# суурь" in config_of(page) and "# хамгийн бага" in config_of(page)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        *(("limits.capex_minor", "650.000"), ("limits.capex_minor", "-1")),
        *(("limits.capex_minor", ""), ("limits.capex_minor", "1e99"), ("equity.remote_km", "x")),
        *(("equity.remote_km", "nan"), ("equity.remote_km", "1;"), ("limits.capex_minor", "1 USD")),
        *(("solve.solver", "1"), ("", "1"), (None, "1"), ("limits.capex_minor", None)),
        ("standard.school", "1"),
    ],
)
def test_a_value_that_is_none_is_refused(page: LocalPage, setting: Any, value: Any) -> None:
    """What is no number, no sum or no field of the form is told; nothing is proposed."""
    sent = {"what": "setting", "setting": setting, "value": value, "source": "a"}

    assert page.send("/propose", sent).status == 409


def test_a_source_is_needed(page: LocalPage) -> None:
    """No number is written without the words that say where it is from."""
    sent = {"what": "setting", "setting": "limits.capex_minor", "value": "1"}

    assert page.send("/propose", sent).status == 409
    assert page.send("/propose", {**sent, "source": "a\nb = 1"}).status == 409


def test_what_a_check_would_refuse_is_shown_and_not_written(page: LocalPage) -> None:
    """Shares that do not add up to one are an error of the change, before it is written."""
    sent = {"what": "setting", "setting": "shares.link", "value": "0.9", "source": "a"}
    reply = page.send("/propose", sent)

    assert reply.status == 200 and any(
        "0.9" in mn and "0.9" in en for mn, en in reply.json["errors"]
    )
    assert page.send("/write", {"number": reply.json["number"]}).status == 409
    assert config_of(page) == COMMENTED


def test_floors_are_added_changed_and_removed(page: LocalPage) -> None:
    """Each deed is one entry; comments between entries stay, and undo restores every byte."""
    changed(page, what="floor", deed="add", by="kind", quantity="users", share="0,4")
    changed(page, what="floor", deed="share", number=0, share="0.30")

    floors = tomllib.loads(config_of(page))["scenarios"]["base"]["limits"]["floors"]
    assert floors == [
        {"by": "aimag", "share": "0.30", "only": ["1"]},
        {"by": "kind", "quantity": "users", "share": "0.4", "of": "fair"},
    ]
    assert "# хамгийн бага" in config_of(page) and "# Тушаал A/9" in config_of(page)
    changed(page, what="floor", deed="remove", number=0)
    assert [f["by"] for f in page.ask("/form").json["floors"]] == ["kind"]
    for _ in range(3):
        assert page.send("/undo").status == 200
    assert config_of(page) == COMMENTED


def test_inherited_floors_are_written_out_before_they_change(page: LocalPage) -> None:
    """A scenario that takes its floors from another one gets its own; the other keeps its."""
    changed(page, what="floor", scenario="tight", deed="share", number=0, share="0.1")

    scenarios = tomllib.loads(config_of(page))["scenarios"]
    assert scenarios["tight"]["limits"]["floors"][0]["share"] == "0.1"
    assert scenarios["tight"]["limits"]["floors"][0]["only"] == ["1"]
    assert scenarios["base"]["limits"]["floors"][0]["share"] == "0.2"


@pytest.mark.parametrize(
    "sent",
    [
        {"deed": "share", "number": 9, "share": "0.5"},
        {"deed": "share", "number": -1, "share": "0.5"},
        {"deed": "share", "number": True, "share": "0.5"},
        {"deed": "share", "number": 0, "share": "1.5"},
        {"deed": "share", "number": 0, "share": "half"},
        {"deed": "add", "by": "country", "quantity": "users", "share": "0.5"},
        {"deed": "add", "by": "kind", "quantity": "money", "share": "0.5"},
        {"deed": "drop", "number": 0},
    ],
)
def test_a_floor_that_is_none_is_refused(page: LocalPage, sent: dict[str, Any]) -> None:
    """What names no floor, no group or no share is told."""
    assert page.send("/propose", {"what": "floor", "source": "a", **sent}).status == 409
