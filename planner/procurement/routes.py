"""Routes of a works tender: what is built between which points, as GeoJSON and a drawing by lot.

Files hold no price. Road class, soil, slope and rivers are told where the plan knows them, else
left to a survey.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, radians
from pathlib import Path
from typing import Any

from planner.files import put_bytes
from planner.plan.plan import BuiltLink
from planner.procurement.tender import TenderLine
from planner.procurement.tender_plan import Dossier
from planner.rendering.context import ExportContext

_SIZE, _MARGIN, _IN_A_ROW = 900.0, 30.0, 3  # of a drawing
_LEAST_DEGREES = 0.002  # about 200 m: what a drawing is at least across
_KM_PER_DEGREE = 111.195
_DECIMALS = 6  # of a degree: about 0.1 m


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A link that a tender builds, with what it buys there."""

    link: BuiltLink
    lot: int  # 0: the tender has none
    units: tuple[tuple[TenderLine, int], ...]


def routes_of(dossier: Dossier, context: ExportContext) -> tuple[Route, ...]:
    """Return the links that a tender of works builds, by lot and id; none for any other."""
    if dossier.package.category != "works":
        return ()
    lines = {line.number: line for line in dossier.tender.lines}
    found = [
        Route(
            link=context.link_by_id[point],
            lot=dossier.tender.lot_of.get(point, 0),
            units=tuple((lines[n], units) for n, units in sorted(bought.items()) if units),
        )
        for point, bought in dossier.bought.items()
        if point in context.link_by_id and any(bought.values())
    ]
    return tuple(sorted(found, key=lambda route: (route.lot, route.link.id)))


def write_routes(dossier: Dossier, context: ExportContext, folder: Path) -> Iterator[Path]:
    """Write GeoJSON and a drawing for each lot, or for a tender in one, and yield the files.

    Raises OSError when a file cannot be written.
    """
    routes = [route for route in routes_of(dossier, context) if route.link.coordinates]
    for lot in sorted({route.lot for route in routes}):
        own = [route for route in routes if route.lot == lot]
        name = f"{dossier.package.id}-routes" + (f"-lot-{lot:02d}" if lot else "")
        title = f"{dossier.package.id}{f' · {lot}' if lot else ''} · {context.plan.run_id}"
        features = [*map(_feature, own), *_sites(own, context)]
        data = {"type": "FeatureCollection", "name": title, "features": features}
        text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1)
        for ending, content in (("geojson", text + "\n"), ("svg", _drawing(title, own, context))):
            target = folder / f"{name}.{ending}"
            put_bytes(target, content.encode())
            yield target


def _feature(route: Route) -> dict[str, Any]:
    link = route.link
    points = [[round(x, _DECIMALS), round(y, _DECIMALS)] for x, y in link.coordinates]
    line = len(points) > 1
    return {
        "type": "Feature",
        "id": link.id,
        "geometry": {
            "type": "LineString" if line else "Point",
            "coordinates": points if line else points[0],
        },
        "properties": {
            "kind": link.kind,
            "lot": route.lot or None,
            "from": link.from_node,
            "to": link.to_node,
            "length_m": link.length_m or None,
            "lines": [
                {"number": li.number, "quantity": n, "unit": li.unit} for li, n in route.units
            ],
            "road_class": [{"class": r.road_class, "metres": r.metres} for r in link.roads] or None,
            "soil": [{"class": s.soil_class, "metres": s.metres} for s in link.soils] or None,
            **_slopes_and_rivers(link),
        },
    }


def _slopes_and_rivers(link: BuiltLink) -> dict[str, Any]:
    """Return the metres by slope and the rivers crossed, nothing where none is known."""
    slopes = [{"from_percent": s.from_percent, "metres": s.metres} for s in link.slopes]
    found: dict[str, Any] = {"slope": slopes} if slopes else {}
    return found | ({"river_crossings": link.crossings} if link.crossings else {})


