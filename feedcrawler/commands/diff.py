"""`feedcrawler diff URL`: what a story said before, word by word."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from rich.console import Console
from rich.text import Text
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from feedcrawler.commands.common import addresses, as_json, reported
from feedcrawler.errors import FeedcrawlerError
from feedcrawler.mongodb.connection import open_database
from feedcrawler.mongodb.document import Document, changed_fields
from feedcrawler.mongodb.history import Step, find_article, steps
from feedcrawler.printable import printable
from feedcrawler.similarity.word_diff import Piece, marked, word_diff
from feedcrawler.similarity.word_diff import plain as plain_words

_WORD_BY_WORD = ("description", "articleBody")
_STYLES = {"=": "", "-": "red strike", "+": "green"}


class Command(ScrapyCommand):
    """Shows every change of a stored article, the latest first."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[options] URL"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Show what a stored article said before, word by word"

    def long_desc(self) -> str:
        """What `feedcrawler diff -h` says."""
        return (
            "Shows every change of a stored article, the latest first: what went [-like this-], what came"
            " {+like this+}; on a terminal in red and green. Paragraphs that stayed are left out (…)."
            " URL may be any address of the article."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and ours."""
        super().add_options(parser)
        parser.add_argument("--revision", type=int, metavar="N", help="only the change that ended revision N")
        parser.add_argument("--json", action="store_true", help="one JSON object a change, one a line")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the changes."""
        if len(args) != 1:
            raise UsageError
        with reported(self):
            article, found = self._find(addresses(args[0]), opts.revision)
            if opts.json:
                for step in found:
                    sys.stdout.write(as_json(_described(step)) + "\n")
            else:
                _show(article, found)

    def _find(self, names: list[str], revision: int | None) -> tuple[Document, list[Step]]:
        """The stored article and its changes, or the one that ended a revision.

        Raises:
            FeedcrawlerError: there is none.
        """
        assert self.settings is not None
        with open_database(self.settings) as database:
            article = find_article(database, *names)
            if article is None:
                raise FeedcrawlerError(f"no article {names[0]} is stored")
            found = steps(database, article)
        if revision is not None:
            found = [step for step in found if step.revision == revision]
            if not found:
                raise FeedcrawlerError(f"{article['_id']} has no revision {revision} that was replaced")
        return article, found


def _show(article: Document, found: list[Step]) -> None:
    console = Console(soft_wrap=True, highlight=False)
    console.print(Text(printable(article["_id"])))
    console.print(Text(printable(article["headline"]), style="bold"))
    if not found:
        console.print(f"It has said the same since it was stored ({article['firstSeenAt']:%Y-%m-%d %H:%M} UTC).")
    for step in found:
        where = "" if step.identity == article["_id"] else f" of {step.identity}"
        title = f"\nrevision {step.revision}{where}, until {step.replaced_at:%Y-%m-%d %H:%M} UTC"
        console.print(Text(printable(title), style="bold"))
        for line in _lines(step, colours=console.is_terminal):
            console.print(line)


def _lines(step: Step, *, colours: bool) -> Iterator[Text]:
    """What changed, field by field."""
    for name in changed_fields(step.old, step.new):
        if name not in _WORD_BY_WORD or name not in step.old or name not in step.new:
            change = [("-", _shown(step.old.get(name))), ("=", " → "), ("+", _shown(step.new.get(name)))]
            yield Text.assemble(f"{name}: ", *((printable(text), _STYLES[sign]) for sign, text in change))
            continue
        yield Text(f"{name}:")
        for hunk in word_diff(step.old[name], step.new[name]):
            if all(sign == "=" for sign, _ in hunk):
                yield Text("…", style="dim")
            else:
                yield _coloured(hunk) if colours else Text(printable(plain_words(hunk)))


def _coloured(hunk: list[Piece]) -> Text:
    return Text.assemble(*((printable(text), _STYLES[sign]) for sign, text in marked(hunk)))


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S} UTC"
    if isinstance(value, list):
        signed = (f"{a['name']} (organization)" if a["type"] == "organization" else a["name"] for a in value)
        return ", ".join(signed) or "(none)"
    return " ".join((value or "").split()) or "(none)"


def _described(step: Step) -> Document:
    changes: Document = {}
    for name in changed_fields(step.old, step.new):
        old, new = step.old.get(name), step.new.get(name)
        changes[name] = {"old": old, "new": new}
        if name in _WORD_BY_WORD:
            changes[name]["words"] = [piece for hunk in word_diff(old or "", new or "") for piece in hunk]
    return {"_id": step.identity, "revision": step.revision, "replacedAt": step.replaced_at, "changes": changes}
