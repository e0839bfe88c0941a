"""The records of the crawls that found made-up articles."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from random import Random

from bench.generated import hostile
from bench.generated.sites import SITES, MadeUpSite, run_id
from bench.generated.tallies import Tally
from feedcrawler import __version__
from feedcrawler.mongodb.document import Document

_OUTCOMES = ("new", "changed", "unchanged", "gone", "duplicate", "quarantined", "error")
_VERSIONS = {"feedcrawler": __version__, "python": "3.11.9", "scrapy": "2.19.0", "pymongo": "4.20.1"}
_GROUP = "sites"

Tallies = Mapping[tuple[str, datetime], Tally]


def records(tallies: Tallies, days: int, now: datetime, seed: str, hostile_share: float = 0) -> Iterator[Document]:
    """One record a crawl of a site, one a crawl of many sites, of so many days before now.

    Args:
        tallies: what each crawl of a site came by.
        days: how far back.
        now: when the last crawl ended.
        seed: the same gives the same.
        hostile_share: of so many the site said something hostile.
    """
    random = Random(f"{seed} runs")
    parts: dict[datetime, list[Document]] = defaultdict(list)
    for site in SITES:
        for start in site.runs(now - timedelta(days=days), now):
            record = _record(site, start, tallies.get((site.name, start), Tally()), now, random)
            if random.random() < hostile_share:
                _spoil(record, random)
            if site.group:
                record["partOf"] = run_id(_GROUP, start)
                parts[start].append(record)
            yield record
    for start, of_group in sorted(parts.items()):
        yield _record_of_many(start, of_group)


def _record(site: MadeUpSite, start: datetime, tally: Tally, now: datetime, random: Random) -> Document:
    if site.is_down(start, now):
        return _began(site.name, start) | _down(site, start, random)
    if random.random() < 0.001:  # killed
        return _began(site.name, start) | {"site": site.name, "verdict": "running"}
    return _began(site.name, start) | _ended(site, start, tally, now, random)


def _began(name: str, start: datetime) -> Document:
    return {
        "_id": run_id(name, start),
        "spider": "news",
        "startedAt": start,
        "asOf": start,
        "replayed": False,
        "versions": _VERSIONS,
        "host": "crawler-1",
        "pid": 1000 + start.hour * 60 + start.minute,
    }


def _ended(site: MadeUpSite, start: datetime, tally: Tally, now: datetime, random: Random) -> Document:
    """A crawl that came to its end."""
    quarantined = int(random.random() < 0.02)
    looked = random.randrange(4)
    outcomes = {name: tally.outcomes[name] for name in _OUTCOMES} | {"unchanged": looked, "quarantined": quarantined}
    fetched = tally.outcomes["new"] + tally.outcomes["changed"]
    statuses = Counter({"200": fetched + 1, "304": looked + 2, "404": tally.outcomes["gone"] + quarantined})
    polling, fetching = random.uniform(0.5, 4), (fetched + looked) * random.uniform(0.9, 1.6)
    findings, gaps = _findings(site, start, now), _gaps(site, start, now)
    reasons = [finding["message"] for finding in findings]
    reasons += ["1 gap is open: articles may be missing"] if gaps else []
    if random.random() < 0.01:
        reasons.append("1 of 3 feeds and listings had a problem")
    missing = f"https://{site.name}/{start:%Y/%m}/lost-{random.randrange(10_000)}"
    return {
        "site": site.name,
        "finishedAt": start + timedelta(seconds=polling + fetching),
        "finishReason": "finished",
        "verdict": "degraded" if reasons else "done",
        "exitCode": 3 if reasons else 0,
        "reasons": reasons,
        "outcomes": outcomes,
        "known": random.randrange(20, 60),
        "statuses": {status: count for status, count in statuses.items() if count},
        "bytes": {"received": (fetched + looked) * 84_000 + 30_000, "sent": (fetched + looked + 3) * 420},
        "seconds": {
            "total": polling + fetching,
            "polling": polling,
            "fetching": fetching,
            "cpu": 0.8 + 0.03 * fetched,
        },
        "memory": 110_000_000 + random.randrange(30_000_000),
        "observed": _observed(tally),
        "findings": findings,
        "gaps": gaps,
        "incidents": [],
        "missing": [],
        "errors": [],
        "slowest": [{"url": f"https://{site.name}/feed", "seconds": random.lognormvariate(-0.5, 0.8)}],
        "failures": [{"url": missing, "reason": "http 404"}] * quarantined,
        "counts": {
            "downloader/request_count": sum(statuses.values()),
            "feedcrawler/polls": 3,
            "feedcrawler/polls/unchanged": 2,
            "feedcrawler/due": 0,
        }
        | {f"feedcrawler/articles/{name}": count for name, count in outcomes.items() if count},
    }


def _down(site: MadeUpSite, start: datetime, random: Random) -> Document:
    """A crawl of a site that answers nothing."""
    feed, seconds = f"https://{site.name}/feed", random.uniform(60, 90)
    error = {"at": start + timedelta(seconds=seconds), "level": "ERROR", "where": feed, "message": "http 503"}
    return {
        "site": site.name,
        "finishedAt": start + timedelta(seconds=seconds),
        "finishReason": "finished",
        "verdict": "failed",
        "exitCode": 1,
        "reasons": ["no feed or listing could be read"],
        "outcomes": dict.fromkeys(_OUTCOMES, 0),
        "known": 0,
        "statuses": {"503": 4},
        "bytes": {"received": 2_400, "sent": 1_600},
        "seconds": {"total": seconds, "polling": seconds, "fetching": 0.0, "cpu": 0.7},
        "memory": 95_000_000,
        "observed": _observed(Tally()),
        "findings": [],
        "gaps": [],
        "incidents": [],
        "missing": [],
        "errors": [error],
        "slowest": [{"url": feed, "seconds": 30.0}],
        "failures": [{"url": feed, "reason": "http 503"}],
        "counts": {"downloader/request_count": 4, "feedcrawler/polls": 1, "feedcrawler/polls/failed": 1},
    }


def _observed(tally: Tally) -> Document:
    sources: dict[str, dict[str, int]] = defaultdict(dict)
    for (name, path), count in sorted(tally.sources.items()):
        sources[name][path] = count
    return {
        "articles": len(tally.words),
        "fields": dict(sorted(tally.fields.items())),
        "sources": dict(sources),
        **({"words": {"median": statistics.median(tally.words), "least": min(tally.words)}} if tally.words else {}),
    }


def _findings(site: MadeUpSite, start: datetime, now: datetime) -> list[Document]:
    if not site.has_lost_authors(start, now):
        return []
    since = now - timedelta(days=site.lost_authors or 0)
    message = "authors: in 0 of 9 articles, usually in 97 of 100; css a[rel=author] gives nothing"
    return [{"what": "coverage", "field": "authors", "since": since, "message": message}]


def _gaps(site: MadeUpSite, start: datetime, now: datetime) -> list[Document]:
    if site.gap is None or now - start > timedelta(days=site.gap):
        return []
    opened = now - timedelta(days=site.gap)
    return [
        {
            "feedUrl": f"https://{site.name}/feed",
            "since": opened - timedelta(hours=9),
            "until": opened - timedelta(hours=2),
            "state": "open",
        }
    ]


def _record_of_many(start: datetime, parts: list[Document]) -> Document:
    """The record of a crawl of many sites, from those of its parts."""
    ended = [part for part in parts if "finishedAt" in part]
    bad = [part for part in ended if part["verdict"] != "done"]
    failed = bool(ended) and all(part["verdict"] == "failed" for part in ended)
    kept = ("verdict", "exitCode", "reasons", "outcomes")
    outcomes, statuses, received, sent = Counter[str](), Counter[str](), 0, 0
    for part in ended:
        outcomes.update(part["outcomes"])
        statuses.update(part["statuses"])
        received, sent = received + part["bytes"]["received"], sent + part["bytes"]["sent"]
    end = max((part["finishedAt"] for part in ended), default=start)
    return _began(_GROUP, start) | {
        "finishedAt": end,
        "finishReason": "finished",
        "verdict": "failed" if failed else "degraded" if bad else "done",
        "exitCode": 1 if failed else 3 if bad else 0,
        "reasons": [f"{part['site']}: {part['verdict']}: {'; '.join(part['reasons'])}" for part in bad],
        "outcomes": {name: outcomes[name] for name in _OUTCOMES},
        "statuses": dict(statuses),
        "bytes": {"received": received, "sent": sent},
        "seconds": {"total": (end - start).total_seconds(), "cpu": sum(part["seconds"]["cpu"] for part in ended)},
        "memory": 260_000_000,
        "errors": [],
        "sites": [
            {"site": part["site"], "runId": part["_id"]} | {name: part[name] for name in kept if name in part}
            for part in parts
        ],
    }


def _spoil(record: Document, random: Random) -> None:
    """Put something hostile into what a record has of others."""
    text, address = random.choice(hostile.TEXTS)[:500], random.choice(hostile.ADDRESSES)[:500]
    if record["verdict"] == "running":
        return
    record |= {
        "verdict": "degraded",
        "exitCode": 3,
        "reasons": [f"headline: {text}"],
        "incidents": [{"kind": "too large", "url": address, "detail": text}],
        "errors": [{"at": record["startedAt"], "level": "ERROR", "where": address, "message": text}],
        "slowest": [{"url": address, "seconds": 30.0}],
        "failures": [{"url": address, "reason": text}],
    }
