"""One run of a site at a time: the lock is held, kept, given back, and taken over from the dead."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest

from feedcrawler.mongodb.locks import Holder, Lock
from feedcrawler.process import is_dead, this_process
from tests.mongodb.storing import Ask, Db

SITE = "example.org"


def acquire(ask: Ask, run: str, seconds: float = 60) -> Holder | None:
    held: Holder | None = ask(lambda store: Lock(store.database, SITE, run, seconds).acquire())
    return held


def renew(ask: Ask, run: str, seconds: float = 60) -> bool:
    return bool(ask(lambda store: Lock(store.database, SITE, run, seconds).renew()))


def release(ask: Ask, run: str) -> None:
    ask(lambda store: Lock(store.database, SITE, run, 60).release())


def held_by(database: Db, owner: dict[str, Any]) -> None:
    database.locks.update_one({"_id": SITE}, {"$set": {"owner": owner}})


def test_the_second_run_is_told_who_holds_the_lock_and_since_when(database: Db, ask: Ask) -> None:
    before = datetime.now(UTC)
    assert acquire(ask, "first") is None
    holder = acquire(ask, "second")
    assert holder
    here = this_process()
    assert (holder.run_id, holder.host, holder.pid) == ("first", here["host"], here["pid"])
    assert abs((holder.since - before).total_seconds()) < 60
    assert str(holder).startswith(f"run first (pid {here['pid']} on {here['host']}) has held the lock since ")


def test_a_lock_is_for_one_site_alone(ask: Ask) -> None:
    assert acquire(ask, "first") is None
    assert ask(lambda store: Lock(store.database, "other.example", "second", 60).acquire()) is None


def test_what_is_given_back_is_free_and_only_its_holder_can_give_it_back(ask: Ask) -> None:
    acquire(ask, "first")
    release(ask, "second")
    assert acquire(ask, "second")
    release(ask, "first")
    assert acquire(ask, "second") is None


def test_taking_it_twice_is_taking_it_once(database: Db, ask: Ask) -> None:
    """As when the first answer was lost on the way."""
    acquire(ask, "first")
    since = database.locks.find_one({"_id": SITE})
    assert acquire(ask, "first") is None
    again = database.locks.find_one({"_id": SITE})
    assert since
    assert again
    assert since["since"] == again["since"]


def test_of_twenty_that_want_it_at_once_exactly_one_gets_it(ask: Ask) -> None:
    async def all_at_once(store: Any) -> list[Holder | None]:
        locks = [Lock(store.database, SITE, f"run-{n}", 60) for n in range(20)]
        return await asyncio.gather(*(lock.acquire() for lock in locks))

    held = ask(all_at_once)
    assert held.count(None) == 1
    assert len({holder.run_id for holder in held if holder}) == 1


def test_a_dead_owner_on_this_machine_holds_nothing(database: Db, ask: Ask) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "from feedcrawler.process import this_process; print(this_process())"],
        capture_output=True,
        text=True,
        check=True,
    )
    acquire(ask, "killed")
    held_by(database, eval(ended.stdout))
    assert acquire(ask, "next") is None


def test_an_owner_elsewhere_holds_it_until_its_lease_is_over(database: Db, ask: Ask) -> None:
    acquire(ask, "elsewhere", seconds=1)
    held_by(database, {"host": "elsewhere", "pid": 1, "system": "another boot", "born": 1})
    assert acquire(ask, "here")
    database.locks.update_one({"_id": SITE}, [{"$set": {"expiresAt": "$$NOW"}}])
    assert acquire(ask, "here") is None


def test_a_renewed_lock_is_held_for_longer(database: Db, ask: Ask) -> None:
    acquire(ask, "first", seconds=0)
    assert renew(ask, "first", seconds=60)
    assert acquire(ask, "second")


def test_who_did_not_renew_in_time_learns_that_another_has_it(ask: Ask) -> None:
    acquire(ask, "asleep", seconds=0)
    assert acquire(ask, "awake") is None
    assert not renew(ask, "asleep")
    assert renew(ask, "awake")


@pytest.mark.parametrize(
    "changed", [{"born": 1}, {"pid": 2**22 + 1}], ids=["the pid is another's now", "there is no such pid"]
)
def test_a_process_is_told_from_another_with_its_pid(changed: dict[str, Any]) -> None:
    assert not is_dead(this_process())
    assert is_dead(this_process() | changed)


def test_of_a_process_on_another_system_nothing_is_known() -> None:
    assert not is_dead(this_process() | {"system": "another", "born": 1})
    assert not is_dead({"host": "anywhere", "pid": 1})
