"""A local news site on real HTTP, for tests: see `Newsroom`."""

from tests.newsroom.newsroom import SOURCES, Answer, Asked, Asking, Newsroom, newsrooms
from tests.newsroom.process import NewsroomProcess
from tests.newsroom.server import Reply, Request
from tests.newsroom.stories import Edit, Story

__all__ = [
    "SOURCES",
    "Answer",
    "Asked",
    "Asking",
    "Edit",
    "Newsroom",
    "NewsroomProcess",
    "Reply",
    "Request",
    "Story",
    "newsrooms",
]
