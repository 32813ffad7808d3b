"""What a solver answers: a plan or none, and exactly what is proven about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

ANSWER_FORMAT = "kholboo-answer/1"
PARTED_FORMAT = "kholboo-answer/2"  # of an answer with a proof in parts


class ClusterFault(StrEnum):
    """Why a cluster cannot be used."""

    NOT_INSTALLED = "Dask distributed is not installed"
    NO_SCHEDULER = "no Dask scheduler answers"
    NO_WORKERS = "the scheduler has no worker"


class ClusterError(ValueError):
    """The cluster that was named cannot be used."""

    def __init__(self, fault: ClusterFault, address: str) -> None:
        """Keep what is wrong with which address; what to do is for the caller to say."""
        self.fault = fault
        self.address = address
        super().__init__(f"{fault} at {address!r}")


class Status(StrEnum):
    """What is known; `chosen` is None unless there is a plan."""

    CERTIFIED_OPTIMAL = "certified_optimal"  # objective == certified bound
    SOLVER_OPTIMAL = "solver_optimal"  # objective == the bound that HiGHS claims
    FEASIBLE = "feasible"  # a plan, with a gap
    INFEASIBLE = "infeasible"  # no plan exists
    UNKNOWN = "unknown"  # stopped with neither plan nor proof


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """Weak duality in whole numbers: `verify` re-derives the bound from this alone.

    `prices` are per limit, positive on the upper side and negative on the lower side;
    `potentials` are (terminal, ((node, potential), ...)); all are multiples of 1 / scale.
    With objective_weight 0 the certificate proves that no plan exists.
    """

    scale: int
    objective_weight: int
    prices: dict[str, int]
    potentials: tuple[tuple[int, tuple[tuple[int, int], ...]], ...]
    flows: tuple[tuple[int, int], ...] = ()  # (row of `verify.flow_rows`, price >= 0)

    @classmethod
    def of_json(cls, data: Mapping[str, Any] | None) -> Certificate | None:
        """Return the certificate that `to_json` wrote; None for none."""
        if data is None:
            return None
        return cls(
            scale=data["scale"],
            objective_weight=data["objective_weight"],
            prices=dict(data["prices"]),
            potentials=tuple((t, tuple(map(tuple, pots))) for t, pots in data["potentials"]),
            flows=tuple(map(tuple, data.get("flows", ()))),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the certificate as plain data."""
        return {
            "scale": self.scale,
            "objective_weight": self.objective_weight,
            "prices": dict(sorted(self.prices.items())),
            "potentials": [[t, [list(p) for p in pots]] for t, pots in self.potentials],
            **({"flows": [list(f) for f in self.flows]} if self.flows else {}),
        }


@dataclass(frozen=True, slots=True)
class Split:
    """Where plans are split in two: on an arc, a node or the amount of a column of the problem.

    Plans without the arc or node come first, or those of at most `amount`.
    """

    kind: str  # "arc", "node", "column"
    index: int
    amount: int | None = None  # of a column

    def to_json(self) -> list[str | int]:
        """Return the split as `verify` reads it."""
        return [self.kind, self.index, *([] if self.amount is None else [self.amount])]


@dataclass(frozen=True, kw_only=True)
class Proven:
    """What is proven of a goal in a near problem."""

    prices: Mapping[str, float]  # by limit, in what the goal maximises per unit
    gap: float  # certified, at which the goal may be left alone


@dataclass(frozen=True, kw_only=True)
class StageResult:
    """One goal: value of the plan, the solver's claim, and the bound anyone can re-derive."""

    name: str
    sense: str
    value: int | None
    bound: int | None
    certified_bound: int | None
    status: Status
    certificate: Certificate | None = None
    stopped_by: str | None = None  # "work", "time", "interrupt"; None when it ended by itself
    tree: tuple[Split | Certificate, ...] = ()  # a proof in parts, each split before its parts


@dataclass(frozen=True, kw_only=True)
class Result:
    """The answer; `chosen` are arc indices in rising order."""

    solver: str
    status: Status
    chosen: tuple[int, ...] | None
    stages: tuple[StageResult, ...]
    infeasible_limits: tuple[str, ...] = ()  # limit ids and required node ids that cannot hold
    duals: dict[str, float] = field(default_factory=dict)  # limit id -> objective per unit
    amounts: tuple[int, ...] = ()  # per column of the problem; empty without a plan or columns

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain data, without the duals."""
        return {k: v for k, v in answer_json(self).items() if k != "duals"}

    @property
    def objective(self) -> int | None:
        """Value of the first goal."""
        return self.stages[0].value if self.stages else None

    @property
    def bound(self) -> int | None:
        """Best bound of the first goal, certified or the solver's."""
        return self.stages[0].bound if self.stages else None

    @property
    def certified_bound(self) -> int | None:
        """Bound of the first goal that needs no solver."""
        return self.stages[0].certified_bound if self.stages else None

    @property
    def gap(self) -> float | None:
        """Relative distance to the certified bound; 0.0 when both are 0."""
        return relative_gap(self.objective, self.certified_bound)

    @property
    def solver_gap(self) -> float | None:
        """Relative distance to the solver's bound."""
        return relative_gap(self.objective, self.bound)


def relative_gap(value: int | None, bound: int | None) -> float | None:
    """Return |bound - value| / |bound|, 0.0 when equal, None when either is unknown."""
    if value is None or bound is None:
        return None
    if value == bound:
        return 0.0
    return abs(bound - value) / abs(bound) if bound else float(abs(value))


def answer_json(result: Result) -> dict[str, Any]:
    """Return the solver's answer as plain data, as `verify` reads it."""
    parted = any(stage.tree for stage in result.stages)
    return {
        "format": PARTED_FORMAT if parted else ANSWER_FORMAT,
        "solver": result.solver,
        "status": result.status.value,
        "chosen": None if result.chosen is None else list(result.chosen),
        **({"amounts": list(result.amounts)} if result.amounts else {}),
        "stages": [_stage_json(stage) for stage in result.stages],
        "infeasible_limits": list(result.infeasible_limits),
        "duals": dict(sorted(result.duals.items())),
    }


def result_of(answer: Mapping[str, Any]) -> Result:
    """Return the solver's answer as recorded in certificate.json."""
    return Result(
        solver=answer["solver"],
        status=Status(answer["status"]),
        chosen=None if answer["chosen"] is None else tuple(answer["chosen"]),
        amounts=tuple(answer.get("amounts", ())),
        stages=tuple(
            StageResult(
                **{k: v for k, v in stage.items() if k not in ("status", "certificate", "tree")},
                status=Status(stage["status"]),
                certificate=Certificate.of_json(stage["certificate"]),
                tree=tuple(map(_entry_of, stage.get("tree", ()))),
            )
            for stage in answer["stages"]
        ),
        infeasible_limits=tuple(answer["infeasible_limits"]),
        duals=answer["duals"],
    )


def _entry_of(data: Any) -> Split | Certificate:
    """Return a split or the certificate of a part, as a proof in parts lists them."""
    found = Certificate.of_json(data) if isinstance(data, Mapping) else Split(*data)
    assert found is not None
    return found


def _stage_json(stage: StageResult) -> dict[str, Any]:
    return {
        "name": stage.name,
        "sense": stage.sense,
        "value": stage.value,
        "bound": stage.bound,
        "certified_bound": stage.certified_bound,
        "status": stage.status.value,
        "stopped_by": stage.stopped_by,
        "certificate": None if stage.certificate is None else stage.certificate.to_json(),
        **({"tree": [entry.to_json() for entry in stage.tree]} if stage.tree else {}),
    }
