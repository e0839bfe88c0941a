"""The formats of an export, and how a file's name tells them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Literal, Protocol, get_args

from feedcrawler.errors import ConfigurationError
from feedcrawler.exporting.columns import Column
from feedcrawler.exporting.rows import Row

Name = Literal["jsonl", "csv", "parquet"]
NAMES: tuple[Name, ...] = get_args(Name)

_ENDINGS: dict[str, Name] = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}
_PACKED = ".gz"


class Writer(Protocol):
    """Writes rows in one format."""

    def write(self, row: Row) -> None:
        """Write one row, at once or later."""

    def close(self) -> None:
        """Write what is left; the file stays open."""


@dataclass(frozen=True, slots=True)
class Format:
    """How rows are written."""

    name: Name
    packed: bool = False
    """With gzip."""

    @classmethod
    def of(cls, file: str, named: Name | None = None) -> Format:
        """The format that a file's name ends in, or the one named instead.

        Raises:
            ConfigurationError: it ends in none, or packs what is packed.
        """
        stem, packed = file.removesuffix(_PACKED), file.endswith(_PACKED)
        name = named or next((n for ending, n in _ENDINGS.items() if stem.lower().endswith(ending)), None)
        if name is None:
            known = ", ".join(_ENDINGS)
            raise ConfigurationError(f"{file!r} ends in no format: {known}, with or without .gz, or say --format")
        if packed and name == "parquet":
            raise ConfigurationError(f"{file!r}: Parquet packs its columns itself: leave out .gz")
        return cls(name, packed)

    def writer(self, file: IO[bytes], columns: Sequence[Column]) -> Writer:
        """What writes rows into a file.

        Raises:
            ConfigurationError: what it takes is not installed.
        """
        match self.name:
            case "jsonl":
                from feedcrawler.exporting.json_lines import JsonLines

                return JsonLines(file)
            case "csv":
                from feedcrawler.exporting.csv_table import CsvTable

                return CsvTable(file, columns)
            case "parquet":
                try:
                    from feedcrawler.exporting.parquet import Parquet
                except ImportError as error:
                    raise ConfigurationError(
                        f"Parquet takes pyarrow, which cannot be loaded ({error}): pip install 'feedcrawler[arrow]'"
                    ) from None
                return Parquet(file, columns)
