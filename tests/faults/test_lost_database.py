"""PostgreSQL goes and comes back under a bot that runs: nothing is confirmed, and all goes on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import OperationalError

from bot import outbox
from bot.models import Alert, DeadLetter, Delivery, Draft, Lane
from bot.models.schema import upgrade
from bot.transport.sender import OWNER
from tests.clones import away
from tests.postgres import PostgresServer
from tests.world import World, open_world

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.standin.person import Person

FIRE = "Ada kebakaran di RT 03, api besar"
NOISE = "Musik keras dari tadi di RT 02"


@pytest.fixture
async def world(data: Path, postgres_url: str, fast_limits: Path) -> AsyncIterator[World]:
    """The bot on PostgreSQL."""
    async with open_world(data, config_overlay=fast_limits, database_url=postgres_url) as opened:
        yield opened


async def _waiting(world: World) -> Person:
    """Somebody whose draft's card is owed: it has been leased by the sender, and no more."""
    person = await world.enrol("Ani")
    person.writes(NOISE)
    await world.takes()
    return person


async def _leased(world: World) -> list[Delivery]:
    now, lanes = world.clock.now(), tuple(Lane)
    async with world.app.database.claiming() as session:
        return await outbox.lease(session, OWNER, now=now, limit=9, lanes=lanes)


async def test_nothing_is_confirmed_while_it_is_away(world: World) -> None:
    """What was written waits at Telegram; once the database is back it is taken, and answered."""
    person = await world.enrol("Ani")
    async with away(world.database_url):
        person.writes(NOISE)
        with pytest.raises(OperationalError):
            await world.takes()
        assert len(world.telegram.pending) == 1
    await world.settle()
    assert "BELUM TERKIRIM" in person.last.text
    assert (await world.count(Draft), await world.count(DeadLetter)) == (1, 0)


async def test_time_goes_on_with_its_return(world: World) -> None:
    """A step that was due meanwhile is taken at the first beat after it."""
    deputy = await world.enrol("Bripda Sari", role="deputy")
    await world.enrol("Bripka Ilham", role="officer")
    await world.report(await world.enrol("Daeng Naba"), FIRE, "Masih, kirim")
    async with away(world.database_url):
        with pytest.raises(OperationalError):
            await world.passes(minutes=5)
    await world.passes(minutes=5)
    assert len(world.pages_to(deputy)) == 1
    assert await world.count(Alert, Alert.position == 2) == 1


async def test_what_was_leased_is_not_held_up(world: World) -> None:
    """It goes away between the lease and the rendering: nobody waits for the lease to run out."""
    person = await _waiting(world)
    sender = world.app.sender
    leased = await _leased(world)
    async with away(world.database_url):
        await sender._queue(leased)  # noqa: SLF001 - the sender's own next step
    await sender.drain()
    await world.passes(seconds=1)
    assert "BELUM TERKIRIM" in person.last.text
    (card,) = await world.all(Delivery, Delivery.kind == "draft")
    assert card.attempts == 1, "that the database was away is no attempt"


async def test_what_was_sent_meanwhile_is_not_sent_again(world: World) -> None:
    """It goes away between the sending and the settling, for longer than a lease."""
    person = await _waiting(world)
    sender = world.app.sender
    await sender._lease_and_render()  # noqa: SLF001 - lease and render: the first half of the sender's work
    async with away(world.database_url):
        with pytest.raises(OperationalError):
            await sender.drain()
        sender._start_sending()  # noqa: SLF001 - the second half
        await world.telegram.until(lambda: "BELUM TERKIRIM" in person.last.text)
        world.clock.advance(2 * outbox.LEASE)
    await world.passes(minutes=1)
    assert sum("BELUM TERKIRIM" in message.text for message in person.inbox) == 1
    assert await world.count(Delivery, Delivery.status != "sent", Delivery.kind == "draft") == 0


# What the bot makes of a database that goes away and comes back is told above, without a kill.
@pytest.mark.whole_matrix
async def test_a_server_that_is_killed(data: Path, fast_limits: Path) -> None:
    """Killed like the machine's power, twice: the bot needs no restart, and forgets nothing."""
    async with PostgresServer(fsync=True) as server:
        await asyncio.to_thread(upgrade, server.url)
        async with open_world(data, config_overlay=fast_limits, database_url=server.url) as world:
            people = [world.telegram.person(f"Warga {number}") for number in range(2)]
            for person in people:
                person.writes("/bahasa")
                await world.settle()
                server.kill()
                person.presses("English")
                with pytest.raises(OperationalError):
                    await world.takes()
                await asyncio.to_thread(server.start)
                await world.settle()
                assert "I agree" in person.last.buttons
