"""What deciding on stock, price tiers and funds together saves, on five small countries.

    python tests/benchmarks/allocation.py [--sites 150] [--seeds 5] [--json FILE]

A small country is a sample of the example's sites with stock, tiers and funds drawn from a seed
(all of that invented). It has no capital limit, so that every way of buying gives the same benefit
and the difference is money alone. The ways of buying:

- together: the plan, as `kholboo plan` makes it;
- no redistribution: nothing moves, all is bought;
- no tiers: list prices are paid;
- one fund at a time: the purchases of the plan, each bundle paid by the first source in the usual
  order (state, aimag, soum, school, universal service fund, donor, company, and last a reserve
  without a ceiling) that may pay it and still has enough.

Packages are made per entity and aimag, so that there is something to divide among funds. The state
budget holds about half of what is wanted.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from inventory.prices.funds import Fund, FundKind
from optimizers import verify
from optimizers.result import answer_json
from optimizers.solve import solve
from planner.model.build import Model, build_problem
from planner.offers.build import build_offers
from planner.plan.assemble import assemble
from planner.plan.plan import Plan
from planner.plan.savings import settlement
from planner.project.init import init_project
from planner.project.load import load_inputs
from planner.resources.bundles import Bundle
from planner.resources.cofinancing import shared
from planner.scenario.inputs import Inputs
from planner.scenario.settings import Limits, Procurement

USUAL_ORDER = tuple(FundKind)
STATE_MINOR = 15_000_000_000  # for the whole example, about half of what equipping it costs
RESERVE = Fund(
    id="reserve",
    kind=FundKind.COMPANY,  # the last in the usual order
    name_mn="Нөөц (зохиомол)",
    name_en="Reserve (synthetic)",
    rulebook="national",
)


def small_country(inputs: Inputs, seed: int, sites: int) -> Inputs:
    """Return a sample of the sites with stock, tiers and funds drawn from a seed."""
    chance = random.Random(seed)
    chosen = {s.id for s in chance.sample(inputs.sites, sites)}
    part = sites / len(inputs.sites)
    stock = tuple(
        replace(s, quantity=max(1, round(s.quantity * part * chance.uniform(1, 4))))
        for s in inputs.catalogue.stock
    )
    prices = inputs.catalogue.by_sku
    tiers = tuple(
        replace(
            t,
            from_quantity=max(2, round(t.from_quantity * part * chance.uniform(0.5, 2))),
            unit_price_minor=(cheaper := round(t.unit_price_minor * chance.uniform(0.92, 1.0))),
            without_vat_minor=round(cheaper / 1.1),
        )
        for t in inputs.catalogue.tiers
        if t.unit_price_minor < prices[t.sku].unit_price_minor
    )
    funds = (*(_drawn(fund, part, chance) for fund in inputs.catalogue.funds), RESERVE)
    catalogue = replace(inputs.catalogue, stock=stock, tiers=_falling(tiers), funds=funds)
    return replace(
        inputs,
        sites=tuple(s for s in inputs.sites if s.id in chosen),
        catalogue=catalogue,
        directives=(),
        scenario=inputs.scenario.model_copy(
            update={
                "limits": Limits(),
                "procurement": Procurement(packages_by="entity_aimag"),
            }
        ),
    )


def _drawn(fund: Fund, part: float, chance: random.Random) -> Fund:
    if fund.ceiling_minor is None:
        return replace(fund, ceiling_minor=round(STATE_MINOR * part * chance.uniform(0.5, 1.5)))
    if fund.ceiling_minor == 0:
        return fund
    return replace(fund, ceiling_minor=round(fund.ceiling_minor * part * chance.uniform(0.5, 1.5)))


def _falling(tiers: Any) -> Any:
    """Return the tiers whose quantity and price both go the right way."""
    kept: list[Any] = []
    for tier in sorted(tiers, key=lambda t: (t.sku, t.from_quantity)):
        last = kept[-1] if kept and kept[-1].sku == tier.sku else None
        if last is None or (
            tier.from_quantity > last.from_quantity
            and tier.unit_price_minor < last.unit_price_minor
        ):
            kept.append(tier)
    return tuple(kept)


def planned(inputs: Inputs) -> tuple[Plan, Model, dict[Bundle, int]]:
    """Return a plan, its model, and what each bundle costs with VAT."""
    offers = build_offers(inputs)
    model = build_problem(inputs, offers)
    result = solve(model.problem)
    assert verify.check(model.problem.to_json(), answer_json(result)) == []
    found = settlement(model, result)
    chosen = set(result.chosen or ())
    costs = {}
    for bundle, arcs in model.supply.costs.items():
        listed = sum(amount for a, amount in arcs.items() if a in chosen)
        saved = sum(s.amount_minor for s in found.savings.get(bundle, ()) if s.kind != "vat")
        costs[bundle] = listed - saved
    return assemble(inputs, offers, model, result), model, costs


def one_at_a_time(
    funds: Mapping[str, Fund], costs: Mapping[Bundle, int], net: Mapping[Bundle, int]
) -> int:
    """Return what the bundles cost when each goes to the first source in the usual order."""
    left = {f.id: f.ceiling_minor for f in funds.values()}
    order = sorted(funds.values(), key=lambda f: (USUAL_ORDER.index(f.kind), f.id))
    total = 0
    for bundle in sorted(costs):
        for fund in (f for f in order if f.id in bundle.funds):
            cost = net[bundle] if fund.vat_exempt else costs[bundle]
            part = shared(cost, fund.cofinance_share)
            room = left[fund.id]
            if room is None or room >= cost - part:
                left[fund.id] = None if room is None else room - (cost - part)
                total += cost
                break
        else:
            total += costs[bundle]  # nobody has enough: it waits for money, at its full price
    return total


def row(inputs: Inputs, seed: int, sites: int) -> dict[str, Any]:
    """Return the figures of one small country; asserts that benefit is the same every way."""
    country = small_country(inputs, seed, sites)
    begun = time.process_time()
    plan, model, costs = planned(country)
    seconds = time.process_time() - begun
    settings = country.scenario.procurement
    ways = {
        "no_redistribution": {"use_stock": False, "use_surplus": False},
        "no_tiers": {"use_tiers": False},
    }
    found: dict[str, Any] = {"seed": seed, "sites": sites, "together": plan.capex_minor}
    for name, update in ways.items():
        scenario = country.scenario.model_copy(
            update={"procurement": settings.model_copy(update=update)}
        )
        other, _, _ = planned(replace(country, scenario=scenario))
        assert other.objective == plan.objective
        found[name] = other.capex_minor
    funds = {f.id: f for f in model.supply.grouping.funds.listed}
    net = {b: cost - _vat(model, plan, b, cost) for b, cost in costs.items()}
    found["one_fund_at_a_time"] = one_at_a_time(funds, costs, net)
    for name in ("no_redistribution", "no_tiers", "one_fund_at_a_time"):
        assert found[name] >= found["together"], (name, found)
        found[f"saved_against_{name}"] = found[name] - found["together"]
    return {**found, "cpu_seconds": round(seconds, 1), "columns": len(model.problem.columns)}


def _vat(model: Model, plan: Plan, bundle: Bundle, cost: int) -> int:
    """Return about how much VAT a bundle holds: the eleventh part, where its items state it."""
    stated = sum(model.supply.vat[bundle].values()) > 0
    return cost // 11 if stated and plan.price_basis == "with_vat" else 0


def table(rows: list[dict[str, Any]]) -> str:
    """Return the rows as Markdown, in million tögrög."""
    names = ("no_redistribution", "no_tiers", "one_fund_at_a_time")
    lines = [
        "| seed | together | saved against (a) no redistribution | (b) no tiers"
        " | (c) one fund at a time |",
        "| --- | --- | --- | --- | --- |",
    ]
    for r in rows:
        cells = [f"{r['together'] / 1e6:,.1f}"]
        for name in names:
            saved = r[f"saved_against_{name}"]
            cells.append(f"{saved / 1e6:,.1f} ({100 * saved / r[name]:.1f} %)")
        lines.append(f"| {r['seed']} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> int:
    """Print the table and write the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=150)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "project"
        init_project(folder, "mongolia")
        inputs = load_inputs(folder)
    rows = []
    for seed in range(1, asked.seeds + 1):
        rows.append(row(inputs, seed, asked.sites))
        print(rows[-1], file=sys.stderr, flush=True)
    print(table(rows))
    if asked.json:
        asked.json.write_text(json.dumps({"rows": rows}, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
