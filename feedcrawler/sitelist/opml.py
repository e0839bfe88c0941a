"""OPML, in which feed readers hand on their subscriptions (http://opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from feedcrawler.errors import ConfigurationError, mask_credentials
from feedcrawler.sitelist.entry import MAX_TITLE, SiteEntry, SiteList
from feedcrawler.sitelist.toml import MAX_SITES

MAX_OUTLINES = 100_000

_SHOWN = 200


def read_opml(data: bytes, where: str) -> SiteList:
    """The sites whose feeds an OPML file of any version lists, in its order.

    Folders do not count. Feeds whose pages (`htmlUrl`; without one, the feeds themselves) are on one host are one
    site's. Of a file that is not well-formed, what is whole is used.

    Args:
        data: the file.
        where: its name, for messages.

    Raises:
        ConfigurationError: it is no OPML, or holds no site or too many.
    """
    root, problems = _parse(data, where)
    gathered = _Gathered()
    for number, outline in enumerate(_outlines(root)):
        if number >= MAX_OUTLINES:
            raise ConfigurationError(f"{where}: more than {MAX_OUTLINES} outlines: split it")
        gathered.add(outline)
    if not gathered.sites:
        why = "; ".join([*problems, *gathered.left_out[:1]])
        raise ConfigurationError(f"{where}: this OPML lists no feed that can be crawled{why and f' ({why})'}")
    if len(gathered.sites) > MAX_SITES:
        raise ConfigurationError(f"{where}: {len(gathered.sites)} sites; at most {MAX_SITES} in one file: split it")
    entries = (SiteEntry.model_validate(vars(site)) for site in gathered.sites.values())
    return SiteList(tuple(entries), (*problems, *gathered.left_out))


def write_opml(entries: Iterable[SiteEntry], title: str) -> bytes:
    """The sites as OPML 2.0: an outline for each feed, and one for each site of which no feed is known."""
    root = etree.Element("opml", version="2.0")
    head, body = etree.SubElement(root, "head"), etree.SubElement(root, "body")
    etree.SubElement(head, "title").text = title
    etree.SubElement(head, "dateCreated").text = format_datetime(datetime.now(UTC), usegmt=True)
    for entry in entries:
        # An outline must have a text (OPML 2.0); a title it has only if a person gave the site one.
        common = {"text": entry.title or entry.host} | ({"title": entry.title} if entry.title else {})
        for feed in entry.feeds:
            etree.SubElement(body, "outline", {"type": "rss", **common, "xmlUrl": feed, "htmlUrl": entry.url})
        if not entry.feeds:
            etree.SubElement(body, "outline", {"type": "link", **common, "url": entry.url, "htmlUrl": entry.url})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


@dataclass
class _Gathered:
    """What the outlines that were read so far make."""

    sites: dict[str, _Site] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def add(self, outline: _Outline) -> None:
        """Add what one outline says, or why it is left out."""
        why = outline.why_not
        if why is None:
            try:
                entry = _entry(outline)
            except ValueError:
                why = "no http(s) address"
            else:
                site = self.sites.setdefault(entry.host, _Site(entry.url))
                site.feeds += entry.feeds
                site.listings += entry.listings
                site.title = site.title or outline.title_beside(entry)
        if why:
            self.left_out.append(f"left out: {mask_credentials(outline.label)[:_SHOWN]}: {why}")


@dataclass
class _Site:
    """What the outlines of one host say."""

    url: str
    title: str = ""
    feeds: list[str] = field(default_factory=list)
    listings: list[str] = field(default_factory=list)


class _Outline:
    """One outline that may be a site's: names of attributes in any case, as readers differ."""

    def __init__(self, element: etree._Element) -> None:
        attributes = {str(name).lower(): str(value) for name, value in element.attrib.items()}
        self.kind = attributes.get("type", "").strip().lower()
        self.feed = attributes.get("xmlurl", "").strip()
        # NetNewsWire reads `url` where there is no `htmlUrl`; bookmarks have nothing else.
        self.page = (attributes.get("htmlurl") or attributes.get("url") or "").strip()
        self.title = attributes.get("title", "").strip()
        self.text = attributes.get("text", "").strip()
        self.is_folder = not self.feed and any(child.tag == "outline" for child in element)
        self.label = self.feed or self.page or self.text

    @property
    def why_not(self) -> str | None:
        """Why it is no site; empty: there is nothing to say."""
        if self.is_folder or not (self.feed or self.page):
            return ""
        if self.kind == "include" or (not self.feed and self.page.lower().endswith(".opml")):
            return "another list, which is not fetched"
        if "+" in self.kind and self.kind != "html+xpath":
            return f"a source of the type {self.kind[:_SHOWN]}"
        return None

    def title_beside(self, entry: SiteEntry) -> str:
        """The title that a person gave; a text that only repeats the address is none."""
        text = self.text if self.text not in (entry.host, entry.url, self.feed, self.page) else ""
        return (self.title or text)[:MAX_TITLE]


def _entry(outline: _Outline) -> SiteEntry:
    """What one outline says.

    Raises:
        ValueError: an address in it is none.
    """
    url = outline.page or urljoin(outline.feed, "/")
    # FreshRSS scrapes HTML pages too, and names them where feeds are named elsewhere.
    kind = "listings" if outline.kind == "html+xpath" else "feeds"
    return SiteEntry.model_validate({"url": url, kind: (outline.feed,) if outline.feed else ()})


def _parse(data: bytes, where: str) -> tuple[etree._Element, list[str]]:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data.removeprefix(b"\xef\xbb\xbf").lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ConfigurationError(f"{where}: cannot be read as XML: {error}") from None
    if root is None or root.tag != "opml":
        found = "no XML" if root is None else f"<{str(root.tag)[:_SHOWN]}>"
        raise ConfigurationError(f"{where}: begins like XML and is no OPML, but {found}: export it again")
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise ConfigurationError(f"{where}: declares entities in a document type: take that out of the file")
    if not parser.error_log:
        return root, []
    first = parser.error_log[0]
    return root, [f"not well-formed (line {first.line}: {first.message}): what is whole was read"]


def _outlines(root: etree._Element) -> Iterator[_Outline]:
    """All outlines but those that are commented out, and with them what is below them (OPML 2.0, `isComment`)."""
    waiting = [child for child in reversed(root) if child.tag == "body"]
    while waiting:
        element = waiting.pop()
        if str(element.get("isComment")).lower() == "true":
            continue
        if element.tag == "outline":
            yield _Outline(element)
        waiting += [child for child in reversed(element) if child.tag == "outline"]
