"""A static map as SVG, drawn from coordinates alone: no tiles, no network, prints well.

Equirectangular about the middle latitude: true enough to recognise a country, not to measure on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import cos, log10, pi, radians, sin, sqrt
from typing import TYPE_CHECKING

from planner.exports.countries import in_degrees, outline
from planner.exports.features import point
from planner.language.label import Label, Language
from planner.language.labels import LABELS, filled, label, word
from planner.plan.plan import SiteStatus
from planner.rendering.sentences import technology_of
from sites.places import AIMAG

if TYPE_CHECKING:
    from planner.plan.plan import Deployment
    from planner.rendering.context import ExportContext
    from sites.site import Site

WIDTH = 1000.0
MARGIN = 34.0
RIM = 2.2  # of a ring, both sides together, in drawing units
KM_PER_DEGREE = 111.195  # of latitude, on a sphere of the mean radius 6371 km
UNSERVED, ADEQUATE, BUILD, EXISTING, ROADS = "#b8462e", "#b9c4cb", "#e07a1f", "#6f93a8", "#dbe2e6"
BORDER = "#a99bc4"
# each at 3:1 or more on the light and on the dark ground of the map
COLOURS = {
    "upgrade": "#2b7a9b",
    "fibre": "#1b7a5d",
    "neighbour": "#659b45",
    "microwave": "#8266a8",
    "cellular": "#b98420",
    "leo": "#c2507a",
    "geo": "#9a6649",
    "content": "#64748b",
    "present": "#5b9ab5",
}
_FURTHER = ("#3c6e71", "#a26769", "#6b705c", "#4d4c7d", "#9a8c98", "#386641")

LonLat = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendRow:
    """A colour of the map and what it means."""

    colour: str
    text: Label
    shape: str  # "dot", "ring", "line" or "diamond"
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A map and its legend."""

    svg: str
    legend: tuple[LegendRow, ...]
    notes: tuple[Label, ...]  # how to read it, and what could not be drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Where a longitude and a latitude lie on the drawing."""

    west: float
    north: float
    scale: float  # drawing units per degree of latitude
    shrink: float  # of a degree of longitude at the middle latitude
    height: float

    @classmethod
    def around(cls, points: Sequence[LonLat]) -> Sheet:
        """Return a sheet that holds all the points, at least some 20 km wide."""
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        shrink = cos(radians((min(ys) + max(ys)) / 2))
        wide = max((max(xs) - min(xs)) * shrink, 0.2)
        tall = max(max(ys) - min(ys), wide * 0.3, 0.06)
        scale = min((WIDTH - 2 * MARGIN) / wide, 1.2 * WIDTH / tall)
        middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        return cls(
            west=middle_x - WIDTH / 2 / scale / shrink,
            north=middle_y + (tall / 2) + MARGIN / scale,
            scale=scale,
            shrink=shrink,
            height=tall * scale + 2 * MARGIN,
        )

    def at(self, place: LonLat) -> tuple[float, float]:
        """Return the drawing point of a longitude and latitude."""
        x = (place[0] - self.west) * self.shrink * self.scale
        y = (self.north - place[1]) * self.scale
        return round(x, 1), round(y, 1)

    def shows(self, x: float, y: float) -> bool:
        """Return whether a drawing point lies on the sheet."""
        return 0 <= x <= WIDTH and 0 <= y <= self.height

    def _touches(self, places: Sequence[tuple[float, float]]) -> bool:
        """Return whether the box around drawing points reaches onto the sheet."""
        xs, ys = [x for x, _ in places], [y for _, y in places]
        return min(xs) <= WIDTH and max(xs) >= 0 and min(ys) <= self.height and max(ys) >= 0

    def path(self, coordinates: Iterable[LonLat], step: float = 0.1, end: str = "") -> str:
        """Return a line as SVG path data, without repeated points; "" when there is none to see.

        A line that `end`s with "z" goes back to where it began.
        """
        found = self._on_grid(coordinates, step)
        if not found:
            return ""
        (x, y), *rest = found
        return f"M{x:g} {y:g}l" + _steps(found[0], rest) + end

    def lines(self, lines: Iterable[Iterable[LonLat]], step: float = 0.1) -> str:
        """Return lines as one path, each once, begun with a step from the end of the one before."""
        text, end = "", (0.0, 0.0)
        for points in dict.fromkeys(self._on_grid(line, step) for line in lines):
            if points:
                text += "m" + _steps(end, points)
                end = points[-1]
        return text

    def _on_grid(
        self, coordinates: Iterable[LonLat], step: float
    ) -> tuple[tuple[float, float], ...]:
        """Return the points of a line, each once; none where there is nothing to see."""
        points = [self.at(place) for place in coordinates]
        grid = (
            (round(round(x / step) * step, 1), round(round(y / step) * step, 1)) for x, y in points
        )
        found = tuple(dict.fromkeys(grid))
        return found if len(found) > 1 and self._touches(found) else ()


