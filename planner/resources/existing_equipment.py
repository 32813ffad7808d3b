"""Equipment that exists already: stock in depots, gifts in kind, computers above a site's target.

A move is on offer only where its transport cost is known and less than buying saves. Stock of a
giver goes where the giver's conditions allow. Spare computers stay with their owner unless a
directive (`allow_move`) lets a site, or all sites of an aimag, give them to others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Catalogue, Item, Role, Transport
from planner.candidates.candidate import Need
from planner.candidates.delivery import Deliveries
from planner.candidates.needs import is_obsolete
from planner.candidates.present_value import PresentValue
from planner.resources.funds import Funds
from planner.scenario.calendar import start_date
from planner.scenario.directives import Directive, DirectiveKind
from sites.site import Site

if TYPE_CHECKING:
    from planner.scenario.inputs import OfferInputs

DEPOT, SPARE = "depot", "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Units of one item in one place, or spare computers of one owner in an aimag."""

    id: str
    kind: str  # DEPOT or SPARE
    name: str  # depot, or code of the aimag
    sku: str  # "" for computers of any kind
    quantity: int
    fund_id: str | None = None  # giver, whose conditions hold
    owner: str = ""  # of spare computers
    decision: str | None = None  # directive by which they may go to other owners
    years_left: int | None = None  # of use; None: as good as new
    sites: tuple[tuple[str, int], ...] = ()  # where spare computers are, in site order


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Moving units of an item from an origin to an aimag: what each unit saves."""

    transport_minor: int
    saves_minor: int  # of capital: list price and delivery less transport
    saves_npc_minor: int  # over the horizon: less what an earlier replacement costs
    delivery: Item | None = None  # of the unit that is not bought


def origins_of(inputs: OfferInputs, needs: Mapping[str, Need]) -> tuple[Origin, ...]:
    """Return everything that could be moved, in id order."""
    settings = inputs.scenario.procurement
    found: list[Origin] = []
    if settings.use_stock:
        found += depots(inputs.catalogue)
    if settings.use_surplus:
        found += spare_computers(inputs, needs)
    return tuple(sorted(found, key=lambda o: o.id))


def depots(catalogue: Catalogue) -> Iterator[Origin]:
    """Yield what lies in depots, rows of one item, depot and giver added up."""
    units: dict[tuple[str, str, str], int] = {}
    for stock in catalogue.stock:
        key = stock.sku, stock.depot, stock.fund_id or ""
        units[key] = units.get(key, 0) + stock.quantity
    for (sku, depot, giver), quantity in sorted(units.items()):
        if quantity and sku in catalogue.by_sku:
            yield Origin(
                id=":".join(part for part in (DEPOT, sku, depot, giver) if part),
                kind=DEPOT,
                name=depot,
                sku=sku,
                quantity=quantity,
                fund_id=giver or None,
            )


def spare_computers(inputs: OfferInputs, needs: Mapping[str, Need]) -> Iterator[Origin]:
    """Yield the working computers above the target of their site, by aimag and owner.

    All of a pool are taken to last as long as the oldest of them.
    """
    start = start_date(inputs.scenario, inputs.catalogue)
    lives = [i.useful_life_years for i in inputs.catalogue.items if i.role is Role.COMPUTER]
    life = min((years for years in lives if years is not None), default=None)
    pools: dict[tuple[str, str, str], list[tuple[str, int]]] = {}
    years_left: dict[tuple[str, str, str], int] = {}
    for site in sorted(inputs.sites, key=lambda s: s.id):
        spare = needs[site.id].working_computers - needs[site.id].target_computers
        year = site.equipment.computers_year
        if spare <= 0 or needs[site.id].users == 0 or is_obsolete(site, inputs.scenario):
            continue
        key = site.aimag, owner_of(site), decision_for(site, inputs.directives) or ""
        pools.setdefault(key, []).append((site.id, spare))
        if life is not None:
            half = -(-life // 2)  # where the year is not known
            age = None if year is None or start is None else start.year - year
            left = max(1, half if age is None else life - age)
            years_left[key] = min(left, years_left.get(key, left))
    for number, key in enumerate(sorted(pools), 1):
        aimag, owner, decision = key
        yield Origin(
            id=f"{SPARE}:{aimag}:{number}",
            kind=SPARE,
            name=aimag,
            sku="",
            quantity=sum(units for _, units in pools[key]),
            owner=owner,
            decision=decision or None,
            years_left=years_left.get(key),
            sites=tuple(pools[key]),
        )


def owner_of(site: Site) -> str:
    """Return who owns a site's equipment: the register number, else the name, else the site."""
    return site.owner_register or site.owner or site.id


def decision_for(site: Site, directives: Iterable[Directive]) -> str | None:
    """Return the directive by which a site may give spare computers to other owners, if any."""
    ids = (
        d.id
        for d in directives
        if d.kind is DirectiveKind.ALLOW_MOVE and d.target in (site.id, site.aimag)
    )
    return min(ids, default=None)


