"""The share of one aimag: its sites, its part of the limits, its offers.

Limits, funds and stock are divided among all aimags in whole units that add up, so that the shares
of all may be planned at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from inventory.prices.catalogue import Catalogue
from planner.candidates.benefit import attainable_benefit
from planner.candidates.candidate import Offers
from planner.candidates.present_value import PresentValue
from planner.errors import SettingsError
from planner.language.said import said
from planner.scenario.directives import Directive, DirectiveKind
from planner.scenario.division import Division, divided
from planner.scenario.floor_settings import Floor
from planner.scenario.inputs import Inputs
from planner.scenario.rationals import exact
from planner.scenario.upper_limits import AtMost


def of_aimag(inputs: Inputs, offers: Offers, aimag: str) -> Inputs:
    """Return the inputs of one aimag: its sites, its share of every limit, its own directives.

    Limits are divided by what all sites of each aimag together could gain: capital as a whole, of
    recurrent money and the total cost what the limit leaves above all present fees, which each
    aimag has besides. Where the scenario states a division, the whole of a limit is divided by it.
    So are points that a directive gives a group. Floors between aimags fall away, and so
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
    limits, parts = inputs.scenario.limits, _Parts(inputs, offers, aimag)
    shared = limits.model_copy(
        update={
            "capex_minor": parts.capital(limits.capex_minor),
            "opex_per_year_minor": parts.yearly(limits.opex_per_year_minor),
            "opex_per_year_by_payer_minor": {
                payer: parts.of_payer(payer, upper)
                for payer, upper in sorted(limits.opex_per_year_by_payer_minor.items())
            },
            "total_cost_minor": parts.total_cost(limits.total_cost_minor),
            "mbps_by_medium": {
                medium: parts.mbps(upper) for medium, upper in limits.mbps_by_medium.items()
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
        directives=tuple(_directives_in(inputs, inside, parts)),
        catalogue=parts.catalogue(inputs.catalogue),
    )


def _directives_in(inputs: Inputs, inside: Collection[str], parts: _Parts) -> Iterator[Directive]:
    """Yield the directives for the sites of an aimag, and its part of points that are divided."""
    for d in inputs.directives:
        if d.kind in (DirectiveKind.PRICE_OVERRIDE, DirectiveKind.ALLOW_MOVE) or d.target in inside:
            yield d
        elif d.kind is DirectiveKind.LEAST_POINTS and d.id in parts.stated.least_points:
            whole = int(exact(d.value) * 1000)
            part = divided(whole, parts.stated.least_points[d.id]).get(parts.aimag, 0)
            if part:
                yield replace(d, value=f"{part // 1000}.{part % 1000:03d}")


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


class _Parts:
    """What one aimag has of everything that is divided."""

    def __init__(self, inputs: Inputs, offers: Offers, aimag: str) -> None:
        self.aimag, self.offers = aimag, offers
        self.stated = inputs.scenario.division or Division()
        self.value = PresentValue.of(inputs.scenario)
        self.aimag_of = {site.id: site.aimag for site in inputs.sites}
        worth = attainable_benefit(offers)
        self.worth = dict.fromkeys(sorted(set(self.aimag_of.values())), 0)
        for site_id, one in self.aimag_of.items():
            self.worth[one] += worth[site_id]

    def _part(
        self, limit: int | None, stated: Mapping[str, int], fees: Mapping[str, int]
    ) -> int | None:
        """Return the part of a limit; without a stated division, present fees come first."""
        if limit is None:
            return None
        if stated:
            return divided(limit, stated).get(self.aimag, 0)
        rest = divided(limit - sum(fees.values()), self.worth)[self.aimag]
        return fees.get(self.aimag, 0) + rest

    def _fees(self, payer: str | None = None) -> dict[str, int]:
        """Return the present fees by aimag, of all or of one payer."""
        found = dict.fromkeys(self.worth, 0)
        for site_id, need in self.offers.needs.items():
            if payer is None or need.payer == payer:
                found[self.aimag_of[site_id]] += need.present_fee_per_year_minor
        return found

    def capital(self, limit: int | None) -> int | None:
        return self._part(limit, self.stated.capex, {})

    def yearly(self, limit: int | None) -> int | None:
        return self._part(limit, self.stated.opex_per_year, self._fees())

    def of_payer(self, payer: str, limit: int) -> int | None:
        stated = self.stated.opex_per_year_by_payer.get(payer, {})
        return self._part(limit, stated, self._fees(payer))

    def total_cost(self, limit: int | None) -> int | None:
        """Return the part of the money over the whole horizon."""
        fees = dict.fromkeys(self.worth, 0)
        for site_id, need in self.offers.needs.items():
            fees[self.aimag_of[site_id]] += self.value.of_fee(need.present_fee_per_year_minor)
        return self._part(limit, self.stated.total_cost, fees)

    def mbps(self, limit: int) -> int:
        """Return the part of what links of one medium may carry together."""
        return self._among(limit)

    def _among(self, amount: int, aimags: Collection[str] = ()) -> int:
        """Return the part of what is divided as capital is, among some aimags or all."""
        weights = self.stated.capex or self.worth
        chosen = {a: w for a, w in weights.items() if not aimags or a in aimags}
        return divided(amount, chosen).get(self.aimag, 0)

    def catalogue(self, catalogue: Catalogue) -> Catalogue:
        """Return the catalogue with the aimag's part of each depot's stock and of each fund.

        A fund for some aimags is divided among these.
        """
        ceilings = {
            f.id: f.ceiling_minor and self._among(f.ceiling_minor, f.aimags)
            for f in catalogue.funds
        }
        return replace(
            catalogue,
            stock=tuple(replace(s, quantity=self._among(s.quantity)) for s in catalogue.stock),
            funds=tuple(replace(f, ceiling_minor=ceilings[f.id]) for f in catalogue.funds),
        )


def offers_of(offers: Offers, sites: set[str]) -> Offers:
    """Return what is on offer to some sites; shared stretches stay, wherever they lie."""
    return Offers(
        needs={s: need for s, need in offers.needs.items() if s in sites},
        candidates=tuple(c for c in offers.candidates if c.site_id in sites),
        rejections=tuple(r for r in offers.rejections if r.site_id in sites),
        assets=offers.assets,
        kit=tuple(k for k in offers.kit if k.site_id in sites),
    )
