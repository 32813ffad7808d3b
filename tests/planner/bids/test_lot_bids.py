"""Six lots from the sheets to the award: sums that tie, bids for some of them, the cheapest way."""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from libre_office import recalculated
from six_lots import (
    LOTS,
    Offer,
    a_bid,
    compared,
    only,
    point,
    read,
    tenders,
    tenders_of,
    without_prices,
)

from planner.bids.awards import award_of, cost_of, funds_with
from planner.bids.awards_text import award_line
from planner.bids.bid import Bid
from planner.bids.compare import compare_bids, comparison_lines
from planner.bids.compare_data import comparison_json
from planner.exports.handover_sheets import sheets_of
from planner.exports.ocds.release_package import release_package
from planner.language.messages.findings import told
from planner.plan.plan import Plan
from planner.procurement.estimate import estimate_of, lot_amounts
from planner.procurement.tender_context import TenderContext
from planner.procurement.tenders import Tenders, packages_json, write_sheets
from planner.rendering.context import ExportContext
from planner.scenario.buying.package_rules import LotsBy

__all__ = ["tenders", "without_prices"]
pytestmark = pytest.mark.usefixtures("without_prices")

# --- the lots of a tender ------------------------------------------------------------------------


def test_lots_add_up_to_their_tender_everywhere(tenders: Tenders, tmp_path: Path) -> None:
    """Quantities, lines and estimates of six lots are those of the tender, in every document."""
    dossier = only(tenders)
    amounts, lines = lot_amounts(dossier), dossier.tender.lines
    write_sheets(tenders, ["P01"], tmp_path)
    index = openpyxl.load_workbook(tmp_path / "packages.xlsx")["Lots"]
    buyer = openpyxl.load_workbook(tmp_path / "P01-buyer.xlsx")["Lots"]
    context = TenderContext(
        plan=tenders.context.plan, sites=tenders.context.sites, network=tenders.context.network,
        language="en", written_at="2026-11-22T06:00:00+00:00", dossiers=(dossier,), estimates=True,
    )  # fmt: skip
    tender = release_package(context)["releases"][1]["tender"]

    assert [lot.number for lot in dossier.lots] == [*LOTS]
    assert sum(amounts.values()) == dossier.package.amount_minor == 243_700
    assert {(line.lot, line.sku) for line in lines} == {
        *((n, "A") for n in LOTS), (2, "B"), (5, "B"),
    }  # fmt: skip
    assert sum(line.quantity for line in lines if line.sku == "A") == 203
    assert sum(units for units in dossier.unplaced.values()) == 7
    assert [line.number for line in lines] == [*range(1, 9)]
    for sheet, column in ((index, 6), (buyer, 5)):
        assert [sheet.cell(row, column).value for row in range(5, 11)] == [*amounts.values()]
    assert [lot["value"]["amount"] for lot in tender["lots"]] == [*amounts.values()]
    assert sum(lot["value"]["amount"] for lot in tender["lots"]) == tender["value"]["amount"]
    assert {item["relatedLot"] for item in tender["items"]} == {lot["id"] for lot in tender["lots"]}
    (told,) = (p for p in packages_json(tenders) if p["package"] == "P01")
    assert [lot["estimate_minor"] for lot in told["lots"]] == [*amounts.values()]
    assert [lot["points"] for lot in told["lots"]] == [[point(n)] for n in LOTS]


def test_the_distribution_list_has_a_column_an_item_and_says_the_lot(
    tenders: Tenders, tmp_path: Path
) -> None:
    """A in six lots is one column; LibreOffice finds that it ties to the six lines."""
    write_sheets(tenders, ["P01"], tmp_path)
    (back,) = recalculated([tmp_path / "P01-bidder.xlsx"], tmp_path, "the list of a tender in lots")
    sheet = openpyxl.load_workbook(back, data_only=True)["Distribution"]
    heads = [str(cell.value) for cell in sheet[4] if cell.value]
    lot = heads.index("Lot") + 1
    below = {sheet.cell(r, 3).value: [sheet.cell(r, lot + n).value for n in (1, 2)]
             for r in range(11, 15)}  # fmt: skip

    assert len(heads) == lot + 2
    assert heads[lot].startswith("1–2, 4–6, 8. ")
    assert [(sheet.cell(r, lot).value, sheet.cell(r, lot + 1).value) for r in range(5, 11)] == [
        (n, 10 * n) for n in LOTS
    ]
    assert [*below.values()] == [[210, 8], [-7, 0], [203, 8], [0, 0]]


