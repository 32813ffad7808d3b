"""Columns of the tables of directives, procurement rules and package rules."""

from __future__ import annotations

from inventory.schema.codes import (
    DIRECTIVES,
    ESTIMATES,
    LINK_TYPES,
    PRICE_FORMS,
    PROCUREMENT_CATEGORIES,
    ROLES,
    RULE_STATUSES,
)
from inventory.schema.column import Table
from inventory.schema.notation import (
    CODE,
    DATE,
    DECIMAL,
    ID,
    MONEY,
    TEXT,
    WHOLE,
    YES_NO,
    make_code,
    make_column,
)
from inventory.schema.supply import WHO_DECIDED

DIRECTIVE_TABLE = Table(
    name="directives",
    mn="Шийдвэр, чиглэл",
    en="Decisions of an authority that force, forbid, weigh or re-price, with their papers.",
    unused={},
    columns=(
        make_column(
            "directive_id", ID, "Дугаар", "Code of the directive", "id|код|дугаар", required=True
        ),
        make_column(
            "kind",
            CODE,
            "Төрөл",
            "What the directive does",
            "төрөл|type",
            codes=DIRECTIVES,
            required=True,
        ),
        make_column(
            "target",
            ID,
            "Хамаарах зүйл",
            "Site code, {region} code, site kind or SKU, by kind",
            "хамаарах|хамаарах зүйл|объект",
            required=True,
        ),
        make_column(
            "value",
            DECIMAL,
            "Утга",
            "Share, factor or price, by kind; empty where the kind needs none",
            "утга",
            low="0",
        ),
        make_column("reason", TEXT, "Үндэслэл", "Why", "үндэслэл|шалтгаан", required=True),
        make_column(
            "authority",
            TEXT,
            "Шийдвэр гаргасан байгууллага",
            "Who decided",
            "байгууллага|шийдвэр гаргагч",
            required=True,
        ),
        make_column(
            "document",
            TEXT,
            "Баримт бичгийн дугаар",
            "Number of the decision",
            "баримт|баримтын дугаар|тушаалын дугаар|document number",
            required=True,
        ),
        make_column("date", DATE, "Огноо", "Day of the decision", "огноо", required=True),
        *WHO_DECIDED,
    ),
)
PROCUREMENT_RULES = Table(
    name="procurement_rules",
    mn="Худалдан авах ажиллагааны журам, босго",
    en="Procurement methods of each rulebook by category and amount, dated and cited.",
    unused={},
    columns=(
        make_column(
            "rulebook",
            ID,
            "Журмын код",
            "Code of the rulebook, as the funds name it",
            "журам|дүрэм|rule book",
            required=True,
        ),
        make_column(
            "category",
            CODE,
            "Юу худалдан авах",
            "What is bought",
            "ангилал|төрөл",
            codes=PROCUREMENT_CATEGORIES,
            required=True,
        ),
        make_column(
            "method",
            TEXT,
            "Худалдан авах арга",
            "Method, in the rulebook's own words",
            "арга|худалдан авах ажиллагааны арга|procurement method",
            required=True,
        ),
        make_column(
            "from_minor",
            MONEY,
            "Төсөвт өртөг, энэ дүнгээс",
            "Estimated cost from this amount on; empty means from nothing",
            "доод босго|дүнгээс|from",
            low="0",
        ),
        make_column(
            "to_minor",
            MONEY,
            "Төсөвт өртөг, энэ дүнд хүрэхгүй",
            "Estimated cost below this amount; empty means without end",
            "дээд босго|дүн хүртэл|to",
            low="0",
        ),
        make_column(
            "valid_from", DATE, "Хүчинтэй болсон өдөр", "First day it is in force", "эхлэх өдөр"
        ),
        make_column(
            "valid_to", DATE, "Хүчингүй болсон өдөр", "Last day it is in force", "дуусах өдөр"
        ),
        make_column(
            "citation",
            TEXT,
            "Эшлэл: хууль, зүйл, хэсэг",
            "Law or regulation, article and paragraph, or where to check",
            "эшлэл|үндэслэл|хууль|заалт|article",
            required=True,
        ),
        make_column(
            "status",
            CODE,
            "Баталгаажсан эсэх",
            "Whether somebody checked the row against the law; only a confirmed row gives a method",
            "төлөв|баталгаа",
            codes=RULE_STATUSES,
            required=True,
        ),
        make_column(
            "estimate",
            CODE,
            "Төсөвт өртгийг зарлах эсэх",
            "Whether bidders see the estimate; empty means confidential",
            "төсөвт өртөг зарлах|estimate shown",
            codes=ESTIMATES,
        ),
        make_column(
            "natural_supplier",
            YES_NO,
            "Төрийн өмчит нийлүүлэгчийг тэмдэглэх эсэх",
            "Whether the rulebook asks to name a state-owned enterprise that could supply",
            "төрийн өмчит нийлүүлэгч|state-owned supplier|state owned enterprise",
        ),
        make_column(
            "price_schedules",
            CODE,
            "Барааны үнийн хуваарь",
            "Price schedules that bidders of goods fill in; empty means one",
            "үнийн хуваарь|price schedule|price forms",
            codes=PRICE_FORMS,
        ),
        make_column(
            "currencies",
            TEXT,
            "Санал өгч болох валют",
            "Currencies that bids may be in beside the plan's own, as USD EUR; empty means none",
            "валют|саналын валют|bid currencies",
        ),
        make_column(
            "rate_source",
            TEXT,
            "Ханшийн эх сурвалж",
            "Who publishes the rates by which bids are compared, on the day of opening",
            "ханш|ханшийн эх сурвалж|exchange rate source",
        ),
        make_column(
            "ocds_method",
            CODE,
            "OCDS-ийн арга",
            "Method in published data (OCDS codelist)",
            "ocds арга|procurement method code",
            codes=(
                make_code("open", "нээлттэй", "open", "нээлттэй"),
                make_code("selective", "сонгон шалгаруулах", "selective", "хязгаарлагдмал"),
                make_code("limited", "хязгаарласан", "limited", "харьцуулалт"),
                make_code("direct", "шууд", "direct", "шууд гэрээ"),
            ),
        ),
        make_column(
            "evaluation_days",
            WHOLE,
            "Үнэлгээний хоног",
            "Days from the opening of bids to the decision",
            "үнэлгээ хийх хоног|days to evaluate",
            low="0",
            high="366",
        ),
        make_column(
            "standstill_days",
            WHOLE,
            "Гомдлын хоног",
            "Days from the decision to the contract, in which bidders may complain",
            "гомдол гаргах хоног|standstill period",
            low="0",
            high="366",
        ),
        make_column(
            "criteria",
            TEXT,
            "Үнэлгээний шалгуур",
            "Criteria with weights in per cent, as price 70, delivery 30; also life_cycle and "
            "performance; empty means price alone",
            "шалгуур|шалгуур үзүүлэлт|evaluation criteria",
        ),
    ),
)
PACKAGE_RULES = Table(
    name="package_rules",
    mn="Юуг хамт тендерлэх",
    en="What is tendered together: the group of each item; without it the defaults hold.",
    unused={},
    columns=(
        make_column(
            "group",
            ID,
            "Багцын бүлэг",
            "Code of the group: computing, network, power, satellite, radio, cable, support, other",
            "бүлэг|багц|package",
            required=True,
        ),
        make_column(
            "role",
            CODE,
            "Зориулалт",
            "Items of this role; `any` takes whatever no other row takes",
            "үүрэг",
            codes=(make_code("any", "аль ч", "any"), *ROLES),
        ),
        make_column("sku", ID, "Барааны код", "This item alone", "код|барааны код|item code"),
        make_column(
            "technology",
            CODE,
            "Холболтын төрөл",
            "Items of this medium; empty means any",
            "холболтын төрөл|технологи|link type",
            codes=LINK_TYPES,
        ),
        make_column(
            "entity", ID, "Захиалагч", "Purchases of this payer alone", "захиалагч|payer|buyer"
        ),
        make_column("fund_id", ID, "Сан", "Purchases paid by this fund alone", "сан|fund"),
        make_column(
            "aimag",
            TEXT,
            "Аймаг, бүс",
            "What goes to this aimag, or to those of a zone: codes or names with ; between them",
            "аймаг|бүс|zone|region",
        ),
        make_column(
            "smallest",
            MONEY,
            "Хамгийн бага дүн",
            "Below it the group joins the largest of its package; empty means a 200th of the plan",
            "доод дүн|smallest amount",
            low="0",
        ),
        make_column(
            "largest",
            MONEY,
            "Хамгийн их дүн",
            "Above it the group is divided by aimags into tenders of at most this; empty means any",
            "дээд дүн|largest amount",
            low="1",
        ),
        make_column(
            "lots",
            CODE,
            "Дэд багцад хуваах",
            "How its tenders are divided into lots: `aimag` for a lot of each aimag, `one` for "
            "none; empty divides works, installation and yearly services by aimag, goods never",
            "дэд багц|lots by",
            codes=(
                make_code("one", "хуваахгүй", "none", "нэг|one lot"),
                make_code("aimag", "аймгаар", "by aimag", "аймаг|region"),
            ),
        ),
        make_column(
            "lots_per_bidder",
            WHOLE,
            "Нэг оролцогчийн дэд багц",
            "Lots of a tender that one bidder may win at most; empty means all",
            "нэг оролцогчид олгох дэд багц|most lots",
            low="1",
        ),
        make_column(
            "installed_by",
            CODE,
            "Хэн суурилуулах",
            "Who installs: `supplier` puts installation into the tender of the goods, "
            "`works_contractor` into that of works, `own_staff` into no tender; empty tenders it "
            "by itself",
            "who installs|installer|суурилуулагч|хэн суурилуулах",
            codes=(
                make_code("supplier", "нийлүүлэгч", "supplier", "vendor"),
                make_code("works_contractor", "гүйцэтгэгч", "works contractor", "contractor"),
                make_code("own_staff", "өөрийн ажилтан", "own staff", "staff|own"),
            ),
        ),
    ),
)
DAYS_OFF = Table(
    name="days_off",
    mn="Нэмэлт амралтын өдөр",
    en="Dated days that are off, or worked, besides the public holidays of the country.",
    unused={},
    columns=(
        make_column("day", DATE, "Өдөр", "The day", "огноо|date", required=True),
        make_column(
            "day_kind",
            CODE,
            "Төрөл",
            "Whether it is off or worked; empty means off",
            "амралт эсэх|kind of day",
            codes=(
                make_code("off", "амралт", "off", "амралтын өдөр|holiday"),
                make_code("working", "ажлын өдөр", "worked", "ажил|workday"),
            ),
        ),
        make_column("name", TEXT, "Нэр", "What it is", "тайлбар|occasion"),
        make_column(
            "source",
            TEXT,
            "Эх сурвалж",
            "Decision that says so",
            "шийдвэр|эх сурвалж|decision",
            required=True,
        ),
    ),
)
