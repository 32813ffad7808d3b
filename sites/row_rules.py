"""Rules about where rows say that they lie: sections, guessed extents, projected metres."""

from __future__ import annotations

from inventory.findings import ERROR, NOTE, WARNING, Rule, rules_in

PLACE_FROM_SECTION = Rule(
    id="place.from_section",
    severity=NOTE,
    title="The place of rows was read from the title of their section",
    why="Lists name a district once, above its schools.",
)
SECTION_UNUSED = Rule(
    id="place.section_unused",
    severity=WARNING,
    title="The title of a section names no known place, and its rows name none",
    why="A misspelt district leaves all its schools without a place.",
)
TOWER_SECTORS = Rule(
    id="tower.sectors",
    severity=NOTE,
    title="Several entries at one point count as one tower",
    why="Registers of cells list every sector and generation of a mast.",
)
POSITION_OUTSIDE_GUESS = Rule(
    id="position.outside_guess",
    severity=WARNING,
    title="A point lies far from the places of the project",
    why="The extent of the country is only guessed from its places; the point may be right.",
)
POSITION_PROJECTED = Rule(
    id="position.projected",
    severity=ERROR,
    title="Coordinates look like metres of a map projection",
    why="Metres read as degrees lie nowhere; the coordinate system must be named.",
)
TABLES_APART = Rule(
    id="table.apart",
    severity=ERROR,
    title="A table lies in another part of the world than the sites",
    why="Sites, places and network of different countries make a plan of neither.",
)
COLUMN_MOSTLY_UNKNOWN = Rule(
    id="column.mostly_unknown",
    severity=WARNING,
    title="Most values of a column name no known place or site",
    why="Another column is meant, or the table that it refers to lacks them: one question.",
)

RULES = rules_in(globals())
"""Every rule of this module."""
