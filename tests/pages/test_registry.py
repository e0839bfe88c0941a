"""Which page object reads which address."""

from __future__ import annotations

import pytest
import tldextract.tldextract
from web_poet import ApplyRule, RulesRegistry, default_registry

from feedcrawler.pages import ArticlePage, page_class_for, site_of
from feedcrawler.pages.kyiv_independent import KyivIndependentPage


@pytest.mark.parametrize(
    "url",
    [
        "https://kyivindependent.com/two-bridges/",
        "http://www.kyivindependent.com/two-bridges",
        "https://kyivindependent.com./two-bridges/",
        "https://KyivIndependent.com/two-bridges/?ref=x#y",
        "https://kyivindependent.com:443/two-bridges/",
    ],
)
def test_every_way_to_write_the_host_leads_to_the_sites_page_object(url: str) -> None:
    assert page_class_for(url) is KyivIndependentPage
    assert site_of(url).name == "kyiv_independent"


@pytest.mark.parametrize("url", ["https://www.kyivindependent.com/x/", "https://kyivindependent.com./x/"])
def test_web_poets_own_rules_say_the_same(url: str) -> None:
    page_class_for(url)
    assert default_registry.overrides_for(url)[ArticlePage] is KyivIndependentPage


@pytest.mark.parametrize(
    "url",
    [
        "https://notkyivindependent.com/x/",
        "https://kyivindependent.com.evil.example/x/",
        "https://evil.example/?kyivindependent.com",
        "ftp://x",
        "",
        "https://[bad",
    ],
)
def test_other_addresses_are_read_by_the_general_page_object(url: str) -> None:
    assert page_class_for(url) is ArticlePage


def test_an_unknown_site_is_named_after_its_host() -> None:
    site = site_of("https://www.news.example/a/b")
    assert (site.name, site.domain, site.timezone, site.publisher) == ("news.example", "news.example", "UTC", None)


def test_looking_up_a_page_object_reads_no_list_of_public_suffixes() -> None:
    class Elsewhere(ArticlePage):
        """A page object of a site below a public suffix of two labels."""

    registry = RulesRegistry()
    registry.add_rule(ApplyRule("news.example.co.uk", use=Elsewhere, instead_of=ArticlePage))
    assert registry.overrides_for("https://www.news.example.co.uk/a/") == {ArticlePage: Elsewhere}
    assert not registry.overrides_for("https://example.co.uk/a/")
    assert not registry.overrides_for("https://127.0.0.1/a/")
    assert not hasattr(tldextract.tldextract.TLD_EXTRACTOR, "suffix_list_urls")
