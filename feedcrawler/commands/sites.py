"""`feedcrawler sites`: lists of sites between sites.toml and feed readers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from feedcrawler.commands.common import as_json, reported
from feedcrawler.errors import ConfigurationError
from feedcrawler.printable import printable
from feedcrawler.sitelist import (
    SiteEntry,
    SiteList,
    is_xml,
    read_bytes,
    read_list,
    read_toml,
    write_opml,
    write_toml,
)

_SOURCES = ("feed", "sitemap", "listing")


class Command(ScrapyCommand):
    """Import, export and check files that list sites."""

    requires_project = False
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """What follows the command's name."""
        return "import|export|check FILE [-o FILE] [--json]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Turn a feed reader's OPML into sites.toml and back, or check either"

    def long_desc(self) -> str:
        """What `feedcrawler sites -h` says."""
        return (
            "import: write the sites of an OPML file as sites.toml; with -o into a file that exists, those that it"
            " lacks are added to its end. export: write the sites of sites.toml as OPML."
            " check: say what is in a file, and what is wrong with it."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and ours."""
        super().add_options(parser)
        parser.add_argument("-o", "--output", metavar="FILE", help="write into FILE (default: standard output)")
        parser.add_argument("--json", action="store_true", help="check: one JSON object")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do what the first argument says with the file that the second one names."""
        actions: dict[str, Callable[[Path, Path | None], None]] = {
            "import": _import,
            "export": _export,
            "check": lambda file, _: _check(file, json=opts.json),
        }
        check = args[:1] == ["check"]
        if len(args) != 2 or args[0] not in actions or (opts.output if check else opts.json):
            raise UsageError("sites takes: import FILE.opml, export sites.toml, or check FILE", print_help=False)
        with reported(self):
            actions[args[0]](Path(args[1]), Path(opts.output) if opts.output else None)


def _import(file: Path, output: Path | None) -> None:
    found = _read(file)
    if output is None:
        sys.stdout.write(write_toml(found.entries))
    elif output.exists():
        _add(found.entries, output)
    else:
        _write(output, "x", write_toml(found.entries).encode())
        _say(f"{output}: {_count(len(found.entries), 'site')}")


def _add(entries: tuple[SiteEntry, ...], output: Path) -> None:
    """Add sites to the end of a file: what a person wrote there stays as it is."""
    before = read_bytes(output)
    if is_xml(before):
        raise ConfigurationError(f"{output} is OPML: sites are added to a sites.toml only; name another file")
    known = read_toml(before, str(output)).entries if before.strip() else ()
    hosts, names = {entry.host: entry for entry in known}, {entry.site_name for entry in known}
    new = [entry for entry in entries if entry.host not in hosts and entry.site_name not in names]
    if new:
        added = ("\n" if before.endswith(b"\n") or not before else "\n\n") + write_toml(new)
        _check_whole(before + added.encode(), output)
        _write(output, "a", added.encode())
    _say(f"{output}: {_count(len(new), 'site')} added, {len(entries) - len(new)} there already")
    for entry in entries:
        if (there := hosts.get(entry.host)) and (lacking := set(entry.feeds) - set(there.feeds)):
            named = f"{_count(len(lacking), 'feed')}: {', '.join(sorted(lacking))}"
            _say(f"{there.site_name} is there already, without {named}")


def _check_whole(data: bytes, output: Path) -> None:
    try:
        read_toml(data, str(output))
    except ConfigurationError as error:
        raise ConfigurationError(f"nothing was added, as the whole would be wrong: {error}") from None


def _export(file: Path, output: Path | None) -> None:
    data = write_opml(_read(file).entries, title=f"Sites of {file.stem}")
    if output is None:
        sys.stdout.write(data.decode())
    else:
        _write(output, "x", data)
        _say(f"{output}: written")


def _check(file: Path, *, json: bool) -> None:
    found = read_list(file)
    entries = found.entries
    numbers = {kind: sum(len(getattr(entry, f"{kind}s")) for entry in entries) for kind in _SOURCES}
    looked_for = sum(e.discover if e.discover is not None else not _names_source(e) for e in entries)
    if json:
        said = {"file": str(file), "sites": [entry.site_name for entry in entries], "discover": looked_for}
        said |= {f"{kind}s": number for kind, number in numbers.items()}
        sys.stdout.write(as_json(said | {"leftOut": found.left_out}) + "\n")
        return
    _say_left_out(file, found)
    counts = [_count(len(entries), "site"), *(_count(number, kind) for kind, number in numbers.items() if number)]
    if looked_for:
        counts.append(f"sources are looked for on {_count(looked_for, 'site')}")
    sys.stdout.write(f"{file}: {', '.join(counts)}\n")


def _names_source(entry: SiteEntry) -> bool:
    return bool(entry.feeds or entry.sitemaps or entry.listings or entry.load_more)


def _read(file: Path) -> SiteList:
    """The sites of a file; what is left out of it is said."""
    found = read_list(file)
    _say_left_out(file, found)
    return found


def _say_left_out(file: Path, found: SiteList) -> None:
    for remark in found.left_out:
        _say(f"{file}: {remark}")


def _write(output: Path, mode: str, data: bytes) -> None:
    try:
        with output.open(f"{mode}b") as file:
            file.write(data)
    except FileExistsError:
        raise ConfigurationError(f"{output} exists, and is not written over: name another file") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise ConfigurationError(f"{output} cannot be written: {why}") from None


def _say(remark: str) -> None:
    sys.stderr.write(f"feedcrawler: {printable(remark)}\n")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
