"""A dead man's switch: whoever hears nothing for too long raises the alarm (healthchecks.io, Cronitor and the like)."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from feedcrawler import __version__
from feedcrawler.errors import ConfigurationError

State = Literal["start", "done", "fail"]

_SUFFIXES: dict[State, str] = {"start": "/start", "done": "", "fail": "/fail"}
_STATES: dict[State, str] = {"start": "run", "done": "complete", "fail": "fail"}
_TRIES = 3
_PAUSE = 0.5
_SECONDS = 5.0
_PLACE = "{state}"


def check_ping_url(url: str) -> None:
    """Whether FEEDCRAWLER_PING_URL can be asked.

    Raises:
        ConfigurationError: it is no web address.
    """
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        good = False
    if not good or not url.isascii() or not url.isprintable() or " " in url:
        raise ConfigurationError("FEEDCRAWLER_PING_URL is no web address: it must begin with http:// or https://")


def ping_address(url: str, state: State) -> str:
    """Where to say a state: `{state}` in the address is Cronitor's word for it, or else its path gets a suffix."""
    if _PLACE in url:
        return url.replace(_PLACE, _STATES[state])
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") + _SUFFIXES[state] if state != "done" else parts.path))


def ping(url: str, state: State, line: str = "") -> str:
    """Say a state; gives what went wrong, or nothing. The line goes along, where the service takes one (by POST)."""
    data = None if _PLACE in url else line.encode("utf-8", "replace")
    request = urllib.request.Request(  # noqa: S310 - checked by `check_ping_url`
        ping_address(url, state), data, {"User-Agent": f"feedcrawler/{__version__}", "Content-Type": "text/plain"}
    )
    trouble = ""
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(_PAUSE)
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS):  # noqa: S310
                return ""
        except urllib.error.HTTPError as error:
            error.close()
            trouble = f"answered with HTTP {error.code}"
            if error.code < 500 and error.code != 429:
                return trouble
        except (OSError, http.client.HTTPException) as error:
            trouble = f"not reached ({type(getattr(error, 'reason', error)).__name__})"
    return trouble
