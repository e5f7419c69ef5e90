"""Drafts: what a person wrote, before anybody else reads it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.models import Delivery, Draft, Report
from tests.world import NEIGHBOUR_VILLAGE, Attachment

if TYPE_CHECKING:
    from bot.standin.message import Message
    from bot.standin.person import Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
NOISE = "Musik keras dari tadi di RT 02"
STRANGE = "Ada yang aneh di pos"
HERE = (-5.14, 119.44)


async def test_any_message_is_a_draft_that_nobody_reads_yet(world: World) -> None:
    """A neighbour writes; the card says what was understood, and nobody else hears of it."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Ani")
    before = len(officer.inbox)
    neighbour.writes(NOISE)
    await world.settle()
    card = neighbour.last
    assert NOISE in card.text
    assert "bising" in card.text
    assert "Karuwisi" in card.text
    assert "20.00 WITA" in card.text
    assert card.buttons == ["Kirim", "Anonim", "Ubah", "Batal"]
    assert len(officer.inbox) == before
    assert await world.count(Report) == 0


async def test_what_sounds_urgent_asks_whether_it_goes_on(world: World) -> None:
    """A fire takes one tap that sends and answers; what found no place is behind "Lainnya"."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(FIRE)
    await world.settle()
    assert "Masih berlangsung?" in neighbour.last.text
    assert "110" in neighbour.last.text
    assert neighbour.last.buttons == ["Masih, kirim", "Sudah lewat, kirim", "Anonim", "Lainnya"]
    neighbour.presses("Lainnya")
    await world.settle()
    assert neighbour.last.buttons == ["Ubah", "Batal", "Kembali"]
    neighbour.presses("Kembali")
    await world.settle()
    assert "Masih, kirim" in neighbour.last.buttons


async def test_a_message_long_on_its_way_shows_both_times(world: World) -> None:
    """Poor signal held it back for 37 minutes: the card says when it was written."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(NOISE, at=world.clock.at - timedelta(minutes=37))
    await world.settle()
    assert "dikirim 19.23 WITA, sampai 20.00 WITA" in neighbour.last.text


async def test_an_urgent_draft_left_unsent_is_reminded_of_and_pages_nobody(world: World) -> None:
    """After one and after five minutes: BELUM TERKIRIM, by a new message with the same buttons.

    It takes the place of the one before.
    """
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Ani")
    neighbour.writes(FIRE)
    await world.settle()
    await world.passes(seconds=59)
    assert not _reminders(neighbour.inbox)
    await world.passes(seconds=1)
    assert len(_reminders(neighbour.inbox)) == 1
    assert "Masih, kirim" in neighbour.last.buttons
    await world.passes(minutes=30)
    assert _reminders(neighbour.inbox) == [neighbour.last]
    assert await world.count(Delivery, Delivery.kind == "draft_reminder") == 2
    assert not world.pages_to(officer)


async def test_the_reminder_sends_too(world: World) -> None:
    """Its button sends; then nobody is reminded, and the older card points to it."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(FIRE)
    await world.settle()
    card = neighbour.last
    kept = next(
        button["callback_data"]
        for row in card.rows
        for button in row
        if button["text"] == "Masih, kirim"
    )
    await world.passes(minutes=1)
    neighbour.presses("Masih, kirim")
    await world.settle()
    await world.passes(minutes=30)
    assert len(_reminders(neighbour.inbox)) == 0  # the only one was edited into the receipt
    assert card.buttons == []
    assert card.text == "Lanjut di bawah ⬇️"
    neighbour.presses_data(kept, card)
    await world.settle()
    assert await world.newest_ticket() in "".join(one.text for one in neighbour.inbox)
    assert await world.count(Report) == 1


async def test_what_is_not_urgent_is_not_reminded_of(world: World) -> None:
    """Nobody is pressed to report noise."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(NOISE)
    await world.settle()
    await world.passes(minutes=30)
    assert not _reminders(neighbour.inbox)


async def test_after_an_outage_one_reminder_comes_not_two(world: World) -> None:
    """The bot was down for ten minutes: both reminders are overdue, one is enough."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(FIRE)
    await world.settle()
    await world.outage(minutes=10)
    await world.passes(minutes=10)
    assert len(_reminders(neighbour.inbox)) == 1


async def test_a_draft_expires_after_a_day_and_says_so(world: World) -> None:
    """Its words are gone with it, and its buttons do nothing any more."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(NOISE)
    await world.settle()
    card = neighbour.last
    await world.passes(days=1, minutes=1)
    assert "sudah dihapus" in neighbour.last.text
    assert "20.00 WITA" in neighbour.last.text
    neighbour.presses("Kirim", card)
    await world.settle()
    assert "sudah dihapus" in card.text
    assert await world.count(Report) == 0
    assert [draft.text for draft in await world.all(Draft)] == [""]


