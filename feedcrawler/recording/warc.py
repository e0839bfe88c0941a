"""Reading recorded answers out of WARC files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from feedcrawler.errors import ConfigurationError
from feedcrawler.recording.answers import BODY_HEADERS, read_answer
from feedcrawler.recording.index import Capture, Index, key_or_none
from feedcrawler.recording.records import Headers


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded answer; its body is encoded as the Content-Encoding in `headers` says, if there is one."""

    date: datetime
    """When it was recorded; aware, UTC."""
    status: int
    headers: Headers
    body: bytes


class Archive:
    """The answers that a set of WARC files holds, one for each URL (see `index` for which).

    Bodies stay in the files until they are read.
    """

    files: list[Path]
    first_date: datetime
    """When the oldest answer was recorded; aware, UTC."""
    last_date: datetime
    """When the newest answer was recorded; aware, UTC."""
    damaged: int
    """How many records were left out because they cannot be used."""

    def __init__(self, paths: Iterable[str | Path]) -> None:
        """Index WARC files; a folder stands for the *.warc and *.warc.gz files in it.

        Raises:
            ConfigurationError: one of them cannot be used, or no answer is recorded in any.
        """
        self.files = _files(paths)
        index = Index()
        for file in self.files:
            index.read(file)
        self._answers, self._not_modified = index.answers()
        self.damaged = index.damaged
        dates = [capture.date for capture in (*self._answers.values(), *self._not_modified.values())]
        if not dates:
            raise ConfigurationError(f"no page is recorded in {', '.join(map(str, self.files))}")
        self.first_date, self.last_date = min(dates), max(dates)

    def __len__(self) -> int:
        return len(self._answers)

    def __iter__(self) -> Iterator[str]:
        """The URLs that have an answer, in their normal form."""
        return iter(self._answers)

    def find(self, url: str) -> Capture | None:
        """Where the answer to a GET of `url` is."""
        return self._answers.get(key_or_none(url) or "")

    def find_not_modified(self, url: str) -> Capture | None:
        """Where a 304 to a GET of `url` is; only where it is not known what had not been modified."""
        return self._not_modified.get(key_or_none(url) or "")

    def read(self, capture: Capture, limit: int = 0) -> Recorded:
        """A recorded answer, its body of at most `limit` bytes; 0 is no limit.

        Raises:
            TooLargeError: the body is larger.
            DamagedRecord: the file has changed since it was indexed.
            OSError: the file cannot be read any more.
        """
        source = capture.original or capture
        headers, body = read_answer(source.file, source.position, limit)
        if capture.original:
            own, _ = read_answer(capture.file, capture.position, limit)
            headers = _select(own, of_body=False) + _select(headers, of_body=True)
        return Recorded(capture.date, capture.status, headers, body)


def _select(headers: Headers, *, of_body: bool) -> Headers:
    return [(name, value) for name, value in headers if (name.lower() in BODY_HEADERS) is of_body]


def _files(paths: Iterable[str | Path]) -> list[Path]:
    files: list[Path] = []
    for path in map(Path, paths):
        files += _inside(path) if path.is_dir() else [path]
    return [file.absolute() for file in files]


def _inside(folder: Path) -> list[Path]:
    try:
        files = sorted(file for file in folder.iterdir() if file.name.endswith((".warc", ".warc.gz")))
    except OSError as error:
        raise ConfigurationError(f"cannot read the archive folder {folder}: {error.strerror or error}") from None
    if not files:
        raise ConfigurationError(f"the archive folder {folder} holds no *.warc or *.warc.gz file")
    return files
