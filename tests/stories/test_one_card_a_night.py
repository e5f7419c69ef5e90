"""An alert that nobody answers rings all night, and each chat keeps one card of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot import outbox
from bot.models import Alert, Delivery, DeliveryStatus
from bot.services.alerts import alert_notifications
from bot.services.reports import newest_card
from tests.page_kind import is_page, points_below
from tests.world import DISTRICT

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.standin.person import Person
    from bot.standin.telegram import Message
    from tests.world import World

BURGLARY = "Ada maling masuk rumah tetangga, sekarang, di RT 03"
FIRST_PAGE = select(Delivery).where(Delivery.kind == "page").order_by(Delivery.id).limit(1)
LATER = 999_999  # a message below all that there are


def _pages(person: Person) -> list[Message]:
    return [message for message in person.inbox if is_page(message)]


async def test_a_night_that_nobody_answers_leaves_one_card(world: World) -> None:
    """Twelve hours: every page rang, and of all of them the last alone can be pressed."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, BURGLARY, "Masih, kirim")
    first = officer.last
    pressed = first.rows[0][0]["callback_data"]
    await world.passes(hours=12)
    for person in (officer, chief):
        *before, last = _pages(person)
        assert before
        assert last.buttons[0] == "Saya tangani"
        assert {one.text for one in before} == {f"Tiket {ticket}: lanjut di bawah ⬇️"}
        assert all(points_below(one) for one in before)
        edits = await world.all(Delivery, Delivery.edits.in_([one.message_id for one in before]))
        pointers = [one.edits for one in edits if one.payload.get("below")]
        assert sorted(pointers) == [one.message_id for one in before]  # each was edited once
    chief_card = chief.last
    officer.presses_data(pressed, first)  # from a phone that has not seen the edit yet
    await world.settle()
    assert "DITANGANI" in _pages(officer)[-1].text
    assert "DITANGANI" in chief_card.text
    assert all(points_below(one) for one in _pages(officer)[:-1])
    assert all(points_below(one) for one in _pages(chief)[:-1])


async def test_what_opens_it_again_leaves_one_card(world: World) -> None:
    """Closed by a slip and opened again: it pages on, and the card that was pressed points."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, BURGLARY, "Masih, kirim")
    await world.presses(officer, "Tidak ada kejadian")
    await world.passes(minutes=1)
    officer.presses("Buka lagi")
    await world.settle()
    first, second = _pages(officer)
    assert points_below(first)
    assert second.buttons[0] == "Saya tangani"
    await world.presses(officer, "Saya tangani")
    assert "DITANGANI oleh Anda" in second.text
    assert points_below(first)


async def test_the_card_stays_where_the_next_page_does_not_arrive(world: World) -> None:
    """Telegram takes no message any more: the card that is there keeps its buttons."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, BURGLARY, "Masih, kirim")
    (first,) = _pages(officer)
    officer.blocks()
    await world.passes(hours=2)
    assert _pages(officer) == [first]
    assert first.buttons[0] == "Saya tangani"


async def _second_page(
    world: World, session: AsyncSession, first: Delivery, message: int
) -> Delivery:
    """Let another page of an alert arrive in the chat of its first one, at a message's place."""
    which = session, "page", first.recipient_id
    outbox.promise(*which, now=world.clock.now(), subject=first.subject_id, newest=True)
    await session.flush()
    second = (await session.scalars(FIRST_PAGE.offset(1))).one()
    second.status, second.sent_message_id = DeliveryStatus.SENT, message
    await session.flush()
    return second


async def test_an_edit_that_waits_makes_no_card_of_a_pointer(world: World) -> None:
    """The state changed while the next page was under way: the old page is not shown anew."""
    await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, BURGLARY, "Masih, kirim")
    async with world.app.database.writing() as session:
        alert, first = await session.scalar(select(Alert)), await session.scalar(FIRST_PAGE)
        assert alert is not None
        assert first is not None
        await alert_notifications.edit_cards(session, alert, now=world.clock.now())
        second = await _second_page(world, session, first, LATER)
        await newest_card.point(session, [second.id], now=world.clock.now())
        message = first.sent_message_id
    edits = await world.all(Delivery, Delivery.edits == message)
    assert {(one.payload.get("below", False), one.status) for one in edits} == {
        (False, DeliveryStatus.DROPPED),
        (True, DeliveryStatus.QUEUED),
    }


async def test_pages_that_overtake_each_other_leave_the_lowest(world: World) -> None:
    """After an outage the older page may come last: what lies lowest is the card."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, BURGLARY, "Masih, kirim")
    (page,) = _pages(officer)
    async with world.app.database.writing() as session:
        first = (await session.scalars(FIRST_PAGE)).one()
        first.payload = {**first.payload, "newest": True}
        second = await _second_page(world, session, first, page.message_id - 1)
        await newest_card.point(session, [second.id], now=world.clock.now())
        assert newest_card.is_below(second)
        assert not newest_card.is_below(first)
