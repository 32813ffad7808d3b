"""Which files hold a table and how they are written, as the project file says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from inventory.findings import Rule
from inventory.values import DateFormat, NumberFormat

CONFIG_NAME = "kholboo.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSpec:
    """One file of a table, as the project file describes it."""

    table: str
    path: Path  # where to read it
    label: str  # as findings and sources name it: project-relative, or as written
    currency: str = ""  # of the plan, in which prices are that name none; "": not known
    number_format: NumberFormat | None = None  # None: undeclared
    date_format: DateFormat | None = None  # None: undeclared, year first alone is read
    unreadable_is_unknown: bool = False  # cells that cannot be read count as empty, and are counted
    encoding: str | None = None
    separator: str | None = None  # of a text table; None: found by the header
    sheets: tuple[str, ...] = ()  # of a workbook, or patterns; none: all with the table's header
    hidden_rows: str | None = None  # "read" or "skip"; None: read with a warning
    layer: str | None = None
    header_row: int | None = None  # from 1
    max_mib: int | None = None  # None: the limit of its kind of file
    columns: Mapping[str, str] = field(default_factory=dict)  # -> header or sum, "": not read
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by column: text -> code
    constants: Mapping[str, Any] = field(default_factory=dict)  # column -> value
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # column -> headers joined
    crs: str | None = None  # coordinate system of its coordinates; None: the file's own, WGS 84
    where: str | None = None  # condition on rows, as `inventory.expressions` reads it
    quotations: str | None = None  # of a catalogue: which of several prices of an item is taken
    equal_rows: str | None = None  # "once" or "all"; None: once where rows have identifiers
    id_prefix: str = ""  # before every identifier of a row; may name {file}, {folder}, {sheet}
    beside: tuple[str, ...] | None = (
        None  # names that may be read with it; None: all that lie there
    )

    @property
    def mapped_headers(self) -> tuple[str, ...]:
        """Every header that the project file gives a column."""
        joined = (header for headers in self.keys.values() for header in headers)
        return (*(header for header in self.columns.values() if header), *joined)

    def filled(self, text: str, sheet: str | None) -> str:
        """Return a text with {file}, {folder} and {sheet} replaced by their names."""
        path = PurePosixPath(self.label)
        for name, value in (
            ("{file}", path.stem),
            ("{folder}", path.parent.name),
            ("{sheet}", sheet or ""),
        ):
            text = text.replace(name, value)
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSpec:
    """One table of the project: its files, in the order they are listed."""

    name: str
    files: tuple[FileSpec, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RasterSpec:
    """One file of heights of the ground, or of people, as the project file describes it."""

    path: Path  # where to read it
    label: str  # as findings and sources name it
    crs: str | None = None  # code of its coordinate system; None: the file's own
    unit: str | None = None  # of heights None: the file's own, metres where it says none
    is_list: bool = False  # a VRT: it lists other files, and is not read itself


@dataclass(frozen=True, slots=True, kw_only=True)
class RasterRules:
    """What findings say of rasters of one table: which rules, and what the cells hold."""

    table: str  # under [tables]
    reader: Rule
    file: Rule
    system: Rule
    feet: Rule | None  # None: the cells hold no lengths
    expected: str
