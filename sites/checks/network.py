"""Rules about the network as a whole: what no single row can show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import networkx as nx

from sites import cells, rules
from sites import network_rules as network_rules
from sites.checks.evidence import POP_TO_ROAD_M, Evidence
from sites.distance import Point, RoadIndex
from sites.nearest.lines import LineIndex
from sites.network import on_fibre_by_pop
from sites.roads import rules as road_rules
from sites.site import SATELLITES

if TYPE_CHECKING:
    from inventory.findings import Finding

SITE_TO_ROAD_M = 5_000.0  # a site this near would use the road
TOWER_HEIGHTS_M = (1.0, 350.0)


def no_pops(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding when no PoP is in operation."""
    if evidence.read.network.pops:
        return
    records = cells.records(evidence.tables, "pops")
    yield rules.POPS_MISSING.finding(
        records[0].file if records else "kholboo.toml",
        found="no PoP in operation" if records else "no [tables.pops]",
        expected="a table of lit nodes",
        todo="add the table, or expect satellite and cellular links only",
    )


def tower_heights(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for every tower of unbelievable height."""
    low, high = TOWER_HEIGHTS_M
    for record in cells.records(evidence.tables, "towers"):
        height_m = cells.real(record, "height_m")
        if height_m is not None and not low <= height_m <= high:
            expected = f"{low:g} to {high:g} m, or an empty cell"
            todo = "write the height of the antenna in metres"
            yield evidence.cell(
                network_rules.TOWER_HEIGHT_ABSURD, record, "height_m", expected, todo
            )


def pops_off_road(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for every PoP too far from all roads to light one."""
    lit = evidence.road_of_pops
    records = {cells.text(r, "pop_id"): r for r in cells.records(evidence.tables, "pops")}
    for pop_id, node in lit.items():
        if node is None:
            expected = f"a road within {POP_TO_ROAD_M / 1000:g} km"
            todo = "check its coordinates, or add the missing road"
            yield evidence.cell(
                network_rules.POP_OFF_ROAD, records[pop_id], "pop_id", expected, todo
            )


def pops_below_today(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for every PoP that has less than present links on fibre take of it."""
    network = evidence.read.network
    if not network.limited_pops:
        return
    today = on_fibre_by_pop(network, evidence.read.sites)
    for record in cells.records(evidence.tables, "pops"):
        served = today.get(cells.text(record, "pop_id"), [])
        mbps = sum(site.link.measured_mbps or 0.0 for site in served)
        ports, backhaul = cells.whole(record, "ports"), cells.real(record, "backhaul_mbps")
        todo = "correct it, or expect no new link there"
        if ports is not None and ports < len(served):
            expected = f"at least {len(served)}, for the sites on fibre that it is nearest to"
            yield evidence.cell(network_rules.POP_BELOW_TODAY, record, "ports", expected, todo)
        if backhaul is not None and backhaul < mbps:
            expected = f"at least {mbps:g} Mbps, measured at sites on fibre that it is nearest to"
            yield evidence.cell(
                network_rules.POP_BELOW_TODAY, record, "backhaul_mbps", expected, todo
            )


def places_below_today(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for every settlement whose backhaul is less than what is measured there."""
    limited = {p.code for p in evidence.read.network.places if p.backhaul_mbps is not None}
    if not limited:
        return
    today: dict[str, float] = defaultdict(float)
    for site in evidence.read.sites:
        if site.link.type not in SATELLITES:
            for code in {site.soum, site.aimag}:
                today[code] += site.link.measured_mbps or 0.0
    for record in cells.records(evidence.tables, "places"):
        backhaul = cells.real(record, "backhaul_mbps")
        codes = (cells.text(record, name) for name in ("code", "nso_code", "cod_code"))
        code = next((code for code in codes if code in limited), "")
        if backhaul is not None and backhaul < today[code]:
            expected = f"at least {today[code]:g} Mbps, measured at its sites"
            todo = "correct it, or expect no new link there"
            yield evidence.cell(
                network_rules.PLACE_BELOW_TODAY, record, "backhaul_mbps", expected, todo
            )


def road_parts_without_pop(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding for every part of the road graph that sites use and no PoP lights.

    A cable that may be tapped lights a part as a PoP does.
    """
    roads = evidence.read.network.roads
    lit = {node for node in evidence.road_of_pops.values() if node is not None}
    dark = [c for c in nx.connected_components(roads) if not c & lit] if lit else []
    passed = _near_cables(evidence, [node for part in dark for node in part])
    dark = [c for c in dark if not c & passed]
    part_of = {node: min(part) for part in dark for node in part}
    sites = _sites_by_part(evidence, part_of)
    records = cells.records(evidence.tables, "roads")
    sizes = Counter(part_of.values())
    for part, ids in sorted(sites.items()):
        nodes = sizes[part]
        more = f" and {len(ids) - 3} more" if len(ids) > 3 else ""
        yield road_rules.ROAD_PART_WITHOUT_POP.finding(
            records[0].file,
            found=f"{nodes} junctions around {part}, near {', '.join(ids[:3])}{more}",
            expected="a road to the rest, or a PoP",
            todo="add the missing road or PoP, or join parts with bridge_km under [roads],"
            " or expect no fibre there",
        )


def _near_cables(evidence: Evidence, nodes: Sequence[str]) -> set[str]:
    """Return the junctions that are as near to a cable that may be tapped as PoPs to a road."""
    network = evidence.read.network
    cables = LineIndex(network.cables)
    places = [network.roads.nodes[node] for node in nodes] if cables else []
    points = [(place["longitude"], place["latitude"]) for place in places]
    near = cables.nearest(points, POP_TO_ROAD_M)
    return {node for node, on in zip(nodes, near, strict=False) if on is not None}


def _sites_by_part(evidence: Evidence, part_of: dict[str, str]) -> dict[str, list[str]]:
    """Return ids of the sites whose nearest road belongs to a part in the dark."""
    found: dict[str, list[str]] = defaultdict(list)
    if not part_of:
        return found
    roads = evidence.read.network.roads
    dark, everywhere = RoadIndex(roads.subgraph(part_of)), RoadIndex(roads)
    for _, site, point in evidence.surveyed:
        if dark.tap(point, SITE_TO_ROAD_M) is not None:
            part = _part_at(everywhere, point, part_of)
            if part is not None:
                found[part].append(site.id)
    return found


def _part_at(roads: RoadIndex, point: Point, part_of: dict[str, str]) -> str | None:
    tap = roads.tap(point, SITE_TO_ROAD_M)
    return part_of.get(tap.start) if tap is not None else None
