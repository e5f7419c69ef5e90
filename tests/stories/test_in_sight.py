"""What may be pressed is the last message of a chat; what it took the place of points to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from bot.models import Delivery, Draft, Report
from bot.services.reports import buried_card

if TYPE_CHECKING:
    from bot.standin.person import Person
    from bot.standin.telegram import Message
    from tests.world import World

NOISE = "Knalpot brong di lorong 5, bising sekali"
FIRE = "Ada kebakaran di RT 03, api besar"
BELOW = "Lanjut di bawah ⬇️"
HERE = (-5.14, 119.44)


def _with_buttons(person: Person) -> list[Message]:
    """Return what somebody may press, but for the welcome."""
    return [message for message in person.inbox[1:] if message.buttons]


async def test_the_card_of_a_draft_follows_what_joins_it(world: World, photo: bytes) -> None:
    """A picture, a place: each time one card at the bottom, and the old one points to it."""
    neighbour = await world.enrol("Ani")
    await world.writes(neighbour, NOISE)
    first = neighbour.last
    neighbour.sends_photo(photo)
    await world.settle()
    second = neighbour.last
    assert "📷 1 foto" in second.text
    assert (first.text, first.buttons) == (BELOW, [])
    neighbour.sends_location(*HERE)
    await world.passes(seconds=2)
    assert "📌 lokasi" in neighbour.last.text
    assert _with_buttons(neighbour) == [neighbour.last]
    await world.presses(neighbour, "Kirim")
    assert "Tersimpan" in neighbour.last.text
    assert await world.count(Report) == 1


async def test_an_album_that_joins_brings_one_card(world: World, photo: bytes) -> None:
    """Five pictures, in portions: one new card, with all of them."""
    neighbour = await world.enrol("Ani")
    await world.writes(neighbour, NOISE)
    before = len(neighbour.inbox)
    for _ in range(5):
        neighbour.sends_photo(photo, media_group="five")
        await world.settle()
    await world.passes(seconds=1)
    assert len(neighbour.inbox) == before + 1
    assert "📷 5 foto" in neighbour.last.text


async def test_pictures_one_by_one_bring_no_flood(world: World, photo: bytes) -> None:
    """Five in a moment that are no album: a card for the first, and one for the others."""
    neighbour = await world.enrol("Ani")
    await world.writes(neighbour, NOISE)
    before = len(neighbour.inbox)
    for _ in range(5):
        neighbour.sends_photo(photo)
        await world.settle()
    await world.passes(seconds=2)
    assert len(neighbour.inbox) == before + 2
    assert "📷 5 foto" in neighbour.last.text


async def test_a_press_on_the_old_card_shows_on_the_new_one(world: World, photo: bytes) -> None:
    """The finger was faster: it is sent once, and the receipt is at the bottom."""
    neighbour = await world.enrol("Ani")
    await world.writes(neighbour, NOISE)
    old = neighbour.last
    data = old.rows[0][0]["callback_data"]
    neighbour.sends_photo(photo)
    await world.settle()
    neighbour.presses_data(data, old)
    await world.settle()
    assert old.text == BELOW
    assert "Tersimpan" in neighbour.last.text
    assert await world.count(Report) == 1


async def test_a_card_that_is_the_last_message_is_edited(world: World) -> None:
    """A mended word, a place that moves: nothing new; with an answer below it, a new card."""
    neighbour = await world.enrol("Ani")
    sent = neighbour.writes(NOISE)
    await world.settle()
    card, before = neighbour.last, len(neighbour.inbox)
    neighbour.edits(sent, f"{NOISE} tiap malam")
    await world.settle()
    assert "tiap malam" in card.text
    assert len(neighbour.inbox) == before
    await world.writes(neighbour, "/bantuan")
    neighbour.edits(sent, f"{NOISE} tiap sore")
    await world.settle()
    assert "tiap sore" in neighbour.last.text
    assert card.text == BELOW


async def test_the_reminder_takes_the_place_of_the_card(world: World) -> None:
    """Not sent yet: the buttons are under the reminder alone, and it is dropped with it."""
    neighbour = await world.enrol("Ani")
    await world.writes(neighbour, "Ada kebakaran di RT 03, api besar")
    card = neighbour.last
    await world.passes(minutes=5)
    assert "BELUM TERKIRIM" in neighbour.last.text
    assert card.text == BELOW
    await world.presses(neighbour, "Masih, kirim")
    (receipt,) = _with_buttons(neighbour)
    assert "Terkirim" in receipt.text
    assert await world.count(Draft) == 0


async def test_the_page_is_not_hidden_by_its_pictures(world: World, photo: bytes) -> None:
    """Three pictures: the page rings first, and a silent card comes below the last of them."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Ani")
    for number in range(3):
        neighbour.sends_photo(photo, caption=FIRE if not number else "", media_group="three")
    await world.settle()
    await world.passes(seconds=1)
    await world.presses(neighbour, "Masih, kirim")
    (page,) = world.pages_to(officer)
    pressed = page.rows[0][0]["callback_data"]
    await world.passes(seconds=3)
    ticket = await world.newest_ticket()
    assert [bool(one.photo) for one in officer.inbox[-4:]] == [True, True, True, False]
    assert officer.last.buttons[0] == "Saya tangani"
    assert page.text == f"Tiket {ticket}: lanjut di bawah ⬇️"
    assert _with_buttons(officer) == [officer.last]
    officer.presses_data(pressed, page)
    await world.settle()
    assert "DITANGANI" in officer.last.text
    assert page.buttons == []


