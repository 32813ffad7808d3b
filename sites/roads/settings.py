"""Settings of the road graph: the [roads] table of kholboo.toml, every default with its source."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from sites.roads.values import USABLE
from sites.settings import Settings, sourced

_MEANING = "the OpenStreetMap wiki says only what the values mean"


class RoadSettings(Settings):
    """How lines of the roads table become a graph, and which of them are roads."""

    join: Literal["vertices", "crossings"] | None = sourced(
        None,
        "as `vertices`, asked for where many lines cross; assumption, to confirm: ways that meet"
        " share a node, as OpenStreetMap stores them",
        "roads join where lines share a vertex, or also where they cross",
    )
    snap_m: float = sourced(
        1.0,
        "assumption, to confirm: finer than any road is wide",
        "an end this near another line meets it, in metres; 0 for never",
        ge=0,
        le=100,
    )
    classes: tuple[str, ...] = sourced(
        tuple(sorted(USABLE)),
        "assumption, to confirm: classes that vehicles use, without paths, construction and"
        f" proposals; {_MEANING} (Key:highway)",
        "values of highway along which a trench may be laid",
    )
    tracks: bool = sourced(
        True,
        "assumption, to confirm: earth roads between settlements are mapped as tracks;"
        f" {_MEANING} (Tag:highway=track)",
        "lay trenches along highway=track",
    )
    ferries: bool = sourced(
        False,
        f"assumption, to confirm: a cable under water is no trench; {_MEANING} (Tag:route=ferry)",
        "lay trenches along ferry lines",
    )
    bridge_km: float | None = sourced(
        None,
        "assumption, to confirm",
        "parts of the roads this near each other are joined across the country",
        gt=0,
        le=100,
    )
    cross_country_factor: float = sourced(
        1.5,
        "assumption, to confirm",
        "metres of trench of a straight metre between two parts",
        ge=1,
        le=10,
    )

    @cached_property
    def chosen(self) -> frozenset[str]:
        """The classes in small letters."""
        return frozenset(name.strip().casefold() for name in self.classes)

    @property
    def joins_crossings(self) -> bool:
        """Whether lines that cross without a shared vertex are joined there."""
        return self.join == "crossings"
