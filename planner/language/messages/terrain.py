"""Words about terrain and line of sight, in Mongolian and English."""

from __future__ import annotations

from collections.abc import Mapping

TITLES: Mapping[str, str] = {
    "terrain.coarse": "Өндрийн загварын нүд холбоос саадгүй гэж хэлэхэд хэт том",
    "terrain.elsewhere": "Өндрийн загвар нэг ч байгууллагын доор алга",
    "terrain.feet": "Футээр өгсөн өндрийг метр болгов",
    "terrain.file": "Файл нь уншиж болох өндрийн загвар биш",
    "terrain.crs": "Өндрийн загварын координатын систем тодорхойгүй",
    "terrain.missing": "Газрын өндөр тодорхойгүй цэг бий",
    "terrain.reader": "Энэ компьютерт өндрийн загвар унших сан суулгаагүй",
    "terrain.swapped": "Өндрийн загварын уртраг, өргөрөг солигдсон байж магадгүй",
    "terrain.unit": "Өндрийн загварын өндөр метрээр биш",
    "terrain.water": "Цамхаг, PoP нуурын гадаргуу мэт тэгш газар байна",
}
"""What each rule of an elevation model looks for."""

PHRASES: Mapping[str, str] = {
    # what was found
    "no library that reads GeoTIFF": "GeoTIFF унших сан алга",
    "heights in feet": "футээр өгсөн өндөр",
    "{count} bands": "{count} суваг",
    "a grid that is turned": "эргэсэн тор",
    "no coordinate system; x {west} to {east}, y {south} to {north}": (
        "координатын систем алга; x {west}-ээс {east}, y {south}-ээс {north}"
    ),
    "no place lies on it; {there} of {all} would with both exchanged": (
        "нэг ч цэг дээр нь алга; уртраг, өргөргийг соливол {all}-ийн {there} нь орно"
    ),
    "{height} m under {place}, and {count} such places": (
        "{place} доор {height} м, ийм цэг нийт {count}"
    ),
    "no site, PoP or tower on any elevation model": (
        "өндрийн загвар дээр нэг ч байгууллага, PoP, цамхаг алга"
    ),
    "no height under {count} of {all} places: {list}": (
        "{all} цэгийн {count}-ийн доор өндөр алга: {list}"
    ),
    "cells of {cell} m under {count} places": "{count} цэгийн доорх нүд {cell} м",
    "{count} on a patch of one height: {list}": "нэг өндөртэй талбайд {count}: {list}",
    # what was expected
    "the extra `terrain`": "`terrain` нэмэлт",
    "a GeoTIFF of heights": "өндрийн GeoTIFF файл",
    "a coordinate system in the file": "файлд бичсэн координатын систем",
    "metres": "метр",
    "x is longitude, y is latitude": "x нь уртраг, y нь өргөрөг",
    "heights in metres, {low} to {high} where people live": (
        "метрээр өгсөн өндөр, хүн амьдардаг газар {low}-ээс {high}"
    ),
    "heights of the region planned for": "төлөвлөж буй нутгийн өндөр",
    "heights under every site, PoP and tower": "байгууллага, PoP, цамхаг бүрийн доорх өндөр",
    "cells of at most {most} m, such as Copernicus GLO-30": (
        "{most} м-ээс ихгүй нүд, жишээ нь Copernicus GLO-30"
    ),
    "towers and PoPs on land": "газар дээрх цамхаг, PoP",
    # what to do
    "run: pip install 'kholboo[terrain]', or take [tables.terrain] out": (
        "pip install 'kholboo[terrain]' гэж ажиллуулах, эсвэл [tables.terrain]-ийг хасах"
    ),
    "name a GeoTIFF of one band, north up; `gdal_translate -of GTiff` or QGIS writes one": (
        "хойд зүг дээш, нэг сувагтай GeoTIFF заах; `gdal_translate -of GTiff`, QGIS бичдэг"
    ),
    'ask who made it, then write crs = "{guess}" or another under [tables.terrain]': (
        'хийсэн хүнээс асуугаад [tables.terrain]-д crs = "{guess}" эсвэл өөрийг бичих'
    ),
    "nothing to do if that is right": "зөв бол юу ч хийх шаардлагагүй",
    "write the file anew with longitude as x, or correct the coordinates of the sites": (
        "уртраг нь x байхаар файлыг дахин бичих, эсвэл байгууллагын координатыг засах"
    ),
    'write unit = "ft" under [tables.terrain] if they are feet, or another file': (
        'фут бол [tables.terrain]-д unit = "ft" гэж, эсвэл өөр файл бичих'
    ),
    "check its coordinate system and region; until then links go by distance": (
        "координатын систем, нутгийг нь шалгах; түүнийг хүртэл холбоосыг зайгаар нь л үзнэ"
    ),
    "add the files of that region; links there go by distance and say so": (
        "тэр нутгийн файлыг нэмэх; тэндхийн холбоосыг зайгаар үзэж, тэгснээ хэлнэ"
    ),
    "take a finer model before a mast is bought; links called clear are marked": (
        "шон худалдан авахаас өмнө нарийн загвар авах; саадгүй гэсэн холбоосыг тэмдэглэв"
    ),
    "copy or download the file anew; it is damaged or cut off": (
        "файлыг дахин хуулах, татах; гэмтсэн эсвэл дутуу байна"
    ),
    "check their coordinates on a map": "координатыг нь газрын зураг дээр шалгах",
}
"""What findings of elevation models say, by the English phrase."""

