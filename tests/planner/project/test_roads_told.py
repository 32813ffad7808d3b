"""What was made of roads is told in both languages, and settings of [roads] are judged."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import numpy as np
import pytest
import shapely

from inventory.findings import Finding
from inventory.records import Record
from planner.language.messages.findings import Phrase, as_phrase
from planner.project import schema
from planner.project.checks.scenario import road_faults
from planner.project.config_text import ConfigText
from planner.project.load import load_inputs
from sites.roads.mesh import RoadLines
from sites.roads.read import read_roads
from sites.roads.settings import RoadSettings
from sites.roads.tangles import Tangled, Work, tangle_finding
from sites.settings import read_settings

BLANK = Path(__file__).parents[3] / "planner" / "templates" / "blank"


def findings(**settings: object) -> list[Finding]:
    """Return the findings of a layer with a bit of everything."""
    lines = [[(104 + i / 500, 47.9), (104 + i / 500, 48.1)] for i in range(6)]
    lines += [[(103.9, 48 + i / 500), (104.1, 48 + i / 500)] for i in range(6)]
    lines += [[(103.9, 48.000001), (103.8, 48), (103.7, 48)], [(103.8, 48), (103.8, 48.2)]]
    rows = [(line, {}) for line in lines]
    rows += [([(103.85, 47.9), (103.85, 48.1)], {"bridge": "yes"})]
    rows += [([(103.8, 48), (103.8, 47)], {"highway": name}) for name in ("footway", "аймгийн")]
    records = [
        Record(file="r.shp", row=n, values=v, raw={}, headers={}, geometry=shapely.LineString(line))
        for n, (line, v) in enumerate(rows)
    ]
    return read_roads(records, {}, RoadSettings.model_validate(settings))[1]


@pytest.mark.parametrize("join", [None, "vertices", "crossings"])
def test_what_was_made_of_roads_is_told_in_mongolian(join: str | None) -> None:
    """What was found, expected and to be done of every road rule has its Mongolian."""
    told = findings(join=join)

    assert len(told) == 7
    for finding in told:
        for text in (finding.found, finding.expected, finding.todo):
            assert re.search("[А-Яа-яӨөҮү]", as_phrase(text).mongolian), text


@pytest.mark.parametrize("work", Work)
def test_every_kind_of_tangle_is_told_in_mongolian(work: Work) -> None:
    """Each kind of work that a layer may make too much of is told in both languages."""
    lines = RoadLines(
        points=np.asarray([[104.0, 48.0], [104.1, 48.0]]),
        line_of=np.zeros(2, dtype=np.int64),
        start=np.full(1, -1),
        end=np.full(1, -1),
        given_um=np.full(1, -1),
        level=np.zeros(1, dtype=np.int64),
        road_class=np.zeros(1, dtype=np.int64),
        classes=("",),
        drawn=np.ones(1, dtype=bool),
        names=(),
        places={},
        rows=[("r.shp", 7)],
    )

    finding = tangle_finding(Tangled(work, 12_345, 1_000, (104.05, 48.0)), lines)

    assert (finding.file, finding.row, finding.severity) == ("r.shp", 7, "error")
    assert finding.found.startswith("12,345 ") and "longitude 104.05000, lat" in finding.found
    for text in (finding.found, finding.expected, finding.todo):
        assert re.search("[А-Яа-яӨөҮү]", as_phrase(text).mongolian), text


def test_a_setting_of_roads_that_is_not_one_is_a_finding(tmp_path: Path) -> None:
    """Misspelt keys and values out of range name line, key and the nearest right one."""
    shutil.copytree(BLANK, tmp_path, dirs_exist_ok=True)
    config = tmp_path / "kholboo.toml"
    text = config.read_text(encoding="utf-8") + '\n[roads]\nsnapm = 1\njoin = "ends"\n'
    config.write_text(text, encoding="utf-8")

    found = [f for f in load_inputs(tmp_path).findings if (f.column or "").startswith("roads.")]

    assert {(f.rule, f.column, f.row) for f in found} == {
        ("config.unknown_key", "roads.snapm", text[: text.rindex("snapm")].count("\n") + 1),
        ("config.wrong_value", "roads.join", text[: text.rindex("join")].count("\n") + 1),
    }
    assert {f.todo for f in found} == {"write snap_m", "correct the setting"}


@pytest.mark.parametrize("wrong", [{"snap_m": -1}, {"snap_m": 1000}, {"tracks": "perhaps"}])
def test_settings_out_of_range_leave_the_defaults(wrong: dict[str, object]) -> None:
    """A setting that cannot be is told, and the rest is looked at with the defaults."""
    settings, errors = read_settings(RoadSettings, wrong)
    (finding,) = road_faults(errors, ConfigText())

    assert settings == RoadSettings()
    assert finding.severity == "error"
    assert isinstance(finding.expected, Phrase)


def test_every_setting_of_roads_is_printed_with_its_source() -> None:
    """`kholboo schema roads` prints every setting, and each names where its default is from."""
    lines = schema.lines("roads", "en")

    for name, field in RoadSettings.model_fields.items():
        extra = field.json_schema_extra
        assert isinstance(extra, dict) and extra["source"]
        assert any(line.startswith(f"  {name}") and str(extra["source"]) in line for line in lines)
    assert set(schema.to_json("roads")["settings"]["properties"]) == set(RoadSettings.model_fields)


@pytest.mark.parametrize("name", ["classes", "tracks", "ferries", "snap_m"])
def test_defaults_without_a_source_are_called_assumptions(name: str) -> None:
    """Nobody published where trenches may be laid: the project assumes it, and says so."""
    (line,) = (text for text in schema.lines("roads", "en") if text.startswith(f"  {name}"))

    assert "assumption, to confirm" in line


def test_the_inputs_page_shows_the_settings_of_roads() -> None:
    """docs/inputs.md shows [roads] with the defaults that hold."""
    page = (Path(__file__).parents[3] / "docs" / "inputs.md").read_text(encoding="utf-8")

    assert re.search(r"snap_m = 1\.0 .*\ntracks = true .*\nferries = false ", page)
    assert (RoadSettings().snap_m, RoadSettings().tracks, RoadSettings().ferries) == (
        1.0,
        True,
        False,
    )
