"""Telegram fails between two presses: each card ends with the truth, and each hears it once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Alert, Delivery, Incident, Report
from bot.outbox import OWED
from tests.stories.fires import FIRE, data_of, paged_fire
from tests.stories.two_reports import told_of

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

FAULTS = ("too_many", "server_error", "accepted_then_reset")
EDIT, SEND = "editMessageText", "sendMessage"
FAILURES = 2  # of each method, for each person


def _card(person: Person) -> Message:
    """Return the newest message of a case that may be pressed still."""
    return next(one for one in reversed(person.inbox) if "Tiket " in one.text and one.rows)


def _fails(world: World, kind: str, *people: Person, times: int = FAILURES) -> None:
    for person in people:
        for method in (EDIT, SEND):
            world.telegram.faults.add(kind, method=method, chat=person, times=times, retry_after=3)


async def _waits(world: World) -> None:
    """Let what failed be tried again until nothing fails any more."""
    for _ in range(50):
        if not await world.count(Delivery, Delivery.status.in_(OWED)):
            return
        await world.passes(seconds=20)
    pytest.fail("something is owed still")


def _said(person: Person, words: str) -> int:
    return len([one for one in person.inbox if words in one.text])


@pytest.mark.parametrize("kind", FAULTS)
async def test_two_officers_take_it(world: World, kind: str) -> None:
    """The first one's card cannot be edited while the second one presses: it is the first's."""
    officer, deputy, neighbour = await paged_fire(world)
    first, second = _card(officer), _card(deputy)
    press = data_of(second, "Saya tangani")
    _fails(world, kind, officer, deputy, neighbour)
    officer.presses("Saya tangani", first)
    await world.settle()
    deputy.presses_data(press, second)
    await world.settle()
    await _waits(world)
    (alert,) = await world.all(Alert)
    assert alert.holder_id == await world.member_id(officer)
    assert "DITANGANI oleh Anda" in _card(officer).text
    assert "DITANGANI Bhabinkamtibmas" in _card(deputy).text
    # What Telegram took and did not say so comes again: nobody can know.
    heard = 1 + FAILURES if kind == "accepted_then_reset" else 1
    assert _said(neighbour, "menangani laporan Anda") == heard
    assert _said(neighbour, "Sedang ditangani petugas.") == 1
    assert not _said(neighbour, "sedang kami hubungi")


@pytest.mark.parametrize("kind", FAULTS)
async def test_the_same_report_is_sent_twice(world: World, kind: str) -> None:
    """Nothing is seen after the first tap, so they tap again: one report, one receipt, one page."""
    officer = await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    neighbour.writes(FIRE)
    await world.settle()
    draft = neighbour.last
    label = "Masih, kirim"
    _fails(world, kind, neighbour)
    neighbour.presses(label, draft)
    await world.settle()
    if label in draft.buttons:
        neighbour.presses(label, draft)
    await world.settle()
    await _waits(world)
    assert await world.count(Report) == await world.count(Incident) == 1
    assert len(world.pages_to(officer)) == 1
    assert not _said(neighbour, "BELUM TERKIRIM")
    assert _said(neighbour, "Terkirim · tiket") == 1


@pytest.mark.parametrize("kind", FAULTS)
async def test_what_is_put_together_is_taken_apart(world: World, kind: str) -> None:
    """While no card can be edited: in the end there are two cases, and each has its card."""
    two = await told_of(world)
    join = data_of(two.newer, "Gabung")
    _fails(world, kind, two.officer, two.first, two.second, times=1)
    two.officer.presses_data(join, two.newer)
    await world.settle()
    await _waits(world)
    card = two.older
    await two.presses(card, "Pisah")
    apart = data_of(card, "Pisah KT")
    _fails(world, kind, two.officer, two.first, two.second, times=1)
    two.officer.presses_data(apart, card)
    await world.settle()
    await _waits(world)
    assert "DIGABUNG" not in two.newer.text
    assert "Menunggu jawaban petugas." in two.newer.text
    assert "Menunggu jawaban petugas." in two.older.text
    assert [one.status for one in await world.all(Incident)] == ["open", "open"]