@dataclass(kw_only=True, eq=False)
class Moves:
    """Looks up, and remembers, which origins may supply which item where, and what that saves."""

    origins: tuple[Origin, ...]
    items: Mapping[str, Item]
    transport: Sequence[Transport]
    funds: Funds
    value: PresentValue
    deliveries: Deliveries
    _ways: dict[tuple[str, str, str], Way | None] = field(
        default_factory=dict, init=False, repr=False
    )
    _found: dict[tuple[str, ...], tuple[Origin, ...]] = field(
        default_factory=dict, init=False, repr=False
    )

    @classmethod
    def of(cls, inputs: OfferInputs, needs: Mapping[str, Need], catalogue: Catalogue) -> Moves:
        """Return the moves of the inputs, at the prices of the catalogue."""
        return cls(
            origins=origins_of(inputs, needs) if inputs.catalogue.transport else (),
            items=catalogue.by_sku,
            deliveries=Deliveries(catalogue=catalogue),
            transport=inputs.catalogue.transport,
            funds=Funds.of(inputs),
            value=PresentValue.of(inputs.scenario),
        )

    def suppliers(self, sku: str, site: Site) -> tuple[Origin, ...]:
        """Return the origins whose units may go to a site instead of a purchase, in id order."""
        key = (sku, site.aimag, site.kind.value, owner_of(site))
        if key not in self._found:
            self._found[key] = tuple(
                o
                for o in self._within_reach(sku, owner_of(site))
                if self.way(o, sku, site.aimag) and self.may_go(o, site)
            )
        return self._found[key]

    def _within_reach(self, sku: str, owner: str) -> list[Origin]:
        """Return the stock of an item, and spare computers an owner has or anybody may have."""
        found = self._places.get((sku, ""), []) + self._places.get(("", ""), [])
        return sorted(found + self._places.get(("", owner), []), key=lambda o: o.id)

    @cached_property
    def _places(self) -> Mapping[tuple[str, str], list[Origin]]:
        """Origins by item and owner, each "" where any is meant."""
        found: dict[tuple[str, str], list[Origin]] = {}
        for origin in self.origins:
            anyone = origin.kind == SPARE and origin.decision is not None
            found.setdefault((origin.sku, "" if anyone else origin.owner), []).append(origin)
        return found

    def may_go(self, origin: Origin, site: Site) -> bool:
        """Return whether the owner, or the giver, of some units lets them go to a site."""
        if origin.kind == SPARE:
            return origin.decision is not None or origin.owner == owner_of(site)
        if origin.fund_id is None or origin.fund_id not in self.funds.by_id:
            return origin.fund_id is None
        return self.funds.may_help(self.funds.by_id[origin.fund_id], site)

    def way(self, origin: Origin, sku: str, aimag: str) -> Way | None:
        """Return what moving one unit to an aimag saves; None when it cannot or does not."""
        key = origin.id, sku, aimag
        if key not in self._ways:
            self._ways[key] = self._way(origin, sku, aimag)
        return self._ways[key]

    def _way(self, origin: Origin, sku: str, aimag: str) -> Way | None:
        item = self.items.get(sku)
        if item is None or origin.sku not in (sku, ""):
            return None
        if not origin.sku and item.role is not Role.COMPUTER:
            return None
        cost = transport_cost(self.transport, sku, origin.name, aimag)
        if cost is None:
            return None
        delivery = self.deliveries.item(sku, aimag)
        price = item.unit_price_minor + (0 if delivery is None else delivery.unit_price_minor)
        saves = price - cost
        later = self._replaced_earlier(item, price, origin)
        if saves <= 0 or saves - later <= 0:
            return None
        return Way(
            transport_minor=cost,
            saves_minor=saves,
            saves_npc_minor=saves - later,
            delivery=delivery,
        )

    def _replaced_earlier(self, item: Item, price: int, origin: Origin) -> int:
        """Return what replacing a used unit earlier than a new one costs today, rounded up."""
        life, left = item.useful_life_years, origin.years_left
        if life is None or left is None or left >= life:
            return 0
        value = self.value
        years = range(left, max(value.horizon_years, 1), life)
        used = 1 + sum((value.discount(t) for t in years), Fraction(0))
        return max(0, -((value.replaced(life) - used) * price // 1))


def transport_cost(rows: Sequence[Transport], sku: str, origin: str, aimag: str) -> int | None:
    """Return the cost of the most exact row: SKU counts most, then origin, then destination."""
    best: tuple[int, int] | None = None
    for row in rows:
        asked = ((row.sku, sku, 4), (row.origin, origin, 2), (row.aimag, aimag, 1))
        if all(said in ("", found) for said, found, _ in asked):
            score = sum(points for said, _, points in asked if said)
            best = max(best or (-1, 0), (score, row.unit_cost_minor))
    return None if best is None else best[1]