async def test_what_is_added_comes_with_the_card(world: World, photo: bytes) -> None:
    """A picture and a place of the same person: heard, and one card below it, not two."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Ani")
    await world.writes(neighbour, f"/darurat {FIRE}")
    page, before = officer.last, len(officer.inbox)
    neighbour.sends_photo(photo, caption="/darurat api makin besar")
    await world.settle()
    await world.passes(seconds=3)
    picture, card = officer.inbox[before:]
    assert picture.photo
    assert "ada tambahan dari pelapor" in card.text
    assert "api makin besar" in card.text
    assert card.buttons[0] == "Saya tangani"
    assert "lanjut di bawah" in page.text
    await world.presses(neighbour, "Sudah aman")
    assert "sudah aman" in officer.last.text
    assert _with_buttons(officer) == [officer.last]


async def test_the_rest_of_an_album_brings_one_card(world: World, photo: bytes) -> None:
    """The first picture was sent; four more, in portions, bring one card below them."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Ani")
    neighbour.sends_photo(photo, caption=f"/darurat {FIRE}", media_group="five")
    await world.settle()
    await world.passes(seconds=3)
    before = len(officer.inbox)
    for _ in range(4):
        neighbour.sends_photo(photo, media_group="five")
        await world.settle()
    await world.passes(seconds=3)
    assert [bool(one.photo) for one in officer.inbox[before:]] == [True] * 4 + [False]
    assert _with_buttons(officer) == [officer.last]


async def test_a_report_opened_again_is_at_the_bottom(world: World, photo: bytes) -> None:
    """From /tugas and by its ticket, with its picture: the newest card alone has buttons."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Ani")
    neighbour.sends_photo(photo, caption=NOISE)
    await world.settle()
    await world.presses(neighbour, "Kirim")
    await world.writes(officer, "/tugas")
    await world.presses(officer, officer.last.buttons[0])
    first = officer.last
    assert first.buttons[0] == "Saya tangani"
    await world.writes(officer, await world.newest_ticket())
    assert officer.inbox[-2].photo
    assert officer.last.buttons[0] == "Saya tangani"
    assert "lanjut di bawah" in first.text


async def test_a_picture_that_is_refused_hides_no_button(world: World) -> None:
    """Why it was not kept, and below it the draft's card once more, which still sends it."""
    neighbour = await world.enrol("Ani")
    await world.writes(neighbour, NOISE)
    neighbour.sends_photo(b"no picture")
    await world.settle()
    await world.passes(seconds=3)
    refused = next(one for one in neighbour.inbox if "tidak disimpan" in one.text)
    assert neighbour.inbox[-1].message_id > refused.message_id
    assert "tidak ikut dikirim" in neighbour.last.text
    assert _with_buttons(neighbour) == [neighbour.last]
    await world.presses(neighbour, "Kirim")
    assert "Tersimpan" in neighbour.last.text
    assert await world.count(Report) == 1


async def test_a_picture_may_be_refused_before_the_card_has_arrived(world: World) -> None:
    """Nobody knows yet which message the card becomes: it comes below what was said before it."""
    neighbour = await world.enrol("Ani")
    await world.writes(neighbour, NOISE)
    async with world.app.database.writing() as session:
        await session.execute(
            update(Delivery).where(Delivery.kind == "draft").values(sent_message_id=None)
        )
    (card,) = await world.all(Delivery, Delivery.kind == "draft")
    async with world.app.database.reading() as session:
        assert not await buried_card.is_buried(session, card, now=world.clock.now())


@pytest.mark.both_databases
async def test_the_question_of_the_lease_is_the_card(world: World) -> None:
    """Half an hour later a message asks and says of what; the card above points to it."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Ani")
    await world.writes(neighbour, f"/darurat {FIRE}")
    page = officer.last
    pressed = page.rows[0][0]["callback_data"]
    await world.presses(officer, "Saya tangani")
    await world.passes(minutes=30)
    assert "masih Anda tangani?" in officer.last.text
    assert "api besar" in officer.last.text
    assert "lanjut di bawah" in page.text
    assert _with_buttons(officer) == [officer.last]
    officer.presses_data(pressed, page)
    await world.settle()
    assert "DITANGANI" in officer.last.text
    assert page.buttons == []


async def test_a_receipt_shown_again_is_at_the_bottom(world: World) -> None:
    """From the list of one's own: the one above points to it, and a press on that counts there."""
    neighbour = await world.enrol("Ani")
    await world.report(neighbour, NOISE)
    first = neighbour.last
    mistaken = first.rows[-1][0]["callback_data"]
    await world.presses(neighbour, "Laporan saya")
    listed = neighbour.last
    await world.presses(neighbour, listed.buttons[0])
    assert "Tersimpan" in neighbour.last.text
    assert "lanjut di bawah" in first.text
    assert _with_buttons(neighbour) == [listed, neighbour.last]
    neighbour.presses_data(mistaken, first)
    await world.settle()
    assert "Ya, salah kirim" in neighbour.last.buttons
    assert first.buttons == []
