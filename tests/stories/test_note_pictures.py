"""A note takes pictures: they belong to it, and are seen by whoever reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.ticket import without_tickets
from bot.models import Attachment, Delivery, Draft, Note
from bot.services.operations import delivery_rows
from tests.recordings import needs_ffmpeg, voice
from tests.world import VILLAGE, opened_again

if TYPE_CHECKING:
    from bot.standin.message import Message
    from bot.standin.person import Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
NOISE = "Knalpot brong di lorong 5, bising sekali tiap malam"
VIOLENCE = "Istri tetangga dipukul suami, tolong"
MENDED = "Sudah kami tegur"
KEPT = "Tercatat. Pelapor diberi tahu."
SHOWN = "Foto tercatat dan diteruskan ke pelapor. Tulis juga catatannya, atau lewati: /batal"


def _photos(person: Person) -> list[Message]:
    return [one for one in person.inbox if one.photo is not None]


async def _closed(world: World) -> tuple[Person, Person, str]:
    """Let a report that paged nobody be closed, and its officer be asked for a note."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, NOISE)
    await world.writes(officer, ticket)
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani", "Tulis catatan")
    return officer, neighbour, ticket


async def _sends(world: World, person: Person, content: bytes, caption: str = "") -> None:
    person.sends_photo(content, caption=caption)
    await world.settle()
    await world.passes(seconds=3)


async def test_a_picture_with_words_is_a_note(world: World, photo: bytes) -> None:
    """The reporter gets both, by the office; whoever opens the report sees both."""
    officer, neighbour, ticket = await _closed(world)
    deputy = await world.enrol("Bripda Sari", role="deputy")
    await _sends(world, officer, photo, MENDED)
    assert officer.last.text == "Tercatat. Pelapor diberi tahu."
    (note,), (kept,) = await world.all(Note), await world.all(Attachment)
    assert (kept.note_id, kept.report_id, kept.draft_id, kept.state) == (
        note.id,
        None,
        None,
        "ready",
    )
    assert await world.count(Draft, Draft.status == "open") == 0
    (shown,) = _photos(neighbour)
    assert "Foto dari Bhabinkamtibmas Kel. Karuwisi" in shown.caption
    assert any(MENDED in one.text for one in neighbour.inbox)
    await world.writes(deputy, ticket)
    await world.passes(seconds=3)
    (shown,) = _photos(deputy)
    assert f"Foto catatan untuk tiket {ticket}" in shown.caption
    assert f"{MENDED} · 1 foto" in deputy.last.text
    assert shown.photo != photo


@pytest.mark.both_databases
async def test_a_picture_alone_waits_for_its_words(world: World, photo: bytes) -> None:
    """It is shown at once; the next message is what is said of it, /batal says nothing."""
    officer, neighbour, _ = await _closed(world)
    await _sends(world, officer, photo)
    assert "Tulis juga catatannya" in officer.last.text
    assert len(_photos(neighbour)) == 1
    await world.writes(officer, MENDED)
    assert officer.last.text == "Tercatat. Pelapor diberi tahu."
    assert MENDED in neighbour.last.text
    (note,) = await world.all(Note)
    assert note.text == MENDED
    await world.writes(officer, "Ada begal di RT 05")
    assert "Masih, kirim" in officer.last.buttons


async def test_a_note_may_be_a_picture_alone(world: World, photo: bytes) -> None:
    """Whoever has no words for it says so; nothing is said to be dropped."""
    officer, neighbour, ticket = await _closed(world)
    await _sends(world, officer, photo)
    await world.writes(officer, "/batal")
    assert officer.last.text == "Catatan tersimpan dengan fotonya saja."
    assert _photos(neighbour) == [neighbour.last]
    await world.writes(officer, ticket)
    assert "Kel. Karuwisi: 1 foto" in officer.last.text


