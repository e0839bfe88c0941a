"""What stands in an article without being its text, recognised by structure first and by name last."""

from __future__ import annotations

import re
from itertools import islice

from lxml.etree import _Element as Element

from feedcrawler.pages.box_names import Furniture, name_of
from feedcrawler.pages.text import is_longer, length_of, text_of
from feedcrawler.urls import domain_of

DROPPED_TAGS = frozenset(
    [
        "script", "style", "template", "noscript", "svg", "audio", "button", "form", "input", "select", "textarea",
        "nav", "aside", "footer", "object", "canvas", "dialog", "figcaption", "label", "map", "progress", "menu",
        "head", "title", "meta", "link",
    ]
)  # fmt: skip
BESIDE_TAGS = frozenset(["aside", "footer", "form", "nav", "menu", "dialog"])
"""Tags of what stands beside an article; but a form around the whole page is common, and a parser's way with tags
that are not closed moves pages into their menus."""
EMBED_TAGS = frozenset(["iframe", "video", "embed"])
PICTURE_TAGS = frozenset(["figure", "picture", "img"])
BLOCK_TAGS = frozenset(
    [
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "table", "tr", "td",
        "th", "section", "article", "main", "header", "figure", "dl", "dt", "dd", "details", "summary", "address",
        "hr", "center", "fieldset", *BESIDE_TAGS,
    ]
)  # fmt: skip
HEADING_TAGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
BOX_TAGS = BLOCK_TAGS - HEADING_TAGS - {"p", "li", "dt", "dd", "blockquote", "pre", "tr", "td", "th"}
"""Elements that may be a box of their own, to be judged by name."""

ROLES = frozenset(["navigation", "complementary", "contentinfo", "search", "dialog", "alert", "menu", "toolbar"])
"""ARIA roles of what is not the article."""
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SOCIAL_QUOTES = re.compile(
    r"twitter-tweet|twitter-video|instagram-media|tiktok-embed|fb-post|telegram-post|bluesky-embed"
)

_APPEAL = re.compile(
    r"/(?:membership|donat(?:e|ions?)|subscri(?:be|ptions?)|support(?:-us)?|sign-?up|newsletters?|login|account)(?:[/?#]|$)",
    re.IGNORECASE,
)
_PAYMENT = re.compile(r"https?://(?:www\.)?(?:patreon|buymeacoffee|ko-fi|liberapay)\.com/", re.IGNORECASE)
_SENTENCE_ENDS = (".", "!", "?", "”", '"', "»")
_MAX_APPEAL = 600
_MAX_APPEAL_LINKS = 5
_MAX_TEASER = 600
_MAX_POINTERS = 10
_SECOND_LEVEL = frozenset(["co", "com", "org", "net", "gov", "edu", "ac", "or", "go", "ne"])
_MAX_SCHEME = 12  # characters
_MIN_POINTER = 15  # characters
_MAX_TITLE = 60
_AROUND_POINTER = 4

_MAX_CAPTION = 400
_MAX_LABEL = 120


def is_hidden(element: Element) -> bool:
    """Whether a browser would not show an element."""
    names = element.keys()
    if not names:
        return False
    return (
        "hidden" in names
        or ("aria-hidden" in names and (element.get("aria-hidden") or "").lower() == "true")
        or ("style" in names and _HIDDEN.search(element.get("style") or "") is not None)
    )


def furniture(element: Element) -> Furniture | None:
    """What kind of furniture an element is by its tag, role and structure; None for one that may hold text."""
    tag = element.tag
    if tag in DROPPED_TAGS:
        return "drop"
    if tag in EMBED_TAGS:
        return "embed"
    if tag == "figure":
        return _figure(element)
    if tag in PICTURE_TAGS:
        return "picture"
    if is_hidden(element) or (element.get("role") or "").lower() in ROLES:
        return "drop"
    if tag == "a" and wraps_blocks(element):
        return "card"
    if tag == "article" and is_teaser(element):
        return "card"
    if tag == "blockquote":
        return _quotation(element)
    return "card" if tag == "p" and is_pointer(element) else None


def named_furniture(element: Element) -> Furniture | None:
    """What kind of furniture an element is by the name that its makers gave it.

    Names are a weak sign: the caller makes sure that little of the text is in the element.
    """
    return name_of(element).furniture


def is_captioned(element: Element) -> bool:
    """Whether an element is a picture with its caption: one named so may hold several sentences, another none."""
    if next(element.iter("img", "picture", "video"), None) is None:
        return False
    text = "" if is_longer(element, 4 * _MAX_CAPTION) else text_of(element)
    if name_of(element).is_picture or not text:
        return 0 < len(text) <= _MAX_CAPTION
    return len(text) <= _MAX_LABEL and not text.endswith(_SENTENCE_ENDS)


