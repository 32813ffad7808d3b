"""A currency says in how many decimals a project accounts, and stays the text that it is."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import asdict, dataclass

import pytest

from inventory.currencies import Currency, digits_of, minor_digits, minor_in


@dataclass(frozen=True)
class Held:
    """Something with a currency."""

    currency: str


def test_a_currency_is_its_code() -> None:
    """It compares, hashes and is recorded as a plain text, whatever it is accounted in."""
    cents = Currency("USD", 2)

    assert cents == "USD"
    assert {cents: 1}["USD"] == 1
    assert json.dumps({"currency": cents}) == '{"currency": "USD"}'
    assert type(str(cents)) is str


@pytest.mark.parametrize(
    "same", [copy.deepcopy, lambda c: pickle.loads(pickle.dumps(c)), lambda c: asdict(Held(c))]
)
def test_a_copy_keeps_the_decimals(same: object) -> None:
    """Rows as plain data, copies and worker processes know the unit too."""
    made = same(Currency("USD", 2))  # type: ignore[operator]
    made = made["currency"] if isinstance(made, dict) else made

    assert (made, digits_of(made), minor_in(made)) == ("USD", 2, 100)


def test_a_code_alone_has_whole_units() -> None:
    """What is not said is 0, not what the currency is usually written with."""
    assert (digits_of("USD"), minor_in("USD"), minor_digits("USD")) == (0, 1, 2)
    assert (digits_of(Currency("MNT")), minor_digits("MNT")) == (0, 0)
