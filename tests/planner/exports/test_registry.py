"""The register of formats: all known, written whole or not at all, and slow libraries last."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from importlib.resources import files
from inspect import signature
from pathlib import Path

import pytest

import planner.exports
from planner.exports.registry import EXPORTS, export
from planner.files import with_rename
from planner.rendering.context import ExportContext


def test_every_module_that_writes_is_registered() -> None:
    """A file of planner/exports with `write(context, path)` is a format, and each format a file."""
    folder = Path(str(files("planner.exports")))
    modules = [
        ".".join(("planner.exports", *file.relative_to(folder).with_suffix("").parts))
        for file in folder.rglob("*.py")
        if file.name != "__init__.py"
    ]
    found = {name: getattr(import_module(name), "write", None) for name in modules}
    writers = {
        name
        for name, write in found.items()
        if write is not None and list(signature(write).parameters) == ["context", "path"]
    }

    assert {f.module for f in EXPORTS.values()} == writers


def test_every_format_has_its_own_file() -> None:
    """No two formats write the same file."""
    names = [f.filename for f in EXPORTS.values()]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", sorted(EXPORTS))
@pytest.mark.parametrize("language", ["mn", "en", "both"])
def test_equal_plans_give_equal_bytes(
    name: str, language: str, context: ExportContext, tmp_path: Path
) -> None:
    """Writing a plan twice, in folders of different names, gives the same bytes."""
    spoken = replace(context, language=language)  # type: ignore[arg-type]
    (tmp_path / "a").mkdir()
    (tmp_path / "Б хавтас").mkdir()

    first = export(name, spoken, tmp_path / "a").read_bytes()
    second = export(name, spoken, tmp_path / "Б хавтас").read_bytes()

    assert first == second
    assert str(tmp_path).encode() not in first


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_the_order_of_sites_and_links_changes_nothing(
    name: str, context: ExportContext, tmp_path: Path
) -> None:
    """A plan whose sites come in another order is written alike."""
    turned = replace(
        context,
        plan=replace(context.plan, deployments=context.plan.deployments[::-1]),
        sites=context.sites[::-1],
    )
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    expected = export(name, context, tmp_path / "a").read_bytes()

    assert expected == export(name, turned, tmp_path / "b").read_bytes()


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_a_plan_without_deployments_can_be_written(
    name: str, context: ExportContext, tmp_path: Path
) -> None:
    """An infeasible plan has neither sites nor money, and still has its files."""
    empty = replace(
        context.plan,
        status="infeasible",
        objective=None,
        bound=None,
        certified_bound=None,
        gap=None,
        solver_gap=None,
        stages=(),
        limits=(),
        deployments=(),
        links=(),
        directives=(),
        next_money=None,
        capex_minor=0,
        opex_per_year_minor=0,
        npc_minor=0,
        kept_fee_per_year_minor=0,
        price_date="",
        infeasible_limits=("capex",),
    )

    path = export(name, replace(context, plan=empty), tmp_path)

    assert path.stat().st_size > 0


def test_an_unknown_format_is_refused_with_the_known_ones(
    context: ExportContext, tmp_path: Path
) -> None:
    """The message for a format that does not exist names those that do."""
    with pytest.raises(ValueError, match=r"'docx'.*workbook, geopackage, geojson, page"):
        export("docx", context, tmp_path)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    """A writer that fails half-way changes nothing that was there."""
    target = tmp_path / "plan.xlsx"
    target.write_text("old")

    def fail(path: Path) -> None:
        path.write_text("half")
        path.with_name(path.name + "-journal").write_text("half")
        raise OSError("the disk is full")

    with pytest.raises(OSError, match=r"disk is full.*plan\.xlsx"):
        with_rename(target, fail)

    assert [target] == list(tmp_path.iterdir())
    assert target.read_text() == "old"


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_a_folder_that_is_not_there_is_an_os_error(
    name: str, context: ExportContext, tmp_path: Path
) -> None:
    """Every format reports a place it cannot write to as an OSError."""
    with pytest.raises(OSError):
        export(name, context, tmp_path / "absent")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c: replace(c, language="fr"), "'fr'"),
        (lambda c: replace(c, money_unit=100), "100"),
        (lambda c: replace(c, sites=c.sites[1:]), "AR-1"),
    ],
)
def test_a_context_that_cannot_be_written_is_refused(
    change: Callable[[ExportContext], ExportContext], message: str, context: ExportContext
) -> None:
    """Languages, units and sites that do not exist are named in the message."""
    with pytest.raises(ValueError, match=message):
        change(context)


def test_slow_libraries_are_imported_only_to_write() -> None:
    """Importing the exports, the labels and the inventory report loads no heavy library."""
    heavy = ("xlsxwriter", "geopandas", "pandas", "pyogrio", "shapely", "jinja2", "openpyxl")
    code = (
        "import sys, planner.exports, planner.language.labels, planner.exports.workbook.workbook,"
        " planner.exports.summary_page, planner.exports.geojson, planner.exports.geopackage,"
        " planner.reports.inventory_report;"
        f" print([m for m in {heavy!r} if m in sys.modules])"
    )
    root = Path(str(files(planner.exports))).parent.parent

    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )

    assert found.stdout.strip() == "[]"


def test_what_a_killed_process_left_goes_with_the_next_write(tmp_path: Path) -> None:
    """Unfinished files begin with a dot; old ones of the same target are removed, no others."""
    names = (".123-plan.html", ".123-plan.html-journal", ".99-plan.html", ".x-plan.html")
    for name in (*names, ".123-plan.xlsx"):
        (tmp_path / name).write_text("half", encoding="utf-8")
        os.utime(tmp_path / name, (0, 0))
    os.utime(tmp_path / ".99-plan.html")  # another process is writing it now
    seen: list[str] = []

    def write(path: Path) -> None:
        path.write_text("whole", encoding="utf-8")
        seen.append(path.name)

    with_rename(tmp_path / "plan.html", write)

    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"plan.html", ".99-plan.html", ".x-plan.html", ".123-plan.xlsx"}
    assert all(name.startswith(".") for name in seen)
