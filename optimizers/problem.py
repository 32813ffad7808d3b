"""The neutral problem: whole numbers on one directed graph, no geography and no hardware.

Node 0 is the root. A plan is a set of arcs that forms an arborescence: every node is entered at
most once, and every entered node is joined to the root by chosen arcs. Entering node v over arc a
earns `prize[v] - loss[a]`. What is not a tree (units from stock, price tiers, payments by fund) is
a column: a whole amount. Limits are linear rows over the chosen arcs and the columns. A required
node must be entered. Radio adds two kinds of limits on ways: at most so many hops from the root,
and at most so much load on an arc from everything below it. Docs: docs/model.md.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

FORMAT = "kholboo-problem/1"
LARGEST = 10**15  # of any number in a problem, so that sums and prices stay exact


class OutOfRange(ValueError):  # noqa: N818 - the value is, not the program
    """A number that a problem cannot hold: where it stands and what it is."""

    def __init__(self, what: str, value: int, least: int) -> None:
        super().__init__(f"{what} holds {value}, outside {least}..{LARGEST}")
        self.what, self.value = what, value


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """lower <= sum of coefficient x chosen arc + coefficient x column amount <= upper.

    None leaves a side open.
    """

    id: str
    title: str  # in the user's words
    unit: str
    arcs: tuple[int, ...]
    coefficients: tuple[int, ...]
    lower: int | None = None
    upper: int | None = None
    columns: tuple[int, ...] = ()
    column_coefficients: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A whole amount 0..upper that is decided beside the tree: units from stock, a tier, a payment.

    `quantities` are per unit, may be negative (a saving), and count in the goals that name them.
    """

    id: str
    upper: int
    title: str = ""  # in the user's words
    quantities: Mapping[str, int] = field(default_factory=dict)
    whole: bool = True  # False: it comes out whole by itself, integer programs need not ask for it


@dataclass(frozen=True, slots=True, kw_only=True)
class HopLimit:
    """On any way from the root at most `most` of these arcs are used."""

    id: str
    title: str  # in the user's words
    arcs: tuple[int, ...]
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What the chosen arcs at or below each of these arcs add up to stays within `upper`.

    `quantity` is a key of Problem.quantities, such as the Mbps that an arc asks for.
    """

    id: str
    title: str  # in the user's words
    unit: str
    arcs: tuple[int, ...]
    quantity: str
    upper: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One stage of the objective: maximise benefit, or minimise a quantity of the arcs.

    A later goal is pursued among the plans that are at least as good in every earlier one.
    """

    name: str
    sense: str  # "max" or "min"
    quantity: str  # "benefit" or a key of Problem.quantities


