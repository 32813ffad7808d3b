"""What differs in money and machines between two plans, with totals that tie to both of them.

Each account has parts and a total. The total is taken from the plan itself, not from the parts, so
that a part that was forgotten shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from inventory.prices.catalogue import Role, Timing
from planner.language.formats import plain_money
from planner.language.label import Label
from planner.language.labels import LABELS, currency_sign, filled, joined, plain, word
from planner.plan.plan import Plan
from planner.plan.purchasing import Move, Package
from planner.resources.existing_equipment import DEPOT


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of an account in both plans; None where a plan does not have it."""

    name: Label
    before: int | None
    after: int | None
    family: Label | None = None  # told together with the others of it, where lists are short

    @property
    def difference(self) -> int:
        """What it is more in the second plan."""
        return (self.after or 0) - (self.before or 0)

    @property
    def moved(self) -> bool:
        """Whether it differs, or is in one of the plans only."""
        return self.before != self.after


@dataclass(frozen=True, kw_only=True)
class Account:
    """Parts that add up to a total, in both plans."""

    subject: str  # "funds", "savings", "moves", "transport", "proposed", "repairs", "packages"
    unit: Label  # of every figure: the currency, or units of equipment
    parts: tuple[Part, ...]
    before: int
    after: int
    currency: str = ""  # of sums of money, with the decimals accounted in

    @property
    def sums(self) -> tuple[int, int]:
        """What the parts add up to in each plan."""
        return sum(p.before or 0 for p in self.parts), sum(p.after or 0 for p in self.parts)

    @property
    def ties(self) -> bool:
        """Whether the parts add up to the totals of both plans."""
        return self.sums == (self.before, self.after)

    @property
    def moved(self) -> tuple[Part, ...]:
        """The parts that differ."""
        return tuple(part for part in self.parts if part.moved)

    def told(self, most: int) -> Iterator[Label]:
        """Yield total, differences and whether they tie; nothing where nothing moved."""
        if not self.moved and self.ties:
            return
        name, currency = LABELS[f"compare.{self.subject}"], self.currency
        yield _told(name, self.before, self.after, self.unit, currency)
        shown = [part for part in _families(self.parts) if part.moved]
        for part in shown[:most]:
            yield joined("", (plain("  "), _part_told(part, self.unit, currency)))
        if len(shown) > most:
            yield filled("compare.more", count=len(shown) - most)
        if not self.ties:
            before, after = (plain_money(total, currency) for total in self.sums)
            yield filled("compare.untied", parts_before=before, parts_after=after)

    def to_json(self) -> dict[str, Any]:
        """Return the account as plain data, every part of it, names in English."""
        return {
            "before": self.before,
            "after": self.after,
            "difference": self.after - self.before,
            "unit": self.unit.en,
            "ties": self.ties,
            "parts": [
                {
                    "name": part.name.en,
                    "before": part.before,
                    "after": part.after,
                    "difference": part.difference,
                }
                for part in self.parts
            ],
        }


def _families(parts: Iterable[Part]) -> list[Part]:
    """Return the parts with those of one family added up."""
    found: dict[Label, Part] = {}
    for part in parts:
        name = part.family or part.name
        so_far = found.get(name, Part(name=name, before=None, after=None))
        found[name] = Part(
            name=name,
            before=_added(so_far.before, part.before),
            after=_added(so_far.after, part.after),
        )
    return list(found.values())


def _added(one: int | None, other: int | None) -> int | None:
    return other if one is None else one + (other or 0)


def _part_told(part: Part, unit: Label, currency: str) -> Label:
    if part.before is None:
        return filled(
            "compare.came", what=part.name, after=_amount(part.after or 0, unit, currency)
        )
    if part.after is None:
        return filled("compare.went", what=part.name, before=_amount(part.before, unit, currency))
    return _told(part.name, part.before, part.after, unit, currency)


def _told(name: Label, before: int, after: int, unit: Label, currency: str) -> Label:
    figures = f"{plain_money(before, currency)} -> {plain_money(after, currency)}"
    rise = plain_money(after - before, currency)
    rise = rise if after < before else f"+{rise}"
    return joined("", (name, plain(f": {figures} "), unit, plain(f" ({rise})")))


def _amount(amount: int, unit: Label, currency: str) -> Label:
    return joined(" ", (plain(plain_money(amount, currency)), unit))


def accounts_of(before: Plan, after: Plan) -> tuple[Account, ...]:
    """Return the accounts of two plans; sums of money only where both plans have one currency."""
    return tuple(
        Account(
            subject=subject,
            unit=_unit(subject, after),
            parts=_parts(parts(before), parts(after)),
            before=total(before),
            after=total(after),
            currency=after.currency if subject in _IN_MONEY else "",
        )
        for subject, (parts, total) in _ACCOUNTS.items()
        if _comparable(subject, before, after)
    )


def _comparable(subject: str, before: Plan, after: Plan) -> bool:
    """Return whether an account of both plans can be subtracted."""
    if subject in _IN_MONEY and not _in_one_currency(before, after):
        return False
    return subject != "packages" or (has_packages(before) and has_packages(after))


def _in_one_currency(before: Plan, after: Plan) -> bool:
    return (before.currency, before.minor_digits) == (after.currency, after.minor_digits)


