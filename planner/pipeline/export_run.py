"""Writing a recorded run again: in another form, language, money unit or place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from planner.errors import SettingsError
from planner.exports.registry import ALIASES, EXPORTS, WITH_EVERY_RUN, export
from planner.language.label import Language
from planner.language.said import Said, said
from planner.plan.facts.assumed import assumed_of
from planner.plan.facts.energy import EnergyFacts
from planner.plan.facts.hop_profiles import hop_profiles
from planner.plan.repricing import PriceFacts
from planner.procurement.tender_context import UNREGISTERED, TenderContext
from planner.procurement.tender_plan import dossiers_of
from planner.project.recorded_inputs import recorded_inputs
from planner.rendering.context import MoneyUnit
from planner.runs.later_exports import FOLDER, Made, add_to_run
from planner.runs.run_folder import Run, load_run
from planner.runs.versions import PDF_WRITERS, installed_versions
from planner.scenario.inputs import Inputs
from planner.years.files import facts_of_run

HANDOVER = ("handover", "handover-workbook")
OCID_PREFIX = re.compile("ocds-[a-z0-9]{6}")  # as the Open Contracting Partnership gives them


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How an export is wanted; codes and names of places narrow handover sheets only."""

    language: Language = "both"
    money_unit: MoneyUnit = 1
    sites: tuple[str, ...] = ()
    aimags: tuple[str, ...] = ()
    soums: tuple[str, ...] = ()
    ocid_prefix: str | None = None
    estimates: bool = False  # show every estimated cost in published data

    @property
    def narrowed(self) -> bool:
        """Whether not all sites are wanted."""
        return bool(self.sites or self.aimags or self.soums)


def export_run(
    run_dir: Path,
    formats: Sequence[str],
    folder: Path | None = None,
    wanted: Wanted | None = None,
) -> list[Path]:
    """Write exports of a run and return the files; no format named means those of every run.

    Without a folder they become part of the run, in its exports/, and its audit knows them. The
    sites and the network are those recorded in the run, whatever has changed since. Raises
    RunError for a damaged run, SettingsError for a run without a plan, places that do not exist or
    a library that is not installed, OSError when the folder cannot be written.
    """
    wanted = wanted or Wanted()
    names = [ALIASES.get(name, name) for name in formats] or list(WITH_EVERY_RUN)
    if wanted.narrowed and not set(names) & set(HANDOVER):
        raise SettingsError(
            said("--site, --subregion and --region narrow handover sheets; add --to pdf")
        )
    if wanted.ocid_prefix is not None and not OCID_PREFIX.fullmatch(wanted.ocid_prefix):
        raise SettingsError(
            said(
                "--ocid-prefix {ocid_prefix!r} is no OCDS prefix; write it as it was"
                " registered, such as ocds-a1b2c3",
                ocid_prefix=wanted.ocid_prefix,
            )
        )
    run = load_run(run_dir)
    if run.plan.objective is None:
        raise SettingsError(_nothing_to_hand_on(run, run_dir))
    context = _context(run, recorded_inputs(run), wanted, names)
    into = run_dir / FOLDER if folder is None else folder
    into.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    try:
        for name in dict.fromkeys(names):
            files.append(export(name, context, into))
    finally:  # what is written before a fault is listed all the same
        if folder is None:
            add_to_run(run, files, _made(names, wanted))
    return files


def _made(names: Sequence[str], wanted: Wanted) -> dict[str, Made]:
    """Return by file name how exports are made."""
    versions = installed_versions(PDF_WRITERS)
    return {
        EXPORTS[name].filename: Made(format=name, wanted=asdict(wanted), versions=versions)
        for name in names
        if name in EXPORTS
    }


def write_again(run: Run, inputs: Inputs, made: Made, folder: Path) -> Path:
    """Write an export as it was made before, and return the file.

    Raises ValueError when it was not made in a way that exists, SettingsError for places that do
    not exist or a library that is not installed, OSError when the folder cannot be written.
    """
    try:
        told: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in made.wanted.items()
        }
        wanted = Wanted(**told)
    except TypeError as fault:
        raise ValueError(f"options of no export: {fault}") from fault
    return export(made.format, _context(run, inputs, wanted, [made.format]), folder)


def _nothing_to_hand_on(run: Run, run_dir: Path) -> Said:
    """Return why a run without a plan is not exported, and the next step."""
    if run.plan.status == "infeasible":
        return said(
            "run {run} holds no plan: there is nothing to hand on; its limits clash, see"
            " `kholboo explain --infeasible --run {run}`",
            run=run_dir.name,
        )
    return said(
        "run {run} holds no plan: there is nothing to hand on; none was found, plan again or name"
        " another run",
        run=run_dir.name,
    )


def _context(run: Run, inputs: Inputs, wanted: Wanted, names: Sequence[str]) -> TenderContext:
    from planner.pipeline.selection import chosen_sites

    selected = None
    if wanted.narrowed:
        selected = chosen_sites(run.plan, inputs, wanted.sites, wanted.soums, wanted.aimags)
    tendered = bool({"ocds", *HANDOVER} & set(names)) and bool(run.plan.packages)
    return TenderContext(
        plan=run.plan,
        sites=inputs.sites,
        network=inputs.network,
        language=wanted.language,
        money_unit=wanted.money_unit,
        catalogue=inputs.catalogue,
        prices=PriceFacts.of_inputs(inputs),
        energy=EnergyFacts.of_inputs(inputs),
        programme=facts_of_run(run.folder),
        assumed=assumed_of(inputs),
        profiles=hop_profiles(run.plan, inputs),
        country=inputs.project.country or "",
        written_at=str(run.manifest["provenance"]["written_at"]),
        selected=selected,
        dossiers=dossiers_of(run.plan, inputs) if tendered else (),
        technology_neutral=inputs.scenario.tender.technology_neutral,
        estimates=wanted.estimates,
        ocid_prefix=wanted.ocid_prefix or UNREGISTERED,
    )
