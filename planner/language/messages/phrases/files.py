"""Findings of files that are too large, unsafe or of a wrong kind."""

from __future__ import annotations

from planner.language.messages.phrases.figures import PHRASES as FIGURE_PHRASES
from planner.language.messages.phrases.people import PHRASES as PEOPLE_PHRASES
from planner.language.messages.phrases.places import PHRASES as PLACE_PHRASES
from planner.language.messages.phrases.prices import PHRASES as PRICE_PHRASES
from planner.language.messages.phrases.roads import PHRASES as ROAD_PHRASES
from planner.language.messages.phrases.rows import PHRASES as ROW_PHRASES
from planner.language.messages.phrases.scenarios import PHRASES as SCENARIO_PHRASES
from planner.language.messages.phrases.tables import PHRASES as TABLE_PHRASES
from planner.language.messages.phrases.terrain import PHRASES as TERRAIN_PHRASES

PHRASES_OF_FILES: tuple[str, ...] = (
    *FIGURE_PHRASES,
    *PEOPLE_PHRASES,
    *ROAD_PHRASES,
    *ROW_PHRASES,
    *TABLE_PHRASES,
    *PLACE_PHRASES,
    *PRICE_PHRASES,
    *SCENARIO_PHRASES,
    *TERRAIN_PHRASES,
    # figures of a country
    "{value}, which is Mongolia's",
    "the figure of {country}",
    "state it in kholboo.toml, or answer the question of `kholboo import`",
    # how large a table is
    "a table that takes about {size} MiB",
    "at most {most} MiB in memory",
    "at most {most} MiB",
    "{size} MiB",
    "{count} rows",
    "at most {most} rows",
    "{count} columns",
    "at most {most} columns",
    "{count} characters",
    "a cell of more than {count} characters",
    "at most {most} characters in a cell",
    "at most {most} characters",
    "{count} files inside",
    "at most {most} files",
    # workbooks
    "a text of more than 1 MiB in one cell",
    "{size} MiB of text in its cells",
    "at most {most} MiB of text",
    "a sheet that reaches to row {number} and column {count}",
    "at most {most} cells between the first and the last",
    "{count} cells",
    "merged cells that lie over each other",
    "at most {most} cells",
    "a binary workbook (XLSB)",
    "an old workbook (.xls) that is damaged or takes too much memory",
    "values",
    "a damaged workbook",
    "a workbook (XLSX)",
    # layers
    "a Parquet file that is damaged or takes too much memory",
    "{name}, which is a view",
    "a layer that is a table",
    "a database that does not answer",
    "an answer within {count} seconds",
    "a damaged file",
    "a damaged file ({cause})",
    "a GeoPackage",
    "a GeoParquet file",
    "a layer that is damaged, or takes too much memory or time",
    "at most {most} MiB in memory and {count} seconds",
    # shapefiles
    "a shapefile",
    "a whole shapefile",
    "a shapefile without {list}",
    "{name} of {size} MiB",
    "{name}, which is not an ordinary file",
    "{name}, which the run did not record",
    "no {name}, which the run recorded",
    "the files that the run recorded",
    "{name} (the index of its shapes)",
    "{name} (its attributes)",
    "{name} (the index of its shapes); {other} (its attributes)",
    "copy all files of the shapefile together: .shp, .shx, .dbf, .prj, .cpg",
    "check that it is the right file; max_mib of the table raises it",
    "restore the run folder; see `kholboo audit verify`",
    # OpenStreetMap
    "OpenStreetMap data for the table {name}",
    "roads, the one table that is read from .osm.pbf",
    "a whole .osm.pbf file",
    "an .osm.pbf file",
    "export what the table needs as GeoPackage, for example with QGIS",
    # amounts
    "{amount} for the fees of {count} years",
    "{amount} for {count} x {number} at {place}",
    "{amount} for all that is on offer",
    "{amount} in the plan currency",
    # what is not a file of the project
    "a folder",
    "a file",
    "not an ordinary file",
    "a file outside the project folder",
    "a file inside the project folder",
    # what to do
    "correct the price",
    "correct the price or the exchange rate",
    "correct the price, the exchange rate or the quantity",
    "correct the ceiling",
    "correct the limit, or the prices and weights that it adds up",
    "correct the number of people or the weights",
    "check that it is the right file; leave out rows and columns that are not needed",
    "check where the file comes from; raise max_mib in kholboo.toml if it is right",
    "delete the stray cell far from the table, or copy the table to a new sheet",
    "open it in a spreadsheet program and save it again as XLSX",
    "look for a quotation mark that is never closed; rows after it were not read",
    "shorten the text; look for a quotation mark that is never closed",
    "export the layer again",
    "export the layer again, as GeoPackage or with fewer rows",
    "export the layer to a GeoPackage of its own",
    "correct the path in kholboo.toml",
    "copy it into the project, or accept that every run holds a copy of it",
    "{size} MiB when unpacked",
    "at most {most}",
    "an area of {count} rings",
    "at most {most} rings in an area",
    "leave out the smallest islands, or export the layer as GeoPackage",
    "a condition such as \"status != 'closed'\"",
    "a condition such as \"status != 'closed'\"; here {text}",
    "add [tables.sites] with the path of the inventory",
)
"""English phrases, with blanks as in `planner.language.messages.findings`."""
