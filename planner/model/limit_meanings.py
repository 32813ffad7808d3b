"""What each limit of a problem means, as typed data beside its row: no id is ever taken apart.

The ids of rows hold codes of the user (of aimags, items, payers, funds), which may hold any sign, a
colon too. They are put together here and read nowhere but in runs that were recorded before plans
kept these meanings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from optimizers.problem import Limit

QUIET = {"quiet": True}
"""Metadata of fields that plan.json leaves out where they hold their default."""
TECHNICAL = "supply:"  # begins the ids of rows that only define what an amount is


class LimitKind(StrEnum):
    """What a limit is about."""

    CAPEX = "capex"  # all that is paid once
    OPEX = "opex"  # all that is paid every year
    PAYER = "payer"  # what one payer pays every year
    FLOOR = "floor"  # a group's share of its proportional part of the plan
    AMOUNT = "amount"  # what a floor gives a group, absolutely: stated, or by the fair level
    DIRECTIVE = "directive"  # a group's share of the benefit, set by an authority
    DIRECTIVE_AMOUNT = "directive_amount"  # points of a group, set by an authority
    COVERAGE = "coverage"  # an absolute least in a group
    TOTAL_COST = "total_cost"  # all that is paid over the horizon
    MEDIA = "media"  # the sites or users that have some media
    PROMISE = "promise"  # what an earlier run gave a site
    AT_MOST = "at_most"  # the most of a group: units, or money
    LOAD = "load"  # what new links ask of a part of a tower, or of a cable
    CREWS = "crews"  # what crews dig or install in a year of a programme
    MEDIUM_MBPS = "medium_mbps"  # what all links of a medium deliver together
    SECOND_LINK = "second_link"  # no new link of a site without a second one
    FUND = "fund"  # what a fund has
    FUND_RULES = "fund_rules"  # a package that no fund may pay
    CEILING = "ceiling"  # what suppliers can deliver
    ORDER = "order"  # a minimum order
    PAYMENT = "payment"  # technical: a fund pays a bundle only when it is chosen for it
    DEFINITION = "definition"  # technical: what an amount is
    PRESENT_LINK = "present_link"  # a site whose link of today stays or is replaced
    MUST_SERVE = "must_serve"  # a site that a directive has served


MONEY = frozenset({LimitKind.CAPEX, LimitKind.OPEX, LimitKind.PAYER, LimitKind.TOTAL_COST})
YEARLY = frozenset({LimitKind.OPEX, LimitKind.PAYER})
FLOORS = frozenset(
    {
        *(LimitKind.FLOOR, LimitKind.AMOUNT, LimitKind.DIRECTIVE, LimitKind.COVERAGE),
        *(LimitKind.DIRECTIVE_AMOUNT, LimitKind.PROMISE),
    }
)
_TECHNICAL_KINDS = frozenset({LimitKind.PAYMENT, LimitKind.DEFINITION})


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitMeaning:
    """What a limit is about, and of whom; "" where a field does not apply."""

    kind: LimitKind
    by: str = ""  # "aimag", "kind", "site", "building", "owner" or "country": how sites are grouped
    group: str = ""  # code of the aimag, kind of site, site, building, owner or tower
    quantity: str = ""  # what a floor or an upper limit of a group counts; part of a tower
    payer: str = ""  # of yearly costs
    entity: str = ""  # who orders; "" for orders of the whole plan
    category: str = ""  # of tendering
    sku: str = ""
    fund_id: str = ""
    directive_id: str = ""
    site_id: str = ""
    role: str = field(default="", metadata=QUIET)  # of the items that an upper limit counts
    years: int = field(default=0, metadata=QUIET)  # of yearly money in a budget
    media: tuple[str, ...] = field(default=(), metadata=QUIET)  # link types that count
    held_back_minor: int = field(default=0, metadata=QUIET)  # of the money, not to be planned

    @property
    def counts_money(self) -> bool:
        """Whether its sides are money that is paid, whoever pays it."""
        return self.kind in MONEY or (self.kind is LimitKind.AT_MOST and self.quantity != "units")

    @property
    def technical(self) -> bool:
        """Whether the row only defines an amount: it is nobody's demand and always holds."""
        return self.kind in _TECHNICAL_KINDS

    @property
    def shared_quantity(self) -> str | None:
        """The quantity whose shares the row compares, None when it compares none."""
        if self.kind is LimitKind.DIRECTIVE:
            return "benefit"
        return self.quantity if self.kind is LimitKind.FLOOR else None

    def limit_id(self, number: int | None = None) -> str:
        """Return the id of a limit of this meaning; `number` tells those of one meaning apart.

        Raises ValueError for kinds whose ids are given otherwise.
        """
        end = "" if number is None else f":{number}"
        return f"{':'.join(self._parts())}{end}"

    def names(self, limit_id: str) -> bool:
        """Return whether an id is one that a limit of this meaning has."""
        try:
            own = self.limit_id()
        except ValueError:
            return False
        return limit_id == own or (
            limit_id.startswith(f"{own}:") and limit_id[len(own) + 1 :].isdecimal()
        )

    def _parts(self) -> tuple[str, ...]:
        match self.kind:
            case LimitKind.CAPEX | LimitKind.OPEX | LimitKind.TOTAL_COST:
                return (self.kind.value,)
            case LimitKind.PAYER:
                return "opex", self.payer
            case LimitKind.CREWS:
                return self.kind.value, self.quantity, *([self.group] if self.group else [])
            case LimitKind.FLOOR | LimitKind.AMOUNT | LimitKind.COVERAGE | LimitKind.AT_MOST:
                return self.kind.value, self.by, self.group, self.quantity
            case LimitKind.LOAD:
                return self.kind.value, self.quantity, self.group
            case LimitKind.MEDIUM_MBPS:
                return self.kind.value, *self.media
            case LimitKind.MEDIA:
                return self.kind.value, self.by, self.group, self.quantity
            case LimitKind.DIRECTIVE | LimitKind.DIRECTIVE_AMOUNT:
                return LimitKind.DIRECTIVE.value, self.directive_id
            case LimitKind.PROMISE | LimitKind.SECOND_LINK:
                return self.kind.value, self.site_id
            case LimitKind.FUND:
                return self.kind.value, self.fund_id
            case LimitKind.FUND_RULES:
                return self.kind.value, self.entity, self.category
            case LimitKind.CEILING:
                return self.kind.value, self.sku
            case LimitKind.ORDER:
                return self.kind.value, self.sku, self.entity
        raise ValueError(f"limits of kind {self.kind} have ids of their own")


