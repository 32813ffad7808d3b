"""Findings of roads, of cables along them and of shared buildings."""

from __future__ import annotations

PHRASES: tuple[str, ...] = (
    # what was found
    "no line that can be used",
    "lines left out: {list}",
    "lines used all the same: {list}",
    "{inside} of {all} junctions inside a line",
    "{count} near misses of at most {most} m",
    "{count} crossings at different levels",
    "{count} crossings without a shared vertex",
    "{count} crossings without a shared vertex, not joined",
    "{count} crossings without a shared vertex, not joined, and {junctions} junctions",
    "{share} of the length drawn straight over 2 km and more",
    "lines that fall into single points",
    "{count} more lines of one point",
    (
        "{count} vertices in one square of the snapping distance, many at longitude {x},"
        " latitude {y}"
    ),
    "{count} pairs of vertices that nearly meet, many at longitude {x}, latitude {y}",
    "{count} pieces of road around near misses, many at longitude {x}, latitude {y}",
    (
        "{count} snapping distances across one chain of near misses, many at longitude {x},"
        " latitude {y}"
    ),
    "{count} ends beside other lines, many at longitude {x}, latitude {y}",
    "{count} pairs of lines that may cross, many at longitude {x}, latitude {y}",
    "{count} crossings without a shared vertex, many at longitude {x}, latitude {y}",
    "{count} crossings to be joined, many at longitude {x}, latitude {y}",
    "{count} ways across the country, {km} km",
    # what was expected
    "parts at most {km} km apart",
    "at most {limit}; no road is used",
    "less than the way round the Earth",
    "two nodes",
    "lines of roads",
    "classes along which a trench may be laid",
    "classes of OpenStreetMap, or those listed under [roads]",
    "a vertex in common where roads meet",
    "bridges and tunnels",
    "bridges, or a vertex in common",
    "junctions with a vertex in common, or bridges",
    "junctions, as [roads] says",
    "lines that follow the road, or a length",
    # what to do
    "nothing to do",
    "nothing, if a trench may be laid there; else lower bridge_km under [roads]",
    "remove repeated or wrong lines there, or lower snap_m under [roads]",
    'remove wrong lines there, or write join = "vertices" under [roads]',
    "look at the layer there and remove lines that are no roads",
    "check the layer's coordinate system, or lower snap_m under [roads]",
    "remove them from the layer; they are not used",
    "see the findings above; classes, tracks and ferries are chosen under [roads]",
    "change classes, tracks or ferries under [roads] in kholboo.toml if that is wrong",
    "list the classes to use as classes under [roads], or leave the column out",
    "nothing, if they are junctions; else lower snap_m under [roads]",
    'nothing, if they are bridges; else write join = "crossings" under [roads]',
    'write join = "crossings" under [roads] if they are junctions, "vertices" if not',
    "draw the roads, or give length_m; lines are measured as they are drawn",
    "a class of the roads table ({shown})",
    "write the class as the roads table does, or give the roads their classes",
    # soils, slopes and rivers
    "no area",
    "a polygon, or a code of the boundaries table",
    "draw the area, correct the code, or add its outline to [tables.boundaries]",
    "{count} pairs, first rows {one} and {other}",
    "areas that only touch",
    "draw them apart, or put the row that should count first",
    "{count} of {all} junctions",
    "a soil wherever a trench may be laid",
    "draw the rest, or name a soil for whole areas in rows that draw none",
    "a class of the soils table ({shown})",
    "write the class as [tables.soils] does, or add the areas that have it",
    "no elevation model",
    "{count} of {all} junctions without a height",
    "heights wherever a trench may be laid",
    "name elevation models that cover the roads under [tables.terrain]",
    "lines of rivers",
    "{count} lines of rivers",
    "add them as [tables.rivers], or remove the item",
    "an item of the role river_crossing",
    "add it to the catalogue with price, date and source",
    "one of {names} of a {role}",
    "fill one of them in; an extra for two things is two items",
    # cables and shared buildings
    "points within {most} m",
    "correct the code of the building or the position; they share no link",
    "no item of the role cabling; {count} sites in {all} buildings: {list}",
    "an item of the role cabling",
    "add the item with its price, or set share_in_buildings = false",
    "set the status to operational once the span is lit",
    "longitude and latitude of WGS 84",
    "declare the coordinate system under `crs`, or correct the line",
    "write one of {list}, or translate it under `values`; the span is not tapped",
    (
        "no item of the role splice; {count} of {all} sites lie nearer to a lit cable than to a"
        " PoP: {list}"
    ),
    "an item of the role splice: joining new fibre to a cable between its ends",
    (
        "add the item with its price; or enter splice points as PoPs; or write tap_allowed = no"
        " for spans whose owner refuses"
    ),
)
"""English phrases, with blanks as in `planner.language.messages.findings`."""
