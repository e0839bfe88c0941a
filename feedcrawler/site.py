"""What is declared about a news site, in one place: its page object carries it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit, urlunsplit

from feedcrawler.urls import domain_of, lower_path, normalize_url

_ANY_PATH = re.compile(r"/.+")


@dataclass(frozen=True, kw_only=True)
class Site:
    """A news site as the crawl needs to know it.

    Every field but `name` and `domain` has a default that is right for a site of which nothing is known.
    """

    name: str
    """As in `source.site`, and the name of the site's boilerplate rules."""
    domain: str
    """The host of its articles, without `www.`."""
    subdomains: bool = False
    """Whether articles may be on hosts below `domain` too."""
    port: int | None = None
    """The port of its articles, where that is not the scheme's own."""
    publisher: str | None = None
    """How the site calls itself: the name that is no author."""
    timezone: str = "UTC"
    """IANA zone of the dates that are printed without one."""
    language: str | None = None
    """BCP 47 language of its articles, where a page does not say."""
    since: date = date(1990, 1, 1)
    """No article is older than this."""
    case_matters: bool = True
    """Whether paths that differ in upper and lower case are different articles."""
    same_article: tuple[tuple[re.Pattern[str], str], ...] = field(default=())
    """(pattern, replacement) on the path: other paths of the same article."""
    article_path: re.Pattern[str] = _ANY_PATH
    """What the normalised path of an article matches in full."""
    not_articles: re.Pattern[str] | None = None
    """Normalised paths that match this from the start are no articles."""

    @property
    def knows_its_articles(self) -> bool:
        """Whether it was declared what the address of an article looks like."""
        return self.article_path is not _ANY_PATH

    def identity(self, url: str) -> str:
        """The `_id` of the article at `url`: the normalised URL, one for all of the site's paths to it.

        Raises:
            ValueError: the URL is not http(s).
        """
        normal = normalize_url(url)
        parts = urlsplit(normal)
        path = parts.path if self.case_matters else lower_path(parts.path)
        for pattern, replacement in self.same_article:
            path = pattern.sub(replacement, path)
        return urlunsplit(parts._replace(path=path))

    def has_host(self, host: str) -> bool:
        """Whether a host (without `www.`) is one of this site's."""
        return host == self.domain or (self.subdomains and host.endswith(f".{self.domain}"))

    def is_article(self, url: str) -> bool:
        """Whether `url` is on this site and shaped like an article's."""
        try:
            normal = self.identity(url)
        except ValueError:
            return False
        path = urlsplit(normal).path
        return (
            self.has_host(domain_of(normal))
            and urlsplit(normal).port in (None, self.port)
            and path != "/"
            and self.article_path.fullmatch(path) is not None
            and not (self.not_articles and self.not_articles.match(path))
        )


def declare(site: Site) -> None:
    """Let whoever reads pages of `site` in this process know what a person says of it."""
    _DECLARED[site.domain, site.port] = site


def declared(url: str) -> Site | None:
    """What a person has said of the site of an address: of its host, or of one above it.

    Raises:
        ValueError: the address has no valid port.
    """
    host, port = domain_of(url), urlsplit(url).port
    while host:
        site = _DECLARED.get((host, port))
        if site is not None and site.has_host(domain_of(url)):
            return site
        host = host.partition(".")[2]
    return None


_DECLARED: dict[tuple[str, int | None], Site] = {}
