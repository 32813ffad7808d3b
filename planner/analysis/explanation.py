"""An explanation of a site as data: alternatives, refusals, packs, what it takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from inventory.prices.catalogue import Role, Timing
from planner.analysis.told import Told
from planner.candidates.candidate import CostLine
from planner.language.formats import plain_money, service
from planner.language.label import Label
from planner.language.labels import (
    LABELS,
    currency_sign,
    filled,
    joined,
    plain,
    word,
)
from planner.plan.given_up import GivenUp
from planner.plan.plan import Deployment

SERVED_ROW = "explain:served"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A service the site could have, at its own price and with the trenches it still needs."""

    candidate_id: str
    technology: str
    delivered_mbps: float
    monthly_cap_gb: float | None  # None: no cap
    benefit: int  # thousandths of a point
    capex_minor: int  # of the site alone
    opex_per_year_minor: int
    shared_capex_minor: int | None  # of stretches not in the plan; None when out of reach
    shared_opex_per_year_minor: int | None
    npc_minor: int | None  # of both together
    chosen: bool
    span: str = ""  # id of the lit cable that its fibre is spliced into, "" where it is into none
    host: str = ""  # id of the site of the same building whose link it shares

    @property
    def full_capex_minor(self) -> int | None:
        """Own purchases and the stretches still to build, for this site alone."""
        shared = self.shared_capex_minor
        return None if shared is None else self.capex_minor + shared

    def told(self, currency: str) -> Label:
        """Return the alternative as one line of text."""
        option = filled(
            "explain.option",
            name=word("technology", self.technology),
            mbps=service(self.delivered_mbps, self.monthly_cap_gb),
            gain=f"{self.benefit / 1000:,.1f}",
            once=plain_money(self.capex_minor, currency),
            currency=currency_sign(currency),
            yearly=plain_money(self.opex_per_year_minor, currency),
        )
        if self.host:
            option = filled("explain.shared_link", option=option, host=self.host)
        if self.span:
            option = filled("explain.spliced", option=option, span=self.span)
        if self.shared_capex_minor is None:
            return filled("explain.out_of_reach", option=option)
        if self.shared_capex_minor:
            return filled(
                "explain.shared",
                option=option,
                shared=plain_money(self.shared_capex_minor, currency),
            )
        return option


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A technology that is not offered here, and why."""

    technology: str
    reason: str
    detail: Label

    def told(self) -> Label:
        """Return the refusal as one line of text."""
        name, reason = word("technology", self.technology), LABELS[f"reason.{self.reason}"]
        return joined("", (name, plain(": "), reason, plain(" ("), self.detail, plain(")")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack of equipment that was on offer at the site."""

    chain: str
    step: int
    benefit: int
    capex_minor: int
    opex_per_year_minor: int
    chosen: bool
    way: Label | None = None  # of a second link over a way of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatItTakes:
    """What serving a site would cost everybody else, or how much more money it would need."""

    possible: bool  # within the limits of the plan
    benefit_lost: int | None  # of the whole plan, thousandths of a point
    at_least: int | None
    at_most: int | None
    candidate_id: str | None  # the cheapest way to serve it on top of the plan
    extra: tuple[tuple[Label, int, int], ...]  # limit, needed on top of the plan, still free


