"""A question of an officer may hold a photo, a place or a voice: written anew, for whom it asks."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bot.models import ConversationMessage, Draft
from tests.recordings import needs_ffmpeg, voice
from tests.stories.test_photo import picture
from tests.world import Attachment

if TYPE_CHECKING:
    from bot.standin.message import Message
    from bot.standin.person import Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
SECRET = "Suami saya memukul saya di rumah RT 02"
WHERE = "Rumah yang ini?"


@pytest.mark.both_databases
async def test_a_photo_reaches_the_reporter_written_anew(world: World) -> None:
    """The question rings, its picture follows: no maker, no place, not the file that was sent."""
    officer, ani = await _reported(world, FIRE)
    sent = officer.sends_photo(picture(), caption=WHERE, reply_to=world.pages_to(officer)[-1])
    await world.settle()
    await world.passes(seconds=3)
    (question,) = await world.sent(ani, "reporter_question")
    assert WHERE in question.text
    (shown,) = [one for one in ani.inbox if one.picture is not None]
    assert "Foto dari petugas" in shown.caption
    assert "Ilham" not in shown.caption
    assert shown.picture is not None
    assert sent.picture is not None
    assert shown.picture.file_id != sent.picture.file_id
    with Image.open(BytesIO(shown.picture.content)) as seen:
        assert not seen.getexif()


@pytest.mark.parametrize("captioned", [pytest.param(0, marks=pytest.mark.both_databases), 1])
async def test_an_album_goes_with_the_question(world: World, captioned: int) -> None:
    """Whichever of its pictures has the words: the reporter gets both, and the officer no draft."""
    officer, ani = await _reported(world, FIRE)
    await _asks(world, officer)
    for number in (0, 1):
        caption = WHERE if number == captioned else ""
        officer.sends_photo(picture(), caption=caption, media_group="7")
        await world.settle()
    await world.passes(seconds=3)
    assert len([one for one in ani.inbox if one.picture is not None]) == 2
    assert WHERE in (await world.sent(ani, "reporter_question"))[-1].text
    assert await world.count(Draft) == 0


async def test_a_place_reaches_the_reporter(world: World) -> None:
    """As a link that opens a map."""
    officer, ani = await _reported(world, FIRE)
    await _asks(world, officer)
    officer.sends_location(-5.1477, 119.4327)
    await world.settle()
    assert "-5.14770,119.43270" in (await world.sent(ani, "reporter_question"))[-1].text


@needs_ffmpeg
async def test_a_voice_goes_only_after_the_button_that_warns(world: World) -> None:
    """A reply with a voice is answered with what to do; after the button it goes."""
    officer, ani = await _reported(world, FIRE)
    officer.sends_recording("voice", voice(), reply_to=world.pages_to(officer)[-1])
    await world.settle()
    assert "dapat dikenali pelapor" in officer.last.text
    assert await world.count(ConversationMessage) == 0
    await _asks(world, officer)
    assert "suara dapat dikenali" in officer.last.text
    officer.sends_recording("voice", voice())
    await world.settle()
    await world.passes(seconds=5)
    (heard,) = [one for one in ani.inbox if one.recording is not None]
    assert "Suara petugas" in heard.caption


@needs_ffmpeg
async def test_about_a_confidential_report_no_voice_is_passed_on(world: World) -> None:
    """Neither side's."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    ani = await world.enrol("Ani")
    await world.report(ani, SECRET)
    for page in world.pages_to(officer):
        officer.sends_recording("voice", voice(), reply_to=page)
    await world.settle()
    assert await world.count(ConversationMessage) == 0
    assert not [one for one in ani.inbox if one.recording is not None]


async def test_it_goes_with_the_report(world: World) -> None:
    """The reporter erases themselves: row and file are gone."""
    officer, ani = await _reported(world, FIRE)
    officer.sends_photo(picture(), caption=WHERE, reply_to=world.pages_to(officer)[-1])
    await world.settle()
    await world.passes(seconds=3)
    assert [one.state for one in await world.all(Attachment)] == ["ready"]
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    await world.writes(ani, "/hapus")
    await world.presses(ani, "Ya, hapus")
    await world.passes(minutes=5)
    assert await world.all(Attachment) == []
    assert list((world.data / "attachments").iterdir()) == []


async def test_what_cannot_be_opened_is_said_to_both(world: World) -> None:
    """The question had said that a picture follows; of two reporters, who asked hears it once."""
    officer, ani = await _reported(world, FIRE)
    budi = await world.enrol("Budi")
    await world.report(budi, FIRE)
    sent = officer.sends_photo(b"no picture", caption=WHERE, reply_to=world.pages_to(officer)[-1])
    await world.settle()
    await world.passes(seconds=3)
    for reporter in (ani, budi):
        assert "dari petugas tidak dapat ditampilkan" in reporter.last.text
    told = [one.text for one in officer.inbox if "tidak dapat dibuka" in one.text]
    assert len(told) == 1, sent
    assert "Pelapor tidak menerimanya" in told[0]


@needs_ffmpeg
async def test_a_voice_goes_with_the_officer_who_spoke(world: World) -> None:
    """Who asked erases themselves: what they wrote stays with the report, their voice does not."""
    officer, _ = await _reported(world, FIRE)
    await _asks(world, officer)
    officer.sends_recording("voice", voice(), caption=WHERE, media_group="7")
    await world.settle()
    await world.passes(seconds=5)
    assert await world.count(Attachment) == 1
    await world.writes(officer, "/hapus")
    await world.presses(officer, "Ya, hapus")
    await world.passes(minutes=5)
    assert await world.all(Attachment) == []
    assert list((world.data / "attachments").iterdir()) == []
    (left,) = await world.all(ConversationMessage)
    assert (left.text, left.member_id, left.media_group) == (WHERE, None, None)


async def _reported(world: World, text: str) -> tuple[Person, Person]:
    officer = await world.enrol("Bripka Ilham", role="officer")
    ani = await world.enrol("Ani")
    await world.report(ani, text)
    return officer, ani


async def _asks(world: World, officer: Person) -> Message:
    await world.presses(officer, "Saya tangani", "Lainnya")
    if "Tanya pelapor" not in [label for one in officer.inbox for label in one.buttons]:
        await world.presses(officer, "Lainnya")
    await world.presses(officer, "Tanya pelapor")
    return officer.last
