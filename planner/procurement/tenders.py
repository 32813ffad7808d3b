"""Tender sheets of a run: an index of all packages, and two workbooks for each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from inventory.findings import Finding, in_order
from planner.errors import SettingsError
from planner.files import with_rename
from planner.language.formats import plain_money
from planner.language.label import Language
from planner.language.labels import sentence
from planner.language.said import said
from planner.procurement.dividing import TenderPackage
from planner.procurement.estimate import lot_amounts
from planner.procurement.notes import category_name, entity_name, fund_name, method_text, notes_of
from planner.procurement.routes import write_routes
from planner.procurement.tender_plan import Dossier, dossiers_of
from planner.rendering.context import ExportContext
from planner.rendering.idle_money import idle_lines
from planner.runs.run_folder import load_run

if TYPE_CHECKING:
    from inventory.prices.catalogue import PriceTier
    from planner.scenario.settings import Tender as TenderSettings

INDEX = "packages.xlsx"
COPIES: tuple[Literal["bidder", "buyer"], ...] = ("bidder", "buyer")


@dataclass(frozen=True, kw_only=True)
class Tenders:
    """The tenders of a recorded run, with what their sheets are written from."""

    context: ExportContext
    settings: TenderSettings
    dossiers: tuple[Dossier, ...]
    tiers: tuple[PriceTier, ...] = ()  # discounts by quantity of the catalogue

    def chosen(self, package_ids: Sequence[str]) -> tuple[Dossier, ...]:
        """Return the tenders of the packages named in any case, all when none is.

        Raises SettingsError for a package that does not exist.
        """
        known = {d.package.id: d for d in self.dossiers}
        by_fold = {name.casefold(): name for name in known}
        named = [by_fold.get(name.strip().casefold(), name) for name in package_ids]
        unknown = [name for name in named if name not in known]
        if unknown:
            there = ", ".join(known) or said("none")
            raise SettingsError(
                said(
                    "there is no package {package!r}; the packages are {there}",
                    package=unknown[0],
                    there=there,
                )
            )
        return tuple(known[name] for name in dict.fromkeys(named)) or self.dossiers


def load_tenders(run_dir: Path, language: Language = "both") -> Tenders:
    """Return the tenders of a run, from the inputs that were recorded with it.

    Raises RunError for a damaged run, SettingsError when the run has nothing to tender.
    """
    from planner.project.recorded_inputs import recorded_inputs

    run = load_run(run_dir)
    plan = run.plan
    if plan.objective is None:
        raise SettingsError(
            said("run {name} holds no plan: there is nothing to tender", name=run_dir.name)
        )
    if plan.capex_minor and not plan.packages:
        raise SettingsError(
            said(
                "run {name} was made before plans had packages; plan again: kholboo plan",
                name=run_dir.name,
            )
        )
    inputs = recorded_inputs(run)
    context = ExportContext(
        plan=plan, sites=inputs.sites, network=inputs.network, language=language
    )
    return Tenders(
        context=context,
        settings=inputs.scenario.tender,
        dossiers=dossiers_of(plan, inputs),
        tiers=inputs.catalogue.tiers,
    )


def write_sheets(tenders: Tenders, package_ids: Sequence[str], folder: Path) -> list[Path]:
    """Write the index and both copies of the packages named, and return the files.

    What is not tendered has the buyer's copy alone; works have their routes by lot beside it.
    Every file is whole or not there at all. Raises SettingsError for a package that does not
    exist, OSError when the folder cannot be written.
    """
    from planner.procurement.sheets import procurement_plan, tender_workbook

    dossiers = tenders.chosen(package_ids)
    folder.mkdir(parents=True, exist_ok=True)
    index = partial(procurement_plan.write, tenders.context, tenders.dossiers)
    with_rename(folder / INDEX, index)
    written = [folder / INDEX]
    for dossier in dossiers:
        for copy in COPIES if dossier.tendered else ("buyer",):
            target = folder / f"{dossier.package.id}-{copy}.xlsx"
            with_rename(target, _writer(tender_workbook.write, tenders, dossier, copy))
            written.append(target)
        written += write_routes(dossier, tenders.context, folder)
    return written


def fill_templates(
    tenders: Tenders, package_ids: Sequence[str], template: Path, folder: Path
) -> tuple[list[Path], list[Finding]]:
    """Fill a copy of the buyer's workbook for each package named; return files and findings.

    The template itself is never written to. Raises SettingsError for a package that does not
    exist or a folder that would overwrite the template, OSError when a file cannot be written.
    """
    from planner.procurement.sheets.buyer_template import filled, filling_of

    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    findings: list[Finding] = []
    for dossier in tenders.chosen(package_ids):
        target = folder / f"{dossier.package.id}-{template.name}"
        if target.resolve() == template.resolve():
            raise SettingsError(
                said("{target} is the template itself; name another folder with -o", target=target)
            )
        filling = filling_of(tenders.context, dossier, tenders.settings)
        content, found = filled(template, filling)
        findings += found
        if content is not None:
            with_rename(target, partial(_write_bytes, content))
            written.append(target)
    return written, in_order(findings)


def _write_bytes(content: bytes, path: Path) -> None:
    path.write_bytes(content)


def _writer(write: Any, tenders: Tenders, dossier: Dossier, copy: str) -> Any:
    def to(path: Path) -> None:
        write(tenders.context, dossier, tenders.settings, path, copy)

    return to


def package_lines(tenders: Tenders) -> list[str]:
    """Return the packages as a table of text, then what is to be settled and for which of them."""
    language: Language = "mn" if tenders.context.language == "mn" else "en"
    lines, settle, currency = [], defaultdict(list), tenders.context.plan.currency
    for dossier in tenders.dossiers:
        package = dossier.package
        lots = sentence("packages.lots", language, count=len(dossier.lots)) if dossier.lots else ""
        lines.append(
            f"{package.id:<5}  {plain_money(package.amount_minor, currency):>16} {currency}  "
            f"{_period(dossier, language)}  {entity_name(dossier, language)}, "
            f"{category_name(package, language)}, "
            f"{fund_name(dossier, language)}{lots}: {method_text(dossier, language)}"
        )
        for note in notes_of(dossier, tenders.context.plan, language):
            settle[note].append(package.id)
    everywhere = len(tenders.dossiers)
    told = [
        sentence("packages.all", language, note=note)
        if len(ids) == everywhere
        else f"{', '.join(ids)}: {note}"
        for note, ids in settle.items()
    ]
    return [*lines, "", *told, *idle_lines(tenders.context.plan, language)]


def _period(dossier: Dossier, language: Language) -> str:
    days = dossier.days
    start = days.invitation if dossier.tendered else days.earliest
    return sentence("packages.period", language, start=start, end=days.latest)


def packages_json(tenders: Tenders) -> list[dict[str, Any]]:
    """Return the packages as plain data."""
    return [_as_json(dossier, tenders) for dossier in tenders.dossiers]


def _as_json(dossier: Dossier, tenders: Tenders) -> dict[str, Any]:
    package, days, rule = dossier.package, dossier.days, dossier.ruling
    return {
        "package": package.id,
        "entity": package.entity,
        "category": package.category,
        "group": package.group if isinstance(package, TenderPackage) else None,
        "part_of": package.part_of if isinstance(package, TenderPackage) else None,
        "fund": package.fund_id,
        "rulebook": package.rulebook,
        "year": package.year,
        "year_from": package.year_from or None,
        "estimate_minor": package.amount_minor,
        "lots_per_bidder": dossier.lots_per_bidder,
        "lots": _lots_json(dossier),
        "tendered": dossier.tendered,
        "method": rule.method,
        "method_status": rule.why,
        "citation": rule.citation,
        "invitation": days.invitation.isoformat(),
        "opening": days.opening.isoformat(),
        "contract": days.contract.isoformat(),
        "earliest": days.earliest.isoformat(),
        "latest": days.latest.isoformat(),
        "lines": [
            {
                "number": line.number,
                "lot": line.lot or None,
                "sku": line.sku,
                "quantity": line.quantity,
            }
            for line in dossier.tender.lines
        ],
        "notes": notes_of(dossier, tenders.context.plan, "en"),
    }


def _lots_json(dossier: Dossier) -> list[dict[str, Any]]:
    amounts = lot_amounts(dossier)
    return [
        {
            "lot": lot.number,
            "aimag": lot.area.name or None,
            "aimag_code": lot.area.code or None,
            "points": sorted(lot.points),
            "estimate_minor": amounts[lot.number],
        }
        for lot in dossier.lots
    ]
