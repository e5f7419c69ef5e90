"""An edit that comes after its message has lost its place makes no second card of that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot import outbox
from bot.models import Delivery
from tests.page_kind import is_page, points_below
from tests.reported_fire import reported_fire

if TYPE_CHECKING:
    from bot.standin.telegram import Message
    from tests.world import World


async def _edit(world: World, kind: str, message: Message, **said: Any) -> None:  # noqa: ANN401
    """Let an edit come late: it was tried again, or promised while the newer card arrived."""
    number = message.message_id
    shown, *_ = await world.all(Delivery, Delivery.sent_message_id == number, Delivery.kind == kind)
    async with world.app.database.writing() as session:
        outbox.promise(
            *(session, shown.kind if kind != "page" else "alert", shown.recipient_id),
            now=world.clock.now(),
            subject=shown.subject_id,
            edits=number,
            run=shown.run,
            **said,
        )
    await world.settle()


async def test_of_an_older_page(world: World) -> None:
    """Nobody answers, so the officer has two pages."""
    officer, _, _, _ = await reported_fire(world)
    await world.passes(minutes=30)
    first, *_ = [message for message in officer.inbox if is_page(message)]
    assert points_below(first)
    await _edit(world, "page", first)
    assert points_below(first)


async def test_of_an_older_receipt(world: World) -> None:
    """It was asked for once more."""
    _, neighbour, _, ticket = await reported_fire(world)
    first = neighbour.last
    await world.writes(neighbour, ticket)
    assert points_below(first)
    await _edit(world, "receipt", first, status=True)
    assert points_below(first)


@pytest.mark.parametrize("sent", [False, True])
async def test_of_an_older_draft(world: World, sent: bool) -> None:  # noqa: FBT001 - a parameter
    """A place joined it: whether it is open still or was sent, the newer card alone shows it."""
    neighbour = await world.enrol("Ani")
    await world.writes(neighbour, "Knalpot brong di lorong 5, bising sekali")
    first = neighbour.last
    neighbour.sends_location(-5.14, 119.44)
    await world.passes(seconds=2)
    assert points_below(first)
    if sent:
        await world.presses(neighbour, "Kirim")
    await _edit(world, "draft", first)
    assert not first.rows
    assert sent == ("Sudah terkirim" in first.text)
    assert sent or points_below(first)
