"""What a tender plan says in words: entities, funds, methods, rules, years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from inventory.prices.catalogue import Role
from planner.language.formats import money
from planner.language.label import Language
from planner.language.labels import LABELS, dotted_date, item_name, label, sentence, term
from planner.plan.plan import Plan
from planner.plan.purchasing import FundUse, Package
from planner.procurement.dividing import TenderPackage
from planner.procurement.methods import Splitting
from planner.procurement.spares import spare_units, spares_minor
from planner.procurement.specification import performs
from planner.procurement.tender import TenderLine
from planner.procurement.tender_plan import Dossier
from planner.resources.funds import ENDING, OWN_STAFF

_UNNAMED = ("", "unnamed")  # how a package says that nobody is named to buy


def entity_name(dossier: Dossier, language: Language) -> str:
    """Return who buys: the entity of the register, else the payer in words."""
    package, buyer = dossier.package, dossier.buyer
    if buyer is not None:
        return item_name(buyer.name_mn, buyer.name_en, language)
    code = "none" if package.entity in _UNNAMED else package.entity
    return term("payer", code, language)


def fund_name(dossier: Dossier, language: Language) -> str:
    """Return the fund that pays, in words."""
    funds = () if dossier.fund is None else (dossier.fund,)
    return named_fund(dossier.package.fund_id, funds, language)


def named_fund(fund_id: str, funds: Iterable[FundUse], language: Language) -> str:
    """Return a fund of a plan in words, "–" for none."""
    fund = next((f for f in funds if f.fund_id == fund_id), None)
    if fund is not None and (fund.name_mn or fund.name_en):
        name = item_name(fund.name_mn, fund.name_en, language)
        if not (fund.need_from or fund.need_to):
            return name
        ends = {"low": fund.need_from or "0", "high": fund.need_to or "∞"}
        return f"{name} ({sentence('fund.need_band', language, **ends)})"
    return term("fund", fund_id, language) if fund_id else "–"


def category_name(package: Package, language: Language, separator: str = " · ") -> str:
    """Return what is bought, in words: goods, and of which group where a package was divided."""
    category = label(f"procurement.{package.category}", language, separator)
    if not isinstance(package, TenderPackage):
        return category
    groups = [term("group", group, language) for group in (package.group, *package.joined)]
    return f"{category}: {', '.join(groups)}"


def rulebook_name(package: Package, language: Language) -> str:
    """Return a rulebook in words, with its code."""
    if not package.rulebook:
        return "–"
    if f"rulebook.{package.rulebook}" not in LABELS:
        return package.rulebook
    return f"{term('rulebook', package.rulebook, language)} ({package.rulebook})"


def method_text(dossier: Dossier, language: Language, separator: str = " · ") -> str:
    """Return the method, or CONFIRM with the reason; never a method that nobody confirmed."""
    if not dossier.tendered:
        return label("ruling.not_tendered", language, separator)
    if dossier.ruling.method is not None:
        return dossier.ruling.method
    return label(f"ruling.{dossier.ruling.why}", language, separator)


def notes_of(dossier: Dossier, plan: Plan, language: Language) -> list[str]:
    """Return what has to be settled before a tender is published, one sentence per language."""
    if language == "both":
        pairs = zip(notes_of(dossier, plan, "mn"), notes_of(dossier, plan, "en"), strict=True)
        return [f"{mongolian}\n{english}" for mongolian, english in pairs]
    rules = _rule_notes(dossier, plan, language) if dossier.tendered else ()
    return [*rules, *_plan_notes(dossier, plan.currency, language)]


def _rule_notes(dossier: Dossier, plan: Plan, language: Language) -> Iterator[str]:
    rule, package = dossier.ruling, dossier.package
    if rule.method is None:
        citation = rule.citation or "–"
        yield sentence("tender.note.confirm", language, "\n", citation=citation)
    for split in dossier.splittings:
        yield splitting_text(split, plan, language)
    if not dossier.thresholds:
        yield sentence(
            "tender.note.no_thresholds", language, "\n", rulebook=package.rulebook or "–"
        )
    if rule.natural_supplier:
        for role, name in dossier.suppliers:
            yield sentence("tender.note.supplier", language, "\n", name=name, role=role)
        if not dossier.suppliers:
            yield label("tender.note.supplier_unknown", language, "\n")


def splitting_text(split: Splitting, plan: Plan, language: Language) -> str:
    """Return a warning that packages stay under a threshold which they exceed together."""
    status = "confirmed" if split.confirmed else "unconfirmed"
    return sentence(
        "tender.note.split",
        language,
        "\n",
        ids=", ".join(split.package_ids),
        threshold=money(split.threshold_minor, plan.currency, 1, language),
        total=money(split.total_minor, plan.currency, 1, language),
        status=label(f"tender.threshold_{status}", language),
    )


def in_runs(numbers: Iterable[int]) -> str:
    """Return rising line numbers, neighbours as a run: "1, 3–5"."""
    runs: list[list[int]] = []
    for one in numbers:
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return ", ".join(f"{r[0]}–{r[-1]}" if len(r) > 1 else f"{r[0]}" for r in runs)


def _year_notes(dossier: Dossier, language: Language) -> Iterator[str]:
    """Yield what does not fit between the year of the money and the days of the tender."""
    package, latest, contract = dossier.package, dossier.days.latest, dossier.days.contract
    deadline = dossier.fund.deadline if dossier.fund is not None else ""
    told = {"deadline": dotted_date(deadline), "latest": dotted_date(latest.isoformat())}
    if package.year_from == "price_date":
        yield sentence("tender.note.year_assumed", language, "\n", year=package.year)
    if package.year is not None and package.year != latest.year:
        key = "tender.note.year_until" if deadline else "tender.note.year"
        yield sentence(key, language, "\n", year=package.year, other=latest.year, **told)
    if package.year is not None and contract.year < package.year:
        day = dotted_date(contract.isoformat())
        yield sentence("tender.note.contract_before", language, year=package.year, contract=day)
    if deadline and deadline < latest.isoformat():
        yield sentence("tender.note.fund_deadline", language, "\n", **told)


def line_words(numbers: Sequence[int], language: Language) -> str:
    """Return line numbers with their noun, in one language: "line 2", "lines 1, 3–5"."""
    key = "one" if len(numbers) == 1 else "many"
    return sentence(f"tender.lines.{key}", language, lines=in_runs(numbers))


def transport_asked(lines: Sequence[TenderLine], language: Language) -> list[str]:
    """Return where transport is priced, where delivery has lines of its own; else nothing.

    Goods that delivery lines bring everywhere have no transport cell; what none brings, or only
    to some places, has one.
    """
    if not any(line.role == Role.DELIVERY for line in lines):
        return []
    if language == "both":
        pairs = zip(transport_asked(lines, "mn"), transport_asked(lines, "en"), strict=True)
        return ["\n".join(pair) for pair in pairs]
    goods = [line for line in lines if not line.is_service]
    kinds = (
        ("all", [line.number for line in goods if not line.asks_transport]),
        ("part", [line.number for line in goods if line.asks_transport and line.brought]),
        ("none", [line.number for line in goods if line.asks_transport and not line.brought]),
    )
    return [
        sentence(f"tender.transport.{key}", language, lines=line_words(numbers, language))
        for key, numbers in kinds
        if numbers
    ]


def _plan_notes(dossier: Dossier, currency: str, language: Language) -> Iterator[str]:
    package, tender = dossier.package, dossier.tender
    if package.entity in _UNNAMED:
        yield label("tender.note.entity", language, "\n")
    elif dossier.buyer is None:
        payer = term("payer", package.entity, language)
        yield sentence("tender.note.register", language, "\n", payer=payer, code=package.entity)
    if dossier.above_largest:
        yield label("tender.note.above_largest", language)
    if dossier.small:
        key = "small" if dossier.ruling.small_value else "small_none"
        yield sentence(f"tender.note.{key}", language, "\n", method=method_text(dossier, language))
    yield from _year_notes(dossier, language)
    if not dossier.holidays_known and dossier.tendered:
        yield label("tender.note.holidays", language, "\n")
    spares = [line.number for line in tender.lines if spare_units(line)]
    if spares:
        amount = money(spares_minor(tender), currency, 1, language)
        lines = line_words(spares, language)
        yield sentence("tender.note.spares", language, "\n", lines=lines, amount=amount)
    if tender.makes_named:
        yield sentence("tender.note.make", language, "\n", skus=", ".join(tender.makes_named))
    if tender.makes_required:
        skus = ", ".join(tender.makes_required)
        yield sentence("tender.note.make_required", language, "\n", skus=skus)
    if not dossier.tendered:
        of = {ENDING: "ending", OWN_STAFF: "own_staff"}.get(package.category, "fees")
        yield label(f"tender.note.{of}", language, "\n")
    bought = [line for line in tender.lines if line.quantity]
    delivery = [line.number for line in bought if line.role == Role.DELIVERY]
    if delivery:
        yield sentence("tender.note.delivery", language, "\n", lines=line_words(delivery, language))
        yield from transport_asked(bought, language)
    elif package.category == "goods":
        yield label("tender.note.related", language, "\n")
    unknown = [line.number for line in tender.lines if not performs(line, language)]
    if unknown:
        lines = line_words(unknown, language)
        yield sentence("tender.note.performance", language, "\n", lines=lines)
