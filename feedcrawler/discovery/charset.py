"""The characters of a feed or sitemap, whatever its charset and whatever it says of it."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0\0\0", "utf-32-le"),  # no mark: known by the first character (XML 1.0, appendix F)
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"<\?xml[^>]{1,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})[\"']")
_HEADER = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
# Python has codecs that are no charsets, and some of these are slow.
_CHARSETS = re.compile(
    r"iso[-_]?8859[-_]?\d+|latin[-_]?\d+|(?:windows|cp|ibm)[-_]?\d+|koi8[-_]?[rut]|mac[-_]?(?:roman|cyrillic)|"
    r"gb\w+|hz(?:-gb-2312)?|big5[-\w]*|euc[-_]\w+|shift[-_]?jis\w*|sjis|iso-2022-[\w-]+|tis-?620|johab",
    re.IGNORECASE,
)
_WIDER = {"iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}  # what is meant (WHATWG Encoding Standard)
_CONTROL = bytes({*range(32)} - {9, 10, 13})  # no characters of XML
_NON_CHARACTERS = re.compile(rb"\xef\xbf[\xbe\xbf]")


def as_utf8(body: bytes, content_type: str = "") -> tuple[bytes, bool]:
    """`body` in UTF-8 with only such characters as XML has, and whether some bytes were no characters.

    What reads as UTF-8 is UTF-8, whatever is declared: text in another charset hardly ever does. A character that the
    end of `body` cuts in two is left out.
    """
    text, damaged = _decoded(body, content_type)
    text = text.translate(None, _CONTROL)
    return _NON_CHARACTERS.sub(b"", text), damaged


def _decoded(body: bytes, content_type: str) -> tuple[bytes, bool]:
    for mark, codec in _MARKS:
        if body.startswith(mark) and codec != "utf-8":
            return _transcoded(body.removeprefix(mark) if b"<" not in mark else body, codec)
    body = body.removeprefix(codecs.BOM_UTF8)
    declared = _declared(body, content_type)
    if declared.startswith(("iso2022", "hz")):  # bytes of ASCII
        return _transcoded(body, declared)
    try:
        body.decode()
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.end == len(body):
            return body[: error.start], False
    else:
        return body, False
    return _transcoded(body, declared) if declared else _mixed(body)


def _declared(body: bytes, content_type: str) -> str:
    """Python's name of the declared charset, the document's own declaration first; empty where it is UTF-8 or none."""
    inside, outside = _DECLARED.search(body, 0, 5000), _HEADER.search(content_type)
    for name in (inside[1].decode("ascii", "replace") if inside else "", outside[1] if outside else ""):
        if _CHARSETS.fullmatch(name):
            try:
                codec = codecs.lookup(name).name
            except LookupError:
                continue
            return _WIDER.get(codec, codec)
    return ""


def _transcoded(body: bytes, codec: str) -> tuple[bytes, bool]:
    text = body.decode(codec, "replace")
    return text.encode("utf-8", "replace"), "\ufffd" in text[:-1]


def _mixed(body: bytes) -> tuple[bytes, bool]:
    """UTF-8 with some bytes that are none, or Windows' charset under a wrong name: whichever more of it agrees with."""
    text = body.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = len(text) - wrong - len(text.encode("ascii", "ignore"))
    return (text.encode(), True) if right > wrong else _transcoded(body, "windows-1252")
