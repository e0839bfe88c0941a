"""The embedded MongoDB, on the real mongod."""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from scrapy.settings import Settings

from feedcrawler.errors import ConfigurationError, DatabaseError
from feedcrawler.mongodb import server
from feedcrawler.mongodb.folder import server_folder, socket_path
from feedcrawler.mongodb.server import Server, database_uri, start, status, stop
from tests.mongodb.embedded import connect, data_folder, eventually, is_alive, kill, mongods

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the embedded MongoDB is for Linux")


@pytest.fixture
def data() -> Iterator[Path]:
    with data_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    """A server that tests look at and leave as it is."""
    with data_folder() as folder:
        yield start(folder)


def write(uri: str, *names: str) -> None:
    with connect(uri) as client:
        client.test.articles.insert_many([{"_id": name} for name in names])


def read(uri: str) -> list[str]:
    with connect(uri) as client:
        return sorted(document["_id"] for document in client.test.articles.find())


def in_another_process(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


START = "import sys, pathlib; from feedcrawler.mongodb.server import start; print(start(pathlib.Path(sys.argv[1])).pid)"


# --- What it is -----------------------------------------------------------------------------------------------------


def test_a_database_is_there_a_moment_after_it_is_asked_for(data: Path) -> None:
    begun = time.monotonic()
    uri = database_uri(Settings({"FEEDCRAWLER_DATA_DIR": str(data)}))
    assert time.monotonic() - begun < 10  # half a second, on a machine with nothing else to do
    write(uri, "a")
    assert read(uri) == ["a"]
    found = status(data)
    assert (found.running, found.uri, [found.pid]) == (True, uri, mongods(data))


def test_the_users_own_server_is_taken_as_it_is_and_nothing_is_started(data: Path) -> None:
    settings = Settings({"MONGODB_URI": "mongodb://db.example.org/?tls=true", "FEEDCRAWLER_DATA_DIR": str(data)})
    assert database_uri(settings) == "mongodb://db.example.org/?tls=true"
    assert not data.exists()


def test_asking_changes_nothing(data: Path) -> None:
    assert not status(data).running
    assert not stop(data)
    assert not data.exists()


def test_it_listens_on_one_socket_that_only_this_user_may_use(running: Server) -> None:
    address = running.data.parent / "mongodb-27017.sock"
    assert stat.S_IMODE(address.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(address.stat().st_mode) == 0o700
    assert listening(running, "unix") == ["./mongodb-27017.sock"]


def test_it_opens_no_tcp_port(running: Server) -> None:
    assert listening(running, "tcp") == []
    assert listening(running, "tcp6") == []


def listening(running: Server, kind: str) -> list[str]:
    """The addresses at which the server listens, from the kernel's tables."""
    inodes = set()
    for descriptor in Path(f"/proc/{running.pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # mongod opens and closes files all the time
            inodes.add(str(descriptor.readlink()).removeprefix("socket:[").removesuffix("]"))
    rows = [line.split() for line in Path(f"/proc/{running.pid}/net/{kind}").read_text().splitlines()[1:]]
    if kind == "unix":  # flag 0x10000: listens
        return [row[7] for row in rows if row[6] in inodes and int(row[3], 16) & 0x10000]
    return [row[1] for row in rows if row[9] in inodes]


def test_it_does_not_speak_zlib_which_is_how_memory_leaks_out_of_this_version(running: Server) -> None:
    with connect(running.uri) as client:
        hello = client.admin.command("hello", compression=["zlib", "snappy", "zstd"])
    assert hello["compression"] == ["snappy", "zstd"]


def test_every_client_waits_for_the_journal(running: Server) -> None:
    with connect(running.uri) as client:
        assert client.write_concern.document == {"w": 1, "j": True}


def test_an_empty_database_takes_a_few_megabytes(running: Server) -> None:
    assert sum(file.stat().st_size for file in running.data.rglob("*")) < 10 * 1024 * 1024


# --- One server for all -----------------------------------------------------------------------------------------------


def test_the_server_outlives_the_command_that_started_it_and_serves_the_next(data: Path) -> None:
    first = in_another_process(START, data)
    pid = int(first.communicate(timeout=30)[0])
    assert os.getsid(pid) == pid  # a session of its own: Ctrl-C does not reach it
    assert start(data).pid == pid
    assert stop(data)
    assert not is_alive(pid)


def test_twenty_simultaneous_starts_make_one_server(data: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["feedcrawler.mongodb.server"])
    with context.Pool(20) as pool:
        started = pool.map(start, [data] * 20, chunksize=1)
    assert len({found.pid for found in started}) == 1
    assert mongods(data) == [started[0].pid]


def test_a_stopped_server_is_gone_and_its_data_comes_back_with_the_next(data: Path) -> None:
    write(start(data).uri, "a")
    assert stop(data)
    assert mongods(data) == []
    assert not stop(data)
    assert read(start(data).uri) == ["a"]


# --- After a crash ------------------------------------------------------------------------------------------------------


def test_what_was_written_is_there_after_the_server_was_killed(data: Path) -> None:
    before = start(data)
    write(before.uri, *"abc")
    assert before.pid
    kill(before.pid)
    assert (before.data.parent / "mongodb-27017.sock").is_socket()  # left behind, like the pid file
    assert not status(data).running
    after = start(data)
    assert after.pid != before.pid
    assert read(after.uri) == ["a", "b", "c"]


@pytest.mark.parametrize("moment", [0.02, 0.2])
def test_a_killed_starter_leaves_one_server_or_none_and_the_next_start_works(data: Path, moment: float) -> None:
    starter = in_another_process(START, data)
    eventually((data / "mongodb" / "mongod.pid").exists)
    time.sleep(moment)
    starter.kill()
    starter.communicate()
    found = start(data)
    assert mongods(data) == [found.pid]
    write(found.uri, "a")


def test_a_pid_that_another_process_has_now_is_not_believed(data: Path) -> None:
    with subprocess.Popen(["sleep", "60"]) as stranger:
        (data / "mongodb").mkdir(parents=True)
        (data / "mongodb" / "mongod.pid").write_text(f"{stranger.pid}\n")
        assert status(data).pid is None
        assert not stop(data)
        found = start(data)
        assert found.pid != stranger.pid
        assert stop(data)
        assert stranger.poll() is None
        stranger.kill()


def test_a_socket_file_without_a_server_is_no_obstacle(data: Path) -> None:
    (data / "mongodb").mkdir(parents=True)
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(data / "mongodb" / "mongodb-27017.sock"))
    write(start(data).uri, "a")


def test_a_server_that_hangs_is_named_instead_of_waited_for_for_ever(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hung = start(data).pid
    assert hung
    monkeypatch.setattr(server, "PATIENCE", 0.1)
    monkeypatch.setattr(server, "_ANSWER_MS", 100)
    os.kill(hung, signal.SIGSTOP)
    with pytest.raises(DatabaseError, match=f"pid {hung}.* does not answer after .*mongod.log"):
        start(data)
    with pytest.raises(DatabaseError, match=f"pid {hung}.* does not stop after"):
        stop(data)
    assert (status(data).running, status(data).pid) == (False, hung)


def test_a_folder_deleted_under_its_server_is_made_anew_and_the_old_server_leaves_it_alone(data: Path) -> None:
    old = start(data)
    write(old.uri, "a")
    shutil.rmtree(data)
    assert not status(data).running
    new = start(data)
    write(new.uri, "b")
    assert old.pid
    eventually(lambda: not is_alive(old.pid or 0), seconds=30)  # it finds its files gone
    assert read(new.uri) == ["b"]
    assert "WiredTiger error" not in new.log.read_text()


# --- Folders ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["with a space", "їжак, 50% #1: «да»", "long" * 50], ids=["space", "not-ascii", "too-long-for-a-socket"]
)
def test_any_folder_will_do(name: str) -> None:
    with data_folder(name) as folder:
        uri = start(folder).uri
        write(uri, "a")
        assert start(folder).uri == uri
        assert read(uri) == ["a"]
        assert stop(folder)
        assert not socket_path(server_folder(folder)).parent.is_symlink()


def test_a_large_log_is_begun_anew(data: Path) -> None:
    log = data / "mongodb" / "mongod.log"
    log.parent.mkdir(parents=True)
    log.write_bytes(b"old\n" * 3_000_000)
    start(data)
    assert log.stat().st_size < 1_000_000
    assert log.with_suffix(".log.1").stat().st_size == 12_000_000


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match=r"/file.*: Not a directory.*FEEDCRAWLER_DATA_DIR.*MONGODB_URI"):
        start(tmp_path / "file" / "data")
    with pytest.raises(ConfigurationError, match=r"/proc/data.*No such file.*MONGODB_URI"):
        start(Path("/proc/data"))


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_user_is_not_trusted(data: Path) -> None:
    (data / "mongodb").mkdir(parents=True)
    os.chown(data / "mongodb", 65534, 65534)
    with pytest.raises(ConfigurationError, match="another user's"):
        start(data)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ("ro", "ConfigurationError: cannot keep the embedded MongoDB .*Read-only file system.*MONGODB_URI"),
        ("size=64k", "DatabaseError: the disk is full.*/mongodb.*MONGODB_URI"),
    ],
    ids=["read-only", "full"],
)
def test_a_disk_that_cannot_be_written_is_said_in_a_line(data: Path, options: str, error: str) -> None:
    data.mkdir()
    attempt = f"""
import pathlib, sys
from feedcrawler.mongodb.server import start
try:
    start(pathlib.Path({str(data)!r}))
except Exception as error:
    print(f"{{type(error).__name__}}: {{error}}")
"""
    mount = f'mount -t tmpfs -o {options} tmpfs \'{data}\' || exit 99; exec "$0" -c "$1"'
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", mount, sys.executable, attempt],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    if "unshare" in done.stderr or done.returncode == 99:
        pytest.skip(f"no mounts here: {done.stderr}")
    assert_is_one_line(done.stdout, error)


