"""Newsrooms in a process of their own, so that what they cost is not counted as the crawl's.

The process is told what to do by lines of JSON, [site, method, arguments, named arguments], and answers each by a line.
It ends when nobody talks to it any more.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.newsroom.newsroom import Asked, Newsroom

_CHECKOUT = Path(__file__).resolve().parents[2]


class NewsroomProcess:
    """Newsrooms elsewhere: stories are named by their numbers.

    Args:
        sites: how many.
        options: of `python -m tests.newsroom`, such as articles=300.
    """

    def __init__(self, sites: int = 1, **options: object) -> None:
        flags = [part for name, value in options.items() for part in (f"--{name.replace('_', '-')}", str(value))]
        command = [sys.executable, "-m", "tests.newsroom", "--sites", str(sites), "--talk", *flags]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=_CHECKOUT)
        self.pid = self._process.pid
        self.addresses = [self._line().strip() for _ in range(sites)]
        self.address = self.addresses[0]

    def publish(self, n: int = 1, *, site: int = 0) -> list[int]:
        """Publish stories: their numbers."""
        return list(self._do(site, "publish", n))

    def change(self, how: str, number: int, *, site: int = 0, **options: object) -> None:
        """`edit`, `widget`, `delete`, `move`, `to_hub` or `live` a story."""
        self._do(site, how, number, **options)

    def fault(self, path: str, name: str | None, *arguments: object, site: int = 0, **options: object) -> None:
        """Set a fault of `tests.newsroom.faults` by its name; None: no fault any more."""
        self._do(site, "fault", path, name, *arguments, **options)

    def urls(self, *, site: int = 0) -> set[str]:
        """The addresses of all stories that are there."""
        return set(self._do(site, "urls"))

    def asked(self, *, site: int = 0) -> list[Asked]:
        """What was asked since the last reset."""
        return [Asked(*one) for one in self._do(site, "asked")]

    def articles_asked(self, *, conditional: bool | None = None, site: int = 0) -> Counter[str]:
        """How often each slug was asked for."""
        return Counter(self._do(site, "articles_asked", conditional=conditional))

    def source_requests(self, *, site: int = 0) -> list[Asked]:
        """The requests to feeds, sitemaps, listings and the home page."""
        return [Asked(*one) for one in self._do(site, "source_requests")]

    def bytes_sent(self, *, site: int = 0) -> int:
        """Since the last reset."""
        return int(self._do(site, "bytes_sent"))

    def reset(self, *, site: int = 0) -> None:
        """Forget what was asked."""
        self._do(site, "reset")

    def close(self) -> None:
        """Stop answering."""
        self._process.communicate(timeout=30)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def _do(self, site: int, method: str, *arguments: object, **options: object) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([site, method, arguments, options]) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._line())
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["result"]

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the newsroom ended with {self._process.wait(10)}")
        return line


def obey(room: Newsroom, method: str, arguments: list[Any], options: dict[str, Any]) -> Any:
    """Do what a line says: the other end of the pipe."""
    from tests.newsroom import faults

    if method == "fault":
        path, name, *rest = arguments
        room.faults.pop(path, None)
        if name is not None:
            room.faults[path] = getattr(faults, name)(*rest, **options)
        return None
    if method == "publish":
        return [story.number for story in room.publish(*arguments, **options)]
    if method in {"edit", "widget", "delete", "move", "to_hub", "live"}:
        number, *rest = arguments
        getattr(room, method)(room.stories[number - 1], *rest, **options)
        return None
    if method in {"asked", "source_requests"}:
        asked = room.asked if method == "asked" else room.source_requests()
        return [(one.path, one.method, one.conditional, one.status, one.agent, one.at) for one in asked]
    if method == "urls":
        return sorted(room.urls())
    if method == "bytes_sent":
        return room.bytes_sent
    return getattr(room, method)(*arguments, **options)
