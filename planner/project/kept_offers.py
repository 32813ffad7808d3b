"""What is on offer at every site: remembered by the process, kept in the project's cache, or made.

What a plan may spend, how it is sought, who decided on it, and the directives that leave all offers
as they are do not reach them.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, replace
from typing import Any

from inventory.kept import NOTHING_KEPT, Kept
from inventory.remembered import once
from planner.candidates.candidate import Offers
from planner.offers.build import build_offers
from planner.offers.plain_offers import MOST_RECORDS, offers_from_json, offers_to_json
from planner.project.kept_answers import inputs_key
from planner.scenario.directives import SAME_OFFERS
from planner.scenario.inputs import Inputs
from planner.scenario.settings import Decided, Limits, Solve


def offers_for(inputs: Inputs, kept: Kept = NOTHING_KEPT) -> Offers:
    """Return what is on offer, made before where nothing changed that decides on it.

    The inputs are those that a project reads; their settings and directives may be other ones.
    """
    scenario = unsolved(inputs).scenario.model_copy(update={"limits": Limits()})
    directives = tuple(d for d in inputs.directives if d.kind not in SAME_OFFERS)
    asked = replace(inputs, scenario=scenario, directives=directives)
    if inputs.ground is not None:  # elevation is read anew each time
        return build_offers(asked)
    made_from = [inputs.sites, inputs.network, inputs.catalogue]
    settings = [scenario.model_dump(mode="json"), directives]
    return once(
        kept,
        "offers",
        made_from,
        settings,
        lambda: _kept_offers(kept, asked, lambda: build_offers(asked)),
    )


def unsolved(inputs: Inputs) -> Inputs:
    """Return the inputs without what only says how a plan is sought, and who decided on it."""
    left_out = {"solve": Solve(), "decided": Decided(), "title": ""}
    return replace(inputs, scenario=inputs.scenario.model_copy(update=left_out))


def _kept_offers(kept: Kept, inputs: Inputs, make: Callable[[], Offers]) -> Offers:
    """Return the offers that were kept of the same inputs, or make and keep them."""
    key = None if kept is NOTHING_KEPT else _offers_key(inputs)
    found = None if key is None else kept.get("offers", key)
    if found is not None:
        return offers_from_json(found)
    made = make()
    records = len(made.candidates) + len(made.rejections) + len(made.kit)
    if key is not None and records <= MOST_RECORDS:
        with suppress(TypeError):  # an offer holds what JSON lacks
            kept.put("offers", key, offers_to_json(made))
    return made


def _offers_key(inputs: Inputs) -> dict[str, Any] | None:
    key = inputs_key(inputs)
    return None if key is None else {**key, "directives": [asdict(d) for d in inputs.directives]}
