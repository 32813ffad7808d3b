"""Who uses a site, how many hours, and the Mbps they need together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from planner.language.label import Label
from planner.language.labels import LABELS, filled
from planner.scenario.rationals import exact, round_half_up
from planner.scenario.settings import KindStandard, Scenario
from sites.site import Site, SiteKind

POINT_USER_HOURS = 100  # weighted user-hours a week in one point
LEARNING_KINDS = frozenset(
    {SiteKind.SCHOOL, SiteKind.BAGH_SCHOOL, SiteKind.KINDERGARTEN, SiteKind.TVET}
)
BAGH_KINDS = frozenset({SiteKind.BAGH_SCHOOL, SiteKind.MOBILE_UNIT})
CAPITAL_NAMES = frozenset({"улаанбаатар", "ulaanbaatar", "ulan bator", "ulaanbaatar hot"})
MONTHS = 12
DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How many people use a site, how long in a week, and how many at the busiest moment."""

    users: int
    hours_per_week: Fraction  # of all of them, averaged over the year
    present_at_once: Fraction
    notes: tuple[Label, ...] = ()

    def times(self, ratio: float) -> Use:
        """Return the use of a site with so many times the people."""
        factor = exact(ratio)
        return Use(
            users=round_half_up(self.users * factor),
            hours_per_week=self.hours_per_week * factor,
            present_at_once=self.present_at_once * factor,
            notes=self.notes,
        )


NOBODY = Use(users=0, hours_per_week=Fraction(0), present_at_once=Fraction(0))


class UsersFrom(StrEnum):
    """Where the number of users of a site comes from."""

    TABLE = "table"  # students, boarders or visitors are counted
    PEAK = "peak"  # only people online at once are
    NEAR = "near"  # a share of the people within the radius of its kind, where asked for
    KIND = "kind"  # users_if_unknown of its kind
    POPULATION = "population"  # a share of the soum's, where asked for
    STAFF = "staff"  # nobody is counted but the staff
    NOWHERE = "nowhere"


def users_from(site: Site, scenario: Scenario) -> UsersFrom:
    """Return where the users of a site come from, the first that there is."""
    users = site.users
    if users.is_counted:
        counts = (users.students, users.boarders, users.visitors_per_day)
        return UsersFrom.PEAK if all(n is None for n in counts) else UsersFrom.TABLE
    standard = scenario.standard_of(site.kind)
    if site.people_near is not None and standard.population_share is not None:
        return UsersFrom.NEAR
    if standard.users_if_unknown is not None:
        return UsersFrom.KIND
    if site.population is not None and _share_of_population(site, scenario) is not None:
        return UsersFrom.POPULATION
    return UsersFrom.STAFF if users.staff else UsersFrom.NOWHERE


def sharing_of(site: Site) -> tuple[str, str]:
    """Return soum and group of a site: institutions of one group share a soum's population."""
    return site.soum, "students" if site.kind in LEARNING_KINDS else site.kind.value


def _learns(site: Site) -> bool:
    return site.kind in LEARNING_KINDS or site.kind is SiteKind.DORMITORY


def _share_of_population(site: Site, scenario: Scenario) -> float | None:
    """Return the share of a soum that uses a kind of site, None where nobody asks for it."""
    demand = scenario.demand
    if _learns(site):
        return demand.students_share_of_population
    return demand.visitors_share_of_population


