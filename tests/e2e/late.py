"""A MongoDB that answers late, when a test wants it to."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event


@dataclass
class Late:
    """A way to a server's socket on which nothing passes from the first message with `word` in it until `go` is set."""

    server: Path
    word: bytes
    reached: Event = field(default_factory=Event)
    go: Event = field(default_factory=Event)

    @contextmanager
    def listening(self) -> Iterator[str]:
        """Listen; gives the URI."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
            try:
                yield f"mongodb://127.0.0.1:{listener.getsockname()[1]}/"
            finally:
                self.go.set()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):  # the listener is closed
            while True:
                ours, _ = listener.accept()
                theirs = socket.socket(socket.AF_UNIX)
                theirs.connect(str(self.server))
                for way in ((ours, theirs), (theirs, ours)):
                    threading.Thread(target=self._pass_on, args=way, daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                if self.word in data:
                    self.reached.set()
                if self.reached.is_set():
                    self.go.wait()
                other.sendall(data)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
