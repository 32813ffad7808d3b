"""Tender sheets of a large allocation: time, memory, and whether they say what the plan says.

    python tests/benchmarks/tenders.py [SITES] [--seed N] [--out FOLDER]

makes a synthetic plan in which every site receives a link, equipment and often computers (about
seven purchases a site), writes the index and every package twice, reads the sheets back and adds
them up. Prints one JSON object: `seconds` is wall time of making the tenders and writing all of
their files, `peak_mb` the most memory of the process. It ends with an error when any sum differs.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from inventory.prices.catalogue import Catalogue, Category, Item, Role, Timing
from planner.candidates.candidate import CostLine, Reason
from planner.language.labels import label
from planner.plan.plan import Deployment, Plan, SiteStatus
from planner.plan.purchasing import Package
from planner.procurement.tender_plan import dossiers_of
from planner.procurement.tenders import Tenders, write_sheets
from planner.rendering.context import ExportContext
from planner.scenario.buying.package_rules import DEFAULT_RULES
from planner.scenario.settings import Scenario
from sites.network import Network
from sites.site import CoordinateQuality, Site, SiteKind

PAYERS = ("education_ministry", "culture_ministry", "aimag_budget", "soum_budget")
AIMAGS = 22
ITEMS = (
    ("AP", Role.ACCESS_POINT, Category.GOODS, Timing.ONE_TIME, 340_000),
    ("CAB", Role.CABLING, Category.WORKS, Timing.ONE_TIME, 152_000),
    ("INS", Role.INSTALLATION, Category.SERVICES, Timing.ONE_TIME, 250_000),
    ("NET-20", Role.CONTRACT, Category.SERVICES, Timing.PER_YEAR, 1_440_000),
    ("NET-100", Role.CONTRACT, Category.SERVICES, Timing.PER_YEAR, 3_600_000),
    ("PC", Role.COMPUTER, Category.GOODS, Timing.ONE_TIME, 1_450_001),
    ("RTR", Role.ROUTER, Category.GOODS, Timing.ONE_TIME, 480_000),
    ("SW", Role.SWITCH, Category.GOODS, Timing.ONE_TIME, 780_000),
    ("TRM", Role.TERMINAL, Category.GOODS, Timing.ONE_TIME, 1_976_040),
    ("UPS", Role.UPS, Category.GOODS, Timing.ONE_TIME, 650_000),
)


def catalogue() -> Catalogue:
    """Return the ten items that the synthetic plan buys."""
    items = (
        Item(
            sku=sku,
            role=role,
            name_mn=f"Бараа {sku}",
            name_en=f"Item {sku}",
            category=category,
            timing=timing,
            unit="C62",
            pack_size=1,
            unit_price_minor=price,
        )
        for sku, role, category, timing, price in ITEMS
    )
    return Catalogue(currency="MNT", items=tuple(items))


def site(number: int, dice: random.Random) -> Site:
    """Return one of the sites, in one of 22 aimags."""
    aimag = dice.randrange(AIMAGS)
    return Site(
        id=f"S{number:05d}",
        name=f"{number}-р сургууль",
        kind=dice.choice((SiteKind.SCHOOL, SiteKind.LIBRARY, SiteKind.KINDERGARTEN)),
        longitude=90 + dice.random() * 28,
        latitude=43 + dice.random() * 8,
        coordinate_quality=CoordinateQuality.SURVEYED,
        aimag=f"A{aimag:02d}",
        aimag_name=f"Аймаг {aimag:02d}",
        soum=f"A{aimag:02d}-{number % 15:02d}",
        soum_name=f"Сум {number % 15:02d}",
        contact="+976 1142-0000, захирал",
        owner="Боловсролын яам",
        owner_register="0099887",
    )


def lines_of(dice: random.Random, payer: str) -> tuple[CostLine, ...]:
    """Return what one site receives."""
    wanted = {"AP": dice.randint(1, 8), "RTR": 1, "SW": 1, "TRM": 1, "INS": 1}
    wanted[dice.choice(("NET-20", "NET-100"))] = 1
    for sku, most, often in (("PC", 30, 0.7), ("UPS", 1, 0.6), ("CAB", 20, 0.5)):
        if dice.random() < often:
            wanted[sku] = dice.randint(1, most)
    known = {sku: (role, category, timing, price) for sku, role, category, timing, price in ITEMS}
    return tuple(
        CostLine(
            sku=sku,
            role=known[sku][0].value,
            name_mn=f"Бараа {sku}",
            name_en=f"Item {sku}",
            category=known[sku][1],
            timing=known[sku][2],
            unit="C62",
            quantity=quantity,
            unit_price_minor=known[sku][3],
            payer=payer if known[sku][2] is Timing.PER_YEAR else None,
        )
        for sku, quantity in sorted(wanted.items())
    )


def synthetic(count: int, seed: int) -> tuple[Plan, tuple[Site, ...]]:
    """Return a plan in which every site receives, with its packages, and its sites."""
    dice = random.Random(seed)
    sites = tuple(site(number, dice) for number in range(count))
    bought = {s.id: (dice.choice(PAYERS), s) for s in sites}
    lines = {i: lines_of(dice, payer) for i, (payer, _) in bought.items()}
    packages = packages_of({i: (payer, lines[i]) for i, (payer, _) in bought.items()})
    yearly = sum(
        li.amount_minor for all_ in lines.values() for li in all_ if li.timing is Timing.PER_YEAR
    )
    deployments = tuple(deployment(s.id, lines[s.id]) for s in sites)
    return plan_of(deployments, packages, yearly), sites


def deployment(site_id: str, lines: tuple[CostLine, ...]) -> Deployment:
    """Return a site that receives these lines."""
    return Deployment(
        site_id=site_id,
        status=SiteStatus.DEPLOYED,
        reason=Reason.CHOSEN,
        reason_text="Synthetic.",
        technology="leo",
        candidate_id=None,
        mbps_before=0.0,
        mbps_after=50.0,
        target_mbps=20.0,
        computers_before=0,
        computers_added=0,
        benefit=1,
        users_gaining=100,
        lines=lines,
    )


def packages_of(bought: dict[str, tuple[str, tuple[CostLine, ...]]]) -> tuple[Package, ...]:
    """Return the packages by payer and category."""
    groups: dict[tuple[str, str], list[tuple[str, CostLine]]] = defaultdict(list)
    for site_id, (payer, lines) in bought.items():
        for line in lines:
            if line.timing is Timing.ONE_TIME:
                installs = line.role == Role.INSTALLATION
                category = "installation" if installs else line.category.value
                groups[payer, category].append((site_id, line))
    return tuple(
        Package(
            id=f"P{number:02d}",
            entity=payer,
            fund_id="budget",
            rulebook="national",
            category=category,
            year=2027,
            lines=tuple(groups[payer, category]),
        )
        for number, (payer, category) in enumerate(sorted(groups), 1)
    )


def plan_of(
    deployments: tuple[Deployment, ...], packages: tuple[Package, ...], yearly: int
) -> Plan:
    """Return a plan of these deployments and packages, with nothing proven about it."""
    return Plan(
        run_id="synthetic",
        fingerprint="synthetic",
        project="Synthetic",
        scenario="base",
        solver="none",
        seed=1,
        status="unknown",
        stages=(),
        objective=1,
        bound=None,
        certified_bound=None,
        gap=None,
        solver_gap=None,
        limits=(),
        currency="MNT",
        capex_minor=sum(p.amount_minor for p in packages),
        opex_per_year_minor=yearly,
        npc_minor=0,
        price_date="2026-10-31",
        price_basis="with_vat",
        exchange_rates=(),
        deployments=deployments,
        links=(),
        directives=(),
        next_money=None,
        policy=(("procurement.rulebook", "national", "synthetic"),),
        sources=(),
        packages=packages,
    )


def tenders_of(plan: Plan, sites: tuple[Site, ...]) -> Tenders:
    """Return the tenders of the plan."""
    scenario = Scenario()
    inputs: Any = SimpleNamespace(
        scenario=scenario,
        procurement_rules=(),
        package_rules=DEFAULT_RULES,
        directives=(),
        entities=(),
        days_off=(),
        project=SimpleNamespace(country="MN"),
        catalogue=catalogue(),
        sites=sites,
    )
    network = Network(pops=(), towers=(), spans=(), places=(), roads=None)  # type: ignore[arg-type]
    return Tenders(
        context=ExportContext(plan=plan, sites=sites, network=network),
        settings=scenario.tender,
        dossiers=dossiers_of(plan, inputs),
    )


def read_back(folder: Path) -> tuple[int, int, int]:
    """Return places, units and money of all written buyers' copies, added up cell by cell."""
    from python_calamine import CalamineWorkbook

    places = units = money = 0
    for path in sorted(folder.glob("*-buyer.xlsx")):
        book = CalamineWorkbook.from_path(str(path))
        names = {name.rpartition(" ")[2]: name for name in book.sheet_names}
        rows = book.get_sheet_by_name(names["Distribution"]).to_python()
        listed = [row for row in rows[4:] if isinstance(row[0], float)]
        first = 12 if rows[3][11] == label("lot", "both", "\n") else 11  # column of an item
        places += len(listed)
        units += sum(int(cell) for row in listed for cell in row[first:] if cell != "")
        estimate = book.get_sheet_by_name(names["Estimate"]).to_python()
        money += int(estimate[-1][9])
    return places, units, money


