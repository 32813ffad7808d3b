"""Rules about rasters and tables of people, each with its reason."""

from __future__ import annotations

from inventory.findings import Rule, Severity
from inventory.table_specs import RasterRules

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def _rule(rule_id: str, severity: Severity, title: str, why: str) -> Rule:
    return Rule(id=rule_id, severity=severity, title=title, why=why)


POPULATION_READER = _rule(
    "population.reader",
    _ERROR,
    "Rasters of people cannot be read on this machine",
    "The library that reads them is an extra of its own.",
)
POPULATION_FILE = _rule(
    "population.file",
    _ERROR,
    "A file is no raster of people that can be read",
    "People are read from GeoTIFF files, of one band, that lie north up.",
)
POPULATION_CRS = _rule(
    "population.crs",
    _ERROR,
    "A raster of people does not say its coordinate system",
    "A guessed system would put people elsewhere.",
)
POPULATION_TWICE = _rule(
    "population.twice",
    _ERROR,
    "People are counted by more than one source",
    "Rasters of different grids, or a raster and points, count the same people twice.",
)
POPULATION_NEGATIVE = _rule(
    "population.negative",
    _ERROR,
    "A raster counts fewer than no people",
    "It is perhaps a value for missing that the file does not declare.",
)
POPULATION_ELSEWHERE = _rule(
    "population.elsewhere",
    _ERROR,
    "A raster of people lies under no site that asks for it",
    "It was perhaps made for another region, or its coordinate system is wrong.",
)
POPULATION_MISSING = _rule(
    "population.missing",
    _WARNING,
    "A site lies beyond the raster of people",
    "Its users stay unknown, or as many as its kind states; people are never guessed.",
)
POPULATION_EDGE = _rule(
    "population.edge",
    _WARNING,
    "A raster of people ends within reach of a site",
    "People beyond its edge are not counted.",
)
POPULATION_NOBODY = _rule(
    "population.nobody",
    _WARNING,
    "Nobody lives within reach of a site",
    "Its users stay unknown, or as many as its kind states; its position may be wrong.",
)
POPULATION_DENSE = _rule(
    "population.dense",
    _WARNING,
    "A raster counts more people than can live there",
    "It perhaps holds people per square kilometre in cells that are smaller.",
)
POPULATION_NO_SOURCE = _rule(
    "population.no_source",
    _ERROR,
    "Users are asked from population, and there is none",
    "A radius without people around the site leaves its users unknown.",
)
POPULATION_HALF = _rule(
    "population.half",
    _ERROR,
    "Users from population need a radius and a share",
    "How far people come, and how many of them, are both decisions.",
)
POPULATION_UNUSED = _rule(
    "population.unused",
    _NOTE,
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
RULES: tuple[Rule, ...] = (
    POPULATION_READER,
    POPULATION_FILE,
    POPULATION_CRS,
    POPULATION_TWICE,
    POPULATION_NEGATIVE,
    POPULATION_ELSEWHERE,
    POPULATION_MISSING,
    POPULATION_EDGE,
    POPULATION_NOBODY,
    POPULATION_DENSE,
    POPULATION_NO_SOURCE,
    POPULATION_HALF,
    POPULATION_UNUSED,
)
