"""A plan small enough to add up by hand, with the names that break careless writers.

Баян-Өлгий                                  Архангай
pop ══T1══╗ 1500 m, shared                  AR-1 dormitory: present link stays, 15 computers
          ╠══ BO-1 school, fibre            AR-2 adequate, fee stays
          ╚~~ BO-2 bagh school, bridge      AR-3 unserved, without a location
BO-3 library "=cmd|...": bigger contract    AR-4 excluded by a directive
T2: 400 m, serves BO-1 and AR-1, so it is in no single aimag
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import networkx as nx
import pytest
from small_records import a_link, a_package, a_place, a_site, a_stage, an_item, line_of

from inventory.prices.catalogue import Catalogue, Category, Role, Timing
from planner.candidates.candidate import CostLine, Reason
from planner.model.limit_meanings import LimitKind, LimitMeaning
from planner.plan.outcome import DirectiveCost, LimitUse, NextMoney, Stage
from planner.plan.plan import Deployment, Plan, SiteStatus
from planner.plan.purchasing import FundUse, Move, Package, Saving
from planner.procurement.methods import Ruling
from planner.procurement.milestones import Milestones
from planner.procurement.tender import bought_points, tender_of
from planner.procurement.tender_context import TenderContext
from planner.procurement.tender_plan import Dossier
from planner.rendering.context import ExportContext
from planner.scenario.inputs import Source
from sites.network import Network, Pop, Span, Tower
from sites.site import CoordinateQuality, LinkToday, LinkType, Site, SiteKind, Users

FORMULA_NAME = "=cmd|' /C calc'!A0"
KAZAKH_NAME = "Қарағанды ауылының мектебі, ғәңұһі"


def line(sku: str, quantity: int, payer: str | None = None) -> CostLine:
    """Return a purchase line of one of the six items of this small world."""
    return line_of(ITEMS[sku], quantity, payer=payer)


G, W, S = Category.GOODS, Category.WORKS, Category.SERVICES
ONE, YEAR = Timing.ONE_TIME, Timing.PER_YEAR
ITEMS = {
    sku: an_item(
        sku,
        price,
        name_mn=name_mn,
        name_en=name_en,
        role=Role(role),
        category=category,
        timing=timing,
        unit=unit,
        unspsc="43211507" if sku == "PC" else "",
        cpv="30213300" if sku == "PC" else "",
    )
    for sku, name_mn, name_en, role, category, timing, unit, price in (
        ("PC", "Компьютер", "Computer", "computer", G, ONE, "C62", 1_450_000),
        ("ONT", "Шилэн кабелийн төгсгөл", "Fibre terminal", "terminal", G, ONE, "C62", 320_000),
        ("+BRIDGE", "@Радио гүүр", "-Radio bridge", "bridge", G, ONE, "C62", 610_001),
        ("TRENCH", "Шуудуу, кабель", "Trench and cable", "trench", W, ONE, "MTR", 12_345),
        ("UPKEEP", "Шугамын арчилгаа", "Fibre upkeep", "trench_upkeep", S, YEAR, "MTR", 110),
        ("NET-100*", "Интернэт 100 Мбит/с", "Internet 100 Mbps", "contract", S, YEAR, "ANN",
         3_600_000),
    )
}  # fmt: skip


def site(site_id: str, name: str, kind: SiteKind, **more: object) -> Site:
    """Return a site in the aimag that its id begins with."""
    aimag = {"BO": "Баян-Өлгий", "AR": "Архангай"}[site_id[:2]]
    start: dict[str, object] = {
        "longitude": 89.97 if aimag == "Баян-Өлгий" else 101.45,
        "latitude": 48.97 if aimag == "Баян-Өлгий" else 47.47,
        "soum": f"{site_id[:2]}01",
        "soum_name": "Өлгий" if aimag == "Баян-Өлгий" else "Цэцэрлэг",
        "contact": "+976 1142-0000",
        "owner": "Боловсролын яам",
        "owner_register": "0099887",
    }
    given = {"name": name, "kind": kind, "aimag": site_id[:2], "aimag_name": aimag}
    return a_site(site_id, **given, **{**start, **more})


SITES = (
    site("AR-1", "1-р дотуур байр", SiteKind.DORMITORY, users=Users(boarders=80)),
    site("AR-2", "Номын сан", SiteKind.LIBRARY, longitude=101.46, latitude=47.48),
    site(
        "AR-3",
        "@SUM(A1)",
        SiteKind.MOBILE_UNIT,
        longitude=None,
        latitude=None,
        coordinate_quality=CoordinateQuality.NONE,
    ),
    site("AR-4", "Соёлын төв", SiteKind.COMMUNITY_CENTRE, longitude=101.5, latitude=47.6),
    site("BO-1", "1-р сургууль", SiteKind.SCHOOL, users=Users(students=420, shifts=2)),
    site("BO-2", KAZAKH_NAME, SiteKind.BAGH_SCHOOL, bagh="2-р баг", longitude=89.99),
    site(
        "BO-3",
        FORMULA_NAME,
        SiteKind.LIBRARY,
        contact="\t-1+1",
        owner="=1+1",
        longitude=90.01,
        link=LinkToday(type=LinkType.FIBRE, price_per_month_minor=150_000, payer="soum"),
    ),
)


def deployment(site_id: str, status: SiteStatus, reason: Reason, **more: object) -> Deployment:
    """Return a deployment with zeros where nothing is said."""
    start: dict[str, object] = {
        "reason_text": "Because the plan says so.",
        "reason_text_mn": "Төлөвлөгөө ингэж хэлсэн.",
        "technology": None,
        "candidate_id": None,
        "mbps_before": 0.0,
        "mbps_after": 0.0,
        "target_mbps": 20.0,
        "computers_before": 0,
        "computers_added": 0,
        "benefit": 0,
        "users_gaining": 0,
        "lines": (),
        "users": more.get("users_gaining", 40),
        "link_before_thousandths": 300 if more.get("mbps_before") else 0,
        "link_after_thousandths": 1000 if more.get("technology") else 300 * ("mbps_before" in more),
    }
    return Deployment(site_id=site_id, status=status, reason=reason, **{**start, **more})  # type: ignore[arg-type]


ENDED = replace(line("NET-100*", 1, "soum"), sku="present-fee", unit_price_minor=1_800_000, sign=-1)
DEPLOYED, UNSERVED = SiteStatus.DEPLOYED, SiteStatus.UNSERVED
DEPLOYMENTS = (
    deployment(
        "AR-1",
        DEPLOYED,
        Reason.CHOSEN,
        computers_added=15,
        benefit=40_500,
        users_gaining=80,
        lines=(line("PC", 10), line("PC", 5)),
        kept_fee_per_year_minor=960_000,
        kept_fee_payer="ministry",
    ),
    deployment(
        "AR-2",
        SiteStatus.ADEQUATE,
        Reason.ALREADY_AT_STANDARD,
        kept_fee_per_year_minor=1_200_000,
        kept_fee_payer="soum",
    ),
    deployment(
        "AR-3",
        UNSERVED,
        Reason.NO_COORDINATES,
        reason_text="=Nothing places this site.",
        reason_text_mn="",
    ),
    deployment("AR-4", UNSERVED, Reason.EXCLUDED),
    deployment(
        "BO-1",
        DEPLOYED,
        Reason.MUST_SERVE,
        technology="fibre",
        candidate_id="BO-1/fibre/100",
        mbps_after=80.5,
        benefit=700_000,
        users_gaining=420,
        lines=(line("ONT", 1), line("NET-100*", 1, "ministry")),
    ),
    deployment(
        "BO-2",
        DEPLOYED,
        Reason.CHOSEN,
        technology="neighbour",
        candidate_id="BO-2/neighbour/100",
        mbps_after=60.0,
        benefit=90_000,
        users_gaining=64,
        lines=(line("+BRIDGE", 2), line("NET-100*", 1, None)),
    ),
    deployment(
        "BO-3",
        DEPLOYED,
        Reason.CHOSEN,
        technology="upgrade",
        candidate_id="BO-3/upgrade/100",
        mbps_before=4.0,
        mbps_after=60.0,
        benefit=12_345,
        users_gaining=30,
        lines=(line("NET-100*", 1, "soum"), ENDED),
    ),
)
LINKS = (
    a_link(
        "T1",
        kind="trench",
        from_node="road:1",
        to_node="premises:BO-1",
        length_m=1500,
        coordinates=((89.9512345678, 48.95), (89.96, 48.96), (89.97, 48.97)),
        lines=(line("TRENCH", 1500), line("UPKEEP", 1500, "ministry")),
        serves=("BO-1", "BO-2"),
    ),
    a_link(
        "T2",
        kind="trench",
        from_node="road:2",
        to_node="road:1",
        length_m=400,
        coordinates=((89.94, 48.94), (89.9512345678, 48.95)),
        lines=(line("TRENCH", 400), line("UPKEEP", 400, "ministry")),
        serves=("AR-1", "BO-1"),
    ),
    a_link(
        "BO-2/neighbour/100",
        kind="neighbour",
        from_node="premises:BO-1",
        to_node="service:BO-2",
        length_m=820,
        coordinates=((89.97, 48.97), (89.99, 48.97)),
        serves=("BO-2",),
    ),
)
CAPEX = 15 * 1_450_000 + 320_000 + 2 * 610_001 + 1900 * 12_345
NEW_PER_YEAR = 3 * 3_600_000 + 1900 * 110
KEPT = 960_000 + 1_200_000
PLAN = Plan(
    run_id="2026-11-22-a1b2c3",
    fingerprint="K7Q2-9F4M",
    project="Цахим хүртээмж & боловсрол",
    scenario="base",
    solver="exact",
    seed=1,
    status="feasible",
    stages=(
        Stage(**a_stage("benefit", value=842_845, bound=845_000, certified_bound=850_000)),
        Stage(**a_stage("cost", sense="min", value=90_000_000)),
    ),
    objective=842_845,
    bound=845_000,
    certified_bound=850_000,
    gap=0.008418,
    solver_gap=0.00255,
    limits=(
        LimitUse(
            id="capex",
            meaning=LimitMeaning(kind=LimitKind.CAPEX),
            title="One-time money",
            unit="MNT",
            used=CAPEX,
            lower=None,
            upper=50_000_000,
            binding=True,
            dual=0.012,
        ),
        LimitUse(
            id="floor:AR",
            meaning=LimitMeaning(kind=LimitKind.FLOOR, by="aimag", group="AR", quantity="benefit"),
            title="At least half of its share for Архангай",
            unit="thousandths of a point",
            used=40_500,
            lower=20_000,
            upper=None,
            binding=False,
            dual=None,
        ),
    ),
    currency="MNT",
    capex_minor=CAPEX,
    opex_per_year_minor=NEW_PER_YEAR + KEPT,
    npc_minor=131_000_000,
    price_date="2026-10-31",
    price_basis="with_vat",
    exchange_rates=(("USD", "3585.5", "2026-10-31", "Mongolbank"),),
    deployments=DEPLOYMENTS,
    links=LINKS,
    directives=(
        DirectiveCost(
            directive_id="D1",
            text="must serve BO-1",
            reason="Flood repair",
            authority="Ministry of Education",
            document="A/123",
            date="2026-09-01",
            benefit_cost=1_500,
            at_least=1_000,
            at_most=2_000,
            text_mn="заавал хамруулах: BO-1",
            verifiable=True,
        ),
    ),
    stock=(("PC", "Төв агуулах", 40), ("PC", "Ховд", 2)),
    next_money=NextMoney(
        extra_minor=100_000_000,
        benefit_gain=50_000,
        at_least=48_000,
        at_most=61_000,
        sites_gained=3,
        users_gained=410,
        verifiable=True,
    ),
    policy=(
        ("horizon_years", "10", "ITU Connectivity Planning Platform default"),
        ("discount_rate", "0.09", "ITU Broadband Calculation Tool"),
    ),
    sources=(Source(path="data/sites.csv", table="sites", sha256="ab" * 32, rows=7),),
    kept_fee_per_year_minor=KEPT,
)


def road() -> nx.Graph[str]:
    """Return one road of two junctions."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("1", longitude=89.94, latitude=48.94)
    graph.add_node("2", longitude=101.45, latitude=47.47)
    ends = ((89.94, 48.94), (101.45, 47.47))
    graph.add_edge("1", "2", length_m=870_000, coordinates=ends)
    return graph


