"""A crawl that is in the middle for as long as a test wants it to be."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Event

from tests.newsroom import Asking, Newsroom, Reply


@dataclass
class Pause:
    """One story of a site is answered no sooner than `over` is set: a crawl is in the middle until then."""

    room: Newsroom
    over: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.slug = self.room.stories[2].slug
        self.room.faults[self.room.path(self.room.stories[2])] = self._answer

    def _answer(self, asking: Asking) -> Reply:
        usual = asking.usual()
        return Reply(kind=usual.kind, stream=lambda: self._late(usual.body))

    def _late(self, body: bytes) -> Iterator[bytes | float]:
        while not self.over.is_set():
            yield 0.02
        yield body

    @property
    def reached(self) -> bool:
        """Whether a crawl waits for it."""
        return self.slug in self.room.articles_asked()


def until(reached: Callable[[], bool], process: subprocess.Popen[str] | None = None) -> None:
    """Wait for something, at most a minute or until a process has ended; it must have come then."""
    deadline = time.monotonic() + 60
    while not reached() and time.monotonic() < deadline and (process is None or process.poll() is None):
        time.sleep(0.01)
    assert reached()
