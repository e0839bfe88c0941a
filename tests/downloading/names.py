"""A name server of the tests' own."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet import defer
from twisted.internet.base import ThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

asked: list[str] = []


class _Zone(ThreadedResolver):
    names: dict[str, list[str]]

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:
        if name[0].isdigit():
            return super().getHostByName(name, timeout)
        asked.append(name)
        addresses = self.names.get(name, [])
        if not addresses:
            return defer.fail(DNSLookupError(name))
        return defer.succeed(addresses.pop(0) if len(addresses) > 1 else addresses[0])


class Names(CachingThreadedResolver, _Zone):
    """Scrapy's resolver, to which NAMES (name: its addresses, one for each look-up) is the whole of the DNS."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        self = super().from_crawler(crawler, reactor)
        self.names = crawler.settings.getdict("NAMES")
        return self
