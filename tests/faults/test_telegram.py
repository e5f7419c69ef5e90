"""Telegram's own quirks: what it answers on a bad day, and what people notice of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.handlers import TABLE, report, table
from bot.handlers.entry import Entry
from bot.handlers.incoming import UpdateKind
from bot.models import DeadLetter, Delivery, Draft, HandledUpdate, Report
from tests.intake import both_ways, taking
from tests.world import DISTRICT, VILLAGE

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from tests.world import World

FIRE = "ada kebakaran di RT 03"


async def test_409_another_poller_is_waited_out(world: World) -> None:
    """A second process polls with the same token: ours says so, goes on, and takes the message."""
    person = await world.enrol("Daeng Naba")
    world.telegram.faults.add("conflict", method="getUpdates", times=1)
    async with taking(world):
        person.writes(FIRE)
        await world.telegram.until(lambda: not world.telegram.pending)
    await world.settle()
    assert "Masih, kirim" in " ".join(person.last.buttons)


async def test_429_for_one_chat_slows_only_that_chat(world: World) -> None:
    """Telegram asks to wait for the reporter's chat: the officer's page goes out at once."""
    officer = await world.enrol("Petugas", role="officer")
    person = await world.enrol("Daeng Naba")
    person.writes(FIRE)
    await world.settle()
    world.telegram.faults.add("too_many", chat=person.id, retry_after=1)
    person.presses("Masih, kirim")
    await world.settle()
    assert len(world.pages_to(officer)) == 1
    assert "Sudah aman" not in " ".join(person.last.buttons)
    await world.passes(seconds=2)
    assert "Sudah aman" in " ".join(person.last.buttons)


async def test_429_for_the_bot_slows_everybody_and_loses_nothing(world: World) -> None:
    """Two chats are told to wait: Telegram means the bot, so all wait, then all is sent."""
    officer = await world.enrol("Petugas", role="officer")
    deputy = await world.enrol("Wakil", role="deputy")
    person = await world.enrol("Daeng Naba")
    person.writes(FIRE)
    await world.settle()
    for chat in (officer.id, person.id):
        world.telegram.faults.add("too_many", chat=chat, retry_after=1)
    person.presses("Masih, kirim")
    await world.settle()
    await world.passes(seconds=3)
    assert len(world.pages_to(officer)) == 1
    await world.passes(minutes=5)
    assert len(world.pages_to(deputy)) == 1


async def test_403_sends_the_page_on_at_once(world: World) -> None:
    """The officer has blocked the bot: the deputy is paged in the same breath."""
    officer = await world.enrol("Petugas", role="officer")
    deputy = await world.enrol("Wakil", role="deputy")
    person = await world.enrol("Daeng Naba")
    world.telegram.faults.add("forbidden", method="sendMessage", chat=officer.id)
    await world.report(person, FIRE, "Masih, kirim")
    assert len(world.pages_to(deputy)) == 1


async def test_400_for_our_own_markup_is_sent_as_plain_words(world: World) -> None:
    """Telegram cannot parse what we wrote: the person gets the words all the same."""
    person = await world.enrol("Daeng Naba")
    world.telegram.faults.add(
        "bad_request",
        method="sendMessage",
        chat=person.id,
        description="Bad Request: can't parse entities: unsupported start tag",
    )
    person.writes(FIRE)
    await world.settle()
    assert "kebakaran" in person.last.text


async def test_400_of_another_kind_is_final_and_the_page_goes_on(world: World) -> None:
    """Telegram will never take the officer's page: it is told to the next contact at once."""
    officer = await world.enrol("Petugas", role="officer")
    deputy = await world.enrol("Wakil", role="deputy")
    person = await world.enrol("Daeng Naba")
    world.telegram.faults.add(
        "bad_request", method="sendMessage", chat=officer.id, description="Bad Request: no"
    )
    ticket = await world.report(person, FIRE, "Masih, kirim")
    assert ticket in deputy.last.text


@pytest.mark.parametrize("kind", ["bad_gateway", "reset"])
async def test_a_line_that_breaks_is_tried_again(world: World, kind: str) -> None:
    """502, or a connection that is cut: the page arrives within three seconds of the recovery."""
    officer = await world.enrol("Petugas", role="officer")
    person = await world.enrol("Daeng Naba")
    person.writes(FIRE)
    await world.settle()
    world.telegram.faults.add(kind, method="sendMessage", chat=officer.id, times=3)
    person.presses("Masih, kirim")
    await world.settle()
    assert world.pages_to(officer) == []
    await world.passes(seconds=9)
    assert len(world.pages_to(officer)) == 1


async def test_accepted_then_reset_may_double_a_page_but_never_an_alert(world: World) -> None:
    """Telegram took the page and the line broke before it said so: it comes again, same ticket."""
    officer = await world.enrol("Petugas", role="officer")
    person = await world.enrol("Daeng Naba")
    world.telegram.faults.add("accepted_then_reset", method="sendMessage", chat=officer.id)
    ticket = await world.report(person, FIRE, "Masih, kirim")
    await world.passes(seconds=5)
    pages = world.pages_to(officer)
    assert len(pages) == 2
    assert all(ticket in page.text for page in pages)
    assert await world.count(Delivery, Delivery.kind == "page") == 1


