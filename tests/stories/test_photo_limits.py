"""What a picture may cost: so many tries, so many for each person, and nobody else's turn."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import pytest

from bot.media import decoder_process
from bot.transport.fair_slots import FairSlots
from bot.transport.photo_jobs import ATTEMPTS
from tests.conftest import FAST_LIMITS
from tests.stories.test_photo import FIRE, NOISE, picture
from tests.world import Attachment, open_world, opened_again

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.world import World

NEVER_ENDS = (sys.executable, "-c", "import time; time.sleep(600)")
UNSHOWN = "tidak dapat ditampilkan"
LOOK_S = 0.01


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough: what differs between the two is in none of these stories."""
    return sqlite_url


@pytest.fixture
async def few(data: Path, sqlite_url: str, tmp_path: Path) -> AsyncIterator[World]:
    """A world in which two photos an hour are kept of each person."""
    overlay = tmp_path / "few"
    overlay.mkdir()
    (overlay / "limits.toml").write_text(f"{FAST_LIMITS}\n[photo]\nper_person = 2\n")
    async with open_world(data, config_overlay=overlay, database_url=sqlite_url) as opened:
        yield opened


async def test_a_picture_that_ends_the_bot_each_time_is_given_up(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bot ends in the midst of it, three times: then its sender is told, and it is over."""
    monkeypatch.setattr(decoder_process, "DECODER", NEVER_ENDS)
    neighbour = await world.enrol("Ani")
    neighbour.sends_photo(picture(), caption=NOISE)
    await world.takes()
    for attempt in range(1, ATTEMPTS + 1):
        await _ends_within(world, attempt)
    assert [one.state for one in await world.all(Attachment)] == ["new"]
    async with opened_again(world, world.url) as again:
        await _runs_until_settled(again)
        assert [one.state for one in await again.all(Attachment)] == ["failed"]
        assert any("tidak berhasil diolah" in message.text for message in neighbour.inbox)
        neighbour.presses("Kirim")
        await again.settle()
        assert await again.newest_ticket()


async def _ends_within(world: World, attempt: int) -> None:
    """Start the bot, and end it once it has begun to decode for the ``attempt``-th time."""
    async with opened_again(world, world.url) as again:
        running = asyncio.create_task(again.app.sender.run())
        while [one.attempts for one in await again.all(Attachment)] != [attempt]:  # noqa: ASYNC110
            await asyncio.sleep(LOOK_S)
        again.app.sender.stop()
        await running
        await again.app.sender.close()


async def _runs_until_settled(world: World) -> None:
    running = asyncio.create_task(world.app.sender.run())
    while [one.state for one in await world.all(Attachment)] == ["new"]:  # noqa: ASYNC110
        await asyncio.sleep(LOOK_S)
    world.app.sender.stop()
    await running
    await world.app.sender.close()
    await world.settle()


async def test_too_many_photos_of_one_person_are_refused_kindly(few: World) -> None:
    """An album of four: two are kept, one sentence; the words are sent, and so is another's."""
    officer = await few.enrol("Bripka Ilham", role="officer")
    neighbour, other = await few.enrol("Ani"), await few.enrol("Budi")
    for number in range(4):
        neighbour.sends_photo(
            picture(400 + number), caption=FIRE if number == 0 else "", media_group="1"
        )
    other.sends_photo(picture(), caption=NOISE)
    await few.settle()
    await few.passes(seconds=2)  # an album is answered once it is whole
    assert await few.count(Attachment, Attachment.state == "ready") == 3
    assert await few.count(Attachment, Attachment.state == "quota") == 2
    said = [message for message in neighbour.inbox if "Foto Anda terlalu banyak" in message.text]
    assert len(said) == 1
    assert "2" in said[0].text
    neighbour.presses("Masih, kirim")
    await few.settle()
    await few.passes(seconds=5)
    assert len(few.pages_to(officer)) == 1
    assert len([one for one in officer.inbox if one.photo is not None]) == 2
    assert len([one for one in officer.inbox if UNSHOWN in one.text]) == 1


async def test_the_pictures_of_a_note_count_too(few: World) -> None:
    """An album of four under a note: two are kept and shown, one sentence says that it stays."""
    officer = await few.enrol("Bripka Ilham", role="officer")
    neighbour = await few.enrol("Ani")
    ticket = await few.report(neighbour, NOISE)
    await few.writes(officer, ticket)
    await few.presses(officer, "Lainnya", "Lainnya", "Tulis catatan")
    for number in range(4):
        words = "Sudah kami tegur" if number == 0 else ""
        officer.sends_photo(picture(400 + number), caption=words, media_group="1")
    await few.settle()
    await few.passes(seconds=5)
    states = [one.state for one in await few.all(Attachment)]
    assert sorted(states) == ["quota", "quota", "ready", "ready"]
    (said,) = [one.text for one in officer.inbox if "Foto Anda terlalu banyak" in one.text]
    assert "Catatannya tetap ada" in said
    assert len([one for one in neighbour.inbox if one.photo is not None]) == 2
    await few.writes(officer, ticket)
    assert "Sudah kami tegur · 2 foto" in officer.last.text


async def test_after_an_hour_photos_are_kept_again(few: World) -> None:
    """Two, one that is refused, and an hour later one that is kept."""
    neighbour = await few.enrol("Ani")
    for number in range(3):
        neighbour.sends_photo(picture(400 + number), caption=f"{NOISE} {number}")
        await few.settle()
    await few.passes(minutes=61)
    neighbour.sends_photo(picture(500), caption="Lampu jalan padam")
    await few.settle()
    states = [one.state for one in sorted(await few.all(Attachment), key=lambda one: one.id)]
    assert states == ["ready", "ready", "quota", "ready"]


async def test_a_picture_taken_out_again_counts(few: World) -> None:
    """Whoever replaces one picture again and again has sent as many."""
    neighbour = await few.enrol("Ani")
    message = neighbour.sends_photo(picture(), caption=NOISE)
    await few.settle()
    for number in range(2):
        neighbour.replaces_photo(message, picture(500 + number))
        await few.settle()
    assert [one.state for one in await few.all(Attachment)] == ["quota"]


async def test_whoever_is_paged_is_told_of_a_photo_that_cannot_be_shown(world: World) -> None:
    """A sentence in its place, once, to the officer and to the deputy who is paged later."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    deputy = await world.enrol("Bripda Sari", role="deputy")
    neighbour = await world.enrol("Ani")
    for part in (picture()[:600], picture()[:500]):
        neighbour.sends_photo(part, caption=FIRE, media_group="1")
    await world.settle()
    await world.passes(seconds=2)  # an album is answered once it is whole
    neighbour.presses("Masih, kirim")
    await world.settle()
    await world.passes(minutes=6)
    for reader in (officer, deputy):
        (told,) = [message for message in reader.inbox if UNSHOWN in message.text]
        assert await world.newest_ticket() in told.text
        at = reader.inbox.index(told)
        assert "lanjut di bawah" in reader.inbox[at - 1].text
        assert reader.inbox[at + 1] in world.pages_to(reader)


async def test_nobody_holds_two_places() -> None:
    """Somebody's second waits for their first; another's takes the other place meanwhile."""
    slots, order = FairSlots(2), []
    first_goes = asyncio.Event()

    async def work(member: int, name: str, until: asyncio.Event | None = None) -> None:
        async with slots.held(member):
            order.append(name)
            if until is not None:
                await until.wait()

    first = asyncio.create_task(work(1, "first", first_goes))
    second = asyncio.create_task(work(1, "second"))
    other = asyncio.create_task(work(2, "other"))
    await other
    assert order == ["first", "other"]
    first_goes.set()
    await asyncio.gather(first, second)
    assert order == ["first", "other", "second"]
