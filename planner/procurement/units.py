"""What one price of a tender is for: the unit with its UN/CEFACT code, and packs beside pieces.

Quantities and prices are always of the unit, never of the pack; a bidder reads both on one line.
Codes are those of UN/CEFACT Recommendation 20, as the catalogue states them.
"""

from __future__ import annotations

from inventory.prices.catalogue import Role
from planner.language.label import Language
from planner.language.labels import label, sentence, term
from planner.plan.purchasing import Package
from planner.procurement.tender import TenderLine
from planner.procurement.yearly import is_yearly


def unit_of(line: TenderLine, package: Package, language: Language) -> str:
    """Return the unit of a line in words; what is bought every year is counted a year."""
    unit = term("unit", line.unit, language, "/")
    return _a_year(unit, line, package, language)


def unit_with_code(line: TenderLine, package: Package, language: Language) -> str:
    """Return the unit of a line with its UN/CEFACT code, as "pc (C62)"."""
    unit = f"{term('unit', line.unit, language, '/')} ({line.unit})"
    return _a_year(unit, line, package, language)


def _a_year(unit: str, line: TenderLine, package: Package, language: Language) -> str:
    if not is_yearly(package) or line.unit == "ANN":
        return unit
    return f"{unit}, {label('a_year', language, '/')}"


def pack_size(line: TenderLine) -> int:
    """Return how many units are sold together, 1 where they are sold one by one."""
    return line.item.pack_size if line.item is not None else 1


def packs(line: TenderLine) -> str:
    """Return a line's quantity in packs: "3 × 5", "2 × 5 + 2", "–" where there are no packs."""
    size = pack_size(line)
    if size == 1:
        return "–"
    whole, loose = divmod(line.quantity, size)
    return f"{whole:,} × {size:,}" + (f" + {loose:,}" if loose else "")


def _for_a_year(line: TenderLine, package: Package, language: Language) -> str:
    """Return one unit; what is paid every year is for 12 months, a contract at one place."""
    unit = f"1 {term('unit', line.unit, language, '/')} ({line.unit})"
    if not is_yearly(package):
        return unit
    if language == "both":
        return "\n".join((_for_a_year(line, package, "mn"), _for_a_year(line, package, "en")))
    kind = "contract" if line.role == Role.CONTRACT else "year"
    return sentence(f"tender.price_for.{kind}", language, unit=unit)


def price_for(line: TenderLine, package: Package, language: Language) -> str:
    """Return what one unit price buys: one unit, and never the pack."""
    size = pack_size(line)
    if size == 1:
        return _for_a_year(line, package, language)
    unit = unit_with_code(line, package, language)
    return sentence("tender.price_for.pack", language, "\n", unit=unit, size=size)