def _steps(start: tuple[float, float], rest: Iterable[tuple[float, float]]) -> str:
    """Return points as steps from one to the next, in as few letters as a path allows."""
    text = ""
    for x, y in rest:
        for step in (x - start[0], y - start[1]):
            shown = _short(round(step, 1))
            text += shown if shown.startswith("-") or not text else f" {shown}"
        start = (x, y)
    return text


def _short(tenths: float) -> str:
    """Return a number with at most one decimal, without the zero before the point."""
    text = f"{tenths:g}"
    return text.replace("0.", ".", 1) if abs(tenths) < 1 else text


def colours_of(technologies: Iterable[str]) -> dict[str, str]:
    """Return a colour for each technology, its own or the next free one."""
    names = sorted(set(technologies))
    further = [name for name in names if name not in COLOURS]
    chosen = {name: COLOURS[name] for name in names if name in COLOURS}
    return chosen | {name: _FURTHER[n % len(_FURTHER)] for n, name in enumerate(further)}


def draw(context: ExportContext, language: Language) -> Drawing:
    """Return the map of a plan: sites by what they receive, links to build, existing network."""
    placed = [(d, s, at) for d, s in context.deployments if (at := point(s)) is not None]
    points = [at for _, _, at in placed]
    points += [c for link in context.links for c in link.coordinates]
    points = points or [(p.longitude, p.latitude) for p in context.network.pops]
    missing = len(context.deployments) - len(placed)
    notes = [filled("unlocated", count=missing)] if missing else []
    if not points:
        return Drawing(svg="", legend=(), notes=tuple(notes))
    sheet = Sheet.around(points)
    colours = colours_of(t for d, _, _ in placed if (t := technology_of(d)) is not None)
    title = escape(label("title.map", language))
    parts = [
        f'<svg viewBox="0 0 {WIDTH:g} {sheet.height:.0f}" role="img" aria-label="{title}"'
        ' xmlns="http://www.w3.org/2000/svg" font-family="inherit">',
        *_ground(context, sheet),
        *_links(context, sheet),
        *_pops(context, sheet),
        *_sites(placed, sheet, colours),
        *_names(context, sheet),
        scale_bar(sheet),
        "</svg>",
    ]
    return Drawing(
        svg="\n".join(part for part in parts if part),
        legend=tuple(_legend(context, sheet, colours)),
        notes=(LABELS["map.how"], *notes),
    )


def _ground(context: ExportContext, sheet: Sheet) -> Iterator[str]:
    """Yield boundaries, roads, faintly, and the spans of the existing network."""
    borders = "".join(dict.fromkeys(sheet.path(ring, 1, "z") for ring in _borders(context)[1]))
    yield f'<path d="{borders}" fill="none" stroke="{BORDER}"/>' if borders else ""
    graph = context.network.roads
    edges = sorted(graph.edges(data=True), key=lambda edge: (str(edge[0]), str(edge[1])))
    roads = sheet.lines((data["coordinates"] for _, _, data in edges), 2)
    yield f'<path d="{roads}" fill="none" stroke="{ROADS}" stroke-width="0.8"/>' if roads else ""
    spans = sorted(context.network.lit_spans, key=lambda span: span.id)
    drawn = sheet.lines(span.coordinates for span in spans)
    yield f'<path d="{drawn}" fill="none" stroke="{EXISTING}" stroke-width="1.2"/>' if drawn else ""