BENEFIT = Goal(name="benefit", sense="max", quantity="benefit")


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Nodes, arcs, limits and goals; sequences run over nodes or over arcs."""

    node_ids: tuple[str, ...]
    prize: tuple[int, ...]  # per node, >= 0, thousandths of a point
    arc_ids: tuple[str, ...]
    tail: tuple[int, ...]
    head: tuple[int, ...]
    loss: tuple[int, ...]  # per arc, >= 0
    quantities: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # per arc, >= 0
    required: Mapping[int, str] = field(default_factory=dict)  # node -> why, in words
    limits: tuple[Limit, ...] = ()
    goals: tuple[Goal, ...] = (BENEFIT,)
    columns: tuple[Column, ...] = ()
    hops: tuple[HopLimit, ...] = ()
    capacities: tuple[Capacity, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError with the value when anything is not as promised."""
        _check(self)

    def benefit_of(self, arc: int) -> int:
        """Return what entering the head of `arc` over it earns."""
        return self.prize[self.head[arc]] - self.loss[arc]

    def objective_terms(self, goal: Goal) -> list[int]:
        """Return per arc what is to be maximised: benefit, or minus a cost."""
        if goal.quantity == "benefit":
            terms = [self.benefit_of(a) for a in range(len(self.tail))]
        else:
            terms = list(self.quantities[goal.quantity])
        return terms if goal.sense == "max" else [-t for t in terms]

    def column_terms(self, goal: Goal) -> list[int]:
        """Return per column what a unit of it adds to what is to be maximised."""
        sign = 1 if goal.sense == "max" else -1
        return [sign * column.quantities.get(goal.quantity, 0) for column in self.columns]

    def to_json(self) -> dict[str, Any]:
        """Return the problem as plain data, the content of problem.json."""
        data: dict[str, Any] = {
            "format": FORMAT,
            "nodes": {"id": list(self.node_ids), "prize": list(self.prize)},
            "arcs": {
                "id": list(self.arc_ids),
                "tail": list(self.tail),
                "head": list(self.head),
                "loss": list(self.loss),
                **{f"quantity:{k}": list(v) for k, v in sorted(self.quantities.items())},
            },
            "required": [[v, why] for v, why in sorted(self.required.items())],
            "limits": [
                {
                    "id": r.id,
                    "title": r.title,
                    "unit": r.unit,
                    "arcs": list(r.arcs),
                    "coefficients": list(r.coefficients),
                    "lower": r.lower,
                    "upper": r.upper,
                    **_column_entries(r),
                }
                for r in self.limits
            ],
            "goals": [
                {"name": g.name, "sense": g.sense, "quantity": g.quantity} for g in self.goals
            ],
        }
        if self.columns:
            data["columns"] = [
                {
                    "id": c.id,
                    "title": c.title,
                    "upper": c.upper,
                    "quantities": dict(sorted(c.quantities.items())),
                    "whole": c.whole,
                }
                for c in self.columns
            ]
        for name, rows in (("hops", self.hops), ("capacities", self.capacities)):
            if rows:
                data[name] = [{**asdict(r), "arcs": list(r.arcs)} for r in rows]
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Problem:
        """Read what `to_json` wrote; raises ValueError on another format."""
        if data.get("format") != FORMAT:
            raise ValueError(f"format is {data.get('format')!r}, expected {FORMAT!r}")
        arcs = data["arcs"]
        return cls(
            node_ids=tuple(data["nodes"]["id"]),
            prize=tuple(data["nodes"]["prize"]),
            arc_ids=tuple(arcs["id"]),
            tail=tuple(arcs["tail"]),
            head=tuple(arcs["head"]),
            loss=tuple(arcs["loss"]),
            quantities={
                k.removeprefix("quantity:"): tuple(v)
                for k, v in arcs.items()
                if k.startswith("quantity:")
            },
            required=dict(data["required"]),
            limits=tuple(Limit(**_with_tuples(r)) for r in data["limits"]),
            goals=tuple(Goal(**g) for g in data["goals"]),
            columns=tuple(Column(**c) for c in data.get("columns", ())),
            hops=tuple(HopLimit(**_with_tuples(h)) for h in data.get("hops", ())),
            capacities=tuple(Capacity(**_with_tuples(c)) for c in data.get("capacities", ())),
        )


