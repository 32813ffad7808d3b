"""Compile what a plan needs, so that no plan waits for it: python -m optimizers.first_use.

Kernels are compiled when they are first called, some ten seconds of work together, and kept on
disk. Two small problems call those that a plan calls; one is called by itself, for only plans that
leave arcs out come to it.
"""

from __future__ import annotations

from itertools import product

from optimizers.graph.dual_ascent import ascend, guided
from optimizers.graph.hop_layers import Layers
from optimizers.problem import BENEFIT, Capacity, Column, Goal, HopLimit, Limit, Problem
from optimizers.solve import solve

SIDE = 5  # nodes of the grid along each side, the root in a corner


def compile_kernels() -> None:
    """Solve a grid with a budget, a floor, hops and loads, and one with amounts beside it."""
    for problem in (grid(amounts=False), grid(amounts=True)):
        solve(problem, effort=1)
    arrays = Layers.of(grid(amounts=False)).arrays(0, [])
    found = ascend(arrays, {})
    guided(arrays, {}, (found.terminal, found.pointer, found.node, found.potential))


def grid(*, amounts: bool) -> Problem:
    """Return a square of streets to build along, with links to some nodes."""
    at = {place: v for v, place in enumerate(product(range(SIDE), repeat=2))}
    beside = [((x, y), (x + dx, y + dy)) for x, y in at for dx, dy in ((0, 1), (1, 0))]
    ways = [(at[one], at[other]) for one, other in beside if other in at]
    ends = [*ways, *((v, u) for u, v in ways), *((0, v) for v in range(2, SIDE * SIDE, 3))]
    arcs = [(u, v) for u, v in ends if v != 0]
    count = len(arcs)
    cost = tuple(3 + (7 * a) % 11 for a in range(count))
    links = tuple(a for a, (u, _) in enumerate(arcs) if u == 0)
    columns = (Column(id="stock", upper=3, quantities={"cost": 2}),) if amounts else ()
    return Problem(
        node_ids=tuple("root" if v == 0 else f"node {v}" for v in at.values()),
        prize=tuple(0 if v == 0 else 5 + (13 * v) % 17 for v in at.values()),
        arc_ids=tuple(f"{a}" for a in range(count)),
        tail=tuple(u for u, _ in arcs),
        head=tuple(v for _, v in arcs),
        loss=tuple(a % 3 if a in links else 0 for a in range(count)),
        quantities={"cost": cost, "load": tuple(1 + a % 2 for a in range(count))},
        required={SIDE: "it must be served"},
        limits=(
            Limit(
                id="budget",
                title="budget",
                unit="",
                arcs=tuple(range(count)),
                coefficients=cost,
                upper=60,
                columns=tuple(range(len(columns))),
                column_coefficients=(-5,) * len(columns),
            ),
            Limit(
                id="floor",
                title="floor",
                unit="",
                arcs=links,
                coefficients=(1,) * len(links),
                lower=2,
            ),
        ),
        goals=(BENEFIT, Goal(name="cost", sense="min", quantity="cost")),
        columns=columns,
        hops=(HopLimit(id="hops", title="hops", arcs=tuple(range(len(ways))), most=3),),
        capacities=(
            Capacity(id="load", title="load", unit="", arcs=links[:2], quantity="load", upper=6),
        ),
    )


if __name__ == "__main__":
    compile_kernels()
