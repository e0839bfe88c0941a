"""The inner network is not for other people's pages."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.downloading.addresses import is_public
from tests.downloading.running import crawl
from tests.e2e.local_site import LocalSite, redirect

NO_HOSTS = {"FEEDCRAWLER_PRIVATE_HOSTS": []}


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "192.0.0.9",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "fec0::1",
        "ff02::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "2001:0:a00:1::",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2001:db8::1",
    ],
)
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "172.32.0.1", "2606:4700::1111", "64:ff9b::1.1.1.1"])
def test_addresses_of_the_public_network_are(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_is_no_more_public_than_by_itself(address: IPv4Address) -> None:
    assert is_public(IPv6Address((0x64FF9B << 96) | int(address))) == is_public(address)
    assert not is_public(IPv6Address((0xFFFF << 32) | int(address)))


def test_every_spelling_of_an_inner_address_is_refused(site: LocalSite) -> None:
    port = site.address.rpartition(":")[2]
    hosts = ["127.0.0.1", "127.1", "0x7f000001", "2130706433", "017700000001", "0", "[::1]", "[::ffff:127.0.0.1]"]
    hosts += ["①②⑦.⓪.⓪.①", "127。0。0。1", "inner.example", "inner.example.", "INNER.example", "bücher.example"]
    names = {"inner.example": ["127.0.0.1"], "inner.example.": ["127.0.0.1"], "xn--bcher-kva.example": ["10.0.0.1"]}
    urls = [f"http://{host}:{port}/" for host in hosts]
    met = crawl(urls, NAMES=names, **NO_HOSTS)
    assert {met.met[url]["reason"] for url in urls} == {"private address"}
    assert not site.asked
    assert met.stats["feedcrawler/private_address/refused"] == len(urls)
    assert "private address" in met.incidents()


@pytest.mark.parametrize("host", ["me@127.0.0.1", "me:secret@inner.example", "127.0.0.1%2f@public.example"])
def test_a_user_in_the_url_hides_nothing(site: LocalSite, host: str) -> None:
    port = site.address.rpartition(":")[2]
    met = crawl([f"http://{host}:{port}/"], NAMES={"inner.example": ["127.0.0.1"]}, **NO_HOSTS)
    assert set(met.reasons().values()) <= {"private address", "bad link", "robots.txt cannot be read"}
    assert met.reasons()
    assert not site.asked


def test_a_redirect_into_the_inner_network_is_refused(site: LocalSite) -> None:
    other = LocalSite([])
    metadata = "http://169.254.169.254/latest/meta-data/"
    site.faults = {
        "/to-other": redirect(f"{other.address}/secret"),
        "/to-metadata": redirect(metadata),
        "/in-two-hops": redirect("/to-other"),
    }
    met = crawl(
        [site.address + path for path in site.faults], FEEDCRAWLER_PRIVATE_HOSTS=[site.address.removeprefix("http://")]
    )
    other.close()
    assert met.reasons() == dict.fromkeys(site.faults, "private address")
    assert not other.asked


def test_robots_txt_that_leads_into_the_inner_network_is_not_read(site: LocalSite) -> None:
    other = LocalSite([])
    site.faults = {"/robots.txt": redirect(f"{other.address}/robots.txt")}
    met = crawl([f"{site.address}/story-1/"], FEEDCRAWLER_PRIVATE_HOSTS=[site.address.removeprefix("http://")])
    other.close()
    assert met.reasons() == {"/story-1/": "robots.txt cannot be read"}
    assert not other.asked


def test_a_site_that_is_given_by_its_address_may_be_asked_there_and_nowhere_else(site: LocalSite) -> None:
    other = LocalSite([])
    own = site.address.removeprefix("http://")
    met = crawl([f"{site.address}/story-1/", f"{other.address}/x"], {"own_hosts": [own]}, **NO_HOSTS)
    other.close()
    assert met.met[f"{site.address}/story-1/"]["status"] == 200
    assert met.reasons() == {"/x": "private address"}
    assert not other.asked


def test_a_sites_own_public_name_does_not_excuse_where_it_leads(site: LocalSite) -> None:
    netloc = "news.example:" + site.address.rpartition(":")[2]
    names = {"news.example": ["127.0.0.1"]}
    met = crawl([f"http://{netloc}/"], {"own_hosts": [netloc]}, NAMES=names, **NO_HOSTS)
    assert met.reasons() == {"/": "private address"}
    met = crawl([f"http://{netloc}/story-1/"], NAMES=names, FEEDCRAWLER_PRIVATE_HOSTS=["news.example"])
    assert not met.reasons()


def test_a_name_that_leads_elsewhere_at_the_second_look_is_connected_to_where_it_led_at_the_first(
    site: LocalSite,
) -> None:
    netloc = "news.example:" + site.address.rpartition(":")[2]
    names = {"news.example": ["192.88.99.1", "127.0.0.1"]}  # the first is public, and answers nobody
    met = crawl([f"http://{netloc}/"], NAMES=names, DOWNLOAD_TIMEOUT=1, RETRY_TIMES=0, ROBOTSTXT_OBEY=False, **NO_HOSTS)
    assert met.looked_up == ["news.example"]
    assert not site.asked


def test_without_the_cache_what_answers_from_inside_is_not_read(site: LocalSite) -> None:
    netloc = "news.example:" + site.address.rpartition(":")[2]
    names = {"news.example": ["192.88.99.1", "127.0.0.1"]}
    met = crawl([f"http://{netloc}/story-1/"], NAMES=names, DNSCACHE_ENABLED=False, ROBOTSTXT_OBEY=False, **NO_HOSTS)
    assert met.reasons() == {"/story-1/": "private address"}


def test_a_name_that_cannot_be_looked_up_is_left_to_the_download() -> None:
    met = crawl(["http://nobody.example/"], ROBOTSTXT_OBEY=False, **NO_HOSTS)
    assert met.reasons() == {"/": "no such host"}
