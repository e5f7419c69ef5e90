"""The clock is put right in the middle of it: nobody waits an hour, nobody hears twice."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.models import AlertEvent
from tests.world import DISTRICT, opened_again

if TYPE_CHECKING:
    from tests.world import World

FIRE = "ada kebakaran di RT 03"
HOUR = timedelta(hours=1)


async def test_a_page_that_waits_for_telegram_goes_out_although_the_clock_went_back(
    world: World,
) -> None:
    """Telegram is down, the page is owed; the clock is put back an hour; then Telegram is back."""
    officer = await world.enrol("Petugas", role="officer")
    person = await world.enrol("Daeng Naba")
    await world.tick()
    world.telegram.faults.add("down", method="sendMessage", chat=officer)
    await world.report(person, FIRE, "Masih, kirim")
    world.clock.advance(-HOUR)
    await world.tick()
    world.telegram.faults.clear()
    await world.passes(seconds=5)
    assert len(world.pages_to(officer)) == 1


async def test_a_clock_put_back_while_the_bot_was_down_is_noticed_at_the_start(
    world: World,
) -> None:
    """The page is owed, the bot goes down, the clock is put back; the next start sends it."""
    officer = await world.enrol("Petugas", role="officer")
    person = await world.enrol("Daeng Naba")
    world.telegram.faults.add("down", method="sendMessage", chat=officer)
    await world.report(person, FIRE, "Masih, kirim")
    world.telegram.faults.clear()
    world.clock.advance(-HOUR)
    async with opened_again(world, world.url) as again:
        await again.passes(seconds=5)
    assert len(world.pages_to(officer)) == 1


async def test_an_alert_keeps_its_pace_when_the_clock_goes_back(world: World) -> None:
    """Two minutes after the page the clock is put back: the deputy hears of it in three more.

    A second look, by this process or another, changes nothing.
    """
    await world.enrol("Petugas", role="officer")
    deputy = await world.enrol("Wakil", role="deputy", region=DISTRICT)
    person = await world.enrol("Daeng Naba")
    await world.report(person, FIRE, "Masih, kirim")
    await world.passes(minutes=2)
    world.clock.advance(-HOUR)
    await world.tick()
    async with opened_again(world, world.url) as again:
        await again.tick()
    await world.passes(minutes=2, seconds=55)
    assert world.pages_to(deputy) == []
    await world.passes(seconds=10)
    assert len(world.pages_to(deputy)) == 1
    history = await world.all(AlertEvent)
    assert [line.at for line in history] == sorted(line.at for line in history)
    assert all(line.at <= world.clock.at for line in history)


async def test_whether_it_is_solved_is_asked_in_time_when_the_clock_goes_back(
    world: World,
) -> None:
    """It was closed, then the clock is put back: the question comes a day after, not later."""
    officer = await world.enrol("Petugas", role="officer")
    person = await world.enrol("Daeng Naba")
    await world.report(person, FIRE, "Masih, kirim")
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    world.clock.advance(-HOUR)
    await world.tick()
    await world.passes(hours=24, seconds=10)
    assert len(await world.sent(person, "solved_question")) == 1


@pytest.mark.both_databases
async def test_a_draft_is_reminded_of_in_time_when_the_clock_goes_back(world: World) -> None:
    """An urgent draft lies unsent; the clock is put back; the reminder comes in its minute."""
    person = await world.enrol("Daeng Naba")
    await world.tick()
    person.writes(FIRE)
    await world.settle()
    world.clock.advance(-HOUR)
    await world.tick()
    await world.passes(minutes=1, seconds=1)
    assert "belum ada petugas yang membaca" in person.last.text


@pytest.mark.both_databases
@pytest.mark.both_databases
async def test_digests_come_each_morning_although_the_clock_was_days_ahead(world: World) -> None:
    """What was made for days that had not come is forgotten, and those days have their digest."""
    officer = await world.enrol("Petugas", role="officer")
    await world.tick()
    world.clock.advance(timedelta(days=14))
    await world.tick()
    world.clock.advance(-timedelta(days=14))
    await world.tick()
    heard = len(officer.inbox)
    await world.passes(days=15)
    came = [one.text.splitlines()[0] for one in officer.inbox[heard:]]
    assert [one.split()[-2:] for one in came if "harian" in one] == [
        *([str(day), "Nov"] for day in range(24, 31)),
        *([str(day), "Des"] for day in range(1, 9)),
    ]
    assert sum("Ringkasan mingguan" in one for one in came) == 2


async def test_a_digest_comes_once_although_the_clock_goes_back_across_its_hour(
    world: World,
) -> None:
    """At six it came, at half past the clock is put back an hour: it is six again."""
    officer = await world.enrol("Petugas", role="officer")
    await world.passes(hours=10, minutes=30)
    world.clock.advance(-HOUR)
    await world.passes(hours=25)
    assert sum("Laporan harian" in one.text for one in officer.inbox) == 2


async def test_a_page_on_its_way_is_not_sent_twice_when_the_clock_goes_forward(
    world: World,
) -> None:
    """It is an hour later while Telegram takes its time: every lease has run out.

    One page comes.
    """
    officer = await world.enrol("Petugas", role="officer")
    person = await world.enrol("Daeng Naba")
    person.writes(FIRE)
    await world.settle()
    delay = world.telegram.faults.add("delay", method="sendMessage", chat=officer, seconds=30)
    person.presses("Masih, kirim")
    await world.takes()
    sending = asyncio.create_task(world.app.sender.run())
    await world.telegram.until(lambda: _asked_for(world, officer.id))
    world.clock.advance(HOUR)
    world.app.sender.wake()
    await world.telegram.until(lambda: not world.app.sender._owed)  # noqa: SLF001 - it has looked
    world.telegram.faults.remove(delay)
    await world.telegram.until(lambda: bool(world.pages_to(officer)))
    world.app.sender.stop()
    await sending
    await world.app.sender.drain()
    assert len(world.pages_to(officer)) == 1


async def test_the_beat_goes_on_when_the_machine_is_put_back_an_hour(world: World) -> None:
    """The scheduler thinks that its next beat is due in an hour, as it does after such a jump."""
    ticker = world.app.ticker
    ticker.start()
    await asyncio.sleep(0)
    ticker._job.modify(next_run_time=datetime.now(UTC) + HOUR)  # noqa: SLF001 - what a jump does
    officer = await world.enrol("Petugas", role="officer")
    person = await world.enrol("Daeng Naba")
    await world.report(person, FIRE, "Masih, kirim")
    world.clock.advance(timedelta(minutes=6))
    sending = asyncio.create_task(world.app.sender.run())
    await world.telegram.until(lambda: len(world.pages_to(officer)) > 1)
    await ticker.stop()
    world.app.sender.stop()
    await sending


def _asked_for(world: World, chat: int) -> bool:
    """Tell whether a message to this chat is with Telegram now."""
    return any(
        call.method == "sendMessage" and int(call.params["chat_id"]) == chat
        for call in world.telegram.calls
        if call.outcome == "waiting"
    )
