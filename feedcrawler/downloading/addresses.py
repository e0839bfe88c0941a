"""Addresses of the inner network, which a page, feed or name server of somebody else must not lead into."""

from __future__ import annotations

import asyncio
import logging
import socket
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, NoReturn, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from feedcrawler.downloading.reasons import Refused
from feedcrawler.incidents import note

logger = logging.getLogger(__name__)

_DEFAULT_PORTS = {"http": 80, "https": 443}
# RFC 6890; RFC 8215; RFC 3879: site-local, once
_MORE_PRIVATE = (ip_network("192.0.0.0/24"), ip_network("64:ff9b:1::/48"), ip_network("fec0::/10"))
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address

Address = IPv4Address | IPv6Address


class PrivateAddressMiddleware:
    """Refuses requests to loopback, private, link-local and other addresses that are not of the public network.

    It looks at every request, so also at robots.txt and at each hop of a redirect. Names are looked up as the
    download does it, in the same cache: the address that is looked at is the one that is connected to. What
    answered is looked at once more, for the case that the cache has lost the name in between.

    Two kinds of hosts are excused: the site itself where it was given as `localhost` or by its address (a public
    name that leads to such an address is not: whoever owns the name chooses where it leads), and those in
    FEEDCRAWLER_PRIVATE_HOSTS. A name that cannot be looked up passes: the download fails by itself, and a proxy
    looks up names for itself.
    """

    def __init__(self, crawler: Crawler) -> None:
        if crawler.settings.get("FEEDCRAWLER_REPLAY"):
            raise NotConfigured
        self.crawler = crawler
        self._excused = {str(host).strip().lower() for host in crawler.settings.getlist("FEEDCRAWLER_PRIVATE_HOSTS")}
        self._noted: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make a middleware."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let a request to a public address pass.

        Raises:
            Refused: it leads to another.
        """
        host = urlparse_cached(request).hostname
        if host and not self._is_excused(request):
            for address in await resolve(host):
                if not is_public(address):
                    self._refuse(request, host, address)

    def process_response(self, request: Request, response: Response) -> Response:
        """Let an answer from a public address pass.

        Raises:
            Refused: it is from another.
        """
        address = response.ip_address
        if address and not request.meta.get("proxy") and not is_public(address) and not self._is_excused(request):
            self._refuse(request, urlparse_cached(request).hostname or "", address)
        return response

    def _refuse(self, request: Request, host: str, address: Address) -> NoReturn:
        stats = self.crawler.stats
        stats.inc_value("feedcrawler/private_address/refused")
        if host not in self._noted:
            self._noted.add(host)
            note(stats, "private address", request.url, f"{host} is {address}")
            logger.warning("%s is at the private address %s: see FEEDCRAWLER_PRIVATE_HOSTS", host, address)
        raise Refused("private address", f"{host} is {address}")

    def _is_excused(self, request: Request) -> bool:
        parts = urlparse_cached(request)
        host = _bracketed(parts.hostname or "")
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme)
        if self._excused & {host, f"{host}:{port}"}:
            return True
        netloc = host if port == _DEFAULT_PORTS.get(parts.scheme) else f"{host}:{port}"
        return _is_given_by_address(host) and netloc in self._own_hosts()

    def _own_hosts(self) -> frozenset[str]:
        """The hosts of the site, with the ports that are not their schemes' own."""
        spider: Any = self.crawler.spider
        site = getattr(spider, "site", None)
        if (own := getattr(spider, "own_hosts", None)) is not None or site is None:
            return own or frozenset()
        host = _bracketed(site.domain)
        return frozenset({f"{host}:{site.port}" if site.port else host})


def is_public(address: Address) -> bool:
    """Whether an address is one of the public network (the IANA special-purpose registries, RFC 6890)."""
    if isinstance(address, IPv6Address) and address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    for one in (address, *_inside(address)):
        if not one.is_global or one.is_multicast or one.is_reserved or one.is_unspecified:
            return False
        if any(one in network for network in _MORE_PRIVATE):
            return False
    return True


async def resolve(host: str) -> list[Address]:
    """The addresses that a connection to `host` may lead to; none where it cannot be looked up."""
    with suppress(ValueError):
        return [ip_address(host)]
    from twisted.internet import reactor  # to import it earlier would install one

    names = _Names(asyncio.get_running_loop().create_future())
    reactor.nameResolver.resolveHostName(names, host)
    found = await names.future
    return [ip_address(address) for address in found]


class _Names:
    """Twisted's IResolutionReceiver: gets the addresses of a name one by one."""

    def __init__(self, future: asyncio.Future[list[str]]) -> None:
        self.future = future
        self._found: list[str] = []

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802
        """The look-up goes on by itself."""

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        """One more address."""
        self._found.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        """There are no more."""
        if not self.future.done():
            self.future.set_result(self._found)


def _inside(address: Address) -> list[IPv4Address]:
    """The IPv4 addresses that an IPv6 address stands for."""
    if isinstance(address, IPv4Address):
        return []
    return [one for one in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())) if one is not None]


def _is_given_by_address(host: str) -> bool:
    """Whether a host of a URL is an address in any spelling that connects (`127.1`, `0x7f000001`), or localhost."""
    if host.startswith("[") or host == "localhost" or host.endswith(".localhost"):  # RFC 6761, section 6.3
        return True
    try:
        socket.inet_aton(host)
    except OSError:
        return False
    return True


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
