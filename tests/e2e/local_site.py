"""A small news site on a real socket, with faults on demand."""

from __future__ import annotations

import gzip
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class LocalSite:
    """Serves an RSS feed, a listing and articles; `faults` answer instead for their paths."""

    slugs: list[str]
    robots: str = "User-agent: *\nDisallow: /private/\n"
    faults: dict[str, Answer] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    agents: set[str] = field(default_factory=set)
    times: list[tuple[float, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked[self.path] += 1
                site.times.append((time.monotonic(), self.path))
                site.agents.add(self.headers["User-Agent"])
                site.faults.get(self.path, site.answer)(self)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """What a well-behaved site answers."""
        path = handler.path
        slug = path.strip("/")
        if path == "/robots.txt":
            send(handler, self.robots, "text/plain")
        elif path == "/rss/":
            send(handler, self.rss(), "application/rss+xml")
        elif path == "/news/":
            cards = "".join(f"<article><h2><a href='/{s}/'>{headline(s)}</a></h2></article>" for s in self.slugs)
            send(handler, f"<html><body><main>{cards}</main></body></html>")
        elif slug in self.slugs:
            send(handler, page(slug))
        else:
            send(handler, "<html><body>Not here</body></html>", status=404)

    def rss(self) -> str:
        """The feed."""
        items = "".join(
            f"<item><title>{headline(s)}</title><link>{self.address}/{s}/</link></item>" for s in self.slugs
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Local</title>{items}</channel></rss>'

    def articles_asked(self) -> dict[str, int]:
        """How often each article was asked for."""
        return {s: self.asked[f"/{s}/"] for s in self.slugs if self.asked[f"/{s}/"]}

    def close(self) -> None:
        """Stop answering."""
        self.server.shutdown()
        self.server.server_close()


def headline(slug: str) -> str:
    """The headline of an article."""
    return slug.replace("-", " ").capitalize()


def page(slug: str) -> str:
    """An article."""
    paragraphs = "".join(
        f"<p>Paragraph {n} of {headline(slug)} tells what the council of {slug} decided on its {n}th day.</p>"
        for n in range(1, 6)
    )
    date = "2026-01-05T10:00:00+00:00"
    return (
        f"<html lang='en'><head><title>{headline(slug)}</title><meta property='article:published_time' content='{date}'>"
        f"</head><body><main><article><h1>{headline(slug)}</h1>{paragraphs}</article></main></body></html>"
    )


def send(
    handler: BaseHTTPRequestHandler, text: str, kind: str = "text/html", status: int = 200, **headers: str
) -> None:
    """Answer with a text."""
    body = text.encode()
    handler.send_response(status)
    for name, value in {"Content-Type": f"{kind}; charset=utf-8", "Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def redirect(location: str) -> Answer:
    """A redirect."""
    return lambda handler: send(handler, "", status=302, Location=location)


def once_busy(site: LocalSite, seconds: int) -> Answer:
    """429 with Retry-After the first time, then as usual."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if site.asked[handler.path] == 1:
            send(handler, "busy", status=429, Retry_After=str(seconds))
        else:
            site.answer(handler)

    return answer


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A page that never ends."""
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(300):
            handler.wfile.write(b"<p>slow</p>")
            handler.wfile.flush()
            time.sleep(0.1)
    except OSError:
        pass


def flood(handler: BaseHTTPRequestHandler) -> None:
    """A page of 200 MB."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    try:
        for _ in range(200):
            handler.wfile.write(b"x" * 1_000_000)
    except OSError:
        pass


def bomb(handler: BaseHTTPRequestHandler) -> None:
    """A page that is small until it is unpacked."""
    body = gzip.compress(b"<p>" + b"x" * 100_000_000)
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
