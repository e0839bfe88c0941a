"""What is done on the side, in bounded time: a host that hangs holds up nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Errand(threading.Thread):
    """Something that another machine has to answer; it is let go of when time is up."""

    def __init__(self, what: Callable[[], str]) -> None:
        super().__init__(daemon=True)  # it does not outlive the command
        self._what = what
        self._trouble = "no answer in time"
        self.start()

    def run(self) -> None:
        """Do it."""
        try:
            self._trouble = self._what()
        except Exception as error:
            # Its text may hold an address with its secrets.
            self._trouble = type(error).__name__

    def trouble(self, deadline: float) -> str:
        """What went wrong, or nothing; known at `deadline` (of `time.monotonic`) at the latest."""
        self.join(max(0.0, deadline - time.monotonic()))
        return self._trouble
