"""URLs as identities: two addresses that always lead to one page are one URL.

In doubt they are two: copies are linked by their text later, and a page's `rel=canonical` may say that they are one.
So hosts (`m.`, `amp.`) and folders (`/amp/…`) for other devices stay, and parameters of which nothing is known.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from operator import itemgetter
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

# Parameters that say where a reader came from, or who he is, never which page it is.
_TRACKING = re.compile(
    r"utm_\w+|at_\w+|(?:ga|gad|fb|mtm|matomo|piwik|hsa|vero|itm|sfmc)_\w+|[a-z]*clid|[gw]braid|gclsrc|srsltid|_ga|_gl|"
    r"mc_[ce]id|igsh(?:id)?|ref_src|ref_url|referr?er|reflink|cmpid|ocid|intcid|[ns]_cid|s_kwcid|xtor|spm|smtyp|"
    r"ns_(?:mchannel|source|campaign|linkname|fee)|soc_(?:src|trk)|guccounter|guce_referrer(?:_sig)?|wt_z?mc|tpcc|ftag|"
    r"dicbo|mkt_tok|wickedid|pk_(?:campaign|kwd|keyword|source|medium|content|cid|vid)|s?_?hs(?:enc|mi)|_hs\w+|"
    r"__hs(?:tc|sc|fp)|hsctatracking|elqtrack(?:id)?|oly_(?:anon|enc)_id|rb_clickid|_branch_(?:match_id|referrer)|"
    r"_openstat|__twitter_impression|__tn__|amp_(?:js_v|gsa)|usqp|"
    r"phpsessid|jsessionid|aspsessionid[a-z]{8}|asp\.net_sessionid|cftoken|oscsid|zenid",
    re.IGNORECASE,
)
# These with a word for a value; a number might be the page's.
_TRACKING_IN_WORDS = re.compile(r"ref|partner|cmp|ncid|smid|ico|ito|icid|intcmp", re.IGNORECASE)
# These with the name of a channel for a value.
_ORIGIN = re.compile(r"source|src|from|via", re.IGNORECASE)
_CHANNEL = re.compile(
    r"rss(?:----.*)?|atom|feed|twitter|facebook|fb|whatsapp|telegram|linkedin|e?mail|newsletter|google_?news|share",
    re.IGNORECASE,
)
# These with a value as long and as mixed as a session's: shorter ones (MongoDB's, 24) and UUIDs name stories as well.
_SESSION = re.compile(r"sid|sess(?:ion)?_?(?:id)?", re.IGNORECASE)
_TOKEN = re.compile(r"(?=[\d+/]*[a-z])(?=[a-z+/]*\d)[a-z\d+/]{26,256}={0,2}", re.IGNORECASE)
# ColdFusion's pair; a `cfid` without its token may be anybody's.
_COLDFUSION = re.compile(r"(?:^|(?<=&))cfid=[^&]*&cftoken=[^&]*", re.IGNORECASE)
# In the path: sessions of Java servlets and of PHP, and of ASP.NET without cookies, `/(S(24 characters))/`.
_PATH_SESSION = re.compile(
    r";(?:jsessionid|phpsessid)=[^/;]*|;(?:sid|session_?id)=(?=\d*[a-z])(?=[a-z]*\d)[a-z\d]{26,256}(?=[/;]|$)|"
    r"(?<=/)\((?:[afx]\([\w-]{1,500}\)){0,3}s\([a-z0-5]{24}\)(?:[afx]\([\w-]{1,500}\)){0,3}\)/",
    re.IGNORECASE,
)

# Other looks of one article: for AMP and for printing.
_LOOK = re.compile(r"(?:hs_)?amp|print(?:able|er_?friendly|_?view)?", re.IGNORECASE)
_LOOK_SAID_IN = re.compile(r"outputtype|output|view|format|mode", re.IGNORECASE)
_YES = frozenset({"", "1", "true", "yes", "y"})
_LOOKS = frozenset({"amp", "print"})
_INDEX = re.compile(r"index\.(?:html?|shtml|php|amp)")
_AMP_NAME = re.compile(r"(?<!\.amp)\.amp(?=(?:\.html)?\Z)")
_LONG_NUMBER = re.compile(r"\d{5}")

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # browsers write them as percent signs and digits
_SIMPLE_HOST = re.compile(r"https?://([a-z0-9.-]+)(?=[/?#]|\Z)")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_WWW = re.compile(r"(?:www\.)+(?=[^.]+\.)")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_PLAIN = "/:@!$&'()*+,;=-._~"  # what stands in a path as it is, beside letters and digits (RFC 3986, 3.3)
_PERCENT = re.compile(r"%(?:([0-7][0-9A-Fa-f])|[89A-Fa-f][0-9A-Fa-f])?")
_PLAIN_BYTES = frozenset(_PLAIN.encode()) - {ord("/")}


@lru_cache(maxsize=4096)  # a crawl asks ten times for each address
def normalize_url(url: str) -> str:
    """The identity of a page: its URL without what does not choose the page.

    Host in lower case without `www.` and trailing dot, https wherever the port is the scheme's own and the host
    has a name, no user, no fragment (but `#!/…`, which is a path), no tracking parameters and no sessions, the others
    sorted by name, percent-encoding and dot segments as RFC 3986 normalises them (section 6.2.2), one trailing
    slash on a path unless its last segment has an extension. `index.html` is its folder, and what shows an article
    for AMP or for printing (`?amp=1`, `/some-words-of-it/print/`, `.amp.html`) is the article.

    Raises:
        ValueError: the URL is not http(s), or its host is none.
    """
    parts = urlsplit(url.strip())
    host, port = _place(parts)
    if port is not None:
        scheme, netloc = parts.scheme, f"{host}:{port}"
    else:
        scheme, netloc = parts.scheme if _is_address(host.strip("[]")) else "https", host
    return urlunsplit((scheme, netloc, _path(parts.path), _query(parts.query), _fragment(parts.fragment)))


def without_tracking(url: str) -> str:
    """The address to fetch: as it is, but for what says where a reader came from or who he is, and the fragment."""
    parts = urlsplit(url)
    pieces = _COLDFUSION.sub("", parts.query).split("&")
    query = "&".join(piece for piece in pieces if not any(_is_tracking(*pair) for pair in _pairs(piece)))
    path = _PATH_SESSION.sub("", parts.path)
    return urlunsplit(parts._replace(path=path, query=query.strip("&"), fragment=_fragment(parts.fragment)))


@lru_cache(maxsize=1024)
def absolute_url(base: str, href: str) -> str | None:
    """The http(s) address that a link on the page `base` leads to; None where it leads to none, or names a user."""
    try:
        url = _CONTROL.sub(lambda match: quote(match[0], errors="replace"), urljoin(base, href.strip()))
        parts = urlsplit(url)
        _place(parts)
    except ValueError:
        return None
    return url if "@" not in parts.netloc else None


def domain_of(url: str) -> str:
    """The host of a URL in lower case, without `www.`; empty where there is none."""
    if simple := _SIMPLE_HOST.match(url):  # nearly all links: a tenth of the time
        return _host_named(simple[1])
    parts = urlsplit(url)
    return _host(parts) if parts.hostname else ""


def _host(parts: SplitResult) -> str:
    return _host_named(parts.hostname or "")


@lru_cache(maxsize=1024)  # a page's links lead to few hosts
def _host_named(hostname: str) -> str:
    host = hostname
    with suppress(UnicodeError):  # a host that is no valid name stays as it is, and equals no valid one
        host = host.rstrip(".").encode("idna").decode("ascii")
    return _WWW.sub("", host.rstrip("."), count=1) if host.startswith("www.") else host.rstrip(".")


def _place(parts: SplitResult) -> tuple[str, int | None]:
    """Host, as it stands in a URL, and port, if that is not the scheme's own.

    Raises:
        ValueError: it is not http(s), or host or port is none.
    """
    host, port = _host(parts), parts.port
    if ":" in host and "%" not in host:
        host = f"[{IPv6Address(host)}]"
    elif not _HOST.fullmatch(host):
        raise ValueError(f"no host: {host[:200]!r}")
    if parts.scheme not in _DEFAULT_PORTS:
        raise ValueError(f"not http(s): {parts.scheme[:200]!r}")
    return host, None if port == _DEFAULT_PORTS[parts.scheme] else port


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return host == "localhost"
    return True


def _path(path: str) -> str:
    path = _encoded(path)
    if ";" in path or "(" in path:
        path = _PATH_SESSION.sub("", path)
    segments = path.split("/")
    if "/." in path:
        segments = _without_dots(segments)
    segments = [s for s in segments if s]
    while segments and (_INDEX.fullmatch(segments[-1]) or _is_look(segments)):
        segments.pop()
    if not segments:
        return "/"
    if _is_slug(segments[-1]):
        segments[-1] = _AMP_NAME.sub("", segments[-1])
    path = "/" + "/".join(segments)
    return path if "." in segments[-1] else path + "/"


def _encoded(text: str) -> str:
    """Percent signs where RFC 3986 wants them, in capitals, and nowhere else."""
    text = quote(text, safe=_PLAIN + "%")
    return _PERCENT.sub(_escape, text) if "%" in text else text


def _escape(found: re.Match[str]) -> str:
    if len(found[0]) == 1:  # a percent sign that begins nothing
        return "%25"
    code = int(found[1], 16) if found[1] else 0
    return chr(code) if chr(code).isalnum() or code in _PLAIN_BYTES else found[0].upper()


def _without_dots(segments: list[str]) -> list[str]:
    """RFC 3986, 5.2.4."""
    kept: list[str] = []
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    return kept


def _is_look(segments: list[str]) -> bool:
    """Whether the path ends in `/amp` or `/print` after what can only be an article: `/tag/print` is a tag."""
    return segments[-1] in _LOOKS and len(segments) > 1 and _is_slug(segments[-2])


def _is_slug(segment: str) -> bool:
    return segment.count("-") > 1 or segment.endswith(".html") or _LONG_NUMBER.search(segment) is not None


def _query(query: str) -> str:
    if not query:
        return ""
    pairs = (pair for pair in _pairs(_COLDFUSION.sub("", query)) if not _is_tracking(*pair))
    kept = [(name, value) for name, value in pairs if not _chooses_look(name, value)]
    return urlencode(sorted(kept, key=itemgetter(0)), errors="surrogateescape")


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True, errors="surrogateescape")  # no two bytes become one character


def _is_tracking(name: str, value: str) -> bool:
    name = name.removeprefix("amp;")  # an address that was escaped twice
    return (
        _TRACKING.fullmatch(name) is not None
        or (_TRACKING_IN_WORDS.fullmatch(name) is not None and not value.isdecimal())
        or (_SESSION.fullmatch(name) is not None and _TOKEN.fullmatch(value) is not None)
        or (_ORIGIN.fullmatch(name) is not None and _CHANNEL.fullmatch(value) is not None)
    )


def _chooses_look(name: str, value: str) -> bool:
    value = value.lower()
    if _LOOK.fullmatch(name):
        return value in _YES
    return value in _LOOKS and _LOOK_SAID_IN.fullmatch(name) is not None


def _fragment(fragment: str) -> str:
    return _encoded(fragment) if fragment.startswith("!/") else ""


def lower_path(path: str) -> str:
    """A normalised path in lower case, percent-encoding apart."""
    return _PERCENT.sub(lambda found: found[0].upper(), path.lower())


def same_slug(one: str, other: str) -> bool:
    """Whether two URLs are on one host and end in the same path segment."""
    a, b = urlsplit(one), urlsplit(other)
    slug = a.path.rstrip("/").rpartition("/")[2]
    return bool(slug) and a.netloc == b.netloc and slug == b.path.rstrip("/").rpartition("/")[2]
