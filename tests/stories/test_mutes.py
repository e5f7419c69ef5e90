"""A supervisor lets whoever made a false report wait; never with an emergency, and not for long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import AuditEntry, Mute, Report
from tests.world import CITY, DISTRICT

if TYPE_CHECKING:
    from bot.standin.person import Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
LAMP = "Lampu jalan mati di RT 02"
WAITS = "BELUM TERKIRIM dan tetap tersimpan"


async def _muted(world: World) -> tuple[Person, Person, Person]:
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE)
    await world.presses(officer, "Saya tangani", "Selesai", "Lainnya", "Laporan palsu", "Iseng")
    assert chief.last.buttons == ["Batalkan", "Jeda pelapor"]
    await world.presses(chief, "Jeda pelapor")
    return chief, officer, neighbour


@pytest.mark.both_databases
async def test_who_is_muted_waits_but_an_emergency_passes(world: World) -> None:
    """They are told kindly, with the number to call; nothing is lost, and it ends by itself."""
    regency = await world.enrol("Kompol Sewang", role="supervisor", region=CITY)
    chief, officer, neighbour = await _muted(world)
    assert "menunggu sampai" in chief.last.text
    assert "Naba" not in chief.last.text
    assert "Rab 25 Nov 20.00 WITA" in neighbour.last.text
    assert "110" in neighbour.last.text
    await world.writes(neighbour, LAMP)
    await world.presses(neighbour, "Kirim")
    assert WAITS in neighbour.last.text
    assert await world.count(Report) == 1
    await world.writes(neighbour, "/darurat ada rampok bawa parang di RT 01")
    assert len(world.pages_to(officer)) == 2  # the first one is closed
    await world.report(neighbour, "Ada kebakaran lagi di RT 05, api besar", "Masih, kirim")
    assert len(world.pages_to(officer)) == 3
    ticket = await world.report(neighbour, "Oknum polisi minta uang di pasar")
    assert ticket in regency.last.text
    await world.outage(hours=24)  # each half hour of three open alerts pages the same people
    await world.passes(hours=1)
    neighbour.presses("Kirim")
    await world.settle()
    assert await world.count(Report, Report.text == LAMP) == 1
    assert await world.count(Mute) == 0


@pytest.mark.both_databases
async def test_a_mute_is_taken_back(world: World) -> None:
    """By its button, or with the mark itself; each is in the audit, without who it was about."""
    chief, _, neighbour = await _muted(world)
    await world.presses(chief, "Cabut jeda")
    assert "Jeda dicabut" in neighbour.last.text
    await world.report(neighbour, LAMP)
    assert await world.count(Report) == 2
    await world.presses(chief, "Jeda pelapor", "Batalkan")
    assert await world.count(Mute) == 0
    entries = await world.all(AuditEntry, AuditEntry.action.in_(("muted", "unmuted")))
    assert [one.action for one in entries] == ["muted", "unmuted"] * 2
    me = await world.member_id(neighbour)
    assert all(f"member:{me}" not in {one.actor, one.subject, one.detail} for one in entries)


async def test_it_ends_with_the_mark_and_who_waits_hears_so(world: World) -> None:
    """By whoever opens it again, or finds after its reporter's word that it had happened."""
    chief, officer, neighbour = await _muted(world)
    await world.presses(chief, "Batalkan")
    assert [one.text for one in neighbour.inbox if "Jeda dicabut" in one.text]
    await world.presses(officer, "Saya tangani", "Selesai", "Lainnya", "Laporan palsu", "Iseng")
    await world.presses(chief, "Jeda pelapor")
    await world.presses(officer, "Buka lagi")
    assert await world.count(Mute) == 0
    assert len([one for one in neighbour.inbox if "Jeda dicabut" in one.text]) == 2
    await world.presses(officer, "Selesai", "Lainnya", "Laporan palsu", "Iseng")
    await world.presses(chief, "Jeda pelapor")
    await world.presses(neighbour, "Belum selesai")
    assert await world.count(Mute) == 1  # nobody ends it by their own word
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    assert await world.count(Mute) == 0


async def test_it_tells_nothing_of_their_other_reports(world: World) -> None:
    """By another false report of the same person the supervisor cannot know that it is theirs."""
    chief, officer, neighbour = await _muted(world)
    await world.report(neighbour, "Ada rampok bawa parang di rumah Pak Amir", "Masih, kirim")
    await world.presses(officer, "Saya tangani", "Selesai", "Lainnya", "Laporan palsu", "Iseng")
    assert chief.last.buttons == ["Batalkan", "Jeda pelapor"]
    assert "menunggu sampai" not in chief.last.text


async def test_who_marked_it_does_not_mute(world: World) -> None:
    """It is for whoever stands above; of what several reported nothing is offered."""
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    officer = await world.enrol("Bripka Ilham", role="officer")
    for name in ("Daeng Naba", "Ani"):
        await world.report(await world.enrol(name), FIRE)
    await world.presses(officer, "Saya tangani", "Selesai", "Lainnya", "Laporan palsu", "Iseng")
    assert "Jeda pelapor" not in officer.last.buttons
    assert chief.last.buttons == ["Batalkan"]


async def test_nobody_reads_that_somebody_was_told_who_cannot_be(world: World) -> None:
    """The reporter has blocked the bot: it is lifted all the same, and no more is said."""
    chief, _, neighbour = await _muted(world)
    assert chief.toasts[-1] == "Pelapor dijeda dan diberi tahu."
    neighbour.blocks()
    await world.settle()
    await world.presses(chief, "Cabut jeda")
    assert chief.toasts[-1] == "Jeda dicabut."
    await world.presses(chief, "Jeda pelapor")
    assert chief.toasts[-1] == "Pelapor dijeda."
