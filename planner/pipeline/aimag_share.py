"""The share of one aimag: its sites, its part of the limits, its offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from inventory.prices.catalogue import Catalogue
from planner.candidates.benefit import attainable_benefit
from planner.candidates.candidate import Offers
from planner.candidates.present_value import PresentValue
from planner.errors import SettingsError
from planner.language.said import said
from planner.scenario.directives import DirectiveKind
from planner.scenario.floor_settings import Floor
from planner.scenario.inputs import Inputs
from planner.scenario.upper_limits import AtMost


def of_aimag(inputs: Inputs, offers: Offers, aimag: str) -> Inputs:
    """Return the inputs of one aimag: its sites, its share of every limit, its own directives.

    The share is the aimag's part of what all sites together could gain. Capital: share x limit.
    Recurrent: the aimag's present fees, and the share of what the limit leaves above all present
    fees; the total cost likewise. Parts are rounded down. Floors between aimags fall away, and so
    do amounts stated for a kind in the whole country, floors that an authority set as a share of
    the whole country's benefit, coverage and shares of media of the country or a kind, and the most
    that an owner, a kind or the country may come to.
    """
    sites = tuple(site for site in inputs.sites if site.aimag == aimag)
    if not sites:
        known = ", ".join(sorted({site.aimag for site in inputs.sites if site.aimag}))
        raise SettingsError(
            said(
                "no site lies in {region} {aimag!r}; codes with sites: {known}",
                aimag=aimag,
                known=known,
            )
        )
    inside = {site.id for site in sites}
    worth = attainable_benefit(offers)
    total = sum(worth.values())
    share = Fraction(sum(worth[s] for s in inside), total) if total else Fraction(0)
    limits, value = inputs.scenario.limits, PresentValue.of(inputs.scenario)
    fees = _fees_by_payer(offers, set(offers.needs)), _fees_by_payer(offers, inside)
    shared = limits.model_copy(
        update={
            "capex_minor": _part(limits.capex_minor, share),
            "opex_per_year_minor": _part(
                limits.opex_per_year_minor, share, sum(fees[0].values()), sum(fees[1].values())
            ),
            "opex_per_year_by_payer_minor": {
                payer: _part(upper, share, fees[0].get(payer, 0), fees[1].get(payer, 0))
                for payer, upper in sorted(limits.opex_per_year_by_payer_minor.items())
            },
            "total_cost_minor": _part(
                limits.total_cost_minor,
                share,
                sum(map(value.of_fee, _fees(offers, set(offers.needs)))),
                sum(map(value.of_fee, _fees(offers, inside))),
            ),
            "mbps_by_medium": {
                medium: int(upper * share) for medium, upper in limits.mbps_by_medium.items()
            },
            "at_most": _upper_limits_in(limits.at_most, aimag),
            "media": [
                share.model_copy(update={"only": [aimag]})
                for share in limits.media
                if share.by == "aimag" and (not share.only or aimag in share.only)
            ],
            "floors": _floors_in(limits.floors, aimag),
            "coverage": [
                floor.model_copy(update={"only": [aimag]})
                for floor in limits.coverage
                if floor.by == "aimag" and (not floor.only or aimag in floor.only)
            ],
        }
    )
    return replace(
        inputs,
        sites=sites,
        scenario=inputs.scenario.model_copy(update={"limits": shared}),
        directives=tuple(
            d
            for d in inputs.directives
            if d.kind in (DirectiveKind.PRICE_OVERRIDE, DirectiveKind.ALLOW_MOVE)
            or d.target in inside
        ),
        catalogue=of_share(inputs.catalogue, share),
    )


def _upper_limits_in(limits: Sequence[AtMost], aimag: str) -> list[AtMost]:
    """Return the limits of groups that hold within one aimag: of sites, buildings and itself.

    What an owner, a kind of site or the country may come to in all aimags says nothing of one.
    """
    of_places = [limit for limit in limits if limit.by in ("site", "building")]
    own = [x for x in limits if x.by == "aimag" and (not x.only or aimag in x.only)]
    return [*of_places, *(x.model_copy(update={"only": [aimag]}) for x in own)]


def _floors_in(floors: Sequence[Floor], aimag: str) -> list[Floor]:
    """Return the floors that one aimag alone can be held to.

    Its own stated amounts stay; those of other aimags, and of kinds in the whole country, do not.
    """
    kept = [floor for floor in floors if floor.of != "amounts" and floor.by != "aimag"]
    stated = [f for f in floors if f.of == "amounts" and f.by == "aimag" and aimag in f.amounts]
    own = [f.model_copy(update={"amounts": {aimag: f.amounts[aimag]}}) for f in stated]
    return [*kept, *own]


def of_share(catalogue: Catalogue, share: Fraction) -> Catalogue:
    """Return the catalogue with a share of what depots hold and of what each fund has."""
    return replace(
        catalogue,
        stock=tuple(replace(s, quantity=int(s.quantity * share)) for s in catalogue.stock),
        funds=tuple(
            replace(f, ceiling_minor=_part(f.ceiling_minor, share)) for f in catalogue.funds
        ),
    )


def _fees_by_payer(offers: Offers, sites: set[str]) -> dict[str | None, int]:
    fees: dict[str | None, int] = {}
    for site_id in sorted(sites):
        need = offers.needs[site_id]
        fees[need.payer] = fees.get(need.payer, 0) + need.present_fee_per_year_minor
    return fees


def _fees(offers: Offers, sites: set[str]) -> list[int]:
    return [offers.needs[site_id].present_fee_per_year_minor for site_id in sorted(sites)]


def _part(limit: int | None, share: Fraction, fees: int = 0, own_fees: int = 0) -> int | None:
    """Return the aimag's own fees and its share of what the limit leaves above all fees."""
    if limit is None:
        return None
    return own_fees + int((limit - fees) * share // 1)


def offers_of(offers: Offers, sites: set[str]) -> Offers:
    """Return what is on offer to some sites; shared stretches stay, wherever they lie."""
    return Offers(
        needs={s: need for s, need in offers.needs.items() if s in sites},
        candidates=tuple(c for c in offers.candidates if c.site_id in sites),
        rejections=tuple(r for r in offers.rejections if r.site_id in sites),
        assets=offers.assets,
        kit=tuple(k for k in offers.kit if k.site_id in sites),
    )
