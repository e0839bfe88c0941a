"""What a process takes, asked of the operating system."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """What one process took."""

    cpu: float
    """Seconds of user and system time, with those of the processes that it started and waited for."""
    memory: float
    """Peak, in MB; of several processes, of the largest."""
    wall: float
    """Seconds."""


class FailedError(SystemExit):
    """A command has failed, and so has whoever cannot do without it."""


def cost(arguments: list[str], environment: dict[str, str], log: Path | None = None) -> Cost:
    """Run Python with arguments to its end and ask the operating system what it took.

    This file stands in between, as a small process: the peak of a process is never below the size of the one that
    started it (Linux takes it over in `execve`), and a benchmark is larger than some of what it measures.

    Args:
        arguments: of Python.
        environment: in addition to this process's.
        log: where all that it prints is added; None: its errors go where this process's do, the rest nowhere.

    Raises:
        FailedError: It did not end well.
    """
    command = [sys.executable, "-S", __file__, str(log or ""), *arguments]
    between = subprocess.run(command, env=os.environ | environment, stdout=subprocess.PIPE, check=True)
    code, *taken = json.loads(between.stdout)
    if code:
        raise FailedError(f"{' '.join(arguments)} ended with {code}")
    return Cost(*taken)


def _run(log: str, *arguments: str) -> tuple[int, float, float, float]:
    """Exit code and cost."""
    written = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    actions: list[tuple[object, ...]] = [(os.POSIX_SPAWN_OPEN, 1, log or os.devnull, written, 0o600)]
    if log:
        actions.append((os.POSIX_SPAWN_DUP2, 1, 2))
    started = time.monotonic()
    pid = os.posix_spawn(sys.executable, [sys.executable, *arguments], os.environ, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - started
    return os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, wall


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_run(*sys.argv[1:])))
