"""Those who are told: a web server and a mail server that note what they hear."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Heard(NamedTuple):
    """A request."""

    method: str
    path: str
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return dict(json.loads(self.body))


@dataclass
class Listener:
    """A web server that notes what it hears."""

    heard: list[Heard] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    """What to answer, one after the other; then 200."""
    hangs: threading.Event | None = None
    """Answers only when this is set."""
    port: int = 0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"


@contextmanager
def web_server(*statuses: int, hangs: bool = False) -> Iterator[Listener]:
    listener = Listener(statuses=list(statuses), hangs=threading.Event() if hangs else None)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            listener.heard.append(Heard(self.command, self.path, body))
            if listener.hangs:
                listener.hangs.wait()
            self.send_response(listener.statuses.pop(0) if listener.statuses else 200)
            self.end_headers()

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.port = server.server_port
    with _served(server):
        yield listener
        if listener.hangs:
            listener.hangs.set()


@contextmanager
def mail_server() -> Iterator[tuple[int, list[EmailMessage]]]:
    """A mail server (RFC 5321, as little of it as a sender needs): its port, and what it took."""
    taken: list[EmailMessage] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 mail.example ready")
            for line in self.rfile:
                command = line.strip().upper()
                if command == b"DATA":
                    self._say("354 go ahead")
                    lines = iter(self.rfile.readline, b".\r\n")
                    taken.append(message_from_bytes(b"".join(lines), policy=policy.default))
                    self._say("250 taken")
                elif command == b"QUIT":
                    self._say("221 bye")
                    return
                else:
                    self._say("250 mail.example")

        def _say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    with _served(server):
        yield server.server_address[1], taken


@contextmanager
def _served(server: socketserver.TCPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
