"""Updates that are brought to the webhook: together, twice, in another order, or in vain."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from bot.models import Draft, Report
from bot.transport.inbox import ROOM
from bot.transport.webhook import SECRET_HEADER

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import Connection

    from bot.standin.person import Person
    from tests.world import World

NOISE = "Musik keras dari tadi di RT 02"
FIRE = "Ada kebakaran di RT 03, api besar"
PEOPLE = 30
BEYOND = 5
pytestmark = pytest.mark.parametrize("intake", ["webhook"])


async def _enrolled(world: World, number: int) -> list[Person]:
    return [await world.enrol(f"Warga {index}") for index in range(number)]


@asynccontextmanager
async def _a_long_transaction(world: World) -> AsyncIterator[None]:
    """Let nobody else write while the block lasts; it is one commit itself."""
    async with world.app.database.writing() as session:
        postgres = session.get_bind().dialect.name == "postgresql"
        await session.execute(text("LOCK TABLE handled_updates" if postgres else "SELECT 1"))
        yield


class Commits:
    """Counts the transactions that a database commits; ``broken``: it cannot commit any."""

    def __init__(self, world: World) -> None:
        """Count from now on."""
        self.number = 0
        self.broken = False
        event.listen(world.app.database.engine.sync_engine, "commit", self._on_commit)

    def _on_commit(self, _connection: Connection) -> None:
        if self.broken:
            raise OperationalError("COMMIT", {}, OSError("no space left on device"))
        self.number += 1


@pytest.mark.both_databases
async def test_what_comes_while_a_transaction_runs_shares_the_next(world: World) -> None:
    """Thirty people write while the database is busy: all are answered after two commits.

    The first is at work, and waits; the others are the next batch. Nobody is answered before.
    """
    people = await _enrolled(world, PEOPLE)
    commits = Commits(world)
    assert world.app.webhook is not None
    webhook = world.app.webhook
    async with _a_long_transaction(world):
        people[0].writes(NOISE)
        await world.telegram.until(lambda: webhook.waiting == 1)
        for person in people[1:]:
            person.writes(NOISE)
        await world.telegram.until(lambda: webhook.waiting == PEOPLE)
        assert len(world.telegram.pending) == PEOPLE
    await world.takes()
    assert world.telegram.pending == []
    assert commits.number == 1 + 2, "the long transaction's own, the first message's, all others'"
    assert await world.count(Draft) == PEOPLE


@pytest.mark.both_databases
async def test_what_cannot_be_committed_is_brought_again(world: World) -> None:
    """The disk is full: Telegram is not told 200, so it brings the message once there is room."""
    (person,) = await _enrolled(world, 1)
    commits = Commits(world)
    commits.broken = True
    person.writes(NOISE)
    webhook = world.telegram.updates.webhook
    await world.telegram.until(lambda: webhook.error is not None)
    assert webhook.error is not None
    assert "503" in webhook.error[1]
    assert len(world.telegram.pending) == 1
    commits.broken = False
    await world.settle()
    assert await world.count(Draft) == 1
    assert "Kirim" in person.last.buttons[0]


@pytest.mark.both_databases
@pytest.mark.parametrize("fault", ["duplicate", "repeat"])
async def test_what_is_brought_twice_is_done_once(world: World, fault: str) -> None:
    """Twice at once, or again because the answer was lost: one draft, one report, one page."""
    officer = await world.enrol("Petugas", role="officer")
    (person,) = await _enrolled(world, 1)
    world.telegram.faults.add(fault, chat=person.id)
    person.writes(FIRE)
    await world.settle()
    assert await world.count(Draft) == 1
    world.telegram.faults.add(fault, chat=person.id)
    person.presses("Masih, kirim")
    await world.settle()
    assert await world.count(Report) == 1
    assert len(world.pages_to(officer)) == 1


@pytest.mark.both_databases
async def test_two_messages_in_the_wrong_order_are_one_report(world: World) -> None:
    """A correction overtakes what it corrects, as Telegram itself would not have it: both stand."""
    (person,) = await _enrolled(world, 1)
    world.telegram.faults.add("reorder", chat=person.id)
    person.writes(NOISE)
    person.writes(FIRE)
    await world.settle()
    assert world.telegram.faults.waiting == []
    texts = " ".join(message.text for message in person.inbox)
    assert NOISE in texts
    assert FIRE in texts


async def test_a_late_chat_keeps_nobody_else_waiting(world: World) -> None:
    """One chat's message hangs on its way: another's is taken meanwhile."""
    slow, quick = await _enrolled(world, 2)
    late = world.telegram.faults.add("late", chat=slow.id, seconds=30)
    slow.writes(NOISE)
    quick.writes(NOISE)
    await world.telegram.until(lambda: len(world.telegram.pending) == 1)
    (left,) = world.telegram.pending
    assert left["message"]["chat"]["id"] == slow.id
    world.telegram.faults.remove(late)
    await world.settle()
    assert await world.count(Draft) == 2


async def test_more_than_fits_is_sent_back_at_once(world: World) -> None:
    """A flood while the database hangs: what is beyond the room is asked to come again, soon."""
    (person,) = await _enrolled(world, 1)
    address = world.telegram.updates.webhook.address
    limits, headers = httpx.Limits(max_connections=None), {SECRET_HEADER: address.secret_token}
    async with httpx.AsyncClient(limits=limits, headers=headers, timeout=30) as client:
        async with _a_long_transaction(world):
            updates = [_asks_for_help(person, 1 + number) for number in range(ROOM + BEYOND)]
            asked = [asyncio.create_task(client.post(address.url, json=one)) for one in updates]
            sent_back = [await each for each in islice(asyncio.as_completed(asked), BEYOND)]
            assert [answer.status_code for answer in sent_back] == [503] * BEYOND
            assert {answer.headers["retry-after"] for answer in sent_back} == {"1"}
        answers = await asyncio.gather(*asked)
    assert [answer.status_code for answer in answers].count(200) == ROOM


def _asks_for_help(person: Person, number: int) -> dict[str, Any]:
    message = {"message_id": number, "date": 0, "chat": person.chat.raw, "text": "/bantuan"}
    return {"update_id": number, "message": message | {"from": person.raw}}
