"""A beat goes on until it is over, and what is being done then is done to its end."""

from __future__ import annotations

import asyncio

from feedcrawler.beat import Beat


def test_it_goes_on_until_it_is_told_to_end_and_is_waited_for() -> None:
    done: list[str] = []

    async def run() -> None:
        begun = asyncio.Event()

        async def what() -> bool:
            begun.set()
            await asyncio.sleep(0.05)
            done.append("whole")
            return True

        beat = Beat(0.001, what)
        await begun.wait()
        await beat.end()
        number = len(done)
        await asyncio.sleep(0.1)
        assert len(done) == number > 0

    asyncio.run(run())


def test_it_ends_by_itself_when_what_it_does_says_so() -> None:
    async def run() -> int:
        done = 0

        async def what() -> bool:
            nonlocal done
            done += 1
            return done < 3

        beat = Beat(0.001, what)
        await asyncio.sleep(0.2)
        await beat.end()
        return done

    assert asyncio.run(run()) == 3
