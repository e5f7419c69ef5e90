"""Somebody who calls again and again: never silenced, and never before somebody else's first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot import outbox
from bot.domain.rates import Rates
from bot.models import Alert, Incident, Lane, Report
from bot.transport.rate_limiter import RateLimiter
from bot.transport.send_queue import OutgoingMessage, SendQueue
from bot.views.card import Card, Markup
from tests.world import DISTRICT

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

PRANK = "/darurat ada rampok bawa parang di RT 01"
ROBBERY = "Ada rampok bawa parang di rumah Pak Amir RT 05"
CALLS = 60
SOON_S = 1.0
_MINUTES = timedelta(minutes=10)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """A number decides who goes first: no database can differ in it."""
    return sqlite_url


async def _slot(world: World, alert: Alert) -> float:
    """Return after how many seconds the page of an alert goes out, at Telegram's limits."""
    limiter = RateLimiter(Rates())
    send_queue, at = SendQueue(limiter), 0.0
    now = world.clock.now()
    async with world.app.database.writing() as session:
        leased = await outbox.lease(session, "t", now=now, limit=9999, lanes=(Lane.URGENT,))
    send_queue.add([OutgoingMessage(one, one.recipient_id, Card(Markup("halo"))) for one in leased])
    while True:
        outgoing = send_queue.take(at)
        if outgoing is None:
            at += send_queue.soonest(at) or 0.001
            continue
        send_queue.done(outgoing)
        if outgoing.delivery.subject_id == alert.id:
            return at


async def _newest_alert(world: World) -> Alert:
    alerts: list[Alert] = await world.all(Alert)
    return max(alerts, key=lambda alert: alert.id)


def _says(message: Message, words: str) -> bool:
    return words in message.text


async def _calls(world: World, person: Person, times: int = CALLS) -> None:
    for number in range(times):
        person.writes(f"{PRANK} nomor {number}")
    while world.telegram.pending:
        await world.takes()


async def test_a_neighbours_robbery_goes_before_sixty_pranks(world: World) -> None:
    """Sixty times /darurat of one account; then a neighbour's first: it has the next turn."""
    officer = await world.enrol("Bripka Ilham", "officer")
    prankster, neighbour = await world.enrol("Si Usil"), await world.enrol("Ani")
    await _calls(world, prankster)
    neighbour.writes(f"/darurat {ROBBERY}")
    await world.takes()
    assert await _slot(world, await _newest_alert(world)) <= SOON_S
    assert not world.pages_to(officer)  # nothing was sent yet: it was the queue that was looked at


async def test_further_emergencies_join_the_open_one(world: World) -> None:
    """They wake nobody anew, and nothing said is lost: each has its ticket and can be read."""
    officer = await world.enrol("Bripka Ilham", "officer")
    caller = await world.enrol("Ani")
    await world.settle()
    for words in (PRANK, f"{PRANK}, mereka naik ke atap", f"{PRANK}, satu orang terluka"):
        caller.writes(words)
        await world.settle()
        assert "tiket" in caller.last.text
    assert len(world.pages_to(officer)) == 1
    assert _says(world.pages_to(officer)[0], "satu orang terluka")
    assert _says(world.pages_to(officer)[0], "naik ke atap")
    assert await world.count(Incident) == 1
    reports = await world.all(Report)
    assert len({report.ticket for report in reports}) == len(reports) == 3
    assert all(report.text for report in reports)


async def test_the_officer_hears_that_more_was_said(world: World) -> None:
    """An edit makes no sound: a new message does, but not for each of sixty calls."""
    officer = await world.enrol("Bripka Ilham", "officer")
    caller = await world.enrol("Ani")
    caller.writes(PRANK)
    await world.settle()
    before = len(officer.inbox)
    await _calls(world, caller)
    await world.settle()
    news = officer.inbox[before:]
    assert len(news) == 1
    assert _says(news[0], "ada tambahan dari pelapor")
    await world.passes(minutes=2)
    before = len(officer.inbox)
    caller.writes(f"{PRANK}, ada yang terluka")
    await world.settle()
    assert [message for message in officer.inbox[before:] if _says(message, "ada tambahan dari")]


