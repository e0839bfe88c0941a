"""Saves pages that show what the alarm found, as fixtures of web-poet: tests that fail until the page object is mended.

A page is held to the claims (`feedcrawler.health.held`) that follow from what was found and that it does not meet, and
to having the fields that it has and that the site always had, so that mending one thing breaks no other. Each page is
read before it is saved; one that meets all claims is not: there would be nothing to mend.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from feedcrawler.health.finding import Finding
from feedcrawler.health.held import HELD, answer, by_own_selector, field_of, held_to, of_words
from feedcrawler.health.kept import KeptPage, KeptPages, kinds_that_show
from feedcrawler.health.sources import is_own
from feedcrawler.items import FieldSource
from feedcrawler.reading import tidy

_ALARM = re.compile(r"\d{8}T\d{6}Z-.+-[0-9a-f]{8}")
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where fixtures are saved."""

    folder: Path
    """One folder an alarm, under the id of its run."""
    pages: int
    """How many pages an alarm saves, at most."""
    alarms: int
    """How many alarms are kept, the newest."""


def save(run_id: str, findings: Sequence[Finding], kept: KeptPages, usual: Sequence[str], place: Place) -> Path | None:
    """Save the pages that show best what was found; gives their folder, if there are any.

    Args:
        run_id: of the run that found it.
        findings: what was found.
        kept: what the run has kept.
        usual: the fields that nearly all articles of the site had.
        place: where, and how many.

    Raises:
        OSError: they cannot be written.
    """
    kinds = {kind for finding in findings for kind in kinds_that_show(finding)}
    held = [(page, *_claims(page, findings, usual)) for page in kept.of(*kinds)]
    worst = sorted((one for one in held if one[1]), key=lambda one: -len(one[1]))[: place.pages]
    if not worst:
        return None
    folder = place.folder / _UNSAFE.sub("_", run_id)
    for page, broken, whole in worst:
        _write(page, [*broken, *whole], folder)
    _forget(place)
    return folder


def _claims(page: KeptPage, findings: Iterable[Finding], usual: Sequence[str]) -> tuple[list[str], list[str]]:
    """The claims that a page does not meet and should, and those that it meets."""
    try:
        reader = page.page(page.response())
    except TypeError:  # it takes more than the page, which nobody has kept
        return [], []
    try:
        article = reader.read()
        tidy(article, fetched_at=page.fetched_at)
    except Exception:  # it could not be read in the crawl either, and that is what was found
        return (list(usual) if "failed" in page.kinds and page.status < 400 else []), []  # an error page says nothing
    wanted = list(dict.fromkeys(claim for finding in findings if (claim := _claim(finding, page))))
    broken = [claim for claim in wanted if answer(claim, article) != HELD]
    spoken_for = {field_of(claim) for claim in broken}
    return broken, [field for field in usual if field not in spoken_for and answer(field, article) == HELD]


def _claim(finding: Finding, page: KeptPage) -> str | None:
    """What pages are held to that show a finding; none, if no page object can mend it."""
    if finding.what == "field":
        return finding.field
    if finding.what == "body length" and finding.bound:
        words, at_least = finding.bound
        return of_words(words, at_least=at_least)
    if finding.what == "source":
        source, _, path = finding.source.partition(" ")
        own = is_own(page.page, finding.field, FieldSource(source=source, path=path or None))
        return by_own_selector(finding.field) if own else None
    return None


def _write(page: KeptPage, claims: Sequence[str], folder: Path) -> None:
    from web_poet.testing import Fixture

    name = f"{page.page.__module__}.{page.page.__qualname__}"
    meta = {"adapter": held_to(claims), "frozen_time": page.fetched_at.isoformat(timespec="seconds")}
    fixture = Fixture.save(folder / name, inputs=[page.response()], meta=meta)
    output = json.dumps(dict.fromkeys(claims, HELD), indent=2, ensure_ascii=False)
    fixture.output_path.write_text(f"{output}\n", encoding="utf-8")


def _forget(place: Place) -> None:
    """Remove the oldest alarms, and nothing else that may lie beside them."""
    alarms = sorted(one for one in place.folder.iterdir() if one.is_dir() and _ALARM.fullmatch(one.name))
    for old in alarms[: -place.alarms or None]:
        with suppress(OSError):
            shutil.rmtree(old)
