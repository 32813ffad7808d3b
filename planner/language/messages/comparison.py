"""The comparison of two runs."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "reprice.head": "The quantities of {run} at new prices ({currency}):",
    "reprice.item": "    {sku} × {count}: {before} → {after} ({share} %)",
    "reprice.more": "    and {count} more; see --json",
    "reprice.capex": "paid once",
    "reprice.opex": "paid every year",
    "reprice.packages": "  packages:",
    "reprice.none": "none changes",
    "reprice.funds": "  funds:",
    "reprice.tier_lost": "  {sku}: the price from {count} units on no longer counts, it is not below the new price",
    "reprice.dearer_move": "  {sku}: moving it from stock now costs more than buying it",
    "reprice.unused": "  not in the plan, so not counted: {skus}",
    "reprice.over": "  DOES NOT FIT: {what} is {over} above its limit of {most}",
    "reprice.short_order": "  DOES NOT FIT: an order of {count} {sku} is below the least of {least}",
    "reprice.fits": "  every fund, limit and minimum order still holds",
    "reprice.other": (
        "  this plan is worth {plan} points; the best plan at the new prices is worth between "
        "{least} and {most} (proven)"
    ),
    "reprice.other_none": "  this plan is worth {plan} points; no plan at the new prices is better (proven)",
    "reprice.other_needed": (
        "  the best plan that fits is worth between {least} and {most} points (proven); this plan "
        "is worth {plan}, but does not fit"
    ),
    "compare.position": "site {site}, position",
    "compare.position_corrected": "{position} by a correction",
    "compare.position_moved": "{position}, {km} km from there",
    "compare.no_position": "none",
    "compare.in_years": "link {link}, equipment {equipment}",
    "compare.years": "When sites receive",
    "compare.head": "From run {before} to run {after}:",
    "compare.same": "  nothing moved, neither inputs nor outcome",
    "compare.more": "  ... and {count} more; see --json",
    "compare.unread": (
        "The recorded inputs of {run} no longer read without errors; what could be read is "
        "compared."
    ),
    "compare.came": "{what}: new, {after}",
    "compare.came_bare": "{what}: new",
    "compare.went": "{what}: gone, was {before}",
    "compare.went_bare": "{what}: gone",
    # --- subjects
    "compare.files": "Input files",
    "compare.settings": "Settings",
    "compare.sites": "Sites, as described",
    "compare.prices": "Catalogue",
    "compare.directives": "Directives",
    "compare.outcome": "Outcome",
    "compare.deployments": "Sites, as planned",
    "compare.links": "Links to build",
    "compare.funds": "Paid by fund",
    "compare.savings": "Savings",
    "compare.moves": "Equipment that moves",
    "compare.transport": "Transport of what moves",
    "compare.proposed": "Moves proposed, not counted without a decision",
    "compare.repairs": "Equipment repaired",
    "compare.packages": "Packages",
    # --- what moved
    "compare.site": "site",
    "compare.item": "item",
    "compare.directive": "directive",
    "compare.file_rows": "sha256 {sha256}, {rows} rows",
    "compare.scenario": "scenario",
    "compare.aimag": "{region}",
    "compare.all": "all",
    "compare.status": "status",
    "compare.benefit": "benefit",
    "compare.bound": "certified bound",
    "compare.gap": "certified gap",
    "compare.paid_once": "paid once",
    "compare.paid_yearly": "paid every year",
    "compare.npc": "net present cost",
    "compare.users": "people who gain",
    "compare.sites_total": "sites",
    "compare.sites_of": "sites: {status}",
    "compare.unknown": "unknown",
    "compare.none": "none",
    "compare.points": "{points} points",
    "compare.computers": "{count} computers",
    "compare.link": "{name} with {service} ({option})",
    "compare.metres": "{kind}, {metres} m",
    # --- sums
    "compare.untied": "  mind: the parts add up to {parts_before} -> {parts_after}, which is not the total",
    "compare.units": "units",
    "compare.no_packages": "Run {run} records no packages: packages are not compared.",
    "compare.from_depot": "{sku} from depot {origin}",
    "compare.from_sites": "{sku} from other sites",
    "compare.from_site": "{sku} from site {origin}",
    "saving.tier": "price tiers",
    "saving.depot": "stock in depots",
    "saving.move": "surplus of other sites",
    "saving.repair": "repairs",
    "saving.delivery": "delivery that falls away",
    "saving.vat": "VAT exemption",
}
"""English by key; the Mongolian is in the catalogue."""

ON_PAGE: Mapping[str, str] = {
    "difference.after": "After",
    "difference.all": "Everything that changed",
    "difference.before": "Before",
    "difference.changed_sites": "Sites that changed: {count}",
    "difference.command": "Command",
    "difference.earlier": "Earlier plan: {run}",
    "difference.figure": "Figure",
    "difference.in_list": "changed: {count}",
    "difference.later": "Later plan: {run}",
    "difference.missing": "Sites of one plan only: {count}",
    "difference.moved": "What moved",
    "difference.none": "Every site receives the same in both plans.",
    "difference.site": "Site",
    "difference.swipe": "Where the earlier plan ends and the later begins on the map, in percent",
    "difference.title": "Two plans compared",
    "difference.total.benefit": "Benefit, points",
    "difference.total.once": "One-time cost",
    "difference.total.served": "Sites that receive",
    "difference.total.users": "People who gain",
    "difference.total.yearly": "Yearly cost",
}
"""Two plans on one page, and the difference that `kholboo serve` shows."""
