"""Documents into a file, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from feedcrawler.exporting.columns import Column
from feedcrawler.exporting.formats import Format
from feedcrawler.exporting.rows import Rows
from feedcrawler.mongodb.document import Document
from feedcrawler.output import written


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export came to."""

    articles: int
    bytes: int
    misfits: int
    """Values that were not of their field's type, and are left out."""


def export(
    documents: Iterable[Document], columns: Sequence[Column], name: str, format_: Format, stream: IO[bytes]
) -> Exported:
    """Write documents as rows of a file.

    Memory does not grow with their number.

    Args:
        documents: the articles.
        columns: of the rows.
        name: of the file; "-": the stream.
        format_: of the file.
        stream: what to write to instead of a file.

    Raises:
        ConfigurationError: it cannot be written there, or what it takes is not installed.
        ExportError: it could not be written to the end; a file that was there is as it was.
    """
    rows, articles = Rows(columns), 0
    with written(name, stream, packed=format_.packed) as (file, output):
        writer = format_.writer(file, columns)
        try:
            for row in rows.of(documents):
                writer.write(row)
                articles += 1
        except BaseException:
            with suppress(Exception):  # or it would write later, to a file that is closed
                writer.close()
            raise
        writer.close()
    return Exported(articles, output.size, rows.misfits)
