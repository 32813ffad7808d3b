"""The procurement plan: every package of a plan on one sheet, tied to the plan's totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planner.language import labels
from planner.language.labels import term
from planner.procurement import notes
from planner.procurement.estimate import lot_amounts
from planner.procurement.tender_plan import Dossier
from planner.procurement.yearly import is_yearly
from planner.rendering.idle_money import idle_line
from planner.rendering.sheet_parts import plan_book, write_rates, write_sources
from planner.rendering.spreadsheet import Book
from planner.rendering.table import FIRST, Cell, Column, Table

if TYPE_CHECKING:
    from planner.rendering.context import ExportContext

_INDEX = Table(
    Column("package", 8, "wrap"),
    Column("entity", 20, "wrap"),
    Column("category", 15, "wrap"),
    Column("fund", 16, "wrap"),
    Column("rulebook", 13, "wrap"),
    Column("year", 7, "year"),
    Column("lines", 7, "int"),
    Column("points", 8, "int"),
    Column("estimate", 17, "money"),
    Column("cofinancer", 14, "wrap"),
    Column("cofinanced", 15, "money"),
    Column("method", 24, "wrap"),
    Column("invitation", 11, "date"),
    Column("opening", 11, "date"),
    Column("contract_by", 12, "date"),
    Column("earliest", 12, "date"),
    Column("latest", 12, "date"),
    Column("lot_count", 9, "int"),
)
_FUNDS = Table(
    Column("fund", 30, "wrap"),
    Column("packages", 22, "wrap"),
    Column("own_part", 20, "money"),
    Column("cofinanced", 20, "money"),
    Column("together", 20, "money"),
    Column("plan_amount", 20, "money"),
    Column("difference", 16, "difference"),
    Column("idle.what", 48, "wrap"),
)
_LOTS = Table(
    Column("package", 10, "wrap"),
    Column("lot", 7, "line"),
    Column("aimag", 30, "wrap"),
    Column("points", 11, "int"),
    Column("lines", 9, "int"),
    Column("estimate", 22, "money"),
)
_NOTES = Table(Column("notes", 90, "wrap"), Column("packages", 60, "wrap"))
_SPLITTING = Table(
    Column("entity", 28, "wrap"),
    Column("category", 18, "wrap"),
    Column("rulebook", 20, "wrap"),
    Column("year", 8, "year"),
    Column("packages", 24, "wrap"),
    Column("together", 20, "money"),
    Column("threshold", 20, "money"),
    Column("status", 30, "wrap_in"),
    Column("citation", 44, "wrap"),
)
_SOURCES = Table(
    Column("file", 40, "wrap"),
    Column("table", 24, "wrap"),
    Column("rows", 10, "int"),
    Column("sha256", 70, "wrap"),
)


def write(context: ExportContext, dossiers: Sequence[Dossier], path: Path) -> None:
    """Write the index of all packages; equal plans give equal bytes.

    Raises OSError when the file cannot be written.
    """
    unit = context.money_unit
    with plan_book(context, path, "title.tender_index", money_unit=unit) as book:
        _Index(context, book, dossiers).write()


@dataclass(frozen=True)
class _Index:
    """The sheets of the index."""

    context: ExportContext
    book: Book
    dossiers: Sequence[Dossier]

    def write(self) -> None:
        once = [d for d in self.dossiers if not is_yearly(d.package)]
        yearly = [d for d in self.dossiers if is_yearly(d.package)]
        self.packages("tender_index", once, "tender.ties")
        self.packages("tender_yearly", yearly, "tender.ties_yearly")
        self.lots()
        if self.context.plan.funds:
            self.funds(once)
        self.notes()
        self.splitting()
        self.sources()

    def packages(self, key: str, dossiers: Sequence[Dossier], ties: str) -> None:
        plan, language = self.context.plan, self.context.language
        shown = labels.money_unit(self.context.money_unit, plan.currency, language)
        basis = self.book.word(f"price_basis.{plan.price_basis}")
        day = labels.dotted_date(plan.price_date)
        note = (
            f"{self.book.word('money_shown_in')}: {shown}; {basis}; {day}. {self.book.word(ties)}."
        )
        sheet = self.book.sheet(key, f"title.{key}", _INDEX, note=note, rows=len(dossiers))
        for dossier in dossiers:
            sheet.write(self._cells(dossier))
        sheet.row = FIRST + max(len(dossiers), 1)
        totals = {
            "estimate": sum(d.package.amount_minor for d in dossiers),
            "cofinanced": sum(amount for d in dossiers for _, amount in d.paid_by[1:]),
        }
        sums = _INDEX.sums(totals, FIRST, sheet.row - 1)
        sheet.add({"entity": self.book.word("total"), **sums}, "total")

    def lots(self) -> None:
        """Write the lots of every tender that has some; they add up to their tender."""
        found = [dossier for dossier in self.dossiers if dossier.lots]
        if not found:
            return
        rows, several = sum(len(d.lots) for d in found), self.book.word("shared_aimags")
        note = f"{self.book.word('tender.lots_tie')}."
        sheet = self.book.sheet(
            "tender_lots", "title.tender_lots_index", _LOTS, note=note, rows=rows
        )
        for dossier in found:
            amounts, bought = lot_amounts(dossier), set(dossier.served)
            for lot in dossier.lots:
                lines = [li for li in dossier.tender.lines if li.lot == lot.number and li.quantity]
                cells: dict[str, Cell] = {
                    "package": dossier.package.id,
                    "lot": lot.number,
                    "aimag": lot.area.name or several,
                    "points": len(lot.points & bought),
                    "lines": len(lines),
                    "estimate": amounts[lot.number],
                }
                sheet.add(cells)
        total = sum(dossier.package.amount_minor for dossier in found)
        sums = _LOTS.sums({"estimate": total}, FIRST, FIRST + rows - 1)
        sheet.add({"aimag": self.book.word("total"), **sums}, "total")

    def funds(self, dossiers: Sequence[Dossier]) -> None:
        """Write what each fund pays, of its own packages and as co-financer, beside the plan."""
        plan, language = self.context.plan, self.context.language
        sheet = self.book.sheet("tender_funds", "title.tender_funds", _FUNDS, rows=len(plan.funds))
        for fund in plan.funds:
            parts = [
                (d.package.id, d.package.fund_id == fund.fund_id, amount)
                for d in dossiers
                for payer, amount in d.paid_by
                if payer == fund.fund_id
            ]
            own = sum(amount for _, its_own, amount in parts if its_own)
            added = sum(amount for _, its_own, amount in parts if not its_own)
            paid, row = own + added, sheet.row
            sheet.add(
                {
                    "fund": notes.named_fund(fund.fund_id, plan.funds, language),
                    "packages": ", ".join(package_id for package_id, _, _ in parts),
                    "own_part": own,
                    "cofinanced": added,
                    "together": _FUNDS.live("={own_part}+{cofinanced}", row, paid),
                    "plan_amount": fund.used_minor,
                    "difference": _FUNDS.live(
                        self.book.exact("{together}-{plan_amount}"), row, paid - fund.used_minor
                    ),
                    "idle.what": idle_line(fund, plan, language) or None,
                }
            )

    def _cells(self, dossier: Dossier) -> list[Cell]:
        package, days, language = dossier.package, dossier.days, self.context.language
        return [
            package.id,
            notes.entity_name(dossier, language),
            notes.category_name(package, language),
            notes.fund_name(dossier, language),
            notes.rulebook_name(package, language),
            package.year,
            sum(1 for line in dossier.tender.lines if line.quantity),
            len(dossier.served),
            package.amount_minor,
            *self._cofinanced(dossier),
            notes.method_text(dossier, language, "\n"),
            *((days.invitation, days.opening, days.contract) if dossier.tendered else [None] * 3),
            days.earliest,
            days.latest,
            max(len(dossier.lots), 1),
        ]

    def _cofinanced(self, dossier: Dossier) -> list[Cell]:
        """Return the fund that adds a part to what the package's own fund pays, and that part."""
        if len(dossier.paid_by) == 1:
            return [None, None]
        fund_id, amount = dossier.paid_by[1]
        return [notes.named_fund(fund_id, self.context.plan.funds, self.context.language), amount]

    def notes(self) -> None:
        """Write what is to be settled once, with the packages that it concerns."""
        found: dict[str, list[str]] = defaultdict(list)
        for dossier in self.dossiers:
            for note in notes.notes_of(dossier, self.context.plan, self.context.language):
                found[note].append(dossier.package.id)
        sheet = self.book.sheet("tender_notes", "title.tender_notes", _NOTES, rows=len(found))
        for note, ids in found.items():
            sheet.write([note, ", ".join(ids)])

    def splitting(self) -> None:
        found = sorted(
            {split for dossier in self.dossiers for split in dossier.splittings},
            key=lambda s: (s.entity, s.category, s.rulebook, s.year or 0, s.threshold_minor),
        )
        unchecked = sorted({d.package.rulebook or "–" for d in self.dossiers if not d.thresholds})
        note = "; ".join(
            labels.sentence("tender.note.no_thresholds", self.context.language, rulebook=rulebook)
            for rulebook in unchecked
        )
        sheet = self.book.sheet(
            "tender_splitting", "title.tender_splitting", _SPLITTING, note=note, rows=len(found)
        )
        for split in found:
            status = "confirmed" if split.confirmed else "unconfirmed"
            sheet.write(
                [
                    term("payer", split.entity or "several", self.context.language),
                    self.book.word(f"procurement.{split.category}"),
                    split.rulebook,
                    split.year,
                    ", ".join(split.package_ids),
                    split.total_minor,
                    split.threshold_minor,
                    self.book.word(f"tender.threshold_{status}"),
                    split.citation,
                ]
            )
        if not found:
            sheet.write_line(self.book.word("no_rows"))

    def sources(self) -> None:
        plan = self.context.plan
        sheet = self.book.sheet("tender_sources", "title.sources", _SOURCES)
        for key, text in (("plan_id", plan.run_id), ("fingerprint", plan.printed_fingerprint)):
            sheet.write([self.book.word(key), text], "body", ["label", "wrap"])
        write_rates(sheet, plan)
        write_sources(sheet, plan)
