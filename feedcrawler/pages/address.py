"""The day in an article's address: `/2024/05/03/`, `/2024-05-03-…`, `/2024/may/3/`."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

_DAY = re.compile(
    r"/(?P<y>(?:19|20)\d\d)(?P<s>[/-])(?P<m>\d{1,2}|[a-z]{3,9})(?P=s)(?P<d>\d{1,2})(?=[/_-]|$)"
    r"|[/_-](?P<y2>20\d\d)-?(?P<m2>0[1-9]|1[0-2])-?(?P<d2>0[1-9]|[12]\d|3[01])(?=[/._-]|$)",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MAX_PATH = 500


def day_in_address(url: str) -> date | None:
    """The day in the path of a URL."""
    found = _DAY.search(urlsplit(url).path[:_MAX_PATH])
    if found is None:
        return None
    year, month, day = found["y"] or found["y2"], found["m"] or found["m2"], found["d"] or found["d2"]
    try:
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        return date(int(year), number, int(day))
    except ValueError:
        return None
