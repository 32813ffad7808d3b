"""What closing a gap is worth, in benefit points."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from inventory.prices.catalogue import LatencyClass
from planner.candidates.candidate import INSIDE, Need, Offers, second_medium
from planner.candidates.usage import BAGH_KINDS, CAPITAL_NAMES, POINT_USER_HOURS
from planner.scenario.directives import Directive
from planner.scenario.rationals import exact, halves_up, round_half_up
from planner.scenario.settings import Scenario
from sites.site import Site


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


def link_utility(
    scenario: Scenario,
    *,
    delivered_mbps: float,
    target_mbps: float,
    latency: LatencyClass,
    monthly_cap_gb: float | None,
    target_gb: float,
) -> int:
    """Return how good a link is for a site, in thousandths of a perfect one.

    min(1, Mbps / target Mbps, GB / target GB) ^ exponent, times a factor for high latency: the
    scarcer of speed and monthly volume decides. An offline server has the fixed utility that the
    scenario gives it.
    """
    if latency is LatencyClass.OFFLINE:
        return offline_utility(scenario)
    utility = _concave(delivered_mbps, target_mbps, scenario.utility_exponent)
    if monthly_cap_gb is not None:
        by_volume = _concave(monthly_cap_gb, target_gb, scenario.utility_exponent)
        scarcer = scenario.volume_counts == "scarcer"
        utility = min(utility, by_volume) if scarcer else utility * by_volume
    if latency is LatencyClass.HIGH:
        utility *= scenario.high_latency_factor
    return math.floor(utility * 1000 + 0.5)


def offline_utility(scenario: Scenario) -> int:
    """Return how good an offline content server is for any site, in thousandths of a link."""
    return round_half_up(exact(scenario.offline_utility) * 1000)


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
    part = _part(need.user_hours_per_week, need.kind_weight, need.equity_factors, share)
    numerator, denominator = part.numerator, part.denominator * 1000
    present = halves_up(numerator * need.present_utility_thousandths, denominator)
    return halves_up(numerator * utility_thousandths, denominator) - present


def attainable_benefit(offers: Offers) -> dict[str, int]:
    """Return per site the most that it could gain: its best link and all of its packs.

    This is the weight of a site in proportional parts. What nothing on offer can close weighs
    nothing: a floor for a group that cannot be helped would force everybody down to zero.
    """
    best = dict.fromkeys(offers.needs, 0)
    for candidate in offers.candidates:
        best[candidate.site_id] = max(best[candidate.site_id], candidate.benefit)
    packs = dict.fromkeys(offers.needs, 0)
    second = dict.fromkeys(offers.needs, 0)  # one at most
    for step in offers.kit:
        if step.chain == INSIDE:
            best[step.site_id] = max(best[step.site_id], step.benefit)
        elif second_medium(step.chain) is not None:
            second[step.site_id] = max(second[step.site_id], step.benefit)
        else:
            packs[step.site_id] += step.benefit
    return {site_id: gain + packs[site_id] + second[site_id] for site_id, gain in best.items()}
