"""The summary: money by aimag, payer and kind of site, and that all sheets come to the same."""

from __future__ import annotations

from collections.abc import Sequence

from inventory.prices.catalogue import Timing
from planner.exports.workbook.columns import FEES
from planner.exports.workbook.layout import Layout
from planner.language.collation import named_first
from planner.plan.plan import SiteStatus
from planner.rendering.spreadsheet import STATED, Sheet
from planner.rendering.table import FIRST, Cell, Column, Formula, Table, address, quoted, relative


def write(layout: Layout) -> None:
    """Write the summary."""
    sections = [section for section, _ in layout.bill_sections]
    table = Table(
        Column("aimag", 34, "wrap"),
        Column("sites", 12, "int"),
        Column("status.deployed", 12, "int"),
        Column("users_gaining", 12, "int"),
        *(Column(f"category.{c.value}", 18, "money", f"{t.value} {c.value}") for t, c in sections),
        Column("one_time_cost", 20, "money"),
        Column("new_per_year", 20, "money"),
    )
    sheet = layout.sheet("summary", table)
    # Above each category, whether it is paid once or every year.
    texts = ["", "", "", "", *[layout.words.timing(t) for t, _ in sections], "", ""]
    sheet.write(texts, "section", ["text"] * 4 + ["general"] * (len(texts) - 4))
    sheet.headings()
    sheet.page.freeze_panes(sheet.row, 1)
    first = sheet.row
    for name in _aimags(layout):
        sheet.add(_aimag_cells(layout, name))
    totals = _write_totals(sheet, layout, first)
    _reconcile(sheet, layout, totals)
    _write_yearly(sheet, layout)
    _write_payers(sheet, layout)
    _write_kinds(sheet, layout)


def _aimags(layout: Layout) -> list[str]:
    names = {site.aimag_name for _, site in layout.context.deployments}
    several = {""} if "" in layout.aimag_rows else set[str]()
    return sorted(names | several, key=named_first)


def _aimag_cells(layout: Layout, name: str) -> dict[str, Cell]:
    here = [d for d, site in layout.context.deployments if site.aimag_name == name]
    bought, span = layout.deliveries_by_aimag.get(name, []), layout.aimag_rows.get(name)
    return {
        "aimag": layout.words.aimag(name),
        "sites": len(here),
        "status.deployed": sum(d.status is SiteStatus.DEPLOYED for d in here),
        "users_gaining": sum(d.users_gaining for d in here),
        **{
            f"{t.value} {c.value}": layout.amount_in(bought, span, t, c) or 0
            for (t, c), _ in layout.bill_sections
        },
        "one_time_cost": layout.amount_in(bought, span, Timing.ONE_TIME) or 0,
        "new_per_year": layout.amount_in(bought, span, Timing.PER_YEAR) or 0,
    }


def _write_totals(sheet: Sheet, layout: Layout, first: int) -> int:
    plan = layout.context.plan
    values = {
        "sites": plan.counts()["total"],
        "status.deployed": plan.counts()["deployed"],
        "users_gaining": plan.users_gaining,
        **{
            f"{t.value} {c.value}": sum(item.amount_minor for item in items)
            for (t, c), items in layout.bill_sections
        },
        "one_time_cost": plan.listed_minor,
        "new_per_year": layout.bought.yearly.new_minor,
    }
    sums = sheet.columns.sums(values, first, sheet.row - 1)
    return sheet.add({"aimag": layout.words.word("total"), **sums}, "total")


def _state(
    sheet: Sheet, key: str, cells: Sequence[Cell], look: str = "body", style: str = "money"
) -> int:
    """Write figures beside the word for them and return the row."""
    return sheet.write_statement(sheet.book.word(key), cells, [style] * len(cells), look)


def _stated(row: int) -> str:
    return address(STATED, row)


def _reconcile(sheet: Sheet, layout: Layout, totals: int) -> None:
    """Show that aimags, bill and distribution list come to the same."""
    word = layout.words.word
    sheet.block("title.reconciliation", [])
    for timing, column, value in (
        (Timing.ONE_TIME, "one_time_cost", layout.context.plan.listed_minor),
        (Timing.PER_YEAR, "new_per_year", layout.bought.yearly.new_minor),
    ):
        row = _state(sheet, layout.total_key(timing), [layout.bill_total(timing)])
        for name, other in (
            ("title.by_aimag", sheet.columns.at(column, totals)),
            ("title.distribution", _listed_total(layout, timing, value)),
        ):
            gap = Formula(layout.book.exact(f"{other}-{_stated(row)}"), 0)
            text = f"{word(name)} − {word('title.bill')}"
            sheet.write_statement(text, [gap], ["difference"])
        if timing is Timing.ONE_TIME and layout.savings:
            saved = _state(sheet, "less_savings", [layout.less_savings()])
            rest = f"={_stated(row)}+{_stated(saved)}"
            paid = Formula(rest, layout.context.plan.capex_minor)
            _state(sheet, "total_one_time", [paid], "total")


