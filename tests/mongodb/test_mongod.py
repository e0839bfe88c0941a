"""Where mongod is found, and what its last words mean."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.errors import ConfigurationError, DatabaseError
from feedcrawler.mongodb import mongod
from feedcrawler.mongodb.mongod import died_at_start, find_mongod, last_words, not_installed, refused_by_the_system

LOG = Path("/data/mongodb/mongod.log")


@pytest.mark.skipif(sys.platform != "linux", reason="the wheel is for Linux")
def test_the_installed_wheel_has_a_mongod_that_may_be_run() -> None:
    assert os.access(find_mongod(), os.X_OK)


def test_a_missing_wheel_is_installed_with_one_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mongod, "DISTRIBUTION", "a-wheel-that-nobody-has-installed")
    with pytest.raises(
        ConfigurationError, match=r"not installed: `pip install 'feedcrawler\[embedded\]'`.*MONGODB_URI"
    ):
        find_mongod()


@pytest.mark.parametrize(("system", "machine"), [("Darwin", "arm64"), ("Windows", "AMD64"), ("Linux", "aarch64")])
def test_where_the_wheel_cannot_run_nobody_is_told_to_install_it(system: str, machine: str) -> None:
    said = not_installed(system, machine)
    assert f"this is {system} on {machine}" in said
    assert "pip install" not in said
    assert "MONGODB_URI" in said
    assert "docker compose up" in said


def test_a_wrong_feedcrawler_mongod_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"no mongod at .*/nowhere \(FEEDCRAWLER_MONGOD\)"):
        find_mongod(str(tmp_path / "nowhere"))
    with pytest.raises(ConfigurationError, match="no mongod at"):
        find_mongod(str(tmp_path))


def test_a_lost_run_bit_is_given_back(tmp_path: Path) -> None:
    program = tmp_path / "mongod"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o644)
    assert os.access(find_mongod(str(program)), os.X_OK)


@pytest.mark.parametrize("word", ["GLIBC_2.34", "CURL_OPENSSL_4"])
def test_a_linux_that_is_too_old_is_told_which_would_do(word: str) -> None:
    said = died_at_start(1, f"/x/mongod: /lib/libc.so.6: version `{word}' not found (required by /x/mongod)\n", LOG)
    assert isinstance(said, ConfigurationError)
    assert word in str(said)
    assert "Ubuntu 22.04" in str(said)


def test_a_disk_that_forbids_programs_is_named() -> None:
    said = refused_by_the_system(Path("/x/mongod"), PermissionError(errno.EACCES, "Permission denied"))
    assert "noexec" in str(said)


def test_a_death_without_a_word_is_told_by_its_signal_or_exit_code() -> None:
    assert f"does not start: signal {signal.SIGKILL:d} " in str(died_at_start(-signal.SIGKILL, "", LOG))
    assert "does not start: exit code 5 " in str(died_at_start(5, " \n", LOG))


def line(severity: str, said: str, /, **attributes: object) -> str:
    return json.dumps({"s": severity, "c": "CONTROL", "msg": said, "attr": attributes})


def test_the_first_error_is_the_cause_and_what_follows_only_its_echo() -> None:
    output = "\n".join(
        [
            line("I", "MongoDB starting", error="not one"),
            line("W", "Access control is not enabled"),
            line("E", "WiredTiger error", message={"msg": "__posix_open:805:a.wt: open", "error_str": "No space left"}),
            line("E", "WiredTiger error", message={"msg": "__wt_panic:42:panic", "error_str": "WT_PANIC"}),
            line("F", "Fatal assertion", msgid=28595),
            line("F", "\n\n***aborting after fassert() failure\n\n"),
            "  a stack trace",
        ]
    )
    assert last_words(output) == "a.wt: open: No space left"


def test_a_fatal_line_speaks_when_no_error_does() -> None:
    assert last_words(line("F", "Wrong mongod version", error="UPGRADE PROBLEM")) == (
        "Wrong mongod version: UPGRADE PROBLEM"
    )


def test_plain_words_are_those_of_a_program_that_did_not_get_as_far_as_a_log() -> None:
    assert last_words("Error parsing command line: unrecognised option '--x'\ntry --help\n") == (
        "Error parsing command line: unrecognised option '--x'"
    )


@given(st.text())
def test_any_output_gives_one_short_line(output: str) -> None:
    said = died_at_start(1, output, LOG)
    assert isinstance(said, ConfigurationError | DatabaseError)
    assert len(str(said).splitlines()) <= 1
    assert len(str(said)) < 700


@given(
    st.dictionaries(
        st.sampled_from(["s", "msg", "attr"]),
        st.sampled_from(["E", "F"])
        | st.text()
        | st.dictionaries(
            st.sampled_from(["message", "error", "reason"]), st.text() | st.dictionaries(st.text(), st.integers())
        ),
    )
)
def test_any_log_line_gives_one_short_line(record: dict[str, object]) -> None:
    words = last_words(json.dumps(record))
    assert len(words) <= 300
    assert not re.search(r"[\r\n]", words)
