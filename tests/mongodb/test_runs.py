"""The records of runs, as the crawl writes them."""

from __future__ import annotations

from tests.mongodb.storing import Ask, Db
from tests.run_records import OUTCOMES, record


def test_a_run_that_goes_on_says_how_far_it_is(database: Db, ask: Ask) -> None:
    run = record(verdict="running")
    database.runs.insert_one(run)
    ask(lambda store: store.runs.note_alive(run["_id"], {"known": 200}))
    noted = database.runs.find_one()
    assert noted
    assert noted["known"] == 200
    assert noted["aliveAt"] > run["aliveAt"]


def test_what_is_said_of_a_run_too_late_does_not_undo_how_it_ended(database: Db, ask: Ask) -> None:
    run = record()
    database.runs.insert_one(run)
    ask(lambda store: store.runs.note_alive(run["_id"], {"outcomes": OUTCOMES | {"new": 0}}))
    noted = database.runs.find_one()
    assert noted
    assert (noted["outcomes"], noted["verdict"]) == (OUTCOMES, "done")
