"""What the table holds: every work with its sizes, budgets, seeds and what it is to reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rows import Task  # type: ignore[import-not-found]

FAMILIES = {"cologne1": "rpcst_cologne1", "jmp": "pcspg_jmp", "stprbh": "stprbh"}


def example_tasks(quick: bool) -> Iterator[Task]:
    """One budget; then all rows of the example's own scenario; then an impossible set."""
    for share in (0.1, 0.3, 0.6):
        work = f"example, one budget, {share:.0%}"
        yield Task(work=work, kind="example", share=share, effort=0, reach_gap=1e-3, reach_s=3)
        if not quick:
            yield Task(work=work, kind="example", share=share, effort=2, reach_gap=5e-5, reach_s=60)
    rows = {"rows": True}
    work = "example, its own limits and floors"
    yield Task(work=work, kind="example", options=rows, effort=0, reach_gap=3e-3, reach_s=10)
    if not quick:
        yield Task(work=work, kind="example", options=rows, effort=2, reach_gap=5e-4, reach_s=60)
    yield Task(work=work + ", impossible", kind="infeasible", options=rows, reach_s=5)


def generated_tasks(quick: bool, seeds: Iterable[int]) -> Iterator[Task]:
    """Countries of 3,000 and 20,000 sites at three budgets, and one with 40 rows."""
    sizes = {
        3000: ((0, 5, (1e-3, 5e-3, 1.5e-2)), (1, 60, (2e-4, 5e-4, 2e-3))),
        20000: ((0, 60, (5e-3, 1e-2, 2e-2)), (1, 600, (1e-3, 2e-3, 5e-3))),
    }
    for sites, aims in list(sizes.items())[: 1 if quick else 2]:
        for effort, within, gaps in aims[: 1 if quick else 2]:
            for share, gap in zip((0.1, 0.3, 0.6), gaps, strict=True):
                for seed in seeds:
                    yield Task(
                        work=f"generated, {share:.0%}", kind="generated", sites=sites, share=share,
                        seed=seed, effort=effort, reach_gap=gap, reach_s=within,
                        wall_s=max(120.0, 4.0 * within),
                    )  # fmt: skip
    sites = 1000 if quick else 3000
    for effort, gap, within in ((0, 3e-3, 10), (1, 5e-4, 60))[: 1 if quick else 2]:
        for seed in seeds:
            yield Task(
                work="generated, 40 rows, 30%", kind="generated", sites=sites, share=0.3,
                seed=seed, effort=effort, options={"rows": True}, reach_gap=gap, reach_s=within,
            )  # fmt: skip


def growth_tasks(quick: bool) -> Iterator[Task]:
    """One budget of 30 % at the least effort, in columns, over sizes; and generation alone."""
    sizes = (1000, 3000, 10000) if quick else (1000, 3000, 10000, 30000, 70000, 150000)
    for sites in sizes:
        last = sites == 150000
        yield Task(
            work="growth, 30%", kind="columns", sites=sites, share=0.3, effort=0,
            wall_s=3600 if sites > 30000 else 600, reach_gap=1e-2 if last else None,
            reach_s=900 if last else None,
        )  # fmt: skip
    if not quick:
        yield Task(
            work="a million sites, 30%", kind="columns", sites=1000000, share=0.3, effort=0,
            wall_s=6 * 3600,
        )  # fmt: skip
    for sites in (150000,) if quick else (150000, 1000000):
        yield Task(work="generation alone", kind="generation", sites=sites, wall_s=900)


def plain_tasks(quick: bool, seeds: Iterable[int]) -> Iterator[Task]:
    """Plain instances; to be reached are the figures of the prototype at equal CPU time."""
    aims = {
        1000: ((0.2, 0.0, 4.3), (0.5, 0.0, 7.6)),
        5000: ((0.2, 0.0, 22.7), (0.5, 0.0, 68.0)),
        20000: ((0.2, 5.3e-3, 104.0), (0.5, 3.7e-3, 108.0)),
    }
    for nodes, of_shares in list(aims.items())[: 1 if quick else 3]:
        for share, gap, within in of_shares:
            for seed in seeds:
                yield Task(
                    work=f"plain, {nodes} nodes, {share:.0%}", kind="plain", sites=nodes,
                    share=share, seed=seed, effort=1 if nodes == 20000 else 2, reach_gap=gap,
                    reach_s=within, wall_s=600,
                )  # fmt: skip


def value_tasks(quick: bool, project: str | None) -> Iterator[Task]:
    """Every solver on the same money: the example, another project, a generated country."""
    from optimizers.solve import SOLVERS

    shares = (0.1, 0.6) if quick else (0.05, 0.1, 0.3, 0.6, 1.0)
    solvers = [s for s in SOLVERS if not (quick and s == "relay_weighted")]
    for share in shares:
        for solver in solvers:
            yield Task(
                work=f"value: generated, {share:.0%}", kind="generated", sites=1000, share=share,
                solver=solver, wall_s=600,
            )  # fmt: skip
        for name, folder in (("example", None), ("project", project)):
            if folder is None and name == "project":
                continue
            for solver in solvers:
                yield Task(
                    work=f"value: {name}, {share:.0%}", kind="example", share=share,
                    solver=solver, folder=folder, wall_s=600,
                )  # fmt: skip


def proof_tasks(quick: bool, published: str | None) -> Iterator[Task]:
    """Certificates, tamperings, exhaustive search, published optima."""
    sites = 3000 if quick else 20000
    yield Task(work="verify alone", kind="certificates", sites=sites, share=0.3, effort=0,
               reach_s=60, wall_s=900)  # fmt: skip
    yield Task(work="tampering", kind="tampering", sites=60, share=0.3, wall_s=900,
               options={"tries": 200 if quick else 1000})  # fmt: skip
    yield Task(work="exhaustive search", kind="exhaustive", wall_s=1800,
               options={"cases": 200 if quick else 2000})  # fmt: skip
    for family, folder in FAMILIES.items():
        if published is not None and (family == "cologne1" or not quick):
            yield Task(
                work=f"published: {family}", kind="published", effort=1 if quick else 2,
                folder=str(Path(published) / folder), options={"family": family},
                wall_s=150 if quick else 7200,
            )  # fmt: skip


def sweep_tasks(quick: bool) -> Iterator[Task]:
    """A hundred budgets, a thousand drawn prices, the cheapest way to stated coverage."""
    draws = 100 if quick else 1000
    yield Task(work="example, frontier of 100 budgets", kind="frontier", effort=0, reach_gap=3e-3,
               reach_s=20, options={"points": 100})  # fmt: skip
    yield Task(work=f"example, {draws} drawn prices", kind="draws", effort=0, reach_gap=5e-3,
               reach_s=60 if quick else 300, wall_s=1800, options={"draws": draws})  # fmt: skip
    for served in (800,) if quick else (800, 1000):
        yield Task(work=f"example, cheapest way to {served:,} served sites", kind="cheapest",
                   effort=1, options={"served": served})  # fmt: skip


def tasks(quick: bool, seeds: int, published: str | None, project: str | None) -> list[Task]:
    """Return the table, or its ten-minute cut."""
    drawn = range(1, seeds + 1)
    return [
        *example_tasks(quick),
        *sweep_tasks(quick),
        *generated_tasks(quick, drawn),
        *growth_tasks(quick),
        *plain_tasks(quick, drawn),
        *value_tasks(quick, project),
        *proof_tasks(quick, published),
    ]
