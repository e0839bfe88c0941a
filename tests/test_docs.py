"""What the documentation says is true."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pymongo.database import Database
from scrapy.cmdline import _get_commands_dict
from scrapy.settings import Settings

from docs.generate import page
from feedcrawler import read_article
from feedcrawler.mongodb.document import to_document
from tests.conftest import CHECKOUT
from tests.e2e.local_site import page as html_page
from tests.examples import article

DOCS = sorted([*CHECKOUT.glob("docs/*.md"), CHECKOUT / "README.md", CHECKOUT / "fixtures/README.md"])


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


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


@pytest.mark.parametrize("recipe", blocks(CHECKOUT / "docs/query-recipes.md", "python"))
def test_every_recipe_finds_something(database: Database[dict[str, Any]], recipe: str) -> None:
    now = datetime.now(UTC)
    example = to_document(article()) | {"revision": 2, "firstSeenAt": now, "lastSeenAt": now, "lastChangedAt": now}
    example["extraction"]["warnings"] = ["headline: json-ld and h1 disagree"]
    database.articles.insert_one(example)
    database.revisions.insert_one({"articleId": "https://kyivindependent.com/some-story/", "revision": 1})
    database.quarantine.insert_one({"reason": "http 404"})
    database.runs.insert_one({"spider": "x", "verdict": "done", "startedAt": now})
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
