"""A press that is brought twice is one press, to its presser and to everybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import AlertEvent, Incident, Report
from tests.intake import both_ways
from tests.stories.fires import FIRE, data_of
from tests.stories.two_reports import told_of

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

pytestmark = [
    both_ways,
    pytest.mark.parametrize("fault", ["duplicate", "repeat"]),
]


async def _twice(world: World, fault: str, person: Person, label: str, card: Message) -> None:
    world.telegram.faults.add(fault, chat=person.id)
    person.presses_data(data_of(card, label), card)
    await world.settle()
    await world.passes(seconds=5)


def _heard(person: Person, words: str) -> int:
    return len([one for one in person.inbox if words in one.text])


async def test_from_taking_it_to_opening_it_again(world: World, fault: str) -> None:
    """Taken, closed, opened again, given up by its reporter: each is told once."""
    officer = await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    neighbour.writes(FIRE)
    await world.settle()
    await _twice(world, fault, neighbour, "Masih, kirim", neighbour.last)
    assert await world.count(Report) == 1
    while "Lewati" in neighbour.last.buttons:
        await world.presses(neighbour, "Lewati")
    receipt, (card,) = neighbour.last, world.pages_to(officer)
    await _twice(world, fault, officer, "Saya tangani", card)
    assert _heard(neighbour, "menangani laporan Anda") == 1
    while "Tertangani" not in card.buttons:  # an older press that comes again closes the menu
        officer.presses("Selesai", card)
        await world.settle()
    await _twice(world, fault, officer, "Tertangani", card)
    assert _heard(neighbour, "menutup laporan") == 1
    await _twice(world, fault, neighbour, "Belum selesai", neighbour.last)
    assert len(await world.sent(officer, "page")) == 2
    lines = [one.kind for one in await world.all(AlertEvent)]
    assert lines == ["paged", "acknowledged", "closed", "reopened", "paged"]
    receipt = neighbour.last
    while "Lewati" in receipt.buttons:
        await world.presses(neighbour, "Lewati")
    await world.presses(neighbour, "Salah kirim")
    await _twice(world, fault, neighbour, "Ya, salah kirim", receipt)
    assert _heard(officer, "pelapor menyatakan salah kirim. Tidak perlu") == 1
    assert (await world.all(Incident))[0].outcome == "mistaken"


async def test_put_together_and_taken_apart(world: World, fault: str) -> None:
    """Two cases are one once, and two again once; both reporters hear it once."""
    two = await told_of(world)
    await _twice(world, fault, two.officer, "Gabung", two.newer)
    assert _heard(two.second, "digabung") == 1
    await two.presses(two.older, "Pisah")
    await _twice(world, fault, two.officer, "Pisah KT", two.older)
    kinds = [one.kind for one in await world.all(AlertEvent)]
    assert (kinds.count("merged"), kinds.count("split")) == (2, 2)
    assert [one.status for one in await world.all(Incident)] == ["open", "open"]
