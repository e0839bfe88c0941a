"""Which folder is meant, and how its server is reached."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymongo.uri_parser import parse_uri
from scrapy.settings import Settings

from feedcrawler.errors import ConfigurationError
from feedcrawler.mongodb.folder import data_dir, make_private, make_reachable, socket_path, socket_uri


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FEEDCRAWLER_DATA_DIR", raising=False)


def test_the_setting_names_the_data_folder_and_then_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FEEDCRAWLER_DATA_DIR", str(tmp_path / "environment"))
    assert data_dir(Settings()) == tmp_path / "environment"
    assert data_dir(Settings({"FEEDCRAWLER_DATA_DIR": str(tmp_path / "setting")})) == tmp_path / "setting"


def test_a_relative_data_folder_is_below_the_current_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert data_dir(Settings({"FEEDCRAWLER_DATA_DIR": "here/data"})) == tmp_path / "here" / "data"


def test_home_may_be_written_as_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert data_dir(Settings({"FEEDCRAWLER_DATA_DIR": "~/data"})) == tmp_path / "data"


def test_two_names_of_one_folder_are_one_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert data_dir(Settings({"FEEDCRAWLER_DATA_DIR": str(tmp_path / "link")})) == tmp_path / "real"


def test_anywhere_in_a_project_its_own_folder_is_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scrapy.cfg").touch()
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")
    assert data_dir(Settings()) == tmp_path / ".feedcrawler"
    (tmp_path / "a" / ".feedcrawler").mkdir()  # the nearest counts
    assert data_dir(Settings()) == tmp_path / "a" / ".feedcrawler"


def test_outside_a_project_it_is_the_current_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert data_dir(Settings()) == tmp_path / ".feedcrawler"
    assert not (tmp_path / ".feedcrawler").exists()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_a_data_folder_of_another_user_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".feedcrawler").mkdir()
    os.chown(tmp_path / ".feedcrawler", 65534, 65534)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert data_dir(Settings()) == tmp_path / "here" / ".feedcrawler"


def test_a_current_folder_that_is_gone_is_said_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(ConfigurationError, match=r"current folder.*FEEDCRAWLER_DATA_DIR"):
        data_dir(Settings())


def test_an_unknown_home_and_a_circle_of_links_are_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    for folder in ("~no-such-user-here/x", str(tmp_path / "circle")):
        with pytest.raises(ConfigurationError, match="no data folder"):
            data_dir(Settings({"FEEDCRAWLER_DATA_DIR": folder}))


@given(st.lists(st.text(st.characters(exclude_characters="/\0", exclude_categories=()), min_size=1), min_size=1))
def test_any_folder_has_a_socket_that_the_system_and_pymongo_can_name(names: list[str]) -> None:
    folder = Path("/", *names)
    try:
        os.fsencode(folder)
    except UnicodeEncodeError:  # a name that no file system can have
        return
    path = socket_path(folder)
    assert len(os.fsencode(path)) <= 103
    assert parse_uri(socket_uri(folder))["nodelist"] == [(str(path), None)]


def test_a_link_is_not_taken_for_a_private_folder(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    with pytest.raises(ConfigurationError, match="is a link"):
        make_private(tmp_path / "link")


def test_a_private_folder_is_closed_to_others(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    make_private(tmp_path / "open")
    assert (tmp_path / "open").stat().st_mode & 0o777 == 0o700


def test_a_long_path_is_reached_through_a_link_that_only_this_user_can_have_made(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 40)
    make_reachable(folder)
    make_reachable(folder)
    link = socket_path(folder).parent
    assert link.readlink() == folder
    assert link.parent.stat().st_mode & 0o777 == 0o700
    link.unlink()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_a_link_in_a_place_that_somebody_else_took_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000_000)  # of whom nobody has a folder in /tmp
    place = socket_path(tmp_path / ("long" * 40)).parent.parent
    place.mkdir()
    try:
        with pytest.raises(ConfigurationError, match=f"{place} .* another user's"):
            make_reachable(tmp_path / ("long" * 40))
    finally:
        place.rmdir()
