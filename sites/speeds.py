"""Speeds that cannot be true: read as unknown, never as a link that meets every target.

Inventories hold kbps in columns of Mbps, totals of a whole aimag, prices in the wrong column. A
figure is doubted when its form or its size says so; a site whose speed was checked says yes in
`speed_confirmed`, and then the figure stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from sites import cells
from sites.site import LinkType, SiteKind

if TYPE_CHECKING:
    from inventory.records import Record

KBPS_STEP = 1_024.0  # contracts in kbps are sold in multiples of it
KBPS_FROM_MBPS = 10_240.0  # ten of them: below, 1,024 or 2,048 may be Mbps
MEASURED_TIMES = 20.0  # a contract above so many times what was measured is doubted

FASTEST_BY_TYPE: Mapping[LinkType, float] = {
    LinkType.FIBRE: 10_000.0,  # XGS-PON, ITU-T G.9807.1
    LinkType.UNKNOWN: 10_000.0,  # the fastest of all media
    LinkType.COPPER: 1_000.0,  # G.fast, ITU-T G.9701
    LinkType.MICROWAVE: 1_000.0,  # one channel of 112 MHz, ITU-R F.752
    LinkType.WIRELESS: 1_000.0,  # IEEE 802.11ac over two streams, less overhead
    LinkType.CELLULAR: 1_000.0,  # LTE category 16, 3GPP TS 36.306
    LinkType.LEO: 500.0,  # Starlink, plans for sites (2024): up to 400 Mbps, rounded up
    LinkType.GEO: 200.0,  # KONNECT VHTS of Eutelsat (2023): up to 200 Mbps
}
"""Mbps that one site can be sold over a medium at most: assumptions, to confirm.

Standards and operators are named from general knowledge and were not looked up.
"""

FASTEST_BY_KIND: Mapping[SiteKind, float] = {
    SiteKind.BAGH_SCHOOL: 1_000.0,
    SiteKind.DORMITORY: 1_000.0,
    SiteKind.KINDERGARTEN: 1_000.0,
    SiteKind.LIBRARY: 1_000.0,
    SiteKind.COMMUNITY_CENTRE: 1_000.0,
    SiteKind.MOBILE_UNIT: 1_000.0,
}
"""Mbps of a kind of site at most: 1 Gbps is the European target for public institutions by 2025
(COM(2016) 587). Schools and colleges may have more: 1 Gbps per 1,000 students (SETDA, 2016). Both
are named from general knowledge: assumptions, to confirm."""


class Doubt(StrEnum):
    """Why a speed is not believed."""

    KBPS = "kbps"  # a multiple of 1,024 from 10,240
    MEASURED = "measured"  # far more than what was measured
    CEILING = "ceiling"  # more than the medium or the kind of site has
    ZERO = "zero"  # a contract that delivers nothing, of a link that is there


def fastest_mbps(link: LinkType, kind: SiteKind) -> float:
    """Return the most Mbps that is believed of a link to a kind of site."""
    of_type = FASTEST_BY_TYPE.get(link, FASTEST_BY_TYPE[LinkType.UNKNOWN])
    return min(of_type, FASTEST_BY_KIND.get(kind, of_type))


def doubt_of(
    mbps: float, link: LinkType, kind: SiteKind, measured_mbps: float | None = None
) -> Doubt | None:
    """Return why a speed in Mbps is not believed, None when it may be true.

    `measured_mbps` is what a contract of this speed was measured to deliver, when it was.
    """
    if mbps >= KBPS_FROM_MBPS and mbps % KBPS_STEP == 0:
        return Doubt.KBPS
    if mbps > fastest_mbps(link, kind):
        return Doubt.CEILING
    if measured_mbps and mbps > MEASURED_TIMES * measured_mbps:
        return Doubt.MEASURED
    return None


SPEED_COLUMNS = ("contract_mbps", "measured_mbps")


def believed_speeds(
    record: Record, link: LinkType, kind: SiteKind
) -> tuple[float | None, float | None]:
    """Return the contract and the measured speed of a row in Mbps, None for what is doubted."""
    contract, measured = cells.real(record, "contract_mbps"), cells.real(record, "measured_mbps")
    doubts = doubts_of(record, link, kind)
    return (
        None if "contract_mbps" in doubts else contract,
        None if "measured_mbps" in doubts else measured,
    )


def doubts_of(record: Record, link: LinkType, kind: SiteKind) -> dict[str, Doubt]:
    """Return why the speeds of a row are not believed, by column; nothing where it confirms them.

    A doubted measurement says nothing about the contract.
    """
    contract, measured = cells.real(record, "contract_mbps"), cells.real(record, "measured_mbps")
    if (contract is None and measured is None) or cells.yes(record, "speed_confirmed"):
        return {}
    found: dict[str, Doubt | None] = {}
    if measured is not None:
        found["measured_mbps"] = doubt_of(measured, link, kind)
    if contract is not None:
        sure = None if found.get("measured_mbps") else measured
        nothing = contract == 0 and _is_there(record, link)
        found["contract_mbps"] = Doubt.ZERO if nothing else doubt_of(contract, link, kind, sure)
    return {column: doubt for column, doubt in found.items() if doubt is not None}


def _is_there(record: Record, link: LinkType) -> bool:
    """Return whether the table says that there is a link."""
    if link is LinkType.UNKNOWN:
        return cells.yes(record, "connected") is True
    return link is not LinkType.NONE
