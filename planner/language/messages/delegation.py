"""Words of a plan divided among aimags, and of their plans joined."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "divide.head": "What {run} spends in each {region} divides its limits so:",
    "divide.line": "  {name} ({code}, sites {sites}): {parts}",
    "divide.sum": "  all: {parts}",
    "divide.once": "once {amount}",
    "divide.yearly": "yearly {amount}",
    "divide.payer": "{payer} yearly {amount}",
    "divide.total": "over the horizon {amount}",
    "divide.next": "Each plans its own: `kholboo plan --region CODE --share-of {run}`.",
    "merge.head": "Joined of the plans of {count} {regions}, under the problem of {run}:",
    "merge.twice": "Stretches that several mean to build: {count}; built once, {amount} is saved.",
    "merge.stretch": "  {link}: {amount} ({aimags})",
    "merge.more": "  ... and {count} more; see --json",
    "merge.fits": "No limit of the country and no depot is asked for too much.",
    "merge.over": "  Beyond a limit of the country: {limit}: {used} of {upper}, {over} too much.",
    "merge.below": "  Below a floor of the country: {limit}: {used}, at least {lower} is asked.",
    "merge.short": "  Asked for too often: {sku} in {origin}: {asked} of {there} ({aimags}).",
    "merge.moved": "Sites that the joined plan gives something else than their {region} chose: {count}.",
    "merge.site": "  {site} ({aimag}): {then} -> {now} points",
    "merge.value": "Joined: {points} points; the plan of the country: {country}.",
    "merge.cost": "Planning apart cost between {least} and {most} points (proven).",
    "merge.none": (
        "Nothing that they chose keeps all limits of the country together ({limits}): change these, "
        "or divide the plan again with `kholboo divide`, and let each {region} plan its part."
    ),
}
