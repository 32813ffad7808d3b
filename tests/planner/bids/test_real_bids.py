"""Bids as they really come back: what was done to them is noticed, and prices are held to limits.

Two lines of goods: 10 pieces estimated at 1,000 each and 4 at 50,000, together 210,000.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from small_records import a_line, a_package, a_rule, an_item, of_tenders

from inventory.prices.catalogue import (
    Catalogue,
    ExchangeRate,
    PriceTier,
    TierKind,
)
from planner.bids.award_prices import awarded_prices, write_prices
from planner.bids.awards import (
    FILE,
    Award,
    Revocation,
    add_record,
    award_of,
    cost_of,
    funds_with,
    of_plan,
    read_awards,
    standing,
)
from planner.bids.awards_text import award_lines, awards_json, fund_lines, price_lines
from planner.bids.bid import Bid
from planner.bids.compare import compare_bids, comparison_lines
from planner.bids.compare_data import comparison_json
from planner.bids.price_limits import weighed
from planner.bids.rates import read_rates
from planner.bids.read import read_bids
from planner.errors import SettingsError
from planner.language.messages.findings import told
from planner.plan.plan import Plan
from planner.plan.purchasing import FundUse
from planner.procurement.tender_plan import dossiers_of
from planner.procurement.tenders import Tenders, write_sheets
from planner.rendering.context import ExportContext
from planner.scenario.buying.procurement_rules import RuleStatus

Change = Callable[[Any], None]
RULE = a_rule(
    "Request for Bids", rulebook="bank", citation="to be checked", status=RuleStatus.UNCONFIRMED,
    currencies=("USD", "EUR"), rate_source="Bank of Mongolia",
)  # fmt: skip
PRICES = {"A": 1_000, "B": 50_000}
NAMES = ("A", "B")


@pytest.fixture
def tenders(plan: Plan, context: ExportContext) -> Tenders:
    """Give a package of two lines that may be priced in three currencies."""
    lines = (("AR-1", a_line(sku, n, PRICES[sku])) for sku, n in (("A", 10), ("B", 4)))
    package = a_package(*lines, fund_id="loan", rulebook="bank")
    found = replace(plan, packages=(package,), capex_minor=package.amount_minor)
    items = tuple(
        an_item(
            sku, PRICES[sku], performance_en="16 GB memory; SSD 512 GB",
            performance_mn="16 GB санах ой; SSD 512 GB",
        )
        for sku in NAMES
    )  # fmt: skip
    inputs = of_tenders(context.sites, RULE, catalogue=Catalogue(currency="MNT", items=items))
    return Tenders(
        context=replace(context, plan=found, language="en"),
        settings=inputs.scenario.tender,
        dossiers=dossiers_of(found, inputs),
    )


_SENT: list[bytes] = []


def sent(tenders: Tenders, out: Path) -> bytes:
    """Return the bidders' copy, written once for all tests: equal plans give equal bytes."""
    if not _SENT:
        write_sheets(tenders, ["P01"], out)
        _SENT.append((out / "P01-bidder.xlsx").read_bytes())
    return _SENT[0]


def a_bid(
    tenders: Tenders,
    out: Path,
    prices: tuple[object, object] = (1_000, 50_000),
    change: Change | None = None,
    name: str = "bid.xlsx",
    bidder: str = "Алтай ХХК",
) -> Path:
    """Return a bid that was filled in completely, then changed."""
    book = openpyxl.load_workbook(io.BytesIO(sent(tenders, out)))
    form, sheet, spec = book["Bid form"], book["Prices"], book["Specification"]
    form["B5"], form["B9"], form["B10"] = bidder, dt.date(2027, 4, 1), dt.date(2027, 8, 1)
    for row, price in enumerate(prices, 5):
        sheet.cell(row, 7).value, sheet.cell(row, 8).value = "Хятад", "MX-1"
        sheet.cell(row, 9).value = price
        spec.cell(row, 6).value = "16 GB, SSD 512 GB"
    if change is not None:
        change(book)
    book.save(out / name)
    return out / name


def read(tenders: Tenders, *paths: Path, rates: tuple[ExchangeRate, ...] = ()) -> list[Bid]:
    """Return bids as the command reads them."""
    return weighed(read_bids(paths, tenders, rates), tenders)


def rules(bid: Bid) -> set[str]:
    """Return the ids of a bid's findings."""
    return {finding.rule for finding in bid.findings}


