"""Pictures of a report to look at: `python -m tests.report.shots report.html` writes them into build/report/."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.report.looking import CHROMIUM, Look, opened

_SCREENS = {"desktop": (1280, "light"), "phone": (390, "light"), "dark": (1280, "dark"), "phone-dark": (390, "dark")}


def main(report: Path, folder: Path) -> None:
    """Take a picture of the whole page on each screen."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=[*Look.ARGUMENTS])
        for name, (width, scheme) in _SCREENS.items():
            with opened(browser, report.resolve(), width, scheme) as look:
                look.page.screenshot(path=folder / f"{name}.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path("build/report"))
