"""What officers press, and what comes of it for the others and for the reporter."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from bot.models import Alert, AlertEvent, Delivery, Incident, MemberGrant
from tests.stories.fires import data_of, paged_fire
from tests.world import DISTRICT, NEIGHBOUR_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from tests.world import World

VIOLENCE = "Istri tetangga dipukul suami, tolong"


async def _ids(world: World, role: str) -> list[int]:
    return [held.member_id for held in await world.all(MemberGrant, MemberGrant.role == role)]


async def test_an_answer_stops_the_paging(world: World) -> None:
    """The officer accepts: nobody else is paged, the reporter hears it by a new message."""
    officer, deputy, neighbour = await paged_fire(world)
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    await world.presses(officer, "Saya tangani")
    await world.passes(minutes=20)
    assert len(world.pages_to(deputy)) == 1
    assert not world.pages_to(chief)
    assert "menangani laporan Anda" in neighbour.last.text
    (incident,) = await world.all(Incident)
    assert incident.status == "acknowledged"
    assert incident.answered_at is not None


async def test_every_card_shows_who_answered_and_when(world: World) -> None:
    """The officer's newest page and the deputy's are edited; offices are shown, no names."""
    officer, deputy, _ = await paged_fire(world)
    before = len(deputy.inbox)
    await world.presses(officer, "Saya tangani")
    first, second = world.pages_to(officer)
    assert "lanjut di bawah" in first.text
    assert "DITANGANI oleh Anda, sejak 20.05 WITA" in second.text
    for card in world.pages_to(deputy):
        assert "DITANGANI Bhabinkamtibmas Kel. Karuwisi, sejak 20.05 WITA" in card.text
        assert "Ilham" not in card.text
        assert card.buttons == ["Menuju lokasi", "Selesai", "Bukan wilayah saya", "Lainnya"]
    assert len(deputy.inbox) == before


async def test_two_officers_at_once(world: World) -> None:
    """Both press before either card was edited: the first holds it, the second hears who."""
    officer, deputy, _ = await paged_fire(world)
    officer.presses("Saya tangani")
    deputy.presses("Saya tangani")
    await world.settle()
    assert deputy.toasts[-1] == "Sedang ditangani Bhabinkamtibmas Kel. Karuwisi, sejak 20.05 WITA."
    assert await world.count(AlertEvent, AlertEvent.kind == "acknowledged") == 1


async def test_pressing_twice_is_harmless(world: World) -> None:
    """A double tap on "Saya tangani" tells the reporter once."""
    officer, _, neighbour = await paged_fire(world)
    officer.presses("Saya tangani")
    officer.presses("Saya tangani")
    await world.settle()
    heard = [message for message in neighbour.inbox if "menangani laporan" in message.text]
    assert len(heard) == 1
    assert "atas nama Anda" in officer.toasts[-1]


async def test_a_second_responder_helps_without_taking_over(world: World) -> None:
    """The deputy is on the way too: it is noted and told, the officer stays the holder."""
    officer, deputy, neighbour = await paged_fire(world)
    await world.presses(officer, "Saya tangani")
    await world.presses(deputy, "Menuju lokasi", "Menuju lokasi")
    assert "Wakil Bhabinkamtibmas Kel. Karuwisi ikut menuju lokasi" in officer.last.text
    assert "DITANGANI Bhabinkamtibmas" in deputy.last.text
    assert sum("menuju lokasi" in message.text for message in neighbour.inbox) == 1
    (alert,) = await world.all(Alert)
    assert alert.status == "acknowledged"


async def test_on_the_way_and_closed_with_an_outcome(world: World) -> None:
    """Straight on the way, then closed: the reporter hears both, and may say it is not over."""
    officer, deputy, neighbour = await paged_fire(world)
    await world.presses(officer, "Menuju lokasi")
    assert "menuju lokasi" in neighbour.last.text
    assert "MENUJU LOKASI" in deputy.last.text
    await world.presses(officer, "Selesai")
    assert officer.last.buttons == ["Kembali", "Lainnya", "Tertangani", "Diteruskan"]
    await world.presses(officer, "Tertangani")
    assert neighbour.last.buttons == ["Belum selesai"]
    assert "SELESAI: Tertangani" in deputy.last.text
    assert deputy.last.buttons == ["Buka lagi", "Tulis catatan"]
    (incident,) = await world.all(Incident)
    assert (incident.status, incident.outcome) == ("closed", "handled")


async def test_no_incident_closes_at_once(world: World) -> None:
    """One press, and everybody's card says so."""
    officer, deputy, neighbour = await paged_fire(world)
    await world.presses(officer, "Tidak ada kejadian")
    assert "SELESAI: Tidak ada kejadian" in deputy.last.text
    assert "tidak menemukan kejadian" in neighbour.last.text
    await world.passes(minutes=60)
    assert len(world.pages_to(officer)) == 2


async def test_an_old_card_does_not_close_what_somebody_holds(world: World) -> None:
    """The deputy's card did not show the holder yet; pressed on the newer one, it closes."""
    officer, deputy, _ = await paged_fire(world)
    officer.presses("Saya tangani")
    deputy.presses("Tidak ada kejadian")
    await world.settle()
    assert "Sedang ditangani" in deputy.toasts[-1]
    (alert,) = await world.all(Alert)
    assert alert.status == "acknowledged"
    await world.presses(deputy, "Lainnya", "Tidak ada kejadian")
    (alert,) = await world.all(Alert)
    assert alert.status == "closed"


