"""Everything the page can be asked: sites, what they receive, links, money and who pays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from inventory.currencies import digits_of
from inventory.prices.catalogue import Timing
from planner.candidates.candidate import CostLine
from planner.exports.map_svg import colours_of
from planner.exports.page.coding import NOTHING, degrees, differences, spoken
from planner.exports.page.lists import Lists
from planner.exports.page.network_data import links_data, network_data
from planner.exports.page.page_words import page_words
from planner.exports.page.prices import prices_data
from planner.language.labels import LABELS, currency_sign, plain
from planner.rendering import sentences
from planner.rendering.deliveries import Purchases, purchases_of

if TYPE_CHECKING:
    from planner.plan.plan import Deployment, NextBest
    from planner.rendering.context import ExportContext
    from sites.site import Site

FORMAT = "kholboo-page/1"


def page_data(context: ExportContext, bought: Purchases | None = None) -> dict[str, Any]:
    """Return the data of a page; equal plans give equal data.

    Raises ValueError when the plan's lines do not add up to its totals.
    """
    lists = Lists(context=context)
    sites = _sites(lists, bought or purchases_of(context))
    lines = _lines(lists)
    links = links_data(context, lists)
    programme = _programme(lists)
    return {
        "format": FORMAT,
        "language": context.language,
        "words": page_words(context.language),
        "money": _money(context),
        "plan": _plan(context),
        "sites": sites,
        "lines": lines,
        "links": links,
        "moves": _moves(lists),
        **prices_data(context),
        "network": network_data(context, lists),
        "technologies": _with_colours(lists.technologies.rows),
        **{name: getattr(lists, name).rows for name in _LISTS},
        **programme,
    }


def _programme(lists: Lists) -> dict[str, Any]:
    """Return the years of a programme and what each site has by then; nothing without one."""
    context, facts = lists.context, lists.context.programme
    if facts is None:
        return {}
    nothing = (0,) * len(facts.years)
    ids = [d.site_id for d, _ in context.deployments]
    return {
        "programme": {
            "years": list(facts.years),
            "present": lists.technologies.of(sentences.PRESENT),  # until a new link comes
            "first": [facts.first_years.get(site_id) for site_id in ids],
            "link": [facts.link_years.get(site_id) for site_id in ids],
            "computers": [facts.computers.get(site_id, nothing) for site_id in ids],
            "benefits": [facts.benefits.get(site_id, nothing) for site_id in ids],
        }
    }


_LISTS = (
    *(
        "kinds",
        "statuses",
        "assurances",
        "reasons",
        "link_types",
        "qualities",
        "link_kinds",
        "payers",
        "texts",
    ),
    *("nodes", "soums", "aimags", "items", "packages", "funds", "others"),
    *("assumptions", "barriers"),
)


def _with_colours(rows: list[list[object]]) -> list[list[object]]:
    colours = colours_of(str(row[0]) for row in rows)
    return [[*row, colours[str(row[0])]] for row in rows]


def _money(context: ExportContext) -> dict[str, object]:
    plan, unit = context.plan, context.money_unit
    words = spoken(plain("") if unit == 1 else LABELS[f"money_word.{unit}"], context.language)
    return {
        "sign": currency_sign(plan.currency),
        "digits": digits_of(plan.currency),
        "unit": unit,
        "words": words,
    }


def _plan(context: ExportContext) -> dict[str, object]:
    plan = context.plan
    return {
        "project": plan.project,
        "scenario": plan.scenario,
        "run": plan.run_id,
        "fingerprint": plan.printed_fingerprint,
        "listed": plan.listed_minor,
        "once": plan.capex_minor,
        "yearly": plan.opex_per_year_minor,
    }


def _sites(lists: Lists, bought: Purchases) -> dict[str, list[Any]]:
    """Return a column for each figure of a site, in the order of the context."""
    pairs = lists.context.deployments
    found: dict[str, list[Any]] = {
        "lon": differences(degrees(s.longitude if _placed(s) else None) for _, s in pairs),
        "lat": differences(degrees(s.latitude if _placed(s) else None) for _, s in pairs),
    }
    rows = [_site(lists, d, s) for d, s in pairs]
    for name in rows[0] if rows else ():
        found[name] = [row[name] for row in rows]
    fees = {fee.site.id: fee for fee in bought.fees}
    seasons = {s.access_season: s for _, s in pairs}
    told = {season: _season(lists, site) for season, site in seasons.items()}
    found["season"] = [told[s.access_season] for _, s in pairs]
    found["ended"] = [fees[s.id].ended_minor if s.id in fees else 0 for _, s in pairs]
    return found


def _placed(site: Site) -> bool:
    return site.longitude is not None and site.latitude is not None


def _site(lists: Lists, d: Deployment, s: Site) -> dict[str, Any]:
    technology = sentences.technology_of(d)
    fee_payer = d.kept_fee_payer or "none"
    return {
        "id": s.id,
        "name": s.name,
        "latin": "" if s.name_latin == s.name else s.name_latin,
        "bagh": s.bagh,
        "kind": lists.kinds.of(s.kind.value),
        "soum": lists.soums.of((s.soum, s.soum_name, (s.aimag, s.aimag_name))),
        "quality": lists.qualities.of(s.coordinate_quality.value),
        "status": lists.statuses.of(d.status.value),
        "technology": NOTHING if technology is None else lists.technologies.of(technology),
        "reason": lists.reasons.of(d.reason.value),
        "text": _text(lists, d.reason_text_mn or d.reason_text, d.reason_text or d.reason_text_mn),
        "before": d.mbps_before,
        "after": d.mbps_after,
        "target": d.target_mbps,
        "capBefore": d.cap_gb_before,
        "capAfter": d.cap_gb_after,
        "capTarget": d.target_gb,
        "link": lists.link_types.of(s.link.type.value),
        "computers": d.computers_before,
        "added": d.computers_added,
        "users": d.users_gaining,
        "benefit": d.benefit,
        "proven": NOTHING if d.proven is None else lists.assurances.of(d.proven.value),
        "next": lists.others.of(_offer(lists, d.next_best)),
        "nextBenefit": 0 if d.next_best is None else d.next_best.benefit,
        **_needed(lists, d),
        "assumed": lists.assumptions.of(lists.context.assumed.get(s.id)),
        "kept": d.kept_fee_per_year_minor,
        "payer": lists.payers.of(fee_payer) if d.kept_fee_per_year_minor else NOTHING,
    }


def _needed(lists: Lists, d: Deployment) -> dict[str, int]:
    """Return what would bring a link to standard, its benefit, and the limits that hold it up."""
    found = d.to_standard
    return {
        "standard": lists.others.of(None if found is None else _offer(lists, found.option)),
        "standardBenefit": 0 if found is None else found.option.benefit,
        "barrier": NOTHING if found is None else lists.barriers.of(found.blocked_by),
    }


def _offer(lists: Lists, best: NextBest | None) -> Hashable | None:
    """Return a service that a site could have as a row of the list of them."""
    if best is None:
        return None
    technology = lists.technologies.of(best.technology)
    return (technology, best.mbps, best.cap_gb, best.capex_minor, best.opex_per_year_minor)


def _season(lists: Lists, site: Site) -> int:
    mn, en = lists.words(lambda _, language: sentences.access_season(site, language))
    return _text(lists, str(mn), str(en))


def _text(lists: Lists, mn: str, en: str) -> int:
    return lists.texts.of((mn, en)) if mn or en else NOTHING


Bought = tuple[str, CostLine, str | None, str | None]  # point, line, yearly payer, package


def _bought(context: ExportContext) -> list[Bought]:
    """Return every purchase with its payer when it is yearly, its package when it is paid once."""
    plan = context.plan
    found: list[Bought] = []
    if plan.packages:
        for package in plan.packages:
            found += [(point, line, None, package.id) for point, line in package.lines]
    for point, line in plan.all_lines():
        if line.timing is Timing.PER_YEAR:
            found.append((point, line, line.payer or "none", None))
        elif not plan.packages:
            found.append((point, line, None, None))
    return [row for row in found if row[1].sign * row[1].quantity > 0]


def _lines(lists: Lists) -> dict[str, list[int]]:
    """Return the purchases as columns: delivery point (links after sites), item and quantity.

    Raises ValueError when they do not add up to the plan.
    """
    context = lists.context
    points = {site.id: n for n, (_, site) in enumerate(context.deployments)}
    points |= {link.id: len(points) + n for n, link in enumerate(context.links)}
    quantities: Counter[tuple[Hashable, ...]] = Counter()
    first: dict[str, CostLine] = {}
    when = None if context.programme is None else context.programme.dates()
    for point, line, payer, package in _bought(context):
        parts = {0: line.quantity} if when is None else when(point, line)
        for year, quantity in parts.items():
            quantities[points[point], line.sku, payer or "", package or "", year] += quantity
        first.setdefault(line.sku, line)
    _check(context, first, quantities)
    keys = sorted(quantities)
    items = {sku: number for number, sku in enumerate(sorted(first))}
    lists.items.rows.extend(lists.item(first[sku]) for sku in items)
    return {
        "point": [int(n or 0) for n in differences(int(str(key[0])) for key in keys)],
        "item": [items[str(key[1])] for key in keys],
        "quantity": [quantities[key] for key in keys],
        **({} if when is None else {"when": [int(str(key[4])) for key in keys]}),
        "payer": [lists.payers.of(key[2] or None) for key in keys],
        "package": [lists.packages.of(key[3] or None) for key in keys],
    }


def _check(
    context: ExportContext, first: dict[str, CostLine], quantities: Counter[tuple[Hashable, ...]]
) -> None:
    bought: Counter[bool] = Counter()
    for (_, sku, *_), quantity in quantities.items():
        line = first[str(sku)]
        bought[line.timing is Timing.ONE_TIME] += quantity * line.unit_price_minor
    plan = context.plan
    expected = plan.listed_minor, plan.opex_per_year_minor - plan.kept_fee_per_year_minor
    if (bought[True], bought[False]) != expected:
        raise ValueError(f"the page's purchases come to {dict(bought)}, the plan to {expected}")


def _moves(lists: Lists) -> list[list[object]]:
    """Return what sites receive that exists already: site, SKU, quantity, origin, whether counted.

    The origin is the number of a site, or the name of a depot.
    """
    context = lists.context
    numbers = {site.id: n for n, (_, site) in enumerate(context.deployments)}
    return [
        [
            numbers[move.site_id],
            move.sku,
            move.quantity,
            numbers.get(move.origin, move.origin) if move.origin_kind == "site" else move.origin,
            int(move.counted),
        ]
        for move in sorted(context.plan.moves, key=lambda m: (m.site_id, m.sku, m.origin))
        if move.site_id in numbers
    ]
