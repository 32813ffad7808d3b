"""Places are found however they are written, and never guessed."""

import pytest
from small_records import a_place

from sites.places import (
    Gazetteer,
    PlaceFault,
    fold,
    fold_code,
    fold_lookalikes,
    skeleton,
    split_khoroo,
)


def place(code, level, parent, name, latin="", *, other=()):
    """Return a place without a centre."""
    more = {"level": level, "parent": parent, "name_latin": latin, "other_codes": tuple(other)}
    return a_place(code, name, **more)


@pytest.fixture(scope="module")
def gazetteer():
    """Three aimags and the capital; Булган is an aimag and a soum of two others."""
    return Gazetteer(
        [
            place("MN46", "aimag", "", "Өмнөговь", "Omnogovi", other=["346"]),
            place("MN83", "aimag", "", "Баян-Өлгий", other=["183"]),
            place("MN63", "aimag", "", "Булган", other=["263"]),
            place("MN11", "aimag", "", "Улаанбаатар", "Ulaanbaatar", other=["511"]),
            place("34625", "soum", "MN46", "Номгон", other=["4625"]),
            place("34604", "soum", "MN46", "Булган", other=["4604"]),
            place("18304", "soum", "MN83", "Булган", other=["8304"]),
            place("18301", "soum", "MN83", "Өлгий", other=["8301"]),
            place("26343", "soum", "MN63", "Хутаг-Өндөр", other=["6343"]),
            place("26701", "soum", "MN63", "Цагаан-Үүр", other=["6701"]),
            place("26702", "soum", "MN63", "Цагааннуур", other=["6702"]),
            place("51107", "soum", "MN11", "Баянгол", other=["1107"]),
        ]
    )


@pytest.mark.parametrize(
    ("aimag", "soum", "code"),
    [
        ("Ємнєговь", "Номгон", "34625"),
        ("Баян-Єлгий аймаг", "ЄЛГИЙ", "18301"),
        ("Булган", "Хутаг-Єндєр сум", "26343"),
        ("Булган", "Цагаан-Її\u0440", "26701"),
        ("Булган", "Цагаан-Ї\u0456\u0308р", "26701"),  # the second as a letter and a mark
        ("Bayan-Olgii", "Єлгий", "18301"),
    ],
)
def test_old_stand_ins_are_letters(gazetteer, aimag, soum, code):
    """Texts of cp1251 write є for ө and ї for ү; they name the same places."""
    assert gazetteer.locate(aimag=aimag, soum=soum).soum.code == code


@pytest.mark.parametrize("written", ["34625", "4625", "MN4625", "mn 4625", "04625", "MN-4625"])
def test_codes_match_with_or_without_letters_and_zeros(gazetteer, written):
    """A soum is found by any of its codes, with or without country letters and zeros."""
    assert gazetteer.locate(soum=written).soum.code == "34625"


def test_codes_match_to_aimags(gazetteer):
    """Census, NSO and bare codes of an aimag name the same aimag."""
    assert {gazetteer.aimag(code).code for code in ("MN46", "46", "346")} == {"MN46"}


def test_iso_codes_are_not_taken_for_census_codes(gazetteer):
    """MN-046 is Uvs in ISO 3166-2 and is not read as census code 46, which is Ömnögovi."""
    assert fold_code("MN-046") == "MN-046"
    assert gazetteer.aimag("MN-046") is None


@pytest.mark.parametrize(
    ("aimag", "soum"),
    [
        ("Өмнөговь", "Номгон"),
        ("ӨМНӨГОВЬ АЙМАГ", "НОМГОН СУМ"),
        ("Өмнөговь аймгийн", "Номгон сумын"),
        ("Омноговь", "Номгон"),  # о typed for ө
        ("Умнуговь", "Номгон"),  # a usual misspelling
        ("Өмнөговь", "Hoмгoн"),  # Latin H and o
        ("Omnogovi", "Nomgon sum"),
        ("Umnugovi aimag", "Nomgon"),
        ("Ömnögovi", "Nomgon"),
        ("Өмнөговь", "Номгон".encode("utf-16").decode("utf-16")),
    ],
)
def test_names_match_however_they_are_spelt(gazetteer, aimag, soum):
    """Case, level words, look-alike letters and romanisations do not hide a soum."""
    located = gazetteer.locate(aimag=aimag, soum=soum)

    assert located.soum.code == "34625"
    assert located.aimag.code == "MN46"
    assert located.doubts == ()


