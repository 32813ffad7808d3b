"""A grid of roads with random prices and prizes, as a problem."""

from __future__ import annotations

import random

from optimizers.problem import Limit, Problem


def country(side: int, seed: int) -> Problem:
    """Return a grid of roads with prizes on a third of its nodes, and money for a part of it."""
    draw = random.Random(seed)
    nodes = [(x, y) for x in range(side) for y in range(side)]
    number = {place: k for k, place in enumerate(nodes)}
    tail, head, cost = [], [], []
    for x, y in nodes:
        for other in ((x + 1, y), (x, y + 1)):
            if other in number:
                price = draw.randint(5, 40)
                for a, b in ((number[x, y], number[other]), (number[other], number[x, y])):
                    tail.append(a)
                    head.append(b)
                    cost.append(price)
    prize = [draw.randint(5, 90) if draw.random() < 0.3 else 0 for _ in nodes]
    return Problem(
        node_ids=tuple(f"n{k}" for k in range(len(nodes))),
        prize=(0, *prize[1:]),
        arc_ids=tuple(f"a{k}" for k in range(len(tail))),
        tail=tuple(tail),
        head=tuple(head),
        loss=(0,) * len(tail),
        quantities={"cost": tuple(cost)},
        limits=(
            Limit(
                id="money",
                title="money",
                unit="",
                arcs=tuple(range(len(cost))),
                coefficients=tuple(cost),
                upper=sum(cost) // 30,
            ),
        ),
    )
