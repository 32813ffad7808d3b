"""The project as it is before an import: its tables with rows, its settings, its file's text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from inventory.project import Project, load_project
from inventory.records import Record, read_table
from inventory.table_specs import CONFIG_NAME
from planner.language.labels import filled
from planner.project.importing.project_text import EditError
from planner.scenario.inheritance import ExtendsError, inherited, lineage

_MALFORMED = ("config.missing", "config.malformed")


@dataclass(kw_only=True)
class Present:
    """A project folder with its project file; `raw` are the bytes that the diff begins from."""

    folder: Path
    project: Project
    raw: bytes

    @classmethod
    def of(cls, folder: Path) -> Present:
        """Return the project of a folder; raises EditError where its file cannot be read."""
        project = load_project(folder)
        broken = next((f for f in project.findings if f.rule in _MALFORMED), None)
        if broken is not None:
            raise EditError(filled("import.broken_project", finding=broken.sentence()))
        return cls(folder=folder, project=project, raw=(folder / CONFIG_NAME).read_bytes())

    @property
    def text(self) -> str:
        """The project file without byte order mark, its lines ending in a line feed alone."""
        return self.raw.decode("utf-8-sig").replace("\r\n", "\n")

    def as_bytes(self, text: str) -> bytes:
        """Return a changed text with the line ends and the mark that the file has."""
        if b"\r\n" in self.raw:
            text = text.replace("\n", "\r\n")
        mark = b"\xef\xbb\xbf" if self.raw.startswith(b"\xef\xbb\xbf") else b""
        return mark + text.encode("utf-8")

    @property
    def scenario_name(self) -> str:
        """The scenario that settings are written to: the default one, else the first, else base."""
        scenarios = self.project.scenarios
        return self.project.default_scenario or next(iter(scenarios), "base")

    @cached_property
    def scenario(self) -> Mapping[str, Any]:
        """The settings of that scenario, those it extends among them."""
        try:
            names = lineage(self.scenario_name, self.project.scenarios)
            return inherited(names, self.project.scenarios)
        except (ExtendsError, KeyError):
            return self.project.scenarios.get(self.scenario_name, {})

    def setting(self, *where: str) -> Any:
        """Return a setting of the scenario, None where it is not written."""
        at: Any = self.scenario
        for key in where:
            at = at.get(key) if isinstance(at, Mapping) else None
        return at

    @cached_property
    def _records(self) -> dict[str, dict[str, tuple[Record, ...]]]:
        return {}

    def records(self, table: str) -> dict[str, tuple[Record, ...]]:
        """Return the rows of a table by the path of its file; files without rows are left out."""
        if table not in self._records:
            spec = self.project.tables.get(table)
            found: dict[str, list[Record]] = {}
            for file in spec.files if spec else ():
                rows = read_table(type(spec)(name=table, files=(file,))).records if spec else ()
                if rows:
                    found.setdefault(file.label, []).extend(rows)
            self._records[table] = {path: tuple(rows) for path, rows in found.items()}
        return self._records[table]

    def paths(self, table: str) -> list[str]:
        """Return the paths of the files that a table names, with rows or without."""
        spec = self.project.tables.get(table)
        return [file.label for file in spec.files] if spec else []
