"""Columns of the tables of stock, transport, delivery and funds."""

from __future__ import annotations

from inventory.schema.codes import FUND_KINDS, ROLES
from inventory.schema.column import Table
from inventory.schema.notation import CODE, DATE, DECIMAL, ID, TEXT, WHOLE, YES_NO, make_column
from inventory.schema.price_columns import ANY_ITEM, ITEM, OF_COST

STOCK = Table(
    name="stock",
    mn="Агуулах дахь нөөц",
    en="Units that lie in depots.",
    unused={},
    columns=(
        ITEM,
        make_column(
            "depot",
            TEXT,
            "Агуулах",
            "Where the units lie",
            "агуулах|warehouse|location",
            required=True,
        ),
        make_column(
            "quantity",
            WHOLE,
            "Тоо хэмжээ",
            "Units",
            "тоо|тоо хэмжээ|тоо ширхэг|qty|үлдэгдэл",
            unit="pieces",
            required=True,
            low="0",
            high="1000000000",
        ),
        make_column(
            "fund_id",
            ID,
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
    unused={},
    columns=(
        ANY_ITEM,
        make_column(
            "origin",
            TEXT,
            "Хаанаас",
            "Depot, or code or name of the {region} of a spare computer; empty means anywhere",
            "хаанаас|агуулах|from|depot",
        ),
        make_column(
            "aimag",
            ID,
            "Хаашаа",
            "{Region} it goes to, by code or name; empty means any",
            "хаашаа|аймаг|to|destination",
        ),
        make_column(
            "unit_cost",
            DECIMAL,
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
    unused={},
    columns=(
        ANY_ITEM,
        make_column(
            "role",
            CODE,
            "Барааны үүрэг",
            "What the item is for, instead of its code; empty means any",
            "үүрэг|барааны үүрэг|item role",
            codes=tuple(code for code in ROLES if code.code != "delivery"),
        ),
        make_column(
            "aimag",
            ID,
            "Хаашаа",
            "{Region} it goes to, by code or name; empty means any",
            "хаашаа|аймаг|to|destination",
        ),
        make_column(
            "unit_cost",
            DECIMAL,
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
    make_column(
        "decided_by",
        TEXT,
        "Шийдвэр гаргасан хүн",
        "Name of the person who decided",
        "шийдсэн хүн|decided by|decision maker",
    ),
    make_column(
        "decided_role",
        TEXT,
        "Шийдвэр гаргасан хүний албан тушаал",
        "Role or office in which that person decided",
        "албан тушаал|role|office",
    ),
)
FUNDS = Table(
    name="funds",
    mn="Санхүүжилтийн эх үүсвэр",
    en="Who pays for what is bought once: conditions, ceilings, deadlines and rulebooks.",
    unused={},
    columns=(
        make_column(
            "fund_id",
            ID,
            "Эх үүсвэрийн код",
            "Code of the fund, unique in the table",
            "код|id|эх үүсвэрийн код|fund",
            required=True,
        ),
        make_column(
            "kind",
            CODE,
            "Төрөл",
            "Whose money it is",
            "төрөл|type",
            codes=FUND_KINDS,
            required=True,
        ),
        make_column(
            "name_mn", TEXT, "Нэр, монголоор", "Name in Mongolian", "нэр|эх үүсвэр|нэр монгол"
        ),
        make_column("name_en", TEXT, "Нэр, англиар", "Name in English", "name|нэр англи"),
        make_column(
            "rulebook",
            ID,
            "Журмын код",
            "Code of the rules that its tenders follow; empty: the scenario's",
            "журам|дүрэм|rule book|rules",
        ),
        make_column(
            "ceiling",
            DECIMAL,
            "Дээд хэмжээ, бичсэн мөнгөн тэмдэгтээр",
            "Most it pays, in the currency of the row; empty: no ceiling; 0: gives things only",
            "дээд хэмжээ|дүн|хязгаар|amount|budget",
            low="0",
            is_price=True,
        ),
        make_column(
            "currency",
            ID,
            "Мөнгөн тэмдэгт (ISO 4217)",
            "Currency of the ceiling (ISO 4217)",
            "мөнгөн тэмдэгт|валют|мөнгөн нэгж",
        ),
        make_column(
            "categories",
            TEXT,
            "Юунд зарцуулах",
            "Categories it may pay, separated by ; or , (goods, works, services, installation); "
            "empty: all",
            "ангилал|зориулалт|pays for|category",
        ),
        make_column(
            "aimags",
            TEXT,
            "Аль {region_in}",
            "Codes or names of the {regions} it may help, separated by ; or ,; empty: all",
            "аймаг|аймгууд|бүс|regions|aimag",
        ),
        make_column(
            "site_kinds",
            TEXT,
            "Ямар байгууллагад",
            "Kinds of site it may help, separated by ; or ,; empty: all",
            "байгууллага|байгууллагын төрөл|kinds|site kinds",
        ),
        make_column(
            "deadline",
            DATE,
            "Зарцуулж дуусах өдөр",
            "Day by which everything must be delivered",
            "дуусах өдөр|хугацаа|closing date|spend by",
        ),
        make_column(
            "cofinance_share",
            DECIMAL,
            "Хамтран санхүүжүүлэх хувь",
            "Part of each package that another fund pays: 0.2 is a fifth",
            "хамтран санхүүжилт|cofinancing|co-financing share|counterpart share",
            low="0",
            high="1",
        ),
        make_column(
            "cofinancer",
            ID,
            "Хамтран санхүүжүүлэгчийн код",
            "Code of the fund that pays that part",
            "хамтран санхүүжүүлэгч|co-financer|counterpart fund",
        ),
        make_column(
            "need_from",
            DECIMAL,
            "Хэрэгцээний индексийн доод хязгаар",
            "It pays only for sites whose need_index is this or more; empty: no lower end",
            "хэрэгцээ эхлэх|need from",
            low="0",
        ),
        make_column(
            "need_to",
            DECIMAL,
            "Хэрэгцээний индексийн дээд хязгаар",
            "It pays only for sites whose need_index is below this; empty: no upper end",
            "хэрэгцээ дуусах|need to",
            low="0",
        ),
        make_column(
            "within",
            ID,
            "Дээд хэмжээг нь хуваалцах эх үүсвэрийн код",
            "Code of the fund whose ceiling it shares: the other band of one source",
            "дээд хэмжээ хуваалцах|shares ceiling with",
        ),
        make_column(
            "vat_exempt",
            YES_NO,
            "НӨАТ-аас чөлөөлөгдөх эсэх",
            "Whether packages it pays are bought without VAT",
            "нөат-аас чөлөөлөгдөх|vat exempt|tax exempt",
        ),
        make_column(
            "capex_only",
            YES_NO,
            "Зөвхөн хөрөнгө оруулалт эсэх",
            "Whether it may not be named as a payer of yearly fees; empty means yes",
            "зөвхөн хөрөнгө|capital only|capex",
        ),
        make_column(
            "year",
            WHOLE,
            "Төсвийн жил",
            "Budget year",
            "жил|төсвийн жил|budget year",
            low="2000",
            high="2200",
        ),
        *WHO_DECIDED,
        make_column(
            "decision_document",
            TEXT,
            "Шийдвэрийн дугаар",
            "Number of the decision, agreement or budget law",
            "шийдвэрийн дугаар|гэрээний дугаар|decision number",
        ),
        make_column(
            "decision_date",
            DATE,
            "Шийдвэрийн огноо",
            "Day of the decision",
            "шийдвэрийн огноо|decision day",
        ),
    ),
)
