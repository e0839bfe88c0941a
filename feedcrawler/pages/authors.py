"""Who signs an article: what structured data, meta tags, the byline and the author's box say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from feedcrawler.items import Author
from feedcrawler.pages.byline import Header, Signature
from feedcrawler.pages.candidates import Candidate, Candidates
from feedcrawler.pages.document import Document
from feedcrawler.pages.names import author, each_once, names
from feedcrawler.pages.structured_data import ORGANIZATION_TYPES, StructuredData, types_of
from feedcrawler.pages.text import key

_META = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl")
_LABELS = frozenset({"written by", "author", "by"})
_MAX = 50


@dataclass(frozen=True, slots=True)
class Signing:
    """A page's sources for its authors."""

    data: StructuredData
    header: Header
    document: Document
    publisher: str

    def candidates(self) -> Candidates[list[Author]]:
        """What each source says, in order of trust; the publisher only where nobody else signs."""
        publisher: list[Candidate[list[Author]]] = []
        for candidate in self._sources():
            if [key(one.name) for one in candidate.value] == [key(self.publisher)]:
                publisher.append(candidate)
            elif candidate.value:
                yield candidate
        yield from publisher

    def _sources(self) -> Candidates[list[Author]]:
        structured, printed = self.structured(), self._signed(self.header.signatures)
        if structured and _adds_to(printed, structured):
            yield Candidate(printed, "text", "byline")
        yield Candidate(structured, "json-ld", "author")
        for name, contents in self._meta():
            found = [Signature(one) for content in contents for one in names(content)]
            yield Candidate(self._signed(found), "meta", name)
        yield Candidate(printed, "text", "byline")
        yield Candidate(self._signed(self.header.boxed_signatures), "text", "author's box")

    def structured(self) -> list[Author]:
        """The authors in JSON-LD."""
        found: list[Author] = []
        data = self.data
        for one in data.each(data.article.get("author") or data.article.get("creator")):
            is_organization = isinstance(one, dict) and bool(types_of(one) & ORGANIZATION_TYPES)
            url = self.document.link(data.url_of(one)) if isinstance(one, dict) else None
            text = data.text_of(one) or ""
            found += [
                author(name, url=url, publisher=self.publisher, organization=is_organization)
                for name in ([text] if is_organization else names(text))
                if name
            ]
        return each_once(found)[:_MAX]

    def _meta(self) -> Iterable[tuple[str, list[str]]]:
        """(meta name, contents) of the tags that may name authors."""
        data = self.data
        for number in "1234":
            labels = data.meta.get(f"twitter:label{number}", [])
            if labels and labels[0].lower() in _LABELS:
                yield f"twitter:data{number}", data.meta.get(f"twitter:data{number}", [])
        for name in _META:
            yield name, data.meta.get(name, [])

    def _signed(self, signatures: Iterable[Signature]) -> list[Author]:
        return each_once(
            author(one.name, url=self.document.link(one.href), publisher=self.publisher) for one in signatures
        )[:_MAX]


def _adds_to(printed: list[Author], structured: list[Author]) -> bool:
    """Whether the byline names everyone that the structured data name, and more."""
    return {key(one.name) for one in printed} > {key(one.name) for one in structured}
