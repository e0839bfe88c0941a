"""A process that this one is not shown is not taken for dead."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import CHECKOUT

# Root, but neither in the group that sees all processes nor with the right to; beside it somebody else's process.
_HIDDEN = """
mount -t proc -o hidepid=invisible proc /proc || exit 77
setpriv --reuid 65534 --clear-groups sleep 60 &
while [ "$(awk '/^Uid/ {print $2}' /proc/$!/status)" != 65534 ]; do :; done
born=$(awk '{print $22}' /proc/$!/stat)
setpriv --regid 65533 --clear-groups --bounding-set=-sys_ptrace "$1" -c "
import pathlib
from feedcrawler.process import is_dead, this_process
somebody = this_process() | {'pid': $!, 'born': $born}
print(pathlib.Path('/proc/$!').exists(), is_dead(somebody), is_dead(somebody | {'pid': 2**22}))
"
kill $!
"""


def test_somebody_elses_process_that_is_hidden_counts_as_alive() -> None:
    own_view = ["unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", _HIDDEN, "sh", sys.executable]
    try:
        done = subprocess.run(own_view, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("NOT CHECKED: unshare is not installed")
    if not done.stdout:
        pytest.skip(f"NOT CHECKED: this machine does not let processes be hidden: {done.stderr.strip()}")
    assert done.stdout == "False False True\n"
