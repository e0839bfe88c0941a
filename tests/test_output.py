"""A file is there whole, or as it was."""

from __future__ import annotations

import gzip
import io
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from feedcrawler.errors import ConfigurationError, DatabaseError
from feedcrawler.exporting.columns import columns
from feedcrawler.exporting.export import Exported, export
from feedcrawler.exporting.formats import Format
from feedcrawler.output import OutputError

CHOSEN = columns(["_id"])
NAMES = ["a.jsonl", "a.csv", "a.csv.gz", "a.parquet"]
Documents = Iterator[dict[str, Any]]


def write(documents: Any, path: Path) -> Exported:
    return export(documents, CHOSEN, str(path), Format.of(path.name), io.BytesIO())


def some(number: int = 5_000) -> Documents:
    for n in range(number):
        yield {"_id": f"https://example.org/{n}/"}


def then(end: Any) -> Documents:
    """Some articles, and then something happens."""
    yield from some()
    end()
    yield from some()


def database_is_lost() -> None:
    raise DatabaseError("no MongoDB answers")


@pytest.mark.parametrize("name", NAMES)
def test_what_was_written_is_told(tmp_path: Path, name: str) -> None:
    done = write(some(), tmp_path / name)
    assert done == Exported(5_000, (tmp_path / name).stat().st_size, 0)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_never_sees_half_a_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("as it was")
    seen = []
    write(then(lambda: seen.append(path.read_text())), path)
    assert seen == ["as it was"]
    assert b"as it was" not in path.read_bytes()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("end", "error"),
    [
        (database_is_lost, DatabaseError),
        (lambda: os.kill(os.getpid(), signal.SIGTERM), OutputError),
        (lambda: os.kill(os.getpid(), signal.SIGINT), OutputError),
    ],
)
def test_an_export_that_ends_early_leaves_nothing_and_changes_nothing(
    tmp_path: Path, name: str, end: Any, error: type[Exception]
) -> None:
    (tmp_path / name).write_text("as it was")
    with pytest.raises(error):
        write(then(end), tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "as it was"


def test_signals_are_as_they_were_afterwards(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(OutputError, match="stopped by SIGTERM"):
        write(then(lambda: os.kill(os.getpid(), signal.SIGTERM)), tmp_path / "a.jsonl")
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_signal_that_was_ignored_still_is(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as under nohup
    try:
        done = write(then(lambda: os.kill(os.getpid(), signal.SIGHUP)), tmp_path / "a.jsonl")
    finally:
        signal.signal(signal.SIGHUP, before)
    assert done.articles == 10_000


@pytest.mark.parametrize("name", NAMES)
def test_a_full_disk_is_said_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).symlink_to("/dev/full")
    with pytest.raises(OutputError, match=f"^cannot write .*{name}: No space left on device$"):
        write(some(), tmp_path / name)


@pytest.mark.parametrize(
    ("place", "why"),
    [("nowhere/a.csv", "No such file"), ("folder.csv", "Is a directory"), ("file/a.csv", "Not a directory")],
)
def test_a_place_that_is_none_is_said_in_one_line(tmp_path: Path, place: str, why: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match=f"cannot write .*{place}: {why}"):
        write(some(), tmp_path / place)


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "today").mkdir()
    (tmp_path / "today/a.csv").write_text("yesterday’s")
    (tmp_path / "a.csv").symlink_to("today/a.csv")
    write(some(1), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").is_symlink()
    assert (tmp_path / "today/a.csv").read_text().startswith("_id")


def test_who_could_read_a_file_still_can(tmp_path: Path) -> None:
    os.umask(before := os.umask(0o027))
    write(some(1), tmp_path / "new.csv")
    assert (tmp_path / "new.csv").stat().st_mode & 0o777 == 0o666 & ~before
    (tmp_path / "old.csv").touch()
    (tmp_path / "old.csv").chmod(0o604)
    write(some(1), tmp_path / "old.csv")
    assert (tmp_path / "old.csv").stat().st_mode & 0o777 == 0o604


def test_what_is_packed_is_the_same_each_time_and_unpacks_to_the_same(tmp_path: Path) -> None:
    for name in ("a.csv", "a.csv.gz", "b.csv.gz"):
        write(some(), tmp_path / name)
    assert gzip.decompress((tmp_path / "a.csv.gz").read_bytes()) == (tmp_path / "a.csv").read_bytes()
    assert (tmp_path / "a.csv.gz").read_bytes() == (tmp_path / "b.csv.gz").read_bytes()


def test_a_reader_that_has_had_enough_is_no_error_of_ours() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb", buffering=0) as stream, pytest.raises(BrokenPipeError):
        export(some(), CHOSEN, "-", Format("jsonl"), stream)
