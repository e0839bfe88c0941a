"""A small HTTP/1.1 server: one thread serves every site of a process, and an answer is a value."""

from __future__ import annotations

import asyncio
import socket
import threading
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import cache
from http import HTTPStatus
from urllib.parse import urlsplit

MAX_HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asks."""

    method: str
    target: str
    """The path, with its query."""
    headers: dict[str, str]
    """By names in lower case."""
    version: str = "HTTP/1.1"

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]

    @property
    def conditional(self) -> bool:
        """Whether the client names a version that it has."""
        return "if-none-match" in self.headers or "if-modified-since" in self.headers


@dataclass(slots=True)
class Reply:
    """What is answered."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    """0: hang up without a word."""
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0
    """Seconds before the first byte."""
    stream: Callable[[], Iterable[bytes | float]] | None = None
    """Instead of a body: pieces of it, and pauses in seconds. Its length is not told."""
    cut: int | None = None
    """Hang up after so many bytes of the body."""


class Server:
    """Answers on a port of 127.0.0.1 until it is closed."""

    def __init__(self, answer: Callable[[Request], Reply], port: int = 0) -> None:
        self._answer = answer
        self._writers: set[asyncio.StreamWriter] = set()
        self.bytes_sent = 0
        listening = socket.create_server(("127.0.0.1", port), backlog=256)
        self.port: int = listening.getsockname()[1]
        start = asyncio.start_server(self._serve, sock=listening, limit=MAX_HEAD)
        self._server = asyncio.run_coroutine_threadsafe(start, _loop()).result(10)

    def close(self) -> None:
        """Stop listening, and hang up on whoever is connected."""
        asyncio.run_coroutine_threadsafe(self._close(), _loop()).result(10)

    async def _close(self) -> None:
        self._server.close()
        for writer in tuple(self._writers):
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        # asyncio does so only for sockets that name their protocol, which those that were accepted do not.
        writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            while (request := await _read(reader)) and await self._reply(request, writer):
                pass
        except (OSError, EOFError, asyncio.LimitOverrunError, ValueError):
            pass  # the client has gone, or speaks something else than HTTP
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _reply(self, request: Request, writer: asyncio.StreamWriter) -> bool:
        """Send the answer; whether the connection goes on."""
        try:
            reply = self._answer(request)
        except Exception:
            reply = Reply(traceback.format_exc().encode(), "text/plain", 500)
        if reply.delay:
            await asyncio.sleep(reply.delay)
        if not reply.status:
            return False
        streamed = reply.stream is not None and request.method != "HEAD"
        stays = request.headers.get("connection", "").lower() != "close" and request.version == "HTTP/1.1"
        stays = stays and reply.cut is None
        chunked = streamed and request.version == "HTTP/1.1"
        head = _head(reply, stays, chunked=chunked)
        if streamed:
            self._write(writer, head)
            await self._stream(reply, writer, chunked=chunked)
        else:
            self._write(writer, head if request.method == "HEAD" else head + reply.body[: reply.cut])
        await writer.drain()
        return stays

    async def _stream(self, reply: Reply, writer: asyncio.StreamWriter, *, chunked: bool) -> None:
        assert reply.stream is not None
        left = reply.cut
        for piece in reply.stream():
            if isinstance(piece, float | int):
                await asyncio.sleep(piece)
                continue
            part = piece if left is None else piece[:left]
            if part:
                self._write(writer, b"%x\r\n%b\r\n" % (len(part), part) if chunked else part)
                await writer.drain()
            if left is not None:
                left -= len(part)
                if not left:
                    return
        if chunked:
            self._write(writer, b"0\r\n\r\n")

    def _write(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        if writer.is_closing():
            raise ConnectionResetError
        writer.write(data)
        self.bytes_sent += len(data)


async def _read(reader: asyncio.StreamReader) -> Request | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head[:-4].split("\r\n")
    method, target, version = first.split(" ")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if length := int(headers.get("content-length", 0)):
        await reader.readexactly(min(length, MAX_HEAD))
    if not target.startswith("/"):  # as proxies are asked
        parts = urlsplit(target)
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return Request(method, target, headers, version)


def _head(reply: Reply, stays: bool, *, chunked: bool) -> bytes:
    headers = {"Date": formatdate(usegmt=True), "Content-Type": reply.kind, "Connection": "keep-alive"}
    if not stays or (reply.stream and not chunked):
        headers["Connection"] = "close"
    if chunked:
        headers["Transfer-Encoding"] = "chunked"
    elif reply.stream is None and reply.status != 304:
        headers["Content-Length"] = str(len(reply.body))
    headers |= reply.headers
    lines = [f"HTTP/1.1 {reply.status} {_phrase(reply.status)}", *(f"{k}: {v}" for k, v in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else "Unknown"


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """The loop of this process, in a thread that ends with it."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="newsroom", daemon=True).start()
    return loop
