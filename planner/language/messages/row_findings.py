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
    "{count} hidden on sheet {name}: row {list}": "{name} хуудсанд нуусан {count}: мөр {list}",
    "a decision whether they belong to the table": "хүснэгтэд хамаарах эсэх шийдвэр",
    'set hidden_rows = "skip" or "read" in kholboo.toml, or remove the filter': (
        'kholboo.toml дотор hidden_rows = "skip" эсвэл "read" гэж бичих, эсвэл шүүлтүүрийг арилгана'
    ),
    "hidden: {list}": "нуусан: {list}",
    'map a column to "" under `columns` in kholboo.toml to leave it out': (
        'баганыг уншуулахгүй бол kholboo.toml дотор `columns`-д түүнд "" гэж заана'
    ),
    "{value} merged over several rows": "хэд хэдэн мөрд нэгтгэсэн {value}",
    "an amount in each row": "мөр бүрд өөрийн дүн",
    "undo the merged cell and write what belongs to each row": (
        "нэгтгэсэн нүдийг салгаж, мөр бүрд хамаарахыг нь бичнэ"
    ),
    # columns of other meaning
    "{one} of {all} values, such as {list}": "{all} утгын {one}, жишээ нь {list}",
    'set columns.{name} to the right header, or to "" if there is none; `values` translates'
    " codes": ('columns.{name}-д зөв толгойг, байхгүй бол ""-г заана; `values` кодыг орчуулна'),
    "values of {name} that the tables know": "хүснэгтүүдэд байгаа {name}",
    'set columns.{name} to the right header, or to "" if there is none; or complete the table that'
    " it refers to": (
        'columns.{name}-д зөв толгойг, байхгүй бол ""-г заана; эсвэл заасан хүснэгтийг гүйцээнэ'
    ),
    "the same in further rows": "цаашдын мөрүүдэд мөн адил",
    # which rows
    "{count} files match {list}": "{list} загварт {count} файл таарав",
    "nothing to do if that is the right number": "зөв тоо бол хийх зүйлгүй",
    "a pattern that a file matches": "ядаж нэг файл таарах загвар",
    "a pattern of at most {most} files": "{most}-аас ихгүй файл таарах загвар",
    "{count} of {all} rows left out: {text}": "{all} мөрөөс {count}-г орхив: {text}",
    "{name}, which is no column of {list}": "{list}-д байхгүй {name} багана",
    "a header of the file or a column of the table": "файлын толгой эсвэл хүснэгтийн багана",
    "write `{name}`": "`{name}` гэж бичнэ",
    "correct the name; names with signs stand in `backticks`": (
        "нэрийг засна; тэмдэгттэй нэрийг `ийм хашилтад` бичнэ"
    ),
    "{count} row: {list}": "{count} мөр: {list}",
    "{count} rows: {list}": "{count} мөр: {list}",
    "a decision which of these rows belong to the plan": (
        "эдгээр мөрийн аль нь төлөвлөгөөнд хамаарах шийдвэр"
    ),
    'set where = "{text}" in kholboo.toml, or where = "true" to keep all': (
        'kholboo.toml дотор where = "{text}", бүгдийг үлдээх бол where = "true" гэж бичнэ'
    ),
    "every row twice: {count} rows, {all} lines": "мөр бүр хоёр удаа: {count} мөр, {all} бичлэг",
    "{count} of {all} rows repeat another row in every cell": (
        "{all} мөрийн {count} нь өөр мөртэй нүд бүрээрээ адил"
    ),
    "each row once": "мөр бүр нэг удаа",
    'remove the copies, or set equal_rows = "{text}" in kholboo.toml': (
        'давхардлыг арилгах, эсвэл kholboo.toml дотор equal_rows = "{text}" гэж бичнэ'
    ),
    # identifiers and headers
    "{name} made of {list}": "{list}-аас бүрдсэн {name}",
    "an identifier; {name} alone repeats": "давтагдахгүй код; {name} дангаараа давтагдана",
    "nothing to do if these columns together name a row": (
        "эдгээр багана нийлээд мөрийг заадаг бол хийх зүйлгүй"
    ),
    "the header {count} times: {name}": "{name} толгой {count} удаа",
    "every header once": "толгой бүр нэг удаа",
    "columns separated by {text}": "{text} тэмдгээр тусгаарласан багана",
    "comma, semicolon, tab or | between columns": "баганын хооронд таслал, цэгтэй таслал, таб, |",
    "set separator = {text} in kholboo.toml": "kholboo.toml дотор separator = {text} гэж бичнэ",
    # positions
    "latitude and longitude, such as 47.91850 106.91770": (
        "47.91850 106.91770 гэх мэт өргөрөг, уртраг"
    ),
    "correct the cell, or leave it empty where the position is not known": (
        "нүдийг засах, байршил тодорхойгүй бол хоосон орхино"
    ),
    "easting and northing within that system": "тухайн системийн доторх зүүн, хойд координат",
    "correct the figures, or `crs` in kholboo.toml": (
        "тоог, эсвэл kholboo.toml доторх `crs`-г засна"
    ),
    "values like {text}": "{text} гэх мэт утгууд",
    "perhaps position: latitude and longitude in one cell": (
        "position байж болно: нэг нүдэнд өргөрөг, уртраг"
    ),
    'set columns.position = "{name}" in kholboo.toml if so': (
        'тийм бол kholboo.toml дотор columns.position = "{name}" гэж бичнэ'
    ),
    "{title}, the title of a section; rows: {count}": "{title} гэсэн хэсгийн гарчиг; мөр: {count}",
    "{title}, the title of a section; rows without a place: {count}": (
        "{title} гэсэн хэсгийн гарчиг; газаргүй мөр: {count}"
    ),
    "soum in each row": "мөр бүрд сум",
    "aimag in each row": "мөр бүрд аймаг",
    "nothing to do if the title names their place": "гарчиг газрыг нь зааж байвал хийх зүйлгүй",
    "the name of a place of the places table": "нэгжийн хүснэгтэд байгаа газрын нэр",
    "write aimag and soum in the rows, or correct the title": (
        "мөрүүдэд аймаг, сумыг бичих, эсвэл гарчгийг засна"
    ),
    "degrees, or the coordinate system of these metres": (
        "градус, эсвэл эдгээр метрийн координатын систем"
    ),
    "{text}; rows with such figures: {count}": "{text}; ийм тоотой мөр: {count}",
    'ask which system it is and set crs = "EPSG:..." in [tables.{name}]': (
        'ямар систем болохыг лавлаж, [tables.{name}] дотор crs = "EPSG:..." гэж бичнэ'
    ),
    'set crs = "{code}" in [tables.{name}] if the map system is that': (
        'газрын зургийн систем мөн бол [tables.{name}] дотор crs = "{code}" гэж бичнэ'
    ),
    "look for a wrong digit; if the point is right, add its place or [tables.boundaries]": (
        "буруу цифрийг хайна; цэг зөв бол газрыг нь, эсвэл [tables.boundaries]-г нэмнэ"
    ),
    "{count} more entries at the points of {all} towers": (
        "{all} цамхагийн цэгүүдэд нэмэлт {count} бичлэг"
    ),
    "one tower at a point": "нэг цэгт нэг цамхаг",
    "nothing to do: radio generation and height are the best of each point": (
        "хийх зүйлгүй: цэг бүрийн хамгийн шинэ үе, хамгийн их өндрийг авсан"
    ),
    # workbooks with a password
    "a workbook that is protected by a password": "нууц үгээр хамгаалсан хүснэгтийн файл",
    "open it with the password, remove the protection, and save a copy": (
        "нууц үгээр нээж, хамгаалалтыг арилгаад хуулбарыг хадгална"
    ),
}
"""Mongolian by English phrase, with blanks as in `planner.language.messages.findings`."""
