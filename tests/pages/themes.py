"""Pages in the four themes that kyivindependent.com has had, around any body.

Everything that nobody has recorded is made up anew for each page: class names, which element a box is, whether the
feed of other stories stands before or after the article. So nothing that reads these pages can know a name.
"""

from __future__ import annotations

import html
import json
import random
import re
from dataclasses import dataclass, field
from typing import Literal

Theme = Literal["A", "B", "C", "D"]
Head = Literal["full", "meta", "none"]

THEMES: tuple[Theme, ...] = ("A", "B", "C", "D")
HEADS: tuple[Head, ...] = ("full", "meta", "none")

BLURBS = (
    "Several schools in the lake district have moved their lessons to a barge, and the pupils say that they like it.",
    "The council of a western town voted to rename eleven streets, a decision that had been put off twice since spring.",
    "A court heard the opening statements in a case that lawyers on both sides expect to last for several more years.",
)
TEASER = "Some children spend their summer in camps that teach them knots, maps and what to do when somebody is hurt."
BIO = "has written about rivers, bridges and the people who mend them since the paper was founded in a garage."
APPEAL = "Our work is free to read for everyone, and will remain so as long as readers like you pay for it."
CHROME = (*BLURBS, TEASER, BIO, APPEAL, "Avatar", "Read more", "Show More", "Become a member", "min read", "Edit post")


@dataclass
class Story:
    """What a page is about."""

    url: str = "https://kyivindependent.com/two-bridges-open-on-one-day/"
    headline: str = "Two bridges open on one day"
    body: str = "<p>Two bridges over the same river were opened on Monday, a mile apart.</p>"
    authors: list[str] = field(default_factory=lambda: ["Olha Bondar"])
    instant: str = "2023-10-08T11:37:00.000Z"
    printed: str = "October 8, 2023 2:37 PM"
    minutes: int = 3
    section: str = "News Feed"
    long_read: bool = False
    """Whether the headline is the h2 of long reads."""


def page(theme: Theme, story: Story, head: Head = "full", seed: int = 0) -> bytes:
    """The page of a story in a theme, with what else the theme shows."""
    return _Page(theme, story, head, random.Random(f"{theme}{head}{seed}{story.url}")).html().encode()