WORDS: Mapping[str, tuple[str, str]] = {
    "reason.no_line_of_sight": ("газрын гадарга халхалсан", "the ground is in the way"),
    "terrain.clear": ("газраас {margin} м илүү өндөр", "{margin} m clear of what must be free"),
    "terrain.with_mast": (
        "байгууллага дээр {mast} м өндөр шон шаардлагатай",
        "needs a mast of {mast} m at the site",
    ),
    "terrain.cells": ("өндрийн загварын нүд {cell} м", "heights in cells of {cell} m"),
    "terrain.cells_coarse": (
        "өндрийн загварын нүд {cell} м: саадгүй гэж батлахад хэт том",
        "heights in cells of {cell} m: too wide to be sure of it",
    ),
    "terrain.unknown": (
        "газрын өндөр тодорхойгүй тул зайгаар нь үзэв",
        "the height of the ground is not known there: judged by distance alone",
    ),
    "terrain.blocked": (
        "{start} хүртэл {km} км: {at} км-т ({latitude}, {longitude}) газар {metres} м халхална",
        "{start}, {km} km: the ground is {metres} m too high at {at} km ({latitude}, {longitude})",
    ),
    "terrain.short": ("{db} дБ дутна", "{db} dB short"),
    "terrain.spare": (
        "дохио {db} дБ илүү ч Френелийн бүс халхлагдсан",
        "{db} dB to spare, but inside the Fresnel zone",
    ),
    "terrain.weak": (
        "{start} хүртэл {km} км: газар чөлөөтэй ч дохио {db} дБ дутна",
        "{start}, {km} km: {db} dB short over free ground",
    ),
    "terrain.mast_would_do": (
        "нөгөө үзүүрт {mast} м өндөр шон болно",
        "a {mast} m mast at the far end would do",
    ),
    "terrain.no_mast_would_do": (
        "{mast} м хүртэл өндөр шон ч болохгүй",
        "no mast of up to {mast} m would do",
    ),
    "schema.terrain": (
        "Газрын өндрийн загвар: GeoTIFF файлууд, радио замын тохиргоо",
        "Elevation models: GeoTIFF files, and the settings of radio paths",
    ),
    "profile.axes": ("м далайн түвшнээс; км", "metres above sea level; km"),
    "profile.head": (
        "Радио холбоосын зам, сайнаас нь:",
        "Ways of radio links, the best first:",
    ),
    "profile.none": (
        "{site}-д хүрэх зайд PoP, цамхаг, шон алга",
        "no PoP, tower or mast within a hop of {site}",
    ),
    "profile.title": ("{start} - {site}, {km} км", "{start} to {site}, {km} km"),
    "profile.written": ("Зураг: {path}", "Drawing: {path}"),
    "assumption.no_terrain": (
        "газрын гадаргыг харгалзаагүй: радио холбоосыг зайгаар нь л үзэв ([tables.terrain])",
        "terrain was not looked at: radio links go by distance alone ([tables.terrain])",
    ),
    "assumption.terrain": (
        "радио холбоосыг {cell} м нүдтэй өндрөөр үзэж, хөрш нүдний зөрүүний {share}-ийг нөөцлөв",
        "radio links are judged on heights in cells of {cell} m, with {share} of the relief between"
        " cells as margin",
    ),
    "assumption.terrain_coarse": (
        "радио холбоосыг {cell} м нүдтэй өндрөөр үзэв: саадгүй гэж батлахад хэт том",
        "radio links are judged on heights in cells of {cell} m: too wide to be sure that any is"
        " clear",
    ),
    "terrain.no_chain": (
        "{hops} хүртэлх дамжлагаар ч хүрэхгүй",
        "no chain of up to {hops} hops leads here",
    ),
}
"""Labels by key."""
