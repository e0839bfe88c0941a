"""Which process this is, and whether another one is still alive, as far as this machine can tell."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def this_process() -> dict[str, Any]:
    """What tells this process from any other: `host`, `pid`, and on Linux `system` and `born`.

    `system` names the running kernel and the space of its process ids (two containers have the same pids); `born` is
    when the process began, in ticks since then: a pid is used again.
    """
    here: dict[str, Any] = {"host": platform.node()[:200], "pid": os.getpid()}
    system, born = _system(), _born(os.getpid())
    return here | ({"system": system, "born": born} if system and born is not None else {})


def is_dead(process: Mapping[str, Any]) -> bool:
    """Whether a process, as `this_process` said of itself, is surely gone; False where that cannot be known."""
    if "born" not in process or process.get("system") != _system():
        return False
    return _born(process["pid"]) != int(process["born"]) and not _is_hidden(process["pid"])


def _system() -> str | None:
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return None


def _born(pid: int) -> int | None:
    """When a process began (proc(5), `stat`, field 22); None: there is none, or it has ended and nobody took note."""
    try:
        _, _, rest = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")
    except OSError:
        return None
    state, *numbers = rest.split()
    return None if state in "ZX" else int(numbers[18])


def _is_hidden(pid: int) -> bool:
    """Whether there is such a process, and this one is not shown it (proc(5): `hidepid`; systemd: `ProtectProc=`)."""
    if Path(f"/proc/{pid}").exists():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # another user's
        pass
    return True
