"""Why a request failed, in words that stay the same: what is kept in `quarantine`, the run record and stats."""

from __future__ import annotations

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.python.failure import Failure

INCIDENTS = frozenset({"too large", "timeout", "too many redirects"})
"""The reasons that whoever gets the error notes as an incident. What a middleware refuses, it notes itself."""

BUDGET, ENDING = "daily budget", "the crawl ends"
"""The reasons for which a request is postponed that nothing is wrong with."""

NO_ANSWER = frozenset({"no such host", "cannot connect", "timeout", "tls", "no answer", "broken answer"})
"""The reasons for which a host may be down."""

_WORDS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (DownloadTimeoutError, "timeout"),
    (DownloadCancelledError, "too large"),  # raised for nothing else while a crawl runs
    (ResponseDataLossError, "cut off"),
    (CannotResolveHostError, "no such host"),
    ((DownloadConnectionRefusedError, ConnectError), "cannot connect"),
    (ConnectionClosed, "no answer"),
    # A host that is no name is a ValueError of Twisted's.
    ((UnsupportedURLSchemeError, NotSupported, ValueError), "bad link"),
)


class _Stopped(IgnoreRequest):
    """As an IgnoreRequest it is neither retried nor logged as an error; an errback gets it."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


class Refused(_Stopped):
    """A request that may not be sent, or an answer that is not read; `reason` says why in few words."""


class Postponed(_Stopped):
    """A request that may not be sent for now; `reason` says why in few words. Nothing is known against its URL."""


def reason_of(error: BaseException) -> str:
    """The short word for what made a request fail, as "http 404", "timeout" or "robots.txt".

    For an error that has none it is the name of its class.
    """
    if isinstance(error, _Stopped):
        return error.reason
    if isinstance(error, HttpError):
        return f"http {error.response.status}"
    if isinstance(error, DownloadFailedError):
        return _failed(error)
    if type(error) is IgnoreRequest:
        return "too many redirects" if "max redirections" in str(error) else "not allowed"
    return next((word for kinds, word in _WORDS if isinstance(error, kinds)), type(error).__name__)


def _failed(error: DownloadFailedError) -> str:
    """Which of the ways in which an answer fails; Twisted's ResponseFailed names the errors behind it."""
    failures: list[Failure] = getattr(error.__cause__, "reasons", [])
    causes = [failure.value for failure in failures]
    if any(isinstance(cause, SSL.Error) for cause in causes):
        return "tls"
    return "no answer" if any(isinstance(cause, ConnectionClosed) for cause in causes) else "broken answer"
