"""Tells how a crawl ended, when it is on record. Whatever goes wrong with that changes nothing of how it went."""

from __future__ import annotations

import logging
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from scrapy.settings import BaseSettings

from feedcrawler.ending import Ending
from feedcrawler.errors import USAGE, ConfigurationError, FeedcrawlerError
from feedcrawler.notifying.channels import addresses, channels
from feedcrawler.notifying.errands import Errand
from feedcrawler.notifying.memory import Memory
from feedcrawler.notifying.message import message
from feedcrawler.notifying.news import Told, news
from feedcrawler.notifying.ping import State, check_ping_url, ping

logger = logging.getLogger(__name__)

_SWITCH = "the dead man's switch (FEEDCRAWLER_PING_URL)"
_ON = ("done", "degraded", "failed")


def check_telling(settings: BaseSettings) -> None:
    """Whether the settings name those who are to be told as they should.

    Raises:
        ConfigurationError: an address is none, or a verdict, or a switch.
    """
    channels(settings)
    if settings["FEEDCRAWLER_PING_URL"]:
        check_ping_url(settings["FEEDCRAWLER_PING_URL"])
    try:
        settings.getbool("FEEDCRAWLER_PING_START")
    except ValueError:
        raise ConfigurationError("FEEDCRAWLER_PING_START must be True or False") from None
    for word in settings["FEEDCRAWLER_NOTIFY_ON"].split():
        if word not in _ON:
            raise ConfigurationError(f"FEEDCRAWLER_NOTIFY_ON has {word!r}: it takes {', '.join(_ON)}")


@contextmanager
def telling(settings: BaseSettings, spider: str) -> Iterator[Telling]:
    """Tell those who are to be told when what is within has ended, however it has.

    Args:
        settings: the crawl's.
        spider: what is crawled with.
    """
    told = Telling(settings)
    try:
        yield told
    except FeedcrawlerError as error:
        if error.exit_code != USAGE:
            told.ending = told.ending or Ending.of_error(spider, error)
        raise
    finally:
        told.tell()


class Telling:
    """Knows who is to be told, and in the end what."""

    def __init__(self, settings: BaseSettings) -> None:
        self.ending: Ending | None = None
        """How the crawl ended; None: there was none, since what was asked for was wrong."""
        self._settings = settings
        # A replay is nobody's business.
        self._told = not settings["FEEDCRAWLER_REPLAY"]

    def begin(self) -> None:
        """Tell the dead man's switch that the crawl begins, if it is to know."""
        if self._told and self._ping_url and self._settings.getbool("FEEDCRAWLER_PING_START"):
            Errand(partial(ping, self._ping_url, "start"))

    def tell(self) -> None:
        """Tell everybody. Of a site that another run is busy with, that run will tell."""
        if self.ending is None or not self._told or self.ending.verdict.word == "busy":
            return
        try:
            self._tell(self.ending)
        except FeedcrawlerError as error:
            logger.warning("not everybody could be told how the crawl ended: %s", error)
        except Exception:
            logger.exception("not everybody could be told how the crawl ended")

    def _tell(self, ending: Ending) -> None:
        switch = {_SWITCH: self._ping(ending)} if self._ping_url else {}
        memory, now = Memory(self._settings, ending), Told.of(ending.verdict, datetime.now(UTC))
        before = memory.recall() if addresses(self._settings) else None
        people = self._send(ending, before, now)
        troubles = self._troubles(switch | people)
        told = now if people.keys() - troubles.keys() else before
        if told or troubles:
            memory.keep(told, troubles)
        self._write_metrics()

    @property
    def _ping_url(self) -> str:
        return str(self._settings["FEEDCRAWLER_PING_URL"])

    def _ping(self, ending: Ending) -> Errand:
        state: State = "fail" if ending.verdict.word == "failed" else "done"
        return Errand(partial(ping, self._ping_url, state, ending.line))

    def _send(self, ending: Ending, before: Told | None, now: Told) -> dict[str, Errand]:
        """Send people a message, if there is news for them."""
        on = self._settings["FEEDCRAWLER_NOTIFY_ON"].split()
        again = timedelta(hours=self._settings.getfloat("FEEDCRAWLER_NOTIFY_AGAIN_HOURS"))
        what = news(now, before, on=on, again=again)
        if not what:
            return {}
        text = message(what, ending, platform.node())
        return {channel.name: Errand(partial(channel.send, text)) for channel in channels(self._settings)}

    def _troubles(self, errands: dict[str, Errand]) -> dict[str, str]:
        """Who could not be told, and why; each is a line in the log."""
        deadline = time.monotonic() + self._settings.getfloat("FEEDCRAWLER_NOTIFY_SECONDS")
        found = {who: why for who, errand in errands.items() if (why := errand.trouble(deadline))}
        for who, why in found.items():
            logger.warning("%s could not be told how the crawl ended: %s", who, why)
        return found

    def _write_metrics(self) -> None:
        if not (path := self._settings["FEEDCRAWLER_METRICS_FILE"]):
            return
        from feedcrawler.metrics import write_metrics

        try:
            write_metrics(self._settings, Path(path))
        except FeedcrawlerError as error:
            logger.warning("the metrics cannot be written: %s", error)
