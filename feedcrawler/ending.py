"""How a crawl ended: what people and programs are told of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from feedcrawler import summary
from feedcrawler.run_record import Record, numbers, total
from feedcrawler.summary import SiteOutcome
from feedcrawler.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How the crawl of one site, or of many, ended."""

    spider: str
    verdict: Verdict
    line: str
    """All of it in one line."""
    site: str | None = None
    """The site; None: there were many, or it did not come so far."""
    run_id: str | None = None
    """Its record in `runs`, if it came so far."""
    numbers: Record = field(default_factory=lambda: numbers({}))
    """As in the record of the run."""
    sites: Sequence[SiteOutcome] | None = None
    """Of a crawl of many, how each went."""

    @classmethod
    def of_one(cls, shown: str, spider: Any, stats: Mapping[str, Any], verdict: Verdict) -> Self:
        """The ending of a crawl of one site.

        Args:
            shown: what the crawl is called.
            spider: the spider, or None if it was never made.
            stats: the crawl's stats.
            verdict: the verdict on it.
        """
        site = getattr(spider, "site", None)
        return cls(
            spider=spider.name if spider else shown,
            verdict=verdict,
            line=summary.one_line(shown, stats, verdict),
            site=site.name if site else None,
            run_id=stats.get("feedcrawler/run_id"),
            numbers=numbers(stats),
        )

    @classmethod
    def of_many(cls, spider: str, run_id: str, sites: Sequence[SiteOutcome], verdict: Verdict) -> Self:
        """The ending of a crawl of many sites."""
        return cls(
            spider=spider,
            verdict=verdict,
            line=summary.one_line_for_all(spider, sites, verdict),
            run_id=run_id,
            numbers=total(site.numbers for site in sites),
            sites=sites,
        )

    @classmethod
    def of_error(cls, spider: str, error: Exception) -> Self:
        """The ending of a crawl that could not begin."""
        return cls(spider=spider, verdict=Verdict("failed", (str(error),)), line=f"{spider}: failed: {error}")

    @property
    def name(self) -> str:
        """The spider, and the site if there is one and it is called otherwise."""
        return " ".join(dict.fromkeys(filter(None, (self.spider, self.site))))

    def to_document(self) -> Record:
        """The same for programs: what `feedcrawler crawl --json` prints."""
        return {
            "spider": self.spider,
            **({"site": self.site} if self.site else {}),
            **({"runId": self.run_id} if self.run_id else {}),
            "verdict": self.verdict.word,
            "exitCode": self.verdict.exit_code,
            "reasons": list(self.verdict.reasons),
            "outcomes": self.numbers["outcomes"],
            "known": self.numbers["known"],
            **({"sites": [site.to_document() for site in self.sites]} if self.sites is not None else {}),
        }
