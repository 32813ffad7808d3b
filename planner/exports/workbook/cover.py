"""The cover: whose plan it is, what is proven, what it brings and what it costs."""

from __future__ import annotations

from inventory.prices.catalogue import Timing
from planner.exports.workbook.columns import COVER
from planner.exports.workbook.layout import Layout
from planner.exports.workbook.limits import write_limits
from planner.language import formats, labels
from planner.language.labels import term
from planner.plan.plan import SiteStatus
from planner.rendering import sentences
from planner.rendering.decisions import decision_rows, who_decided
from planner.rendering.more_money import next_money_told
from planner.rendering.sheet_parts import write_rates
from planner.rendering.spreadsheet import Sheet
from planner.rendering.table import Cell, Formula


def write(layout: Layout) -> None:
    """Write the cover."""
    plan, language = layout.context.plan, layout.context.language
    sheet = layout.sheet("cover", COVER, landscape=False)
    for key, text in _identity(layout):
        sheet.write([layout.words.word(key), text], "body", ["label", "wrap"])
    sheet.block("title.proof", [])
    sheet.write_wrapped(sentences.proof(plan, language, "\n"), "strong")
    for note in sentences.proof_notes(plan, language):
        sheet.write_wrapped(note)
    _write_stages(sheet, layout)
    _write_outcome(sheet, layout)
    _write_money(sheet, layout)
    write_rates(sheet, plan)
    write_limits(sheet, layout, "title.limits")
    _write_directives(sheet, layout)
    _write_floors(sheet, layout)
    _write_decisions(sheet, layout)
    if plan.next_money is not None:
        sheet.block("title.next_money", [])
        sheet.write_wrapped(next_money_told(plan.next_money, layout.context))
    sheet.block("title.verify", [])
    for line in sentences.verify_lines(plan, language):
        sheet.write_wrapped(line)


def _identity(layout: Layout) -> list[tuple[str, str]]:
    plan, words = layout.context.plan, layout.words
    area = sentences.area(layout.context)
    return [
        ("project", plan.project),
        ("scenario", plan.scenario),
        *([("aimag", area)] if area else []),
        ("plan_id", plan.run_id),
        ("fingerprint", plan.printed_fingerprint),
        ("decided_by", who_decided(plan.decided, words.language)),
        ("solver", f"{words.solver(plan.solver)}, {words.word('seed')} {plan.seed}"),
        ("price_date", labels.dotted_date(plan.price_date)),
        ("price_basis", words.word(f"price_basis.{plan.price_basis}")),
    ]


def _write_stages(sheet: Sheet, layout: Layout) -> None:
    sheet.headings(["stage", "value", "certified_bound", "solver_bound", "status"])
    for stage in layout.context.plan.stages:
        figures = (stage.value, stage.certified_bound, stage.bound)
        sheet.write(
            [
                term("stage", stage.name, layout.context.language),
                *(sentences.stage_value(stage.name, n, layout.context) for n in figures),
                layout.words.word(f"result.{stage.status}"),
            ]
        )


def _write_outcome(sheet: Sheet, layout: Layout) -> None:
    plan = layout.context.plan
    counts = plan.counts()
    sheet.block("title.outcome", [])
    rows = {
        "sites": counts["total"],
        **{f"status.{status.value}": counts[status.value] for status in SiteStatus},
        "users_gaining": plan.users_gaining,
    }
    for key, value in rows.items():
        sheet.write([layout.words.word(key), value], "body", ["label", "int"])


def _write_money(sheet: Sheet, layout: Layout) -> None:
    sheet.block("title.money", [])

    def row(key: str, cell: Cell, look: str = "body") -> int:
        return sheet.write([layout.words.word(key), cell], look, ["label", "money"])

    if layout.savings:
        row("total_one_time_listed", layout.bill_total(Timing.ONE_TIME))
        row("less_savings", layout.less_savings())
    row("total_one_time", layout.one_time_cost(), "total" if layout.savings else "body")
    yearly = layout.bought.yearly
    new = row("total_new_per_year", layout.bill_total(Timing.PER_YEAR))
    kept = row("kept_fees", yearly.kept_minor)
    both = f"={COVER.at('value', new)}+{COVER.at('value', kept)}"
    row("total_per_year", Formula(both, yearly.total_minor), "total")
    row("npc", layout.context.plan.npc_minor)


def _write_directives(sheet: Sheet, layout: Layout) -> None:
    directives, language = layout.context.plan.directives, layout.context.language
    headings = ["directive", "reason", "authority", "document", "benefit_cost", "interval"]
    sheet.block("title.directives", headings)
    for d in directives:
        paper = f"{d.document}, {labels.dotted_date(d.date)}"
        cost = layout.words.word("not_computed")
        if d.benefit_cost is not None:
            cost = formats.points(d.benefit_cost)
        interval = sentences.benefit_interval(d, language)
        text = sentences.told(d.text_mn, d.text, language, "\n")
        sheet.write([text, d.reason, d.authority, paper, cost, interval])
    if not directives:
        sheet.no_rows()


def _write_floors(sheet: Sheet, layout: Layout) -> None:
    plan, language = layout.context.plan, layout.context.language
    if plan.floors:
        sheet.block("title.floor_costs", ["floor", "benefit_cost", "interval"])
    for row in plan.floors:
        cost = layout.words.word("not_computed")
        if row.benefit_cost is not None:
            cost = formats.points(row.benefit_cost)
        text = sentences.told(row.text_mn, row.text, language, "\n")
        sheet.write([text, cost, sentences.benefit_interval(row, language)], "body", ["wrap"] * 3)


def _write_decisions(sheet: Sheet, layout: Layout) -> None:
    rows = decision_rows(layout.context.plan, layout.context.language, "\n")
    if rows:
        sheet.block("title.decisions", ["decided_on", "decided_by"])
    for what, who in rows:
        sheet.write([what, who], "body", ["wrap", "wrap"])
