"""The evaluation workbook: filled in, recomputed by LibreOffice, read back, and awarded."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from libre_office import recalculated
from six_lots import a_bid, only, tenders_of, without_prices

from planner.bids.awards import award_of
from planner.bids.compare import compare_bids
from planner.bids.evaluation.awarding import evaluated
from planner.bids.evaluation.checks import CHECKS
from planner.bids.evaluation.reading import Evaluation, read_evaluation
from planner.bids.evaluation.scores import Entry, ranked
from planner.bids.evaluation.text import evaluation_json, evaluation_lines
from planner.bids.evaluation.workbook import write_evaluations
from planner.bids.price_limits import weighed
from planner.bids.read import read_bids
from planner.bids.rules import RULES as BID_RULES
from planner.language.messages.findings import told
from planner.plan.plan import Plan
from planner.procurement.tenders import Tenders
from planner.rendering.context import ExportContext
from planner.scenario.buying.package_rules import LotsBy
from planner.scenario.buying.procurement_rules import Criterion, criteria_of

pytestmark = pytest.mark.usefixtures("without_prices")
__all__ = ["without_prices"]
WEIGHTS = "price 60, delivery 20, life_cycle 10, performance 10"
Change = Callable[[Any], None]


@pytest.fixture
def tenders(plan: Plan, context: ExportContext) -> Tenders:
    """Give a tender in six lots, scored by price alone."""
    return tenders_of(plan, context)


def scored(tenders: Tenders, text: str) -> Tenders:
    """Return tenders whose rulebook has criteria with weights."""
    criteria = criteria_of(text)
    assert criteria is not None
    from dataclasses import replace

    return replace(
        tenders,
        dossiers=tuple(
            replace(d, ruling=replace(d.ruling, criteria=criteria)) for d in tenders.dossiers
        ),
    )


def written(tenders: Tenders, out: Path, *paths: Path) -> Path:
    """Return the evaluation workbook of bids."""
    compared = compare_bids(weighed(read_bids(paths, tenders), tenders), tenders)
    (path,) = write_evaluations(compared, tenders, out / "evaluation")
    return path


def filled(path: Path, *changes: Change, passed: bool = True) -> Path:
    """Return the workbook as a committee fills it in: every open check passed, then changes."""
    book = openpyxl.load_workbook(path)
    if passed:
        for row in range(5, book["Checklist"].max_row + 1):
            cell = book["Checklist"].cell(row, 6)
            cell.value = cell.value or "yes"
    for change in changes:
        change(book)
    book.save(path)
    return path


def at(book: Any, sheet: str, row: int, heading: str) -> Any:
    """Return the cell of a row under a heading."""
    heads = [cell.value for cell in book[sheet][4]]
    return book[sheet].cell(row, heads.index(heading) + 1)


def decide(row: int, decision: str, reason: str = "") -> Change:
    """Return a change of a decision on the ranking."""

    def change(book: Any) -> None:
        at(book, "Ranking", row, "Decision").value = decision
        at(book, "Ranking", row, "Reason").value = reason or None

    return change


def put(sheet: str, row: int, heading: str, value: object) -> Change:
    """Return a change of one cell."""
    return lambda book: setattr(at(book, sheet, row, heading), "value", value)


def read(tenders: Tenders, path: Path) -> Evaluation:
    """Return the evaluation as the command reads it."""
    return read_evaluation(path.read_bytes(), path.name, tenders)


def three(tenders: Tenders, out: Path) -> tuple[Path, ...]:
    """Return three bids for some of the lots."""
    return (
        a_bid(tenders, out, {1: 900, 2: 900, 3: 1_000}, "a"),
        a_bid(tenders, out, {1: 950, 2: 800, 3: 1_000}, "b"),
        a_bid(tenders, out, {1: 990, 3: 990, 6: 980}, "c"),
    )


def test_every_rule_of_bids_is_in_a_check() -> None:
    """A finding that no check shows would be lost to the committee."""
    apart = {"unreadable", "other_plan"}  # no bid that can be evaluated
    shown = {name for names in CHECKS.values() for name in names}
    asked = {r.id.removeprefix("bid.") for r in BID_RULES if r.id.startswith("bid.")}

    assert shown == asked - apart


def test_the_ranking_is_read_back_as_it_was_written(tenders: Tenders, tmp_path: Path) -> None:
    """Lots are ranked apart; without decisions nothing is awarded and nothing is wrong."""
    path = filled(written(tenders, tmp_path, *three(tenders, tmp_path)))
    found = read(tenders, path)
    ranks = {(d.lot, d.bidder): d.ranked.rank for d in found.decisions}

    assert found.findings == ()
    assert ranks == {
        (1, "a LLC"): 1, (1, "b LLC"): 2, (1, "c LLC"): 3,
        (2, "a LLC"): 2, (2, "b LLC"): 1,
        (3, "a LLC"): 2, (3, "b LLC"): 2, (3, "c LLC"): 1,
        (6, "c LLC"): 1,
    }  # fmt: skip
    assert found.awarded == ()
    assert [*evaluation_lines(found, "MNT", "en")][-1] == "  no bid is to be awarded"
    assert evaluation_json(found)["package"] == "P01"


@pytest.mark.parametrize("weights", ["price 100", WEIGHTS, "performance 60, price 40"])
def test_libre_office_ranks_as_the_reader_does(
    tenders: Tenders, tmp_path: Path, weights: str
) -> None:
    """Random checks, corrections and figures: every live price, score and rank is the reader's."""
    judged = scored(tenders, weights)
    draw = random.Random(weights)

    def scribble(book: Any) -> None:
        heads = [cell.value for cell in book["Ranking"][4]]
        for row in range(5, 14):
            if "Delivery offered by" in heads and draw.random() < 0.9:
                at(book, "Ranking", row, "Delivery offered by").value = only(
                    judged
                ).days.contract.replace(day=28, month=draw.randint(6, 12))
            if "Cost over the life, plan currency" in heads:
                cell = at(book, "Ranking", row, "Cost over the life, plan currency")
                cell.value = draw.choice([0, 7_000, 9_500.5, 12_345])
            if "Points of performance, 0 to 100" in heads:
                cell = at(book, "Ranking", row, "Points of performance, 0 to 100")
                cell.value = draw.choice([None, 0, 33.3, 80, 100])
        for row in draw.sample(range(5, 29), 6):
            at(book, "Arithmetic", row, "Correction, plus or minus").value = draw.randint(-500, 500)
            at(book, "Arithmetic", row, "Remark").value = "sum was wrong"
        at(book, "Checklist", draw.randint(5, 43), "Passed").value = "no"

    path = filled(written(judged, tmp_path, *three(judged, tmp_path)), scribble)
    (back,) = recalculated([path], tmp_path, "the ranking of an evaluation")
    book, found = openpyxl.load_workbook(back, data_only=True), read(judged, path)

    assert found.findings == ()
    for row, decision in enumerate(found.decisions, 5):
        assert at(book, "Ranking", row, "Lot").value == decision.lot
        price = at(book, "Ranking", row, "Evaluated price, plan currency").value
        assert Fraction(price) == decision.price
        score = at(book, "Ranking", row, "Score").value
        mine = decision.ranked.score
        assert (score in (None, "")) == (mine is None)
        assert mine is None or abs(Fraction(score) - mine) <= Fraction(1, 10**6)
        assert (at(book, "Ranking", row, "Rank").value or None) == decision.ranked.rank
        assert at(book, "Ranking", row, "Checks failed").value == decision.failed
    assert {d.ranked.rank for d in found.decisions} >= {1}


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ((decide(5, "award"),), set()),
        ((decide(6, "award"),), {"evaluation.no_reason"}),
        ((decide(6, "award", "discount for two lots"),), {"evaluation.not_first"}),
        ((decide(5, "award"), decide(6, "award", "x")),
         {"evaluation.twice", "evaluation.not_first"}),
        ((decide(5, "award"), put("Checklist", 7, "Passed", "no")),
         {"evaluation.not_responsive"}),
        ((decide(5, "award"), put("Checklist", 7, "Passed", None)), {"evaluation.open"}),
        ((decide(5, "perhaps"),), {"evaluation.cell"}),
        ((put("Checklist", 7, "Passed", "maybe"),), {"evaluation.cell"}),
        ((put("Arithmetic", 5, "Correction, plus or minus", -100),), {"evaluation.no_reason"}),
        ((put("Arithmetic", 5, "Correction, plus or minus", "minus 100"),), {"evaluation.cell"}),
    ],
)  # fmt: skip
def test_what_does_not_stand_is_told(
    tenders: Tenders, tmp_path: Path, changes: tuple[Change, ...], rules: set[str]
) -> None:
    """Each contradiction between checklist, ranking and decision has its row and remedy."""
    path = filled(written(tenders, tmp_path, *three(tenders, tmp_path)), *changes)
    found = read(tenders, path)

    assert {f.rule for f in found.findings} == rules
    assert all(f.todo and told(f, "mn") != f.sentence() for f in found.findings)


