"""What others are to read, or what accuses a report's reader, is no addendum to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Addendum, Draft
from tests.reported_fire import FIRE, MORE, reported_fire
from tests.world import DISTRICT

if TYPE_CHECKING:
    from tests.world import World


async def test_what_is_not_theirs_is_a_report_of_its_own(world: World) -> None:
    """Another's ticket, what goes past the officer, what others answer, a new one by /lapor."""
    _, neighbour, _, ticket = await reported_fire(world)
    other = await world.enrol("Budi")
    for person, text in (
        (other, f"{ticket}: {MORE}"),
        (neighbour, f"{ticket}: oknum polisi minta uang"),
        (neighbour, f"{ticket}: anak dicabuli"),
        (neighbour, f"{ticket}: Bripka Ilham minta uang"),
        (neighbour, f"/lapor {MORE}"),
    ):
        await world.writes(person, text)
        assert "BELUM TERKIRIM" in person.last.text
        assert "Laporan baru" not in person.last.buttons
    assert await world.count(Addendum) == 0
    assert await world.count(Draft) == 5


@pytest.mark.parametrize(
    "words", ["Bripka Ilham minta uang", "anak dicabuli"], ids=["accused", "confidential"]
)
async def test_what_was_offered_and_then_edited_is_asked_again(world: World, words: str) -> None:
    """What came to accuse its reader, or to be for others, is not offered, nor taken by a tap."""
    officer, neighbour, _, ticket = await reported_fire(world)
    later = neighbour.writes(f"{ticket} ada maling juga")
    await world.settle()
    offer = neighbour.last
    data = next(each for row in offer.rows for each in row)["callback_data"]
    neighbour.edits(later, f"{ticket} {words}")
    await world.settle()
    assert f"Tambahan {ticket}" not in neighbour.last.buttons
    neighbour.presses_data(data, offer)
    await world.settle()
    assert await world.count(Addendum) == 0
    assert all(words not in message.text for message in officer.inbox)


async def test_a_caption_that_accuses_its_reader_joins_nothing(world: World, photo: bytes) -> None:
    """Neither the report of its album, nor the addendum that the first picture became."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Ani")
    neighbour.sends_photo(photo, FIRE, media_group="1")
    await world.settle()
    await world.passes(seconds=2)
    await world.presses(neighbour, "Masih, kirim")
    neighbour.sends_photo(photo, media_group="2")
    await world.settle()
    for album in ("1", "2"):
        neighbour.sends_photo(photo, f"{album} Bripka Ilham minta uang", media_group=album)
        await world.settle()
    assert await world.count(Draft) > 0
    assert await world.count(Addendum) == 1
    assert all("minta uang" not in message.text for message in officer.inbox)


async def test_who_is_named_above_the_village_reads_no_addendum(world: World) -> None:
    """A report past the village's officer is read by the district's: who is named there now."""
    await world.enrol("Bripka Ilham", "officer")
    above = await world.enrol("Iptu Harjono", "supervisor", DISTRICT)
    neighbour = await world.enrol("Ani")
    ticket = await world.report(neighbour, "oknum polisi minta uang")
    await world.writes(neighbour, f"{ticket}: Iptu Harjono juga terlibat")
    assert await world.count(Addendum) == 0
    assert all("Harjono" not in message.text for message in above.inbox)
