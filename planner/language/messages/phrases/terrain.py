"""Words about terrain and line of sight, in Mongolian and English."""

from __future__ import annotations

PHRASES: tuple[str, ...] = (
    # what was found
    "no library that reads GeoTIFF",
    "heights in feet",
    "{count} bands",
    "a grid that is turned",
    "no coordinate system; x {west} to {east}, y {south} to {north}",
    "no place lies on it; {there} of {all} would with both exchanged",
    "{height} m under {place}, and {count} such places",
    "no site, PoP or tower on any elevation model",
    "no height under {count} of {all} places: {list}",
    "cells of {cell} m under {count} places",
    "{count} on a patch of one height: {list}",
    # what was expected
    "the extra `terrain`",
    "a GeoTIFF of heights",
    "a coordinate system in the file",
    "metres",
    "x is longitude, y is latitude",
    "heights in metres, {low} to {high} where people live",
    "heights of the region planned for",
    "heights under every site, PoP and tower",
    "cells of at most {most} m, such as Copernicus GLO-30",
    "towers and PoPs on land",
    # what to do
    "run: pip install 'kholboo[terrain]', or take [tables.terrain] out",
    "name a GeoTIFF of one band, north up; `gdal_translate -of GTiff` or QGIS writes one",
    'ask who made it, then write crs = "{guess}" or another under [tables.terrain]',
    "nothing to do if that is right",
    "write the file anew with longitude as x, or correct the coordinates of the sites",
    'write unit = "ft" under [tables.terrain] if they are feet, or another file',
    "check its coordinate system and region; until then links go by distance",
    "add the files of that region; links there go by distance and say so",
    "take a finer model before a mast is bought; links called clear are marked",
    "copy or download the file anew; it is damaged or cut off",
    "check their coordinates on a map",
    'the code of a coordinate system such as "EPSG:32647"',
    "a VRT that only lists GeoTIFF files beside it, as gdalbuildvrt writes one",
    'name the files themselves: path = "dem/*.tif"',
    "run: pip install 'kholboo[terrain]', or take [tables.{name}] out",
    'ask who made it, then write crs = "{guess}" or another under [tables.{name}]',
)
"""What findings of elevation models say, by the English phrase."""

WORDS = {
    "reason.no_line_of_sight": "the ground is in the way",
    "terrain.clear": "{margin} m clear of what must be free",
    "terrain.with_mast": "needs a mast of {mast} m at the site",
    "terrain.cells": "heights in cells of {cell} m",
    "terrain.cells_coarse": "heights in cells of {cell} m: too wide to be sure of it",
    "terrain.unknown": "the height of the ground is not known there: judged by distance alone",
    "terrain.blocked": "{start}, {km} km: the ground is {metres} m too high at {at} km ({latitude}, {longitude})",
    "terrain.short": "{db} dB short",
    "terrain.spare": "{db} dB to spare, but inside the Fresnel zone",
    "terrain.weak": "{start}, {km} km: {db} dB short over free ground",
    "terrain.mast_would_do": "a {mast} m mast at the far end would do",
    "terrain.no_mast_would_do": "no mast of up to {mast} m would do",
    "schema.terrain": "Elevation models: GeoTIFF files, and the settings of radio paths",
    "profile.axes": "metres above sea level; km",
    "profile.head": "Ways of radio links, the best first:",
    "profile.none": "no PoP, tower or mast within a hop of {site}",
    "profile.title": "{start} to {site}, {km} km",
    "profile.written": "Drawing: {path}",
    "assumption.no_terrain": "terrain was not looked at: radio links go by distance alone ([tables.terrain])",
    "assumption.terrain": (
        "radio links are judged on heights in cells of {cell} m, with {share} of the relief between"
        " cells as margin"
    ),
    "assumption.terrain_coarse": (
        "radio links are judged on heights in cells of {cell} m: too wide to be sure that any is"
        " clear"
    ),
    "terrain.no_chain": "no chain of up to {hops} hops leads here",
}
"""Labels by key."""