def test_a_plain_bid_has_no_finding(tenders: Tenders, tmp_path: Path) -> None:
    """Filled in as asked, at the estimate: nothing is told."""
    (bid,) = read(tenders, a_bid(tenders, tmp_path))

    assert bid.findings == ()
    assert bid.total == 210_000


def open_document() -> bytes:
    """Return the members by which an OpenDocument spreadsheet is known."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office:document-content/>")
    return made.getvalue()


# --- prices --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prices", "rule", "said"),
    [
        ((499, 50_000), "bid.price_low", "2.0 times less than the estimate of 1,000"),
        ((500, 50_000), None, ""),
        ((2_000, 50_000), None, ""),
        ((2_001, 50_000), "bid.price_high", "2.0 times more than the estimate of 1,000"),
        ((1_000, 50), "bid.price_low", "line 2: 50, 1,000 times less than the estimate of 50,000"),
    ],
)
def test_prices_far_from_the_estimate_are_told(
    tenders: Tenders, tmp_path: Path, prices: tuple[int, int], rule: str | None, said: str
) -> None:
    """Below half or above twice the estimate, and not at these limits themselves."""
    (bid,) = read(tenders, a_bid(tenders, tmp_path, prices))

    assert [f.rule for f in bid.findings] == ([rule] if rule else [])
    assert all(said in f.found for f in bid.findings)
    assert all(f.row in (5, 6) for f in bid.findings)
    assert bid.responsive


@pytest.mark.parametrize(("price", "marked"), [(50.0, True), (100.0, True), (5_000.0, False)])
def test_a_factor_near_a_thousand_names_the_decimal_mark(
    tenders: Tenders, tmp_path: Path, price: float, marked: bool
) -> None:
    """50.000 read as fifty is the usual slip; a tenth is not."""
    (bid,) = read(tenders, a_bid(tenders, tmp_path, (1_000, price)))
    (finding,) = bid.findings

    assert ("decimal mark" in finding.todo) is marked
    assert ("аравтын таслал" in told(finding, "mn")) is marked


def test_prices_are_held_against_the_other_bids(tenders: Tenders, tmp_path: Path) -> None:
    """Within the limits of the estimate, but less than half of what two others ask."""
    paths = [
        a_bid(tenders, tmp_path, (price, 50_000), name=f"{price}.xlsx", bidder=f"B{price}")
        for price in (600, 1_500, 1_600)
    ]
    low, *others = read(tenders, *paths)
    alone, _ = read(tenders, *paths[:2])

    assert [f.found for f in low.findings] == [
        "line 1: 600, 2.6 times less than the other bids of 1,550"
    ]
    assert [bid.findings for bid in (alone, *others)] == [(), (), ()]


def test_the_reservation_stands_with_the_name_of_the_lowest(
    tenders: Tenders, tmp_path: Path
) -> None:
    """A bid 99.9 % under the estimate is not named without a word."""
    paths = [
        a_bid(tenders, tmp_path, (1, 50), name="low.xlsx", bidder="Нэг ХХК"),
        a_bid(tenders, tmp_path, name="fair.xlsx", bidder="Хоёр ХХК"),
    ]
    bids = read(tenders, *paths)
    (found,) = compare_bids(bids, tenders)

    last = comparison_lines(found)[-1]
    assert "Нэг ХХК (low.xlsx), but it is in question: a price is less than half" in last
    assert "эргэлзээтэй" in comparison_lines(found, "mn")[-1]
    assert comparison_json(found)["lowest_in_question"] == ["bid.price_low"]


# --- what bidders do to the file -----------------------------------------------------------------


def set_cell(key: str, cell: str, value: object) -> Change:
    """Return a change of one cell."""
    return lambda book: book[key].__setitem__(cell, value)


def _added(book: Any) -> None:
    book.create_sheet("Discount").append(["We give 10 % discount on line 2"])


def _comment(book: Any) -> None:
    book["Prices"]["I5"].comment = Comment("хөнгөлөлт 5 %", "bidder")


def _hidden(book: Any) -> None:
    book["Prices"].row_dimensions[6].hidden = True


def _deleted(book: Any) -> None:
    book["Prices"].delete_rows(5)


def _renumbered(book: Any) -> None:
    book["Prices"]["A5"] = 7


def _doubled(book: Any) -> None:
    book["Prices"]["A6"] = 1


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (_added, {"bid.sheet_added", "bid.discount"}),
        (_comment, {"bid.discount"}),
        (set_cell("Specification", "F5", "with a rebate"), {"bid.discount"}),
        (_hidden, {"bid.hidden"}),
        (set_cell("Bid form", "B10", dt.date(2027, 3, 1)), {"bid.validity"}),
        (set_cell("Bid form", "B10", dt.date(2027, 4, 10)), {"bid.validity"}),
        (set_cell("Prices", "H5", None), {"bid.offer_blank"}),
        (set_cell("Prices", "G6", "  "), {"bid.offer_blank"}),
        (set_cell("Specification", "F6", None), {"bid.offer_blank"}),
        (set_cell("Prices", "K5", 9_000), {"bid.total_changed"}),
        (set_cell("Bid form", "B12", 99), {"bid.total_changed", "bid.total_differs"}),
        (_renumbered, {"bid.row_missing", "bid.cell_changed"}),
    ],
)
def test_what_a_bidder_did_is_noticed(
    tenders: Tenders, tmp_path: Path, change: Change, found: set[str]
) -> None:
    """Each is one kind of finding in both languages, and says what to do."""
    (bid,) = read(tenders, a_bid(tenders, tmp_path, change=change))

    assert rules(bid) == found
    assert all(f.todo and told(f, "mn") != f.sentence() for f in bid.findings)


def test_the_bidders_own_total_is_shown(tenders: Tenders, tmp_path: Path) -> None:
    """The comparison shows the corrected total and, beside it, what the bidder wrote."""
    path = a_bid(tenders, tmp_path, change=set_cell("Bid form", "B12", 190_000))
    bids = read(tenders, path)
    (found,) = compare_bids(bids, tenders)

    said = "\n".join(comparison_lines(found))
    assert "210,000 MNT, +0.0 % against the estimate" in said
    assert "the bidder's own total is 190,000 MNT" in said
    assert comparison_json(found)["bids"][0]["own_total"] == "190000"


def _lower(book: Any) -> None:
    cell = book["Specification"]["C5"]
    cell.value = cell.value.replace("16 GB memory", "8 GB memory")


def _remove(book: Any) -> None:
    cell = book["Specification"]["C6"]
    cell.value = "\n".join(p for p in cell.value.split("\n") if "SSD" not in p)


@pytest.mark.parametrize(("change", "found"), [(_lower, "8 GB memory"), (_remove, "removed")])
def test_a_lowered_requirement_is_told(
    tenders: Tenders, tmp_path: Path, change: Change, found: str
) -> None:
    """The point that was asked for stands beside what became of it."""
    (bid,) = read(tenders, a_bid(tenders, tmp_path, change=change))
    lowered = [f for f in bid.findings if f.rule == "bid.requirement_lowered"]

    assert rules(bid) == {"bid.requirement_lowered", "bid.text_changed"}
    assert len(lowered) == 1
    assert found in lowered[0].found


def test_deleted_rows_are_told_and_the_others_keep_their_prices(
    tenders: Tenders, tmp_path: Path
) -> None:
    """Line 2 moves up one row when line 1 is deleted; its price is not taken for line 1's."""
    (bid,) = read(tenders, a_bid(tenders, tmp_path, change=_deleted))

    assert "bid.row_missing" in rules(bid)
    assert not bid.responsive
    assert [line.unit_price for line in bid.lines] == [None, Decimal(50_000)]