NETWORK = Network(
    pops=(Pop(id="P1", name="Өлгий PoP", longitude=89.94, latitude=48.94),),
    towers=(Tower(id="W1", longitude=101.44, latitude=47.46, height_m=45.0),),
    spans=(Span(id="S1", medium="fibre", coordinates=((89.94, 48.94), (101.45, 47.47))),),
    places=(
        a_place("BO", "Баян-Өлгий", name_latin="Bayan-Ulgii", longitude=89.97, latitude=48.97),
        a_place("AR", "Архангай", name_latin="Arkhangai", longitude=101.45, latitude=47.47),
    ),
    roads=road(),
)


@pytest.fixture
def plan() -> Plan:
    """Give the plan drawn at the top of this file."""
    return PLAN


@pytest.fixture
def context() -> ExportContext:
    """Give the plan in both languages and whole tögrög."""
    return TenderContext(
        plan=PLAN,
        sites=SITES,
        network=NETWORK,
        country="MN",
        written_at="2026-11-22T06:00:00+00:00",
    )


@pytest.fixture
def texts() -> tuple[str, ...]:
    """Give the names of the small world that a careless writer would run as formulas."""
    return (FORMULA_NAME, "@SUM(A1)", "\t-1+1", "+BRIDGE", "@Радио гүүр / -Radio bridge")


