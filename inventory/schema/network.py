"""Columns of the tables of places, PoPs, towers, spans, roads, coverage and boundaries."""

from __future__ import annotations

from inventory.schema.codes import LEVELS, MEDIA, RADIOS, STATUSES
from inventory.schema.column import Decimals, Shape, Table
from inventory.schema.notation import (
    CODE,
    ID,
    NUMBER,
    TEXT,
    WHOLE,
    YES_NO,
    latitude_column,
    longitude_column,
    make_column,
    position_column,
    span_end,
)

PLACES = Table(
    name="places",
    mn="{Region}, {subregion_of} жагсаалт",
    en="{Regions} and {subregions}: codes, names and centres.",
    shape=Shape.POINT,
    unused={},
    columns=(
        make_column(
            "code",
            ID,
            "Үр дүнд хэрэглэх код",
            "The code our outputs use",
            "код|place code|нэгжийн код",
            required=True,
        ),
        make_column(
            "nso_code", ID, "ҮСХ-ны код", "Code of the National Statistics Office", "үсх код"
        ),
        make_column(
            "cod_code",
            ID,
            "COD код",
            "Code of the Common Operational Dataset",
            "cod_pcode|pcode|adm2_pcode",
        ),
        make_column(
            "level",
            CODE,
            "Түвшин",
            "aimag for {a_region}, soum for {a_subregion}; in Mongolia the capital is an aimag",
            "түвшин|admin level",
            codes=LEVELS,
            required=True,
        ),
        make_column(
            "parent",
            ID,
            "Харьяалагдах {region_of} код",
            "Code of the {region} of {a_subregion}",
            "aimag_code|аймгийн код|adm1_pcode|parent code|харьяа аймаг",
        ),
        make_column(
            "name",
            TEXT,
            "Нэр",
            "Name in Cyrillic",
            "нэр|name_mn|soum_mn|сум|place name",
            required=True,
        ),
        make_column(
            "name_latin",
            TEXT,
            "Нэр, латин үсгээр",
            "Name in Latin letters",
            "name_en|soum_en|латин нэр|latin name|adm2_en",
        ),
        longitude_column(),
        latitude_column(),
        position_column(),
        make_column(
            "population",
            WHOLE,
            "Хүн ам",
            "Residents",
            "хүн ам|хүн амын тоо|pop|residents",
            unit="persons",
            low="0",
            high="100000000",
            decimals=Decimals.NEAREST,
        ),
    ),
)
POPS = Table(
    name="pops",
    mn="Сүлжээний цэгүүд (PoP)",
    en="Points of presence: lit network that new links may start from.",
    shape=Shape.POINT,
    unused={},
    columns=(
        make_column(
            "pop_id",
            ID,
            "Цэгийн код",
            "Code of the point of presence",
            "ict_id|node_id|coordinate_id|id|код|цэгийн код",
            required=True,
        ),
        make_column("name", TEXT, "Нэр", "Name", "нэр|node name|цэгийн нэр"),
        longitude_column(),
        latitude_column(),
        position_column(),
        make_column(
            "medium",
            CODE,
            "Дамжуулах орчин",
            "Medium of its backhaul; empty means fibre",
            "transmission_medium|infrastructure_type|дамжуулах орчин|орчин",
            codes=MEDIA,
        ),
        make_column(
            "status",
            CODE,
            "Төлөв",
            "Whether it works; empty means operational",
            "node_status|төлөв|байдал",
            codes=STATUSES,
        ),
    ),
)
TOWERS = Table(
    name="towers",
    mn="Үүрэн холбооны станцууд",
    en="Mobile towers.",
    shape=Shape.POINT,
    unused={},
    columns=(
        make_column(
            "tower_id",
            ID,
            "Станцын код",
            "Code of the tower",
            "ict_id|site id|id|код|станцын код|cell_id",
            required=True,
            keys="radio+mcc+net+area+cell|mcc+net+area+cell|radio+mcc+mnc+lac+cellid|mcc+mnc+lac+cellid"
            "|mcc+mnc+lac+cell_id",
        ),
        longitude_column(),
        latitude_column(),
        position_column(),
        make_column(
            "radio",
            CODE,
            "Радио үе",
            "Radio generation; the highest when several are listed",
            "radio_type|technology|технологи|радио",
            codes=RADIOS,
            many=True,
            required=True,
        ),
        make_column(
            "height_m",
            NUMBER,
            "Антенны өндөр",
            "Height of the antenna",
            "antenna_height|tower_height|height|өндөр|антенны өндөр",
            unit="m",
            low="0",
            high="1000",
        ),
    ),
)
SPANS = Table(
    name="spans",
    mn="Одоо байгаа шугамууд",
    en="Stretches of existing network; a line geometry, or the coordinates of both ends.",
    shape=Shape.LINE,
    unused={},
    columns=(
        make_column(
            "span_id",
            ID,
            "Хэсгийн код",
            "Code of the stretch; numbered when empty",
            "line_id|id|код|хэсгийн код",
        ),
        make_column(
            "from_id", ID, "Эхлэх цэг", "Where it starts", "from|from_code|эхлэл|эхлэх цэг"
        ),
        make_column("to_id", ID, "Төгсөх цэг", "Where it ends", "to|to_code|төгсгөл|төгсөх цэг"),
        make_column(
            "medium",
            CODE,
            "Дамжуулах орчин",
            "Medium; empty means fibre",
            "transmission_medium|дамжуулах орчин|орчин",
            codes=MEDIA,
        ),
        make_column(
            "status",
            TEXT,
            "Төлөв: ашиглалтад байгаа шугам л одоо байгаа сүлжээ болно",
            "Whether it is lit: only a span in operation is existing network; empty means it is",
            "span_status|төлөв|байдал|operational status",
        ),
        make_column(
            "tap_allowed",
            YES_NO,
            "Дундаас нь салаалж залгахыг эзэмшигч зөвшөөрдөг эсэх; хоосон бол тийм",
            "Whether its owner lets it be tapped between its ends; empty means yes",
            "splice_allowed|tap allowed|splice allowed|tapping allowed|can be tapped"
            "|салаалахыг зөвшөөрөх|залгахыг зөвшөөрөх|залгаж болох",
        ),
        *span_end("from", "Эхлэлийн"),
        *span_end("to", "Төгсгөлийн"),
    ),
)
ROADS = Table(
    name="roads",
    mn="Замын сүлжээ",
    en="The road graph: edges between junctions, by line geometry or by both ends' coordinates.",
    shape=Shape.LINE,
    unused={
        "length": "its unit is not written; name it length_m or length_km",
        "distance": "its unit is not written; name it length_m or length_km",
    },
    columns=(
        make_column(
            "from_node",
            ID,
            "Эхлэх уулзвар",
            "Junction where the edge starts",
            "from|from_code|from_id|u|source|эхлэх цэг",
        ),
        make_column(
            "to_node",
            ID,
            "Төгсөх уулзвар",
            "Junction where the edge ends",
            "to|to_code|to_id|v|target|төгсөх цэг",
        ),
        make_column(
            "length_m",
            NUMBER,
            "Урт",
            "Length along the road; measured on the geometry when empty",
            "урт_м|road length m",
            unit="m",
            low="0",
            high="10000000",
        ),
        make_column(
            "highway",
            TEXT,
            "Замын ангилал, OpenStreetMap-ын үгээр",
            "Class of the road, in words of OpenStreetMap; [roads] says which are used",
            "fclass|road_class|замын ангилал",
        ),
        make_column(
            "layer",
            TEXT,
            "Түвшин: дээгүүр өнгөрвөл 1, доогуур бол -1",
            "Level: 1 above, -1 below; roads that pass each other at two levels do not join",
            "түвшин",
        ),
        make_column("bridge", TEXT, "Гүүр эсэх", "Whether the road is a bridge here", "гүүр"),
        make_column("tunnel", TEXT, "Хонгил эсэх", "Whether the road is a tunnel here", "хонгил"),
        make_column(
            "route", TEXT, "Маршрут: ferry бол гарам", "Kind of route; ferry is no road", ""
        ),
        make_column(
            "other_tags",
            TEXT,
            "OpenStreetMap-ын бусад шошго, GDAL-ын бичдэгээр",
            "Further tags of OpenStreetMap as GDAL writes them",
            "",
        ),
        *span_end("from", "Эхлэлийн"),
        *span_end("to", "Төгсгөлийн"),
    ),
)
COVERAGE = Table(
    name="coverage",
    mn="Үүрэн холбооны хамрах хүрээ",
    en="Areas where a radio generation is received.",
    shape=Shape.AREA,
    needs_geometry=True,
    unused={},
    columns=(
        make_column(
            "radio",
            CODE,
            "Радио үе",
            "Radio generation; the highest when several are listed",
            "radio_type|technology|coverage_type|технологи",
            codes=RADIOS,
            many=True,
            required=True,
        ),
    ),
)
BOUNDARIES = Table(
    name="boundaries",
    mn="{Region}, {subregion_of} хил",
    en="Areas of {regions} and {subregions}, to check that sites lie where they are said to.",
    shape=Shape.AREA,
    needs_geometry=True,
    unused={},
    columns=(
        make_column(
            "code",
            ID,
            "{Region}, {subregion_of} код",
            "Any code of the place, as in the places table",
            "adm2_pcode|nso_code|adm1_pcode|pcode|код",
            required=True,
        ),
        make_column(
            "level",
            CODE,
            "Түвшин",
            "aimag for {a_region}, soum for {a_subregion}",
            "түвшин|admin level",
            codes=LEVELS,
            required=True,
        ),
    ),
)
