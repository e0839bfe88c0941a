"""What can go wrong that a person can mend: each is shown as one line, never as a traceback."""

from __future__ import annotations

import re
from typing import ClassVar

# Exit codes of `feedcrawler crawl`.
DONE = 0
FAILED = 1
USAGE = 2
DEGRADED = 3
BUSY = 75
"""Another run of the site holds the lock (EX_TEMPFAIL of sysexits.h: try again later)."""

_CREDENTIALS = re.compile(r"(?<=mongodb://)\S*@|(?<=mongodb\+srv://)\S*@|(?<=://)[^/\s]*@")
_SECRET_OPTIONS = re.compile(r"(?i)((?:\w*password|authMechanismProperties)=)[^&\s]+")


class FeedcrawlerError(Exception):
    """One line that says what is wrong, where, and what to do."""

    exit_code: ClassVar[int] = FAILED


class ConfigurationError(FeedcrawlerError):
    """Wrong usage or configuration: the same call will fail again."""

    exit_code = USAGE


class DatabaseError(FeedcrawlerError):
    """MongoDB cannot be reached or does not do what is asked: it may later."""


def mask_uri(uri: str) -> str:
    """A database's address with everything hidden that may be a user, a password or a part of one."""
    scheme, _, rest = uri.partition("://")
    return mask_credentials(f"{scheme}://***@{rest.rpartition('@')[2]}" if "@" in rest else uri)


def mask_credentials(text: str) -> str:
    """`text` with the user and password of every URL in it hidden, and the passwords among its options."""
    return _SECRET_OPTIONS.sub(r"\1***", _CREDENTIALS.sub("***@", text))
