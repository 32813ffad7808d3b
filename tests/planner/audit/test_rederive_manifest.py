"""Scenario, settings and versions of a run are those of its recorded project file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.audit.rederive_run import rederive
from planner.audit.verify_run import verify_run
from planner.audit.versions import Versions, verifier_audited
from planner.runs.versions import installed_versions

Forge = Callable[[Path, str, Callable[[Any], Any]], None]


@pytest.fixture
def run_dir(recorded: Path, tmp_path: Path) -> Path:
    """Return a copy of the run, to be changed."""
    return Path(shutil.copytree(recorded, tmp_path / "run"))


def _set(*steps: str, value: Any) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        for step in steps[:-1]:
            data = data[step]
        data[steps[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (_set("scenario", "title", value="Өөр"), "scenario.title"),
        (_set("scenario", "equity", "remote_factor", value=3.0), "scenario.equity.remote_factor"),
        (_set("scenario", "shares", "link", value=0.9), "scenario.shares.link"),
        (_set("settings", "scenario", value="other"), None),
        (_set("settings", "overrides", value={"capex": 1}), "scenario.limits.capex_minor"),
        (_set("project", value="Өөр төсөл"), "project"),
        (_set("seed", value=7), "seed"),
        (_set("solver", value="greedy"), "solver"),
        (_set("status", value="solver_optimal"), "status"),
        (_set("currency", value="USD"), "currency"),
        (_set("price_date", value="2020-01-01"), "price_date"),
        (
            _set("exchange_rates", value=[["USD", "1", "2026-06-30", "Mongolbank"]]),
            "exchange_rates",
        ),
        (_set("infeasible_limits", value=["capex"]), "infeasible_limits"),
        (_set("run_id", value="base-000000000000"), "run_id"),
        (_set("fingerprint", value="000000000000"), "fingerprint"),
    ],
)
def test_every_field_of_the_manifest_is_derived(
    run_dir: Path, forge: Forge, change: Callable[[Any], Any], field: str | None
) -> None:
    """A title, a weight, an override or a rate that the inputs do not give is named."""
    forge(run_dir, "manifest.json", change)
    found = rederive(run_dir).differences

    assert found
    assert field is None or field in {d.field for d in found if d.file == "manifest.json"}


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("certificate.json", lambda data: data["chosen"].pop()),
        ("certificate.json", lambda data: data["amounts"].pop()),
        ("certificate.json", lambda data: data["stages"][0]["certificate"].update(scale=0)),
        ("certificate.json", lambda data: data.update(stages=[])),
        ("certificate.json", lambda data: data.update(chosen=["a"])),
        ("problem.json", lambda data: data.clear()),
        ("comparisons.json", lambda data: data.clear()),
        ("manifest.json", lambda data: data.pop("exchange_rates")),
        ("manifest.json", lambda data: data.update(scenario=3)),
        ("manifest.json", lambda data: data.update(settings={})),
    ],
)
def test_damaged_content_is_a_difference(
    run_dir: Path, forge: Forge, name: str, change: Callable[[Any], Any]
) -> None:
    """An answer that does not add up, a part of another kind or none at all: no traceback."""
    forge(run_dir, name, change)

    assert rederive(run_dir).differences


def test_rows_of_inputs_are_counted_again(run_dir: Path, forge: Forge) -> None:
    """How many rows a table has is read from its copy."""
    forge(run_dir, "manifest.json", lambda data: data["inputs"][1].update(rows=99))

    assert "inputs" in {d.field for d in rederive(run_dir).differences}


def test_other_versions_are_told_and_are_no_difference(
    run_dir: Path, installed: Callable[..., None]
) -> None:
    """The note names both versions, in both languages; what people read is compared by content."""
    installed(kholboo="9.9.9")
    found = rederive(run_dir)

    assert found.differences == []
    told = next(note for note in found.notes if note.line().startswith("kholboo: recorded"))
    assert "9.9.9" in told.line()
    assert "9.9.9" in told.line("mn")


def test_versions_are_part_of_the_fingerprint(
    run_dir: Path, reseal: Callable[[Path], None]
) -> None:
    """Versions changed in the manifest alone are refused, so that no comparison gets weaker."""
    manifest = json.loads((run_dir / "manifest.json").read_text("utf-8"))
    manifest["versions"]["xlsxwriter"] = "1.0.0"
    (run_dir / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    reseal(run_dir)

    assert "fingerprint" in {d.field for d in verify_run(run_dir)}


def test_a_replaced_verifier_is_refused(run_dir: Path, reseal: Callable[[Path], None]) -> None:
    """One that always says "holds" is not the installed one of the same version."""
    (run_dir / "verify.py").write_text("print('holds')\n", encoding="utf-8")
    reseal(run_dir)
    (found,) = rederive(run_dir).differences

    assert (found.file, found.field) == ("verify.py", "sha256")
    assert "in kholboo" in found.recomputed


def test_the_verifier_of_another_version_is_told_with_its_hash(run_dir: Path) -> None:
    """The installed one is what counts then, and the note says how to run it."""
    (run_dir / "verify.py").write_text("print('holds')\n", encoding="utf-8")
    versions = {**installed_versions(["kholboo"]), "kholboo": "0.0.1"}
    found = verifier_audited(run_dir, Versions(recorded=versions))

    assert found.differences == []
    assert "SHA-256" in found.notes[0].line()
    assert "kholboo audit verify" in found.notes[0].line("mn")


def test_line_ends_of_the_verifier_do_not_matter(run_dir: Path, recorded: Path) -> None:
    """Version control on Windows may change them."""
    text = (recorded / "verify.py").read_bytes().replace(b"\n", b"\r\n")
    (run_dir / "verify.py").write_bytes(text)

    assert verifier_audited(run_dir, Versions(recorded={})).differences == []
    assert verifier_audited(run_dir, Versions(recorded={})).notes == []


def test_a_run_without_the_file_is_a_difference(run_dir: Path) -> None:
    """A missing verifier is named."""
    (run_dir / "verify.py").unlink()

    assert [d.file for d in verifier_audited(run_dir, Versions(recorded={})).differences] == [
        "verify.py"
    ]
