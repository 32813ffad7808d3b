"""The allocation workbook: what to buy, for whom and why, recalculating from one sheet of prices.

Quantities are written twice, in the bill and in the distribution list, and each line of the bill
shows their difference. Every amount is a live formula over the change-price sheet, with the plan's
own figure as its cached value. Item numbers, never texts, join the sheets, so that no name can be
taken for a pattern.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Category, Timing
from planner.language import formats, labels
from planner.language.collation import named_first
from planner.language.labels import label, term
from planner.plan.plan import SiteStatus
from planner.rendering import sentences
from planner.rendering.decisions import decision_rows, who_decided
from planner.rendering.deliveries import (
    SECTIONS,
    Delivery,
    Item,
    PresentFee,
    Purchases,
    link_aimag,
    purchases_of,
)
from planner.rendering.spreadsheet import (
    FIRST,
    Book,
    Cell,
    Column,
    Formula,
    Sheet,
    Stamp,
    address,
    area,
    open_book,
    quoted,
)

if TYPE_CHECKING:
    from planner.plan.outcome import DirectiveCost, LimitUse, Stage
    from planner.plan.plan import BuiltLink, Deployment
    from planner.rendering.context import ExportContext
    from sites.site import Site

_LISTED = {"amount": "amount_listed", "one_time_cost": "one_time_listed"}
_LESS = {"tier": "tier", "vat": "vat"}  # every other kind of saving is of units not bought
_SETTINGS = {"True": "yes", "False": "no", "none": "not_set"}
_MOST_BREAKS = 1000  # Excel takes 1,023 page breaks on a sheet
_PRICES = (
    Column("number", 5, "line"),
    Column("sku", 18),
    Column("item", 44, "wrap"),
    Column("category", 14, "wrap"),
    Column("timing", 17, "wrap"),
    Column("unit", 9),
    Column("plan_price", 14, "price"),
    Column("new_price", 16, "input"),
    Column("change", 10, "percent"),
    Column("quantity", 12, "int"),
    Column("amount_plan", 18, "money"),
    Column("amount_new", 18, "money"),
    Column("difference", 16, "money"),
)
_BILL = (
    Column("number", 5, "line"),
    Column("sku", 18),
    Column("item", 48, "wrap"),
    Column("category", 14, "wrap"),
    Column("timing", 17, "wrap"),
    Column("unit", 9),
    Column("needed", 13, "int"),
    Column("unit_price", 14, "price"),
    Column("amount", 20, "money"),
    Column("distributed", 14, "int"),
    Column("difference", 12, "difference"),
    Column("not_bought", 14, "int"),
    Column("to_buy", 13, "int"),
    Column("in_stock", 14, "int"),
)
_DISTRIBUTION = (
    Column("bill_line", 6, "line"),
    Column("delivery_point", 17, "wrap"),
    Column("delivery_name", 26, "wrap"),
    Column("aimag", 12, "wrap"),
    Column("soum", 14, "wrap"),
    Column("contact", 16, "wrap"),
    Column("owner_with_register", 19, "wrap"),
    Column("sku", 14, "wrap"),
    Column("item", 28, "wrap"),
    Column("category", 12, "wrap"),
    Column("timing", 12, "wrap"),
    Column("unit", 8, "wrap"),
    Column("quantity", 10, "int"),
    Column("unit_price", 12, "price"),
    Column("amount", 15, "money"),
    Column("payer", 15, "wrap_in"),
)
_SITES = (
    Column("site_id", 12, "wrap"),
    Column("name", 28, "wrap"),
    Column("kind", 15, "wrap"),
    Column("aimag", 12, "wrap"),
    Column("soum", 14, "wrap"),
    Column("longitude", 10, "degrees"),
    Column("latitude", 10, "degrees"),
    Column("status", 13, "wrap_in"),
    Column("technology", 20, "wrap"),
    Column("mbps_before", 9, "decimal"),
    Column("mbps_after", 9, "decimal"),
    Column("target_mbps", 9, "decimal"),
    Column("computers_before", 12, "int"),
    Column("computers_added", 12, "int"),
    Column("users_gaining", 10, "int"),
    Column("benefit", 11, "decimal"),
    Column("one_time_cost", 15, "money"),
    Column("new_per_year", 14, "money"),
)
_FEES = (
    Column("delivery_point", 18),
    Column("delivery_name", 38, "wrap"),
    Column("aimag", 16, "wrap"),
    Column("soum", 18, "wrap"),
    Column("fee_payer", 18, "wrap"),
    Column("present_fees", 18, "money"),
    Column("ended_fees", 18, "money"),
    Column("kept_fees", 18, "money"),
    Column("new_per_year", 18, "money"),
    Column("total_per_year", 18, "money"),
)
_LINKS = (
    Column("link_id", 34, "wrap"),
    Column("kind", 22, "wrap"),
    Column("aimag", 16, "wrap"),
    Column("from", 34, "wrap"),
    Column("to", 34, "wrap"),
    Column("length_m", 12, "int"),
    Column("carried_mbps", 12, "int"),
    Column("asked_mbps", 12, "int"),
    Column("serves_count", 12, "int"),
    Column("serves", 40, "wrap_in"),
    Column("one_time_cost", 18, "money"),
    Column("new_per_year", 16, "money"),
)
_UNSERVED = (
    Column("site_id", 16),
    Column("name", 36, "wrap"),
    Column("kind", 20, "wrap"),
    Column("aimag", 16, "wrap"),
    Column("soum", 18, "wrap"),
    Column("mbps_before", 10, "decimal"),
    Column("target_mbps", 10, "decimal"),
    Column("computers_before", 12, "int"),
    Column("reason", 34, "wrap_in"),
    Column("reason_text", 60, "wrap"),
    Column("contact", 20, "wrap"),
)
_POLICY = (
    Column("setting", 44, "wrap"),
    Column("value", 34, "wrap"),
    Column("source", 48, "wrap"),
    Column("sha256", 68, "wrap"),
)
_COVER = (
    Column("setting", 42, "wrap"),
    Column("value", 19, "wrap"),
    Column("value", 18, "wrap"),
    Column("value", 19, "wrap"),
    Column("value", 17, "wrap"),
    Column("value", 17, "wrap"),
)


def write(context: ExportContext, path: Path) -> None:
    """Write the workbook of a plan; equal plans give equal bytes.

    Raises ValueError when the plan's lines do not add up to its totals, OSError when the file
    cannot be written.
    """
    plan = context.plan
    stamp = Stamp(
        project=plan.project,
        scenario=plan.scenario,
        plan_id=plan.run_id,
        fingerprint=plan.printed_fingerprint,
    )
    title = label("title.cover", context.language)
    bought = purchases_of(context)
    with open_book(
        path, stamp, title=title, language=context.language, money_unit=context.money_unit
    ) as book:
        _Workbook(context, book, bought).write()


@dataclass(frozen=True)
class _Workbook:
    """The sheets of one plan and the addresses by which they speak of each other."""

    context: ExportContext
    book: Book
    bought: Purchases

    def write(self) -> None:
        for sheet in (
            self.cover,
            self.summary,
            self.prices,
            self.bill,
            self.distribution,
            self.sites,
            self.unserved,
            self.links,
            self.fees,
            self.policy,
        ):
            sheet()

    # --- words -------------------------------------------------------------------------------

    def word(self, key: str) -> str:
        return label(key, self.context.language)

    def item(self, item: Item) -> str:
        return labels.item_name(item.name_mn, item.name_en, self.context.language)

    def timing(self, timing: Timing) -> str:
        return labels.timing(timing, self.context.language)

    def category(self, category: Category) -> str:
        return labels.category(category, self.context.language)

    def payer(self, payer: str | None) -> str:
        return term("payer", payer or "none", self.context.language)

    def solver(self, name: str) -> str:
        return term("solver", name, self.context.language)

    def setting(self, value: str) -> str:
        """Return the value of a setting; what Python calls True, False or none is in words."""
        key = _SETTINGS.get(value)
        return value if key is None else self.word(key)

    def aimag(self, name: str) -> str:
        return name or self.word("shared_aimags")

    @cached_property
    def unit_note(self) -> str:
        currency = self.context.plan.currency
        shown = labels.money_unit(self.context.money_unit, currency, self.context.language)
        return f"{self.word('money_shown_in')}: {shown}"

    # --- list prices and what is paid ----------------------------------------------------------

    @cached_property
    def savings(self) -> dict[str, int]:
        """Money saved of the list prices: units not bought, price tiers, VAT; those there are."""
        found = dict.fromkeys(("not_bought", "tier", "vat"), 0)
        for saving in self.context.plan.savings:
            found[_LESS.get(saving.kind, "not_bought")] += saving.amount_minor
        return {kind: amount for kind, amount in found.items() if amount}

    @cached_property
    def not_bought(self) -> dict[str, int]:
        """Units of each item that come from stock, from other sites or from repair."""
        found: dict[str, int] = {}
        for saving in self.context.plan.savings:
            if saving.kind not in _LESS:
                found[saving.sku] = found.get(saving.sku, 0) + saving.quantity
        return found

    def columns(self, columns: Sequence[Column]) -> list[Column]:
        """Return columns that say of money at list prices that it is, where less is paid."""
        if not self.savings:
            return list(columns)
        return [replace(c, heading=_LISTED.get(c.heading, c.heading)) for c in columns]

    def total_key(self, timing: Timing) -> str:
        """Return the key of a total of lines, which are at list prices."""
        if timing is Timing.PER_YEAR:
            return "total_new_per_year"
        return "total_one_time_listed" if self.savings else "total_one_time"

    # --- addresses, known before any sheet is written ------------------------------------------

    def price_row(self, item: Item) -> int:
        return FIRST + item.number - 1

    @cached_property
    def bill_sections(self) -> list[tuple[tuple[Timing, Category], list[Item]]]:
        by = {s: [i for i in self.bought.items if (i.timing, i.category) == s] for s in SECTIONS}
        return [(section, items) for section, items in by.items() if items]

    @cached_property
    def bill_rows(self) -> dict[int, int]:
        rows, row = {}, FIRST
        for _, items in self.bill_sections:
            for place, item in enumerate(items):
                rows[item.number] = row + 1 + place
            row += len(items) + 2
        return rows

    @cached_property
    def bill_subtotals(self) -> dict[tuple[Timing, Category], int]:
        return {s: self.bill_rows[items[-1].number] + 1 for s, items in self.bill_sections}

    @cached_property
    def bill_totals(self) -> dict[Timing, int]:
        end = FIRST + sum(len(items) + 2 for _, items in self.bill_sections) + 1
        return {Timing.ONE_TIME: end, Timing.PER_YEAR: self.paid_row(end) + 1}

    def paid_row(self, listed: int) -> int:
        """Return the row of the one-time cost below its total at list prices and the savings."""
        return listed + len(self.savings) + 1 if self.savings else listed

    @cached_property
    def delivery_rows(self) -> dict[str, tuple[int, int]]:
        """First and last row of every delivery point on the distribution list."""
        return _spans(self.bought.deliveries, lambda d: d.point)

    @cached_property
    def aimag_rows(self) -> dict[str, tuple[int, int]]:
        return _spans(self.bought.deliveries, lambda d: d.aimag)

    @cached_property
    def last_delivery(self) -> int:
        return FIRST + max(len(self.bought.deliveries), 1) - 1

    @cached_property
    def last_fee(self) -> int:
        return FIRST + max(len(self.yearly_points), 1) - 1

    def elsewhere(self, sheet: str, column: int, row: int) -> str:
        return f"'{self.book.sheet_name(sheet)}'!{address(column, row)}"

    def listed(self, column: str, first: int, last: int) -> str:
        place = _place(_DISTRIBUTION, column)
        return f"'{self.book.sheet_name('distribution')}'!{area(place, first, last)}"

    def amount_in(
        self,
        deliveries: Sequence[Delivery],
        span: tuple[int, int] | None,
        timing: Timing,
        category: Category | None = None,
    ) -> Cell:
        """Return a live sum over a stretch of the distribution list, None where there is none."""
        if span is None:
            return None
        parts = [
            self.listed("amount", *span),
            self.listed("timing", *span),
            quoted(self.timing(timing)),
        ]
        if category is not None:
            parts += [self.listed("category", *span), quoted(self.category(category))]
        value = sum(
            d.amount_minor
            for d in deliveries
            if d.item.timing is timing and category in (None, d.item.category)
        )
        return Formula(f"=SUMIFS({','.join(parts)})", value)

    def bill_total(self, timing: Timing) -> Formula:
        value = sum(i.amount_minor for i in self.bought.items if i.timing is timing)
        return Formula(
            f"={self.elsewhere('bill', _place(_BILL, 'amount'), self.bill_totals[timing])}", value
        )

    def one_time_cost(self) -> Formula:
        row = self.paid_row(self.bill_totals[Timing.ONE_TIME])
        where = self.elsewhere("bill", _place(_BILL, "amount"), row)
        return Formula(f"={where}", self.context.plan.capex_minor)

    def less_savings(self) -> Formula:
        first = self.bill_totals[Timing.ONE_TIME] + 1
        span = area(_place(_BILL, "amount"), first, first + len(self.savings) - 1)
        where = f"'{self.book.sheet_name('bill')}'!{span}"
        return Formula(f"=SUM({where})", -sum(self.savings.values()))

    # --- sheets ------------------------------------------------------------------------------

    def cover(self) -> None:
        plan, book = self.context.plan, self.book
        sheet = book.sheet("cover", "title.cover", _COVER, note=self.unit_note, landscape=False)
        for key, text in self._identity():
            sheet.write([self.word(key), text], "body", ["label", "wrap"])
        sheet.block("title.proof", [])
        sheet.write_wrapped(sentences.proof(plan, self.context.language, "\n"), "strong")
        for note in sentences.proof_notes(plan, self.context.language):
            sheet.write_wrapped(note)
        self._stages(sheet, plan.stages)
        self._outcome(sheet)
        self._money(sheet)
        shown = [limit for limit in plan.limits if not sentences.is_quiet(limit)]
        self._limits(sheet, "title.limits", shown)
        self._directives(sheet, plan.directives)
        self._decisions(sheet)
        if plan.next_money is not None:
            sheet.block("title.next_money", [])
            sheet.write_wrapped(sentences.next_money(plan.next_money, self.context))
        sheet.block("title.verify", [])
        for line in sentences.verify_lines(plan, self.context.language):
            sheet.write_wrapped(line)

    def _identity(self) -> list[tuple[str, str]]:
        plan = self.context.plan
        area = sentences.area(self.context)
        return [
            ("project", plan.project),
            ("scenario", plan.scenario),
            *([("aimag", area)] if area else []),
            ("plan_id", plan.run_id),
            ("fingerprint", plan.printed_fingerprint),
            ("decided_by", who_decided(plan.decided, self.context.language)),
            ("solver", f"{self.solver(plan.solver)}, {self.word('seed')} {plan.seed}"),
            ("price_date", labels.dotted_date(plan.price_date)),
            ("price_basis", self.word(f"price_basis.{plan.price_basis}")),
        ]

    def _stages(self, sheet: Sheet, stages: Iterable[Stage]) -> None:
        sheet.headings(["stage", "value", "certified_bound", "solver_bound", "status"])
        for stage in stages:
            sheet.write(
                [
                    term("stage", stage.name, self.context.language),
                    sentences.stage_value(stage.name, stage.value, self.context),
                    sentences.stage_value(stage.name, stage.certified_bound, self.context),
                    sentences.stage_value(stage.name, stage.bound, self.context),
                    self.word(f"result.{stage.status}"),
                ]
            )

    def _outcome(self, sheet: Sheet) -> None:
        plan = self.context.plan
        sheet.block("title.outcome", [])
        rows = [("sites", plan.counts()["total"])]
        rows += [(f"status.{s.value}", plan.counts()[s.value]) for s in SiteStatus]
        rows += [("users_gaining", plan.users_gaining)]
        for key, value in rows:
            sheet.write([self.word(key), value], "body", ["label", "int"])

    def _money(self, sheet: Sheet) -> None:
        yearly = self.bought.yearly
        sheet.block("title.money", [])
        new = self.bill_total(Timing.PER_YEAR)
        styles = ["label", "money"]
        if self.savings:
            listed = self.bill_total(Timing.ONE_TIME)
            sheet.write([self.word("total_one_time_listed"), listed], "body", styles)
            sheet.write([self.word("less_savings"), self.less_savings()], "body", styles)
        look = "total" if self.savings else "body"
        sheet.write([self.word("total_one_time"), self.one_time_cost()], look, styles)
        row = sheet.write([self.word("total_new_per_year"), new], "body", styles)
        sheet.write([self.word("kept_fees"), yearly.kept_minor], "body", styles)
        total = Formula(f"={address(1, row)}+{address(1, row + 1)}", yearly.total_minor)
        sheet.write([self.word("total_per_year"), total], "total", styles)
        sheet.write([self.word("npc"), self.context.plan.npc_minor], "body", styles)
        self._rates(sheet)

    def _rates(self, sheet: Sheet) -> None:
        rates = self.context.plan.exchange_rates
        if not rates:
            return
        sheet.block("title.exchange_rates", ["currency", "rate", "date", "source"])
        for currency, rate, date, source in rates:
            sheet.write([currency, rate, labels.dotted_date(date), source])

    def _limits(self, sheet: Sheet, title: str, limits: Sequence[LimitUse]) -> None:
        headings = ["limit", "used", "lower", "upper", "share", "binding"]
        sheet.block(title, headings[: len(sheet.columns)])
        for limit in limits:
            cells: list[Cell] = [
                sentences.limit_title(limit, self.context),
                sentences.limit_value(limit.used, limit, self.context),
                sentences.limit_value(limit.lower, limit, self.context),
                sentences.limit_value(limit.upper, limit, self.context),
                sentences.limit_share(limit),
                self.word("yes" if limit.binding else "no"),
            ]
            styles = ["wrap", "wrap", "wrap", "wrap", "percent", "wrap_in"]
            count = len(sheet.columns)
            sheet.write(cells[:count], "body", styles[:count])
        if not limits:
            sheet.write_line(self.word("no_rows"), "stamp")

    def _directives(self, sheet: Sheet, directives: Sequence[DirectiveCost]) -> None:
        headings = ["directive", "reason", "authority", "document", "benefit_cost", "interval"]
        sheet.block("title.directives", headings)
        for d in directives:
            paper = f"{d.document}, {labels.dotted_date(d.date)}"
            cost = self.word("not_computed")
            if d.benefit_cost is not None:
                cost = formats.points(d.benefit_cost)
            interval = sentences.benefit_interval(d, self.context.language)
            text = sentences.told(d.text_mn, d.text, self.context.language, "\n")
            sheet.write([text, d.reason, d.authority, paper, cost, interval])
        if not directives:
            sheet.write_line(self.word("no_rows"), "stamp")

    def _decisions(self, sheet: Sheet) -> None:
        rows = decision_rows(self.context.plan, self.context.language, "\n")
        if rows:
            sheet.block("title.decisions", ["decided_on", "decided_by"])
        for what, who in rows:
            sheet.write([what, who], "body", ["wrap", "wrap"])

    def summary(self) -> None:
        pairs = [section for section, _ in self.bill_sections]
        columns = [
            Column("aimag", 34, "wrap"),
            Column("sites", 12, "int"),
            Column("status.deployed", 12, "int"),
            Column("users_gaining", 12, "int"),
            *[Column(f"category.{c.value}", 18, "money") for _, c in pairs],
            Column("one_time_cost", 20, "money"),
            Column("new_per_year", 20, "money"),
        ]
        sheet = self.book.sheet(
            "summary", "title.summary", self.columns(columns), note=self.unit_note
        )
        self._timing_row(sheet, pairs)
        sheet.headings()
        sheet.page.freeze_panes(sheet.row, 1)
        first = sheet.row
        for name in self._aimags():
            self._aimag_row(sheet, name, pairs)
        totals = self._column_totals(sheet, first)
        self._reconcile(sheet, totals, len(columns))
        self._by_payer(sheet)
        self._by_kind(sheet)

    def _timing_row(self, sheet: Sheet, pairs: Sequence[tuple[Timing, Category]]) -> None:
        """Name above each category whether it is paid once or every year."""
        texts = ["", "", "", "", *[self.timing(t) for t, _ in pairs], "", ""]
        sheet.write(texts, "section", ["text"] * 4 + ["general"] * (len(texts) - 4))

    def _aimags(self) -> list[str]:
        names = {site.aimag_name for _, site in self.context.deployments}
        several = {""} if "" in self.aimag_rows else set[str]()
        return sorted(names | several, key=named_first)

    def _aimag_row(self, sheet: Sheet, name: str, pairs: Sequence[tuple[Timing, Category]]) -> None:
        here = [d for d, site in self.context.deployments if site.aimag_name == name]
        bought = self._deliveries_by_aimag.get(name, [])
        span = self.aimag_rows.get(name)
        sheet.write(
            [
                self.aimag(name),
                len(here),
                sum(d.status is SiteStatus.DEPLOYED for d in here),
                sum(d.users_gaining for d in here),
                *[self.amount_in(bought, span, t, c) or 0 for t, c in pairs],
                self.amount_in(bought, span, Timing.ONE_TIME) or 0,
                self.amount_in(bought, span, Timing.PER_YEAR) or 0,
            ]
        )

    @cached_property
    def _deliveries_by_point(self) -> dict[str, list[Delivery]]:
        return {k: list(v) for k, v in groupby(self.bought.deliveries, key=lambda d: d.point)}

    @cached_property
    def _deliveries_by_aimag(self) -> dict[str, list[Delivery]]:
        return {k: list(v) for k, v in groupby(self.bought.deliveries, key=lambda d: d.aimag)}

    def _column_totals(self, sheet: Sheet, first: int) -> int:
        plan = self.context.plan
        one_time = {s: _sum(items) for s, items in self.bill_sections}
        values = [
            plan.counts()["total"],
            plan.counts()["deployed"],
            plan.users_gaining,
            *one_time.values(),
            plan.listed_minor,
            self.bought.yearly.new_minor,
        ]
        last = sheet.row - 1
        cells = [
            Formula(f"=SUM({area(place, first, last)})", value)
            for place, value in enumerate(values, start=1)
        ]
        return sheet.write([self.word("total"), *cells], "total")

    def _reconcile(self, sheet: Sheet, totals: int, width: int) -> None:
        """Show that aimags, bill and distribution list come to the same."""
        sheet.block("title.reconciliation", [])
        for timing, place, value in (
            (Timing.ONE_TIME, width - 2, self.context.plan.listed_minor),
            (Timing.PER_YEAR, width - 1, self.bought.yearly.new_minor),
        ):
            text = self.word(self.total_key(timing))
            row = sheet.write_statement(text, [self.bill_total(timing)], ["money"])
            for name, other in (
                ("title.by_aimag", address(place, totals)),
                ("title.distribution", self._listed_total(timing, value)),
            ):
                gap = Formula(f"={other}-{address(4, row)}", 0)
                text = f"{self.word(name)} − {self.word('title.bill')}"
                sheet.write_statement(text, [gap], ["difference"])
            if timing is Timing.ONE_TIME and self.savings:
                self._after_savings(sheet, address(4, row))
        self._yearly(sheet)

    def _after_savings(self, sheet: Sheet, listed: str) -> None:
        """Show what stock, price tiers and tax rules save of the list prices."""
        row = sheet.write_statement(self.word("less_savings"), [self.less_savings()], ["money"])
        rest = Formula(f"={listed}+{address(4, row)}", self.context.plan.capex_minor)
        sheet.write_statement(self.word("total_one_time"), [rest], ["money"], "total")

    def _listed_total(self, timing: Timing, value: int) -> str:
        span = (FIRST, self.last_delivery)
        found = self.amount_in(self.bought.deliveries, span, timing)
        if not isinstance(found, Formula) or found.value != value:
            raise ValueError(f"the distribution list does not come to {value}: {found}")
        return found.text.removeprefix("=")

    def _yearly(self, sheet: Sheet) -> None:
        y = self.bought.yearly
        sheet.block("title.fees", [])
        top = sheet.row

        def fees(column: str) -> str:
            return f"={self.elsewhere('fees', _place(_FEES, column), self.last_fee + 1)}"

        cells: list[tuple[str, Cell]] = [
            ("present_fees", Formula(fees("present_fees"), y.present_minor)),
            ("ended_fees", Formula(fees("ended_fees"), -y.ended_minor)),
            ("kept_fees", Formula(f"={address(4, top)}+{address(4, top + 1)}", y.kept_minor)),
            ("total_new_per_year", self.bill_total(Timing.PER_YEAR)),
        ]
        for key, cell in cells:
            sheet.write_statement(self.word(key), [cell], ["money"])
        total = Formula(f"={address(4, top + 2)}+{address(4, top + 3)}", y.total_minor)
        sheet.write_statement(self.word("total_per_year"), [total], ["money"], "total")
        gap = Formula(f"={fees('total_per_year')[1:]}-{address(4, top + 4)}", 0)
        text = f"{self.word('sheet.fees')} − {self.word('total_per_year')}"
        sheet.write_statement(text, [gap], ["difference"])

    def _by_payer(self, sheet: Sheet) -> None:
        """Yearly money by payer: SUMPRODUCT compares names, SUMIFS would match patterns."""
        yearly = [d for d in self.bought.deliveries if d.item.timing is Timing.PER_YEAR]
        fees = self.bought.fees
        payers = {d.payer for d in yearly} | {fee.payer for fee in fees if fee.kept_minor}
        if not payers:
            return
        headings = ["payer", "", "", "", "new_per_year", "kept_fees", "total_per_year"]
        sheet.block("title.by_payer", headings[: len(sheet.columns)])
        for payer in sorted(payers, key=lambda p: p or ""):
            n = sheet.row + 1
            new = sum(d.amount_minor for d in yearly if d.payer == payer)
            kept = sum(fee.kept_minor for fee in fees if fee.payer == payer)
            money: list[Cell] = [
                Formula(self._new_of_payer(sheet.row), new),
                Formula(self._kept_of_payer(sheet.row), kept),
                Formula(f"=E{n}+F{n}", new + kept),
            ]
            sheet.write_statement(self.payer(payer), money, ["money"] * 3)

    def _new_of_payer(self, row: int) -> str:
        span = (FIRST, self.last_delivery)
        same = f"{self.listed('payer', *span)}={address(0, row)}"
        yearly = f"{self.listed('timing', *span)}={quoted(self.timing(Timing.PER_YEAR))}"
        return f"=SUMPRODUCT(({same})*({yearly})*{self.listed('amount', *span)})"

    def _kept_of_payer(self, row: int) -> str:
        name = self.book.sheet_name("fees")
        who, what = (
            f"'{name}'!{area(_place(_FEES, column), FIRST, self.last_fee)}"
            for column in ("fee_payer", "kept_fees")
        )
        return f"=SUMPRODUCT(({who}={address(0, row)})*{what})"

    def _by_kind(self, sheet: Sheet) -> None:
        sheet.block("title.by_kind", ["kind", "sites", "status.deployed", "users_gaining"])
        pairs = self.context.deployments
        for kind in sorted({site.kind for _, site in pairs}):
            here = [d for d, site in pairs if site.kind is kind]
            deployed = sum(d.status is SiteStatus.DEPLOYED for d in here)
            gaining = sum(d.users_gaining for d in here)
            sheet.write([self.word(f"kind.{kind.value}"), len(here), deployed, gaining])

    def prices(self) -> None:
        items = self.bought.items
        notes = ["prices.how", *(["prices.listed"] if self.savings else [])]
        sheet = self.book.sheet(
            "prices", "title.prices", _PRICES, note=" ".join(map(self.word, notes)), rows=len(items)
        )
        for item in items:
            sheet.write(self._price_cells(item, sheet.row + 1))
        last = max(sheet.row - 1, FIRST)
        sheet.page.data_validation(
            FIRST,
            _place(_PRICES, "new_price"),
            last,
            _place(_PRICES, "new_price"),
            {"validate": "integer", "criteria": ">=", "value": 0},
        )
        sheet.row = max(sheet.row, FIRST + 1)
        for timing in Timing:
            self._price_total(sheet, timing, self.total_key(timing), last)

    def _price_cells(self, item: Item, n: int) -> list[Cell]:
        bill = self.bill_rows[item.number]
        return [
            item.number,
            item.sku,
            self.item(item),
            self.category(item.category),
            self.timing(item.timing),
            term("unit", item.unit, self.context.language, "/"),
            item.unit_price_minor,
            item.unit_price_minor,
            Formula(f"=IF(G{n}=0,0,H{n}/G{n}-1)", 0),
            Formula(f"={self.elsewhere('bill', _place(_BILL, 'needed'), bill)}", item.quantity),
            Formula(f"=J{n}*G{n}", item.amount_minor),
            Formula(f"=J{n}*H{n}", item.amount_minor),
            Formula(f"=L{n}-K{n}", 0),
        ]

    def _price_total(self, sheet: Sheet, timing: Timing, key: str, last: int) -> None:
        value = sum(i.amount_minor for i in self.bought.items if i.timing is timing)
        when = f"{area(_place(_PRICES, 'timing'), FIRST, last)},{quoted(self.timing(timing))}"
        sums = [
            Formula(f"=SUMIFS({area(_place(_PRICES, name), FIRST, last)},{when})", amount)
            for name, amount in (("amount_plan", value), ("amount_new", value), ("difference", 0))
        ]
        cells: list[Cell] = [None, None, self.word(key), *[None] * 7, *sums]
        styles = ["price" if c.style == "input" else c.style for c in _PRICES]
        sheet.write(cells, "total", styles)

    def bill(self) -> None:
        sheet = self.book.sheet(
            "bill",
            "title.bill",
            self.columns(_BILL),
            note=self.unit_note,
            rows=self._bill_length,
        )
        for section, items in self.bill_sections:
            self._bill_section(sheet, section, items)
        last = sheet.row - 1
        sheet.row += 1
        for timing in Timing:
            self._bill_total_row(sheet, timing, self.total_key(timing))
            if timing is Timing.ONE_TIME and self.savings:
                self._bill_savings(sheet, last)
        differences = (FIRST, _place(_BILL, "difference"), sheet.row, _place(_BILL, "difference"))
        alarm = self.book.file.add_format({"bg_color": "#F8C9C4"})
        rule = {"type": "cell", "criteria": "!=", "value": 0, "format": alarm}
        sheet.page.conditional_format(*differences, rule)

    @cached_property
    def _bill_length(self) -> int:
        return sum(len(items) + 2 for _, items in self.bill_sections)

    def _bill_section(
        self, sheet: Sheet, section: tuple[Timing, Category], items: Sequence[Item]
    ) -> None:
        timing, category = section
        name = f"{self.category(category)} – {self.timing(timing)}"
        sheet.write([None, None, name, *[None] * (len(_BILL) - 3)], "section")
        first = sheet.row
        for item in items:
            sheet.write(self._bill_cells(item, sheet.row + 1))
        last = sheet.row - 1
        amount, gap = _place(_BILL, "amount"), _place(_BILL, "difference")
        row: list[Cell] = [None] * len(_BILL)
        row[2] = f"{self.word('subtotal')}: {name}"
        row[3], row[4] = self.category(category), self.timing(timing)
        row[amount] = Formula(f"=SUM({area(amount, first, last)})", _sum(items))
        row[gap] = Formula(f"=SUMPRODUCT(ABS({area(gap, first, last)}))", 0)
        sheet.write(row, "total")

    def _bill_cells(self, item: Item, n: int) -> list[Cell]:
        price = self.elsewhere("prices", _place(_PRICES, "new_price"), self.price_row(item))
        span = (FIRST, self.last_delivery)
        lines, amounts = self.listed("bill_line", *span), self.listed("quantity", *span)
        return [
            item.number,
            item.sku,
            self.item(item),
            self.category(item.category),
            self.timing(item.timing),
            term("unit", item.unit, self.context.language, "/"),
            item.quantity,
            Formula(f"={price}", item.unit_price_minor),
            Formula(f"=G{n}*H{n}", item.amount_minor),
            Formula(f"=SUMIFS({amounts},{lines},A{n})", self._distributed[item.number]),
            Formula(f"=G{n}-J{n}", item.quantity - self._distributed[item.number]),
            self.not_bought.get(item.sku),
            Formula(f"=G{n}-L{n}", item.quantity - self.not_bought.get(item.sku, 0)),
            self._in_stock.get(item.sku),
        ]

    def _bill_savings(self, sheet: Sheet, last: int) -> None:
        """Show the way from list prices to what is paid.

        Units that are not bought save more where their price rises, as `repriced` has it: their
        transport stays. Tiers and VAT save what they do in the plan.
        """
        amount, top = _place(_BILL, "amount"), sheet.row - 1
        prices = {item.sku: item.unit_price_minor for item in self.bought.items}
        listed = sum(n * prices.get(sku, 0) for sku, n in self.not_bought.items())
        units, price = (area(_place(_BILL, c), FIRST, last) for c in ("not_bought", "unit_price"))
        for kind, saved in self.savings.items():
            cell: Cell = -saved
            if kind == "not_bought":
                cell = Formula(f"=SUMPRODUCT({units},{price})*-1+{listed - saved}", -saved)
            self._bill_sum(sheet, f"less.{kind}", cell, "body")
        paid = Formula(f"=SUM({area(amount, top, sheet.row - 1)})", self.context.plan.capex_minor)
        self._bill_sum(sheet, "total_one_time", paid, "total")

    def _bill_sum(self, sheet: Sheet, key: str, cell: Cell, look: str) -> int:
        row: list[Cell] = [None] * len(_BILL)
        row[2], row[_place(_BILL, "amount")] = self.word(key), cell
        return sheet.write(row, look)

    @cached_property
    def _in_stock(self) -> dict[str, int]:
        """Units of each bought item in all depots together."""
        found: dict[str, int] = {}
        for sku, _, quantity in self.context.plan.stock:
            found[sku] = found.get(sku, 0) + quantity
        return found

    @cached_property
    def _distributed(self) -> dict[int, int]:
        """Units of each bill line over the distribution list, added up afresh."""
        found = dict.fromkeys((i.number for i in self.bought.items), 0)
        for d in self.bought.deliveries:
            found[d.item.number] += d.quantity
        return found

    def _bill_total_row(self, sheet: Sheet, timing: Timing, key: str) -> None:
        amount = _place(_BILL, "amount")
        parts = [address(amount, row) for (t, _), row in self.bill_subtotals.items() if t is timing]
        value = sum(i.amount_minor for i in self.bought.items if i.timing is timing)
        written = self._bill_sum(sheet, key, Formula(f"={'+'.join(parts) or '0'}", value), "total")
        if written != self.bill_totals[timing]:
            raise ValueError(f"total row of the bill at {written}, not {self.bill_totals[timing]}")

    def distribution(self) -> None:
        found = self.bought.deliveries
        sheet = self.book.sheet(
            "distribution",
            "title.distribution",
            self.columns(_DISTRIBUTION),
            note=self.unit_note,
            rows=len(found),
        )
        for delivery in found:
            sheet.write(self._delivery_cells(delivery, sheet.row + 1))
        # Each aimag begins on a page of its own, so that its pages can be sent there.
        breaks = [first for first, _ in self.aimag_rows.values() if first > FIRST]
        sheet.page.set_h_pagebreaks(breaks[:_MOST_BREAKS])
        sheet.row = self.last_delivery + 1
        for timing in Timing:
            self._delivery_total(sheet, timing, self.total_key(timing))

    def _delivery_cells(self, d: Delivery, n: int) -> list[Cell]:
        price = self.elsewhere("prices", _place(_PRICES, "new_price"), self.price_row(d.item))
        site = d.site
        return [
            d.item.number,
            d.point,
            site.name if site else self._link_name(d),
            self.aimag(d.aimag),
            _soum(site) if site else "",
            site.contact if site else "",
            _owner(site) if site else "",
            d.item.sku,
            self.item(d.item),
            self.category(d.item.category),
            self.timing(d.item.timing),
            term("unit", d.item.unit, self.context.language, "/"),
            d.quantity,
            Formula(f"={price}", d.item.unit_price_minor),
            Formula(f"=M{n}*N{n}", d.amount_minor),
            self.payer(d.payer) if d.item.timing is Timing.PER_YEAR else "",
        ]

    def _link_name(self, d: Delivery) -> str:
        if d.link is None:
            raise ValueError(f"delivery point {d.point!r} is neither a site nor a link")
        kind = sentences.link_kind(d.link.kind, self.context.language)
        return f"{kind} ({len(d.link.serves)})"

    def _delivery_total(self, sheet: Sheet, timing: Timing, key: str) -> None:
        span = (FIRST, self.last_delivery)
        row: list[Cell] = [None] * len(_DISTRIBUTION)
        row[2] = self.word(key)
        place = _place(_DISTRIBUTION, "amount")
        row[place] = self.amount_in(self.bought.deliveries, span, timing)
        sheet.write(row, "total")

    def sites(self) -> None:
        pairs = self.context.deployments
        sheet = self.book.sheet(
            "sites", "title.sites", self.columns(_SITES), note=self.unit_note, rows=len(pairs)
        )
        for deployment, site in pairs:
            span = self.delivery_rows.get(site.id)
            here = self._deliveries_by_point.get(site.id, [])
            costs = [self.amount_in(here, span, timing) for timing in Timing]
            sheet.write([*self._site_cells(deployment, site), *costs])

    def _site_cells(self, d: Deployment, site: Site) -> list[Cell]:
        technology = sentences.technology_of(d)
        return [
            site.id,
            site.name,
            self.word(f"kind.{site.kind.value}"),
            site.aimag_name,
            _soum(site),
            site.longitude,
            site.latitude,
            self.word(f"status.{d.status.value}"),
            term("technology", technology, self.context.language) if technology else "",
            d.mbps_before,
            d.mbps_after,
            d.target_mbps,
            d.computers_before,
            d.computers_added,
            d.users_gaining,
            d.benefit / 1000,
        ]

    def unserved(self) -> None:
        left_out = [
            (d, site) for d, site in self.context.deployments if d.status is SiteStatus.UNSERVED
        ]
        sheet = self.book.sheet("unserved", "title.unserved", _UNSERVED, rows=len(left_out))
        for d, site in left_out:
            sheet.write(
                [
                    site.id,
                    site.name,
                    self.word(f"kind.{site.kind.value}"),
                    site.aimag_name,
                    _soum(site),
                    d.mbps_before,
                    d.target_mbps,
                    d.computers_before,
                    self.word(f"reason.{d.reason.value}"),
                    sentences.told(d.reason_text_mn, d.reason_text, self.context.language, "\n"),
                    site.contact,
                ]
            )

    def links(self) -> None:
        found = self.context.links
        sheet = self.book.sheet(
            "links", "title.links", self.columns(_LINKS), note=self.unit_note, rows=len(found)
        )
        for link in found:
            sheet.write(self._link_cells(link))
        if found:
            place = _place(_LINKS, "length_m")
            row: list[Cell] = [None] * len(_LINKS)
            row[0] = self.word("total")
            total = sum(link.length_m for link in found)
            row[place] = Formula(f"=SUM({area(place, FIRST, sheet.row - 1)})", total)
            sheet.write(row, "total")

    def _link_cells(self, link: BuiltLink) -> list[Cell]:
        span = self.delivery_rows.get(link.id)
        here = self._deliveries_by_point.get(link.id, [])
        return [
            link.id,
            sentences.link_kind(link.kind, self.context.language),
            self.aimag(link_aimag(self.context, link)),
            sentences.node_name(link.from_node, self.context),
            sentences.node_name(link.to_node, self.context),
            link.length_m,
            link.carried_mbps,
            link.asked_mbps,
            len(link.serves),
            ", ".join(link.serves),
            *[self.amount_in(here, span, timing) for timing in Timing],
        ]

    def fees(self) -> None:
        note = f"{self.word('fees.how')} {self.unit_note}"
        sheet = self.book.sheet(
            "fees", "title.fees", _FEES, note=note, rows=len(self.yearly_points)
        )
        for point in self.yearly_points:
            self._fee_row(sheet, point)
        sheet.row = self.last_fee + 1
        y = self.bought.yearly
        values = (y.present_minor, -y.ended_minor, y.kept_minor, y.new_minor, y.total_minor)
        sums = [
            Formula(f"=SUM({area(place, FIRST, self.last_fee)})", value)
            for place, value in enumerate(values, start=_place(_FEES, "present_fees"))
        ]
        sheet.write([None, self.word("total"), None, None, None, *sums], "total")

    @cached_property
    def yearly_points(self) -> list[str]:
        """Delivery points with any yearly money, in the order of the distribution list."""
        new = [d.point for d in self.bought.deliveries if d.item.timing is Timing.PER_YEAR]
        return list(dict.fromkeys([*new, *self._fee_by_site]))

    @cached_property
    def _fee_by_site(self) -> dict[str, PresentFee]:
        return {fee.site.id: fee for fee in self.bought.fees}

    def _fee_row(self, sheet: Sheet, point: str) -> None:
        fee = self._fee_by_site.get(point)
        here = self._deliveries_by_point.get(point, [])
        site = fee.site if fee else here[0].site
        name = site.name if site else self._link_name(here[0])
        aimag = site.aimag_name if site else self.aimag(here[0].aimag)
        ended, kept = (fee.ended_minor, fee.kept_minor) if fee else (0, 0)
        new = self.amount_in(here, self.delivery_rows.get(point), Timing.PER_YEAR) or 0
        value = new.value if isinstance(new, Formula) else 0
        n = sheet.row + 1
        sheet.write(
            [
                point,
                name,
                aimag,
                _soum(site) if site else "",
                self.payer(fee.payer) if fee else "",
                ended + kept,
                -ended,
                Formula(f"=F{n}+G{n}", kept),
                new,
                Formula(f"=H{n}+I{n}", kept + int(value)),
            ]
        )

    def policy(self) -> None:
        plan = self.context.plan
        sheet = self.book.sheet("policy", "title.policy", _POLICY)
        sheet.block("title.settings", ["setting", "value", "source"])
        for setting, value, source in plan.policy:
            told = labels.policy_source(source, self.context.language, "\n")
            shown = self.solver(value) if setting == "solve.solver" else value
            sheet.write([setting, self.setting(shown), told])
        self._limits(sheet, "title.floors", [li for li in plan.limits if sentences.is_quiet(li)])
        sheet.block("title.sources", ["file", "table", "rows", "sha256"])
        for found in plan.sources:
            cells: list[Cell] = [found.path, found.table, found.rows, found.sha256]
            sheet.write(cells, "body", ["wrap", "wrap", "int", "wrap"])


def _place(columns: Sequence[Column], heading: str) -> int:
    """Return the place of a column by its heading; raises ValueError when there is none."""
    return [column.heading for column in columns].index(heading)


def _sum(items: Iterable[Item]) -> int:
    return sum(item.amount_minor for item in items)


def _soum(site: Site) -> str:
    return ", ".join(part for part in (site.soum_name, site.bagh) if part)


def _owner(site: Site) -> str:
    return ", ".join(part for part in (site.owner, site.owner_register) if part)


def _spans(
    deliveries: Sequence[Delivery], key: Callable[[Delivery], str]
) -> dict[str, tuple[int, int]]:
    """Return first and last row of each group of a list that is sorted by it."""
    spans: dict[str, tuple[int, int]] = {}
    for place, delivery in enumerate(deliveries, start=FIRST):
        first, _ = spans.get(key(delivery), (place, place))
        spans[key(delivery)] = (first, place)
    return spans