async def test_whoever_calls_often_is_marked(world: World) -> None:
    """The officer reads how often; and is paged all the same."""
    officer = await world.enrol("Bripka Ilham", "officer")
    caller = await world.enrol("Si Usil")
    for _ in range(4):
        caller.writes(PRANK)
        await world.settle()
    assert not _says(world.pages_to(officer)[0], "Pengirim ini")
    await world.passes(minutes=3)
    caller.writes(PRANK)
    await world.settle()
    marked = world.pages_to(officer)[0]
    assert _says(marked, "Pengirim ini mengirim 5 laporan darurat dalam 3 menit")


async def test_a_call_after_the_end_pages_anew(world: World) -> None:
    """What was closed is closed: who calls again has somebody woken again."""
    officer = await world.enrol("Bripka Ilham", "officer")
    caller = await world.enrol("Ani")
    caller.writes(PRANK)
    await world.settle()
    officer.presses("Saya tangani")
    await world.settle()
    caller.writes(f"{PRANK} masih")
    await world.settle()
    assert len(await world.sent(officer, "page")) == 1
    await world.presses(officer, "Selesai", "Tertangani")
    caller.writes(f"{PRANK} lagi")
    await world.settle()
    assert len(await world.sent(officer, "page")) == 2


async def test_what_others_may_not_read_does_not_join(world: World) -> None:
    """After a robbery, violence at home: its own incident, for those whom it concerns."""
    await world.enrol("Bripka Ilham", "officer")
    unit = await world.enrol("Aipda Mira", "unit:ppa", "73.71")
    caller = await world.enrol("Ani")
    for words in (PRANK, "/darurat saya dipukuli suami saya, tolong"):
        caller.writes(words)
        await world.settle()
    assert await world.count(Incident) == 2
    assert world.pages_to(unit)


async def test_many_drafts_do_not_go_first_either(world: World) -> None:
    """`Masih, kirim` pressed on twenty drafts: the neighbour's first page has the next turn."""
    await world.enrol("Bripka Ilham", "officer")
    prankster, neighbour = await world.enrol("Si Usil"), await world.enrol("Ani")
    for number in range(20):
        prankster.writes(f"Ada rampok bawa parang di RT 01 nomor {number}")
    neighbour.writes(ROBBERY)
    await world.settle()
    drafts = [one for one in prankster.inbox if any("Masih, kirim" in b for b in one.buttons)]
    assert len(drafts) == 20
    for draft in drafts:
        prankster.presses("Masih, kirim", draft)
    while world.telegram.pending:
        await world.takes()
    neighbour.presses("Masih, kirim")
    await world.takes()
    assert await world.count(Alert) == 21
    assert await _slot(world, await _newest_alert(world)) <= SOON_S


async def test_later_steps_keep_the_turn(world: World) -> None:
    """When all of them climb to the supervisor, the neighbour's goes first there too."""
    await world.enrol("Bripka Ilham", "officer")
    await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    prankster, neighbour = await world.enrol("Si Usil"), await world.enrol("Ani")
    for number in range(8):
        prankster.writes(f"Ada rampok bawa parang di RT 01 nomor {number}")
        await world.settle()
        prankster.presses("Masih, kirim")
        await world.settle()
    neighbour.writes(f"/darurat {ROBBERY}")
    await world.settle()
    world.clock.advance(_MINUTES)
    await world.app.ticker.tick()
    assert await _slot(world, await _newest_alert(world)) <= SOON_S


async def test_one_name_hears_each_change_once(world: World) -> None:
    """Three calls in one incident: its writer hears of the answer once, by the first ticket."""
    officer = await world.enrol("Bripka Ilham", "officer")
    caller = await world.enrol("Ani")
    for _ in range(3):
        caller.writes(PRANK)
        await world.settle()
    first = min(await world.all(Report), key=lambda report: report.id)
    before = len(caller.inbox)
    officer.presses("Saya tangani")
    await world.settle()
    assert len(caller.inbox) == before + 1
    assert first.ticket in caller.last.text


async def test_a_further_call_cannot_take_the_first_back(world: World) -> None:
    """`Salah kirim` stands on the first receipt alone: the second must not end its paging."""
    await world.enrol("Bripka Ilham", "officer")
    caller = await world.enrol("Ani")
    for _ in range(2):
        caller.writes(PRANK)
        await world.settle()
    assert not any("Salah kirim" in label for label in caller.last.buttons)
