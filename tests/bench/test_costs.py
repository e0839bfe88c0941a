"""What a process takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.costs import FailedError, cost


def test_memory_is_that_of_the_process_and_not_of_the_one_that_starts_it() -> None:
    larger = b"x" * 300_000_000
    del larger
    assert 60 < cost(["-S", "-c", "held = b'x' * 60_000_000"], {}).memory < 150


def test_cpu_of_what_a_process_starts_and_waits_for_counts() -> None:
    spins = "import time\nwhile time.process_time() < 0.3: pass"
    starts = f"import subprocess, sys; subprocess.run([sys.executable, '-S', '-c', {spins!r}])"
    assert cost(["-S", "-c", starts], {}).cpu >= 0.3


def test_what_it_prints_goes_into_the_log_with_its_errors(tmp_path: Path) -> None:
    prints = "import os, sys; print(os.environ['SAYS'], flush=True); print('quietly', file=sys.stderr)"
    for _ in range(2):
        cost(["-S", "-c", prints], {"SAYS": "aloud"}, tmp_path / "log")
    assert (tmp_path / "log").read_text() == "aloud\nquietly\n" * 2


def test_a_command_that_fails_is_told_with_its_exit_code() -> None:
    with pytest.raises(FailedError, match="ended with 7"):
        cost(["-S", "-c", "raise SystemExit(7)"], {})
