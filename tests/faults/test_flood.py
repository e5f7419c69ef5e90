"""Somebody who floods the bot, and a broadcast: neither takes anything away from other people.

These stories run at Telegram's own limits; the sender works as it does in the real process.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from bot import outbox
from bot.models import Lane, Member
from bot.services.people import enrolment
from tests.intake import both_ways
from tests.world import open_world

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.standin.person import Person
    from tests.world import World

NOISE = "Musik keras dari tadi di RT 02"
FIRE = "Ada kebakaran di RT 03, api besar"
FLOOD, BROADCAST = 150, 300
TRIES = 3
OVERTAKEN = 60  # digests that may have left before the page: two seconds of them, of ten
pytestmark = both_ways


@pytest.fixture
async def limited(data: Path, database_url: str, intake: str) -> AsyncIterator[World]:
    """A world at the limits that the product ships."""
    async with open_world(data, database_url=database_url, intake=intake) as opened:
        yield opened


@asynccontextmanager
async def _working(world: World) -> AsyncIterator[None]:
    """Let the sender work by itself, as the real process has it."""
    sending = asyncio.create_task(world.app.sender.run())
    try:
        yield
    finally:
        world.app.sender.stop()
        await sending
        await world.app.sender.close()


async def _takes(world: World) -> None:
    while world.telegram.pending:
        await world.takes()


async def test_a_flood_of_drafts_keeps_nobody_else_waiting(limited: World) -> None:
    """One person sends 150 messages at once; neighbours have draft and receipt among the first.

    Each has them before a tenth of what the flooder is owed has gone out.
    """
    flooder = await limited.enrol("Si Usil")
    neighbours = [await limited.enrol(f"Ani {number}") for number in range(TRIES)]
    seen = len(flooder.inbox)
    async with _working(limited):
        for number in range(FLOOD):
            flooder.writes(f"{NOISE} {number}")
        await _takes(limited)
        await limited.telegram.until(lambda: len(flooder.inbox) > seen)
        for neighbour in neighbours:
            before = len(flooder.inbox)
            await _reports(limited, neighbour)
            assert len(flooder.inbox) - before < FLOOD / 10


async def _reports(world: World, neighbour: Person) -> None:
    """Let somebody write and send, until they have their receipt."""
    neighbour.writes(NOISE)
    await _takes(world)
    await world.telegram.until(lambda: "Kirim" in neighbour.last.buttons[:1])
    neighbour.presses("Kirim")
    await _takes(world)
    await world.telegram.until(lambda: "tiket" in neighbour.last.text)


async def _hundreds(world: World) -> list[Person]:
    people = [world.telegram.person(f"Warga {number}") for number in range(BROADCAST)]
    async with world.app.database.writing() as session:
        for person in people:
            person.started = True
            enrolment.enrol(
                session,
                telegram_id=person.id,
                name=person.name,
                language="id",
                now=world.clock.now(),
                vault=world.app.vault,
            )
    return people


async def _broadcast(world: World) -> None:
    members = await world.all(Member)
    async with world.app.database.writing() as session:
        for member in members:
            now = world.clock.now()
            outbox.promise(session, "help", member.id, now=now, lane=Lane.DIGEST)
    world.app.sender.wake()


def _reached(people: list[Person]) -> int:
    return sum(bool(one.inbox) for one in people)


async def test_a_page_never_waits_behind_three_hundred_digests(limited: World) -> None:
    """The digests of the morning are on their way when a house burns: the officer hears at once.

    What has left before the page is counted, not timed: on a busy machine all goes slower.
    """
    officer = await limited.enrol("Bripka Ilham", role="officer")
    neighbour = await limited.enrol("Ani")
    neighbour.writes(FIRE)
    await limited.settle()
    people = await _hundreds(limited)
    async with _working(limited):
        await _broadcast(limited)
        await limited.telegram.until(lambda: _reached(people) >= 20)
        neighbour.presses("Masih, kirim")
        await _takes(limited)
        before = _reached(people)
        await limited.telegram.until(lambda: bool(limited.pages_to(officer)))
        assert _reached(people) - before < OVERTAKEN
