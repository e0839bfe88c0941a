"""A real browser to look at the report with."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.report.looking import CHROMIUM, Look, opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, once for a module: while it is there, its event loop is this thread's, and no other can be.

    Without one the tests that need it are skipped, and that is said.
    """
    if not CHROMIUM.exists():
        warnings.warn(f"{CHROMIUM} is not installed: nobody looks at the report in a browser", stacklevel=1)
        pytest.skip(f"{CHROMIUM} is not installed (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=[*Look.ARGUMENTS])
        yield started
        started.close()


@pytest.fixture
def look(browser: Any, tmp_path: Path) -> Callable[..., Any]:
    """Open a page as a file, on a screen so wide, light or dark; what it asks for and says is noted."""

    @contextmanager
    def looking(html: str, width: int = 1280, scheme: str = "light") -> Iterator[Look]:
        file = tmp_path / "report.html"
        file.write_text(html, "utf-8")
        with opened(browser, file, width, scheme) as found:
            yield found

    return looking
