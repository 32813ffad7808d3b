"""Indicators as a page: bars before and after, tables with the meaning of every figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.exports.indicators.by_year import SHOWN_BY_AIMAG, ByYear, YearRow
from planner.exports.indicators.equity import GroupRow, Value
from planner.exports.indicators.figures import Indicators, group_name, indicators_of, measure_name
from planner.exports.indicators.programme import Figure, Unit
from planner.language import formats
from planner.language.label import Language
from planner.language.labels import LABELS
from planner.rendering.html import in_each, render
from planner.rendering.sheet_parts import stamp_of

if TYPE_CHECKING:
    from pathlib import Path

    from planner.rendering.context import ExportContext

_TILES = (
    *("people_at_standard", "sites_at_standard", "penetration_underserved"),
    *("public_centres", "equal_participation"),
)
_BY_AIMAG = (
    *("people_connected", "people_at_standard", "penetration_underserved"),
    *("public_centres", "herders", "equal_participation", "computers"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A group on the page: its people, and who is served as widths in percent."""

    name: str
    sites: str
    people: str
    before: str
    after: str
    width_before: str
    width_after: str
    mean_before: str
    mean_after: str


def write(context: ExportContext, path: Path) -> None:
    """Write indicators.html; equal plans give equal bytes.

    Raises SettingsError for a run of an older release, OSError when the file cannot be written.
    """
    text = render("indicators.html", context.language, **_content(context))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _content(context: ExportContext) -> dict[str, Any]:
    found, language = indicators_of(context), context.language
    by_key = {figure.key: figure for figure in found.country}
    return {
        "stamp": stamp_of(context.plan),
        "tiles": [(_shown(by_key[k].after, by_key[k].unit), f"indicator.{k}") for k in _TILES],
        "rows": [_row(figure, language) for figure in found.country],
        "groups": [
            (by, [_bar(by, row, language) for row in rows]) for by, rows in found.groups.items()
        ],
        "measures": [
            (
                in_each(language, lambda one, m=m: measure_name(m, one)),  # type: ignore[misc]
                _index(m.before),
                _index(m.after),
                f"measure.{m.key}.how",
            )
            for m in found.measures
        ],
        "by_year": _by_year(found.by_year, language),
        "aimag_keys": [f"indicator.{key}" for key in _BY_AIMAG],
        "aimags": _aimags(found, language),
    }


def _row(figure: Figure, language: Language) -> tuple[str, str, str, str, str]:
    unit = (
        ""
        if figure.unit is Unit.PERCENT
        else in_each(language, LABELS[f"unit.{figure.unit.value}"].text)
    )
    before, after = (_shown(side, figure.unit) for side in (figure.before, figure.after))
    key = f"indicator.{figure.key}"
    return key, before, after, unit, f"{key}.how"


def _by_year(found: ByYear | None, language: Language) -> dict[str, Any] | None:
    """Return the tables of a programme: of the country, and a measure by aimag each."""
    if found is None:
        return None

    def cells(row: YearRow) -> list[str]:
        values = (row.before, *row.values)
        return [_index(v) if row.unit is None else _shown(v, row.unit) for v in values]

    unknown = in_each(language, LABELS["unknown"].text)
    return {
        "years": found.years,
        "country": [(row.label, cells(row)) for row in found.country],
        "aimags": [
            (key, [(name or unknown, cells(row)) for name, row in found.of_aimags(key)])
            for key in SHOWN_BY_AIMAG
        ],
    }


def _aimags(found: Indicators, language: Language) -> list[tuple[str, list[tuple[str, str]]]]:
    rows = []
    for name, figures in found.aimags.items():
        by_key = {figure.key: figure for figure in figures}
        chosen = [by_key[key] for key in _BY_AIMAG]
        cells = [(_shown(f.before, f.unit), _shown(f.after, f.unit)) for f in chosen]
        rows.append((name or in_each(language, LABELS["unknown"].text), cells))
    return rows


def _bar(by: str, row: GroupRow, language: Language) -> Bar:
    before, after = (
        served / row.people if row.people else None for served in row.people_at_standard
    )
    means = [None if mean is None else mean / 1000 for mean in row.mean_thousandths]
    return Bar(
        name=in_each(language, group_name(by, row.group).text),
        sites=formats.number(row.sites),
        people=formats.number(row.people),
        before=_shown(before, Unit.PERCENT),
        after=_shown(after, Unit.PERCENT),
        width_before=f"{(before or 0) * 100:.1f}",
        width_after=f"{(after or 0) * 100:.1f}",
        mean_before=_shown(means[0], Unit.PERCENT),
        mean_after=_shown(means[1], Unit.PERCENT),
    )


def _shown(value: Value, unit: Unit) -> str:
    """Return a figure as people read it; a dash says that it is not known."""
    if value is None:
        return "–"
    if unit is Unit.PERCENT:
        return f"{float(value):.1%}".replace("%", " %")
    return formats.number(float(value), 0 if unit in (Unit.COUNT, Unit.KWH) else 1)


def _index(value: Value) -> str:
    return "–" if value is None else formats.number(float(value), 4)