@both_ways
async def test_a_group_that_became_a_supergroup_is_answered_there(world: World) -> None:
    """A command in a group whose id has changed: the one sentence goes to the new id."""
    person = await world.enrol("Daeng Naba")
    group = world.telegram.group("Warga RW 02", [person])
    world.telegram.faults.add("migrate", method="sendMessage", chat=group.id)
    group.writes(person, "/lapor")
    await world.settle()
    sent = [call for call in world.telegram.calls if call.method == "sendMessage"]
    assert sent[-1].outcome == "ok"
    assert int(sent[-1].params["chat_id"]) != group.id


@both_ways
async def test_telegram_down_for_minutes_owes_everything_and_pays_urgent_first(
    world: World,
) -> None:
    """Nothing can be sent for five minutes; when Telegram is back the page leaves first."""
    officer = await world.enrol("Petugas", role="officer")
    person = await world.enrol("Daeng Naba")
    person.writes(FIRE)
    await world.settle()
    world.telegram.faults.add("down", method="sendMessage")
    world.telegram.faults.add("down", method="editMessageText")
    person.presses("Masih, kirim")
    await world.settle()
    await world.passes(minutes=2)
    world.telegram.faults.clear()
    before = len(world.telegram.calls)
    await world.passes(seconds=10)
    calls = [call for call in world.telegram.calls[before:] if "essage" in call.method]
    assert len(world.pages_to(officer)) == 1
    assert int(calls[0].params["chat_id"]) == officer.id
    assert "Sudah aman" in " ".join(person.last.buttons)


@both_ways
async def test_an_update_that_makes_a_handler_raise_stops_nobody_else(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three people write in one batch, and one message breaks the handler.

    The others get their cards; the writer of the broken one is told; it is kept sealed, and purged
    after seven days.
    """
    people = [await world.enrol(name) for name in ("Satu", "Dua", "Tiga")]

    async def fragile(turn: Turn) -> None:
        if "meledak" in turn.incoming.text:
            raise ZeroDivisionError
        await report.receive(turn)

    broken = Entry(
        UpdateKind.MESSAGE, "text", fragile, next(e.allow for e in TABLE if e.name == "text")
    )
    monkeypatch.setitem(table.INDEX, (UpdateKind.MESSAGE, "text"), broken)
    for person, text in zip(people, [FIRE, "ini meledak", FIRE], strict=True):
        person.writes(text)
    await world.settle()
    assert await world.count(Draft) == 2
    assert "gagal kami olah" in people[1].last.text
    letters = await world.all(DeadLetter)
    assert len(letters) == 1
    assert b"meledak" not in letters[0].sealed
    await world.passes(days=7, minutes=1)
    assert await world.count(DeadLetter) == 0


async def test_an_update_that_cannot_be_read_blocks_nobody(world: World) -> None:
    """Something that is no update comes in the middle of a batch: the others are handled."""
    person = await world.enrol("Daeng Naba")
    await world.app.edge.take([{"update_id": 1, "message": {"nonsense": True}}])
    person.writes(FIRE)
    await world.settle()
    assert "Masih, kirim" in " ".join(person.last.buttons)


async def test_a_redelivered_update_is_answered_and_not_done_twice(world: World) -> None:
    """Telegram brings a message a second time: one draft, and the current card once more."""
    person = await world.enrol("Daeng Naba")
    person.writes(FIRE)
    (raw,) = world.telegram.pending
    await world.settle()
    seen = len(person.inbox)
    await world.app.edge.take([raw])
    await world.app.sender.drain()
    assert await world.count(Draft) == 1
    assert len(person.inbox) == seen + 1
    assert "Masih, kirim" in " ".join(person.last.buttons)


async def test_a_redelivered_press_sends_no_second_report(world: World) -> None:
    """The press of ``Kirim`` comes twice: one report, one page, the receipt shown."""
    officer = await world.enrol("Petugas", role="officer", region=VILLAGE)
    await world.enrol("Kanit", role="supervisor", region=DISTRICT)
    person = await world.enrol("Daeng Naba")
    person.writes(FIRE)
    await world.settle()
    person.presses("Masih, kirim")
    (raw,) = world.telegram.pending
    await world.settle()
    await world.app.edge.take([raw])
    await world.app.sender.drain()
    assert await world.count(Report) == 1
    assert len(world.pages_to(officer)) == 1


@both_ways
async def test_a_strangers_update_leaves_no_trace(world: World) -> None:
    """Nothing of somebody who has not agreed is stored, not even that they wrote."""
    handled = await world.count(HandledUpdate)
    stranger = world.telegram.person("Orang baru")
    stranger.writes(FIRE)
    await world.settle()
    assert "110" in stranger.last.text
    assert await world.count(HandledUpdate) == handled
