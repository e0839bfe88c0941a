"""The date that a page shows, wherever it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedcrawler.pages.visible_dates import find_published
from tests.pages.making import element

TEXT = "<p>The bridge was opened and the town came to see it, and then all went home again.</p>" * 30
CARD = "<div class=item><a href=/{0}><h3>A story about another bridge in town</h3></a><span class=date>May {0}, 2024</span></div>"


def found(html: str) -> str | None:
    root = element(f"<html><body>{html}</body></html>", "html")
    printed = find_published(root, root.find(".//h1"))
    return printed.raw if printed else None


@pytest.mark.parametrize(
    "html",
    [
        f"<h2 class=date-header>Friday, May 3, 2024</h2><article><h1>Bridge</h1>{TEXT}</article>",
        f"<article><h1>Bridge</h1><h5><span>May 3, 2024</span></h5>{TEXT}</article>",
        f"<article><h1>Bridge</h1><p>by Some One <!-- -->May 3, 2024</p><p>6<!-- --> min read</p>{TEXT}</article>",
        f"<div class=hero><h1>Bridge</h1></div><div class=row><div>May 3, 2024</div></div><main>{TEXT}</main>",
        f"<article><h1>Bridge</h1>{TEXT}<p class=post-info><span class=date>May 3, 2024</span></p></article>",
        f"<h1>Bridge</h1>{TEXT}<aside><h4>Published</h4><div>May 3, 2024</div></aside>",
        f"<h1>Bridge</h1>{TEXT}<footer>Posted on May 3, 2024</footer>".replace("footer", "section"),
        f"<article><h1>Bridge</h1>{TEXT}<footer class=entry-meta>Published on May 3, 2024</footer></article>",
        f"<h1>Bridge</h1><div>May 3, 2024</div><div>Updated: May 9, 2024</div>{TEXT}",
        f"<h1>Bridge</h1><div>May 3, 2024</div>{TEXT}{''.join(map(CARD.format, range(4, 9)))}",
    ],
)
def test_the_articles_date_is_found(html: str) -> None:
    assert found(html) == "May 3, 2024"


def test_of_a_time_element_the_attribute_is_taken_unless_only_its_text_has_a_clock() -> None:
    page = "<article><h1>Bridge</h1><time datetime='{}'>{}</time>" + TEXT + "</article>"
    assert found(page.format("2024-05-03T10:00:00Z", "May 3")) == "2024-05-03T10:00:00Z"
    assert found(page.format("2024-05-03", "May 3, 2024 10:00")) == "May 3, 2024 10:00"


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>Bridge</h1>{TEXT}",
        f"<h1>Bridge</h1><div>Updated: May 3, 2024</div>{TEXT}",
        f"<h1>Bridge</h1><div>Updated: May 3, 2024</div>{TEXT}<div>Effective from May 3, 2024</div>",
        f"<h1>Bridge</h1>{TEXT}<div class=comments><div class=date>May 3, 2024</div></div>",
        f"<h1>Bridge</h1>{TEXT}<footer>Copyright May 3, 2024</footer>",
        f"<h1>Bridge</h1>{TEXT}<div class=related><time datetime=2024-05-03>May 3, 2024</time></div>",
        f"<h1>Bridge</h1>{''.join(map(CARD.format, range(1, 9)))}{TEXT}",
        f"<nav><span class=date>May 3, 2024</span></nav><h1>Bridge</h1>{TEXT}",
        f"<h1>Bridge</h1>{TEXT}<p>On May 3, 2024 the bridge was closed again, and it has been closed since then.</p>",
        f"<h1>Bridge</h1><div hidden><span class=date>May 3, 2024</span></div>{TEXT}",
        f"<h1>Bridge</h1><figure><figcaption>May 3, 2024</figcaption></figure>{TEXT}",
        f"<h1>Bridge of May 3, 2024</h1>{TEXT}",
    ],
)
def test_the_date_of_something_else_is_not(html: str) -> None:
    assert found(html) is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<div>", "</div>", "<h1>", "</h1>", "<time datetime=2024>", "</time>", "May 3, 2024", "Published", "<a href=x>",
             "<li class=date>", "<!-- x -->", "<br>", "text " * 60, "2024", "<h3>"]
        ),
        max_size=60,
    )
)  # fmt: skip
def test_any_page_gives_a_date_or_none(parts: list[str]) -> None:
    printed = find_published(element("<html><body>" + "".join(parts) + "</body></html>", "html"), None)
    assert printed is None or any(char.isdigit() for char in printed.raw)
