"""What the documentation says is true."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database
from scrapy.cmdline import _get_commands_dict
from scrapy.settings import Settings

from docs import example, recipes
from docs.generate import page
from feedcrawler import read_article
from feedcrawler.mongodb.feeds import FeedState
from feedcrawler.sitelist import SiteEntry, read_toml
from tests.commands.typed import typed
from tests.conftest import CHECKOUT
from tests.e2e.conftest import CommandLine
from tests.e2e.crawling import options
from tests.e2e.local_site import page as html_page
from tests.newsroom import Newsroom
from tests.report.filling import run

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
    example.fill(database)
    database.articles.update_one({"_id": example.NAMES["url"]}, {"$set": {"lastChangedAt": datetime.now(UTC)}})
    command, *rest = [argument.strip("[]") for argument in arguments]
    url = "https://example.org/lost/" if command == "retry" else "https://example.org/bridge-opens/"
    rest = [url if argument == "URL" else argument for argument in rest]
    said = typed(command, mongodb_uri, database, capsys)(*rest)
    assert said.exit_code == 0, said.err
    assert {"changes": "Bridge", "diff": "Bridge", "retry": " due: " if "--now" in rest else "/lost/"}[
        command
    ] in said.out


def test_a_report_is_written_as_the_page_says(
    database: Database[dict[str, Any]],
    mongodb_uri: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    database.runs.insert_one(run("example.org", datetime.now(UTC)))
    monkeypatch.chdir(tmp_path)
    told = [command for command in commands_in(CHECKOUT / "docs/report.md") if command[0] == "report"]
    said = [typed("report", mongodb_uri, database, capsys)(*command[1:]) for command in told]
    assert [one.exit_code for one in said] == [0] * 5
    assert {path.name for path in tmp_path.iterdir()} == {"report.html", "night.html"}
    assert ["example.org" in one.out for one in said] == [False, False, False, True, True]


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


@pytest.fixture
def asked() -> recipes.Asked:
    return recipes.Asked()


@pytest.fixture
def week(
    database: Database[dict[str, Any]], mongodb_uri: str, asked: recipes.Asked
) -> Iterator[Database[dict[str, Any]]]:
    """The example of docs/queries.md, and many articles of the year before, which no recipe has to look at."""
    example.fill(database)
    database.articles.insert_many(
        {**doc, "_id": f"{doc['_id']}{number}/", "headline": "Old news", "articleBody": "Old.", "keywords": []}
        | {"crawl": doc["crawl"] | {"runId": "long ago"}}
        | {name: doc[name] - 400 * example.DAY for name in ("datePublished", "firstSeenAt", "lastChangedAt")}
        for doc in database.articles.find({"duplicateOf": {"$exists": False}, "state": {"$exists": False}})
        for number in range(20)
    )
    client: MongoClient[dict[str, Any]] = MongoClient(mongodb_uri, tz_aware=True, event_listeners=[asked])
    with client:
        yield client[database.name]


RECIPES = recipes.recipes()


def test_every_block_of_the_queries_is_part_of_a_recipe() -> None:
    preambles = 1
    for language in ("python", "js"):
        assert len(blocks(recipes.PAGE, language)) == len(RECIPES) + preambles
    assert len(blocks(recipes.PAGE, "json")) == len({recipe.title for recipe in RECIPES}) == len(RECIPES) >= 15


def test_the_queries_speak_of_what_the_example_has() -> None:
    code, *_ = blocks(recipes.PAGE, "python")
    names: dict[str, Any] = {"uri": None}
    exec(code, names)
    named = {name: value for name, value in names.items() if name in example.NAMES}
    assert named | {"now": example.NOW} == example.NAMES


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.title)
def test_every_recipe_finds_what_the_page_shows_and_takes_an_index(
    week: Database[dict[str, Any]], asked: recipes.Asked, recipe: recipes.Recipe
) -> None:
    found = recipes.run(recipe, week, example.NAMES)
    assert found
    assert recipes.as_output(found) == recipe.output, "run: python -m docs.generate"
    (command,) = asked.commands
    plan = recipes.explained(command, week)
    assert not recipes.scans(plan)
    assert recipes.examined(plan) <= 20


def test_a_recipe_that_scans_a_collection_would_be_noticed(
    week: Database[dict[str, Any]], asked: recipes.Asked
) -> None:
    by_words = {"from": "runs", "localField": "wordCount", "foreignField": "pid", "as": "runs"}
    list(week.articles.find({"wordCount": {"$gt": 1}}))
    list(week.articles.aggregate([{"$sortByCount": "$source.site"}]))
    list(week.articles.aggregate([{"$match": {"crawl.runId": example.RUN}}, {"$lookup": by_words}]))
    assert len(asked.commands) == 3
    plans = [recipes.explained(command, week) for command in asked.commands]
    assert all(map(recipes.scans, plans))
    assert recipes.examined(plans[0]) == week.articles.count_documents({}) > 100


def test_every_recipe_finds_the_same_in_mongosh(
    week: Database[dict[str, Any]], mongodb_uri: str, tmp_path: Path
) -> None:
    own = CHECKOUT / ".mongosh/node_modules/.bin/mongosh"
    mongosh = str(own) if own.exists() else shutil.which("mongosh")
    if mongosh is None:
        pytest.skip("no mongosh: npm install --prefix .mongosh --no-save --omit=optional mongosh@2.12.0")
    _, preamble = blocks(recipes.PAGE, "js")[0].split("\n", 1)
    file = tmp_path / "recipes.js"
    now = f'const now = new Date("{example.NOW:%Y-%m-%dT%H:%M:%SZ}"), day = 24 * 60 * 60 * 1000\n'
    file.write_text(recipes.script(RECIPES, now + preamble), "utf-8")
    week.command("profile", 2)
    command = [mongosh, mongodb_uri.replace("/?", f"/{week.name}?"), "--quiet", "--norc", "--file", str(file)]
    done = subprocess.run(
        command, env=os.environ | {"HOME": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    week.command("profile", 0)
    assert done.returncode == 0, done.stderr + done.stdout
    found = {
        r.title: recipes.lines(json.loads(line)) for r, line in zip(RECIPES, done.stdout.splitlines(), strict=True)
    }
    assert found == {recipe.title: recipe.output for recipe in RECIPES}
    plans = [
        doc["planSummary"]
        for doc in week["system.profile"].find({"appName": {"$regex": "^mongosh"}, "planSummary": {"$exists": True}})
    ]
    assert len(plans) == len(RECIPES)
    assert not [plan for plan in plans if "COLLSCAN" in plan]


@pytest.mark.parametrize("code", blocks(CHECKOUT / "docs/operate-from-cron.md", "python"))
def test_every_query_beside_the_recipes_finds_something(week: Database[dict[str, Any]], code: str) -> None:
    assert list(eval(code, {"db": week}))


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
