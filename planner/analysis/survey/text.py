"""What visits are worth, as lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.analysis.risk.price_risk_text import aligned
from planner.language.formats import money, percent, points
from planner.language.labels import label, sentence

if TYPE_CHECKING:
    from planner.bids.survey.rows import SurveyList, SurveyRow
    from planner.language.label import Language

MOST_SHOWN = 20
_FIRST = 0.1  # of the sites that nobody knows for sure


def survey_lines(found: SurveyList, language: Language = "en") -> list[str]:
    """Return what visits are worth: together, the first tenth, and the first rows."""
    told = [
        sentence(
            "survey.head",
            language,
            uncertain=found.uncertain,
            count=len(found.rows),
            points=points(found.total),
        )
    ]
    if found.nobody_known:
        told.append(sentence("survey.nobody", language, count=found.nobody_known))
    if not found.rows:
        return told
    first = max(1, round(_FIRST * found.uncertain))
    part = sum(row.value for row in found.rows[:first]) / found.total
    told.append(sentence("survey.first", language, count=first, share=percent(part)))
    paying = sum(row.pays is True for row in found.rows)
    if any(row.pays is not None for row in found.rows):
        told.append(sentence("survey.paying", language, count=paying))
    names = ("site", "unknown", "value", "money", "visit", "pays")
    head = [label(f"survey.{name}", language) for name in names]
    rows = [_cells(row, found, language) for row in found.rows[:MOST_SHOWN]]
    return [*told, "", *aligned(head, rows)]


def _cells(row: SurveyRow, found: SurveyList, language: Language) -> list[str]:
    sums = (row.value_minor, row.visit_minor)
    shown = ["–" if s is None else money(s, found.currency, 1, "en") for s in sums]
    pays = "–" if row.pays is None else label("yes" if row.pays else "no", language)
    unknown = ", ".join(label(f"survey.of.{figure}", language) for figure in row.unknown)
    return [row.site_id, unknown, points(row.value), *shown, pays]
