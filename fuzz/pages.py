"""Breaks recorded pages in every way and reads them: each is an article that holds together, or none, and soon.

    python -m fuzz.pages [FOLDER …] [--minutes N | --pages N] [--seed N] [--keep FOLDER]

A folder is searched for .html, .html.gz and .warc.gz; without one, the project's own recorded pages are taken. A page
that breaks a rule is kept with its seed; the same seed makes the same pages.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from random import Random

from warcio.archiveiterator import ArchiveIterator

from feedcrawler import read_article
from feedcrawler.pages import NotAnArticle
from fuzz.invariants import broken
from fuzz.mutations import mutate

FIXTURES = Path(__file__).parent.parent / "fixtures"
URLS = ("https://news.example/world/bridge-opens/", "https://kyivindependent.com/bridge-opens/")
SECONDS = 2.0  # of CPU time, for a page
_MAX_PAGES = 500


@dataclass(slots=True)
class Run:
    """How a run went."""

    pages: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    slowest: float = 0.0


def recorded(folders: list[Path]) -> Iterator[bytes]:
    """The HTML pages in folders, in the order of their names."""
    for path in (path for folder in folders for path in sorted(folder.rglob("*"))):
        if path.name.endswith(".html"):
            yield path.read_bytes()
        elif path.name.endswith(".html.gz"):
            yield gzip.decompress(path.read_bytes())
        elif path.name.endswith(".warc.gz"):
            with path.open("rb") as stream:
                for record in ArchiveIterator(stream):
                    is_page = record.http_headers and "html" in (record.http_headers.get_header("content-type") or "")
                    if record.rec_type == "response" and is_page and (body := record.content_stream().read()):
                        yield body


def fuzz(pages: list[bytes], seeds: Iterator[int], keep: Path | None = None, report: int = 0) -> Run:
    """Reads one broken page for each seed; says how it goes after every `report` pages."""
    run = Run()
    for seed in seeds:
        random = Random(seed)
        page = mutate(random, random.choice(pages), random.choice(pages))
        url = random.choice(URLS)
        start = time.process_time()
        said, rules = _read(page, url)
        run.slowest = max(run.slowest, spent := time.process_time() - start)
        if spent > SECONDS:
            rules.append(f"takes {spent:.1f} s")
        run.pages += 1
        run.reasons[said] += 1
        if rules:
            run.failures.append(f"seed {seed}, {url}: {'; '.join(rules)}")
            print(run.failures[-1], flush=True)
            if keep:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{seed}.html").write_bytes(page)
        if report and run.pages % report == 0:
            print(f"{run.pages} pages, {len(run.failures)} failures, slowest {run.slowest:.2f} s", flush=True)
    return run


def _read(page: bytes, url: str) -> tuple[str, list[str]]:
    """What a page is, and which rules its article breaks."""
    try:
        return "an article", broken(read_article(page, url))
    except NotAnArticle as refusal:
        return refusal.reason, [] if refusal.reason else ["refused without a reason"]
    except Exception:
        return "an error", [traceback.format_exc()]


def _until(end: float, first: int) -> Iterator[int]:
    while time.monotonic() < end:
        yield first
        first += 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[FIXTURES], metavar="FOLDER")
    parser.add_argument("--minutes", type=float, help="how long to go on")
    parser.add_argument("--pages", type=int, default=1_000, help="how many pages to read, if no time is given")
    parser.add_argument("--seed", type=int, default=0, help="the first page's seed")
    parser.add_argument("--keep", type=Path, help="where to keep pages that break a rule")
    chosen = parser.parse_args()
    pages = list(islice(recorded(chosen.folders), _MAX_PAGES))
    if not pages:
        parser.error("no pages there")
    first = chosen.seed * 1_000_000
    seeds = (
        _until(time.monotonic() + 60 * chosen.minutes, first)
        if chosen.minutes
        else iter(range(first, first + chosen.pages))
    )
    run = fuzz(pages, seeds, chosen.keep, report=1_000)
    print(f"{run.pages} pages of {len(pages)} recorded ones, slowest {run.slowest:.2f} s of CPU")
    for reason, count in run.reasons.most_common():
        print(f"{count:8}  {reason}")
    print(f"{len(run.failures)} failures")
    return 1 if run.failures else 0


if __name__ == "__main__":
    sys.exit(main())
