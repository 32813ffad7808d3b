"""Read what is tendered together, and judge it: every item stands in exactly one group."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from inventory.findings import Finding, at, error_rule, rules_in
from inventory.place_words import in_words
from inventory.prices.catalogue import Catalogue, Role
from inventory.values import shorten, suggestion
from planner.scenario.buying.package_rules import (
    DEFAULT_RULES,
    Installer,
    LotsBy,
    PackageRule,
    best_rules,
    largest_of,
)
from sites import cells

if TYPE_CHECKING:
    from inventory.records import Record, TableRead

RULE_TWICE = error_rule(
    "package_rule.twice",
    "Two package rules put one item into two tenders",
    "It is bought once; which tender is meant only the procurement officer knows.",
)
RULE_NONE = error_rule(
    "package_rule.none",
    "No package rule takes an item of the catalogue",
    "What stands in no tender is bought by nobody.",
)
RULE_ITEM = error_rule(
    "package_rule.item",
    "A package rule names an item that the catalogue lacks",
    "The rule would never hold, and the item it means falls to another tender.",
)
RULE_LOTS = error_rule(
    "package_rule.lots",
    "Rows of one group divide its tenders into lots differently",
    "A tender has one division into lots and one limit for each bidder; rows that differ would "
    "leave it to chance which of them holds.",
)
RULE_AIMAG = error_rule(
    "package_rule.aimag",
    "A package rule names {a_region} in which no site lies",
    "The rule would never hold, and the places it means fall to another tender.",
)
RULE_AMOUNTS = error_rule(
    "package_rule.amounts",
    "The smallest amount of a group of tenders is above its largest",
    "No tender of the group could have both.",
)
RULE_INSTALLER = error_rule(
    "package_rule.installer",
    "Package rules do not say clearly who installs",
    "Whether installation is tendered with goods, with works or to nobody would be left to "
    "chance, and with it what the package costs.",
)
RULES = rules_in(globals())
"""Every rule about the table of package rules, in id order."""


def read_package_rules(
    tables: Mapping[str, TableRead],
    catalogue: Catalogue,
    minor_digits: int = 0,
    aimags: Collection[str] = (),
) -> tuple[tuple[PackageRule, ...], list[Finding]]:
    """Return the rules of a project, or the defaults where it has no table, and every fault.

    `aimags` are codes and names of those that sites lie in.
    """
    records: Sequence[Record] = cells.records(tables, "package_rules")
    if not records:
        return DEFAULT_RULES, []
    pairs = [(r, _rule(r, minor_digits)) for r in records if _is_readable(r)]
    rules = tuple(rule for _, rule in pairs)
    if not rules:
        return DEFAULT_RULES, []  # each row has a code that could not be read, which is told
    found = [*_unknown(pairs, catalogue), *_unknown_aimags(pairs, aimags), *_amounts(pairs)]
    found += [*_not_once(rules, catalogue), *_lots_differ(rules)]
    found += _installers(pairs, catalogue)
    return rules, found


def _is_readable(record: Record) -> bool:
    """Return whether a row has a group and no code that could not be read: those are told."""
    codes = ("role", "technology", "lots", "installed_by")
    return bool(cells.text(record, "group")) and not any(
        cells.raw(record, name) and not cells.text(record, name) for name in codes
    )


def _aimags(record: Record) -> list[str]:
    return [name for part in cells.text(record, "aimag").split(";") if (name := part.strip())]


def _unknown_aimags(
    pairs: Sequence[tuple[Record, PackageRule]], aimags: Collection[str]
) -> Iterator[Finding]:
    known = {name.casefold() for name in aimags}
    for record, _ in pairs:
        for name in _aimags(record):
            if name.casefold() not in known:
                near = suggestion(name, sorted(aimags))
                yield RULE_AIMAG.finding(
                    *record.at("aimag"),
                    found=shorten(name),
                    expected=in_words("the code or name of {a_region}"),
                    todo=f"did you mean {near}?" if near else "correct the target",
                )


def _amounts(pairs: Sequence[tuple[Record, PackageRule]]) -> Iterator[Finding]:
    """Yield rows whose group has a smallest amount above a largest one."""
    rules = [rule for _, rule in pairs]
    for record, rule in pairs:
        most = largest_of(rules, rule.group)
        if rule.smallest_minor is not None and most is not None and rule.smallest_minor > most:
            yield RULE_AMOUNTS.finding(
                *record.at("smallest"),
                found=cells.raw(record, "smallest"),
                expected="at most the largest amount of its group",
                todo="correct the two amounts",
            )


def _rule(record: Record, minor_digits: int) -> PackageRule:
    return PackageRule(
        group=cells.text(record, "group"),
        sku=cells.text(record, "sku"),
        role="" if (role := cells.text(record, "role")) == "any" else role,
        technology=cells.text(record, "technology"),
        entity=cells.text(record, "entity"),
        fund=cells.text(record, "fund_id"),
        aimags=frozenset(name.casefold() for name in _aimags(record)),
        largest_minor=cells.money_minor(record, "largest", minor_digits),
        smallest_minor=cells.money_minor(record, "smallest", minor_digits),
        lots=LotsBy(cells.text(record, "lots")),
        lots_per_bidder=cells.whole(record, "lots_per_bidder"),
        installed_by=Installer(cells.text(record, "installed_by")),
        file=record.file,
        row=record.row,
    )


def _unknown(
    pairs: Sequence[tuple[Record, PackageRule]], catalogue: Catalogue
) -> Iterator[Finding]:
    for record, rule in pairs:
        if rule.sku and rule.sku not in catalogue.by_sku:
            near = suggestion(rule.sku, catalogue.by_sku)
            found = shorten(rule.sku)
            expected = "a SKU of the catalogue"
            todo = f"did you mean {near}?" if near else "correct the SKU"
            yield RULE_ITEM.finding(*record.at("sku"), found=found, expected=expected, todo=todo)


def _lots_differ(rules: Sequence[PackageRule]) -> Iterator[Finding]:
    """Yield rows that say other lots than an earlier row of their group, entity and fund."""
    first: dict[tuple[str, str, str], PackageRule] = {}
    for rule in rules:
        if not rule.lots and rule.lots_per_bidder is None:
            continue
        said = rule.lots, rule.lots_per_bidder
        held = first.setdefault((rule.group, rule.entity, rule.fund), rule)
        if (held.lots, held.lots_per_bidder) != said:
            found = f"{shorten(rule.group)}: {_lots_said(rule)}"
            expected = f"{_lots_said(held)}, as in row {held.row}"
            todo = "state the lots of a group in one row, or alike in all"
            yield RULE_LOTS.finding(*at(rule, "lots"), found=found, expected=expected, todo=todo)


def _lots_said(rule: PackageRule) -> str:
    most = "–" if rule.lots_per_bidder is None else rule.lots_per_bidder
    return f"lots {rule.lots.value or '–'}, lots_per_bidder {most}"


def _installers(
    pairs: Sequence[tuple[Record, PackageRule]], catalogue: Catalogue
) -> Iterator[Finding]:
    """Yield rows that say who installs what is no installation, for some buyers, or otherwise."""
    items = [item for item in catalogue.items if item.role is Role.INSTALLATION]
    said: dict[tuple[str, int], PackageRule] = {}
    for record, rule in pairs:
        if not rule.installed_by:
            continue
        where = rule.file, rule.row, cells.header(record, "installed_by")
        own = [item for item in items if rule.fits(item, rule.entity, rule.fund, rule.aimags)]
        if rule.entity or rule.fund or rule.aimags:
            yield RULE_INSTALLER.finding(
                *where,
                found=rule.installed_by.value,
                expected="one who installs for all buyers, funds and places",
                todo="say who installs in a row without entity, fund and place",
            )
        elif not own:
            yield RULE_INSTALLER.finding(
                *where,
                found=rule.installed_by.value,
                expected="a row that takes an item of the role installation",
                todo="say who installs in the row of the installation, or empty the cell",
            )
        for item in own:
            held = said.setdefault((item.sku, rule.weight), rule)
            if held.installed_by is not rule.installed_by:
                yield RULE_INSTALLER.finding(
                    *where,
                    found=f"{shorten(item.sku)}: {rule.installed_by.value}",
                    expected=f"{held.installed_by.value}, as in row {held.row}",
                    todo="make one of the two rows more exact, or give both one installer",
                )
                break


def _not_once(rules: Sequence[PackageRule], catalogue: Catalogue) -> Iterator[Finding]:
    """Yield items that no rule takes, or that equally exact rules take into several groups."""
    places = {frozenset[str](), *(frozenset({name}) for rule in rules for name in rule.aimags)}
    buyers = sorted({(rule.entity, rule.fund) for rule in rules})
    asked = [(*buyer, place) for buyer in buyers for place in sorted(places, key=sorted)]
    for item in catalogue.items:
        missing = not best_rules(rules, item)
        if missing:
            yield RULE_NONE.finding(
                rules[0].file,
                column="role",
                found=f"{shorten(item.sku)} ({item.role.value}) in no group",
                expected="every item of the catalogue in one group",
                todo="add a rule for it, or one whose role is any",
            )
            continue
        for entity, fund, place in asked:
            best = best_rules(rules, item, entity, fund, place)
            if len(best) > 1:
                yield RULE_TWICE.finding(
                    *at(best[1], "group"),
                    found=f"{shorten(item.sku)} in {best[0].group} and {best[1].group}",
                    expected=f"one group; row {best[0].row} has it already",
                    todo="make one of the two rows more exact, or give both one group",
                )
                break
