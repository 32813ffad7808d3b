"""Every kind of limit has a Mongolian name, found by its id."""

from __future__ import annotations

import pytest

from planner.limit_names import LimitNames

NAMES = LimitNames(
    aimags={"MN-043": "Ховд"},
    directives={"D1": "заавал хамруулах: A"},
    funds={"usf": "Бүх нийтийн үйлчилгээний үүргийн сан"},
)


@pytest.mark.parametrize(
    ("limit_id", "said"),
    [
        ("capex", "Нэг удаагийн зардлын төсөв"),
        ("opex:soum_budget", "Жилийн зардлын төсөв: сумын төсөв"),
        ("directive:D1", "Удирдамж D1: заавал хамруулах: A"),
        ("floor:aimag:MN-043:benefit", "Ховд: үр өгөөжийн доод хувь"),
        ("floor:kind:library:benefit:2", "номын сан: үр өгөөжийн доод хувь"),
        ("coverage:country::served", "Улсын хэмжээнд: үйлчилгээ хүрсэн байгууллага"),
        ("fund:usf", "Бүх нийтийн үйлчилгээний үүргийн сан: дээд хязгаар"),
        ("ceiling:PC", "PC: нийлүүлэгчдийн дээд тоо"),
        ("order:PC:ministry", "PC: захиалгын доод хэмжээ"),
    ],
)
def test_a_limit_is_named_by_its_id(limit_id: str, said: str) -> None:
    """The Mongolian name begins as it should, and the English one is the limit's own title."""
    found = NAMES.of_limit(limit_id, "its title")

    assert found.mn.startswith(said)
    assert found.en == "its title"


def test_an_unknown_kind_keeps_its_title() -> None:
    """Nothing is invented for an id that nobody has described."""
    assert NAMES.of_limit("else:1", "its title").mn == "its title"
