"""Crawls news feeds with Scrapy and stores clean, structured articles in MongoDB."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feedcrawler.reading import read_article

__all__ = ["__version__", "read_article"]

__version__ = version("feedcrawler")


def __getattr__(name: str) -> Any:
    """Import the reader when it is asked for: the command line starts faster without it."""
    if name == "read_article":
        from feedcrawler.reading import read_article

        return read_article
    raise AttributeError(name)
