"""`feedcrawler diff URL`: what a story said before, word by word."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from rich.console import Console
from rich.text import Text
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from feedcrawler.errors import FAILED, FeedcrawlerError
from feedcrawler.mongodb.connection import open_database
from feedcrawler.mongodb.document import Document, changed_fields
from feedcrawler.mongodb.history import Step, find_article, steps
from feedcrawler.pages import site_of
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
        assert self.settings is not None
        try:
            names = [site_of(args[0]).identity(args[0]), args[0]]
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from None
        try:
            with open_database(self.settings) as database:
                article = find_article(database, *names)
                found = steps(database, article) if article else []
        except FeedcrawlerError as error:
            sys.stderr.write(f"feedcrawler: {error}\n")
            self.exitcode = error.exit_code
            return
        if opts.revision is not None:
            found = [step for step in found if step.revision == opts.revision]
        if article is None:
            self._fail(f"no article {names[0]} is stored")
        elif opts.revision is not None and not found:
            self._fail(f"{article['_id']} has no revision {opts.revision} that was replaced")
        elif opts.json:
            for step in found:
                sys.stdout.write(json.dumps(_as_json(step), default=_plain) + "\n")
        else:
            _show(article, found)

    def _fail(self, why: str) -> None:
        sys.stderr.write(f"feedcrawler: {printable(why)}\n")
        self.exitcode = FAILED


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


def _as_json(step: Step) -> Document:
    changes: Document = {}
    for name in changed_fields(step.old, step.new):
        old, new = step.old.get(name), step.new.get(name)
        changes[name] = {"old": old, "new": new}
        if name in _WORD_BY_WORD:
            changes[name]["words"] = [piece for hunk in word_diff(old or "", new or "") for piece in hunk]
    return {"_id": step.identity, "revision": step.revision, "replacedAt": step.replaced_at, "changes": changes}


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
