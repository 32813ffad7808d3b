"""A directive in one sentence, in Mongolian and in English."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from inventory.prices.catalogue import Item
from planner.language.label import Label, Language
from planner.language.labels import LABELS, currency_sign, filled, item_name
from planner.scenario.directives import Directive, DirectiveKind
from sites.site import Site, SiteKind

_SPOKEN: tuple[Language, Language] = ("mn", "en")


def directive_text(
    directive: Directive, sites: Mapping[str, Site], items: Mapping[str, Item], currency: str
) -> Label:
    """Return what a directive asks, with the names of what it speaks of."""
    key = f"directive.{directive.kind.value}"
    value = directive.value
    if directive.kind is DirectiveKind.FLOOR:
        share = f"{(Decimal(value) * 100).normalize():f} %"
        return filled(key, group=group_label(directive.target, sites), share=share)
    if directive.kind is DirectiveKind.LEAST_POINTS:
        return filled(
            key, group=group_label(directive.target, sites), points=f"{Decimal(value):,f}"
        )
    if directive.kind is DirectiveKind.PRICE_OVERRIDE:
        name = _item_label(directive.target, items)
        price = f"{Decimal(value):,f} {currency_sign(currency)}"
        return filled(key, name=name, id=directive.target, price=price)
    site = sites.get(directive.target)
    shown = directive.target if site is None else f"{site.name} ({site.id})"
    return filled(key, site=shown, value=value)


def _item_label(sku: str, items: Mapping[str, Item]) -> Label:
    """Return an item's names, or its SKU when the catalogue lacks it."""
    if sku not in items:
        return Label(mn=sku, en=sku)
    item = items[sku]
    mn, en = (item_name(item.name_mn, item.name_en, one) for one in _SPOKEN)
    return Label(mn=mn, en=en)


def group_label(group: str, sites: Mapping[str, Site]) -> Label:
    """Return a kind of site or an aimag, given by code, as people call it."""
    if group in {kind.value for kind in SiteKind}:
        return LABELS[f"kind.{group}"]
    names = sorted({s.aimag_name for s in sites.values() if s.aimag == group and s.aimag_name})
    name = names[0] if names else group
    return filled("word.in_aimag", name=name)
