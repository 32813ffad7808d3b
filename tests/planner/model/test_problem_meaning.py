"""What an explanation asks of a problem is kept as typed data, whatever signs its codes have."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from planner.candidates.candidate import Offers
from planner.model.arcs import ArcKind
from planner.model.build import build_problem
from planner.model.limit_meanings import LimitKind
from planner.model.problem_meaning import ProblemMeaning

PAYER = "gov:digital"


def test_meanings_come_back_from_plain_data(world: Any, offers: Offers) -> None:
    """Budgets, also of a payer with a colon, keep their meaning as JSON; floors are left out."""
    limits = {
        "capex_minor": 5000,
        "opex_per_year_minor": 9000,
        "opex_per_year_by_payer_minor": {PAYER: 9000},
        "floors": [{"by": "aimag", "quantity": "users", "share": "0.4", "of": "plan"}],
    }
    renamed = tuple(
        replace(c, lines=tuple(replace(x, payer=PAYER) if x.payer else x for x in c.lines))
        for c in offers.candidates
    )
    model = build_problem(world.under(limits=limits), replace(offers, candidates=renamed))
    meaning = ProblemMeaning.of(model)

    assert ProblemMeaning.from_json(json.loads(json.dumps(meaning.to_json()))) == meaning
    assert meaning.money == {
        name: m for name, m in model.limit_meanings.items() if m.kind is not LimitKind.FLOOR
    }
    assert {m.payer for m in meaning.money.values()} == {"", PAYER}
    assert len(model.limit_meanings) > len(meaning.money) == 3
    assert meaning.shared
    assert {model.arcs[a].kind for a in meaning.shared} == {ArcKind.ASSET}