def _borders(context: ExportContext) -> tuple[str, list[list[LonLat]]]:
    """Return the outlines of the largest areas, or of the country where none are known.

    The first is the key of the words that say which they are.
    """
    areas = [area for area in context.network.boundaries if area.level == AIMAG]
    if not areas:
        return "map.country", [in_degrees(ring) for ring in outline(context.country)]
    import shapely  # a page without boundaries starts without it

    rings = (r for area in areas for r in shapely.get_rings(shapely.get_parts(area.geometry)))
    return "map.areas", [[(x, y) for x, y in shapely.get_coordinates(r).tolist()] for r in rings]


def _links(context: ExportContext, sheet: Sheet) -> Iterator[str]:
    drawn = sheet.lines(link.coordinates for link in context.links)
    if drawn:
        yield (
            f'<path d="{drawn}" fill="none" stroke="{BUILD}" stroke-width="2.4"'
            ' stroke-linecap="round" stroke-linejoin="round"/>'
        )


def _pops(context: ExportContext, sheet: Sheet) -> Iterator[str]:
    """Yield the points of presence: diamonds, or small rings where there are very many."""
    places = [sheet.at((p.longitude, p.latitude)) for p in context.network.pops]
    shown = sorted({(x, y) for x, y in places if sheet.shows(x, y)})
    if len(shown) > 60:
        yield _rings("map-pops", _dotted(shown), EXISTING, 4.6)
    elif shown:
        marks = "".join(f"M{x:g} {y - 4:g}l4 4 -4 4 -4 -4z" for x, y in shown)
        yield f'<path d="{marks}" fill="#fff" stroke="{EXISTING}" stroke-width="1"/>'


def _dotted(places: Sequence[tuple[float, float]]) -> str:
    """Return a path of lines of no length, each a step from the one before."""
    return "".join(f"m{_steps(a, [b])}h0" for a, b in pairwise([(0.0, 0.0), *places]))


def _sites(
    placed: Sequence[tuple[Deployment, Site, LonLat]], sheet: Sheet, colours: dict[str, str]
) -> Iterator[str]:
    """Yield the sites, those of one place side by side: receiving inside, left out around them.

    A dot is a line of no length with round ends: one path holds all dots of a colour.
    """
    radius = 4.2 if len(placed) < 300 else 2.8 if len(placed) < 3000 else 1.6
    order = {SiteStatus.DEPLOYED: 0, SiteStatus.UNSERVED: 1, SiteStatus.ADEQUATE: 2}
    taken: Counter[tuple[int, int]] = Counter()
    dots: dict[str, list[tuple[float, float]]] = {}
    for d, _, at in sorted(placed, key=lambda p: (order[p[0].status], p[1].id)):
        x, y = sheet.at(at)
        place = (int(x / radius / 3), int(y / radius / 3))
        dx, dy = beside(taken[place], 1.75 * radius)
        taken[place] += 1
        dots.setdefault(_paint(d, colours), []).append((round(x + dx, 1), round(y + dy, 1)))
    for colour, found in dots.items():
        path = _dotted(found)
        if colour == UNSERVED:
            yield _rings("map-unserved", path, UNSERVED, 2 * radius + 1.1)
        else:
            around = _dots(path, "#fff", 2 * radius + 0.8) if len(placed) < 300 else ""
            yield around + _dots(path, colour, 2 * radius)


def _dots(path: str, colour: str, width: float) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:.1f}"'
        ' stroke-linecap="round"/>'
    )


def _rings(name: str, path: str, colour: str, width: float) -> str:
    """Return dots that are white inside; where they lie is written once, under a name."""
    wide, narrow = (
        f'<use href="#{name}" stroke="{stroke}" stroke-width="{across:.1f}"/>'
        for stroke, across in ((colour, width), ("#fff", width - RIM))
    )
    dots = f'<path id="{name}" d="{path}" fill="none" stroke-linecap="round"/>'
    return f"<defs>{dots}</defs>{wide}{narrow}"


