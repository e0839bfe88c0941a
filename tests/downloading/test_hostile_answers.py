"""Answers that never end, or end badly: each is bounded, and says by which word it was."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

from feedcrawler.downloading.reasons import INCIDENTS
from tests.downloading.running import crawl
from tests.e2e.local_site import Answer, LocalSite, bomb, drip, flood, redirect, send

MOST_MEMORY = 64 * 1024  # KiB; without bounds it is some hundred MB


def head(
    write: Callable[[BaseHTTPRequestHandler], None], first: bytes = b"HTTP/1.1 200 OK\r\nX-First: 1\r\n"
) -> Answer:
    """An answer whose head goes on as `write` writes it, until the client hangs up."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(first)
        try:
            for _ in range(3000):
                write(handler)
        except OSError:
            pass

    return answer


def slow_header(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"X-Slow: 1\r\n")
    time.sleep(0.05)


def packed(times: int) -> Answer:
    """A page that is packed several times."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        body = b"<p>Hello</p>"
        for _ in range(times):
            body = gzip.compress(body)
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Encoding", ", ".join(["gzip"] * times))
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def raw(data: bytes) -> Answer:
    return lambda handler: handler.wfile.write(data) and None


def in_crumbs(number: int, end: bytes = b"") -> Answer:
    """A page that comes byte by byte."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
        try:
            for _ in range(number):
                handler.wfile.write(b"1\r\nx\r\n" * 1000)
            handler.wfile.write(end)
        except OSError:
            pass

    return answer


PAGES: dict[str, tuple[Answer, str]] = {
    "/floods": (flood, "too large"),
    "/claims-to-flood": (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 200000000\r\n\r\n<p>"), "too large"),
    "/bomb": (bomb, "too large"),
    "/header-flood": (head(lambda h: h.wfile.write(b"X-Many: 1\r\n" * 5000) and None), "too large"),
    "/folded-header-flood": (head(lambda h: h.wfile.write(b" and more\r\n" * 5000) and None), "too large"),
    "/interim-flood": (
        head(lambda h: h.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 3000) and None, b""),
        "too large",
    ),
    "/long-header": (head(lambda h: h.wfile.write(b"x" * 100_000) and None), "no answer"),
    "/in-crumbs": (in_crumbs(30_000), "broken answer"),
    "/drips": (drip, "timeout"),
    "/slow-headers": (head(slow_header), "timeout"),
    "/says-nothing": (lambda handler: time.sleep(20), "timeout"),
    "/hangs-up": (lambda handler: handler.connection.close(), "no answer"),
    "/is-no-http": (raw(b"220 mail.example ESMTP\r\n\r\n"), "broken answer"),
    "/breaks-off": (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<p>Hello"), "cut off"),
    "/packed-badly": (
        raw(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello"),
        "broken answer",
    ),
    "/packed-often": (packed(20), "broken answer"),
    "/loop": (redirect("/loop"), "too many redirects"),
    "/loads-anew-at-once": (
        lambda h: send(h, "<meta http-equiv='refresh' content='0; url=/loads-anew-at-once'>"),
        "too many redirects",
    ),
    "/gone": (lambda h: send(h, "gone", status=410), "http 410"),
    "/to-a-file": (redirect("file:///etc/hostname"), "http 302"),
    "/to-data": (redirect("data:text/html,hello"), "http 302"),
}


def test_each_is_bounded_and_named(site: LocalSite) -> None:
    site.faults = {path: answer for path, (answer, _) in PAGES.items()}
    met = crawl(
        [site.address + path for path in PAGES],
        DOWNLOAD_TIMEOUT=5,
        DOWNLOAD_MAXSIZE=5_000_000,
        RETRY_TIMES=0,
        CONCURRENT_REQUESTS_PER_DOMAIN=len(PAGES),
        FEEDCRAWLER_MAX_FAILURES=0,
    )
    assert met.reasons() == {path: reason for path, (_, reason) in PAGES.items()}
    assert met.grown < MOST_MEMORY
    assert set(met.reasons().values()) >= INCIDENTS


def test_what_is_too_large_is_not_asked_for_again(site: LocalSite) -> None:
    large = {path: answer for path, (answer, reason) in PAGES.items() if reason == "too large"}
    site.faults = large
    crawl([site.address + path for path in large], DOWNLOAD_MAXSIZE=5_000_000, RETRY_TIMES=3)
    assert {path: site.asked[path] for path in large} == dict.fromkeys(large, 1)


def test_a_large_page_is_not_read_to_its_end(site: LocalSite) -> None:
    sent = []

    def large(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for n in range(200):
                handler.wfile.write(b"x" * 1_000_000)
                sent.append(n)
        except OSError:
            pass

    site.faults = {"/large": large}
    met = crawl([f"{site.address}/large"], DOWNLOAD_MAXSIZE=5_000_000)
    assert met.reasons() == {"/large": "too large"}
    assert len(sent) < 50


def test_a_page_that_is_packed_twice_is_read(site: LocalSite) -> None:
    site.faults = {"/twice": packed(2)}
    met = crawl([f"{site.address}/twice"])
    assert met.met[f"{site.address}/twice"]["size"] == len(b"<p>Hello</p>")


def test_a_page_that_comes_in_small_pieces_is_read(site: LocalSite) -> None:
    site.faults = {"/pieces": in_crumbs(9, b"0\r\n\r\n")}
    met = crawl([f"{site.address}/pieces"])
    assert met.met[f"{site.address}/pieces"]["size"] == 9000


def test_a_page_that_loads_itself_anew_for_its_readers_is_read(site: LocalSite) -> None:
    site.faults = {"/live": lambda h: send(h, "<meta http-equiv='refresh' content='30; url=/live'>")}
    met = crawl([f"{site.address}/live"])
    assert met.met[f"{site.address}/live"]["status"] == 200
    assert site.asked["/live"] == 1


def test_what_cannot_be_connected_to_is_named(site: LocalSite) -> None:
    plain = site.address.replace("http:", "https:")
    port = LocalSite([])
    port.close()
    urls = {
        "http://no-such-host.example/": "no such host",
        port.address: "cannot connect",
        f"{plain}/tls": "tls",
        "http://bad_.%31.example/": "bad link",
        "ftp://127.0.0.1/x": "bad link",
        "file:///etc/hostname": "bad link",
    }
    met = crawl(list(urls), ROBOTSTXT_OBEY=False)
    assert {url: met.met[url]["reason"] for url in urls} == urls
