"""Codes are opaque: a plan of codes with colons is the plan of the same codes without."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from planner.analysis.compare_accounts import accounts_of
from planner.analysis.curves.frontier import at_list_prices
from planner.analysis.infeasibility import explain_infeasible
from planner.analysis.risk.price_risk import price_parts
from planner.audit.verify_run import sites_by_node, verify_run
from planner.candidates.candidate import Asset, Offers
from planner.language.labels import LABELS
from planner.model.arcs import ArcKind, asset_arcs
from planner.model.build import build_problem
from planner.model.hop_limits import hop_capacities
from planner.model.limit_names import LimitNames
from planner.pipeline.make_plan import make_plan
from planner.plan.purchasing import Move
from planner.runs.layout import PLAN

CODE = "MN:071"
FLOORS = [
    {"by": "aimag", "quantity": q, "share": "0.4", "only": ["12"], "of": "plan"}
    for q in ("capex", "users")
]


def coded(world: Any, code: str, **limits: Any) -> Any:
    """Return the small world with aimag 12 under another code, with floors for it."""
    sites = tuple(replace(s, aimag=code) if s.aimag == "12" else s for s in world.sites)
    floors = [{**floor, "only": [code]} for floor in FLOORS]
    return replace(world, sites=sites).under(limits={"floors": floors, **limits})


def test_floors_of_a_code_with_a_colon_hold_and_are_told(project: Any, world: Any) -> None:
    """Use, least and binding are those of the plain code, and the aimag is named in Mongolian."""
    plain, _ = make_plan(project(coded(world, "12"), "plain"))
    plan, run_dir = make_plan(project(coded(world, CODE), "colon"))

    assert len(plan.limits) == 2
    assert [replace(u, id="", meaning=None) for u in plan.limits] == [
        replace(u, id="", meaning=None) for u in plain.limits
    ]
    assert [u.meaning.group for u in plan.limits if u.meaning] == [CODE, CODE]
    names = LimitNames(aimags={CODE: "Ховд"})
    told = [names.of_limit(u.meaning, u.title).mn for u in plan.limits]
    assert all(text.startswith("Ховд: ") for text in told)
    assert verify_run(run_dir) == []


def test_drawn_prices_follow_a_floor_of_a_code_with_a_colon(world: Any, offers: Offers) -> None:
    """The parts of a floor of capital are those of the plain code."""
    found = []
    for code in ("12", CODE):
        given = coded(world, code)
        model = build_problem(given, offers)
        parts = price_parts(at_list_prices(model), model, given.scenario)
        found.append([replace(p, limit=None) for p in parts if p.limit])

    assert found[0]
    assert found[0] == found[1]


def test_what_a_payer_with_a_colon_pays_is_drawn(world: Any, offers: Offers) -> None:
    """A payer's yearly budget counts the payer's lines, whatever signs the code has."""
    payer = "gov:digital"
    lines = {
        c.id: tuple(replace(x, payer=payer) if x.payer else x for x in c.lines)
        for c in offers.candidates
    }
    renamed = replace(
        offers, candidates=tuple(replace(c, lines=lines[c.id]) for c in offers.candidates)
    )
    given = world.under(limits={"opex_per_year_by_payer_minor": {payer: 9000}})
    model = build_problem(given, renamed)
    parts = price_parts(at_list_prices(model), model, given.scenario)

    assert {p.group for p in parts if p.limit == f"opex:{payer}"} == {"FIBRE-FEE", "SAT-FEE"}


def test_an_impossible_plan_names_the_demands_of_such_codes(
    project: Any, world: Any, directive: Any
) -> None:
    """The conflict is named from the meanings that plan.json keeps, in both languages."""
    given = coded(world, CODE, opex_per_year_minor=3000).told(directive("must_serve", "C"))
    plan, run_dir = make_plan(project(given))
    found = explain_infeasible(run_dir)

    assert {d.meaning.group for d in plan.demands} >= {CODE}
    assert [d.id for d in found.demands] == ["service:C"]
    assert found.demands[0].text.mn != found.demands[0].text.en


def test_a_meaning_that_is_not_the_limits_own_is_found(project: Any, world: Any) -> None:
    """Who changes what a limit means in plan.json is told of by the audit."""
    _, run_dir = make_plan(project(coded(world, CODE)))
    data = json.loads((run_dir / PLAN).read_bytes())
    data["limits"][0]["meaning"]["quantity"] = "users"
    (run_dir / PLAN).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")

    assert any("its meaning" in found.field for found in verify_run(run_dir))


def test_units_from_sites_are_one_family_by_item(project: Any, world: Any) -> None:
    """An item whose code has a colon is told by its whole code."""
    plan, _ = make_plan(project(world))
    moves = tuple(
        Move(
            sku="PC:15",
            quantity=2,
            origin_kind="site",
            origin=origin,
            site_id="A",
            transport_minor=0,
        )
        for origin in ("X", "Y")
    )
    found = next(a for a in accounts_of(plan, replace(plan, moves=moves)) if a.subject == "moves")

    assert {part.family.en for part in found.parts if part.family} == {
        LABELS["compare.from_sites"].en.format(sku="PC:15")
    }


@pytest.mark.parametrize("two_way", [False, True])
def test_a_shared_hop_is_named_by_its_own_id(offers: Offers, two_way: bool) -> None:
    """Each direction of a hop has a capacity under an id of its own."""
    asset: Asset = replace(offers.assets[2], id="asset:x", carried_mbps=9, two_way=two_way)
    names = [c.id for c in hop_capacities(list(asset_arcs(asset)))]

    assert names == (["asset:x", "asset:x:back"] if two_way else ["asset:x"])


def test_packs_of_a_kit_with_a_colon_are_their_site_s(world: Any, offers: Offers) -> None:
    """The audit finds the site of a pack by what it hangs under, not in the id."""
    kit = tuple(replace(step, chain=f"recipe-{CODE}:{step.chain}") for step in offers.kit)
    model = build_problem(world, replace(offers, kit=kit))
    problem, site_at = model.problem, sites_by_node(model.problem)
    of_site = [arc.site_id for arc in model.arcs]

    assert any(arc.kind is ArcKind.KIT for arc in model.arcs)
    assert [site_at.get(v) for v in problem.head] == of_site
