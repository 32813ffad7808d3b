"""Compile the Mongolian catalogue whenever a wheel, an sdist or an editable install is built."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent


class CompileCatalogue(BuildHookInterface[Any]):
    """Make kholboo.mo beside kholboo.po, by the same function that a checkout uses."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile the catalogue; a .po that cannot be read ends the build."""
        path = ROOT / "planner" / "language" / "catalogue.py"
        found = importlib.util.spec_from_file_location("catalogue", path)
        assert found is not None and found.loader is not None
        catalogue = importlib.util.module_from_spec(found)
        found.loader.exec_module(catalogue)
        source = catalogue.FOLDER / f"{catalogue.DOMAIN}.po"
        made = catalogue.compile_po(source.read_bytes())
        catalogue.write_catalogue(source.with_suffix(".mo"), made)
