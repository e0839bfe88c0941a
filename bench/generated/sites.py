"""The sites, how much each publishes, and when each is crawled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zlib import crc32

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outage:
    """A time in which a site answered nothing, in days before now."""

    began: float
    ended: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpSite:
    """A site, and the habits that its articles show."""

    name: str
    publisher: str
    share: float
    """Of all articles."""
    hours: int
    """Between two crawls."""
    language: str = "en"
    group: bool = True
    """Whether it is crawled with others, as one of many sites."""
    sections: tuple[str, ...] = ("politics", "economy", "culture", "science", "sport")
    authors: int = 12
    theme: str = "article h1"
    """A selector of its pages, as evidence names it."""
    outage: Outage | None = None
    lost_authors: float | None = None
    """How many days ago its theme changed, and its bylines were found no more."""
    gap: float | None = None
    """How many days ago a gap opened that is not closed."""

    def run_at_or_after(self, at: datetime, now: datetime) -> datetime:
        """The start of the first crawl that finds what is there at a moment."""
        step = timedelta(hours=self.hours)
        start = self._first + -((self._first - at) // step) * step
        while self.is_down(start, now):
            start += step
        return start

    def runs(self, since: datetime, now: datetime) -> Iterator[datetime]:
        """The starts of all crawls since a moment."""
        step = timedelta(hours=self.hours)
        start = self._first + -((self._first - since) // step) * step
        while start <= now:
            yield start
            start += step

    def is_down(self, at: datetime, now: datetime) -> bool:
        """Whether it answers nothing."""
        return self.outage is not None and self.outage.ended < (now - at) / timedelta(days=1) <= self.outage.began

    def has_lost_authors(self, at: datetime, now: datetime) -> bool:
        """Whether its bylines are found no more."""
        return self.lost_authors is not None and now - at < timedelta(days=self.lost_authors)

    @property
    def _first(self) -> datetime:
        """Sites that are crawled together start together, the others each at a minute of its own."""
        return _EPOCH + timedelta(minutes=0 if self.group else crc32(self.name.encode()) % 60)


SITES = (
    MadeUpSite(
        name="courier.example", publisher="The Courier", share=0.26, hours=1, group=False, authors=40,
        sections=("politics", "economy", "culture", "science", "sport", "opinion"),
    ),
    MadeUpSite(
        name="visnyk.example", publisher="Вісник", share=0.16, hours=1, group=False, authors=30, language="uk",
        sections=("політика", "економіка", "війна", "культура"), theme="main h1.title",
    ),
    MadeUpSite(
        name="harbour-gazette.example", publisher="Harbour Gazette", share=0.11, hours=2, group=False, authors=18,
        theme="header h1", lost_authors=5,
    ),
    MadeUpSite(
        name="tagesbote.example", publisher="Tagesbote", share=0.10, hours=3, group=False, authors=20, language="de",
        sections=("Politik", "Wirtschaft", "Kultur", "Sport"),
    ),
    MadeUpSite(name="herald.example", publisher="Northern Herald", share=0.08, hours=3),
    MadeUpSite(name="kuestenblatt.example", publisher="Küstenblatt", share=0.06, hours=3, language="de",
               sections=("Hafen", "Umland", "Politik")),
    MadeUpSite(name="valley-post.example", publisher="Valley Post", share=0.06, hours=6, outage=Outage(20, 18)),
    MadeUpSite(name="stolytsia.example", publisher="Столиця", share=0.05, hours=6, language="uk",
               sections=("місто", "політика")),
    MadeUpSite(name="observer.example", publisher="Island Observer", share=0.04, hours=6, gap=2.5),
    MadeUpSite(name="market-letter.example", publisher="Market Letter", share=0.04, hours=6, sections=("economy",)),
    MadeUpSite(name="science-weekly.example", publisher="Science Weekly", share=0.03, hours=6, sections=("science",)),
    MadeUpSite(name="parish-news.example", publisher="Parish News", share=0.01, hours=6, authors=2,
               sections=("parish",)),
)  # fmt: skip


def run_id(site: str, started: datetime) -> str:
    """The `_id` of a run's record."""
    return f"{started:%Y%m%dT%H%M%SZ}-{site}-{crc32(f'{site} {started}'.encode()):08x}"
