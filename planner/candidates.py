"""From what is to what could be: every site and technology an option or a reason against."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Protocol, TypeVar

from pydantic import ValidationError

from inventory.catalogue import Catalogue, Item, Role
from inventory.findings import Finding, Rule, Severity, has_errors
from inventory.rules import CONFIG_UNKNOWN_KEY, CONFIG_WRONG_VALUE
from planner import setting_faults
from planner.area import Area, point_of
from planner.costing import round_half_up
from planner.delivery import Deliveries
from planner.demand import needs_of
from planner.directives import Directive, DirectiveKind
from planner.funds import start_date
from planner.kit import kit_of, may_buy
from planner.labels import LABELS, filled
from planner.laid import Laid, laid_of
from planner.masts import OPEN
from planner.masts import PREFIX as MAST
from planner.offers import Asset, Candidate, KitStep, Offers, Reason, Rejection
from planner.options import Options, reject
from planner.purchase import completed
from planner.scenario import Scenario
from planner.technologies import BUNDLED, TECHNOLOGIES
from planner.technologies.fibre import Fibre
from planner.technologies.microwave import Microwave
from planner.technologies.power import Power
from planner.technology import Settings, Technology
from planner.trenches import ROOT, Buildings, Trenches, lay, prune
from sites.network import Network
from sites.site import CoordinateQuality, LinkType, Site, SiteKind

PROJECT_FILE = "kholboo.toml"
UPKEEP_WITHOUT_PAYER = Rule(
    id="payer.upkeep_without",
    severity=Severity.WARNING,
    title="Several payers are named and none of them for the upkeep of shared trenches",
    why="A trench that nobody maintains is capital wasted: no fibre is offered.",
)


class OfferInputs(Protocol):
    """What offers are made from; `planner.inputs.Inputs` is one."""

    @property
    def scenario(self) -> Scenario: ...  # noqa: D102
    @property
    def sites(self) -> tuple[Site, ...]: ...  # noqa: D102
    @property
    def network(self) -> Network: ...  # noqa: D102
    @property
    def catalogue(self) -> Catalogue: ...  # noqa: D102
    @property
    def directives(self) -> tuple[Directive, ...]: ...  # noqa: D102


def build_offers(inputs: OfferInputs) -> Offers:
    """Return for every site its need, its options or the reasons against, and its kit.

    Raises ValueError where the scenario's technologies are not set up as `check_settings` asks, or
    a price override is not a price.
    """
    technologies = technologies_of(inputs.scenario)
    area = area_of(inputs, technologies)
    found = _offers_of(area.sites.values(), area, technologies)
    assets = assets_of(area, found.candidates, technologies)
    if area.catalogue.delivery:
        deliveries = Deliveries(catalogue=area.catalogue)
        assets = tuple(_hop_delivered(a, area, deliveries) for a in assets)
    return replace(found, assets=assets)


def offers_at(inputs: OfferInputs, site_id: str, laid: Laid | None = None) -> Offers:
    """Return what `build_offers` returns of one site, with the needs of all and no shared stretch.

    `laid` says where trenches and masts could lead, if that is known already.
    """
    technologies = technologies_of(inputs.scenario)
    area = area_of(inputs, technologies, laid or lay_out(inputs))
    return _offers_of([area.sites[site_id]], area, technologies)


def lay_out(inputs: OfferInputs) -> Laid:
    """Return where trenches and masts could lead, as far as offers at single sites look at it."""
    area = area_of(inputs, technologies_of(inputs.scenario))
    return laid_of(area.trenches, area.masts, area.sites)


def _offers_of(sites: Iterable[Site], area: Area, technologies: Sequence[Technology]) -> Offers:
    """Return the offers at some sites, without shared stretches."""
    scenario = area.scenario
    candidates: list[Candidate] = []
    rejections: list[Rejection] = []
    kit: list[KitStep] = []
    for site in sites:
        for technology in technologies:
            answer = answer_of(site, technology, area)
            if isinstance(answer, Rejection):
                rejections.append(answer)
            else:
                candidates += answer
        kit += kit_of(site, area.needs[site.id], area.catalogue, scenario)
    if any(item.requires for item in area.catalogue.items):
        candidates = [_completed(c, area.catalogue) for c in candidates]
        kit = [_completed(k, area.catalogue) for k in kit]
    if area.catalogue.delivery:
        deliveries = Deliveries(catalogue=area.catalogue)
        candidates = [_delivered(c, area, deliveries) for c in candidates]
        kit = [_delivered(k, area, deliveries) for k in kit]
    return Offers(
        needs=dict(area.needs),
        candidates=tuple(sorted(candidates, key=_candidate_order)),
        rejections=tuple(sorted(rejections, key=lambda r: (r.site_id, r.technology))),
        assets=(),
        kit=tuple(sorted(kit, key=lambda k: (k.site_id, k.chain, k.step))),
    )


_Bought = TypeVar("_Bought", Candidate, KitStep)


def _completed(offer: _Bought, catalogue: Catalogue) -> _Bought:
    """Return an offer that buys what its items require too."""
    lines = completed(offer.lines, catalogue)
    return offer if len(lines) == len(offer.lines) else replace(offer, lines=lines)


def _delivered(offer: _Bought, area: Area, deliveries: Deliveries) -> _Bought:
    """Return an offer that has its goods delivered to the aimag of its site."""
    aimag = area.sites[offer.site_id].aimag
    return replace(offer, lines=deliveries.with_delivery(offer.lines, aimag))


def _hop_delivered(asset: Asset, area: Area, deliveries: Deliveries) -> Asset:
    """Return a stretch with its goods delivered: a mast on open ground lies in no known aimag."""
    site = area.sites.get(asset.to_node.removeprefix(MAST))
    aimag = "" if site is None else site.aimag
    return replace(asset, lines=deliveries.with_delivery(asset.lines, aimag))


def _candidate_order(candidate: Candidate) -> tuple[str, str, int, str]:
    return candidate.site_id, candidate.technology, candidate.benefit, candidate.id


# --- one site, one technology ----------------------------------------------------------------


def answer_of(site: Site, technology: Technology, area: Area) -> Options:
    """Return the options of a technology at a site, or the one reason against it."""
    refused = _refused(site, technology, area)
    if refused is not None:
        return refused
    answer = technology.offer(site, area)
    if isinstance(answer, Rejection):
        return answer
    return _paid(site, technology, area, _powered(site, technology, area, answer))


def _refused(site: Site, technology: Technology, area: Area) -> Rejection | None:
    """Return the reason that rules a technology out before it is asked, or None."""
    need = area.needs[site.id]
    if site.id in area.excluded:
        detail = LABELS["detail.excluded"]
        return reject(site, technology.id, Reason.EXCLUDED, detail)
    if not technology.enabled:
        detail = LABELS["detail.switched_off"]
        return reject(site, technology.id, Reason.SWITCHED_OFF, detail)
    if need.present_utility_thousandths >= 1000:
        detail = filled("detail.at_target", target=f"{need.target_mbps:g}")
        return reject(site, technology.id, Reason.ALREADY_AT_STANDARD, detail)
    if technology.is_fixed and site.kind is SiteKind.MOBILE_UNIT:
        detail = LABELS["detail.mobile"]
        return reject(site, technology.id, Reason.NO_FIXED_PLACE, detail)
    if technology.needs_point and point_of(site) is None:
        detail = LABELS["detail.no_place"]
        return reject(site, technology.id, Reason.NO_COORDINATES, detail)
    return None


def _powered(
    site: Site, technology: Technology, area: Area, options: Sequence[Candidate]
) -> Options:
    """Add a power kit to every option of a site without reliable power."""
    if area.needs[site.id].reliable_power:
        return tuple(options)
    power = power_of(area.scenario)
    if not power.enabled:
        return tuple(options)
    powered = []
    for option in options:
        kits = power.bundle(option.lines, area.catalogue)
        if kits is None:
            hours = site.power.hours_per_day
            said = "?" if hours is None else f"{hours:g}"
            detail = filled("detail.no_power_kit", hours=said)
            return reject(site, technology.id, Reason.NO_POWER_KIT, detail)
        powered.append(replace(option, lines=(*option.lines, *kits)))
    return tuple(powered)


def _paid(site: Site, technology: Technology, area: Area, options: Options) -> Options:
    """Refuse options whose yearly costs nobody is named to pay, unless the scenario allows it."""
    if isinstance(options, Rejection):
        return options
    paid = tuple(o for o in options if may_buy(o.lines, area.scenario))
    if paid:
        return paid
    detail = LABELS["detail.no_payer"]
    return reject(site, technology.id, Reason.NO_PAYER, detail)


# --- the surroundings ------------------------------------------------------------------------


def area_of(
    inputs: OfferInputs, technologies: Sequence[Technology], laid: Laid | None = None
) -> Area:
    """Return what the technologies see: needs, prices with overrides, network and trenches.

    With `laid` no trench or mast is looked for again.
    """
    sites = {site.id: site for site in sorted(inputs.sites, key=lambda s: s.id)}
    catalogue = sold_at_start(with_overrides(inputs.catalogue, inputs.directives), inputs.scenario)
    needs = needs_of(inputs.sites, inputs.scenario, inputs.directives)
    forbidden = (d.target for d in inputs.directives if d.kind is DirectiveKind.MUST_NOT)
    area = Area(
        scenario=inputs.scenario,
        catalogue=catalogue,
        network=inputs.network,
        sites=sites,
        needs=needs,
        trenches=Trenches(),
        excluded=frozenset(forbidden),
    )
    if laid is not None:
        return replace(area, trenches=laid.trenches, masts=laid.masts)
    area = replace(area, trenches=trenches_of(area, fibre_of(technologies)))
    kits = not power_of(inputs.scenario).enabled or area.catalogue.first(Role.POWER_KIT) is not None
    powered = frozenset(s for s, need in needs.items() if kits or need.reliable_power)
    return replace(area, masts=microwave_of(technologies).masts(area, powered, kits=kits))


def trenches_of(area: Area, fibre: Fibre) -> Trenches:
    """Return where fibre could run: to buildings that could gain from it and have a payer."""
    lit = {
        site.id: point
        for site in area.sites.values()
        if site.link.type is LinkType.FIBRE and site.kind is not SiteKind.MOBILE_UNIT
        if (point := point_of(site)) is not None
    }
    may_dig = (
        fibre.enabled
        and area.catalogue.first(Role.TRENCH) is not None
        and fibre.upkeep_is_paid(area.catalogue, area.scenario, area.needs)
    )
    wanting = {
        site.id: point
        for site in area.sites.values()
        if may_dig and site.id not in lit and _wants_fibre(site, area)
        if (point := point_of(site)) is not None
    }
    unsurveyed = frozenset(
        s.id for s in area.sites.values() if s.coordinate_quality is CoordinateQuality.SOUM_CENTRE
    )
    buildings = Buildings(wanting=wanting, lit=lit, unsurveyed=unsurveyed)
    return lay(buildings, area.network, fibre.ground(area.catalogue))


def _wants_fibre(site: Site, area: Area) -> bool:
    need = area.needs[site.id]
    paid = need.payer is not None or area.scenario.allow_capex_without_payer
    stays = site.kind is not SiteKind.MOBILE_UNIT
    return paid and stays and need.link_gap_benefit > 0 and site.id not in area.excluded


def assets_of(
    area: Area, candidates: Iterable[Candidate], technologies: Sequence[Technology]
) -> tuple[Asset, ...]:
    """Return the priced stretches that some candidate can use, in id order."""
    wanted = {c.from_node for c in candidates if c.from_node != ROOT}
    stretches = fibre_of(technologies).assets(prune(area.trenches.stretches, wanted), area)
    hops = [_powered_hop(hop, area) for hop in microwave_of(technologies).assets(area)]
    return tuple(sorted((*stretches, *hops), key=lambda asset: asset.id))


def _powered_hop(hop: Asset, area: Area) -> Asset:
    """Return a hop with a power kit for its mast, at a site without power or on open ground."""
    place = hop.to_node.removeprefix(MAST)
    need, power = area.needs.get(place), power_of(area.scenario)
    alone = place.startswith(OPEN) or (need is not None and not need.reliable_power)
    if not alone or not power.enabled:
        return hop
    return replace(hop, lines=(*hop.lines, *(power.bundle(hop.lines, area.catalogue) or ())))


def sold_at_start(catalogue: Catalogue, scenario: Scenario) -> Catalogue:
    """Return the catalogue without items that are no longer sold when tendering starts."""
    if not any(item.end_of_sale for item in catalogue.items):
        return catalogue
    start = start_date(scenario, catalogue)
    day = "" if start is None else start.isoformat()
    kept = tuple(i for i in catalogue.items if not i.end_of_sale or i.end_of_sale >= day)
    return replace(catalogue, items=kept)


def with_overrides(catalogue: Catalogue, directives: Iterable[Directive]) -> Catalogue:
    """Return the catalogue at the prices that directives set; the last id of a SKU counts."""
    rows = [d for d in directives if d.kind is DirectiveKind.PRICE_OVERRIDE]
    prices = {d.target: price_of(d) for d in sorted(rows, key=lambda d: d.id)}
    return replace(catalogue, items=tuple(_at(item, prices) for item in catalogue.items))


def _at(item: Item, prices: dict[str, int]) -> Item:
    if item.sku not in prices:
        return item
    return replace(item, unit_price_minor=prices[item.sku], without_vat_minor=None)


def price_of(directive: Directive) -> int:
    """Return the unit price of a price override in whole units of the plan currency.

    Raises ValueError with the row when the value is not a price.
    """
    try:
        price = Decimal(directive.value)
    except InvalidOperation:
        price = Decimal(-1)
    if not price.is_finite() or price < 0:
        raise ValueError(f"directive {directive.id}: {directive.value!r} is not a price")
    return round_half_up(Fraction(price))


# --- settings --------------------------------------------------------------------------------


def technologies_of(scenario: Scenario) -> tuple[Technology, ...]:
    """Return every technology with the scenario's settings; raises ValueError on a wrong one."""
    findings = check_settings(scenario)
    if has_errors(findings):
        raise ValueError("; ".join(f.sentence() for f in findings))
    return tuple(t(**scenario.technologies.get(t.id, {})) for t in TECHNOLOGIES)


