"""Reads a file that lists sites, whichever of the two kinds it is."""

from __future__ import annotations

from pathlib import Path

from feedcrawler.errors import ConfigurationError
from feedcrawler.sitelist.entry import SiteEntry, SiteList
from feedcrawler.sitelist.opml import read_opml
from feedcrawler.sitelist.toml import read_toml

MAX_BYTES = 10_000_000

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_sites(path: Path) -> list[SiteEntry]:
    """The sites that a file names: `sites.toml`, or OPML of any version.

    Raises:
        ConfigurationError: as of `read_list`.
    """
    return list(read_list(path).entries)


def read_list(path: Path) -> SiteList:
    """The sites that a file names, and what in it is left out.

    What kind it is its content says, not its name.

    Raises:
        ConfigurationError: it cannot be read, is too large, or something in it is wrong: the message says file, site,
            field, and what to do.
    """
    data = read_bytes(path)
    return read_opml(data, str(path)) if is_xml(data) else read_toml(data, str(path))


def read_bytes(path: Path) -> bytes:
    """A file that lists sites.

    Raises:
        ConfigurationError: it cannot be read, or is too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # a name with a null in it is a ValueError
        why = getattr(error, "strerror", None) or error
        raise ConfigurationError(f"{path}: cannot be read: {why}") from None
    if len(data) > MAX_BYTES:
        raise ConfigurationError(f"{path}: more than {MAX_BYTES // 1_000_000} MB: split it")
    return data


def is_xml(data: bytes) -> bool:
    """Whether a file's content is XML rather than TOML."""
    return data.startswith(_UTF16) or data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
