"""The plan as one GeoJSON file (RFC 7946): sites as points, links to build as lines, WGS 84.

Every feature says in `layer` whether it is a "site" or a "link". A site without a location has a
null geometry, as the standard allows, so that nothing is dropped.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.exports.features import LISTED, line_of, link_row, plan_row, point, site_row

if TYPE_CHECKING:
    from planner.rendering.context import ExportContext

DECIMALS = 6  # of a degree: about 0.1 m


def write(context: ExportContext, path: Path) -> None:
    """Write the plan's sites and links to build; equal plans give equal bytes.

    Raises OSError when the file cannot be written.
    """
    features = list(_features(context))
    head: dict[str, Any] = {
        "type": "FeatureCollection",
        "description": LISTED,
        "plan": plan_row(context.plan),
    }
    box = _box(features)
    if box is not None:
        head["bbox"] = box
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, allow_nan=False) for f in features)
    text = f'{opening}, "features": [\n{lines}\n]}}\n'
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _features(context: ExportContext) -> Iterator[dict[str, Any]]:
    for deployment, site in sorted(context.deployments, key=lambda pair: pair[1].id):
        at = point(site)
        geometry = None if at is None else {"type": "Point", "coordinates": _rounded(at)}
        row = site_row(deployment, site, context.plan)
        yield _feature(f"site:{site.id}", geometry, {"layer": "site", **row})
    for link in context.links:
        points = line_of(link.coordinates)
        geometry = None
        if points is not None:
            geometry = {"type": "LineString", "coordinates": [_rounded(p) for p in points]}
        yield _feature(f"link:{link.id}", geometry, {"layer": "link", **link_row(link, context)})


def _feature(name: str, geometry: Any, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": name, "geometry": geometry, "properties": properties}


def _rounded(at: Sequence[float]) -> list[float]:
    return [round(at[0], DECIMALS), round(at[1], DECIMALS)]


def _box(features: Sequence[dict[str, Any]]) -> list[float] | None:
    """Return west, south, east and north of everything drawn, None when nothing is."""
    points: list[list[float]] = []
    for feature in features:
        geometry = feature["geometry"]
        if geometry is not None:
            inner = geometry["coordinates"]
            points += [inner] if geometry["type"] == "Point" else inner
    if not points:
        return None
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return [min(xs), min(ys), max(xs), max(ys)]
