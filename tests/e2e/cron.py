"""The command line as cron starts it, and as a person at a terminal does."""

from __future__ import annotations

import os
import pty
import shlex
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass

from tests.e2e.conftest import CommandLine

PROGRAM = (sys.executable, "-m", "feedcrawler.cli")


@dataclass
class Cron(CommandLine):
    """`/bin/sh -c …` in `/`, with next to no environment: no HOME, no terminal, nobody at a keyboard."""

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start a command; standard output and error are pipes."""
        return self.line(f"exec {typed(*arguments)}", **environment)

    def line(self, line: str, **environment: str) -> subprocess.Popen[str]:
        """Start a line of a crontab: `feedcrawler` is the command."""
        pipe = subprocess.PIPE
        return subprocess.Popen(
            ["/bin/sh", "-c", line],
            env={"PATH": "/usr/bin:/bin", **self.own, **environment},
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=pipe,
            stderr=pipe,
            text=True,
        )


@dataclass
class Terminal:
    """A command that a person has typed into a terminal."""

    pid: int
    keyboard: int

    @classmethod
    def start(cls, feedcrawler: CommandLine, *arguments: str, **environment: str) -> Terminal:
        """Type a command."""
        own = {**os.environ, **feedcrawler.own, "TERM": "xterm", "COLUMNS": "120", **environment}
        pid, keyboard = pty.fork()
        if not pid:
            os.execve(sys.executable, [*PROGRAM, *arguments], own)
        return cls(pid, keyboard)

    def interrupt(self) -> None:
        """Ctrl-C."""
        os.write(self.keyboard, b"\x03")

    def hang_up(self) -> None:
        """The window is closed, or the network that led to it is gone."""
        os.close(self.keyboard)
        self.keyboard = -1

    def ended(self) -> tuple[int, str]:
        """The exit code (negative: the signal), and what a person has seen."""
        shown = b""
        with suppress(OSError):  # the terminal ends with the last who has it open
            while self.keyboard >= 0 and (read := os.read(self.keyboard, 65536)):
                shown += read
        if self.keyboard >= 0:
            os.close(self.keyboard)
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status), shown.decode(errors="replace").replace("\r\n", "\n")


def typed(*arguments: str) -> str:
    """`feedcrawler …` as a shell reads it."""
    return shlex.join([*PROGRAM, *arguments])
