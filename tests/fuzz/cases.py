"""One command in a process of its own, held to the promises of every bad day.

No traceback, an exit code of the contract, limits on time and memory, nothing written anywhere.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 1536 * 2**20
"""Resident memory of the whole process, the interpreter and its libraries among it."""
MOST_ROAD_BYTES = 6 * 2**30
MOST_SECONDS = 150  # of processor time; the slowest reader may try for two minutes in a child
MOST_LAYER_SECONDS = 300  # shapefiles and .osm.pbf: two minutes in a child, then once more here
MOST_WAIT_SECONDS = 1_800  # of wall time, on a busy machine; who waits for a pipe takes no time
_ADDRESS_BYTES = 8 * 2**30


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a command ended, and what it took."""

    code: int  # negative: killed by this signal
    told: str
    seconds: float  # of processor time, its children among it
    most_bytes: int
    written: tuple[str, ...]  # files that appeared, vanished or changed


def faults(
    outcome: Outcome, most_bytes: int = MOST_BYTES, most_seconds: int = MOST_SECONDS
) -> list[str]:
    """Return what a command did that none may do."""
    found = []
    if "Traceback" in outcome.told:
        found.append("a traceback")
    if outcome.code not in (0, 1, 2, 4):
        found.append(f"exit code {outcome.code}")
    if outcome.seconds > most_seconds:
        found.append(f"{outcome.seconds:.0f} s")
    if outcome.most_bytes > most_bytes:
        found.append(f"{outcome.most_bytes / 2**20:.0f} MiB")
    found += [f"wrote {name}" for name in outcome.written]
    return found


def run(arguments: Sequence[str], watched: Path) -> Outcome:
    """Run a command line of Kholboo in a fork of this process and watch a folder meanwhile."""
    import cli

    before = state(watched)
    with tempfile.TemporaryFile() as told, tempfile.TemporaryDirectory() as place:
        child = os.fork()
        if child == 0:
            _in_child(cli, arguments, told.fileno(), Path(place))
        with _ended_after(child, MOST_WAIT_SECONDS):
            _, status, usage = os.wait4(child, 0)
        told.seek(0)
        text = told.read().decode("utf-8", errors="replace")
        left = tuple(sorted(p.name for p in Path(place).iterdir()))
        logs = "".join(p.read_text(errors="replace") for p in Path(place).glob("kholboo-*.log"))
    after = state(watched)
    changed = {k for k in before.keys() | after.keys() if before.get(k) != after.get(k)}
    return Outcome(
        code=os.waitstatus_to_exitcode(status),
        told=text + logs,
        seconds=usage.ru_utime + usage.ru_stime,
        most_bytes=usage.ru_maxrss * 1024,
        written=(*sorted(changed), *left),
    )


@contextlib.contextmanager
def _ended_after(child: int, seconds: int) -> Iterator[None]:
    """Kill a process that is waited for too long."""
    before = signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _in_child(cli: object, arguments: Sequence[str], told: int, place: Path) -> None:
    """Run the command with limits and leave; never returns."""
    code = 99
    try:
        os.dup2(told, 1)
        os.dup2(told, 2)
        os.chdir(place)
        os.environ["TMPDIR"] = tempfile.tempdir = str(place)
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_BYTES, _ADDRESS_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_LAYER_SECONDS * 2, MOST_LAYER_SECONDS * 2))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        cli.shell.main(list(arguments))  # type: ignore[attr-defined]
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            import sys

            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def state(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return every file below a folder with its kind, size and time of change.

    The project's own cache is left out: commands write it, and nothing rests on it.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        if ".kholboo" in path.relative_to(folder).parts:
            continue
        status = path.lstat()
        found[str(path.relative_to(folder))] = (status.st_mode, status.st_size, status.st_mtime_ns)
    return found
