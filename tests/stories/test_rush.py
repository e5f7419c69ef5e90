"""Many write at once: what they cost the database does not grow with how many they are."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.models import Draft, Incident
from bot.services.people import newcomers
from tests import statements

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

FEW, MANY = 2, 8
FIRE = "Kebakaran di RT {number}"


async def _crowd(world: World, here_for: timedelta = 2 * newcomers.KEPT) -> list[Person]:
    """People of whom each has a draft from just now; they came in some days ago, or today."""
    await world.enrol("Bripka Ilham", role="officer")
    crowd = [await world.enrol(f"Warga {number}") for number in range(MANY)]
    world.clock.advance(here_for)
    for number, person in enumerate(crowd):
        await world.writes(person, FIRE.format(number=number + 1))
    return crowd


@pytest.mark.both_databases
@pytest.mark.parametrize("here_for", [2 * newcomers.KEPT, timedelta(hours=1)])
async def test_a_batch_of_messages_asks_as_much_as_a_small_one(
    world: World, here_for: timedelta
) -> None:
    """Each may go on with the draft of just now: what is open is read for all of them at once."""
    crowd, cost = await _crowd(world, here_for), {}
    for size in (FEW, MANY):
        for number in range(size):
            crowd[number].writes(FIRE.format(number=10 * size + number))
        with statements.heard(world) as asked:
            assert await world.takes() == size
        cost[size] = len(asked)
        await world.settle()
    assert await world.count(Draft) == FEW + 2 * MANY
    assert cost[MANY] <= cost[FEW]


async def test_a_batch_of_presses_asks_as_much_as_a_small_one(world: World) -> None:
    """Each may be on an older card: what shows the drafts is read for all of them at once.

    Nor do the statements grow that write: all rows of a table go by one that is as for one row.
    """
    crowd, cost = await _crowd(world), {}
    for pressing in (crowd[:FEW], crowd[FEW:]):
        for person in pressing:
            person.presses("Masih, kirim")
        with statements.heard(world) as asked:
            assert await world.takes() == len(pressing)
        cost[len(pressing)] = len(asked)
        assert not [one for one in asked if one.startswith("INSERT") and "), (" in one]
        await world.settle()
    assert await world.count(Incident) == MANY
    assert cost[MANY - FEW] <= cost[FEW]


@pytest.mark.both_databases
async def test_what_is_let_go_in_a_batch_takes_nothing_of_it(world: World, photo: bytes) -> None:
    """A draft, /batal and a picture come together: the picture begins a draft of its own."""
    neighbour = await world.enrol("Ani")
    neighbour.writes(FIRE.format(number=3))
    neighbour.sends_photo(photo)
    neighbour.writes("/batal")
    neighbour.sends_photo(photo)
    assert await world.takes() == 4
    await world.settle()
    dropped, begun = await world.all(Draft)
    assert (dropped.status, begun.status) == ("dropped", "open")
    assert not begun.text
