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


_FORMATS = (
    ("workbook", "plan.xlsx", "workbook.workbook"),
    ("geopackage", "plan.gpkg", "geopackage"),
    ("geojson", "plan.geojson", "geojson"),
    ("page", "plan.html", "summary_page"),
    ("ocds", "ocds.json", "ocds.release_package"),
    ("ofds", "ofds.json", "ofds"),
    ("ofds-geojson", "ofds-geojson.zip", "ofds_geojson"),
    ("datapackage", "datapackage.zip", "datapackage"),
    ("handover", "handover.pdf", "handover_pdf"),
    ("handover-workbook", "handover.xlsx", "handover_workbook"),
    ("indicators", "indicators.html", "indicators.page"),
    ("indicators-workbook", "indicators.xlsx", "indicators.workbook"),
    ("indicators-json", "indicators.json", "indicators.figures"),
)
EXPORTS: Mapping[str, Format] = MappingProxyType(
    {
        name: Format(name=name, filename=filename, module=f"planner.exports.{module}")
        for name, filename, module in _FORMATS
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
