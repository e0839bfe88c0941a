"""What every field of a page object works on: the page, parsed and looked through once.

A page is turned into one tree; structured data, the headline's place, the text and what is printed around them are
found on it, each once and only when a field asks for it. What reads them is imported then: a crawl that finds nothing
new reads no page.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, TypeVar

import parsel
from lxml.etree import _Element as Element
from web_poet import WebPage

from feedcrawler.items import Article, Extraction, FieldSource
from feedcrawler.pages import headline as headlines
from feedcrawler.pages import titles
from feedcrawler.pages.agreement import compare
from feedcrawler.pages.candidates import Candidate, Candidates
from feedcrawler.pages.css import select
from feedcrawler.pages.document import Document, parse
from feedcrawler.pages.errors import NotAnArticle
from feedcrawler.pages.fields import KEPT, field
from feedcrawler.pages.structured_data import StructuredData
from feedcrawler.pages.text import short, text_of
from feedcrawler.site import Site, declared
from feedcrawler.urls import domain_of

if TYPE_CHECKING:
    from feedcrawler.pages.byline import Header
    from feedcrawler.pages.reader import Reading

T = TypeVar("T")
_MISSING = 0.05  # of the text that structured data have


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
        """What is declared about the site, here or by a person; else the defaults for a URL's host."""
        if site := cls.site or declared(url):
            return site
        from feedcrawler.dates.places import zone_of_domain

        domain = domain_of(url)
        return Site(name=domain, domain=domain, timezone=zone_of_domain(domain))

    @property
    def is_cut_off(self) -> bool:
        """Whether the page ends in the middle."""
        return self.document.is_cut_off

    def release(self) -> None:
        """Let go of the parsed page and of all that was read from it: a tree takes many times the memory of its page.

        The articles that were read stay as they are; what is asked of the page afterwards is read again.
        """
        for name in list(vars(self)):
            if name.startswith(KEPT) or isinstance(getattr(type(self), name, None), cached_property):
                delattr(self, name)

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
        return StructuredData(self.document.root, self.document.url, self.document.elements)

    @cached_property
    def about(self) -> Site:
        """What is declared about the site."""
        return self.site_for(self.document.url)

    @cached_property
    def publisher_name(self) -> str:
        """How the site calls itself."""
        return next(self.publisher_candidates()).value

    def publisher_candidates(self) -> Candidates[str]:
        """What is declared about the site, JSON-LD, `og:site_name`, the domain."""
        if self.about.publisher:
            yield Candidate(self.about.publisher, "site", "publisher")
        if said := self.structured_data.text("publisher"):
            yield Candidate(said, self.structured_data.source, "publisher")
        for name, content in self.structured_data.first_meta("og:site_name"):
            yield Candidate(content, "opengraph", name)
        yield Candidate(self.about.domain, "url", "host")

    @cached_property
    def site_names(self) -> frozenset[str]:
        """The keys of everything that the site is called."""
        return titles.site_names([self.publisher_name, *self.structured_data.site_names], self.document.url)

    @cached_property
    def said_headlines(self) -> list[headlines.Said]:
        """What the page's head says that the headline is."""
        return list(headlines.said(self.structured_data, self.site_names))

    @cached_property
    def known_headline(self) -> Element | None:
        """The element that a site of its own has for its headline."""
        return next((one for one in select(self.document.root, self.headline_css) if text_of(one)), None)

    @cached_property
    def headline_element(self) -> Element | None:
        """The element that shows the headline."""
        if self.known_headline is not None:
            return self.known_headline
        return headlines.find(self.document, [said.title for said in self.said_headlines], self.site_names)

    @cached_property
    def body(self) -> Reading:
        """The text and what stands in it."""
        from feedcrawler.pages.reader import read_body

        known = select(self.document.root, self.body_css)
        ends = select(self.document.root, self.body_end_css) if self.body_end_css else []
        end = ends[0] if ends else None
        reading = read_body(self.document.root, self.headline_element, known, end)
        if reading.source == "structure":
            reading = self._hold_against_data(reading)
        return reading

    def _hold_against_data(self, reading: Reading) -> Reading:
        """Leave out of the text what structured data leave out, where they have the rest; warn where they differ.

        Where they have what the page's boxes hide by their names, the names are wrong.
        """
        from feedcrawler.pages.reader import read_body

        said = self.structured_data.body_text
        agreement = compare(reading.walk.blocks, said)
        if agreement.missing > _MISSING:
            other = read_body(self.document.root, self.headline_element, [], None, believe=False)
            others = compare(other.walk.blocks, said)
            if others.missing < agreement.missing - _MISSING:
                reading, agreement = other, others
        reading.walk.blocks = agreement.blocks
        reading.is_part = agreement.says_more
        if agreement.left_out:
            self.warn("articleBody: the page has blocks that structured data leave out")
        if agreement.says_more:
            self.warn("articleBody: structured data have more than the page shows")
        if agreement.is_other:
            self.warn("articleBody: structured data and page disagree")
        return reading

    @cached_property
    def header(self) -> Header:
        """What is printed around the headline and after the text."""
        from feedcrawler.pages.byline import Header

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
