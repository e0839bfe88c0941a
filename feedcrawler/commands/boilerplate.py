"""`feedcrawler boilerplate mine|check SITE`: find lines that recur, and see what rules would remove."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar

from rich.console import Console
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from web_poet import default_registry

from feedcrawler.boilerplate import rules_for
from feedcrawler.boilerplate.checking import Checking
from feedcrawler.boilerplate.loading import combined, rule_file_names
from feedcrawler.boilerplate.mining import mine
from feedcrawler.boilerplate.mining.writing import counted, summary, to_toml
from feedcrawler.boilerplate.texts import PROJECTION, StoredText, read_file, stored_text
from feedcrawler.commands.check_report import show
from feedcrawler.commands.common import as_json, reported
from feedcrawler.errors import ConfigurationError, FeedcrawlerError
from feedcrawler.mongodb.connection import open_database
from feedcrawler.printable import printable

_LEAST = 3  # articles: of what fewer have in common, nothing can be told


class Command(ScrapyCommand):
    """Proposes boilerplate rules for a site, and shows what rules would remove. Nothing is changed by either."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """What follows the command's name."""
        return "mine|check SITE [options]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Propose boilerplate rules for a site, or see what its rules would remove"

    def long_desc(self) -> str:
        """What `-h` says."""
        return (
            "mine: look through the stored articles of a site for lines that recur and are no news, and print rules"
            " that a person can put into its rule file. check: show what rules would remove from what is stored."
            " Neither changes anything."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and ours."""
        super().add_options(parser)
        both = parser.add_argument_group("Both")
        both.add_argument(
            "--from", dest="source", metavar="FILE", type=Path, help="articles as JSON lines, no database"
        )
        both.add_argument("--body", default="articleBody", metavar="FIELD", help="FILE's field with the text")
        mining = parser.add_argument_group("mine")
        mining.add_argument("--min", dest="least", type=int, metavar="N", help="articles that have a line, at least")
        mining.add_argument("--out", type=Path, metavar="FILE", help="write the proposals to FILE")
        mining.add_argument("--without-rules", action="store_true", help="propose what rules cover already, too")
        checking = parser.add_argument_group("check")
        files = checking.add_mutually_exclusive_group()
        files.add_argument("--rules", type=Path, metavar="FILE", help="rules instead of the site's own")
        files.add_argument("--add", type=Path, metavar="FILE", help="rules beside the site's own")
        checking.add_argument("--json", action="store_true", help="one JSON object")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do what the first argument says; errors are one line."""
        actions = {"mine": self._mine, "check": self._check}
        if len(args) != 2 or args[0] not in actions:
            raise UsageError("boilerplate takes: mine SITE, or check SITE", print_help=False)
        for name in ("rules", "add", "json") if args[0] == "mine" else ("least", "out", "without_rules"):
            if getattr(opts, name):
                raise UsageError(
                    f"boilerplate {args[0]} has no such option; see feedcrawler boilerplate -h", print_help=False
                )
        if opts.least is not None and opts.least < _LEAST:
            raise UsageError(f"--min is {_LEAST} or more: of fewer articles nothing can be told", print_help=False)
        with reported(self):
            actions[args[0]](args[1], opts)

    def _mine(self, site: str, opts: argparse.Namespace) -> None:
        installed = rules_for(site)
        with _new_file(opts.out) as out:
            with self._texts(site, opts, {"duplicateOf": None}) as texts:
                mining = mine(texts, None if opts.without_rules else installed, opts.least)
            out.write(to_toml(mining, site, installed.names))
        if opts.out:
            sys.stdout.write(printable(f"{summary(mining)}\n{counted(len(mining.proposals))} in {opts.out}\n"))

    def _check(self, site: str, opts: argparse.Namespace) -> None:
        rules = combined(site, instead=opts.rules, added=opts.add)
        with self._texts(site, opts, {}) as texts:
            check = Checking(rules, rules_for(site)).run(texts)
        if opts.json:
            sys.stdout.write(as_json(asdict(check)) + "\n")
        else:
            show(check, rules, Console())

    @contextmanager
    def _texts(self, site: str, opts: argparse.Namespace, those: dict[str, Any]) -> Iterator[Iterator[StoredText]]:
        """The articles of the site, from the file, or `those` in the database.

        Raises:
            ConfigurationError: nothing is known of such a site.
            FeedcrawlerError: nothing of the site is stored, or the file holds no article.
        """
        known = _known_sites()
        if opts.source:
            if site not in known and "." not in site:
                raise _unknown(site, known)
            yield _told(_at_least_one(read_file(opts.source, opts.body), f"no article is in {opts.source}"))
            return
        assert self.settings is not None
        with open_database(self.settings) as database:
            articles = database.articles
            if articles.find_one({"source.site": site}, {"_id": 1}) is None:
                stored = articles.distinct("source.site")
                if site in known:
                    raise FeedcrawlerError(f"no article of {site} is stored")
                raise _unknown(site, {*known, *stored})
            found = articles.find({"source.site": site, **those}, PROJECTION).sort("datePublished", -1)
            texts = (stored_text(document) for document in found if isinstance(document.get("articleBody"), str))
            yield _told(_at_least_one(texts, f"no stored article of {site} has a text of its own"))


def _known_sites() -> set[str]:
    declared = (getattr(rule.use, "site", None) for rule in default_registry.get_rules())
    return {*rule_file_names(), *(site.name for site in declared if site)}


def _unknown(site: str, known: set[str]) -> ConfigurationError:
    return ConfigurationError(f"no site {site!r} is known; known: {', '.join(sorted(known)) or 'none'}")


@contextmanager
def _new_file(path: Path | None) -> Iterator[Any]:
    """Where the proposals go; a file that is there already is not written over."""
    if path is None:
        yield sys.stdout
        return
    try:
        file = path.open("x", encoding="utf-8")
    except FileExistsError:
        raise ConfigurationError(f"{path} is there already; name a new file with --out") from None
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be written: {error.strerror}") from None
    try:
        with file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _at_least_one(texts: Iterator[StoredText], otherwise: str) -> Iterator[StoredText]:
    """The same articles.

    Raises:
        FeedcrawlerError: there is none; at once, not when they are asked for.
    """
    for first in texts:
        return chain([first], texts)
    raise FeedcrawlerError(f"{otherwise}; nothing was done")


def _told(texts: Iterator[StoredText]) -> Iterator[StoredText]:
    """The same articles; a person at a terminal sees how many were read."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield from texts
        return
    with console.status("reading …") as status:
        for number, text in enumerate(texts, 1):
            if number % 500 == 0:
                status.update(f"{number:,} articles read")
            yield text
