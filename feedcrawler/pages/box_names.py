"""What the class and id of a box say that it is: makers of pages name things much alike, everywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Literal

from lxml.etree import _Element as Element

Furniture = Literal["picture", "card", "embed", "drop"]

# Words of a name, or two or three in a row without what parts them: "read-more", "readMore" and "readmore" are one.
_KINDS: dict[Furniture, str] = {
    "card": "readmore readalso readnext related recommend recommended recommendation recommendations recirc "
    "morestories morenews morefrom moreon morearticles alsoread alsolike youmay mostread mostpopular "
    "mostviewed trending popular latest breaking teaser teasers bookmarkcard postcard storycard newscard "
    "articlecard teasercard linkcard promocard prevnext outbrain taboola",
    "embed": "embedcard videocard audiocard videoplayer jwplayer",
    "picture": "imagecard gallerycard gallery slideshow carousel swiper caption captions credit credits",
    "drop": "comment comments disqus respond promo promos promotion newsletter newsletters subscribe subscription "
    "signup share sharing social breadcrumb breadcrumbs cookie cookies consent gdpr sidebar rail "
    "widgetarea footer nav navigation menu advert adverts advertisement advertising ad ads sponsor sponsored "
    "tag tags taglist contributor contributors postauthor authorbio authorbox authorcard authorinfo bio "
    "byline biography abouttheauthor aboutauthor copyright disclaimer affiliate toc tableofcontents "
    "pagination pager modal popup overlay banner toolbar player donate donation donations readtime "
    "readingtime timetoread shortcodepatreon patreon ctacard buttoncard productcard filecard",
}
_KIND_OF: dict[str, Furniture] = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_COMMENTS = frozenset(["comment", "comments", "disqus", "respond"])
_PICTURED = frozenset(
    word + plural
    for word, plural in product(
        ["image", "img", "photo", "picture", "thumbnail", "figure", "media", "video", "foto"], ["", "s"]
    )
)
_BODIES = frozenset(
    ["entry"]
    + [
        of + what
        for of, what in product(
            ["article", "story", "post", "entry", "news", "blog", "text", "page"], ["body", "content", "text", "copy"]
        )
    ]
    + ["bodycopy", "bodytext", "bodycontent"]
)
# Not shown, or only read aloud; a name with a screen size says where it is shown.
_UNSEEN = frozenset(
    [
        "hidden",
        "is-hidden",
        "u-hidden",
        "hide",
        "d-none",
        "invisible",
        "visually-hidden",
        "sr-only",
        "screen-reader",
        "screen-reader-text",
    ]
)
_SIZED = re.compile(r"(?:sm|md|lg|xl|tablet|desktop|phone|mobile)[:-]|-(?:sm|md|lg|xl)(?=$|\s)")
_STATES = frozenset(["no", "not", "has", "have", "with", "without", "is", "allow", "enable"])
_STATED = frozenset(["off", "on", "free", "closed", "open", "enabled", "disabled", "active", "true", "false"])
_SUBJECTS = frozenset(["tag", "category", "cat"])  # content systems name an article's box after its tags
_LISTS = frozenset(["list", "lists", "cloud", "links", "container", "wrapper", "box", "items", "group", "row"])
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_MAX = 400


@dataclass(frozen=True, slots=True)
class Name:
    """What a name says."""

    furniture: Furniture | None = None
    is_body: bool = False
    """Whether an article's text is in it."""
    is_comments: bool = False
    """Whether readers' comments are in it, of which there may be more than article."""
    is_picture: bool = False
    is_unseen: bool = False
    """Whether it is not shown, or only read aloud."""


_SAYS_NOTHING = Name()


def name_of(element: Element) -> Name:
    """What an element's class and id say about it."""
    class_, identity = element.get("class"), element.get("id")
    return _read(class_, identity) if class_ or identity else _SAYS_NOTHING


@lru_cache(maxsize=4096)
def _read(*names: str | None) -> Name:
    words = " ".join(name[:_MAX] for name in names if name)
    said = [_word(word) for word in words.split()]
    kind = next((one.furniture for one in said if one.furniture), None)
    is_unseen = kind is None and any(one.is_unseen for one in said) and not _SIZED.search(words)
    return Name(
        furniture="drop" if is_unseen else kind,
        is_body=any(one.is_body for one in said),
        is_comments=any(one.is_comments for one in said),
        is_picture=any(one.is_picture for one in said),
        is_unseen=is_unseen,
    )


@lru_cache(maxsize=16384)
def _word(word: str) -> Name:
    """What one word of a class says: `block__element--modifier`, `block-element`, `blockElement`."""
    name = _CAMEL.sub("-", word).replace("_", "-").lower()
    parts = [part for part in name.split("-") if part]
    kinds = () if _is_state(parts) else (_kind_at(parts, at) for at in range(len(parts)))
    _, is_element, element = word.rpartition("__")
    return Name(
        furniture=next(filter(None, kinds), None),
        is_body=_is_body(name, parts) and not (is_element and _word(element).furniture),  # `article-body__related`
        is_comments=not _COMMENTS.isdisjoint(parts),
        is_picture=not _PICTURED.isdisjoint(parts),
        is_unseen=name in _UNSEEN,
    )


def _is_state(parts: list[str]) -> bool:
    """Whether a name says how a thing is, or what it is about, not what it is: `no-ads`, `comments-off`, `tag-war`."""
    if len(parts) < 2:
        return False
    return parts[0] in _STATES or parts[-1] in _STATED or (parts[0] in _SUBJECTS and parts[1] not in _LISTS)


def _kind_at(parts: list[str], at: int) -> Furniture | None:
    joined = ("".join(parts[at:end]) for end in range(at + 1, min(at + 3, len(parts)) + 1))
    return next((_KIND_OF[one] for one in joined if one in _KIND_OF), None)


def _is_body(name: str, parts: list[str]) -> bool:
    """Whether a name, or the block's part of a name such as `block__element--modifier`, ends as a body's does."""
    for end in (parts, *([part for part in piece.split("-") if part] for piece in name.split("--")[:-1])):
        if end and (end[-1] in _BODIES or "".join(end[-2:]) in _BODIES):
            return True
    return False
