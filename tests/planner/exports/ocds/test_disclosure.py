"""Confidential estimates are bounded by linear programs over the release as it is published.

The programs here are made from the published JSON alone, not from the code that withholds.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest
from printed_plan import ITEMS, PACKAGES, dossier, line
from scipy.optimize import linprog

from planner.exports.ocds.disclosure import LEAST_WIDTH, MOST_SAVED
from planner.exports.ocds.release_package import release_package
from planner.plan.purchasing import Package
from planner.procurement.tender_context import TenderContext
from planner.rendering.context import ExportContext

ONCE = [sku for sku, item in ITEMS.items() if item.timing.value == "one_time"]


def package(number: int, *lines: tuple[str, int]) -> Package:
    """Return a package without savings, for one place."""
    return replace(
        PACKAGES[0], id=f"P{number:02}", savings=(),
        lines=tuple(("BO-1", line(sku, units)) for sku, units in lines),
    )  # fmt: skip


def released(context: ExportContext, packages: list[tuple[Package, bool]]) -> dict[str, Any]:
    """Return the release of packages, of which some estimates are shown."""
    assert isinstance(context, TenderContext)
    shown = {"method": "open", "why": "confirmed", "estimate_shown": True}
    own = tuple(p for p, _ in packages)
    plan = replace(
        context.plan, packages=own, moves=(), capex_minor=sum(p.amount_minor for p in own)
    )
    dossiers = tuple(dossier(p, **(shown if open_ else {})) for p, open_ in packages)
    dossiers = tuple(
        replace(
            d,
            moves=(),
            bought={"BO-1": {x.number: x.quantity for x in d.tender.lines}},
            unplaced={},
        )
        for d in dossiers
    )
    return release_package(replace(context, plan=plan, dossiers=dossiers))


def bounds_of(package: dict[str, Any]) -> list[tuple[float, float]]:
    """Return the interval of each process's estimate that fits everything in a release package."""
    whole, *own = package["releases"]
    names = sorted({item["description"] for r in own for item in r["tender"]["items"]})
    size = len(own) + len(names)
    upper, equal, amounts = [], [], []

    def row(parts: dict[int, float]) -> list[float]:
        return [parts.get(n, 0.0) for n in range(size)]

    for n, release in enumerate(own):
        units: dict[int, float] = defaultdict(float)
        for item in release["tender"]["items"]:
            at = len(own) + names.index(item["description"])
            units[at] += item["quantity"]
            if "value" in item["unit"]:
                equal.append(row({at: 1.0}))
                amounts.append(item["unit"]["value"]["amount"])
        upper.append(row({**{at: -q for at, q in units.items()}, n: 1.0}))
        upper.append(row({**{at: (1 - MOST_SAVED) * q for at, q in units.items()}, n: -1.0}))
        for told in (release["tender"].get("value"), release["planning"]["budget"].get("amount")):
            if told:
                equal.append(row({n: 1.0}))
                amounts.append(told["amount"])
    budget = whole["planning"]["budget"]
    if "amount" in budget:
        equal.append(row(dict.fromkeys(range(len(own)), 1.0)))
        amounts.append(budget["amount"]["amount"])
    found = []
    for n in range(len(own)):
        ends = []
        for sign in (1.0, -1.0):
            answer = linprog(
                row({n: sign}), A_ub=upper, b_ub=[0.0] * len(upper),
                A_eq=equal or None, b_eq=amounts or None, method="highs",
            )  # fmt: skip
            ends.append(sign * answer.fun if answer.success else -sign * float("inf"))
        found.append((ends[0], ends[1]))
    return found


@pytest.mark.parametrize("seed", range(30))
def test_no_confidential_estimate_is_narrowed_to_less_than_half(
    tendered: ExportContext, seed: int
) -> None:
    """Random packages that share items, some shown: no interval is narrower than half."""
    chance = random.Random(seed)
    packages = []
    for number in range(1, chance.randint(3, 6)):
        skus = chance.sample(ONCE, chance.randint(2, len(ONCE)))
        lines = [(sku, chance.randint(1, 300)) for sku in skus]
        packages.append((package(number, *lines), chance.random() < 0.5))
    told = released(tendered, packages)

    for (one, shown), (low, high) in zip(packages, bounds_of(told), strict=True):
        if shown:
            assert low == pytest.approx(one.amount_minor) == high
        elif "amount" in told["releases"][0]["planning"]["budget"]:
            assert low <= one.amount_minor * (1 + 1e-9)
            assert high - low >= LEAST_WIDTH * one.amount_minor * (1 - 1e-9)


def test_the_price_of_an_item_that_a_confidential_package_buys_is_withheld(
    tendered: ExportContext,
) -> None:
    """100 computers at a published price are an estimate; other items keep their prices."""
    hidden, shown = package(1, ("PC", 100)), package(2, ("PC", 5), ("ONT", 7))
    told = released(tendered, [(hidden, False), (shown, True), (package(3, ("ONT", 9)), True)])
    priced = {
        item["description"]
        for release in told["releases"][1:]
        for item in release["tender"]["items"]
        if "value" in item["unit"]
    }  # fmt: skip

    assert len(priced) == 1
    assert not any("Computer" in text or "Компьютер" in text for text in priced)


def test_a_total_is_withheld_where_it_narrows_an_estimate(tendered: ExportContext) -> None:
    """Two confidential packages of one item: their sum gives both away, by their quantities."""
    packages = [(package(1, ("PC", 100)), False), (package(2, ("PC", 300)), False)]
    told = released(tendered, packages)

    assert "amount" not in told["releases"][0]["planning"]["budget"]
    assert all(high - low >= LEAST_WIDTH * p.amount_minor
               for (p, _), (low, high) in zip(packages, bounds_of(told), strict=True))  # fmt: skip
