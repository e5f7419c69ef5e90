"""What was offered for a misspelt /darurat ends when its words are sent, or added to a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Addendum
from tests.stories.fires import data_of

if TYPE_CHECKING:
    from tests.world import World

WORDS = "ada maling masuk rumah di RT 03"


async def test_sent_by_kirim_nothing_is_left_to_press(world: World) -> None:
    """It was sent by its own card: the offer above it says so."""
    await world.enrol("Andi", "officer")
    neighbour = await world.enrol("Sari")
    await world.writes(neighbour, f"/darurt {WORDS}")
    offer = next(one for one in neighbour.inbox if "🚨 Ya, darurat" in one.buttons)
    card = next(one for one in neighbour.inbox if "Masih, kirim" in one.buttons)
    neighbour.presses("Masih, kirim", card)
    await world.settle()
    assert offer.buttons == []


async def test_of_what_was_added_a_tap_says_that_it_was(world: World) -> None:
    """The words were put to a report: the offer goes, and an old tap says where they are."""
    await world.enrol("Andi", "officer")
    neighbour = await world.enrol("Sari")
    await world.report(neighbour, WORDS, "Sudah lewat, kirim")
    await world.writes(neighbour, "/darurt dua orang di lantai dua")
    offer = next(one for one in neighbour.inbox if "🚨 Ya, darurat" in one.buttons)
    old = data_of(offer, "🚨 Ya, darurat")
    card = next(one for one in reversed(neighbour.inbox) if "Laporan baru" in one.buttons)
    neighbour.presses(card.buttons[0], card)
    await world.settle()
    assert await world.count(Addendum) == 1
    assert offer.buttons == []
    neighbour.presses_data(old, offer)
    await world.settle()
    assert "bukan untuk Anda" not in "".join(neighbour.toasts)
    assert "Pesan ini sudah dikirim. Bahaya? Ketik /darurat" in neighbour.toasts[-1]
