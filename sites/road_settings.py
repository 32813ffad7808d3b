"""Settings of the road graph: the [roads] table of kholboo.toml, every default with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from inventory.findings import Finding
from inventory.project import CONFIG_NAME, line_of
from inventory.rules import CONFIG_UNKNOWN_KEY, CONFIG_WRONG_VALUE
from inventory.values import suggestion
from sites.road_classes import USABLE

_OSM_WIKI = "OpenStreetMap wiki, Key:highway"


def _sourced(default: Any, source: str, text: str, **limits: Any) -> Any:
    """Return a field whose default carries the source printed in reports."""
    return Field(default=default, description=text, json_schema_extra={"source": source}, **limits)


class RoadSettings(BaseModel):
    """How lines of the roads table become a graph, and which of them are roads."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    join: Literal["vertices", "crossings"] | None = _sourced(
        None,
        "as `vertices`, asked for where many lines cross; OpenStreetMap wiki, Elements: ways that"
        " meet share a node",
        "roads join where lines share a vertex, or also where they cross",
    )
    snap_m: float = _sourced(
        1.0,
        "assumption, to confirm: finer than any road is wide",
        "an end this near another line meets it, in metres; 0 for never",
        ge=0,
        le=100,
    )
    classes: tuple[str, ...] = _sourced(
        tuple(sorted(USABLE)),
        f"{_OSM_WIKI}: classes that vehicles use; paths, construction and proposals left out",
        "values of highway along which a trench may be laid",
    )
    tracks: bool = _sourced(
        True,
        "OpenStreetMap wiki, Mongolia: earth roads between soums are often mapped as tracks",
        "lay trenches along highway=track",
    )
    ferries: bool = _sourced(
        False, "assumption: a cable under water is no trench", "lay trenches along ferry lines"
    )

    @cached_property
    def chosen(self) -> frozenset[str]:
        """The classes in small letters."""
        return frozenset(name.strip().casefold() for name in self.classes)

    @property
    def joins_crossings(self) -> bool:
        """Whether lines that cross without a shared vertex are joined there."""
        return self.join == "crossings"


def read_road_settings(
    given: Mapping[str, Any], lines: Sequence[str] = ()
) -> tuple[RoadSettings, list[Finding]]:
    """Return the settings of [roads] and every fault of them.

    `lines` are those of the project file. Settings with a fault are replaced by the defaults, so
    that the rest of the input can still be looked at; the fault stops a plan.
    """
    try:
        return RoadSettings.model_validate(dict(given)), []
    except ValidationError as error:
        return RoadSettings(), [_fault(e, lines) for e in error.errors(include_url=False)]


def _fault(error: Any, lines: Sequence[str]) -> Finding:
    """Return the finding of one of pydantic's errors."""
    where = ("roads", *(str(part) for part in error["loc"]))
    unknown = error["type"] == "extra_forbidden"
    known = sorted(RoadSettings.model_fields)
    near = suggestion(where[-1], known) if unknown else None
    rule = CONFIG_UNKNOWN_KEY if unknown else CONFIG_WRONG_VALUE
    return rule.finding(
        CONFIG_NAME,
        line_of(lines, where),
        ".".join(where),
        found=where[-1] if unknown else repr(error.get("input"))[:80],
        expected="one of " + ", ".join(known) if unknown else str(error["msg"]),
        todo=f"write {near}" if near else "correct the setting",
    )
