"""A short cut of the fuzz: `make fuzz-proofs` is the whole."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import fuzz_proofs
import verify_worlds as worlds

from optimizers import verify


def test_nothing_untrue_is_accepted() -> None:
    """Of 300 certificates and 2,000 mutations no untrue claim passes, and every honest one does."""
    tally: Counter[str] = Counter()
    for number in range(130):
        found, failures = fuzz_proofs.run(number, 16)
        tally += found
        assert failures == []

    assert sum(n for name, n in tally.items() if name.startswith("certificates")) > 300
    assert sum(n for name, n in tally.items() if name.startswith("mutations of")) > 2000
    assert tally["accepted"] > 200  # forgers who put every claim right again get through, truly


@pytest.mark.parametrize("change", ["bound", "value", "status", "infeasible"])
def test_the_truth_notices_a_false_claim(change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The judge of the fuzz is no ornament: with a checker that says yes, it names the lie."""
    made = worlds.problem(worlds.Draw("proofs 3"))
    answer = fuzz_proofs.mutations.at_will(worlds.Draw(1), made, verify)
    assert answer is not None
    assert fuzz_proofs.untrue(made, answer) == []
    stage, (sign, *_) = answer["stages"][0], worlds.signs(made)
    if change == "bound":
        stage["certified_bound"] = sign * (worlds.best(made, 0, []) - 1)
    elif change == "value":
        stage["value"] += 1
    elif change == "status":
        stage["certified_bound"] += sign
        stage["status"] = "certified_optimal"
        stage["value"] = stage["certified_bound"]
    else:
        answer |= {"chosen": None, "status": "infeasible"}
        answer["stages"] = [{**stage, "status": "infeasible", "value": None}]

    assert fuzz_proofs.untrue(made, answer) != []