def test_decomposed_letters_match(gazetteer):
    """A й stored as и and a breve is the same letter."""
    assert gazetteer.aimag("Баян-Өлги\u0438\u0306".replace("и\u0438", "и")).code == "MN83"


def test_latin_typing_of_a_cyrillic_word_matches(gazetteer):
    """Letters that look Cyrillic but are Latin still spell a Cyrillic name."""
    assert fold("БОГД") != fold("BOГD")
    assert fold("Хутаг".replace("Х", "X").replace("а", "a")) == fold("Хутаг")


def test_kazakh_letters_are_not_errors(gazetteer):
    """Kazakh spellings of a name meet the Mongolian one."""
    assert fold("Қосағаш") == fold("Косагаш")
    assert skeleton("Қобда") == skeleton("Кобда")


def test_shared_soum_names_need_their_aimag(gazetteer):
    """Булган is found with its aimag and stays unplaced without."""
    assert gazetteer.locate(aimag="Өмнөговь", soum="Булган").soum.code == "34604"
    assert gazetteer.locate(aimag="Баян-Өлгий", soum="Булган").soum.code == "18304"

    alone = gazetteer.locate(soum="Булган")

    assert alone.soum is None
    assert [d.fault for d in alone.doubts] == [PlaceFault.AMBIGUOUS_SOUM]
    assert {p.code for p in alone.doubts[0].suggestions} == {"34604", "18304"}


def test_a_unique_soum_name_alone_is_matched_with_a_doubt(gazetteer):
    """A soum name that only one soum bears is believed, and said to be."""
    located = gazetteer.locate(soum="Номгон")

    assert (located.soum.code, located.aimag.code) == ("34625", "MN46")
    assert [d.fault for d in located.doubts] == [PlaceFault.SOUM_WITHOUT_AIMAG]


def test_doubled_letters_separate_neighbours(gazetteer):
    """Tsagaan-Uur and Tsagaannuur of one aimag are told apart in Latin."""
    assert gazetteer.locate(aimag="Bulgan", soum="Tsagaan-Uur").soum.code == "26701"
    assert gazetteer.locate(aimag="Bulgan", soum="Cagaannuur").soum.code == "26702"


def test_unknown_names_come_with_suggestions(gazetteer):
    """A misspelt soum is not matched but its likely meaning is named."""
    located = gazetteer.locate(aimag="Өмнөговь", soum="Номгоон баг")

    assert located.soum is None
    assert located.doubts[0].fault is PlaceFault.UNKNOWN_SOUM
    assert located.doubts[0].suggestions[0].code == "34625"


def test_a_soum_of_another_aimag_is_unknown_there(gazetteer):
    """A soum is not found in an aimag it does not belong to, but suggested where it does."""
    located = gazetteer.locate(aimag="Баян-Өлгий", soum="Номгон")

    assert located.soum is None
    assert "34625" in {p.code for p in located.doubts[0].suggestions}


def test_a_code_of_another_aimag_is_believed_with_a_doubt(gazetteer):
    """Where code and aimag disagree the soum's own aimag is used and the doubt is told."""
    located = gazetteer.locate(aimag="Баян-Өлгий", soum="34625")

    assert (located.soum.code, located.aimag.code) == ("34625", "MN46")
    assert [d.fault for d in located.doubts] == [PlaceFault.AIMAG_DISAGREES]


@pytest.mark.parametrize("capital", ["Улаанбаатар", "нийслэл", "УБ", "UB", "Улаанбаатар хот"])
def test_the_capital_answers_to_its_short_names(gazetteer, capital):
    """Düüregs are found under any usual name of the capital."""
    assert gazetteer.locate(aimag=capital, soum="Баянгол дүүрэг").soum.code == "51107"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Баянгол дүүрэг, 3-р хороо", ("Баянгол дүүрэг", "3-р хороо")),
        ("Баянгол 11 дүгээр хороо", ("Баянгол", "11 дүгээр хороо")),
        ("Bayangol, 3rd khoroo", ("Bayangol", "3rd khoroo")),
        ("Номгон", ("Номгон", "")),
        ("3-р хороо", ("3-р хороо", "")),
    ],
)
def test_khoroos_are_told_from_their_dueureg(text, parts):
    """A khoroo written after its düüreg is kept apart and does not hide it."""
    assert split_khoroo(text) == parts


def test_ids_are_compared_as_they_look():
    """A Cyrillic А in an id looks like a Latin A; a digit looks like nothing else."""
    assert fold_lookalikes("МН-А1") == fold_lookalikes("MH-A1")
    assert fold_lookalikes("S-01") != fold_lookalikes("S-O1")
