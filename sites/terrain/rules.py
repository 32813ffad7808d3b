"""Rules about elevation models, each with its reason."""

from __future__ import annotations

from inventory.findings import (
    error_rule,
    note_rule,
    rules_in,
    warning_rule,
)
from inventory.table_specs import RasterRules

TERRAIN_READER = error_rule(
    "terrain.reader",
    "Elevation models cannot be read on this machine",
    "The library that reads them is an extra of its own.",
)
TERRAIN_FILE = error_rule(
    "terrain.file",
    "A file is no elevation model that can be read",
    "Heights are read from GeoTIFF files, of one band, that lie north up.",
)
TERRAIN_CRS = error_rule(
    "terrain.crs",
    "An elevation model does not say its coordinate system",
    "A guessed system would put mountains elsewhere.",
)
TERRAIN_SWAPPED = error_rule(
    "terrain.swapped",
    "An elevation model lies where longitude and latitude are exchanged",
    "No site lies on it, but sites would with both exchanged.",
)
TERRAIN_UNIT = error_rule(
    "terrain.unit",
    "An elevation model holds heights that are no metres",
    "No ground is higher than 8,849 m or lower than -500 m; feet read as metres open links.",
)
TERRAIN_FEET = note_rule(
    "terrain.feet",
    "Heights in feet are brought to metres",
    "The file or the project file says that its unit is the foot.",
)
TERRAIN_ELSEWHERE = warning_rule(
    "terrain.elsewhere",
    "An elevation model lies under no site",
    "It was perhaps made for another region.",
)
TERRAIN_MISSING = warning_rule(
    "terrain.missing",
    "The height of the ground is not known at a place",
    "Links there are judged by distance alone, and say so; a gap is never read as sea level.",
)
TERRAIN_COARSE = warning_rule(
    "terrain.coarse",
    "The cells of an elevation model are too wide to call a link clear",
    "A ridge between two cells is not seen: coarse models call too many links clear.",
)
TERRAIN_WATER = warning_rule(
    "terrain.water",
    "A tower or PoP stands where the elevation model is perfectly flat, as on water",
    "Its coordinates are perhaps wrong.",
)
HEIGHTS = RasterRules(
    table="terrain",
    reader=TERRAIN_READER,
    file=TERRAIN_FILE,
    system=TERRAIN_CRS,
    feet=TERRAIN_FEET,
    expected="a GeoTIFF of heights",
)
RULES = rules_in(globals())