def use_of(
    site: Site,
    scenario: Scenario,
    *,
    sharing: int = 1,
    boarders_elsewhere: bool = False,
) -> Use:
    """Return the weekly user-hours of a site and its peak, from what the inventory counts.

    Students come by day in shifts, boarders in the evening, visitors day by day; staff belong to
    every peak by day. A site for which none of them is counted is taken at the people online at
    once, as ITU's tables give them; failing that, where the scenario asks for it, at its part of a
    share of the people within a radius, at what is assumed for its kind, or at its part of a share
    of the soum's population among `sharing` institutions. Each is noted. Without any of these users
    are unknown and nothing is gained.
    """
    evening = NOBODY if boarders_elsewhere else _by_evening(site, scenario)
    parts = [_by_day(site, scenario), evening]
    if site.users.visitors_per_day:
        parts.append(_by_visit(site, scenario))
    match users_from(site, scenario):
        case UsersFrom.PEAK:
            parts.append(_by_peak(site, scenario))
        case UsersFrom.NEAR:
            parts.append(_by_people_near(site, scenario))
        case UsersFrom.KIND:
            parts.append(_by_kind(site, scenario))
        case UsersFrom.POPULATION:
            parts.append(_by_population(site, scenario, sharing))
        case UsersFrom.NOWHERE:
            parts.append(replace(NOBODY, notes=(LABELS["assumed.nobody"],)))
    by_day = parts[0].present_at_once + sum(p.present_at_once for p in parts[2:])
    months = open_months(site, scenario)
    return Use(
        users=sum(p.users for p in parts),
        hours_per_week=sum((p.hours_per_week for p in parts), Fraction(0)) * months / MONTHS,
        present_at_once=max(by_day, evening.present_at_once),
        notes=tuple(note for p in parts for note in p.notes),
    )


def uses_of(sites: Sequence[Site], scenario: Scenario) -> dict[str, Use]:
    """Return the use of every site by its id, with what sites count for each other."""
    sharing = Counter(sharing_of(site) for site in sites)
    with_dormitory = {s.parent_id for s in sites if s.kind is SiteKind.DORMITORY}
    return {
        site.id: use_of(
            site,
            scenario,
            sharing=sharing[sharing_of(site)],
            boarders_elsewhere=site.id in with_dormitory,
        )
        for site in sites
    }


def open_months(site: Site, scenario: Scenario) -> Fraction:
    """Return how many months a year a site is open: as given, else the school year or all."""
    if site.users.open_months_per_year is not None:
        return exact(site.users.open_months_per_year)
    if site.kind in LEARNING_KINDS or site.kind is SiteKind.DORMITORY:
        return exact(scenario.demand.school_months_per_year)
    return Fraction(MONTHS)


def _by_day(site: Site, scenario: Scenario) -> Use:
    """Count students in their shifts, and the staff who are there in each."""
    students, staff = site.users.students or 0, site.users.staff or 0
    if not students and not staff:
        return NOBODY
    if site.kind is SiteKind.DORMITORY:
        students = 0  # who lives there is at school by day
    shifts = max(1, site.users.shifts or 1)
    hours = exact(scenario.standard_of(site.kind).hours_per_week)
    return Use(
        users=students + staff,
        hours_per_week=(students + staff) * hours,
        present_at_once=Fraction(students, shifts) + staff,
    )


def _by_evening(site: Site, scenario: Scenario) -> Use:
    """Count boarders, who study in the evening all at once.

    Boarders of a school are among its students: they add hours there, not people.
    """
    users, hours = site.users, exact(scenario.demand.evening_hours_per_week)
    if site.kind is not SiteKind.DORMITORY:
        boarders = users.boarders or 0
        if not boarders:
            return NOBODY
        return Use(
            users=boarders if users.students is None else 0,
            hours_per_week=boarders * hours,
            present_at_once=Fraction(boarders),
        )
    standard = scenario.standard_of(site.kind)
    if "hours_per_week" in standard.model_fields_set:
        hours = exact(standard.hours_per_week)
    boarders = users.boarders if users.boarders is not None else users.students or 0
    return Use(users=boarders, hours_per_week=boarders * hours, present_at_once=Fraction(boarders))


def _by_visit(site: Site, scenario: Scenario) -> Use:
    """Count visitors by the day."""
    return _visits(exact(site.users.visitors_per_day or 0), site, scenario)