def test_a_bid_with_an_error_is_proposed_to_fail(tenders: Tenders, tmp_path: Path) -> None:
    """A line without a price fails its check, and counts; the bid has no rank."""

    def without(book: Any) -> None:
        book["Prices"]["I7"] = None  # B of lot 2

    paths = [*three(tenders, tmp_path)[:2], a_bid(tenders, tmp_path, {2: 10}, "z", change=without)]
    found = read(tenders, filled(written(tenders, tmp_path, *paths)))
    own = [d for d in found.decisions if d.bidder == "z LLC"]

    assert {(d.failed, d.ranked.rank) for d in own} == {(2, None)}


def test_an_evaluation_of_another_plan_is_refused(
    tenders: Tenders, plan: Plan, context: ExportContext, tmp_path: Path
) -> None:
    """A bid, a text and a workbook of another fingerprint are no evaluation of this plan."""
    from dataclasses import replace

    path = written(tenders, tmp_path, *three(tenders, tmp_path))
    other = replace(
        tenders,
        context=replace(tenders.context, plan=replace(tenders.context.plan, fingerprint="0" * 64)),
    )
    wrong = tmp_path / "wrong.xlsx"
    wrong.write_bytes(b"no workbook")

    for read_from, which in ((other, path), (tenders, tmp_path / "a.xlsx"), (tenders, wrong)):
        assert [f.rule for f in read(read_from, which).findings] == ["evaluation.unreadable"]


