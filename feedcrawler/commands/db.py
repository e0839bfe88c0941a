"""`feedcrawler db`: the embedded MongoDB by hand (crawls start it by themselves), and what is in the database."""

from __future__ import annotations

import argparse
from typing import Any, ClassVar

from pymongo import MongoClient
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from feedcrawler.commands.common import reported
from feedcrawler.commands.db_check import check_database
from feedcrawler.commands.db_migrate import migrate_database
from feedcrawler.errors import DEGRADED, DONE, ConfigurationError, DatabaseError, mask_uri
from feedcrawler.mongodb.connection import explained
from feedcrawler.mongodb.server import Server, data_dir, database_uri, own_uri, start_for, status, stop

NOT_RUNNING = 3
"""Exit code of `db status`, as of `systemctl status`."""

_ANSWER_MS = 5_000


class Command(ScrapyCommand):
    """Start, stop or ask about the embedded MongoDB; check or migrate what is in the database."""

    requires_project = False
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """The line after `Usage: scrapy db`."""
        return "start|stop|status|uri|check|migrate [--dry-run] [--json]"

    def short_desc(self) -> str:
        """One line for `feedcrawler -h`."""
        return "Start, stop or ask about the embedded MongoDB; check or migrate the database"

    def long_desc(self) -> str:
        """What `feedcrawler db -h` says."""
        return (
            "start: start the embedded MongoDB (crawls do so themselves). stop: shut it down."
            f" status: say whether the database answers; exit code {NOT_RUNNING} if not."
            " uri: print the address for other tools, and start the embedded MongoDB if need be."
            " With MONGODB_URI set, status and uri are about that server, passwords hidden,"
            " and there is nothing to start or to stop."
            " check: say whether the database holds what this version expects; only reads, exit code"
            f" {DEGRADED} if something is off. migrate: bring the database of an earlier version to this one;"
            " with --dry-run only say what would be done."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and ours."""
        super().add_options(parser)
        parser.add_argument("--dry-run", action="store_true", help="migrate: only say what would be done")
        parser.add_argument("--json", action="store_true", help="check, migrate: one JSON object")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do what the one argument says; errors are one line, also under `scrapy db`."""
        action = args[0] if len(args) == 1 else ""
        if action not in _ACTIONS and action not in ("check", "migrate"):
            raise UsageError("db takes one of: start, stop, status, uri, check, migrate", print_help=False)
        if (opts.json and action in _ACTIONS) or (opts.dry_run and action != "migrate"):
            raise UsageError("--json is for check and migrate, --dry-run for migrate", print_help=False)
        assert self.settings is not None  # set by scrapy.cmdline
        with reported(self):
            if action == "check":
                self.exitcode = check_database(self.settings, in_json=opts.json)
            elif action == "migrate":
                self.exitcode = migrate_database(self.settings, dry_run=opts.dry_run, in_json=opts.json)
            else:
                self.exitcode = _ACTIONS[action](self.settings)


def _start(settings: BaseSettings) -> int:
    if own_uri(settings):
        return _not_ours(settings, "start")
    before = status(data_dir(settings))
    server = start_for(settings)
    return _say(_portrait(server, "was running already" if before.pid == server.pid else "started"))


def _stop(settings: BaseSettings) -> int:
    if own_uri(settings):
        return _not_ours(settings, "stop")
    server = status(data_dir(settings))
    if stop(data_dir(settings)):
        return _say(f"MongoDB stopped; the data stays in {server.data}")
    return _say(f"MongoDB was not running (data {server.data})")


def _status(settings: BaseSettings) -> int:
    if uri := own_uri(settings):
        return _status_of(uri)
    server = status(data_dir(settings))
    if server.running:
        return _say(_portrait(server, "is running"))
    if server.pid:
        return _say(f"MongoDB (pid {server.pid}) does not answer yet (log {server.log})", NOT_RUNNING)
    return _say(f"MongoDB is not running (data {server.data})", NOT_RUNNING)


def _status_of(uri: str) -> int:
    """Whether the users' own server answers and lets us in."""
    try:
        with explained(uri):
            client: MongoClient[dict[str, Any]] = MongoClient(
                uri,
                serverSelectionTimeoutMS=_ANSWER_MS,
                connectTimeoutMS=_ANSWER_MS,
                socketTimeoutMS=_ANSWER_MS,
            )
            with client:
                version = client.server_info()["version"]
    except DatabaseError as error:
        return _say(str(error), NOT_RUNNING)
    return _say(f"MongoDB {version} answers at {mask_uri(uri)} (MONGODB_URI)")


def _uri(settings: BaseSettings) -> int:
    return _say(mask_uri(database_uri(settings)))


_ACTIONS = {"start": _start, "stop": _stop, "status": _status, "uri": _uri}


def _not_ours(settings: BaseSettings, action: str) -> int:
    raise ConfigurationError(
        f"MONGODB_URI names your own server ({mask_uri(own_uri(settings))}):"
        f" nothing to {action} here; unset it to use the embedded one"
    )


def _portrait(server: Server, what: str) -> str:
    return (
        f"MongoDB {server.version} {what} (pid {server.pid})\n"
        f"uri   {server.uri}\ndata  {server.data}\nlog   {server.log}"
    )


def _say(text: str, exit_code: int = DONE) -> int:
    print(text)  # noqa: T201
    return exit_code
