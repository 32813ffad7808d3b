"""Columns of funds: which fund pays each bundle, its co-financer's share, and VAT not paid."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from inventory.prices.funds import Fund
from optimizers.problem import LARGEST
from planner.candidates.prices import vat_of
from planner.model.column_ledger import Ledger
from planner.model.column_meaning import CofinancerPays, FundChosen, FundPays, VatSpared
from planner.model.limit_meanings import DEFINITION, TECHNICAL, LimitKind, LimitMeaning
from planner.model.purchases import Purchases
from planner.model.tier_columns import tiers_of
from planner.resources.bundles import Bundle
from planner.scenario.rationals import exact

MILLION = 1_000_000


class FundColumns:
    """Adds who pays each bundle, once every saving of it has its column."""

    def __init__(self, buying: Purchases, ledger: Ledger) -> None:
        self.buying = buying
        self.ledger = ledger
        self.funds = buying.grouping.funds.by_id
        self.money = str(buying.catalogue.currency)  # the unit of rows
        self.drawn: dict[str, dict[int, int]] = {f.id: {} for f in buying.catalogue.funds}
        self.highest_rate = _highest_rate(buying)

    def fund_choice(self) -> None:
        """Let one fund pay each bundle as a whole, within what the funds have."""
        for number, bundle in enumerate(sorted(self.buying.costs), 1):
            paid = self._payments(number, bundle, self._choose(number, bundle))
            self.tax_free(number, bundle, paid)
            self.paid_whole(number, bundle, paid)
        for fund in sorted(self.buying.catalogue.funds, key=lambda f: f.id):
            if fund.ceiling_minor is not None:
                self.fund_ceiling(fund, fund.ceiling_minor)

    def _choose(self, number: int, bundle: Bundle) -> dict[str, int]:
        """Add the choice of the fund that pays a bundle: one at most."""
        chosen = {}
        for fund_id in bundle.funds:
            title = f"{fund_id} pays {bundle.category} of {bundle.entity}"
            meaning = FundChosen(bundle=bundle, fund_id=fund_id)
            chosen[fund_id] = self.ledger.column(f"fund:{number}:{fund_id}", 1, title, meaning)
        if len(chosen) > 1:
            title = f"one fund pays {bundle.category} of {bundle.entity}"
            row = dict.fromkeys(chosen.values(), 1)
            name = f"{TECHNICAL}one_fund:{number}"
            self.ledger.row(name, title, "funds", {}, row, upper=1, over_years=True)
        return chosen

    def _payments(self, number: int, bundle: Bundle, chosen: Mapping[str, int]) -> dict[str, int]:
        """Add what each fund pays of a bundle: nothing unless it is chosen."""
        most = self.buying.most(self.buying.costs[bundle])
        paid = {}
        for fund_id, y in chosen.items():
            fund = self.funds[fund_id]
            upper = min(most, most_of(fund, self.funds))
            title = f"{fund_id} pays for {bundle.category} of {bundle.entity}"
            meaning = FundPays(bundle=bundle, fund_id=fund_id)
            a = self.ledger.column(f"pays:{number}:{fund_id}", most, title, meaning, whole=False)
            name = f"{TECHNICAL}pays:{number}:{fund_id}"
            tie = LimitMeaning(kind=LimitKind.PAYMENT, fund_id=fund_id)
            self.ledger.row(
                name,
                title,
                self.money,
                {},
                {a: 1, y: -upper},
                meaning=tie,
                upper=0,
                over_years=True,
            )
            paid[fund_id] = a
            self.drawn[fund_id][a] = 1
            self.cofinanced(number, bundle, fund, a)
        return paid

    def tax_free(self, number: int, bundle: Bundle, paid: Mapping[str, int]) -> None:
        """Pay no VAT on what a tax-exempt fund pays: never more than its VAT, and all of it.

        The first row says that VAT is saved only on money of exempt funds: no item has a higher
        rate than `highest_rate`. The second says how much VAT there is.
        """
        exempt = [a for fund_id, a in paid.items() if self.funds[fund_id].vat_exempt]
        most = self.buying.most(self.buying.vat[bundle])
        if not exempt or not most:
            return
        row = {c: m.vat_minor for c, m in self.ledger.saving.get(bundle, {}).items()}
        c = self.ledger.column(
            f"vat:{number}",
            most,
            f"VAT not paid on {bundle.category} of {bundle.entity}",
            VatSpared(bundle=bundle),
            whole=False,
        )
        title = f"VAT is saved on {bundle.category} of {bundle.entity} by a tax-exempt fund only"
        taxed = {c: MILLION} | dict.fromkeys(exempt, -self.highest_rate)
        self.ledger.row(f"{TECHNICAL}vat:{number}", title, self.money, {}, taxed, upper=0)
        title = f"no more VAT is saved on {bundle.category} of {bundle.entity} than there is"
        arcs = {a: -amount for a, amount in self.buying.vat[bundle].items()}
        name = f"{TECHNICAL}vat:{number}:all"
        self.ledger.row(name, title, self.money, arcs, {c: 1} | row, upper=0)

    def paid_whole(self, number: int, bundle: Bundle, paid: Mapping[str, int]) -> None:
        """Have what a bundle costs, less its savings, paid by the chosen fund."""
        row = {c: -m.saves_minor for c, m in self.ledger.saving.get(bundle, {}).items()}
        row |= dict.fromkeys(paid.values(), -1)
        title = f"{bundle.category} of {bundle.entity} are paid by a fund that may"
        name, meaning = f"{TECHNICAL}paid:{number}", DEFINITION
        if not paid:
            meaning = LimitMeaning(
                kind=LimitKind.FUND_RULES, entity=bundle.entity, category=bundle.category
            )
            name = meaning.limit_id(number)
        costs = self.buying.costs[bundle]
        self.ledger.row(name, title, self.money, costs, row, meaning=meaning, upper=0)

    def cofinanced(self, number: int, bundle: Bundle, fund: Fund, a: int) -> None:
        """Have a co-financer pay its share of what a fund pays, rounded up to whole units."""
        if not fund.cofinance_share or fund.cofinancer is None:
            return
        share = Fraction(exact(fund.cofinance_share))
        n, d = share.numerator, share.denominator
        meaning = CofinancerPays(bundle=bundle, fund_id=fund.id)
        title = f"share of {fund.cofinancer} in what {fund.id} pays for {bundle.category}"
        upper = self.ledger.columns[a].upper
        c = self.ledger.column(f"shares:{number}:{fund.id}", upper, title, meaning, whole=False)
        self.drawn[fund.id][c] = -1
        self.drawn[fund.cofinancer][c] = 1
        name = f"{TECHNICAL}shares:{number}:{fund.id}"
        self.ledger.row(name, title, self.money, {}, {c: d, a: -n}, lower=0, upper=d - 1)

    def fund_ceiling(self, fund: Fund, ceiling_minor: int) -> None:
        """Pay no more from a fund than it has, with those that share its ceiling."""
        sharing = [f for f in self.buying.catalogue.funds if f.source == fund.id]
        drawn: dict[int, int] = {}
        for one in sharing:
            for c, k in self.drawn[one.id].items():
                drawn[c] = drawn.get(c, 0) + k
        if not drawn:
            return
        title = f"ceiling of {fund.name_en}"
        shares = any(one.cofinance_share for one in sharing)
        rounding = len(drawn) if shares else 0  # shares are rounded once a package
        upper = max(0, ceiling_minor - rounding)
        meaning = LimitMeaning(kind=LimitKind.FUND, fund_id=fund.id)
        name = meaning.limit_id()
        self.ledger.row(
            name, title, self.money, {}, drawn, meaning=meaning, upper=upper, over_years=True
        )


def _highest_rate(buying: Purchases) -> int:
    """Return the highest VAT of a price without it, in millionths, rounded up."""
    prices = [(vat_of(i), i.unit_price_minor) for i in buying.catalogue.items]
    prices += [
        (tier.unit_price_minor - tier.without_vat_minor, tier.unit_price_minor)
        for tiers in tiers_of(buying.catalogue).values()
        for tier in tiers
        if tier.without_vat_minor is not None
    ]
    rates = [-(-vat * MILLION // (price - vat)) for vat, price in prices if price > vat]
    return max(rates, default=0)


def most_of(fund: Fund, by_id: Mapping[str, Fund]) -> int:
    """Return the most that a bundle paid by a fund may cost, co-financing included."""
    ceiling = fund.ceiling_minor if not fund.within else by_id[fund.within].ceiling_minor
    if ceiling is None:
        return LARGEST
    share = exact(fund.cofinance_share or "0")
    if share <= 0 or fund.cofinancer not in by_id:
        return ceiling
    other = by_id[fund.cofinancer or ""].ceiling_minor
    own = LARGEST if share >= 1 else int((ceiling + 1) / (1 - share))
    return own if other is None else min(own, int(other / share))
