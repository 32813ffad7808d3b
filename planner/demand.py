"""What a site should have, what it has, and what closing the gap is worth.

The arithmetic of docs/technologies.md, section "Need and benefit". Every default lies in the
scenario with its source. One point is 100 weighted user-hours a week; benefits are counted in
thousandths of a point, so that 1 thousandth is a tenth of a weighted user-hour a week.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from inventory.catalogue import LatencyClass
from planner.costing import exact, halves_up, round_half_up
from planner.directives import Directive, DirectiveKind
from planner.labels import LABELS, Label, filled
from planner.offers import Need
from planner.scenario import KindStandard, Scenario
from sites.site import LinkType, Site, SiteKind

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


NOBODY = Use(users=0, hours_per_week=Fraction(0), present_at_once=Fraction(0))


def needs_of(
    sites: Sequence[Site], scenario: Scenario, directives: Iterable[Directive] = ()
) -> dict[str, Need]:
    """Return the need of every site, by site id, in id order."""
    weights = [d for d in directives if d.kind is DirectiveKind.WEIGHT]
    schools = Counter(
        s.soum for s in sites if s.kind in LEARNING_KINDS and s.users.students is None
    )
    with_dormitory = {s.parent_id for s in sites if s.kind is SiteKind.DORMITORY}
    return {
        site.id: need_of(
            site,
            scenario,
            weights=[d for d in weights if d.target == site.id],
            schools_in_soum=schools[site.soum],
            boarders_elsewhere=site.id in with_dormitory,
        )
        for site in sorted(sites, key=lambda s: s.id)
    }


def need_of(
    site: Site,
    scenario: Scenario,
    *,
    weights: Iterable[Directive] = (),
    schools_in_soum: int = 1,
    boarders_elsewhere: bool = False,
) -> Need:
    """Return what a site should have, what it has and what its gap is worth.

    `schools_in_soum` counts the schools that share a soum's pupils where no roll is given;
    `boarders_elsewhere` says that a dormitory of its own in the tables counts a school's boarders.
    """
    standard = scenario.standard_of(site.kind)
    use = use_of(
        site, scenario, schools_in_soum=schools_in_soum, boarders_elsewhere=boarders_elsewhere
    )
    link, equipment = present_link(site, scenario, use), site.equipment
    factors = equity_factors(site, scenario, weights)
    working, computers_note = working_computers(site, scenario)
    need = Need(
        site_id=site.id,
        user_hours_per_week=float(use.hours_per_week),
        kind_weight=standard.weight,
        equity_weight=math.prod(f for _, f in factors),
        equity_factors=factors,
        users=use.users,
        present_at_once=float(use.present_at_once),
        target_mbps=target_mbps(use.present_at_once, standard),
        present_mbps=link.mbps,
        present_utility_thousandths=link.utility_thousandths,
        link_gap_benefit=0,
        target_computers=math.ceil(use.present_at_once / exact(standard.users_per_computer)),
        working_computers=working,
        repairable_computers=repairable_computers(site, scenario),
        target_access_points=target_access_points(site, use, standard),
        access_points=equipment.access_points or 0,
        needs_lan=use.users > 0 and equipment.lan is not True,
        needs_ups=use.users > 0 and equipment.ups is not True,
        reliable_power=has_reliable_power(site, scenario),
        payer=site.link.payer or standard.payer,
        present_fee_per_year_minor=fee_per_year_minor(site),
        notes=(*use.notes, *link.notes, *computers_note, *_silences(site)),
    )
    return replace(need, link_gap_benefit=link_benefit(need, scenario, 1000))


# --- who uses the site -----------------------------------------------------------------------


def use_of(
    site: Site,
    scenario: Scenario,
    *,
    schools_in_soum: int = 1,
    boarders_elsewhere: bool = False,
) -> Use:
    """Return the weekly user-hours of a site and its peak, from what the inventory counts.

    Students come by day in shifts, boarders in the evening, visitors day by day; staff belong to
    every peak by day. A site for which none of them is counted is taken at the people online at
    once, as ITU's tables give them; failing that at a share of the soum's population, with a note.
    """
    users = site.users
    evening = NOBODY if boarders_elsewhere else _by_evening(site, scenario)
    parts = [_by_day(site, scenario), evening, _by_visit(site, scenario)]
    if all(n is None for n in (users.students, users.boarders, users.visitors_per_day)):
        if users.at_once is None:
            parts.append(_by_population(site, scenario, schools_in_soum))
        else:
            parts.append(_by_peak(site, scenario))
    by_day = parts[0].present_at_once + sum(p.present_at_once for p in parts[2:])
    months = open_months(site, scenario)
    return Use(
        users=sum(p.users for p in parts),
        hours_per_week=sum((p.hours_per_week for p in parts), Fraction(0)) * months / MONTHS,
        present_at_once=max(by_day, evening.present_at_once),
        notes=tuple(note for p in parts for note in p.notes),
    )


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


def _by_population(site: Site, scenario: Scenario, schools_in_soum: int) -> Use:
    """Assume a share of the soum's population, where the inventory counts nobody."""
    if site.population is None:
        if site.users.staff:
            return Use(users=0, hours_per_week=Fraction(0), present_at_once=Fraction(0))
        note = LABELS["assumed.nobody"]
        return Use(users=0, hours_per_week=Fraction(0), present_at_once=Fraction(0), notes=(note,))
    if site.kind in LEARNING_KINDS or site.kind is SiteKind.DORMITORY:
        return _assumed_students(site, scenario, schools_in_soum)
    share = exact(scenario.demand.visitors_share_of_population)
    visits = _visits(site.population * share, site, scenario)
    visiting = f"{scenario.demand.visitors_share_of_population:g}"
    note = filled("assumed.visitors", share=visiting)
    return replace(visits, notes=(note,))


