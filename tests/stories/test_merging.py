"""The officer is asked where two reports may be of one incident: put together, and taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Alert, Incident, Merge, Report
from tests.stories.test_digest import digests_of
from tests.world import DISTRICT

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

FIRE, MAYBE = "Kebakaran di RT 03", "ada kebakaran di belakang pasar, api besar sekali"
STILL = "Masih, kirim"


async def _two(world: World) -> tuple[Person, Person, Person]:
    officer = await world.enrol("Bripka Ilham", "officer")
    first, second = await world.enrol("Ani"), await world.enrol("Budi")
    await world.report(first, FIRE, STILL)
    await world.passes(seconds=20)
    await world.report(second, MAYBE, STILL)
    return officer, first, second


async def _alerts(world: World) -> list[Alert]:
    return sorted(await world.all(Alert), key=lambda one: one.id)


async def _take_apart(world: World, officer: Person, card: Message) -> None:
    """Press through the menus of a card until its newest merger is undone."""
    while "Pisah" not in card.buttons:
        officer.presses("Lainnya", card)
        await world.settle()
    officer.presses("Pisah", card)
    await world.settle()
    officer.presses(next(one for one in card.buttons if one.startswith("Pisah KT-")), card)
    await world.settle()


async def test_the_officer_puts_two_together_and_takes_them_apart(world: World) -> None:
    """Nothing pages twice while they are one; apart, the second goes on exactly where it was."""
    officer, _, second = await _two(world)
    await world.enrol("Bripda Sari", "deputy")
    _, newer = await _alerts(world)
    old_card, new_card = world.pages_to(officer)
    assert "Mungkin kejadian yang sama dengan" in new_card.text
    assert "Gabung" not in old_card.buttons
    due = newer.next_at
    await world.presses(officer, "Gabung")
    merged = (await _alerts(world))[1]
    assert (merged.status, merged.next_at) == ("closed", None)
    assert "DIGABUNG" in new_card.text
    assert new_card.buttons == ["Buka laporan"]
    assert "2 pelapor" in old_card.text
    assert MAYBE in old_card.text
    assert "digabung dengan laporan lain" in second.last.text
    officer.presses("Saya tangani", old_card)
    await world.settle()
    assert "menangani laporan Anda" in second.last.text
    await _take_apart(world, officer, old_card)
    stays, again = await _alerts(world)
    assert (again.status, again.next_at, again.position) == ("open", due, newer.position)
    assert stays.status == "acknowledged"
    reports = await world.all(Report)
    assert {one.incident_id for one in reports} == {stays.incident_id, again.incident_id}
    assert any("berjalan sendiri" in one.text for one in world.pages_to(officer))
    assert await world.count(Merge, Merge.undone_at.is_not(None)) == 1
    await world.passes(minutes=6)
    assert (await _alerts(world))[1].position > again.position


async def test_what_was_due_meanwhile_is_due_at_once(world: World) -> None:
    """An hour after it was put to the other, what is taken apart pages the next one at once."""
    officer, _, _ = await _two(world)
    deputy = await world.enrol("Bripda Sari", "deputy")
    await world.presses(officer, "Gabung")
    old = world.pages_to(officer)[0]
    officer.presses("Saya tangani", old)
    await world.settle()
    await world.passes(minutes=20)
    assert not await world.sent(deputy, "page")
    await _take_apart(world, officer, old)
    await world.tick()
    assert await world.sent(deputy, "page")


async def test_an_old_card_of_what_was_put_away_changes_nothing(world: World) -> None:
    """Whoever presses on it is told that it stands in another report; nothing begins anew."""
    officer, _, _ = await _two(world)
    card = world.pages_to(officer)[1]
    taken = card.rows[0][0]["callback_data"]
    await world.presses(officer, "Gabung")
    before = [(one.status, one.run) for one in await _alerts(world)]
    officer.presses_data(taken, card)
    await world.settle()
    assert [(one.status, one.run) for one in await _alerts(world)] == before


@pytest.mark.both_databases
async def test_what_joined_by_itself_is_taken_out(world: World) -> None:
    """It becomes an incident of its own, and calls people as it would have."""
    officer = await world.enrol("Bripka Ilham", "officer")
    first, second = await world.enrol("Ani"), await world.enrol("Budi")
    await world.report(first, FIRE, STILL)
    ticket = await world.report(second, "rumah terbakar di RT 03", STILL)
    (card,) = world.pages_to(officer)
    for label in ("Lainnya", "Lainnya", "Pisah", f"Pisah {ticket}"):
        if label in card.buttons:
            officer.presses(label, card)
            await world.settle()
    assert await world.count(Incident) == await world.count(Alert) == 2
    assert len(await world.sent(officer, "page")) == 2
    (own,) = await world.all(Incident, Incident.ticket == ticket)
    (report,) = await world.all(Report, Report.ticket == ticket)
    assert report.incident_id == own.id
    assert "Sudah ada laporan" not in second.inbox[-1].text


async def test_what_three_reported_is_milder_once_one_of_them_is_taken_out(world: World) -> None:
    """Three made it worse; two tell of it now, and the third of a crowd of their own."""
    officer = await world.enrol("Bripka Ilham", "officer")
    people = [await world.enrol(name) for name in ("Ani", "Budi", "Citra")]
    tickets = [await world.report(one, "Demo di lapangan Karebosi", "Kirim") for one in people]
    await world.writes(officer, f"/laporan {tickets[0]}")
    assert "[DARURAT]" in officer.last.text
    card = officer.last
    await world.presses(officer, "Saya tangani")
    await _take_apart(world, officer, card)
    found = {one.ticket: one.severity for one in await world.all(Incident)}
    assert found == {tickets[0]: "TINGGI", tickets[2]: "TINGGI"}
    assert [one.severity for one in await world.all(Report)] == ["TINGGI"] * 3


async def test_figures_count_what_happened(world: World) -> None:
    """Two that are one are one in lists, in the week's summary and in the morning's digest."""
    officer, first, _ = await _two(world)
    third = await world.enrol("Cici")
    await world.report(third, "api besar di RT 3", STILL)
    await world.presses(officer, "Gabung")
    (kept,) = await world.all(Incident, Incident.merged_into_id.is_(None))
    tickets = {one.ticket for one in await world.all(Report)}
    assert (len(tickets), await world.count(Incident)) == (3, 2)
    await world.writes(officer, "/laporan")
    assert "Laporan di wilayah Anda: 1" in officer.last.text
    coordinator = await world.enrol("Rahma", "coordinator", DISTRICT)
    await world.writes(coordinator, "/ringkasan minggu ini")
    assert "Kejadian: 1 (sebelumnya 0" in coordinator.last.text
    await world.outage(hours=12)
    (digest,) = digests_of(officer)
    assert kept.ticket in digest.text
    assert not any(ticket in digest.text for ticket in tickets - {kept.ticket})
    await world.writes(first, "/laporanku")
    assert kept.ticket in first.last.text


async def test_nobody_else_is_asked(world: World) -> None:
    """Violence at home beside a fire: no card names the other."""
    officer = await world.enrol("Bripka Ilham", "officer")
    unit = await world.enrol("Aipda Mira", "unit:ppa", "73.71")
    first, second = await world.enrol("Ani"), await world.enrol("Budi")
    await world.report(first, FIRE, STILL)
    await world.writes(second, "/darurat saya dipukuli suami di RT 03")
    assert not any("Mungkin kejadian" in one.text for one in (*officer.inbox, *unit.inbox))


@pytest.mark.both_databases
async def test_whoever_takes_one_is_asked_about_the_other(world: World) -> None:
    """Either of the two, taken, asks on its card; one press, and nothing of them climbs on."""
    officer, _, second = await _two(world)
    deputy = await world.enrol("Bripda Sari", "deputy")
    old_card, new_card = world.pages_to(officer)
    (first_incident, other) = sorted(await world.all(Incident), key=lambda one: one.id)
    officer.presses("Saya tangani", old_card)
    await world.settle()
    assert f"Laporan {other.ticket} mirip" in old_card.text
    assert "Satu kejadian?" in old_card.text
    assert old_card.buttons == ["Menuju lokasi", "Gabung", "Selesai", "Lainnya"]
    officer.presses("Gabung", old_card)
    await world.settle()
    assert "2 pelapor" in old_card.text
    assert "Gabung" not in old_card.buttons
    assert new_card.buttons == ["Buka laporan"]
    assert "digabung dengan laporan lain" in second.last.text
    await world.passes(minutes=10)
    assert not await world.sent(deputy, "page")
    (kept,) = await world.all(Incident, Incident.merged_into_id.is_(None))
    assert kept.id == first_incident.id


async def test_of_three_that_may_be_one_the_next_is_asked_about(world: World) -> None:
    """Put together one by one; no button that merges lies where a finger has just been."""
    officer, _, _ = await _two(world)
    third = await world.enrol("Cici")
    await world.report(third, "kebakaran dekat sungai, tolong", STILL)
    card = world.pages_to(officer)[0]
    officer.presses("Menuju lokasi", card)
    await world.settle()
    assert card.buttons.index("Gabung") > 1, card.buttons
    for left in (1, 0):
        officer.presses("Gabung", card)
        await world.settle()
        assert ("Gabung" in card.buttons) == bool(left)
    assert "3 pelapor" in card.text


async def test_what_was_taken_apart_is_asked_about_no_more(world: World) -> None:
    """The officer has said that they are two."""
    officer, _, _ = await _two(world)
    card = world.pages_to(officer)[0]
    for label in ("Saya tangani", "Gabung"):
        officer.presses(label, card)
        await world.settle()
    await _take_apart(world, officer, card)
    assert "Satu kejadian?" not in card.text
    assert "Gabung" not in card.buttons
