"""What repricing tells people and programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from planner.analysis.reprice import Amount, Repriced
from planner.fields import fields_of
from planner.language.formats import plain_money, points
from planner.language.label import Language
from planner.language.labels import label, sentence, spoken_on_terminal, term

MOST_ITEMS = 20  # items that are told one by one


def repriced_lines(found: Repriced, language: Language) -> list[str]:
    """Return a repriced plan as text; the language "both" speaks English."""
    return [*_told(found, spoken_on_terminal(language))]


def _told(found: Repriced, language: Language) -> Iterator[str]:
    currency = found.currency
    yield sentence("reprice.head", language, run=found.run_id, currency=currency)
    for item in found.items[:MOST_ITEMS]:
        change = 100 * (item.after_minor / item.before_minor - 1) if item.before_minor else 0.0
        yield sentence(
            "reprice.item",
            language,
            sku=item.sku,
            count=f"{item.quantity:,}",
            before=plain_money(item.before_minor, currency),
            after=plain_money(item.after_minor, currency),
            share=f"{change:+.1f}",
        )
    if len(found.items) > MOST_ITEMS:
        yield sentence("reprice.more", language, count=len(found.items) - MOST_ITEMS)
    for key, amount in (("capex", found.capex), ("opex", found.opex)):
        yield f"  {label(f'reprice.{key}', language)}: {_change(amount, currency)}"
    yield label("reprice.packages", language)
    moved = [p for p in found.packages if p.before_minor != p.after_minor]
    for package in moved:
        yield f"    {package.id}: {_change(package, currency)}"
    if not moved:
        yield f"    {label('reprice.none', language)}"
    yield label("reprice.funds", language)
    for fund in found.funds:
        yield f"    {term('fund', fund.id, language)}: {_change(fund, currency)}"
    yield from _reservations(found, language)
    yield from _verdict(found, language)


def _change(amount: Amount, currency: str) -> str:
    before, after = (plain_money(n, currency) for n in (amount.before_minor, amount.after_minor))
    rise = amount.after_minor - amount.before_minor
    sign = "+" if rise > 0 else ""
    return f"{before} → {after} ({sign}{plain_money(rise, currency)})"


def _reservations(found: Repriced, language: Language) -> Iterator[str]:
    for sku, quantity in found.tiers_lost:
        yield sentence("reprice.tier_lost", language, sku=sku, count=f"{quantity:,}")
    for sku in found.dearer_moves:
        yield sentence("reprice.dearer_move", language, sku=sku)
    if found.unused:
        yield sentence("reprice.unused", language, skus=", ".join(found.unused))


def _verdict(found: Repriced, language: Language) -> Iterator[str]:
    for amount in _over((*found.limits, *found.funds)):
        yield sentence(
            "reprice.over",
            language,
            what=_named(amount.id, found, language),
            over=plain_money(amount.over_minor, found.currency),
            most=plain_money(amount.most_minor or 0, found.currency),
        )
    for order in found.short_orders:
        yield sentence(
            "reprice.short_order",
            language,
            sku=order.sku,
            count=f"{order.quantity:,}",
            least=f"{order.least:,}",
        )
    if found.fits:
        yield label("reprice.fits", language)
    other = found.other_plan
    if other is None:
        return
    best = (points(other.at_least), points(other.at_most))
    key = "reprice.other" if found.fits else "reprice.other_needed"
    better = other.at_least > other.plan
    if found.fits and not better and other.at_most <= other.plan:
        key = "reprice.other_none"
    yield sentence(key, language, plan=points(other.plan), least=best[0], most=best[1])


def _over(amounts: Sequence[Amount]) -> list[Amount]:
    return [amount for amount in amounts if amount.over_minor]


def _named(name: str, found: Repriced, language: Language) -> str:
    if any(fund.id == name for fund in found.funds):
        return term("fund", name, language)
    kind, _, payer = name.partition(":")
    told = label(f"reprice.{kind}", language)
    return f"{told} ({term('payer', payer, language)})" if payer else told


def repriced_json(found: Repriced) -> dict[str, Any]:
    """Return a repriced plan as plain data; amounts are whole units of the plan currency."""
    other = found.other_plan
    return {
        "run": found.run_id,
        "currency": found.currency,
        "fits": found.fits,
        "capex": _amount(found.capex),
        "opex_per_year": _amount(found.opex),
        "items": [
            {**fields_of(item, "sku", "quantity", "yearly", "before_minor", "after_minor")}
            for item in found.items
        ],
        "packages": [{"package": p.id, **_amount(p)} for p in found.packages],
        "funds": [{"fund": f.id, **_amount(f)} for f in found.funds],
        "limits": [{"limit": x.id, **_amount(x)} for x in found.limits],
        "tiers_lost": [{"sku": sku, "from_quantity": n} for sku, n in found.tiers_lost],
        "short_orders": [
            {**fields_of(o, "sku", "entity", "quantity", "least")} for o in found.short_orders
        ],
        "moves_dearer_than_buying": list(found.dearer_moves),
        "not_in_plan": list(found.unused),
        "other_plan": None
        if other is None
        else {
            "benefit_of_plan": other.plan,
            "best_at_least": other.at_least,
            "best_at_most": other.at_most,
        },
    }


def _amount(amount: Amount) -> dict[str, Any]:
    return {**fields_of(amount, "before_minor", "after_minor", "most_minor", "over_minor")}
