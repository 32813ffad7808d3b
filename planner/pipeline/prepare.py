"""Read a project and build its problem, of the whole country or of one part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from inventory.findings import Finding
from inventory.kept import NOTHING_KEPT, Kept
from planner.candidates.candidate import Offers
from planner.errors import InputError, SettingsError
from planner.language.said import said
from planner.model.build import Model, build_problem, under_limits
from planner.model.limit_names import aimag_names
from planner.pipeline.aimag_share import of_aimag, offers_of
from planner.pipeline.fair_level import FairLevel, derived, reach
from planner.project.kept_answers import inputs_key
from planner.project.kept_offers import offers_for, unsolved
from planner.project.load import load_inputs
from planner.project.promises import promises_asked, with_promises
from planner.project.recorded_inputs import recorded_inputs, recorded_settings
from planner.runs.floors import FloorsRecord, read_floors
from planner.runs.run_folder import Run
from planner.scenario.floor_settings import Floor
from planner.scenario.inputs import Inputs
from planner.scenario.overrides import with_overrides
from planner.years.last_year import with_last_year
from planner.years.orders import in_years
from planner.years.reached import unreached

EXPORTS = ("workbook", "geopackage", "geojson", "page")


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A project made ready to solve: what was read, what is on offer, and the problem."""

    national: Inputs  # as read, with the overrides
    inputs: Inputs  # of the aimag planned for, or the same
    offers: Offers
    model: Model
    aimag: str | None = None
    fair: FairLevel | None = None  # of floors whose amounts were found by it
    floors: FloorsRecord | None = None  # what a run keeps of that
    warnings: tuple[Finding, ...] = ()  # promises of an earlier run that fall away


def read_project(
    folder: Path,
    scenario: str | None = None,
    overrides: Mapping[str, Any] | None = None,
    *,
    kept: Kept = NOTHING_KEPT,
) -> Inputs:
    """Return the inputs under the settings asked for; raises InputError on any error in them."""
    inputs = load_inputs(folder, scenario, kept=kept)
    if not inputs.ok:
        raise InputError(inputs.findings)
    return replace(inputs, scenario=with_overrides(inputs.scenario, overrides))


def prepare(
    inputs: Inputs,
    aimag: str | None = None,
    *,
    overrides: Mapping[str, Any] | None = None,
    kept: Kept = NOTHING_KEPT,
) -> Prepared:
    """Return the problem of the inputs, or of one aimag's share of it, with every floor an amount.

    Amounts that no one states are found by the fair level, which is solved, or taken from `kept`;
    `overrides` are those that the inputs are read under. Raises SettingsError when no site lies in
    the aimag, KeyboardInterrupt when the level is interrupted.
    """
    return with_fair_floors(before_floors(inputs, aimag), overrides, kept)


def with_fair_floors(
    prepared: Prepared,
    overrides: Mapping[str, Any] | None = None,
    kept: Kept = NOTHING_KEPT,
    *,
    best_so_far: bool = False,
) -> Prepared:
    """Return a problem with the amounts of its fair level, see `prepare` and `reach`."""
    if not any(floor.is_open for floor in prepared.inputs.scenario.limits.floors):
        return prepared
    key = None if kept is NOTHING_KEPT else inputs_key(unsolved(prepared.national))
    level = reach(
        prepared.model,
        prepared.inputs.scenario.solve.seed,
        kept=kept,
        key=None if key is None else [key, prepared.aimag],
        best_so_far=best_so_far,
    )
    return with_level(prepared, level, overrides or {})


def before_floors(
    inputs: Inputs,
    aimag: str | None = None,
    *,
    floors: Sequence[Floor] | None = None,
    kept: Kept = NOTHING_KEPT,
) -> Prepared:
    """Return the problem without the floors whose amounts are still to be found.

    With `floors`, these stand in the place of the scenario's. Promises of an earlier run that the
    scenario asks to keep are read from it; raises InputError where they cannot be kept. A programme
    of years is planned for the end of its last year; raises SettingsError where it is asked for one
    aimag.
    """
    years = inputs.scenario.years
    if aimag is not None and years is not None and years.is_programme:
        raise SettingsError(
            said(
                "a programme of years is planned for the whole country: plan without --region,"
                " or name a scenario without [years]"
            )
        )
    inputs = with_last_year(inputs)
    offers = offers_for(inputs, kept)
    local, own = inputs, offers
    if aimag is not None:
        local = of_aimag(inputs, offers, aimag)
        own = offers_of(offers, {site.id for site in local.sites})
    if floors is not None:
        local = with_floors(local, floors)
    model, findings = build_problem(local, own), tuple[Finding, ...]()
    keep = inputs.scenario.keep
    if keep.run and keep.promises is None:
        promised = promises_asked(inputs, local, own, model)
        if not promised.ok:
            raise InputError(list(promised.findings))
        inputs, local = (with_promises(x, promised.promises) for x in (inputs, local))
        model, findings = build_problem(local, own), promised.findings
    if years is not None and years.is_programme:
        model = in_years(model, years)
    return Prepared(
        national=inputs,
        inputs=local,
        offers=own,
        model=model,
        aimag=aimag,
        warnings=(*findings, *unreached(local, model.arcs)),
    )


