"""What a command answers: lines, data for programs, and an exit code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any


class ExitCode(IntEnum):
    """Exit codes, the same for every command."""

    OK = 0
    FINDINGS = 1  # the input has errors, or an audit found a difference
    USAGE = 2  # the command line, the configuration or a file that cannot be used
    INFEASIBLE = 3  # the limits cannot hold together
    NO_PLAN = 4  # stopped before there was a plan
    GAP = 5  # a plan, but not within the gap that was asked for
    NOBODY = 6  # no site can gain any benefit: there is nothing to plan
    BUG = 70  # our mistake
    INTERRUPTED = 130  # Ctrl-C; the best plan so far is saved


@dataclass(frozen=True, kw_only=True)
class CommandResult:
    """What a command hands back: people read `lines`, programs read the rest."""

    lines: Iterable[str] = ()  # to stdout
    folded: bool = False  # whether a terminal breaks its lines between words, by our own hand
    data: Any = None
    status: str = "ok"
    code: ExitCode = ExitCode.OK
    findings: Sequence[Mapping[str, Any]] = ()
    warnings: Sequence[str] = ()  # to stderr, with --json inside the object
    more: Mapping[str, Any] = field(default_factory=dict)  # with --json beside the data
