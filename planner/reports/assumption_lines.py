"""What was assumed, for people and programs: the last lines of a check."""

from __future__ import annotations

from typing import Any

from planner.candidates.assumptions import Assumption, assumptions
from planner.language.formats import number
from planner.language.label import Language
from planner.language.labels import label, sentence, spoken_on_terminal
from planner.scenario.inputs import Inputs

MOST_LINES = 8


def assumed(inputs: Inputs) -> list[dict[str, Any]]:
    """Return what was assumed as plain data: of sites, then of cells that were read."""
    of_sites: list[dict[str, Any]] = [
        {"kind": found.kind.value, "sites": len(found.site_ids), "values": list(found.values)}
        for found in assumptions(inputs.sites, inputs.scenario)
    ]
    return of_sites + [{"kind": k, "cells": n} for k, n in sorted(inputs.assumed_cells.items())]


def assumption_lines(inputs: Inputs, language: Language) -> list[str]:
    """Return at most eight sentences in one language, none where nothing was assumed."""
    spoken = spoken_on_terminal(language)
    found = assumptions(inputs.sites, inputs.scenario)
    told = [_of_sites(one, len(inputs.sites), spoken) for one in found]
    told += [
        sentence(f"assumption.{rule}", spoken, count=number(count))
        for rule, count in sorted(inputs.assumed_cells.items())
    ]
    lines = [f"  {line}" for line in told[:MOST_LINES]]
    return [label("assumption.head", spoken), *lines] if told else []


def _of_sites(found: Assumption, sites: int, language: Language) -> str:
    """Return what was assumed of how many sites."""
    return sentence(
        f"assumption.{found.kind.value}",
        language,
        count=number(len(found.site_ids)),
        all=number(sites),
        values=", ".join(found.values),
    )
