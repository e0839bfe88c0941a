"""`feedcrawler`: Scrapy's own command line with this project's settings, usable from any folder."""

from __future__ import annotations

import os
import sys

from scrapy.cmdline import execute

from feedcrawler.errors import FAILED, FeedcrawlerError


def main() -> None:
    """Run the command line; exits with the command's code."""
    os.environ["SCRAPY_SETTINGS_MODULE"] = "feedcrawler.settings"
    try:
        execute(["feedcrawler", *sys.argv[1:]])
    except FeedcrawlerError as error:
        print(f"feedcrawler: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(error.exit_code)
    except BrokenPipeError:  # `feedcrawler articles | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
