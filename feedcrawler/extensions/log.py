"""One line for what a site or a network does; a traceback only for what we did wrong."""

from __future__ import annotations

import logging
from collections import deque
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter as ScrapyLogFormatter
from scrapy.logformatter import LogFormatterResult
from twisted.python.failure import Failure

from feedcrawler.errors import DatabaseError, mask_credentials
from feedcrawler.printable import printable

SITE: ContextVar[str | None] = ContextVar("SITE", default=None)
"""The site that is being crawled, where one process crawls many."""

_MOST_ERRORS = 20
_MOST_TEXT = 1000


class LogFormatter(ScrapyLogFormatter):
    """Scrapy's, without the text of whole articles."""

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        """An article is known by its address."""
        return {"level": logging.DEBUG, "msg": "Stored %(url)s", "args": {"url": getattr(item, "_id", item)}}

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """Why an article is not stored; it is counted and kept in quarantine."""
        url = getattr(item, "url", item)
        return {
            "level": logging.INFO,
            "msg": "Quarantined %(url)s: %(why)s",
            "args": {"url": url, "why": str(exception)},
        }

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """What went wrong with an article, without its text."""
        url = getattr(item, "url", item)
        return {
            "level": logging.ERROR,
            "msg": "Error with %(url)s: %(why)r",
            "args": {"url": url, "why": exception},
        }

    def download_error(
        self, failure: Failure, request: Request, spider: Spider, errmsg: str | None = None
    ) -> LogFormatterResult:
        """Why a page could not be fetched."""
        why = errmsg or failure.getErrorMessage()
        return {
            "level": logging.INFO,
            "msg": "No answer from %(url)s: %(why)s",
            "args": {"url": request.url, "why": why},
        }


class TidyLog(logging.Filter):
    """Lets through what a person can use.

    No traceback about the network or the database, where the message says it all; once the database is lost, not each
    article on the way that fails of it; and nothing of a site's text that would move the cursor, colour the terminal or
    turn the direction of writing.
    """

    _QUIET = ("scrapy.downloadermiddlewares.robotstxt",)

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record through, short."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, DatabaseError):
            return False
        if error is not None and record.name in self._QUIET:
            record.exc_info = None
        record.msg, record.args = printable(record.getMessage()), ()
        return True


TIDY = TidyLog()
"""One for all handlers and crawls of a process."""


class LastErrors(logging.Handler):
    """Keeps the last errors of a crawl's log, for its record."""

    def __init__(self, site: str) -> None:
        super().__init__(logging.ERROR)
        self._site = site
        self._kept: deque[dict[str, Any]] = deque(maxlen=_MOST_ERRORS)
        self.addFilter(TIDY)

    @property
    def kept(self) -> list[dict[str, Any]]:
        """`at`, `level`, `where` (the logger) and `message` of each, the latest last."""
        return list(self._kept)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record of this crawl."""
        spider = getattr(record, "spider", None)
        named = getattr(getattr(spider, "site", None), "name", None) or SITE.get()
        if named in (None, self._site):
            error = record.exc_info[1] if record.exc_info else None
            message = record.getMessage() + (f": {error!r}" if error is not None else "")
            self._kept.append(
                {
                    "at": datetime.fromtimestamp(record.created, UTC),
                    "level": record.levelname,
                    "where": record.name,
                    "message": mask_credentials(printable(message))[:_MOST_TEXT],
                }
            )