def test_a_tender_in_one_piece_has_no_lots(plan: Plan, context: ExportContext) -> None:
    """Goods are not divided by themselves, and `one` divides nothing."""
    for lots in (LotsBy.CATEGORY, LotsBy.ONE):
        dossier = only(tenders_of(plan, context, lots))
        assert dossier.lots == ()
        assert [(line.number, line.sku, line.quantity) for line in dossier.tender.lines] == [
            (1, "A", 203), (2, "B", 8),
        ]  # fmt: skip
        assert estimate_of(dossier).bids_minor == 243_000


def test_the_limit_for_one_bidder_is_published(plan: Plan, context: ExportContext) -> None:
    """The released tender says how many lots one supplier may be awarded."""
    tenders = tenders_of(plan, context, most=2)
    release = TenderContext(
        plan=tenders.context.plan, sites=tenders.context.sites, network=tenders.context.network,
        language="en", written_at="2026-11-22T06:00:00+00:00", dossiers=(only(tenders),),
    )  # fmt: skip
    tender = release_package(release)["releases"][1]["tender"]

    assert tender["lotDetails"] == {"maximumLotsAwardedPerSupplier": 2}
    assert all("value" not in lot for lot in tender["lots"])  # the estimate is confidential


def test_handover_names_the_lot(tenders: Tenders) -> None:
    """What a site signs for says by which lot it was bought."""
    context, (first, *_) = tenders.context, tenders.context.plan.deployments
    moved = replace(first, site_id=point(3))
    plan = replace(context.plan, deployments=(moved,))
    told = TenderContext(
        plan=plan, sites=context.sites, network=context.network, language="en",
        dossiers=(only(tenders),),
    )  # fmt: skip
    (sheet,) = sheets_of(told)

    assert [arrival.origin for arrival in sheet.arrivals] == ["P01, lot 3: purchase"]


# --- bids for some lots --------------------------------------------------------------------------


def test_a_bid_for_two_lots_is_complete(tenders: Tenders, tmp_path: Path) -> None:
    """Lots left empty are not missing; the total is that of the two."""
    (bid,) = read(tenders, a_bid(tenders, tmp_path, {1: 900, 2: 950}, "two"))

    assert bid.findings == ()
    quantities = {line.number: line.quantity for line in bid.lines}
    assert bid.lot_totals == {1: quantities[1] * 900, 2: quantities[2] * 950 + 4 * 4_750}
    assert bid.total == sum(bid.lot_totals.values())


def test_a_lot_that_is_begun_has_to_be_whole(tenders: Tenders, tmp_path: Path) -> None:
    """B of lot 2 has no price: the bid is not complete, and in no combination."""

    def without(book: Any) -> None:
        row = next(
            n for n, li in enumerate(only(tenders).tender.lines, 5) if (li.lot, li.sku) == (2, "B")
        )
        book["Prices"].cell(row, 9).value = None

    path = a_bid(tenders, tmp_path, {1: 900, 2: 900}, "half", change=without)
    found = compared(tenders, path)
    (bid,) = found.bids

    assert [f.rule for f in bid.findings] == ["bid.price_missing"]
    assert found.lots is not None
    assert found.lots.award.winners == {}
    assert "no lot has a complete bid" in comparison_lines(found)[-1]


def test_an_empty_bid_misses_every_price(tenders: Tenders, tmp_path: Path) -> None:
    """A bid for no lot is none."""
    (bid,) = read(tenders, a_bid(tenders, tmp_path, {}, "none"))

    assert [(f.rule, f.count) for f in bid.findings if f.severity.value == "error"] == [
        ("bid.price_missing", 8)
    ]


