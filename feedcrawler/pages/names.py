"""Names of authors: what signs an article, and what only stands where a name would."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from feedcrawler.items import Author
from feedcrawler.pages.text import fold, key

# What announces a name, in the languages of news. A word that may be a name itself needs a colon, or two more words.
_BY = re.compile(
    r"^(?:(?:(?:written|reported|words|story|text|article|posted|published|authored|report|analysis) )?by\b[:\s]*|"
    r"(?:view all )?posts by\s|written\s?:\s*|"
    r"(?:autor(?:in|en|es|a|as|i)?|auteur[es]?|autore|authors?|text[eo]?|author name|contributors?|writer|reporter|"
    r"editor|redaktion|redacción|автор[иы]?|текст|записав|записала|журналіст(?:ка)?|журналист(?:ка)?)\s*:\s*|"
    r"автор[иы]?\s|"
    r"(?:作者|记者|記者|文|撰文|责编|責編|责任编辑|編輯|编辑|기자)\s*[:：]\s*|"
    r"(?:von|par|por|di|door|af|av|oleh|od|przez|від|от)\s*:\s*|"
    r"(?:von|par|por|di|door|af|av)\s(?=\S+\s\S))",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*[;|/、，]\s*|\s*,\s*(?:and\b\s*)?|\s+·\s+")
_PLAIN_AND = re.compile(r"\s+(?:and|та)\s+|\s*&\s*", re.IGNORECASE)
# These join names only where both sides have two words: "Ortega y Gasset" and "Le Figaro et AFP" are one.
_AND = re.compile(r"\s+(?:with|und|et|y|e|i|og|och|en|ja|ve|oraz|і|й|и)\s+")
_ADDRESS = re.compile(r"https?:|//|www\.", re.IGNORECASE)
# What follows a name and a comma without being another name.
_ROLE = re.compile(
    r"\b(?:(?:co-?)?reporter|(?:sub-?)?editor|correspondent|(?:staff |freelance )?writer|journalist|producer|columnist|"
    r"contributor|analyst|photographer|director|manager|professor|founder|ceo|author|blogger|fellow|researcher|"
    r"redakteur(?:in)?|reporterin|autor(?:in)?|korrespondent(?:in)?|volontär(?:in)?|journaliste?|correspondant[e]?|"
    r"periodista|redactor[a]?|corresponsal|giornalista|redaktor(?:ka)?|dziennikarz|редактор(?:ка)?|кореспондент(?:ка)?|"
    r"корреспондент|журналіст(?:ка)?|журналист)s?\b",
    re.IGNORECASE,
)
_CREDENTIAL = re.compile(
    r"(?:jr|sr|ii|iii|iv|ph\.?\s?d|d\.?phil|m\.?\s?d|d\.?o|esq|mba|msc?|m\.?a|b\.?a|b\.?sc?|j\.?d|ll\.?[bm]|r\.?n|"
    r"r\.?d|rdn|cpa|cfa|cfp|cma|lcsw|dvm|vmd|dds|mph|fnp|np|pa|pt|dpt|faap|facp|obe|cbe|mbe|kc|qc)\.?",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(?:about|view|see|read|get|visit|follow|show|all|more|latest|alle|mehr|tous|ver|více|всі|все) (?:.* )?"
    r"(?:articles?|stories|posts?|archives?|feeds?|rss|bio(?:graphy)?|profile|pages?|news|artikel|beiträge|von|artículos|статті)|"
    r"(?:read|show|see|view|load|learn) (?:more|all)|about .*|more(?: (?:by|from|posts|stories|articles) .*)?|"
    r"avatar|follow|share|subscribe|(?:about the )?authors?|by|admin|administrator|unknown|anonymous|null|none|"
    r"undefined|guest|user|default|(?:full )?bio|profile|updated?|published|posted|contact|e-?mail|twitter|facebook|"
    r"linkedin|instagram|editor|reporter|staff|автор|автори|авторы|редакція|редакция|"
    r"https?:.*|//.*|www\..*|\S+@\S+|@\S+|(?:\w+\.){3,}\w+|\{.*\}|[\W\d_]+",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,2}[:.]\d{2}|(?:19|20)\d{2}\b|\d{1,2}[./-]\d{1,2}")
_DESK = re.compile(
    r"\b(?:news ?desk|newsroom|news team|editorial (?:board|team|staff|desk)|(?:staff|web|night|foreign) desk|desk|"
    r"editors|staff(?: writers?| reporters?)?|reuters|associated press|agence france-presse|afp|ap|bloomberg news|"
    r"ukrinform|interfax|dpa|apa|ansa|efe|pti|tass|redaktion|redacción|rédaction|redazione|redakcja|редакція|редакция)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:department|ministry|institute|university|college|committee|agency|council|cent(?:er|re)|foundation|association|"
    r"society|company|museum|bureau|office|school)\b",
    re.IGNORECASE,
)
_EDGES = " ,;:|/／·•–—-([（"
_LETTERS = re.compile(r"[A-Z]{2,6}")
_ACRONYM = re.compile(r"[A-ZÄÖÜ]{3,6}\b")
_IN_BRACKETS = re.compile(r"\s*\(([^()]{1,40})\)$")
_FOR = re.compile(r" for (?=[A-Z])")
_HOST = re.compile(r"\w\.(?:com|org|net|co|info|[a-z]{2})$", re.IGNORECASE)
_KOREAN_ROLE = re.compile(r"(?<=[가-힣])\s+(?:기자|특파원|논설위원)$")
_MAX = 100
_MAX_LINE = 2_000
_MAX_NAMES = 50


def name(text: str) -> str | None:
    """The name in a text such as `By Jane Doe`; None where it is none."""
    text = _BY.sub("", _bare(text).strip(_EDGES)).strip(_EDGES)
    text = _KOREAN_ROLE.sub("", text)
    if not any(bracket in text for bracket in "([（"):
        text = text.rstrip(")]）")
    if (tail := _IN_BRACKETS.search(text)) and _is_outlet(tail[1]):
        text = text[: tail.start()]
    if (outlet := _FOR.search(text)) and looks_like_a_person(text[: outlet.start()]):
        text = text[: outlet.start()]
    if not any(map(str.isalpha, text)) or len(text) > _MAX or _NO_NAME.fullmatch(text) or _DATE.search(text):
        return None
    return text


def names(text: str) -> list[str]:
    """The names in a line such as `By Jane Doe and John Roe`; roles and agencies after a name are left out."""
    line = _BY.sub("", _bare(text))
    found: list[str] = []
    if _ADDRESS.match(line):
        return found
    for part in _parts(line):
        who = name(part)
        if who is None:
            continue
        if found and (_CREDENTIAL.fullmatch(who) or (", " in found[-1] and _LETTERS.fullmatch(who))):
            found[-1] = f"{found[-1]}, {who}"
        elif not (found and " " in found[-1] and not found[-1].isupper() and _is_outlet(who)):
            found.append(who)
    return found[:_MAX_NAMES]


def looks_like_a_person(text: str) -> bool:
    """Whether a text has the form of a person's name: two to five capitalised words, and no role among them."""
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > 60 or any(char.isdigit() for char in text) or _ROLE.search(text):
        return False
    if any(char in text for char in '!?:;…@/|"“”«»'):
        return False
    large = [word for word in words if word[0].isupper() or not word[0].islower()]
    return len(large) >= 2 and large[0] is words[0] and large[-1] is words[-1] and not text.endswith(".")