def _paint(d: Deployment, colours: dict[str, str]) -> str:
    technology = technology_of(d)
    if d.status is SiteStatus.UNSERVED:
        return UNSERVED
    return ADEQUATE if technology is None else colours[technology]


def beside(rank: int, spacing: float) -> tuple[float, float]:
    """Return how far the n-th dot of a place is moved, as the seeds of a sunflower lie."""
    angle = rank * pi * (3 - sqrt(5))
    return spacing * sqrt(rank) * cos(angle), spacing * sqrt(rank) * sin(angle)


def _names(context: ExportContext, sheet: Sheet) -> Iterator[str]:
    """Yield the names of the plan's aimags, or of one aimag's soums, near their centres."""
    wanted = {site.aimag for _, site in context.deployments}
    if context.plan.aimag is not None:
        wanted = {site.soum for _, site in context.deployments}
    level = "aimag" if context.plan.aimag is None else "soum"
    written: list[tuple[float, float, float]] = []
    for place in sorted(context.network.places, key=lambda p: p.code):
        at = point(place)
        if place.level != level or place.code not in wanted or at is None:
            continue
        name = place.name or place.name_latin
        half = 4.2 * len(name)
        x, y = sheet.at(at)
        x = min(max(x, half + 4), WIDTH - half - 4)
        y = _free_line(x, y, half, written)
        written.append((x, y, half))
        yield (
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-size="13"'
            ' fill="#22323d" stroke="#fff" stroke-width="3" paint-order="stroke"'
            f' stroke-linejoin="round">{escape(name)}</text>'
        )


def _free_line(
    x: float, y: float, half: float, written: Sequence[tuple[float, float, float]]
) -> float:
    """Return a height near a centre where a name covers no other name."""
    for offset in (-12, 22, -27, 37, -42, 52):
        clear = all(
            abs(x - other_x) > half + other_half or abs(y + offset - other_y) > 14
            for other_x, other_y, other_half in written
        )
        if clear:
            return y + offset
    return y - 12


def scale_bar(sheet: Sheet) -> str:
    """Return a bar of a round number of kilometres, about a seventh of the width."""
    about = WIDTH / 7 / sheet.scale * KM_PER_DEGREE
    step = 10 ** int(log10(about)) if about >= 1 else 1
    km = max(n * step for n in (1, 2, 5) if n * step <= max(about, 1))
    length = km / KM_PER_DEGREE * sheet.scale
    x, y = MARGIN / 2, sheet.height - MARGIN / 2
    return (
        f'<path d="M{x:g} {y - 4:.1f}v4h{length:.1f}v-4" fill="none" stroke="#5b6b76"/>'
        f'<text x="{x + length / 2:.1f}" y="{y - 6:.1f}" text-anchor="middle" font-size="11"'
        f' fill="#5b6b76">{km:,} km</text>'
    )


def _legend(context: ExportContext, sheet: Sheet, colours: dict[str, str]) -> Iterator[LegendRow]:
    counts = context.plan.counts()
    chosen = [technology_of(d) for d in context.plan.deployments]
    for name, colour in sorted(colours.items(), key=lambda pair: (-chosen.count(pair[0]), pair[0])):
        text = word("technology", name)
        yield LegendRow(colour=colour, text=text, shape="dot", count=chosen.count(name))
    for status, colour, shape in (("adequate", ADEQUATE, "dot"), ("unserved", UNSERVED, "ring")):
        text = LABELS[f"status.{status}"]
        yield LegendRow(colour=colour, text=text, shape=shape, count=counts[status])
    words, borders = _borders(context)
    if borders:
        yield LegendRow(colour=BORDER, text=LABELS[words], shape="line")
    if context.links:
        text = LABELS["links_to_build"]
        yield LegendRow(colour=BUILD, text=text, shape="line", count=len(context.links))
    if context.network.lit_spans:
        text = LABELS["existing_network"]
        yield LegendRow(colour=EXISTING, text=text, shape="line")
    shown = [sheet.at((p.longitude, p.latitude)) for p in context.network.pops]
    if count := sum(sheet.shows(x, y) for x, y in shown):
        yield LegendRow(colour=EXISTING, text=LABELS["pop"], shape="diamond", count=count)