def _assumed_students(site: Site, scenario: Scenario, schools_in_soum: int) -> Use:
    share = exact(scenario.demand.students_share_of_population)
    students = round_half_up((site.population or 0) * share / max(1, schools_in_soum))
    shifts = max(1, site.users.shifts or 1)
    hours = exact(scenario.standard_of(site.kind).hours_per_week)
    note = filled(
        "assumed.students",
        share=f"{scenario.demand.students_share_of_population:g}",
        schools=max(1, schools_in_soum),
    )
    return Use(
        users=students,
        hours_per_week=students * hours,
        present_at_once=Fraction(students, shifts),
        notes=(note,),
    )


# --- what it should have and has -------------------------------------------------------------


def target_mbps(present_at_once: Fraction, standard: KindStandard) -> float:
    """Return the bandwidth target: the floor, or so many kbps for everyone present at once."""
    by_users = present_at_once * exact(standard.kbps_per_user) / 1000
    return float(max(exact(standard.mbps_floor), by_users))


def present_mbps(site: Site, scenario: Scenario) -> tuple[float, tuple[Label, ...]]:
    """Return what the present link delivers in the busy hour, and a note where that is assumed."""
    link = site.link
    if link.type is LinkType.NONE:
        return 0.0, ()
    if link.measured_mbps is not None:
        return link.measured_mbps, ()
    share = scenario.demand.busy_hour_share
    if link.contract_mbps is not None:
        note = filled("assumed.speed", share=f"{share:g}")
        return float(exact(link.contract_mbps) * exact(share)), (note,)
    return 0.0, (LABELS["assumed.no_speed"],)


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentLink:
    """What the present link delivers in the busy hour, and how good that is for the site."""

    mbps: float
    utility_thousandths: int
    notes: tuple[Label, ...]


def present_link(site: Site, scenario: Scenario, use: Use) -> PresentLink:
    """Return the worth of the present link; its monthly cap is not known to the inventory."""
    mbps, notes = present_mbps(site, scenario)
    utility = link_utility(
        scenario,
        delivered_mbps=mbps,
        target_mbps=target_mbps(use.present_at_once, scenario.standard_of(site.kind)),
        latency=latency_of(site.link.type),
        monthly_cap_gb=None,
        users=use.users,
    )
    return PresentLink(mbps=mbps, utility_thousandths=utility, notes=notes)


def fee_per_year_minor(site: Site) -> int:
    """Return what the present link costs a year, 0 where there is none or no price is given."""
    if site.link.type is LinkType.NONE:
        return 0
    return (site.link.price_per_month_minor or 0) * MONTHS


def latency_of(link: LinkType) -> LatencyClass:
    """Return the latency class of a medium."""
    return LatencyClass.HIGH if link is LinkType.GEO else LatencyClass.LOW


def is_obsolete(site: Site, scenario: Scenario) -> bool:
    """Return whether a site's computers are older than the scenario lets count as working."""
    years, bought = scenario.procurement.obsolete_after_years, site.equipment.computers_year
    if years is None or bought is None or scenario.procurement.start_date is None:
        return False
    return int(scenario.procurement.start_date[:4]) - bought > years


def repairable_computers(site: Site, scenario: Scenario) -> int:
    """Return the broken computers of a site that are worth repairing: none of an obsolete lot."""
    if is_obsolete(site, scenario):
        return 0
    return site.equipment.computers_repairable or 0


def working_computers(site: Site, scenario: Scenario) -> tuple[int, tuple[Label, ...]]:
    """Return the computers that count as working, and a note where that is assumed or judged."""
    working, notes = _said_to_work(site)
    if working and is_obsolete(site, scenario):
        bought = site.equipment.computers_year
        return 0, (*notes, filled("assumed.obsolete", count=working, year=bought))
    return working, notes


def _said_to_work(site: Site) -> tuple[int, tuple[Label, ...]]:
    equipment = site.equipment
    if equipment.computers_working is not None:
        return equipment.computers_working, ()
    if equipment.computers is not None:
        return equipment.computers, (LABELS["assumed.all_work"],)
    return 0, (LABELS["assumed.no_computers"],)


def target_access_points(site: Site, use: Use, standard: KindStandard) -> int:
    """Return how many access points a site needs, by people present and by rooms."""
    if use.users == 0:
        return 0
    by_people = math.ceil(use.present_at_once / exact(standard.users_per_access_point))
    by_rooms = math.ceil((site.users.rooms or 0) / exact(standard.rooms_per_access_point))
    return max(1, by_people, by_rooms)