async def test_behind_lainnya_stands_the_rest(world: World) -> None:
    """Before and after accepting; "Kembali" brings the card back."""
    officer, _, _ = await paged_fire(world)
    await world.presses(officer, "Lainnya")
    assert officer.last.buttons == ["Selesai", "Bukan wilayah saya", "Lainnya", "Kembali"]
    await world.presses(officer, "Kembali")
    assert officer.last.buttons[0] == "Saya tangani"
    await world.presses(officer, "Saya tangani", "Lainnya")
    assert officer.last.buttons == [
        *("Kabari pos ronda", "Tulis catatan", "Lainnya", "Kembali"),
    ]


async def test_a_stale_press_changes_nothing(world: World) -> None:
    """A button of the first run, pressed after the reopening, shows where the card is now."""
    officer, deputy, neighbour = await paged_fire(world)
    old = deputy.last
    data = data_of(old, "Tidak ada kejadian")
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    await world.presses(neighbour, "Belum selesai")
    deputy.presses_data(data, old)
    await world.settle()
    assert "Pesan ini sudah lama" in deputy.toasts[-1]
    (alert,) = await world.all(Alert)
    assert (alert.status, alert.run) == ("open", 2)
    assert "lanjut di bawah" in old.text
    assert "belum selesai" in deputy.last.text


async def test_reopening_pages_at_once_and_from_the_first_step(world: World) -> None:
    """The reporter says it is not over: the officer is paged anew, the deputy is told."""
    officer, deputy, neighbour = await paged_fire(world)
    await world.presses(deputy, "Saya tangani", "Selesai", "Tertangani")
    await world.presses(neighbour, "Belum selesai")
    assert len(world.pages_to(officer)) == 3
    assert len(world.pages_to(deputy)) == 1
    assert "belum selesai" in deputy.last.text
    await world.passes(minutes=5)
    assert len(world.pages_to(deputy)) == 2
    await world.presses(neighbour, "Belum selesai")
    assert "masih berjalan" in neighbour.toasts[-1]
    assert len(world.pages_to(officer)) == 4


async def test_sent_by_mistake_ends_the_paging(world: World) -> None:
    """Whoever was paged is told by a message, their cards are closed, nobody else is woken."""
    officer, deputy, neighbour = await paged_fire(world)
    await world.writes(neighbour, "maaf, salah kirim")
    assert neighbour.last.text.count("Salah kirim?") == 1  # and nothing that no button answers
    assert "❓" not in neighbour.last.text
    await world.presses(neighbour, "Ya, salah kirim")
    for person in (officer, deputy):
        assert "salah kirim" in person.last.text
        assert "Saya tangani" not in world.pages_to(person)[-1].buttons
    await world.passes(minutes=60)
    assert len(world.pages_to(officer)) == 2


async def test_safe_now_is_told_and_paging_goes_on(world: World) -> None:
    """Those paged are told, their cards say so, the next step is taken all the same."""
    officer, deputy, neighbour = await paged_fire(world)
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    await world.presses(neighbour, "Lewati", "Lewati", "Sudah aman", "Sudah aman")
    assert "sudah aman" in officer.last.text
    assert sum("Mohon tetap periksa" in message.text for message in deputy.inbox) == 1
    await world.passes(minutes=5)
    assert len(world.pages_to(chief)) == 1
    assert "sudah aman" in chief.last.text


async def test_somebody_elses_alert_is_refused(world: World) -> None:
    """An officer of another village has the data of a card, and may not use it."""
    officer, _, _ = await paged_fire(world)
    stranger = await world.enrol("Aiptu Rauf", role="officer", region=NEIGHBOUR_VILLAGE)
    (alert,) = await world.all(Alert)
    data = world.app.vault.sign(stranger.id, f"a:{alert.id}:ack:{alert.run}")
    stranger.presses_data(data, officer.last)
    await world.settle()
    assert "tidak berlaku" in stranger.toasts[-1]
    (alert,) = await world.all(Alert)
    assert alert.status == "open"


@pytest.mark.parametrize("role", ["deputy", "supervisor", "village_head", "babinsa"])
async def test_only_recipients_answer_what_is_confidential(world: World, role: str) -> None:
    """A supervisor who was not paged, a village head: refused. The deputy is a recipient."""
    await world.enrol("Bripka Ilham", role="officer")
    region = DISTRICT if role == "supervisor" else VILLAGE
    other = await world.enrol("Orang lain", role=role, region=region)
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, VIOLENCE)
    (alert,) = await world.all(Alert)
    data = world.app.vault.sign(other.id, f"a:{alert.id}:ack:{alert.run}")
    other.presses_data(data, other.last)
    await world.settle()
    (alert,) = await world.all(Alert)
    assert (alert.status == "acknowledged") is (role == "deputy")


async def test_a_page_under_way_is_edited_once_it_has_arrived(world: World) -> None:
    """The deputy answers while the officer's pages are on the line: they show it all the same."""
    officer, deputy, _ = await paged_fire(world)
    shown = officer.last
    pages = (Delivery.recipient_id.in_(await _ids(world, "officer")), Delivery.kind == "page")
    sent = {page.id: page.sent_message_id for page in await world.all(Delivery, *pages)}
    until = world.clock.at + timedelta(hours=1)
    under_way = {"status": "leased", "sent_message_id": None, "lease_until": until}
    async with world.app.database.writing() as session:
        await session.execute(update(Delivery).where(*pages).values(under_way))
    await world.presses(deputy, "Saya tangani")
    assert "Menunggu jawaban" in shown.text
    async with world.app.database.writing() as session:
        for page in await session.scalars(select(Delivery).where(*pages)):
            page.status, page.sent_message_id = "sent", sent[page.id]
    await world.passes(seconds=2)
    assert "DITANGANI Wakil Bhabinkamtibmas" in shown.text
