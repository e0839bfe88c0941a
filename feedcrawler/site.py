"""What is declared about a news site, in one place: its page object carries it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit, urlunsplit

from feedcrawler.urls import domain_of, normalize_url


@dataclass(frozen=True, kw_only=True)
class Site:
    """A news site as the crawl needs to know it.

    Every field but `name` and `domain` has a default that is right for a site of which nothing is known.
    """

    name: str
    """As in `source.site`, and the name of the site's boilerplate rules."""
    domain: str
    """The host of its articles, without `www.`."""
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
    same_article: tuple[tuple[re.Pattern[str], str], ...] = field(default=())
    """(pattern, replacement) on the path: other paths of the same article."""
    article_path: re.Pattern[str] = re.compile(r"/.+")
    """What the normalised path of an article matches in full."""
    not_articles: re.Pattern[str] | None = None
    """Normalised paths that match this from the start are no articles."""

    def identity(self, url: str) -> str:
        """The `_id` of the article at `url`: the normalised URL, one for all of the site's paths to it.

        Raises:
            ValueError: the URL is not http(s).
        """
        normal = normalize_url(url)
        parts = urlsplit(normal)
        path = parts.path
        for pattern, replacement in self.same_article:
            path = pattern.sub(replacement, path)
        return urlunsplit(parts._replace(path=path))

    def is_article(self, url: str) -> bool:
        """Whether `url` is on this site and shaped like an article's."""
        try:
            normal = self.identity(url)
        except ValueError:
            return False
        path = urlsplit(normal).path
        return (
            domain_of(normal) == self.domain
            and urlsplit(normal).port in (None, self.port)
            and path != "/"
            and self.article_path.fullmatch(path) is not None
            and not (self.not_articles and self.not_articles.match(path))
        )
