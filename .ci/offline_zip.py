"""Build a zip that installs Kholboo without internet and without admin rights.

    python .ci/offline_zip.py                   for this machine and this Python
    python .ci/offline_zip.py win_amd64-3.12    for Windows with Python 3.12

The zip holds wheels, constraints and one installer with a starter for each system.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STARTERS = ROOT / ".ci" / "offline"
# pip evaluates environment markers for the machine it runs on: name what Windows needs besides
WINDOWS_ONLY = ("colorama", "tzdata")
TARGET = re.compile(r"(?P<platform>[a-z0-9_]+)-(?P<python>3\.\d+)")


def pip(*arguments: str | Path) -> None:
    """Run pip quietly; a failure ends the build with pip's own message."""
    subprocess.run([sys.executable, "-m", "pip", "--quiet", *map(str, arguments)], check=True)


def gather(wheels: Path, target: str | None) -> dict[str, str | None]:
    """Fill a folder with the wheel of Kholboo and of everything it runs on; return what for."""
    pip("wheel", "--no-deps", "--wheel-dir", wheels, ROOT)
    ours = next(wheels.glob("kholboo-*.whl"))
    pinned = ROOT / "constraints.txt"
    options: list[str | Path] = ["--dest", wheels, "--only-binary=:all:", "--constraint", pinned]
    wanted: list[str | Path] = [f"{ours}[parquet,pdf,sign]"]
    if target is None:
        pip("download", *options, *wanted)
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        return {"platform": None, "system": sys.platform, "python": version}
    match = TARGET.fullmatch(target)
    if match is None:
        sys.exit(f"TARGET is {target!r}, expected a platform and a Python such as win_amd64-3.12")
    platform, python = match["platform"], match["python"]
    if platform.startswith("win"):
        wanted += WINDOWS_ONLY
    options += ["--platform", platform, "--python-version", python, "--implementation", "cp"]
    pip("download", *options, *wanted)
    system = "win32" if platform.startswith("win") else platform.partition("_")[0]
    return {"platform": platform, "system": system, "python": python}


def build(target: str | None) -> Path:
    """Write dist/kholboo-<version>-offline-<target>.zip and return it."""
    with tempfile.TemporaryDirectory() as place:
        content = Path(place) / "kholboo"
        shutil.copytree(STARTERS, content)
        wheels = content / "wheels"
        wheels.mkdir()
        made_for = gather(wheels, target)
        shutil.copy(ROOT / "constraints.txt", content)
        shutil.copy(ROOT / "LICENSE", content)
        (content / "made_for.json").write_text(json.dumps(made_for), encoding="utf-8")
        _fill_in(content, str(made_for["python"]))
        version = next(wheels.glob("kholboo-*.whl")).name.split("-")[1]
        name = target or f"{sys.platform}-{made_for['python']}"
        path = ROOT / "dist" / f"kholboo-{version}-offline-{name}.zip"
        path.parent.mkdir(exist_ok=True)
        _zip(content, path)
    return path


def _fill_in(content: Path, python: str) -> None:
    """Write the version of Python that the wheels need into the starters."""
    for file in content.iterdir():
        if file.suffix in (".bat", ".sh", ".txt"):
            file.write_bytes(file.read_bytes().replace(b"@PYTHON@", python.encode()))


def _zip(content: Path, path: Path) -> None:
    """Write a folder to a zip; wheels are compressed already and are only stored."""
    temporary = path.with_suffix(".part")
    with zipfile.ZipFile(temporary, "w") as archive:
        for file in sorted(content.rglob("*")):
            method = zipfile.ZIP_STORED if file.suffix == ".whl" else zipfile.ZIP_DEFLATED
            archive.write(file, file.relative_to(content.parent), compress_type=method)
    temporary.replace(path)


def main(arguments: Sequence[str]) -> None:
    """Build one zip and say where it is."""
    path = build(arguments[0] if arguments else None)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 2**20:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
