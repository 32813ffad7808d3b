"""Equity before and after a plan: coverage by group, and how unequally people are served."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from planner.exports.indicators import inequality
from planner.exports.indicators.facts import GROUPINGS, Groups, SiteFacts, State, grouped

At = Callable[[SiteFacts], State]
TIMES: Mapping[str, At] = MappingProxyType(
    {"before": lambda fact: fact.before, "after": lambda fact: fact.after}
)
Value = Fraction | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A group of sites, before and after: who has a link at standard, and how much of it."""

    group: str
    sites: int
    people: int
    people_at_standard: tuple[int, int]
    mean_thousandths: tuple[Fraction | None, Fraction | None]  # of the standard, by person


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure of inequality, before and after; None where it says nothing."""

    key: str  # "gini", "theil_between", ...
    by: str | None  # what people are grouped by; None: not at all
    before: Value
    after: Value


def group_rows(facts: Iterable[SiteFacts], by: str) -> list[GroupRow]:
    """Return the groups of a grouping with who is served in each."""
    return [row_of(name, members) for name, members in grouped(facts, by).items()]


def row_of(group: str, members: Sequence[SiteFacts]) -> GroupRow:
    """Return a group of sites as a row."""
    before, after = (
        (_served(members, at), inequality.mean(_weighed(members, at))) for at in TIMES.values()
    )
    return GroupRow(
        group=group,
        sites=len(members),
        people=sum(fact.people for fact in members),
        people_at_standard=(before[0], after[0]),
        mean_thousandths=(before[1], after[1]),
    )


def measures(facts: Sequence[SiteFacts]) -> list[Measure]:
    """Return every measure of how unequally people are served, before and after.

    Gini, Theil and Atkinson of the part of the standard that each person has; dissimilarity and
    Human Opportunity Index of who has a link at standard, by each grouping but need, which is
    itself a measure of today.
    """
    found: list[Measure] = [
        _measure("gini", None, lambda at: inequality.gini(_weighed(facts, at))),
        _measure("atkinson", None, lambda at: inequality.atkinson(_weighed(facts, at))),
        _measure("theil", None, lambda at: _theil({"": facts}, at, "total")),
    ]
    by = {name: grouped(facts, name) for name in GROUPINGS if name != "need"}
    for keys, of, parts in _BY_GROUP:
        for name, groups in by.items():
            for key, part in zip(keys, parts, strict=True):
                found.append(_measure(key, name, _bound(of, groups, part)))
    return found


def _measure(key: str, by: str | None, of: Callable[[At], Value]) -> Measure:
    return Measure(key=key, by=by, before=of(TIMES["before"]), after=of(TIMES["after"]))


def _bound(
    of: Callable[[Groups, At, str], Value], groups: Groups, name: str
) -> Callable[[At], Value]:
    return lambda at: of(groups, at, name)


def _theil(groups: Groups, at: At, part: str) -> float | None:
    found = inequality.theil({name: _weighed(members, at) for name, members in groups.items()})
    return None if found is None else float(getattr(found, part))


def _covered(groups: Groups, at: At, measure: str) -> Fraction | None:
    of = inequality.opportunity if measure == "opportunity" else inequality.dissimilarity
    return of({n: (_served(m, at), sum(f.people for f in m)) for n, m in groups.items()})


_BY_GROUP: tuple[
    tuple[tuple[str, str], Callable[[Groups, At, str], Value], tuple[str, str]], ...
] = (
    (("theil_between", "theil_within"), _theil, ("between", "within")),
    (("dissimilarity", "opportunity"), _covered, ("dissimilarity", "opportunity")),
)


def _weighed(members: Iterable[SiteFacts], at: At) -> list[inequality.Weighed]:
    return [(at(fact).link_thousandths, fact.people) for fact in members]


def _served(members: Iterable[SiteFacts], at: At) -> int:
    return sum(fact.people for fact in members if at(fact).at_standard)