def author(text: str, *, url: str | None = None, publisher: str | None = None, organization: bool = False) -> Author:
    """An author by that name: an organization if it is said to be one, is the publisher or sounds like a desk."""
    collective = organization or _DESK.search(text) or (publisher and key(text) == key(publisher))
    return Author(name=text, url=url, type="organization" if collective else "person")


def each_once(authors: Iterable[Author]) -> list[Author]:
    """Authors without repetitions, in order; one with a URL stands for the same name without."""
    found: dict[str, Author] = {}
    for one in authors:
        known = found.setdefault(key(one.name) or one.name, one)
        if known.url is None and one.url is not None:
            known.url = one.url
    return list(found.values())


def _bare(text: str) -> str:
    """A text on one line, without brackets around all of it."""
    line = fold(text[:_MAX_LINE])
    return line[1:-1].strip() if line[:1] in "(（[" and line[-1:] in ")）]" else line


def _is_outlet(text: str) -> bool:
    """Whether a text after a person's name is the role or the outlet: outlets are in capitals, people rarely."""
    if text.isupper() or _ACRONYM.match(text):
        return True
    return bool(_ROLE.search(text) or _DESK.fullmatch(text) or _HOST.search(text))


def _parts(line: str) -> Iterator[str]:
    """The parts of a line between commas and the like, and between "and" where both sides are names."""
    listed = [part for part in _LISTED.split(line)[:_MAX_NAMES] if part]
    for part in listed:
        yield from _joined(part)


def _joined(part: str) -> Iterator[str]:
    if _BODY.search(part):
        yield part
        return
    for half in _PLAIN_AND.split(part):
        pieces = _AND.split(half)
        yield from pieces if all(" " in piece for piece in pieces) else [half]
