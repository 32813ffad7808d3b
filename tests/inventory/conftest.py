"""Helpers of the inventory tests: write a file, read it back as one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from inventory.findings import Finding
from inventory.project import Project, load_project
from inventory.records import TableRead, read_table
from inventory.table_specs import FileSpec, TableSpec

Write = Callable[[str, "str | bytes"], Path]
Read = Callable[..., TableRead]

HEAD = '[project]\nname = "Test"\ncountry = "MN"\ncurrency = "MNT"\n'


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes text (UTF-8) or bytes to a file of the test's folder."""

    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        data = content.encode() if isinstance(content, str) else content
        path.write_bytes(data)
        return path

    return write_file


@pytest.fixture
def read(tmp_path: Path, write: Write) -> Read:
    """Writes a file unless it is there already, and reads it as a table ("sites" unless told)."""

    def read_one(
        name: str, content: str | bytes | None = None, table: str = "sites", **settings: Any
    ) -> TableRead:
        path = tmp_path / name if content is None else write(name, content)
        spec = FileSpec(table=table, path=path, label=name, **settings)
        return read_table(TableSpec(name=table, files=(spec,)))

    return read_one


@pytest.fixture
def configured(write: Write, tmp_path: Path) -> Callable[[str], Project]:
    """Loads a project whose project file is a usual head and the given text."""

    def load(text: str, head: str = HEAD) -> Project:
        write("kholboo.toml", head + text)
        return load_project(tmp_path)

    return load


@pytest.fixture
def rule_ids() -> Callable[[Iterable[Finding]], list[str]]:
    """Lists the rule ids of findings, in their order."""
    return lambda findings: [finding.rule for finding in findings]


@pytest.fixture
def sheet() -> Callable[..., bytes]:
    """Makes an XLSX workbook of rows, with merged ranges."""
    from io import BytesIO

    from openpyxl import Workbook

    def make(rows: Iterable[Iterable[Any]], merged: Iterable[str] = (), **others: Any) -> bytes:
        book = Workbook()
        active = book.active
        assert active is not None
        for row in rows:
            active.append(list(row))
        for cells in merged:
            active.merge_cells(cells)
        extra: Mapping[str, Iterable[Iterable[Any]]] = others
        for name, more in extra.items():
            other = book.create_sheet(name)
            for row in more:
                other.append(list(row))
        stream = BytesIO()
        book.save(stream)
        return stream.getvalue()

    return make