def power_of(scenario: Scenario) -> Power:
    """Return the power kit with the scenario's settings."""
    return Power(**scenario.technologies.get(Power.id, {}))


def microwave_of(technologies: Sequence[Technology]) -> Microwave:
    """Return the one technology that is relayed over masts."""
    return next(t for t in technologies if isinstance(t, Microwave))


def fibre_of(technologies: Sequence[Technology]) -> Fibre:
    """Return the one technology that lays trenches."""
    return next(t for t in technologies if isinstance(t, Fibre))


def settings_of(scenario: Scenario) -> list[tuple[str, str, str]]:
    """Return every technology setting with its value and source, for the printed policy."""
    rows = []
    for kind in (*TECHNOLOGIES, *BUNDLED):
        given = scenario.technologies.get(kind.id, {})
        values = kind(**given)
        for name, field in kind.model_fields.items():
            extra = field.json_schema_extra
            source = str(extra.get("source", "")) if isinstance(extra, dict) else ""
            name_in_file = f"technologies.{kind.id}.{name}"
            rows.append(
                (
                    name_in_file,
                    str(getattr(values, name)),
                    "the scenario" if name in given else source,
                )
            )
    return rows


def check_settings(scenario: Scenario) -> list[Finding]:
    """Return a finding for every unknown technology, unknown setting or wrong value."""
    known = {kind.id: kind for kind in (*TECHNOLOGIES, *BUNDLED)}
    findings: list[Finding] = []
    for name, given in sorted(scenario.technologies.items()):
        if name not in known:
            findings.append(_unknown(f"technologies.{name}", name, list(known)))
        else:
            findings += _check_one(known[name], given)
    if not findings and _upkeep_is_nobodys(scenario):
        payers = sorted({s.payer for s in scenario.standard.values() if s.payer is not None})
        findings.append(
            UPKEEP_WITHOUT_PAYER.finding(
                PROJECT_FILE,
                column="technologies.fibre.upkeep_payer",
                expected="one of " + ", ".join(payers),
                todo="name who pays the yearly upkeep of trenches, or no fibre is offered",
            )
        )
    return findings


