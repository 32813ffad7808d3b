"""Dates of a tender, counted back from when goods are needed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from inventory.prices.catalogue import Role
from planner.procurement.tender import Tender
from planner.procurement.working_days import WorkingDays
from planner.procurement.yearly import is_yearly
from planner.scenario.settings import Tender as TenderSettings


def lead_days(tender: Tender, default: int) -> int:
    """Return the longest lead time of a tender's items, from contract to delivery."""
    known = [
        default
        if line.item is None or line.item.lead_time_days is None
        else line.item.lead_time_days
        for line in tender.lines
        if line.quantity and line.role != Role.DELIVERY
    ]
    return max(known, default=default)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestones:
    """The days of a tender, counted back from the school year and the ground-work season."""

    invitation: dt.date
    opening: dt.date
    contract: dt.date  # at the latest
    earliest: dt.date  # delivery or work may begin
    latest: dt.date  # delivered, or completed
    other_year: bool  # it cannot be done in the package's own year


def milestones(
    tender: Tender,
    settings: TenderSettings,
    *,
    start: dt.date,
    tender_days: int,
    lead_days: int,
    working: WorkingDays | None = None,
) -> Milestones:
    """Return the days of a tender: the first school year that can be met from `start` on.

    Goods must be there before installation, unless their supplier installs them; work in the ground
    stays within its season, and all is handed over before school starts. `tender_days` lie between
    invitation and contract. Every day is a working one: the opening or later, invitation, contract
    and deadlines or earlier.
    """
    package = tender.package
    first = max(start.year, package.year or start.year)
    for year in range(first, first + 20):
        found = _on_working_days(
            _in_year(tender, settings, year, tender_days, lead_days), working or WorkingDays()
        )
        if found.invitation >= start:
            other = package.year is not None and year != package.year
            return replace(found, other_year=other)
    raise ValueError(f"package {package.id}: no school year within 20 years can be met")


def _in_year(
    tender: Tender, settings: TenderSettings, year: int, tender_days: int, lead_days: int
) -> Milestones:
    school = _day(year, settings.school_year_starts)
    ready = school - dt.timedelta(days=settings.handover_days)
    package = tender.package
    if package.category == "works":
        latest, earliest = ready, ready - dt.timedelta(days=settings.works_days)
        if tender.in_the_ground:
            latest = min(ready, _day(year, settings.ground_work_to))
            thawed = _day(year, settings.ground_work_from)
            earliest = max(thawed, latest - dt.timedelta(days=settings.works_days))
        contract = earliest - dt.timedelta(days=lead_days)
    elif package.category == "goods":
        there = ready - dt.timedelta(days=settings.installation_days)
        latest = ready if any(line.role == Role.INSTALLATION for line in tender.lines) else there
        earliest = contract = there - dt.timedelta(days=lead_days)
    elif is_yearly(package):
        earliest = school
        latest = _day(year + 1, settings.school_year_starts) - dt.timedelta(days=1)
        contract = ready - dt.timedelta(days=settings.installation_days)
    else:
        latest = ready
        earliest = contract = ready - dt.timedelta(days=settings.installation_days)
    invitation = contract - dt.timedelta(days=tender_days)
    return Milestones(
        invitation=invitation,
        opening=invitation + dt.timedelta(days=min(settings.bidding_days, tender_days)),
        contract=contract,
        earliest=earliest,
        latest=latest,
        other_year=False,
    )


def _on_working_days(found: Milestones, working: WorkingDays) -> Milestones:
    """Return the days moved to working ones; bidders never have less time."""
    contract = working.on_or_before(found.contract)
    invitation = working.on_or_before(found.invitation)
    opening = working.on_or_after(found.opening)
    return replace(
        found,
        invitation=invitation,
        opening=min(opening, contract) if found.opening <= contract else opening,
        contract=contract,
        earliest=working.on_or_after(found.earliest),
        latest=working.on_or_before(found.latest),
    )


def _day(year: int, month_and_day: str) -> dt.date:
    return dt.date.fromisoformat(f"{year}-{month_and_day}")
