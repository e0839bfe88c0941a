"""One page, without a crawl."""

from __future__ import annotations

from datetime import datetime

import pytest

from feedcrawler.reading import read_article


def test_a_time_of_fetching_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="fetched_at has no time zone"):
        read_article("<h1>Bridge opens</h1>", "https://news.example/a/", fetched_at=datetime(2025, 6, 5))
