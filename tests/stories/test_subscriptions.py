"""The week by itself: to coordinators and supervisors, with its picture, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.documents import render_process
from bot.models import Delivery, Digest
from tests.stories.test_digest import NOISE
from tests.world import CITY, DISTRICT, opened_again

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

WEEKLY = "Ringkasan mingguan\n"


def _weeks(person: Person) -> list[Message]:
    return [one for one in person.inbox if WEEKLY in one.text]


def _pictures(person: Person) -> list[Message]:
    return [one for one in person.inbox if one.photo]


@pytest.mark.both_databases
async def test_monday_brings_figures_and_their_picture(world: World) -> None:
    """To both, with the buttons of a summary; the picture below; and once, however often one looks.

    Where the post ends, neither is shown any more.
    """
    coordinator = await world.enrol("Bu Ratna", "coordinator", CITY)
    chief = await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    neighbour = await world.enrol("Daeng Ngalle")
    await world.report(neighbour, NOISE)
    await world.passes(days=5, hours=11)
    for _ in range(3):
        await world.passes(seconds=5)
    for person in (coordinator, chief):
        (week,), (picture,) = _weeks(person), _pictures(person)
        assert "Kejadian: 1 (sebelumnya 0, +1, jumlah kecil)" in week.text
        assert "Rincian" in week.buttons
        assert person.inbox.index(week) < person.inbox.index(picture)
        assert "Kejadian tiap minggu" in picture.text
    assert await world.count(Digest, Digest.kind == "weekly") == 2
    (week,), (picture,) = _weeks(coordinator), _pictures(coordinator)
    before = picture.photo
    await world.ends(coordinator, "coordinator", CITY)
    assert "tidak ditampilkan lagi" in week.text
    assert "tidak ditampilkan lagi" in picture.text
    assert picture.photo != before


async def test_a_restart_between_words_and_picture_doubles_neither(world: World) -> None:
    """Killed when the week is owed and nothing of it was sent: each comes once."""
    coordinator = await world.enrol("Bu Ratna", "coordinator", CITY)
    await world.passes(days=5, hours=10)
    async with opened_again(world, world.url, world.app.config) as again:
        await again.passes(hours=1)
        await again.passes(seconds=5)
    assert len(_weeks(coordinator)) == len(_pictures(coordinator)) == 1


async def test_who_switched_it_off_gets_none(world: World) -> None:
    """And has it again by the same button."""
    coordinator = await world.enrol("Bu Ratna", "coordinator", CITY)
    await world.writes(coordinator, "/atur")
    await world.presses(coordinator, "Jam mingguan", "Matikan mingguan")
    await world.passes(days=6)
    assert _weeks(coordinator) == []
    await world.presses(coordinator, "Kirim mingguan")
    await world.passes(days=7)
    assert len(_weeks(coordinator)) == 1


@pytest.mark.parametrize("program", ["/bin/false", "/nowhere/python"])
async def test_a_picture_that_cannot_be_drawn_leaves_the_words(
    world: World, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    """The machine gives no process, or it ends at once: the figures stand, and it is said."""
    monkeypatch.setattr(render_process, "_WORKER", (program,))
    coordinator = await world.enrol("Bu Ratna", "coordinator", CITY)
    await world.passes(days=5, hours=12)
    assert len(_weeks(coordinator)) == 1
    assert _pictures(coordinator) == []
    assert "Gambar untuk ringkasan ini tidak dapat dikirim" in coordinator.last.text


async def test_a_picture_that_telegram_refuses_leaves_the_words(world: World) -> None:
    """So it is where the picture is refused for good."""
    coordinator = await world.enrol("Bu Ratna", "coordinator", CITY)
    refused = "Bad Request: PHOTO_INVALID_DIMENSIONS"
    world.telegram.faults.add("bad_request", method="sendPhoto", description=refused)
    await world.passes(days=5, hours=12)
    assert len(_weeks(coordinator)) == 1
    assert "Gambar untuk ringkasan ini tidak dapat dikirim" in coordinator.last.text
    assert await world.count(Delivery, Delivery.kind == "summary_picture") == 1
