"""Moving a site by hand: a row with papers; the source keeps its wrong position."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from four_places import write_project
from local_page import LocalPage, local_page

from planner.project.load import load_inputs

OWN = "data/by-hand/corrections.csv"
PAPERS = {"reason": "GPS хэмжилт", "document": "АКТ-4", "date": "2026-11-29", "decided_by": "Ц."}


@pytest.fixture
def page(tmp_path: Path) -> Iterator[LocalPage]:
    """Give a server of a small project."""
    with local_page(write_project(tmp_path)) as found:
        yield found


def move(page: LocalPage, **other: Any) -> Any:
    """Propose to move S-3 and return the reply."""
    where = {"latitude": "48.2", "longitude": "105.3"}
    return page.send("/propose", {"what": "position", "site": "S-3", **where, **PAPERS, **other})


def written(page: LocalPage, reply: Any) -> None:
    """Write what was proposed."""
    assert reply.status == 200, reply.json
    assert reply.json["errors"] == []
    assert page.send("/write", {"number": reply.json["number"]}).status == 200


def test_a_site_is_moved_and_moved_again_and_put_back(page: LocalPage) -> None:
    """The plan's inputs have the new position, the source its old one; the last row holds."""
    folder = page.desk.view.folder
    source = (folder / "sites.csv").read_bytes()
    before = (folder / "kholboo.toml").read_bytes()

    written(page, move(page))
    site = next(s for s in load_inputs(folder).sites if s.id == "S-3")
    assert (site.latitude, site.longitude) == (48.2, 105.3)
    assert page.ask("/state").json["moved"] == {"S-3": [105.3, 48.2]}

    shown = move(page, latitude="48.25", document="АКТ-5")
    assert [line[:1] for line in shown.json["files"][0]["lines"]] == ["@", " ", "-", "+"]
    written(page, shown)
    site = next(s for s in load_inputs(folder).sites if s.id == "S-3")
    assert site.latitude == 48.25
    assert (folder / "sites.csv").read_bytes() == source

    written(page, page.send("/propose", {"what": "put_back", "site": "S-3"}))
    site = next(s for s in load_inputs(folder).sites if s.id == "S-3")
    assert (site.latitude, site.longitude) == (48.1012, 105.2013)
    for _ in range(3):
        page.send("/undo")
    assert (folder / "kholboo.toml").read_bytes() == before and not (folder / OWN).exists()


def test_a_move_that_a_check_doubts_says_so(page: LocalPage) -> None:
    """A point in another country is a warning or an error before it is written."""
    shown = move(page, latitude="10", longitude="10").json

    assert shown["errors"] or shown["warnings"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("latitude", "91"), ("longitude", "181"), ("latitude", "north"), ("latitude", "")),
        *(("latitude", "1e1"), ("latitude", 48), ("longitude", "105,3"), ("site", "S-9")),
        *(("reason", ""), ("document", ""), ("date", "soon"), ("decided_by", "=x")),
    ],
)
def test_a_move_without_a_point_or_papers_is_refused(
    page: LocalPage, name: str, value: object
) -> None:
    """What is no point on the globe, no site or no paper is told; nothing is proposed."""
    assert move(page, **{name: value}).status == 409


def test_nowhere_is_no_position(page: LocalPage) -> None:
    """0, 0 is what instruments write that know nothing."""
    assert move(page, latitude="0", longitude="0.0").status == 409
    assert page.send("/propose", {"what": "put_back", "site": "S-3"}).status == 409
