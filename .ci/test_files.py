"""Fetch what only tests need and no dependency brings, from packages that carry it.

- The OCDS 1.1.5 schemas: the standard publishes them on its website only, and the source package
  of its own command-line kit has them among its test data, the release schema with every
  registered extension applied. Apache-2.0, Open Contracting Partnership.
- axe, which looks for what keeps people from using a page: one file of a package that otherwise
  asks for a browser's driver. MPL-2.0, Deque Systems.

They are pinned by their content. Nothing of them is committed or shipped.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

SHARE = Path(sys.prefix) / "share"


@dataclass(frozen=True)
class Wanted:
    """Files of a package: where they go, and of each its path in the package and SHA-256."""

    package: str
    place: str  # folder below SHARE
    files: dict[str, tuple[str, str]]
    is_source: bool  # of a source package; else of a wheel
    skipped: str  # which tests are left out without them

    def missing(self) -> bool:
        """Return whether a file is not there yet."""
        return not all((SHARE / self.place / name).is_file() for name in self.files)


WANTED = (
    Wanted(
        package="ocdskit==1.7.0",
        place="ocds-1.1.5",
        files={
            "release-package-schema.json": (
                "tests/fixtures/release-package-schema.json",
                "44a9d8d66001af8e44112b45f5cc7923ee2f40f4790e816f90af1782c5885ee5",
            ),
            "release-schema.json": (
                "tests/fixtures/a/release-schema.json",
                "0754553c7ee5183debc3521e34882bca7dbf66521a3e3bc5423d67c34011e2f9",
            ),
        },
        is_source=True,
        skipped="the tests of the OCDS schemas",
    ),
    Wanted(
        package="axe-playwright-python==0.1.8",
        place="axe-4.12.1",
        files={
            "axe.min.js": (
                "axe_playwright_python/axe.min.js",
                "84494fec757e4710dc751c8d7a636e457f4532f08f85c86dc9070133fbff53bc",
            ),
        },
        is_source=False,
        skipped="the tests of pages with axe",
    ),
)


def fetch(wanted: Wanted, folder: Path) -> Path:
    """Download a package with pip and return it."""
    kind = "--no-binary" if wanted.is_source else "--only-binary"
    pip = [sys.executable, "-m", "pip", "--quiet", "download", "--no-deps"]
    name = wanted.package.partition("==")[0]
    subprocess.run([*pip, kind, name, "--dest", folder, wanted.package], check=True)
    return next(folder.iterdir())


def content(package: Path, path: str) -> bytes:
    """Return a file of a package; empty where it has none of this path."""
    if package.suffix == ".whl":
        with zipfile.ZipFile(package) as wheel:
            return wheel.read(path) if path in wheel.namelist() else b""
    with tarfile.open(package) as archive:
        top = archive.getnames()[0].partition("/")[0]
        member = archive.extractfile(f"{top}/{path}")
        return b"" if member is None else member.read()


def extract(wanted: Wanted, package: Path) -> None:
    """Lay files into the environment; ends with a message when one is not as expected."""
    place = SHARE / wanted.place
    place.mkdir(parents=True, exist_ok=True)
    for name, (path, sha256) in wanted.files.items():
        found = content(package, path)
        if hashlib.sha256(found).hexdigest() != sha256:
            sys.exit(f"{path} of {wanted.package} is not the file that was checked")
        (place / name).write_bytes(found)


def main() -> None:
    """Fetch what is not there yet."""
    for wanted in (one for one in WANTED if one.missing()):
        with tempfile.TemporaryDirectory() as folder:
            try:
                extract(wanted, fetch(wanted, Path(folder)))
            except subprocess.CalledProcessError:
                told = f"No {wanted.place} can be had: {wanted.skipped} will be left out"
                print(told, file=sys.stderr)


if __name__ == "__main__":
    main()
