"""Values as text: JSON that a terminal can show, dates as ISO 8601."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

# What moves a cursor, breaks a line, turns the writing or is half a character: in JSON all of it can be an escape.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def as_json(value: Any) -> str:
    """A value as JSON in one line, with no character that does anything but show itself."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=as_iso)
    return text if text.isprintable() else _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def as_iso(at: datetime) -> str:
    """A moment in UTC, to the millisecond: 2026-11-29T01:02:03.004Z."""
    return f"{at.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"
