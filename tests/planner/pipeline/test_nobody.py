"""A plan for nobody is refused with the reason, and a plan that somebody demands is made."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.candidates.candidate import Offers
from planner.pipeline.make_plan import make_plan
from planner.pipeline.nobody import NobodyError
from planner.plan.plan import SiteStatus
from planner.project import kept_offers


@pytest.fixture
def offer(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that puts other offers in the place of the small world's."""

    def put(offers: Offers) -> None:
        monkeypatch.setattr(kept_offers, "build_offers", lambda _inputs: offers)

    return put


def test_sites_that_nobody_uses_cannot_be_planned_for(
    project: Any, world: Any, offers: Offers, offer: Any
) -> None:
    """Two sites without users and one at standard stop the plan; nothing is written."""
    folder = project(world)
    needs = {k: replace(v, users=0) if k in ("A", "B") else v for k, v in offers.needs.items()}
    worthless = [replace(c, benefit=0) for c in offers.candidates]
    offer(replace(offers, needs=needs, candidates=tuple(worthless), kit=()))

    with pytest.raises(NobodyError) as stopped:
        make_plan(folder, exports=())

    assert stopped.value.reasons == {"no_users": 2, "adequate": 1, "no_option": 1}
    assert str(stopped.value) == (
        "There is nothing to plan: none of 4 sites can gain any benefit (2 name no users; 1 are at "
        "standard already; 1 have no option that gives more than today). No plan was made. Add "
        "students, visitors or staff to the table of sites, or set users_if_unknown in the "
        "standard of their kind. See why each technology is not on offer: kholboo candidates"
    )
    assert not set("abcdefgh") & set(stopped.value.told("mn").partition("users_if_unknown")[0])
    assert list(folder.glob("runs/*/plan.json")) == []


def test_one_site_that_gains_is_enough(
    project: Any, world: Any, offers: Offers, offer: Any
) -> None:
    """A single pack of computers is worth a plan, also where no money is there to buy it."""
    folder = project(world.under(limits={"capex_minor": 0}))
    offer(replace(offers, candidates=(), kit=offers.kit[:1]))

    plan, _ = make_plan(folder, exports=())

    assert plan.counts()["deployed"] == 0


def test_what_must_be_served_is_planned_for_nobody_too(
    project: Any, world: Any, offers: Offers, offer: Any, directive: Any
) -> None:
    """A must-serve row asks for a plan without any benefit."""
    folder = project(world.told(directive("must_serve", "A")))
    worthless = [replace(c, benefit=0) for c in offers.candidates]
    offer(replace(offers, candidates=tuple(worthless), kit=()))

    plan, _ = make_plan(folder, exports=())

    (served,) = (d for d in plan.deployments if d.site_id == "A")
    assert served.status is SiteStatus.DEPLOYED
