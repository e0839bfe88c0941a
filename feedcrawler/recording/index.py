"""Which record answers a URL.

Of several answers to a URL the newest by WARC-Date counts; of two with one date, the one that was read later.
Only answers to GET count, and only whole ones (no 206). A `revisit` record or a recorded 304 stands for the
answer that it refers to, at its own date.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from w3lib.url import safe_url_string

from feedcrawler.errors import ConfigurationError
from feedcrawler.recording.records import Damage, Record, plain_start, scan
from feedcrawler.recording.stream import WARC, DamagedRecord, Position

logger = logging.getLogger(__name__)

_MAX_DAMAGES = 1000
_DEFAULT_PORTS = {"http": 80, "https": 443}
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_NOT_WARC = (
    (b"filedesc:", "is an ARC file: `warcio recompress` makes WARC of it"),
    (b"PK\x03\x04", "is a zip file: if it is WACZ, unpack it and give the files in its archive/ folder"),
    (b"\x28\xb5\x2f\xfd", "is compressed with zstd: decompress it first"),
    (b"\x1f\x8b", "cannot be decompressed"),
)


@dataclass(frozen=True, slots=True)
class Capture:
    """Where an answer is recorded."""

    date: datetime
    """When it was recorded; aware, UTC."""
    status: int
    file: Path
    position: Position
    original: Capture | None = None
    """Where the body is, if it is not with this record."""


def url_key(url: str) -> str:
    """A URL as HTTP compares it (RFC 9110, 4.2.3), without user and fragment, which are not sent.

    Scheme and host are in lower case, a default port is left out, an empty path is "/", and percent-encoding
    is in its normal form.

    Raises:
        ValueError: the URL is not http(s), or has no host.
    """
    parts = urlsplit(safe_url_string(url))
    scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    if scheme not in _DEFAULT_PORTS or not host:
        raise ValueError(f"not an http(s) URL: {url[:200]!r}")
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[scheme]:
        netloc += f":{port}"
    return urlunsplit((scheme, netloc, _normal_escapes(parts.path) or "/", _normal_escapes(parts.query), ""))


def key_or_none(url: str) -> str | None:
    """`url_key(url)`, None for what is no http(s) URL."""
    try:
        return url_key(url)
    except ValueError:
        return None


def _normal_escapes(text: str) -> str:
    def normal(match: re.Match[str]) -> str:
        char = chr(int(match[1], 16))
        return char if char in _UNRESERVED else match[0].upper()

    return _ESCAPE.sub(normal, _STRAY_PERCENT.sub("%25", text))


@dataclass(slots=True)
class _Found:
    """A record that may be an answer, until all files are read."""

    key: str
    capture: Capture
    own_head: bool
    """Whether it has HTTP headers of its own."""
    ids: list[str]
    """Its own WARC-Record-ID, and those of the records that came with it."""
    digest: str | None
    refers_to: str | None
    """The WARC-Record-ID of the answer that it stands for."""
    refers_to_capture: tuple[str, datetime] | None
    """URL and date of the answer that it stands for."""
    stands_for_another: bool


class Index:
    """Takes in WARC files one by one, then says where the answer to each URL is."""

    def __init__(self) -> None:
        self.damaged = 0
        """How many records cannot be used."""
        self._found: list[_Found] = []
        self._not_gets: set[str] = set()
        """Ids of requests other than GET, and of the answers to them."""

    def read(self, file: Path) -> None:
        """Take in one file; what cannot be used of it makes one warning.

        Raises:
            ConfigurationError: it is not a WARC file, cannot be read, or is damaged all over.
        """
        damages: list[Damage] = []
        whole = in_one_piece = 0
        try:
            _check_is_warc(file)
            with file.open("rb") as opened:
                for event in scan(opened):
                    damage = event if isinstance(event, Damage) else self._add(file, event)
                    if damage:
                        damages.append(damage)
                    else:
                        whole += 1
                        in_one_piece += event.position.skip > 0
                    if len(damages) > _MAX_DAMAGES:
                        raise ConfigurationError(f"the archive {file} is damaged in over {_MAX_DAMAGES} places")
        except OSError as error:
            raise ConfigurationError(f"cannot read the archive {file}: {error.strerror or error}") from None
        self.damaged += len(damages)
        _warn(file, damages, whole, in_one_piece=bool(in_one_piece))

    def answers(self) -> tuple[dict[str, Capture], dict[str, Capture]]:
        """The newest answer of each URL; and the newest 304 of each URL of which nothing else is known."""
        found = [one for one in self._found if self._not_gets.isdisjoint(one.ids)]
        originals = _Originals(one for one in found if not one.stands_for_another)
        answers = dict(originals.newest)
        not_modified: dict[str, Capture] = {}
        for one in found:
            if not one.stands_for_another:
                continue
            if original := originals.of(one):
                keeps_head = one.own_head and one.capture.status != 304
                stands = (one.capture, original) if keeps_head else (original, None)
                capture = replace(stands[0], date=one.capture.date, original=stands[1])
                _keep_newest(answers, one.key, capture)
            elif one.capture.status == 304:
                _keep_newest(not_modified, one.key, one.capture)
            else:
                self.damaged += 1
                logger.warning("archive %s: what the revisit of %s refers to is missing", one.capture.file, one.key)
        return answers, not_modified

    def _add(self, file: Path, record: Record) -> Damage | None:
        """Note a record that can be a part of an answer; what is wrong with it where it cannot."""
        key = key_or_none(record.url)
        try:
            if record.type == "request" and record.http and record.http.method != "GET":
                self._not_gets.update(record.all("warc-record-id"), record.all("warc-concurrent-to"))
            elif record.type in {"response", "resource", "revisit"} and key:
                found = _found(file, record, key)
                if found.capture.status != 206:
                    self._found.append(found)
        except DamagedRecord as damage:
            return Damage(record.position, str(damage), cut=False)
        return None


class _Originals:
    """Answers with a body, to be found by what stands for them."""

    def __init__(self, found: Iterable[_Found]) -> None:
        self.newest: dict[str, Capture] = {}
        self._by_id: dict[str, Capture] = {}
        self._by_date: dict[tuple[str, datetime], Capture] = {}
        self._by_digest: dict[str, Capture] = {}
        for one in found:
            _keep_newest(self.newest, one.key, one.capture)
            self._by_id[one.ids[0]] = one.capture
            self._by_date[one.key, one.capture.date] = one.capture
            if one.digest:
                self._by_digest[one.digest] = one.capture

    def of(self, one: _Found) -> Capture | None:
        """The answer that a revisit or a 304 stands for."""
        if one.refers_to in self._by_id:
            return self._by_id[one.refers_to]
        if one.refers_to_capture in self._by_date:
            return self._by_date[one.refers_to_capture]
        if one.capture.status == 304:
            return self.newest.get(one.key)
        return self._by_digest.get(one.digest or "")


def _found(file: Path, record: Record, key: str) -> _Found:
    if record.get("warc-segment-number"):
        raise DamagedRecord("it is only a part of a record")
    status = _status(record)
    refers_to_key = key_or_none((record.get("warc-refers-to-target-uri") or record.url).strip("<>"))
    refers_to_date = record.get("warc-refers-to-date")
    return _Found(
        key=key,
        capture=Capture(parse_date(record.get("warc-date")), status, file, record.position),
        own_head=record.http is not None,
        ids=[record.get("warc-record-id") or "", *record.all("warc-concurrent-to")],
        digest=record.get("warc-payload-digest"),
        refers_to=record.get("warc-refers-to"),
        refers_to_capture=(refers_to_key, parse_date(refers_to_date)) if refers_to_key and refers_to_date else None,
        stands_for_another=record.type == "revisit" or status == 304,
    )


def _status(record: Record) -> int:
    if record.type == "resource":
        return 200
    if record.type == "revisit" and record.http is None:
        return 304 if "not-modified" in (record.get("warc-profile") or "") else 200
    status = record.http.status if record.http else None
    if status is None or not 200 <= status <= 599:
        raise DamagedRecord("it has no valid HTTP status")
    return status


def parse_date(value: str | None) -> datetime:
    """A WARC-Date (W3C's profile of ISO 8601: to the year, month, day, minute, second or finer), in UTC.

    Raises:
        DamagedRecord: it is none.
    """
    text = value or ""
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2})?", text):
        text = f"{text}-01-01"[:10]
    try:
        date = datetime.fromisoformat(text[:40])
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, OverflowError):
        raise DamagedRecord("it has no valid WARC-Date") from None


def _keep_newest(captures: dict[str, Capture], key: str, capture: Capture) -> None:
    known = captures.get(key)
    if known is None or capture.date >= known.date:
        captures[key] = capture


def _check_is_warc(file: Path) -> None:
    if file.exists() and not file.is_file():
        raise ConfigurationError(f"the archive {file} is not a file")
    with file.open("rb") as opened:
        raw = opened.read(4)
        start = plain_start(opened)
    if not raw:
        raise ConfigurationError(f"the archive {file} is empty")
    if not start.startswith(WARC):
        known = (why for magic, why in _NOT_WARC if (start or raw).startswith(magic))
        raise ConfigurationError(f"the archive {file} {next(known, 'is not a WARC file')}")


def _warn(file: Path, damages: list[Damage], whole: int, *, in_one_piece: bool) -> None:
    parts = []
    cut = damages[-1] if damages and damages[-1].cut else None
    if cut:
        parts.append(f"it ends within the record at byte {cut.position.offset}, which is left out")
    if others := damages[: -1 if cut else None]:
        where, why = others[0].position.offset, others[0].reason
        parts.append(f"damaged records left out: {len(others)} (the first at byte {where}: {why})")
    if in_one_piece:
        parts.append("it is gzipped as one piece, which is slow to read: `warcio recompress` mends that")
    if parts:
        logger.warning("archive %s: %s; whole records: %d", file, "; ".join(parts), whole)