def with_level(prepared: Prepared, level: FairLevel, overrides: Mapping[str, Any]) -> Prepared:
    """Return the problem with the amounts that a level gives its floors."""
    floors = prepared.inputs.scenario.limits.floors
    inputs = with_floors(prepared.inputs, level.floors(floors))
    given = {k: v for k, v in sorted(overrides.items()) if v is not None}
    return replace(
        prepared,
        inputs=inputs,
        model=under_limits(prepared.model, inputs, prepared.offers),
        fair=level,
        floors=level.record(floors, given),
    )


@dataclass(frozen=True, kw_only=True)
class BaseFloors:
    """The floors of a base plan, so that other plans keep its amounts, and what they rest on."""

    floors: tuple[Floor, ...]
    record: FloorsRecord
    fair: FairLevel
    aimags: Mapping[str, str] = field(default_factory=dict)  # name by code

    @classmethod
    def of(cls, prepared: Prepared) -> BaseFloors | None:
        """Return the floors of a problem, None where the fair level gave it none."""
        if prepared.fair is None or prepared.floors is None:
            return None
        floors = tuple(prepared.inputs.scenario.limits.floors)
        names = aimag_names(prepared.inputs.sites)
        return cls(floors=floors, record=prepared.floors, fair=prepared.fair, aimags=names)


def floors_of_run(run: Run, inputs: Inputs, aimag: str | None) -> BaseFloors | None:
    """Return the floors of a recorded run for a plan that asks for the same ones.

    None where it has none by the fair level, is of another part of the country, or asks for others.
    """
    record = read_floors(run.folder)
    if record is None or run.manifest["settings"]["aimag"] != aimag:
        return None
    found = [Floor.model_validate(f) for f in run.manifest["scenario"]["limits"]["floors"]]
    asked = inputs.scenario.limits.floors
    if len(found) != len(asked):
        return None
    floors = tuple(
        floor.model_copy(update={"amounts": one.amounts}) if floor.is_open else floor
        for floor, one in zip(asked, found, strict=True)
    )
    if [*floors] != found:
        return None
    fair = FairLevel(groups=(), levels=(), answers=record.answers)
    names = aimag_names(inputs.sites)
    return BaseFloors(floors=floors, record=record, fair=fair, aimags=names)


def with_base_floors(
    inputs: Inputs, aimag: str | None, base: BaseFloors, kept: Kept = NOTHING_KEPT
) -> Prepared:
    """Return the problem of the inputs with the amounts of a base plan's floors."""
    prepared = before_floors(inputs, aimag, floors=base.floors, kept=kept)
    return replace(prepared, fair=base.fair, floors=base.record)


def with_floors(inputs: Inputs, floors: Sequence[Floor]) -> Inputs:
    """Return the inputs with other floors in their scenario."""
    limits = inputs.scenario.limits.model_copy(update={"floors": list(floors)})
    return replace(inputs, scenario=inputs.scenario.model_copy(update={"limits": limits}))


def of_recorded(run: Run) -> Prepared:
    """Return what a recorded run was made from: its recorded inputs, prepared.

    Floors have the amounts that the run recorded; nothing is solved. Raises InputError or another
    PlannerError when the recorded inputs no longer read.
    """
    prepared = before_floors(recorded_settings(run), run.manifest["settings"]["aimag"])
    record = read_floors(run.folder)
    if record is None:
        return prepared
    return replace(prepared, fair=level_again(run, record), floors=record)


def level_again(run: Run, record: FloorsRecord) -> FairLevel | None:
    """Return the level that the answers of a run give from its recorded inputs alone.

    None where an answer does not hold.
    """
    inputs = recorded_inputs(run)
    inputs = replace(inputs, scenario=with_overrides(inputs.scenario, record.overrides))
    return derived(before_floors(inputs, run.manifest["settings"]["aimag"]).model, record.answers)
