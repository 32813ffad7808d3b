"""Reading a file once in a process of its own, which may be killed by it without harm.

Old workbooks (.xls) and Parquet files say in their own headers how much memory their readers shall
take, and the readers obey: a file of five kilobytes ends the process that reads it. Nothing short
of reading such a file tells whether it does so. A child process with limits on memory and time
reads it first; where the system has no such limits (Windows), the child still dies alone.
"""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from typing import Literal

Reader = Literal["workbook", "parquet"]

LONGEST_SECONDS = 120
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); import inventory.probe as p; "


def survives(reader: Reader, data: bytes, most_bytes: int) -> bool:
    """Return whether a child process reads a file to its end within memory and time."""
    code = _START + f"p.child({reader!r}, {most_bytes:d})"
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", "-c", code, json.dumps(sys.path)],
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def child(reader: Reader, most_bytes: int) -> None:
    """Read the file on stdin as `reader` does, within limits of this process."""
    read = _workbook if reader == "workbook" else _parquet
    data = sys.stdin.buffer.read()
    with contextlib.suppress(ImportError):
        _limit(most_bytes)
    read(data)


def _limit(most_bytes: int) -> None:
    """Allow this process so much memory more than it has, and two minutes; leave no core dump."""
    import resource  # not on Windows

    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - before heavy imports
        pages = int(file.read().split()[0])
    most = pages * resource.getpagesize() + most_bytes
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_SECONDS, LONGEST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _workbook(data: bytes) -> None:
    """Read every sheet as `inventory.workbooks` does."""
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in workbook.sheet_names:
        workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _parquet(data: bytes) -> None:
    """Read every column as `inventory.layers` does."""
    from inventory.parquet_files import read_columns

    read_columns(data)
