"""Where no recording can be written anew, a voice calls all the same, and both sides know of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.media import media_process
from bot.models import Addendum, Attachment, Draft, Report
from bot.services.operations import report_rows
from tests.reported_fire import FIRE, MORE, reported_fire

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

VOICE = b"OggS" + bytes(300)
READ = "Pelapor juga mengirim suara atau video; bot tidak dapat meneruskannya."
STAYS = "Suara atau video tidak ikut dikirim"


@pytest.fixture(autouse=True)
def no_ffmpeg(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server has no ffmpeg."""
    monkeypatch.setattr(media_process, "FFMPEG", "no-such-program")


def _is_told(person: Person) -> bool:
    (told,) = [one for one in person.inbox if STAYS in one.text]
    return bool(told)


@pytest.mark.both_databases
@pytest.mark.parametrize("caption", [f"/darurat {FIRE}", "/darurat"])
async def test_an_emergency_in_the_caption_calls(world: World, caption: str) -> None:
    """With words or without: the officer reads that there is a voice, its sender that it stays."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Ani")
    neighbour.sends_recording("voice", VOICE, caption=caption)
    await world.settle()
    (page,) = world.pages_to(officer)
    assert READ in page.text
    assert _is_told(neighbour)
    assert await world.count(Report) == 1
    assert await world.count(Attachment) == 0


async def test_a_voice_that_was_asked_for_calls(world: World) -> None:
    """/darurat alone, and then it is spoken: it is what was asked for."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Ani")
    await world.writes(neighbour, "/darurat")
    neighbour.sends_recording("video_note", VOICE)
    await world.settle()
    (page,) = world.pages_to(officer)
    assert READ in page.text
    assert _is_told(neighbour)
    await world.writes(neighbour, "halo")
    assert await world.count(Report) == 1


async def test_words_under_a_later_voice_are_added(world: World) -> None:
    """The card of whoever was called says that there is more than the words."""
    officer, neighbour, _, _ = await reported_fire(world)
    neighbour.sends_recording("voice", VOICE, caption=MORE)
    await world.settle()
    assert await world.count(Addendum) == 1
    assert READ in officer.last.text


async def test_a_voice_without_an_emergency_is_answered(world: World) -> None:
    """Nobody has said that it is one: what to write instead is said, and nothing is sent."""
    neighbour = await world.enrol("Ani")
    neighbour.sends_recording("voice", VOICE)
    await world.settle()
    assert "belum bisa membaca atau mendengar" in neighbour.last.text
    assert await world.count(Draft) == 0


@pytest.mark.parametrize("caption", ["", "/darurat"])
async def test_a_strangers_voice_waits_for_its_village(world: World, caption: str) -> None:
    """They agree to the notice: it is an emergency, whose place alone is asked for."""
    stranger = world.telegram.person("Ani")
    if not caption:
        await world.writes(stranger, "/darurat")
    stranger.sends_recording("voice", VOICE, caption=caption)
    await world.settle()
    first = next(one for one in stranger.inbox if "Setuju" in one.buttons)
    stranger.presses("Setuju", first)
    await world.passes(seconds=5)
    (draft,) = await world.all(Draft)
    assert (draft.emergency, draft.unheard) == (True, True)
    assert _is_told(stranger)


async def test_it_is_told_of_wherever_the_report_is_written_out(world: World) -> None:
    """In the copy of one's own data, and in what the operator exports."""
    await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Ani")
    neighbour.sends_recording("voice", VOICE, caption=f"/darurat {FIRE}")
    await world.settle()
    await world.writes(neighbour, "/dataku")
    assert neighbour.last.document is not None
    (own,) = json.loads(neighbour.last.document.content)["reports"]
    async with world.app.database.reading() as session:
        (row,) = [one async for one in report_rows.reports(session)]
    assert own["unheard"] is row["unheard"] is True
