"""The offline page of large plans: bytes, readiness, drag, memory, and whether its sums are right.

    python tests/benchmarks/pages.py [SITES ...]

writes the page of a synthetic plan (sites around 330 soum centres, about seven purchases each, a
link to build for every second, boundaries of 24 aimags and 216 soums) and opens it in Chromium.
Prints one JSON object a size: `bytes`, `ready_ms` from opening until everything is drawn, `cpu_ms`
of the page's thread until then, `drag_ms` the median frame of a drag across the map, `heap_mb`,
`requests` and `write_s` of CPU.
It ends with an error when the totals that the page shows are not those of the plan, when the drag
does not move the map as far as the mouse went, when the page asks the network for anything, when an
error reaches the console, or when a page is larger or slower to drag than it may be.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from dataclasses import replace
from itertools import pairwise, product
from math import cos, radians
from pathlib import Path
from statistics import median
from typing import Any

from shapely import Polygon
from tenders import synthetic

from inventory.prices.catalogue import Category, Timing
from planner.candidates.candidate import CostLine, Reason
from planner.exports.registry import export
from planner.plan.plan import BuiltLink, Deployment, SiteStatus
from planner.plan.purchasing import Package
from planner.rendering.context import ExportContext
from sites.network import Boundary, Network, Place, Pop, Span
from sites.site import Site

TECHNOLOGIES = ("upgrade", "fibre", "neighbour", "microwave", "cellular", "leo", "content", None)
AIMAGS, SOUMS = 22, 15
ROOM = {1_200: 400_000, 20_000: 3_000_000}
"""Most bytes of the page by sites."""
MOST_DRAG_MS = 33.0
TRENCH = CostLine(
    sku="TRENCH", role="trench", name_mn="Суваг", name_en="Trench", category=Category.WORKS,
    timing=Timing.ONE_TIME, unit="MTR", quantity=1, unit_price_minor=12_345,
)  # fmt: skip


def large_context(count: int, seed: int = 1) -> ExportContext:
    """Return a plan of so many sites around soum centres, one in eight of them left out."""
    dice = random.Random(seed)
    plan, sites = synthetic(count, seed)
    centres = _centres(dice)
    placed = tuple(_placed(site, n, centres, dice) for n, site in enumerate(sites))
    served = tuple(_varied(d, dice) for d in plan.deployments)
    left = {d.site_id for d in served if d.status is SiteStatus.UNSERVED}
    links = tuple(
        _link(site, centres[site.soum], dice)
        for site in placed[::2]
        if site.id not in left and site.longitude is not None
    )
    packages = _packages(plan.packages, left, links)
    spent = sum(p.amount_minor for p in packages)
    yearly = sum(
        line.amount_minor for d in served for line in d.lines if line.timing is Timing.PER_YEAR
    )
    whole = replace(
        plan, deployments=served, links=links, packages=packages, capex_minor=spent,
        opex_per_year_minor=yearly,
    )  # fmt: skip
    return ExportContext(plan=whole, sites=placed, network=_network(centres))


def _packages(
    packages: tuple[Package, ...], left: set[str], links: tuple[BuiltLink, ...]
) -> tuple[Package, ...]:
    kept = [
        replace(p, lines=tuple((i, line) for i, line in p.lines if i not in left)) for p in packages
    ]
    works = tuple((link.id, line) for link in links for line in link.lines)
    return (*kept, replace(packages[0], id="P99", category="works", lines=works))


def _centres(dice: random.Random) -> dict[str, tuple[float, float]]:
    found = {}
    for aimag in range(AIMAGS):
        x, y = 90 + 4.5 * (aimag % 6), 42.5 + 2.3 * (aimag // 6)
        for soum in range(SOUMS):
            found[f"A{aimag:02d}-{soum:02d}"] = x + dice.random() * 4, y + dice.random() * 2
    return found


def _placed(
    site: Site, number: int, centres: dict[str, tuple[float, float]], dice: random.Random
) -> Site:
    x, y = centres[site.soum]
    if number % 500 == 499:
        return replace(site, longitude=None, latitude=None)
    return replace(site, longitude=x + dice.gauss(0, 0.04), latitude=y + dice.gauss(0, 0.03))


def _varied(d: Deployment, dice: random.Random) -> Deployment:
    technology = dice.choice(TECHNOLOGIES)
    if technology is None:
        return replace(
            d, status=SiteStatus.UNSERVED, technology=None, reason=Reason.WITHIN_LIMITS_NOT_CHOSEN,
            lines=(), users_gaining=0, benefit=0, mbps_after=0.0,
        )  # fmt: skip
    return replace(
        d, technology=technology, users_gaining=dice.randrange(10, 900),
        benefit=dice.randrange(1_000, 90_000), mbps_before=dice.choice((0.0, 2.0, 5.5, 12.0)),
        mbps_after=dice.choice((20.0, 50.0, 80.5, 100.0)), computers_added=dice.randrange(20),
    )  # fmt: skip


def _link(site: Site, centre: tuple[float, float], dice: random.Random) -> BuiltLink:
    assert site.longitude is not None and site.latitude is not None
    end, bends = (site.longitude, site.latitude), 6
    points = [
        (_between(centre[0], end[0], k / bends, dice), _between(centre[1], end[1], k / bends, dice))
        for k in range(1, bends)
    ]
    metres = dice.randrange(200, 9_000)
    return BuiltLink(
        id=f"T-{site.id}", kind="trench", from_node="root", to_node=f"premises:{site.id}",
        length_m=metres, coordinates=(centre, *points, end),
        lines=(replace(TRENCH, quantity=metres),), serves=(site.id,),
    )  # fmt: skip


def _between(start: float, end: float, share: float, dice: random.Random) -> float:
    return start + (end - start) * share + dice.gauss(0, 0.001)


def _network(centres: dict[str, tuple[float, float]]) -> Network:
    places = [
        Place(code=code, other_codes=(), level="soum", parent=code[:3], name=f"Сум {code[-2:]}",
              name_latin="", longitude=x, latitude=y)
        for code, (x, y) in centres.items()
    ]  # fmt: skip
    ends = list(centres.values())
    spans = [
        Span(id=f"F{n:03d}", medium="fibre", coordinates=(a, b))
        for n, (a, b) in enumerate(pairwise(ends))
        if n % SOUMS != SOUMS - 1
    ]
    pops = [Pop(id=f"P-{code}", name=code, longitude=x, latitude=y)
            for code, (x, y) in centres.items()]  # fmt: skip
    return Network(
        places=tuple(places), spans=tuple(spans), pops=tuple(pops), boundaries=winding_areas()
    )


def winding_areas(wide: int = 18, tall: int = 12, bends: int = 100) -> tuple[Boundary, ...]:
    """Return soums as squares of a grid whose sides wind, nine of them to an aimag.

    Areas of one side have the same points there, as in a file drawn with care.
    """
    dice = random.Random(wide * tall)
    width, height, sides = 27 / wide, 14 / tall, {}
    for x, y, dx, dy in product(range(wide + 1), range(tall + 1), (0, 1), (0, 1)):
        sides[x, y, dx, dy] = [
            (90 + width * (x + dx * k / bends) + dice.gauss(0, 0.01) * (0 < k < bends),
             42.5 + height * (y + dy * k / bends) + dice.gauss(0, 0.01) * (0 < k < bends))
            for k in range(bends + 1)
        ]  # fmt: skip

    def block(x: int, y: int, size: int, level: str) -> Boundary:
        across = range(size)
        ring = [
            *(p for n in across for p in sides[x + n, y, 1, 0]),
            *(p for n in across for p in sides[x + size, y + n, 0, 1]),
            *(p for n in reversed(across) for p in reversed(sides[x + n, y + size, 1, 0])),
            *(p for n in reversed(across) for p in reversed(sides[x, y + n, 0, 1])),
        ]
        code = f"{level}-{x}-{y}"
        return Boundary(code=code, level=level, known=False, geometry=Polygon(ring))

    soums = [block(x, y, 1, "soum") for x in range(wide) for y in range(tall)]
    aimags = [block(x, y, 3, "aimag") for x in range(0, wide, 3) for y in range(0, tall, 3)]
    return (*aimags, *soums)


def measured(count: int, folder: Path) -> dict[str, Any]:
    """Return what the page of so many sites weighs and takes; raises when it is wrong."""
    from chromium import browser

    context = large_context(count)
    began = time.process_time()
    page = export("page", context, folder)
    wrote = time.process_time() - began
    with browser() as chrome:
        chrome.call("Performance.enable", timeDomain="threadTicks")
        ready = chrome.open(page, "#lang=en")
        figures = {m["name"]: m["value"] for m in chrome.call("Performance.getMetrics")["metrics"]}
        assert_totals(chrome, context)
        drag = _drag_ms(chrome)
        chrome.call("HeapProfiler.collectGarbage")
        heap = chrome.call("Runtime.getHeapUsage")["usedSize"]
        asked = [url for url in chrome.requests if not url.startswith(("file:", "about:", "data:"))]
        assert not asked and not chrome.faults, (asked, chrome.faults)
    return {
        "sites": count, "bytes": page.stat().st_size, "write_s": round(wrote, 1),
        "ready_ms": ready, "cpu_ms": round(1000 * figures["ThreadTime"]),
        "drag_ms": drag, "heap_mb": round(heap / 1e6, 1), "requests": len(asked),
    }  # fmt: skip


def assert_totals(chrome: Any, context: ExportContext) -> None:
    """Assert that the page shows the plan's money, sites and people to the unit."""
    shown = chrome.text("#totals").replace(",", "")
    plan = context.plan
    for figure in (plan.listed_minor, plan.opex_per_year_minor, plan.users_gaining,
                   len(plan.deployments)):  # fmt: skip
        assert str(figure) in shown, (figure, shown)


