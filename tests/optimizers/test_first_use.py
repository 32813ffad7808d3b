"""What is compiled after the installation is what a plan calls."""

from __future__ import annotations

import subprocess
import sys

OTHERS = {
    *("local_search _ball", "local_search _labels"),  # of large problems
    *("partition _balls", "partition _packed", "partition branches"),
    "hop_capacity _relieved",  # where a plan loads an arc too much
    *("raises _longer", "tree_heuristics _order"),  # called by other kernels alone
    *(f"tree_growth {name}" for name in ("_above", "_fits", "_score", "_spread")),
}
"""Kernels that a plan of a country like the example does not call from Python."""
PROGRAM = """
import importlib, pkgutil, optimizers.graph
from optimizers.first_use import compile_kernels
if __name__ == "__main__":
    compile_kernels()
    for found in pkgutil.iter_modules(optimizers.graph.__path__):
        module = importlib.import_module(f"optimizers.graph.{found.name}")
        for name, one in vars(module).items():
            if getattr(one, "__module__", "") == module.__name__ and hasattr(one, "signatures"):
                print(bool(one.signatures), found.name, name)
"""


def test_every_kernel_of_a_plan_is_compiled() -> None:
    """A kernel that no problem calls at first would be compiled while somebody waits for a plan."""
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    called = {line.removeprefix("True ") for line in told if line.startswith("True ")}
    not_called = {line.removeprefix("False ") for line in told if line.startswith("False ")}

    assert len(called) >= 10
    assert not_called <= OTHERS
