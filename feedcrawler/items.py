"""The article and its parts: the one definition of the document.

The item that flows through the crawl and the document in MongoDB are the same thing under the same names
(schema.org's, as the Scrapy world writes them). `feedcrawler.mongodb.schema` makes the database's validator
from these classes, `feedcrawler.pipelines.validation` checks items against them.

A field whose type admits None may be absent in the database, unless it is declared with `later`: those are
filled in on the way from the page to the database, and every stored document has them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, NewType

from pydantic import ConfigDict

SCHEMA_VERSION = 1

Precision = Literal["second", "minute", "day"]
AuthorType = Literal["person", "organization"]
RepeatedAs = Literal["same text", "same story, edited", "same story, shortened", "same story, extended"]
Key = NewType("Key", int)
"""An integer of 64 bits."""
Via = Literal["rss", "atom", "json-feed", "sitemap", "listing", "archive"]

_STRICT = ConfigDict(strict=True, revalidate_instances="always")


def doc(text: str, **options: Any) -> Any:
    """A field with its meaning; `options` go to `dataclasses.field`."""
    return field(metadata={"doc": text}, **options)


def later(text: str) -> Any:
    """A field that a step after the page fills in, and that every stored document has."""
    return field(default=None, metadata={"doc": text, "required": True})


@dataclass(kw_only=True, slots=True)
class Author:
    """Who signs an article."""

    name: str = doc("the name as signed")
    url: str | None = doc("the author's page", default=None)
    type: AuthorType = doc("whether a person or an organization signs", default="person")


@dataclass(kw_only=True, slots=True)
class Image:
    """A picture that belongs to the article."""

    url: str = doc("where the picture is")
    caption: str | None = doc("the words under it, without the credit where the page tells them apart", default=None)
    credit: str | None = doc("who made it, as the page says", default=None)


@dataclass(kw_only=True, slots=True)
class Video:
    """A film embedded in the article."""

    url: str = doc("where the video is")


@dataclass(kw_only=True, slots=True)
class Link:
    """Another story that the page points to."""

    url: str = doc("where the other story is")
    title: str = doc("its title as the page shows it")


@dataclass(kw_only=True, slots=True)
class Publisher:
    """Who publishes the article."""

    name: str = doc("the publisher's name")
    domain: str = doc("the publisher's domain, without www.")


@dataclass(kw_only=True, slots=True)
class DateEvidence:
    """What a date was read from, and how exactly."""

    raw: str = doc("the date as the page or feed wrote it")
    source: str = doc("what wrote it: json-ld, meta, css, text, rss, …")
    precision: Precision | None = later("how exact the raw text is")
    offsetMinutes: int | None = doc("UTC offset that was written or is the site's, in minutes", default=None)


@dataclass(kw_only=True, slots=True)
class Dates:
    """The evidence behind `datePublished` and `dateModified`."""

    published: DateEvidence | None = doc("evidence of datePublished", default=None)
    modified: DateEvidence | None = doc("evidence of dateModified", default=None)


@dataclass(kw_only=True, slots=True)
class Said:
    """What one feed, sitemap or listing said of the article when it announced it."""

    via: Via = doc("the kind of source")
    feedUrl: str = doc("the source")
    url: str | None = doc("the address it gave, where that is not the article's `_id`", default=None)
    id: str | None = doc("the entry's id (guid)", default=None)
    title: str | None = doc("the entry's title", default=None)
    published: datetime | None = doc("the entry's date", default=None)
    modified: datetime | None = doc("when the article was changed, as the entry says", default=None)


@dataclass(kw_only=True, slots=True)
class Source:
    """Where the article was announced."""

    site: str = doc("the site's name")
    via: list[Via] = doc("every kind of source that announced it, sorted", default_factory=list)
    feedUrl: str | None = doc("the feed or listing that said most about it", default=None)
    entryId: str | None = doc("the entry's id there (guid)", default=None)
    entryTitle: str | None = doc("the entry's title there", default=None)
    entryPublished: datetime | None = doc("the entry's date there; a listing's date is not the article's", default=None)
    announcedAt: datetime | None = doc("when a crawl first found it announced", default=None)
    said: list[Said] | None = doc("what each source said of it, at most ten", default=None)


@dataclass(kw_only=True, slots=True)
class FieldSource:
    """Which source gave a field."""

    source: str = doc("json-ld, opengraph, meta, css, text, rss, …")
    path: str | None = doc("where in that source: a property path, a selector", default=None)
    raw: str | None = doc("what it said, where the field says it otherwise", default=None)


@dataclass(kw_only=True, slots=True)
class Removed:
    """Text that was taken out of the article, and why."""

    rule: str = doc("the name of the rule")
    text: str = doc("what it removed")


@dataclass(kw_only=True, slots=True)
class Extraction:
    """How the page was read."""

    page: str = doc("the page object's class")
    version: str | None = later("the version of feedcrawler that read it")
    fields: dict[str, FieldSource] = doc("for each field, the source that gave it", default_factory=dict)
    removed: list[Removed] = doc("what the boilerplate rules took out", default_factory=list)
    warnings: list[str] = doc("what was odd about the page, as 'subject: what'", default_factory=list)


@dataclass(kw_only=True, slots=True)
class Content:
    """Keys to find the same text again."""

    hash: str = doc("SHA-256 of the body's words, case and white space folded")
    sketch: list[Key] | None = doc(
        "keys that texts with much the same wording share; none for a short text", default=None
    )


@dataclass(kw_only=True, slots=True)
class DuplicateOf:
    """The article that this one repeats."""

    _id: str = doc("the _id of the article that was there first")
    reason: RepeatedAs = doc("what this one is to it")
    similarity: float | None = doc(
        "share of the shorter text's words that stand in runs of at least three that the other has too", default=None
    )


@dataclass(kw_only=True, slots=True)
class Crawl:
    """The fetch that the document comes from."""

    runId: str = doc("the run that fetched it, as in `runs`")
    fetchedAt: datetime = doc("when the page was fetched; for a replay, when it was recorded")
    status: int = doc("the HTTP status")
    etag: str | None = doc("the ETag header", default=None)
    lastModified: str | None = doc("the Last-Modified header", default=None)
    replayed: bool = doc("whether it was read from an archive", default=False)
    checkedAt: datetime | None = doc(
        "when it was last asked for and no newer page came: unchanged (304), gone", default=None
    )
    recheckAt: datetime | None = doc("when it is to be looked at again; absent: never", default=None)


@dataclass(kw_only=True, slots=True)
class State:
    """What has become of an article on its site since it was stored."""

    name: Literal["gone"] = doc("gone: the site has taken it down; its words are kept")
    since: datetime = doc("when that was first seen")
    status: int = doc("the HTTP status that said so: 404, 410, or of a redirect to something else")
    leadsTo: str | None = doc("where a redirect leads now", default=None)


@dataclass(kw_only=True, slots=True)
class Article:
    """One news article.

    Dates are aware datetimes in UTC. `articleBody` holds paragraphs separated by one blank line.
    """

    __pydantic_config__ = _STRICT

    _id: str | None = later("the normalised URL: the identity of an article")
    url: str = doc("where the response came from")
    requestedUrl: str | None = later("what was asked for")
    canonicalUrl: str | None = doc("what the page says its address is", default=None)
    aliases: list[str] = doc("other addresses of the same article, sorted", default_factory=list)
    headline: str | None = later("the headline")
    alternativeHeadline: str | None = doc("another headline that the page gives it", default=None)
    description: str | None = doc("the summary or standfirst", default=None)
    articleBody: str | None = later("paragraphs separated by one blank line, no boilerplate")
    wordCount: int | None = later("words in articleBody")
    authors: list[Author] = doc("who signs it, in order", default_factory=list)
    datePublished: datetime | None = doc("when it was published; never filled from dateModified", default=None)
    dateModified: datetime | None = doc("when it was last changed, as the page says", default=None)
    dates: Dates = doc("the evidence behind the dates", default_factory=Dates)
    articleSection: list[str] = doc("sections of the site", default_factory=list)
    keywords: list[str] = doc("keywords or tags", default_factory=list)
    inLanguage: str | None = doc("BCP 47 language", default=None)
    timeRequired: str | None = doc("reading time as an ISO 8601 duration", default=None)
    mainImage: Image | None = doc("the lead picture", default=None)
    images: list[Image] = doc("pictures in the article", default_factory=list)
    videos: list[Video] = doc("videos in the article", default_factory=list)
    relatedLinks: list[Link] = doc("other stories the article's page points to", default_factory=list)
    publisher: Publisher | None = later("who publishes it")
    isAccessibleForFree: bool | None = doc("false behind a paywall", default=None)
    liveUpdating: bool | None = doc("true for a live blog", default=None)
    source: Source | None = later("where it was announced")
    extraction: Extraction | None = later("how it was read")
    content: Content | None = later("keys to find the same text again")
    duplicateOf: DuplicateOf | None = doc("the article that this one repeats", default=None)
    state: State | None = doc("what has become of it on its site; absent: it is there", default=None)
    revision: int | None = later("1 when first stored, one more at each change")
    firstSeenAt: datetime | None = later("when it was first stored")
    lastSeenAt: datetime | None = later("when it was last announced or fetched")
    lastChangedAt: datetime | None = later("when its words, headline, authors or dates last changed")
    crawl: Crawl | None = later("the fetch it comes from")
    schemaVersion: int = doc("the version of this document's form", default=SCHEMA_VERSION)
