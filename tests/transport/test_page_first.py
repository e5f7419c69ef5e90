"""A page waits for nothing that is made or written beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import OperationalError

from bot import outbox
from bot.models import Delivery, Lane
from tests.statements import heard

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.transport.send_queue import OutgoingMessage
    from bot.transport.settlement_writer import SettlementWriter
    from tests.world import World

    Lease = Callable[[AsyncSession], Awaitable[list[Delivery]]]

FIRE = "Ada kebakaran di RT 03, api besar"
MESSAGE = 77


def lease(world: World) -> Lease:
    """Return what leases all that is due."""
    now = world.clock.now()
    return partial(outbox.lease, owner="bot", now=now, limit=9, lanes=tuple(Lane))


def writer(world: World) -> SettlementWriter:
    """Return who writes down what was sent."""
    return world.app.sender._settlement_writer  # noqa: SLF001 - a whole run has no such moment to hold


async def sends_a_fire(world: World) -> list[Delivery]:
    """Ani sends her report and nothing is sent yet; return what is leased then."""
    await world.enrol("Bripka Ilham", "officer")
    ani = await world.enrol("Ani")
    await world.writes(ani, FIRE)
    ani.presses("Masih, kirim")
    await world.takes()
    return await world.app.database.claim(lease(world))


@pytest.mark.both_databases
async def test_a_page_is_handed_on_before_the_receipt_is_read(world: World) -> None:
    """Both were promised together; the page is on its way when the receipt is begun."""
    leased, handed = await sends_a_fire(world), list[tuple[list[str], int]]()
    with heard(world) as asked:

        def ready(messages: list[OutgoingMessage]) -> None:
            handed.append(([one.delivery.kind for one in messages], len(asked)))

        await world.app.sender._renderer.render(leased[::-1], ready)  # noqa: SLF001 - as above
    (pages, read_by_then), (others, read) = handed
    assert (pages, others) == (["page"], ["receipt"])
    assert read_by_then < read


async def test_a_receipt_that_cannot_be_made_holds_up_no_page_and_repeats_none(
    world: World,
) -> None:
    """What comes after the page fails and is tried again; the page was handed on once."""
    leased, handed = await sends_a_fire(world), list[str]()
    for one in leased:
        one.kind = {"receipt": "no such kind"}.get(one.kind, one.kind)
    await world.app.sender._renderer.render(  # noqa: SLF001 - as above
        leased, lambda messages: handed.extend(one.delivery.kind for one in messages)
    )
    assert handed == ["page"]
    assert len(writer(world)) == 1  # the receipt, postponed


@pytest.mark.both_databases
async def test_what_was_sent_is_written_in_the_transaction_of_the_next_lease(world: World) -> None:
    """Each commit waits for the disk, so there is one."""
    leased = await sends_a_fire(world)
    writer(world).sent(leased[0], MESSAGE)
    with heard(world) as asked:
        await writer(world).write_before(lease(world))
    assert [one.split()[0] for one in asked] == ["UPDATE", "WITH"]
    (sent,) = await world.all(Delivery, Delivery.id == leased[0].id)
    assert (sent.status, sent.sent_message_id) == ("sent", MESSAGE)
    assert not len(writer(world))


async def test_a_result_that_cannot_be_written_keeps_nothing_from_being_leased(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was wrong with it, other people's messages go out."""
    leased = await sends_a_fire(world)
    ani = await world.enrol("Budi")
    ani.writes("Lampu jalan mati")
    await world.takes()
    writer(world).sent(leased[0], MESSAGE)

    async def fails(*_: object, **__: object) -> None:
        raise KeyError(FIRE)

    monkeypatch.setattr(outbox, "settle", fails)
    assert [one.kind for one in await writer(world).write_before(lease(world))] == ["draft"]


async def test_results_outlive_a_database_that_is_away(world: World) -> None:
    """They are written once it is back."""
    leased = await sends_a_fire(world)
    writer(world).sent(leased[0], MESSAGE)

    async def fails(_: AsyncSession) -> list[Delivery]:
        raise OperationalError(None, None, OSError("disk full"))

    with pytest.raises(OperationalError):
        await writer(world).write_before(fails)
    assert len(writer(world)) == 1
    await writer(world).write()
    assert await world.count(Delivery, Delivery.sent_message_id == MESSAGE) == 1