def _with_tuples(data: Mapping[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}


def _column_entries(row: Limit) -> dict[str, list[int]]:
    """Return the columns of a limit as plain data; nothing where it has none."""
    if not row.columns:
        return {}
    return {"columns": list(row.columns), "column_coefficients": list(row.column_coefficients)}


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found to be as promised: a problem is often another one with few rows changed.

    Parts are told apart by being the same object, which this keeps from being another's place.
    """

    graph: tuple[object, ...]
    limits: Mapping[int, Limit]  # by identity, those that nobody can change
    columns: int

    @classmethod
    def of(cls, p: Problem) -> _Known:
        """Return the parts of a problem that holds what it promises."""
        fixed = (r for r in p.limits if all(type(part) is tuple for part in _parts_of(r)))
        return cls(_graph_of(p), {id(r): r for r in fixed}, len(p.columns))

    def has_graph(self, p: Problem) -> bool:
        """Return whether nodes and arcs of a problem are the very ones that were looked at."""
        graph = _graph_of(p)
        same = len(graph) == len(self.graph)
        same = same and all(one is two for one, two in zip(graph, self.graph, strict=True))
        return same and all(type(part) in (tuple, str) for part in graph)


_known: deque[_Known] = deque(maxlen=3)  # a problem, the same in layers, and the one before


def _graph_of(p: Problem) -> tuple[object, ...]:
    figures = (x for name, values in p.quantities.items() for x in (name, values))
    return p.node_ids, p.prize, p.arc_ids, p.tail, p.head, p.loss, *figures


def _parts_of(row: Limit) -> tuple[object, ...]:
    return row.arcs, row.coefficients, row.columns, row.column_coefficients


def _check(p: Problem) -> None:
    known = next((k for k in _known if k.has_graph(p)), None)
    arcs, columns = len(p.arc_ids), len(p.columns)
    if known is None:
        _check_graph(p)
    _unique("limit", [r.id for r in p.limits])
    _unique("goal", [g.name for g in p.goals])
    for v in p.required:
        if not 0 < v < len(p.node_ids):
            raise ValueError(f"required node {v} is not among 1..{len(p.node_ids) - 1}")
    _check_columns(p)
    seen = {} if known is None or known.columns != columns else known.limits
    for row in p.limits:
        if id(row) not in seen:
            _check_limit(row, arcs, columns)
    _check_radio(p, arcs)
    _check_goals(p)
    _known.appendleft(_Known.of(p))


def _check_graph(p: Problem) -> None:
    nodes, arcs = len(p.node_ids), len(p.arc_ids)
    if nodes == 0:
        raise ValueError("a problem needs a root: node_ids is empty")
    _unique("node", p.node_ids)
    _unique("arc", p.arc_ids)
    _lengths("prize", p.prize, nodes)
    for name in ("tail", "head", "loss"):
        _lengths(name, getattr(p, name), arcs)
    for name, values in p.quantities.items():
        if name == "benefit":
            raise ValueError("a quantity may not be called 'benefit'")
        _lengths(name, values, arcs)
        _range(name, values, 0)
    _range("prize", p.prize, 0)
    _range("loss", p.loss, 0)
    for name, ends in (("tail", p.tail), ("head", p.head)):
        if not _all_below(ends, nodes):
            raise ValueError(f"{name} holds a node outside 0..{nodes - 1}")
    if p.prize[0] != 0:
        raise ValueError(f"the root earns nothing, found prize {p.prize[0]}")


def _check_columns(p: Problem) -> None:
    _unique("column", [c.id for c in p.columns])
    for column in p.columns:
        _range(f"upper of column {column.id}", [column.upper], 0)
        _range(f"quantities of column {column.id}", list(column.quantities.values()), -LARGEST)
        if "benefit" in column.quantities:
            raise ValueError(f"column {column.id} may not count as benefit")


def _check_limit(row: Limit, arcs: int, columns: int) -> None:
    _lengths(f"coefficients of limit {row.id}", row.coefficients, len(row.arcs))
    _lengths(f"column coefficients of limit {row.id}", row.column_coefficients, len(row.columns))
    _range(f"limit {row.id}", (*row.coefficients, *row.column_coefficients), -LARGEST)
    _range(f"limit {row.id}", [b for b in (row.lower, row.upper) if b is not None], -LARGEST)
    if len(set(row.arcs)) != len(row.arcs) or not _all_below(row.arcs, arcs):
        raise ValueError(f"limit {row.id} names an arc twice or outside 0..{arcs - 1}")
    if len(set(row.columns)) != len(row.columns) or not _all_below(row.columns, columns):
        raise ValueError(f"limit {row.id} names a column twice or outside 0..{columns - 1}")
    if row.lower is None and row.upper is None:
        raise ValueError(f"limit {row.id} has neither a lower nor an upper side")


def _check_radio(p: Problem, arcs: int) -> None:
    _unique("hop limit", [h.id for h in p.hops])
    _unique("capacity", [c.id for c in p.capacities])
    for what, side, rows in (
        ("hop limit", "most", p.hops),
        ("capacity", "upper", p.capacities),
    ):
        for row in rows:
            _range(f"{side} of {what} {row.id}", [getattr(row, side)], 0)
            if len(set(row.arcs)) != len(row.arcs) or not _all_below(row.arcs, arcs):
                raise ValueError(f"{what} {row.id} names an arc twice or outside 0..{arcs - 1}")
    for capacity in p.capacities:
        if capacity.quantity not in p.quantities:
            raise ValueError(f"capacity {capacity.id}: no quantity {capacity.quantity!r}")


def _check_goals(p: Problem) -> None:
    if not p.goals:
        raise ValueError("a problem needs at least one goal")
    for goal in p.goals:
        if goal.sense not in ("max", "min"):
            raise ValueError(f"goal {goal.name}: sense {goal.sense!r} is neither 'max' nor 'min'")
        if goal.quantity != "benefit" and goal.quantity not in p.quantities:
            raise ValueError(f"goal {goal.name}: no quantity {goal.quantity!r}")


def _unique(what: str, ids: Sequence[str]) -> None:
    if len(set(ids)) != len(ids):
        twice = sorted({i for i in ids if ids.count(i) > 1})[:3]
        raise ValueError(f"{what} ids are not unique: {twice}")


def _all_below(indices: Sequence[int], count: int) -> bool:
    """Return whether all are indices of so many; rows have hundreds of thousands of them."""
    return not indices or (min(indices) >= 0 and max(indices) < count)


def _lengths(what: str, values: Sequence[int], expected: int) -> None:
    if len(values) != expected:
        raise ValueError(f"{what} has {len(values)} values, expected {expected}")


def _range(what: str, values: Sequence[int], least: int) -> None:
    plain = not values or set(map(type, values)) == {int}
    if plain and least <= min(values, default=least) and max(values, default=least) <= LARGEST:
        return
    for value in values:
        if type(value) is not int:
            raise ValueError(f"{what} holds {value!r}, expected a whole number")
        if not least <= value <= LARGEST:
            raise OutOfRange(what, value, least)
