"""Files of voices and videos: what cannot be kept or fetched, and what leaves a chat again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from bot.media import media_process
from bot.models import Draft, Report
from tests.recordings import heard, needs_ffmpeg, voice
from tests.world import VILLAGE, Attachment

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.standin.message import Message
    from bot.standin.person import Person
    from tests.world import World

pytestmark = needs_ffmpeg
FIRE = "Kebakaran di RT 03"
NOISE = "Musik keras dari tadi di RT 02"


@pytest.mark.parametrize(
    ("content", "says"),
    [(lambda: b"OggS" + bytes(300), "tidak dapat dibuka"), (lambda: voice(2), "terlalu panjang")],
)
async def test_what_cannot_be_kept_is_said_and_the_words_go_on(
    world: World, content: Callable[[], bytes], says: str
) -> None:
    """Broken, or longer than is taken: one sentence, and the draft says that it stays."""
    object.__setattr__(world.app.config.limits.media, "longest", timedelta(seconds=1.2))
    ani = await world.enrol("Ani")
    ani.sends_recording("voice", content(), caption=NOISE)
    await world.settle()
    await world.passes(seconds=1)
    assert [one for one in ani.inbox if says in one.text and "tidak disimpan" in one.text]
    assert "tidak ikut dikirim" in _card(ani).text
    await world.presses(ani, "Kirim")
    assert await world.count(Report) == 1


async def test_without_ffmpeg_it_is_answered_and_not_taken(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence of before, with 110; words under it are taken."""
    monkeypatch.setattr(media_process, "FFMPEG", "no-such-program")
    ani = await world.enrol("Ani")
    ani.sends_recording("voice", voice())
    await world.settle()
    assert "belum bisa membaca atau mendengar" in ani.last.text
    ani.sends_recording("video", b"video", caption=NOISE)
    await world.settle()
    (draft,) = await world.all(Draft)
    assert draft.text == NOISE
    assert await world.all(Attachment) == []


async def test_a_post_that_ends_takes_it_out_of_the_chat(world: World) -> None:
    """What the officer could play is a grey picture then."""
    officer = await _hears_ani(world)
    await world.ends(officer, "officer", VILLAGE)
    assert not heard(officer)


async def test_a_row_that_names_another_file_sends_nothing(world: World) -> None:
    """A row may have been altered, or have come from a foreign backup: no path leads out."""
    await _hears_ani(world)
    (world.data / "secret").write_bytes(b"the key")
    async with world.app.database.writing() as session:
        await session.execute(update(Attachment).values(path="attachments/../secret"))
    deputy = await world.enrol("Bripda Sari", role="deputy")
    await world.writes(deputy, await world.newest_ticket())
    await world.passes(seconds=5)
    assert await world.newest_ticket() in deputy.last.text
    assert not heard(deputy)


async def test_a_file_that_cannot_be_fetched_at_once_is_tried_again(world: World) -> None:
    """The page waits for no file, and the officer gets it once."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    ani = await world.enrol("Ani")
    world.telegram.faults.add("bad_gateway", method="getFile", times=2)
    ani.sends_recording("voice", voice(), caption=FIRE)
    await world.settle()
    await world.presses(ani, "Masih, kirim")
    assert world.pages_to(officer)
    assert not heard(officer)
    await world.passes(seconds=30)
    await world.passes(seconds=30)
    assert len(heard(officer)) == 1


async def _hears_ani(world: World) -> Person:
    """Let Ani report a fire by voice, and return the officer who has heard it."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    ani = await world.enrol("Ani")
    ani.sends_recording("voice", voice(), caption=FIRE)
    await world.settle()
    await world.presses(ani, "Masih, kirim")
    await world.passes(seconds=5)
    assert len(heard(officer)) == 1
    return officer


def _card(person: Person) -> Message:
    return next(one for one in reversed(person.inbox) if one.rows and not one.deleted)
