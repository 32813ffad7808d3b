"""What every sheet of a tender workbook is written from, and the words and places they share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from inventory.currencies import digits_of
from inventory.prices.catalogue import Role
from planner.language import formats
from planner.language.label import Language
from planner.language.labels import label, sentence
from planner.procurement.lots import Lot
from planner.procurement.sheets.destinations import Destinations, each_language
from planner.procurement.specification import description
from planner.procurement.tender import TenderLine
from planner.procurement.tender_plan import Dossier
from planner.procurement.units import packs, price_for, unit_with_code
from planner.rendering.spreadsheet import Book
from planner.rendering.table import FIRST, Cell

if TYPE_CHECKING:
    from planner.rendering.context import ExportContext
    from planner.scenario.settings import Tender as TenderSettings

Copy = Literal["bidder", "buyer"]
DAYS: dict[str, Any] = {  # that a cell for a date takes
    "validate": "date",
    "criteria": "between",
    "minimum": dt.datetime(2020, 1, 1),
    "maximum": dt.datetime(2100, 1, 1),
}


@dataclass(frozen=True)
class TenderSheets:
    """One copy of the workbook of a package."""

    context: ExportContext
    dossier: Dossier
    settings: TenderSettings
    copy: Copy
    book: Book

    @property
    def language(self) -> Language:
        """The language of the workbook."""
        return self.context.language

    def word(self, key: str) -> str:
        """Return a label."""
        return label(key, self.language)

    def say(self, key: str, **values: object) -> str:
        """Return a sentence with its blanks filled in."""
        return sentence(key, self.language, "\n", **values)

    def each(self, key: str, values: Callable[[Language], Mapping[str, object]]) -> list[str]:
        """Return a sentence once per language, its blanks in that language too."""
        return each_language(key, self.language, values)

    def described(self, line: TenderLine) -> str:
        """Return what a line asks for, and for which lot."""
        text = self.item(line)
        lot = next((lot for lot in self.dossier.lots if lot.number == line.lot), None)
        return text if lot is None else f"{self.lot(lot)}\n{text}"

    def item(self, line: TenderLine) -> str:
        """Return what a line asks for, in whatever lot."""
        return description(line, self.language, neutral=self.settings.technology_neutral)

    def lot(self, lot: Lot) -> str:
        """Return the number and the aimag of a lot."""
        name = lot.area.name or label("shared_aimags", self.language)
        return sentence("tender.lot", self.language, " / ", number=lot.number, name=name)

    def unit(self, line: TenderLine) -> str:
        """Return the unit that a line is counted in."""
        return unit_with_code(line, self.dossier.package, self.language)

    def asked(self, line: TenderLine) -> list[Cell]:
        """Return how each price schedule begins a line."""
        return [
            line.number,
            self.described(line),
            line.quantity,
            self.unit(line),
            packs(line),
            price_for(line, self.dossier.package, self.language),
        ]

    @property
    def minor_digits(self) -> int:
        """Decimals that amounts are rounded to."""
        return digits_of(self.context.plan.currency)

    def money(self, amount_minor: int) -> str:
        """Return an amount in the plan's currency."""
        return formats.money(amount_minor, self.context.plan.currency, 1, self.language)

    @cached_property
    def lines(self) -> tuple[TenderLine, ...]:
        """The lines that are bought; what stock covers whole is in no schedule."""
        return tuple(line for line in self.dossier.tender.lines if line.quantity)

    @cached_property
    def _numbers(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the lines that are bought by the role of their item."""
        roles = dict.fromkeys(line.role for line in self.lines)
        return {r: tuple(x.number for x in self.lines if x.role == r) for r in roles}

    def numbers_of(self, roles: frozenset[Role]) -> tuple[int, ...]:
        """Return the numbers of the lines that are bought of items of some roles."""
        found = (numbers for role, numbers in self._numbers.items() if role in roles)
        return tuple(sorted(number for numbers in found for number in numbers))

    @property
    def last_line(self) -> int:
        """The last row of a schedule that has a row for each line."""
        return FIRST + max(len(self.lines), 1) - 1

    @cached_property
    def prices_in(self) -> str:
        """In which currency prices are, and whether with VAT."""
        plan = self.context.plan
        asked = self.dossier.without_vat and self.copy == "bidder"
        basis = "without_vat" if asked or self.dossier.tender.without_vat else plan.price_basis
        texts = self.each(
            "tender.prices_in",
            lambda language: {
                "currency": plan.currency,
                "basis": label(f"price_basis.{basis}", language),
            },
        )
        return " ".join(texts)

    @cached_property
    def _where(self) -> Destinations:
        return Destinations(context=self.context, dossier=self.dossier)

    @property
    def places(self) -> list[str]:
        """Delivery points that the contract serves, by aimag, soum and id."""
        return self._where.places

    def destination(self, line: TenderLine | None = None) -> str:
        """Return where a line is delivered, or all of them: how many places, in which aimags."""
        return self._where.text(line)
