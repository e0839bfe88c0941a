"""A web site on this machine, with what makes recording hard."""

from __future__ import annotations

import gzip
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli  # type: ignore[import-untyped]

PAGE = (
    "<html><body>" + "<p>Сьогодні в місті було тихо — a quiet day, said nobody.</p>" * 50 + "</body></html>"
).encode()
ROBOTS = b"User-agent: *\nDisallow: /forbidden/\n"


NORMAL = {"Content-Type": "text/html; charset=utf-8"}

ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/robots.txt": (200, {"Content-Type": "text/plain"}, ROBOTS),
    "/plain": (200, {"ETag": '"one"', "Last-Modified": "Tue, 03 Jan 2023 18:11:00 GMT"}, PAGE),
    "/gzip": (200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE, mtime=0)),
    "/brotli": (200, {"Content-Encoding": "br"}, brotli.compress(PAGE)),
    "/deflate": (200, {"Content-Encoding": "deflate"}, zlib.compress(PAGE)),
    "/chunked": (200, {"Transfer-Encoding": "chunked"}, PAGE),
    "/chunked-gzip": (200, {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}, gzip.compress(PAGE, mtime=0)),
    "/moved": (301, {"Location": "/plain"}, b""),
    "/moved-to-utf8": (302, {"Location": "/на-місці?a=b".encode().decode("latin-1")}, b""),
    "/%D0%BD%D0%B0-%D0%BC%D1%96%D1%81%D1%86%D1%96": (200, {}, PAGE),
    "/error": (500, {}, b"it broke"),
    "/empty": (200, {}, b""),
    "/cookie": (200, {"Set-Cookie": "session=secret-of-the-site"}, PAGE),
}
GONE: tuple[int, dict[str, str], bytes] = (404, {}, b"no such page")


class Handler(BaseHTTPRequestHandler):
    """Answers GET with what ANSWERS holds for the path."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        status, headers, body = ANSWERS.get(self.path.partition("?")[0], GONE)
        if "Transfer-Encoding" in headers:
            pieces = [body[start : start + 100] for start in range(0, len(body), 100)]
            body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in [*pieces, b""])
        else:
            headers = headers | {"Content-Length": str(len(body))}
        self.send_response(status)
        for name, value in (NORMAL | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        pass


@contextmanager
def serving() -> Iterator[str]:
    """The site, under the URL that is yielded."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
