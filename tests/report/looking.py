"""Looking at a page in Chromium, and noting all that it does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

CHROMIUM = Path("/usr/bin/chromium")


@dataclass
class Look:
    """A page that is open."""

    page: Any
    requests: list[str] = field(default_factory=list)
    """All that it asked for, besides itself."""
    said: list[str] = field(default_factory=list)
    """What it wrote to the console, and what scripts of it failed."""
    dialogs: list[str] = field(default_factory=list)

    ARGUMENTS: ClassVar[tuple[str, ...]] = (
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    )

    @property
    def overflow(self) -> int:
        """How much wider than the screen it is."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

    def violations(self) -> list[str]:
        """What axe-core finds serious or critical."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        return [
            f"{one['id']}: {node['target']}: {node['failureSummary']}"
            for one in found
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"][:3]
        ]


@contextmanager
def opened(browser: Any, file: Path, width: int, scheme: str) -> Iterator[Look]:
    """A file in a window of its own."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    look = Look(context.new_page())
    address = file.as_uri()
    look.page.on("request", lambda request: request.url != address and look.requests.append(request.url))
    look.page.on("console", lambda message: look.said.append(message.text))
    look.page.on("pageerror", lambda error: look.said.append(str(error)))
    look.page.on("dialog", lambda dialog: (look.dialogs.append(dialog.message), dialog.dismiss()))
    look.page.goto(address)
    yield look
    context.close()
