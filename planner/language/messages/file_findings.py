"""Findings of files that are too large, unsafe or of a wrong kind, in Mongolian."""

from __future__ import annotations

from collections.abc import Mapping

from planner.language.messages.cables import PHRASES as CABLE_PHRASES
from planner.language.messages.figures import PHRASES as FIGURE_PHRASES
from planner.language.messages.roads import PHRASES as ROAD_PHRASES
from planner.language.messages.row_findings import PHRASES as ROW_PHRASES
from planner.language.messages.terrain import PHRASES as TERRAIN_PHRASES

PHRASES_OF_FILES: Mapping[str, str] = {
    **CABLE_PHRASES,
    **FIGURE_PHRASES,
    **ROAD_PHRASES,
    **ROW_PHRASES,
    **TERRAIN_PHRASES,
    # figures of a country
    "{value}, which is Mongolia's": "{value}, энэ нь Монголын тоо",
    "the figure of {country}": "{country} улсын тоо",
    "state it in kholboo.toml, or answer the question of `kholboo import`": (
        "kholboo.toml-д бичих, эсвэл `kholboo import`-ийн асуултад хариулах"
    ),
    # how large a table is
    "a table that takes about {size} MiB": "санах ойд {size} МиБ орчим эзлэх хүснэгт",
    "at most {most} MiB in memory": "санах ойд {most} МиБ-ээс ихгүй",
    "at most {most} MiB": "{most} МиБ-ээс ихгүй",
    "{size} MiB": "{size} МиБ",
    "{count} rows": "{count} мөр",
    "at most {most} rows": "{most}-аас ихгүй мөр",
    "{count} columns": "{count} багана",
    "at most {most} columns": "{most}-аас ихгүй багана",
    "{count} characters": "{count} тэмдэгт",
    "a cell of more than {count} characters": "{count}-аас олон тэмдэгттэй нүд",
    "at most {most} characters in a cell": "нэг нүдэнд {most}-аас ихгүй тэмдэгт",
    "at most {most} characters": "{most}-аас ихгүй тэмдэгт",
    "{count} files inside": "дотроо {count} файлтай",
    "at most {most} files": "{most}-аас ихгүй файл",
    # workbooks
    "a text of more than 1 MiB in one cell": "нэг нүдэнд 1 МиБ-ээс их бичвэр",
    "{size} MiB of text in its cells": "нүднүүдэд нийт {size} МиБ бичвэр",
    "at most {most} MiB of text": "{most} МиБ-ээс ихгүй бичвэр",
    "a sheet that reaches to row {number} and column {count}": (
        "{number}-р мөр, {count}-р багана хүртэл үргэлжилсэн хуудас"
    ),
    "at most {most} cells between the first and the last": (
        "эхний ба сүүлийн нүдний хооронд {most}-аас ихгүй нүд"
    ),
    "{count} cells": "{count} нүд",
    "merged cells that lie over each other": "бие биенээ давхцуулж нэгтгэсэн нүднүүд",
    "at most {most} cells": "{most}-аас ихгүй нүд",
    "a binary workbook (XLSB)": "хоёртын хүснэгтийн файл (XLSB)",
    "an old workbook (.xls) that is damaged or takes too much memory": (
        "эвдэрсэн эсвэл хэт их санах ой шаардах хуучин хүснэгтийн файл (.xls)"
    ),
    "values": "утгууд",
    "a damaged workbook": "эвдэрсэн хүснэгтийн файл",
    "a workbook (XLSX)": "хүснэгтийн файл (XLSX)",
    # layers
    "a Parquet file that is damaged or takes too much memory": (
        "эвдэрсэн эсвэл хэт их санах ой шаардах Parquet файл"
    ),
    "{name}, which is a view": "{name} нь хүснэгт биш, харагдац (view)",
    "a layer that is a table": "хүснэгт болох давхарга",
    "a database that does not answer": "хариу өгөхгүй өгөгдлийн сан",
    "an answer within {count} seconds": "{count} секундэд багтсан хариу",
    "a damaged file": "эвдэрсэн файл",
    "a damaged file ({cause})": "эвдэрсэн файл ({cause})",
    "a GeoPackage": "GeoPackage файл",
    "a GeoParquet file": "GeoParquet файл",
    "a layer that is damaged, or takes too much memory or time": (
        "эвдэрсэн, эсвэл хэт их санах ой, хугацаа шаардах давхарга"
    ),
    "at most {most} MiB in memory and {count} seconds": (
        "санах ойд {most} МиБ, {count} секундээс ихгүй"
    ),
    # shapefiles
    "a shapefile": "shapefile файл",
    "a whole shapefile": "бүтэн shapefile",
    "a shapefile without {list}": "{list} файлгүй shapefile",
    "{name} of {size} MiB": "{size} МиБ хэмжээтэй {name}",
    "{name}, which is not an ordinary file": "{name} нь энгийн файл биш",
    "{name}, which the run did not record": "төлөвлөгөө бүртгээгүй {name} файл",
    "no {name}, which the run recorded": "төлөвлөгөө бүртгэсэн {name} файл алга",
    "the files that the run recorded": "төлөвлөгөөний бүртгэсэн файлууд",
    "{name} (the index of its shapes)": "{name} (дүрсүүдийн индекс)",
    "{name} (its attributes)": "{name} (шинж чанарын хүснэгт)",
    "{name} (the index of its shapes); {other} (its attributes)": (
        "{name} (дүрсүүдийн индекс); {other} (шинж чанарын хүснэгт)"
    ),
    "copy all files of the shapefile together: .shp, .shx, .dbf, .prj, .cpg": (
        "shapefile-ын бүх файлыг хамт хуулна: .shp, .shx, .dbf, .prj, .cpg"
    ),
    "check that it is the right file; max_mib of the table raises it": (
        "зөв файл эсэхийг шалгана; хүснэгтийн max_mib үүнийг нэмэгдүүлнэ"
    ),
    "restore the run folder; see `kholboo audit verify`": (
        "төлөвлөгөөний хавтсыг сэргээнэ; `kholboo audit verify`-г үзнэ"
    ),
    # OpenStreetMap
    "OpenStreetMap data for the table {name}": "{name} хүснэгтэд OpenStreetMap-ын өгөгдөл",
    "roads, the one table that is read from .osm.pbf": (
        ".osm.pbf-ээс уншдаг цорын ганц хүснэгт болох roads"
    ),
    "a whole .osm.pbf file": "бүтэн .osm.pbf файл",
    "an .osm.pbf file": ".osm.pbf файл",
    "export what the table needs as GeoPackage, for example with QGIS": (
        "хүснэгтэд хэрэгтэйг GeoPackage болгон, жишээ нь QGIS-ээр экспортолно"
    ),
    # amounts
    "{amount} for the fees of {count} years": "{count} жилийн төлбөр {amount}",
    "{amount} for {count} x {number} at {place}": "{place}-д {count} x {number}, нийт {amount}",
    "{amount} for all that is on offer": "санал болгосон бүхэнд нийт {amount}",
    "{amount} in the plan currency": "төлөвлөгөөний валютаар {amount}",
    # what is not a file of the project
    "a folder": "хавтас",
    "a file": "файл",
    "not an ordinary file": "энгийн файл биш",
    "a file outside the project folder": "төслийн хавтаснаас гадуур байгаа файл",
    "a file inside the project folder": "төслийн хавтас доторх файл",
    # what to do
    "correct the price": "үнийг засна",
    "correct the price or the exchange rate": "үнэ эсвэл ханшийг засна",
    "correct the price, the exchange rate or the quantity": "үнэ, ханш эсвэл тоо хэмжээг засна",
    "correct the ceiling": "дээд хязгаарыг засна",
    "correct the limit, or the prices and weights that it adds up": (
        "хязгаар, эсвэл түүнд нийлдэг үнэ, жинг засна"
    ),
    "correct the number of people or the weights": "хүний тоо эсвэл жинг засна",
    "check that it is the right file; leave out rows and columns that are not needed": (
        "зөв файл эсэхийг шалгаад, хэрэггүй мөр, баганыг хасна"
    ),
    "check where the file comes from; raise max_mib in kholboo.toml if it is right": (
        "файл хаанаас ирснийг шалгана; зөв бол kholboo.toml доторх max_mib-ийг нэмэгдүүлнэ"
    ),
    "delete the stray cell far from the table, or copy the table to a new sheet": (
        "хүснэгтээс хол байгаа илүү нүдийг устгах, эсвэл хүснэгтийг шинэ хуудсанд хуулна"
    ),
    "open it in a spreadsheet program and save it again as XLSX": (
        "хүснэгтийн программаар нээгээд XLSX хэлбэрээр дахин хадгална"
    ),
    "look for a quotation mark that is never closed; rows after it were not read": (
        "хаагаагүй хашилтыг хайна; түүнээс хойших мөрийг уншаагүй"
    ),
    "shorten the text; look for a quotation mark that is never closed": (
        "бичвэрийг богиносгоно; хаагаагүй хашилт байгаа эсэхийг үзнэ"
    ),
    "export the layer again": "давхаргыг дахин экспортолно",
    "export the layer again, as GeoPackage or with fewer rows": (
        "давхаргыг GeoPackage хэлбэрээр, эсвэл цөөн мөртэйгөөр дахин экспортолно"
    ),
    "export the layer to a GeoPackage of its own": (
        "давхаргыг тусдаа GeoPackage файл болгон экспортолно"
    ),
    "correct the path in kholboo.toml": "kholboo.toml доторх замыг засна",
    "copy it into the project, or accept that every run holds a copy of it": (
        "файлыг төсөлд хуулна; эс бөгөөс төлөвлөгөө бүр түүний хуулбарыг агуулна"
    ),
    "{size} MiB when unpacked": "задлахад {size} МиБ",
    "at most {most}": "{most}-аас ихгүй",
    "an area of {count} rings": "{count} цагирагтай талбай",
    "at most {most} rings in an area": "нэг талбайд {most}-аас олонгүй цагираг",
    "leave out the smallest islands, or export the layer as GeoPackage": (
        "хамгийн жижиг арлуудыг хасах, эсвэл давхаргыг GeoPackage болгож гаргана"
    ),
}
"""Mongolian by English phrase, with blanks as in `planner.language.messages.findings`."""
