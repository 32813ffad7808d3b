"""What a process and all below it use, read from /proc."""

from __future__ import annotations

import os
from pathlib import Path


def tree_usage(pid: int) -> tuple[float, float]:
    """Return CPU seconds and resident megabytes of a process and all below it (Linux; else 0)."""
    try:
        parents = {int(p.name): _stat(p) for p in Path("/proc").iterdir() if p.name.isdigit()}
    except OSError:
        return 0.0, 0.0
    wanted, grew = {pid}, True
    while grew:
        more = {p for p, s in parents.items() if s is not None and s[0] in wanted} - wanted
        wanted, grew = wanted | more, bool(more)
    found = [s for p in wanted if (s := parents.get(p)) is not None]
    tick, page = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
    return sum(s[1] for s in found) / tick, sum(s[2] for s in found) * page / 2**20


def _stat(process: Path) -> tuple[int, int, int] | None:
    """Return parent, clock ticks (ended children included) and resident pages."""
    try:
        word = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return int(word[1]), sum(int(t) for t in word[11:15]), int(word[21])
