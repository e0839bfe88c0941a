"""What every field of a page object works on: the page, parsed and looked through once.

A page is turned into one tree; structured data, the headline's place, the text and what is printed around them are
found on it, each once and only when a field asks for it.
"""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar, TypeVar

import parsel
from lxml.etree import _Element as Element
from web_poet import WebPage

from feedcrawler.items import Article, Extraction, FieldSource
from feedcrawler.pages import headline as headlines
from feedcrawler.pages.byline import Header
from feedcrawler.pages.candidates import Candidate, Candidates
from feedcrawler.pages.css import select
from feedcrawler.pages.document import Document, parse
from feedcrawler.pages.errors import NotAnArticle
from feedcrawler.pages.fields import field
from feedcrawler.pages.reader import Reading, read_body
from feedcrawler.pages.structured_data import StructuredData
from feedcrawler.pages.text import short, text_of
from feedcrawler.site import Site
from feedcrawler.urls import domain_of

T = TypeVar("T")


class BasePage(WebPage[Article]):
    """A page, and how its fields are chosen."""

    site: ClassVar[Site | None] = None
    """What is declared about the site; None for a page object of any site."""
    headline_css: ClassVar[tuple[str, ...]] = ()
    """Where the site has its headline, by theme."""
    body_css: ClassVar[tuple[str, ...]] = ()
    """The elements that hold the text, by theme."""
    body_end_css: ClassVar[str | None] = None
    """An element where the text ends, whatever is left open before it."""
    theme_css: ClassVar[str | None] = None
    """What shows a known theme that has no name for the text's element."""

    @classmethod
    def site_for(cls, url: str) -> Site:
        """What is declared about the site, or the defaults for a URL's host."""
        return cls.site or Site(name=domain_of(url), domain=domain_of(url))

    @property
    def is_cut_off(self) -> bool:
        """Whether the page ends in the middle."""
        return self.document.is_cut_off

    @cached_property
    def document(self) -> Document:
        """The parsed page."""
        return parse(self.response)

    @cached_property
    def selector(self) -> parsel.Selector:
        """The parsed page for `css` and `xpath`: the same tree."""
        return parsel.Selector(root=self.document.root, type="html", base_url=self.document.base_url)

    @cached_property
    def structured_data(self) -> StructuredData:
        """JSON-LD and meta tags."""
        return StructuredData(self.document.root, self.document.url)

    @cached_property
    def about(self) -> Site:
        """What is declared about the site."""
        return self.site_for(self.document.url)

    @cached_property
    def publisher_name(self) -> str:
        """How the site calls itself."""
        data = self.structured_data
        said = data.text("publisher") or next((content for _, content in data.first_meta("og:site_name")), None)
        return self.about.publisher or said or self.about.domain

    @cached_property
    def said_headlines(self) -> list[Candidate[str]]:
        """What the page's head says that the headline is."""
        return list(headlines.said(self.document.root, self.structured_data, self.publisher_name))

    @cached_property
    def headline_element(self) -> Element | None:
        """The element that shows the headline."""
        for element in select(self.document.root, self.headline_css):
            if text_of(element):
                return element
        return headlines.find(self.document.root, [said.value for said in self.said_headlines], self.publisher_name)

    @cached_property
    def body(self) -> Reading:
        """The text and what stands in it."""
        known = select(self.document.root, self.body_css)
        ends = select(self.document.root, self.body_end_css) if self.body_end_css else []
        return read_body(self.document.root, self.headline_element, known, ends[0] if ends else None)

    @cached_property
    def header(self) -> Header:
        """What is printed around the headline and after the text."""
        return Header(self.headline_element, self.body.container, self.body.start)

    @field
    def extraction(self) -> Extraction:
        """How the page was read; complete after `read`."""
        return Extraction(page=type(self).__name__, warnings=list(self.document.warnings))

    def warn(self, warning: str) -> None:
        """Add a warning, `subject: what`, once."""
        if warning not in self.extraction.warnings:
            self.extraction.warnings.append(warning)

    def pick(self, name: str, candidates: Candidates[T]) -> T | None:
        """The first candidate that says something, noted in `extraction.fields`.

        A source that cannot be read is a warning: a hostile page may cost a field, not the article.
        """
        try:
            for candidate in candidates:
                if candidate.value is not None and candidate.value not in ("", []):
                    self.extraction.fields[name] = FieldSource(
                        source=candidate.source, path=candidate.path, raw=candidate.raw
                    )
                    return candidate.value
        except NotAnArticle:
            raise
        except Exception as error:
            self.warn(f"{name}: {type(error).__name__} while reading: {short(str(error))}")
        return None
