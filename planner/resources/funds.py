"""Which fund may pay for what, and which of its rules stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from inventory.prices.catalogue import Role
from inventory.prices.funds import BUDGET, Fund
from planner.candidates.candidate import CostLine
from planner.language.label import Label
from planner.language.labels import LABELS, filled, joined, word
from planner.scenario.calendar import Calendar
from sites.site import Site

if TYPE_CHECKING:
    from planner.scenario.inputs import OfferInputs

INSTALLATION = "installation"
CATEGORIES = ("goods", "works", "services", INSTALLATION)
OWN_STAFF = "own_staff"  # installed by the buyer's own people, and tendered to nobody
ENDING = Role.CONTRACT_ENDING.value  # paid to who has the contract, and tendered by nobody
NEVER_TENDERED = (ENDING, OWN_STAFF)
"""Categories of what is bought once and has no bids."""


def tender_category(line: CostLine) -> str:
    """Return what a line is tendered as: goods, works, services, or installation by itself.

    Installation goes with goods or works where the package rules say who installs. What ending a
    contract early costs is a package of its own, which nobody tenders.
    """
    return line.role if line.role == ENDING else line.tendered_as or paid_as(line)


def paid_as(line: CostLine) -> str:
    """Return the category that decides which funds may pay a line: endings are services."""
    return line.role if line.role == Role.INSTALLATION else line.category.value


def goods_of(line: CostLine) -> str:
    """Return the SKU that decides who may pay for a line: of a delivery, what it brings."""
    return line.delivers or line.sku


@dataclass(kw_only=True, eq=False)
class Funds:
    """The sources of money of a plan, in id order; remembers what each may pay for."""

    listed: tuple[Fund, ...]  # of the funds table; none: one budget pays everything
    calendar: Calendar
    rulebook: str
    # conditions look at aimag, kind, band of need, item and category only
    _payers: dict[tuple[str, ...], tuple[str, ...]] = field(
        default_factory=dict, init=False, repr=False
    )

    @classmethod
    def of(cls, inputs: OfferInputs) -> Funds:
        """Return the funds of the inputs."""
        return cls(
            listed=tuple(sorted(inputs.catalogue.funds, key=lambda f: f.id)),
            calendar=Calendar.of(inputs.scenario, inputs.catalogue),
            rulebook=inputs.scenario.procurement.rulebook,
        )

    @cached_property
    def by_id(self) -> dict[str, Fund]:
        """Funds by id, the plain budget included."""
        return {BUDGET.id: BUDGET} | {fund.id: fund for fund in self.listed}

    def rulebook_of(self, fund_id: str) -> str:
        """Return the rules that tenders paid by a fund follow."""
        return self.by_id[fund_id].rulebook or self.rulebook

    def payers_of(self, site: Site | None, sku: str, category: str) -> tuple[str, ...]:
        """Return the funds that may pay an item at a site, or on a shared stretch (no site)."""
        if not self.listed:
            return (BUDGET.id,)
        place = ("", "", "")
        if site is not None:
            bands = (f.id for f in self.listed if f.by_need and f.takes_need(site.need_index))
            place = (site.aimag, site.kind.value, ";".join(bands))
        key = (*place, sku, category)
        if key not in self._payers:
            self._payers[key] = tuple(
                f.id for f in self.listed if self.may_pay(f, site, sku, category)
            )
        return self._payers[key]

    def obstacles(
        self, fund: Fund, site: Site | None, sku: str, category: str
    ) -> Sequence[tuple[str, Label]]:
        """Return the rules by which a fund may not pay, each with a sentence; none when it may."""
        return [
            *self.place_obstacles(fund, site),
            *(
                (rule, self._of_purchase(rule, fund, sku, category))
                for rule in self._against_purchase(fund, sku, category)
            ),
        ]

    def place_obstacles(self, fund: Fund, site: Site | None) -> Sequence[tuple[str, Label]]:
        """Return the rules by which a fund may not help a place, whatever is bought there."""
        return [(rule, _of_place(rule, fund, site)) for rule in _against_place(fund, site)]

    def may_help(self, fund: Fund, site: Site | None) -> bool:
        """Return whether no rule keeps a fund from a place; writes none of their sentences."""
        return next(_against_place(fund, site), None) is None

    def may_pay(self, fund: Fund, site: Site | None, sku: str, category: str) -> bool:
        """Return whether no rule keeps a fund from paying; writes none of their sentences."""
        against = chain(_against_place(fund, site), self._against_purchase(fund, sku, category))
        return next(against, None) is None

    def _against_purchase(self, fund: Fund, sku: str, category: str) -> Iterator[str]:
        """Yield the rules by which a fund may not pay an item, wherever it goes."""
        if fund.categories and category not in fund.categories:
            yield "category"
        day = None if fund.deadline is None else self.calendar.delivered(sku)
        if fund.deadline is not None and day is not None and day.isoformat() > fund.deadline:
            yield "deadline"
        if fund.ceiling_minor == 0:
            yield "ceiling"

    def _of_purchase(self, rule: str, fund: Fund, sku: str, category: str) -> Label:
        """Return the sentence of a rule against a purchase."""
        if rule == "category":
            asked = word("procurement", category)
            return _only("procurement", "categories", fund, fund.categories, asked)
        name = Label(mn=fund.name_mn, en=fund.name_en)
        if rule == "ceiling":
            return filled("detail.fund_gives_things", fund=name)
        day = self.calendar.delivered(sku)
        return filled("detail.fund_too_late", fund=name, deadline=fund.deadline, sku=sku, day=day)


def _against_place(fund: Fund, site: Site | None) -> Iterator[str]:
    """Yield the rules by which a fund may not help a place."""
    if fund.aimags and (site is None or site.aimag not in fund.aimags):
        yield "region"
    if fund.site_kinds and (site is None or site.kind.value not in fund.site_kinds):
        yield "site_kind"
    if fund.by_need and (site is None or not fund.takes_need(site.need_index)):
        yield "need"


def _of_place(rule: str, fund: Fund, site: Site | None) -> Label:
    """Return the sentence of a rule against a place."""
    if rule == "need":
        need = None if site is None else site.need_index
        return filled(
            "obstacle.band",
            fund=Label(mn=fund.name_mn, en=fund.name_en),
            low=fund.need_from or "0",
            high=fund.need_to or "∞",
            found="–" if need is None else f"{need:g}",
        )
    if rule == "region":
        found = LABELS["obstacle.shared_aimags"] if site is None else word("aimag", site.aimag)
        return _only("aimag", "aimags", fund, fund.aimags, found)
    found = LABELS["obstacle.shared_sites"] if site is None else word("kind", site.kind.value)
    return _only("kind", "site_kinds", fund, fund.site_kinds, found)


def _only(group: str, column: str, fund: Fund, allowed: Sequence[str], found: Label) -> Label:
    """Return the sentence of a condition that does not hold, codes in words."""
    return filled(
        "obstacle.only",
        fund=Label(mn=fund.name_mn, en=fund.name_en),
        allowed=joined(", ", (word(group, code) for code in allowed)),
        column=column,
        found=found,
    )
