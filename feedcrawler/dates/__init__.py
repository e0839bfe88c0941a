"""Reading a date as pages, feeds and newsrooms write it.

Three readers, cheapest first:

1. Unix time.
2. `written`, a grammar of days, clocks and zones: ISO 8601, RFC 822, the JavaScript `Date` string, and what English
   pages print, with a byline around it. Some microseconds.
3. `with_dateparser`, for other languages and for "2 hours ago". Some milliseconds.

What one reader finds to be impossible is not given to the next: no date is completed, mended or guessed.

- A clock without a zone is the site's. A time that the clocks skip in spring is read with the offset before the
  change, a time that comes twice in autumn is the first of the two; both with a warning.
- A day alone is the start of that day in the site's zone, with precision "day".
- "n minutes ago" has precision "minute". "n hours ago" is the moment n hours before the fetch, with precision "day":
  the exactness of an hour has no name, and less is honest. "n days ago" and "yesterday" are that day. Weeks, months
  and years ago are no dates.
- A day without a year is the last one that was not after the day of the fetch; a weekday before a clock is the last
  such moment before the fetch, a clock alone is today's.
- Dots are day.month.year. Slashes and hyphens are month first in American English and in English of no country, day
  first elsewhere; where the country or the site may mean it otherwise there is a warning.
- What is below a millisecond is cut off: BSON keeps milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from feedcrawler.dates.instant import DateError, ImpossibleDateError, Page, ParsedDate, milliseconds
from feedcrawler.dates.tidy import MAX_LENGTH, tidy
from feedcrawler.dates.with_dateparser import read_with_dateparser
from feedcrawler.dates.written import read_written

__all__ = ["MAX_AHEAD", "MAX_LENGTH", "DateError", "ImpossibleDateError", "ParsedDate", "machine_date", "parse_date"]

MAX_AHEAD = timedelta(days=1)
"""How far wrong clocks and zones may put an honest date after the fetch."""

_ANY_TIME = datetime(9000, 1, 1, tzinfo=UTC)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)20\d{6}(?!\d)")
_UNIX = re.compile(r"(\d{10})(?:\.?(\d{1,9}))?", re.ASCII)


def parse_date(raw: str, *, zone: str = "UTC", languages: Sequence[str] = (), fetched_at: datetime) -> ParsedDate:
    """Read the date in `raw`.

    Args:
        raw: a date with few words around it.
        zone: IANA name of the zone of dates that are written without one.
        languages: BCP 47 tags that the text may be in, likeliest first; English is always understood.
        fetched_at: aware; what "ago" counts from. The machine's clock, zone and locale are not used.

    Raises:
        DateError: there is no date in it, an impossible one, or one more than a day after `fetched_at`.
        ZoneInfoNotFoundError: there is no such zone.
    """
    page = Page(ZoneInfo(zone), tuple(tag.replace("_", "-") for tag in languages), fetched_at)
    text = tidy(raw, page.languages)
    try:
        parsed = _read_unix_time(text) or read_written(text, page) or read_with_dateparser(text, page)
    except DateError:
        raise
    except (ValueError, OverflowError) as error:  # the datetime module's word for a date that does not exist
        raise ImpossibleDateError from error
    if parsed is None:
        raise DateError("no date in")
    if parsed.instant > fetched_at + MAX_AHEAD:
        raise DateError("date after the fetch")
    return parsed


@lru_cache(maxsize=256)
def machine_date(raw: str, languages: tuple[str, ...] = ()) -> ParsedDate | None:
    """The date in `raw` where it says all by itself: with a year, and in a form that needs no `dateparser`.

    What has no zone is read as UTC. Some microseconds; never raises. For comparing what a page's sources say.
    """
    if not _YEAR.search(raw) and not _UNIX.fullmatch(raw.strip()):
        return None
    page = Page(UTC, tuple(tag.replace("_", "-") for tag in languages), _ANY_TIME)
    try:
        text = tidy(raw, page.languages)
        return _read_unix_time(text) or read_written(text, page)
    except (ValueError, OverflowError):
        return None


def _read_unix_time(text: str) -> ParsedDate | None:
    """Seconds of ten digits (2001 to 2286), with a fraction or as milliseconds of thirteen."""
    found = _UNIX.fullmatch(text)
    if found is None or ("." not in text and len(text) not in (10, 13)):
        return None
    since_1970 = timedelta(seconds=int(found[1]), milliseconds=milliseconds(found[2] or ""))
    return ParsedDate(datetime(1970, 1, 1, tzinfo=UTC) + since_1970, "second", 0)