def _upkeep_is_nobodys(scenario: Scenario) -> bool:
    """Return whether several payers are named by kind and none for the upkeep of trenches."""
    fibre = Fibre(**scenario.technologies.get(Fibre.id, {}))
    payers = {s.payer for s in scenario.standard.values() if s.payer is not None}
    excused = scenario.allow_capex_without_payer or not fibre.enabled
    return not excused and fibre.upkeep_payer is None and len(payers) > 1


def _check_one(kind: type[Settings], given: dict[str, object]) -> list[Finding]:
    unknown = sorted(given.keys() - kind.model_fields.keys())
    findings = [
        _unknown(f"technologies.{kind.id}.{key}", key, list(kind.model_fields)) for key in unknown
    ]
    try:
        kind.model_validate({k: v for k, v in given.items() if k in kind.model_fields})
    except ValidationError as fault:
        findings += [
            CONFIG_WRONG_VALUE.finding(
                PROJECT_FILE,
                column=".".join(["technologies", kind.id, *map(str, error["loc"])]),
                found=setting_faults.found(error),
                expected=setting_faults.expected(kind, error),
                todo=setting_faults.CORRECT_TECHNOLOGY,
            )
            for error in fault.errors()
        ]
    return findings


def _unknown(column: str, name: str, known: list[str]) -> Finding:
    near = difflib.get_close_matches(name, known, n=1)
    return CONFIG_UNKNOWN_KEY.finding(
        PROJECT_FILE,
        column=column,
        found=name,
        expected="one of " + ", ".join(sorted(known)),
        todo=f"did you mean {near[0]}?" if near else "remove it or see docs/technologies.md",
    )
