"""Workbooks recalculated by LibreOffice, which is started with one profile per process."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


@cache
def _profile() -> Path:
    """Return the profile of this process: the first start fills it, which takes seconds."""
    folder = Path(tempfile.mkdtemp(prefix="kholboo-libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE)
    return folder


def recalculated(paths: Sequence[Path], folder: Path, what: str) -> list[Path]:
    """Open workbooks in LibreOffice, which recalculates them, and return what it saves.

    Where LibreOffice cannot be had the test is skipped, and says what nobody has recalculated.
    """
    if shutil.which("soffice") is None:
        pytest.skip(
            f"LIBREOFFICE IS MISSING: nobody has recalculated {what}. "
            "Install it (Debian: apt-get install libreoffice-calc) and run again."
        )
    out = folder / "recalculated"
    home = f"-env:UserInstallation={_profile().as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=300)
    return [out / path.name for path in paths]
