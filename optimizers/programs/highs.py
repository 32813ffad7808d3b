"""Linear and integer programs by HiGHS through OR-Tools MathOpt, in a child process.

A linear program that starts from the basis of the one before goes to GLOP, whose dual simplex
method goes on from there; MathOpt's HiGHS begins anew. Whatever GLOP does not solve, HiGHS does.

A child, because a solve in progress swallows Ctrl-C and can only be ended from outside, and because
a fault of the library must not take the plan along. One thread, gap tolerances 0, a node limit as
the measure of work; the wall guard only ends runs that got out of hand, and says so.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing.connection import Connection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizers.programs.sent_matrices import Parts, ReceivedMatrices, SentMatrices, matrix_of
from optimizers.programs.without_main import without_main

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Statuses = tuple[Ints, Ints]  # of the columns and the rows of a basis, in MathOpt's numbers
FREE, AT_LOWER, BASIC = 1, 2, 5


class SolverError(RuntimeError):
    """HiGHS or its child process failed; the message carries the cause in its own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """maximise objective . x, row_lower <= A x <= row_upper, lower <= x <= upper.

    A is given by rows: entries of row i are at pointer[i]..pointer[i + 1] of column and value.
    """

    objective: Floats
    lower: Floats
    upper: Floats
    pointer: Ints
    column: Ints
    value: Floats
    row_lower: Floats
    row_upper: Floats
    integer: bool = False
    continuous: int = 0  # columns at the end that stay continuous in an integer program
    start: Statuses | None = None  # a basis of the linear program
    hasty: bool = False  # whether GLOP's word is taken that a program from a basis has no solution
    gap: float = 0.0  # relative gap at which an integer program ends

    @property
    def matrix(self) -> Parts:
        """Return pointer, column and value of A."""
        return self.pointer, self.column, self.value

    def without_matrix(self) -> Program:
        """Return the program for a child that has its matrix."""
        none = np.zeros(0, np.int64)
        return replace(self, pointer=none, column=none, value=np.zeros(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the solver said: `x` is None without a solution, `bound` None without a bound."""

    status: str  # "optimal", "infeasible", "limit", "unbounded"
    x: Floats | None
    objective: float | None
    bound: float | None
    row_dual: Floats | None
    column_dual: Floats | None
    stopped_by: str | None = None  # "work" or "time"
    basis: Statuses | None = None


class Highs:
    """A child process that solves programs one after another, started when first needed."""

    def __init__(self) -> None:
        self._process: Any = None
        self._pipe: Connection | None = None
        self._matrices = SentMatrices()

    def start(self) -> None:
        """Start the child if it is not running, so that it loads while the caller works."""
        if self._pipe is not None:
            return
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        with without_main():
            self._process.start()
        theirs.close()
        self._pipe = ours

    def stop(self) -> None:
        """End the child, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None
        self._matrices.forget()

    def solve(
        self,
        program: Program,
        *,
        guard_s: float,
        node_limit: int | None = None,
        seed: int = 1,
        hint: Floats | None = None,
    ) -> Answer:
        """Solve, or end the child after `guard_s` seconds; raises SolverError with the cause.

        A run ended by the guard returns status "limit" without a solution and stopped_by "time".
        """
        self.start()
        assert self._pipe is not None
        try:
            place = self._matrices.place_of(program.matrix)
            sent = program if place is None else program.without_matrix()
            self._pipe.send((sent, place, guard_s, node_limit, seed, hint))
            if not self._pipe.poll(guard_s * 1.25 + 5.0):
                self.stop()
                return _nothing("time")
            kind, payload = self._pipe.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError) as fault:
            code = None if self._process is None else self._process.exitcode
            self.stop()
            raise SolverError(f"the HiGHS process ended by itself (exit code {code})") from fault
        except BaseException:
            self.stop()
            raise
        if kind == "fault":
            self._matrices.forget()
            raise SolverError(payload)
        assert isinstance(payload, Answer)
        return payload


@cache
def shared() -> Highs:
    """Return the one child that all solves of this process use; it ends with the process."""
    return Highs()


def _nothing(stopped_by: str) -> Answer:
    return Answer(
        status="limit",
        x=None,
        objective=None,
        bound=None,
        row_dual=None,
        column_dual=None,
        stopped_by=stopped_by,
    )


def _serve(pipe: Connection) -> None:
    """Answer programs until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for stream in (1, 2):  # HiGHS prints to the process's output, which belongs to the user
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    from ortools.math_opt.python import mathopt  # noqa: F401  (imported while the parent works)

    received = ReceivedMatrices()
    while True:
        try:
            program, place, guard_s, node_limit, seed, hint = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            matrix = received.take(place, program.matrix, len(program.objective))
            pipe.send(("answer", solve_here(program, guard_s, node_limit, seed, hint, matrix)))
        except Exception as fault:
            pipe.send(("fault", _cause(fault)))


def _cause(fault: BaseException) -> str:
    """Return the first cause: MathOpt wraps it in an unrelated AttributeError."""
    chain = [fault]
    while (under := chain[-1].__cause__ or chain[-1].__context__) is not None:
        chain.append(under)
    return f"{type(chain[-1]).__name__}: {chain[-1]}"


def solve_here(
    program: Program,
    guard_s: float,
    node_limit: int | None,
    seed: int,
    hint: Floats | None,
    matrix: Any = None,
) -> Answer:
    """Solve in this process, unguarded: for a child that somebody else can end.

    `matrix` is that of the program as MathOpt reads it, where it was made before. Raises whatever
    MathOpt raises; `SolverError` on an ending without a meaning.
    """
    import datetime

    from ortools.math_opt import model_parameters_pb2
    from ortools.math_opt.python import mathopt
    from ortools.math_opt.solvers import highs_pb2
    from pybind11_abseil.status import StatusNotOk

    if matrix is None:
        matrix = matrix_of(program.matrix, len(program.objective))
    model = _proto(program, matrix)
    if program.start is not None and not program.integer:
        again = _solve_again(program, model, program.start, guard_s)
        if again is not None:
            return again
    options = highs_pb2.HighsOptionsProto(
        int_options={"threads": 1, "random_seed": seed % 2**31},
        double_options={"mip_abs_gap": 0.0, "mip_rel_gap": program.gap},
    )
    parameters = mathopt.SolveParameters(
        time_limit=datetime.timedelta(seconds=guard_s),
        node_limit=node_limit,
        relative_gap_tolerance=program.gap if program.integer else None,
        absolute_gap_tolerance=0.0 if program.integer else None,
        highs=options,
    )
    hints = model_parameters_pb2.ModelSolveParametersProto()
    if hint is not None:
        values = hints.solution_hints.add().variable_values
        values.ids.extend(range(min(len(hint), len(program.objective))))
        values.values.extend(hint[: len(program.objective)].tolist())
    kind = mathopt.SolverType.HIGHS
    try:
        return _answer(program, _run(model, kind, parameters.to_proto(), hints))
    except StatusNotOk:
        if hint is None:
            raise
        hints.Clear()  # HiGHS fails over some hints, even whole and feasible ones
        return _answer(program, _run(model, kind, parameters.to_proto(), hints))


def _solve_again(program: Program, model: Any, start: Statuses, guard_s: float) -> Answer | None:
    """Solve a linear program from a basis with GLOP; None when that does not end well.

    The wall guard is an end as with HiGHS: another solver's answer would be another answer.
    """
    import datetime

    from ortools.math_opt import model_parameters_pb2
    from ortools.math_opt.python import mathopt
    from pybind11_abseil.status import StatusNotOk

    columns, rows = start
    if (columns != BASIC).sum() + (rows != BASIC).sum() != len(columns):
        return None  # not a basis
    limit = mathopt.SolveParameters(time_limit=datetime.timedelta(seconds=guard_s))
    parameters = limit.to_proto()
    parameters.glop.use_dual_simplex = True
    hints = model_parameters_pb2.ModelSolveParametersProto()
    for message, statuses in (
        (hints.initial_basis.variable_status, columns),
        (hints.initial_basis.constraint_status, rows),
    ):
        message.ids.extend(range(len(statuses)))
        message.values.extend(statuses.tolist())
    try:
        result = _run(model, mathopt.SolverType.GLOP, parameters, hints)
        found = _answer(program, result)
    except (SolverError, StatusNotOk):
        return None
    ended = found.status == "optimal" and found.row_dual is not None
    ended = ended or (program.hasty and found.status == "infeasible")
    return found if ended or found.stopped_by == "time" else None


def _run(model: Any, kind: Any, parameters: Any, hints: Any) -> Any:
    """Do what `mathopt.solve` does, without its objects for every column and row."""
    from ortools.math_opt.core.python import solver
    from ortools.math_opt.python import mathopt

    return solver.solve(
        model,
        kind.value,
        mathopt.StreamableSolverInitArguments().to_proto(),
        parameters,
        hints,
        None,
        mathopt.CallbackRegistration().to_proto(),
        None,
        None,
    )


def _proto(program: Program, matrix: Any) -> Any:
    from ortools.math_opt import model_pb2

    columns, rows = len(program.objective), len(program.row_lower)
    proto = model_pb2.ModelProto()
    proto.variables.ids.extend(range(columns))
    proto.variables.lower_bounds.extend(program.lower.tolist())
    proto.variables.upper_bounds.extend(program.upper.tolist())
    whole = columns - program.continuous
    proto.variables.integers.extend([program.integer] * whole + [False] * program.continuous)
    proto.objective.maximize = True
    used = np.flatnonzero(program.objective)
    proto.objective.linear_coefficients.ids.extend(used.tolist())
    proto.objective.linear_coefficients.values.extend(program.objective[used].tolist())
    proto.linear_constraints.ids.extend(range(rows))
    proto.linear_constraints.lower_bounds.extend(program.row_lower.tolist())
    proto.linear_constraints.upper_bounds.extend(program.row_upper.tolist())
    proto.linear_constraint_matrix.CopyFrom(matrix)
    return proto


def _answer(program: Program, proto: Any) -> Answer:
    from ortools.math_opt import result_pb2

    reason = proto.termination.reason
    names = {
        result_pb2.TERMINATION_REASON_OPTIMAL: "optimal",
        result_pb2.TERMINATION_REASON_INFEASIBLE: "infeasible",
        result_pb2.TERMINATION_REASON_INFEASIBLE_OR_UNBOUNDED: "infeasible",  # columns are boxed
        result_pb2.TERMINATION_REASON_FEASIBLE: "limit",
        result_pb2.TERMINATION_REASON_NO_SOLUTION_FOUND: "limit",
    }
    if reason not in names:
        raise SolverError(f"the solver ended with {reason}: {proto.termination.detail}")
    status = names[reason]
    x = row_dual = column_dual = objective = basis = None
    if proto.solutions and proto.solutions[0].HasField("primal_solution"):
        primal = proto.solutions[0].primal_solution
        x = _dense(primal.variable_values, len(program.objective))
        objective = float(program.objective @ x)
        if proto.solutions[0].HasField("dual_solution"):
            dual = proto.solutions[0].dual_solution
            row_dual = _dense(dual.dual_values, len(program.row_lower))
            column_dual = _dense(dual.reduced_costs, len(program.objective))
        if proto.solutions[0].HasField("basis"):
            found = proto.solutions[0].basis
            basis = _statuses(found.variable_status), _statuses(found.constraint_status)
    bound = float(proto.termination.objective_bounds.dual_bound)
    stopped = None
    if status == "limit":
        by_node = proto.termination.limit == result_pb2.LIMIT_NODE
        stopped = "work" if by_node else "time"
    return Answer(
        status=status,
        x=x,
        objective=objective,
        bound=bound if np.isfinite(bound) else None,
        row_dual=row_dual,
        column_dual=column_dual,
        stopped_by=stopped,
        basis=basis,
    )


def _statuses(sparse: Any) -> Ints:
    return np.array(sparse.values, np.int64)


def _dense(sparse: Any, size: int) -> Floats:
    values = np.zeros(size)
    values[np.fromiter(sparse.ids, dtype=np.int64, count=len(sparse.ids))] = np.fromiter(
        sparse.values, dtype=np.float64, count=len(sparse.values)
    )
    return values
