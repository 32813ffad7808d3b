"""Users asked from population: whether there are people, and both decisions that it takes."""

from __future__ import annotations

from collections.abc import Iterator

from inventory.findings import Finding
from planner.project.config_text import ConfigText
from planner.scenario.settings import Scenario
from sites.people import rules
from sites.people.read import PeopleRead


def check_people(
    name: str, scenario: Scenario, read: PeopleRead, text: ConfigText
) -> Iterator[Finding]:
    """Yield what is wrong with a scenario's users from population, and people it does not use."""
    for kind, own in sorted(scenario.standard.items()):
        where = ("scenarios", name, "standard", kind.value)
        radius, share = own.population_radius_km, own.population_share
        if radius is None and share is None and own.population_most is None:
            continue
        if radius is None or share is None:
            yield text.finding(
                rules.POPULATION_HALF,
                (*where, "population_share" if radius is None else "population_radius_km"),
                found="one without the other",
                expected="population_radius_km and population_share",
                todo="write both, or leave population out",
            )
        elif not read.is_named:
            yield text.finding(
                rules.POPULATION_NO_SOURCE,
                (*where, "population_radius_km"),
                found="no [tables.population]",
                expected="a raster of people, or a table of points with people",
                todo='write path = "data/people.tif" under [tables.population], or remove both',
            )
    if read.is_named and not scenario.population_radii_km():
        yield text.finding(
            rules.POPULATION_UNUSED,
            ("tables", "population"),
            found="no kind with population_radius_km",
            expected="a kind of site that asks for people",
            todo="nothing to do if users are known otherwise",
        )
