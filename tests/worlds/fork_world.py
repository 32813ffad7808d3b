"""A world small enough to add up in one's head, from offers onwards.

    root ==free== road:a ==1000 m== road:b
                    |                  |
                  200 m              200 m
                premises:A         premises:B        C: nothing on offer but a pack
                (no link)    (5 Mbps, 1 200 a year)  D: at standard, 2 400 a year

A trench costs 1 a metre once, a fibre terminal 500 once and 100 a year (paid by the ministry).
Satellite costs 800 once and 1 000 a year at A. A pack of two computers costs 300.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from small_records import a_directive, a_need, a_site, an_item, line_of

from inventory.prices.catalogue import Catalogue, Category, Item, LatencyClass, Role, Timing
from planner.candidates.candidate import (
    Asset,
    Candidate,
    CostLine,
    KitStep,
    Need,
    Offers,
    Reason,
    Rejection,
)
from planner.language.label import Label
from planner.scenario.directives import Directive, DirectiveKind
from planner.scenario.settings import Scenario
from sites.network import Network
from sites.site import LinkToday, LinkType, Site, SiteKind


@dataclass(frozen=True, kw_only=True)
class World:
    """What `planner.scenario.inputs.Inputs` carries, made by hand."""

    sites: tuple[Site, ...]
    catalogue: Catalogue
    scenario: Scenario = field(default_factory=lambda: Scenario(horizon_years=2, discount_rate=0.0))
    scenario_name: str = "base"
    network: Network = field(default_factory=Network)
    directives: tuple[Directive, ...] = ()
    ground: None = None  # no elevation model
    findings: list[Any] = field(default_factory=list)
    sources: tuple[Any, ...] = ()
    name: str = "Small world"
    ok: bool = True
    folder: Path = Path("nowhere")  # of its project
    country: str = ""  # of its project: none

    @property
    def project(self) -> World:
        """The world names itself."""
        return self

    def under(self, **settings: Any) -> World:
        """Return the world under other settings of the scenario."""
        data = {**self.scenario.model_dump(exclude_unset=True), **settings}
        return replace(self, scenario=Scenario.model_validate(data))

    def told(self, *directives: Directive) -> World:
        """Return the world with directives."""
        return replace(self, directives=directives)


def _item(sku: str, role: Role, price: int, timing: Timing, category: Category) -> Item:
    more = {"name_en": sku.lower(), "price_date": "2026-01-15"}
    return an_item(sku, price, role=role, category=category, timing=timing, **more)


_ITEMS = {
    i.sku: i
    for i in (
        _item("TRENCH", Role.TRENCH, 1, Timing.ONE_TIME, Category.WORKS),
        _item("TERMINAL", Role.TERMINAL, 500, Timing.ONE_TIME, Category.GOODS),
        _item("FIBRE-FEE", Role.CONTRACT, 100, Timing.PER_YEAR, Category.SERVICES),
        _item("DISH", Role.TERMINAL, 800, Timing.ONE_TIME, Category.GOODS),
        _item("SAT-FEE", Role.CONTRACT, 1000, Timing.PER_YEAR, Category.SERVICES),
        _item("PC", Role.COMPUTER, 150, Timing.ONE_TIME, Category.GOODS),
    )
}


def _line(sku: str, *, quantity: int = 1, payer: str | None = None) -> CostLine:
    return line_of(_ITEMS[sku], quantity, payer=payer)


def _site(site_id: str, aimag: str, kind: SiteKind, link: LinkToday) -> Site:
    return a_site(
        site_id,
        name=f"Site {site_id}",
        kind=kind,
        aimag=aimag,
        aimag_name=f"Aimag {aimag}",
        soum=f"{aimag}01",
        soum_name="Soum",
        link=link,
    )


_NO_LINK = {"present_mbps": 0.0, "present_utility_thousandths": 0, "link_gap_benefit": 600}


def _need(site_id: str, **more: Any) -> Need:
    return a_need(site_id, **{**_NO_LINK, "target_computers": 2, **more})


def _candidate(site_id: str, technology: str, start: str, benefit: int, **more: Any) -> Candidate:
    fibre = technology == "fibre"
    lines = (
        (_line("TERMINAL"), _line("FIBRE-FEE", payer="ministry"))
        if fibre
        else (_line("DISH"), _line("SAT-FEE", payer="ministry"))
    )
    values: dict[str, Any] = {
        "id": f"{site_id}/{technology}/1",
        "site_id": site_id,
        "technology": technology,
        "link_type": "fibre" if fibre else "leo",
        "from_node": start,
        "delivered_mbps": 20.0 if fibre else 10.0,
        "latency": LatencyClass.LOW,
        "monthly_cap_gb": None,
        "utility_thousandths": 1000,
        "benefit": benefit,
        "lines": lines,
        "reaches_minimum": True,
    }
    return Candidate(**{**values, **more})


def _stretch(tail: str, head: str, metres: int) -> Asset:
    lines = (_line("TRENCH", quantity=metres),) if metres else ()
    return Asset(
        id=f"{tail}--{head}",
        kind="trench" if metres else "existing",
        from_node=tail,
        to_node=head,
        two_way=metres > 0,
        length_m=metres,
        lines=lines,
        coordinates=((100.0, 47.0), (100.1, 47.0)),
    )


@pytest.fixture
def world() -> World:
    """Two sites to serve, one that nothing helps, one at standard already."""
    none = LinkToday(type=LinkType.NONE)
    slow = LinkToday(type=LinkType.COPPER, measured_mbps=5.0, price_per_month_minor=100)
    good = LinkToday(type=LinkType.FIBRE, measured_mbps=20.0, price_per_month_minor=200)
    return World(
        sites=(
            _site("A", "11", SiteKind.SCHOOL, none),
            _site("B", "12", SiteKind.LIBRARY, slow),
            _site("C", "12", SiteKind.SCHOOL, none),
            _site("D", "11", SiteKind.LIBRARY, good),
        ),
        catalogue=Catalogue(currency="MNT", items=tuple(_ITEMS[k] for k in sorted(_ITEMS))),
    )


@pytest.fixture
def offers() -> Offers:
    """What could be at the four sites."""
    packs = (_line("PC", quantity=2),)
    return Offers(
        needs={
            "A": _need("A"),
            "B": _need(
                "B",
                present_mbps=5.0,
                present_utility_thousandths=500,
                link_gap_benefit=300,
                present_fee_per_year_minor=1200,
                payer="aimag",
            ),
            "C": _need("C"),
            "D": _need(
                "D",
                present_mbps=20.0,
                present_utility_thousandths=1000,
                link_gap_benefit=0,
                working_computers=2,
                present_fee_per_year_minor=2400,
            ),
        },
        candidates=(
            _candidate("A", "fibre", "premises:A", 600),
            _candidate("A", "leo", "root", 400),
            _candidate("B", "fibre", "premises:B", 300),
        ),
        rejections=(
            _refused("fibre", Reason.NO_ROAD, Label("зам алга", "no road")),
            _refused("leo", Reason.NO_PAYER, Label("төлөгч алга", "nobody pays")),
        ),
        assets=(
            _stretch("root", "road:a", 0),
            _stretch("road:a", "road:b", 1000),
            _stretch("road:a", "premises:A", 200),
            _stretch("road:b", "premises:B", 200),
            _stretch("road:b", "road:nowhere", 50),
        ),
        kit=(
            KitStep(site_id="A", chain="computers", step=1, benefit=100, lines=packs),
            KitStep(site_id="B", chain="computers", step=1, benefit=90, lines=packs),
            KitStep(site_id="C", chain="computers", step=1, benefit=90, lines=packs),
        ),
    )


def _refused(technology: str, reason: Reason, detail: Label) -> Rejection:
    return Rejection(site_id="C", technology=technology, reason=reason, detail=detail)


@pytest.fixture
def directive() -> Any:
    """Return a maker of directives: kind, target, value, name."""
    return partial(a_directive, document="Resolution 1")


@pytest.fixture
def project(tmp_path: Any, monkeypatch: pytest.MonkeyPatch, world: World, offers: Offers) -> Any:
    """Return a maker of project folders whose inputs and offers are the small world's.

    Reading the tables and finding candidates are stood in for, everything after them is real.
    """
    from planner.offers import without
    from planner.pipeline import prepare
    from planner.pipeline.aimag_share import offers_of
    from planner.project import kept_offers, recorded_inputs
    from planner.runs.canonical import sha256_of
    from planner.scenario.inputs import Source

    def load(folder: Any, scenario: str | None = None, copies: Any = None, **_kept: Any) -> World:
        files = sorted((folder / "data").glob("*.csv"))
        sources = tuple(
            Source(path=f"data/{f.name}", table=f.stem, sha256=sha256_of(f), rows=4) for f in files
        )
        number = (folder / "kholboo.toml").read_text("utf-8").split()[-1]
        return replace(
            made[int(number)], sources=sources, scenario_name=scenario or "base", folder=folder
        )

    def build(inputs: World) -> Offers:
        excluded = {d.target for d in inputs.directives if d.kind is DirectiveKind.MUST_NOT}
        here = offers_of(offers, {site.id for site in inputs.sites})
        return replace(
            here, candidates=tuple(c for c in here.candidates if c.site_id not in excluded)
        )

    def make(given: World = world, name: str = "project") -> Any:
        made.append(given)
        folder = tmp_path / name
        (folder / "data").mkdir(parents=True, exist_ok=True)
        (folder / "kholboo.toml").write_text(f"# world {len(made) - 1}\n", encoding="utf-8")
        (folder / "data" / "sites.csv").write_text("site_id\nA\nB\nC\nD\n", encoding="utf-8")
        (folder / "data" / "prices.csv").write_text("sku,price\nTRENCH,1\n", encoding="utf-8")
        return folder

    made: list[World] = []
    monkeypatch.setenv("KHOLBOO_CACHE", "off")  # worlds have no files to know them by
    monkeypatch.setattr(prepare, "load_inputs", load)
    monkeypatch.setattr(recorded_inputs, "load_inputs", load)
    monkeypatch.setattr(kept_offers, "build_offers", build)
    monkeypatch.setattr(without, "build_offers", build)
    return make
