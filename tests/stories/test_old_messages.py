"""The bot deletes nothing: what it says of itself it edits, which Telegram allows at any age."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Delivery

if TYPE_CHECKING:
    from tests.world import World

LAMP = "Lampu jalan mati di RT 03, gelap sekali"


@pytest.mark.parametrize("refused", [False, True])
async def test_a_card_of_three_days_ago(world: World, *, refused: bool) -> None:
    """It is edited as the case goes on; where Telegram refuses, it comes as a new message."""
    officer = await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, LAMP)
    await world.writes(officer, ticket)
    card = officer.last
    await world.passes(hours=72)
    await world.writes(officer, "/bantuan")
    if refused:
        why = "Bad Request: message can't be edited"
        world.telegram.faults.add(
            "bad_request", method="editMessageText", chat=officer, description=why
        )
    officer.presses("Saya tangani", card)
    await world.settle()
    shown = officer.last if refused else card
    assert "DITANGANI oleh Anda" in shown.text
    assert "menangani laporan Anda" in neighbour.last.text


@pytest.mark.both_databases
async def test_a_receipt_of_a_hundred_days_ago(world: World) -> None:
    """It says how a case stands as long as that is open; with the report it is forgotten.

    Who asked not to be written to gets no news of it: their receipt alone tells them.
    """
    officer = await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, LAMP)
    await world.writes(neighbour, "jangan hubungi saya")
    receipt = neighbour.last
    assert "Petugas tidak dipanggil sekarang" in receipt.text
    await world.outage(days=100)
    await world.passes(hours=1)
    heard = len(neighbour.inbox)
    await world.writes(officer, ticket)
    await world.presses(officer, "Saya tangani")
    assert "Sedang ditangani petugas." in receipt.text
    assert len(neighbour.inbox) == heard
    await world.presses(officer, "Selesai", "Tertangani")
    assert "Selesai: tertangani." in receipt.text
    assert await world.count(Delivery, Delivery.kept.is_not(None)) == 1
    await world.outage(days=630)
    await world.passes(hours=1)
    assert (
        await world.count(Delivery, Delivery.recipient_id == await world.member_id(neighbour)) == 0
    )
