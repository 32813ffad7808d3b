"""Findings of sheets, rows and positions of a table, in Mongolian, by the English phrase."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, str] = {
    # sheets
    "{list} read; not read: {other}": "{list} уншив; уншаагүй: {other}",
    "set `sheet` in kholboo.toml if the table is on another sheet": (
        "хүснэгт өөр хуудсанд байвал kholboo.toml дотор `sheet`-ийг заана"
    ),
    "{list}; with another header: {other}": "{list}; өөр толгойтой: {other}",
    "{list}; with another header: {other}; {name} lacks {columns}": (
        "{list}; өөр толгойтой: {other}; {name} хуудсанд {columns} алга"
    ),
    "{list}; with another header: {other}; {name} also has {columns}": (
        "{list}; өөр толгойтой: {other}; {name} хуудсанд {columns} нэмэлтээр бий"
    ),
    "{list}; with another header: {other}; {name} lacks {columns}; {again} also has {more}": (
        "{list}; өөр толгойтой: {other}; {name} хуудсанд {columns} алга; {again} хуудсанд {more} "
        "нэмэлтээр бий"
    ),
    "one header on all sheets of the table": "хүснэгтийн бүх хуудсанд нэг толгой",
    'set sheet = "*" in kholboo.toml to read all, or name one: sheet = "{name}"': (
        'бүгдийг уншуулах бол kholboo.toml дотор sheet = "*", эсвэл нэгийг нэрлэж '
        'sheet = "{name}" гэж бичнэ'
    ),
    "{count} sheets with one header: {list}": "нэг толгойтой {count} хуудас: {list}",
    "one table": "нэг хүснэгт",
    "name the right ones under `sheet` in kholboo.toml if some do not belong to it": (
        "зарим нь хамаарахгүй бол kholboo.toml дотор `sheet`-д зөвийг нь нэрлэнэ"
    ),
    "no sheet {name}": "{name} хуудас алга",
    "one of the sheets {list}": "дараах хуудсуудын нэг: {list}",
    'set sheet = "{name}" in kholboo.toml': 'kholboo.toml дотор sheet = "{name}" гэж бичнэ',
    "correct `sheet`": "`sheet`-ийг засна",
    # hidden rows, merged cells
    "{count} hidden rows on sheet {name}: {list}": "{name} хуудсанд нуусан {count} мөр: {list}",
    "a decision whether they belong to the table": "хүснэгтэд хамаарах эсэх шийдвэр",
    'set hidden_rows = "skip" or "read" in kholboo.toml, or remove the filter': (
        'kholboo.toml дотор hidden_rows = "skip" эсвэл "read" гэж бичих, эсвэл шүүлтүүрийг арилгана'
    ),
    "{count} hidden columns: {list}": "нуусан {count} багана: {list}",
    'map a column to "" under `columns` in kholboo.toml to leave it out': (
        'баганыг уншуулахгүй бол kholboo.toml дотор `columns`-д түүнд "" гэж заана'
    ),
    "{value} merged over several rows": "хэд хэдэн мөрд нэгтгэсэн {value}",
    "an amount in each row": "мөр бүрд өөрийн дүн",
    "undo the merged cell and write what belongs to each row": (
        "нэгтгэсэн нүдийг салгаж, мөр бүрд хамаарахыг нь бичнэ"
    ),
    # workbooks with a password
    "a workbook that is protected by a password": "нууц үгээр хамгаалсан хүснэгтийн файл",
    "open it with the password, remove the protection, and save a copy": (
        "нууц үгээр нээж, хамгаалалтыг арилгаад хуулбарыг хадгална"
    ),
}
"""Mongolian by English phrase, with blanks as in `planner.language.messages.findings`."""
