"""Many pieces at once: processes of this machine, or a Dask cluster, with the same answers.

Pieces are handed out in order and answers taken in order, so the result does not depend on how many
workers there are or which is faster. A worker that dies loses nothing: what it was working on is
handed out again, and in the end solved here.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import Any, Protocol

from optimizers.programs.highs import Answer, Highs, Program, shared, solve_here
from optimizers.programs.subproblem import Found, Work, solve_piece
from optimizers.result import ClusterError, ClusterFault

TRIES = 2  # of a piece by workers that die over it; then it is solved here
PATIENCE_S = 20.0  # between looks whether a cluster still has workers
CONNECT_S = 10.0  # to wait for a scheduler
_one_at_a_time = threading.Lock()


class Inline(Highs):
    """HiGHS in the process that asks: for workers, which are guarded by whoever started them."""

    def start(self) -> None:
        """Do nothing: there is no child."""

    def solve(
        self,
        program: Program,
        *,
        guard_s: float,
        node_limit: int | None = None,
        seed: int = 1,
        hint: Any = None,
    ) -> Answer:
        """Solve at once, one program at a time even where a worker has several threads."""
        with _one_at_a_time:
            return solve_here(program, guard_s, node_limit, seed, hint)


def answer(work: Work) -> Found:
    """Solve a piece in a worker."""
    return solve_piece(work, Inline())


class Crew(Protocol):
    """Who solves the pieces."""

    def run(self, count: int, work_of: Callable[[int], Work]) -> Iterator[Found]:
        """Yield what is found about the pieces 0.. in order; pieces are made when needed."""

    def close(self) -> None:
        """Let the workers go."""


class Alone:
    """No workers: this process, with its one child for HiGHS."""

    def run(self, count: int, work_of: Callable[[int], Work]) -> Iterator[Found]:
        """Yield the answers one after another."""
        for number in range(count):
            yield solve_piece(work_of(number), shared())

    def close(self) -> None:
        """Do nothing."""


class Processes:
    """Workers on this machine, started when first needed, one solver thread each."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def run(self, count: int, work_of: Callable[[int], Work]) -> Iterator[Found]:
        """Yield the answers in order, a few pieces ahead."""
        ahead: deque[tuple[Work, Future[Found]]] = deque()
        number = 0
        while number < count or ahead:
            while number < count and len(ahead) < 3 * self.workers:
                work = work_of(number)
                ahead.append((work, self._submit(work)))
                number += 1
            work, future = ahead.popleft()
            yield self._answer(work, future, ahead)

    def _answer(
        self, work: Work, future: Future[Found], ahead: deque[tuple[Work, Future[Found]]]
    ) -> Found:
        for _ in range(TRIES):
            try:
                return future.result()
            except BrokenProcessPool:
                self._renew(ahead)
                future = self._submit(work)
        try:
            return future.result()
        except BrokenProcessPool:
            self._renew(ahead)
            return solve_piece(work, shared())

    def _submit(self, work: Work) -> Future[Found]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self.workers, mp_context=get_context("spawn"), initializer=_settle
            )
        try:
            return self._pool.submit(answer, work)
        except BrokenProcessPool as fault:
            lost: Future[Found] = Future()
            lost.set_exception(fault)
            return lost

    def _renew(self, ahead: deque[tuple[Work, Future[Found]]]) -> None:
        """Start new workers, and hand out again what died with the old ones."""
        self.close()
        for k, (work, future) in enumerate(ahead):
            if not future.done() or future.cancelled() or future.exception() is not None:
                ahead[k] = work, self._submit(work)

    def close(self) -> None:
        """End the workers, whatever they are doing."""
        if self._pool is None:
            return
        busy = list((self._pool._processes or {}).values())
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in busy:
            process.kill()
        for process in busy:
            process.join()
        self._pool = None


def _settle() -> None:
    """Leave Ctrl-C to the parent, end with it, and keep the solver's words off the screen."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)


def _end_with_parent() -> None:
    """End this process when its parent is gone, however that ended."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


class Cluster:
    """Workers of a Dask scheduler, each with Kholboo installed."""

    def __init__(self, address: str) -> None:
        """Connect; raises ClusterError where that fails."""
        try:
            import distributed
        except ImportError as fault:
            raise ClusterError(ClusterFault.NOT_INSTALLED, address) from fault
        client: Any = distributed.Client
        try:
            self._client: Any = client(address, timeout=CONNECT_S, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as fault:
            raise ClusterError(ClusterFault.NO_SCHEDULER, address) from fault
        if not self._client.nthreads():
            self.close()
            raise ClusterError(ClusterFault.NO_WORKERS, address)

    def run(self, count: int, work_of: Callable[[int], Work]) -> Iterator[Found]:
        """Yield the answers in order; the scheduler hands out again what a lost worker held."""
        ahead: deque[tuple[Work, Any]] = deque()
        number = 0
        while number < count or ahead:
            room = 3 * max(sum(self._client.nthreads().values()), 1)
            while number < count and len(ahead) < room:
                work = work_of(number)
                ahead.append((work, self._client.submit(answer, work, pure=False, retries=TRIES)))
                number += 1
            work, future = ahead.popleft()
            yield self._answer(work, future)

    def _answer(self, work: Work, future: Any) -> Found:
        from concurrent.futures import CancelledError

        from distributed.scheduler import KilledWorker

        while True:
            try:
                found = future.result(timeout=PATIENCE_S)
            except TimeoutError:
                if not self._client.nthreads():  # nobody is left to wait for
                    break
            except (KilledWorker, CancelledError, OSError):
                break
            else:
                assert isinstance(found, Found)
                return found
        future.cancel()
        return solve_piece(work, shared())

    def close(self) -> None:
        """Leave the cluster; its workers stay."""
        self._client.close(timeout=5)


def crew_of(workers: int | None, cluster: str | None) -> Crew:
    """Return who is to solve: a cluster, `workers` processes, or as many as there are cores.

    One worker is this process. Raises ValueError on an unknown cluster or a senseless number.
    """
    if cluster is not None:
        return Cluster(cluster)
    if workers is None:
        workers = cores()
    if workers < 1:
        raise ValueError(f"workers is {workers}, expected 1 or more")
    return Alone() if workers == 1 else Processes(workers)


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