def has_packages(plan: Plan) -> bool:
    """Return whether a plan says what is tendered together: older ones did not."""
    return bool(plan.packages) or not plan.capex_minor


def _unit(subject: str, plan: Plan) -> Label:
    money = subject in _IN_MONEY
    return plain(currency_sign(plan.currency)) if money else LABELS["compare.units"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount of one plan, with its name; `family` as in `Part`."""

    name: Label
    amount: int
    family: Label | None = None


Key = tuple[str, ...]  # the same in both plans
Parts = Mapping[Key, Amount]


def _parts(before: Parts, after: Parts) -> tuple[Part, ...]:
    named = {**before, **after}
    return tuple(
        Part(
            name=named[key].name,
            before=before[key].amount if key in before else None,
            after=after[key].amount if key in after else None,
            family=named[key].family,
        )
        for key in sorted(named)
    )


def _add(found: dict[Key, Amount], key: Key, amount: Amount) -> None:
    """Add an amount to what a key has already."""
    before = found[key].amount if key in found else 0
    found[key] = replace(amount, amount=before + amount.amount)


def _funds(plan: Plan) -> Parts:
    """Return what each fund pays of what is paid once; a plan without funds has one budget."""
    if not plan.funds:
        budget = Amount(name=word("fund", "budget"), amount=plan.capex_minor)
        return {("budget",): budget} if plan.capex_minor else {}
    return {
        (f.fund_id,): Amount(name=_fund_name(f.fund_id, f.name_mn, f.name_en), amount=f.used_minor)
        for f in plan.funds
    }


def _fund_name(fund_id: str, mn: str, en: str) -> Label:
    return Label(mn=f"{mn or en} ({fund_id})", en=f"{en or mn} ({fund_id})")


def _savings(plan: Plan) -> Parts:
    found: Counter[str] = Counter()
    for saving in plan.savings:
        found[saving.kind] += saving.amount_minor
    return {
        (kind,): Amount(name=word("saving", kind), amount=amount) for kind, amount in found.items()
    }


def _saved(plan: Plan) -> int:
    """Return what all one-time lines come to at list prices, less what is paid."""
    once = (line for _, line in plan.all_lines() if line.timing is Timing.ONE_TIME)
    return sum(line.amount_minor for line in once) - plan.capex_minor


def _moved(counted: bool, amount: Callable[[Move], int]) -> Callable[[Plan], Parts]:
    """Return what adds up an amount of moves by item and origin."""

    def parts(plan: Plan) -> Parts:
        found: dict[Key, Amount] = {}
        for move in plan.moves:
            if move.counted is counted:
                kind = "depot" if move.origin_kind == DEPOT else "site"
                name = filled(f"compare.from_{kind}", sku=move.sku, origin=move.origin)
                family = None if kind == "depot" else filled("compare.from_sites", sku=move.sku)
                part = Amount(name=name, amount=amount(move), family=family)
                _add(found, (kind, move.sku, move.origin), part)
        return found

    return parts


def _moves_total(counted: bool, amount: Callable[[Move], int]) -> Callable[[Plan], int]:
    return lambda plan: sum(amount(m) for m in plan.moves if m.counted is counted)


def _repairs(plan: Plan) -> Parts:
    found: dict[Key, Amount] = {}
    for _, line in plan.all_lines():
        if line.role == Role.REPAIR:
            name = Label(mn=line.name_mn or line.name_en, en=line.name_en or line.name_mn)
            _add(found, (line.sku,), Amount(name=name, amount=line.quantity))
    return found


def _repaired(plan: Plan) -> int:
    lines = (line for _, line in plan.all_lines() if line.role == Role.REPAIR)
    return sum(line.quantity for line in lines)


def _packages(plan: Plan) -> Parts:
    """Return the packages by entity, category, fund and year: their numbers change with others."""
    names = {f.fund_id: _fund_name(f.fund_id, f.name_mn, f.name_en) for f in plan.funds}
    found: dict[Key, Amount] = {}
    for package in plan.packages:
        place = (package.entity, package.category, package.fund_id, package.rulebook)
        key = (*place, str(package.year), package.aimag or "")
        name = _package_name(package, names.get(package.fund_id, word("fund", package.fund_id)))
        _add(found, key, Amount(name=name, amount=package.amount_minor))
    return found


def _package_name(package: Package, fund: Label) -> Label:
    parts = [word("payer", package.entity), word("procurement", package.category), fund]
    parts += [plain(str(more)) for more in (package.year, package.aimag) if more is not None]
    return joined(", ", parts)


def _units(move: Move) -> int:
    return move.quantity


def _cost(move: Move) -> int:
    return move.transport_minor


def _capex(plan: Plan) -> int:
    return plan.capex_minor


_IN_MONEY = frozenset({"funds", "savings", "transport", "packages"})
_ACCOUNTS: Mapping[str, tuple[Callable[[Plan], Parts], Callable[[Plan], int]]] = {
    "funds": (_funds, _capex),
    "savings": (_savings, _saved),
    "moves": (_moved(True, _units), _moves_total(True, _units)),
    "transport": (_moved(True, _cost), _moves_total(True, _cost)),
    "proposed": (_moved(False, _units), _moves_total(False, _units)),
    "repairs": (_repairs, _repaired),
    "packages": (_packages, _capex),
}
