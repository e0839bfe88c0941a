"""Where the figures of a report come from: every query is bounded, and on an index."""

from __future__ import annotations

from feedcrawler.mongodb.figures.gathering import gather

__all__ = ["gather"]
