"""Positions written as text: two numbers in one cell, degrees with minutes, WKT or GeoJSON."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inventory.files.vectors.shapes import from_wkt

_LONGEST = 2_000  # characters; a position is short, an outline is no position
_LONGEST_ANGLES = 120
_SIGN = "[+\\-\u2212]"
_POINTED = re.compile(_SIGN + r"?[0-9]{1,9}(?:\.[0-9]{1,15})?")
_TWO_COMMAS = re.compile(
    rf"({_SIGN}?[0-9]{{1,3}},[0-9]{{1,15}})(?:[;\s]\s*|,\s+)({_SIGN}?[0-9]{{1,3}},[0-9]{{1,15}})"
)
_LATITUDES = ("lat", "latitude", "өргөрөг", "n", "y")
_AXES = re.compile(
    r"latitude|lat|longitude|long|lng|lon|өргөрөг|уртраг|(?<![^\W\d_])[xyne](?![^\W\d_])"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures of one cell; `is_sure` when the cell itself says which is the longitude."""

    longitude: float
    latitude: float
    is_sure: bool


def read_pair(text: str) -> Pair | None:
    """Return the position that a cell holds, latitude taken for the first; None when it has none.

    Further figures, such as altitude and accuracy, are passed over.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    if text[0].isalpha() and "(" in text:
        pair = _from_wkt(text)
    elif text.startswith("{"):
        pair = _from_geojson(text)
    else:
        pair = _two_numbers(text.strip("()[]")) or _two_angles(text.strip("()[]"))
    is_finite = pair is not None and math.isfinite(pair.longitude + pair.latitude)
    return pair if is_finite else None


def _from_wkt(text: str) -> Pair | None:
    shape = from_wkt(re.sub(r"^SRID=4326\s*;\s*", "", text, flags=re.IGNORECASE))
    if shape is None or shape.is_empty:
        return None
    point = shape if shape.geom_type == "Point" else shape.representative_point()
    return Pair(point.x, point.y, True)


def _from_geojson(text: str) -> Pair | None:
    try:
        found = json.loads(text)
        if found["type"] != "Point":
            return None
        return Pair(float(found["coordinates"][0]), float(found["coordinates"][1]), True)
    except (ValueError, LookupError, TypeError, RecursionError, OverflowError):
        return None


def _two_numbers(text: str) -> Pair | None:
    """Return the first two of two to four numbers; both may have a decimal comma."""
    found = _TWO_COMMAS.fullmatch(text)
    parts = [p for p in re.split(r"[,;\s]+", text) if p]
    if found:
        return Pair(_float(found[2]), _float(found[1]), False)
    if 2 <= len(parts) <= 4 and all(_POINTED.fullmatch(p) for p in parts):
        return Pair(_float(parts[1]), _float(parts[0]), False)
    return None


def _float(text: str) -> float:
    return float(text.replace("\u2212", "-").replace(",", "."))


# -- degrees, minutes, seconds --------------------------------------------------------------------

_WORDS = tuple(
    (re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), letter)
    for words, letter in (
        ("north|latitude|lat", "N"),
        ("south", "S"),
        ("east|longitude|long|lon", "E"),
        ("west", "W"),
        (r"(?:х|хойд)\.?\s?ө(?:ргөрөг)?\.?", "N"),
        (r"(?:з|зүүн)\.?\s?у(?:ртраг)?\.?", "E"),
        ("deg|degrees", "°"),
        ("min|sec", "'"),
    )
)
_DEGREES = re.compile(r"(?<=[0-9])\s*d(?=[\s0-9])", re.IGNORECASE)
_MINUTES = re.compile(r"(?<=[0-9])\s*m(?=[\s0-9]|$)", re.IGNORECASE)
_TOKEN = re.compile(_SIGN + r"?[0-9]{1,3}(?:[.,][0-9]{1,9})?|[NSEW]|[°º˚]|\S", re.IGNORECASE)
_EAST_WEST, _NORTH_SOUTH = ("E", "W"), ("N", "S")
_SECONDS = re.compile(r"(?<=[0-9])\s*s(?![a-z])", re.IGNORECASE)
_NEUTRAL = frozenset("'’′`´\"”″:,;.")


def read_angle(text: str) -> float | None:
    """Return degrees written with minutes, seconds or a hemisphere; None for anything else."""
    found = _angles(text, 1)
    return found[0][0] if found else None


def _two_angles(text: str) -> Pair | None:
    """Return two angles; the letters of the hemispheres tell which is which."""
    found = _angles(text, 2)
    if not found:
        return None
    (first, one), (second, other) = found
    if one and other and (one in _EAST_WEST) == (other in _EAST_WEST):
        return None
    if one in _EAST_WEST or other in _NORTH_SOUTH:
        return Pair(first, second, True)
    return Pair(second, first, bool(one or other))


def _angles(text: str, count: int) -> list[tuple[float, str]]:
    """Return so many angles with the letters of their hemispheres; none when it holds others."""
    if len(text) > _LONGEST_ANGLES:
        return []
    if re.search(r"[0-9]\s*d\s*[0-9]", text):  # 49d38m03s: no South
        text = _SECONDS.sub(" ", text)
    for pattern, letter in _WORDS:
        text = pattern.sub(f" {letter} ", text)
    text = _MINUTES.sub(" ", _DEGREES.sub(" ° ", text))
    tokens = [t.upper() for t in _TOKEN.findall(text)]
    groups = _groups([t for t in tokens if t not in _NEUTRAL], count)
    angles = [_angle(group) for group in groups]
    return [a for a in angles if a is not None] if len(angles) == count and all(angles) else []


def _groups(tokens: Sequence[str], count: int) -> list[list[str]]:
    """Return the tokens of each angle: by hemispheres, else by degree marks, else in equal parts.

    One angle alone needs a mark, a hemisphere or minutes.
    """
    letters = [i for i, token in enumerate(tokens) if token in "NSEW"]
    marks = [i - 1 for i, token in enumerate(tokens) if token in "°º˚"]
    numbers = [t for t in tokens if t[-1].isdigit()]
    if len(letters) + len(numbers) + len(marks) != len(tokens):
        return []
    if len(letters) == count:
        is_before = letters[0] == 0
        cuts = letters if is_before else [0, *(i + 1 for i in letters[:-1])]
    elif letters:
        return []
    elif len(marks) == count:
        cuts = marks
    elif marks or len(numbers) % count or len(numbers) // count not in (2, 3):
        return []
    else:
        size = len(numbers) // count
        cuts = [size * n for n in range(count)]
    ends = [*cuts[1:], len(tokens)]
    return [list(tokens[a:b]) for a, b in zip(cuts, ends, strict=True)]


def _angle(tokens: Sequence[str]) -> tuple[float, str] | None:
    """Return one angle in degrees and its hemisphere; None when it is no angle."""
    letter = next((t for t in tokens if t in "NSEW"), "")
    figures = [_float(t) for t in tokens if t[-1].isdigit()]
    if not 1 <= len(figures) <= 3 or any(not 0 <= f < 60 for f in figures[1:]):
        return None
    sign = -1 if figures[0] < 0 or tokens[0][0] in "-\u2212" else 1
    degrees = sum(abs(f) / 60**n for n, f in enumerate(figures)) * sign
    return round(-degrees if letter in ("S", "W") else degrees, 9), letter


# -- a column of positions ------------------------------------------------------------------------


def is_longitude_first(header: str, pairs: Iterable[Pair]) -> bool:
    """Return whether the first figure of a column is the longitude: by its header or its values.

    Nothing lies beyond 90 degrees of latitude, so that one value may decide for all.
    """
    words = _AXES.findall(header.casefold())
    if len(words) > 1:
        return words[0] not in _LATITUDES
    unsure = [pair for pair in pairs if not pair.is_sure]
    beyond = any(abs(pair.latitude) > 90 for pair in unsure)
    return beyond and not any(abs(pair.longitude) > 90 for pair in unsure)


def looks_like_positions(texts: Sequence[str]) -> bool:
    """Return whether most of some texts are positions with decimals or minutes, in degrees."""
    pairs = [read_pair(text) for text in texts]
    good = sum(pair is not None and _is_degrees(pair) for pair in pairs)
    is_exact = any("." in text or "°" in text for text in texts)
    return bool(texts) and 5 * good >= 4 * len(texts) and is_exact


def _is_degrees(pair: Pair) -> bool:
    low, high = sorted((abs(pair.longitude), abs(pair.latitude)))
    return low <= 90 and high <= 180
