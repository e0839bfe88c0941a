"""Articles as the pages of made-up sites give them."""

from __future__ import annotations

from datetime import datetime
from random import Random

from bench.generated import words
from bench.generated.sites import MadeUpSite
from feedcrawler import __version__
from feedcrawler.items import (
    Article,
    Author,
    DateEvidence,
    Dates,
    Extraction,
    FieldSource,
    Image,
    Publisher,
    Removed,
    Video,
)
from tests.newsroom.stories import slugify

_SUBSCRIBE = "Subscribe to our newsletter and never miss a story."
_WARNINGS = ("headline: json-ld and h1 disagree", "articleBody: page and data disagree", "datePublished: no zone")


def page_of(random: Random, site: MadeUpSite, number: int, at: datetime, *, signed: bool) -> Article:
    """An article as its page gives it: not found, not stored, without an identity.

    Args:
        random: decides what is in it.
        site: whose it is.
        number: of the article, which makes its address its own.
        at: when it was published.
        signed: whether its byline is found.
    """
    title = words.headline(random, site.language)
    body = [words.paragraph(random, site.language) for _ in range(random.randint(4, 10))]
    url = f"https://{site.name}/{at:%Y/%m}/{slugify(title)[:80].strip('-')}-{number}"
    dated = random.random() < 0.99
    exact = random.random() < 0.95
    published = at if exact else at.replace(hour=0, minute=0, second=0)
    article = Article(
        url=url,
        requestedUrl=f"{url}?utm_source=rss" if random.random() < 0.3 else url,
        canonicalUrl=url,
        headline=title,
        description=body[0].partition(". ")[0] + "." if random.random() < 0.9 else None,
        articleBody="\n\n".join(body),
        authors=_authors(random, site) if signed else [],
        datePublished=published if dated else None,
        dates=Dates(published=_evidence(published, exact=exact) if dated else None),
        articleSection=[random.choice(site.sections)],
        keywords=[title.split()[-1].lower(), random.choice(site.sections)] if random.random() < 0.7 else [],
        inLanguage=site.language,
        mainImage=_image(random, site) if random.random() < 0.85 else None,
        images=[_image(random, site) for _ in range(random.randrange(3))],
        videos=[Video(url=f"https://video.{site.name}/{number}.mp4")] if random.random() < 0.04 else [],
        publisher=Publisher(name=site.publisher, domain=site.name),
        isAccessibleForFree=random.random() > 0.1,
        liveUpdating=True if random.random() < 0.003 else None,
    )
    article.extraction = Extraction(
        page="ArticlePage",
        version=__version__,
        fields=_sources(random, site, article),
        removed=[Removed(rule="newsletter", text=_SUBSCRIBE)] if random.random() < 0.2 else [],
        warnings=[random.choice(_WARNINGS)] if random.random() < 0.03 else [],
    )
    return article


def _authors(random: Random, site: MadeUpSite) -> list[Author]:
    """Who signs: a few write most."""
    if random.random() < 0.08:
        return [Author(name=f"{site.publisher} staff", type="organization")]
    numbers = {int(site.authors * random.random() ** 2) for _ in range(1 if random.random() < 0.85 else 2)}
    names = [words.author(Random(f"{site.name} {number}")) for number in sorted(numbers)]
    return [Author(name=name, url=f"https://{site.name}/authors/{slugify(name)}") for name in names]


def _image(random: Random, site: MadeUpSite) -> Image:
    return Image(
        url=f"https://img.{site.name}/{random.getrandbits(48):x}.jpg",
        caption=words.headline(random, site.language) if random.random() < 0.6 else None,
        credit=words.author(random) if random.random() < 0.5 else None,
    )


def _evidence(published: datetime, *, exact: bool) -> DateEvidence:
    if exact:
        return DateEvidence(raw=published.isoformat(), source="json-ld", precision="second", offsetMinutes=0)
    return DateEvidence(raw=f"{published:%d %B %Y}", source="css", precision="day")


def _sources(random: Random, site: MadeUpSite, article: Article) -> dict[str, FieldSource]:
    """Where each field was found."""
    found = {
        "headline": FieldSource(source="json-ld", path="NewsArticle.headline")
        if random.random() < 0.8
        else FieldSource(source="css", path=site.theme),
        "articleBody": FieldSource(source="text", path="article div.entry"),
    }
    others = {
        "description": FieldSource(source="opengraph", path="og:description"),
        "authors": FieldSource(source="css", path="a[rel=author]"),
        "datePublished": FieldSource(source="json-ld", path="NewsArticle.datePublished"),
        "mainImage": FieldSource(source="opengraph", path="og:image"),
        "keywords": FieldSource(source="meta", path="keywords"),
    }
    return found | {name: source for name, source in others.items() if getattr(article, name)}
