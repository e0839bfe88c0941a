"""`python -m tests.newsroom --port 0 --articles 300`: a news site to look at, or to crawl; it prints its address."""

from __future__ import annotations

import argparse
import json
import sys
import threading
import traceback
from datetime import datetime, timedelta

from tests.newsroom.newsroom import SOURCES, Newsroom
from tests.newsroom.process import obey


def main() -> None:
    """Serve until interrupted, or with --talk until standard input ends."""
    options = _options()
    rooms = [_room(options, site) for site in range(options.sites)]
    for room in rooms:
        _say(room.address)
    try:
        if options.talk:
            _talk(rooms)
        else:
            threading.Event().wait()
    except KeyboardInterrupt:
        pass
    finally:
        for room in rooms:
            room.close()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _talk(rooms: list[Newsroom]) -> None:
    for line in sys.stdin:
        try:
            site, method, arguments, named = json.loads(line)
            answer = {"result": obey(rooms[site], method, arguments, named)}
        except Exception:
            answer = {"error": traceback.format_exc()}
        _say(json.dumps(answer))


def _room(options: argparse.Namespace, site: int) -> Newsroom:
    return Newsroom(
        options.articles,
        seed=options.seed if options.sites == 1 else f"{options.seed}-{site}",
        sources=options.sources.split(","),
        now=options.now,
        every=timedelta(minutes=options.every),
        window=options.window,
        paged=options.paged == "yes",
        page_size=options.page_size,
        crawl_delay=options.crawl_delay,
        article_path=options.article_path,
        port=options.port + site if options.port else 0,
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.newsroom", description="A local news site, for tests.")
    parser.add_argument("--port", type=int, default=0, help="0: any; of several sites the first one's")
    parser.add_argument("--sites", type=int, default=1, help="how many, each on its own port and with other stories")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", default="0")
    parser.add_argument("--sources", default=",".join(SOURCES), help="default: %(default)s")
    parser.add_argument("--now", type=datetime.fromisoformat, help="the present, with a zone; default: the clock's")
    parser.add_argument("--every", type=float, default=5, help="minutes between two stories")
    parser.add_argument("--window", type=int, default=20, help="entries of a feed")
    parser.add_argument("--paged", choices=["yes", "no"], default="no", help="whether feeds have next pages")
    parser.add_argument("--page-size", type=int, default=20, help="cards on a page of a listing")
    parser.add_argument("--crawl-delay", type=float, help="of robots.txt")
    parser.add_argument("--article-path", default="/{slug}/", help="of {slug}, {number}, {section} and {date}")
    parser.add_argument("--talk", action="store_true", help="take orders from standard input, and end with it")
    return parser.parse_args()


if __name__ == "__main__":
    main()