async def test_batal_drops_what_is_open(world: World) -> None:
    """By the button, or by the command; a press on the old card shows that it is gone."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(NOISE)
    await world.settle()
    neighbour.presses("Batal")
    await world.settle()
    assert "dibatalkan" in neighbour.last.text
    neighbour.writes(FIRE)
    await world.settle()
    card = neighbour.last
    neighbour.writes("/batal")
    await world.settle()
    neighbour.presses("Masih, kirim", card)
    await world.settle()
    assert "dibatalkan" in card.text
    await world.passes(minutes=10)
    assert not _reminders(neighbour.inbox)
    assert await world.count(Report) == 0


async def test_editing_the_message_edits_the_draft(world: World) -> None:
    """Noise turns out to be a fire: the same card asks the question now."""
    neighbour = await world.enrol("Ani")
    message = neighbour.writes(NOISE)
    await world.settle()
    card = neighbour.last
    neighbour.edits(message, FIRE)
    await world.settle()
    assert neighbour.last is card
    assert "Kebakaran" in card.text
    assert "Masih, kirim" in card.buttons
    assert await world.count(Draft) == 1


async def test_a_chosen_category_survives_an_edit(world: World) -> None:
    """What its writer said weighs more than what words suggest."""
    neighbour = await world.enrol("Ani")
    message = neighbour.writes(STRANGE)
    await world.settle()
    await _press(world, neighbour, "Ubah", "Jenis", "Kebakaran, bencana, kecelakaan", "Kebakaran")
    assert "Kebakaran · DARURAT" in neighbour.last.text
    neighbour.edits(message, "Musik keras di pos")
    await world.settle()
    assert "Kebakaran · DARURAT" in neighbour.last.text
    assert "Musik keras" in neighbour.last.text


async def test_ubah_offers_what_else_it_may_be(world: World) -> None:
    """The guess's alternatives come first, one tap away; the card never has more than four."""
    neighbour = await world.enrol("Ani")
    neighbour.writes("Ada tabrakan lalu mereka berkelahi")
    await world.settle()
    await _press(world, neighbour, "Lainnya", "Ubah")
    offered = neighbour.last.buttons
    assert offered[-1] == "Lainnya"
    neighbour.presses(offered[0])
    await world.settle()
    assert offered[0] in neighbour.last.text


async def test_every_category_can_be_reached_with_four_buttons_at_a_time(world: World) -> None:
    """Groups, then their leaves, page by page, and back to the draft."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(STRANGE)
    await world.settle()
    await _press(world, neighbour, "Ubah", "Jenis")
    groups = neighbour.last.buttons[:-1]
    while neighbour.last.buttons[-1] == "Lainnya":
        assert len(neighbour.last.buttons) <= 4
        await _press(world, neighbour, "Lainnya")
        groups += neighbour.last.buttons[:-1]
    assert len(groups) == len({kind.group for kind in world.app.config.categories.values()})
    neighbour.presses("Kembali")
    await world.settle()
    assert "Kirim" in neighbour.last.buttons


async def test_the_severity_can_be_changed(world: World) -> None:
    """Its writer knows better how bad it is."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(STRANGE)
    await world.settle()
    await _press(world, neighbour, "Ubah", "Tingkat")
    assert neighbour.last.buttons == ["RENDAH", "SEDANG", "TINGGI", "DARURAT"]
    neighbour.presses("TINGGI")
    await world.settle()
    assert "TINGGI" in neighbour.last.text
    assert "Kirim" in neighbour.last.buttons


