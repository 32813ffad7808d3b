"""Rules about elevation models, each with its reason."""

from __future__ import annotations

from inventory.findings import ERROR, NOTE, WARNING, Rule, rules_in
from inventory.table_specs import RasterRules

TERRAIN_READER = Rule(
    "terrain.reader",
    ERROR,
    "Elevation models cannot be read on this machine",
    "The library that reads them is an extra of its own.",
)
TERRAIN_FILE = Rule(
    "terrain.file",
    ERROR,
    "A file is no elevation model that can be read",
    "Heights are read from GeoTIFF files, of one band, that lie north up.",
)
TERRAIN_CRS = Rule(
    "terrain.crs",
    ERROR,
    "An elevation model does not say its coordinate system",
    "A guessed system would put mountains elsewhere.",
)
TERRAIN_SWAPPED = Rule(
    "terrain.swapped",
    ERROR,
    "An elevation model lies where longitude and latitude are exchanged",
    "No site lies on it, but sites would with both exchanged.",
)
TERRAIN_UNIT = Rule(
    "terrain.unit",
    ERROR,
    "An elevation model holds heights that are no metres",
    "No ground is higher than 8,849 m or lower than -500 m; feet read as metres open links.",
)
TERRAIN_FEET = Rule(
    "terrain.feet",
    NOTE,
    "Heights in feet are brought to metres",
    "The file or the project file says that its unit is the foot.",
)
TERRAIN_ELSEWHERE = Rule(
    "terrain.elsewhere",
    WARNING,
    "An elevation model lies under no site",
    "It was perhaps made for another region.",
)
TERRAIN_MISSING = Rule(
    "terrain.missing",
    WARNING,
    "The height of the ground is not known at a place",
    "Links there are judged by distance alone, and say so; a gap is never read as sea level.",
)
TERRAIN_COARSE = Rule(
    "terrain.coarse",
    WARNING,
    "The cells of an elevation model are too wide to call a link clear",
    "A ridge between two cells is not seen: coarse models call too many links clear.",
)
TERRAIN_WATER = Rule(
    "terrain.water",
    WARNING,
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
