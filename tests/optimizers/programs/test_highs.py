"""The child process that solves programs: what it loads, and what it leaves alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = """
print("loaded")
from optimizers.problem import Problem
from optimizers.solve import solve

one = Problem(
    node_ids=("root", "a"), prize=(0, 5), arc_ids=("arc",), tail=(0,), head=(1,), loss=(0,)
)
from optimizers.programs.highs import shared

shared().start()
assert solve(one).objective == 5
import numpy as np
from optimizers.programs.highs import Program

program = Program(
    objective=np.ones(1), lower=np.zeros(1), upper=np.ones(1), pointer=np.array([0, 1]),
    column=np.zeros(1, np.int64), value=np.ones(1), row_lower=np.zeros(1), row_upper=np.ones(1),
    integer=True,
)
assert shared().solve(program, guard_s=60).objective == 1.0
print(__file__, __spec__)
"""


def test_the_child_does_not_run_the_script_of_its_parent(tmp_path: Path) -> None:
    """A script without a guard is run once, and knows its own name afterwards."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=300
    )

    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines() == ["loaded", f"{script} None"]
