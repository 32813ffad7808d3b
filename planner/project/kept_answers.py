"""What commands worked out before about the same inputs: findings, trenches, whether a run is true.

Every key holds the SHA-256 of all input files, how each is read, the settings of the scenario, the
code that answers and the versions of its libraries. Nothing kept here depends on the date. Plans,
exports and audits use none of it: they read and work out everything themselves.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inventory.currencies import digits_of
from inventory.findings import Finding
from inventory.kept import NOTHING_KEPT, Kept, kept_in, made_by, plain
from inventory.kept_tables import finding_from_json, finding_to_json, settings_of
from inventory.remembered import Remembering

if TYPE_CHECKING:
    from inventory.project import Project
    from inventory.table_specs import RasterSpec
    from planner.candidates.possible_routes import Laid
    from planner.model.problem_meaning import ProblemMeaning
    from planner.scenario.inputs import Inputs
    from sites.people.read import PeopleRead
    from sites.site import Site, SiteKind

_ROOT = Path(__file__).parents[2]
_READERS, _ALL = ("inventory", "sites"), ("inventory", "sites", "optimizers", "planner")


class _Process:
    """Whether this process runs one command after another, and remembers objects between them."""

    remembers = False


def remember_between_commands() -> None:
    """Let this process remember what it reads and makes, for the commands that follow."""
    _Process.remembers = True


def kept_of(project: Path) -> Kept:
    """Return the cache of a project folder; with what this process remembers of it."""
    return _memory_of(project.absolute()) if _Process.remembers else kept_in(project)


@cache
def _memory_of(project: Path) -> Remembering:
    return Remembering(inner=kept_in(project))


def kept_beside(run_dir: Path) -> Kept:
    """Return the cache of the project that a run lies in; nothing is kept of a run elsewhere."""
    runs = run_dir.absolute().parent
    return kept_in(runs.parent) if runs.name == "runs" else NOTHING_KEPT


def rows_key(
    project: Project, sha256: Mapping[tuple[str, str], str], without: str | None = None
) -> dict[str, Any] | None:
    """Return what the findings of rows depend on, None where a file was not read.

    `sha256` are those of the files, by table and label; parts of shapefiles are among them.
    `without` names a table that was not looked at.
    """
    tables = {
        name: [[sha256.get((name, f.label), ""), settings_of(f)] for f in spec.files]
        for name, spec in sorted(project.tables.items())
        if name != without
    }
    maker = made_by(*(_ROOT / name for name in _READERS))
    if maker is None or not all(sha for files in tables.values() for sha, _ in files):
        return None
    files = sorted([*file, sha] for file, sha in sha256.items())
    roads = plain(project.roads.items())
    return {
        "country": project.country,
        "levels": list(project.levels),
        "tables": tables,
        "files": files,
        "roads": roads,
        "maker": maker,
    }


def inputs_key(inputs: Inputs) -> dict[str, Any] | None:
    """Return what everything made from the inputs depends on, None where it cannot be told."""
    rows = rows_key(inputs.project, {(s.table, s.path): s.sha256 for s in inputs.sources})
    maker = made_by(*(_ROOT / name for name in _ALL))
    if rows is None or maker is None:
        return None
    return {
        **rows,
        "currency": [inputs.project.currency, digits_of(inputs.project.currency)],
        "scenario": [inputs.scenario_name, inputs.scenario.model_dump(mode="json")],
        "maker": maker,
        **_ground_key(inputs.project),
    }


def _ground_key(project: Project) -> dict[str, Any]:
    """Return how rasters are read; their bytes are among those of all files."""
    found: dict[str, Any] = {}
    if project.people_rasters:
        found["people"] = _how(project.people_rasters)
    if project.rasters:
        found |= {"rasters": _how(project.rasters), "terrain": plain(project.terrain.items())}
    return found


def _how(rasters: Iterable[RasterSpec]) -> list[list[Any]]:
    return [[r.label, r.crs, r.unit, r.is_list] for r in rasters]


def findings_of(
    kept: Kept, what: str, key: Any, judge: Callable[[], Iterable[Finding]]
) -> list[Finding]:
    """Return findings that were made before, or make and keep them; never those of a date."""
    found = None if key is None else kept.get(what, key)
    if found is not None:
        return [finding_from_json(finding) for finding in found]
    made = list(judge())
    if key is not None:
        kept.put(what, key, [finding_to_json(finding) for finding in made])
    return made


def with_people_kept(
    kept: Kept,
    sites: Sequence[Site],
    radius_km: Mapping[SiteKind, float],
    people: PeopleRead,
    rasters: Sequence[RasterSpec],
) -> tuple[tuple[Site, ...], list[Finding]]:
    """Return what `with_people_near` does: cells counted before around the same points, or now.

    Points of a table are counted at once, and not kept.
    """
    from sites.people.near import with_people_near

    key = None
    if kept is not NOTHING_KEPT and people.people.mosaic is not None and radius_km:
        key = _people_key(sites, radius_km, people, rasters)
    found = None if key is None else kept.get("people", key)
    if found is not None:
        counted, findings = found
        known = tuple(replace(s, people_near=counted.get(s.id, s.people_near)) for s in sites)
        return known, [finding_from_json(finding) for finding in findings]
    placed, made = with_people_near(sites, radius_km, people.people)
    if key is not None:
        near = {s.id: s.people_near for s in placed if s.people_near is not None}
        kept.put("people", key, [near, [finding_to_json(finding) for finding in made]])
    return placed, made


def _people_key(
    sites: Iterable[Site],
    radius_km: Mapping[SiteKind, float],
    people: PeopleRead,
    rasters: Iterable[RasterSpec],
) -> dict[str, Any] | None:
    maker = made_by(*(_ROOT / name for name in _READERS))
    if maker is None or not all(sha256 for _, sha256 in people.files):
        return None
    places = [[s.id, s.kind, s.longitude, s.latitude, s.users.is_counted] for s in sites]
    return {
        "files": [list(file) for file in people.files],
        "people": _how(rasters),
        "radius_km": {kind.value: radius_km[kind] for kind in sorted(radius_km)},
        "places": hashlib.sha256(json.dumps(places).encode()).hexdigest(),
        "maker": maker,
    }


def laid_for(inputs: Inputs, kept: Kept) -> Laid:
    """Return where trenches and masts could lead: found before, or found now and kept."""
    from planner.candidates.possible_routes import Laid
    from planner.offers.build import lay_out

    key = None if kept is NOTHING_KEPT else inputs_key(inputs)
    found = None if key is None else kept.get("laid", key)
    if found is not None:
        return Laid.from_json(found)
    laid = lay_out(inputs)
    if key is not None:
        kept.put("laid", key, laid.to_json())
    return laid


def keep_laid(kept: Kept, inputs: Inputs, laid: Laid | None) -> None:
    """Keep where trenches and masts could lead, found while all offers were made."""
    key = None if kept is NOTHING_KEPT or laid is None else inputs_key(inputs)
    if key is not None and laid is not None:
        kept.put("laid", key, laid.to_json())


def known_problem(kept: Kept, inputs: Inputs, sha256: str) -> ProblemMeaning | None:
    """Return what the problem of the inputs means, None where it is not known to be the given one.

    It is known when problem.json of this SHA-256 was found equal to it before.
    """
    from planner.model.problem_meaning import ProblemMeaning

    key = None if kept is NOTHING_KEPT else inputs_key(inputs)
    found = None if key is None else kept.get("problem", [key, sha256])
    return None if found is None else ProblemMeaning.from_json(found)


def keep_problem(kept: Kept, inputs: Inputs, sha256: str, meaning: ProblemMeaning) -> None:
    """Keep that problem.json of this SHA-256 is the problem of the inputs, and what it means."""
    key = None if kept is NOTHING_KEPT else inputs_key(inputs)
    if key is not None:
        kept.put("problem", [key, sha256], meaning.to_json())
