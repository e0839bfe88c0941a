"""Stories that one site tells after another."""

from __future__ import annotations

from random import Random

from bench.generated import words
from feedcrawler.items import Article, DuplicateOf
from feedcrawler.mongodb.duplicates import MIN_WORDS
from feedcrawler.similarity import Text, compare

_SHARE = 0.05


def tell_again(article: Article, earlier: list[Article], random: Random) -> Article | None:
    """Let an article have the words of another site's now and then; gives whose it has."""
    if random.random() >= _SHARE or not article.publisher:
        return None
    told = [
        one
        for one in earlier
        if one.inLanguage == article.inLanguage and not one.duplicateOf and not _same(one, article)
    ]
    if not told:
        return None
    original = random.choice(told)
    body = (original.articleBody or "").split("\n\n")
    match random.randrange(4):
        case 0:
            body[random.randrange(len(body))] += " " + words.paragraph(random, article.inLanguage or "")
        case 1:
            body = body[: max(2, len(body) * 2 // 3)]
    article.headline, article.articleBody = original.headline, "\n\n".join(body)
    return original


def link(article: Article, original: Article) -> None:
    """Set `duplicateOf` as a crawl would, if it would."""
    assert original._id
    assert article.content
    assert original.content
    if (article.wordCount or 0) < MIN_WORDS:
        return
    if article.content.hash == original.content.hash:
        article.duplicateOf = DuplicateOf(_id=original._id, reason="same text", similarity=1.0)
    elif found := compare(_text(article), _text(original)):
        article.duplicateOf = DuplicateOf(_id=original._id, reason=found.reason, similarity=round(found.similarity, 3))


def _same(one: Article, other: Article) -> bool:
    return one.publisher == other.publisher


def _text(article: Article) -> Text:
    return Text(article.articleBody or "", article.headline or "", article.datePublished)
