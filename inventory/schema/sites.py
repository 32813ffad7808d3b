"""The table of sites."""

from __future__ import annotations

from inventory.schema.codes import POWER_SOURCES
from inventory.schema.column import Implied, Table
from inventory.schema.notation import (
    code_column,
    id_column,
    number_column,
    text_column,
    yes_no_column,
)
from inventory.schema.site_equipment import EQUIPMENT_COLUMNS
from inventory.schema.site_links import LINK_COLUMNS
from inventory.schema.site_people import PEOPLE_COLUMNS
from inventory.schema.site_places import PLACE_COLUMNS

SITES = Table(
    name="sites",
    mn="Үйлчилгээ авах газрууд: сургууль, номын сан, соёлын төв",
    en="The places that need service, and what they have today.",
    unused={
        "total_mbps": "a wished speed; the standard is set in the scenario",
        "bandwidth_demand": "a wished speed; the standard is set in the scenario",
        "download_speed_benchmark": "a wished speed; the standard is set in the scenario",
        "num_computers_desired": "a wish; the standard is set in the scenario",
        "power_required_watts": "the need for power follows from the equipment",
        "fiber_node_distance": "its unit differs between sources; distances are measured here",
        "microwave_node_distance": "its unit differs between sources; distances are measured here",
        "nearest_LTE_distance": "its unit differs between sources; distances are measured here",
        "upload_speed_govt": "only download speeds are used",
        "speed_upload": "only download speeds are used",
        "computer_availability": "the number of computers is read, not whether there are any",
        "computer_lab": "the number of computers is read, not whether there is a lab",
    },
    columns=(
        *PLACE_COLUMNS,
        *PEOPLE_COLUMNS,
        *LINK_COLUMNS,
        *EQUIPMENT_COLUMNS,
        code_column(
            "power_source",
            POWER_SOURCES,
            "Цахилгааны эх үүсвэр",
            "Source of electricity",
            "electricity_type|цахилгааны эх үүсвэр|эрчим хүчний эх үүсвэр|цахилгаан|power"
            "|эрчим хүч|power supply",
        ),
        number_column(
            "power_hours_per_day",
            "Хоногт цахилгаантай цаг",
            "Hours of electricity a day",
            "цахилгаантай цаг|хоногт цахилгаантай цаг|hours of electricity|power hours"
            "|electricity hours per day",
            unit="hours a day",
            between=("0", "24"),
        ),
        number_column(
            "outages_per_month",
            "Сард цахилгаан тасрах удаа",
            "Power cuts a month",
            "тасралт|цахилгаан тасралт|сард тасрах удаа|outages|power cuts per month",
            unit="times a month",
            between=("0", "10000"),
        ),
        text_column(
            "owner",
            "Өмчлөгч байгууллага",
            "Who owns the building and the equipment",
            "өмчлөгч|эзэмшигч|харьяалал|ownership|property owner|school_funding_type",
        ),
        id_column(
            "owner_register",
            "Өмчлөгчийн улсын бүртгэл, регистрийн дугаар",
            "Legal register number of the owner",
            "регистр|регистрийн дугаар|улсын бүртгэлийн дугаар|register number|legal register",
        ),
        text_column(
            "contact",
            "Холбоо барих хүн, утас",
            "Person and telephone to deliver to",
            "холбоо барих|утас|холбогдох утас|хариуцах хүн|contact person|phone|telephone",
        ),
        text_column(
            "access_season",
            "Тээврийн хэрэгсэл хүрэх сарууд: 5-9, жилийн турш, эсвэл үгээр",
            "Months when vehicles reach the site: 5-9, all year, or in words",
            "зам нээлттэй сарууд|очих боломжтой үе|хүрэх боломжтой улирал|замын улирал"
            "|months when the road is open|access months|road season|road open|accessible months",
        ),
        id_column(
            "parent_id",
            "Харьяалагдах байгууллагын код",
            "Code of the site this one belongs to, as a dormitory to its school",
            "эх байгууллага|харьяа сургууль|харьяа сургуулийн код|parent|parent site"
            "|parent school id",
        ),
        id_column(
            "building_id",
            "Барилгын код: нэг барилгад байрлах байгууллагууд ижил кодтой",
            "Code of the building: sites of one building have the same, and may share a link",
            "барилга|барилгын код|барилгын дугаар|building|building code|building number"
            "|shared building",
        ),
        yes_no_column(
            "connected",
            "Интернэттэй эсэх",
            "Whether there is any link; no outweighs a link type, yes alone leaves the speed open",
            "is_connected|connectivity_govt|connectivity|интернэттэй|интернэттэй эсэх"
            "|холбогдсон эсэх|has internet|internet|internet access|internet connection"
            "|internet available|internet connectivity",
            implies=(Implied(when=False, column="link_type", code="none"),),
        ),
        yes_no_column(
            "electricity",
            "Цахилгаантай эсэх",
            "Whether there is electricity; no fills an empty power source",
            "has_electricity|electricity_availability|цахилгаантай|цахилгаантай эсэх",
            implies=(Implied(when=False, column="power_source", code="none"),),
        ),
    ),
)
