"""Who signs an article: what structured data, meta tags, the byline and the author's box say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, takewhile
from typing import Any

from lxml.etree import _Element as Element

from feedcrawler.items import Author
from feedcrawler.pages.body import Block
from feedcrawler.pages.byline import Header, Signature, leads_to_author
from feedcrawler.pages.candidates import Candidate, Candidates
from feedcrawler.pages.document import Document
from feedcrawler.pages.marked import is_marked, marked_authors
from feedcrawler.pages.names import author, each_once, names
from feedcrawler.pages.signed import MAX_SIGNATURE, names_alone, signed_by
from feedcrawler.pages.structured_data import ORGANIZATION_TYPES, StructuredData, types_of
from feedcrawler.pages.text import key, length_of

_META = (
    "author", "article:author", "og:article:author", "parsely-author", "sailthru.author", "cxenseparse:author",
    "dable:author", "citation_author", "citation_authors", "dc.creator", "dcterms.creator", "byl",
)  # fmt: skip
_LABELS = frozenset(
    {"written by", "author", "by", "verfasst von", "geschrieben von", "écrit par", "escrito por", "autor"}
)
_NAMES_AUTHOR = re.compile(r"author|creator|contributor|writer|byline")
_AT_RIGHT = re.compile(r"text-(?:align\s?[:-]\s?)?(?:right|end)\b", re.IGNORECASE)
_MAX = 50
_MAX_SAID = 300
_MAX_AROUND = 3


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
    last_blocks: Sequence[Block] = ()
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
        signed = signed_by(block.text for block in self.last_blocks) or self._signed_alone()
        yield Candidate(self._signed(map(Signature, signed)), "text", "end of the text")

    def _signed_alone(self) -> list[str]:
        """The names that the last line is made of, where its element is an author's or the page has them elsewhere.

        By itself such a line may be a wish, or the last entry of a list of names. One that alone is set at the right
        margin is a signature, as in print: so editors without a field for it mark them.
        """
        last = self.last_blocks[-1] if self.last_blocks else None
        found = names_alone(last.text) if last else []
        if not found or last is None or (last.element is not None and _is_of_author(last.element)):
            return found
        if _is_at_right(last.element) and not any(_is_at_right(one.element) for one in self.last_blocks[:-1]):
            return found
        said = {key(line) for line in (*self.header.after.lines, *self.header.before.lines)}
        said.update(key(one) for name, values in self.data.meta.items() if _NAMES_AUTHOR.search(name) for one in values)
        return found if said.issuperset(map(key, found)) else []

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


def _is_of_author(element: Element) -> bool:
    """Whether the element of a line, one in it or a short one around it is marked as an author's or links to one."""
    around = list(islice(element.iterancestors(), _MAX_AROUND))
    short = takewhile(lambda one: length_of(one) <= 2 * MAX_SIGNATURE, around)
    return any(
        is_marked(node) or (node.tag == "a" and leads_to_author(node.get("href") or ""))
        for node in chain(islice(element.iter(), _MAX), short)
        if isinstance(node.tag, str)
    )


def _is_at_right(element: Element | None) -> bool:
    if element is None:
        return False
    said = (element.get("align") or "", element.get("style") or "", element.get("class") or "")
    return said[0] == "right" or any(_AT_RIGHT.search(text[:_MAX_SAID]) for text in said[1:])


def _adds_to(printed: list[Author], structured: list[Author]) -> bool:
    """Whether the byline names everyone that the structured data name, and more."""
    return {key(one.name) for one in printed} > {key(one.name) for one in structured}
