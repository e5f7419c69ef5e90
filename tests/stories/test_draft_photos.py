"""Photos and places that join a draft, before its words or after them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.models import Draft, Report
from tests.world import Attachment

if TYPE_CHECKING:
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
NOISE = "Musik keras dari tadi di RT 02"
HERE = (-5.14, 119.44)


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
