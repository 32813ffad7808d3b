"""Moving a site by hand: a row of the corrections table, never a cell of the source."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.language.labels import LABELS, filled
from planner.serve.by_hand import CORRECTIONS, typed, typed_day, with_row
from planner.serve.changes import Change, content_of
from planner.serve.refused import RefusedError

if TYPE_CHECKING:
    from planner.scenario.inputs import Inputs

_DEGREES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,9})?")
_MOST = {"latitude": 90.0, "longitude": 180.0}


def moved(folder: Path, inputs: Inputs, sent: Mapping[str, Any], language: str) -> Change:
    """Return the change that gives a site another position, degrees of WGS 84.

    A correction of the same site that was made by hand gives way to it. Raises RefusedError for a
    site that the project does not have, a point that is none, or papers that are missing.
    """
    site = next((s for s in inputs.sites if s.id == sent.get("site")), None)
    if site is None or not site.id:
        raise RefusedError(LABELS["serve.no_site"])
    row = {
        "site": site.id,
        "latitude": _degrees(sent, "latitude"),
        "longitude": _degrees(sent, "longitude"),
        "reason": typed(sent, "reason", needed=True),
        "document": typed(sent, "document", needed=True),
        "decided_by": typed(sent, "decided_by"),
        "date": typed_day(sent, "date"),
    }
    if float(row["latitude"]) == 0.0 == float(row["longitude"]):
        raise RefusedError(LABELS["serve.no_point"])
    change = with_row(folder, inputs.project, CORRECTIONS, row, language)
    return _without_older(change, site.id)


def _without_older(change: Change, site_id: str) -> Change:
    """Return a change whose last row of a site is the only one of it."""
    lines = change.contents[CORRECTIONS.path].decode().splitlines(keepends=True)
    kept = [line for line in lines[1:-1] if next(iter(next(csv.reader([line]), [])), "") != site_id]
    content = "".join([lines[0], *kept, lines[-1]]).encode()
    return replace(change, contents={**change.contents, CORRECTIONS.path: content})


def _degrees(sent: Mapping[str, Any], name: str) -> str:
    """Return degrees as they are written to the file; raises RefusedError for none."""
    value = sent.get(name)
    text = value.strip() if isinstance(value, str) else ""
    if not _DEGREES.fullmatch(text) or abs(float(text)) > _MOST[name]:
        field, most = LABELS[f"serve.field.{name}"], f"{_MOST[name]:g}"
        raise RefusedError(filled("serve.field_degrees", field=field, most=most))
    return text


def corrected_sites(folder: Path) -> list[str]:
    """Return the ids of the sites that were moved by hand."""
    content = content_of(folder, CORRECTIONS.path)
    if content is None:
        return []
    rows = csv.reader(content.decode("utf-8-sig", "replace").splitlines()[1:])
    return sorted({row[0] for row in rows if row})


def corrected_points(folder: Path, inputs: Inputs) -> dict[str, list[float | None]]:
    """Return where the sites that were moved by hand stand now: longitude and latitude by id.

    A run that was made before shows, and answers for, the position that it was made with.
    """
    corrected = set(corrected_sites(folder))
    return {s.id: [s.longitude, s.latitude] for s in inputs.sites if s.id in corrected}


def put_back(folder: Path, site_id: str) -> Change:
    """Return the change that takes the correction of a site out again.

    Raises RefusedError for a site without one that was made by hand.
    """
    before = content_of(folder, CORRECTIONS.path)
    if before is None or site_id not in corrected_sites(folder):
        raise RefusedError(LABELS["serve.not_moved"])
    lines = before.decode("utf-8-sig").splitlines(keepends=True)
    kept = [line for line in lines if next(iter(next(csv.reader([line]), [])), "") != site_id]
    return Change(
        contents={CORRECTIONS.path: "".join(kept).encode()}, expected={CORRECTIONS.path: before}
    )
