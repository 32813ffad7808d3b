"""Reading a file once in a process of its own, which may be killed by it without harm.

Old workbooks (.xls) and Parquet files say in their own headers how much memory their readers shall
take, and the readers obey: a file of five kilobytes ends the process that reads it. Nothing short
of reading such a file tells whether it does so. A child process with limits on memory and time
reads it first; where the system has no such limits (Windows), the child still dies alone.
Shapefiles and OpenStreetMap files go the same way: no header tells of a polygon of a million rings,
or of blocks that unpack without end.
"""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

Reader = Literal["workbook", "parquet"]

LONGEST_SECONDS = 120
_NOT_NEEDED: Any = ("geopandas", "pandas", "pyarrow", "pyproj", "shapely")
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); import inventory.files.probe as p; "
)


def survives(reader: Reader, data: bytes, most_bytes: int) -> bool:
    """Return whether a child process reads a file to its end within memory and time."""
    return _ends_well(f"p.child({reader!r}, {most_bytes:d})", data)


def layer_survives(path: Path, most_bytes: int, place: Path, options: Mapping[str, Any]) -> bool:
    """Return whether a child process reads a layer of a file to its end within memory and time.

    Options are those of pyogrio. Temporary files go to the folder `place`, at most that large.
    """
    wanted = json.dumps({"path": str(path), "place": str(place), "options": dict(options)})
    return _ends_well(f"p.layer_child({most_bytes:d})", wanted.encode())


def _ends_well(call: str, data: bytes) -> bool:
    """Return whether a call of this module in a child process ends well, with data on its stdin."""
    code = _START + call
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
    with contextlib.suppress(ImportError, OSError, ValueError):
        _limit(most_bytes)
    read(data)


def layer_child(most_bytes: int) -> None:
    """Read the layer that stdin describes as `vectors.layers` does, within limits."""
    # pyogrio looks for them when it is imported, and reading raw needs none: half a second
    sys.modules.update(dict.fromkeys(_NOT_NEEDED))
    import pyogrio

    wanted = json.loads(sys.stdin.buffer.read())
    pyogrio.set_gdal_config_options({"CPL_TMPDIR": wanted["place"]})
    with contextlib.suppress(ImportError, OSError, ValueError):
        _limit(most_bytes)
    pyogrio.raw.read(wanted["path"], return_fids=True, **wanted["options"])


def _limit(most_bytes: int) -> None:
    """Allow this process so much memory more than it has, and two minutes; leave no core dump."""
    import resource  # not on Windows

    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_SECONDS, LONGEST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - before heavy imports
        pages = int(file.read().split()[0])
    most = pages * resource.getpagesize() + most_bytes
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _workbook(data: bytes) -> None:
    """Read every sheet as `inventory.files.workbooks` does."""
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in workbook.sheet_names:
        workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _parquet(data: bytes) -> None:
    """Read every column as `inventory.files.vectors.layers` does."""
    from inventory.files.parquet_files import read_columns

    read_columns(data)