@pytest.mark.parametrize(
    ("cells", "rule", "said"),
    [
        ((5, None, "9", None), "bid.lot_unknown", "lot 9"),
        ((5, 100, "1", None), "bid.lot_discount", "per cent and an amount"),
        ((None, None, "1", 2), "bid.lot_discount", "no per cent and no amount"),
        ((5, None, None, None), "bid.lot_discount", "no condition"),
        (("5 %", None, "1", None), "bid.lot_discount", "5 % for per cent"),
        ((5, None, "one", None), "bid.lot_discount", "one for lots"),
        ((5, None, None, 1.5), "bid.lot_discount", "1.5 for a number of lots"),
        ((None, 10**9, "1, 2", None), "bid.lot_discount", "all discounts come to 1,000,000,000"),
    ],
)
def test_a_discount_that_is_not_clear_is_an_error(
    tenders: Tenders, tmp_path: Path, cells: tuple[object, ...], rule: str, said: str
) -> None:
    """What takes how much off, and when, is never guessed."""
    (bid,) = read(tenders, a_bid(tenders, tmp_path, dict.fromkeys(LOTS, 900), "d", (cells,)))
    (finding,) = bid.findings

    assert finding.rule == rule
    assert said in finding.found
    assert told(finding, "mn") != finding.sentence()
    assert bid.discounts == ()


# --- the cheapest combination --------------------------------------------------------------------

ONE: Offer = {1: 900, 2: 900, 3: 1_000, 4: 1_000}
TWO: Offer = {2: 950, 3: 950, 4: 980, 5: 900}
ALL: Offer = dict.fromkeys(LOTS, 990)


def by_hand(bids: list[Bid], most: int | None) -> tuple[int, int]:
    """Return lots left open and the least cost, by trying every combination."""
    best = (len(LOTS) + 1, 0)
    for ways in itertools.product(
        *([None, *(n for n, b in enumerate(bids) if lot in b.lot_totals)] for lot in LOTS)
    ):
        won = {
            n: {lot for lot, way in zip(LOTS, ways, strict=True) if way == n}
            for n in range(len(bids))
        }
        if most is not None and any(len(lots) > most for lots in won.values()):
            continue
        cost = Decimal(0)
        for n, lots in won.items():
            totals = bids[n].lot_totals
            cost += sum(totals[lot] for lot in lots)
            for d in bids[n].discounts:
                if lots and d.lots <= lots and len(lots) >= d.least:
                    base = sum(totals[lot] for lot in (d.lots or lots))
                    cost -= d.amount + base * d.percent / 100
        best = min(best, (ways.count(None), int(cost)))
    return best


@pytest.mark.parametrize("most", [None, 2, 3])
def test_the_cheapest_combination_is_that_of_all_combinations(
    plan: Plan, context: ExportContext, tmp_path: Path, most: int | None
) -> None:
    """Three bids for some of six lots, with discounts, under a limit: as enumerated by hand."""
    tenders = tenders_of(plan, context, most=most)
    paths = (
        a_bid(tenders, tmp_path, ONE, "one", ((None, 3_000, "1, 2", None),)),
        a_bid(tenders, tmp_path, TWO, "two", ((10, None, None, 3),)),
        a_bid(tenders, tmp_path, ALL, "all", ((5, None, "3; 4", None), (2, None, None, 5))),
    )
    bids = read(tenders, *paths)
    (found,) = compare_bids(bids, tenders)
    assert found.lots is not None
    award = found.lots.award

    assert [bid.findings for bid in bids] == [(), (), ()]
    assert (len(found.lots.open), award.cost) == by_hand(bids, most)
    assert award.proven
    assert found.lowest is None  # bids for different lots are not ranked by their totals
    said = "\n".join(comparison_lines(found))
    assert f"{award.cost:,} MNT for {6 - len(found.lots.open)} of 6 lots" in said
    assert "No combination of as many lots costs less, proven by CP-SAT (OR-Tools" in said
    assert "баталсан" in "\n".join(comparison_lines(found, "mn"))
    data = comparison_json(found)["lots"]
    assert data["total_minor"] == award.cost
    assert sum(c["listed_minor"] - c["discount_minor"] for c in data["cheapest"]) == award.cost


