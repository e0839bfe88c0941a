"""The part of a robots.txt that is read: bounded, and only what may be meant for us."""

from __future__ import annotations

import re

MAX_BYTES = 512 * 1024
"""RFC 9309, section 2.5: a crawler reads at least 500 KiB."""

MAX_AGENTS = 10
"""How many of the names in a robots.txt may be ours: `*`, and the parts of our own."""

_USER_AGENT = re.compile(r"\s*user(?:-|\s+)?agent\s*(?::|\s)", re.IGNORECASE)
_NOBODY = "\x7f"  # no name of a crawler holds it


def read_part(body: bytes, user_agent: str) -> bytes:
    """What is to be parsed of a robots.txt.

    It is cut at a line's end, and the crawlers it names that are not `user_agent` become one: the parser keeps
    every rule of a group for each of the group's crawlers, so half a megabyte of names above half a megabyte of
    rules would take all memory.
    """
    if len(body) > MAX_BYTES:
        body = body[: body.rfind(b"\n", 0, MAX_BYTES) + 1]
    ours: set[str] = set()
    lines = body.decode("utf-8-sig", errors="ignore").splitlines()
    return "\n".join(_line(line, user_agent.lower(), ours) for line in lines).encode()


def _line(line: str, user_agent: str, ours: set[str]) -> str:
    found = _USER_AGENT.match(line)
    if not found:
        return line
    name = line[found.end() :].partition("#")[0].strip().lower()
    if name == "*":
        return "User-agent: *"
    token = name.replace("*", "")
    if token and token in user_agent and (token in ours or len(ours) < MAX_AGENTS):
        ours.add(token)
        return f"User-agent: {token}"
    return f"User-agent: {_NOBODY}"
