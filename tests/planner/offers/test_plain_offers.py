"""Offers made plain and back are the same offers, value by value."""

from __future__ import annotations

import dataclasses
import json
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from planner.candidates.candidate import Offers
from planner.offers.build import build_offers
from planner.offers.plain_offers import offers_from_json, offers_to_json
from planner.project.load import load_inputs


def parts_of(value: Any) -> Any:
    """Return a value with the type of everything in it, so that 1 is not 1.0."""
    if dataclasses.is_dataclass(value):
        return type(value), [parts_of(getattr(value, f.name)) for f in dataclasses.fields(value)]
    if isinstance(value, dict):
        return dict, [(key, parts_of(one)) for key, one in value.items()]
    if isinstance(value, tuple):
        return tuple, [parts_of(one) for one in value]
    return type(value), sorted(value) if isinstance(value, frozenset) else value


@pytest.fixture(scope="module")
def offers(small_template: Path) -> Offers:
    """Give the offers of a project with every technology."""
    return build_offers(load_inputs(small_template))


def test_offers_come_back_as_they_were(offers: Offers) -> None:
    """Every value of its own type, in its own order, through the text of a file."""
    text = json.dumps(offers_to_json(offers), allow_nan=False)
    back = offers_from_json(json.loads(text))

    assert back == offers
    assert parts_of(back) == parts_of(offers)
    assert list(back.needs) == list(offers.needs)
    assert offers_to_json(back) == offers_to_json(offers)
    kinds = (offers.candidates, offers.rejections, offers.assets, offers.kit, offers.laid)
    assert all(kinds)  # the test speaks of each


def test_what_json_lacks_is_refused(offers: Offers) -> None:
    """A value of another kind is never written as something near to it."""

    class Colour(StrEnum):
        RED = "red"

    for odd in (Colour.RED, {1}, 1j):
        step = dataclasses.replace(offers.kit[0], chain=odd)
        with pytest.raises(TypeError):
            offers_to_json(dataclasses.replace(offers, kit=(step,)))
