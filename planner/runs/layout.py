"""Names of the files of a run folder, and faults of the file system in plain words."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from planner.errors import PlannerError
from planner.language.said import Said, said

RUNS = "runs"
MANIFEST, PLAN, PROBLEM, ANSWER = "manifest.json", "plan.json", "problem.json", "certificate.json"
VERIFIER = "verify.py"
START = "start.json"  # what a search began with, where it began with another run
INPUTS = "inputs"
PROJECT_FILE = "kholboo.toml"
SEAL, SIGNATURES = "seal.json", "signatures"  # beside the manifest, not listed in it
LINE_ENDS = ".gitattributes"  # keeps git from changing line ends
OUTSIDE = "outside"  # copies of inputs that lie outside the project folder


class RunError(PlannerError):
    """A run cannot be written or read; the message says what to do."""


@contextmanager
def file_trouble(where: Path) -> Iterator[None]:
    """Turn a refusal of the file system into a sentence with the next step."""
    try:
        yield
    except OSError as fault:
        raise RunError(_in_words(where, fault)) from fault


def _in_words(where: Path, fault: OSError) -> Said:
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return said(
            "the disk is full: nothing was written to {where}; free some space and plan again",
            where=where,
        )
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return said(
            "{where} cannot be written ({reason}); make it writable, or copy the project to a"
            " folder of yours and plan there",
            where=where,
            reason=fault.strerror,
        )
    return said(
        "{where}: {reason}; nothing was written; put this right and plan again",
        where=where,
        reason=fault.strerror or fault,
    )


def read_json(path: Path) -> Any:
    """Return the content of a JSON file; raises RunError, in words, when that is not possible."""
    try:
        return json.loads(path.read_bytes())
    except OSError as fault:
        raise RunError(
            said("{path}: {strerror}; is this a run folder?", path=path, strerror=fault.strerror)
        ) from fault
    except ValueError as fault:
        raise RunError(
            said(
                "{path}: not readable as JSON ({fault}); restore the run folder",
                path=path,
                fault=fault,
            )
        ) from fault
