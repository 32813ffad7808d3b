"""Which money is used first: that of the narrowest use, then that of the earliest end.

Money that may pay little of what a plan buys, and money that ends soon, is lost if it is not used;
money that may pay anything can still pay what is left.
"""

from __future__ import annotations

from collections.abc import Mapping

from inventory.prices.funds import Fund
from planner.resources.bundles import Bundle
from planner.resources.funds import Funds

_NO_END = "9999-12-31"


def end_of(fund: Fund) -> str:
    """Return the last day on which money may be spent: its deadline, or the end of its year."""
    if fund.deadline:
        return fund.deadline
    return _NO_END if fund.year is None else f"{fund.year}-12-31"


def sources_in_order(funds: Funds, spent: Mapping[Bundle, int]) -> tuple[str, ...]:
    """Return the codes of funds with a ceiling: the narrowest use first, then the earliest end.

    `spent` is what a plan spends on each bundle: a fund is the narrower, the less of it it may pay.
    Money without a ceiling has no amount that could stay idle; gifts in kind pay nothing.
    """
    use: dict[str, int] = {}
    end: dict[str, str] = {}
    for fund in funds.listed:
        own = [amount for bundle, amount in spent.items() if fund.id in bundle.funds]
        use[fund.source] = use.get(fund.source, 0) + sum(own)
        end[fund.source] = min(end.get(fund.source, _NO_END), end_of(fund))
    limited = (code for code in use if funds.by_id[code].ceiling_minor)
    return tuple(sorted(limited, key=lambda code: (use[code], end[code], code)))
