"""Readers take turns on pages, and what one of them does wrong harms no other."""

from __future__ import annotations

from bench.corpora import Answer, Page
from bench.measuring import load, measure
from bench.readers import NotCoveredError, Read


def page(name: str, corpus: str = "harbour") -> Page:
    truth = {"url": f"https://harbour.example/{name}", "headline": name}
    return Page(name, corpus, b"", truth)


def knows(page: Page) -> Answer:
    return Answer(headline=page.id)


def breaks(page: Page) -> Answer:
    raise RecursionError(page.id)


def only_ferries(page: Page) -> Answer:
    if page.id != "ferry":
        raise NotCoveredError(page.id)
    return Answer(headline="Ferry!")


PAGES = [page("ferry"), page("barley"), page("lighthouse")]


def test_a_reader_that_breaks_has_said_nothing() -> None:
    found = list(measure({"knows": knows, "breaks": breaks}, PAGES))
    assert [readings["knows"].score.headline for readings in found] == [True, True, True]
    assert [readings["breaks"].score.headline for readings in found] == [False, False, False]
    assert found[0]["breaks"].error == "RecursionError('ferry')"
    assert found[0]["knows"].error is None


def test_a_reader_for_certain_sites_is_scored_on_those() -> None:
    found = list(measure({"knows": knows, "only ferries": only_ferries}, PAGES))
    assert [list(readings) for readings in found] == [["knows", "only ferries"], ["knows"], ["knows"]]


def test_readers_take_turns_at_being_first() -> None:
    calls: list[str] = []

    def noting(name: str) -> Read:
        def read(page: Page) -> Answer:
            calls.append(f"{name} {page.id}")
            return Answer()

        return read

    readers = {name: noting(name) for name in "abc"}
    assert [list(readings) for readings in measure(readers, PAGES)] == [["a", "b", "c"]] * 3
    first = ["a ferry", "b ferry", "c ferry", "b barley", "c barley", "a barley"]
    assert calls[-9:] == [*first, "c lighthouse", "a lighthouse", "b lighthouse"]


def test_trafilaturas_default_meets_a_page_before_its_variants() -> None:
    calls: list[str] = []

    def noting(name: str) -> Read:
        def read(page: Page) -> Answer:
            calls.append(name)
            return Answer()

        return read

    names = ["trafilatura-fast", "trafilatura", "feedcrawler"]
    assert len(list(measure({name: noting(name) for name in names}, PAGES))) == len(PAGES)
    measured = [calls[-9:][at : at + 3] for at in (0, 3, 6)]
    assert [order.index("trafilatura-fast") for order in measured] == [2, 2, 2]
    assert {order[0] for order in measured} == {"trafilatura", "feedcrawler"}


def test_a_page_is_read_as_often_as_asked_and_counted_once() -> None:
    calls: list[str] = []

    def read(page: Page) -> Answer:
        calls.append(page.id)
        return Answer()

    assert len(list(measure({"reader": read}, [page("ferry")], rounds=3))) == 1
    assert calls == ["ferry"] * (1 + 3)  # once to warm up


def test_a_reader_that_is_not_installed_is_left_out_and_named() -> None:
    def missing() -> Read:
        raise ImportError("No module named 'ferries'")

    skipped: list[tuple[str, str]] = []
    readers = load({"knows": lambda: knows, "ferries": missing}, lambda *what: skipped.append(what))
    assert readers == {"knows": knows}
    assert skipped == [("ferries", "No module named 'ferries'")]
