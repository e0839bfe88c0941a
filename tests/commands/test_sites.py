"""`feedcrawler sites`, as a person types it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree
from scrapy.cmdline import execute
from scrapy.settings import Settings

from feedcrawler.sitelist import read_sites

OPML = """<opml version="2.0"><body><outline text="Harbour">
<outline type="rss" text="Quay News" title="Quay News" xmlUrl="https://quay.example/feed/" htmlUrl="https://quay.example/"/>
<outline type="rss" text="Tide Post" xmlUrl="https://tide.example/rss"/>
<outline type="rss" text="Mail" xmlUrl="mailto:me@quay.example"/>
</outline></body></opml>
"""
WRITTEN = """# The harbour's papers
[[site]]
url = "https://quay.example/"   # Olena reads it
delay = 5
"""


class Said(NamedTuple):
    exit_code: int
    out: str
    err: str


Sites = Callable[..., Said]


@pytest.fixture
def sites(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sites:
    """Run `feedcrawler sites …` through Scrapy's command line, in a folder with subs.opml and sites.toml."""
    monkeypatch.chdir(tmp_path)
    Path("subs.opml").write_text(OPML, "utf-8")
    Path("sites.toml").write_text(WRITTEN, "utf-8")

    def run(*arguments: str) -> Said:
        with pytest.raises(SystemExit) as end:
            execute(["feedcrawler", "sites", *arguments], Settings({"COMMANDS_MODULE": "feedcrawler.commands.sites"}))
        assert isinstance(end.value.code, int)
        return Said(end.value.code, *capsys.readouterr())

    return run


LEFT_OUT = "feedcrawler: subs.opml: left out: mailto:me@quay.example: no http(s) address\n"


def test_an_import_is_written_to_standard_output(sites: Sites) -> None:
    said = sites("import", "subs.opml")
    assert (said.exit_code, said.err) == (0, LEFT_OUT)
    Path("imported.toml").write_text(said.out, "utf-8")
    assert [(entry.url, entry.title) for entry in read_sites(Path("imported.toml"))] == [
        ("https://quay.example/", "Quay News"),
        ("https://tide.example/", "Tide Post"),
    ]


def test_an_import_into_a_new_file(sites: Sites) -> None:
    said = sites("import", "subs.opml", "-o", "new.toml")
    assert (said.exit_code, said.out, said.err) == (0, "", LEFT_OUT + "feedcrawler: new.toml: 2 sites\n")
    assert len(read_sites(Path("new.toml"))) == 2


def test_an_import_adds_what_is_not_there_and_leaves_what_a_person_wrote(sites: Sites) -> None:
    said = sites("import", "subs.opml", "-o", "sites.toml")
    assert said.exit_code == 0
    assert said.err == LEFT_OUT + (
        "feedcrawler: sites.toml: 1 site added, 1 there already\n"
        "feedcrawler: quay.example is there already, without 1 feed: https://quay.example/feed/\n"
    )
    after = Path("sites.toml").read_text("utf-8")
    assert after.startswith(WRITTEN)
    assert [entry.url for entry in read_sites(Path("sites.toml"))] == ["https://quay.example/", "https://tide.example/"]
    assert "0 sites added, 2 there already" in sites("import", "subs.opml", "-o", "sites.toml").err
    assert Path("sites.toml").read_text("utf-8") == after


@pytest.mark.parametrize("end", ["", "\n", "\r\n"], ids=["none", "unix", "windows"])
def test_a_file_is_added_to_however_its_last_line_ends(sites: Sites, end: str) -> None:
    before = (WRITTEN.rstrip() + end).encode()
    Path("sites.toml").write_bytes(before)
    assert sites("import", "subs.opml", "-o", "sites.toml").exit_code == 0
    assert Path("sites.toml").read_bytes().startswith(before)
    assert len(read_sites(Path("sites.toml"))) == 2


def test_an_empty_file_is_added_to(sites: Sites) -> None:
    Path("empty.toml").touch()
    assert sites("import", "subs.opml", "-o", "empty.toml").exit_code == 0
    assert len(read_sites(Path("empty.toml"))) == 2


def test_a_file_to_which_nothing_can_be_added_stays_as_it_is(sites: Sites) -> None:
    inline = 'site = [{ url = "https://quay.example/" }]\n'
    Path("sites.toml").write_text(inline, "utf-8")
    said = sites("import", "subs.opml", "-o", "sites.toml")
    assert said.exit_code == 2
    assert "nothing was added, as the whole would be wrong" in said.err
    assert Path("sites.toml").read_text("utf-8") == inline


def test_an_export_is_opml_on_standard_output_or_in_a_new_file(sites: Sites) -> None:
    said = sites("export", "sites.toml")
    assert (said.exit_code, said.err) == (0, "")
    assert etree.fromstring(said.out.encode()).findtext("head/title") == "Sites of sites"
    assert sites("export", "sites.toml", "-o", "out.opml").exit_code == 0
    assert read_sites(Path("out.opml"))[0].url == "https://quay.example/"
    again = sites("export", "sites.toml", "-o", "out.opml")
    assert (again.exit_code, again.err) == (
        2,
        "feedcrawler: out.opml exists, and is not written over: name another file\n",
    )


def test_a_check_says_what_is_in_a_file(sites: Sites) -> None:
    assert sites("check", "sites.toml") == (0, "sites.toml: 1 site, sources are looked for on 1 site\n", "")
    assert sites("check", "subs.opml") == (0, "subs.opml: 2 sites, 2 feeds\n", LEFT_OUT)
    told = sites("check", "subs.opml", "--json")
    assert (told.exit_code, told.err) == (0, "")
    assert json.loads(told.out) == {
        "file": "subs.opml",
        "sites": ["quay.example", "tide.example"],
        "feeds": 2,
        "sitemaps": 0,
        "listings": 0,
        "discover": 0,
        "leftOut": ["left out: mailto:me@quay.example: no http(s) address"],
    }


def test_a_check_says_what_is_wrong(sites: Sites) -> None:
    Path("sites.toml").write_text('[[site]]\nurl = "https://a.example/"\ncolour = "\\u001b[2J"\n', "utf-8")
    said = sites("check", "sites.toml")
    assert (said.exit_code, said.out) == (2, "")
    assert said.err.startswith(
        "feedcrawler: sites.toml: site 1 (https://a.example/): colour: is no key that is known here"
    )
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("import",),
        ("merge", "subs.opml"),
        ("check", "a", "b"),
        ("check", "sites.toml", "-o", "x"),
        ("export", "sites.toml", "--json"),
    ],
    ids=["nothing", "no file", "unknown", "two files", "check into a file", "export for programs"],
)
def test_wrong_usage_has_exit_code_2(sites: Sites, arguments: tuple[str, ...]) -> None:
    assert sites(*arguments).exit_code == 2


def test_what_cannot_be_read_or_written_is_one_line(sites: Sites) -> None:
    assert sites("check", "none.toml").err == ("feedcrawler: none.toml: cannot be read: No such file or directory\n")
    said = sites("import", "subs.opml", "-o", "no/such/folder.toml")
    assert (said.exit_code, said.err) == (
        2,
        LEFT_OUT + "feedcrawler: no/such/folder.toml cannot be written: No such file or directory\n",
    )
    assert sites("import", "sites.toml", "-o", "subs.opml").err.endswith(
        "sites are added to a sites.toml only; name another file\n"
    )
