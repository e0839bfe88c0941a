"""On real addresses no two articles merge, and no article has two identities."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from urllib.parse import unquote

import pytest

from feedcrawler.pages.kyiv_independent import KyivIndependentPage
from feedcrawler.urls import normalize_url

SITE = KyivIndependentPage.site
CORPORA = {"aeb": 62, "fundus": 71, "wcxb": 150}


@pytest.fixture(scope="module")
def addresses(shared: Path) -> list[str]:
    lines = (shared / "kyiv-independent/urls-2023.txt").read_text().split()
    return [line for line in lines if line.startswith("https://kyivindependent.com/")]


def article(address: str) -> str | None:
    """Which article an address of this one site leads to, told by hand: its slug, whatever folder it is in.

    The site's slugs have lower-case letters, digits and hyphens; all else in one is a slip of the pen.
    """
    path = unquote(address.removeprefix("https://kyivindependent.com/")).rstrip("/\\").lower()
    folder, _, slug = path.rpartition("/")
    if "/" in folder or folder in ("tag", "author", "draft") or path in ("", "ghost", "membership"):
        return None
    return re.sub(r"[^a-z0-9-]", "", slug)


def test_the_addresses_are_grouped_as_by_hand(addresses: list[str]) -> None:
    by_hand: dict[str, set[str]] = defaultdict(set)
    by_identity: dict[str, set[str]] = defaultdict(set)
    for address in addresses:
        if slug := article(address):
            by_hand[slug].add(address)
        if SITE.is_article(address):
            by_identity[SITE.identity(address)].add(address)
    assert len(addresses) == 3374
    assert sum(map(len, by_hand.values())) == 3352
    assert len(by_hand) == 2937
    assert sum(len(group) > 1 for group in by_hand.values()) == 413
    assert sorted(map(sorted, by_identity.values())) == sorted(map(sorted, by_hand.values()))


def test_slugs_that_differ_in_a_number_are_different_articles(addresses: list[str]) -> None:
    slugs = {slug for address in addresses if (slug := article(address))}
    pairs = [(slug, f"{slug}-{n}") for slug in slugs for n in range(2, 10) if f"{slug}-{n}" in slugs]
    assert len(pairs) == 5
    for one, other in pairs:
        base = "https://kyivindependent.com/"
        assert SITE.identity(base + one) != SITE.identity(base + other)


@pytest.mark.parametrize("corpus", sorted(CORPORA))
def test_the_pages_of_the_corpora_stay_apart_and_their_variants_together(shared: Path, corpus: str) -> None:
    pages = json.loads((shared / "corpora" / corpus / "ground-truth.json").read_text())
    addresses = {page["url"] for page in pages.values()}
    assert len({normalize_url(address) for address in addresses}) == len(addresses) == CORPORA[corpus]
    for address in addresses:
        mark = "&" if "?" in address else "?"
        for noise in ("utm_source=rss", "fbclid=IwAR0x", "ref=feed", "PHPSESSID=a1b2", "amp=1", "print=true"):
            assert normalize_url(f"{address}{mark}{noise}#comments") == normalize_url(address)