def assert_is_one_line(text: str, pattern: str) -> None:
    assert len(text.strip().splitlines()) == 1, text
    assert re.search(pattern, text), text


# --- Programs that do not run -------------------------------------------------------------------------------------------


def program(folder: Path, script: str) -> str:
    path = folder / "mongod"
    path.write_text(script)
    path.chmod(0o755)
    return str(path)


def test_a_missing_library_is_named_with_the_package_that_has_it(data: Path, tmp_path: Path) -> None:
    # What the loader prints, word for word, on a Debian without libcurl.
    broken = program(
        tmp_path,
        "#!/bin/sh\necho 'mongod: error while loading shared libraries: libcurl.so.4: cannot open shared object"
        " file: No such file or directory' >&2\nexit 127\n",
    )
    with pytest.raises(ConfigurationError, match=r"libcurl\.so\.4.*apt-get install libcurl4.*MONGODB_URI"):
        start(data, broken)
    assert read(start(data).uri) == []  # the lock is free again


def test_a_cpu_without_avx_is_named(data: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"CPU with AVX.*MONGODB_URI"):
        start(data, program(tmp_path, "#!/bin/sh\nkill -ILL $$\n"))


def test_a_program_for_another_cpu_is_named(data: Path, tmp_path: Path) -> None:
    path = Path(program(tmp_path, ""))
    path.write_bytes(b"\x7fELF\x02\x01\x01".ljust(16, b"\0") + b"\x02\0\xb7\0" + bytes(200))  # aarch64
    with pytest.raises(ConfigurationError, match=r"another CPU.*MONGODB_URI"):
        start(data, str(path))


def test_a_system_without_glibc_is_named(data: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"glibc.*MONGODB_URI"):
        start(data, program(tmp_path, "#!/lib64/no-such-loader.so.2\n"))


def test_a_program_that_is_no_mongod_is_quoted(data: Path, tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"does not start: what is --dbpath\? \(log: .*mongod.log\)"):
        start(data, program(tmp_path, "#!/bin/sh\necho what is $1?\n"))


def test_data_of_another_storage_engine_is_refused_in_mongods_own_words(data: Path) -> None:
    found = start(data)
    stop(data)
    storage = found.data / "storage.bson"
    storage.write_bytes(storage.read_bytes().replace(b"wiredTiger", b"fiveTigers"))
    with pytest.raises(DatabaseError, match=r"unknown storage engine: fiveTigers \(log: .*another folder.*MONGODB_URI"):
        start(data)


def test_data_of_a_newer_mongodb_is_refused_in_mongods_own_words(data: Path) -> None:
    found = start(data)
    stop(data)
    turtle = found.data / "WiredTiger.turtle"
    turtle.write_text(turtle.read_text().replace("version=(major=1,", "version=(major=99,"))
    with pytest.raises(DatabaseError, match=r"unsupported WiredTiger .*version 99"):
        start(data)
