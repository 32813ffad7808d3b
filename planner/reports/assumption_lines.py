"""What was assumed, for people and programs: the last lines of a check."""

from __future__ import annotations

from typing import Any

from planner.candidates.assumptions import Assumption, assumptions
from planner.language.formats import number
from planner.language.label import Language
from planner.language.labels import label, sentence, spoken_on_terminal
from planner.project.check_country import unstated
from planner.project.countries import OURS
from planner.scenario.inputs import Inputs

MOST_LINES = 8
ASSUMED = "assumed:"
"""Begins the source of a price that nobody offered, as in the starter catalogue."""


def assumed(inputs: Inputs) -> list[dict[str, Any]]:
    """Return what was assumed as plain data: of prices, policy, sites, cells that were read."""
    of_sites: list[dict[str, Any]] = [
        {"kind": found.kind.value, "sites": len(found.site_ids), "values": list(found.values)}
        for found in assumptions(inputs.sites, inputs.scenario)
    ]
    of_cells = [{"kind": k, "cells": n} for k, n in sorted(inputs.assumed_cells.items())]
    return [*_of_policy(inputs), *of_sites, *of_cells]


def _of_policy(inputs: Inputs) -> list[dict[str, Any]]:
    """Return what is assumed of prices and of the country's figures, by count."""
    items = inputs.catalogue.items
    prices = sum(item.source.startswith(ASSUMED) for item in items)
    told: list[dict[str, Any]] = []
    if prices:
        told.append({"kind": "prices", "items": prices, "of": len(items)})
    if inputs.project.country not in ("", OURS):
        settings = [".".join(path) for path in unstated(inputs.scenario)]
        if settings:
            told.append({"kind": "foreign_figures", "settings": settings})
    return told


def assumption_lines(inputs: Inputs, language: Language) -> list[str]:
    """Return at most eight sentences in one language, none where nothing was assumed."""
    spoken = spoken_on_terminal(language)
    found = assumptions(inputs.sites, inputs.scenario)
    told = [_policy_line(one, inputs, spoken) for one in _of_policy(inputs)]
    told += [_of_sites(one, len(inputs.sites), spoken) for one in found]
    told += [
        sentence(f"assumption.{rule}", spoken, count=number(count))
        for rule, count in sorted(inputs.assumed_cells.items())
    ]
    lines = [f"  {line}" for line in told[:MOST_LINES]]
    return [label("assumption.head", spoken), *lines] if told else []


def _policy_line(told: dict[str, Any], inputs: Inputs, language: Language) -> str:
    """Return what was assumed of prices, or of figures of the country, as a sentence."""
    if told["kind"] == "prices":
        counts = {"count": number(told["items"]), "all": number(told["of"])}
        return sentence("assumption.prices", language, **counts)
    return sentence(
        "assumption.foreign_figures",
        language,
        country=inputs.project.country,
        settings=", ".join(told["settings"]),
    )


def _of_sites(found: Assumption, sites: int, language: Language) -> str:
    """Return what was assumed of how many sites."""
    return sentence(
        f"assumption.{found.kind.value}",
        language,
        count=number(len(found.site_ids)),
        all=number(sites),
        values=", ".join(found.values),
    )
