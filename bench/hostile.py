"""What hostile pages cost: CPU seconds and megabytes to read or refuse each.

python -m bench.hostile [--over SECONDS] [--share SHARE] [--url URL] [NAME …]
"""

from __future__ import annotations

import argparse
import sys

from tests.hostile.pages import PAGES, URL, make
from tests.hostile.reading import read_apart

SECONDS, MEGABYTES = 2, 300  # what a page may cost


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="pages whose name has this in it (default: all)")
    parser.add_argument("--over", type=float, default=0, metavar="SECONDS", help="show only what takes longer")
    parser.add_argument("--url", default=URL, help="where the pages are said to come from")
    parser.add_argument("--share", type=float, default=1, help="of their full size: less, and what is refused is read")
    arguments = parser.parse_args()
    chosen = [name for name in PAGES if not arguments.names or any(part in name for part in arguments.names)]
    failed = 0
    for name in chosen:
        outcome = read_apart(make(name, arguments.share), arguments.url, seconds=20, megabytes=2_000)
        is_bad = not outcome.went_well or outcome.cpu > SECONDS or outcome.memory > MEGABYTES
        failed += is_bad
        if is_bad or outcome.cpu >= arguments.over:
            print(
                f"{'✗' if is_bad else ' '} {outcome.cpu:6.2f} s {outcome.memory:6.0f} MB  {name:40} {outcome.said}",
                flush=True,
            )
    print(f"{len(chosen)} pages, {failed} beyond {SECONDS} s or {MEGABYTES} MB, or neither read nor refused")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
