"""URLs as identities: two addresses that always lead to one page are one URL."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

# Parameters that say where a reader came from, never which page it is.
_TRACKING = re.compile(
    r"utm_\w+|at_\w+|mc_[ce]id|[a-z]*clid|igshid|igsh|ref|ref_src|ref_url|referrer|cmpid|cmp|ocid|ncid|"
    r"s?_?hs(?:enc|mi)|_hs\w+|vero_\w+|spm|smid|smtyp|partner|fb_\w+|ga_\w+|_ga|_gl|yclid|ysclid|__twitter_impression",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # browsers write them as percent signs and digits
_SIMPLE_HOST = re.compile(r"https?://([a-z0-9.-]+)(?=[/?#]|\Z)")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_UNRESERVED = "/:@!$&'()*+,;=-._~"


@lru_cache(maxsize=4096)  # a crawl asks ten times for each address
def normalize_url(url: str) -> str:
    """The identity of a page: its URL without what does not choose the page.

    Host in lower case without `www.` and trailing dot, https wherever the port is the scheme's own and the host
    has a name, no fragment, no tracking parameters, the others sorted, percent-encoding as RFC 3986 normalises
    it (section 6.2.2), one trailing slash on a path unless its last segment has an extension.

    Raises:
        ValueError: the URL is not http(s), or has no host.
    """
    parts = urlsplit(url.strip())
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"not an http(s) URL: {url[:200]!r}")
    host, port = _host(parts), parts.port
    if port == _DEFAULT_PORTS[scheme]:
        port = None
    if port is None and not _is_address(host):
        scheme = "https"
    netloc = f"[{host}]" if ":" in host else host
    if port is not None:
        netloc += f":{port}"
    return urlunsplit((scheme, netloc, _path(parts.path), _query(parts.query), ""))


@lru_cache(maxsize=1024)
def absolute_url(base: str, href: str) -> str | None:
    """The http(s) address that a link on the page `base` leads to; None where it leads to none, or names a user."""
    try:
        url = _CONTROL.sub(lambda match: quote(match[0], errors="replace"), urljoin(base, href.strip()))
        parts = urlsplit(url)
    except ValueError:
        return None
    leads = parts.scheme in _DEFAULT_PORTS and parts.hostname and "@" not in parts.netloc
    return url if leads else None


def domain_of(url: str) -> str:
    """The host of a URL in lower case, without `www.`; empty where there is none."""
    if simple := _SIMPLE_HOST.match(url):  # nearly all links: a tenth of the time
        return _host_named(simple[1])
    parts = urlsplit(url)
    return _host(parts) if parts.hostname else ""


def is_tracking(parameter: str) -> bool:
    """Whether a query parameter only says where the reader came from."""
    return _TRACKING.fullmatch(parameter) is not None


def _host(parts: SplitResult) -> str:
    return _host_named(parts.hostname or "")


@lru_cache(maxsize=1024)  # a page's links lead to few hosts
def _host_named(hostname: str) -> str:
    host = hostname.rstrip(".")
    with suppress(UnicodeError):  # a host that is no valid name stays as it is, and equals no valid one
        host = host.encode("idna").decode("ascii")
    return host.removeprefix("www.")


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return host == "localhost"
    return True


def _path(path: str) -> str:
    decoded = quote(unquote(path, errors="surrogateescape").encode("utf-8", "surrogateescape"), safe=_UNRESERVED)
    if "%2F" in path.upper() or "%25" in path:
        decoded = re.sub(r"%[0-9a-f]{2}", lambda m: m.group().upper(), path)  # decoding these changes the path
    path = re.sub(r"/{2,}", "/", decoded).rstrip("/")
    last = path.rpartition("/")[2]
    return path if "." in last else path + "/"


def _query(query: str) -> str:
    pairs = [(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if not is_tracking(k)]
    return urlencode(sorted(pairs))


def same_slug(one: str, other: str) -> bool:
    """Whether two URLs are on one host and end in the same path segment."""
    a, b = urlsplit(one), urlsplit(other)
    slug = a.path.rstrip("/").rpartition("/")[2]
    return bool(slug) and a.netloc == b.netloc and slug == b.path.rstrip("/").rpartition("/")[2]