@pytest.mark.parametrize(
    ("captioned", "answers"), [(0, [KEPT]), (1, [SHOWN, KEPT]), (None, [SHOWN])]
)
async def test_an_album_is_one_note(
    world: World, photo: bytes, captioned: int | None, answers: list[str]
) -> None:
    """Whichever of its pictures has the words, and where none has; it is answered once."""
    officer, neighbour, _ = await _closed(world)
    before = len(officer.inbox)
    for number in range(3):
        officer.sends_photo(photo, caption=MENDED if number == captioned else "", media_group="7")
    await world.settle()
    await world.passes(seconds=3)
    (note,) = await world.all(Note)
    assert note.text == ("" if captioned is None else MENDED)
    assert await world.count(Attachment, Attachment.note_id == note.id) == 3
    assert len(_photos(neighbour)) == 3
    assert await world.count(Draft, Draft.status == "open") == 0
    said = await world.sent(officer, "sentence")
    assert [one.text for one in officer.inbox[before:] if one in said] == answers


@pytest.mark.both_databases
async def test_a_kill_between_a_note_and_its_picture_loses_nothing(
    world: World, photo: bytes
) -> None:
    """The album's first is committed when the bot ends; the second comes to the next one."""
    officer, neighbour, ticket = await _closed(world)
    officer.sends_photo(photo, caption=MENDED, media_group="7")
    await world.takes()
    officer.sends_photo(photo, media_group="7")
    async with opened_again(world, world.url) as again:
        await again.settle()
        await again.passes(seconds=3)
        (note,) = await again.all(Note)
        assert await again.count(Attachment, Attachment.note_id == note.id) == 2
        assert len(_photos(neighbour)) == 2
        async with again.app.database.reading() as session:
            rows = [row async for row in delivery_rows.deliveries(session)]
    assert [row["ticket"] for row in rows if row["kind"] == "note_photo"] == [ticket] * 2


