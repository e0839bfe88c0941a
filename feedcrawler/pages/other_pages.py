"""Pages of a news site that are no articles, by what they show: login walls, pages that are not there, listings.

Each kind has a reason that stays the same, so that it can be counted. A rule here wants two signs, of which one is that
the page has few words of its own: short news is news, and so is news about cookies or captchas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml.etree import _Element as Element

from feedcrawler.pages import phrases
from feedcrawler.pages.listings import is_home, is_listing
from feedcrawler.pages.phrases import Phrases
from feedcrawler.pages.shown import Shown, words_in
from feedcrawler.pages.structured_data import types_of
from feedcrawler.pages.text import text_of

NOT_THERE = "says that there is no such page"
ERROR = "an error page"
BOT_CHECK = "a check for bots"
NEEDS_JAVASCRIPT = "shows nothing without JavaScript"
CONSENT = "asks for consent first"
LOGIN = "a login page"
SENDS_AWAY = "sends to another page"
VIDEO = "a video without a text"
HOME = "a home page"
LISTING = "a listing"

_FEW_WORDS = 100
_FEWER_WORDS = 30
_HARDLY_A_WORD = 10
_NO_WORDS = 5
_MAX_ELEMENTS = 200
_REFRESH = re.compile(r"\s*[0-5](?:\.\d*)?\s*[;,]\s*url\s*=", re.IGNORECASE)
_SCRIPTED = re.compile(r"\blocation(?:\.href)?\s*=\s*[\"']|\blocation\.(?:replace|assign)\s*\(")
_CHALLENGE = re.compile(
    r"challenge-platform|cf[-_]challenge|g-recaptcha|h-captcha|captcha-delivery|px-captcha|_Incapsula_Resource|"
    r"turnstile|awswaf|smartcaptcha|ddos-guard",
    re.IGNORECASE,
)
_UNSEEN = frozenset(["script", "style", "noscript", "template", "title", "svg"])


def other_page(page: Shown) -> str | None:
    """Why a page is no article; None where it may be one."""
    return _instead(page) or _many(page)


def _instead(page: Shown) -> str | None:
    """Which page it is that a site shows instead of an article."""
    if page.words >= _FEW_WORDS:
        return None
    for reason, said in _SAID.items():
        if _says(page, said):
            return reason
    if (page.is_signed or page.is_named_article) and page.words:
        return None
    return next((reason for reason, shows in _SHOWN.items() if shows(page)), None)


def _says(page: Shown, said: Phrases) -> bool:
    """Whether a page says such a thing of itself, the more plainly the more speaks for an article."""
    if page.is_signed or page.is_named_article:
        return said.surely(page.titles)
    if page.words <= _HARDLY_A_WORD:
        return said.nearly(page.parts) or said.surely([page.body])
    return said.exactly(page.titles)


def _many(page: Shown) -> str | None:
    """Which page of many stories it is."""
    if page.is_named_article:
        return None
    if is_home(page.url) and not page.is_credited:
        return HOME
    if page.body and is_listing(page):
        return LISTING
    return None


def _is_bot_check(page: Shown) -> bool:
    """Whether a page has a challenge, and neither a headline nor a sentence of its own."""
    if page.words >= _FEWER_WORDS or not page.tells_nothing:
        return False
    return any(_CHALLENGE.search(mark) for mark in _marks(page.root))


def _is_login(page: Shown) -> bool:
    """Whether a page asks for a password and shows nothing else, or has a field under a headline that says what for."""
    fields = {(field.get("type") or "text").lower() for field in _some(page.root, "input")}
    if "password" in fields and page.tells_nothing:
        return True
    return bool(fields & {"password", "email", "text", "tel"}) and _says(page, phrases.LOGIN)


def _is_consent(page: Shown) -> bool:
    if not _says(page, phrases.CONSENT):
        return False
    buttons = (text_of(one)[:50] or one.get("value") or "" for one in _some(page.root, "button", "a", "input"))
    return phrases.ACCEPT.exactly(buttons)


def _sends_away(page: Shown) -> bool:
    if page.words >= _FEWER_WORDS or _shows_more_than(page.root, _FEWER_WORDS):
        return False
    for meta in _some(page.root, "meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh" and _REFRESH.match(meta.get("content") or ""):
            return next(meta.iterancestors("noscript"), None) is None or page.tells_nothing
    return page.tells_nothing and any(
        _SCRIPTED.search((script.text or "")[:2_000]) for script in _some(page.root, "script")
    )


def _is_video(page: Shown) -> bool:
    """Whether a page shows a video and hardly a sentence, and says that the video is what it is about."""
    if page.words >= _FEWER_WORDS:
        return False
    kinds = page.data.meta.get("og:type", [])
    declared = any(kind.lower().startswith("video") for kind in kinds) or any(
        "videoobject" in types_of(node) for node, _ in page.data.nodes
    )
    return declared or (not page.words and next(page.root.iter("video"), None) is not None)


def _is_shell(page: Shown) -> bool:
    """Whether a page has scripts, and nothing to read before they run."""
    return (
        page.is_bare and next(page.root.iter("script"), None) is not None and not _shows_more_than(page.root, _NO_WORDS)
    )


_SAID = {
    NOT_THERE: phrases.NOT_THERE,
    BOT_CHECK: phrases.BOT_CHECK,
    ERROR: phrases.ERROR,
    NEEDS_JAVASCRIPT: phrases.NEEDS_JAVASCRIPT,
}
_SHOWN = {
    BOT_CHECK: _is_bot_check,
    LOGIN: _is_login,
    CONSENT: _is_consent,
    SENDS_AWAY: _sends_away,
    VIDEO: _is_video,
    NEEDS_JAVASCRIPT: _is_shell,
}


def _some(root: Element, *tags: str) -> Iterator[Element]:
    return islice(root.iter(*tags), _MAX_ELEMENTS)


def _marks(root: Element) -> Iterator[str]:
    """By what a challenge is known: addresses, names, and how its scripts begin."""
    for element in _some(root, "script", "iframe", "div", "form", "input"):
        for attribute in ("src", "id", "class", "action", "name"):
            yield (element.get(attribute) or "")[:300]
        if element.tag == "script":
            yield (element.text or "")[:2_000]


def _shows_more_than(root: Element, words: int) -> bool:
    """Whether a reader without scripts would see more than so many words."""
    seen = 0
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if event == "start" and element.tag in _UNSEEN:
            events.skip_subtree()
            continue
        text = element.text if event == "start" else element.tail
        seen += words_in(text) if text else 0
        if seen > words:
            return True
    return False
