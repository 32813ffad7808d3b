"""Everything a plan is made from, read and judged: sites, network, catalogue, scenario, directives.

Nothing is raised for bad data. Every fault is a finding, all of them at once; `ok` says whether a
plan may be made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from inventory.findings import Finding, Severity, in_order
from inventory.kept import NOTHING_KEPT, Kept
from inventory.place_words import use, words_of
from inventory.remembered import once
from inventory.settings.rasters import POPULATION, TERRAIN
from inventory.values import shorten
from planner.scenario.inputs import Inputs, Source
from planner.scenario.settings import Scenario
from sites.many_objects import no_search_for_cycles

if TYPE_CHECKING:
    from inventory.prices.catalogue import Catalogue
    from inventory.project import Project
    from inventory.records import Record, TableRead
    from planner.project.config_text import ConfigText
    from sites.read import SitesRead
    from sites.roads.settings import RoadSettings
    from sites.site import Site

DIRECTIVES = "directives"  # the table that sites, network and catalogue are read without


@no_search_for_cycles()
def load_inputs(
    folder: Path,
    scenario: str | None = None,
    copies: Mapping[str, Path] | None = None,
    *,
    kept: Kept = NOTHING_KEPT,
) -> Inputs:
    """Return the inputs of a project folder under a scenario, or under its default one.

    Whatever is wrong with the folder, its tables or its scenario is a finding; what could not be
    read is absent from the result. With `copies`, by the path that sources name, the tables are
    read from these files alone: raises UnrecordedFileError when the project file names another.
    What was read and judged before is taken from `kept`, which keeps what is read and judged now.
    """
    from inventory.currencies import digits_of
    from inventory.kept_tables import read_tables
    from inventory.project import load_project
    from planner.project.checks.amounts import with_amounts_checked
    from planner.project.checks.days_off import read_days_off
    from planner.project.checks.directives import Targets, read_directives
    from planner.project.checks.entities import read_entities
    from planner.project.checks.package_rules import read_package_rules
    from planner.project.checks.people import check_people
    from planner.project.checks.procurement_rules import read_procurement_rules, unknown_rulebooks
    from planner.project.checks.scenario import read_scenario, road_faults, terrain_faults
    from planner.project.checks.supply import check_supply
    from planner.project.checks.trench_extras import check_trench_extras
    from planner.project.checks.upper_limits import check_upper_limits
    from planner.project.checks.years import check_years
    from planner.project.config_text import ConfigText
    from planner.project.country.check_country import foreign_figures
    from planner.project.kept_answers import with_people_kept
    from planner.project.new_prices import at_new_prices
    from planner.scenario.buying.package_rules import with_installers
    from sites import cells
    from sites.people.read import read_people
    from sites.roads.settings import RoadSettings
    from sites.settings import read_settings
    from sites.terrain.read import judged as judged_ground
    from sites.terrain.read import read_ground

    project, text = load_project(folder, copies), ConfigText.of(folder)
    use(words_of(project.country, project.levels))
    name, chosen, scenario_findings = read_scenario(project, scenario, text)
    tables = read_tables(project, kept)
    road_settings, faults_of_roads = read_settings(RoadSettings, project.roads)
    digits = digits_of(project.currency)
    others = {name: table for name, table in tables.items() if name != DIRECTIVES}
    read = _sites_of(project, others, road_settings, digits, kept)
    catalogue, of_catalogue, of_places = _catalogue_of(others, project, chosen, read, kept)
    catalogue_findings, place_findings = list(of_catalogue), list(of_places)
    targets = Targets(
        sites={site.id: site for site in read.sites},
        gazetteer=read.gazetteer,
        catalogue=catalogue,
    )
    directives, directive_findings = read_directives(cells.records(tables, DIRECTIVES), targets)
    procurement = cells.records(tables, "procurement_rules")
    procurement_rules, procurement_findings = read_procurement_rules(procurement, digits)
    procurement_findings += unknown_rulebooks(procurement_rules, catalogue.funds)
    aimags = {name for site in read.sites for name in (site.aimag, site.aimag_name) if name}
    package_rules, package_findings = read_package_rules(tables, catalogue, digits, aimags)
    catalogue = with_installers(catalogue, package_rules)
    entities, entity_findings = read_entities(tables)
    days_off, day_findings = read_days_off(tables, chosen.procurement.start_date or "")
    ground = read_ground(project.rasters, project.terrain)
    if not scenario_findings:
        scenario_findings += _judged(name, chosen, read, text)
        scenario_findings += foreign_figures(name, chosen, project.country, text)
        place_findings += check_trench_extras(catalogue, read.network, ground.ground)
        place_findings += check_supply(name, chosen, catalogue, read.sites, text)
        place_findings += check_upper_limits(name, chosen, catalogue, read.sites, text)
        place_findings += check_years(name, chosen, catalogue, read.sites, text)
    of_tables = [f for table in tables.values() for f in table.findings]
    of_rows = [*read.findings, *_judged_rows(project, read, others, kept)]
    findings = [*project.findings, *of_tables, *catalogue_findings, *scenario_findings]
    findings += road_faults(faults_of_roads, text)
    findings += [*terrain_faults(ground.faults, text), *ground.findings]
    findings += judged_ground(ground, read.sites, read.network)
    people = read_people(project.people_rasters, tables)
    placed_sites, people_findings = with_people_kept(
        kept, read.sites, chosen.population_radii_km(), people, project.people_rasters
    )
    findings += [*people.findings, *people_findings]
    findings += check_people(name, chosen, people, text)
    judged = [*of_rows, *place_findings, *directive_findings, *procurement_findings]
    judged += [*package_findings, *entity_findings, *day_findings]
    findings += not_shadowed(judged, of_tables)
    inputs = Inputs(
        project=project,
        scenario_name=name,
        scenario=chosen,
        sites=placed_sites,
        network=read.network,
        catalogue=catalogue,
        directives=directives,
        findings=in_order(named(findings, read.rows)),
        sources=sources_of(tables, {TERRAIN: ground.files, POPULATION: people.files}),
        ground=ground.ground,
        procurement_rules=procurement_rules,
        package_rules=package_rules,
        entities=entities,
        days_off=days_off,
        assumed_cells=_assumed_cells(tables),
    )
    return with_amounts_checked(at_new_prices(inputs, tables))


def _rule_of_quotations(project: Project) -> str | None:
    """Return the rule that takes one of several prices of an item, None where none is stated."""
    files = project.tables["catalogue"].files if "catalogue" in project.tables else ()
    return next((file.quotations for file in files if file.quotations is not None), None)


def _sites_of(
    project: Project,
    tables: Mapping[str, TableRead],
    roads: RoadSettings,
    digits: int,
    kept: Kept,
) -> SitesRead:
    """Return the sites and the network: remembered where no table of theirs was read anew."""
    from planner.project.kept_roads import roads_kept
    from sites.read import read_sites

    def made() -> SitesRead:
        return read_sites(tables, roads, digits, roads_kept(kept, project, tables))

    return once(kept, "sites", list(tables.values()), [list(tables), roads, digits], made)


def _catalogue_of(
    tables: Mapping[str, TableRead],
    project: Project,
    scenario: Scenario,
    read: SitesRead,
    kept: Kept,
) -> tuple[Catalogue, Sequence[Finding], Sequence[Finding]]:
    """Return the catalogue with its places, and what is wrong with its prices and its places."""
    from inventory.prices.pricing import read_catalogue
    from planner.project.checks.supply import placed

    quotations = _rule_of_quotations(project)

    def made() -> tuple[Catalogue, Sequence[Finding], Sequence[Finding]]:
        catalogue, faults = read_catalogue(
            tables,
            currency=project.currency,
            price_basis=scenario.price_basis,
            vat_rate=scenario.vat_rate,
            quotations=quotations,
        )
        catalogue, place_faults = placed(catalogue, read.gazetteer, read.sites)
        return catalogue, tuple(faults), tuple(place_faults)

    asked = [scenario.price_basis, scenario.vat_rate, quotations]
    settings = [list(tables), str(project.currency), *asked]
    return once(kept, "catalogue", [read, *tables.values()], settings, made)


def _assumed_cells(tables: Mapping[str, TableRead]) -> dict[str, int]:
    """Return how many cells were read by an assumption, by its rule, over all tables."""
    counts: Counter[str] = Counter()
    for table in tables.values():
        counts.update(table.assumed)
    return dict(sorted(counts.items()))


def _judged_rows(
    project: Project, read: SitesRead, tables: Mapping[str, TableRead], kept: Kept
) -> list[Finding]:
    """Return what the rules find in sites, places and network: found before, or found now."""
    from planner.project.kept_answers import findings_of, rows_key
    from sites.checks.report import check_sites

    def judged() -> list[Finding]:
        sha256 = {(name, f.path): f.sha256 for name, table in tables.items() for f in table.files}
        key = None if kept is NOTHING_KEPT else rows_key(project, sha256, DIRECTIVES)
        return findings_of(
            kept, "rows", key, lambda: check_sites(read, tables, country=project.country)
        )

    return once(kept, "rows", [read, *tables.values()], project.country, judged)


def _judged(name: str, scenario: Scenario, read: SitesRead, text: ConfigText) -> Iterator[Finding]:
    """Yield what is wrong with a scenario that was read: its numbers, technologies and payers."""
    from planner.offers.settings import check_settings
    from planner.project.checks.payers import check_payers
    from planner.project.checks.scenario import check_scenario

    yield from check_scenario(name, scenario, read.sites, text)
    yield from (text.within(name, finding) for finding in check_settings(scenario))
    yield from check_payers(scenario, read.rows)


def named(findings: Iterable[Finding], rows: Iterable[tuple[Record, Site]]) -> list[Finding]:
    """Return the findings with the id and name of the site whose row they are about."""
    sites = {(site.file, site.row): f"{site.id} {site.name}".strip() for _, site in rows}
    return [
        replace(f, site=shorten(sites.get((f.file, f.row), f.site), 60)) if f.row is not None else f
        for f in findings
    ]


def not_shadowed(findings: Iterable[Finding], of_tables: Iterable[Finding]) -> list[Finding]:
    """Return the findings of cells that reading the tables found no error in.

    A cell that could not be read is absent to the later rules, which would call it missing.
    """
    unread = {(f.file, f.row, f.column) for f in of_tables if f.severity is Severity.ERROR}
    return [f for f in findings if f.row is None or (f.file, f.row, f.column) not in unread]


def outside_of_project(folder: Path) -> list[Finding]:
    """Return the findings of tables outside the project folder, whose copies are in every run."""
    from inventory.project import load_project
    from inventory.rules import FILE_OUTSIDE

    return [f for f in load_project(folder).findings if f.rule == FILE_OUTSIDE.id]


def sources_of(
    tables: Mapping[str, TableRead],
    rasters: Mapping[str, Iterable[tuple[str, str]]] = MappingProxyType({}),
) -> tuple[Source, ...]:
    """Return the files that the tables were read from, in order of table and path.

    `rasters` are those of a table by name and SHA-256; they have no rows.
    """
    found = [
        Source(path=file.path, table=name, sha256=file.sha256, rows=file.rows)
        for name, read in tables.items()
        for file in read.files
    ]
    found += [
        Source(path=path, table=name, sha256=sha256, rows=0)
        for name, files in rasters.items()
        for path, sha256 in files
    ]
    return tuple(sorted(found, key=lambda s: (s.table, s.path)))
