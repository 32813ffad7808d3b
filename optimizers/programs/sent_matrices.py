"""The matrices of programs, sent to the child process and made readable for MathOpt once each.

Programs in turn often share one: the parts of a proof differ in the sides of columns and rows.
"""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST = 2  # the child keeps as many, the last
Parts = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]  # pointer, column, value


class SentMatrices:
    """What the child holds, in its order: the arrays themselves tell matrices apart."""

    def __init__(self) -> None:
        self._sent: list[Sequence[weakref.ref[Any]]] = []

    def place_of(self, parts: Parts) -> int | None:
        """Return the place of a matrix at the child; None, and noted as sent, for a new one."""
        for place, sent in enumerate(self._sent):
            if all(one() is part for one, part in zip(sent, parts, strict=True)):
                return place
        self._sent = [[weakref.ref(part) for part in parts], *self._sent][:MOST]
        return None

    def forget(self) -> None:
        """Take no matrix as sent: the child is a new one, or did not take the last."""
        self._sent = []


class ReceivedMatrices:
    """The matrices that the child keeps, the last first."""

    def __init__(self) -> None:
        self._kept: list[Any] = []

    def take(self, place: int | None, parts: Parts, columns: int) -> Any:
        """Return the matrix at a place, or a new one, which is kept."""
        if place is None:
            self._kept = [matrix_of(parts, columns), *self._kept][:MOST]
        return self._kept[place or 0]


def matrix_of(parts: Parts, columns: int) -> Any:
    """Return a matrix by rows as MathOpt reads it: in each row by rising column."""
    from ortools.math_opt import sparse_containers_pb2

    pointer, column, value = parts
    row = np.repeat(np.arange(len(pointer) - 1), np.diff(pointer))
    order = np.argsort(row * columns + column, kind="stable")  # quick where nearly in order
    proto = sparse_containers_pb2.SparseDoubleMatrixProto()
    proto.row_ids.extend(row[order].tolist())
    proto.column_ids.extend(column[order].tolist())
    proto.coefficients.extend(value[order].tolist())
    return proto