def _listed_total(layout: Layout, timing: Timing, value: int) -> str:
    found = layout.amount_in(layout.bought.deliveries, layout.all_deliveries, timing)
    if found is None or found.value != value:
        raise ValueError(f"the distribution list does not come to {value}: {found}")
    return found.text.removeprefix("=")


def _write_yearly(sheet: Sheet, layout: Layout) -> None:
    y = layout.bought.yearly

    def fees(column: str) -> str:
        return layout.book.elsewhere("fees", FEES.at(column, layout.last_fee + 1))

    def plus(one: int, other: int, value: int) -> Formula:
        return Formula(f"={_stated(one)}+{_stated(other)}", value)

    sheet.block("title.fees", [])
    present = _state(sheet, "present_fees", [Formula(f"={fees('present_fees')}", y.present_minor)])
    ended = _state(sheet, "ended_fees", [Formula(f"={fees('ended_fees')}", -y.ended_minor)])
    kept = _state(sheet, "kept_fees", [plus(present, ended, y.kept_minor)])
    new = _state(sheet, "total_new_per_year", [layout.bill_total(Timing.PER_YEAR)])
    total = _state(sheet, "total_per_year", [plus(kept, new, y.total_minor)], "total")
    gap = Formula(layout.book.exact(f"{fees('total_per_year')}-{_stated(total)}"), 0)
    text = f"{layout.words.word('sheet.fees')} − {layout.words.word('total_per_year')}"
    sheet.write_statement(text, [gap], ["difference"])


def _write_payers(sheet: Sheet, layout: Layout) -> None:
    """Write yearly money by payer, new and kept."""
    yearly = [d for d in layout.bought.deliveries if d.item.timing is Timing.PER_YEAR]
    fees = layout.bought.fees
    payers = {d.payer for d in yearly} | {fee.payer for fee in fees if fee.kept_minor}
    if not payers:
        return
    headings = ["payer", "", "", "", "new_per_year", "kept_fees", "total_per_year"]
    sheet.block("title.by_payer", headings[: len(sheet.columns)])
    for payer in sorted(payers, key=lambda p: p or ""):
        new = sum(d.amount_minor for d in yearly if d.payer == payer)
        kept = sum(fee.kept_minor for fee in fees if fee.payer == payer)
        both = f"={relative(STATED, sheet.row)}+{relative(STATED + 1, sheet.row)}"
        money = [
            Formula(_new_of_payer(layout, payer), new),
            Formula(_kept_of_payer(layout, sheet.row), kept),
            Formula(both, new + kept),
        ]
        sheet.write_statement(layout.words.payer(payer), money, ["money"] * 3)


def _new_of_payer(layout: Layout, payer: str | None) -> str:
    """Return the sum of a payer's new money: SUMIFS would take names for patterns."""
    span = layout.all_deliveries
    same = f"{layout.listed('payer', span)}={quoted(layout.in_list.payer(payer))}"
    yearly = f"{layout.listed('timing', span)}={quoted(layout.in_list.timing(Timing.PER_YEAR))}"
    return f"=SUMPRODUCT(({same})*({yearly})*{layout.listed('amount', span)})"


def _kept_of_payer(layout: Layout, row: int) -> str:
    who, what = (
        layout.book.elsewhere("fees", FEES.area(column, FIRST, layout.last_fee))
        for column in ("fee_payer", "kept_fees")
    )
    return f"=SUMPRODUCT(({who}={address(0, row)})*{what})"


def _write_kinds(sheet: Sheet, layout: Layout) -> None:
    sheet.block("title.by_kind", ["kind", "sites", "status.deployed", "users_gaining"])
    pairs = layout.context.deployments
    for kind in sorted({site.kind for _, site in pairs}):
        here = [d for d, site in pairs if site.kind is kind]
        deployed = sum(d.status is SiteStatus.DEPLOYED for d in here)
        gaining = sum(d.users_gaining for d in here)
        sheet.write([layout.words.word(f"kind.{kind.value}"), len(here), deployed, gaining])
