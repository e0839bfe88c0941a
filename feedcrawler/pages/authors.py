"""Who signs an article: what structured data, meta tags, the byline and the author's box say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml.etree import _Element as Element

from feedcrawler.items import Author
from feedcrawler.pages.byline import Header, Signature
from feedcrawler.pages.candidates import Candidate, Candidates
from feedcrawler.pages.document import Document
from feedcrawler.pages.marked import marked_authors
from feedcrawler.pages.names import author, each_once, names
from feedcrawler.pages.signed import signed_at_end
from feedcrawler.pages.structured_data import ORGANIZATION_TYPES, StructuredData, types_of
from feedcrawler.pages.text import key

_META = (
    "author", "article:author", "og:article:author", "parsely-author", "sailthru.author", "cxenseparse:author",
    "dable:author", "citation_author", "citation_authors", "dc.creator", "dcterms.creator", "byl",
)  # fmt: skip
_LABELS = frozenset(
    {"written by", "author", "by", "verfasst von", "geschrieben von", "écrit par", "escrito por", "autor"}
)
_MAX = 50


@dataclass(frozen=True, slots=True)
class Signing:
    """A page's sources for its authors."""

    data: StructuredData
    header: Header
    document: Document
    publisher: str
    sites: frozenset[str] = frozenset()
    """The keys of everything that the site is called."""
    headline: Element | None = None
    last_lines: Sequence[str] = ()
    """The end of the text, where authors sign in some countries."""

    def candidates(self) -> Candidates[list[Author]]:
        """What each source says, in order of trust; the site itself only where nobody else signs."""
        site: list[Candidate[list[Author]]] = []
        for candidate in self._sources():
            people = [one for one in candidate.value if not self._is_site(one)]
            if candidate.value and not people:
                site.append(candidate)
            elif people:
                yield candidate
        yield from site

    def _sources(self) -> Candidates[list[Author]]:
        structured, printed = self.structured(), self._signed(self.header.signatures)
        if structured and _adds_to(printed, structured):
            yield Candidate(printed, "text", "byline")
        yield Candidate(structured, self.data.source, "author")
        for name, contents in self._meta():
            found = [Signature(one) for content in contents for one in names(content)]
            yield Candidate(self._signed(found), "meta", name)
        yield Candidate(printed, "text", "byline")
        yield Candidate(self._signed(self.header.boxed_signatures), "text", "author's box")
        marked = marked_authors(self.headline)
        yield Candidate(self._signed(Signature(name, href) for name, href in marked), "css", "author")
        signed = signed_at_end(list(self.last_lines))
        yield Candidate(self._signed(map(Signature, signed)), "text", "end of the text")

    def structured(self) -> list[Author]:
        """The authors in structured data."""
        return self._named("author") or self._named("creator")

    def _named(self, name: str) -> list[Author]:
        """The authors in one property of the article."""
        found: list[Author] = []
        for one in self._values(name):
            is_organization = isinstance(one, dict) and bool(types_of(one) & ORGANIZATION_TYPES)
            url = self.document.link(self.data.url_of(one)) if isinstance(one, dict) else None
            text = self.data.text_of(one) or self._full_name(one)
            found += [
                author(name, url=url, publisher=self.publisher, organization=is_organization)
                for name in ([text] if is_organization else names(text))
                if name
            ]
        return each_once(found)[:_MAX]

    def _values(self, name: str) -> Iterator[Any]:
        """The values of a property, those in lists of lists, too."""
        for one in self.data.each(self.data.article.get(name)):
            yield from self.data.each(one) if isinstance(one, list) else [one]

    def _full_name(self, person: Any) -> str:
        """A person's name where it is given in two parts."""
        parts = (person.get("givenName"), person.get("familyName")) if isinstance(person, dict) else ()
        return " ".join(text for part in parts if (text := self.data.text_of(part)))

    def _meta(self) -> Iterable[tuple[str, list[str]]]:
        """(meta name, contents) of the tags that may name authors."""
        data = self.data
        for number in "1234":
            labels = data.meta.get(f"twitter:label{number}", [])
            if labels and labels[0].lower() in _LABELS:
                yield f"twitter:data{number}", data.meta.get(f"twitter:data{number}", [])
        for name in _META:
            yield name, data.meta.get(name, [])[:_MAX]

    def _signed(self, signatures: Iterable[Signature]) -> list[Author]:
        return each_once(
            author(one.name, url=self.document.link(one.href), publisher=self.publisher) for one in signatures
        )[:_MAX]

    def _is_site(self, one: Author) -> bool:
        return key(one.name) == key(self.publisher) or key(one.name) in self.sites


def _adds_to(printed: list[Author], structured: list[Author]) -> bool:
    """Whether the byline names everyone that the structured data name, and more."""
    return {key(one.name) for one in printed} > {key(one.name) for one in structured}
