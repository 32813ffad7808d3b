"""Links counted by what they are: at standard in speed, volume and latency, or of some medium."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from optimizers.problem import Goal
from planner.candidates.candidate import Candidate, Need
from planner.model.arcs import Arc
from planner.model.limit_meanings import LimitKind, LimitMeaning, Row
from planner.model.rows.policy import Policy, group_name, group_of, row_of
from planner.scenario.rationals import exact
from planner.scenario.upper_limits import MediaShare

AT_STANDARD = 1000  # utility of a link that delivers the whole standard, in thousandths
SITES = Goal(name="sites_at_standard", sense="max", quantity="sites_at_standard")
USERS = Goal(name="users_at_standard", sense="max", quantity="users_at_standard")
BY_NAME = {goal.name: goal for goal in (SITES, USERS)}


def at_standard(arcs: Sequence[Arc], needs: Mapping[str, Need], goal: str) -> dict[str, list[int]]:
    """Return per arc whether it gives its site a link at standard, or the people whom it gives one.

    Speed, monthly volume and latency together; a present link that stays counts, too. Nothing where
    the goal asks for neither.
    """
    if goal not in BY_NAME:
        return {}
    meets = [_meets_standard(arc) for arc in arcs]
    if goal == SITES.name:
        return {goal: [int(one) for one in meets]}
    users = (needs[arc.site_id].users if arc.site_id is not None else 0 for arc in arcs)
    return {goal: [count * one for count, one in zip(users, meets, strict=True)]}


def _meets_standard(arc: Arc) -> bool:
    if isinstance(arc.subject, Candidate):
        return arc.subject.utility_thousandths >= AT_STANDARD
    return isinstance(arc.subject, Need) and arc.subject.present_utility_thousandths >= AT_STANDARD


def media_shares(policy: Policy) -> Iterator[Row]:
    """Give so great a part of all sites, or of their users, one of some media, or at most."""
    for number, share in enumerate(policy.scenario.limits.media):
        of_site = _groups(policy, share)
        for group in sorted(set(of_site.values())):
            yield _row(policy, share, number, group, of_site)


def _groups(policy: Policy, share: MediaShare) -> dict[str, str]:
    """Return the group of every site that counts."""
    found = {
        site_id: "country" if share.by == "country" else group_of(site, share.by)
        for site_id, site in policy.sites.items()
    }
    return {s: g for s, g in found.items() if g and (not share.only or g in share.only)}


def _row(
    policy: Policy, share: MediaShare, number: int, group: str, of_site: Mapping[str, str]
) -> Row:
    counts = {
        site_id: policy.users.get(site_id, 0) if share.quantity == "users" else 1
        for site_id, own in of_site.items()
        if own == group
    }
    every = sum(counts.values())
    lower, upper = (
        None if side is None else int(exact(side) * every) for side in (share.least, share.most)
    )
    names = " or ".join(medium.value for medium in share.media)
    where = "the country" if share.by == "country" else group_name(policy.sites, share.by, group)
    asked = " and ".join(
        f"{word} {side:,}"
        for word, side in (("at least", lower), ("at most", upper))
        if side is not None
    )
    of = "people at sites" if share.quantity == "users" else "sites"
    return row_of(
        LimitMeaning(
            kind=LimitKind.MEDIA,
            by=share.by,
            group=group,
            quantity=share.quantity,
            media=tuple(medium.value for medium in share.media),
        ),
        f"{where}: {asked} of {every:,} {of} with {names}",
        "people" if share.quantity == "users" else "sites",
        [counts.get(arc.site_id or "", 0) * _has_medium(policy, arc, share) for arc in policy.arcs],
        number=number + 1,
        lower=lower,
        upper=upper,
    )


def _has_medium(policy: Policy, arc: Arc, share: MediaShare) -> bool:
    if isinstance(arc.subject, Candidate):
        return arc.subject.link_type in share.media
    kept = isinstance(arc.subject, Need) and arc.site_id is not None
    return kept and policy.sites[arc.site_id or ""].link.type in share.media