class _Page:
    def __init__(self, theme: Theme, story: Story, head: Head, rng: random.Random) -> None:
        self.theme = theme
        self.story = story
        self.head = head
        self.rng = rng

    def html(self) -> str:
        widget_first = self.rng.random() < 0.4
        widget = self.widget()
        main = f'<main id="main"><article class="{self.name()}">{self.header()}{self.body()}{self.after()}</article>'
        return (
            f'<!DOCTYPE html><html lang="en"><head>{self.heads()}</head><body>'
            f'<a href="#main">Skip to content</a><header><nav><ul><li><a href="/tag/war/">War</a></li>'
            '<li><a href="/tag/culture/">Culture</a></li></ul></nav><a href="/membership/">Support us</a></header>'
            f"{widget if widget_first else ''}{main}{'' if widget_first else widget}</main>"
            '<footer><p>© The Kyiv Independent</p><a href="/privacy/">Privacy policy</a></footer></body></html>'
        )

    def name(self) -> str:
        """A class name that nobody has seen before."""
        letters = "".join(self.rng.choices("abcdefghijklmnopqrstuvwxyz", k=6))
        return self.rng.choice(
            [f"sc-{letters}", f"css-{letters[:3]}{self.rng.randrange(99)}", f"{letters}__{letters[:2]}"]
        )

    def box(self, inner: str, *tags: str) -> str:
        tag = self.rng.choice(tags or ("div", "section"))
        return f'<{tag} class="{self.name()}">{inner}</{tag}>'

    # -- head

    def heads(self) -> str:
        story, quoted = self.story, html.escape(self.story.headline)
        parts = [f'<title>{quoted}</title><meta charset="utf-8"><link rel="canonical" href="{story.url}">']
        if self.head != "none":
            parts.append(
                '<meta property="og:site_name" content="The Kyiv Independent"><meta property="og:type" content="article">'
                f'<meta property="og:title" content="{quoted}"><meta property="og:url" content="{story.url}">'
                f'<meta property="article:published_time" content="{story.instant}">'
                f'<meta property="article:tag" content="{story.section}">'
                '<meta name="twitter:label1" content="Written by">'
                f'<meta name="twitter:data1" content="{html.escape(" and ".join(story.authors))}">'
            )
        if self.head == "full":
            parts.append(f'<script type="application/ld+json">{json.dumps(self.json_ld())}</script>')
        if self.theme == "D":
            parts.append('<script src="/_next/static/chunks/main-0a1b2c.js" async></script>')
        return "".join(parts)

    def json_ld(self) -> dict[str, object]:
        story = self.story
        authors = [{"@type": "Person", "name": name, "url": _author_url(name)} for name in story.authors]
        return {
            "@context": "https://schema.org",
            "@type": "Article",
            "publisher": {"@type": "Organization", "name": "The Kyiv Independent"},
            "author": authors[0] if len(authors) == 1 else authors,
            "headline": story.headline,
            "url": story.url,
            "datePublished": story.instant,
            "dateModified": story.instant,
            "keywords": f"{story.section}, Ukraine",
            "mainEntityOfPage": story.url,
        }

    # -- the article

    def header(self) -> str:
        kicker = f'<a href="/tag/news-feed/">{self.story.section}</a><a href="/ghost/#/editor/post/0f3a">Edit post</a>'
        if self.rng.random() < 0.5:
            kicker = self.box(kicker, "div")
        inner = f"{kicker}{self.headline()}{self.byline()}{self.box('<button>Share</button>', 'div')}"
        return self.box(inner, "header", "div") if self.rng.random() < 0.4 else inner

    def headline(self) -> str:
        text = html.escape(self.story.headline)
        if self.theme == "D":
            return f'<h1 class="{self.name()}">{text}</h1>'
        if self.story.long_read:
            return f'<h2 class="bigPictureTopper__title">{text}</h2>'
        return f"<h1>{text}</h1>" if self.theme == "A" else f"<h1 class='c-topper__title'>{text}</h1>"

    def byline(self) -> str:
        by = "by " + " and ".join(f'<a href="{_author_path(name)}">{name}</a>' for name in self.story.authors)
        minutes = f"{self.story.minutes} min read"
        if self.theme == "A":
            return self.box(f'{by}<span class="{self.name()}">{self.story.printed.lower().capitalize()}</span>', "div")
        if self.theme == "B":
            tag = self.rng.choice(("time", "span"))
            return self.box(f"{by} <{tag}>{self.story.printed}</{tag}> <span>{minutes}</span>", "div", "p")
        date = self.box(self.story.printed, "div", "span") if self.head == "none" else ""
        return self.box(minutes, "div", "span") + date

    def body(self) -> str:
        if self.theme == "D":
            inner = re.sub(
                r'src="(https://assets[^"]+)"',
                lambda match: (
                    f'src="/_next/image?url={match[1].replace(":", "%3A").replace("/", "%2F")}&amp;w=1200&amp;q=75"'
                ),
                self.story.body,
            )
            return f'<div class="{self.name()}">{inner}</div>'
        if self.theme == "A":
            return f'<div class="entry-content {self.name()}">{self.story.body}</div>'
        return f"<div class='c-content '>\n{self.story.body}\n</div>\n<div id=\"reading-progress-end\"></div>"

    def after(self) -> str:
        support = self.box(f'<p>{APPEAL}</p><a href="/membership/">Become a member</a>')
        return support + "".join(self.bio(name) for name in self.story.authors)

    def bio(self, name: str) -> str:
        path = _author_path(name)
        title = f'<a href="{path}">{name}</a>'
        if self.rng.random() < 0.3:
            title = f"<h4>{title}</h4>"
        return self.box(
            f'<img src="https://assets.kyivindependent.com/a.jpg" alt="Avatar"><span>Avatar</span>{title}'
            f'<p>{name} {BIO}</p><a href="{path}">Read more</a>'
        )

    def widget(self) -> str:
        items = "".join(
            self.box(f"<span>(Updated: <time></time> )</span><p>{blurb}</p>", "div", "li") for blurb in BLURBS
        )
        teaser = f'<div><a href="/tag/video/">Video</a><p>{TEASER}</p></div>'
        more = f'<button class="{self.name()}" data-page="2">Show More</button>'
        return self.box(f"<h4>News Feed</h4>{items}{teaser}{more}", "aside", "div", "section")


def _author_path(name: str) -> str:
    return f"/author/{re.sub(r'[^a-z]+', '-', name.lower())}/"


def _author_url(name: str) -> str:
    return f"https://kyivindependent.com{_author_path(name)}"
