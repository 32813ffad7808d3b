"""Pages are compared by what they hold, not by how it was compressed."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from planner.audit.content.same_content import export_audited
from planner.exports.page.packing import TYPE, as_letters


def page(folder: Path, name: str, data: str, level: int = 9) -> Path:
    """Write a page whose script shows some data, compressed as hard as asked."""
    block = as_letters(gzip.compress(data.encode(), level, mtime=0))
    file = folder / name
    text = f'<p>plan</p><script type="{TYPE}" id="plan-data">{block}</script><script>x</script>'
    file.write_text(text, encoding="utf-8")
    return file


DATA = '{"name": "</script><p>Алаг", "once": [1, 2, 3], "more": "%s"}' % ("a" * 400)


@pytest.mark.parametrize("exact", [True, False])
def test_a_page_compressed_otherwise_says_the_same(tmp_path: Path, exact: bool) -> None:
    """Another build of zlib is told, not refused."""
    one, other = page(tmp_path, "a.html", DATA), page(tmp_path, "b.html", DATA, 1)
    assert one.read_bytes() != other.read_bytes()
    found = export_audited("plan.html", one, other, exact=exact)

    assert found.differences == []
    assert len(found.notes) == 1


@pytest.mark.parametrize("exact", [True, False])
def test_a_forged_figure_of_the_data_is_found(tmp_path: Path, exact: bool) -> None:
    """What the script shows is compared, whichever version wrote the page."""
    one = page(tmp_path, "a.html", DATA.replace("2, 3", "9, 3"))
    (found,) = export_audited(
        "plan.html", one, page(tmp_path, "b.html", DATA), exact=exact
    ).differences

    assert "9" in found.recorded and "2" in found.recomputed


def test_data_that_unfold_without_end_are_refused(tmp_path: Path) -> None:
    """A bomb in the page is a difference, not a full memory."""
    bomb = page(tmp_path, "a.html", "0" * 40_000_000)
    (found,) = export_audited(
        "plan.html", bomb, page(tmp_path, "b.html", DATA), exact=True
    ).differences

    assert "too long" in found.recorded
