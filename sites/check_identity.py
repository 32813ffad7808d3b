"""Rules about who a site is: its id, its name, its twin, its parent."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sites import cells, rules
from sites.distance import PointIndex
from sites.evidence import Evidence, groups
from sites.places import fold, fold_lookalikes
from sites.site import Site, SiteKind

if TYPE_CHECKING:
    from inventory.findings import Finding
    from inventory.records import Record

NEAR_DUPLICATE_M = 110.0  # Giga's data-quality check
SIMILAR_NAMES = 0.7  # Giga's ratio of similar names
SIMILAR_WORDS = 0.5  # of the words that two names do not share (our assumption)
_BRANCHES = (SiteKind.BAGH_SCHOOL, SiteKind.DORMITORY)
_PARENTS = (SiteKind.SCHOOL, SiteKind.TVET, SiteKind.KINDERGARTEN)


def repeated_ids(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for every row whose id an earlier row has."""
    for site_id, records in groups((s.id, r) for r, s in evidence.rows).items():
        for record in records[1:]:
            first = records[0]
            yield evidence.cell(
                rules.SITE_ID_REPEATED,
                record,
                "site_id",
                f"an id of its own; {first.file} row {first.row} has {site_id}",
                "delete the repeated row or correct its id",
            )


def lookalike_ids(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for ids that differ only in look-alike letters, case or spaces."""
    alike = groups((fold_lookalikes(s.id), r) for r, s in evidence.rows)
    for records in alike.values():
        first = cells.text(records[0], "site_id")
        for record in records[1:]:
            if cells.text(record, "site_id") != first:
                yield evidence.cell(
                    rules.SITE_ID_LOOKALIKE,
                    record,
                    "site_id",
                    f"not to look like {first} of {records[0].file} row {records[0].row}",
                    "type the id again in one alphabet",
                )


def missing_names(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for every site without a name."""
    for record, site in evidence.rows:
        if not site.name:
            yield evidence.cell(
                rules.SITE_NAME_MISSING, record, "name", "a name", "write the name", "no name"
            )


def near_duplicates(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for every second site of one kind, place and similar name."""
    surveyed = {f"{i:08d}": row for i, row in enumerate(evidence.surveyed)}
    index = PointIndex.of({key: point for key, (_, _, point) in surveyed.items()})
    for key, (record, site, point) in surveyed.items():
        for other_key, metres in index.within(point, NEAR_DUPLICATE_M):
            other = surveyed[other_key][1]
            if other_key < key and _twins(site, other):
                yield evidence.cell(
                    rules.SITE_NEAR_DUPLICATE,
                    record,
                    "name",
                    f"another place than {other.name} ({other.id}), {metres:.0f} m away",
                    "delete one of the two if they are one institution",
                    f"{site.name} ({site.id})",
                )
                break


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
    for record, site in evidence.rows:
        if site.parent_id is None:
            if site.kind in _BRANCHES:
                yield _no_parent(evidence, record, site)
        elif site.parent_id not in evidence.by_id:
            yield _unknown_parent(evidence, record, site.parent_id)
        elif evidence.by_id[site.parent_id].kind not in _PARENTS:
            yield _wrong_parent(evidence, record, evidence.by_id[site.parent_id])


def _no_parent(evidence: Evidence, record: Record, site: Site) -> Finding:
    expected = "the id of the school it belongs to"
    found = f"a {site.kind.value} without parent"
    return evidence.cell(
        rules.PARENT_MISSING, record, "parent_id", expected, "write the school's id", found
    )


def _unknown_parent(evidence: Evidence, record: Record, parent_id: str) -> Finding:
    close = difflib.get_close_matches(parent_id, list(evidence.by_id), n=1, cutoff=0.8)
    expected = close[0] if close else "the id of a site of this table"
    return evidence.cell(
        rules.PARENT_UNKNOWN, record, "parent_id", expected, "correct the id or add the site"
    )


def _wrong_parent(evidence: Evidence, record: Record, parent: Site) -> Finding:
    return evidence.cell(
        rules.PARENT_WRONG_KIND,
        record,
        "parent_id",
        "a school, tvet or kindergarten",
        "correct the parent's id, or its kind",
        f"{parent.id}, a {parent.kind.value}",
    )


def parent_loops(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding for every loop of parents, at the smallest id of the loop."""
    reported: set[str] = set()
    for record, site in evidence.rows:
        loop = _loop_from(evidence, site)
        if loop and not reported.intersection(loop) and site.id == min(loop):
            reported.update(loop)
            yield evidence.cell(
                rules.PARENT_LOOP,
                record,
                "parent_id",
                "a chain of parents that ends",
                "correct one of the parents",
                " → ".join([*loop, loop[0]]),
            )


def _loop_from(evidence: Evidence, site: Site) -> list[str]:
    """Return the loop of parents that a site is on, empty when its chain ends or only joins one."""
    chain, at = [site.id], site
    while at.parent_id is not None and at.parent_id in evidence.by_id:
        if at.parent_id == site.id:
            return chain
        if at.parent_id in chain:
            return []
        at = evidence.by_id[at.parent_id]
        chain.append(at.id)
    return []
