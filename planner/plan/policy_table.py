"""The policy of a plan as rows of text: each setting with its value and source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from planner.offers.settings import settings_of
from planner.scenario.floor_settings import Floor
from planner.scenario.money_settings import in_units
from planner.scenario.settings import Scenario
from sites.site import SiteKind

SET = "set in the scenario"
OURS = "default of Kholboo"
REACHED = "reached by the fair level"
_POPULATION = ("population_radius_km", "population_share", "population_most")
_UNTOLD = frozenset({"division", "done", "years", *_POPULATION})
"""Settings that are no policy where they are not asked for; older runs do not list them either."""
_SHOWN_APART = ("technologies.", "decided.", "keep.promises", "years.done.built.")


def policy_rows(
    scenario: Scenario, kinds: Iterable[SiteKind] = (), minor_digits: int = 0
) -> tuple[tuple[str, str, str], ...]:
    """Return every setting as (name, value, source), those of the technologies included.

    Standards are told for the kinds of site that occur. Who decided stands apart, among the plan's
    decisions. Sums of money are in units of the currency, with the decimals accounted in.
    """
    rows = [row for row in _rows(scenario, "") if not row[0].startswith(_SHOWN_APART)]
    for name, value, source in settings_of(scenario):
        rows.append((name, value, SET if source == "the scenario" else source))
    for kind in sorted(set(kinds)):
        if kind not in scenario.standard:
            rows += _rows(scenario.standard_of(kind), f"standard.{kind.value}.")
    shown = ((name, in_units(name, value, minor_digits), source) for name, value, source in rows)
    return tuple(sorted(shown))


def _rows(settings: BaseModel, prefix: str) -> Iterator[tuple[str, str, str]]:
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        if name in _UNTOLD and value is None:
            continue
        extra = field.json_schema_extra
        source = str(extra.get("source", OURS)) if isinstance(extra, dict) else OURS
        if name in settings.model_fields_set:
            source = SET
        if isinstance(settings, Floor) and name == "amounts" and settings.of == "fair":
            source = REACHED
        yield from _value_rows(f"{prefix}{name}", value, source)


def _value_rows(name: str, value: Any, source: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, BaseModel):
        yield from _rows(value, f"{name}.")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _value_rows(f"{name}.{getattr(key, 'value', key)}", inner, source)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _value_rows(f"{name}.{number}", inner, source)
    elif value is None:
        yield name, "none", source
    elif isinstance(value, float):
        yield name, repr(value).removesuffix(".0"), source
    else:
        yield name, str(value), source
