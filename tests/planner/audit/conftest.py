"""A real project of four places, small enough to plan in a second, and its run."""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from four_places import CONFIG, write_project

from planner.pipeline.make_plan import make_plan
from planner.runs.canonical import sha256_of
from planner.runs.fingerprint import fingerprint_of, fingerprint_parts
from planner.runs.manifest import checksum_of
from planner.runs.plan_json import plan_from_json
from planner.runs.seal import write_seal

Project = Callable[..., Path]


@pytest.fixture
def config() -> str:
    """Return the text of the project file."""
    return CONFIG


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a maker of projects with another project file."""
    return lambda config=CONFIG, name="project": write_project(tmp_path / name, config)


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a run with every export, not to be changed."""
    return make_plan(write_project(tmp_path_factory.mktemp("recorded") / "project"))[1]


def resealed(run_dir: Path) -> None:
    """Put the right hashes into the manifest, as somebody would who covers a change up."""
    manifest = json.loads((run_dir / "manifest.json").read_text("utf-8"))
    for output in manifest["outputs"]:
        output["sha256"] = sha256_of(run_dir / output["path"])
        output["bytes"] = (run_dir / output["path"]).stat().st_size
    manifest["checksum"] = checksum_of(manifest)
    (run_dir / "manifest.json").write_text(
        json.dumps(manifest, ensure_ascii=False), encoding="utf-8"
    )
    write_seal(run_dir)


def fingerprinted(run_dir: Path) -> None:
    """Give plan and manifest the fingerprint of what the run holds now, as a forger would."""
    plan = json.loads((run_dir / "plan.json").read_text("utf-8"))
    manifest = json.loads((run_dir / "manifest.json").read_text("utf-8"))
    try:
        parts = fingerprint_parts(
            plan_from_json(plan),
            json.loads((run_dir / "problem.json").read_text("utf-8")),
            json.loads((run_dir / "certificate.json").read_text("utf-8")),
            manifest["scenario"],
            manifest["versions"],
        )
    except ValueError:  # no plan any more
        return
    plan["fingerprint"] = manifest["fingerprint"] = fingerprint_of(parts)
    manifest["fingerprint_parts"] = parts
    for name, data in (("plan.json", plan), ("manifest.json", manifest)):
        (run_dir / name).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a changer of the versions of libraries that seem to be installed."""
    real = importlib.metadata.version

    def seem(**versions: str) -> None:
        monkeypatch.setattr(
            importlib.metadata, "version", lambda name: versions.get(name) or real(name)
        )

    return seem


@pytest.fixture
def reseal() -> Callable[[Path], None]:
    """Return a maker of hashes that fit."""
    return resealed


@pytest.fixture
def forge() -> Callable[[Path, str, Callable[[Any], Any]], None]:
    """Return a changer of a JSON file of a run that covers up what it did."""

    def changed(run_dir: Path, name: str, change: Callable[[Any], Any]) -> None:
        data = json.loads((run_dir / name).read_text("utf-8"))
        change(data)
        (run_dir / name).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        if name != "manifest.json":
            fingerprinted(run_dir)
        resealed(run_dir)

    return changed
