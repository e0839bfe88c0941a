"""Which charset a page is in: what its bytes show first, then what header and page declare, then what fits best.

Browsers believe the header, then the page. Servers are set up once for pages of many ages, so where the two contradict
each other, or the default of Western servers is declared, the bytes decide: a charset fits a text if its decoded
letters are those that the languages written in it use most.
"""

from __future__ import annotations

import re
from functools import cache

from web_poet import HttpResponse

from feedcrawler.pages.text import short

_SAMPLE = 10_000  # bytes of text that show what charset they are in
_TEXT = re.compile(rb">[^<]{0,2000}[\x80-\xff][^<]{0,2000}")
_HEAD = 200  # bytes at the beginning of a page, which are mark-up
_BY_DEFAULT = "cp1252"
_NO_CHARSETS = frozenset(["idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7"])
_CLEARLY = 0.15
_FEW_BROKEN = 20  # one broken byte among so many others is an accident

# The letters beyond ASCII that are most frequent in what is written in a charset.
_CYRILLIC = "оаеинтсрвлкі"
_GREEK = "αοιετσνηυρςό"
_HEBREW = "יוהלאתרשבמם"
_ARABIC = "ايلمنرتبوهةع"
_THAI = "านรอกเงมยลวดทส่้ัี"
_WESTERN = "éèàáíóúñçãõâêôüöäßåøæ’“”–…«»"
_CENTRAL = "ąęłśżźćńóáéíýčďěňřšťúůžöüőűăâîşţ„”–"
_TURKISH = "ıİşŞğĞçÇöÖüÜâ’“”"
_FREQUENT = {
    **dict.fromkeys(["cp1251", "koi8-u", "koi8-r", "iso8859-5", "cp866"], _CYRILLIC),
    **dict.fromkeys(["cp1253", "iso8859-7"], _GREEK),
    **dict.fromkeys(["cp1255", "iso8859-8"], _HEBREW),
    **dict.fromkeys(["cp1256", "iso8859-6"], _ARABIC),
    "cp874": _THAI,
    **dict.fromkeys(["cp1252", "iso8859-15"], _WESTERN),
    **dict.fromkeys(["cp1250", "iso8859-2"], _CENTRAL),
    **dict.fromkeys(["cp1254", "iso8859-9"], _TURKISH),
}
_LATIN = frozenset(name for name, letters in _FREQUENT.items() if letters in {_WESTERN, _CENTRAL, _TURKISH})
# The same for charsets of many letters: the bytes with which the most frequent ones begin, and how many do so.
_LEADS = {
    "cp932": (range(0x82, 0x84), 0.3),  # kana
    "euc_jp": (range(0xA4, 0xA6), 0.3),
    "cp949": (range(0xB0, 0xC9), 0.9),  # syllables of everyday use
    "gb18030": (range(0xB0, 0xD8), 0.7),  # the first level of GB 2312
    "big5hkscs": (range(0xA4, 0xC7), 0.7),  # the first level of Big5
}


def to_utf8(body: bytes, response: HttpResponse) -> tuple[bytes, str | None]:
    """The page as UTF-8 without zero bytes, and a warning where its declared charset is not what it is in.

    Bytes that are multi-byte UTF-8 are UTF-8, whatever header or meta say: other charsets do not look like it by
    chance.
    """
    if response._encoding is not None:
        return _decoded(body, response._encoding)
    if wide := response.body.bom_encoding() or _wide(body):
        return _decoded(body, wide)
    body = body.replace(b"\0", b"")
    if body.isascii():
        hidden = b"\x1b$B" in body or b"\x1b$@" in body  # ISO-2022 hides other alphabets in ASCII
        return _decoded(body, "iso2022_jp") if hidden else (body, None)
    declared = [response.headers.declared_encoding(), response.body.declared_encoding()]
    said = list(dict.fromkeys(name for name in declared if name and not name.startswith("utf-16")))
    if _is_utf8(body):
        wrong = said and said[0] != "utf-8"
        return body, f"page: charset says {said[0]}, bytes are UTF-8" if wrong else None
    charset = _chosen(body, said)
    utf8, warning = _decoded(body, charset)
    if warning is None and said and charset != said[0]:
        warning = f"page: charset says {said[0]}, bytes are {charset}"
    return utf8, warning


