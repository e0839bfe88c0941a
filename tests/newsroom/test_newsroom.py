"""What the tests' own news site promises, over real HTTP."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import time
import urllib.error
import urllib.request
import zlib
from calendar import timegm
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.message import Message
from typing import NamedTuple

import feedparser
import pytest
from lxml import etree
from lxml import html as lxml_html

from feedcrawler.reading import read_article
from feedcrawler.similarity.sketch import sketch
from feedcrawler.similarity.words import words_of
from tests.newsroom import SOURCES, Newsroom, NewsroomProcess, Request, Story, faults, newsrooms
from tests.newsroom.traps import TRAPS, set_all

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class Answered(NamedTuple):
    status: int
    body: bytes
    headers: Message

    @property
    def text(self) -> str:
        return self.body.decode()


class _Direct(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Direct)


def xpath(html: str | bytes, path: str) -> list[str]:
    found: list[str] = lxml_html.fromstring(html).xpath(path)  # type: ignore[assignment]
    return found


def get(room: Newsroom, path: str, **headers: str) -> Answered:
    """One request; redirects are not followed."""
    url = path if path.startswith("http") else room.address + path
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with _OPENER.open(urllib.request.Request(url, headers=named), timeout=30) as answer:
            return Answered(answer.status, answer.read(), answer.headers)
    except urllib.error.HTTPError as error:
        with error:
            return Answered(error.code, error.read(), error.headers)


def read_some(room: Newsroom, path: str, size: int) -> bytes:
    """The beginning of what may never end."""
    with _OPENER.open(room.address + path, timeout=30) as answer:
        return bytes(answer.read(size))


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with Newsroom(250, now=NOW) as room:
        yield room


def locs(body: bytes) -> list[str]:
    return [loc.text or "" for loc in etree.fromstring(body).iter(f"{_SITEMAP}loc")]


def card_links(room: Newsroom, html: str | bytes) -> list[str]:
    return [room.address + href for href in xpath(html, "//article[@class='card']/h3/a/@href")]


def urls(room: Newsroom, stories: list[Story]) -> list[str]:
    return [room.url(story) for story in stories]


# --- What announces the stories


@pytest.mark.parametrize("path", ["/rss.xml", "/atom.xml", "/rdf.xml"])
def test_a_feed_has_the_newest_entries_with_title_date_and_id(room: Newsroom, path: str) -> None:
    parsed = feedparser.parse(get(room, path).body)
    assert not parsed.bozo
    assert [entry.link for entry in parsed.entries] == urls(room, room.listed[:20])
    assert [entry.title for entry in parsed.entries] == [story.headline for story in room.listed[:20]]
    seconds = [timegm(entry.get("published_parsed") or entry.updated_parsed) for entry in parsed.entries]
    dates = [datetime.fromtimestamp(second, UTC) for second in seconds]
    assert dates == [story.published for story in room.listed[:20]]
    if path != "/rdf.xml":
        assert [entry.id for entry in parsed.entries] == [room.guid(story) for story in room.listed[:20]]


def test_the_json_feed_says_the_same(room: Newsroom) -> None:
    feed = json.loads(get(room, "/feed.json").body)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["url"] for item in feed["items"]] == urls(room, room.listed[:20])
    assert "next_url" not in feed


@pytest.mark.parametrize("path", ["/rss.xml", "/atom.xml", "/rdf.xml", "/feed.json"])
def test_a_paged_feed_leads_to_every_story(path: str) -> None:
    with Newsroom(45, paged=True) as room:
        found, url = [], f"{room.address}{path}"
        while url:
            body = get(room, url).body
            if path == "/feed.json":
                feed = json.loads(body)
                found += [item["url"] for item in feed["items"]]
                url = feed.get("next_url", "")
            else:
                parsed = feedparser.parse(body)
                found += [entry.link for entry in parsed.entries]
                url = next((link.href for link in parsed.feed.links if link.rel == "next"), "")
        assert found == urls(room, room.listed)
        assert get(room, f"{path}?page=4").status == 404


def test_sitemaps_list_every_story(room: Newsroom) -> None:
    every = set(urls(room, room.stories))
    parts = locs(get(room, "/sitemap.xml").body)
    assert [part.removeprefix(room.address) for part in parts] == [
        "/sitemap-1.xml.gz",
        "/sitemap-2.xml",
        "/sitemap-3.xml",
    ]
    bodies = [get(room, part).body for part in parts]
    bodies[0] = gzip.decompress(bodies[0])
    found = [loc for body in bodies for loc in locs(body)]
    assert set(found) == every
    assert len(found) == len(every)
    assert set(locs(gzip.decompress(get(room, "/sitemap.xml.gz").body))) == every
    assert set(get(room, "/sitemap.txt").text.split()) == every
    sitemaps = re.findall(r"(?m)^Sitemap: (.*)$", get(room, "/robots.txt").text)
    assert [s.removeprefix(room.address) for s in sitemaps] == ["/sitemap.xml", "/sitemap.xml.gz", "/sitemap.txt", "/news-sitemap.xml"]  # fmt: skip


def test_the_news_sitemap_has_the_last_two_days() -> None:
    with Newsroom(30, now=NOW, every=timedelta(hours=4)) as room:
        body = get(room, "/news-sitemap.xml").body
        recent = [story for story in room.listed if story.published > NOW - timedelta(days=2)]
        assert 0 < len(recent) < 30
        assert locs(body) == urls(room, recent)
        titles = etree.fromstring(body).iter("{http://www.google.com/schemas/sitemap-news/0.9}title")
        assert [title.text for title in titles] == [story.headline for story in recent]


def test_a_listing_leads_on_by_rel_next(room: Newsroom) -> None:
    found, path = [], "/latest/"
    while path:
        page = get(room, path).body
        found += card_links(room, page)
        path = "".join(xpath(page, "//link[@rel='next']/@href"))
    assert found == urls(room, room.listed)
    assert get(room, "/latest/?page=14").status == 404


def test_the_archive_is_paged_by_numbers_alone(room: Newsroom) -> None:
    pages = [get(room, "/archive/").text, *(get(room, f"/archive/page/{n}/").text for n in range(2, 14))]
    assert [url for page in pages for url in card_links(room, page)] == urls(room, room.listed)
    assert not [page for page in pages if 'rel="next"' in page]
    assert 'href="/archive/page/2/"' in pages[0]
    assert get(room, "/archive/page/14/").status == 404


def test_a_button_declares_where_there_is_more(room: Newsroom) -> None:
    page = get(room, "/more/").text
    found = card_links(room, page)
    path = re.findall(r'data-next-url="([^"]*)"', page)[0]
    while path:
        answer = json.loads(get(room, path).body)
        found += card_links(room, answer["html"])
        path = answer["next_url"]
    assert found == urls(room, room.listed)


def test_the_home_page_has_the_newest_and_names_the_feeds(room: Newsroom) -> None:
    home = get(room, "/").body
    assert card_links(room, home) == urls(room, room.listed[:10])
    feeds = xpath(home, "//link[@rel='alternate']/@href")
    assert feeds == ["/rss.xml", "/atom.xml", "/rdf.xml", "/feed.json"]
    assert set(card_links(room, get(room, "/section/sport/").body)) <= set(urls(room, room.listed))


_WHERE = {
    "rss": ["/rss.xml"],
    "atom": ["/atom.xml"],
    "rdf": ["/rdf.xml"],
    "json": ["/feed.json"],
    "sitemap": ["/sitemap.xml", "/sitemap-1.xml.gz"],
    "sitemap-gz": ["/sitemap.xml.gz"],
    "sitemap-txt": ["/sitemap.txt"],
    "news-sitemap": ["/news-sitemap.xml"],
    "listing": ["/latest/"],
    "pagination": ["/archive/"],
    "load-more": ["/more/"],
    "section": [],
    "home": [],
}


@pytest.mark.parametrize("source", SOURCES)
def test_a_newsroom_of_one_source_announces_nothing_elsewhere(source: str) -> None:
    with Newsroom(5, sources={source}) as room:
        for name, paths in _WHERE.items():
            assert {get(room, path).status for path in paths} <= {200 if name == source else 404}
        home = get(room, "/").text
        assert bool(card_links(room, home)) == (source == "home")
        named = {path for paths in _WHERE.values() for path in paths if f'href="{path}"' in home}
        named |= {
            path
            for paths in _WHERE.values()
            for path in paths
            if f"{room.address}{path}\n" in get(room, "/robots.txt").text
        }
        assert named == set(_WHERE[source][:1])
        sections = [get(room, f"/section/{story.section}/").text for story in room.stories]
        assert bool([url for page in sections for url in card_links(room, page)]) == (source == "section")


def test_robots_txt_says_the_delay_and_hides_the_sitemaps_if_told() -> None:
    with Newsroom(1, crawl_delay=2.5, in_robots=False) as room:
        robots = get(room, "/robots.txt").text
    assert "Crawl-delay: 2.5" in robots
    assert "Sitemap" not in robots


# --- Stories


def test_no_two_stories_are_alike() -> None:
    keys: dict[int, list[int]] = {}
    shared = Counter[tuple[int, int]]()
    with newsrooms(3, 200) as rooms:
        texts = [story.text for room in rooms for story in room.stories]
        assert len({url for room in rooms for url in room.urls()}) == 600
    for number, text in enumerate(texts):
        assert len(text.split()) > 200
        for key in sketch(words_of(text)):
            shared.update((other, number) for other in keys.setdefault(key, []))
            keys[key].append(number)
    assert not [pair for pair, count in shared.items() if count > 1]


def test_the_same_seed_gives_the_same_site() -> None:
    with (
        Newsroom(30, seed=7, now=NOW) as one,
        Newsroom(30, seed=7, now=NOW) as same,
        Newsroom(30, seed=8, now=NOW) as other,
    ):
        for path in ("/rss.xml", "/sitemap.xml.gz", "/latest/", one.path(one.stories[3])):
            assert one.usual_text(path) == same.usual_text(path)
        assert {story.headline for story in one.stories}.isdisjoint(story.headline for story in other.stories)


def test_an_article_reads_as_it_was_written(room: Newsroom) -> None:
    for story in room.stories[:20]:
        article = read_article(get(room, room.path(story)).body, room.url(story))
        assert article.headline == story.headline
        assert article.articleBody == story.text
        assert [author.name for author in article.authors] == [story.author]
        assert article.datePublished == story.published
        assert article.publisher is not None
        assert article.publisher.name == room.name


def test_stories_come_out_a_few_minutes_apart_and_never_in_the_future(room: Newsroom) -> None:
    newest = room.listed[0].published
    for n in (1, 300, 10, 10):
        new = room.publish(n)
        assert [story.published for story in new] == sorted({story.published for story in new})
        assert newest < new[0].published
        newest = new[-1].published
        assert newest <= NOW
        assert room.listed[:n] == new[::-1]
    old = room.publish(2, at=NOW - timedelta(days=30))
    assert room.listed[-2:] == old[::-1]


def test_paths_are_shaped_as_told() -> None:
    with Newsroom(1, now=NOW, article_path="/{section}/{date}/{number}-{slug}.html") as room:
        (story,) = room.stories
        assert room.path(story) == f"/{story.section}/2026/03/01/1-{story.slug}.html"
        assert get(room, room.path(story)).status == 200


# --- What happens to stories


def test_an_edit_changes_words_and_says_when(room: Newsroom) -> None:
    story = room.stories[100]
    before = get(room, room.path(story))
    room.edit(story, headline="Something else entirely")
    after = get(room, room.path(story), If_None_Match=before.headers["ETag"])
    assert after.status == 200
    article = read_article(after.body, room.url(story))
    (edit,) = story.edits
    assert article.headline == "Something else entirely"
    assert edit.added in (article.articleBody or "")
    assert edit.removed not in (article.articleBody or "")
    assert edit.removed in (read_article(before.body, room.url(story)).articleBody or "")
    assert article.dateModified == edit.at == NOW
    assert edit.at.isoformat() in get(room, "/sitemap-2.xml").text
    room.edit(story, dated=False)
    assert story.modified == NOW
    assert len({edit.added for edit in story.edits}) == 2


def test_a_widget_changes_the_page_and_no_word_of_the_story(room: Newsroom) -> None:
    story = room.stories[100]
    before = get(room, room.path(story))
    room.widget(story)
    after = get(room, room.path(story), If_None_Match=before.headers["ETag"])
    assert after.status == 200
    assert "3 min read" in after.text
    one, two = (read_article(answer.body, room.url(story)) for answer in (before, after))
    assert (one.headline, one.articleBody, one.dateModified) == (two.headline, two.articleBody, two.dateModified)


@pytest.mark.parametrize("status", [404, 410])
def test_a_deleted_story_is_gone_and_not_announced(room: Newsroom, status: int) -> None:
    story = room.delete(room.listed[0], status)
    assert get(room, room.path(story)).status == status
    for path in ("/rss.xml", "/sitemap.txt", "/latest/", "/"):
        assert story.slug not in get(room, path).text


def test_a_moved_story_redirects_from_every_old_address_and_keeps_its_guid(room: Newsroom) -> None:
    story = room.listed[0]
    first, guid = room.path(story), room.guid(story)
    second = room.path(room.move(story))
    third = room.path(room.move(story, permanent=False))
    assert len({first, second, third}) == 3
    assert (get(room, first).status, get(room, first).headers["Location"]) == (301, third)
    assert (get(room, second).status, get(room, second).headers["Location"]) == (302, third)
    assert get(room, third).status == 200
    entry = feedparser.parse(get(room, "/rss.xml").body).entries[0]
    assert (entry.id, entry.link) == (guid, room.url(story))


def test_a_story_that_became_part_of_a_hub_redirects_there(room: Newsroom) -> None:
    story = room.to_hub(room.listed[0])
    answer = get(room, room.path(story))
    assert (answer.status, answer.headers["Location"]) == (301, "/hub/")
    assert len(card_links(room, get(room, "/hub/").text)) == 20
    assert story not in room.listed


def test_a_live_blog_says_so_and_grows_at_the_top(room: Newsroom) -> None:
    story = room.live(room.listed[0])
    room.edit(story)
    article = read_article(get(room, room.path(story)).body, room.url(story))
    assert article.liveUpdating
    assert (article.articleBody or "").startswith(story.edits[0].added)


# --- Conditional requests, and what was asked


@pytest.mark.parametrize(
    "path", ["/", "/rss.xml", "/atom.xml", "/rdf.xml", "/feed.json", "/robots.txt", "/sitemap.xml", "/sitemap-1.xml.gz",
             "/sitemap.txt", "/news-sitemap.xml", "/latest/?page=2", "/archive/", "/more/", "/api/more?page=2", "article"]
)  # fmt: skip
def test_what_has_not_changed_is_not_sent_again(room: Newsroom, path: str) -> None:
    path = room.path(room.stories[3]) if path == "article" else path
    first = get(room, path)
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    for headers in ({"If_None_Match": etag}, {"If_None_Match": f'"x", W/{etag}'}, {"If_Modified_Since": modified}):
        again = get(room, path, **headers)
        assert (again.status, again.body) == (304, b"")
    assert get(room, path, If_None_Match='"other"', If_Modified_Since=modified).status == 200
    room.publish()
    room.edit(room.stories[3])
    changed = path != "/robots.txt"
    assert get(room, path, If_None_Match=etag).status == (200 if changed else 304)
    assert get(room, path, If_Modified_Since=modified).status == (200 if changed else 304)


def test_other_stories_leave_an_article_as_it_is(room: Newsroom) -> None:
    story = room.stories[100]
    etag = get(room, room.path(story)).headers["ETag"]
    room.publish(3)
    room.delete(room.stories[99])
    room.edit(room.stories[98], headline="Another headline")
    assert get(room, room.path(story), If_None_Match=etag).status == 304


def test_a_site_can_lack_validators() -> None:
    with Newsroom(1, validators=["Last-Modified"]) as room:
        headers = get(room, "/rss.xml").headers
    assert "ETag" not in headers
    assert "Last-Modified" in headers


def test_what_was_asked_is_on_record(room: Newsroom) -> None:
    one, two = room.stories[:2]
    etag = get(room, room.path(one), User_Agent="curious/1.0").headers["ETag"]
    get(room, room.path(one), If_None_Match=etag)
    get(room, f"{room.path(two)}?utm_source=rss")
    for path in ("/rss.xml", "/robots.txt", "/nothing/", "/latest/?page=2"):
        get(room, path)
    assert room.articles_asked() == {one.slug: 2, two.slug: 1}
    assert room.articles_asked(conditional=True) == {one.slug: 1}
    assert [asked.path for asked in room.source_requests()] == ["/rss.xml", "/latest/?page=2"]
    assert [asked.path for asked in room.other_requests()] == ["/robots.txt", "/nothing/"]
    first, second = room.asked[:2]
    assert (first.agent, first.method, first.status, first.conditional) == ("curious/1.0", "GET", 200, False)
    assert (second.status, second.conditional) == (304, True)
    assert first.at < second.at
    assert room.bytes_sent > len(get(room, room.path(one)).body)
    room.reset()
    assert not room.asked
    assert not room.bytes_sent


def test_one_connection_serves_many_requests_and_many_connections_at_once(room: Newsroom) -> None:
    def ask(stories: list[Story]) -> set[int]:
        connection = http.client.HTTPConnection("127.0.0.1", room.port, timeout=30)
        found = set()
        for story in stories:
            connection.request("GET", room.path(story))
            answer = connection.getresponse()
            found.add(answer.status)
            assert answer.read()
            assert connection.sock is not None
        connection.close()
        return found

    with ThreadPoolExecutor(8) as pool:
        assert set().union(*pool.map(ask, [room.stories[i::8] for i in range(8)])) == {200}
    assert set(room.articles_asked().values()) == {1}
    assert len(room.articles_asked()) == 250


def test_many_sites_at_once_each_with_its_own_stories() -> None:
    with newsrooms(50, 5) as rooms:
        assert len({room.port for room in rooms}) == 50
        assert all(get(room, room.path(story)).status == 200 for room in rooms for story in room.stories)
        assert len({story.headline for room in rooms for story in room.stories}) == 250


def test_a_closed_newsroom_does_not_answer() -> None:
    room = Newsroom(1)
    room.close()
    with pytest.raises(urllib.error.URLError):
        get(room, "/")


# --- Faults


def test_statuses_and_redirects(room: Newsroom) -> None:
    room.faults = {
        "/500/": faults.status(500),
        "/busy/": faults.retry_after(7),
        "/down/": faults.retry_after(NOW, 503),
        "/away/": faults.redirect("https://example.org/", 308),
        "/inside/": faults.redirect_to("http://169.254.169.254/latest/meta-data/"),
        "/loop/": faults.redirect_loop(301),
        "/fresh/": faults.redirect_loop(fresh=True),
    }
    assert get(room, "/500/").status == 500
    assert (get(room, "/busy/").status, get(room, "/busy/").headers["Retry-After"]) == (429, "7")
    down = get(room, "/down/")
    assert (down.status, down.headers["Retry-After"]) == (503, "Sun, 01 Mar 2026 12:00:00 GMT")
    assert (get(room, "/away/").status, get(room, "/away/").headers["Location"]) == (308, "https://example.org/")
    assert get(room, "/inside/").headers["Location"].startswith("http://169.254.169.254/")
    assert get(room, "/loop/").headers["Location"] == "/loop/"
    hops = [get(room, path).headers["Location"] for path in ("/fresh/", "/fresh/?hop=1", "/fresh/?hop=9")]
    assert hops == ["/fresh/?hop=1", "/fresh/?hop=2", "/fresh/?hop=10"]


def test_a_fault_is_named_by_query_path_or_pattern_and_can_pass(room: Newsroom) -> None:
    room.faults = {
        "/latest/?page=2": faults.status(502),
        "/archive/*": faults.status(503),
        "/rss.xml": faults.first(2, faults.status(500)),
        "/atom.xml": faults.from_then_on(1, faults.status(500)),
        "*": faults.slow(0.01),
    }
    paths = ("/latest/", "/latest/?page=2", "/archive/", "/archive/page/3/", "/nothing/")
    assert [get(room, path).status for path in paths] == [200, 502, 503, 503, 404]
    assert [get(room, "/rss.xml").status for _ in range(4)] == [500, 500, 200, 200]
    assert [get(room, "/atom.xml").status for _ in range(3)] == [200, 500, 500]


def test_a_fault_that_is_wrong_itself_is_a_500_that_says_so(room: Newsroom) -> None:
    room.faults["/"] = lambda asking: 1 / 0  # type: ignore[assignment, return-value]
    answer = get(room, "/")
    assert answer.status == 500
    assert "ZeroDivisionError" in answer.text
    assert room.asked[-1].status == 500


def test_what_is_slow_comes_late_and_holds_nobody_else_up(room: Newsroom) -> None:
    room.faults = {"/rss.xml": faults.slow(60), "/atom.xml": faults.drip(60)}
    waiting = http.client.HTTPConnection("127.0.0.1", room.port)
    waiting.request("GET", "/rss.xml")
    dripping = http.client.HTTPConnection("127.0.0.1", room.port)
    dripping.request("GET", "/atom.xml")
    assert dripping.getresponse().status == 200
    assert get(room, "/").status == 200
    waiting.close()
    dripping.close()


def test_a_drip_comes_piece_by_piece(room: Newsroom) -> None:
    room.faults["/"] = faults.drip(0.001, pieces=5)
    assert get(room, "/").text == "<p>slow</p>" * 5


def test_a_flood_has_the_size_that_was_told(room: Newsroom) -> None:
    room.faults["/"] = faults.flood(3_000_000)
    answer = get(room, "/")
    assert len(answer.body) >= 3_000_000
    assert "Content-Length" not in answer.headers


def test_a_gzip_bomb_is_small_until_it_is_unpacked(room: Newsroom) -> None:
    room.faults = {"/": faults.gzip_bomb(20_000_000), "/sitemap.xml.gz": faults.gzip_bomb(20_000_000, file=True)}
    page, file = get(room, "/"), get(room, "/sitemap.xml.gz")
    assert page.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in file.headers
    for answer in (page, file):
        assert len(answer.body) < 100_000
        assert len(zlib.decompress(answer.body, 31)) > 20_000_000


def test_a_connection_can_break_within_the_body_or_before_it(room: Newsroom) -> None:
    room.faults = {"/rss.xml": faults.cut_off(0.5), "/": faults.hang_up()}
    whole = len(get(room, "/atom.xml").body)
    with pytest.raises(http.client.IncompleteRead) as broken:
        get(room, "/rss.xml")
    assert len(broken.value.partial) == pytest.approx(broken.value.expected or 0, abs=1)
    assert 0 < len(broken.value.partial) < whole
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        get(room, "/")


def test_a_truncated_feed_is_complete_as_an_answer(room: Newsroom) -> None:
    whole = get(room, "/rss.xml").body
    room.faults["/rss.xml"] = faults.truncated_feed(0.6)
    assert get(room, "/rss.xml").body == whole[: int(len(whole) * 0.6)]


def test_bare_ampersands_are_not_well_formed(room: Newsroom) -> None:
    room.faults["/rss.xml"] = faults.bare_ampersands()
    body = get(room, "/rss.xml").body
    assert f"<link>{room.url(room.listed[0])}?utm_source=rss&utm_medium=feed</link>".encode() in body
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(body)


@pytest.mark.parametrize("path", ["/rss.xml", "/atom.xml", "/rdf.xml", "/sitemap.xml", "/sitemap-2.xml"])
def test_an_entity_bomb_is_a_feed_or_sitemap_that_would_multiply(room: Newsroom, path: str) -> None:
    room.faults[path] = faults.entity_bomb(3)
    body = get(room, path).body
    parsed = etree.fromstring(body, etree.XMLParser(resolve_entities=True))
    assert "lol" * 100 in "".join(map(str, parsed.itertext()))


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(("kind", "entry"), [("rss", b"<item>"), ("sitemap", b"<loc>"), ("text", b"http://")])
def test_so_many_entries_are_streamed(room: Newsroom, kind: str, entry: bytes, packed: bool) -> None:
    room.faults["/many"] = faults.million_entries(2500, kind, packed=packed)  # type: ignore[arg-type]
    body = get(room, "/many").body
    assert (zlib.decompress(body, 31) if packed else body).count(entry) == 2500


def test_a_million_entries_begin_at_once(room: Newsroom) -> None:
    room.faults["/rss.xml"] = faults.million_entries()
    assert read_some(room, "/rss.xml", 10_000).count(b"<item>") > 50


def test_a_feed_can_be_a_login_page_or_lead_astray(room: Newsroom) -> None:
    room.faults = {"/rss.xml": faults.login_page()}
    answer = get(room, "/rss.xml")
    assert answer.status == 200
    assert 'type="password"' in answer.text
    room.faults["/rss.xml"] = faults.file_links()
    links = [item.findtext("link") for item in etree.fromstring(get(room, "/rss.xml").body).iter("item")]
    assert links == ["file:///etc/passwd", "file://localhost/etc/hostname", *urls(room, room.listed[:20])]
    room.faults["/rss.xml"] = faults.data_links()
    assert b"<link>data:text/html," in get(room, "/rss.xml").body


def test_a_listing_can_lead_on_for_ever(room: Newsroom) -> None:
    room.nav.append("/calendar/2026/01/")
    room.faults = {
        "/latest/": faults.endless_pagination(),
        "/more/": faults.endless_pagination(empty=True),
        "/archive/": faults.listing_to_itself(),
        "/calendar/*": faults.calendar(),
    }
    following = {
        "/latest/": "/latest/?page=2",
        "/latest/?page=700": "/latest/?page=701",
        "/more/?page=2": "/more/?page=3",
        "/archive/": "/archive/",
        "/calendar/2026/01/": "/calendar/2025/12/",
        "/calendar/0987/06/": "/calendar/0987/05/",
    }
    for path, following_path in following.items():
        page = get(room, path).body
        assert xpath(page, "//link[@rel='next']/@href") == [following_path]
        assert len(card_links(room, page)) == (20 if path.startswith(("/latest/", "/archive/")) else 0)
    assert 'href="/calendar/2026/01/"' in get(room, "/").text


@pytest.mark.parametrize("kind", ["jsessionid", "PHPSESSID"])
def test_session_ids_are_new_each_time_and_lead_to_the_same_pages(room: Newsroom, kind: str) -> None:
    room.faults["/latest/"] = faults.session_ids(kind)  # type: ignore[arg-type]
    one, two = (card_links(room, get(room, "/latest/").body) for _ in range(2))
    assert set(one).isdisjoint(two)
    assert all(kind in url for url in one)
    assert [get(room, url).status for url in (one[0], two[0])] == [200, 200]
    assert room.articles_asked() == {room.listed[0].slug: 2}
    (next_page,) = xpath(get(room, "/latest/").body, "//link[@rel='next']/@href")
    second = card_links(room, get(room, next_page).body)
    assert all(kind in url for url in second)
    assert room.listed[20].slug in second[0]


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_stands_where_a_crawl_comes_by(name: str) -> None:
    with Newsroom(10) as room:
        TRAPS[name](room)
        (path,) = room.faults
        linked = room.nav and f'href="{room.nav[0]}"' in get(room, "/").text
        assert linked or room.usual(Request("GET", path, {})).status == 200


def test_all_traps_at_once_leave_the_other_stories_readable(room: Newsroom) -> None:
    set_all(room)
    assert len(room.faults) == len(TRAPS)
    assert {get(room, room.path(story)).status for story in room.stories[7:]} == {200}


# --- A process of its own


def test_newsrooms_in_their_own_process_do_the_same() -> None:
    with NewsroomProcess(2, articles=12, sources="rss,sitemap-txt", now=NOW.isoformat()) as rooms:
        assert len(set(rooms.addresses)) == 2
        numbers = rooms.publish(3)
        assert numbers == [13, 14, 15]
        assert len(rooms.urls()) == 15
        assert len(rooms.urls(site=1)) == 12
        rooms.change("delete", 15, status=404)
        with _OPENER.open(f"{rooms.address}/sitemap.txt") as answer:
            found = answer.read().decode().split()
        assert set(found) == rooms.urls()
        assert len(found) == 14
        with _OPENER.open(found[0]) as answer:
            assert answer.status == 200
        assert sum(rooms.articles_asked().values()) == 1
        assert [asked.path for asked in rooms.source_requests()] == ["/sitemap.txt"]
        assert rooms.bytes_sent() > 0
        rooms.fault("/rss.xml", "status", 503)
        with pytest.raises(urllib.error.HTTPError):
            _OPENER.open(f"{rooms.address}/rss.xml")
        rooms.fault("/rss.xml", None)
        assert rooms.asked()[-1].status == 503
        assert rooms.asked()[-1].at <= time.monotonic()
        rooms.reset()
        assert not rooms.asked()
        with pytest.raises(RuntimeError, match="no_such_thing"):
            rooms.change("no_such_thing", 1)
