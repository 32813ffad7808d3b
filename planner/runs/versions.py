"""Which libraries what a run holds depends on, and in which version they are installed."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Iterable

# what the bytes of sheets, maps and pages depend on; handover sheets on PDF_WRITERS
WRITERS = (
    "python",
    "kholboo",
    "xlsxwriter",
    "geopandas",
    "pyogrio",
    "shapely",
    "pandas",
    "numpy",
    "jinja2",
)
PDF_WRITERS = (*WRITERS, "typst", "segno")
# what the solver's answer depends on
SOLVERS = ("python", "kholboo", "ortools", "numpy", "numba", "scipy", "networkx")


def installed_version(name: str) -> str | None:
    """Return the version of a library, or of Python; None for what is not installed."""
    if name == "python":
        return platform.python_version()
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def installed_versions(names: Iterable[str]) -> dict[str, str | None]:
    """Return the version of each library, None for what is not installed."""
    return {name: installed_version(name) for name in names}
