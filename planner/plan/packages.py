"""What is tendered together: one procuring entity, one category, one fund, one rulebook.

A *bundle* is the finest group that one fund pays as a whole: an entity's purchases of a category
that the same funds may pay (and, when asked, in one aimag). Bundles of one entity, category and
fund are one package. With few funds and conditions there are few bundles, and few tenders.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from planner.candidates.candidate import CostLine
from planner.plan.programme_facts import ProgrammeFacts, SavingKey
from planner.plan.purchasing import Package, Saving, added
from planner.resources.bundles import Bundle, Grouping, chosen_fund, year_of
from planner.resources.cofinancing import shared
from planner.resources.funds import NEVER_TENDERED

PROGRAMME = "programme"  # states the year of a package where purchases are planned by year


def packages_of(
    grouping: Grouping,
    places: Mapping[str, Sequence[CostLine]],
    fund_of: Mapping[Bundle, str],
    savings: Mapping[Bundle, Sequence[Saving]],
) -> tuple[Package, ...]:
    """Return the packages of everything bought once, numbered by entity, category and fund.

    Packages that nobody tenders come last.

    `places` are the lines by delivery point, a site or link id. A bundle that no fund was chosen
    for is paid by the first that may; equal savings of one package are added up.
    """
    bought: dict[_Key, list[tuple[str, CostLine]]] = {}
    saved: dict[_Key, list[Saving]] = {}
    for place in sorted(places):
        for bundle, line in grouping.bundles(place, places[place]):
            bought.setdefault(_key(bundle, fund_of), []).append((place, line))
    for bundle in sorted(savings):
        if savings[bundle]:
            saved.setdefault(_key(bundle, fund_of), []).extend(savings[bundle])
    return tuple(
        _package(grouping, f"P{number:02d}", key, bought.get(key, ()), saved.get(key, ()))
        for number, key in enumerate(sorted({*bought, *saved}, key=_tendered_first), 1)
    )


_Key = tuple[str, str, str, str]  # entity, category, fund, aimag


def _tendered_first(key: _Key) -> tuple[bool, _Key]:
    """Order packages so that the numbers of tenders have no gaps: what nobody tenders is last."""
    return key[1] in NEVER_TENDERED, key


def _key(bundle: Bundle, fund_of: Mapping[Bundle, str]) -> _Key:
    return bundle.entity, bundle.category, chosen_fund(bundle, fund_of), bundle.aimag


def _package(
    grouping: Grouping,
    name: str,
    key: _Key,
    lines: Iterable[tuple[str, CostLine]],
    savings: Iterable[Saving],
) -> Package:
    entity, category, fund_id, aimag = key
    funds = grouping.funds
    year, year_from = year_of(grouping, fund_id)
    return Package(
        id=name,
        entity=entity,
        fund_id=fund_id,
        rulebook=funds.rulebook_of(fund_id),
        category=category,
        year=year,
        aimag=aimag or None,
        lines=tuple(lines),
        savings=added(savings),
        year_from=year_from,
    )


def packages_by_year(packages: Iterable[Package], programme: ProgrammeFacts) -> tuple[Package, ...]:
    """Return packages divided by the year in which a programme buys their lines, numbered anew.

    A line that is bought in several years becomes one for each, and so does a saving.
    Raises ValueError where the lines are not those of the schedule.
    """
    when, found = programme.dates(), list[Package]()
    for package in packages:
        lines: dict[int, list[tuple[str, CostLine]]] = {}
        for place, line in package.lines:
            for year, quantity in when(place, line).items():
                lines.setdefault(year, []).append((place, replace(line, quantity=quantity)))
        for year, own in sorted(lines.items()):
            part = replace(package, year=year, year_from=PROGRAMME, lines=tuple(own))
            found.append(replace(part, savings=_savings_in(package, programme, year)))
    return tuple(replace(p, id=f"P{number:02d}") for number, p in enumerate(found, 1))


def _savings_in(package: Package, programme: ProgrammeFacts, year: int) -> tuple[Saving, ...]:
    """Return what a year saves of a package."""
    found = []
    for saving in package.savings:
        key = SavingKey(
            package.entity,
            package.category,
            package.aimag or "",
            saving.id,
            saving.per_unit_minor,
        )
        quantity = programme.saved.get(key, {}).get(year, 0)
        if quantity:
            found.append(replace(saving, quantity=quantity))
    return tuple(found)


def parts_of(package: Package, share: str, cofinancer: str | None) -> tuple[tuple[str, int], ...]:
    """Return what each fund pays of a package: its own, and the one that adds a share."""
    part = shared(package.amount_minor, share) if cofinancer else 0
    own = package.fund_id, package.amount_minor - part
    return (own, (cofinancer, part)) if cofinancer else (own,)
