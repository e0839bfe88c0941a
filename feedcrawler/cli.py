"""`feedcrawler`: Scrapy's own command line with this project's settings, usable from any folder."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.util import find_spec

from scrapy import cmdline
from scrapy.commands import ScrapyCommand
from scrapy.settings import BaseSettings

from feedcrawler.errors import FAILED, FeedcrawlerError

_all_commands = cmdline._get_commands_dict


def main() -> None:
    """Run the command line; exits with the command's code."""
    os.environ["SCRAPY_SETTINGS_MODULE"] = "feedcrawler.settings"
    cmdline._get_commands_dict = _commands
    try:
        cmdline.execute(["feedcrawler", *sys.argv[1:]])
    except FeedcrawlerError as error:
        print(f"feedcrawler: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(error.exit_code)
    except BrokenPipeError:  # `feedcrawler articles | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)


def _commands(settings: BaseSettings, inproject: bool) -> dict[str, ScrapyCommand]:
    """The command that is asked for, if it is one of ours: Scrapy would load all there are, pytest with one of them."""
    name = next((argument for argument in sys.argv[1:] if not argument.startswith("-")), "")
    if not name.isidentifier() or find_spec(module := f"{settings['COMMANDS_MODULE']}.{name}") is None:
        return _all_commands(settings, inproject)
    command = getattr(import_module(module), "Command", None)
    return {name: command()} if command else _all_commands(settings, inproject)


if __name__ == "__main__":
    main()
