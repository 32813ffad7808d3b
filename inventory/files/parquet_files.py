"""Parquet files: their columns as Python values, in pieces, so that a small file stays small.

A Parquet file stores equal values once; a reader that writes them out again turns kilobytes into
gigabytes. Columns of text and bytes are read as their dictionaries, and sizes are known before
any value becomes a Python object.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from inventory.files.limits import LARGEST_ROAD_BYTES, LARGEST_ROAD_ROWS, Meter, check_columns

_BATCH_ROWS = 4096
_VALUE_BYTES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a file in order, as Python values, and the metadata of its writer."""

    values: dict[str, list[Any]]
    rows: int
    metadata: dict[bytes, bytes]


def read_columns(data: bytes, meter: Meter | None = None) -> Columns:
    """Return every column of a Parquet file.

    Raises TooLarge beyond a limit of rows, columns or memory, ImportError without pyarrow, and
    what pyarrow raises for damaged files.
    """
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    meter = meter or Meter(LARGEST_ROAD_BYTES, LARGEST_ROAD_ROWS)
    opened = pq.ParquetFile(pa.BufferReader(data))
    schema = opened.schema_arrow
    meter.check_rows(opened.metadata.num_rows)
    check_columns(len(schema.names))
    meter.require(sum(_packed_bytes(opened.metadata.row_group(i)) for i in _groups(opened)))
    texts = [f.name for f in schema if pa.types.is_string(f.type) or pa.types.is_binary(f.type)]
    source = pq.ParquetFile(pa.BufferReader(data), read_dictionary=texts)
    values: dict[str, list[Any]] = {name: [] for name in schema.names}
    used = rows = 0
    for batch in source.iter_batches(_BATCH_ROWS):
        rows += batch.num_rows
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            used += _unpacked_bytes(column)
            meter.require(used)
            values[name].extend(_plain(column))
    return Columns(values=values, rows=rows, metadata=dict(schema.metadata or {}))


def _groups(opened: Any) -> range:
    """Return the numbers of the groups of rows of a file."""
    return range(opened.num_row_groups)


def _packed_bytes(group: Any) -> int:
    """Return what a group of rows says that it unpacks to, before values are written out."""
    return int(group.total_byte_size)


def _unpacked_bytes(column: Any) -> int:
    """Return what the values of a column will take as Python objects; shared ones count once."""
    if hasattr(column, "dictionary"):
        return int(column.dictionary.nbytes) + _VALUE_BYTES * (len(column) + len(column.dictionary))
    return int(column.nbytes) + _VALUE_BYTES * len(column)


def _plain(column: Any) -> list[Any]:
    """Return a column as Python values; equal texts are one object."""
    if not hasattr(column, "dictionary"):
        return list(column.to_pylist())
    known = column.dictionary.to_pylist()
    return [None if index is None else known[index] for index in column.indices.to_pylist()]
