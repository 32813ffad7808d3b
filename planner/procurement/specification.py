"""What a tender asks for: performance from the catalogue, never a maker's name.

Where the catalogue states none, what the plan knows of an item stands in its place, and what is
left to the buyer is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil

from inventory.prices.catalogue import Category, Item, LatencyClass, Role
from inventory.schema.codes import ROLES
from planner.language.label import Label, Language
from planner.language.labels import LABELS, item_name, label, sentence
from planner.procurement.makers import names_a_make
from planner.procurement.tender import TenderLine

_NAMED = 3  # goods that a delivery line names one by one
_ROLE_NAMES = {code.code: Label(mn=code.mn, en=code.en) for code in ROLES}


def description(line: TenderLine, language: Language, *, neutral: bool) -> str:
    """Return what a line is called in a tender: its name, its use where the name is a maker's.

    With `neutral`, an internet contract is asked for by its speed at the site alone.
    """
    speed = _speed(line)
    if neutral and line.role == Role.CONTRACT and speed is not None:
        return sentence("tender.neutral", language, "\n", value=f"{speed:g}")
    if line.delivers:
        return _delivery(line, language)
    if names_a_make(line.name_mn, line.name_en):
        return role_name(line.role, language)
    return item_name(line.name_mn, line.name_en, language)


def _delivery(line: TenderLine, language: Language) -> str:
    """Return what a line delivers, by name and line, and to which aimag if it serves only one."""
    if language == "both":
        return f"{_delivery(line, 'mn')}\n{_delivery(line, 'en')}"
    numbers = [str(number) for number, *_ in line.delivers]
    names = [
        role_name(role, language) if names_a_make(mn, en) else item_name(mn, en, language)
        for _, role, mn, en in line.delivers
    ]
    key = "one" if len(numbers) == 1 else "many"
    where = re.search(r"\(([^()]*)\)$", item_name(line.name_mn, line.name_en, language))
    aimag = "" if where is None or line.sku.endswith(":ANY") else f", {where[1]}"
    told = sentence(f"tender.lines.{key}", language, lines=", ".join(numbers))
    few = "few" if len(names) <= _NAMED else "many"
    goods = ", ".join(names)
    return sentence(f"tender.delivery_of.{few}", language, goods=goods, lines=told, aimag=aimag)


def role_name(role: str, language: Language) -> str:
    """Return what an item is for, in words; a role that is not of the catalogue stays its code."""
    return _ROLE_NAMES.get(role, Label(role, role)).text(language, " / ")


def _speed(line: TenderLine) -> float | None:
    """Return the speed a contract delivers in the busy hour, else the speed sold."""
    if line.item is None:
        return None
    return line.item.busy_hour_mbps or line.item.mbps


def performs(line: TenderLine, language: Language, *, neutral: bool = False) -> list[str]:
    """Return the performance that a tender asks of a line, none when the catalogue states none."""
    return [text for text in _performance(line, language, neutral=neutral) if text]


def _performance(line: TenderLine, language: Language, *, neutral: bool) -> Iterator[str]:
    """Yield the catalogue's minimum requirement, then what an internet contract delivers."""
    item = line.item
    if line.role == Role.DELIVERY:
        yield label("tender.perform.delivery", language)
    if line.role == Role.LICENCE:  # bought from the regulator, to no requirement of the buyer's
        yield label("tender.function.licence", language)
    if line.role == Role.CONTRACT_ENDING:  # owed to who has the contract: nothing is delivered
        yield label("tender.function.contract_ending", language)
    if item is None:
        return
    yield from _minimum(item, language)
    if not (neutral and item.busy_hour_mbps):
        yield _told("mbps", item.mbps, language)
    yield _told("busy", item.busy_hour_mbps, language)
    yield _told("cap", item.monthly_cap_gb, language)
    if line.role == Role.CONTRACT and item.monthly_cap_gb is None:
        yield label("tender.perform.no_cap", language)
    if item.latency is LatencyClass.LOW:
        yield label("tender.perform.latency.low", language)
    if line.role == Role.CONTRACT:
        yield _told("accepted", _speed(line), language)


def _minimum(item: Item, language: Language) -> Iterator[str]:
    """Yield the catalogue's minimum requirement point by point, unless it names a maker."""
    mn, en = _points(item.performance_mn), _points(item.performance_en)
    if not (mn or en) or names_a_make(item.performance_mn, item.performance_en):
        return
    yield label("tender.minimum", language)
    if language == "both" and len(mn) == len(en):
        pairs = (Label(one, other) for one, other in zip(mn, en, strict=True))
        yield from (f"• {pair.text(language)}" for pair in pairs)
    else:
        spoken = {"mn": mn, "en": en, "both": [*mn, *en]}[language]
        yield from (f"• {point}" for point in spoken)


def _points(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def known(line: TenderLine, language: Language) -> list[str]:
    """Return what the plan itself knows of a line: its function, and what it has to stand."""
    found = []
    function = f"tender.function.{line.role}"
    if function in LABELS and line.role not in (Role.CONTRACT, Role.LICENCE):
        found.append(label(function, language))
    for key, value in line.needs:
        found.append(sentence(f"tender.need.{key}", language, value=f"{value:,.10g}"))
    if line.fits:
        names = ", ".join(item_name(mn, en, language) for mn, en in line.fits)
        found.append(sentence("tender.need.fits", language, names=names))
    return found


def _left_to_the_buyer(line: TenderLine, language: Language) -> str:
    """Return what nobody has stated and the buyer has to write."""
    key = f"tender.open.{line.role}"
    what = label(key, language, " / ") if key in LABELS else role_name(line.role, language)
    return sentence("tender.perform.none", language, what=what)


def _terms(line: TenderLine, language: Language) -> Iterator[str]:
    """Yield what is asked besides performance: power, life, warranty, spares, packs, places."""
    item = line.item
    if item is None:
        return
    yield _told("power", item.power_w, language)
    yield _told("life", item.useful_life_years, language)
    yield _told("warranty", item.warranty_months, language)
    if item.spares_share:
        yield _told("spares", ceil(round(line.quantity * item.spares_share, 9)), language)
    if item.pack_size > 1 and line.unit == "C62":
        yield _told("pack", item.pack_size, language)
    if item.category is Category.GOODS and line.role != Role.DELIVERY:
        yield label("tender.perform.places", language)


def _told(key: str, value: float | None, language: Language) -> str:
    """Return a requirement as a sentence, "" when the catalogue does not state it."""
    if value is None:
        return ""
    return sentence(f"tender.perform.{key}", language, value=f"{value:,.10g}")


def specification(line: TenderLine, language: Language, *, neutral: bool) -> str:
    """Return the whole requirement of a line: its performance, and that an equivalent serves.

    What the plan knows stands in any case; only what nobody stated is left to the buyer.
    """
    asked = performs(line, language, neutral=neutral)
    missing = [] if asked else [_left_to_the_buyer(line, language)]
    terms = [text for text in _terms(line, language) if text]
    equal = [] if line.role == Role.DELIVERY else [label("tender.equivalent", language)]
    return "\n".join([*asked, *known(line, language), *missing, *terms, *equal])
