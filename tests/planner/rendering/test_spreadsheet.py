"""A workbook is the same whatever the process has written before."""

from pathlib import Path

from planner.exports.registry import export
from planner.rendering.context import ExportContext


def test_the_second_workbook_of_a_process_has_the_bytes_of_the_first(
    context: ExportContext, tmp_path: Path
) -> None:
    """An audit in the process that planned, such as that of a page that serves, finds no change."""
    written = []
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
        written.append(export("workbook", context, tmp_path / name).read_bytes())

    assert written[0] == written[1] == written[2]
