"""How a page writes numbers, times and what others wrote."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

from markupsafe import Markup

from feedcrawler.errors import mask_credentials
from feedcrawler.printable import printable

_SECOND, _MINUTE, _HOUR, _DAY = 1, 60, 3600, 86400
# They turn no writing around, and some scripts and emoji are not written without them.
_JOINERS = re.compile("([\u200c\u200d])")
_MOST = 160  # characters of a text of others
_MOST_URL = 2000  # characters of an address that becomes a link


def number(value: float | None) -> str:
    """1234567 as 1,234,567; a fraction only of small ones."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"


def count(value: int, one: str, many: str = "") -> str:
    """A number with the name of what is counted."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def percent(share: float | None) -> str:
    """A share; what is nearly nothing or nearly all is not rounded to it."""
    if share is None:
        return "–"
    if 0 < share < 0.01:
        return "<1%"
    return ">99%" if 0.99 < share < 1 else f"{share:.0%}"


def duration(seconds: float | None) -> str:
    """How long something took, in the unit that suits it."""
    if seconds is None:
        return "–"
    for unit, name, least in ((_DAY, "days", 1.95), (_HOUR, "h", 0.99), (_MINUTE, "min", 0.99)):
        if (value := seconds / unit) >= least:
            return f"{f'{value:.1f}' if value < 9.95 else f'{value:.0f}'} {name}".replace(".0 ", " ")
    return f"{seconds:.1f} s" if 0 < seconds < 9.95 else f"{seconds:.0f} s"


def size(value: int | None) -> str:
    """Bytes."""
    if value is None:
        return "–"
    for power, unit in ((9, "GB"), (6, "MB"), (3, "kB")):
        if value >= 10**power:
            return (
                f"{value / 10**power:.1f} {unit}" if value < 10 ** (power + 1) else f"{value / 10**power:,.0f} {unit}"
            )
    return f"{value} B"


def moment(at: datetime, now: datetime) -> str:
    """A date and time in UTC; the year where it is not this one."""
    return f"{at.day} {at:%b}{'' if at.year == now.year else f' {at.year}'}, {at:%H:%M}"


def visible(text: object, most: int = _MOST) -> str:
    """Text of others in one line, its beginning: what a reader does not see, or what turns writing, as its code.

    Passwords in addresses are hidden.
    """
    line = " ".join(mask_credentials(str(text)[: most * 4]).split())
    line = line if len(line) <= most else line[: most - 1] + "…"
    return "".join(part if part in ("\u200c", "\u200d") else printable(part) for part in _JOINERS.split(line))


def said(text: object, most: int = _MOST) -> Markup:
    """Text of others on a page, apart from ours whichever way it is written."""
    return Markup("<bdi>{}</bdi>").format(visible(text, most))


def link(url: object, text: object = None, most: int = _MOST) -> Markup:
    """A link to another site, with its title or else its address; only the text, where it is no plain web address."""
    shown = said(text if text is not None else _short(mask_credentials(str(url))), most)
    return linked(str(url), shown)


def linked(url: str, shown: Markup) -> Markup:
    """The same around what is markup already."""
    if not _is_web_address(url):
        return shown
    return Markup('<a href="{}" rel="noopener noreferrer nofollow">{}</a>').format(url, shown)


def _short(url: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", url).removesuffix("/")


def _is_web_address(url: str) -> bool:
    if len(url) > _MOST_URL or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:
        return False
