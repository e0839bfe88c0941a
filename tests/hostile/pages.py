"""Pages that are made to cost a reader time, memory or its temper, by name.

Each is made anew from a share of its full size, always the same: tests read small ones, `python -m bench.hostile` the
full ones.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator

URL = "https://news.example/bridge-opens/"
SENTENCE = "The bridge over the river was opened on Monday by the mayor, who said that it had cost less than planned."
P = f"<p>{SENTENCE}</p>"
TEXT = P * 5
START = "<html><head><title>Bridge opens</title>"
HEADER = (
    "</head><body><article><h1>Bridge opens</h1><p>by <a href='/author/o/'>Olha Koval</a> January 3, 2023 8:11 PM</p>"
)
H = START + HEADER

Size = Callable[[int], int]
"""A count of the full page as a count of this one."""
Page = Callable[[Size], str | bytes]


def _ld(text: str) -> str:
    return f"{START}<script type='application/ld+json'>{text}</script>{HEADER}"


def _article(**properties: object) -> str:
    return _ld(json.dumps({"@type": "NewsArticle", "headline": "Bridge opens", **properties}))


def _meta(text: str) -> str:
    return START + text + HEADER


def _attributes(count: int, value: str = "") -> str:
    return " ".join(f"a{n}{value}" for n in range(count))


SIZE: dict[str, Page] = {
    "50 MB of paragraphs": lambda n: H + P * n(450_000),
    "50 MB of one word": lambda n: "word " * n(10_000_000),
    "15 MB of paragraphs": lambda n: H + P * n(135_000),
    "15 MB in one paragraph": lambda n: H + "<p>" + "word " * n(3_000_000),
    "15 MB of script": lambda n: H + "<script>" + "a = 1;\n" * n(2_100_000) + "</script>" + TEXT,
    "a script of strings that never end": lambda n: "<h1>x</h1><script>" + '"' + '\\"' * n(900_000) + "</script>",
    "a script that ends in an escape": lambda n: '<h1>x</h1><script>"' + '\\"' * n(900_000) + "\\</script>",
    "10 MB of state": lambda n: f"{H}<script id=state type=application/json>{'x' * n(10_000_000)}</script>{TEXT}",
    "10 MB of style": lambda n: f"{H}<style>{'a{b:c}' * n(1_700_000)}</style>{TEXT}",
    "1,000,000 NULs": lambda n: H + TEXT + "\0" * n(1_000_000),
    "NULs between all letters": lambda n: "\0".join(H + P * n(5_000)),
    "random bytes": lambda n: random.Random(1).randbytes(n(3_000_000)),
    "a comment of 3 MB": lambda n: H + "<!--" + "-" * n(3_000_000) + TEXT,
}

NESTING: dict[str, Page] = {
    "100,000 nested div": lambda n: H + "<div>" * n(100_000) + P,
    "25,000 nested div": lambda n: H + "<div>" * n(25_000) + P,
    "50,000 nested b": lambda n: H + "<b>" * n(50_000) + TEXT,
    "20,000 nested blockquote": lambda n: H + "<blockquote>" * n(20_000) + P,
    "5,000 nested div with text": lambda n: H + f"<div>{P}" * n(5_000),
    "15,000 nested lists": lambda n: H + "<ul><li>x" * n(15_000),
    "12,000 nested tables": lambda n: H + "<table><tr><td>" * n(12_000) + P,
    "nested tables with text": lambda n: H + f"<table><tr><td>{P}" * n(5_000),
    "nested figures": lambda n: H + "<figure><blockquote><a href=x>" * n(9_000) + P,
    "nested boxes": lambda n: H + "<div class='promo'>" * n(15_000) + P * n(500),
    "nested links": lambda n: H + "<a href='/x'><span>" * n(15_000) + P * n(100),
    "nested articles": lambda n: H + "<article><h2><a href=/x>x</a></h2>" * n(9_000) + P,
    "nested forms": lambda n: H + "<form>" * n(40_000) + TEXT,
    "nested svg": lambda n: H + "<svg>" * n(50_000) + P,
    "nested templates": lambda n: H + "<template>" * n(20_000) + P,
    "nested select": lambda n: H + "<select>" + "<option>x" * n(50_000) + TEXT,
    "deep asides before headings": lambda n: H + "<div>" * 200 + "<h2>x</h2>" * n(25_000) + "</div>" * 200 + TEXT,
    "paragraphs deep in spans": lambda n: H + ("<span>" * 100 + P + "</span>" * 100) * n(280),
    "a comment in an appeal": lambda n: H + TEXT + "<div><!-- x --><a href='/membership/'>x</a><?x?></div>" * n(10),
    "an appeal in a deep box": lambda n: H + "<div>" * n(3_000) + "<a href='/membership/'>x</a>" * 5 + P * n(100),
    "links in a deep quotation": lambda n: H + "<blockquote><p>" * n(5_000) + "<a href=x>y</a>" * n(10_000) + P,
    "nothing closed": lambda n: H + "<div><p><b><i>It goes on<li><td>" * n(8_000),
    "everything crossed": lambda n: H + f"<div><b><p>{SENTENCE}</div></b><i></p></i>" * n(6_000),
}

ATTRIBUTES: dict[str, Page] = {
    "1,000,000 attributes": lambda n: f"{H}<div {_attributes(n(1_000_000))}>{P}",
    "9,000 attributes, 60 times": lambda n: H + f"<div {_attributes(n(9_000))}>{P}</div>" * 60,
    "50 attributes, 10,000 times": lambda n: H + f"<i {_attributes(50)}>x</i>" * n(10_000) + TEXT,
    "a class of 5 MB": lambda n: f"{H}<div class='{'ad-' * n(1_700_000)}'>{TEXT}",
    "1,000,000 classes": lambda n: f"{H}<div class='{'share ' * n(1_000_000)}'>{TEXT}",
    "classes that nearly match": lambda n: H + f"<div class='share_{'a_' * 150}!'><p>x</p></div>" * n(6_000) + TEXT,
    "a style of 5 MB": lambda n: f"{H}<p style='{'display : ' * n(500_000)}'>{SENTENCE}</p>{TEXT}",
    "an attribute that never ends": lambda n: H + '<div class="' + "x" * n(5_000_000),
    "quotes that never match": lambda n: H + ('<a b="' + "'" * 2_000 + '" ') * n(3_000),
    "a language of 300 KB": lambda n: f"<html lang='{'en-' * n(100_000)}'>{H}{TEXT}",
    "an address of 5 MB": lambda n: f"{H}<a href='http://{'a.' * n(2_500_000)}'>x</a>{TEXT}",
    "a canonical address of 200 KB": lambda n: _meta(f"<link rel=canonical href='http://{'a.' * n(100_000)}'>") + TEXT,
    "a base that is no address": lambda n: f"<base href='http://[::1'>{H}{TEXT}<a href='//[x'>y</a>",
    "a base that is a script": lambda n: f"<base href='javascript:x'>{H}{TEXT}",
}

_SOUP: tuple[str, ...] = (
    "<div>", "</div>", "<p>", "</p>", "<a href='/author/x'>", "</a>", "<figure>", "<li>", "<table>", "<td>", "text ", "January 3, 2023 ",
    "<blockquote>", "</h1>", "<h1>", "<article>", "</article>", '"', "'", "<!--", "-->", "<br>", "&", "<tr>", "<aside>", SENTENCE,
)  # fmt: skip

NUMBERS: dict[str, Page] = {
    "100,000 h1": lambda n: H + "<h1>A head</h1>" * n(100_000) + TEXT,
    "25,000 h1": lambda n: H + "<h1>A head</h1>" * n(25_000) + TEXT,
    "25,000 h2": lambda n: H + "<h2>A head</h2>" * n(25_000) + TEXT,
    "5,000 h1 of 1 KB": lambda n: H + f"<h1>{'A head ' * 150}</h1>" * n(5_000) + TEXT,
    "100,000 links": lambda n: H + "<p>" + "<a href='/author/x'>Read more</a> " * n(100_000) + TEXT,
    "25,000 links in one paragraph": lambda n: H + "<p>" + "<a href='/author/x'>Read more</a> " * n(25_000) + TEXT,
    "15,000 links in boxes": lambda n: H + "<div><a href='/x'>Read more</a></div>" * n(15_000) + P,
    "25,000 links, all other": lambda n: H + "".join(f"<a href='/{i}/'>{i}</a>" for i in range(n(25_000))) + TEXT,
    "15,000 linked teasers": lambda n: H + f"<article><h2><a href='/x'>x</a></h2>{P}</article>" * n(15_000),
    "7,000 linked teasers": lambda n: H + f"<article><h2><a href='/x'>x</a></h2>{P}</article>" * n(7_000),
    "5,000 cards": lambda n: H + f"<a href='/x'><div><h3>x</h3>{P}</div></a>" * n(5_000) + TEXT,
    "100,000 ids": lambda n: H + "".join(f"<p id='p{i}'>x</p>" for i in range(n(100_000))) + TEXT,
    "25,000 ids": lambda n: H + "".join(f"<p id='p{i}'>{SENTENCE[:30]}</p>" for i in range(n(25_000))) + TEXT,
    "25,000 time": lambda n: H + "<time datetime='2023'>January 3, 2023</time> " * n(25_000) + TEXT,
    "25,000 meta": lambda n: _meta("<meta name=author content='A B, C D'>" * n(50_000)) + TEXT,
    "50,000 link": lambda n: _meta("<link rel=canonical href='/x'>" * n(50_000)) + TEXT,
    "25,000 script": lambda n: _meta("<script>location.href</script>" * n(25_000)) + TEXT,
    "25,000 iframe": lambda n: H + "<iframe src='https://video.example/embed/1'></iframe>" * n(25_000) + TEXT,
    "25,000 figures": lambda n: H + "<figure><img src='/a.jpg'><figcaption>x</figcaption></figure>" * n(9_000) + TEXT,
    "25,000 quotations": lambda n: H + "<blockquote><a href='/x'>title</a></blockquote>" * n(14_000) + P,
    "10,000 rows": lambda n: f"{H}<table>{'<tr><td>a</td><td>b</td></tr>' * n(10_000)}</table>{TEXT}",
    "tables with no cells": lambda n: H + "<table></table>" * n(29_000) + TEXT,
    "150,000 br": lambda n: f"{H}<p>{'<br>' * n(150_000)}</p>{TEXT}",
    "50,000 br": lambda n: f"{H}<p>{'<br>' * n(50_000)}</p>{TEXT}",
    "1 MB of text between br": lambda n: f"{H}<p>{'aaaa aaaa aaaa aaaa aaaa aa<br><br>' * n(29_000)}</p>{TEXT}",
    "br in a bare body": lambda n: f"<body><h1>Bridge opens</h1>{'aaaa aaaa aaaa aaaa<br>' * n(50_000)}",
    "50,000 comments": lambda n: H + "<!--kg-card-begin: html-->" * n(50_000) + TEXT,
    "100,000 processing instructions": lambda n: H + "<?x " * n(100_000) + TEXT,
    "50,000 i before": lambda n: "<body>" + "<i>x</i>" * n(28_000) + H + TEXT,
    "50,000 i after": lambda n: H + TEXT + "</article>" + "<i>x</i>" * n(28_000),
    "5 MB of <": lambda n: H + "< " * n(2_500_000) + TEXT,
    "random tags": lambda n: "".join(random.Random(2).choices(_SOUP, k=n(50_000))),
}

_SCRIPT = '<script type="application/ld+json">{"@type": "Article"}</script>'

JSON_LD: dict[str, Page] = {
    "5 MB in a string": lambda n: _article(x="a" * n(5_000_000)) + TEXT,
    "55,000 articles": lambda n: _ld("[" + '{"@type":"Article","headline":"x"},' * n(55_000) + "{}]") + TEXT,
    "55,000 articles, 7 times": lambda n: (
        START
        + ("<script type='application/ld+json'>[" + '{"@type":"Article"},' * n(55_000) + "{}]</script>") * 7
        + HEADER
        + TEXT
    ),
    "55,000 articles, never closed": lambda n: (
        START
        + ("<script type='application/ld+json'>[" + '{"@type":"Article"},' * n(55_000) + "{]</script>") * 7
        + HEADER
        + TEXT
    ),
    "5,000 articles that may be this one": lambda n: (
        _ld(json.dumps([{"@type": "Article", "headline": "Bridge opens", "url": f"/{i}"} for i in range(n(5_000))]))
        + TEXT
    ),
    "only quotes": lambda n: _ld('"' * n(1_900_001)) + TEXT,
    "only backslashes": lambda n: _ld('{"a": "' + "\\" * n(1_900_000)) + TEXT,
    "only comments": lambda n: _ld("/*" * n(950_000)) + TEXT,
    "only commas": lambda n: _ld("[" + "," * n(1_900_000)) + TEXT,
    "only spaces": lambda n: _ld("{" + ", " * n(900_000) + "}") + TEXT,
    "only entities": lambda n: _ld("{&quot;a&quot;:" + "&amp;" * n(380_000)) + TEXT,
    "900,000 brackets": lambda n: _ld("[" * n(900_000)) + TEXT,
    "100,000 nested objects": lambda n: _ld('{"a":' * n(100_000) + "1" + "}" * n(100_000)) + TEXT,
    "25,000 scripts": lambda n: _meta(_SCRIPT * n(25_000)) + TEXT,
    "100,000 authors": lambda n: _article(author=[{"name": "A B"}] * n(100_000)) + TEXT,
    "200,000 authors in a string": lambda n: _article(author=", ".join(f"A{i} B" for i in range(n(200_000)))) + TEXT,
    "authors that refer to themselves": lambda n: (
        _ld('{"@graph": [{"@id": "#a", "@type": "Article", "author": {"@id": "#a"}, "publisher": {"@id": "#a"}}]}')
        + TEXT
    ),
    "100,000 pictures": lambda n: _article(image=[f"https://news.example/{i}.jpg" for i in range(n(60_000))]) + TEXT,
    "200,000 keywords": lambda n: _article(keywords=",".join(map(str, range(n(250_000))))) + TEXT,
    "a text of 1.9 MB": lambda n: _article(articleBody="A. \n" * n(380_000)),
    "a text of 1.9 MB in one line": lambda n: _article(articleBody="word " * n(380_000)),
    "a text of mark-up": lambda n: _article(articleBody="<p>x" * n(400_000)),
    "a text that nearly ends a tag": lambda n: (
        _article(articleBody="<a" * n(900_000), description="<a " * n(600_000)) + TEXT
    ),
    "a number of 100,000 digits": lambda n: _ld(f'{{"@type": "Article", "wordCount": {"9" * n(100_000)}}}') + TEXT,
    "numbers that are none": lambda n: (
        _ld('{"@type":"Article","wordCount":NaN,"datePublished":Infinity,"headline":"\\ud800"}') + TEXT
    ),
    "a date of 1 MB": lambda n: _article(datePublished="1" * n(1_000_000), dateModified="2023-01-" * n(100_000)) + TEXT,
    "everything of the wrong type": lambda n: (
        _ld(
            '{"@type":["Article",1,null],"headline":{"@value":["x"]},"author":[[["a"]]],"image":{"url":{"url":[[]]}},"datePublished":[{}]}'
        )
        + TEXT
    ),
}

WORDS: dict[str, Page] = {
    "a headline of 6 MB": lambda n: f"{START}</head><h1>{'x ' * n(3_000_000)}</h1>{TEXT}",
    "a title of separators": lambda n: f"<title>{'a | ' * n(1_000_000)}</title>{H}{TEXT}",
    "a title of spaces": lambda n: f"<title>{'a' + ' ' * n(3_000_000)}b</title><h1>a{' - ' * n(100_000)}</h1>{TEXT}",
    "a byline of 1 MB": lambda n: f"{H}<p>by {'and ' * n(250_000)}</p>{TEXT}",
    "a byline of names": lambda n: f"{H}<p>By {'Olha Koval, ' * n(50_000)}</p>{TEXT}",
    "bylines": lambda n: H + "<p>By Olha Koval and Ivan Bondar, staff writers</p>" * n(10_000) + TEXT,
    "authors in meta of 6 MB": lambda n: _meta(f"<meta name=author content='{'a,' * n(3_000_000)}'>") + TEXT,
    "digits": lambda n: f"{H}<div>{'1 ' * n(200_000)}</div><div>{'1' * n(200_000)}</div>{TEXT}",
    "dates": lambda n: H + f"<div>{'January 3, 2023 ' * 15}</div>" * n(10_000) + TEXT,
    "dates that are none": lambda n: H + f"<div>{'1 de ' * 60}</div>" * n(10_000) + TEXT,
    "a date of 200 KB": lambda n: f"{H}<time>{'3 January ' * n(20_000)}</time>{TEXT}",
    "starry lines": lambda n: H + f"<p>{'is a editor ' * 45}</p>" * n(14_000),
    "lines of stars": lambda n: H + f"<p>{'* ' * 300}</p>" * n(10_000) + TEXT,
    "lines of a picture's caption": lambda n: H + (P + "<p>Avatar</p><p>x</p><p>Read more</p>") * n(6_000),
    "boilerplate of 1 MB": lambda n: H + f"<p>Read also: {SENTENCE} Subscribe to our newsletter!</p>" * n(7_000) + TEXT,
    "a line of 1 MB": lambda n: f"{H}<p>{'Read also: subscribe to our ' * n(36_000)}</p>{TEXT}",
    "a line of spaces": lambda n: f"{H}<p>a{' ' * n(3_000_000)}b{'&nbsp;' * n(100_000)}c</p>{TEXT}",
    "a word of 1 MB": lambda n: f"{H}<p>{'a' * n(1_000_000)}</p>{TEXT}",
    "invisible letters": lambda n: H + "<p>" + "\u200b\u00ad\ufeff" * n(300_000) + TEXT,
    "composed letters": lambda n: "<h1>e" + "\u0301" * n(300_000) + "</h1><p>" + "\ufdfa" * n(100_000) + "</p>" + TEXT,
    "entities": lambda n: f"{H}<p>{'&amp;' * n(600_000)}</p>{TEXT}",
    "entities that are none": lambda n: f"{H}<p>{'&#0;&#xD800;&#x110000;&x' * n(40_000)}</p>{TEXT}",
    "entities of entities": lambda n: (
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
        f"{H}<p>{'&c;' * n(1_000)}</p>{TEXT}"
    ),
}

BYTES: dict[str, Page] = {
    "broken UTF-8": lambda n: (H + P * n(500)).encode() + b"<p>\xed\xa0\x80 \xff\xfe\xf0\x9f hello</p>" * n(500),
    "UTF-32": lambda n: (H + P * n(500)).encode("utf-32"),
    "an XML declaration that lies": lambda n: '<?xml version="1.0" encoding="utf-16"?>' + H + TEXT,
    "escapes of ISO-2022": lambda n: (H + TEXT).encode() + b"\x1b$B" + b"!!" * n(100_000),
    "UTF-7": lambda n: f"<meta charset=utf-7>{H}{TEXT}".encode(),
    "nothing": lambda n: b"",
    "only spaces": lambda n: b" " * n(1_000_000),
    "only a comment": lambda n: "<!-- x -->",
    "only a document type": lambda n: "<!doctype html>",
    "only frames": lambda n: "<frameset><frame src=x></frameset>",
}

PAGES: dict[str, Page] = {
    **{name: make for table in (SIZE, NESTING, ATTRIBUTES, NUMBERS, WORDS, BYTES) for name, make in table.items()},
    **{f"JSON-LD: {name}": make for name, make in JSON_LD.items()},
}


def make(name: str, share: float = 1) -> bytes:
    """The page called `name`, at this share of its full size."""
    page = PAGES[name](lambda count: max(1, int(count * share)))
    return page if isinstance(page, bytes) else page.encode("utf-8", "surrogatepass")


def pages(share: float = 1) -> Iterator[tuple[str, bytes]]:
    """Every page with its name."""
    for name in PAGES:
        yield name, make(name, share)