# --- the same plan as tenders, with what comes from elsewhere -------------------------------------

GIVEN = 5  # computers of AR-1 that are not bought
TRANSPORT = 50_000  # of each of them
SAVING = Saving(
    id="depot:PC",
    kind="depot",
    sku="PC",
    quantity=GIVEN,
    per_unit_minor=1_450_000 - TRANSPORT,
    text="=5 computers come from elsewhere.",
    text_mn="",
)
MOVES = (
    Move(sku="PC", quantity=3, origin_kind="depot", origin="@Төв", site_id="AR-1",
         transport_minor=3 * TRANSPORT),
    Move(sku="PC", quantity=2, origin_kind="site", origin="BO-3", site_id="AR-1",
         transport_minor=2 * TRANSPORT, decision="D2"),
    Move(sku="PC", quantity=1, origin_kind="site", origin="AR-2", site_id="BO-1",
         transport_minor=TRANSPORT, counted=False),
)  # fmt: skip
PACKAGES = (
    a_package(
        ("AR-1", line("PC", 10)),
        ("AR-1", line("PC", 5)),
        ("BO-1", line("ONT", 1)),
        ("BO-2", line("+BRIDGE", 2)),
        fund_id="state",
        savings=(SAVING,),
    ),
    a_package(
        ("T1", line("TRENCH", 1500)),
        ("T2", line("TRENCH", 400)),
        id="P02",
        entity="unnamed",
        fund_id="state",
        category="works",
    ),
)
TENDERED = replace(
    PLAN,
    capex_minor=CAPEX - SAVING.amount_minor,
    savings=(SAVING,),
    moves=MOVES,
    packages=PACKAGES,
    funds=(
        FundUse(
            fund_id="state",
            name_mn="=Улсын төсөв",
            name_en="State budget",
            rulebook="national",
            ceiling_minor=50_000_000,
            used_minor=CAPEX - SAVING.amount_minor,
            deadline="2027-12-31",
        ),
    ),
)
CATALOGUE = Catalogue(currency="MNT", items=tuple(ITEMS[sku] for sku in sorted(ITEMS)))


