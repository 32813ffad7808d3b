"""Every kind of limit has a Mongolian name, found by its meaning."""

from __future__ import annotations

import pytest

from planner.model.limit_meanings import DEFINITION, LimitKind, LimitMeaning
from planner.model.limit_names import LimitNames
from planner.runs.older_plans import meaning_of_id

NAMES = LimitNames(
    aimags={"MN:043": "Ховд"},
    directives={"D1": "заавал хамруулах: A"},
    funds={"usf": "Бүх нийтийн үйлчилгээний үүргийн сан"},
)


LIMITS = [
    (LimitMeaning(kind=LimitKind.CAPEX), "capex", "Нэг удаагийн зардлын төсөв"),
    (
        LimitMeaning(kind=LimitKind.PAYER, payer="soum_budget"),
        "opex:soum_budget",
        "Жилийн зардлын төсөв: сумын төсөв",
    ),
    (
        LimitMeaning(kind=LimitKind.DIRECTIVE, quantity="benefit", directive_id="D1"),
        "directive:D1",
        "Удирдамж D1: заавал хамруулах: A",
    ),
    (
        LimitMeaning(kind=LimitKind.FLOOR, by="aimag", group="MN:043", quantity="benefit"),
        "floor:aimag:MN:043:benefit",
        "Ховд: үр өгөөжийн доод хувь",
    ),
    (
        LimitMeaning(kind=LimitKind.FLOOR, by="kind", group="library", quantity="benefit"),
        "floor:kind:library:benefit",
        "номын сан: үр өгөөжийн доод хувь",
    ),
    (
        LimitMeaning(kind=LimitKind.COVERAGE, by="country", quantity="served"),
        "coverage:country::served",
        "Улсын хэмжээнд: үйлчилгээ хүрсэн байгууллага",
    ),
    (
        LimitMeaning(kind=LimitKind.FUND, fund_id="usf"),
        "fund:usf",
        "Бүх нийтийн үйлчилгээний үүргийн сан: дээд хязгаар",
    ),
    (LimitMeaning(kind=LimitKind.CEILING, sku="PC:1"), "ceiling:PC:1", "PC:1: нийлүүлэгчдийн дээд"),
    (
        LimitMeaning(kind=LimitKind.ORDER, sku="PC:1", entity="ministry"),
        "order:PC:1:ministry",
        "PC:1: захиалгын доод хэмжээ",
    ),
]


@pytest.mark.parametrize(("meaning", "limit_id", "said"), LIMITS)
def test_a_limit_is_named_by_its_meaning(meaning: LimitMeaning, limit_id: str, said: str) -> None:
    """The Mongolian name begins as it should, and the English one is the limit's own title."""
    found = NAMES.of_limit(meaning, "its title")

    assert found.mn.startswith(said)
    assert found.en == "its title"


@pytest.mark.parametrize(("meaning", "limit_id", "said"), LIMITS)
def test_ids_of_runs_without_meanings_are_read(
    meaning: LimitMeaning, limit_id: str, said: str
) -> None:
    """What an older run has is the id alone: it says the same, with or without a number."""
    assert meaning.limit_id() == limit_id
    assert meaning.names(limit_id)
    assert meaning_of_id(limit_id) == meaning
    if meaning.kind in (LimitKind.FLOOR, LimitKind.COVERAGE):
        assert meaning.names(meaning.limit_id(2))
        assert meaning_of_id(meaning.limit_id(2)) == meaning


@pytest.mark.parametrize("other", [m for m, _, _ in LIMITS[1:]])
def test_a_meaning_names_its_own_limits_only(other: LimitMeaning) -> None:
    """No id of one kind is taken for one of another."""
    assert not LIMITS[0][0].names(other.limit_id())
    assert not other.names("capex")
    assert not DEFINITION.names(other.limit_id())


def test_technical_rows_of_older_runs_are_known() -> None:
    """A payment knows its fund; the others only define amounts."""
    assert meaning_of_id("supply:pays:3:a:b") == LimitMeaning(kind=LimitKind.PAYMENT, fund_id="a:b")
    assert meaning_of_id("supply:stock:PC:UB") == DEFINITION
    assert meaning_of_id("fund_rules:moe:goods:4") == LimitMeaning(
        kind=LimitKind.FUND_RULES, entity="moe", category="goods"
    )
    assert meaning_of_id("opex") == LimitMeaning(kind=LimitKind.OPEX)


def test_an_unknown_kind_keeps_its_title() -> None:
    """Nothing is invented for an id that nobody has described."""
    assert meaning_of_id("else:1") is None
    assert NAMES.of_limit(None, "its title").mn == "its title"


def test_one_kind_of_limit_of_many_sites_is_one_name() -> None:
    """The rest are named one by one, in their order."""
    names = LimitNames(aimags={})
    capex = LimitMeaning(kind=LimitKind.CAPEX)
    of = [LimitMeaning(kind=LimitKind.AT_MOST, by="site", group=s, quantity="capex") for s in "AB"]
    found = names.of_limits([(capex, "capital budget"), (of[0], "A"), (of[1], "B")])

    assert [name.en for name in found] == ["capital budget", "one-time cost of each site (x 2)"]
    assert found[1].mn == "нэг удаагийн зардал, байгууллага бүрийн дээд хэмжээ (x 2)"
