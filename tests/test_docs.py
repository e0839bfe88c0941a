"""What the documentation says is true."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pymongo.database import Database
from scrapy.cmdline import _get_commands_dict
from scrapy.settings import Settings

from docs.generate import page
from feedcrawler import read_article
from feedcrawler.items import Said, Source
from feedcrawler.mongodb.document import to_document
from feedcrawler.mongodb.feeds import FeedState
from feedcrawler.sitelist import SiteEntry, read_toml
from tests.commands.typed import typed
from tests.conftest import CHECKOUT
from tests.e2e.conftest import CommandLine
from tests.e2e.crawling import options
from tests.e2e.local_site import page as html_page
from tests.examples import article
from tests.newsroom import Newsroom

DOCS = sorted([*CHECKOUT.glob("docs/*.md"), CHECKOUT / "README.md", CHECKOUT / "fixtures/README.md"])


@pytest.fixture
def feedcrawler(mongodb_uri: str, tmp_path: Path) -> CommandLine:
    """The command line on the tests' mongod."""
    return CommandLine(tmp_path / "data", {"MONGODB_URI": mongodb_uri})


def blocks(path: Path, language: str) -> list[str]:
    found = re.findall(r"^```(\w*)\n(.*?)^```$", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [block for named, block in found if named == language]


def test_the_document_is_described_as_the_database_enforces_it() -> None:
    assert (CHECKOUT / "docs/document.md").read_text(encoding="utf-8") == page(), "run: python -m docs.generate"


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_every_command_exists(path: Path) -> None:
    settings = Settings()
    settings.setmodule("feedcrawler.settings")
    commands = _get_commands_dict(settings, inproject=True)
    for command in re.findall(r"(?:^|[ /`])feedcrawler ([a-z]+)\b(?= |`|$)", "\n".join(blocks(path, "")), re.MULTILINE):
        assert command in commands
    for target in re.findall(r"(?:`|^)make ([a-z]+)", path.read_text(encoding="utf-8"), re.MULTILINE):
        assert re.search(rf"^{target}:", (CHECKOUT / "Makefile").read_text(), re.MULTILINE), target


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_every_setting_exists(path: Path) -> None:
    settings = Settings()
    settings.setmodule("feedcrawler.settings")
    named = set(re.findall(r"\bFEEDCRAWLER_[A-Z_]+\b", path.read_text(encoding="utf-8")))
    assert named - {"FEEDCRAWLER_SHARED"} <= {*settings.attributes}


def commands_in(path: Path) -> Iterator[list[str]]:
    """The commands that a page of the documentation tells to type, one with each of its choices."""
    for line in "\n".join(blocks(path, "")).splitlines():
        if line.startswith("feedcrawler "):
            typed_part = re.split(r" {2,}", line)[0]
            for choice in (re.search(r"\b\w+(?:\|\w+)+", typed_part) or [""])[0].split("|"):
                yield shlex.split(re.sub(r"\b\w+(?:\|\w+)+", choice, typed_part))[1:]


ON_STORED = [
    pytest.param(command, id=f"{path.stem}: {' '.join(command)}")
    for path in DOCS
    for command in commands_in(path)
    if command[0] in {"changes", "diff", "retry"}
]


@pytest.mark.parametrize("arguments", ON_STORED)
def test_commands_on_what_is_stored_do_as_the_page_says(
    database: Database[dict[str, Any]],
    mongodb_uri: str,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
) -> None:
    fill(database)
    command, *rest = [argument.strip("[]") for argument in arguments]
    url = "https://example.org/lost/" if command == "retry" else "https://example.org/bridge-opens/"
    rest = [url if argument == "URL" else argument for argument in rest]
    said = typed(command, mongodb_uri, database, capsys)(*rest)
    assert said.exit_code == 0, said.err
    assert {"changes": "Bridge", "diff": "Bridge", "retry": "1 "}[command] in said.out


def test_a_list_of_sites_goes_to_opml_and_back_as_the_page_says(
    feedcrawler: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = CHECKOUT / "docs/sites.md"
    (listed,) = blocks(page, "toml")
    told = [command for command in commands_in(page) if command[0] == "sites"]
    assert [command[1] for command in told] == ["check", "import", "export"]
    Path("sites.toml").write_text(listed, "utf-8")
    check, import_, export = told
    assert "2 sites, 1 feed, 1 sitemap, 1 listing" in feedcrawler(*check).stdout
    assert feedcrawler(*export).returncode == 0
    assert Path("subscriptions.opml").is_file()
    Path("sites.toml").unlink()
    assert feedcrawler(*import_).returncode == 0
    assert "2 sites, 1 feed" in feedcrawler(*check).stdout


def test_a_site_and_a_list_of_sites_are_crawled_as_the_page_says(
    feedcrawler: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with Newsroom(6) as room:
        Path("sites.toml").write_text(f'[[site]]\nurl = "{room.address}/"\n', "utf-8")
        told = [c for c in commands_in(CHECKOUT / "README.md") if c[:2] == ["crawl", "news"]]
        assert [c[-1] for c in told] == ["url=https://example.org/", "sites=sites.toml"]
        for command in told:
            command[-1] = command[-1].replace("https://example.org", room.address)
            done = feedcrawler(*command, *options(), MONGODB_DATABASE=command[-1].partition("=")[0])
            assert done.returncode == 0, done.stdout + done.stderr
            assert "6 new" in done.stdout


def test_every_key_of_a_list_of_sites_is_described_and_shown() -> None:
    path = CHECKOUT / "docs/sites.md"
    (listed,) = blocks(path, "toml")
    described = re.findall(r"^\| `(\w+)` \|", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert described == [*SiteEntry.model_fields]
    entries = read_toml(listed.encode(), "sites.toml").entries
    assert {name for entry in entries for name in entry.model_fields_set} == {*SiteEntry.model_fields}


def test_every_field_of_a_poll_state_is_described() -> None:
    every: dict[str, Any] = {field.name: 1 for field in fields(FeedState)}
    described, *_ = re.findall(r"^- `feeds`: .*?(?=^- )", page(), re.DOTALL | re.MULTILINE)
    named = set(re.findall(r"`(\w+)`", described))
    assert FeedState(**every).to_document().keys() <= named


def fill(database: Database[dict[str, Any]]) -> None:
    """Put something of everything into a database."""
    now = datetime.now(UTC)
    said = [Said(via=via, feedUrl=f"https://example.org/{via}") for via in ("rss", "sitemap")]
    stored = to_document(article(source=Source(site="example.org", via=["rss", "sitemap"], said=said)))
    stored |= {"revision": 2, "firstSeenAt": now, "lastSeenAt": now, "lastChangedAt": now}
    stored["extraction"]["warnings"] = ["headline: json-ld and h1 disagree"]
    stored["state"] = {"name": "gone", "since": now, "status": 410}
    database.articles.insert_one(stored)
    crawl, replaced = {"crawl": stored["crawl"]}, {"replacedAt": now, "fields": {"headline": "Bridge to open"}}
    for name in (stored["_id"], "https://kyivindependent.com/some-story/"):
        revision = {"_id": {"article": name, "revision": 1}, "articleId": name, "revision": 1}
        database.revisions.insert_one(revision | replaced | crawl)
    lost = {
        "_id": "https://example.org/lost/",
        "url": "https://example.org/lost/",
        "aliases": [],
        "site": "example.org",
    }
    failed = {"reason": "http 403", "errors": [], "tries": 10, "firstAt": now, "lastAt": now, "givenUpAt": now}
    database.quarantine.insert_one(lost | failed)
    database.due.insert_one({"_id": "https://example.org/new/", "site": "example.org", "announcedAt": now})
    state = {"site": "example.org", "kind": "feed", "origin": "declared", "failures": 1, "gapAt": now, "nextDueAt": now}
    database.feeds.insert_one({"_id": "https://example.org/rss"} | state)
    gap = {"feedUrl": "https://example.org/rss", "state": "open"}
    incident = {"kind": "too large", "url": "https://example.org/rss", "detail": ""}
    run = {"spider": "news", "site": "example.org", "verdict": "done", "startedAt": now}
    database.runs.insert_one(run | {"gaps": [gap], "incidents": [incident]})


RECIPES = [
    recipe for name in ("query-recipes.md", "operate.md") for recipe in blocks(CHECKOUT / "docs" / name, "python")
]


@pytest.mark.parametrize("recipe", RECIPES)
def test_every_recipe_finds_something(database: Database[dict[str, Any]], recipe: str) -> None:
    fill(database)
    names = {"db": database, "datetime": datetime, "UTC": UTC, "timedelta": timedelta}
    assert list(eval(recipe, names))


def test_the_library_reads_a_page_as_the_readme_says() -> None:
    (code, *_) = blocks(CHECKOUT / "README.md", "python")
    names: dict[str, Any] = {"html": html_page("some-story"), "read_article": read_article}
    exec(code, names)
    assert names["article"].headline == "Some story"
    assert names["article"].datePublished == datetime(2026, 1, 5, 10, tzinfo=UTC)


def test_the_example_site_is_found_by_its_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = blocks(CHECKOUT / "docs/add-a-site.md", "python")
    code, spider = (text.replace("example.org", "docs.example") for text in texts)
    (tmp_path / "example_page.py").write_text(code)
    (tmp_path / "example_spider.py").write_text(spider.replace("feedcrawler.pages.example", "example_page"))
    monkeypatch.syspath_prepend(str(tmp_path))
    from example_page import ExamplePage  # type: ignore[import-not-found]
    from example_spider import ExampleSpider  # type: ignore[import-not-found]

    from feedcrawler.pages import page_class_for

    assert page_class_for("https://www.docs.example/2026/story/") is ExamplePage
    assert ExampleSpider.site.is_article("https://docs.example/2026/story/")
