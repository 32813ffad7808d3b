"""Settings of the road graph: the [roads] table of kholboo.toml, every default with its source."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sites.roads.values import USABLE

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_MEANING = "the OpenStreetMap wiki says only what the values mean"


def _sourced(default: Any, source: str, text: str, **limits: Any) -> Any:
    """Return a field whose default carries the source printed in reports."""
    return Field(default=default, description=text, json_schema_extra={"source": source}, **limits)


class RoadSettings(BaseModel):
    """How lines of the roads table become a graph, and which of them are roads."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    join: Literal["vertices", "crossings"] | None = _sourced(
        None,
        "as `vertices`, asked for where many lines cross; assumption, to confirm: ways that meet"
        " share a node, as OpenStreetMap stores them",
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
        "assumption, to confirm: classes that vehicles use, without paths, construction and"
        f" proposals; {_MEANING} (Key:highway)",
        "values of highway along which a trench may be laid",
    )
    tracks: bool = _sourced(
        True,
        "assumption, to confirm: earth roads between soums are mapped as tracks;"
        f" {_MEANING} (Tag:highway=track)",
        "lay trenches along highway=track",
    )
    ferries: bool = _sourced(
        False,
        f"assumption, to confirm: a cable under water is no trench; {_MEANING} (Tag:route=ferry)",
        "lay trenches along ferry lines",
    )

    @cached_property
    def chosen(self) -> frozenset[str]:
        """The classes in small letters."""
        return frozenset(name.strip().casefold() for name in self.classes)

    @property
    def joins_crossings(self) -> bool:
        """Whether lines that cross without a shared vertex are joined there."""
        return self.join == "crossings"


def read_road_settings(given: Mapping[str, Any]) -> tuple[RoadSettings, list[ErrorDetails]]:
    """Return the settings of [roads] and every fault of them, as the library tells it.

    Settings with a fault are replaced by the defaults, so that the rest of the input can still be
    looked at; the fault stops a plan.
    """
    try:
        return RoadSettings.model_validate(dict(given)), []
    except ValidationError as error:
        return RoadSettings(), error.errors(include_url=False)
