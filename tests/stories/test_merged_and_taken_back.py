"""What was put to another report is still its writer's own, who may take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Incident, Report
from tests.stories.fires import data_of
from tests.stories.two_reports import MAYBE

if TYPE_CHECKING:
    from tests.stories.two_reports import Two
    from tests.world import World

pytestmark = pytest.mark.province


async def test_whoever_was_put_to_another_takes_their_own_back(world: World, two: Two) -> None:
    """Their receipt has `Salah kirim` still; the officer hears it, and goes on for the other."""
    await two.merges()
    await world.presses(two.second, "Salah kirim")
    receipt = next(one for one in two.second.inbox if "Ya, salah kirim" in one.buttons)
    assert "Orang lain juga melaporkan" in receipt.text
    await world.presses(two.second, "Ya, salah kirim")
    assert "satu pelapor menyatakan salah kirim" in two.older.text
    (stays, _) = await world.all(Incident)
    assert stays.status == "open"
    await world.writes(two.first, "/hapus")
    await world.presses(two.first, "Ya, hapus")
    assert (await world.all(Incident))[0].status == "open"


async def test_the_other_has_erased_themselves(world: World, two: Two) -> None:
    """Nobody knows who they were: what they said goes on."""
    await two.merges()
    await world.writes(two.first, "/hapus")
    await world.presses(two.first, "Ya, hapus")
    await world.presses(two.second, "Salah kirim", "Ya, salah kirim")
    assert (await world.all(Incident))[0].status == "open"


async def test_what_was_taken_back_is_not_taken_out(world: World, two: Two) -> None:
    """`Pisah` would call people for what nobody says any more; said again, it may."""
    await two.merges()
    await two.presses(two.older, "Pisah")
    card = two.older
    old = data_of(card, "Pisah KT")
    await world.presses(two.second, "Salah kirim", "Ya, salah kirim")
    two.officer.presses_data(old, card)
    await world.settle()
    (own,) = await world.all(Report, Report.text == MAYBE)
    assert own.incident_id == (await world.all(Incident))[0].id
    await world.presses(two.second, "Tetap laporkan")
    await two.splits()
