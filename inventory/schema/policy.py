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
    code_column,
    date_column,
    decimal_column,
    id_column,
    make_codes,
    money_column,
    text_column,
    whole_column,
    yes_no_column,
)
from inventory.schema.supply import WHO_DECIDED

DIRECTIVE_TABLE = Table(
    name="directives",
    mn="Шийдвэр, чиглэл",
    en="Decisions of an authority that force, forbid, weigh or re-price, with their papers.",
    columns=(
        id_column(
            "directive_id", "Дугаар", "Code of the directive", "id|код|дугаар", required=True
        ),
        code_column(
            "kind", DIRECTIVES, "Төрөл", "What the directive does", "төрөл|type", required=True
        ),
        id_column(
            "target",
            "Хамаарах зүйл",
            "Site code, {region} code, site kind or SKU, by kind",
            "хамаарах|хамаарах зүйл|объект",
            required=True,
        ),
        decimal_column(
            "value",
            "Утга",
            "Share, factor or price, by kind; empty where the kind needs none",
            "утга",
            low="0",
        ),
        text_column("reason", "Үндэслэл", "Why", "үндэслэл|шалтгаан", required=True),
        text_column(
            "authority",
            "Шийдвэр гаргасан байгууллага",
            "Who decided",
            "байгууллага|шийдвэр гаргагч",
            required=True,
        ),
        text_column(
            "document",
            "Баримт бичгийн дугаар",
            "Number of the decision",
            "баримт|баримтын дугаар|тушаалын дугаар|document number",
            required=True,
        ),
        date_column("date", "Огноо", "Day of the decision", "огноо", required=True),
        *WHO_DECIDED,
    ),
)
PROCUREMENT_RULES = Table(
    name="procurement_rules",
    mn="Худалдан авах ажиллагааны журам, босго",
    en="Procurement methods of each rulebook by category and amount, dated and cited.",
    columns=(
        id_column(
            "rulebook",
            "Журмын код",
            "Code of the rulebook, as the funds name it",
            "журам|дүрэм|rule book",
            required=True,
        ),
        code_column(
            "category",
            PROCUREMENT_CATEGORIES,
            "Юу худалдан авах",
            "What is bought",
            "ангилал|төрөл",
            required=True,
        ),
        text_column(
            "method",
            "Худалдан авах арга",
            "Method, in the rulebook's own words",
            "арга|худалдан авах ажиллагааны арга|procurement method",
            required=True,
        ),
        money_column(
            "from_minor",
            "Төсөвт өртөг, энэ дүнгээс",
            "Estimated cost from this amount on; empty means from nothing",
            "доод босго|дүнгээс|from",
            low="0",
        ),
        money_column(
            "to_minor",
            "Төсөвт өртөг, энэ дүнд хүрэхгүй",
            "Estimated cost below this amount; empty means without end",
            "дээд босго|дүн хүртэл|to",
            low="0",
        ),
        date_column("valid_from", "Хүчинтэй болсон өдөр", "First day it is in force", "эхлэх өдөр"),
        date_column("valid_to", "Хүчингүй болсон өдөр", "Last day it is in force", "дуусах өдөр"),
        text_column(
            "citation",
            "Эшлэл: хууль, зүйл, хэсэг",
            "Law or regulation, article and paragraph, or where to check",
            "эшлэл|үндэслэл|хууль|заалт|article",
            required=True,
        ),
        code_column(
            "status",
            RULE_STATUSES,
            "Баталгаажсан эсэх",
            "Whether somebody checked the row against the law; only a confirmed row gives a method",
            "төлөв|баталгаа",
            required=True,
        ),
        code_column(
            "estimate",
            ESTIMATES,
            "Төсөвт өртгийг зарлах эсэх",
            "Whether bidders see the estimate; empty means confidential",
            "төсөвт өртөг зарлах|estimate shown",
        ),
        yes_no_column(
            "natural_supplier",
            "Төрийн өмчит нийлүүлэгчийг тэмдэглэх эсэх",
            "Whether the rulebook asks to name a state-owned enterprise that could supply",
            "төрийн өмчит нийлүүлэгч|state-owned supplier|state owned enterprise",
        ),
        code_column(
            "price_schedules",
            PRICE_FORMS,
            "Барааны үнийн хуваарь",
            "Price schedules that bidders of goods fill in; empty means one",
            "үнийн хуваарь|price schedule|price forms",
        ),
        text_column(
            "currencies",
            "Санал өгч болох валют",
            "Currencies that bids may be in beside the plan's own, as USD EUR; empty means none",
            "валют|саналын валют|bid currencies",
        ),
        text_column(
            "rate_source",
            "Ханшийн эх сурвалж",
            "Who publishes the rates by which bids are compared, on the day of opening",
            "ханш|ханшийн эх сурвалж|exchange rate source",
        ),
        code_column(
            "ocds_method",
            make_codes(
                ("open", "нээлттэй", "open", "нээлттэй"),
                ("selective", "сонгон шалгаруулах", "selective", "хязгаарлагдмал"),
                ("limited", "хязгаарласан", "limited", "харьцуулалт"),
                ("direct", "шууд", "direct", "шууд гэрээ"),
            ),
            "OCDS-ийн арга",
            "Method in published data (OCDS codelist)",
            "ocds арга|procurement method code",
        ),
        whole_column(
            "evaluation_days",
            "Үнэлгээний хоног",
            "Days from the opening of bids to the decision",
            "үнэлгээ хийх хоног|days to evaluate",
            between=("0", "366"),
        ),
        whole_column(
            "standstill_days",
            "Гомдлын хоног",
            "Days from the decision to the contract, in which bidders may complain",
            "гомдол гаргах хоног|standstill period",
            between=("0", "366"),
        ),
        text_column(
            "criteria",
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
    columns=(
        id_column(
            "group",
            "Багцын бүлэг",
            "Code of the group: computing, network, power, satellite, radio, cable, support, other",
            "бүлэг|багц|package",
            required=True,
        ),
        code_column(
            "role",
            (*make_codes(("any", "аль ч", "any")), *ROLES),
            "Зориулалт",
            "Items of this role; `any` takes whatever no other row takes",
            "үүрэг",
        ),
        id_column("sku", "Барааны код", "This item alone", "код|барааны код|item code"),
        code_column(
            "technology",
            LINK_TYPES,
            "Холболтын төрөл",
            "Items of this medium; empty means any",
            "холболтын төрөл|технологи|link type",
        ),
        id_column("entity", "Захиалагч", "Purchases of this payer alone", "захиалагч|payer|buyer"),
        id_column("fund_id", "Сан", "Purchases paid by this fund alone", "сан|fund"),
        text_column(
            "aimag",
            "Аймаг, бүс",
            "What goes to this aimag, or to those of a zone: codes or names with ; between them",
            "аймаг|бүс|zone|region",
        ),
        money_column(
            "smallest",
            "Хамгийн бага дүн",
            "Below it the group joins the largest of its package; empty means a 200th of the plan",
            "доод дүн|smallest amount",
            low="0",
        ),
        money_column(
            "largest",
            "Хамгийн их дүн",
            "Above it the group is divided by aimags into tenders of at most this; empty means any",
            "дээд дүн|largest amount",
            low="1",
        ),
        code_column(
            "lots",
            make_codes(
                ("one", "хуваахгүй", "none", "нэг|one lot"),
                ("aimag", "аймгаар", "by aimag", "аймаг|region"),
            ),
            "Дэд багцад хуваах",
            "How its tenders are divided into lots: `aimag` for a lot of each aimag, `one` for "
            "none; empty divides works, installation and yearly services by aimag, goods never",
            "дэд багц|lots by",
        ),
        whole_column(
            "lots_per_bidder",
            "Нэг оролцогчийн дэд багц",
            "Lots of a tender that one bidder may win at most; empty means all",
            "нэг оролцогчид олгох дэд багц|most lots",
            low="1",
        ),
        code_column(
            "installed_by",
            make_codes(
                ("supplier", "нийлүүлэгч", "supplier", "vendor"),
                ("works_contractor", "гүйцэтгэгч", "works contractor", "contractor"),
                ("own_staff", "өөрийн ажилтан", "own staff", "staff|own"),
            ),
            "Хэн суурилуулах",
            "Who installs: `supplier` puts installation into the tender of the goods, "
            "`works_contractor` into that of works, `own_staff` into no tender; empty tenders it "
            "by itself",
            "who installs|installer|суурилуулагч|хэн суурилуулах",
        ),
    ),
)
DAYS_OFF = Table(
    name="days_off",
    mn="Нэмэлт амралтын өдөр",
    en="Dated days that are off, or worked, besides the public holidays of the country.",
    columns=(
        date_column("day", "Өдөр", "The day", "огноо|date", required=True),
        code_column(
            "day_kind",
            make_codes(
                ("off", "амралт", "off", "амралтын өдөр|holiday"),
                ("working", "ажлын өдөр", "worked", "ажил|workday"),
            ),
            "Төрөл",
            "Whether it is off or worked; empty means off",
            "амралт эсэх|kind of day",
        ),
        text_column("name", "Нэр", "What it is", "тайлбар|occasion"),
        text_column(
            "source",
            "Эх сурвалж",
            "Decision that says so",
            "шийдвэр|эх сурвалж|decision",
            required=True,
        ),
    ),
)
