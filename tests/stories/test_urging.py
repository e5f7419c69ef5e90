"""Whoever waits for those who were called urges them: no question, and no second incident."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.models import Addendum, AlertEvent, Draft, Incident

if TYPE_CHECKING:
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"


async def test_an_urging_stands_on_the_card_and_asks_nothing(world: World) -> None:
    """Said three times it is one line; its writer reads how far it has come, and whom to call."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Sari")
    await world.report(neighbour, FIRE)
    heard = len(officer.inbox)
    world.clock.advance(timedelta(minutes=20))
    await world.writes(neighbour, "cepat pak", "tolong cepat!!", "Segera bu")
    assert await world.count(Incident) == 1
    assert (await world.count(Addendum), await world.count(Draft, Draft.status == "open")) == (0, 0)
    assert world.pages_to(officer)[-1].text.count("pelapor meminta cepat") == 1
    assert len(officer.inbox) == heard
    assert "sedang kami hubungi" in neighbour.last.text
    assert "110" in neighbour.last.text
    await world.presses(officer, "Saya tangani")
    await world.writes(neighbour, "cepat pak")
    assert await world.count(AlertEvent, AlertEvent.kind == "urged") == 2
    assert "Sedang ditangani petugas." in neighbour.last.text


async def test_of_two_cases_it_is_asked_which(world: World) -> None:
    """Nobody knows which is meant: it is a draft, as before."""
    await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Sari")
    await world.report(neighbour, FIRE)
    await world.report(neighbour, "ada begal di jembatan RT 09, korban terluka")
    assert await world.count(Incident) == 2
    await world.writes(neighbour, "tolong cepat pak")
    assert await world.count(AlertEvent, AlertEvent.kind == "urged") == 0
    assert await world.count(Draft, Draft.status == "open") == 1


async def test_where_nobody_was_called_it_is_asked(world: World) -> None:
    """It was told as over: whether somebody is to be called now takes a tap."""
    await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Sari")
    await world.report(neighbour, "ada maling masuk rumah di RT 07", "Sudah lewat, kirim")
    await world.writes(neighbour, "tolong cepat pak")
    assert await world.count(Draft, Draft.status == "open") == 1
