"""An officer says how bad a report is, or whether it goes on: nobody falls silent by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import AuditEntry, Correction, Incident, Report

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"


def _card(officer: Person) -> Message:
    return next(one for one in reversed(officer.inbox) if one.buttons)


async def _changes(world: World, officer: Person, *labels: str) -> None:
    """Press "Ubah", wherever it stands, and what follows."""
    while "Ubah" not in _card(officer).buttons:
        await world.presses(officer, "Lainnya")
    await world.presses(officer, "Ubah", *labels)


async def test_a_milder_fire_still_calls_until_somebody_takes_it(world: World) -> None:
    """The change is no answer: the next step pages the deputy, and both cards tell of it."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    deputy = await world.enrol("Bripda Sari", role="deputy")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE)
    await _changes(world, officer, "Tingkat", "SEDANG")
    (incident,) = await world.all(Incident)
    assert (incident.severity, incident.status) == ("SEDANG", "open")
    await world.passes(minutes=5)
    assert len(world.pages_to(deputy)) == 1
    for person in (officer, deputy):
        assert "[SEDANG] Kebakaran" in _card(person).text
        assert "mengubah tingkat (semula DARURAT)" in _card(person).text
    (kept,) = await world.all(Correction)
    assert (kept.about, kept.guessed, kept.chosen) == ("severity", "DARURAT", "SEDANG")
    (audited,) = await world.all(AuditEntry, AuditEntry.action == "urgency_changed")
    assert audited.detail == "DARURAT -> SEDANG"


@pytest.mark.both_databases
async def test_what_is_over_calls_on_and_is_its_holders_to_end(world: World) -> None:
    """Nobody had taken it: it pages on. Whoever took it holds it, and is asked at its lease."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    deputy = await world.enrol("Bripda Sari", role="deputy")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE)
    await _changes(world, officer, "Masih atau lewat", "Sudah lewat")
    assert "masih berlangsung: tidak" in _card(officer).text
    assert "(semula: ya)" in _card(officer).text
    await world.passes(minutes=5)
    assert len(world.pages_to(deputy)) == 1
    await world.presses(officer, "Saya tangani")
    await _changes(world, officer, "Tingkat", "RENDAH")
    assert "DITANGANI oleh Anda" in _card(officer).text
    assert await world.count(AuditEntry, AuditEntry.action == "urgency_changed") == 2


async def test_of_two_neighbours_both_reports_are_over(world: World) -> None:
    """One incident, one state: no report of it says that it goes on. A second press is none."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    for name in ("Daeng Naba", "Ibu Ratna"):
        await world.report(await world.enrol(name), FIRE)
    assert await world.count(Incident) == 1
    await _changes(world, officer, "Masih atau lewat", "Sudah lewat")
    assert [one.ongoing for one in await world.all(Report)] == [False, False]
    await _changes(world, officer, "Masih atau lewat", "Sudah lewat")
    assert await world.count(AuditEntry, AuditEntry.action == "urgency_changed") == 1


async def test_what_called_nobody_calls_once_an_officer_says_that_it_goes_on(world: World) -> None:
    """By one tap that says so, from the first step; its reporter hears that people are called."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, FIRE, "Sudah lewat, kirim")
    await world.writes(officer, ticket)
    await _changes(world, officer, "Masih atau lewat")
    assert "petugas dipanggil sekarang" in officer.last.text
    assert await world.sent(officer, "page") == []
    await world.presses(officer, "Masih, panggil")
    assert len(await world.sent(officer, "page")) == 1
    (incident,), (report,) = await world.all(Incident), await world.all(Report)
    assert (incident.status, report.ongoing) == ("open", True)
    assert "Terkirim" in neighbour.last.text or "dihubungi" in neighbour.last.text


@pytest.mark.parametrize(("answer", "pages"), [("Masih, panggil", 1), ("Sudah lewat", 0)])
async def test_what_is_made_the_gravest_asks_before_it_calls(
    world: World, answer: str, pages: int
) -> None:
    """As /darurat does whatever its kind; milder than that it calls nobody."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    said = "Motor saya hilang kemarin di parkiran"
    ticket = await world.report(neighbour, said, "Sudah lewat, kirim")
    await world.writes(officer, ticket)
    await _changes(world, officer, "Tingkat", "RENDAH")
    assert await world.sent(officer, "page") == []
    await _changes(world, officer, "Tingkat", "DARURAT", answer)
    assert len(await world.sent(officer, "page")) == pages
    (incident,) = await world.all(Incident)
    assert (incident.severity, incident.status) == ("DARURAT", "open" if pages else "recorded")
