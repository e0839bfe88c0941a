"""Reads the rules from the files beside this module.

`general.toml` holds for every site; `<site>.toml`, named like `Site.name`, is added for one.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from feedcrawler.boilerplate.rules import Rules
from feedcrawler.errors import ConfigurationError

_IN_WORDS = {
    "missing": "is missing; general.toml shows what a rule says",
    "extra_forbidden": "is no key that is known here; general.toml shows those that are",
    "tuple_type": "must be a text or a list of texts in [ ]",
    "string_type": "must be a text in quotes",
}


@lru_cache(maxsize=1024)
def rules_for(site_name: str) -> Rules:
    """The rules of the site with this `Site.name`: its own, if it has any, then the general ones.

    Raises:
        ConfigurationError: a rule file is wrong; the message names file and rule.
    """
    own = _files().get(f"{site_name}.toml")
    general = _general()
    if own is None or site_name == "general":
        return general
    try:
        return read_rules(own) + general
    except ValidationError as error:
        raise ConfigurationError(f"boilerplate rules {own.name} and general.toml: {_say(error, {})}") from error


def combined(site_name: str, *, instead: Path | None = None, added: Path | None = None) -> Rules:
    """The rules of a site, to be tried: one file `instead` of its own, or `added` to them; the general ones as always.

    Raises:
        ConfigurationError: a file is wrong; the message names file and rule.
    """
    file = instead or added
    if file is None:
        return rules_for(site_name)
    try:
        return read_rules(file) + (_general() if instead else rules_for(site_name))
    except ValidationError as error:
        raise ConfigurationError(f"boilerplate rules {file} and those it is added to: {_say(error, {})}") from error


def rule_file_names() -> list[str]:
    """The names of sites that have a rule file."""
    return sorted(name.removesuffix(".toml") for name in _files() if name.endswith(".toml") and name != "general.toml")


@lru_cache(maxsize=1)
def _files() -> dict[str, Traversable]:
    return {file.name: file for file in resources.files(__package__).iterdir()}


@lru_cache(maxsize=1)
def _general() -> Rules:
    return read_rules(_files()["general.toml"])


def read_rules(file: Traversable) -> Rules:
    """The rules in a TOML file.

    Raises:
        ConfigurationError: it cannot be read, is no TOML, or a rule is wrong; the message names file and rule.
    """
    try:
        data = tomllib.loads(file.read_text("utf-8"))
        return Rules.model_validate(data)
    except ValidationError as error:
        raise ConfigurationError(f"boilerplate rules {file}: {_say(error, data)}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(
            f"boilerplate rules {file}: no TOML: {error}; general.toml shows how rules are written"
        ) from error
    except OSError as error:
        raise ConfigurationError(f"boilerplate rules {file}: cannot be read: {error.strerror}") from error
    except ValueError as error:  # bytes that are no UTF-8 are a ValueError
        raise ConfigurationError(f"boilerplate rules {file}: {error}") from error


def _say(error: ValidationError, data: dict[str, Any]) -> str:
    """The first error, with the name of its rule: 'rule 'x': what'."""
    first = error.errors(include_url=False, include_input=False)[0]
    message = _IN_WORDS.get(first["type"], first["msg"]).removeprefix("Value error, ")
    match first["loc"]:
        case (str(kind), int(index), *field):
            rule = data[kind][index]
            name = rule.get("name") if isinstance(rule, dict) else None
            which = f"rule {name!r}" if name else f"[[{kind}]] number {index + 1}"
            return ": ".join([which, *([".".join(map(str, field))] if field else []), message])
        case (str(kind),) if first["type"] == "tuple_type" and kind != "publisher":
            return f"{kind} is no list of rules; write [[{kind}]] over each, with two brackets"
        case loc:
            return ": ".join([*([".".join(map(str, loc))] if loc else []), message])
