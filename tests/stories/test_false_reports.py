"""An officer calls a report false, with a reason; it can be taken back, and is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import AuditEntry, Incident
from tests.world import DISTRICT

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
MARKED, UNDONE = "false_report", "false_report_undone"


async def _fire(world: World) -> tuple[Person, Person, Person]:
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE)
    return chief, officer, neighbour


async def _audited(world: World) -> list[tuple[str, str | None]]:
    found = await world.all(AuditEntry, AuditEntry.action.in_((MARKED, UNDONE)))
    return [(one.action, one.detail) for one in found]


async def test_a_false_report(world: World) -> None:
    """Two taps behind "Selesai": why is asked as buttons, and nobody closes by a slip."""
    chief, officer, neighbour = await _fire(world)
    await world.presses(officer, "Saya tangani", "Selesai", "Lainnya", "Laporan palsu")
    assert officer.last.buttons == ["Dibuat-buat", "Kembali", "Iseng", "Memfitnah orang"]
    assert "Sekadar keliru bukan" in officer.last.text
    assert await world.count(Incident, Incident.outcome.is_not(None)) == 0
    await world.presses(officer, "Iseng")
    assert "SELESAI: Laporan palsu" in officer.last.text
    assert "menandainya laporan palsu (iseng)" in officer.last.text
    assert await _audited(world) == [(MARKED, "prank")]
    assert "tidak benar terjadi" in neighbour.last.text
    assert neighbour.last.buttons == ["Belum selesai"]
    assert "Ditandai laporan palsu" in chief.last.text
    await world.passes(days=2)
    assert "Sudah selesai" not in neighbour.last.text
    await world.writes(officer, "/ringkasan minggu ini")
    assert "1 laporan palsu" in "\n".join(one.text for one in officer.inbox)


async def test_it_is_taken_back_by_each_who_may(world: World) -> None:
    """Whoever marked it, the supervisor above, and its reporter: the incident goes on."""
    chief, officer, neighbour = await _fire(world)
    palsu = ("Selesai", "Lainnya", "Laporan palsu", "Dibuat-buat")
    await world.presses(officer, "Saya tangani", *palsu, "Buka lagi")
    assert await _audited(world) == [(MARKED, "made_up"), (UNDONE, None)]
    await world.presses(officer, *palsu)
    await world.presses(chief, "Batalkan")
    assert await world.count(Incident, Incident.outcome == MARKED) == 0
    await world.presses(officer, "Saya tangani", *palsu)
    await world.presses(neighbour, "Belum selesai")
    assert await world.count(Incident, Incident.outcome == MARKED) == 0
    assert len(world.pages_to(officer)) > 0
    undone = await world.all(AuditEntry, AuditEntry.action == UNDONE)
    by = [await world.member_id(one) for one in (officer, chief)]
    assert [one.actor for one in undone] == [*(f"member:{one}" for one in by), "reporter"]


@pytest.mark.parametrize("text", ["Istri tetangga dipukul suami, tolong"])
async def test_who_confides_something_is_not_called_a_liar(world: World, text: str) -> None:
    """Of a confidential kind nothing is offered, and a press that was made up does nothing."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, text)
    await world.presses(officer, "Saya tangani", "Selesai", "Lainnya")
    assert "Laporan palsu" not in officer.last.buttons
