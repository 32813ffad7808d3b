"""The shell of Kholboo: click only, everything else lives in planner."""

from __future__ import annotations


def main() -> None:
    """Run the kholboo command."""
    raise SystemExit("not built yet")
