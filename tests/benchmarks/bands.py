"""What sites of a plan receive, by distance to the nearest PoP with fibre.

    python tests/benchmarks/bands.py PROJECT

Reads the newest run of a project and prints one row a band; fails when a site with a live fibre
link receives a lesser medium, or a satellite stands within a kilometre of fibre.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

from planner.plan.plan import Deployment
from planner.project.load import load_inputs
from planner.runs.run_folder import list_runs, load_run
from sites.nearest.points import PointIndex
from sites.site import LinkType, Site

BANDS_KM = (0, 1, 3, 10, 50)
SATELLITES = ("leo", "geo")
LESSER = (*SATELLITES, "cellular", "microwave", "content")


def received(deployment: Deployment) -> str:
    """Return what a site has in the end: a technology, its present link, or nothing."""
    return deployment.technology or ("present" if deployment.mbps_after else "nothing")


def main(folder: Path) -> None:
    """Print the table and check what an engineer expects."""
    inputs, plan = load_inputs(folder), load_run(list_runs(folder)[-1]).plan
    lit = (p for p in inputs.network.pops if p.medium == "fibre")
    fibre = PointIndex.of({p.id: (p.longitude, p.latitude) for p in lit})
    sites, bands = {s.id: s for s in inputs.sites}, defaultdict[str, Counter[str]](Counter)
    for deployment in plan.deployments:
        site = sites[deployment.site_id]
        band = _band(site, fibre)
        bands[band][received(deployment)] += 1
        _check(deployment, site, band)
    names = sorted({name for counts in bands.values() for name in counts})
    print("| km to fibre |", " | ".join(names), "|")
    for band in sorted(bands):
        print(f"| {band} |", " | ".join(str(bands[band][name]) for name in names), "|")


def _band(site: Site, fibre: PointIndex) -> str:
    if site.longitude is None or site.latitude is None:
        return "not placed"
    found = fibre.nearest((site.longitude, site.latitude))
    if found is None:
        return "no fibre"
    least = max(low for low in BANDS_KM if low * 1000 <= found[1])
    return f"{least} km on"


def _check(deployment: Deployment, site: Site, band: str) -> None:
    lives = site.link.type is LinkType.FIBRE and deployment.mbps_before > 0
    assert not (lives and deployment.technology in LESSER), f"{site.id} loses its fibre"
    close = band == "0 km on" and deployment.technology in SATELLITES
    assert not close, f"{site.id} has a satellite within 1 km of fibre"
    assert not (deployment.technology and deployment.mbps_after < deployment.mbps_before), site.id


if __name__ == "__main__":
    main(Path(sys.argv[1]))
