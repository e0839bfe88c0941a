"""What a `time` element is called."""

from __future__ import annotations

import pytest

from feedcrawler.pages.marked_dates import marked_label
from tests.pages.making import element


@pytest.mark.parametrize(
    ("html", "label"),
    [
        ("<time itemprop=dateModified>May 3</time>", "updated"),
        ("<time class='date lastmod'>May 3</time>", "updated"),
        ("<time class='updated published'>May 3</time>", "published"),
        ("<div class=post-modified>Edited <time>May 3</time></div>", "updated"),
        ("<time>May 3</time>", None),
        ("<time class='undated outdated modifiedness mod live-update'>May 3</time>", None),
        (f"<div class=updated>{'The bridge opens. ' * 10}<time>May 3</time></div>", None),
        ("<div class=updated><time>May 2</time> <time>May 3</time></div>", None),
        (f"<div class=updated>{'<i></i>' * 20}<time>May 3</time></div>", None),
    ],
)
def test_a_time_is_named_by_itself_or_by_what_holds_nothing_else(html: str, label: str | None) -> None:
    assert marked_label(element(f"<body>{html}</body>", "time")) == label
