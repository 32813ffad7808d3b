"""What findings of spans, cables and shared buildings say, in Mongolian, by the English phrase."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, str] = {
    "points within {most} m": "{most} м дотор орших цэгүүд",
    "correct the code of the building or the position; they share no link": (
        "барилгын код, эсвэл байршлыг засна; эдгээр нь холболт хуваалцахгүй"
    ),
    "no item of the role cabling; {count} sites in {all} buildings: {list}": (
        "cabling үүрэгтэй зүйл алга; {all} барилгад {count} байгууллага: {list}"
    ),
    "an item of the role cabling": "cabling үүрэгтэй зүйл (дотоод кабель)",
    "add the item with its price, or set share_in_buildings = false": (
        "үнэтэй нь нэмнэ, эсвэл share_in_buildings = false гэж тохируулна"
    ),
    "set the status to operational once the span is lit": (
        "шугам ашиглалтад орсны дараа төлөвийг operational болгоно"
    ),
    "longitude and latitude of WGS 84": "WGS 84-ийн уртраг, өргөрөг",
    "declare the coordinate system under `crs`, or correct the line": (
        "координатын системийг `crs`-д заана, эсвэл шугамыг засна"
    ),
    "write one of {list}, or translate it under `values`; the span is not tapped": (
        "{list} кодын нэгийг бичих, эсвэл `values` дор орчуулна; энэ шугамаас салаалахгүй"
    ),
    (
        "no item of the role splice; {count} of {all} sites lie nearer to a lit cable than to a"
        " PoP: {list}"
    ): (
        "splice үүрэгтэй зүйл алга; {all} байгууллагын {count} нь PoP-оос илүү ажиллаж буй кабельд"
        " ойр: {list}"
    ),
    "an item of the role splice: joining new fibre to a cable between its ends": (
        "splice үүрэгтэй зүйл: кабелийн дундаас шинэ шугам салаалж залгах ажил"
    ),
    (
        "add the item with its price; or enter splice points as PoPs; or write tap_allowed = no"
        " for spans whose owner refuses"
    ): (
        "үнэтэй нь нэмнэ; эсвэл салаалах цэгийг PoP болгож бүртгэнэ; эсвэл эзэмшигч нь"
        " зөвшөөрдөггүй шугамд tap_allowed = үгүй гэж бичнэ"
    ),
}
"""Mongolian by English phrase; a blank stands for a figure or a value from the file."""