def is_appeal(element: Element) -> bool:
    """Whether a box asks the reader for money or an address.

    It has few words, its links lead to the site's own pages for that or to those of a payment service, and one of
    them stands by itself, not in a sentence.
    """
    links = list(islice(element.iter("a"), _MAX_APPEAL_LINKS + 1))
    if not links or len(links) > _MAX_APPEAL_LINKS or not all(_is_own_appeal(link) for link in links):
        return False
    return not is_longer(element, _MAX_APPEAL) and any(_stands_alone(link) for link in links)


def is_teaser(article: Element) -> bool:
    """Whether an `article` stands for a story on another page: few words under a heading that is a link."""
    heading = next(article.iter(*HEADING_TAGS), None)
    if heading is None or heading.tag == "h1" or is_longer(article, _MAX_TEASER) or leads_to_part(heading):
        return False
    around = (node for node in heading.iterancestors("a") if article in node.iterancestors())
    return next(heading.iter("a"), None) is not None or next(around, None) is not None


def leads_to_part(heading: Element) -> bool:
    """Whether a heading's link leads to a part of a page, as those of a live blog's posts do."""
    return any("#" in (link.get("href") or "") for link in heading.iter("a"))


def is_pointer(paragraph: Element) -> bool:
    """Whether a paragraph is nothing but links to other pages of the site; a whole sentence is text."""
    links = list(islice(paragraph.iter("a"), _MAX_POINTERS + 1))
    if not 0 < len(links) <= _MAX_POINTERS or not all(stays_on_site(link) for link in links):
        return False
    linked = sum(len(text_of(link)) for link in links)
    if len(links) == 1 and linked > _MAX_TITLE and text_of(links[0]).endswith("."):
        return False
    return linked >= _MIN_POINTER and length_of(paragraph) - linked <= _AROUND_POINTER + len(links)


def leads_to_appeal(href: str) -> bool:
    """Whether a link leads to a page that asks for money, an address or a login."""
    return _APPEAL.search(href) is not None or _PAYMENT.match(href) is not None


def _is_own_appeal(link: Element) -> bool:
    href = link.get("href") or ""
    return _PAYMENT.match(href) is not None or (_APPEAL.search(href) is not None and stays_on_site(link))


def stays_on_site(link: Element) -> bool:
    """Whether a link leads to the page's own host or one below it."""
    href = link.get("href") or ""
    if not href.startswith(("http:", "https:", "//")) and ":" not in href[:_MAX_SCHEME]:
        return True
    try:
        host, page = domain_of(href), domain_of(link.getroottree().docinfo.URL or "")
    except ValueError:
        return False
    return not host or host == page or host.endswith(f".{page or host}") or _is_sister(host, page)


def _is_sister(host: str, other: str) -> bool:
    """Whether two hosts are one name under two top-level domains, such as .com and .co.uk."""
    name, _, rest = host.partition(".")
    other_name, _, other_rest = other.partition(".")
    return name == other_name and all(
        one.partition(".")[0] in _SECOND_LEVEL or "." not in one for one in (rest, other_rest)
    )


def _stands_alone(link: Element) -> bool:
    """Whether a link is most of the text of its paragraph, other blocks in that aside."""
    block = next((node for node in link.iterancestors() if node.tag in BLOCK_TAGS), None)
    if block is None:
        return True
    texts = [block.text, *(child.tail for child in block)]
    around = sum(len(text.strip()) for text in texts if text)
    around += sum(length_of(child) for child in block.iterchildren("*") if child.tag not in BLOCK_TAGS)
    return 2 * length_of(link) >= around


def wraps_blocks(element: Element) -> bool:
    """Whether a link holds whole blocks: a card that leads to another page, not a word in a sentence."""
    return next(element.iterdescendants(*BLOCK_TAGS), None) is not None


def _quotation(element: Element) -> Furniture | None:
    """A quotation is text, unless it stands for a post elsewhere or is nothing but a link to another story.

    A whole sentence that links to another site is a quotation with its source.
    """
    if _SOCIAL_QUOTES.search(element.get("class") or ""):
        return "embed"
    links = list(element.iter("a"))
    if len(links) == 1 and (text := text_of(element)) and text_of(links[0]) == text:
        return "card" if stays_on_site(links[0]) or not text.endswith(_SENTENCE_ENDS) else None
    return None


def _figure(element: Element) -> Furniture | None:
    """A figure is a picture, unless what it shows is text: a quotation, a table, a listing."""
    kind = named_furniture(element)
    if kind:
        return kind
    if any(_quotation(quotation) == "card" for quotation in element.iter("blockquote")):
        return "card"
    inside = {inner.tag for inner in element.iterdescendants("img", "iframe", "video", "blockquote", "table", "pre")}
    if "img" not in inside and inside & {"iframe", "video"}:
        return "embed"
    if "img" not in inside and inside & {"blockquote", "table", "pre"}:
        return None
    return "picture"
