"""Typing a command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from scrapy.cmdline import execute
from scrapy.settings import Settings


class Said(NamedTuple):
    """What a command said."""

    exit_code: int
    out: str
    err: str


Type = Callable[..., Said]


def typed(command: str, uri: str, database: Any, capsys: pytest.CaptureFixture[str]) -> Type:
    """`feedcrawler COMMAND …` through Scrapy's command line."""
    known = {
        "COMMANDS_MODULE": f"feedcrawler.commands.{command}",
        "MONGODB_URI": uri,
        "MONGODB_DATABASE": database.name,
    }

    def run(*arguments: object) -> Said:
        with pytest.raises(SystemExit) as end:
            execute(["feedcrawler", command, *map(str, arguments)], Settings(known))
        assert isinstance(end.value.code, int)
        return Said(end.value.code, *capsys.readouterr())

    return run