async def test_a_picture_just_after_closing_is_asked_about(world: World, photo: bytes) -> None:
    """Without the button it is a draft, for it may show what happens now; how it is meant is said.

    Who has noted something is not asked, nor somebody who closed nothing.
    """
    officer = await world.enrol("Bripka Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, NOISE)
    await world.writes(officer, ticket)
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    for person in (officer, neighbour):
        await _sends(world, person, photo)
    asked = f"Foto ini untuk catatan tiket {ticket}?"
    assert any(asked in one.text for one in officer.inbox)
    assert not any(asked in one.text for one in neighbour.inbox)
    assert "Kirim" in officer.last.buttons
    card = next(one for one in reversed(officer.inbox) if "Tulis catatan" in one.buttons)
    await world.writes(officer, "/batal")
    officer.presses("Tulis catatan", card)
    await world.settle()
    await _sends(world, officer, photo, MENDED)
    await _sends(world, officer, photo)
    assert len([one for one in officer.inbox if asked in one.text]) == 1


async def test_too_many_words_lose_no_picture(world: World, photo: bytes) -> None:
    """The picture is kept; the words are asked for once more."""
    officer, neighbour, _ = await _closed(world)
    await _sends(world, officer, photo, "kata " * 70)
    assert "paling panjang 300 huruf" in officer.last.text
    assert len(_photos(neighbour)) == 1
    await world.writes(officer, MENDED)
    (note,) = await world.all(Note)
    assert note.text == MENDED


async def test_what_cannot_be_kept_is_said_and_shown_nowhere(world: World) -> None:
    """To whoever sent it alone; a note of nothing is no note."""
    officer, neighbour, ticket = await _closed(world)
    heard = len(neighbour.inbox)
    await _sends(world, officer, b"no picture")
    assert "Foto tidak dapat dibuka" in officer.last.text
    assert "Tulis catatan" in officer.last.text
    assert len(neighbour.inbox) == heard
    await world.writes(officer, "/batal")
    await world.writes(officer, ticket)
    assert "1 foto" not in officer.last.text
    assert not _photos(officer)


async def test_of_an_open_case_everybody_called_sees_it(world: World, photo: bytes) -> None:
    """At once, with their card below it; whoever sent it has it already."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    deputy = await world.enrol("Bripda Sari", role="deputy")
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, FIRE, "Masih, kirim")
    await world.passes(minutes=5)
    await world.presses(officer, "Saya tangani", "Lainnya", "Tulis catatan")
    await _sends(world, officer, photo, "Butuh damkar")
    assert len(_photos(deputy)) == len(_photos(neighbour)) == 1
    async with world.app.database.reading() as session:
        rows = [row async for row in delivery_rows.deliveries(session)]
    assert {row["ticket"] for row in rows if row["kind"] == "photo"} == {ticket}
    assert not _photos(officer)
    assert "Butuh damkar · 1 foto" in deputy.last.text
    assert deputy.last.buttons


async def test_it_is_seen_by_nobody_whose_post_has_ended(world: World, photo: bytes) -> None:
    """What is owed them of it is not sent."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    deputy = await world.enrol("Bripda Sari", role="deputy")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.passes(minutes=5)
    await world.presses(officer, "Saya tangani", "Lainnya", "Tulis catatan")
    officer.sends_photo(photo, caption="Butuh damkar")
    await world.takes()
    await world.ends(deputy, "deputy", VILLAGE)
    await world.passes(seconds=3)
    assert not _photos(deputy)
    owed = await world.all(Delivery, Delivery.kind == "photo")
    assert [one.status for one in owed] == ["dropped"]


@pytest.mark.both_databases
async def test_it_goes_with_the_words_that_it_is_about(world: World, photo: bytes) -> None:
    """/hapus of whoever wrote it leaves it nameless; that of the reporter takes it off the disk."""
    officer, neighbour, _ = await _closed(world)
    await _sends(world, officer, photo, MENDED)
    folder = world.data / "attachments"
    assert len(list(folder.iterdir())) == 1
    await world.writes(officer, "/hapus")
    await world.presses(officer, "Ya, hapus")
    (note,) = await world.all(Note)
    assert (note.member_id, note.media_group) == (None, None)
    assert len(list(folder.iterdir())) == 1
    await world.writes(neighbour, "/hapus")
    await world.presses(neighbour, "Ya, hapus")
    assert await world.count(Note) == await world.count(Attachment) == 0
    assert not list(folder.iterdir())
    assert await world.count(Delivery, Delivery.kind == "note_photo") == 0


async def test_a_confidential_one_is_blurred(world: World, photo: bytes) -> None:
    """For the reporter as for those who answer, who are named by no office that would tell."""
    unit = await world.enrol("Aipda Mira", "unit:ppa", "73.71")
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, VIOLENCE)
    await world.presses(unit, "Saya tangani", "Lainnya", "Tulis catatan")
    await _sends(world, unit, photo, "Korban sudah di rumah aman")
    await world.writes(unit, ticket)
    await world.passes(seconds=3)
    for person in (unit, neighbour):
        sent = [
            call.params
            for call in world.telegram.calls
            if call.method == "sendPhoto" and str(call.params.get("chat_id")) == str(person.id)
        ]
        assert sent
        assert all(str(one.get("has_spoiler")).lower() == "true" for one in sent)
    assert "PPA" not in without_tickets(_photos(neighbour)[0].caption or "")


async def test_an_emergency_in_an_album_stays_one(world: World, photo: bytes) -> None:
    """/darurat under its first picture: the others are of that report, whatever was asked."""
    officer, _, _ = await _closed(world)
    officer.sends_photo(photo, caption=f"/darurat {FIRE}", media_group="8")
    officer.sends_photo(photo, media_group="8")
    await world.settle()
    assert await world.count(Note) == 0
    assert await world.count(Attachment, Attachment.report_id.is_not(None)) == 2


@needs_ffmpeg
async def test_a_voice_does_not_join_a_note_and_that_is_said(world: World) -> None:
    """Its words are the note; whoever wrote it reads that nobody hears the voice."""
    officer, neighbour, _ = await _closed(world)
    officer.sends_recording("voice", voice(), caption=MENDED)
    await world.settle()
    await world.passes(seconds=3)
    assert MENDED in neighbour.last.text
    assert officer.last.text == "Suara dan video tidak ikut dalam catatan, hanya kata-katanya."
    assert await world.count(Attachment) == 0
