"""Formats of a plan: one row for each, and the function that writes one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.files import with_rename

if TYPE_CHECKING:
    from planner.rendering.context import ExportContext


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A way to write a plan: its name on the command line, its file and its module."""

    name: str
    filename: str
    module: str


EXPORTS: Mapping[str, Format] = MappingProxyType(
    {
        f.name: f
        for f in (
            Format(
                name="workbook", filename="plan.xlsx", module="planner.exports.workbook.workbook"
            ),
            Format(name="geopackage", filename="plan.gpkg", module="planner.exports.geopackage"),
            Format(name="geojson", filename="plan.geojson", module="planner.exports.geojson"),
            Format(name="page", filename="plan.html", module="planner.exports.summary_page"),
            Format(
                name="ocds", filename="ocds.json", module="planner.exports.ocds.release_package"
            ),
            Format(name="ofds", filename="ofds.json", module="planner.exports.ofds"),
            Format(
                name="ofds-geojson",
                filename="ofds-geojson.zip",
                module="planner.exports.ofds_geojson",
            ),
            Format(
                name="datapackage", filename="datapackage.zip", module="planner.exports.datapackage"
            ),
            Format(name="handover", filename="handover.pdf", module="planner.exports.handover_pdf"),
            Format(
                name="handover-workbook",
                filename="handover.xlsx",
                module="planner.exports.handover_workbook",
            ),
            Format(
                name="indicators",
                filename="indicators.html",
                module="planner.exports.indicators.page",
            ),
            Format(
                name="indicators-workbook",
                filename="indicators.xlsx",
                module="planner.exports.indicators.workbook",
            ),
            Format(
                name="indicators-json",
                filename="indicators.json",
                module="planner.exports.indicators.figures",
            ),
        )
    }
)
WITH_EVERY_RUN = ("workbook", "geopackage", "geojson", "page")  # the others are asked for
ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "xlsx": "workbook",
        "gpkg": "geopackage",
        "html": "page",
        "pdf": "handover",
    }
)


def export(name: str, context: ExportContext, folder: Path) -> Path:
    """Write a plan in one format and return the file; the file is whole or not there at all.

    Raises ValueError for a format that does not exist, OSError when the folder cannot be written.
    """
    if name not in EXPORTS:
        raise ValueError(f"no export is called {name!r}; there are {', '.join(EXPORTS)}")
    chosen = EXPORTS[name]
    target = folder / chosen.filename
    with_rename(target, lambda path: import_module(chosen.module).write(context, path))
    return target
