from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from inventory.inputs_page import markdown
from inventory.prices.catalogue import Role
from inventory.prices.rules import RULES as PRICE_RULES
from inventory.rules import RULES
from inventory.schema import codes, tables, units
from inventory.schema.column import ValueType
from inventory.schema.tables import TABLES
from inventory.values import fold
from sites.site import LinkType, SiteKind

PAGE = Path(__file__).parents[3] / "docs" / "inputs.md"

ITU_POI = "poi_id lat lon poi_type is_connected connectivity_type has_electricity admin1 admin2"
GIGA = (
    "school_id_govt school_name education_level latitude longitude connectivity_govt"
    " connectivity_type_govt download_speed_govt download_speed_contracted num_computers"
    " num_students num_teachers num_classrooms electricity_availability electricity_type"
    " admin1 admin2"
)


def test_the_inputs_page_is_current() -> None:
    """docs/inputs.md is what the column dictionary says today."""
    assert PAGE.read_text(encoding="utf-8") == markdown()


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_header_means_two_columns(table: tables.Table) -> None:
    """Within a table every header, folded, names one column only."""
    owner: dict[str, str] = {}
    for column in table.columns:
        for header in column.headers:
            assert owner.setdefault(header, column.name) == column.name


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_word_means_two_codes(table: tables.Table) -> None:
    """Within a column every word, folded, is one code only."""
    for column in table.columns:
        meaning: dict[str, str] = {}
        for code in column.codes:
            for word in (code.code, code.mn, code.en, *code.words, *code.assumed):
                assert meaning.setdefault(fold(word), code.code) == code.code


def test_codes_are_those_of_the_domain() -> None:
    """Site kinds, link types and roles of the dictionary are exactly the domain's."""
    assert [c.code for c in codes.SITE_KINDS] == [k.value for k in SiteKind]
    assert [c.code for c in codes.LINK_TYPES] == [t.value for t in LinkType]
    assert [c.code for c in codes.ROLES] == [r.value for r in Role]


def test_codes_belong_to_code_columns_only() -> None:
    """Code columns list codes; no other column does; each unit in use has its spellings."""
    for table in TABLES.values():
        for column in table.columns:
            assert (column.type is ValueType.CODE) == bool(column.codes)
            assert not column.unit or column.unit in units.FAMILIES, (
                f"{column.name}: give {column.unit!r} its spellings in inventory/schema/units.py"
            )


@pytest.mark.parametrize("header", [*ITU_POI.split(), *GIGA.split()])
def test_itu_and_giga_headers_are_known_unchanged(header: str) -> None:
    """ITU's point-of-interest and Giga's school columns are read under their own names."""
    assert TABLES["sites"].match(header) is not None


@pytest.mark.parametrize(
    ("table", "header", "column"),
    [
        ("pops", "ict_id", "pop_id"),
        ("pops", "transmission_medium", "medium"),
        ("pops", "node_status", "status"),
        ("towers", "radio_type", "radio"),
        ("towers", "antenna_height", "height_m"),
        ("coverage", "radio_type", "radio"),
        ("sites", "Сургуулийн код", "site_id"),
        ("sites", "СУРАГЧДЫН  ТОО", "students"),
        ("sites", "Өргѳрөг", "latitude"),
        ("sites", "Cум", "soum"),  # a Latin C
        ("sites", "Гэрээт хурд /Мбит/с/", "contract_mbps"),
        ("catalogue", "НӨАТ орсон эсэх", "vat_included"),
    ],
)
def test_headers_of_other_tables_and_in_mongolian(table: str, header: str, column: str) -> None:
    """Towers, nodes and Mongolian headers match after folding."""
    match = TABLES[table].match(header)

    assert match is not None and match.column.name == column


@pytest.mark.parametrize(
    ("table", "header", "factor"),
    [
        ("sites", "contract_kbps", "0.001"),
        ("sites", "Хэмжсэн хурд (кбит/с)", "0.001"),
        ("sites", "Сарын төлбөр (мян.₮)", "1000"),
        ("sites", "Сарын төлбөр, сая төг", "1000000"),
        ("roads", "length_km", "1000"),
        ("roads", "length_m", None),
    ],
)
def test_units_in_headers_give_the_factor(table: str, header: str, factor: str | None) -> None:
    """A unit in a header is used: kbps become Mbps, km m, thousand ₮ ₮."""
    match = TABLES[table].match(header)

    assert match is not None
    assert match.factor == (None if factor is None else Decimal(factor))


def test_a_bracket_that_is_no_unit_of_ours_is_not_matched() -> None:
    """Girls only, or megabytes, are not read as all students or as Mbps, but suggested."""
    sites = TABLES["sites"]

    for header, near in (("Сурагчдын тоо (эмэгтэй)", "students"), ("Хурд (MB/s)", "contract_mbps")):
        suggested = sites.near(header)
        assert sites.match(header) is None
        assert suggested is not None and suggested.name == near


def test_every_rule_is_told_once() -> None:
    """Rule ids are unique, sorted and explained; there are at least 25."""
    for rules in (RULES, PRICE_RULES):
        ids = [rule.id for rule in rules]
        assert ids == sorted(set(ids))
        assert len(ids) >= 25
        assert all(rule.title and rule.why for rule in rules)
    assert not set(RULES) & set(PRICE_RULES)


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("offline_server", "content_server"),
        ("Контент сервер", "content_server"),
        ("Принтер", "printers"),
        ("Хэвлэгчийн тоо", "printers"),
        ("Проектор", "projectors"),
        ("num_tablets", "tablets"),
        ("Свичийн тоо", "switches"),
        ("Network racks", "racks"),
    ],
)
def test_equipment_goes_by_the_headers_people_write(header: str, column: str) -> None:
    """Each kind of equipment is known by English and Mongolian headers."""
    (found,) = (c.name for c in TABLES["sites"].columns if fold(header) in c.headers)

    assert found == column
