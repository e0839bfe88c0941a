"""A news site under the tests' control: what it publishes, how it answers, and what it was asked."""

from __future__ import annotations

import gzip
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from fnmatch import fnmatchcase
from hashlib import blake2b
from random import Random
from types import TracebackType
from typing import Any, Literal, Self

from tests.newsroom import pages, routes
from tests.newsroom.server import Reply, Request, Server
from tests.newsroom.stories import Story, name, new_story, slugify, spread

Source = Literal[
    "rss", "atom", "rdf", "json", "sitemap", "sitemap-gz", "sitemap-txt", "news-sitemap",
    "listing", "pagination", "load-more", "section", "home",
]  # fmt: skip
SOURCES: tuple[Source, ...] = Source.__args__  # type: ignore[attr-defined]

# The first stories leave so much time before the present for those that follow.
_HEADROOM = timedelta(hours=2)
_SESSION = re.compile(r";[^/?#]*|(?<=[?&])PHPSESSID=\w*&?")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, and how it was answered."""

    path: str
    """With its query."""
    method: str
    conditional: bool
    status: int
    agent: str
    at: float
    """`time.monotonic()` when it came in."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A request as a fault sees it."""

    room: Newsroom
    request: Request
    times: int
    """How often this was asked before."""

    def usual(self, target: str | None = None) -> Reply:
        """What would be answered without the fault, here or at another path."""
        request = self.request
        if target is not None:
            request = Request(request.method, target, request.headers, request.version)
        return self.room.usual(request)

    def whole(self, target: str | None = None) -> Reply:
        """The same, whatever version the client has."""
        return self.room.usual(Request(self.request.method, target or self.request.target, {}))


Answer = Callable[[Asking], Reply]


