"""Every trap that a crawl may meet, each set up in a newsroom as it comes in the field."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.newsroom import faults
from tests.newsroom.newsroom import Answer, Newsroom

Trap = Callable[[Newsroom], None]


def _at(room: Newsroom, *, path: str, fault: Answer) -> None:
    room.faults[path] = fault


def _oldest(room: Newsroom, *, nth: int, fault: Answer) -> None:
    room.faults[room.path(room.stories[nth])] = fault


def _calendar(room: Newsroom) -> None:
    room.nav.append("/calendar/2026/01/")
    room.faults["/calendar/*"] = faults.calendar()


# What is wrong, and the trap. Each is at another path; articles are named by their age, the oldest first.
TRAPS: dict[str, Trap] = {
    "a feed with a million entries": partial(_at, path="/rss.xml", fault=faults.million_entries()),
    "a feed with an entity bomb": partial(_at, path="/atom.xml", fault=faults.entity_bomb()),
    "a feed that breaks off": partial(_at, path="/rdf.xml", fault=faults.truncated_feed()),
    "a login page where the feed was": partial(_at, path="/feed.json", fault=faults.login_page()),
    "a sitemap that is a gzip bomb": partial(_at, path="/sitemap.xml.gz", fault=faults.gzip_bomb(file=True)),
    "a sitemap with an entity bomb": partial(_at, path="/sitemap.xml", fault=faults.entity_bomb()),
    "a sitemap that never ends": partial(_at, path="/sitemap.txt", fault=faults.drip()),
    "a sitemap that redirects to itself": partial(_at, path="/news-sitemap.xml", fault=faults.redirect_loop()),
    "endless pagination": partial(_at, path="/latest/", fault=faults.endless_pagination()),
    "a listing that links to itself": partial(_at, path="/archive/", fault=faults.listing_to_itself()),
    "endless more": partial(_at, path="/more/", fault=faults.endless_pagination(empty=True)),
    "a calendar": _calendar,
    "session ids": partial(_at, path="/", fault=faults.session_ids()),
    "an article of 200 MB": partial(_oldest, nth=0, fault=faults.flood()),
    "an article that drips": partial(_oldest, nth=1, fault=faults.drip()),
    "an article that is a gzip bomb": partial(_oldest, nth=2, fault=faults.gzip_bomb()),
    "an article that redirects for ever": partial(_oldest, nth=3, fault=faults.redirect_loop(fresh=True)),
    "an article that redirects into a private network": partial(
        _oldest, nth=4, fault=faults.redirect_to("http://169.254.169.254/latest/meta-data/")
    ),
    "an article whose connection breaks": partial(_oldest, nth=5, fault=faults.cut_off()),
    "an article without an answer": partial(_oldest, nth=6, fault=faults.hang_up()),
}


def set_all(room: Newsroom) -> None:
    """Set every trap; the newsroom has at least seven stories."""
    for trap in TRAPS.values():
        trap(room)