def directive_limit(directive_id: str) -> str:
    """Return the id of the limit that a directive sets."""
    return LimitMeaning(kind=LimitKind.DIRECTIVE, directive_id=directive_id).limit_id()


def is_technical_id(limit_id: str) -> bool:
    """Return whether a recorded row only defines an amount: plans keep no meaning of it."""
    return limit_id.startswith(TECHNICAL)


DEFINITION = LimitMeaning(kind=LimitKind.DEFINITION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the problem and what it means."""

    limit: Limit
    meaning: LimitMeaning
    over_years: bool = False  # of a programme: it holds of all years together, not of each


def limit_over(
    name: str,
    title: str,
    unit: str,
    arcs: Iterable[tuple[int, int]],
    columns: Iterable[tuple[int, int]],
    *,
    lower: int | None,
    upper: int | None,
) -> Limit:
    """Return a limit over arcs and columns, each with its coefficient where that is not zero."""
    used = [(a, k) for a, k in arcs if k]
    taken = [(c, k) for c, k in columns if k]
    return Limit(
        id=name,
        title=title,
        unit=unit,
        arcs=tuple(a for a, _ in used),
        coefficients=tuple(k for _, k in used),
        lower=lower,
        upper=upper,
        columns=tuple(c for c, _ in taken),
        column_coefficients=tuple(k for _, k in taken),
    )


_WHAT = {
    "units": "units",
    "capex": "one-time cost",
    "opex_per_year": "yearly cost",
}


def what_is_limited(meaning: LimitMeaning) -> str:
    """Return what an upper limit counts, in English."""
    if meaning.quantity == "budget":
        what = f"one-time cost and {meaning.years} years of yearly cost"
    else:
        what = _WHAT[meaning.quantity]
    of = meaning.sku or meaning.role.replace("_", " ")
    return f"{what} ({of})" if of else what