def guess(body: bytes) -> str:
    """The charset that fits a page best."""
    sample = _sample(body)
    many = next((name for name in _LEADS if _fits(sample, name) > _CLEARLY), None)
    return many or max(_FREQUENT, key=lambda name: _fits(sample, name))


def _chosen(body: bytes, said: list[str]) -> str:
    """The charset to take of those that are declared; a guess where none is, or none can be."""
    sample = _sample(body)
    able = [name for name in said if _can_be(sample, name)]
    if not said or (not able and all(_is_known(name) for name in said)):
        return guess(body)
    if not able:
        return said[0]
    if len(able) == 1 and able[0] != _BY_DEFAULT:
        return able[0]
    others = able if len(able) > 1 else [*able, guess(body)]
    best = max(others, key=lambda name: _fits(sample, name))
    return best if _fits(sample, best) > _fits(sample, able[0]) + _CLEARLY else able[0]


def _sample(body: bytes) -> bytes:
    """Text of a page that holds more than ASCII."""
    found: list[bytes] = []
    length = 0
    for match in _TEXT.finditer(body):
        found.append(match[0][1:])
        length += len(match[0])
        if length > _SAMPLE:
            break
    return b" ".join(found) or body[:_SAMPLE]


def _fits(sample: bytes, charset: str) -> float:
    """How well a charset fits a text, from 0 to 1."""
    if charset in _LEADS:
        return _fits_many(sample, charset)
    if charset not in _FREQUENT:
        return 0.0
    beyond = [char for char in sample.decode(charset, "replace") if char > "\x7f"]
    if not beyond:
        return 0.0
    frequent = sum(char in _letters(charset) for char in beyond) / len(beyond)
    together = len(re.findall(rb"[\x80-\xff](?=[\x80-\xff])", sample)) / len(beyond)
    return frequent * ((1 - together) if charset in _LATIN else together)


def _fits_many(sample: bytes, charset: str) -> float:
    if not _can_be(sample, charset):
        return 0.0
    text = (char for char in sample.decode(charset, "replace") if char > "\u02ff" and not "\u2000" <= char <= "\u303f")
    leads = [code[0] for char in text if len(code := char.encode(charset, "replace")) > 1]
    expected, share = _LEADS[charset]
    found = sum(lead in expected for lead in leads) / len(leads) if leads else 0.0
    return found if found >= share else 0.0


def _can_be(sample: bytes, charset: str) -> bool:
    """Whether a text can be decoded, an accident or two aside."""
    if not _is_known(charset):
        return False
    text = sample.decode(charset, "replace")
    return text.count("\ufffd") * _FEW_BROKEN <= sum(char > "\x7f" for char in text) + _FEW_BROKEN


@cache
def _letters(charset: str) -> frozenset[str]:
    return frozenset(_FREQUENT[charset])


def _is_known(charset: str) -> bool:
    """Whether it is a charset: Python has codecs that are none ("base64"), or none that a browser knows ("utf-7")."""
    try:
        b"\xe9".decode(charset, "replace")
    except (LookupError, UnicodeError):
        return False
    return charset not in _NO_CHARSETS


def _decoded(body: bytes, charset: str) -> tuple[bytes, str | None]:
    if not _is_known(charset):
        return body.decode(_BY_DEFAULT, "replace").encode(), f"page: charset {short(charset)} unknown"
    text = body.decode(charset, "replace").removeprefix("\ufeff")
    return text.replace("\0", "").encode("utf-8", "replace"), None


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its mark-up is zero."""
    head = body[:_HEAD]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if (even + odd) * 5 < len(head):
        return None
    if odd > 20 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 20 * odd else None


def _is_utf8(body: bytes) -> bool:
    """Whether non-ASCII bytes are UTF-8, a few broken ones aside."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        others = len(text) - len(text.encode("ascii", "ignore")) - broken
        return others > _FEW_BROKEN * broken
    return True
