"""Any article page: what the page says for itself, what it prints, and where its text is.

A site's page object is a subclass that says what is known of the site (`site`, `headline_css`, `body_css`, …) and
overrides `<field>_candidates` where that is not enough. The larger readers are imported when they are needed: a crawl
that finds nothing new reads no page.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from web_poet.fields import get_fields_dict

from feedcrawler.items import Article, Author, DateEvidence, Dates, Image, Link, Publisher, Video
from feedcrawler.pages import headline as headlines
from feedcrawler.pages.agreement import compare
from feedcrawler.pages.base import BasePage
from feedcrawler.pages.candidates import Candidate, Candidates
from feedcrawler.pages.css import path_of, select
from feedcrawler.pages.errors import NotAnArticle
from feedcrawler.pages.fields import field
from feedcrawler.pages.media import images, real_image, same_picture, videos
from feedcrawler.pages.structured_data import split_list
from feedcrawler.pages.text import key
from feedcrawler.pages.titles import agree

if TYPE_CHECKING:
    from feedcrawler.pages.dates import Dating
    from feedcrawler.pages.shown import Shown

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
_DURATION = re.compile(r"P(?=.)(?:\d{1,4}[YMWD])*(?:T(?:\d{1,4}[HMS])+)?")
_MANY_WORDS = 100
_DOUBTFUL = 0.6  # of the text that may be the article: below, a second reader is heard
_LAST_LINES = 3
_MAX_LINES = 5_000


class ArticlePage(BasePage):
    """Reads the article on a page of any site.

    Each field has a method `<field>_candidates` that yields what the page's sources say, in order of trust; the first
    one is taken, and `extraction.fields` says which it was.
    """

    def read(self) -> Article:
        """The article on the page.

        Raises:
            NotAnArticle: the page holds none.
        """
        self._refuse_other_pages()
        article = Article(**{name: getattr(self, name) for name in get_fields_dict(self)})
        self._compare()
        return article

    async def to_item(self) -> Article:
        """The article on the page, as web-poet asks for it; see `read`."""
        return self.read()

    @field
    def url(self) -> str:
        """Where the response came from."""
        return self.pick("url", iter([Candidate(self.document.url, "url", "response")])) or self.document.url

    @field
    def canonicalUrl(self) -> str | None:
        """What the page says its address is."""
        return self.pick("canonicalUrl", self.canonicalUrl_candidates())

    def canonicalUrl_candidates(self) -> Candidates[str]:
        """`link rel=canonical`, `og:url`, JSON-LD."""
        for link in self.document.elements["link"]:
            if "canonical" in (link.get("rel") or "").lower().split() and (url := self.document.link(link.get("href"))):
                yield Candidate(url, "css", "link[rel=canonical]")
        for name, content in self.structured_data.first_meta("og:url"):
            if url := self.document.link(content):
                yield Candidate(url, "opengraph", name)
        if url := self.document.link(self.structured_data.url_of(self.structured_data.article.get("url"))):
            yield Candidate(url, self.structured_data.source, "url")

    @field
    def headline(self) -> str | None:
        """The headline."""
        return self.pick("headline", self.headline_candidates())

    def headline_candidates(self) -> Candidates[str]:
        """The element that shows it and what the page's head says, by what they agree on."""
        yield from self._headlines

    @cached_property
    def _headlines(self) -> list[Candidate[str]]:
        element = self.headline_element
        shown = Candidate(headlines.headline_of(element), "css", path_of(element)) if element is not None else None
        in_pieces = element is not None and headlines.is_in_pieces(element)
        is_news = self.structured_data.is_news
        ranked = list(headlines.ranked(shown, self.said_headlines, is_news=is_news, in_pieces=in_pieces))
        return [shown, *ranked] if shown and self.known_headline is not None else ranked

    @field
    def alternativeHeadline(self) -> str | None:
        """Another headline that the page gives it."""
        return self.pick("alternativeHeadline", self.alternativeHeadline_candidates())

    def alternativeHeadline_candidates(self) -> Candidates[str]:
        """JSON-LD, then what is shown or given for sharing where it is another one."""
        if text := self.structured_data.text("alternativeHeadline"):
            yield Candidate(text, self.structured_data.source, "alternativeHeadline")
        for other in self.headline_candidates():
            if other.path != "title" and self.headline and not agree(other.value, self.headline):
                yield other

    @field
    def description(self) -> str | None:
        """The summary."""
        return self.pick("description", self.description_candidates())

    def description_candidates(self) -> Candidates[str]:
        """JSON-LD, OpenGraph, meta."""
        if text := self.structured_data.text("description"):
            yield Candidate(text, self.structured_data.source, "description")
        for name, content in self.structured_data.first_meta("og:description", "description", "twitter:description"):
            yield Candidate(content, "opengraph" if name.startswith("og:") else "meta", name)

    @field
    def articleBody(self) -> str | None:
        """The text: blocks separated by one blank line."""
        return self.pick("articleBody", self.articleBody_candidates())

    def articleBody_candidates(self) -> Candidates[str]:
        """The text that the page shows; where it shows none or a part, that of structured data.

        Last come what its scripts would show, and what trafilatura reads.
        """
        shown = Candidate(self.body.walk.text(), self.body.source, self.body.path)
        if self.body.is_text and not self.body.is_part:
            yield shown
        said = self.structured_data.body_text or ""
        yield Candidate(
            "\n\n".join(said.split("\n", _MAX_LINES)[:_MAX_LINES]), self.structured_data.source, "articleBody"
        )
        if self.body.is_text:
            yield shown
        else:
            from feedcrawler.pages.reader import read_fully
            from feedcrawler.pages.state import read_state

            yield Candidate("\n\n".join(block.text for block in read_state(self.document.root)), "script")
            full = read_fully(self.document.root, self.headline_element)
            yield Candidate(full, "trafilatura") if len(full) > 2 * len(shown.value) else shown

    @field
    def authors(self) -> list[Author]:
        """Who signs."""
        return self.pick("authors", self.authors_candidates()) or []

    def authors_candidates(self) -> Candidates[list[Author]]:
        """JSON-LD, meta tags, the byline, the author's box, marks; the publisher only where nobody else signs."""
        from feedcrawler.pages.authors import Signing

        yield from Signing(
            self.structured_data,
            self.header,
            self.document,
            self.publisher_name,
            self.site_names,
            self.headline_element,
            self.body.walk.blocks[-_LAST_LINES:],
        ).candidates()

    @field
    def dates(self) -> Dates:
        """What the page writes about its dates, as it writes it."""
        return Dates(
            published=self.pick("datePublished", self.datePublished_candidates()),
            modified=self.pick("dateModified", self.dateModified_candidates()),
        )

    @cached_property
    def dating(self) -> Dating:
        """What the page says about its dates."""
        from feedcrawler.pages.dates import Dating

        return Dating(self.structured_data, self.header, self.document, self.headline_element, self.inLanguage)

    def datePublished_candidates(self) -> Candidates[DateEvidence]:
        """JSON-LD, meta tags, the date printed next to the headline or elsewhere, the address."""
        return self.dating.published()

    def dateModified_candidates(self) -> Candidates[DateEvidence]:
        """JSON-LD, meta tags, the "updated" printed next to the headline."""
        return self.dating.modified()

    @field
    def articleSection(self) -> list[str]:
        """Sections of the site."""
        return self.pick("articleSection", self.articleSection_candidates()) or []

    def articleSection_candidates(self) -> Candidates[list[str]]:
        """JSON-LD, meta tags, the section's link next to the headline."""
        data = self.structured_data
        yield Candidate(split_list(data.texts("articleSection")), data.source, "articleSection")
        yield Candidate(data.meta.get("article:section", []), "meta", "article:section")
        yield Candidate(self.header.sections, "text", "section's link")

    @field
    def keywords(self) -> list[str]:
        """Keywords or tags."""
        return self.pick("keywords", self.keywords_candidates()) or []

    def keywords_candidates(self) -> Candidates[list[str]]:
        """JSON-LD, `article:tag`, other meta tags."""
        data = self.structured_data
        yield Candidate(split_list(data.texts("keywords")), data.source, "keywords")
        for name in ("article:tag", "parsely-tags", "sailthru.tags", "news_keywords", "keywords"):
            yield Candidate(split_list(data.meta.get(name, [])), "meta", name)

    @field
    def inLanguage(self) -> str | None:
        """The language, as a BCP 47 tag."""
        return self.pick("inLanguage", self.inLanguage_candidates())

    def inLanguage_candidates(self) -> Candidates[str]:
        """JSON-LD, `html lang`, `og:locale`, what the site is declared to be."""
        said = [
            (self.structured_data.source, "inLanguage", self.structured_data.text("inLanguage")),
            ("css", "html[lang]", self.document.root.get("lang")),
            *(("opengraph", name, content) for name, content in self.structured_data.first_meta("og:locale")),
            ("site", None, self.about.language),
        ]
        for source, path, text in said:
            tag = (text or "").strip().replace("_", "-")
            if _LANGUAGE.fullmatch(tag):
                yield Candidate(tag, source, path, text if tag != text else None)

    @field
    def timeRequired(self) -> str | None:
        """Reading time as an ISO 8601 duration."""
        return self.pick("timeRequired", self.timeRequired_candidates())

    def timeRequired_candidates(self) -> Candidates[str]:
        """JSON-LD, the reading time printed next to the headline."""
        if (said := self.structured_data.text("timeRequired")) and _DURATION.fullmatch(said):
            yield Candidate(said, self.structured_data.source, "timeRequired")
        if self.header.minutes:
            minutes, raw = self.header.minutes
            yield Candidate(f"PT{minutes}M", "text", "reading time", raw)

    @field
    def mainImage(self) -> Image | None:
        """The lead picture."""
        return self.pick("mainImage", self.mainImage_candidates())

    def mainImage_candidates(self) -> Candidates[Image]:
        """JSON-LD, OpenGraph, the first picture shown; the caption is that of the figure that shows it."""
        data = self.structured_data
        said = [(data.source, "image", data.url_of(data.article.get("image")))]
        for name, content in data.first_meta("og:image", "og:image:url", "twitter:image"):
            said.append(("opengraph" if name.startswith("og:") else "meta", name, content))
        for source, path, url in said:
            if link := real_image(self.document.link(url), self.document):
                shown = next((image for image in self._shown_images if same_picture(image.url, link)), Image(url=link))
                yield Candidate(Image(url=link, caption=shown.caption, credit=shown.credit), source, path)
        for image in self._shown_images:
            yield Candidate(image, "css", "figure")

    @cached_property
    def _shown_images(self) -> list[Image]:
        return [*images(self.header.pictures, self.document), *self.images]

    @field
    def images(self) -> list[Image]:
        """Pictures in the text."""
        return self.pick("images", self.images_candidates()) or []

    def images_candidates(self) -> Candidates[list[Image]]:
        """Figures and galleries in the text."""
        yield Candidate(images(self.body.walk.pictures, self.document), "css", "figure, img")

    @field
    def videos(self) -> list[Video]:
        """Videos in the text."""
        return self.pick("videos", self.videos_candidates()) or []

    def videos_candidates(self) -> Candidates[list[Video]]:
        """Embedded players, then JSON-LD."""
        embeds = [*self.body.walk.embeds, *self.body.walk.pictures]
        yield Candidate(videos(embeds, self.document), "css", "iframe, video")
        data = self.structured_data
        urls = (self.document.link(data.url_of(one)) for one in data.each(data.article.get("video")))
        yield Candidate([Video(url=url) for url in dict.fromkeys(urls) if url], data.source, "video")

    @field
    def relatedLinks(self) -> list[Link]:
        """Other stories that the article points to."""
        return self.pick("relatedLinks", self.relatedLinks_candidates()) or []

    def relatedLinks_candidates(self) -> Candidates[list[Link]]:
        """Cards in and right after the text, "Read also" lines."""
        from feedcrawler.pages.related import related_links

        yield Candidate(related_links(self.body.cards, self.document, self.about), "css", "a")

    @field
    def publisher(self) -> Publisher:
        """Who publishes it."""
        name = self.pick("publisher", self.publisher_candidates()) or self.about.domain
        return Publisher(name=name, domain=self.about.domain)

    @field
    def isAccessibleForFree(self) -> bool | None:
        """Whether it may be read without paying."""
        return self.pick("isAccessibleForFree", self.isAccessibleForFree_candidates())

    def isAccessibleForFree_candidates(self) -> Candidates[bool | None]:
        """JSON-LD, `article:content_tier`."""
        data = self.structured_data
        yield Candidate(data.truth("isAccessibleForFree"), data.source, "isAccessibleForFree")
        for name, content in data.first_meta("article:content_tier"):
            yield Candidate(content.lower() == "free", "meta", name, content)

    @field
    def liveUpdating(self) -> bool | None:
        """True for a live blog."""
        return self.pick("liveUpdating", self.liveUpdating_candidates())

    def liveUpdating_candidates(self) -> Candidates[bool]:
        """JSON-LD's type."""
        if self.structured_data.is_a("liveblogposting"):
            yield Candidate(True, self.structured_data.source, "@type")

    def _refuse_other_pages(self) -> None:
        """Raise NotAnArticle where the page shows something else, or has no headline or no text."""
        from feedcrawler.pages.other_pages import other_page

        url, site = self.document.url, self.about
        if site.not_articles and site.not_articles.match(urlsplit(site.identity(url)).path):
            raise NotAnArticle(url, "the site has no articles under this address")
        if reason := other_page(self._shown):
            raise NotAnArticle(url, reason)
        if not self.headline:
            raise NotAnArticle(url, "no headline")
        if not self.articleBody:
            raise NotAnArticle(url, "cut off before the text" if self.is_cut_off else "no text")
        if self._is_of_no_theme and not self._shown.is_credited and not self._shown.is_named_article:
            raise NotAnArticle(url, "neither author nor date, and it looks like no article of the site")

    @cached_property
    def _shown(self) -> Shown:
        from feedcrawler.pages.shown import Shown

        published = self.dates.published
        return Shown(
            root=self.document.root,
            url=self.document.url,
            data=self.structured_data,
            headline=self.headline or "",
            body=self.articleBody or "",
            is_signed=bool(self.authors or (published and published.source != "url")),
            is_dated=published is not None,
        )

    @cached_property
    def _is_of_no_theme(self) -> bool:
        """Whether the page is of a known site and looks like none of its themes."""
        known = not self.body_css or self.body.source == "css" or select(self.document.root, self.theme_css or ())
        return not known

    def _compare(self) -> None:
        """Warn where the page contradicts itself or is not what it used to be."""
        if self.is_cut_off:
            self.warn("page: cut off in the middle")
        if self._is_of_no_theme:
            self.warn("page: matches no known theme")
        said, shown = self.structured_data.text("headline"), self.headline_element
        if said and shown is not None and not agree(said, headlines.headline_of(shown)):
            self.warn("headline: json-ld and h1 disagree")
        if self.dating.disagree:
            self.warn("datePublished: structured data and page disagree")
        printed = {key(one.name) for one in self.header.signatures}
        if printed and self.authors and printed.isdisjoint(key(one.name) for one in self.authors):
            self.warn("authors: structured data and byline disagree")
        words = self.structured_data.word_count
        if words > _MANY_WORDS and words > 2 * len((self.articleBody or "").split()) + _MANY_WORDS:
            self.warn("articleBody: shorter than json-ld says")
        if self.body.is_text and self.body.share < _DOUBTFUL:
            from feedcrawler.pages.reader import read_fully

            other = compare(self.body.walk.blocks, read_fully(self.document.root, self.headline_element))
            if other.is_other or other.says_more:
                self.warn("articleBody: trafilatura reads another text")
