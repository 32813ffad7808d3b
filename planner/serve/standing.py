"""The server's side of the process that makes quick plans: it is started once and given orders."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from typing import Any

_RUN_WORKER = "import cli; from planner.serve.worker import serve_orders; serve_orders(cli.main)"


@dataclass(kw_only=True)
class _Process:
    """One process of a worker, and what is known of it."""

    started: subprocess.Popen[bytes]
    listener: Thread = field(default_factory=Thread)
    turns: dict[int, Turn] = field(default_factory=dict)  # that have not ended
    is_ready: bool = False  # whether it takes interrupts; until then they would end it
    interrupts: int = 0  # sent so far
    lock: Lock = field(default_factory=Lock)

    def interrupt(self) -> None:
        """Interrupt what it does, as soon as it can be."""
        with self.lock:
            self.interrupts += 1
            if self.is_ready:
                self.started.send_signal(signal.SIGINT)

    def listen(self) -> None:
        """Hear how each command ended, until the process has."""
        assert self.started.stdout is not None
        for line in self.started.stdout:
            said = json.loads(line)
            if "ready" in said:
                with self.lock:
                    self.is_ready = True
                    if self.interrupts:
                        self.started.send_signal(signal.SIGINT)
            else:
                self.turns.pop(said["ended"]).returncode = said["code"]


@dataclass(kw_only=True)
class Turn:
    """One command of a worker, told of as a process is."""

    process: _Process
    returncode: int | None = None

    def poll(self) -> int | None:
        """Return the code that the command ended with, None while it runs.

        A worker that died ends its command with its own code.
        """
        if self.returncode is None and not self.process.listener.is_alive():
            self.returncode = self.process.started.wait()
        return self.returncode

    def send_signal(self, _number: int) -> None:
        """Interrupt the command, also before it has begun."""
        self.process.interrupt()


@dataclass(kw_only=True)
class Worker:
    """A process that takes orders; a new one is started where the last one has ended."""

    apart: Mapping[str, Any]  # how a process is started that outlives the server
    _process: _Process | None = None
    _number: int = 0
    _lock: Lock = field(default_factory=Lock)

    def prepare(self, folder: Path, scenario: str | None) -> None:
        """Have everything read and made that the next quick plan needs."""
        with self._lock:
            process = self._running()
            _order(process, {"prepare": {"folder": str(folder), "scenario": scenario}})

    def run(self, words: Sequence[str], output: Path, progress: Path) -> Turn:
        """Have a command run, its output and progress written into files that are there."""
        with self._lock:
            process, number = self._running(), self._number + 1
            turn = process.turns[number] = Turn(process=process)
            order = {"number": number, "words": list(words), "interrupts": process.interrupts}
            _order(process, {**order, "output": str(output), "progress": str(progress)})
            self._number = number
            return turn

    def close(self) -> None:
        """Let the process end: at once while it prepares, else after its command."""
        with self._lock:
            if self._process is None or self._process.started.stdin is None:
                return
            with suppress(OSError):
                self._process.started.stdin.close()
            if not self._process.turns:
                self._process.interrupt()

    def _running(self) -> _Process:
        if self._process is None or self._process.started.poll() is not None:
            started = subprocess.Popen(
                [sys.executable, "-P", "-c", _RUN_WORKER],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                **self.apart,
            )
            self._process = _Process(started=started)
            self._process.listener = Thread(target=self._process.listen, daemon=True)
            self._process.listener.start()
        return self._process


def _order(process: _Process, order: Mapping[str, Any]) -> None:
    assert process.started.stdin is not None
    with suppress(OSError):  # it has just ended, and so have its commands
        process.started.stdin.write(json.dumps(order).encode() + b"\n")
        process.started.stdin.flush()
