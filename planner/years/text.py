"""A programme in a few lines for the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.language.formats import money, percent, points
from planner.language.label import Language
from planner.language.labels import sentence, spoken_on_terminal
from planner.scenario.years_settings import MONTHS, WEIGHT
from planner.years.figures import Figures


def point_years(value: int) -> str:
    """Return a weighted benefit as a number of points times years."""
    return points(value // (WEIGHT * MONTHS))


def value_told(value: int, language: Language) -> str:
    """Return a weighted benefit with its unit."""
    return sentence("years.units", language, points=point_years(value))


def gap_told(figures: Figures) -> str:
    """Return how far the schedule is from its bound, as a share of the bound."""
    return _gap(figures.value, figures.bound)


def _gap(value: int, bound: int | None) -> str:
    if bound is None:
        return "–"
    return percent((bound - value) / bound if bound else 0.0)


def years_lines(data: Mapping[str, Any], currency: str, language: Language) -> list[str]:
    """Return the lines of a programme as its years.json records it."""
    spoken, figures = spoken_on_terminal(language), data["figures"]
    lines = [
        sentence(
            "years.by",
            spoken,
            year=year["year"],
            sites=f"{year['sites']:,}",
            users=f"{year['users']:,}",
            points=points(year["benefit"]),
            money=money(year["capex_minor"], currency, 1, spoken),
        )
        for year in figures["years"]
    ]
    value, bound = figures["value"], figures["bound"]
    told = "–" if bound is None else value_told(bound, spoken)
    lines.append(
        sentence(
            "years.bound_exact" if figures.get("exact") else "years.bound",
            spoken,
            value=value_told(value, spoken),
            bound=told,
            gap=_gap(value, bound),
        )
    )
    other = figures["compared_value"]
    if other is None:
        return [*lines, sentence("years.no_compared", spoken)]
    less = percent((value - other) / value if value else 0.0)
    return [
        *lines,
        sentence("years.compared", spoken, value=value_told(other, spoken), less=less),
    ]
