"""A register of devices, one row a device, summed into the equipment of each site's row.

A site that the register names has no other device of the kinds that it lists anywhere. Of kinds
that it lists nowhere, and of sites that it does not name, the table of sites alone speaks. Where
both speak the register counts, and what differs is told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from inventory.findings import Finding, note_rule, rules_in, warning_rule
from sites import cells

if TYPE_CHECKING:
    from inventory.records import Record

DEVICES_SUMMED = note_rule(
    "device.summed",
    "The equipment of sites was summed from a register of devices",
    "A site that the register names has no other device of the kinds that it lists.",
)
DEVICE_SITE_UNKNOWN = warning_rule(
    "device.site_unknown",
    "Devices stand at sites that the inventory does not have",
    "They count nowhere, and the site they belong to is perhaps bought what it has.",
)
DEVICES_DISAGREE = warning_rule(
    "device.disagrees",
    "The register of devices and the table of sites count differently",
    "The register counts; one of the two is out of date.",
)
RULES = rules_in(globals())

_COUNTED = {
    "router": "routers",
    "access_point": "access_points",
    "switch": "switches",
    "printer": "printers",
    "projector": "projectors",
    "tablet": "tablets",
    "rack": "racks",
}
_HAD = {"ups": "ups", "content_server": "content_server"}  # one that works is there, or none
_EXAMPLES = 3


@dataclass(slots=True)
class _Units:
    """Devices of one kind at one site, by state, and computers by the year they were bought."""

    by_state: Counter[str] = field(default_factory=Counter)
    by_year: Counter[int] = field(default_factory=Counter)


def with_devices(
    sites: Sequence[Record], devices: Sequence[Record]
) -> tuple[list[Record], list[Finding]]:
    """Return the rows of sites with the equipment that the register counts, and what to say."""
    if not devices:
        return list(sites), []
    known = {cells.text(record, "site_id") for record in sites}
    found: dict[str, dict[str, _Units]] = defaultdict(lambda: defaultdict(_Units))
    strangers: list[Record] = []
    for device in devices:
        site, kind = cells.text(device, "site"), cells.text(device, "device")
        if site and site not in known:
            strangers.append(device)
        elif site and kind:
            _count(device, found[site][kind])
    listed = {kind for units in found.values() for kind in units}
    sums = {site: _sums(units, listed) for site, units in found.items()}
    findings = [_told(devices, sums, len(known))] if sums else []
    findings += _strangers(strangers)
    findings += _differences(sites, sums, devices[0].file)
    return [_with(record, sums) for record in sites], findings


def _count(device: Record, units: _Units) -> None:
    quantity = cells.whole(device, "quantity")
    pieces, year = 1 if quantity is None else quantity, cells.whole(device, "year")
    units.by_state[cells.text(device, "state") or "working"] += pieces
    if year is not None:
        units.by_year[year] += pieces


def _sums(units: Mapping[str, _Units], listed: Iterable[str]) -> dict[str, Any]:
    """Return the cells of a site's row, for every kind that the register lists anywhere."""
    sums: dict[str, Any] = {}
    for kind in sorted(listed):
        has = units.get(kind, _Units())
        works = has.by_state["working"]
        if kind == "computer":
            sums["computers_total"] = has.by_state.total()
            sums["computers_working"] = works
            sums["computers_repairable"] = has.by_state["repairable"]
            if has.by_year:
                sums["computers_year"] = max(has.by_year, key=lambda y: (has.by_year[y], y))
        elif kind in _COUNTED:
            sums[_COUNTED[kind]] = works
        elif kind in _HAD:
            sums[_HAD[kind]] = works > 0
    return sums


def _with(record: Record, sums: Mapping[str, Mapping[str, Any]]) -> Record:
    own = sums.get(cells.text(record, "site_id"))
    return record if own is None else replace(record, values={**record.values, **own})


def _told(devices: Sequence[Record], sums: Mapping[str, object], sites: int) -> Finding:
    found = f"{len(devices)} rows of devices at {len(sums)} of {sites} sites"
    expected = "every device of every site"
    todo = "nothing to do if the register is complete for the sites that it names"
    return DEVICES_SUMMED.finding(devices[0].file, found=found, expected=expected, todo=todo)


def _strangers(devices: Sequence[Record]) -> list[Finding]:
    """Return one warning of all devices whose site is not known."""
    if not devices:
        return []
    names = list(dict.fromkeys(cells.text(device, "site") for device in devices))
    shown = ", ".join(names[:_EXAMPLES])
    return [
        DEVICE_SITE_UNKNOWN.finding(
            *devices[0].at("site"),
            found=f"{len(devices)} rows of {len(names)} unknown sites, such as {shown}",
            expected="the id of a site",
            todo="nothing to do if these sites were left out on purpose; else correct the ids",
        )
    ]


def _differences(
    sites: Sequence[Record], sums: Mapping[str, Mapping[str, Any]], file: str
) -> list[Finding]:
    """Return one warning of all sites whose own row says something else."""
    told: dict[str, str] = {}
    for record in sites:
        site = cells.text(record, "site_id")
        for column, counted in sums.get(site, {}).items():
            stated = record.values.get(column)
            if stated is not None and stated != counted:
                told.setdefault(site, f"{site} {column} {stated:g} and {counted:g}")
    if not told:
        return []
    shown = "; ".join(list(told.values())[:_EXAMPLES])
    return [
        DEVICES_DISAGREE.finding(
            file,
            found=f"{len(told)} sites, such as {shown}",
            expected="one count in both",
            todo="correct the one that is out of date; the register counts until then",
        )
    ]
