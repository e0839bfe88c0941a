"""The download itself: an answer's head and its pieces are bounded, as its body is by DOWNLOAD_MAXSIZE."""

from __future__ import annotations

from collections.abc import Callable

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError, ResponseDataLossError
from scrapy.http import Response
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS
from twisted.web._newclient import Request as TxRequest
from twisted.web.http import _ChunkedTransferDecoder, _IdentityTransferDecoder
from twisted.web.iweb import IResponse

from feedcrawler.downloading.reasons import Refused

MAX_HEAD = 256 * 1024
"""Bytes of an answer before its body. Servers send some thousand; browsers take as many as here."""

MAX_CRUMBS = 10_000
"""Pieces of a chunked body (RFC 9112, section 7.1) that may be smaller than CRUMB; each costs what a large one does."""

CRUMB = 64


class BoundedHandler(HTTP11DownloadHandler):
    """Scrapy's, which takes headers without end and a body byte by byte: here both end the download.

    Interim answers (RFC 9110, section 15.2) count as head, too.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory

    async def download_request(self, request: Request) -> Response:
        """Download a request's answer.

        Raises:
            Refused: its head is too large, or it comes in too many pieces.
        """
        try:
            return await super().download_request(request)
        except (DownloadFailedError, ResponseDataLossError) as error:
            failures: list[Failure] = getattr(error.__cause__, "reasons", [])
            for failure in failures:
                if isinstance(failure.value, Refused):
                    raise failure.value from None
            raise


class _Parser(_LenientHTTPClientParser):
    def switchToBodyMode(self, decoder: _ChunkedTransferDecoder | _IdentityTransferDecoder) -> None:  # noqa: N802
        if isinstance(decoder, _ChunkedTransferDecoder):
            decoder.dataCallback = _counting(decoder.dataCallback)
        super().switchToBodyMode(decoder)  # type: ignore[no-untyped-call]


class _Protocol(_LenientHTTP11ClientProtocol):
    _head = 0

    def request(self, request: TxRequest) -> Deferred[IResponse]:
        self._head = 0  # a connection serves one request after the other
        answer = super().request(request)
        assert self._parser is not None
        self._parser.__class__ = _Parser  # as Scrapy does it
        return answer

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        if self._parser is not None and self._parser.state in {STATUS, HEADER}:
            self._head += len(data)
            if self._head > MAX_HEAD:
                self._giveUp(Failure(Refused("too large", f"more than {MAX_HEAD} bytes of headers")))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]

    def _giveUp(self, reason: Failure) -> None:  # noqa: N802
        if isinstance(reason.value, Refused):
            assert self.transport is not None
            self.transport.abortConnection()  # to close it in peace takes the other side's consent
        super()._giveUp(reason)  # type: ignore[no-untyped-call]


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> _Protocol:  # noqa: ARG002, N802
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


def _counting(deliver: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """`deliver`, until it was given too many crumbs."""
    crumbs = 0

    def count(data: bytes) -> None:
        nonlocal crumbs
        crumbs += len(data) < CRUMB
        if crumbs > MAX_CRUMBS:
            raise Refused("broken answer", f"more than {MAX_CRUMBS} pieces of less than {CRUMB} bytes")
        deliver(data)

    return count