def check(plan: Plan, folder: Path) -> tuple[int, int]:
    """Return places and money of the sheets; raises ValueError when the plan says otherwise."""
    bought = [line for d in plan.deployments for line in d.lines]
    expected = (sum(li.quantity for li in bought), sum(li.amount_minor for li in bought))
    places, *found = read_back(folder)
    if tuple(found) != expected:
        raise ValueError(f"the sheets say {found}, the plan says {list(expected)}")
    return places, found[1]


def measure(count: int, seed: int, folder: Path) -> dict[str, Any]:
    """Write all sheets of a synthetic plan, check their sums and return the figures.

    Raises ValueError when the sheets do not say what the plan says.
    """
    plan, sites = synthetic(count, seed)
    begun = time.monotonic()
    cpu = time.process_time()
    files = write_sheets(tenders_of(plan, sites), [], folder)
    seconds, cpu = time.monotonic() - begun, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    places, money = check(plan, folder)
    return {
        "sites": count,
        "purchases": sum(len(d.lines) for d in plan.deployments),
        "packages": len(plan.packages),
        "tenders": len({path.name.rpartition("-")[0] for path in files} - {""}),
        "files": len(files),
        "places_listed": places,
        "money_minor": money,
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "peak_mb": round(peak),
        "bytes": sum(path.stat().st_size for path in files),
    }


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sites", type=int, nargs="?", default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        print(json.dumps(measure(asked.sites, asked.seed, asked.out or Path(place))))


if __name__ == "__main__":
    main()
