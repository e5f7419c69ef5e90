"""Voices and videos as parts of a report: written anew, after a warning, or left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Addendum, Draft, Report
from tests.recordings import SECRETS, heard, needs_ffmpeg, told, video, voice
from tests.stories.test_photo import picture
from tests.world import Attachment

if TYPE_CHECKING:
    from bot.standin.message import Message
    from bot.standin.person import Person
    from tests.world import World

pytestmark = needs_ffmpeg
FIRE = "Kebakaran di RT 03"
NOISE = "Musik keras dari tadi di RT 02"
SECRET = "Suami saya memukul saya di rumah RT 02"
WAYS = ["Masih, kirim", "Sudah lewat, kirim"]


@pytest.mark.parametrize(
    ("sent_as", "arrives_as", "button"),
    [("voice", "audio", "Tanpa suara"), ("video_note", "video", "Tanpa video")],
)
async def test_the_officer_hears_it_and_nothing_else_of_it(
    world: World, sent_as: str, arrives_as: str, button: str
) -> None:
    """Its sender is warned first; the page comes before it; never what was sent itself."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    ani = await world.enrol("Ani")
    original = voice() if sent_as == "voice" else video()
    ani.sends_recording(sent_as, original, caption=FIRE)
    await world.settle()
    card = _card(ani)
    assert "dapat dikenali" in card.text
    assert card.buttons == [*WAYS, button, "Lainnya"]
    assert not heard(officer)
    await world.presses(ani, "Masih, kirim")
    await world.passes(seconds=5)
    (sent,) = heard(officer)
    assert sent.recording is not None
    assert sent.recording.kind == arrives_as
    assert await world.newest_ticket() in sent.caption
    left = told(sent.recording.content).encode() + sent.recording.content
    assert not [secret for secret in SECRETS if secret in left]
    page, *_, card = officer.inbox[-3:]
    assert "lanjut di bawah" in page.text
    assert world.pages_to(officer) == [card]  # once more below it
    assert [one.path for one in await world.all(Attachment) if "ready" in one.state]


@pytest.mark.both_databases
async def test_without_the_voice_the_words_go_alone(world: World) -> None:
    """One tap: it is left behind, erased from the disk, and nobody hears it."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    ani = await world.enrol("Ani")
    ani.sends_recording("voice", voice(), caption=FIRE)
    await world.settle()
    await world.presses(ani, "Tanpa suara")
    assert "TIDAK ikut dikirim" in _card(ani).text
    assert "Dengan suara" in _card(ani).buttons
    await world.presses(ani, "Masih, kirim")
    await world.passes(seconds=5)
    assert not heard(officer)
    assert FIRE in world.pages_to(officer)[-1].text
    assert await world.all(Attachment) == []
    assert list((world.data / "attachments").iterdir()) == []


async def test_of_a_confidential_kind_it_stays_unless_it_is_asked_for(world: World) -> None:
    """Whoever hides who reports it hides the voice; only a tap sends it along."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    ani = await world.enrol("Ani")
    ani.sends_recording("voice", voice(), caption=SECRET)
    await world.settle()
    assert "TIDAK ikut dikirim" in _card(ani).text
    assert "Dengan suara" in _card(ani).buttons
    ani.presses(next(one for one in _card(ani).buttons if one in {"Masih, kirim", "Kirim"}))
    await world.settle()
    await world.passes(seconds=5)
    assert await world.count(Report) == 1
    assert await world.all(Attachment) == []
    assert not heard(officer)


async def test_what_names_an_officer_goes_without_the_voice(world: World) -> None:
    """They would read it, and may know the voice; with a tap it goes along."""
    await world.enrol("Bripka Ilham", role="officer")
    ani = await world.enrol("Ani")
    ani.sends_recording("voice", voice(), caption="Bhabinkamtibmas minta uang tadi di RT 03")
    await world.settle()
    assert "TIDAK ikut dikirim" in _card(ani).text
    await world.presses(ani, "Lainnya")
    assert "Dengan suara" in _card(ani).buttons


async def test_said_of_another_kind_that_it_goes_along_is_asked_again(world: World) -> None:
    """A yes that was said of a fire is none for what hides who reports it."""
    ani = await world.enrol("Ani")
    message = ani.sends_recording("voice", voice(), caption=FIRE)
    await world.settle()
    await world.presses(ani, "Tanpa suara", "Dengan suara")
    assert "ikut dikirim ke yang membaca" in _card(ani).text
    ani.edits(message, SECRET)
    await world.settle()
    assert "TIDAK ikut dikirim" in _card(ani).text


