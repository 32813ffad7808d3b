"""What the synthetic sites of the example have: users, a present link, equipment and power.

Every figure here is drawn from a seeded stream of its own, and invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from .mongolia_network import Point
from .mongolia_places import Settlement

Choice = TypeVar("Choice")
Row = dict[str, object]

PAYERS = {
    "school": "education_ministry",
    "bagh_school": "education_ministry",
    "dormitory": "education_ministry",
    "kindergarten": "soum_budget",
    "tvet": "labour_ministry",
    "lifelong_learning_centre": "aimag_budget",
    "library": "culture_ministry",
    "community_centre": "culture_ministry",
    "mobile_unit": "education_ministry",
    "other": "soum_budget",
}
# Chances of the present link, by where a site lies.
LINKS: dict[str, dict[str, float]] = {
    "school_lit": {"fibre": 80, "copper": 4, "wireless": 4, "cellular": 6, "none": 6},
    "other_lit": {
        "fibre": 42,
        "copper": 5,
        "wireless": 9,
        "cellular": 15,
        "none": 25,
        "unknown": 4,
    },
    "unlit": {
        "cellular": 40,
        "microwave": 12,
        "geo": 12,
        "leo": 6,
        "none": 26,
        "unknown": 4,
    },
    "bagh": {"none": 58, "cellular": 22, "geo": 12, "leo": 8},
}
# Contract speeds in Mbps by link type, with chances.
SPEEDS: dict[str, dict[float, float]] = {
    "fibre": {5: 14, 10: 36, 20: 26, 50: 17, 100: 7},
    "copper": {4: 50, 8: 35, 10: 15},
    "wireless": {5: 40, 10: 40, 20: 20},
    "cellular": {5: 25, 10: 50, 20: 25},
    "microwave": {10: 40, 20: 50, 50: 10},
    "leo": {100: 100},
    "geo": {2: 40, 4: 40, 10: 20},
}
# What a present contract costs in tögrög a month: a fixed part and a part per Mbps.
PRICES = {
    "fibre": (55_000, 3_800),
    "copper": (40_000, 3_000),
    "wireless": (45_000, 4_500),
    "cellular": (35_000, 3_000),
    "microwave": (90_000, 5_000),
    "leo": (190_000, 1_600),
    "geo": (300_000, 60_000),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a group of sites lies."""

    settlement: Settlement
    point: Point
    level: str  # capital, aimag_centre, soum_centre or bagh
    lit: bool  # the settlement has an assumed point of presence
    spread_m: int  # sites lie within this distance of the point


def pick(chance: Random, weights: Mapping[Choice, float]) -> Choice:
    """Return one key, as likely as its weight."""
    left = chance.random() * sum(weights.values())
    *others, last = weights
    for key in others:
        left -= weights[key]
        if left < 0:
            return key
    return last


def users(spot: Spot, kind: str, chance: Random) -> Row:
    """Return the people who use a site and its hours."""
    size = {"capital": 3.6, "aimag_centre": 2.6, "soum_centre": 1.0, "bagh": 0.16}[spot.level]
    size *= 0.5 + chance.random()
    hours, months = {
        "kindergarten": (45, 10),
        "dormitory": (70, 9),
        "library": (40, 12),
        "community_centre": (36, 12),
        "mobile_unit": (30, 7),
    }.get(kind, (40, 10))
    common: Row = {"open_hours_per_week": hours, "open_months_per_year": months}
    if kind in ("library", "community_centre", "other"):
        visitors = round(28 * size**0.8)
        return common | {
            "visitors_per_day": max(4, visitors),
            "staff": max(1, round(2.4 * size)),
            "rooms": max(2, round(4 * size**0.7)),
        }
    people = {
        "school": 420,
        "bagh_school": 420,
        "dormitory": 85,
        "kindergarten": 110,
        "tvet": 190,
        "lifelong_learning_centre": 60,
        "mobile_unit": 45,
    }[kind]
    count = max(8, round(people * size))
    row = common | {"staff": max(2, round(count / 14)), "rooms": max(1, round(count / 28))}
    if kind == "dormitory":
        return row | {"boarders": count}
    return row | {"students": count, "shifts": _shifts(spot, kind, count, chance)}


