"""What every technology is: settings with sources, what it offers a site, what sites share.

A technology that shares assets between sites lays them out once in `prepare`, offers options that
start at them, and prices those that some option uses in `shared_assets`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from inventory.findings import Finding, Rule
from inventory.prices.catalogue import Catalogue
from planner.candidates.candidate import (
    Asset,
    Candidate,
    CostLine,
    RadioLink,
    Rejection,
    SecondWay,
)
from planner.candidates.surroundings import Area
from planner.language.label import Label
from planner.scenario.settings import Scenario
from sites.site import Site


def setting(
    default: Any, source: str, text: str, *, ge: float | None = None, le: float | None = None
) -> Any:
    """Return a setting whose default carries the source printed in reports; from `ge` to `le`."""
    extra: dict[str, Any] = {"source": source}
    return Field(default=default, description=text, json_schema_extra=extra, ge=ge, le=le)


class Settings(BaseModel):
    """Settings that a scenario may change under [scenarios.<name>.technologies.<id>]."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: ClassVar[str]
    title: ClassVar[str]

    enabled: bool = setting(True, "every technology is considered unless switched off", "in use")


class Technology(Settings):
    """One way to bring service to a site; each file of planner/technologies holds one."""

    needs_point: ClassVar[bool]  # whether a site without coordinates is out of its reach
    is_fixed: ClassVar[bool]  # whether it is led to one place, where a mobile unit does not stay

    brings_wifi: ClassVar[bool] = False  # whether it reaches people without a router of the site
    keeps_contract: ClassVar[bool] = False  # whether the present contract goes on, at another speed
    layout_is_kept: ClassVar[bool] = False  # whether `Laid` holds what `prepare` finds
    rules: ClassVar[tuple[Rule, ...]] = ()  # that `setup_findings` judges by

    def setup_findings(self, scenario: Scenario) -> list[Finding]:
        """Return what a scenario lacks for this technology to be offered at all."""
        del scenario
        return []

    def prepare(self, area: Area) -> Area:
        """Return the surroundings with what sites may share: trenches, masts, or `area.prepared`.

        Called once, in the order of the register, before any site is asked.
        """
        return area

    def look_ahead(self, area: Area) -> None:
        """Look for what lies near every site at once, where all of them will be asked."""

    def offer(self, site: Site, area: Area) -> tuple[Candidate, ...] | Rejection:
        """Return the options for a site, or why there are none."""
        raise NotImplementedError(f"{type(self).__name__} must say what it offers")

    def looking_at(self, site: Site, area: Area) -> Iterable[str]:
        """Return the other sites whose options depend on where trenches and masts lead to this."""
        del site, area
        return ()

    def shared_assets(self, area: Area, wanted: Collection[str]) -> tuple[Asset, ...]:
        """Return the priced assets that lead to the nodes that options start from, each once."""
        del area, wanted
        return ()

    def second_way(self, site: Site, area: Area) -> SecondWay | None:
        """Return a second way to a building apart from the first, None where there is none."""
        del site, area
        return None

    def radio(self, site: Site, area: Area) -> tuple[RadioLink, ...]:
        """Return the radio paths to a site that the ground decides about, where it is known."""
        del site, area
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerPlace:
    """What sizing power at a place looks at."""

    latitude: float | None = None  # None where nothing places it
    grid_hours: float | None = None  # of electricity a day, None where nothing says it
    computers: int = 0  # that could be powered too
    payer: str | None = None  # of fuel
    limits_panels: bool = False  # whether a roof or yard limits their area


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerBundle:
    """What powers purchases, and how it was sized; or what is lacking."""

    lines: tuple[CostLine, ...] = ()
    note: Label | None = None
    lacking: Label | None = None


class PowerSupply(Settings):
    """What carries the equipment of an option or a shared asset without reliable electricity."""

    def can_power(self, catalogue: Catalogue) -> bool:
        """Return whether any equipment can be powered; True where power is not looked at."""
        raise NotImplementedError(f"{type(self).__name__} must say whether it is on sale")

    def power_bundle(
        self, bought: Sequence[CostLine], catalogue: Catalogue, place: PowerPlace
    ) -> PowerBundle:
        """Return what powers purchases at a place, or what the catalogue lacks for it."""
        raise NotImplementedError(f"{type(self).__name__} must say what it bundles")


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnologySet:
    """Every technology with the settings of one scenario, in the order they are asked."""

    technologies: tuple[Technology, ...]
    power: PowerSupply


def settings_table(kind: type[Settings]) -> str:
    """Return the settings of a technology as the table that docs/technologies.md shows."""
    rows = ["| setting | default | meaning | source |", "|---|---|---|---|"]
    for name, field in kind.model_fields.items():
        extra = field.json_schema_extra
        source = extra["source"] if isinstance(extra, dict) else ""
        default = _in_toml(field.default)
        rows.append(f"| `{name}` | {default} | {field.description} | {source} |")
    return "\n".join(rows)


def _in_toml(value: Any) -> str:
    """Return a default as one would write it in the project file."""
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return f"`{list(value)}`"
    if isinstance(value, str):
        return f'`"{value}"`'
    if isinstance(value, dict):
        inside = ", ".join(f"{k} = {v:g}" for k, v in value.items())
        return f"`{{ {inside} }}`" if inside else "`{}`"
    return f"`{value:g}`"