async def test_a_voice_alone_begins_a_report(world: World) -> None:
    """Its kind is not clear: that is said; what is written next joins it."""
    ani = await world.enrol("Ani")
    ani.sends_recording("voice", voice())
    await world.settle()
    assert "belum jelas" in _card(ani).text
    assert _card(ani).buttons == ["Kirim", "🚨 Ya, darurat", "Tanpa suara", "Lainnya"]
    await world.writes(ani, FIRE)
    (draft,) = await world.all(Draft)
    assert draft.text == FIRE
    assert [one.kind for one in await world.all(Attachment)] == ["voice"]


@pytest.mark.both_databases
async def test_an_emergency_goes_at_once_and_its_voice_by_one_tap(world: World) -> None:
    """Nobody has been warned yet: the page waits for nothing, the voice for its sender."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    ani = await world.enrol("Ani")
    await world.writes(ani, "/darurat")
    ani.sends_recording("voice", voice())
    await world.settle()
    assert len(world.pages_to(officer)) == 1
    ticket = await world.newest_ticket()
    card = _card(ani)
    assert "dapat dikenali" in card.text
    assert card.buttons == [f"Tambahan {ticket}", "Laporan baru", "Tanpa suara", "Batal"]
    await world.passes(seconds=5)
    assert not heard(officer)
    await world.presses(ani, f"Tambahan {ticket}")
    await world.passes(seconds=5)
    assert len(heard(officer)) == 1
    assert await world.count(Report) == 1


async def test_a_video_in_an_emergency_album_waits_for_one_tap(world: World) -> None:
    """The photo before it began a draft; the caption of the video calls, and the video waits."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    ani = await world.enrol("Ani")
    ani.sends_photo(picture(), media_group="1")
    await world.settle()
    ani.sends_recording("video", video(), caption=f"/darurat {FIRE}", media_group="1")
    await world.settle()
    await world.passes(seconds=5)
    assert len(await world.sent(officer, "page")) == 1
    assert not heard(officer)
    assert "dapat dikenali" in _card(ani).text
    await world.presses(ani, f"Tambahan {await world.newest_ticket()}")
    await world.passes(seconds=5)
    assert len(heard(officer)) == 1


async def _voice_after_sending(world: World) -> tuple[Person, Person]:
    """An officer, and whoever reported a fire to them and sends a voice five minutes later."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    ani = await world.enrol("Ani")
    await world.report(ani, FIRE, "Masih, kirim")
    await world.passes(minutes=5)
    ani.sends_recording("voice", voice())
    await world.settle()
    return officer, ani


async def test_a_voice_after_sending_is_added_by_one_tap(world: World) -> None:
    """Within the hour: it is offered as an addendum, with the warning; the card counts it."""
    officer, ani = await _voice_after_sending(world)
    assert await world.count(Addendum) == 0
    assert "dapat dikenali" in _card(ani).text
    await world.presses(ani, f"Tambahan {await world.newest_ticket()}")
    await world.passes(seconds=5)
    assert len(heard(officer)) == 1
    assert "1 suara" in world.pages_to(officer)[-1].text


async def test_a_voice_that_stays_behind_adds_nothing(world: World) -> None:
    """Its draft is dropped, and nobody is shown an empty addendum."""
    officer, ani = await _voice_after_sending(world)
    await world.presses(ani, "Tanpa suara")
    await world.presses(ani, f"Tambahan {await world.newest_ticket()}")
    await world.passes(seconds=5)
    assert await world.count(Addendum) == 0
    assert not heard(officer)
    assert await world.count(Draft, Draft.status == "dropped") == 1


async def test_the_answer_to_a_question_may_be_a_voice(world: World) -> None:
    """The question warned of it; whoever asked hears it, written anew."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    ani = await world.enrol("Ani")
    await world.report(ani, FIRE, "Masih, kirim")
    officer.writes("Rumah yang mana?", reply_to=world.pages_to(officer)[-1])
    await world.settle()
    (question,) = await world.sent(ani, "reporter_question")
    assert "suara dapat dikenali" in question.text
    original = ani.sends_recording("voice", voice(), reply_to=question)
    await world.settle()
    await world.passes(seconds=5)
    (sent,) = heard(officer)
    assert sent.recording is not None
    assert original.recording is not None
    assert sent.recording.file_id != original.recording.file_id


def _card(person: Person) -> Message:
    return next(one for one in reversed(person.inbox) if one.rows and not one.deleted)
