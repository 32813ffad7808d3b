"""Commands that run beside the server: the same that a terminal would, with their progress.

A command writes into files of `.kholboo/jobs/`, not into pipes: it goes on, and ends well, when
the browser is closed and even when the server is killed.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import IO, Any

from inventory.kept import FOLDER
from planner.language.labels import LABELS
from planner.serve.refused import RefusedError
from planner.serve.standing import Turn, Worker

JOBS = "jobs"
_MOST_KEPT = 20  # outputs of commands that are kept, two files each
_MOST_OUTPUT_BYTES = 64 * 2**20
_MOST_PROGRESS_BYTES = 4 * 2**20
_HAS_WORKER = os.name == "posix"  # elsewhere a process cannot be interrupted and go on
# A shell that starts us in the background has Ctrl-C ignored, also for our children: not so here.
_RUN_CLI = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    " import cli; cli.main()"
)


@dataclass(kw_only=True)
class Job:
    """One command, while it runs and after it."""

    number: int
    kind: str  # "quick", "full" or "check"
    words: Sequence[str]  # as a person would type them, without "kholboo"
    process: subprocess.Popen[bytes] | Turn
    output: Path
    progress: Path
    began: float = field(default_factory=time.monotonic)
    took: float | None = None
    is_stopping: bool = False

    @property
    def command(self) -> str:
        """The command line that does the same in a terminal."""
        return shlex.join(["kholboo", *self.words])

    @property
    def running(self) -> bool:
        """Whether the command has not ended."""
        if self.process.poll() is None:
            return True
        if self.took is None:
            self.took = time.monotonic() - self.began
        return False

    def stop(self) -> None:
        """Send the command what Ctrl-C sends: it keeps the best plan so far."""
        if self.running:
            self.is_stopping = True
            self.process.send_signal(
                signal.SIGINT if os.name == "posix" else signal.CTRL_BREAK_EVENT  # type: ignore[attr-defined,unused-ignore]
            )

    def answer(self) -> Mapping[str, Any] | None:
        """Return the object that the command printed, None where it printed none."""
        try:
            if self.output.stat().st_size > _MOST_OUTPUT_BYTES:
                return None
            found = json.loads(self.output.read_bytes())
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def steps(self) -> list[dict[str, Any]]:
        """Return the steps told so far, in order."""
        found = []
        with suppress(OSError), self.progress.open("rb") as stream:
            for line in stream.read(_MOST_PROGRESS_BYTES).splitlines():
                with suppress(ValueError):
                    step = json.loads(line)
                    if isinstance(step, dict) and "stage" in step:
                        found.append(step)
        return found

    def state(self) -> dict[str, Any]:
        """Return what the page shows of the command."""
        running = self.running
        seconds = self.took if self.took is not None else time.monotonic() - self.began
        found: dict[str, Any] = {
            "number": self.number,
            "kind": self.kind,
            "command": self.command,
            "running": running,
            "stopping": running and self.is_stopping,
            "seconds": round(seconds, 1),
            "steps": self.steps()[-1:],
        }
        if not running:
            answer = self.answer() or {}
            data = answer.get("data") or {}
            found |= {
                "code": self.process.returncode,
                "status": answer.get("status", "bug"),
                "warnings": answer.get("warnings", []),
                "findings": len(answer.get("findings", [])),
                "run": data.get("run_id") or None,
            }
        return found


@dataclass(kw_only=True)
class Jobs:
    """The commands of one server: at most one plan and one check at a time.

    Quick plans are made by a process that stays, and has read the project before it is asked.
    """

    folder: Path
    plan: Job | None = None
    check: Job | None = None
    _number: int = 0
    _lock: Lock = field(default_factory=Lock)
    keeps_ready: bool = False  # whether the next quick plan is prepared when the input changes
    _worker: Worker = field(default_factory=lambda: Worker(apart=_apart()))

    def prepare(self, scenario: str | None) -> None:
        """Have read and made, beside what runs, what the next quick plan needs."""
        if _HAS_WORKER and self.keeps_ready:
            self._worker.prepare(self.folder, scenario)

    def start_plan(self, kind: str, options: Sequence[str]) -> Job:
        """Start a plan; raises RefusedError while another one of this page is being made."""
        with self._lock:
            if self.plan is not None and self.plan.running:
                raise RefusedError(LABELS["serve.plan_is_running"])
            self.plan = self._start(kind, "plan", options, ("--log-json",))
            return self.plan

    def start_check(self, options: Sequence[str]) -> Job:
        """Start a check; one that is running is stopped, as what it reads has changed."""
        with self._lock:
            if self.check is not None:
                self.check.stop()
            self.check = self._start("check", "check", options, ())
            return self.check

    def _start(self, kind: str, verb: str, options: Sequence[str], more: Sequence[str]) -> Job:
        words = [verb, *options, "-C", str(self.folder)]
        place = self.folder / FOLDER / JOBS
        place.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError), (self.folder / FOLDER / ".gitignore").open("xb") as ignored:
            ignored.write(b"*\n")
        _forget_old(place)
        output, stream = _new_file(place, verb)
        progress = output.with_suffix(".err")
        typed = [*words, "--json", *more]
        process: subprocess.Popen[bytes] | Turn
        with stream, progress.open("wb") as told:
            if kind == "quick" and _HAS_WORKER:
                process = self._worker.run(typed, output, progress)
            else:
                process = subprocess.Popen(
                    [sys.executable, "-P", "-c", _RUN_CLI, *typed],
                    stdin=subprocess.DEVNULL,
                    stdout=stream,
                    stderr=told,
                    **_apart(),
                )
        self._number += 1
        return Job(
            number=self._number,
            kind=kind,
            words=words,
            process=process,
            output=output,
            progress=progress,
        )

    def stop_all(self) -> None:
        """Stop whatever runs, as Ctrl-C would."""
        for job in (self.plan, self.check):
            if job is not None:
                job.stop()

    def wait(self, seconds: float) -> bool:
        """Wait for what runs to end, and return whether it did."""
        until = time.monotonic() + seconds
        while any(job is not None and job.running for job in (self.plan, self.check)):
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True

    def close(self) -> None:
        """Let the process of the quick plans end once it has nothing left to do."""
        self._worker.close()


def _apart() -> dict[str, Any]:
    """Return what keeps a Ctrl-C in our terminal from a command: we pass it on ourselves."""
    if os.name == "posix":
        return {"start_new_session": True}
    return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}  # type: ignore[attr-defined,unused-ignore]


def _new_file(place: Path, verb: str) -> tuple[Path, IO[bytes]]:
    """Return a file that no other server writes, open for writing."""
    number = 1 + max((int(p.stem.split("-")[0]) for p in place.glob("[0-9]*-*.out")), default=0)
    while True:
        path = place / f"{number:06}-{verb}.out"
        with suppress(FileExistsError):
            return path, path.open("xb")
        number += 1


def _forget_old(place: Path) -> None:
    """Remove the oldest outputs."""
    for path in sorted(place.glob("[0-9]*-*.out"))[:-_MOST_KEPT]:
        for one in (path, path.with_suffix(".err")):
            with suppress(OSError):
                one.unlink(missing_ok=True)
