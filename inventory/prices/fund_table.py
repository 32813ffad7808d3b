"""Reading funds and kits: conditions, ceilings, deadlines, contents, with every fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from inventory.currencies import minor_in
from inventory.findings import Finding
from inventory.prices import rules as price_rules
from inventory.prices.catalogue import Ingredient
from inventory.prices.funds import BUDGET, Fund, FundKind
from inventory.prices.price_cells import Money, at, currency_of, exchange, half_up, too_large
from inventory.prices.tier_table import unknown_sku
from inventory.records import Record, TableRead
from inventory.schema.codes import SITE_KINDS
from inventory.values import LARGEST, fold, suggestion

CATEGORIES = ("goods", "works", "services", "installation")
_EARMARKS = ("categories", "aimags", "site_kinds")
_CATEGORY_WORDS = {
    "goods": ("бараа",),
    "works": ("ажил",),
    "services": ("үйлчилгээ", "service"),
    "installation": ("угсралт", "суурилуулалт", "угсралт, суурилуулалт"),
}
_KIND_OF = {fold(w): c.code for c in SITE_KINDS for w in (c.code, c.mn, c.en, *c.words)}
_CATEGORY_OF = {fold(w): c for c, words in _CATEGORY_WORDS.items() for w in (c, *words)}


def read_funds(table: TableRead | None, money: Money, findings: list[Finding]) -> tuple[Fund, ...]:
    """Return the funds in id order; faulty rows are left out, and told."""
    found: dict[str, tuple[Record, Fund]] = {}
    for record in table.records if table else ():
        fund = _fund(record, money, findings)
        if fund is None:
            continue
        first = found.setdefault(fund.id, (record, fund))[1]
        if first is not fund:
            findings.append(_repeated(record, fund, first))
    for record, fund in found.values():
        findings += _against(record, fund, found)
        findings += _against_source(record, fund, found)
    findings += _against_bands(found)
    return tuple(found[name][1] for name in sorted(found))


def _fund(record: Record, money: Money, findings: list[Finding]) -> Fund | None:
    values = record.values
    ceiling = _ceiling(record, money, findings)
    categories = _listed(record, "categories", _CATEGORY_OF, findings)
    kinds = _listed(record, "site_kinds", _KIND_OF, findings)
    if values["fund_id"] is None or values["kind"] is None or None in (categories, kinds):
        return None
    share = values["cofinance_share"]
    name_mn, name_en = values["name_mn"], values["name_en"]
    return Fund(
        id=values["fund_id"],
        kind=FundKind(values["kind"]),
        name_mn=name_mn or name_en or values["fund_id"],
        name_en=name_en or name_mn or values["fund_id"],
        rulebook=values["rulebook"] or "",
        ceiling_minor=ceiling,
        categories=categories or (),
        aimags=_parts(values["aimags"]),
        site_kinds=kinds or (),
        deadline=values["deadline"],
        cofinance_share=_decimal_text(share) if share else "",
        cofinancer=values["cofinancer"],
        need_from=_decimal_text(values["need_from"]),
        need_to=_decimal_text(values["need_to"]),
        within=values["within"] or "",
        vat_exempt=values["vat_exempt"] is True,
        capex_only=values["capex_only"] is not False,
        year=values["year"],
        decided_by=values["decided_by"] or "",
        decided_role=values["decided_role"] or "",
        decision_document=values["decision_document"] or "",
        decision_date=values["decision_date"] or "",
        file=record.file,
        row=record.row,
    )


def _decimal_text(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _ceiling(record: Record, money: Money, findings: list[Finding]) -> int | None:
    """Return the most a fund pays in whole units of the plan currency; None without a ceiling."""
    value: Decimal | None = record.values["ceiling"]
    if value is None or value == 0:
        return None if value is None else 0
    factor = exchange(record, currency_of(record, findings), money.currency, money.rates, findings)
    ceiling = (
        None if factor is None else half_up(Fraction(value) * factor * minor_in(money.currency))
    )
    if ceiling is not None and ceiling > LARGEST:
        findings.append(too_large(record, "ceiling", ceiling, money.currency))
        return None
    return ceiling


def _parts(text: str | None) -> tuple[str, ...]:
    """Return the parts of a list in a cell, without repeats, in order."""
    parts = (part.strip() for part in re.split(r"[;,|\n]", text or ""))
    return tuple(dict.fromkeys(part for part in parts if part))


def _listed(
    record: Record, column: str, codes: Mapping[str, str], findings: list[Finding]
) -> tuple[str, ...] | None:
    """Return the codes of a list in a cell, None when one of them is not known."""
    found, unknown = [], False
    for part in _parts(record.values[column]):
        code = codes.get(fold(part))
        if code is not None:
            found.append(code)
            continue
        unknown = True
        near = suggestion(part, codes)
        findings.append(
            at(
                price_rules.FUND_CONDITION,
                record,
                column,
                found=part,
                expected="one of " + ", ".join(sorted(set(codes.values()))),
                todo=f"write {codes[near]}" if near else "correct the condition",
            )
        )
    return None if unknown else tuple(sorted(set(found)))


def _repeated(record: Record, fund: Fund, first: Fund) -> Finding:
    """Return the finding of a fund that an earlier row has; its conditions may contradict."""
    same = (fund.categories, fund.aimags, fund.site_kinds, fund.deadline, fund.ceiling_minor) == (
        first.categories,
        first.aimags,
        first.site_kinds,
        first.deadline,
        first.ceiling_minor,
    )
    return at(
        price_rules.FUND_DUPLICATE,
        record,
        "fund_id",
        found=f"{fund.id} again" + ("" if same else ", with other conditions"),
        expected=f"one row a fund; row {first.row} has it already",
        todo="remove one row, or give a second earmark a code and ceiling of its own",
    )


def _against(record: Record, fund: Fund, known: Mapping[str, tuple[Record, Fund]]) -> list[Finding]:
    """Return what contradicts itself in one fund, or between it and its co-financer."""
    found = []
    if fund.id == BUDGET.id:
        expected = "another code: this one is the budget of plans without a funds table"
        found.append(
            at(price_rules.FUND_DUPLICATE, record, "fund_id", expected=expected, todo="rename it")
        )
    shared = Decimal(fund.cofinance_share or 0)
    if not shared and fund.cofinancer is None:
        return found
    if not shared or fund.cofinancer is None:
        column = "cofinancer" if shared else "cofinance_share"
        expected, todo = "both a share and a co-financer, or neither", "fill in the other one"
        found.append(at(price_rules.FUND_COFINANCE, record, column, expected=expected, todo=todo))
        return found
    return found + _against_cofinancer(record, fund, known)


def _against_cofinancer(
    record: Record, fund: Fund, known: Mapping[str, tuple[Record, Fund]]
) -> list[Finding]:
    name = fund.cofinancer or ""
    if name not in known or name == fund.id:
        near = suggestion(name, set(known) - {fund.id})
        todo = f"did you mean {near}?" if near else "add the fund, or correct the code"
        expected = "the code of another fund"
        return [at(price_rules.FUND_COFINANCE, record, "cofinancer", expected=expected, todo=todo)]
    other = known[name][1]
    found = []
    for column in _EARMARKS:
        mine, theirs = set(getattr(fund, column)), set(getattr(other, column))
        if theirs and mine and not mine & theirs:
            found.append(
                at(
                    price_rules.FUND_EARMARKS,
                    record,
                    column,
                    found=", ".join(sorted(mine)),
                    expected=f"some of {', '.join(sorted(theirs))}, which {other.id} may pay",
                    todo="correct the earmarks, or choose another co-financer",
                )
            )
    if other.cofinancer is not None:
        expected = f"a fund that pays alone; {other.id} needs {other.cofinancer} itself"
        todo = "choose another co-financer"
        found.append(
            at(price_rules.FUND_COFINANCE, record, "cofinancer", expected=expected, todo=todo)
        )
    return found


def _against_source(
    record: Record, fund: Fund, known: Mapping[str, tuple[Record, Fund]]
) -> list[Finding]:
    """Return what is wrong with the fund whose ceiling a fund shares."""
    if not fund.within:
        return []
    others = set(known) - {fund.id}
    if fund.within not in others or known[fund.within][1].within:
        near = suggestion(fund.within, others)
        todo = f"did you mean {near}?" if near else "add the fund, or correct the code"
        expected = "the code of a fund with a ceiling of its own"
        return [at(price_rules.FUND_WITHIN, record, "within", expected=expected, todo=todo)]
    if fund.ceiling_minor is None:
        return []
    expected = f"no ceiling: it is that of {fund.within}"
    todo = "write the ceiling of all bands in that row alone"
    return [at(price_rules.FUND_WITHIN, record, "ceiling", expected=expected, todo=todo)]


def _against_bands(known: Mapping[str, tuple[Record, Fund]]) -> list[Finding]:
    """Return the bands of need that overlap, are empty, or leave a gap, by source."""
    bands: dict[str, list[tuple[Record, Fund]]] = {}
    for record, fund in known.values():
        if fund.by_need:
            bands.setdefault(fund.source, []).append((record, fund))
    found = []
    for rows in bands.values():
        rows.sort(key=lambda row: (row[1].band, row[1].id))
        for record, fund in rows:
            low, high = fund.band
            if low >= high:
                expected, todo = f"more than {low:f}", "correct the ends of the band"
                found.append(
                    at(price_rules.FUND_BAND, record, "need_to", expected=expected, todo=todo)
                )
        for (_, before), (record, fund) in pairwise(rows):
            found += _between(before, record, fund)
    return found


def _between(before: Fund, record: Record, fund: Fund) -> list[Finding]:
    """Return the finding of two neighbouring bands that do not meet."""
    ends, begins = before.band[1], fund.band[0]
    if ends == begins or not _may_meet(before, fund):
        return []
    rule = price_rules.FUND_BAND if begins < ends else price_rules.FUND_BAND_GAP
    expected = f"{ends:f}, where the band of {before.id} ends"
    if not ends.is_finite():
        expected = f"no band above that of {before.id}, which has no end"
    todo = "let each band begin where the one below it ends"
    return [at(rule, record, "need_from", expected=expected, todo=todo)]


def _may_meet(one: Fund, other: Fund) -> bool:
    """Return whether two rows of a source may pay for the same site and category."""
    pairs = ((getattr(one, name), getattr(other, name)) for name in _EARMARKS)
    return all(not mine or not theirs or set(mine) & set(theirs) for mine, theirs in pairs)


def read_recipes(
    table: TableRead | None, known: Mapping[str, Record], findings: list[Finding]
) -> tuple[Ingredient, ...]:
    """Return the contents of kits in order of kit and row; faulty rows are left out, and told."""
    found = []
    for record in table.records if table else ():
        values = record.values
        kinds = _listed(record, "site_kinds", _KIND_OF, findings)
        sku = values["sku"]
        if sku is not None and sku not in known:
            findings.append(unknown_sku(record, sku, known))
            continue
        if kinds is None or None in (values["recipe_id"], sku, values["quantity"], values["per"]):
            continue
        row = Ingredient(
            recipe=values["recipe_id"],
            site_kinds=kinds,
            sku=sku,
            quantity=str(values["quantity"]),
            per=values["per"],
            file=record.file,
            row=record.row,
        )
        found.append(row)
    return tuple(sorted(found, key=lambda i: (i.recipe, i.row)))
