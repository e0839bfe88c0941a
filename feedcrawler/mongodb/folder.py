"""Where the embedded MongoDB lies: its folder, its socket, and what the system says about them."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote_from_bytes

from scrapy.settings import BaseSettings

from feedcrawler.errors import ConfigurationError, DatabaseError
from feedcrawler.mongodb.mongod import SOCKET, WAYS_ON

_SOCKET_PATH_LIMIT = 103  # bytes; sun_path holds 107 on Linux and 103 on macOS


def option(settings: BaseSettings, name: str) -> str:
    """A setting, or the environment variable of that name if the settings do not know it; may be empty."""
    value = settings.get(name)
    return str(os.environ.get(name, "") if value is None else value).strip()


def data_dir(settings: BaseSettings) -> Path:
    """The folder for what feedcrawler keeps: FEEDCRAWLER_DATA_DIR, or `.feedcrawler` of the project.

    The project is the nearest folder from here upwards that has a `.feedcrawler` of this user or a
    `scrapy.cfg`, else the current folder. Nothing is created. The path is absolute and without links, so one
    folder has one server, whatever it is called.

    Raises:
        ConfigurationError: There is no such path (the current folder is gone, links go in a circle).
    """
    given = option(settings, "FEEDCRAWLER_DATA_DIR")
    try:
        if given:
            return Path(given).expanduser().resolve()
        here = Path.cwd()
        project = next(filter(_is_project, (here, *here.parents)), here)
        return (project / ".feedcrawler").resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise ConfigurationError(
            f"no data folder ({given or 'current folder'}: {error}): set FEEDCRAWLER_DATA_DIR, or {WAYS_ON}"
        ) from None


def server_folder(data_dir: Path) -> Path:
    """Where the server of `data_dir` keeps data, log and lock."""
    return data_dir.resolve() / "mongodb"


def make_private(folder: Path) -> None:
    """Create `folder` if need be, for this user's eyes only.

    Raises:
        ConfigurationError: It is a link, no folder or another user's.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or not _is_ours(found):
        raise ConfigurationError(
            f"{folder} is to serve the embedded MongoDB, but it is a link or another user's: set"
            f" FEEDCRAWLER_DATA_DIR to a folder of yours (a short path), or {WAYS_ON}"
        )
    folder.chmod(0o700)


def socket_path(folder: Path) -> Path:
    """Where clients find the server of `folder`: in it, or through a short link if that path will not do.

    The same in every process, so it does not follow TMPDIR, which cron, shells and services set differently.
    """
    path = folder / SOCKET
    if len(os.fsencode(path)) <= _SOCKET_PATH_LIMIT and _is_utf8(path):
        return path
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:32]
    return Path("/tmp") / f"feedcrawler-{os.getuid()}" / digest / SOCKET  # noqa: S108 - see make_reachable


def make_reachable(folder: Path) -> None:
    """Make the short link to `folder` if its socket needs one, where nobody else can.

    Raises:
        ConfigurationError: Another user has taken the place.
    """
    link = socket_path(folder).parent
    if link != folder:
        make_private(link.parent)
        with suppress(FileExistsError):
            link.symlink_to(folder)


def clear_away(folder: Path) -> None:
    """Remove the short link to `folder`, if there is one."""
    link = socket_path(folder).parent
    if link != folder:
        link.unlink(missing_ok=True)


def socket_uri(folder: Path) -> str:
    """Every client made from it waits for the journal: what is acknowledged survives a crash."""
    return f"mongodb://{quote_from_bytes(os.fsencode(socket_path(folder)), safe='')}/?w=1&journal=true"


@contextmanager
def usable(data_dir: Path) -> Iterator[None]:
    """Turn what the system says about files of `data_dir` into one line.

    Raises:
        DatabaseError: The disk is full.
        ConfigurationError: Anything else: no such place, not writable, not readable.
    """
    try:
        yield
    except OSError as error:
        place = error.filename or data_dir
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full(place) from None
        raise ConfigurationError(
            f"cannot keep the embedded MongoDB in {data_dir} ({place}: {error.strerror}):"
            f" set FEEDCRAWLER_DATA_DIR to a folder that you may write to, or {WAYS_ON}"
        ) from None


def disk_full(place: object) -> DatabaseError:
    """There is no room at `place`."""
    return DatabaseError(
        f"the disk is full, the embedded MongoDB cannot work in {place}: make room,"
        f" set FEEDCRAWLER_DATA_DIR to a folder on another disk, or {WAYS_ON}"
    )


def _is_project(folder: Path) -> bool:
    own = folder / ".feedcrawler"
    return (own.is_dir() and _is_ours(own.stat())) or (folder / "scrapy.cfg").is_file()


def _is_ours(found: os.stat_result) -> bool:
    return os.name != "posix" or found.st_uid == os.getuid()


def _is_utf8(path: Path) -> bool:
    """Whether a MongoDB URI can name `path`."""
    try:
        str(path).encode()
    except UnicodeEncodeError:  # bytes that the file system has and UTF-8 has not
        return False
    return True
