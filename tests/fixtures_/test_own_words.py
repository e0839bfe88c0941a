"""The words of the recorded feed are our own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from fixtures.kyiv_independent.source import DAYS
from tests.fixtures_.recorded import responses

RUN = 8

# What the site itself prints on many pages: rules have to know it to the letter.
BOILERPLATE = (
    "This audio is created with AI assistance",
    "Editor's note: This is a developing story and is being updated.",
    "Editor's Note: The opinions expressed in the op-ed section are those of the authors",
)


def test_no_eight_words_in_a_row_are_from_a_real_article(shared: Path) -> None:
    theirs = set().union(*(_runs(text) for text in _real_texts(shared / "kyiv-independent")))
    allowed = set().union(*(_runs(text) for text in BOILERPLATE))
    assert len(theirs) > 100_000
    ours = {text for day in DAYS for response in responses(day).values() for text in _texts(response.body)}
    copied = {" ".join(run) for text in ours for run in (_runs(text) & theirs) - allowed}
    assert not copied


def _real_texts(folder: Path) -> Iterator[str]:
    for line in (folder / "articles-2025.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        yield from (article["headline"], *article["textAsScraped"].split("\n\n"))
    for fragment in sorted((folder / "fragments").glob("*.html")):
        yield from _texts(fragment.read_bytes())
    yield from (folder / "seed-article.txt").read_text(encoding="utf-8").split("\n\n")


def _texts(markup: bytes) -> list[str]:
    """The words of a page or feed from one block tag to the next."""
    inline = re.sub(r"</?(?:a|em|strong|code|br|span)\b[^>]*>", " ", markup.decode("utf-8"))
    return re.split(r"<[^>]*>|\n", inline)


def _runs(text: str) -> set[tuple[str, ...]]:
    """Every run of eight words in `text`."""
    words = re.findall(r"\w+", text.lower().replace("&#x27;", "'").replace("’", "'"))
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