def test_sorted_rows_are_matched_by_the_number_of_the_line(
    tenders: Tenders, tmp_path: Path
) -> None:
    """A bidder who sorts the schedule changes nothing: a note says that rows were moved."""

    def turned(book: Any) -> None:
        sheet = book["Prices"]
        for column in range(1, 12):
            one, two = sheet.cell(5, column), sheet.cell(6, column)
            one.value, two.value = two.value, one.value
        sheet["K5"], sheet["K6"] = (sheet[f"K{r}"].value.replace(o, n) for r, o, n in
                                    ((5, "6", "5"), (6, "5", "6")))  # fmt: skip

    (bid,) = read(tenders, a_bid(tenders, tmp_path, (900, 45_000), turned))

    assert rules(bid) == {"bid.row_moved"}
    assert bid.responsive
    assert [line.unit_price for line in bid.lines] == [900, 45_000]


def test_a_doubled_row_is_not_counted(tenders: Tenders, tmp_path: Path) -> None:
    """Two rows of line 1: neither is taken, and line 2 has none."""
    (bid,) = read(tenders, a_bid(tenders, tmp_path, change=_doubled))

    assert {"bid.row_twice", "bid.row_missing"} <= rules(bid)
    assert bid.total is None


def test_macros_are_told_and_never_run(tenders: Tenders, tmp_path: Path) -> None:
    """A workbook with a macro project is read as any other, with a warning."""
    path = a_bid(tenders, tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")

    (bid,) = read(tenders, path)

    assert rules(bid) == {"bid.macros"}
    assert bid.total == 210_000


def test_repeated_findings_are_one_with_a_count(tenders: Tenders, tmp_path: Path) -> None:
    """Forty changed cells of one sheet are one finding that counts and shows three."""

    def scribbled(book: Any) -> None:
        for row in range(20, 60):
            book["Prices"].cell(row, 3).value = row

    (bid,) = read(tenders, a_bid(tenders, tmp_path, change=scribbled))
    (finding,) = bid.findings

    assert (finding.rule, finding.count, finding.column) == ("bid.cell_changed", 40, "Prices")
    assert "40 times, such as" in finding.sentence()


@pytest.mark.parametrize(
    ("content", "found", "todo"),
    [
        (b"%PDF-1.7 ...", "a PDF file", "ask for the workbook itself"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, ".xls", "Excel workbook (.xlsx)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "locked by a password",
            "save it without one",
        ),
        ("№;Нэр;Үнэ\n1;PC;100\n".encode(), "a text table (.csv)", "ask for the workbook"),
        (open_document(), "an OpenDocument file, such as .ods", "save it as .xlsx"),
    ],
)
def test_other_formats_name_the_next_step(
    tenders: Tenders, tmp_path: Path, content: bytes, found: str, todo: str
) -> None:
    """Whatever the file is called, it is told what it is and what to do."""
    path = tmp_path / "bid.xlsx"
    path.write_bytes(content)
    (bid,) = read(tenders, path)
    (finding,) = bid.findings

    assert finding.rule == "bid.unreadable"
    assert found in finding.found
    assert todo in finding.todo


# --- currencies ----------------------------------------------------------------------------------


def test_bids_in_three_currencies_are_compared_at_the_rate_of_the_opening(
    tenders: Tenders, tmp_path: Path
) -> None:
    """Each total is converted exactly; rate, day and source stand beside it."""
    day = tenders.dossiers[0].days.opening.isoformat()
    table = tmp_path / "rates.csv"
    table.write_text(
        f"currency,rate,date,source\nUSD,3600.5,{day},Bank of Mongolia\n"
        f"EUR,4000,{day},Bank of Mongolia\nUSD,1,2020-01-01,old\n",
        encoding="utf-8",
    )
    rates, faults = read_rates(table, "MNT")
    paths = [
        a_bid(tenders, tmp_path, name="mnt.xlsx", bidder="M"),
        a_bid(tenders, tmp_path, (0.25, 14), set_cell("Bid form", "B11", "USD"), "u.xlsx", "U"),
        a_bid(tenders, tmp_path, (0.25, 12), set_cell("Bid form", "B11", "EUR"), "e.xlsx", "E"),
    ]
    bids = read(tenders, *paths, rates=rates)
    (found,) = compare_bids(bids, tenders)
    said = "\n".join(comparison_lines(found))

    assert faults == []
    assert [bid.findings for bid in bids] == [(), (), ()]
    assert [bid.compared_total for bid in bids] == [210_000, Decimal("58.5") * Decimal("3600.5"),
                                                    202_000]  # fmt: skip
    assert [bid.file for bid in found.bids] == ["e.xlsx", "mnt.xlsx", "u.xlsx"]
    assert f"58.5 USD at 3,600.5 of {day} (Bank of Mongolia)" in said
    assert comparison_json(found)["bids"][0]["rate"] == {
        "rate": "4000", "day": day, "source": "Bank of Mongolia",
    }  # fmt: skip


def test_a_rate_of_another_day_is_never_taken(tenders: Tenders, tmp_path: Path) -> None:
    """Without the rate of the day the bid is not compared, and the day is named."""
    path = a_bid(tenders, tmp_path, (0.25, 14), set_cell("Bid form", "B11", "USD"))
    old = ExchangeRate(currency="USD", rate="3600", date="2020-01-01", source="old")
    (bid,) = read(tenders, path, rates=(old,))
    (finding,) = bid.findings

    assert finding.rule == "bid.rate_missing"
    assert finding.found.startswith("USD of 2020-01-01")
    assert tenders.dossiers[0].days.opening.isoformat() in finding.expected
    assert not bid.compared


def test_a_currency_that_the_rules_do_not_name_is_refused(tenders: Tenders, tmp_path: Path) -> None:
    """The finding lists those that are allowed, as the form and the cover do."""
    path = a_bid(tenders, tmp_path, change=set_cell("Bid form", "B11", "CNY"))
    (bid,) = read(tenders, path)
    book = openpyxl.load_workbook(io.BytesIO(sent(tenders, tmp_path)))
    cover = " ".join(str(c.value) for row in book["Cover"].iter_rows() for c in row if c.value)

    assert [(f.rule, f.expected) for f in bid.findings] == [("bid.currency", "MNT, USD, EUR")]
    assert "MNT, USD, EUR" in cover
    assert "Bank of Mongolia" in cover


# --- awards --------------------------------------------------------------------------------------


def funded(tenders: Tenders, ceiling_minor: int | None) -> Tenders:
    """Return the tenders paid by a fund, a tenth of which another adds."""
    loan = FundUse(
        fund_id="loan", name_mn="", name_en="", rulebook="bank", ceiling_minor=ceiling_minor,
        used_minor=189_000, cofinance_share="0.1", cofinancer="state",
    )  # fmt: skip
    state = FundUse(
        fund_id="state", name_mn="", name_en="", rulebook="n", ceiling_minor=None,
        used_minor=21_000,
    )  # fmt: skip
    plan = replace(tenders.context.plan, funds=(loan, state))
    dossiers = tuple(
        replace(d, fund=loan) if d.package.fund_id == "loan" else d for d in tenders.dossiers
    )
    return replace(tenders, context=replace(tenders.context, plan=plan), dossiers=dossiers)


def awarded(
    tenders: Tenders, path: Path, records: list[Any] | None = None
) -> tuple[Award | None, list[str]]:
    """Return the award of a bid, and the rules against it."""
    (bid,) = read(tenders, path)
    made, against = award_of(
        bid, path.read_bytes(), tenders, records or [], day="2027-04-02", reason="lowest"
    )
    return made, [f.rule for f in against]


def test_an_award_is_a_dated_record_and_reaches_the_funds(tenders: Tenders, tmp_path: Path) -> None:
    """200,000 instead of 210,000: nine tenths from the loan, a tenth from the state."""
    paid = funded(tenders, 300_000)
    made, against = awarded(paid, a_bid(tenders, tmp_path, (1_000, 47_500)))
    assert made is not None
    add_record(tmp_path, made)
    records = read_awards(tmp_path)
    held = of_plan(records, paid)
    funds = {f.fund_id: f for f in funds_with(paid, held)}

    assert against == []
    assert records == [made]
    assert (made.id, made.amount_minor, made.bidder) == ("A001", 200_000, "Алтай ХХК")
    assert cost_of(paid.dossiers[0], made) == 200_000
    assert [(x["sku"], x["quantity"], x["unit_price"]) for x in made.lines] == [
        ("A", 10, "1000"),
        ("B", 4, "47500"),
    ]
    assert (funds["loan"].awarded_minor, funds["state"].awarded_minor) == (180_000, 20_000)
    assert (funds["loan"].open_minor, funds["loan"].left_minor) == (0, 120_000)
    assert (funds["loan"].saved_minor, funds["state"].saved_minor) == (9_000, 1_000)
    assert any("left 120,000" in line for line in fund_lines(paid, held, "en"))
    assert awards_json(paid, records)["awards"][0]["stands"] is True


@pytest.mark.parametrize(("pot_minor", "rules"), [(180_000, []), (179_999, ["award.above_fund"])])
def test_an_award_draws_on_the_ceiling_that_bands_share(
    tenders: Tenders, tmp_path: Path, pot_minor: int, rules: list[str]
) -> None:
    """The loan has no ceiling of its own but that of another band of its source."""
    paid = funded(tenders, None)
    loan, state = paid.context.plan.funds
    pot = replace(loan, fund_id="pot", ceiling_minor=pot_minor, used_minor=0, within="")
    funds = (replace(loan, within="pot"), state, pot)
    plan = replace(paid.context.plan, funds=funds)
    shared = replace(paid, context=replace(paid.context, plan=plan))
    made, against = awarded(shared, a_bid(tenders, tmp_path, (1_000, 47_500)))
    assert against == rules and made is not None
    if not rules:
        add_record(tmp_path, made)
        held = of_plan(read_awards(tmp_path), shared)
        (found,) = (f for f in funds_with(shared, held) if f.fund_id == "pot")
        assert (found.awarded_minor, found.drawn_minor, found.left_minor) == (0, 180_000, 0)


def test_without_an_award_estimates_are_open(tenders: Tenders) -> None:
    """What is not awarded counts with its estimate, to the plan's own figures."""
    funds = {f.fund_id: f for f in funds_with(funded(tenders, 180_000), {})}

    assert (funds["loan"].open_minor, funds["state"].open_minor) == (189_000, 21_000)
    assert funds["loan"].left_minor == -9_000
    assert any("9,000 short" in line for line in fund_lines(funded(tenders, 180_000), [], "en"))


def test_an_award_is_revoked_by_a_record_and_never_erased(tenders: Tenders, tmp_path: Path) -> None:
    """Both records stay, byte for byte; the package may be awarded again under a new number."""
    path = a_bid(tenders, tmp_path)
    paid = funded(tenders, None)
    made, _ = awarded(paid, path)
    assert made is not None
    add_record(tmp_path, made)
    before = (tmp_path / FILE).read_bytes()
    _, against = awarded(paid, path, read_awards(tmp_path))
    assert against == ["award.stands"]

    add_record(tmp_path, Revocation(of="A001", date="2027-04-09", reason="complaint upheld"))
    records = read_awards(tmp_path)
    again, against = awarded(paid, path, records)

    assert (tmp_path / FILE).read_bytes().startswith(before)
    assert standing(records) == {}
    assert against == []
    assert again is not None
    assert again.id == "A002"
    told = award_lines(records, paid, "en")
    assert told[1] == "A001 revoked on 2027-04-09: complaint upheld"
    assert award_lines([], paid, "mn") == ["шийдвэр алга"]


def test_awarded_prices_are_the_award_divided_by_what_was_bid(
    tenders: Tenders, tmp_path: Path
) -> None:
    """10 at 1,000 and 4 at 47,500 with 10,000 of transport, 5 per cent taken off: 199,500.

    Transport and what is taken off are in the prices; a discount by quantity below the contract's
    price is written at that price, one above it stays away.
    """

    def transport(book: Any) -> None:
        book["Prices"].cell(6, 10).value = 10_000

    paid = funded(tenders, None)
    made, against = awarded(paid, a_bid(tenders, tmp_path, (1_000, 47_500), transport))
    assert (made and made.amount_minor, against) == (210_000, [])
    found = awarded_prices(paid, [replace(made, amount_minor=199_500)]) if made else ()
    tiers = [
        PriceTier(sku="B", kind=TierKind.ALL_UNITS, from_quantity=n, unit_price_minor=price)
        for n, price in ((10, 49_000), (50, 40_000))
    ]
    target = tmp_path / "awarded.csv"
    write_prices(replace(paid, tiers=tuple(tiers)), found, target)

    assert [(p.sku, p.unit_price_minor, p.quantity, p.planned) for p in found] == [
        ("A", 950, 10, 10),
        ("B", 47_500, 4, 4),
    ]
    assert sum(p.unit_price_minor * p.quantity for p in found) == 199_500
    assert [line.split(",")[:4] for line in target.read_text("utf-8").splitlines()] == [
        ["sku", "from_quantity", "kind", "unit_price"],
        ["A", "", "", "950"],
        ["B", "", "", "47500"],
        ["B", "50", "all_units", "47500"],
    ]
    assert [*price_lines(found, target, "MNT", "en")][1].startswith("B: 47,500 MNT each, 4 of 4")
    assert [*price_lines((), target, "MNT", "en")] == ["no awards"]


def test_awards_that_cannot_stand_are_refused(tenders: Tenders, tmp_path: Path) -> None:
    """Above the fund, or of a bid with errors: a finding with what to do, and no record."""
    _, above = awarded(funded(tenders, 100_000), a_bid(tenders, tmp_path))
    none, incomplete = awarded(funded(tenders, None), a_bid(tenders, tmp_path, (1_000, None)))

    assert above == ["award.above_fund"]
    assert (none, incomplete) == (None, ["award.bid_incomplete"])


@pytest.mark.parametrize("text", ["{}", "nonsense", '{"format":"kholboo-award/9","kind":"award"}'])
def test_a_damaged_record_is_named_by_its_line(tmp_path: Path, text: str) -> None:
    """Nothing is guessed from half a record."""
    good = Revocation(of="A001", date="2027-04-09", reason="r")
    add_record(tmp_path, good)
    (tmp_path / FILE).write_bytes((tmp_path / FILE).read_bytes() + text.encode() + b"\n")

    with pytest.raises(SettingsError, match="line 2"):
        read_awards(tmp_path)
