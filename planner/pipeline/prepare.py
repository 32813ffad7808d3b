"""Read a project and build its problem, of the whole country or of one part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from planner.candidates.candidate import Offers
from planner.errors import InputError
from planner.model.build import Model, build_problem
from planner.offers.build import build_offers
from planner.pipeline.aimag_share import of_aimag, offers_of
from planner.project.load import load_inputs
from planner.project.recorded_inputs import recorded_settings
from planner.runs.run_folder import Run
from planner.scenario.inputs import Inputs
from planner.scenario.overrides import with_overrides

EXPORTS = ("workbook", "geopackage", "geojson", "page")


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A project made ready to solve: what was read, what is on offer, and the problem."""

    national: Inputs  # as read, with the overrides
    inputs: Inputs  # of the aimag planned for, or the same
    offers: Offers
    model: Model
    aimag: str | None = None


def read_project(
    folder: Path, scenario: str | None = None, overrides: Mapping[str, Any] | None = None
) -> Inputs:
    """Return the inputs under the settings asked for; raises InputError on any error in them."""
    inputs = load_inputs(folder, scenario)
    if not inputs.ok:
        raise InputError(inputs.findings)
    return replace(inputs, scenario=with_overrides(inputs.scenario, overrides))


def prepare(inputs: Inputs, aimag: str | None = None) -> Prepared:
    """Return the problem of the inputs, or of one aimag's share of it.

    Raises SettingsError when no site lies in the aimag.
    """
    offers = build_offers(inputs)
    if aimag is None:
        model = build_problem(inputs, offers)
        return Prepared(national=inputs, inputs=inputs, offers=offers, model=model)
    local = of_aimag(inputs, offers, aimag)
    kept = offers_of(offers, {site.id for site in local.sites})
    return Prepared(
        national=inputs,
        inputs=local,
        offers=kept,
        model=build_problem(local, kept),
        aimag=aimag,
    )


def of_recorded(run: Run) -> Prepared:
    """Return what a recorded run was made from: its recorded inputs, prepared.

    Raises InputError or another PlannerError when the recorded inputs no longer read.
    """
    return prepare(recorded_settings(run), run.manifest["settings"]["aimag"])
