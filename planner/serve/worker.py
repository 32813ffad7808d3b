"""A process that makes one quick plan after another, and remembers what it read and made.

It runs the same commands as a terminal, in the order they are given; only that its tables, offers
and libraries are already there. Orders are lines of JSON: what to prepare, or the words of a
command with the files for its output and its progress. It says how each command ended, and ends
itself when nobody gives orders any more: the command that runs is finished first.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO, Any

from planner.errors import PlannerError
from planner.project.kept_answers import kept_of, remember_between_commands

_SOON_S = 0.2  # until a command that was stopped before it began is interrupted


def serve_orders(main: Callable[[], None]) -> None:
    """Follow the orders on the standard input; `main` runs the command that `sys.argv` names."""
    told = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere, interrupts = Path(os.devnull), _Interrupts()
    remember_between_commands()
    interrupts.listen()
    _tell(told, {"ready": True})
    with _streams(nowhere, nowhere):
        for line in sys.stdin.buffer:
            order = json.loads(line)
            if "prepare" in order:
                _prepare(interrupts, **order["prepare"])
            else:
                code = _run(main, order, interrupts)
                _tell(told, {"ended": order["number"], "code": code})


def _tell(told: IO[str], said: Mapping[str, Any]) -> None:
    try:
        told.write(json.dumps(said) + "\n")
        told.flush()
    except OSError:  # the server was killed: the command's own files say how it ended
        return


@contextmanager
def _streams(output: Path, progress: Path) -> Iterator[None]:
    """Let both streams of this process go into files, and then back to where they went."""
    sys.stdout.flush()
    sys.stderr.flush()
    before = os.dup(1), os.dup(2)
    with output.open("ab") as out, progress.open("ab") as err:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
    try:
        yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        for number, stream in zip(before, (1, 2), strict=True):
            os.dup2(number, stream)
            os.close(number)


@dataclass(slots=True)
class _Interrupts:
    """Counts the interrupts; one that came for a command before it began is not lost."""

    count: int = 0
    _are_raised: bool = False

    def listen(self) -> None:
        """Take interrupts from here on."""
        signal.signal(signal.SIGINT, self._note)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.count += 1
        if self._are_raised:
            raise KeyboardInterrupt

    @contextmanager
    def raised(self) -> Iterator[None]:
        """Let interrupts interrupt, here and nowhere else."""
        try:
            self._are_raised = True
            yield
        finally:
            self._are_raised = False
            self.listen()  # a command that ends listens no more


def _run(main: Callable[[], None], order: Mapping[str, Any], interrupts: _Interrupts) -> int:
    """Run one command, and return the code that its process would have ended with.

    The order says how many interrupts were sent before it: one more was meant for this command.
    """
    sys.argv = ["kholboo", *order["words"]]
    if interrupts.count > order["interrupts"]:
        threading.Timer(_SOON_S, signal.raise_signal, [signal.SIGINT]).start()
    interrupts.count = order["interrupts"]
    try:
        with _streams(Path(order["output"]), Path(order["progress"])), interrupts.raised():
            main()
    except SystemExit as end:
        return int(end.code or 0)
    except KeyboardInterrupt:
        return 130
    return 0


def _prepare(interrupts: _Interrupts, folder: str, scenario: str | None) -> None:
    """Read and make what the next plan of a scenario needs, until somebody stops that.

    What is wrong with the input is for the plan to tell.
    """
    from planner.pipeline.prepare import read_project
    from planner.project.kept_offers import offers_for

    with suppress(KeyboardInterrupt, PlannerError, OSError, ValueError), interrupts.raised():
        kept = kept_of(Path(folder))
        _load_solver()
        offers_for(read_project(Path(folder), scenario, kept=kept), kept)


def _load_solver() -> None:
    """Solve a problem of one arc: that loads the solver, its kernels and its child process."""
    from optimizers.problem import Problem
    from optimizers.solve import solve
    from planner.exports import registry  # noqa: F401 (loads what writes a page)

    one = Problem(
        node_ids=("root", "site"), prize=(0, 1), arc_ids=("arc",), tail=(0,), head=(1,), loss=(0,)
    )
    solve(one, effort=0, workers=1)
