"""What findings of people around sites say, by the English phrase."""

from __future__ import annotations

PHRASES: tuple[str, ...] = (
    # what was found
    "{file} beside {other}",
    "{least} people; {count} cells below 0",
    "{count} people a square kilometre",
    "none of {count} sites on it: {list}",
    "{count} sites beyond it: {list}",
    "{count} sites whose reach it cuts: {list}",
    "{count} sites with nobody in reach: {list}",
    "one without the other",
    "no [tables.population]",
    "no kind with population_radius_km",
    # what was expected
    "a GeoTIFF of people",
    "one raster, tiles of one grid, or one table of points",
    "0 or more, and a declared value for missing",
    "people of the region planned for",
    "people around every site that names no users",
    "population_radius_km and population_share",
    "a raster of people, or a table of points with people",
    "a kind of site that asks for people",
    # what to do
    "run: pip install 'kholboo[terrain]', or take [tables.population] out",
    'ask who made it, then write crs = "{guess}" or another under [tables.population]',
    "name one of them; `gdalwarp` brings rasters to one grid",
    "declare it: `gdal_edit.py -a_nodata {least}` on the file",
    'write unit = "people_per_km2" under [tables.population] if it holds these',
    "check its coordinate system and region; longitude comes before latitude",
    "add the files of that region, correct positions, or state users for these sites",
    "write both, or leave population out",
    'write path = "data/people.tif" under [tables.population], or remove both',
    "nothing to do if users are known otherwise",
)
