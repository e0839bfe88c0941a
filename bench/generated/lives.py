"""What becomes of a published article: it is found, edited, and perhaps taken down; the next crawl sees it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from bench.generated import words
from bench.generated.sites import MadeUpSite, run_id
from feedcrawler.items import Article, Crawl, DateEvidence, Said, Source, State
from feedcrawler.mongodb.document import Document, changed_fields, plain, to_document
from feedcrawler.pipelines.duplicates import give_keys, identify
from feedcrawler.recheck import Recheck, durations
from feedcrawler.settings import FEEDCRAWLER_RECHECK

_RECHECK = Recheck(durations(FEEDCRAWLER_RECHECK))
_EDITS = (0, 1, 2, 3)
_EDITS_WEIGHTS = (86, 10, 3, 1)


def found(article: Article, site: MadeUpSite, run: datetime, random: Random) -> None:
    """Have an article fetched for the first time, by the crawl that started then."""
    at = run + timedelta(seconds=random.uniform(3, 90))
    feed = f"https://{site.name}/feed"
    said = [Said(via="rss", feedUrl=feed, id=article.url, title=article.headline, published=article.datePublished)]
    if random.random() < 0.4:
        said.append(
            Said(via="sitemap", feedUrl=f"https://{site.name}/news-sitemap.xml", modified=article.datePublished)
        )
    article.source = Source(
        site=site.name,
        via=sorted({one.via for one in said}),
        feedUrl=feed,
        entryId=article.url,
        entryTitle=article.headline,
        entryPublished=article.datePublished,
        announcedAt=run + timedelta(seconds=2),
        said=said,
    )
    article.crawl = Crawl(
        runId=run_id(site.name, run),
        fetchedAt=at,
        status=200,
        etag=f'"{random.getrandbits(64):x}"' if random.random() < 0.5 else None,
    )
    article.revision = 1
    article.firstSeenAt = article.lastSeenAt = article.lastChangedAt = at
    article.wordCount = len((article.articleBody or "").split())
    identify(article)


def edited(article: Article, site: MadeUpSite, now: datetime, random: Random) -> Iterator[tuple[datetime, Document]]:
    """Let the site's desk change an article now and then; each time the crawl that saw it, and what that noted."""
    (edits,) = random.choices(_EDITS, _EDITS_WEIGHTS)
    for _ in range(edits):
        assert article.crawl
        assert article.lastChangedAt
        assert article.revision
        changed_at = article.lastChangedAt + timedelta(hours=random.expovariate(1 / 6))
        run = site.run_at_or_after(changed_at, now)
        if run > now:
            break
        before = to_document(article)
        _edit(article, changed_at, random)
        noted = changed_fields(before, to_document(article))
        fetched = run + timedelta(seconds=random.uniform(3, 90))
        revision = {
            "_id": {"article": article._id, "revision": article.revision},
            "articleId": article._id,
            "revision": article.revision,
            "replacedAt": plain(fetched),
            "fields": noted,
            "crawl": before["crawl"],
        }
        article.revision += 1
        article.crawl.runId, article.crawl.fetchedAt = run_id(site.name, run), fetched
        article.lastSeenAt = article.lastChangedAt = fetched
        yield run, revision


def settled(article: Article, site: MadeUpSite, now: datetime, random: Random) -> None:
    """What is left when the words are final: keys, later looks, and whether it is still there."""
    assert article.crawl
    assert article.firstSeenAt
    assert article.lastChangedAt
    give_keys(article)
    looked = min(now, article.firstSeenAt + timedelta(days=7))
    if looked > article.crawl.fetchedAt:
        article.crawl.checkedAt = article.lastSeenAt = looked
    if random.random() < 0.006:
        run = site.run_at_or_after(article.lastChangedAt + timedelta(hours=random.uniform(1, 100)), now)
        if run <= now:
            article.state = State(name="gone", since=run, status=random.choice((404, 410)))
            article.crawl.checkedAt = max(run, article.crawl.checkedAt or run)
    article.crawl.recheckAt = _RECHECK.next_at(
        article.crawl.checkedAt or article.crawl.fetchedAt,
        published=article.datePublished,
        first_seen=article.firstSeenAt,
        changed=article.lastChangedAt,
        live=bool(article.liveUpdating) and article.state is None,
    )


def _edit(article: Article, at: datetime, random: Random) -> None:
    language = article.inLanguage or ""
    headline, body = random.choice(((True, False), (False, True), (True, True)))
    if headline:
        article.headline = words.headline(random, language)
    if body:
        text = (article.articleBody or "").split("\n\n")
        text[random.randrange(len(text))] = words.paragraph(random, language)
        article.articleBody = "\n\n".join(text)
        article.wordCount = len(article.articleBody.split())
    if random.random() < 0.6:
        article.dateModified = at
        article.dates.modified = DateEvidence(raw=at.isoformat(), source="json-ld", precision="second", offsetMinutes=0)
