"""What is said of a layer that cannot be read."""

from __future__ import annotations

from inventory import rules
from inventory.files.file_findings import FileFindings
from inventory.files.grids import RawTable
from inventory.findings import Finding
from inventory.values import shorten


def failed(*findings: Finding) -> RawTable:
    """Return a table of which nothing could be read."""
    return RawTable(headers=(), rows=(), findings=list(findings), has_geometry=True)


def damaged(file: str, what: str, detail: str) -> Finding:
    """Return the finding of a layer that cannot be read."""
    found = f"a damaged file ({shorten(detail, 100)})" if detail else "a damaged file"
    todo = "export the layer again"
    return rules.FILE_NOT_A_TABLE.finding(file, found=found, expected=what, todo=todo)


def bad_geometry(findings: FileFindings, number: int, detail: str) -> None:
    """Record a feature whose geometry cannot be read."""
    findings.add(
        rules.GEOMETRY_UNREADABLE,
        number,
        "geometry",
        found=shorten(detail),
        expected="a geometry with longitude and latitude",
        todo="draw the feature again, or remove it",
    )
