"""An acknowledgement is a lease: without progress it is asked about once, and then lapses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Alert, AlertEvent
from tests.world import DISTRICT

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"


async def _held(world: World) -> tuple[Person, Person, Person]:
    """An officer who has accepted, a deputy, and the reporter."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    deputy = await world.enrol("Bripda Sari", role="deputy")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    officer.presses("Saya tangani")
    await world.settle()
    return officer, deputy, neighbour


async def test_the_holder_is_asked_once(world: World) -> None:
    """After half an hour without progress a new message asks, with three ways to answer."""
    officer, _, _ = await _held(world)
    await world.passes(minutes=29, seconds=59)
    assert "masih Anda tangani?" not in officer.last.text
    await world.passes(seconds=1)
    assert "masih Anda tangani?" in officer.last.text
    assert officer.last.buttons == ["Masih ditangani", "Selesai", "Lainnya"]


async def test_yes_begins_the_lease_anew(world: World) -> None:
    """The question becomes the card, nobody is paged, and in half an hour it is asked again."""
    officer, deputy, _ = await _held(world)
    await world.passes(minutes=30)
    officer.presses("Masih ditangani")
    await world.settle()
    assert "DITANGANI oleh Anda" in officer.last.text
    await world.passes(minutes=29)
    assert not world.pages_to(deputy)
    await world.passes(minutes=1)
    assert await world.count(AlertEvent, AlertEvent.kind == "asked") == 2


async def test_no_answer_and_the_alert_goes_on(world: World) -> None:
    """Five minutes of grace, then the next step: recorded, and the reporter is told."""
    officer, deputy, neighbour = await _held(world)
    await world.passes(minutes=34, seconds=59)
    assert not world.pages_to(deputy)
    await world.passes(seconds=1)
    assert len(world.pages_to(deputy)) == 1
    assert "dihubungi lagi" in neighbour.last.text
    assert "tidak memberi kabar" in world.pages_to(officer)[-1].text
    assert await world.count(AlertEvent, AlertEvent.kind == "lapsed") == 1
    assert await world.count(Alert, Alert.holder_id.is_(None), Alert.status == "open") == 1


@pytest.mark.both_databases
async def test_a_late_yes_takes_nothing_from_who_answered_since(world: World) -> None:
    """The deputy has accepted meanwhile: the old question changes nothing."""
    officer, deputy, _ = await _held(world)
    await world.passes(minutes=30)
    question = officer.last
    data = question.rows[0][0]["callback_data"]
    await world.passes(minutes=5)
    deputy.presses("Saya tangani")
    await world.settle()
    officer.presses_data(data, question)
    await world.settle()
    assert "Sedang ditangani Wakil Bhabinkamtibmas" in officer.toasts[-1]
    assert "lanjut di bawah" in question.text
    assert "DITANGANI Wakil" in officer.last.text


async def test_being_on_the_way_is_progress(world: World) -> None:
    """On the way after 20 minutes, so it is asked half an hour later."""
    officer, _, _ = await _held(world)
    await world.passes(minutes=20)
    officer.presses("Menuju lokasi")
    await world.settle()
    await world.passes(minutes=29)
    assert "masih Anda tangani?" not in officer.last.text
    await world.passes(minutes=1)
    assert "masih Anda tangani?" in officer.last.text


@pytest.mark.both_databases
async def test_closing_from_the_question(world: World) -> None:
    """The question itself has "Selesai": it asks for the outcome, and closes."""
    officer, deputy, _ = await _held(world)
    await world.passes(minutes=30)
    for label in ("Selesai", "Diteruskan"):
        officer.presses(label)
        await world.settle()
    assert await world.count(Alert, Alert.status == "closed") == 1
    await world.passes(hours=2)
    assert not world.pages_to(deputy)


@pytest.mark.both_databases
async def test_an_outage_over_the_lease_asks_before_it_lapses(world: World) -> None:
    """The bot was down past lease and grace: the holder still has the grace to answer."""
    officer, deputy, _ = await _held(world)
    await world.outage(hours=2)
    assert "masih Anda tangani?" in officer.last.text
    assert not world.pages_to(deputy)


@pytest.mark.both_databases
async def test_a_holder_who_is_gone_cannot_be_asked(world: World) -> None:
    """Deleted account: the question comes back, so the next step is taken at once."""
    officer, deputy, _ = await _held(world)
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    officer.deactivates()
    await world.passes(minutes=30)
    assert len(world.pages_to(deputy)) == 1
    await world.passes(minutes=5)
    assert len(world.pages_to(chief)) == 1


@pytest.mark.both_databases
async def test_a_holder_who_erases_their_data_lets_go(world: World) -> None:
    """What they held goes on to the next contact at once; nothing names them any more."""
    officer, deputy, _ = await _held(world)
    officer.writes("/hapus")
    await world.settle()
    officer.presses(officer.last.buttons[0])
    await world.settle()
    assert len(world.pages_to(deputy)) == 1
    assert await world.count(Alert, Alert.holder_id.is_not(None)) == 0
