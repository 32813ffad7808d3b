"""Profiles of radio links as one SVG: ground, ray, Fresnel zone, the blocking place, the reason."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from planner.language.label import Language
from planner.language.labels import label, sentence

if TYPE_CHECKING:
    from sites.terrain.profile import ProfileLine

WIDTH, PANEL, LEFT, RIGHT, TOP, BOTTOM = 900, 300, 62, 20, 56, 34
_GROUND, _RAY, _ZONE, _WORST = "#8a7a5c", "#1f5f8b", "#7fb2d6", "#b8462e"


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One link: its title, what is said of it, and its profile."""

    title: str
    reason: str
    line: ProfileLine
    at_m: float | None  # the place with the least margin, None where there is none
    is_usable: bool


def drawn(panels: Sequence[Panel], language: Language) -> str:
    """Return the profiles one below the other; nothing in it is fetched or run."""
    height = PANEL * len(panels)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
        f' width="{WIDTH}" height="{height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for number, panel in enumerate(panels):
        parts.append(f'<g transform="translate(0 {number * PANEL})">')
        parts += _panel(panel, language)
        parts.append("</g>")
    return "\n".join([*parts, "</svg>", ""])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axes:
    """Where a distance and a height lie on a panel."""

    length_m: float
    low_m: float
    high_m: float

    @classmethod
    def of(cls, line: ProfileLine) -> _Axes:
        known = [v for v in (*line.ground_m, *line.zone_high_m, *line.free_m) if math.isfinite(v)]
        low, high = (min(known), max(known)) if known else (0.0, 100.0)
        margin = max(10.0, (high - low) * 0.06)
        return cls(length_m=max(line.along_m[-1], 1.0), low_m=low - margin, high_m=high + margin)

    def x(self, along_m: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * along_m / self.length_m

    def y(self, height_m: float) -> float:
        share = (height_m - self.low_m) / (self.high_m - self.low_m)
        return PANEL - BOTTOM - (PANEL - BOTTOM - TOP) * share

    def points(self, along: Sequence[float], heights: Sequence[float]) -> str:
        return " ".join(
            f"{self.x(a):.1f},{self.y(h):.1f}"
            for a, h in zip(along, heights, strict=True)
            if math.isfinite(h)
        )


def _panel(panel: Panel, language: Language) -> list[str]:
    line, axes = panel.line, _Axes.of(panel.line)
    colour = _RAY if panel.is_usable else _WORST
    zone = axes.points(line.along_m, line.zone_high_m)
    zone += " " + axes.points(line.along_m[::-1], line.zone_low_m[::-1])
    floor = PANEL - BOTTOM
    ground = axes.points(line.along_m, line.ground_m)
    parts = [
        f'<text x="{LEFT}" y="20" font-size="14" font-weight="bold">{escape(panel.title)}</text>',
        f'<text x="{LEFT}" y="38" fill="{colour}">{escape(panel.reason)}</text>',
        *_scale(axes, language),
        f'<polygon points="{zone}" fill="{_ZONE}" fill-opacity="0.35"/>',
        f'<polygon points="{axes.x(0):.1f},{floor} {ground} {axes.x(axes.length_m):.1f},{floor}"'
        f' fill="{_GROUND}" fill-opacity="0.75"/>',
        f'<polyline points="{axes.points(line.along_m, line.free_m)}" fill="none"'
        f' stroke="{_ZONE}" stroke-dasharray="5 4"/>',
        f'<polyline points="{axes.points(line.along_m, line.ray_m)}" fill="none"'
        f' stroke="{colour}" stroke-width="1.6"/>',
    ]
    for end in (0, -1):
        foot, top = line.ground_m[end], line.ray_m[end]
        if math.isfinite(foot):
            x = axes.x(line.along_m[end])
            parts.append(
                f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{axes.y(foot):.1f}" y2="{axes.y(top):.1f}"'
                ' stroke="#333333" stroke-width="2.5"/>'
            )
    return [*parts, *_worst(panel, axes)]


def _worst(panel: Panel, axes: _Axes) -> list[str]:
    """Mark the sample with the least margin, unless the link is clear and free there."""
    if panel.at_m is None:
        return []
    along, place = panel.line.along_m, panel.at_m
    at = min(range(len(along)), key=lambda i: abs(along[i] - place))
    height = panel.line.ground_m[at]
    if not math.isfinite(height):
        return []
    x, y = axes.x(panel.line.along_m[at]), axes.y(height)
    return [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="none" stroke="{_WORST}" stroke-width="2"/>'
    ]


def _scale(axes: _Axes, language: Language) -> list[str]:
    """Return round heights and distances along both axes."""
    parts = []
    step = _round_step((axes.high_m - axes.low_m) / 4)
    height = math.ceil(axes.low_m / step) * step
    while height <= axes.high_m:
        y = axes.y(height)
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e3e3e3"/>'
            f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#555555">'
            f"{height:g}</text>"
        )
        height += step
    step = _round_step(axes.length_m / 6)
    along = 0.0
    while along <= axes.length_m:
        parts.append(
            f'<text x="{axes.x(along):.1f}" y="{PANEL - BOTTOM + 16}" text-anchor="middle"'
            f' fill="#555555">{along / 1000:g}</text>'
        )
        along += step
    parts.append(
        f'<text x="{WIDTH - RIGHT}" y="{TOP - 6}" text-anchor="end" fill="#555555">'
        f"{escape(label('profile.axes', language))}</text>"
    )
    return parts


def _round_step(about: float) -> float:
    """Return the next of 1, 2, 5, 10, 20, ... that is no less."""
    power = 10.0 ** math.floor(math.log10(max(about, 1e-9)))
    return next(power * m for m in (1, 2, 5, 10) if power * m >= about * 0.999)


def title_of(start: str, site: str, kilometres: float, language: Language) -> str:
    """Return the title of a panel."""
    return sentence("profile.title", language, start=start, site=site, km=f"{kilometres:.1f}")
