"""`sites.toml`: the sites as a person writes them down."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from typing import Any

import tomli_w
from pydantic import ValidationError

from feedcrawler.errors import ConfigurationError, mask_credentials
from feedcrawler.sitelist.entry import SiteEntry, SiteList

MAX_SITES = 10_000

_IN_WORDS = {
    "missing": "is missing: every site needs one",
    "extra_forbidden": f"is no key that is known here; there are: {', '.join(SiteEntry.model_fields)}",
    "tuple_type": "must be a list of texts in [ ]",
    "string_type": "must be a text in quotes",
}
_PATTERNS = {
    "name": "must be made of letters, digits and . : _ -",
    "language": "must be a language tag, such as uk or pt-BR",
}


def read_toml(data: bytes, where: str) -> SiteList:
    """The sites of a `sites.toml`.

    Args:
        data: the file.
        where: its name, for messages.

    Raises:
        ConfigurationError: it is no TOML, or a site is wrong or named twice; the message says which, and what to do.
    """
    try:
        content = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # bytes that are no UTF-8 and endless numbers are ValueErrors
        raise ConfigurationError(f"{where}: neither TOML nor OPML: {error or 'too many brackets'}") from None
    tables = _tables(content, where)
    entries, problems = [], []
    for number, table in enumerate(tables, 1):
        try:
            entries.append(SiteEntry.model_validate(table))
        except ValidationError as error:
            problems += [f"{_which(number, table)}: {said}" for said in _say(error)]
    problems = problems or _repeated(entries)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise ConfigurationError(f"{where}: {problems[0]}{more}")
    return SiteList(tuple(entries))


def write_toml(entries: Iterable[SiteEntry]) -> str:
    """The sites as `[[site]]` blocks, only what is not a default."""
    blocks = (entry.model_dump(mode="json", exclude_defaults=True) for entry in entries)
    return "\n".join(f"[[site]]\n{tomli_w.dumps(block)}" for block in blocks)


def _tables(content: dict[str, Any], where: str) -> list[Any]:
    if unknown := [key for key in content if key != "site"]:
        raise ConfigurationError(f'{where}: unknown key {unknown[0]!r}: a site is written as [[site]], then url = "…"')
    tables = content.get("site", [])
    if not isinstance(tables, list):
        raise ConfigurationError(f"{where}: 'site' is no list of sites: write [[site]] over each, with two brackets")
    if not tables:
        raise ConfigurationError(f'{where}: names no site: write [[site]], then url = "https://example.org/"')
    if len(tables) > MAX_SITES:
        raise ConfigurationError(f"{where}: {len(tables)} sites; at most {MAX_SITES} in one file: split it")
    return tables


def _which(number: int, table: Any) -> str:
    named = table if isinstance(table, dict) else {}
    name = named.get("url") or named.get("name")
    return f"site {number} ({mask_credentials(str(name))[:200]})" if name else f"site {number}"


def _say(error: ValidationError) -> list[str]:
    said = []
    for problem in error.errors(include_url=False, include_input=False):
        field = ".".join(map(str, problem["loc"]))
        words = _IN_WORDS.get(problem["type"], problem["msg"]).removeprefix("Value error, ")
        if problem["type"] == "string_pattern_mismatch":
            words = _PATTERNS.get(field, words)
        said.append(f"{field}: {words}" if field else "must be a table: write [[site]] over it, with two brackets")
    return said


def _repeated(entries: list[SiteEntry]) -> list[str]:
    """Two crawls of one host at once would be impolite twice, and two of one name would have one state."""
    hosts: dict[str, int] = {}
    names: dict[str, int] = {}
    problems = []
    for number, entry in enumerate(entries, 1):
        which = f"site {number} ({entry.url})"
        if (first := hosts.setdefault(entry.host, number)) != number:
            problems.append(f"{which}: url: site {first} is on the same host: make them one, with the feeds of both")
        elif (first := names.setdefault(entry.site_name, number)) != number:
            problems.append(f"{which}: name: site {first} has the same: give one of them another")
    return problems
