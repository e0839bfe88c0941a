"""Which source gave a field, under a name that stays the same as long as the source does.

A selector that the page object names, or a candidate of its own, is a promise that a developer made and can mend. What
is found by a page's structure may be called otherwise at every deployment of the site, so it goes without its class
names.
"""

from __future__ import annotations

import re
import zlib
from functools import cache
from inspect import getsourcefile
from pathlib import Path

from feedcrawler import __version__
from feedcrawler.items import FieldSource
from feedcrawler.pages import ArticlePage

_SELECTORS = {"headline": "headline_css", "articleBody": "body_css"}
"""Where a page object names its selectors, by field."""
_BY_STRUCTURE = frozenset({"css", "structure", "text"})
_MAX_NAME = 120
_BY_CLASS = re.compile(r"[a-z][a-z0-9]*(?:\.[^\s.\[\]]+){1,2}")
_STEP = re.compile(r"[\s>+~]+")
_TAG = re.compile(r"[\w-]*")
_CLASS = re.compile(r"\.([\w-]+)")


def name_of(page: type[ArticlePage], field: str, said: FieldSource) -> str:
    """What a source is called: `json-ld headline`, `css h1.c-topper__title`, `structure div`."""
    path = own_selector(page, field, said) or said.path or ""
    if said.source in _BY_STRUCTURE and not is_own(page, field, said) and _BY_CLASS.fullmatch(path):
        path = path.partition(".")[0]
    return f"{said.source} {path}".strip()[:_MAX_NAME]


def is_own(page: type[ArticlePage], field: str, said: FieldSource) -> bool:
    """Whether what gave a field is a selector of the page object, or a candidate that it adds by itself."""
    if own_selector(page, field, said) is not None:
        return True
    candidates = f"{field}_candidates"
    return said.source == "css" and getattr(page, candidates, None) is not getattr(ArticlePage, candidates, None)


def own_selector(page: type[ArticlePage], field: str, said: FieldSource) -> str | None:
    """The selector of the page object that gave a field, if one did."""
    if said.source != "css" or not said.path or field not in _SELECTORS:
        return None
    return next((css for css in getattr(page, _SELECTORS[field]) if _may_select(css, said.path)), None)


@cache
def code_of(page: type[ArticlePage]) -> str:
    """Which code read a page: another one may well ask other sources, and that is no change of the site."""
    try:
        source = Path(getsourcefile(page) or "").read_bytes()
    except (OSError, TypeError):
        source = b""
    return f"{page.__qualname__} {__version__} {zlib.crc32(source):08x}"


def _may_select(css: str, path: str) -> bool:
    """Whether a selector may have found the element of a path, which has a tag and at most two classes."""
    last = _STEP.split(css.strip())[-1]
    tag = _TAG.match(last)
    has_tag = not tag or not tag[0] or tag[0] == path.partition(".")[0]
    return has_tag and set(_CLASS.findall(last)) <= set(path.split(".")[1:])
