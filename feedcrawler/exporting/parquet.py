"""Parquet: the columns with their types, lists and objects as such, packed with Zstandard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from feedcrawler.exporting.arrow_types import arrow_schema
from feedcrawler.exporting.columns import Column
from feedcrawler.exporting.rows import Row

# What is held until it is written: rows until they become Arrow's, and those until they are a row group.
_MAX_ROWS, _MAX_TEXT = 1_000, 4 * 1024 * 1024
_MAX_GROUP = 32 * 1024 * 1024


class Parquet:
    """Writes rows as Parquet.

    Args:
        file: to write to; it need not be one that can be read.
        columns: of the rows.
    """

    def __init__(self, file: IO[bytes], columns: Sequence[Column]) -> None:
        self._schema = arrow_schema(columns)
        self._writer = pq.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[Row] = []
        self._text = 0
        self._batches: list[pa.RecordBatch] = []
        self._bytes = 0

    def write(self, row: Row) -> None:
        """Write one row, when there are enough of them."""
        self._rows.append(row)
        self._text += sum(len(value) for value in row.values() if isinstance(value, str))
        if len(self._rows) >= _MAX_ROWS or self._text >= _MAX_TEXT:
            self._batch()
            if self._bytes >= _MAX_GROUP:
                self._group()

    def close(self) -> None:
        """Write what is left, and the end of the file."""
        self._batch()
        self._group()
        self._writer.close()

    def _batch(self) -> None:
        if self._rows:
            batch = pa.RecordBatch.from_pylist(self._rows, schema=self._schema)
            self._batches.append(batch)
            self._bytes += batch.nbytes
            self._rows, self._text = [], 0

    def _group(self) -> None:
        if self._batches:
            table = pa.Table.from_batches(self._batches, self._schema)
            self._writer.write_table(table, row_group_size=len(table))
            self._batches, self._bytes = [], 0
