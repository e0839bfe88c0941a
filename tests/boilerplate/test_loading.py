"""The rule files: data that a person can write, and that says what is wrong with it."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from feedcrawler.boilerplate import read_rules, rules_for
from feedcrawler.boilerplate.rules import Rules
from feedcrawler.errors import ConfigurationError


def rules(folder: Path, text: str) -> Rules:
    file = folder / "herald.toml"
    file.write_text(text, encoding="utf-8")
    return read_rules(file)


def test_a_site_has_its_own_rules_and_the_general_ones() -> None:
    general, site = rules_for("example.org"), rules_for("kyiv_independent")
    assert {rule.name for rule in general.lines} < {rule.name for rule in site.lines}
    assert site.publisher == ("The Kyiv Independent", "Kyiv Independent")
    assert general.publisher == ()


def test_rules_are_read_once() -> None:
    assert rules_for("kyiv_independent") is rules_for("kyiv_independent")


@pytest.mark.parametrize(
    "name", ["", "general", "unknown", "../general", "/etc/passwd", "a\0b", "x" * 5000, "rules.py"]
)
def test_a_site_without_a_rule_file_has_the_general_rules(name: str) -> None:
    assert rules_for(name) is rules_for("")


def test_every_rule_of_every_file_says_why_it_is_there() -> None:
    files = [file for file in resources.files("feedcrawler.boilerplate").iterdir() if file.name.endswith(".toml")]
    assert len(files) >= 2
    for file in files:
        read_rules(file)
        for kind in ("line", "block", "author", "headline"):
            for rule in tomllib.loads(file.read_text("utf-8")).get(kind, []):
                assert len(rule["why"]) > 10, rule["name"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[line]", "herald.toml: "),
        ("[[lines]]\nname='x'", "herald.toml: lines: is no key that is known here"),
        ("[[line]]\nwhy='because'\nis='x'", r"herald.toml: \[\[line\]\] number 1: name: is missing"),
        ("[[line]]\nname='ad'\nis='x'", "herald.toml: rule 'ad': why: is missing"),
        ("[[line]]\nname='ad'\nwhy='w'\nis='*'", r"rule 'ad': is\.0: '\*' would match any line"),
        ("[[line]]\nname='ad'\nwhy='w'\nis=[]", "rule 'ad': is: "),
        ("[[line]]\nname='ad'\nwhy='w'\nis='{who}'", r"rule 'ad': is\.0: .*unknown placeholder \{who\}"),
        ("[[line]]\nname='ad'\nwhy='w'\nis='x'\nwere='top'", "rule 'ad': were: is no key that is known here"),
        ("[[line]]\nname='ad'\nwhy='w'\nis='x'\nwhere='middle'", "rule 'ad': where: Input should be 'anywhere'"),
        ("[[line]]\nname='ad'\nwhy='w'\nis='x'\nlongest=5000", "rule 'ad': longest: "),
        ("[[block]]\nname='box'\nwhy='w'\nlines=[{any=3}, 'x']", "rule 'box': a block begins with a line"),
        ("[[block]]\nname='box'\nwhy='w'\nlines=[{titles=3}]", "rule 'box': a block begins with a line"),
        ("[[block]]\nname='box'\nwhy='w'\nlines=['x', {any=1000}]", "rule 'box': lines.1"),
        (
            "[[block]]\nname='box'\nwhy='w'\nlines=['x', {any=1, titles=1}]",
            "rule 'box': lines.1.*any = N or titles = N",
        ),
        ("[[author]]\nname='no one'\nwhy='w'", "rule 'no one': .*either is or before"),
        ("[[headline]]\nname='label'\nwhy='w'", "rule 'label': .*before or after"),
        ("line = 3", r"herald.toml: line is no list of rules; write \[\[line\]\] over each, with two brackets"),
        ("[line]\nname='ad'\nwhy='w'\nis='x'", "herald.toml: line is no list of rules"),
        ("[[line]]\nname='ad'\nwhy='w'\nis=3", "rule 'ad': is: must be a text or a list of texts"),
        ("[[line]]\nname=3\nwhy='w'\nis='x'", r"name: must be a text in quotes"),
        ("publisher='x'", "publisher: must be "),
        ("[[line]]\nname='a'\nwhy='w'\nis='x'\n[[author]]\nname='a'\nwhy='w'\nis='x'", "two rules are named 'a'"),
    ],
)
def test_a_wrong_rule_file_is_one_line_with_file_and_rule(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        rules(tmp_path, text)
    assert re.search(message, str(caught.value)), str(caught.value)
    assert str(tmp_path / "herald.toml") in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_rule_file_that_is_no_utf8_or_cannot_be_read_is_a_configuration_error(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b"publisher = ['caf\xe9']")
    (tmp_path / "folder").mkdir()
    for name in ("latin.toml", "missing.toml", "folder"):
        with pytest.raises(ConfigurationError, match=f"^boilerplate rules {re.escape(str(tmp_path / name))}: "):
            read_rules(tmp_path / name)


def test_rules_of_one_name_cannot_be_added(tmp_path: Path) -> None:
    one = rules(tmp_path, "[[line]]\nname='ad'\nwhy='w'\nis='x'")
    with pytest.raises(ValueError, match="two rules are named 'ad'"):
        one + one