def _drag_ms(chrome: Any) -> float:
    """Return the median time between frames while the map is dragged.

    Raises AssertionError when the map does not lie where it was dragged to.
    """
    chrome.run("document.getElementById('map-frame').scrollIntoView()")
    chrome.run("document.getElementById('zoom-in').click()")
    before = _centre(chrome)
    chrome.run(
        "window.frames_ = []; (function next(t) { frames_.push(t); requestAnimationFrame(next); })"
        "(performance.now())"
    )
    chrome.drag((300, 200), (520, 330), steps=60)
    times = chrome.run("frames_")
    longitude, latitude, zoom = _centre(chrome)
    north, east = latitude - before[1], (before[0] - longitude) * cos(radians(47))
    assert zoom == before[2], (before, zoom)
    assert abs(north * 2**zoom - 130) < 2 and abs(east * 2**zoom - 220) < 10, (north, east)
    return round(median(b - a for a, b in pairwise(times)), 1)


def _centre(chrome: Any) -> list[float]:
    """Return longitude, latitude and zoom of the middle of the map, as the address has them."""
    kept = chrome.run("new URLSearchParams(location.hash.slice(1)).get('map')")
    return [float(part) for part in kept.split(",")]


def main() -> None:
    """Measure each size asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("sites", type=int, nargs="*", default=list(ROOM))
    for count in parser.parse_args().sites:
        with tempfile.TemporaryDirectory() as folder:
            found = measured(count, Path(folder))
        print(json.dumps(found), flush=True)
        if found["bytes"] > ROOM.get(count, sys.maxsize):
            sys.exit(f"the page of {count} sites has more than {ROOM[count]} bytes")
        if found["drag_ms"] > MOST_DRAG_MS:
            sys.exit(f"a frame of {count} sites takes more than {MOST_DRAG_MS} ms while dragged")


if __name__ == "__main__":
    main()
