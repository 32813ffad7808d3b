"""Rules about the figures of a site: users, opening, link, computers, power."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from sites import cells, rules
from sites.checks.evidence import Evidence
from sites.season import is_doubtful
from sites.site import LinkType, Site, SiteKind
from sites.speeds import (
    KBPS_STEP,
    MEASURED_TIMES,
    SPEED_COLUMNS,
    Doubt,
    doubts_of,
    fastest_mbps,
)

if TYPE_CHECKING:
    from inventory.findings import Finding
    from inventory.records import Record

MOST_BELIEVABLE = {
    "students": 10_000,  # Giga's range
    "boarders": 2_000,
    "staff": 500,
    "visitors_per_day": 20_000,
    "rooms": 500,
}
"""Figures above these are warned of (assumptions but for Giga's)."""
MEASURED_TIMES_CONTRACT = 1.5
FIRST_COMPUTER_YEAR = 1995
LONGEST_CONTRACT_YEARS = 20  # assumption: a contract that runs longer is a wrong year
MOST_OUTAGES = 744  # hours of a month
_WITH_STUDENTS = (SiteKind.SCHOOL, SiteKind.BAGH_SCHOOL, SiteKind.TVET)

_RowCheck = Callable[[Evidence, "Record", Site], "Iterator[Finding]"]


def figures(evidence: Evidence) -> Iterator[Finding]:
    """Yield every fault of every site's figures, row by row."""
    for record, site in evidence.rows:
        for check in _ROW_CHECKS:
            yield from check(evidence, record, site)


def _no_users(evidence: Evidence, record: Record, site: Site) -> Iterator[Finding]:
    users = site.users
    counted = (users.students, users.boarders, users.staff, users.visitors_per_day, users.at_once)
    if not any(counted):
        expected = "students, boarders, visitors a day or staff"
        todo = "write how many people use the site"
        yield evidence.cell(rules.USERS_MISSING, record, "students", expected, todo, "no users")


def _too_many(evidence: Evidence, record: Record, site: Site) -> Iterator[Finding]:  # noqa: ARG001
    values = record.values
    for column, most in MOST_BELIEVABLE.items():
        value = None if values.get(column) is None else cells.real(record, column)
        if value is not None and value > most:
            expected = f"at most {most:,}".replace(",", " ")
            todo = "check the number and its column"
            yield evidence.cell(rules.USERS_ABSURD, record, column, expected, todo)


_AMONG_STUDENTS = (
    ("staff", rules.STAFF_EXCEED_STUDENTS, "check whether the two columns are exchanged"),
    ("boarders", rules.BOARDERS_EXCEED_STUDENTS, "count boarders among the students"),
)


def _more_than_students(evidence: Evidence, record: Record, site: Site) -> Iterator[Finding]:
    students = site.users.students
    for column, rule, todo in _AMONG_STUDENTS:
        value = getattr(site.users, column)
        if site.kind in _WITH_STUDENTS and students and value and value > students:
            expected = f"at most its {students} students"
            yield evidence.cell(rule, record, column, expected, todo)


def _shifts(evidence: Evidence, record: Record, site: Site) -> Iterator[Finding]:
    if site.users.shifts is not None and site.users.shifts not in (1, 2, 3):
        yield evidence.cell(
            rules.SHIFTS_ABSURD, record, "shifts", "1, 2 or 3", "write the teaching shifts of a day"
        )


def looks_like_kbps(mbps: float) -> bool:
    """Return whether a figure of Mbps is probably one of kbps: 1,024 times a whole number."""
    return mbps >= KBPS_STEP and mbps % KBPS_STEP == 0


def _speeds(evidence: Evidence, record: Record, site: Site) -> Iterator[Finding]:
    if all(record.values.get(column) is None for column in SPEED_COLUMNS):
        return
    doubts = doubts_of(record, site.link.type, site.kind)
    for column in SPEED_COLUMNS:
        mbps = cells.real(record, column)
        if mbps is None:
            continue
        if column in doubts:
            yield _doubted(evidence, record, site, column, doubts[column])
        elif looks_like_kbps(mbps) and not cells.yes(record, "speed_confirmed"):
            expected = f"Mbps; {mbps:g} kbps are {mbps / KBPS_STEP:g} Mbps"
            todo = "write Mbps, or name the unit in the header, as in speed (kbps)"
            yield evidence.cell(rules.SPEED_IN_KBPS, record, column, expected, todo)


def _doubted(evidence: Evidence, record: Record, site: Site, column: str, doubt: Doubt) -> Finding:
    """Return the finding of a speed that counts as unknown, with the reason."""
    mbps, measured = cells.real(record, column) or 0.0, site.link.measured_mbps or 0.0
    fastest = fastest_mbps(site.link.type, site.kind)
    expected = {
        Doubt.KBPS: f"Mbps; {mbps:g} kbps are {mbps / KBPS_STEP:g} Mbps",
        Doubt.CEILING: f"at most {fastest:g} Mbps, {site.link.type.value} to a {site.kind.value}",
        Doubt.ZERO: "the speed of the contract, or nothing",
        Doubt.MEASURED: f"at most {MEASURED_TIMES:g} times the measured {measured:g} Mbps",
    }
    todo = "correct it, or say yes under speed_confirmed where it is right"
    return evidence.cell(rules.SPEED_DOUBTFUL, record, column, expected[doubt], todo)


def _measured(evidence: Evidence, record: Record, site: Site) -> Iterator[Finding]:
    contract, measured = site.link.contract_mbps, site.link.measured_mbps
    if not contract or not measured or looks_like_kbps(measured):
        return
    if measured > MEASURED_TIMES_CONTRACT * contract:
        yield evidence.cell(
            rules.MEASURED_EXCEEDS_CONTRACT,
            record,
            "measured_mbps",
            f"at most about the contract of {contract:g} Mbps",
            "check units and dates of both speeds",
        )


def _link_without_speed(evidence: Evidence, record: Record, site: Site) -> Iterator[Finding]:
    link = site.link
    if not link.speed_unknown or link.speed_doubted:
        return
    if link.type is LinkType.UNKNOWN:
        found = f"{site.id}: a link of unknown type and speed"
        expected = "the type and the speed of the link"
        todo = "write the link type and the speed from the contract"
        yield evidence.cell(rules.LINK_ONLY_YES, record, "connected", expected, todo, found)
        return
    found = f"a {link.type.value} link without a speed"
    expected = "the speed of the contract or a measured one"
    todo = "write the speed from the contract"
    yield evidence.cell(rules.LINK_WITHOUT_SPEED, record, "contract_mbps", expected, todo, found)


def _contradicted(evidence: Evidence, record: Record, site: Site) -> Iterator[Finding]:
    if not site.link.contradicted:
        return
    written = cells.text(record, "link_type")
    said_no = site.link.connected is False
    yield evidence.cell(
        rules.LINK_CONTRADICTED,
        record,
        "connected",
        "yes where a link type is named" if said_no else "no where the link type is none",
        "correct one of the two columns; no link counts until then",
        f"{site.id}: no beside a {written} link"
        if said_no
        else f"{site.id}: yes beside the link type none",
    )


def _no_link(evidence: Evidence, record: Record, site: Site) -> Iterator[Finding]:
    link = site.link
    if link.type is not LinkType.NONE or link.contradicted:  # a contradiction is told by itself
        return
    if link.contract_mbps or link.measured_mbps:
        column = "contract_mbps" if link.contract_mbps else "measured_mbps"
        expected = "no speed where the link type is none"
        todo = "write the link type, or clear the speed"
        yield evidence.cell(rules.SPEED_WITHOUT_LINK, record, column, expected, todo)
    if link.price_per_month_minor:
        expected = "no price where the link type is none"
        todo = "write the link type, or end the payment"
        yield evidence.cell(rules.PRICE_WITHOUT_LINK, record, "price_per_month", expected, todo)
    if link.cap_gb is not None:
        expected = "no monthly volume where the link type is none"
        todo = "write the link type, or clear the volume"
        yield evidence.cell(rules.SPEED_WITHOUT_LINK, record, "link_cap_gb", expected, todo)
    if link.end_cost_minor:
        expected = "no cost of ending a contract where the link type is none"
        todo = "write the link type, or clear the cost"
        yield evidence.cell(rules.PRICE_WITHOUT_LINK, record, "contract_end_cost", expected, todo)


def _contract_ended(evidence: Evidence, record: Record, site: Site) -> Iterator[Finding]:
    end, newest = site.link.end_date, evidence.newest_date
    if end is not None and newest is not None and end < newest:
        expected = f"a day after the newest price, {newest}"
        todo = "write the new contract"
        yield evidence.cell(rules.CONTRACT_ENDED, record, "contract_end", expected, todo)


def _contract_dates(evidence: Evidence, record: Record, site: Site) -> Iterator[Finding]:
    start, end = site.link.start_date, site.link.end_date
    if end is None:
        return
    if start is not None and end < start:
        expected = f"a day after the contract began, {start}"
        todo = "correct one of the two days"
        yield evidence.cell(rules.CONTRACT_BACKWARDS, record, "contract_end", expected, todo)
    newest = evidence.newest_date
    if newest is not None and int(end[:4]) > int(newest[:4]) + LONGEST_CONTRACT_YEARS:
        expected = f"a day within {LONGEST_CONTRACT_YEARS} years of the newest price, {newest}"
        todo = "correct the year; until then the contract counts as running to that day"
        yield evidence.cell(rules.CONTRACT_FAR, record, "contract_end", expected, todo)


def _working(evidence: Evidence, record: Record, site: Site) -> Iterator[Finding]:
    total, working = site.equipment.computers, site.equipment.computers_working
    if total is not None and working is not None and working > total:
        expected = f"at most the {total} computers there are"
        todo = "correct one of the two numbers"
        yield evidence.cell(rules.WORKING_EXCEED_TOTAL, record, "computers_working", expected, todo)


def _computers_year(evidence: Evidence, record: Record, site: Site) -> Iterator[Finding]:
    year, newest = site.equipment.computers_year, evidence.newest_date
    if year is None:
        return
    last = int(newest[:4]) if newest else None
    if year < FIRST_COMPUTER_YEAR or (last is not None and year > last):
        expected = f"{FIRST_COMPUTER_YEAR} to {last}" if last else f"{FIRST_COMPUTER_YEAR} or later"
        todo = "write the year most computers were bought"
        yield evidence.cell(rules.COMPUTERS_YEAR_ABSURD, record, "computers_year", expected, todo)


def _power(evidence: Evidence, record: Record, site: Site) -> Iterator[Finding]:
    if (site.power.outages_per_month or 0) > MOST_OUTAGES:
        expected = f"at most {MOST_OUTAGES}, one every hour"
        todo = "write how many times a month power fails"
        yield evidence.cell(rules.OUTAGES_ABSURD, record, "outages_per_month", expected, todo)
    written, electricity = cells.text(record, "power_source"), cells.yes(record, "electricity")
    if written and electricity is not None and electricity is (written == "none"):
        yield evidence.cell(
            rules.POWER_CONTRADICTED,
            record,
            "electricity",
            "yes where a power source is named, no where there is none",
            "correct one of the two columns; no electricity counts until then",
            f"{site.id}: {'yes' if electricity else 'no'} beside the power source {written}",
        )
    if site.power.source == "none" and (site.power.hours_per_day or 0) > 0:
        yield evidence.cell(
            rules.POWER_WITHOUT_SOURCE,
            record,
            "power_source",
            "grid, solar, generator or other where there are hours of power",
            "name the source or clear the hours",
        )


def _access_season(evidence: Evidence, record: Record, site: Site) -> Iterator[Finding]:
    if is_doubtful(site.access_season):
        expected = "months from 1 to 12, as in 5-9; all year; or words"
        todo = "format the column as text in the spreadsheet, then write the months again"
        yield evidence.cell(rules.ACCESS_SEASON_DOUBTFUL, record, "access_season", expected, todo)


_ROW_CHECKS: tuple[_RowCheck, ...] = (
    _no_users,
    _too_many,
    _more_than_students,
    _shifts,
    _speeds,
    _measured,
    _link_without_speed,
    _contradicted,
    _no_link,
    _contract_ended,
    _contract_dates,
    _working,
    _computers_year,
    _power,
    _access_season,
)