def test_the_award_takes_lots_and_corrections_of_the_evaluation(
    tenders: Tenders, tmp_path: Path
) -> None:
    """Lots 1 and 3 of bid a: their price, 100 less, and the digest of the workbook."""
    paths = three(tenders, tmp_path)
    path = filled(
        written(tenders, tmp_path, *paths),
        decide(5, "award"),
        decide(10, "award", "tie broken by lot"),
        put("Arithmetic", 5, "Correction, plus or minus", -100),
        put("Arithmetic", 5, "Remark", "counted twice"),
    )
    judged = read(tenders, path)
    (bid,) = weighed(read_bids(paths[:1], tenders), tenders)
    lots, added, _faults = evaluated(judged, bid)
    made, against = award_of(
        bid, paths[0].read_bytes(), tenders, (), day="2027-04-02", reason="lowest",
        lots=lots, evaluated=added,
    )  # fmt: skip

    assert {f.rule for f in judged.findings} == {"evaluation.not_first"}
    assert (lots, against) == ((1, 3), [])
    assert made is not None
    assert made.amount_minor == bid.lot_totals[1] + bid.lot_totals[3] - 100
    assert Decimal(made.total) == made.amount_minor
    assert (made.correction, made.evaluation_sha256) == ("-100", judged.sha256)
    (other,) = weighed(read_bids(paths[1:2], tenders), tenders)
    assert [f.rule for f in evaluated(judged, other)[2]][-1:] == ["award.bid_incomplete"]


def test_a_tender_in_one_piece_is_ranked_as_a_whole(
    plan: Plan, context: ExportContext, tmp_path: Path
) -> None:
    """Lot 0 is the whole tender."""
    whole = tenders_of(plan, context, LotsBy.ONE)
    paths = [a_bid(whole, tmp_path, {0: price}, name) for name, price in (("x", 900), ("y", 890))]
    found = read(whole, filled(written(whole, tmp_path, *paths)))

    assert {(d.lot, d.bidder, d.ranked.rank) for d in found.decisions} == {
        (0, "x LLC", 2), (0, "y LLC", 1),
    }  # fmt: skip


def test_scores_by_hand() -> None:
    """60 x 100 + 40 x 50 for the cheapest that takes twice as long; a failed bid sets no best."""

    def entry(bid: int, price: int, days: int, responsive: bool = True) -> Entry:
        return Entry(lot=0, bid=bid, responsive=responsive, figures={
            Criterion.PRICE: Fraction(price), Criterion.DELIVERY: Fraction(days),
        })  # fmt: skip

    criteria = ((Criterion.PRICE, 60), (Criterion.DELIVERY, 40))
    one, two, three_, none = ranked(
        [entry(1, 100, 60), entry(2, 120, 30), entry(3, 1, 1, False),
         Entry(lot=0, bid=4, responsive=True, figures={Criterion.PRICE: Fraction(100)})],
        criteria,
    )  # fmt: skip

    assert (one.score, one.rank) == (80, 2)
    assert (two.score, two.rank) == (90, 1)
    assert (three_.score, none.rank) == (None, None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ((Criterion.PRICE, 100),)),
        ("price 70%, delivery 30", ((Criterion.DELIVERY, 30), (Criterion.PRICE, 70))),
        ("price 70", None),
        ("price 50, price 50", None),
        ("quality 100", None),
        ("price 99.5, delivery 0.5", None),
    ],
)
def test_criteria_are_read_with_their_weights(text: str, found: object) -> None:
    """Weights are whole per cent that come to 100; anything else is not clear."""
    assert criteria_of(text) == found
