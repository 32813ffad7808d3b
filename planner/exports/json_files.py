"""JSON as published data: whole, readable, in a fixed order, and without empty members."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_ZIPPED = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold: a clock would change the bytes
DECIMALS = 6  # of a degree: about 0.1 m


def as_json(data: Any) -> str:
    """Return data as JSON text, one member a line, ending with a line break.

    Raises ValueError for numbers that JSON cannot hold.
    """
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def write_json(path: Path, data: Any) -> None:
    """Write data as JSON; raises OSError when the file cannot be written."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(as_json(data))


def write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a zip, in the order given; equal files give equal bytes.

    Raises OSError when the zip cannot be written.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _ZIPPED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)


def filled(members: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members that say something: not None, no empty text, list or object."""
    return {k: v for k, v in members.items() if v is not None and v != "" and v != [] and v != {}}


def rounded(at: tuple[float, float]) -> list[float]:
    """Return a point, longitude first, to about 0.1 m."""
    return [round(at[0], DECIMALS), round(at[1], DECIMALS)]
