"""WARC files for tests, from records that may lie about themselves."""

from __future__ import annotations

import gzip
from itertools import count
from pathlib import Path

_ids = count(1)


def record(
    kind: str,
    url: str | None,
    block: bytes,
    *,
    date: str | None = "2023-01-03T18:11:00Z",
    version: str = "1.0",
    **fields: str,
) -> bytes:
    """One record; `fields` (with _ for -) are added to its header, or replace what it would say."""
    header = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{next(_ids):032x}>",
        "WARC-Date": date,
        "WARC-Target-URI": url,
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in header.items() if value is not None)
    return f"WARC/{version}\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def response(
    url: str, body: bytes = b"<p>news</p>", *, status: str = "200 OK", headers: str = "", **fields: str | None
) -> bytes:
    """A response record with an HTTP head; `headers` are whole lines."""
    block = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n{headers}\r\n".encode("latin-1") + body
    return record("response", url, block, **fields)  # type: ignore[arg-type]


def write(path: Path, *records: bytes) -> Path:
    """The records as a file: one gzip member each if its name ends in .gz, else plain."""
    data = [gzip.compress(one, mtime=0) for one in records] if ".gz" in path.name else records
    path.write_bytes(b"".join(data))
    return path
