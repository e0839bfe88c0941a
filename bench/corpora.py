"""Pages with what a person says is in them, and how a reader's answer is scored against it.

A corpus is a folder: `html/<id>.html.gz` (UTF-8) and `ground-truth.json`, which says for each id the `url` and any of
`headline`, `datePublished`, `authors`, `articleBody`, `articleBodyNoSummary`, and `crawl_date`, when the page was
fetched. A field that is absent is not scored.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

# Chinese, Japanese, Korean and Thai put no spaces between words: each character counts as one.
_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_PLAIN_WORD = re.compile(r"\w+")
# Corpora whose makers count words in every language as in English.
_PLAIN = {"aeb"}
_SHINGLE = 4

Moment = datetime | date | str | None
"""A reader's date, as its library gives it."""


@dataclass(frozen=True)
class Page:
    """A recorded page and the truth about it."""

    id: str
    corpus: str
    html: bytes
    """In UTF-8, whatever its meta tags say."""
    truth: dict[str, Any]

    @property
    def url(self) -> str:
        """Where it came from."""
        return str(self.truth["url"])

    @cached_property
    def text(self) -> str:
        """The page, decoded."""
        return self.html.decode("utf-8", "replace")

    @property
    def fetched_at(self) -> datetime | None:
        """When it was fetched, in UTC, if that is known."""
        said = self.truth.get("crawl_date")
        return _utc(datetime.fromisoformat(said)) if said else None


@dataclass(slots=True)
class Answer:
    """What a reader says is on a page; None for a field that it does not find or does not look for."""

    headline: str | None = None
    published: Moment = None
    authors: list[str] | None = None
    body: str | None = None


class Share(NamedTuple):
    """One page's shingles, as shares of their sum: in both, only in the answer, only in the truth."""

    tp: float
    fp: float
    fn: float

    @property
    def precision(self) -> float:
        """How much of the answer is true; 0 for an empty one."""
        return self.tp / (self.tp + self.fp) if self.tp else 0.0

    @property
    def recall(self) -> float:
        """How much of the truth is in the answer."""
        return self.tp / (self.tp + self.fn) if self.tp else 0.0

    @property
    def f1(self) -> float:
        """Of this page alone."""
        return f1(self.precision, self.recall)


@dataclass(slots=True)
class Score:
    """How an answer compares with the truth; None for a field on which the truth is silent."""

    headline: bool | None = None
    instant: bool | None = None
    day: bool | None = None
    authors: bool | None = None
    body: Share | None = None


@dataclass(slots=True)
class Tally:
    """The scores of one reader on one corpus."""

    scores: list[Score] = field(default_factory=list)

    def rate(self, name: str) -> float | None:
        """The share of pages whose field `name` is right, of those where the truth knows it."""
        known = [right for score in self.scores if (right := getattr(score, name)) is not None]
        return sum(known) / len(known) if known else None

    def body(self) -> tuple[float, float, float] | None:
        """F1, precision and recall: the means over the pages, and F1 from the means.

        As in scrapinghub's article-extraction-benchmark, a page where the reader says nothing lowers the recall and
        does not count in the precision.
        """
        shares = [score.body for score in self.scores if score.body is not None]
        if not shares:
            return None
        precision = _mean([share.precision for share in shares if share.tp + share.fp])
        recall = _mean([share.recall for share in shares if share.tp + share.fn])
        return f1(precision, recall), precision, recall


def corpora(folder: Path) -> list[Path]:
    """The folder if it is a corpus, else the corpora in it.

    Raises:
        ValueError: there are none.
    """
    found = [truth.parent for pattern in ("", "*/") for truth in sorted(folder.glob(f"{pattern}ground-truth.json"))]
    if not found:
        raise ValueError(f"no ground-truth.json in {folder}")
    return found


def pages(corpus: Path) -> Iterator[Page]:
    """The pages of a corpus, in the order of their ids."""
    truths = json.loads((corpus / "ground-truth.json").read_text("utf-8"))
    for name, truth in sorted(truths.items()):
        yield Page(name, corpus.name, gzip.decompress((corpus / "html" / f"{name}.html.gz").read_bytes()), truth)


def score(page: Page, answer: Answer) -> Score:
    """Compare an answer with the truth.

    The body counts with the better of `articleBody` and `articleBodyNoSummary`: whether a standfirst belongs to the
    text is a matter of taste.
    """
    truth, found = page.truth, Score()
    if "headline" in truth:
        found.headline = fold(answer.headline or "") == fold(truth["headline"])
    if "datePublished" in truth:
        expected = str(truth["datePublished"])
        found.day = same_day(expected, answer.published)
        if len(expected) > len("2026-01-31"):
            found.instant = same_instant(expected, answer.published)
    if "authors" in truth:
        found.authors = {_name(one) for one in answer.authors or []} == {_name(one) for one in truth["authors"]}
    bodies = [truth[name] for name in ("articleBody", "articleBodyNoSummary") if truth.get(name)]
    if bodies:
        word = _PLAIN_WORD if page.corpus in _PLAIN else _WORD
        said = shingles(answer.body or "", word)
        found.body = max((share(shingles(body, word), said) for body in bodies), key=lambda one: one.f1)
    return found


def shingles(text: str, word: re.Pattern[str] = _WORD) -> Counter[tuple[str, ...]]:
    """The runs of four words, with repetition; a text of fewer words is one run."""
    words = word.findall(text)
    starts = range(max(1, len(words) - _SHINGLE + 1)) if words else ()
    return Counter(tuple(words[at : at + _SHINGLE]) for at in starts)


def share(truth: Counter[tuple[str, ...]], said: Counter[tuple[str, ...]]) -> Share:
    """How much of `said` is true and how much of the truth is said; long texts weigh no more than short ones."""
    tp = (truth & said).total()
    fp, fn = said.total() - tp, truth.total() - tp
    total = tp + fp + fn
    return Share(tp / total, fp / total, fn / total) if total else Share(0, 0, 0)


def f1(precision: float, recall: float) -> float:
    """The harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def fold(text: str) -> str:
    """HTML unescaped, NFC, white space folded."""
    return " ".join(unicodedata.normalize("NFC", html.unescape(text)).split())


def same_instant(expected: str, said: Moment) -> bool:
    """Whether both are one second; a truth without an offset is met by its wall clock, or read as UTC."""
    truth, answer = datetime.fromisoformat(expected).replace(microsecond=0), _instant(said)
    if answer is None:
        return False
    answer = answer.replace(microsecond=0)
    return _utc(answer) == _utc(truth) or (truth.tzinfo is None and answer.replace(tzinfo=None) == truth)


def same_day(expected: str, said: Moment) -> bool:
    """Whether both are one calendar day, each in its own offset; a truth that is only a month is met by no day."""
    answer = _instant(said)
    return answer is not None and answer.date().isoformat() == expected[:10]


def _instant(said: Moment) -> datetime | None:
    if isinstance(said, str):
        try:
            said = datetime.fromisoformat(said.strip())
        except ValueError:
            return None
    if isinstance(said, datetime):
        return said
    return datetime(said.year, said.month, said.day) if said else None


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _name(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _mean(values: list[float]) -> float:
    return statistics.mean(values) if values else 0.0
