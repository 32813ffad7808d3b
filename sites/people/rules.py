"""Rules about rasters and tables of people, each with its reason."""

from __future__ import annotations

from inventory.findings import ERROR, NOTE, WARNING, Rule, rules_in
from inventory.table_specs import RasterRules

POPULATION_READER = Rule(
    "population.reader",
    ERROR,
    "Rasters of people cannot be read on this machine",
    "The library that reads them is an extra of its own.",
)
POPULATION_FILE = Rule(
    "population.file",
    ERROR,
    "A file is no raster of people that can be read",
    "People are read from GeoTIFF files, of one band, that lie north up.",
)
POPULATION_CRS = Rule(
    "population.crs",
    ERROR,
    "A raster of people does not say its coordinate system",
    "A guessed system would put people elsewhere.",
)
POPULATION_TWICE = Rule(
    "population.twice",
    ERROR,
    "People are counted by more than one source",
    "Rasters of different grids, or a raster and points, count the same people twice.",
)
POPULATION_NEGATIVE = Rule(
    "population.negative",
    ERROR,
    "A raster counts fewer than no people",
    "It is perhaps a value for missing that the file does not declare.",
)
POPULATION_ELSEWHERE = Rule(
    "population.elsewhere",
    ERROR,
    "A raster of people lies under no site that asks for it",
    "It was perhaps made for another region, or its coordinate system is wrong.",
)
POPULATION_MISSING = Rule(
    "population.missing",
    WARNING,
    "A site lies beyond the raster of people",
    "Its users stay unknown, or as many as its kind states; people are never guessed.",
)
POPULATION_EDGE = Rule(
    "population.edge",
    WARNING,
    "A raster of people ends within reach of a site",
    "People beyond its edge are not counted.",
)
POPULATION_NOBODY = Rule(
    "population.nobody",
    WARNING,
    "Nobody lives within reach of a site",
    "Its users stay unknown, or as many as its kind states; its position may be wrong.",
)
POPULATION_DENSE = Rule(
    "population.dense",
    WARNING,
    "A raster counts more people than can live there",
    "It perhaps holds people per square kilometre in cells that are smaller.",
)
POPULATION_NO_SOURCE = Rule(
    "population.no_source",
    ERROR,
    "Users are asked from population, and there is none",
    "A radius without people around the site leaves its users unknown.",
)
POPULATION_HALF = Rule(
    "population.half",
    ERROR,
    "Users from population need a radius and a share",
    "How far people come, and how many of them, are both decisions.",
)
POPULATION_UNUSED = Rule(
    "population.unused",
    NOTE,
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
