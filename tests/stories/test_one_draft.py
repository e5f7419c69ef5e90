"""What comes within two minutes and goes on with it becomes one draft, and one report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Attachment, Draft, Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.world import World

NOISE = "Musik keras dari tadi di RT 02"


@pytest.mark.parametrize(
    ("texts", "drafts"),
    [
        pytest.param(
            ("tolong pak", "ada maling di rumah saya", "di RT 05 dekat masjid"),
            1,
            marks=pytest.mark.both_databases,
        ),
        (("ada maling di RT 05", "orangnya pakai jaket hitam", "cepat pak"), 1),
        (("di RT 05 dekat masjid", "ada maling di rumah saya", "tolong pak"), 1),
        (("orangnya pakai jaket hitam", "ada maling"), 1),
        (("Kebakaran di RT 03", "Kebakaran di RT 07"), 2),
        ((NOISE, "Kebakaran di RT 03"), 2),
    ],
)
async def test_a_report_in_several_messages_is_one(
    world: World, texts: Sequence[str], drafts: int
) -> None:
    """What goes on within two minutes is of the first; another incident is another draft."""
    neighbour = await world.enrol("Ani")
    await world.writes(neighbour, *texts)
    await world.passes(seconds=5)
    assert await world.count(Draft) == drafts
    if drafts == 1:
        assert all(text in neighbour.last.text for text in texts)
        await world.presses(neighbour, "Masih, kirim")
        (report,) = await world.all(Report)
        assert report.text == "\n".join(texts)


async def test_words_of_three_minutes_later_are_of_their_own(world: World) -> None:
    """They may be anything; a reply to the draft's own message puts them to it."""
    neighbour = await world.enrol("Ani")
    written = neighbour.writes("ada maling di RT 05")
    await world.settle()
    await world.passes(minutes=3)
    neighbour.writes("orangnya pakai jaket hitam", written)
    await world.settle()
    assert await world.count(Draft) == 1
    await world.writes(neighbour, "orangnya pakai jaket hitam dan topi")
    assert await world.count(Draft) == 2


@pytest.mark.both_databases
async def test_an_album_of_five_with_its_caption_on_the_second(world: World, photo: bytes) -> None:
    """One draft, one report, with all of them."""
    neighbour = await world.enrol("Ani")
    for number in range(5):
        neighbour.sends_photo(photo, NOISE if number == 1 else "", media_group="five")
    await world.settle()
    await world.passes(seconds=2)
    await world.presses(neighbour, "Kirim")
    (report,) = await world.all(Report)
    assert report.text == NOISE
    assert await world.count(Attachment, Attachment.report_id == report.id) == 5
    assert await world.count(Draft) == 0