@dataclass(eq=False, repr=False)
class Newsroom:
    """A news site on a port of 127.0.0.1.

    The same seed and `now` give the same stories. Sites that are crawled into one database want different seeds.
    """

    articles: int = 0
    """How many stories there are from the start."""
    seed: int | str = 0
    sources: Iterable[str] = SOURCES
    """What announces the stories; what is left out is not there."""
    now: datetime | None = None
    """The present; None: the clock's."""
    every: timedelta = timedelta(minutes=5)
    """The time between two stories."""
    window: int = 20
    """Entries of a feed."""
    paged: bool = False
    """Whether feeds go on at a next page (RFC 5005, section 3)."""
    page_size: int = 20
    """Cards on a page of a listing."""
    in_robots: bool = True
    """Whether robots.txt names the sitemaps."""
    crawl_delay: float | None = None
    """Of robots.txt."""
    ttl: int | None = None
    """Minutes, of RSS."""
    cache_control: str | None = None
    """Header of everything but articles."""
    validators: Iterable[str] = ("ETag", "Last-Modified")
    """What answers carry, and requests are conditional on."""
    article_path: str = "/{slug}/"
    """Of {slug}, {number}, {section} and {date} (2026/01/31)."""
    nav: list[str] = field(default_factory=list)
    """More paths that home and listings link to, such as a trap."""
    port: int = 0
    faults: dict[str, Answer] = field(default_factory=dict)
    """What answers instead: by path with query, path, or pattern with * (the first that fits)."""
    stories: list[Story] = field(default_factory=list, init=False)
    """All that were ever published, in that order."""
    listed: list[Story] = field(default_factory=list, init=False)
    """Those that sources announce, newest first."""
    asked: list[Asked] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.sources = frozenset(self.sources)
        if unknown := self.sources - set(SOURCES):
            raise ValueError(f"no such sources: {sorted(unknown)}")
        self.name = f"The {name(Random(f'{self.seed} name'))} Herald"
        self._lock = threading.RLock()
        self._stories_at: dict[str, tuple[Story, str]] = {}
        self._temporary: set[str] = set()
        self._made: dict[str, Reply] = {}
        self._times: Counter[str] = Counter()
        self._changed: dict[str, tuple[str, datetime]] = {}
        self._server = Server(self._answer, self.port)
        self._sent_before = 0
        self.port = self._server.port
        self.address = f"http://127.0.0.1:{self.port}"
        if self.articles:
            self.publish(self.articles, at=self.present() - _HEADROOM)

    def close(self) -> None:
        """Stop answering."""
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    # --- What happens in the newsroom

    def publish(
        self,
        n: int = 1,
        *,
        at: datetime | None = None,
        every: timedelta | None = None,
        headline: str | None = None,
        section: str | None = None,
        live: bool = False,
    ) -> list[Story]:
        """Publish stories, and give them back with the oldest first.

        Args:
            n: how many.
            at: when the newest was published, the others before it; None: all after every other story, none in the
                future.
            every: the time between two; None: the newsroom's, less where there is not so much time.
            headline: of each; None: made up.
            section: of each; None: made up.
            live: whether they are live blogs.
        """
        with self._change():
            instants = spread(n, at, every or self.every) if at else self._instants(n, every or self.every)
            new = []
            for instant in instants:
                story = new_story(len(self.stories) + 1, f"{self.seed}/{len(self.stories) + 1}", instant)
                story.headline, story.section, story.live = headline or story.headline, section or story.section, live
                if headline:
                    story.slug = f"{slugify(headline)}-{story.number}"
                story.teasers = [(self.path(other), other.headline) for other in self.stories[-4:]]
                self.stories.append(story)
                self._stories_at[self.path(story)] = story, story.slug
                new.append(story)
        return new

    def edit(self, story: Story, *, headline: str | None = None, words: bool = True, dated: bool = True) -> Story:
        """Change a sentence of a story, or its headline too, or (words=False) only that; `story.edits` says what.

        Args:
            story: what to change.
            headline: the new one.
            words: whether a sentence is changed; a live blog gets a new one on top.
            dated: whether the page and the sources say when.
        """
        with self._change():
            story.edit(self._after(story), headline=headline, words=words, dated=dated)
        return story

    def widget(self, story: Story) -> Story:
        """Lay out a story anew: white space, its reading time and the links beside it; no word of it changes."""
        with self._change():
            story.dressing += 1
            story.touched = self._after(story)
        return story

    def delete(self, story: Story, status: int = 410) -> Story:
        """Take a story down."""
        with self._change():
            story.gone, story.touched = status, self._after(story)
        return story

    def move(self, story: Story, *, permanent: bool = True, slug: str | None = None) -> Story:
        """Give a story another address, to which the old ones redirect; its guid stays."""
        with self._change():
            if not permanent:
                self._temporary.add(self.path(story))
            story.slug = slug or f"{story.slug}-updated"
            story.touched = self._after(story)
            self._stories_at[self.path(story)] = story, story.slug
        return story

    def to_hub(self, story: Story, hub: str = "/hub/") -> Story:
        """Redirect a story for good to a page of many stories."""
        with self._change():
            story.moved_to, story.touched = hub, self._after(story)
        return story

    def live(self, story: Story, live: bool = True) -> Story:
        """Make a story a live blog, or end it."""
        with self._change():
            story.live, story.touched = live, self._after(story)
        return story

    # --- Addresses

    def path(self, story: Story) -> str:
        """The path of a story."""
        date = f"{story.published:%Y/%m/%d}"
        return self.article_path.format(slug=story.slug, number=story.number, section=story.section, date=date)

    def url(self, story: Story) -> str:
        """The address of a story."""
        return self.address + self.path(story)

    def urls(self) -> set[str]:
        """The addresses of all stories that are there."""
        return {self.url(story) for story in self.listed}

    def guid(self, story: Story) -> str:
        """The id of a story in feeds: no address leads by it."""
        return f"{self.address}/?p={story.number}"

    def story_at(self, target: str) -> Story | None:
        """The story that was ever at a path, whatever session the path names."""
        return self._at(target)[0]

    def present(self) -> datetime:
        """The present, in whole seconds."""
        return (self.now or datetime.now(UTC)).replace(microsecond=0)

    # --- What was asked

    def articles_asked(self, *, conditional: bool | None = None) -> Counter[str]:
        """How often each slug was asked for; with `conditional`, only by requests that are, or are not."""
        asked = (one for one in tuple(self.asked) if conditional in (None, one.conditional))
        return Counter(slug for one in asked if (slug := self._at(one.path)[1]))

    def source_requests(self) -> list[Asked]:
        """The requests to feeds, sitemaps, listings and the home page."""
        return [one for one in tuple(self.asked) if routes.is_source(_without_session(one.path))]

    def other_requests(self) -> list[Asked]:
        """The requests to neither an article nor a source: robots.txt, and what is not there."""
        sources = set(map(id, self.source_requests()))
        return [one for one in tuple(self.asked) if id(one) not in sources and not self.story_at(one.path)]

    @property
    def bytes_sent(self) -> int:
        """Since the last reset, heads and bodies."""
        return self._server.bytes_sent - self._sent_before

    def reset(self) -> None:
        """Forget what was asked."""
        with self._lock:
            self.asked.clear()
            self._times.clear()
            self._sent_before = self._server.bytes_sent

    # --- Answers

    def usual(self, request: Request) -> Reply:
        """What is answered where there is no fault."""
        with self._lock:
            target = _without_session(request.target)
            reply = self._made.get(target) or self._make(target)
            self._made[target] = reply
        if reply.status == 200 and request.conditional and _has(request.headers, reply.headers):
            return Reply(b"", reply.kind, 304, dict(reply.headers))
        return Reply(reply.body, reply.kind, reply.status, dict(reply.headers))

    def usual_text(self, path: str) -> str:
        """What is answered at a path where there is no fault, without its own address."""
        body = self.usual(Request("GET", path, {})).body
        text = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
        return text.decode().replace(self.address, "")

    def _answer(self, request: Request) -> Reply:
        at = time.monotonic()
        with self._lock:
            times = self._times[request.target]
            self._times[request.target] += 1
        try:
            fault = self._fault(request)
            reply = fault(Asking(self, request, times)) if fault else self.usual(request)
        except Exception:
            self._note(request, 500, at)
            raise
        self._note(request, reply.status, at)
        return reply

    def _note(self, request: Request, status: int, at: float) -> None:
        agent = request.headers.get("user-agent", "")
        self.asked.append(Asked(request.target, request.method, request.conditional, status, agent, at))

    def _fault(self, request: Request) -> Answer | None:
        faults, target = dict(self.faults), _without_session(request.target)
        exact = faults.get(target) or faults.get(target.partition("?")[0])
        patterns = (answer for pattern, answer in faults.items() if "*" in pattern and fnmatchcase(target, pattern))
        return exact or next(patterns, None)

    def _make(self, target: str) -> Reply:
        story, _ = self._at(target)
        if story is not None:
            return self._story(story, target.partition("?")[0])
        made = routes.make(self, target)
        if made is None:
            return Reply(pages.not_found(self).encode(), status=404)
        body, kind = made
        etag = _etag(body)
        before, when = self._changed.get(target, ("", None))
        if before != etag:
            touched = max((s.touched for s in self.stories), default=self.present())
            self._changed[target] = etag, max(touched, when + timedelta(seconds=1)) if when else touched
        reply = Reply(body, kind, headers=self._validators(etag, self._changed[target][1]))
        if self.cache_control:
            reply.headers["Cache-Control"] = self.cache_control
        return reply

    def _story(self, story: Story, path: str) -> Reply:
        if story.gone:
            return Reply(pages.not_found(self).encode(), status=story.gone)
        if story.moved_to or path != self.path(story):
            status = 302 if path in self._temporary and not story.moved_to else 301
            return Reply(status=status, headers={"Location": story.moved_to or self.path(story)})
        body = pages.article(self, story).encode()
        return Reply(body, headers=self._validators(_etag(body), story.touched))

    def _validators(self, etag: str, when: datetime) -> dict[str, str]:
        both = {"ETag": etag, "Last-Modified": format_datetime(when, usegmt=True)}
        return {name: value for name, value in both.items() if name in self.validators}

    def _at(self, target: str) -> tuple[Story | None, str]:
        return self._stories_at.get(_without_session(target).partition("?")[0], (None, ""))

    @contextmanager
    def _change(self) -> Iterator[None]:
        with self._lock:
            yield
            self._made.clear()
            there = (story for story in self.stories if story.listed)
            self.listed = sorted(there, key=lambda story: (story.published, story.number), reverse=True)

    def _instants(self, n: int, every: timedelta) -> list[datetime]:
        """Whole seconds after every story, which leave half of the time before the present for the next ones."""
        newest = max((story.published for story in self.stories), default=self.present() - _HEADROOM)
        left = max(self.present() - newest, timedelta(seconds=2 * n))
        step = max(min(every, left / (2 * n)) // timedelta(seconds=1), 1) * timedelta(seconds=1)
        return [newest + step * (i + 1) for i in range(n)]

    def _after(self, story: Story) -> datetime:
        """The present, or as soon after the last change of a story as dates can tell."""
        return max(self.present(), story.touched + timedelta(seconds=1))


@contextmanager
def newsrooms(n: int, articles: int = 0, *, seed: int | str = 0, **options: Any) -> Iterator[list[Newsroom]]:
    """Several sites with different stories, and `options` of each."""
    rooms = [Newsroom(articles, seed=f"{seed}-{i}", **options) for i in range(n)]
    try:
        yield rooms
    finally:
        for room in rooms:
            room.close()


def _without_session(target: str) -> str:
    return _SESSION.sub("", target).rstrip("?&")


def _etag(body: bytes) -> str:
    return f'"{blake2b(body, digest_size=8).hexdigest()}"'


def _has(asked: Mapping[str, str], headers: Mapping[str, str]) -> bool:
    """Whether the client has this version (RFC 9110, section 13.2.2: If-None-Match goes before)."""
    if "if-none-match" in asked:
        named = {tag.strip().removeprefix("W/") for tag in asked["if-none-match"].split(",")}
        return "ETag" in headers and bool(named & {headers["ETag"], "*"})
    if "Last-Modified" not in headers:
        return False
    try:
        return parsedate_to_datetime(asked["if-modified-since"]) >= parsedate_to_datetime(headers["Last-Modified"])
    except (ValueError, TypeError):  # no date, or one without a zone: RFC 9110, section 13.1.3, has it ignored
        return False
