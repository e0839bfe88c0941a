"""What one crawl of a site fetches: what is due, what failed and may be tried again, what is to be looked at again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from scrapy.settings import BaseSettings

from feedcrawler.discovery import Announcement, merge
from feedcrawler.items import Source
from feedcrawler.mongodb.due import Waiting
from feedcrawler.mongodb.known import Known, Look
from feedcrawler.mongodb.store import Store
from feedcrawler.polling.asking import Poll
from feedcrawler.polling.outcome import every
from feedcrawler.site import Site
from feedcrawler.spiders.arguments import RecheckWhich
from feedcrawler.spiders.due import is_due


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An article to fetch."""

    id: str
    url: str
    source: Source
    aliases: tuple[str, ...] = ()
    stored: bool = False
    """Whether it is a look at what is stored."""
    tried_before: bool = False
    """Whether it failed before."""
    etag: str | None = None
    last_modified: str | None = None
    then: Task | None = None
    """What to fetch if this does not lead there: the new address of what may be the same article."""


class Agenda:
    """Notes what is announced, and says what is to be fetched."""

    def __init__(self, site: Site, store: Store, settings: BaseSettings, now: datetime) -> None:
        self._site = site
        self._store = store
        self._now = now
        self._most = settings.getint("FEEDCRAWLER_MAX_ARTICLES")
        self._moved: dict[str, Task] = {}
        self.announced = self.known = 0

    async def note(self, polls: Iterable[Poll], since: datetime | None) -> None:
        """Put on record what the sources announce: from here on it is due, whatever happens."""
        polls = list(every(list(polls)))
        entries = [e for p in polls for e in p.entries if not (since and e.published and e.published < since)]
        announced = merge(entries, self._site)
        known = await self._known(announced)
        one_each = _one_each(announced, known)
        await self._store.announce(
            (k.id, [*a.source(self._site).via], a.aliases) for a in one_each if (k := known[a.id]) and k.stored
        )
        new = [a for a in announced if known[a.id] is None]
        due = [(a, known[a.id]) for a in one_each if is_due(a, known[a.id], self._now)]
        await self._store.due.add([self._waiting(a, k.id if k else a.id) for a, k in due], self._now)
        await self._find_moved(new, {k.id for k in known.values() if k})
        self._count(polls, {a.id for a in new})
        self.announced, self.known = len(announced), len(announced) - len(new)

    async def tasks(self, recheck: RecheckWhich) -> list[Task]:
        """The articles to fetch, each once: new ones first, newest first."""
        tasks = await self._fresh()
        tasks += await self._failed()
        if recheck != "none":
            again = await self._store.rechecks(self._site.name, self._now if recheck == "due" else None, self._most)
            tasks += [_look(one, one.url, one.source) for one in again]
        return list({task.id: task for task in reversed(tasks)}.values())[::-1]

    async def _fresh(self) -> list[Task]:
        """What is due; what turns out to have been looked at since is no more, as after a crash."""
        waiting = await self._store.due.waiting(self._site.name, self._most)
        known = await self._store.known([one.id for one in waiting])
        looked = {one.id: known[one.id].fetched_at if one.id in known else None for one in waiting}
        done = {one.id for one in waiting if (at := looked[one.id]) and one.as_of and at >= one.as_of}
        await self._store.due.settle(done)
        return [self._moved.get(one.id) or _task(one, known.get(one.id)) for one in waiting if one.id not in done]

    async def _failed(self) -> list[Task]:
        """What failed and may be tried again: a first fetch, or another look at what is stored."""
        failed = await self._store.due_in_quarantine(self._site.name, self._now)
        known = await self._store.known([identity for identity, _, _ in failed])
        tasks = []
        for identity, url, source in failed:
            record = known.get(identity)
            if record is None or not record.stored:
                tasks.append(Task(id=identity, url=url, source=source, tried_before=True))
            else:
                tasks.append(_look(record, url, source))
        return tasks

    async def _known(self, announced: Iterable[Announcement]) -> dict[str, Known | None]:
        found = await self._store.known([name for a in announced for name in (a.id, *a.aliases)])
        return {a.id: next((found[n] for n in (a.id, *a.aliases) if n in found), None) for a in announced}

    async def _find_moved(self, new: list[Announcement], announced: set[str]) -> None:
        """A new address with the entry id of a stored article that is announced no more: perhaps it has moved."""
        pairs = {(e.feed_url, e.id): a for a in new for e in a.entries if e.id}
        found = await self._store.known_by_entry(self._site.name, list(pairs))
        for pair, known in found.items():
            if known.id not in announced:
                there = self._waiting(pairs[pair], pairs[pair].id)
                self._moved[there.id] = Task(
                    id=known.id, url=known.id, source=there.source, stored=True, then=_task(there)
                )

    def _waiting(self, announced: Announcement, identity: str) -> Waiting:
        newest = announced.newest
        return Waiting(
            id=identity,
            url=announced.url,
            aliases=announced.aliases,
            source=replace(announced.source(self._site), announcedAt=datetime.now(UTC)),
            newest=newest if newest.year > 1 else None,
        )

    def _count(self, polls: Iterable[Poll], new: set[str]) -> None:
        for poll in polls:
            own = {self._site.identity(e.url) for e in poll.entries if self._site.is_article(e.url)}
            poll.fresh = len(own & new)


def _task(waiting: Waiting, known: Known | None = None) -> Task:
    if known is not None and known.stored:
        return _look(known, waiting.url, waiting.source)
    return Task(id=waiting.id, url=waiting.url, source=waiting.source, aliases=tuple(waiting.aliases))


def _look(stored: Known | Look, url: str, source: Source) -> Task:
    """Another look at what is stored: the site may answer that nothing has changed."""
    return Task(id=stored.id, url=url, source=source, stored=True, etag=stored.etag, last_modified=stored.last_modified)


def _one_each(announced: list[Announcement], known: dict[str, Known | None]) -> list[Announcement]:
    """One announcement a document: an old address that is announced beside the new one says no more than that."""
    merged: dict[str, Announcement] = {}
    for announcement in announced:
        record = known[announcement.id]
        name = record.id if record else announcement.id
        if name in merged:
            merged[name].entries += announcement.entries
        else:
            merged[name] = announcement
    return list(merged.values())
