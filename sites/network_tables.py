"""The network that exists: PoPs, towers, spans and coverage, read from their tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from inventory.findings import at
from inventory.schema.codes import STATUSES
from inventory.schema.notation import code_column
from inventory.values import fold
from sites import cells, row_rules, rules
from sites import network_rules as network_rules
from sites.boundaries import sound_polygon
from sites.distance import Point
from sites.nearest.lines import on_globe
from sites.network import FIBRE_MEDIUM, CoverageArea, Pop, Span, Tower, generation

if TYPE_CHECKING:
    from inventory.findings import Finding, Rule
    from inventory.records import Record

_NOT_IN_OPERATION = frozenset(
    {"proposed", "planned", "underconstruction", "under_construction", "construction"}
    | {"decommissioned", "inactive", "closed"}
)
_EMPTY_MEDIUM = FIBRE_MEDIUM  # as the column dictionary says


def read_pops(records: Iterable[Record]) -> tuple[tuple[Pop, ...], list[Finding]]:
    """Return the PoPs in operation in id order, and what is wrong with the table.

    A status that the table does not give, or such as "assumed", counts as operational; one
    such as "planned" or "decommissioned" leaves the PoP out with a warning.
    """
    pops: dict[str, Pop] = {}
    findings: list[Finding] = []
    for record in records:
        located, faults = _located(record, "pop_id", pops)
        findings += faults
        status = cells.text(record, "status")
        if located is not None and _out_of_operation(status):
            findings.append(_not_operational(record, status))
        elif located is not None:
            pop_id, (longitude, latitude) = located
            pops[pop_id] = Pop(
                id=pop_id,
                name=cells.text(record, "name"),
                longitude=longitude,
                latitude=latitude,
                medium=cells.text(record, "medium") or _EMPTY_MEDIUM,
                status=status or "operational",
                ports=cells.whole(record, "ports"),
                backhaul_mbps=cells.real(record, "backhaul_mbps"),
            )
    return tuple(pops[i] for i in sorted(pops)), findings


def _out_of_operation(status: str) -> bool:
    return status.casefold().replace(" ", "_").replace("-", "_") in _NOT_IN_OPERATION


def _not_operational(record: Record, status: str) -> Finding:
    return network_rules.POP_NOT_OPERATIONAL.finding(
        *record.at("status"),
        found=status,
        expected="operational",
        todo="set the status to operational once the node is lit",
    )


def one_a_point(
    towers: Iterable[Tower], records: Sequence[Record]
) -> tuple[tuple[Tower, ...], list[Finding]]:
    """Return one tower for each point, in id order: sectors and operators share a mast.

    It has the newest radio generation, all sectors of that generation, and the greatest height and
    backhaul of those at its point.
    """
    groups: dict[Point, list[Tower]] = defaultdict(list)
    for tower in towers:
        groups[tower.longitude, tower.latitude].append(tower)
    merged = [_merged(group) for group in groups.values()]
    sectors = sum(len(group) for group in groups.values()) - len(merged)
    findings = []
    if sectors:
        findings.append(
            row_rules.TOWER_SECTORS.finding(
                records[0].file,
                found=f"{sectors} more entries at the points of {len(merged)} towers",
                expected="one tower at a point",
                todo="nothing to do: radio generation and height are the best of each point",
            )
        )
    return tuple(sorted(merged, key=lambda tower: tower.id)), findings


def _merged(towers: Sequence[Tower]) -> Tower:
    """Return the one tower that several entries at its point are."""
    first = min(towers, key=lambda tower: tower.id)
    radio = max((tower.radio for tower in towers), key=generation)
    newest = [t.sectors for t in towers if t.radio == radio and t.sectors is not None]
    return replace(
        first,
        radio=radio,
        height_m=_greatest(tower.height_m for tower in towers),
        sectors=sum(newest) or None,
        backhaul_mbps=_greatest(tower.backhaul_mbps for tower in towers),
    )


def _greatest(values: Iterable[float | None]) -> float | None:
    return max((value for value in values if value is not None), default=None)


def read_towers(records: Iterable[Record]) -> tuple[tuple[Tower, ...], list[Finding]]:
    """Return the towers in id order, and what is wrong with the table.

    A tower whose radio generation is missing is an error of the table and left out here. Rows
    with one id at one point are sectors of one tower.
    """
    towers: dict[str, Tower] = {}
    findings: list[Finding] = []
    for record in records:
        known = towers.get(cells.text(record, "tower_id"))
        if known is not None and (at := (known.longitude, known.latitude)) == cells.point(record):
            sector = _tower(record, known.id, at, cells.text(record, "radio") or known.radio)
            towers[known.id] = _merged([known, sector])
            continue
        located, faults = _located(record, "tower_id", towers)
        findings += faults
        radio = cells.text(record, "radio")
        if located is not None and radio:
            towers[located[0]] = _tower(record, *located, radio)
    return tuple(towers[i] for i in sorted(towers)), findings


def _tower(record: Record, tower_id: str, point: Point, radio: str) -> Tower:
    return Tower(
        id=tower_id,
        longitude=point[0],
        latitude=point[1],
        radio=radio,
        height_m=cells.real(record, "height_m"),
        sectors=cells.whole(record, "sectors"),
        backhaul_mbps=cells.real(record, "backhaul_mbps"),
    )


def _located(
    record: Record, id_column: str, seen: Mapping[str, Any]
) -> tuple[tuple[str, Point] | None, list[Finding]]:
    node_id = cells.text(record, id_column)
    longitude, latitude = cells.point(record)
    faults: list[Finding] = []
    if node_id in seen:
        faults.append(
            _at(rules.NETWORK_ID_REPEATED, record, id_column, node_id, "an id of its own")
        )
    if longitude is None or latitude is None:
        faults.append(
            _at(rules.NETWORK_POINT_MISSING, record, "longitude", "no point", "both coordinates")
        )
    if faults or not node_id or longitude is None or latitude is None:
        return None, faults
    return (node_id, (longitude, latitude)), []


def _at(rule: Rule, record: Record, column: str, found: str, expected: str) -> Finding:
    todo = "correct the row or delete it; it is not used"
    return rule.finding(*record.at(column), found=found, expected=expected, todo=todo)


_STATUS = code_column("status", STATUSES, "", "")


def read_spans(
    records: Iterable[Record], known_points: Mapping[str, Point], pop_ids: Collection[str] = ()
) -> tuple[tuple[Span, ...], list[Finding]]:
    """Return the spans that can be drawn in id order, and what is wrong with the table.

    A span is drawn from its line, its end coordinates, or the ids of its ends. One that is planned,
    dark or closed is no existing network; one whose status says nothing that is known is drawn and
    not tapped. `pop_ids` are those of the table of PoPs, in operation or not.
    """
    spans: dict[str, Span] = {}
    findings: list[Finding] = []
    for number, record in enumerate(records, start=1):
        given = cells.text(record, "span_id")
        if given in spans:
            findings.append(
                _at(rules.NETWORK_ID_REPEATED, record, "span_id", given, "an id of its own")
            )
            continue
        lines = list(cells.lines(record.geometry)) or _between_ends(record, known_points)
        if not lines:
            findings.append(_no_ends(record))
        findings += [] if all(map(on_globe, lines)) else [_off_globe(record, lines)]
        status = _status(record)
        findings += _status_faults(record, status) if lines else []
        ends = (cells.text(record, "from_id"), cells.text(record, "to_id"))
        span = Span(
            id=given,
            medium=cells.text(record, "medium") or _EMPTY_MEDIUM,
            coordinates=(),
            is_lit=status in (_OPERATIONAL, _UNKNOWN_STATUS),
            tap_allowed=status == _OPERATIONAL and cells.yes(record, "tap_allowed") is not False,
            pop_ends=tuple(end for end in ends if end in pop_ids),
            spare_fibres=cells.whole(record, "spare_fibres"),
        )
        for part, line in enumerate(lines):
            name = given or f"span-{number:05d}"
            name = name if part == 0 else f"{name}/{part + 1}"
            spans[name] = replace(span, id=name, coordinates=line)
    return tuple(spans[i] for i in sorted(spans)), findings


_OPERATIONAL, _UNKNOWN_STATUS = "operational", ""


def _status(record: Record) -> str:
    """Return the code of a span's status, "" for words that are not known; a dash is empty."""
    text = cells.text(record, "status")
    if not any(mark.isalnum() for mark in text):
        return _OPERATIONAL
    return _STATUS.code_of.get(fold(text), _UNKNOWN_STATUS)


