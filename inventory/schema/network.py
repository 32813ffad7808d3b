"""Columns of the tables of places, PoPs, towers, spans, roads, coverage and boundaries."""

from __future__ import annotations

from inventory.schema.codes import LEVELS, MEDIA, RADIOS, STATUSES
from inventory.schema.column import Decimals, Shape, Table
from inventory.schema.notation import (
    code_column,
    id_column,
    latitude_column,
    longitude_column,
    number_column,
    position_column,
    span_end,
    text_column,
    whole_column,
    yes_no_column,
)

PLACES = Table(
    name="places",
    mn="{Region}, {subregion_of} жагсаалт",
    en="{Regions} and {subregions}: codes, names and centres.",
    columns=(
        id_column(
            "code",
            "Үр дүнд хэрэглэх код",
            "The code our outputs use",
            "код|place code|нэгжийн код",
            required=True,
        ),
        id_column("nso_code", "ҮСХ-ны код", "Code of the National Statistics Office", "үсх код"),
        id_column(
            "cod_code",
            "COD код",
            "Code of the Common Operational Dataset",
            "cod_pcode|pcode|adm2_pcode",
        ),
        code_column(
            "level",
            LEVELS,
            "Түвшин",
            "aimag for {a_region}, soum for {a_subregion}; in Mongolia the capital is an aimag",
            "түвшин|admin level",
            required=True,
        ),
        id_column(
            "parent",
            "Харьяалагдах {region_of} код",
            "Code of the {region} of {a_subregion}",
            "aimag_code|аймгийн код|adm1_pcode|parent code|харьяа аймаг",
        ),
        text_column(
            "name", "Нэр", "Name in Cyrillic", "нэр|name_mn|soum_mn|сум|place name", required=True
        ),
        text_column(
            "name_latin",
            "Нэр, латин үсгээр",
            "Name in Latin letters",
            "name_en|soum_en|латин нэр|latin name|adm2_en",
        ),
        longitude_column(),
        latitude_column(),
        position_column(),
        whole_column(
            "population",
            "Хүн ам",
            "Residents",
            "хүн ам|хүн амын тоо|pop|residents",
            unit="persons",
            between=("0", "100000000"),
            decimals=Decimals.NEAREST,
        ),
        number_column(
            "backhaul_mbps",
            "Суурингийн гадагш холболтын хурд",
            "What the links out of the settlement carry for all of its contracts; empty means that"
            " nobody looks at it",
            "backhaul|backhaul mbps|гадагш холболт|магистрал хурд",
            unit="Mbps",
            low="0",
            high="100000000",
        ),
        number_column(
            "contention",
            "Нэг хурдыг хуваах гэрээний тоо",
            "Contracts that share the speed of one in the busy hour, satellites aside: 20 for 1:20",
            "contention ratio|oversubscription|хуваалцах харьцаа",
            low="1",
            high="10000",
        ),
        number_column(
            "leo_mbps",
            "Нам тойргийн хиймэл дагуулын шинэ холболтуудын хурд",
            "What beams and licences leave for all new links by low-orbit satellite there together;"
            " 0 where none may be set up; empty means that nobody looks at it",
            "leo quota|leo beam mbps|нам тойргийн хязгаар",
            unit="Mbps",
            low="0",
            high="100000000",
        ),
        number_column(
            "geo_mbps",
            "Геостационар хиймэл дагуулын шинэ холболтуудын хурд",
            "The same for geostationary satellites",
            "geo quota|vsat quota|geo beam mbps|геостационар хязгаар",
            unit="Mbps",
            low="0",
            high="100000000",
        ),
    ),
)
POPS = Table(
    name="pops",
    mn="Сүлжээний цэгүүд (PoP)",
    en="Points of presence: lit network that new links may start from.",
    columns=(
        id_column(
            "pop_id",
            "Цэгийн код",
            "Code of the point of presence",
            "ict_id|node_id|coordinate_id|id|код|цэгийн код",
            required=True,
        ),
        text_column("name", "Нэр", "Name", "нэр|node name|цэгийн нэр"),
        longitude_column(),
        latitude_column(),
        position_column(),
        code_column(
            "medium",
            MEDIA,
            "Дамжуулах орчин",
            "Medium of its backhaul; empty means fibre",
            "transmission_medium|infrastructure_type|дамжуулах орчин|орчин",
        ),
        code_column(
            "status",
            STATUSES,
            "Төлөв",
            "Whether it works; empty means operational",
            "node_status|төлөв|байдал",
        ),
        whole_column(
            "ports",
            "Байгууллагуудын холболтод зориулсан портын тоо, одоо ашиглаж буйг оруулаад",
            "Ports for links of sites, those in use included; with them new links are counted",
            "port count|number of ports|портын тоо|порт",
            between=("0", "100000"),
        ),
        number_column(
            "backhaul_mbps",
            "Цэгийг сүлжээнд холбосон шугамын хурд",
            "What the link behind it carries; with it the load of that link is looked at",
            "backhaul_throughput_mbps|backhaul throughput|backhaul capacity|uplink capacity"
            "|шугамын хурд",
            unit="Mbps",
            between=("0.1", "10000000"),
        ),
    ),
)
TOWERS = Table(
    name="towers",
    mn="Үүрэн холбооны станцууд",
    en="Mobile towers.",
    columns=(
        id_column(
            "tower_id",
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
        code_column(
            "radio",
            RADIOS,
            "Радио үе",
            "Radio generation; the highest when several are listed",
            "radio_type|technology|технологи|радио",
            many=True,
            required=True,
        ),
        number_column(
            "height_m",
            "Антенны өндөр",
            "Height of the antenna",
            "antenna_height|tower_height|height|өндөр|антенны өндөр",
            unit="m",
            between=("0", "1000"),
        ),
        whole_column(
            "sectors",
            "Секторын тоо",
            "Sectors of that generation; with them the load of its radio is looked at",
            "sector count|number of sectors|cells|секторын тоо",
            between=("1", "36"),
        ),
        number_column(
            "backhaul_mbps",
            "Цамхгийг сүлжээнд холбосон шугамын хурд",
            "What the link behind it carries; with it the load of that link is looked at",
            "backhaul_throuput_mbps|backhaul_throughput_mbps|backhaul throughput|backhaul capacity"
            "|шугамын хурд",
            unit="Mbps",
            between=("0.1", "1000000"),
        ),
    ),
)
SPANS = Table(
    name="spans",
    mn="Одоо байгаа шугамууд",
    en="Stretches of existing network; a line geometry, or the coordinates of both ends.",
    drawn_as=Shape.LINE,
    columns=(
        id_column(
            "span_id",
            "Хэсгийн код",
            "Code of the stretch; numbered when empty",
            "line_id|id|код|хэсгийн код",
        ),
        id_column("from_id", "Эхлэх цэг", "Where it starts", "from|from_code|эхлэл|эхлэх цэг"),
        id_column("to_id", "Төгсөх цэг", "Where it ends", "to|to_code|төгсгөл|төгсөх цэг"),
        code_column(
            "medium",
            MEDIA,
            "Дамжуулах орчин",
            "Medium; empty means fibre",
            "transmission_medium|дамжуулах орчин|орчин",
        ),
        text_column(
            "status",
            "Төлөв: ашиглалтад байгаа шугам л одоо байгаа сүлжээ болно",
            "Whether it is lit: only a span in operation is existing network; empty means it is",
            "span_status|төлөв|байдал|operational status",
        ),
        yes_no_column(
            "tap_allowed",
            "Дундаас нь салаалж залгахыг эзэмшигч зөвшөөрдөг эсэх; хоосон бол тийм",
            "Whether its owner lets it be tapped between its ends; empty means yes",
            "splice_allowed|tap allowed|splice allowed|tapping allowed|can be tapped"
            "|салаалахыг зөвшөөрөх|залгахыг зөвшөөрөх|залгаж болох",
        ),
        whole_column(
            "spare_fibres",
            "Сул шилний тоо",
            "Fibres of the cable that are free; empty means that nobody looks at their number",
            "free fibres|dark fibres|fibres free|сул шилэн|сул судас",
            between=("0", "10000"),
        ),
        *span_end("from", "Эхлэлийн"),
        *span_end("to", "Төгсгөлийн"),
    ),
)
ROADS = Table(
    name="roads",
    mn="Замын сүлжээ",
    en="The road graph: edges between junctions, by line geometry or by both ends' coordinates.",
    drawn_as=Shape.LINE,
    unused={
        "length": "its unit is not written; name it length_m or length_km",
        "distance": "its unit is not written; name it length_m or length_km",
    },
    columns=(
        id_column(
            "from_node",
            "Эхлэх уулзвар",
            "Junction where the edge starts",
            "from|from_code|from_id|u|source|эхлэх цэг",
        ),
        id_column(
            "to_node",
            "Төгсөх уулзвар",
            "Junction where the edge ends",
            "to|to_code|to_id|v|target|төгсөх цэг",
        ),
        number_column(
            "length_m",
            "Урт",
            "Length along the road; measured on the geometry when empty",
            "урт_м|road length m",
            unit="m",
            between=("0", "10000000"),
        ),
        text_column(
            "highway",
            "Замын ангилал, OpenStreetMap-ын үгээр",
            "Class of the road, in words of OpenStreetMap; [roads] says which are used",
            "fclass|road_class|замын ангилал",
        ),
        text_column(
            "layer",
            "Түвшин: дээгүүр өнгөрвөл 1, доогуур бол -1",
            "Level: 1 above, -1 below; roads that pass each other at two levels do not join",
            "түвшин",
        ),
        text_column("bridge", "Гүүр эсэх", "Whether the road is a bridge here", "гүүр"),
        text_column("tunnel", "Хонгил эсэх", "Whether the road is a tunnel here", "хонгил"),
        text_column("route", "Маршрут: ferry бол гарам", "Kind of route; ferry is no road"),
        text_column(
            "other_tags",
            "OpenStreetMap-ын бусад шошго, GDAL-ын бичдэгээр",
            "Further tags of OpenStreetMap as GDAL writes them",
        ),
        *span_end("from", "Эхлэлийн"),
        *span_end("to", "Төгсгөлийн"),
    ),
)
COVERAGE = Table(
    name="coverage",
    mn="Үүрэн холбооны хамрах хүрээ",
    en="Areas where a radio generation is received.",
    drawn_as=Shape.AREA,
    needs_geometry=True,
    columns=(
        code_column(
            "radio",
            RADIOS,
            "Радио үе",
            "Radio generation; the highest when several are listed",
            "radio_type|technology|coverage_type|технологи",
            many=True,
            required=True,
        ),
    ),
)
BOUNDARIES = Table(
    name="boundaries",
    mn="{Region}, {subregion_of} хил",
    en="Areas of {regions} and {subregions}, to check that sites lie where they are said to.",
    drawn_as=Shape.AREA,
    needs_geometry=True,
    columns=(
        id_column(
            "code",
            "{Region}, {subregion_of} код",
            "Any code of the place, as in the places table",
            "adm2_pcode|nso_code|adm1_pcode|pcode|код",
            required=True,
        ),
        code_column(
            "level",
            LEVELS,
            "Түвшин",
            "aimag for {a_region}, soum for {a_subregion}",
            "түвшин|admin level",
            required=True,
        ),
    ),
)
