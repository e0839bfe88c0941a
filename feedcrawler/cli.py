"""`feedcrawler`: Scrapy's own command line with this project's settings, usable from any folder."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.util import find_spec

from scrapy import cmdline
from scrapy.commands import ScrapyCommand
from scrapy.settings import BaseSettings

from feedcrawler.errors import DONE, FAILED, FeedcrawlerError
from feedcrawler.surroundings import concerns_output, say_the_rest, settle_in

_all_commands = cmdline._get_commands_dict


def main() -> None:
    """Run the command line; exits with the command's code."""
    os.environ["SCRAPY_SETTINGS_MODULE"] = "feedcrawler.settings"
    cmdline._get_commands_dict = _commands
    settle_in()
    code = _run()
    sys.exit(code if say_the_rest() else code or FAILED)


def _run() -> int | str | None:
    """Run the command; gives its exit code."""
    try:
        cmdline.execute(["feedcrawler", *sys.argv[1:]])
    except SystemExit as end:
        return end.code
    except FeedcrawlerError as error:
        print(f"feedcrawler: {error}", file=sys.stderr)  # noqa: T201
        return error.exit_code
    except KeyboardInterrupt:
        print("feedcrawler: stopped", file=sys.stderr)  # noqa: T201
        return FAILED
    except OSError as error:
        if not concerns_output(error):
            raise
        return FAILED  # what could not be written still waits
    return DONE


def _commands(settings: BaseSettings, inproject: bool) -> dict[str, ScrapyCommand]:
    """The command that is asked for, if it is one of ours: Scrapy would load all there are, pytest with one of them."""
    name = next((argument for argument in sys.argv[1:] if not argument.startswith("-")), "")
    if not name.isidentifier() or find_spec(module := f"{settings['COMMANDS_MODULE']}.{name}") is None:
        return _all_commands(settings, inproject)
    command = getattr(import_module(module), "Command", None)
    return {name: command()} if command else _all_commands(settings, inproject)


if __name__ == "__main__":
    main()
