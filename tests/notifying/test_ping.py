"""The dead man's switch."""

from __future__ import annotations

import socket

import pytest

from feedcrawler.errors import ConfigurationError
from feedcrawler.notifying.ping import State, check_ping_url, ping, ping_address
from tests.notifying.listening import web_server

UUID = "eb095278-f28d-448d-87fb-7b75c171a6aa"


@pytest.mark.parametrize(
    ("url", "state", "address"),
    [
        (f"https://hc-ping.com/{UUID}", "done", f"https://hc-ping.com/{UUID}"),
        (f"https://hc-ping.com/{UUID}", "fail", f"https://hc-ping.com/{UUID}/fail"),
        (f"https://hc-ping.com/{UUID}/", "start", f"https://hc-ping.com/{UUID}/start"),
        ("https://hc.example/ping/key/slug?create=1", "fail", "https://hc.example/ping/key/slug/fail?create=1"),
        ("https://cronitor.link/p/key/news?state={state}", "start", "https://cronitor.link/p/key/news?state=run"),
        ("https://cronitor.link/p/key/news?state={state}", "done", "https://cronitor.link/p/key/news?state=complete"),
        ("https://cronitor.link/p/key/news?state={state}", "fail", "https://cronitor.link/p/key/news?state=fail"),
    ],
)
def test_each_state_has_its_address(url: str, state: State, address: str) -> None:
    assert ping_address(url, state) == address


def test_the_line_goes_along() -> None:
    with web_server() as listener:
        assert ping(f"http://{listener.host}/{UUID}", "fail", "news: failed: 0 new “x”") == ""
        assert ping(f"http://{listener.host}/?state={{state}}", "done", "news: done") == ""
    first, second = listener.heard
    assert first == ("POST", f"/{UUID}/fail", "news: failed: 0 new “x”".encode())
    assert second == ("GET", "/?state=complete", b"")


def test_a_service_that_has_a_bad_moment_is_asked_again() -> None:
    with web_server(503, 429) as listener:
        assert ping(f"http://{listener.host}/{UUID}", "done") == ""
    assert len(listener.heard) == 3


def test_a_service_that_does_not_know_the_address_is_not() -> None:
    with web_server(404) as listener:
        assert ping(f"http://{listener.host}/{UUID}", "done") == "answered with HTTP 404"
    assert len(listener.heard) == 1


def test_a_service_that_is_not_there_is_said() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        why = ping(f"http://127.0.0.1:{unused.getsockname()[1]}/{UUID}", "done")
    assert why == "not reached (ConnectionRefusedError)"


@pytest.mark.parametrize("wrong", ["hc-ping.com/x", "file:///etc/passwd", "http://", "http://x:99999/", "http://a b/"])
def test_what_is_no_web_address_is_refused(wrong: str) -> None:
    with pytest.raises(ConfigurationError, match="FEEDCRAWLER_PING_URL is no web address"):
        check_ping_url(wrong)
