"""Rules about rasters and tables of people, each with its reason."""

from __future__ import annotations

from inventory.findings import (
    error_rule,
    note_rule,
    rules_in,
    warning_rule,
)
from inventory.table_specs import RasterRules

POPULATION_READER = error_rule(
    "population.reader",
    "Rasters of people cannot be read on this machine",
    "The library that reads them is an extra of its own.",
)
POPULATION_FILE = error_rule(
    "population.file",
    "A file is no raster of people that can be read",
    "People are read from GeoTIFF files, of one band, that lie north up.",
)
POPULATION_CRS = error_rule(
    "population.crs",
    "A raster of people does not say its coordinate system",
    "A guessed system would put people elsewhere.",
)
POPULATION_TWICE = error_rule(
    "population.twice",
    "People are counted by more than one source",
    "Rasters of different grids, or a raster and points, count the same people twice.",
)
POPULATION_NEGATIVE = error_rule(
    "population.negative",
    "A raster counts fewer than no people",
    "It is perhaps a value for missing that the file does not declare.",
)
POPULATION_ELSEWHERE = error_rule(
    "population.elsewhere",
    "A raster of people lies under no site that asks for it",
    "It was perhaps made for another region, or its coordinate system is wrong.",
)
POPULATION_MISSING = warning_rule(
    "population.missing",
    "A site lies beyond the raster of people",
    "Its users stay unknown, or as many as its kind states; people are never guessed.",
)
POPULATION_EDGE = warning_rule(
    "population.edge",
    "A raster of people ends within reach of a site",
    "People beyond its edge are not counted.",
)
POPULATION_NOBODY = warning_rule(
    "population.nobody",
    "Nobody lives within reach of a site",
    "Its users stay unknown, or as many as its kind states; its position may be wrong.",
)
POPULATION_DENSE = warning_rule(
    "population.dense",
    "A raster counts more people than can live there",
    "It perhaps holds people per square kilometre in cells that are smaller.",
)
POPULATION_NO_SOURCE = error_rule(
    "population.no_source",
    "Users are asked from population, and there is none",
    "A radius without people around the site leaves its users unknown.",
)
POPULATION_HALF = error_rule(
    "population.half",
    "Users from population need a radius and a share",
    "How far people come, and how many of them, are both decisions.",
)
POPULATION_UNUSED = note_rule(
    "population.unused",
    "People are counted, and no kind of site asks for them",
    "Population is used only where it is asked for.",
)
PEOPLE = RasterRules(
    table="population",
    reader=POPULATION_READER,
    file=POPULATION_FILE,
    system=POPULATION_CRS,
    feet=None,
    expected="a GeoTIFF of people",
)
RULES = rules_in(globals())
