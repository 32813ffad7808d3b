"""The seal of a run: the SHA-256 of manifest.json, which lists every other file's.

It stands in seal.json beside the manifest and is printed on no file that the manifest lists, so
that it can cover them all. Whoever hands a run on tells the seal by another way; whoever receives
it compares: `sha256sum manifest.json` is all that it takes.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from planner.files import put_bytes
from planner.language.said import said
from planner.runs.layout import MANIFEST, SEAL, RunError, read_json

SEAL_FORMAT = "kholboo-seal/1"


def manifest_bytes(run_dir: Path) -> bytes:
    """Return manifest.json with the line ends it was written with; raises RunError.

    Git may have made LF to CRLF. No text inside the manifest holds either, so nothing is lost.
    """
    try:
        return (run_dir / MANIFEST).read_bytes().replace(b"\r\n", b"\n")
    except OSError as fault:
        raise RunError(
            said(
                "{path}: {strerror}; is this a run folder?",
                path=run_dir / MANIFEST,
                strerror=fault.strerror,
            )
        ) from fault


def seal_of(run_dir: Path) -> str:
    """Return the seal of a run, 64 hexadecimal digits; raises RunError."""
    return hashlib.sha256(manifest_bytes(run_dir)).hexdigest()


def seal_bytes(run_dir: Path) -> bytes:
    """Return what seal.json of a run has to hold; raises RunError."""
    manifest = read_json(run_dir / MANIFEST)
    if not isinstance(manifest, dict):
        raise RunError(
            said("{path}: not a manifest; restore the run folder", path=run_dir / MANIFEST)
        )
    content: dict[str, Any] = {
        "format": SEAL_FORMAT,
        "run_id": manifest.get("run_id"),
        "fingerprint": manifest.get("fingerprint"),
        "manifest_sha256": seal_of(run_dir),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def write_seal(run_dir: Path) -> str:
    """Write seal.json beside a manifest and return the seal; raises RunError or OSError."""
    content = seal_bytes(run_dir)
    put_bytes(run_dir / SEAL, content)
    return seal_of(run_dir)
