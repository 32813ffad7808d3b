"""The ground under a project: its elevation models, what is wrong with them, and its settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inventory.files.ordinary_files import sha256_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from inventory.findings import Finding
    from inventory.table_specs import RasterSpec
    from sites.network import Network
    from sites.site import Site
    from sites.terrain.checks import Placed
    from sites.terrain.ground import Ground


@dataclass(frozen=True, kw_only=True)
class GroundRead:
    """The ground of a project, None where it has no elevation model that can be read."""

    ground: Ground | None = None
    findings: tuple[Finding, ...] = ()
    faults: tuple[ErrorDetails, ...] = ()  # of [terrain]
    files: tuple[tuple[str, str], ...] = ()  # name and SHA-256 of every file read, in order


def read_ground(specs: Sequence[RasterSpec], settings: Mapping[str, Any]) -> GroundRead:
    """Return the ground that the files of [tables.terrain] describe under [terrain].

    Nothing is raised for bad files: each is a finding. Without a file nothing is read, and the
    settings are judged all the same.
    """
    if not specs and not settings:
        return GroundRead()
    from sites.settings import read_settings
    from sites.terrain.settings import TerrainSettings

    chosen, faults = read_settings(TerrainSettings, settings)
    if not specs:
        return GroundRead(faults=tuple(faults))
    from sites.terrain.ground import Ground
    from sites.terrain.rasters import read_rasters

    rasters, findings = read_rasters([spec for spec in specs if not spec.is_list])
    return GroundRead(
        ground=Ground(rasters=rasters, settings=chosen) if rasters else None,
        findings=tuple(findings),
        faults=tuple(faults),
        files=tuple(_hashed(specs)),
    )


def _hashed(specs: Sequence[RasterSpec]) -> list[tuple[str, str]]:
    found = []
    for spec in specs:
        try:
            found.append((spec.label, sha256_of(spec.path)))
        except (OSError, ValueError):
            continue  # that it cannot be read is a finding already
    return sorted(found)


def judged(read: GroundRead, sites: Sequence[Site], network: Network) -> list[Finding]:
    """Return what the places of a project tell of its elevation models."""
    if read.ground is None:
        return []
    from sites.terrain.checks import check_ground
    from sites.terrain.rasters import DamagedRasterError

    try:
        return check_ground(read.ground, _places(sites, network))
    except DamagedRasterError as damage:
        return [damage.finding]


def _places(sites: Sequence[Site], network: Network) -> list[Placed]:
    """Return everything that an end of a link may stand at."""
    from sites.terrain.checks import Placed

    found = [
        Placed(id=site.id, kind="site", point=(site.longitude, site.latitude))
        for site in sites
        if site.longitude is not None and site.latitude is not None
    ]
    found += [Placed(id=p.id, kind="PoP", point=(p.longitude, p.latitude)) for p in network.pops]
    found += [
        Placed(id=t.id, kind="tower", point=(t.longitude, t.latitude)) for t in network.towers
    ]
    return found
