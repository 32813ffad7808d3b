"""Reading directives, and judging them against sites, places and the catalogue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from inventory.findings import Finding
from inventory.money_text import has_two_readings
from inventory.place_words import in_words
from inventory.prices.catalogue import Catalogue
from inventory.rules import NUMBER_AMBIGUOUS
from inventory.values import suggestion
from planner.project.checks import rules
from planner.scenario.directives import FOR_GROUPS, Directive, DirectiveKind
from sites import cells
from sites.places import Gazetteer
from sites.site import CoordinateQuality, Site, SiteKind

if TYPE_CHECKING:
    from inventory.records import Record

_SITE_TARGETS = (DirectiveKind.MUST_SERVE, DirectiveKind.MUST_NOT, DirectiveKind.WEIGHT)
_VALUE_RANGES: Mapping[DirectiveKind, tuple[Decimal, Decimal, str]] = {
    DirectiveKind.FLOOR: (Decimal(0), Decimal(1), "a share from 0 to 1, such as 0.05"),
    DirectiveKind.LEAST_POINTS: (Decimal(0), Decimal(10) ** 12, "points of benefit, such as 150"),
    DirectiveKind.WEIGHT: (Decimal("0.001"), Decimal(1000), "a factor above 0, such as 1.5"),
    DirectiveKind.PRICE_OVERRIDE: (Decimal(0), Decimal(10) ** 15, "a price of 0 or more"),
}


@dataclass(frozen=True, kw_only=True)
class Targets:
    """Everything that a directive may name."""

    sites: Mapping[str, Site]
    gazetteer: Gazetteer
    catalogue: Catalogue

    @property
    def aimags(self) -> tuple[str, ...]:
        """Codes of the aimags that have sites."""
        return tuple(sorted({site.aimag for site in self.sites.values() if site.aimag}))


def read_directives(
    records: Sequence[Record], targets: Targets
) -> tuple[tuple[Directive, ...], list[Finding]]:
    """Return the directives in id order and every fault of them.

    A floor's aimag may be written as any of its codes or names; its own code is kept.
    """
    pairs = [(record, _directive(record, targets)) for record in records]
    read = [(record, directive) for record, directive in pairs if directive is not None]
    findings = [f for record, directive in read for f in _faults(record, directive, targets)]
    findings += _between(read)
    return tuple(sorted((d for _, d in read), key=lambda d: (d.id, d.row))), findings


def _directive(record: Record, targets: Targets) -> Directive | None:
    """Return the directive of a row, None when kind or target is missing (an error elsewhere)."""
    kind, target = cells.text(record, "kind"), cells.text(record, "target")
    if not kind or not target:
        return None
    directive = Directive(
        id=cells.text(record, "directive_id"),
        kind=DirectiveKind(kind),
        target=target,
        value=_value(record),
        reason=cells.text(record, "reason"),
        authority=cells.text(record, "authority"),
        document=cells.text(record, "document"),
        date=cells.day(record, "date") or "",
        decided_by=cells.text(record, "decided_by"),
        decided_role=cells.text(record, "decided_role"),
        file=record.file,
        row=record.row,
    )
    if directive.kind not in FOR_GROUPS or target in {k.value for k in SiteKind}:
        return directive
    aimag = targets.gazetteer.aimag(target)
    return replace(directive, target=aimag.code) if aimag is not None else directive


def _value(record: Record) -> str:
    value = record.values.get("value")
    return format(value, "f") if isinstance(value, Decimal) else cells.text(record, "value")


def _faults(record: Record, directive: Directive, targets: Targets) -> Iterator[Finding]:
    known = _known_targets(directive.kind, targets)
    if directive.target not in known:
        near = suggestion(directive.target, known)
        yield rules.DIRECTIVE_TARGET.finding(
            *record.at("target"),
            found=directive.target,
            expected=_what(directive.kind),
            todo=f"write {near}" if near else "correct the target",
        )
    elif directive.kind is DirectiveKind.MUST_SERVE and _not_placed(directive, targets):
        yield rules.DIRECTIVE_NOT_PLACED.finding(
            *record.at("target"),
            found=directive.target,
            expected=in_words("a site with coordinates or a known {subregion}"),
            todo="place the site first",
        )
    yield from _value_faults(record, directive)
    if directive.kind is DirectiveKind.PRICE_OVERRIDE:
        yield from _price_faults(record, directive, targets.catalogue.currency)


def _price_faults(record: Record, directive: Directive, currency: str) -> Iterator[Finding]:
    """Yield the fault of a price that may be a thousand times as much: 650.000."""
    written = cells.raw(record, "value")
    digits = "".join(c for c in written if c.isdigit())
    if has_two_readings(written, currency) and directive.value != digits:
        expected = f"{written[:-4]} or {digits}: {currency} has no decimals"
        todo = "write the price without the mark"
        yield NUMBER_AMBIGUOUS.finding(
            *record.at("value"), found=written, expected=expected, todo=todo
        )


def _not_placed(directive: Directive, targets: Targets) -> bool:
    return targets.sites[directive.target].coordinate_quality is CoordinateQuality.NONE


def _known_targets(kind: DirectiveKind, targets: Targets) -> Sequence[str]:
    if kind in _SITE_TARGETS:
        return tuple(targets.sites)
    if kind is DirectiveKind.PRICE_OVERRIDE:
        return tuple(targets.catalogue.by_sku)
    if kind is DirectiveKind.ALLOW_MOVE:
        return (*targets.sites, *targets.aimags)
    present = {site.kind.value for site in targets.sites.values()}
    return (*targets.aimags, *sorted(present))


def _what(kind: DirectiveKind) -> str:
    if kind in _SITE_TARGETS:
        return "the id of a site"
    if kind is DirectiveKind.PRICE_OVERRIDE:
        return "a SKU of the catalogue"
    if kind is DirectiveKind.ALLOW_MOVE:
        return in_words("the id of a site, or the code of {a_region} that has sites")
    return in_words("the code of {a_region}, or a kind of site, that has sites")


def _value_faults(record: Record, directive: Directive) -> Iterator[Finding]:
    if directive.kind not in _VALUE_RANGES:
        if directive.value:
            expected = f"an empty cell for {directive.kind.value}"
            todo = "clear the value, or correct the kind"
            yield rules.DIRECTIVE_VALUE_UNUSED.finding(
                *record.at("value"), found=directive.value, expected=expected, todo=todo
            )
        return
    low, high, expected = _VALUE_RANGES[directive.kind]
    try:
        value = Decimal(directive.value)
    except InvalidOperation:
        value = Decimal("NaN")
    if not (value.is_finite() and low <= value <= high):
        found = directive.value or "no value"
        yield rules.DIRECTIVE_VALUE.finding(
            *record.at("value"), found=found, expected=expected, todo="correct the value"
        )


def _between(read: Iterable[tuple[Record, Directive]]) -> Iterator[Finding]:
    """Yield the faults that only two directives together have."""
    by_id: dict[str, Directive] = {}
    by_target: dict[str, list[Directive]] = defaultdict(list)
    for record, directive in read:
        first = by_id.setdefault(directive.id, directive)
        if first is not directive and directive.id:
            expected = f"an id of its own; row {first.row} has {directive.id}"
            todo = "number the directives anew"
            yield rules.DIRECTIVE_ID_REPEATED.finding(
                *record.at("directive_id"), found=directive.id, expected=expected, todo=todo
            )
        for earlier in by_target[directive.target]:
            yield from _pair(record, directive, earlier)
        by_target[directive.target].append(directive)


def _pair(record: Record, directive: Directive, earlier: Directive) -> Iterator[Finding]:
    kinds = {directive.kind, earlier.kind}
    contradictory = kinds == {DirectiveKind.MUST_SERVE, DirectiveKind.MUST_NOT}
    same = directive.kind is earlier.kind
    valued = directive.kind in {DirectiveKind.PRICE_OVERRIDE, *FOR_GROUPS}
    if contradictory or (same and valued and directive.value != earlier.value):
        rule, todo = rules.DIRECTIVE_CONFLICT, "keep the one that is in force"
    elif same:
        rule, todo = rules.DIRECTIVE_REPEATED, "delete one of the two unless both are meant"
    else:
        return
    yield rule.finding(
        *record.at("target"),
        found=f"{directive.kind.value} {directive.target} {directive.value}".rstrip(),
        expected=f"to agree with {earlier.id} of row {earlier.row}: {earlier.kind.value} "
        f"{earlier.target} {earlier.value}".rstrip(),
        todo=todo,
    )