def _shifts(spot: Spot, kind: str, students: int, chance: Random) -> object:
    if kind not in ("school", "bagh_school"):
        return ""
    if spot.level == "capital" and students > 1_500:
        return 3 if chance.random() < 0.35 else 2
    return 2 if students > 350 or chance.random() < 0.2 else 1


def present_link(spot: Spot, kind: str, chance: Random) -> Row:
    """Return the present link, its contract, speed, price and payer."""
    link = pick(chance, LINKS[_link_group(spot, kind)])
    row: Row = {"link_type": link}
    if link in ("none", "unknown"):
        return row
    contract = pick(chance, SPEEDS[link])
    fixed, per_mbps = PRICES[link]
    price = (fixed + per_mbps * contract) * (0.8 + 0.5 * chance.random())
    row["contract_mbps"] = f"{contract:g}"
    row["price_per_month"] = int(price / 5_000 + 0.5) * 5_000
    if chance.random() < 0.82:
        row["measured_mbps"] = f"{contract * (0.35 + 0.6 * chance.random()):.1f}"
    if chance.random() < 0.9:
        row["payer"] = PAYERS[kind]
    if chance.random() < 0.7:
        row["contract_end"] = pick(
            chance, {"2026-12-31": 55, "2027-06-30": 25, "2027-12-31": 17, "2026-06-30": 3}
        )
    return row


def _link_group(spot: Spot, kind: str) -> str:
    if spot.level == "bagh" or kind == "mobile_unit":
        return "bagh"
    if not spot.lit:
        return "unlit"
    return "school_lit" if kind in ("school", "tvet") else "other_lit"


def equipment(spot: Spot, site: Row, chance: Random) -> Row:
    """Return computers and network equipment; about one computer to 25 students."""
    students = int(str(site["students"] or site["boarders"] or 0))
    served = students or 6 * int(str(site["visitors_per_day"] or 10)) // 2
    if site["kind"] in ("kindergarten", "dormitory"):
        served //= 4
    total = round(served / (14 + 22 * chance.random()))
    linked = site["link_type"] not in ("none", "unknown")
    points = round(int(str(site["rooms"])) / (5 + 8 * chance.random())) if linked else 0
    row: Row = {
        "computers_total": total,
        "computers_working": round(total * (0.6 + 0.4 * chance.random())),
        "routers": 1 if linked else 0,
        "access_points": points,
        "lan": "yes" if linked and chance.random() < 0.55 else "no",
        "ups": "yes" if chance.random() < 0.22 else "no",
    }
    row["computers_repairable"] = (total - int(str(row["computers_working"]))) // 2
    if total and chance.random() < 0.85:
        row["computers_year"] = 2012 + chance.randrange(13)
    if spot.level != "bagh" and chance.random() < 0.06:
        row["access_points"] = ""
    return row


def power(spot: Spot, chance: Random) -> Row:
    """Return the power supply; grid in settlements, mostly solar in baghs."""
    if spot.level == "bagh":
        source = pick(chance, {"solar": 60, "generator": 15, "grid": 15, "none": 10})
        span = {"solar": (8, 16), "generator": (4, 8), "grid": (20, 24), "none": (0, 0)}[source]
    else:
        source = "grid" if chance.random() < 0.97 else "generator"
        span = (21, 24) if source == "grid" else (8, 14)
    hours = span[0] + round((span[1] - span[0]) * chance.random())
    outages: object = "" if source == "none" else int(12 * chance.random() ** 3)
    return {
        "power_source": source,
        "power_hours_per_day": hours,
        "outages_per_month": outages if chance.random() < 0.9 else "",
    }
