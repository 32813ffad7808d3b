"""Rules about where rows say that they lie: sections, guessed extents, projected metres."""

from __future__ import annotations

from inventory.findings import (
    error_rule,
    note_rule,
    rules_in,
    warning_rule,
)

PLACE_FROM_SECTION = note_rule(
    "place.from_section",
    "The place of rows was read from the title of their section",
    "Lists name a district once, above its schools.",
)
SECTION_UNUSED = warning_rule(
    "place.section_unused",
    "The title of a section names no known place, and its rows name none",
    "A misspelt district leaves all its schools without a place.",
)
TOWER_SECTORS = note_rule(
    "tower.sectors",
    "Several entries at one point count as one tower",
    "Registers of cells list every sector and generation of a mast.",
)
POSITION_OUTSIDE_GUESS = warning_rule(
    "position.outside_guess",
    "A point lies far from the places of the project",
    "The extent of the country is only guessed from its places; the point may be right.",
)
POSITION_PROJECTED = error_rule(
    "position.projected",
    "Coordinates look like metres of a map projection",
    "Metres read as degrees lie nowhere; the coordinate system must be named.",
)
TABLES_APART = error_rule(
    "table.apart",
    "A table lies in another part of the world than the sites",
    "Sites, places and network of different countries make a plan of neither.",
)
COLUMN_MOSTLY_UNKNOWN = warning_rule(
    "column.mostly_unknown",
    "Most values of a column name no known place or site",
    "Another column is meant, or the table that it refers to lacks them: one question.",
)

RULES = rules_in(globals())
"""Every rule of this module."""
