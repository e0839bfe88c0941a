"""Wrong settings are said before anything is fetched."""

from __future__ import annotations

import logging

from scrapy.settings import BaseSettings

from feedcrawler import settings as defaults
from feedcrawler.errors import ConfigurationError
from feedcrawler.notifying import check_telling
from feedcrawler.recheck import Recheck

_NEVER_NONE = ("FEEDCRAWLER_MONGODB_TIMEOUT", "FEEDCRAWLER_LOCK_SECONDS")
"""Without any time no database is ever there, and no lock ever held."""


def check_settings(settings: BaseSettings) -> None:
    """Hold every number among the settings to the kind of its default, and what else can be wrong in one.

    Raises:
        ConfigurationError: a setting is no number, or a negative one; or no list of durations; or no level of a log;
            or nobody can be told so.
    """
    for name, default in vars(defaults).items():
        if name.isupper() and isinstance(default, int | float) and not isinstance(default, bool):
            _check(name, settings[name], type(default))
    for name in _NEVER_NONE:
        if settings.getfloat(name) == 0:
            raise ConfigurationError(f"{name} is {settings[name]!r}: it must be more than 0")
    Recheck.from_settings(settings)
    check_telling(settings)
    level = settings["LOG_LEVEL"]
    if not isinstance(logging.getLevelName(level), int) and not isinstance(level, int):
        raise ConfigurationError(f"LOG_LEVEL is {level!r}: it must be DEBUG, INFO, WARNING, ERROR or CRITICAL")


def _check(name: str, value: object, kind: type[int] | type[float]) -> None:
    what = "a whole number" if kind is int else "a number"
    try:
        number = kind(str(value))
    except ValueError:
        raise ConfigurationError(f"{name} is {value!r}: it must be {what}") from None
    if not 0 <= number < float("inf"):
        raise ConfigurationError(f"{name} is {value!r}: it must be {what} that is not negative")
