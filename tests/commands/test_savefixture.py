"""A recorded page is a test: it passes until the reader changes, and then names the field that differs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.conftest import CHECKOUT

PAGE = "feedcrawler.pages.kyiv_independent.KyivIndependentPage"
URL = "https://kyivindependent.com/town-council-votes-to-keep-the-old-ferry/"
ARCHIVE = CHECKOUT / "fixtures/kyiv_independent/day-one.warc.gz"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *arguments], cwd=folder, capture_output=True, text=True, check=False)


def test_a_page_is_recorded_replayed_and_a_difference_is_named(tmp_path: Path) -> None:
    saved = run(tmp_path, "feedcrawler.cli", "savefixture", PAGE, URL, "--replay", str(ARCHIVE))
    assert saved.returncode == 0, saved.stderr
    assert "saved fixtures/" in saved.stdout
    assert not saved.stderr
    assert not (tmp_path / ".feedcrawler").exists()
    (output,) = tmp_path.glob("fixtures/*/*/output.json")

    assert run(tmp_path, "pytest", "-q", "-n0", "fixtures").returncode == 0
    item = json.loads(output.read_text())
    output.write_text(json.dumps(item | {"headline": "Another headline"}))
    failing = run(tmp_path, "pytest", "-q", "-n0", "fixtures")
    assert failing.returncode == 1
    assert "1 failed" in failing.stdout
    assert "headline" in failing.stdout


def test_a_page_object_that_does_not_exist_is_one_line(tmp_path: Path) -> None:
    done = run(tmp_path, "feedcrawler.cli", "savefixture", "no.such.Page", URL, "--replay", str(ARCHIVE))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "there is no page object 'no.such.Page'" in done.stderr