def has_reliable_power(site: Site, scenario: Scenario) -> bool:
    """Return whether electricity is there long enough each day.

    Where no hours are given, the grid counts as reliable and a generator, solar or no supply do
    not; where nothing at all is said, power is not doubted.
    """
    power = site.power
    if power.hours_per_day is not None:
        return power.hours_per_day >= scenario.reliable_power_hours
    return power.source is None or power.source == "grid"


def _silences(site: Site) -> tuple[Label, ...]:
    missing = [
        (site.equipment.lan is None, "lan"),
        (site.equipment.access_points is None, "access_points"),
        (site.equipment.ups is None, "ups"),
        (
            site.power.hours_per_day is None and site.power.source is None,
            "power",
        ),
    ]
    return tuple(LABELS[f"assumed.{what}"] for absent, what in missing if absent)


def equity_factors(
    site: Site, scenario: Scenario, weights: Iterable[Directive] = ()
) -> tuple[tuple[str, float], ...]:
    """Return the named factors that multiply a site's user-hours; none are hidden."""
    equity = scenario.equity
    factors: list[tuple[str, float]] = []
    if site.remoteness_km is not None and site.remoteness_km >= equity.remote_km:
        factors.append(("remote", equity.remote_factor))
    if site.kind in BAGH_KINDS:
        factors.append(("bagh", equity.bagh_factor))
    if site.aimag in equity.aimag_factors:
        factors.append((f"aimag {site.aimag}", equity.aimag_factors[site.aimag]))
    if site.aimag_name.casefold() in CAPITAL_NAMES:
        factors.append(("capital", equity.capital_factor))
    factors += [(f"directive {d.id}", float(d.value)) for d in sorted(weights, key=lambda d: d.id)]
    return tuple(factors)


# --- what it is worth ------------------------------------------------------------------------


def link_utility(
    scenario: Scenario,
    *,
    delivered_mbps: float,
    target_mbps: float,
    latency: LatencyClass,
    monthly_cap_gb: float | None,
    users: int,
) -> int:
    """Return how good a link is for a site, in thousandths of a perfect one.

    min(1, delivered / target) ^ exponent, times a factor for high latency, times
    min(1, cap / what the users need in a month) ^ exponent under a monthly cap. An offline server
    has the fixed utility that the scenario gives it.
    """
    if latency is LatencyClass.OFFLINE:
        return round_half_up(exact(scenario.offline_utility) * 1000)
    utility = _concave(delivered_mbps, target_mbps, scenario.utility_exponent)
    if latency is LatencyClass.HIGH:
        utility *= scenario.high_latency_factor
    if monthly_cap_gb is not None:
        needed_gb = users * scenario.gb_per_user_month
        utility *= _concave(monthly_cap_gb, needed_gb, scenario.utility_exponent)
    return math.floor(utility * 1000 + 0.5)


def _concave(has: float, needs: float, exponent: float) -> float:
    """Return min(1, has / needs) ^ exponent, rounded so that every machine agrees."""
    if has <= 0:
        return 0.0
    if has >= needs:
        return 1.0
    return round(math.pow(has / needs, exponent), 9)


def share_utility(has: int, needs: int, exponent: float) -> Fraction:
    """Return the utility, 0 to 1, of having `has` of `needs` pieces."""
    return Fraction(1) if needs <= 0 else exact(_concave(has, needs, exponent))


def full_points(need: Need) -> Fraction:
    """Return what everything together is worth at a site, in thousandths of a point, exactly."""
    return _points(need.user_hours_per_week, need.kind_weight, need.equity_factors)


@lru_cache(maxsize=1024)
def _points(
    hours_per_week: float, kind_weight: float, factors: tuple[tuple[str, float], ...]
) -> Fraction:
    weight = exact(hours_per_week) * exact(kind_weight)
    for _, factor in factors:
        weight *= exact(factor)
    return weight * 1000 / POINT_USER_HOURS


def worth(need: Need, share: float, utility: Fraction) -> int:
    """Return what a utility (0 to 1) of one need is worth, in thousandths, rounded half up.

    Levels are rounded once and increments are their differences, so that steps always add up.
    """
    part = _part(need.user_hours_per_week, need.kind_weight, need.equity_factors, share)
    return halves_up(part.numerator * utility.numerator, part.denominator * utility.denominator)


@lru_cache(maxsize=4096)
def _part(
    hours_per_week: float, kind_weight: float, factors: tuple[tuple[str, float], ...], share: float
) -> Fraction:
    return _points(hours_per_week, kind_weight, factors) * exact(share)


def link_benefit(need: Need, scenario: Scenario, utility_thousandths: int) -> int:
    """Return what a link of a utility adds to the present one; negative when it is worse."""
    share = scenario.shares.link
    present = worth(need, share, _thousandths(need.present_utility_thousandths))
    return worth(need, share, _thousandths(utility_thousandths)) - present


@lru_cache(maxsize=1024)
def _thousandths(count: int) -> Fraction:
    return Fraction(count, 1000)