def _visits(visitors: Fraction, site: Site, scenario: Scenario) -> Use:
    """Count the hours of visits; people are hours over one person's, at least a day's visitors."""
    demand = scenario.demand
    visit, day = exact(demand.hours_per_visit), exact(demand.open_hours_per_day)
    average = visitors * min(Fraction(1), visit / day)
    hours = visitors * open_days(site, scenario) * visit
    each = exact(scenario.standard_of(site.kind).hours_per_week)
    return Use(
        users=round_half_up(max(visitors, hours / each if each > 0 else visitors)),
        hours_per_week=hours,
        present_at_once=min(visitors, average * exact(demand.visitor_peak_factor)),
    )


def open_days(site: Site, scenario: Scenario) -> Fraction:
    """Return how many days a week a site is open: its weekly hours in days, else the default."""
    if site.users.open_hours_per_week is None:
        return exact(scenario.demand.open_days_per_week)
    days = exact(site.users.open_hours_per_week) / exact(scenario.demand.open_hours_per_day)
    return min(Fraction(DAYS_A_WEEK), days)


def _by_peak(site: Site, scenario: Scenario) -> Use:
    """Count the people online at once, each for the hours of one person a week."""
    peak = exact(site.users.at_once or 0)
    hours = exact(scenario.standard_of(site.kind).hours_per_week)
    note = LABELS["assumed.peak"]
    return Use(
        users=round_half_up(peak),
        hours_per_week=peak * hours,
        present_at_once=peak,
        notes=(note,),
    )


def _by_kind(site: Site, scenario: Scenario) -> Use:
    """Assume as many people as the scenario states for a kind of site."""
    users = scenario.standard_of(site.kind).users_if_unknown or 0
    kind = LABELS[f"kind.{site.kind.value}"]
    note = filled("assumed.users", count=users, kind=kind)
    return replace(_assumed(Fraction(users), site, scenario), notes=(note,))


def _by_people_near(site: Site, scenario: Scenario) -> Use:
    """Assume a share of the people who fall to a site within its kind's radius, up to a cap."""
    standard, most = scenario.standard_of(site.kind), scenario.demand.most_by_population
    if standard.population_most is not None:
        most = standard.population_most
    share = standard.population_share or 0.0
    users = exact(site.people_near or 0.0) * exact(share)
    users = users if most is None else min(users, Fraction(most))
    name = "assumed.students_near" if _learns(site) else "assumed.visitors_near"
    note = filled(
        name,
        share=f"{share:g}",
        people=f"{site.people_near or 0.0:.0f}",
        km=f"{standard.population_radius_km or 0.0:g}",
    )
    return replace(_assumed(users, site, scenario), notes=(note,))


def _by_population(site: Site, scenario: Scenario, sharing: int) -> Use:
    """Assume a site's part of a share of the soum's population, at most the scenario's cap."""
    share, most = _share_of_population(site, scenario) or 0.0, scenario.demand.most_by_population
    users = (site.population or 0) * exact(share) / max(1, sharing)
    users = users if most is None else min(users, Fraction(most))
    name = "assumed.students" if _learns(site) else "assumed.visitors"
    note = filled(name, share=f"{share:g}", schools=max(1, sharing))
    return replace(_assumed(users, site, scenario), notes=(note,))


def _assumed(users: Fraction, site: Site, scenario: Scenario) -> Use:
    """Return the use of a site by so many students, or visitors a day, as its kind has."""
    if not _learns(site):
        return _visits(users, site, scenario)
    students, shifts = round_half_up(users), max(1, site.users.shifts or 1)
    hours = exact(scenario.standard_of(site.kind).hours_per_week)
    return Use(
        users=students,
        hours_per_week=students * hours,
        present_at_once=Fraction(students, shifts),
    )


def target_mbps(present_at_once: Fraction, standard: KindStandard) -> float:
    """Return the bandwidth target: the floor, or so many kbps for everyone present at once."""
    by_users = present_at_once * exact(standard.kbps_per_user) / 1000
    return float(max(exact(standard.mbps_floor), by_users))
