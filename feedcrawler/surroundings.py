"""What a command finds around it, whoever started it: streams that are closed, no home, a terminal that goes away."""

from __future__ import annotations

import errno
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TextIO

_NOT_WRITABLE = {errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


def settle_in() -> None:
    """Be ready for a standard stream that is closed (`>&-`), a user without a home, and a terminal that goes away."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - to the end
    try:
        Path.home()
    except RuntimeError:  # a user by number alone, as in containers; Scrapy looks for its settings at home
        os.environ["HOME"] = "/nonexistent"
    # A crawl whose terminal is gone ends as one that is told to; under `nohup` the signal is ignored.
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))


def concerns_output(error: BaseException) -> bool:
    """Whether an error is one of writing to standard output: nobody reads it any more, the disk is full."""
    return isinstance(error, OSError) and error.errno in _NOT_WRITABLE and error.filename is None


def say_the_rest() -> bool:
    """Write what was said and still waits; False if it cannot be, which is said, unless its reader has heard enough."""
    written = True
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError as error:
            give_up(stream)
            if stream is sys.stdout:
                written = False
                if not isinstance(error, BrokenPipeError):
                    complain(error)
    return written


def give_up(stream: TextIO) -> None:
    """Let what is written to a stream, and what still waits in it, go nowhere: it cannot be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def complain(error: OSError) -> None:
    """Say that standard output cannot be written, if that can be said."""
    with suppress(OSError):
        sys.stderr.write(f"feedcrawler: standard output cannot be written: {error.strerror}\n")
