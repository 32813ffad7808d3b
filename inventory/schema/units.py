"""Units that headers carry: how a column in kbps, km or thousand ₮ becomes the unit we use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from inventory.values import fold


def _family(**spellings: str) -> dict[str, Decimal]:
    """Return folded spelling -> factor from factors written as keywords (x1, x1000, d1000)."""
    factors: dict[str, Decimal] = {}
    for key, words in spellings.items():
        number = Decimal(key[1:])
        factor = number if key.startswith("x") else Decimal(1) / number
        factors.update({fold(word): factor for word in words.split("|")})
    return factors


_MONEY = _family(
    x1="₮|төг|төгрөг|mnt|tugrik|tögrög",
    x1000="мян. ₮|мян. төг|мянган төгрөг|мянган төг|мянга төг|мян төг|мян төгрөг|thousand ₮"
    "|thousand mnt",
    x1000000="сая ₮|сая төг|сая төгрөг|million ₮|million mnt",
)
_COUNT = _family(x1="ш|ширхэг|тоо|pcs|pieces|units|number|no|тоо ширхэг")

FAMILIES: Mapping[str, Mapping[str, Decimal]] = {
    "Mbps": _family(
        x1="mbps|mbit/s|mb/s dl|мбит/с|мбит/сек|мбит с|мбпс|mbits",
        d1000="kbps|kbit/s|кбит/с|кбит/сек|кбпс",
        x1000="gbps|gbit/s|гбит/с|гбит/сек",
    ),
    "m": _family(x1="m|м|метр|metres|meters", x1000="km|км|километр|kilometres|kilometers"),
    "₮": _MONEY,
    "₮ a month": {
        **_MONEY,
        **{fold(f"{w}/{m}"): f for w, f in _MONEY.items() for m in ("сар", "month")},
    },
    "hours a day": _family(x1="h|hours|цаг|цаг/өдөр|hours/day|h/day"),
    "hours a week": _family(x1="h|hours|цаг|цаг/7 хоног|hours/week|h/week"),
    "months a year": _family(x1="months|сар|months/year"),
    "times a month": _family(x1="times|удаа|times/month|удаа/сар"),
    "persons": _family(x1="хүн|persons|people|хүүхэд|сурагч|тоо|number"),
    "persons a day": _family(x1="хүн|persons|people|хүн/өдөр|persons/day"),
    "pieces": _COUNT,
    "rooms": _COUNT,
    "W": _family(x1="w|вт|ватт|watt|watts", x1000="kw|квт"),
    "Wh": _family(x1="wh|вт·ц|вт.ц", x1000="kwh|квт·ц|квт.ц"),
    "GB a month": _family(x1="gb|гб|gb/month|гб/сар", x1000="tb|тб"),
    "years": _family(x1="years|жил|он"),
    "degrees": _family(x1="°|deg|degrees|градус|wgs84|wgs 84|epsg 4326"),
}
"""Spellings of each unit of the column dictionary (folded) and the factor to that unit."""

_BRACKETS = re.compile(r"^(?P<base>.*?\S)\s*(?:\((?P<a>[^()]+)\)|\[(?P<b>[^\[\]]+)\]|/(?P<c>.+)/)$")
_COMMA = re.compile(r"^(?P<base>.*?\S)\s*,\s*(?P<unit>[^,]+)$")
_SUFFIX = re.compile(r"^(?P<base>.*?\S)[\s_]+(?P<unit>[^\s_]+)$")


def split_unit(header: str) -> tuple[tuple[str, str], ...]:
    """Return the ways a header may be a name and a unit: "Speed (kbps)" is ("Speed", "kbps")."""
    text = header.strip()
    found: list[tuple[str, str]] = []
    if match := _BRACKETS.match(text):
        unit = match["a"] or match["b"] or match["c"]
        found.append((match["base"], unit))
    for pattern in (_COMMA, _SUFFIX):
        if match := pattern.match(text):
            found.append((match["base"], match["unit"]))
    return tuple(found)


def has_bracket(header: str) -> bool:
    """Return whether a header ends with something in brackets or between slashes."""
    return _BRACKETS.match(header.strip()) is not None


def factor_to(unit: str, spelling: str) -> Decimal | None:
    """Return what a number in `spelling` is multiplied by to be in `unit`; None when unknown."""
    return FAMILIES.get(unit, {}).get(fold(spelling))
