"""Readers on pages, interleaved: each page goes to every reader in turn, in one process, and CPU time is counted."""

from __future__ import annotations

import gc
import logging
import signal
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from bench.corpora import Answer, Page, Score, score
from bench.readers import BASE, NotCoveredError, Read

_TIMEOUT = 60
"""Seconds after which a reader has failed on a page."""
_WARM_UP = 5


class TooSlowError(Exception):
    """A reader has not answered in time."""


@dataclass(slots=True)
class Reading:
    """One reader on one page."""

    page: Page
    answer: Answer
    score: Score
    cpu: float
    """Seconds of the process's user and system time."""
    error: str | None = None


def load(factories: dict[str, Callable[[], Read]], skipped: Callable[[str, str], None]) -> dict[str, Read]:
    """The readers that are installed; `skipped` is told of each other one, and why."""
    readers = {}
    for name, factory in factories.items():
        try:
            readers[name] = factory()
        except ImportError as error:
            skipped(name, str(error))
    return readers


def measure(readers: dict[str, Read], pages: Sequence[Page], rounds: int = 1) -> Iterator[dict[str, Reading]]:
    """For each page, what each reader made of it; a reader that is not for the page is left out.

    A page of the sample is read a few times before anything counts, so that no reader pays for what it loads on its
    first page. The order of the readers turns from page to page, but for trafilatura's variants: it remembers strings,
    so they come last, and its default, which all are compared with, meets every page as new.

    Args:
        readers: by name.
        pages: of one corpus or of several.
        rounds: how often each reader reads a page; the fastest counts. What a library remembers of a page makes the
            second time cheaper than a crawl would ever see, so one round is the honest number.
    """
    names = list(readers)
    for page in pages[:: max(1, len(pages) // _WARM_UP)]:
        for read in readers.values():
            _read(read, page)
    gc.collect()
    gc.freeze()  # what the libraries keep is not looked through at every collection
    try:
        for number, page in enumerate(pages):
            turn = number % len(names)
            order = sorted(names[turn:] + names[:turn], key=_is_variant)
            found = {name: reading for name in order if (reading := _best(readers[name], page, rounds))}
            yield {name: found[name] for name in names if name in found}
    finally:
        gc.unfreeze()


def _is_variant(name: str) -> bool:
    return name.startswith(f"{BASE}-")


def _best(read: Read, page: Page, rounds: int) -> Reading | None:
    readings = [reading for _ in range(rounds) if (reading := _read(read, page))]
    return min(readings, key=lambda reading: reading.cpu, default=None)


def _read(read: Read, page: Page) -> Reading | None:
    gc.collect()  # each reader cleans up after itself
    answer, error = Answer(), None
    started = time.process_time()
    try:
        with _deadline():
            answer = read(page)
    except NotCoveredError:
        return None
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as failure:  # a reader in Rust panics with one
        error = repr(failure)[:300]
    cpu = time.process_time() - started
    return Reading(page, answer, score(page, answer), cpu, error)


@contextmanager
def _deadline() -> Iterator[None]:
    def late(*_: object) -> None:
        raise TooSlowError(f"no answer after {_TIMEOUT} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(_TIMEOUT)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def be_quiet() -> None:
    """Let no library warn or log in between."""
    warnings.simplefilter("ignore")
    logging.disable()
