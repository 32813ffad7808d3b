"""Columns of the tables of stock, transport, delivery, funds and entities that buy."""

from __future__ import annotations

from inventory.schema.codes import FUND_KINDS, ROLES
from inventory.schema.column import Table
from inventory.schema.notation import (
    code_column,
    date_column,
    decimal_column,
    id_column,
    text_column,
    whole_column,
    yes_no_column,
)
from inventory.schema.price_columns import ANY_ITEM, ITEM, OF_COST

STOCK = Table(
    name="stock",
    mn="Агуулах дахь нөөц",
    en="Units that lie in depots.",
    columns=(
        ITEM,
        text_column(
            "depot", "Агуулах", "Where the units lie", "агуулах|warehouse|location", required=True
        ),
        whole_column(
            "quantity",
            "Тоо хэмжээ",
            "Units",
            "тоо|тоо хэмжээ|тоо ширхэг|qty|үлдэгдэл",
            unit="pieces",
            required=True,
            between=("0", "1000000000"),
        ),
        id_column(
            "fund_id",
            "Хандивлагчийн код",
            "Code of the fund that gives the units, whose conditions hold; empty: public stock",
            "хандивлагч|giver|donor|fund",
        ),
    ),
)
# of a row that prices one unit: its currency, VAT, day and source
TRANSPORT = Table(
    name="transport",
    mn="Тээврийн зардал",
    en="What it costs to move one unit of stock, or a spare computer, to {a_region}.",
    columns=(
        ANY_ITEM,
        text_column(
            "origin",
            "Хаанаас",
            "Depot, or code or name of the {region} of a spare computer; empty means anywhere",
            "хаанаас|агуулах|from|depot",
        ),
        id_column(
            "aimag",
            "Хаашаа",
            "{Region} it goes to, by code or name; empty means any",
            "хаашаа|аймаг|to|destination",
        ),
        decimal_column(
            "unit_cost",
            "Нэг нэгжийн зардал, бичсэн мөнгөн тэмдэгтээр",
            "Cost of moving one unit, in the currency of the row; the most exact row counts",
            "зардал|нэгжийн зардал|cost|cost per unit",
            required=True,
            low="0",
            is_price=True,
        ),
        *OF_COST,
    ),
)
DELIVERY = Table(
    name="delivery",
    mn="Худалдан авсан барааны хүргэлтийн зардал",
    en="What it costs to deliver one unit of bought goods to a site of {a_region}.",
    columns=(
        ANY_ITEM,
        code_column(
            "role",
            tuple(code for code in ROLES if code.code != "delivery"),
            "Барааны үүрэг",
            "What the item is for, instead of its code; empty means any",
            "үүрэг|барааны үүрэг|item role",
        ),
        id_column(
            "aimag",
            "Хаашаа",
            "{Region} it goes to, by code or name; empty means any",
            "хаашаа|аймаг|to|destination",
        ),
        decimal_column(
            "unit_cost",
            "Нэг нэгжийг хүргэх зардал, бичсэн мөнгөн тэмдэгтээр",
            "Cost of delivering one unit, in the currency of the row; the most exact row counts",
            "зардал|нэгжийн зардал|хүргэлтийн зардал|cost|cost per unit|delivery cost",
            required=True,
            low="0",
            is_price=True,
        ),
        *OF_COST,
    ),
)
WHO_DECIDED = (
    text_column(
        "decided_by",
        "Шийдвэр гаргасан хүн",
        "Name of the person who decided",
        "шийдсэн хүн|decided by|decision maker",
    ),
    text_column(
        "decided_role",
        "Шийдвэр гаргасан хүний албан тушаал",
        "Role or office in which that person decided",
        "албан тушаал|role|office",
    ),
)
FUNDS = Table(
    name="funds",
    mn="Санхүүжилтийн эх үүсвэр",
    en="Who pays for what is bought once: conditions, ceilings, deadlines and rulebooks.",
    columns=(
        id_column(
            "fund_id",
            "Эх үүсвэрийн код",
            "Code of the fund, unique in the table",
            "код|id|эх үүсвэрийн код|fund",
            required=True,
        ),
        code_column("kind", FUND_KINDS, "Төрөл", "Whose money it is", "төрөл|type", required=True),
        text_column("name_mn", "Нэр, монголоор", "Name in Mongolian", "нэр|эх үүсвэр|нэр монгол"),
        text_column("name_en", "Нэр, англиар", "Name in English", "name|нэр англи"),
        id_column(
            "rulebook",
            "Журмын код",
            "Code of the rules that its tenders follow; empty: the scenario's",
            "журам|дүрэм|rule book|rules",
        ),
        decimal_column(
            "ceiling",
            "Дээд хэмжээ, бичсэн мөнгөн тэмдэгтээр",
            "Most it pays, in the currency of the row; empty: no ceiling; 0: gives things only",
            "дээд хэмжээ|дүн|хязгаар|amount|budget",
            low="0",
            is_price=True,
        ),
        id_column(
            "currency",
            "Мөнгөн тэмдэгт (ISO 4217)",
            "Currency of the ceiling (ISO 4217)",
            "мөнгөн тэмдэгт|валют|мөнгөн нэгж",
        ),
        text_column(
            "categories",
            "Юунд зарцуулах",
            "Categories it may pay, separated by ; or , (goods, works, services, installation); "
            "empty: all",
            "ангилал|зориулалт|pays for|category",
        ),
        text_column(
            "aimags",
            "Аль {region_in}",
            "Codes or names of the {regions} it may help, separated by ; or ,; empty: all",
            "аймаг|аймгууд|бүс|regions|aimag",
        ),
        text_column(
            "site_kinds",
            "Ямар байгууллагад",
            "Kinds of site it may help, separated by ; or ,; empty: all",
            "байгууллага|байгууллагын төрөл|kinds|site kinds",
        ),
        date_column(
            "deadline",
            "Зарцуулж дуусах өдөр",
            "Day by which everything must be delivered",
            "дуусах өдөр|хугацаа|closing date|spend by",
        ),
        decimal_column(
            "cofinance_share",
            "Хамтран санхүүжүүлэх хувь",
            "Part of each package that another fund pays: 0.2 is a fifth",
            "хамтран санхүүжилт|cofinancing|co-financing share|counterpart share",
            between=("0", "1"),
        ),
        id_column(
            "cofinancer",
            "Хамтран санхүүжүүлэгчийн код",
            "Code of the fund that pays that part",
            "хамтран санхүүжүүлэгч|co-financer|counterpart fund",
        ),
        decimal_column(
            "need_from",
            "Хэрэгцээний индексийн доод хязгаар",
            "It pays only for sites whose need_index is this or more; empty: no lower end",
            "хэрэгцээ эхлэх|need from",
            low="0",
        ),
        decimal_column(
            "need_to",
            "Хэрэгцээний индексийн дээд хязгаар",
            "It pays only for sites whose need_index is below this; empty: no upper end",
            "хэрэгцээ дуусах|need to",
            low="0",
        ),
        id_column(
            "within",
            "Дээд хэмжээг нь хуваалцах эх үүсвэрийн код",
            "Code of the fund whose ceiling it shares: the other band of one source",
            "дээд хэмжээ хуваалцах|shares ceiling with",
        ),
        yes_no_column(
            "vat_exempt",
            "НӨАТ-аас чөлөөлөгдөх эсэх",
            "Whether packages it pays are bought without VAT",
            "нөат-аас чөлөөлөгдөх|vat exempt|tax exempt",
        ),
        yes_no_column(
            "capex_only",
            "Зөвхөн хөрөнгө оруулалт эсэх",
            "Whether it may not be named as a payer of yearly fees; empty means yes",
            "зөвхөн хөрөнгө|capital only|capex",
        ),
        whole_column(
            "year",
            "Төсвийн жил",
            "Budget year",
            "жил|төсвийн жил|budget year",
            between=("2000", "2200"),
        ),
        *WHO_DECIDED,
        text_column(
            "decision_document",
            "Шийдвэрийн дугаар",
            "Number of the decision, agreement or budget law",
            "шийдвэрийн дугаар|гэрээний дугаар|decision number",
        ),
        date_column(
            "decision_date",
            "Шийдвэрийн огноо",
            "Day of the decision",
            "шийдвэрийн огноо|decision day",
        ),
    ),
)
ENTITIES = Table(
    name="entities",
    mn="Захиалагч байгууллагын бүртгэл",
    en="Who buys: the procuring entity behind each payer, for the country, an aimag or a soum.",
    columns=(
        id_column(
            "entity_id", "Дугаар", "Code of the entity", "id|код|entity|entity code", required=True
        ),
        id_column(
            "payer",
            "Төлөгч",
            "Payer for which it buys, as in sites and funds: aimag, soum, education_ministry",
            "төсөв|захиалагч|budget holder",
            required=True,
        ),
        text_column(
            "aimag",
            "Аймаг",
            "Aimag where it buys, code or name; empty means every one",
            "аймгийн код",
        ),
        text_column(
            "soum", "Сум", "Soum where it buys, code or name; empty means every one", "сумын код"
        ),
        text_column("name_mn", "Нэр", "Name in Mongolian", "байгууллага|нэр монгол", required=True),
        text_column("name_en", "Англи нэр", "Name in English", "english name"),
        id_column(
            "register",
            "Регистрийн дугаар",
            "Number in the state register",
            "регистр|register number",
        ),
        text_column("address", "Хаяг", "Postal address", "хаяг байршил|postal address"),
        text_column(
            "budget",
            "Төсөв",
            "Budget that it spends, as its law calls it",
            "төсвийн нэр|which budget",
        ),
    ),
)