@dataclass(frozen=True, kw_only=True)
class Explanation(Told):
    """Everything there is to say about one site in a run."""

    run_id: str
    fingerprint: str
    currency: str
    name: str
    deployment: Deployment
    alternatives: tuple[Alternative, ...]
    next_best: Alternative | None
    refusals: tuple[Refusal, ...]
    packs: tuple[Pack, ...]
    takes: WhatItTakes | None  # None when the site has a new link, or nothing is on offer
    needs: tuple[tuple[Label, Label], ...]
    notes: tuple[Label, ...] = ()
    given_up: GivenUp | None = None  # the present link, where it ends
    supply: tuple[Label, ...] = ()  # where machines come from, and what no fund may pay

    def _told(self) -> Iterator[Label]:
        d = self.deployment
        yield filled("explain.head", site=d.site_id, name=self.name, run=self.run_id)
        reason = Label(mn=d.reason_text_mn or d.reason_text, en=d.reason_text)
        yield _indented(LABELS[f"status.{d.status.value}"], reason)
        if d.proven is not None:
            yield _indented(LABELS["proven"], LABELS[f"proven.{d.proven.value}.how"])
        yield from self._received()
        if self.given_up is not None:
            lost = self.given_up.told(currency_sign(self.currency))
            yield _indented(LABELS["explain.gives_up"], lost)
        for name, value in self.needs:
            yield _indented(name, value)
        yield from self._options()
        yield from self._what_it_takes()
        yield from self._others()
        yield from self.supply
        yield from self.notes

    def _received(self) -> Iterator[Label]:
        """Yield everything that the site buys: once, and every year, with its amounts."""
        for timing in Timing:
            lines = [x for x in self.deployment.lines if x.timing is timing]
            if lines:
                told = (amount_of(line, self.currency) for line in _summed(lines))
                yield _indented(LABELS[f"explain.received_{timing.value}"], joined("; ", told))

    def _options(self) -> Iterator[Label]:
        currency = self.currency
        yield LABELS["explain.options" if self.alternatives else "explain.no_options"]
        for option in self.alternatives:
            yield _listed(option.told(currency), option.chosen)
        if self.next_best is not None:
            yield filled("explain.next_best", option=self.next_best.told(currency))

    def _what_it_takes(self) -> Iterator[Label]:
        if self.takes is None:
            return
        takes = self.takes
        if takes.possible and takes.benefit_lost is not None:
            lost = f"{takes.benefit_lost / 1000:,.1f}"
            low, high = _points(takes.at_least), _points(takes.at_most)
            yield filled("explain.would_lose", lost=lost, low=low, high=high)
        else:
            yield LABELS["explain.not_possible"]
        for limit, needed, free in takes.extra:
            named = {"needed": needed, "free": free, "more": needed - free}
            sums = {name: plain_money(amount, self.currency) for name, amount in named.items()}
            key = "explain.extra_more" if needed > free else "explain.extra"
            yield filled(key, limit=limit, **sums)

    def _others(self) -> Iterator[Label]:
        if self.packs:
            yield LABELS["explain.packs"]
        for pack in self.packs:
            told = filled(
                "explain.pack",
                name=word("chain", pack.chain),
                step=pack.step,
                gain=f"{pack.benefit / 1000:,.1f}",
                once=plain_money(pack.capex_minor, self.currency),
                currency=currency_sign(self.currency),
                yearly=plain_money(pack.opex_per_year_minor, self.currency),
            )
            if pack.way is not None:
                told = filled("explain.pack_told", pack=told, told=pack.way)
            yield _listed(told, pack.chosen)
        if self.refusals:
            yield LABELS["explain.refusals"]
        for refusal in self.refusals:
            yield joined("", (plain("    "), refusal.told()))


def _summed(lines: Iterable[CostLine]) -> list[CostLine]:
    """Return lines of one item at one price as one, in the order of the first of each.

    Steps of a kit are bought apart in a plan, but a reader is to see how many there are.
    """
    counts: dict[CostLine, int] = {}
    for line in lines:
        item = replace(line, quantity=0)
        counts[item] = counts.get(item, 0) + line.quantity
    return [replace(item, quantity=count) for item, count in counts.items()]


def amount_of(line: CostLine, currency: str) -> Label:
    """Return a purchase with its quantity, unless that is a sum of money, and what it costs."""
    cost = f"{plain_money(line.amount_minor, currency)} {currency_sign(currency)}"
    item = Label(mn=line.name_mn or line.name_en, en=line.name_en or line.name_mn)
    counted = "" if line.role == Role.CONTRACT_ENDING else f"{line.quantity:,} x "
    return joined("", (plain(counted), item, plain(f" ({cost})")))


def _indented(name: Label, value: Label) -> Label:
    return joined("", (plain("  "), name, plain(": "), value))


def _listed(told: Label, chosen: bool) -> Label:
    return joined(" ", (plain("  *" if chosen else "   "), told))


def _points(thousandths: int | None) -> Label:
    if thousandths is None:
        return LABELS["explain.not_known"]
    return plain(f"{thousandths / 1000:,.1f}")


def next_best(alternatives: Iterable[Alternative]) -> Alternative | None:
    """Return the alternative of most benefit that is not chosen and can be reached, if any."""
    return next((a for a in alternatives if not a.chosen and a.full_capex_minor is not None), None)
