"""`feedcrawler db check`: whether the database holds what this version expects."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict

from scrapy.settings import BaseSettings

from feedcrawler.commands.common import as_json
from feedcrawler.commands.db_progress import shown_progress
from feedcrawler.errors import DEGRADED, DONE
from feedcrawler.mongodb.check import Report, check
from feedcrawler.mongodb.connection import open_database
from feedcrawler.mongodb.migrations import VERSION
from feedcrawler.printable import printable


def check_database(settings: BaseSettings, *, in_json: bool) -> int:
    """Print what was found; gives the exit code.

    Raises:
        FeedcrawlerError: the database cannot be read, or is of a later version.
    """
    with open_database(settings) as database, shown_progress() as progress:
        report = check(database, progress)
    if in_json:
        sys.stdout.write(as_json(asdict(report) | {"expected": VERSION}) + "\n")
    else:
        sys.stdout.writelines(printable(line) + "\n" for line in _lines(report))
    return DEGRADED if report.findings else DONE


def _lines(report: Report) -> Iterator[str]:
    yield f"database {report.database}, version {report.version}"
    yield ", ".join(f"{count:,} {name}" for name, count in report.documents.items())
    if report.schema_versions:
        versions = (f"{version} in {count:,} articles" for version, count in report.schema_versions.items())
        yield f"schemaVersion {', '.join(versions)}"
    if report.foreign:
        yield f"indexes that are not feedcrawler's: {', '.join(report.foreign)}"
    for finding in report.findings:
        yield f"{finding.count:,} × {finding.what}: {finding.remedy}"
        yield from (f"  {example}" for example in finding.examples)
        if (more := finding.count - len(finding.examples)) and finding.examples:
            yield f"  … and {more:,} more"
    number = len(report.findings)
    yield f"{number} thing{'s are' if number > 1 else ' is'} off" if number else "all is as it should be"
