"""Rules about who a site is: its id, its name, its twin, its parent."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sites import cells, rules
from sites.checks.evidence import Evidence, groups
from sites.distance import Point
from sites.nearest.points import PointIndex
from sites.places import fold, fold_lookalikes
from sites.site import Site, SiteKind

if TYPE_CHECKING:
    from inventory.findings import Finding
    from inventory.records import Record

NEAR_DUPLICATE_M = 110.0  # Giga's data-quality check
MOST_ON_A_POINT = 50
MOST_SUGGESTIONS = 50  # a wholly wrong column is one mistake, not thousands
SIMILAR_NAMES = 0.7  # Giga's ratio of similar names
SIMILAR_WORDS = 0.5  # of the words that two names do not share (our assumption)
_BRANCHES = (SiteKind.BAGH_SCHOOL, SiteKind.DORMITORY)
_PARENTS = (SiteKind.SCHOOL, SiteKind.TVET, SiteKind.KINDERGARTEN)


def repeated_ids(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for every row whose id an earlier row has."""
    for site_id, records in groups((s.id, r) for r, s in evidence.rows).items():
        for record in records[1:]:
            first = records[0]
            expected = f"an id of its own; {first.file} row {first.row} has {site_id}"
            todo = "delete the repeated row or correct its id"
            yield evidence.cell(rules.SITE_ID_REPEATED, record, "site_id", expected, todo)


def lookalike_ids(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for ids that differ only in look-alike letters, case or spaces."""
    alike = groups((fold_lookalikes(s.id), r) for r, s in evidence.rows)
    for records in alike.values():
        first = cells.text(records[0], "site_id")
        for record in records[1:]:
            if cells.text(record, "site_id") != first:
                expected = f"not to look like {first} of {records[0].file} row {records[0].row}"
                todo = "type the id again in one alphabet"
                yield evidence.cell(rules.SITE_ID_LOOKALIKE, record, "site_id", expected, todo)


def missing_names(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for every site without a name."""
    for record, site in evidence.rows:
        if not site.name:
            yield evidence.cell(
                rules.SITE_NAME_MISSING, record, "name", "a name", "write the name", "no name"
            )


def near_duplicates(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for every second site of one kind, place and similar name.

    Points that more than fifty sites share are left to the rule about shared points.
    """
    by_point = _by_point(evidence)
    index = PointIndex.of({_key(point): point for point in by_point})
    neighboured = index.neighboured(NEAR_DUPLICATE_M)
    neighboured |= {point for point, rows in by_point.items() if len(rows) > 1}
    index.look_ahead(neighboured, NEAR_DUPLICATE_M)
    of_key = {_key(point): rows for point, rows in by_point.items()}
    for record, site, point in evidence.surveyed:
        near = index.within(point, NEAR_DUPLICATE_M) if point in neighboured else []
        twin = next(
            (
                (other, metres)
                for key, metres in near
                for other in of_key[key]
                if other.row_key < (site.file, site.row) and _twins(site, other.site)
            ),
            None,
        )
        if twin is not None:
            yield _duplicate(evidence, record, site, twin[0].site, twin[1])


@dataclass(frozen=True, slots=True)
class _Standing:
    """A site at its point, with the row that orders it among others."""

    row_key: tuple[str, int]
    site: Site


def _by_point(evidence: Evidence) -> dict[Point, list[_Standing]]:
    found: dict[Point, list[_Standing]] = defaultdict(list)
    for _, site, point in evidence.surveyed:
        found[point].append(_Standing((site.file, site.row), site))
    return {point: rows for point, rows in found.items() if len(rows) <= MOST_ON_A_POINT}


def _key(point: Point) -> str:
    return f"{point[0]!r},{point[1]!r}"


def _duplicate(
    evidence: Evidence, record: Record, site: Site, other: Site, metres: float
) -> Finding:
    found = f"{site.name} ({site.id})"
    expected = f"another place than {other.name} ({other.id}), {metres:.0f} m away"
    todo = "delete one of the two if they are one institution"
    return evidence.cell(rules.SITE_NEAR_DUPLICATE, record, "name", expected, todo, found)


def _twins(one: Site, other: Site) -> bool:
    return one.kind is other.kind and one.id != other.id and similar_names(one.name, other.name)


def similar_names(one: str, other: str) -> bool:
    """Return whether two names may be one.

    Names with different numbers never are, nor those that differ in the words they do not share:
    Алаг номын сан and Булган номын сан are two libraries.
    """
    if not one or not other or re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    if _ratio(one, other) < SIMILAR_NAMES:
        return False
    words, other_words = one.split(), other.split()
    own = [word for word in words if word not in other_words]
    its = [word for word in other_words if word not in words]
    return not own or not its or _ratio(" ".join(own), " ".join(its)) >= SIMILAR_WORDS


def _ratio(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, fold(one), fold(other)).ratio()


def parents(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for every parent that is missing, unknown or no school."""
    suggested = 0
    for record, site in evidence.rows:
        if site.parent_id is None:
            if site.kind in _BRANCHES:
                yield _no_parent(evidence, record, site)
        elif site.parent_id not in evidence.by_id:
            ids = list(evidence.by_id) if suggested < MOST_SUGGESTIONS else []
            suggested += 1
            yield _unknown_parent(evidence, record, site.parent_id, ids)
        elif evidence.by_id[site.parent_id].kind not in _PARENTS:
            yield _wrong_parent(evidence, record, evidence.by_id[site.parent_id])


def _no_parent(evidence: Evidence, record: Record, site: Site) -> Finding:
    expected = "the id of the school it belongs to"
    found = f"a {site.kind.value} without parent"
    return evidence.cell(
        rules.PARENT_MISSING, record, "parent_id", expected, "write the school's id", found
    )


def _unknown_parent(evidence: Evidence, record: Record, parent_id: str, ids: list[str]) -> Finding:
    close = difflib.get_close_matches(parent_id, ids, n=1, cutoff=0.8)
    expected = close[0] if close else "the id of a site of this table"
    return evidence.cell(
        rules.PARENT_UNKNOWN, record, "parent_id", expected, "correct the id or add the site"
    )


def _wrong_parent(evidence: Evidence, record: Record, parent: Site) -> Finding:
    found = f"{parent.id}, a {parent.kind.value}"
    expected = "a school, tvet or kindergarten"
    todo = "correct the parent's id, or its kind"
    return evidence.cell(rules.PARENT_WRONG_KIND, record, "parent_id", expected, todo, found)


def parent_loops(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding for every loop of parents, at the smallest id of the loop."""
    records = {site.id: record for record, site in reversed(evidence.rows)}
    seen: set[str] = set()
    for start in sorted(evidence.by_id):
        path: dict[str, int] = {}
        at: str | None = start
        while at is not None and at in evidence.by_id and at not in seen:
            seen.add(at)
            path[at] = len(path)
            at = evidence.by_id[at].parent_id
        if at is not None and at in path:
            yield _loop(evidence, records, list(path)[path[at] :])


def _loop(evidence: Evidence, records: Mapping[str, Record], loop: list[str]) -> Finding:
    first = loop.index(min(loop))
    loop = loop[first:] + loop[:first]
    found = " → ".join([*loop, loop[0]])
    expected = "a chain of parents that ends"
    todo = "correct one of the parents"
    return evidence.cell(rules.PARENT_LOOP, records[loop[0]], "parent_id", expected, todo, found)
