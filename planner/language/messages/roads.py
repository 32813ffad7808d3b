"""What findings of the road graph say, in Mongolian, by the English phrase."""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: Mapping[str, str] = {
    # what was found
    "no line that can be used": "ашиглах боломжтой шугам алга",
    "lines left out: {list}": "хассан шугам: {list}",
    "lines used all the same: {list}": "гэсэн ч ашигласан шугам: {list}",
    "{inside} of {all} junctions inside a line": "{all} уулзварын {inside} нь шугамын дунд",
    "{count} near misses of at most {most} m": "{most} м хүрэхгүй зайтай {count} тасархай",
    "{count} crossings at different levels": "өөр түвшний {count} огтлолцол",
    "{count} crossings without a shared vertex": "дундын цэггүй {count} огтлолцол",
    "{count} crossings without a shared vertex, not joined": (
        "дундын цэггүй, холбоогүй {count} огтлолцол"
    ),
    "{count} crossings without a shared vertex, not joined, and {junctions} junctions": (
        "дундын цэггүй, холбоогүй {count} огтлолцол, {junctions} уулзвар"
    ),
    "{share} of the length drawn straight over 2 km and more": (
        "уртын {share} нь 2 км ба түүнээс урт шулуун зураас"
    ),
    "lines that fall into single points": "нэг цэг болж хувирах шугам",
    "{count} more lines of one point": "нэг цэгээс бүрдэх шугам бас {count}",
    (
        "{count} vertices in one square of the snapping distance, many at longitude {x},"
        " latitude {y}"
    ): "наах зайн талтай нэг квадратад {count} цэг, олон нь уртраг {x}, өргөрөг {y} орчим",
    "{count} pairs of vertices that nearly meet, many at longitude {x}, latitude {y}": (
        "бараг нийлсэн {count} хос цэг, олон нь уртраг {x}, өргөрөг {y} орчим"
    ),
    "{count} pieces of road around near misses, many at longitude {x}, latitude {y}": (
        "тасархайн эргэн тойронд замын {count} хэсэг, олон нь уртраг {x}, өргөрөг {y} орчим"
    ),
    (
        "{count} snapping distances across one chain of near misses, many at longitude {x},"
        " latitude {y}"
    ): "наах зайнаас {count} дахин урт тасархайн гинж, олон нь уртраг {x}, өргөрөг {y} орчим",
    "{count} ends beside other lines, many at longitude {x}, latitude {y}": (
        "өөр шугамын дэргэд {count} үзүүр, олон нь уртраг {x}, өргөрөг {y} орчим"
    ),
    "{count} pairs of lines that may cross, many at longitude {x}, latitude {y}": (
        "огтлолцож болох {count} хос шугам, олон нь уртраг {x}, өргөрөг {y} орчим"
    ),
    "{count} crossings without a shared vertex, many at longitude {x}, latitude {y}": (
        "дундын цэггүй {count} огтлолцол, олон нь уртраг {x}, өргөрөг {y} орчим"
    ),
    "{count} crossings to be joined, many at longitude {x}, latitude {y}": (
        "холбох {count} огтлолцол, олон нь уртраг {x}, өргөрөг {y} орчим"
    ),
    # what was expected
    "at most {limit}; no road is used": "{limit}-аас ихгүй; нэг ч зам ашиглаагүй",
    "less than the way round the Earth": "дэлхийн тойргоос богино",
    "two nodes": "хоёр зангилаа",
    "lines of roads": "замын шугам",
    "classes along which a trench may be laid": "дагуулж шуудуу татах ангилал",
    "classes of OpenStreetMap, or those listed under [roads]": (
        "OpenStreetMap-ын, эсвэл [roads] дор жагсаасан ангилал"
    ),
    "a vertex in common where roads meet": "зам нийлэх газарт дундын цэг",
    "bridges and tunnels": "гүүр, хонгил",
    "bridges, or a vertex in common": "гүүр, эсвэл дундын цэг",
    "junctions with a vertex in common, or bridges": "дундын цэгтэй уулзвар, эсвэл гүүр",
    "junctions, as [roads] says": "[roads]-д заасны дагуу уулзвар",
    "lines that follow the road, or a length": "замаа дагасан шугам, эсвэл урт",
    # what to do
    "nothing to do": "хийх зүйлгүй",
    "remove repeated or wrong lines there, or lower snap_m under [roads]": (
        "тэндхийн давхардсан, буруу шугамыг хасна, эсвэл [roads] дор snap_m-ийг багасгана"
    ),
    'remove wrong lines there, or write join = "vertices" under [roads]': (
        'тэндхийн буруу шугамыг хасна, эсвэл [roads] дор join = "vertices" гэж бичнэ'
    ),
    "look at the layer there and remove lines that are no roads": (
        "давхаргын тэр газрыг хараад зам биш шугамыг хасна"
    ),
    "check the layer's coordinate system, or lower snap_m under [roads]": (
        "давхаргын координатын системийг шалгана, эсвэл [roads] дор snap_m-ийг багасгана"
    ),
    "remove them from the layer; they are not used": "давхаргаас хасна; тэднийг ашиглахгүй",
    "see the findings above; classes, tracks and ferries are chosen under [roads]": (
        "дээрх илрүүлэлтийг үзнэ; ангилал, хөрсөн зам, гарамыг [roads] дор сонгоно"
    ),
    "change classes, tracks or ferries under [roads] in kholboo.toml if that is wrong": (
        "буруу бол kholboo.toml-ын [roads] дор classes, tracks, ferries-ийг өөрчилнө"
    ),
    "list the classes to use as classes under [roads], or leave the column out": (
        "ашиглах ангиллыг [roads] дор classes гэж жагсаана, эсвэл баганыг хасна"
    ),
    "nothing, if they are junctions; else lower snap_m under [roads]": (
        "уулзвар бол хийх зүйлгүй; үгүй бол [roads] дор snap_m-ийг багасгана"
    ),
    'nothing, if they are bridges; else write join = "crossings" under [roads]': (
        'гүүр бол хийх зүйлгүй; үгүй бол [roads] дор join = "crossings" гэж бичнэ'
    ),
    'write join = "crossings" under [roads] if they are junctions, "vertices" if not': (
        '[roads] дор уулзвар бол join = "crossings", үгүй бол "vertices" гэж бичнэ'
    ),
    "draw the roads, or give length_m; lines are measured as they are drawn": (
        "замыг зурна, эсвэл length_m-ийг өгнө; шугамыг зурснаар нь хэмждэг"
    ),
}
"""Mongolian by English phrase; a blank stands for a value from the file."""
