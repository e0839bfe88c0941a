"""Listings: pages of cards that lead on by rel=next, by numbers, or by a button."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tests.newsroom.pages import cards, layout
from tests.newsroom.stories import Story

if TYPE_CHECKING:
    from tests.newsroom.newsroom import Newsroom


def latest(room: Newsroom, page: int) -> str:
    """A listing with rel=next."""
    return with_next(room, "Latest news", room.listed, "/latest/", page)


def with_next(room: Newsroom, title: str, stories: Sequence[Story], path: str, page: int) -> str:
    """A page of a listing that names its neighbours."""
    head = f'<link rel="prev" href="{path}?page={page - 1}">\n' if page > 1 else ""
    more = ""
    if page < pages(room, stories):
        head += f'<link rel="next" href="{path}?page={page + 1}">\n'
        more = f'<p class="older"><a rel="next" href="{path}?page={page + 1}">Older stories</a></p>'
    return layout(room, title, _main(title, cards(room, part(room, stories, page)), more), head=head)


def archive(room: Newsroom, page: int) -> str:
    """A listing with numbered pages, and no word of which is the next."""
    last = pages(room, room.listed)
    near = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
    numbers = "".join(
        f'<li class="current"><span>{n}</span></li>' if n == page else f'<li><a href="{archive_path(n)}">{n}</a></li>'
        for n in near
    )
    below = f'<div class="pagination"><ul>{numbers}</ul></div>'
    return layout(room, "Archive", _main("Archive", cards(room, part(room, room.listed, page)), below))


def archive_path(page: int) -> str:
    """The path of a page of the archive."""
    return "/archive/" if page == 1 else f"/archive/page/{page}/"


def more(room: Newsroom) -> str:
    """A listing whose button fetches what is below."""
    button = ""
    if pages(room, room.listed) > 1:
        button = '<button class="load-more" type="button" data-next-url="/api/more?page=2">Load more</button>'
    first = f'<div class="cards">{cards(room, part(room, room.listed, 1))}</div>'
    return layout(room, "More news", _main("More news", first, button))


def api_more(room: Newsroom, page: int) -> str:
    """What the button fetches."""
    follows = page < pages(room, room.listed)
    answer = {
        "html": cards(room, part(room, room.listed, page)),
        "next_url": f"/api/more?page={page + 1}" if follows else None,
    }
    return json.dumps(answer, ensure_ascii=False)


def part(room: Newsroom, stories: Sequence[Story], page: int) -> Sequence[Story]:
    """The stories of one page."""
    return stories[room.page_size * (page - 1) : room.page_size * page]


def pages(room: Newsroom, stories: Sequence[Story]) -> int:
    """How many pages a listing of stories has."""
    return max(1, -(-len(stories) // room.page_size))


def _main(title: str, shown: str, below: str) -> str:
    return f'<main><h1>{title}</h1>\n<div class="stories">{shown}</div>\n{below}</main>'