def dossier(package: Package, **ruled: object) -> Dossier:
    """Return the dossier of a package whose rule is not confirmed unless said otherwise."""
    start: dict[str, object] = {
        "method": None,
        "why": "unconfirmed",
        "citation": "Law, article 1",
        "estimate_shown": False,
        "natural_supplier": False,
    }
    tender = tender_of(package, CATALOGUE)
    moves = tuple(m for m in MOVES if m.site_id in tender.points)
    bought, unplaced = bought_points(tender, moves)
    days = (date(2027, month, 1) for month in (3, 4, 5, 6, 8))
    invitation, opening, contract, earliest, latest = days
    return Dossier(
        tender=tender,
        ruling=Ruling(**{**start, **ruled}),  # type: ignore[arg-type]
        days=Milestones(
            invitation=invitation,
            opening=opening,
            contract=contract,
            earliest=earliest,
            latest=latest,
            other_year=False,
        ),
        splittings=(),
        thresholds=False,
        suppliers=(),
        fund=TENDERED.funds[0],
        moves=moves,
        bought=bought,
        unplaced=unplaced,
    )


@pytest.fixture
def tendered(context: ExportContext) -> ExportContext:
    """Give the plan with two packages, one of them with computers from elsewhere."""
    confirmed = {"method": "Нээлттэй тендер", "why": "confirmed", "estimate_shown": True}
    return replace(
        context,
        plan=TENDERED,
        catalogue=CATALOGUE,
        dossiers=(dossier(PACKAGES[0]), dossier(PACKAGES[1], **confirmed)),
    )
