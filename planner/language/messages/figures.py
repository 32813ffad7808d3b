"""What findings of numbers, figures and expressions say, in Mongolian, by the English phrase."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, str] = {
    # expressions
    "a divisor other than zero": "тэг биш хуваагч",
    "yes or no (тийм, үгүй)": "тийм эсвэл үгүй",
    "correct the cell, or the expression in kholboo.toml": (
        "нүдийг эсвэл kholboo.toml дахь илэрхийллийг засна"
    ),
    "compare the column with something, as in status = 'open'": (
        "баганыг утгатай харьцуулна, жишээ нь status = 'open'"
    ),
    "{count} cells: {list}": "{count} нүд: {list}",
    "1 cell: {list}": "1 нүд: {list}",
    "a number in every part": "хэсэг бүрд тоо",
    "fill in the empty parts, or take the sum as it is": (
        "хоосон хэсгийг нөхнө, эсвэл нийлбэрийг хэвээр авна"
    ),
    "an expression for a column that holds no numbers": "тоо агуулдаггүй баганад илэрхийлэл",
    "a condition where a number is computed": "тоо бодох газарт нөхцөл",
    "an expression without a column": "баганагүй илэрхийлэл",
    "no column {name}": "{name} багана алга",
    "headers of the file, with + - * / between them, for {name}": (
        "{name} баганад: файлын толгойнууд, хооронд нь + - * /"
    ),
    "correct columns.{name} in kholboo.toml": "kholboo.toml дахь columns.{name}-г засна",
    "at least {number} in {name}": "{name} баганад {number}-аас багагүй",
    "correct it, or declare a code for missing: {what}": (
        "засна, эсвэл мэдээлэлгүйн кодыг зарлана: {what}"
    ),
    "{name} and {other} apart, and no {column}": "{name}, {other} тусдаа, {column} алга",
    "{column} of both": "хоёулангийнх {column}",
    "set columns = {what} in kholboo.toml": "kholboo.toml-д columns = {what} гэж бичнэ",
    # decimals, cells that cannot be read, dates
    "a whole number": "бүхэл тоо",
    "nothing to do if {name} are full-time equivalents or means": (
        "{name} нь бүтэн цагийн эквивалент эсвэл дундаж бол юу ч хийхгүй"
    ),
    'correct the cells; they stop a plan without unreadable = "unknown"': (
        'нүдийг засна; unreadable = "unknown" байхгүй бол төлөвлөгөөг зогсооно'
    ),
    "year, month, day such as 2026.03.31": "он, сар, өдөр, жишээ нь 2026.03.31",
    'write it so, or declare date_format in kholboo.toml, such as "31.12.2026"': (
        'тэгж бичнэ, эсвэл kholboo.toml-д date_format зарлана, жишээ нь "31.12.2026"'
    ),
    "a date like {day}": "{day} гэх мэт огноо",
    # money
    "{price} or {number}: {currency} has no decimals": (
        "{price} эсвэл {number}: {currency} бутархай нэгжгүй"
    ),
    "write it without the mark, or declare a number_format with a mark of thousands, such as"
    " 1.234,5 or 1,234.5": (
        "тэмдэггүй бичнэ, эсвэл мянгатын тэмдэгтэй number_format зарлана, жишээ нь 1.234,5 эсвэл"
        " 1,234.5"
    ),
    "write the price without the mark": "үнийг тэмдэггүй бичнэ",
    'a sum such as 2500000, "2.5e9" or "1,000,000 USD"': (
        '2500000, "2.5e9", "1,000,000 USD" гэх мэт дүн'
    ),
    "{price} may be {number} or {amount}; write it without the mark": (
        "{price} нь {number} эсвэл {amount} байж болно; тэмдэггүй бичнэ"
    ),
    "{price} {currency}, rounded to {number}": "{price} {currency}, бүхэлчилбэл {number}",
    "a price that whole units of {currency} hold": "{currency}-ийн бүхэл нэгжид багтах үнэ",
    "a price that {number} decimals of {currency} hold": (
        "{currency}-ийн {number} орны бутархайд багтах үнэ"
    ),
    "set minor_digits = {number} under [project] to account in {size} decimals": (
        "{size} орны бутархайтай тооцохын тулд [project] дотор minor_digits = {number} гэж заана"
    ),
    "set minor_digits = {number} under [project], or sell the item in larger units": (
        "[project] дотор minor_digits = {number} гэж заана, эсвэл зүйлийг том нэгжээр худалдана"
    ),
    "sell the item in larger units": "зүйлийг том нэгжээр худалдана",
    "a whole number from 0 to 4: 2 for cents, 0 for none": (
        "0-ээс 4 хүртэл бүхэл тоо: цент бол 2, бутархайгүй бол 0"
    ),
    "plan in a currency of smaller units, or sell the item in larger ones": (
        "жижиг нэгжтэй валютаар төлөвлөнө, эсвэл зүйлийг том нэгжээр худалдана"
    ),
    # links and electricity
    "the type and the speed of the link": "холболтын төрөл, хурд",
    "write the link type and the speed from the contract": (
        "холболтын төрөл, гэрээний хурдыг бичнэ"
    ),
    "{name}: a link of unknown type and speed": "{name}: төрөл, хурд нь тодорхойгүй холболт",
    "{name}: no beside a {what} link": "{name}: {what} холболтын хажууд үгүй гэсэн",
    "{name}: yes beside the link type none": "{name}: холболтгүй гэсний хажууд тийм гэсэн",
    "yes where a link type is named": "холболтын төрөл нэрлэсэн бол тийм",
    "no where the link type is none": "холболтын төрөл байхгүй бол үгүй",
    "correct one of the two columns; no link counts until then": (
        "хоёр баганын нэгийг засна; тэр хүртэл холболтгүй гэж тооцно"
    ),
    "yes where a power source is named, no where there is none": (
        "цахилгааны эх үүсвэр нэрлэсэн бол тийм, байхгүй бол үгүй"
    ),
    "correct one of the two columns; no electricity counts until then": (
        "хоёр баганын нэгийг засна; тэр хүртэл цахилгаангүй гэж тооцно"
    ),
    "{name}: yes beside the power source {what}": "{name}: {what} эх үүсвэрийн хажууд тийм гэсэн",
    "{name}: no beside the power source {what}": "{name}: {what} эх үүсвэрийн хажууд үгүй гэсэн",
    "Mbps; {size} kbps are {count} Mbps": "Мбит/с; {size} кбит/с нь {count} Мбит/с",
    "at most {count} Mbps, {what} to a {kind}": "{count} Мбит/с-ээс ихгүй: {kind}, {what}",
    "at most {count} times the measured {size} Mbps": (
        "хэмжсэн {size} Мбит/с-ээс {count} дахинаас ихгүй"
    ),
    "the speed of the contract, or nothing": "гэрээний хурд, эсвэл хоосон",
    "correct it, or say yes under speed_confirmed where it is right": (
        "засна, эсвэл зөв бол speed_confirmed баганад тийм гэж бичнэ"
    ),
}
"""Mongolian by English phrase; a blank stands for a value from the file."""