def test_a_doubt_stands_beside_the_combination(tenders: Tenders, tmp_path: Path) -> None:
    """A bid far below the estimate wins by arithmetic, with its reservation."""
    found = compared(tenders, a_bid(tenders, tmp_path, {6: 10}, "low"))

    assert any(
        "In question, low LLC (low.xlsx): a price is less" in x for x in comparison_lines(found)
    )


# --- awards --------------------------------------------------------------------------------------


def award(
    tenders: Tenders, path: Path, lots: tuple[int, ...], records: tuple[Any, ...] = ()
) -> tuple[Any, list[str]]:
    """Return an award of lots, and the rules against it."""
    (bid,) = read(tenders, path)
    made, against = award_of(
        bid, path.read_bytes(), tenders, records, day="2027-04-02", reason="lowest", lots=lots
    )
    return made, [f.rule for f in against]


def test_lots_are_awarded_one_by_one_and_the_rest_stays_open(
    tenders: Tenders, tmp_path: Path
) -> None:
    """Two lots at their price less the discount for both; four lots still cost their estimate."""
    path = a_bid(tenders, tmp_path, ONE, "one", ((None, 3_000, "1, 2", None), (50, None, None, 3)))
    made, against = award(tenders, path, (1, 2))
    dossier, amounts = only(tenders), lot_amounts(only(tenders))
    (bid,) = read(tenders, path)
    (fund,) = funds_with(tenders, [made])

    assert against == []
    assert made.lots == [1, 2]
    assert made.amount_minor == bid.lot_totals[1] + bid.lot_totals[2] - 3_000
    assert made.total == str(made.amount_minor)
    assert {line["number"] for line in made.lines} == {
        line.number for line in dossier.tender.lines if line.lot in (1, 2)
    }
    assert fund.open_minor == sum(amounts[lot] for lot in (3, 4, 5, 6))
    assert fund.awarded_minor == cost_of(dossier, made)
    assert "lots 1–2" in award_line(made, "MNT", "en")

    again, stands = award(tenders, path, (2, 3), (made,))
    assert (stands, again.lots) == (["award.stands"], [2, 3])
    rest, fine = award(tenders, path, (3,), (made,))
    assert fine == []
    (both,) = funds_with(tenders, [made, rest])
    assert both.open_minor == sum(amounts[lot] for lot in (4, 5, 6))


@pytest.mark.parametrize("lots", [(), (5,), (1, 9)])
def test_lots_that_cannot_be_awarded_are_refused(
    tenders: Tenders, tmp_path: Path, lots: tuple[int, ...]
) -> None:
    """None named, one that the bid is not for, one that does not exist: nothing is written."""
    made, against = award(tenders, a_bid(tenders, tmp_path, ONE, "one"), lots)

    assert made is None
    assert set(against) == {"award.lot"}


def test_no_bidder_is_awarded_more_lots_than_the_rule_allows(
    plan: Plan, context: ExportContext, tmp_path: Path
) -> None:
    """Two at most: a third is refused, also in an award of its own."""
    tenders = tenders_of(plan, context, most=2)
    path = a_bid(tenders, tmp_path, ONE, "one")
    first, against = award(tenders, path, (1, 2))

    assert against == []
    assert award(tenders, path, (3,), (first,))[1] == ["award.lot"]
    assert award(tenders, path, (1, 2, 3))[1] == ["award.lot"]


def test_the_lots_of_the_form_add_up_live(tenders: Tenders, tmp_path: Path) -> None:
    """LibreOffice counts priced lines and totals of each lot as the reader does."""
    path = a_bid(tenders, tmp_path, {1: 900, 2: 950, 5: 1_000}, "live")
    (back,) = recalculated([path], tmp_path, "the lots of a bid form")
    (bid,) = read(tenders, path)
    sheet = openpyxl.load_workbook(back, data_only=True)["Lots"]
    rows = {
        sheet.cell(r, 1).value: [sheet.cell(r, c).value for c in (5, 6, 7)] for r in range(5, 11)
    }

    assert {lot: row[2] for lot, row in rows.items() if row[2]} == bid.lot_totals
    assert [row[:2] for row in rows.values()] == [[1, 0], [2, 0], [0, 0], [0, 0], [2, 0], [0, 0]]
    assert sheet.cell(11, 7).value == bid.total