def _sites(routes: Sequence[Route], context: ExportContext) -> Iterator[dict[str, Any]]:
    for site_id in sorted({site_id for route in routes for site_id in route.link.serves}):
        site = context.site_by_id[site_id]
        if site.longitude is not None and site.latitude is not None:
            yield {
                "type": "Feature",
                "id": site_id,
                "geometry": {"type": "Point", "coordinates": [site.longitude, site.latitude]},
                "properties": {"kind": "site", "name": site.name},
            }


def _drawing(title: str, routes: Sequence[Route], context: ExportContext) -> str:
    """Return all routes of a lot as SVG, then each of them at a scale of its own."""
    rows = -(-len(routes) // _IN_A_ROW)
    wide = _SIZE + 2 * _MARGIN
    small = _SIZE / _IN_A_ROW
    drawn = [_panel(title, routes, context, (_MARGIN, _MARGIN, _SIZE))]
    for n, route in enumerate(routes):
        left = _MARGIN + n % _IN_A_ROW * small
        top = 2 * _MARGIN + _SIZE + n // _IN_A_ROW * small
        length = f", {route.link.length_m} m" if route.link.length_m else ""
        text = f"{n + 1}. {route.link.id}{length}"
        drawn.append(_panel(text, [route], context, (left, top, small)))
    high = 3 * _MARGIN + _SIZE + rows * small
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}"'
            ' font-family="Arial, sans-serif" font-size="9">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{wide:.0f}" height="{high:.0f}" fill="#ffffff"/>',
            *drawn,
            "</svg>\n",
        ]
    )


def _panel(
    title: str,
    routes: Sequence[Route],
    context: ExportContext,
    box: tuple[float, float, float],
) -> str:
    """Return routes with the sites at their ends in a square, with its scale; north is up."""
    left, top, size = box
    at = {f["id"]: f["geometry"]["coordinates"] for f in _sites(routes, context)}
    points = [p for route in routes for p in route.link.coordinates]
    if len(routes) > 1:
        points += [(x, y) for x, y in at.values()]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    shrink = cos(radians(middle[1]))
    across = max((max(xs) - min(xs)) * shrink, max(ys) - min(ys), _LEAST_DEGREES)
    scale = (size - 2 * _MARGIN) / across

    def place(point: Sequence[float]) -> tuple[float, float]:
        x = left + size / 2 + (point[0] - middle[0]) * shrink * scale
        return x, top + size / 2 - (point[1] - middle[1]) * scale

    def inside(point: tuple[float, float]) -> bool:
        return left < point[0] < left + size and top < point[1] < top + size

    drawn = [
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{size:.1f}" height="{size:.1f}"'
        ' fill="none" stroke="#C9D3DA"/>',
        f'<text x="{left + 6:.1f}" y="{top + 14:.1f}">{escape(title)}</text>',
    ]
    for route in routes:
        line = [place(point) for point in route.link.coordinates]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in line)
        x, y = line[0]
        drawn.append(f'<polyline points="{path}" fill="none" stroke="#e07a1f" stroke-width="2"/>')
        drawn.append(f'<rect x="{x - 3:.1f}" y="{y - 3:.1f}" width="6" height="6" fill="#e07a1f"/>')
    for site_id, point in at.items():
        x, y = place(point)
        if inside((x, y)):
            drawn.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#1F3A4D"/>')
            drawn.append(f'<text x="{x + 6:.1f}" y="{y + 3:.1f}">{escape(site_id)}</text>')
    low = top + size - 8
    metres = f"{across / 4 * _KM_PER_DEGREE * 1000:,.0f} m"
    drawn.append(f'<path d="M{left + 6:.1f} {low:.1f}h{across / 4 * scale:.1f}" stroke="#000000"/>')
    drawn.append(f'<text x="{left + 6:.1f}" y="{low - 4:.1f}">{metres}</text>')
    return "\n".join(drawn)
