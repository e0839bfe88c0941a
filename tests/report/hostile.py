"""What sites may write into headlines, addresses, reasons and names."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.report.filling import NOW, Db, run, stored

LONG = "long " * 2_000
_CALL = "document.title='taken';alert(1)"
TEXTS = (
    f"<script>{_CALL}</script>",
    f'"><img src="https://evil.example/x.png" onerror="{_CALL}">',
    f"'><svg onload={_CALL}>",
    "</title></style></svg><script src=//evil.example/x.js></script>",
    "{{ 7 * 7 }} {% include '/etc/passwd' %}",
    "turned \u202egnp.exe\u202c and \u2066isolated",
    "bell \x07 and escape \x1b[31m and \x85",
    '=HYPERLINK("https://evil.example")',
    "&lt;b&gt; &amp; &#60;script&#62;",
    "مرحبا بالعالم",
    LONG,
)
URLS = (
    f"javascript:{_CALL}",
    f"JAVASCRIPT:{_CALL}//",
    f"data:text/html,<script>{_CALL}</script>",
    f'https://evil.example/"onmouseover="{_CALL}',
    "https://evil.example/<script>alert(1)</script>",
    "https://evil.example/\u202egnp.exe",
    "https://user:secret@evil.example/",
    "https://evil.example/" + "a" * 9_000,
)


def fill_with_traps(database: Db) -> None:
    """A database in which every text and address that a report shows is one of these."""
    for number, text in enumerate(TEXTS):
        url = URLS[number % len(URLS)]
        site = text[:100]
        _article(database, number, site, text, url)
        failed = {"url": url, "site": site, "reason": text[:900], "aliases": [], "errors": [], "lastAt": NOW}
        database.quarantine.insert_one({"_id": f"q{number}", "retryAt": NOW} | failed)
        database.runs.insert_one(_run(number, site, text, url))
        source = {"kind": "feed", "origin": "declared", "failures": 2, "lastStatus": text[:500]}
        database.feeds.insert_one({"_id": f"{url}#{number}", "site": site, "gapAt": NOW} | source)


def _article(database: Db, number: int, site: str, text: str, url: str) -> None:
    made = stored("a.example", f"trap-{number}", text, NOW - timedelta(hours=2), lag=5, revision=3)
    made |= {"url": url, "lastChangedAt": NOW}
    made["source"]["site"] = site
    made["duplicateOf"] = {"_id": url, "reason": "same text", "similarity": 1.0}
    database.articles.insert_one(made)
    said = {"fields": {"headline": TEXTS[number - 1], text[:50].replace(".", ""): "…"}, "replacedAt": NOW}
    key = {"article": made["_id"], "revision": 2}
    database.revisions.insert_one({"_id": key, "articleId": made["_id"], "revision": 2} | said)


def _run(number: int, site: str, text: str, url: str) -> dict[str, Any]:
    finding = {"what": text[:50], "field": text[:50], "message": text[:3000]}
    return run(
        site,
        NOW - timedelta(minutes=number),
        "degraded",
        reasons=[text, url],
        findings=[finding],
        slowest=[{"url": url, "seconds": 3.0 + number}],
        failures=[{"url": url, "reason": text}],
        observed={"articles": 3, "fields": {text[:60]: 2, "headline": 3}},
    )
