"""Rules about elevation models, each with its reason."""

from __future__ import annotations

from inventory.findings import Rule, Severity
from inventory.table_specs import RasterRules

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def _rule(rule_id: str, severity: Severity, title: str, why: str) -> Rule:
    return Rule(id=rule_id, severity=severity, title=title, why=why)


TERRAIN_READER = _rule(
    "terrain.reader",
    _ERROR,
    "Elevation models cannot be read on this machine",
    "The library that reads them is an extra of its own.",
)
TERRAIN_FILE = _rule(
    "terrain.file",
    _ERROR,
    "A file is no elevation model that can be read",
    "Heights are read from GeoTIFF files, of one band, that lie north up.",
)
TERRAIN_CRS = _rule(
    "terrain.crs",
    _ERROR,
    "An elevation model does not say its coordinate system",
    "A guessed system would put mountains elsewhere.",
)
TERRAIN_SWAPPED = _rule(
    "terrain.swapped",
    _ERROR,
    "An elevation model lies where longitude and latitude are exchanged",
    "No site lies on it, but sites would with both exchanged.",
)
TERRAIN_UNIT = _rule(
    "terrain.unit",
    _ERROR,
    "An elevation model holds heights that are no metres",
    "No ground is higher than 8,849 m or lower than -500 m; feet read as metres open links.",
)
TERRAIN_FEET = _rule(
    "terrain.feet",
    _NOTE,
    "Heights in feet are brought to metres",
    "The file or the project file says that its unit is the foot.",
)
TERRAIN_ELSEWHERE = _rule(
    "terrain.elsewhere",
    _WARNING,
    "An elevation model lies under no site",
    "It was perhaps made for another region.",
)
TERRAIN_MISSING = _rule(
    "terrain.missing",
    _WARNING,
    "The height of the ground is not known at a place",
    "Links there are judged by distance alone, and say so; a gap is never read as sea level.",
)
TERRAIN_COARSE = _rule(
    "terrain.coarse",
    _WARNING,
    "The cells of an elevation model are too wide to call a link clear",
    "A ridge between two cells is not seen: coarse models call too many links clear.",
)
TERRAIN_WATER = _rule(
    "terrain.water",
    _WARNING,
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
RULES: tuple[Rule, ...] = (
    TERRAIN_READER,
    TERRAIN_FILE,
    TERRAIN_CRS,
    TERRAIN_SWAPPED,
    TERRAIN_UNIT,
    TERRAIN_FEET,
    TERRAIN_ELSEWHERE,
    TERRAIN_MISSING,
    TERRAIN_COARSE,
    TERRAIN_WATER,
)