async def test_the_village_can_be_changed(world: World) -> None:
    """It happened next door: the report goes to that village."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(STRANGE)
    await world.settle()
    await _press(world, neighbour, "Ubah", "Tempat")
    neighbour.writes(NEIGHBOUR_VILLAGE)
    await world.settle()
    assert "desa mana" not in neighbour.last.text
    neighbour.presses("Kirim")
    await world.settle()
    reports = await world.all(Report)
    assert [report.village_code for report in reports] == [NEIGHBOUR_VILLAGE]


async def test_a_photo_and_a_place_join_what_was_just_written(world: World, photo: bytes) -> None:
    """In any order, without typing anything twice; one card shows all of it."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(NOISE)
    await world.settle()
    before = len(neighbour.inbox)
    neighbour.sends_photo(photo)
    neighbour.sends_location(*HERE)
    await world.settle()
    card = neighbour.last
    assert len(neighbour.inbox) == before + 1
    assert "1 foto" in card.text
    assert "lokasi" in card.text
    neighbour.presses("Kirim")
    await world.settle()
    (report,) = await world.all(Report)
    assert (report.lat, report.lon) == HERE
    assert await world.count(Attachment, Attachment.report_id == report.id) == 1


async def test_words_join_the_photo_that_was_sent_without_any(world: World, photo: bytes) -> None:
    """The picture came first: the next text says what it shows."""
    neighbour = await world.enrol("Ani")
    neighbour.sends_photo(photo)
    await world.settle()
    assert "belum ada kata-kata" in neighbour.last.text
    neighbour.sends_location(*HERE)
    await world.settle()
    neighbour.writes(NOISE)
    await world.passes(seconds=2)
    card = neighbour.last
    assert NOISE in card.text
    assert "1 foto" in card.text
    assert "lokasi" in card.text
    neighbour.writes(FIRE)
    await world.settle()
    assert neighbour.last is not card  # and the text after that is a new draft


async def test_a_photo_long_after_is_a_draft_of_its_own(world: World, photo: bytes) -> None:
    """After a quarter of an hour nobody would guess that they belong together."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(NOISE)
    await world.settle()
    await world.passes(minutes=16)
    neighbour.sends_photo(photo)
    await world.settle()
    assert await world.count(Draft) == 2


async def test_an_album_is_one_draft_with_one_card(world: World, photo: bytes) -> None:
    """Telegram sends an album as a message for each picture, in whatever portions."""
    neighbour = await world.enrol("Ani")
    before = len(neighbour.inbox)
    neighbour.sends_photo(photo, caption=NOISE, media_group="album")
    await world.settle()
    neighbour.sends_photo(photo, media_group="album")
    neighbour.sends_photo(photo, media_group="album")
    await world.settle()
    await world.passes(seconds=2)
    assert len(neighbour.inbox) == before + 1
    assert "3 foto" in neighbour.last.text
    assert NOISE in neighbour.last.text
    assert await world.count(Draft) == 1


async def test_a_photo_that_comes_while_the_card_is_under_way_is_on_it(
    world: World, photo: bytes
) -> None:
    """The line is slow: a card with it follows, and the first one points there once it is in."""
    neighbour = await world.enrol("Ani")
    before = len(neighbour.inbox)
    world.telegram.faults.add("delay", method="sendMessage", seconds=0.3)
    neighbour.writes(NOISE)
    await world.takes()
    sending = asyncio.create_task(world.app.sender.drain())
    calls = world.telegram.calls
    await world.telegram.until(lambda: NOISE in str(calls[-1].params))
    neighbour.sends_photo(photo)
    await world.takes()
    await sending
    await world.passes(seconds=1)
    first, second = neighbour.inbox[before:]
    assert first.text == "Lanjut di bawah ⬇️"
    assert "1 foto" in second.text


async def test_two_texts_are_two_drafts(world: World) -> None:
    """Each stands for itself, and each can be sent."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(NOISE)
    neighbour.writes("Lampu jalan mati di RT 05")
    await world.settle()
    assert await world.count(Draft) == 2
    cards = [message for message in neighbour.inbox if "Kirim" in message.buttons]
    for card in cards:
        neighbour.presses("Kirim", card)
    await world.settle()
    assert await world.count(Report) == 2


async def _press(world: World, person: Person, *labels: str) -> None:
    for label in labels:
        person.presses(label)
        await world.settle()


def _reminders(inbox: list[Message]) -> list[Message]:
    return [message for message in inbox if "belum ada petugas yang membaca" in message.text]


async def test_a_draft_that_names_its_writer_says_so(world: World) -> None:
    """The name that Telegram knows stands in the text: who sends it so does it knowingly."""
    neighbour = await world.enrol("Rahmawati Daeng Ngalle")
    said = neighbour.writes("Saya Rahmawati, ada musik keras di RT 02")
    await world.settle()
    assert "Nama Anda tertulis" in neighbour.last.text
    neighbour.edits(said, "Ada musik keras di rumah Daeng Sija RT 02")
    await world.settle()
    assert "Nama Anda tertulis" not in neighbour.last.text
