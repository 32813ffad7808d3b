"""Tiny programmes at random, and the best schedule of each by trying every one.

What is tried is judged by rules written here a second time, in the words of docs/years.md, and by
no code of the product.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from optimizers.problem import BENEFIT, Capacity, Limit, Problem
from optimizers.years.programme import OrderLimit, Programme, WorkLimit, YearColumn
from optimizers.years.relaxation import (
    only_buildable,
    with_money_until,
    with_orders_until,
    with_works_until,
)


def programme(seed: int, *, nodes: int = 5, years: int = 3) -> Programme:
    """Return a programme with prices, yearly money and dates by year, and a present link.

    The last node is a site with a link today, whose fee goes on until something replaces it.
    """
    draw = random.Random(seed)
    tails = [draw.randrange(v) for v in range(1, nodes)]
    heads = list(range(1, nodes))
    for _ in range(2):
        tail, head = draw.randrange(nodes), draw.randrange(1, nodes)
        if tail != head:
            tails.append(tail)
            heads.append(head)
    arcs, linked = len(tails), nodes - 1
    prize = [0, *(draw.choice((0, 5, 9, 20, 31)) for _ in range(nodes - 1))]
    loss = [draw.randrange(prize[v] // 3 + 1) for v in heads]
    price = [draw.randrange(1, 12) for _ in tails]
    fee = [draw.randrange(4) for _ in tails]
    today = draw.randrange(1, 4)
    tails, heads = [*tails, 0], [*heads, linked]  # the present link
    loss.append(prize[linked])
    index = [[draw.choice((100, 100, 110, 90)) for _ in range(arcs)] for _ in range(years)]
    first = [draw.choice((0, 0, 0, 1)) for _ in range(arcs)]
    last = [draw.choice((years - 1, years - 1, years - 2)) for _ in range(arcs)]
    cost = [
        [
            -(-price[a] * index[t][a] // 100) if first[a] <= t <= last[a] else None
            for a in range(arcs)
        ]
        for t in range(years)
    ]
    money = [draw.randrange(4, 14) for _ in range(years)]
    yearly = [today + draw.randrange(2 + 2 * t, 5 + 3 * t) for t in range(years)]
    ids = tuple(f"a{a}" for a in range(arcs))
    found = []
    for t in range(years):
        row = Limit(
            id="opex", title="opex", unit="", arcs=tuple(range(arcs + 1)),
            coefficients=(*fee, today), upper=yearly[t],
        )  # fmt: skip
        limits = [row]
        if t == years - 1 and draw.random() < 0.4:  # a floor for the end
            limits.append(_least(heads, arcs, draw.randrange(1, nodes)))
        problem = Problem(
            node_ids=tuple(f"n{v}" for v in range(nodes)),
            prize=tuple(prize),
            arc_ids=(*ids, "present"),
            tail=tuple(tails),
            head=tuple(heads),
            loss=tuple(loss),
            required={linked: "the present link stays or is replaced"},
            limits=tuple(limits),
            goals=(BENEFIT,),
        )
        problem = with_money_until(
            problem, money_row="capex", arc_ids=ids, cost=cost[: t + 1], money=money[: t + 1],
            present=("present",),
        )  # fmt: skip
        can = {i for row in cost[: t + 1] for i, c in zip(ids, row, strict=True) if c is not None}
        found.append(only_buildable(problem, frozenset(can | {"present"})))
    return Programme(
        names=tuple(str(2027 + t) for t in range(years)),
        problems=tuple(found),
        weights=tuple(draw.choice((1, 2, 3)) for _ in range(years)),
        arc_ids=ids,
        cost=tuple(map(tuple, cost)),
        money=tuple(money),
        carries_over=draw.random() < 0.5,
        present=("present",),
    )


def with_works(programme: Programme, seed: int) -> Programme:
    """Return a programme whose crews dig so much, and install so many, in each year."""
    draw = random.Random(seed)
    years = len(programme.names)
    works = tuple(
        WorkLimit(
            id=name, title=name, unit="",
            amount={i: k for i in programme.arc_ids if (k := draw.choice(amounts))},
            upper=tuple(draw.randrange(low, high) for _ in range(years)),
        )
        for name, amounts, low, high in (("metres", (0, 2, 3, 5), 2, 9), ("sites", (0, 1), 0, 3))
    )  # fmt: skip
    problems = (with_works_until(p, works, t) for t, p in enumerate(programme.problems))
    return replace(programme, works=works, problems=tuple(problems))


@dataclass(frozen=True, kw_only=True)
class Shop:
    """What is bought by the piece: some lie in stock, and an order of enough costs less each."""

    pieces: Mapping[str, int]  # by id of what is built
    stock: int
    stock_saves: int  # a piece
    tier_from: int  # pieces bought in a year
    tier_saves: int  # a piece

    def saved(self, built: dict[str, int], years: int) -> Iterator[list[int]]:
        """Yield what each year may save at most, for every way to share out the stock."""
        needed = [sum(n for i, n in self.pieces.items() if built.get(i) == t) for t in range(years)]
        for moved in itertools.product(*(range(min(n, self.stock) + 1) for n in needed)):
            if sum(moved) > self.stock:
                continue
            bought = [n - m for n, m in zip(needed, moved, strict=True)]
            yield [
                m * self.stock_saves + (b * self.tier_saves if b >= self.tier_from else 0)
                for m, b in zip(moved, bought, strict=True)
            ]


def with_shop(programme: Programme, seed: int) -> tuple[Programme, Shop]:
    """Return a programme that buys pieces, from a stock for all years and at a tier by the year."""
    draw = random.Random(seed)
    years = len(programme.names)
    pieces = {i: k for i in programme.arc_ids if (k := draw.choice((0, 1, 2, 2)))}
    shop = Shop(
        pieces=pieces, stock=draw.randrange(0, 4), stock_saves=draw.choice((1, 2)),
        tier_from=draw.randrange(2, 5), tier_saves=1,
    )  # fmt: skip
    most = sum(pieces.values())
    columns = (
        YearColumn(id="moved", upper=shop.stock, total=shop.stock, money=-shop.stock_saves),
        YearColumn(id="tier", upper=1, total=years),
        YearColumn(id="cheaper", upper=most, total=most, money=-shop.tier_saves),
    )
    less = {i: -k for i, k in pieces.items()}
    orders = tuple(
        OrderLimit(
            id=name,
            title=name,
            unit="",
            amount=amount,
            columns=of,
            upper=(upper,) * years,
            over_all=o,
        )
        for name, amount, of, upper, o in (
            ("need", less, {0: 1}, 0, False),
            ("stock", {}, {0: 1}, shop.stock, True),
            ("reached", less, {0: 1, 1: shop.tier_from}, 0, False),
            ("taken", {}, {1: -most, 2: 1}, 0, False),
            ("bought", less, {0: 1, 2: 1}, 0, False),
        )
    )
    problems = tuple(
        with_money_until(
            with_orders_until(p, columns, orders, t), money_row=programme.money_row,
            arc_ids=programme.arc_ids, cost=programme.cost[: t + 1],
            money=programme.money[: t + 1], present=programme.present, columns=columns,
        )
        for t, p in enumerate(programme.problems)
    )  # fmt: skip
    return replace(programme, problems=problems, columns=columns, orders=orders), shop


@dataclass(frozen=True, kw_only=True)
class Purses:
    """One of two purses pays all that is bought, of each year from what it has in that year.

    Of the first what is left stays, of the second it lapses.
    """

    price: Mapping[str, int]  # by id of what is built
    money: tuple[tuple[int, ...], tuple[int, ...]]  # of each purse by year

    def pay(self, built: dict[str, int]) -> bool:
        """Return whether one of them pays for everything."""
        years = range(len(self.money[0]))
        due = [sum(n for i, n in self.price.items() if built.get(i) == t) for t in years]
        stays = all(sum(due[: t + 1]) <= sum(self.money[0][: t + 1]) for t in years)
        return stays or all(due[t] <= self.money[1][t] for t in years)


def with_purses(programme: Programme, seed: int) -> tuple[Programme, Purses]:
    """Return a programme in which one of two purses, chosen once, pays all that is bought."""
    draw = random.Random(seed)
    years = len(programme.names)
    price = {i: k for i in programme.arc_ids if (k := draw.choice((0, 2, 3, 5)))}
    money = tuple(tuple(draw.randrange(0, 7) for _ in range(years)) for _ in range(2))
    most = sum(price.values())
    columns = tuple(
        YearColumn(id=f"{name}{f}", upper=upper, total=upper, whole=name == "chosen")
        for name, upper in (("chosen", 1), ("pays", most))
        for f in range(2)
    )
    until = tuple(sum(money[0][: t + 1]) for t in range(years))
    zero = (0,) * years
    orders = tuple(
        OrderLimit(id=name, title=name, unit="", amount=amount, columns=of, upper=up, over_all=o)
        for name, amount, of, up, o in (
            ("one", {}, {0: 1, 1: 1}, (1,) * years, True),
            ("tie0", {}, {0: -most, 2: 1}, zero, True),
            ("tie1", {}, {1: -most, 3: 1}, zero, True),
            ("paid", price, {2: -1, 3: -1}, zero, False),
            ("purse0", {}, {2: 1}, until, True),
            ("purse1", {}, {3: 1}, money[1], False),
        )
    )
    problems = tuple(
        with_orders_until(p, columns, orders, t) for t, p in enumerate(programme.problems)
    )
    found = replace(programme, problems=problems, columns=columns, orders=orders)
    return found, Purses(price=price, money=(money[0], money[1]))


def with_loads(programme: Programme, seed: int) -> Programme:
    """Return a programme whose sites load what they share: a tower, and the way behind a PoP."""
    draw = random.Random(seed)
    arcs = len(programme.arc_ids) + 1
    asked = tuple(draw.choice((0, 1, 1, 2)) for _ in range(arcs))
    behind = draw.randrange(arcs - 1)
    on_tower = tuple(a for a in range(arcs) if draw.random() < 0.6)
    room, free = draw.randrange(1, 4), draw.randrange(1, 4)
    tower = Limit(
        id="load", title="tower", unit="Mbps", arcs=on_tower,
        coefficients=tuple(asked[a] for a in on_tower), upper=free,
    )  # fmt: skip
    pop = Capacity(id="pop", title="PoP", unit="Mbps", arcs=(behind,), quantity="mbps", upper=room)
    problems = tuple(
        replace(p, quantities={"mbps": asked}, limits=(*p.limits, tower), capacities=(pop,))
        for p in programme.problems
    )
    return replace(programme, problems=problems)


def on_one_tower(years: int = 2) -> Programme:
    """Return a programme of two sites, each affordable in a year, on a tower with room for one."""
    problem = Problem(
        node_ids=("n0", "n1", "n2"),
        prize=(0, 9, 8),
        arc_ids=("a0", "a1"),
        tail=(0, 0),
        head=(1, 2),
        loss=(0, 0),
        limits=(
            Limit(id="load", title="tower", unit="Mbps", arcs=(0, 1), coefficients=(4, 4), upper=5),
        ),
    )
    cost, money = ((3, 3),) * years, (3,) * years
    problems = (
        with_money_until(
            problem, money_row="capex", arc_ids=problem.arc_ids, cost=cost[:t], money=money[:t]
        )
        for t in range(1, years + 1)
    )
    return Programme(
        names=tuple(str(2027 + t) for t in range(years)),
        problems=tuple(problems),
        weights=(1,) * years,
        arc_ids=problem.arc_ids,
        cost=cost,
        money=money,
        carries_over=False,
        present=(),
    )


def _least(heads: list[int], arcs: int, most: int) -> Limit:
    """Return a floor: at least one of some nodes is entered by what is built."""
    inside = tuple(a for a in range(arcs) if heads[a] <= most)
    return Limit(
        id="floor", title="floor", unit="", arcs=inside, coefficients=(1,) * len(inside), lower=1
    )


def schedules(programme: Programme) -> Iterator[dict[str, int]]:
    """Yield every choice of at most one arc into each node, and a year for it."""
    last, years = programme.problems[-1], range(len(programme.names))
    into: dict[int, list[tuple[str, int] | None]] = {}
    for a, arc_id in enumerate(programme.arc_ids):
        options = into.setdefault(last.head[a], [None])
        options += [(arc_id, t) for t in years if programme.cost[t][a] is not None]
    for choice in itertools.product(*into.values()):
        yield dict(pair for pair in choice if pair is not None)


def _paid(programme: Programme, built: dict[str, int], saved: list[int]) -> bool:
    """Return whether the money of every year pays for what is built in it."""
    number = {arc_id: a for a, arc_id in enumerate(programme.arc_ids)}
    left = 0
    for t, money in enumerate(programme.money):
        there = (money or 0) + (left if programme.carries_over else 0)
        left = there - sum(
            programme.cost[t][number[i]] or 0 for i, when in built.items() if when == t
        )
        left += saved[t]
        if left < 0:
            return False
    return True


def value(
    programme: Programme, built: dict[str, int], more: Shop | Purses | None = None
) -> int | None:
    """Return what a schedule is worth, None where it breaks a rule."""
    years = len(programme.names)
    ways = more.saved(built, years) if isinstance(more, Shop) else [[0] * years]
    if not any(_paid(programme, built, saved) for saved in ways):
        return None
    if isinstance(more, Purses) and not more.pay(built):
        return None
    for t in range(years):
        for work in programme.works:
            if sum(work.amount.get(i, 0) for i, w in built.items() if w == t) > work.upper[t]:
                return None
    total = 0
    for t, weight in enumerate(programme.weights):
        worth = _state_worth(programme, built, t)
        if worth is None:
            return None
        total += weight * worth
    return total


def _state_worth(programme: Programme, built: dict[str, int], t: int) -> int | None:
    """Return the benefit of what is in place at the end of a year, None where it is no plan."""
    problem, last = programme.problems[t], programme.problems[-1]
    there = [a for a, i in enumerate(programme.arc_ids) if built.get(i, t + 1) <= t]
    entered = {last.head[a] for a in there}
    present = len(programme.arc_ids)
    if programme.present and last.head[present] not in entered:
        there.append(present)
    reached = {0}
    while more := {last.head[a] for a in there if last.tail[a] in reached} - reached:
        reached |= more
    if {last.head[a] for a in there} - reached or not set(problem.required) <= reached:
        return None
    for row in problem.limits:
        if row.id in programme.sums:
            continue
        used = sum(k for a, k in zip(row.arcs, row.coefficients, strict=True) if a in there)
        if (row.upper is not None and used > row.upper) or (
            row.lower is not None and used < row.lower
        ):
            return None
    for row in problem.capacities:
        asked = problem.quantities[row.quantity]
        for carrier in set(row.arcs) & set(there):
            below = {last.head[carrier]}
            while more := {last.head[a] for a in there if last.tail[a] in below} - below:
                below |= more
            if sum(asked[a] for a in there if last.head[a] in below) > row.upper:
                return None
    return sum(problem.prize[problem.head[a]] - problem.loss[a] for a in there)


def best(programme: Programme, more: Shop | Purses | None = None) -> int | None:
    """Return the value of the best schedule, None where there is none."""
    worth = (value(programme, built, more) for built in schedules(programme))
    return max((w for w in worth if w is not None), default=None)


def with_money(programme: Programme, money: tuple[int, ...]) -> Programme:
    """Return a programme with other money by year."""
    problems = tuple(
        with_money_until(
            problem, money_row=programme.money_row, arc_ids=programme.arc_ids,
            cost=programme.cost[: t + 1], money=money[: t + 1], present=programme.present,
        )
        for t, problem in enumerate(programme.problems)
    )  # fmt: skip
    return replace(programme, money=money, problems=problems)
