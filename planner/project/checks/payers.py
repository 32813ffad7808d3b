"""Judge payers: whoever pays yearly costs must be named, and named limits must have a payer."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from inventory.findings import Finding, at
from inventory.values import suggestion
from planner.project.checks import rules
from planner.project.config_text import ConfigText
from planner.scenario.settings import Scenario
from sites.site import LinkType, Site


def payers_named(scenario: Scenario) -> set[str]:
    """Return every payer that a scenario names: of a kind of site, or with a limit."""
    of_kinds = {s.payer for s in scenario.standard.values() if s.payer is not None}
    of_limits = set(scenario.limits.opex_per_year_by_payer_minor)
    return of_kinds | of_limits | _technology_payers(scenario)


def _technology_payers(scenario: Scenario) -> set[str]:
    """Return the payers that settings of technologies name, as fibre's upkeep_payer."""
    return {
        value
        for settings in scenario.technologies.values()
        for key, value in settings.items()
        if key.endswith("payer") and isinstance(value, str)
    }


def payer_limits(
    base: tuple[str, str], scenario: Scenario, sites: Iterable[Site], text: ConfigText
) -> Iterator[Finding]:
    """Yield a finding for every limit of a payer that no site and no technology names."""
    paying = {s.link.payer or scenario.standard_of(s.kind).payer for s in sites}
    known = sorted({p for p in paying if p is not None} | _technology_payers(scenario))
    for payer in sorted(scenario.limits.opex_per_year_by_payer_minor):
        if payer not in known:
            near = difflib.get_close_matches(payer, known, n=1)
            yield text.finding(
                rules.PAYER_UNUSED,
                (*base, "limits", "opex_per_year_by_payer_minor", payer),
                found=payer,
                expected="one of " + ", ".join(known) if known else "a payer of some site",
                todo=f"write {near[0]}" if near else "name the payer at a site or kind of site",
            )


def kinds_without_payer(
    base: tuple[str, str], scenario: Scenario, sites: Iterable[Site], text: ConfigText
) -> Iterator[Finding]:
    """Yield a finding for every kind of site whose yearly costs nobody pays."""
    if scenario.allow_capex_without_payer:
        return
    without = Counter(
        s.kind for s in sites if s.link.payer is None and scenario.standard_of(s.kind).payer is None
    )
    for kind, count in sorted(without.items()):
        yield text.finding(
            rules.PAYER_KIND,
            (*base, "standard", kind.value, "payer"),
            found=f"{count} sites of kind {kind.value} without a payer",
            expected="who pays their recurrent costs",
            todo=f'write payer = "…" in [scenarios.{base[1]}.standard.{kind.value}]',
        )


def _fee(record: Any) -> str:
    """Return the fee of a row as a plain number."""
    value = record.values.get("price_per_month")
    return "some amount" if value is None else f"{value}"


def check_payers(scenario: Scenario, rows: Iterable[tuple[Any, Site]]) -> Iterator[Finding]:
    """Yield a finding for every present fee nobody pays and every payer the scenario lacks."""
    named = payers_named(scenario)
    for record, site in rows:
        header = str(record.headers.get("payer", "payer"))
        payer = site.link.payer
        if payer is None:
            if _has_fee(site) and scenario.standard_of(site.kind).payer is None:
                yield rules.PAYER_MISSING.finding(
                    *at(site, header),
                    found=f"a fee of {_fee(record)} a month and no payer",
                    expected="the code of who pays it",
                    todo="write the payer here, or for the kind of site in the scenario",
                )
        elif named and payer not in named:
            near = suggestion(payer, sorted(named))
            yield rules.PAYER_UNKNOWN.finding(
                *at(site, header),
                found=payer,
                expected="one of " + ", ".join(sorted(named)),
                todo=f"write {near}" if near else "correct it, or name the payer in the scenario",
            )


def _has_fee(site: Site) -> bool:
    return bool(site.link.price_per_month_minor) and site.link.type is not LinkType.NONE
