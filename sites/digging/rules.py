"""Rules about soils and rivers, each with its reason."""

from __future__ import annotations

from inventory.findings import ERROR, WARNING, Rule, rules_in

SOIL_WITHOUT_AREA = Rule(
    "soil.without_area",
    ERROR,
    "A row of soils draws no area and names none that has an outline",
    "The plan could not tell which trenches lie in it.",
)
SOILS_OVERLAP = Rule(
    "soil.overlap",
    WARNING,
    "Areas of different soils overlap: the first of the table counts",
    "A metre of trench lies in one soil; which of two it is decides its price.",
)
SOIL_UNKNOWN_PLACES = Rule(
    "soil.unknown_places",
    WARNING,
    "Roads lie where no soil is known",
    "Trenches there are planned without any extra, as in the easiest ground.",
)

RULES = rules_in(globals())
"""Every rule of this module, in id order."""
