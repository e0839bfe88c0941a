"""Pages of a news site that are no articles, by what they show: listings, login walls, pages that are not there."""

from __future__ import annotations

import re

from lxml.etree import _Element as Element

from feedcrawler.pages.furniture import DROPPED_TAGS
from feedcrawler.pages.structured_data import StructuredData, types_of
from feedcrawler.pages.text import text_of

_LISTING_TYPES = frozenset(["collectionpage", "itemlist", "searchresultspage", "profilepage"])
_TEASERS = 4  # `article` elements that make a page a list of articles
_PARAGRAPHS = 2  # paragraphs outside of them that make it an article nevertheless
_SENTENCE = 80
_FEW_WORDS = 100
_NOT_THERE = re.compile(
    r"(?:error )?(?:404|410)\b.{0,60}|"
    r"(?:.{0,30} )?(?:page|story|article) (?:was not|is not|not|could not be|cannot be|can't be) found\b.{0,30}|"
    r"(?:.{0,30} )?page (?:does not|doesn['’]t) exist.{0,30}|"
    r"сторінку не знайдено.{0,30}|страница не найдена.{0,30}",
    re.IGNORECASE,
)


def says_article(data: StructuredData) -> bool:
    """Whether a page says of itself that it is an article."""
    return bool(data.article) or "article" in data.meta.get("og:type", [])


def is_listing(root: Element, data: StructuredData) -> bool:
    """Whether a page lists other pages: it says so, is one of several, or shows nothing but teasers."""
    if any(types_of(node) & _LISTING_TYPES for node, depth in data.nodes if depth <= 1):
        return True
    relations = ((link.get("rel") or "").lower().split() for link in root.iter("link"))
    if any("next" in relation or "prev" in relation for relation in relations):
        return True
    if sum(1 for _ in root.iter("article")) < _TEASERS:
        return False
    return sum(1 for paragraph in root.iter("p") if _stands_alone(paragraph)) < _PARAGRAPHS


def is_login(root: Element, body: str) -> bool:
    """Whether a page asks for a password and has few words besides."""
    asks = any((node.get("type") or "").lower() == "password" for node in root.iter("input"))
    return asks and len(body.split()) < _FEW_WORDS


def is_not_there(headline: str, body: str) -> bool:
    """Whether a page says that there is no such page, whatever its status was."""
    return _NOT_THERE.fullmatch(headline) is not None and len(body.split()) < _FEW_WORDS


def _stands_alone(paragraph: Element) -> bool:
    """Whether a paragraph is a sentence or more, and in no teaser and no box."""
    if len(text_of(paragraph)) < _SENTENCE:
        return False
    return not any(node.tag == "article" or node.tag in DROPPED_TAGS for node in paragraph.iterancestors())
