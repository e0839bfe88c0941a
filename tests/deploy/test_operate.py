"""What docs/operate.md tells to type does what it says."""

from __future__ import annotations

import grp
import os
import pwd
import re
import shlex
import shutil
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from feedcrawler.mongodb import server
from tests.conftest import CHECKOUT
from tests.deploy.conftest import DEPLOY, Machine
from tests.newsroom import Newsroom

PAGE = (CHECKOUT / "docs/operate.md").read_text("utf-8")
SETTINGS = "set -a; . /etc/feedcrawler/environment; "
CRAWL = f"{SETTINGS} feedcrawler crawl news -a sites=/etc/feedcrawler/sites.toml -s FEEDCRAWLER_ONLY_DUE=0"


def told(heading: str) -> list[str]:
    """What a section tells to type."""
    (section,) = re.findall(rf"^##+ {heading}\n(.*?)(?=^## |^### |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    return re.findall(r"^```sh\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)


def test_what_it_names_is_there() -> None:
    assert all((CHECKOUT / path).exists() for path in re.findall(r"\bdeploy/\w[\w.]*\w", PAGE))


def test_what_is_set_up_can_be_read_by_the_crawl_and_the_password_by_nobody_else(machine: Machine) -> None:
    user, group = pwd.getpwuid(os.getuid()).pw_name, grp.getgrgid(os.getgid()).gr_name
    set_up, _ = told("Set up")
    lines = [line for line in set_up.splitlines() if line.startswith("install ")]
    for name, value in (
        ("-o (?:root|feedcrawler)", f"-o {user}"),
        ("-g feedcrawler", f"-g {group}"),
        (" deploy/", f" {shlex.quote(str(DEPLOY))}/"),
    ):
        lines = [re.sub(name, value, line) for line in lines]
    done = machine.run("\n".join(lines))
    assert done.returncode == 0, done.stderr
    for folder in ("etc", "var/lib", "var/log", "var/backups"):
        assert (machine.root / folder / "feedcrawler").stat().st_mode & 0o777 == 0o750
    assert (machine.root / "etc/feedcrawler/environment").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("heading", ["Set up", "Upgrade"])
def test_it_is_installed_as_in_the_image(heading: str) -> None:
    image = re.findall(r"^RUN (pip install .*)$", (DEPLOY / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    typed = re.findall(r"^/opt/feedcrawler/bin/(pip install .*)$", told(heading)[0], re.MULTILINE)
    assert [line.replace("deploy/", "") for line in typed] == image


def test_things_are_looked_at_by_hand(machine: Machine) -> None:
    _, look = told("Set up")
    done = machine.run(look.removeprefix("sudo -u feedcrawler "))
    assert done.returncode == 0, done.stderr
    assert "0 of 0 articles" in done.stdout


def test_a_backup_brings_everything_back(machine: Machine) -> None:
    backup, restore = told("The embedded server")
    with Newsroom(3, sources={"rss"}) as room:
        machine.crawls(room)
        assert "3 new" in machine.run(CRAWL).stdout
        stored = machine.run(f"{SETTINGS} feedcrawler articles").stdout
        assert "3 of 3 articles" in stored
        done = machine.run(SETTINGS + backup)
        assert done.returncode == 0, done.stderr
        shutil.rmtree(machine.data)
        done = machine.run(SETTINGS + restore)
        assert done.returncode == 0, done.stderr
        assert machine.run(f"{SETTINGS} feedcrawler articles").stdout == stored
        assert "0 new, 0 known before, 1 sources as they were" in machine.run(CRAWL).stdout


def test_no_backup_is_made_of_a_server_that_runs(machine: Machine) -> None:
    (backup, _) = told("The embedded server")
    server.start(machine.data)
    _, copy = backup.splitlines()
    assert machine.run(copy).returncode == 1
    assert not list((machine.root / "var/backups/feedcrawler").iterdir())


@pytest.mark.skipif(not shutil.which("mongodump"), reason="NOT CHECKED: MongoDB's database tools are not installed")
def test_a_dump_brings_everything_back_but_locks(
    machine: Machine, database: Database[dict[str, Any]], mongodb_uri: str
) -> None:
    dump, restore = told("Your own server")[0].splitlines()
    database.locks.insert_one({"_id": "example.org"})
    database.due.insert_one({"_id": "https://example.org/new/", "site": "example.org"})
    for line in (dump.replace("--db=feedcrawler", f"--db={database.name}"), restore):
        done = machine.run(line, {"MONGODB_URI": mongodb_uri})
        assert done.returncode == 0, done.stderr
        client: MongoClient[dict[str, Any]] = MongoClient(mongodb_uri)
        if line is not restore:
            client.drop_database(database.name)
    assert database.due.count_documents({}) == 1
    assert not database.locks.count_documents({})


def test_a_database_is_brought_up_to_date(machine: Machine) -> None:
    commands = [line for line in told("Upgrade")[0].splitlines() if line.startswith("feedcrawler ")]
    assert commands[-2:] == ["feedcrawler db migrate", "feedcrawler db check"]
    done = machine.run(SETTINGS + "\n".join(commands))
    assert done.returncode == 0, done.stdout + done.stderr
