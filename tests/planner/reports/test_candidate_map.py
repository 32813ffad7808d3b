"""The map of candidate links: what is offered is drawn, what is not says why."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

import cli
from planner.offers.build import build_offers
from planner.project.load import load_inputs
from planner.reports import candidate_map
from planner.reports.candidate_list import choose
from planner.reports.candidate_map import CandidateMap


@pytest.fixture
def drawn(small: Path) -> Any:
    """Return what draws the small country, for sites and technologies asked for."""
    inputs = load_inputs(small)
    offers = build_offers(inputs)

    def make(**wanted: Any) -> CandidateMap:
        rows = choose(inputs, offers, **wanted)
        return CandidateMap(
            inputs=inputs, offers=offers, rows=rows, technology=wanted.get("technology")
        )

    return make


def test_every_site_is_drawn_and_every_reason_told(drawn: Any) -> None:
    """Each placed site is a circle with its name; each rejection a row with its reason."""
    found = drawn()
    tree = ElementTree.fromstring(found.drawing("en").svg)
    circles = [e for e in tree.iter() if e.tag.endswith("circle")]
    page = found.page("en")
    refused = [row for row in found.rows if not row.offered]

    assert len(circles) == len(found.inputs.sites)
    assert page.count('<td class="mono">') == len(refused)
    assert "<script" not in page
    assert not re.search(r'(src|href)="(?!#)', page)  # nothing is fetched
    assert found.page("en") == page
    offered = {row.site_id for row in found.rows if row.offered and row.delivered_mbps}
    assert sum('fill="#fff"' not in ElementTree.tostring(c, "unicode") for c in circles) == len(
        offered
    )


def test_one_technology_is_drawn_alone(drawn: Any) -> None:
    """Only its lines are there, and only its reasons."""
    whole, fibre = drawn().drawing("en"), drawn(technology="fibre").drawing("en")
    assert {row.text.en for row in fibre.legend if row.shape == "line"} == {
        "fibre",
        "Existing network",
    }
    assert len(whole.legend) > len(fibre.legend)


def test_a_long_list_is_cut_and_says_so(drawn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A country has more rejections than a page should hold."""
    monkeypatch.setattr(candidate_map, "MOST_REJECTIONS", 5)
    page = drawn().page("en")
    assert page.count('<td class="mono">') == 5
    assert "The first 5 of" in page


def test_a_project_without_places_has_a_page_without_a_map(drawn: Any) -> None:
    """No position, no PoP: the tables stay."""
    found = drawn()
    sites = tuple(
        replace(site, longitude=None, latitude=None) for site in found.inputs.sites
    )  # fmt: skip
    network = replace(found.inputs.network, pops=())
    bare = replace(found, inputs=replace(found.inputs, sites=sites, network=network))
    assert bare.drawing("en").svg == ""
    assert "<svg" not in bare.page("en")


def test_the_command_writes_a_page_or_a_drawing(small: Path) -> None:
    """The ending of the file decides."""
    for name, start in (("links.html", "<!DOCTYPE html>"), ("links.svg", "<svg")):
        target = small / name
        done = CliRunner().invoke(cli.shell, ["candidates", "-C", str(small), "--map", str(target)])
        assert done.exit_code == 0, done.output
        assert target.read_text("utf-8").startswith(start)
