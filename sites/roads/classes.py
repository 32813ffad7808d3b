"""Which lines are roads that a trench may follow: classes, ferries, and the level a line runs on.

Which classes carry a trench is an assumption of this project, made from general knowledge and not
taken from a source: vehicles use the road, so a machine reaches it. The OpenStreetMap wiki (page
Key:highway) is named for the meaning of the words alone. `classes`, `tracks` and `ferries` under
[roads] in kholboo.toml choose otherwise.

Words are those of OpenStreetMap, read from columns (highway, route, layer, bridge, tunnel), from
the class column of Geofabrik's shapefiles (fclass) or from GDAL's column of all other tags. A
class in other words, as of a ministry's own layer, is used and told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sites import cells
from sites.roads.values import FERRY, TRACK, USABLE

if TYPE_CHECKING:
    from inventory.records import Record
    from sites.roads.settings import RoadSettings

_LEFT_OUT = frozenset(
    (
        "footway",
        "path",
        "cycleway",
        "bridleway",
        "steps",
        "corridor",
        "via_ferrata",
        "sidewalk",
        "crossing",
        "ladder",
        "construction",
        "proposed",
        "planned",
        "abandoned",
        "razed",
        "demolished",
        "disused",
        "dismantled",
        "bus_guideway",
        "busway",
        "raceway",
        "escape",
        "elevator",
        "platform",
        "rest_area",
        "services",
        "emergency_bay",
        "emergency_access_point",
        "no",
    )
)
"""Other values of highway in use in OpenStreetMap: paths, plans, ruins, places. An assumption, too;
one that is listed as a class under [roads] is used."""
_GRADES = re.compile(r"track_grade[1-5]\Z")  # Geofabrik's finer tracks
_OTHER_THINGS = (
    "waterway",
    "railway",
    "aerialway",
    "power",
    "barrier",
    "boundary",
    "natural",
    "man_made",
    "landuse",
    "leisure",
    "aeroway",
    "route",
)
"""Keys of OpenStreetMap by which a line without a highway is known to be something else."""
_TAG = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')
_NO = frozenset(("", "no", "f", "false", "0", "n"))


def tags_of(record: Record) -> dict[str, str]:
    """Return the tags of a row: its columns, and those that GDAL lists in other_tags."""
    further = record.values.get("other_tags")
    tags: dict[str, str] = dict(_TAG.findall(further)) if isinstance(further, str) else {}
    for key in ("highway", "route", "layer", "bridge", "tunnel"):
        if record.values.get(key) is not None:
            tags[key] = cells.text(record, key)
    return tags


def road_class(record: Record, tags: dict[str, str]) -> str:
    """Return the class of a row, "" when it names none, else its tag when it is no road."""
    if tags.get("route", "").casefold() == FERRY or tags.get("highway", "").casefold() == FERRY:
        return FERRY
    name = tags.get("highway", "").strip().casefold()
    if name:
        return TRACK if _GRADES.match(name) else name
    for key in _OTHER_THINGS:
        value = tags.get(key) or str(record.raw.get(key) or "").strip()
        if value:
            return f"{key}={value}"
    return ""


def is_usable(name: str, settings: RoadSettings) -> bool:
    """Return whether a trench may follow a line of a class."""
    if name == FERRY:
        return settings.ferries
    if name == TRACK:
        return settings.tracks
    if "=" in name:
        return False
    return name in settings.chosen or not (name in USABLE or name in _LEFT_OUT)


def is_unknown(name: str, settings: RoadSettings) -> bool:
    """Return whether a class in use is none of OpenStreetMap's and none that was asked for."""
    described = USABLE | _LEFT_OUT | {"", TRACK, FERRY}
    return name not in described and name not in settings.chosen and "=" not in name


def level_of(tags: dict[str, str]) -> int:
    """Return the level a line runs on: its layer, else 1 for a bridge, -1 for a tunnel, or 0."""
    try:
        level = int(tags.get("layer", "0"))
    except ValueError:
        level = 0
    if level:
        return max(-100, min(100, level))
    if tags.get("bridge", "").casefold() not in _NO:
        return 1
    return -1 if tags.get("tunnel", "").casefold() not in _NO else 0
