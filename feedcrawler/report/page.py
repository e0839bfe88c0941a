"""The page itself."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from feedcrawler.figures import Figures, usual
from feedcrawler.readings import often
from feedcrawler.report import charts, sentences, words
from feedcrawler.report.scales import TimeScale

_ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="{}"/></svg>'
_COLOURS = {"good": "#2f8a5b", "warn": "#c07a00", "bad": "#c5362c", "none": "#8a8f98"}


def page(figures: Figures) -> str:
    """The report as HTML. What others wrote is escaped and bounded, and only web addresses are links."""
    return _environment().get_template("page.html").render(figures=figures, icon=_icon(sentences.mood(figures)))


def _icon(mood: str) -> Markup:
    """The page's sign in a browser's tab, in the colour of the night."""
    return Markup("data:image/svg+xml,") + quote(_ICON.format(_COLOURS[mood]))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("feedcrawler.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    loader = environment.loader
    assert loader
    style, _, _ = loader.get_source(environment, "style.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.globals |= {
        "style": Markup(style),  # noqa: S704 - ours
        "style_hash": f"sha256-{digest}",
        "charts": charts,
        "sentences": sentences,
        "usual": usual,
        "often": often,
        "TimeScale": TimeScale,
        "count": words.count,
    }
    names = ("number", "percent", "duration", "size", "said", "link", "visible")
    environment.filters |= {name: getattr(words, name) for name in names}
    environment.filters["moment"] = words.moment
    return environment