def _status_faults(record: Record, status: str) -> list[Finding]:
    if status == _OPERATIONAL:
        return []
    rule, todo = network_rules.SPAN_NOT_LIT, "set the status to operational once the span is lit"
    if status == _UNKNOWN_STATUS:
        rule = network_rules.SPAN_STATUS_UNKNOWN
        codes = ", ".join(code.code for code in STATUSES)
        todo = f"write one of {codes}, or translate it under `values`; the span is not tapped"
    column, found = cells.header(record, "status"), cells.text(record, "status")
    return [rule.finding(*at(record, column), found=found, expected="operational", todo=todo)]


def _between_ends(record: Record, known_points: Mapping[str, Point]) -> list[tuple[Point, ...]]:
    ends: list[Point] = []
    for end in ("from", "to"):
        x, y = cells.real(record, f"{end}_longitude"), cells.real(record, f"{end}_latitude")
        known = known_points.get(cells.text(record, f"{end}_id"))
        if x is not None and y is not None:
            ends.append((x, y))
        elif known is not None:
            ends.append(known)
    return [tuple(ends)] if len(ends) == 2 else []


def _no_ends(record: Record) -> Finding:
    ends = [cells.text(record, c) or "nothing" for c in ("from_id", "to_id")]
    return network_rules.SPAN_END_UNKNOWN.finding(
        *record.at("from_id"),
        found=f"from {ends[0]} to {ends[1]}",
        expected="a line, end coordinates, or ids of PoPs, towers or places",
        todo="correct the ids; the span is not drawn",
    )


def _off_globe(record: Record, lines: Sequence[Sequence[Point]]) -> Finding:
    wild = next(line for line in lines if not on_globe(line))
    x, y = next(((x, y) for x, y in wild if not -180 <= x <= 180 or not -90 <= y <= 90), wild[0])
    return network_rules.SPAN_OFF_GLOBE.finding(
        *record.at("span_id"),
        found=f"{cells.text(record, 'span_id')} through {x:g}, {y:g}",
        expected="longitude and latitude of WGS 84",
        todo="declare the coordinate system under `crs`, or correct the line",
    )


def read_coverage(records: Iterable[Record]) -> tuple[tuple[CoverageArea, ...], list[Finding]]:
    """Return the coverage polygons in the order of the table, and what is wrong with them.

    A row without a radio generation is an error of the table and left out here.
    """
    areas: list[CoverageArea] = []
    findings: list[Finding] = []
    for record in records:
        radio = cells.text(record, "radio")
        geometry, fault = sound_polygon(record, f"{radio} coverage")
        findings += [fault] if fault else []
        if geometry is not None and radio:
            areas.append(CoverageArea(radio=radio, geometry=geometry))
    return tuple(areas), findings
