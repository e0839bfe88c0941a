"""Where an export or a report goes: a file that is there whole or not at all, or a stream."""

from __future__ import annotations

import gzip
import io
import os
import secrets
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import IO, Any, NoReturn

from feedcrawler.errors import ConfigurationError, FeedcrawlerError

_STOPPED_BY = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_WRONG = (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError)


class OutputError(FeedcrawlerError):
    """It could not be written: it may be another time."""


class Output(io.RawIOBase):
    """Passes on what is written, and counts it.

    Args:
        file: where it goes.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.size = 0
        """Bytes until now."""

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Pass on all of it."""
        self._file.write(data)
        self.size += len(data)
        return len(data)


@contextmanager
def written(name: str, stream: IO[bytes], *, packed: bool) -> Iterator[tuple[IO[bytes], Output]]:
    """A file to write to, and what counts its bytes; the file is in its place when all was written, or as it was.

    Args:
        name: of the file; "-": the stream.
        stream: what to write to instead of a file.
        packed: with gzip.

    Raises:
        ConfigurationError: it cannot be written there.
        OutputError: it could not be written to the end, or was stopped by a signal.
    """
    try:
        with _stopped_by_signals(), _opened(name, stream) as file:
            output = Output(file)
            with io.BufferedWriter(output) as buffered:
                if packed:
                    with gzip.GzipFile("", "wb", compresslevel=6, fileobj=buffered, mtime=0) as zipped:
                        yield zipped, output  # type: ignore[misc]
                else:
                    yield buffered, output
    except BrokenPipeError:  # whoever reads has had enough
        raise
    except OSError as error:
        kind = ConfigurationError if isinstance(error, _WRONG) else OutputError
        raise kind(f"cannot write {'to the standard output' if name == '-' else name}: {error.strerror}") from None


@contextmanager
def _opened(name: str, stream: IO[bytes]) -> Iterator[IO[bytes]]:
    if name == "-":
        yield stream
        stream.flush()
        return
    path = Path(os.path.realpath(name))
    if path.exists() and not path.is_file():  # a device, a pipe; or a folder
        with path.open("wb") as file:
            yield file
        return
    part = path.with_name(f".{path.name[:200]}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Let what ends a process end the writing in an orderly way."""

    def stop(number: int, _: FrameType | None) -> NoReturn:
        raise OutputError(f"stopped by {signal.Signals(number).name} before the end")

    before = {number: signal.getsignal(number) for number in _STOPPED_BY}
    heard = [
        number for number, handler in before.items() if handler not in (signal.SIG_IGN, None)
    ]  # nohup, not Python's
    try:
        for number in heard:
            signal.signal(number, stop)
        yield
    finally:
        for number in heard:
            signal.signal(number, before[number])
