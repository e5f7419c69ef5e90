"""What was said of a report stays true, to its reporter and to who was told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Alert
from tests.world import DISTRICT, VILLAGE

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

LAMP = "Lampu jalan di RT 03 mati sudah seminggu"
FLOOD = "/darurat banjir besar di RT 03, air sudah masuk rumah"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """These rules read and write what every other story does: one database tells them."""
    return sqlite_url


async def _receipt(world: World, person: Person) -> Message:
    (receipt,) = await world.sent(person, "receipt")
    return receipt


async def test_the_receipt_names_who_was_told_of_a_lamp(world: World) -> None:
    """No officer is called, and the village head is told: the receipt says both."""
    await world.enrol("Pak Lurah", "village_head")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, LAMP)
    assert "Lurah Karuwisi kami beri tahu" in neighbour.last.text
    assert "Petugas tidak dipanggil" in neighbour.last.text


@pytest.mark.parametrize("others", [True, False])
async def test_who_holds_a_lamp_and_blocks_the_bot_holds_it_no_more(
    world: World, *, others: bool
) -> None:
    """It goes back to another whom its kind names; where there is nobody its reporter hears so."""
    head = await world.enrol("Pak Lurah", "village_head")
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, LAMP)
    await world.presses(head, "Buka laporan", "Saya tangani")
    second = await world.enrol("Bu Sekretaris", "village_head") if others else None
    head.blocks()
    await world.settle()
    (alert,) = await world.all(Alert)
    assert (alert.holder_id, alert.status) == (None, "recorded")
    if second is not None:
        assert f"{ticket}: yang menanganinya tidak dapat dihubungi lagi" in second.last.text
        assert "menunggu petugas lagi" in neighbour.last.text
    else:
        assert "belum ada penggantinya" in neighbour.last.text
    heard = len(neighbour.inbox)
    head.unblocks()
    await world.settle()
    head.blocks()  # once more: it is known
    await world.settle()
    assert len(neighbour.inbox) == heard


async def test_who_was_told_and_who_reported_read_how_it_ended(world: World) -> None:
    """A flood: the village head's message and the receipt say who took it, and who closed it."""
    officer = await world.enrol("Bripka Ilham", "officer")
    head = await world.enrol("Pak Lurah", "village_head")
    neighbour = await world.enrol("Daeng Naba")
    await world.writes(neighbour, FLOOD)
    (told,), receipt = await world.sent(head, "told"), await _receipt(world, neighbour)
    assert "sedang kami hubungi" in receipt.text
    await world.presses(officer, "Saya tangani")
    assert "DITANGANI Bhabinkamtibmas" in told.text
    assert "sedang kami hubungi" not in receipt.text
    heard = len(head.inbox)
    await world.presses(officer, "Selesai", "Tertangani")
    assert "SELESAI: Tertangani. Ditutup oleh Bhabinkamtibmas" in told.text
    assert receipt.text.count("Selesai: tertangani") == 1
    assert len(head.inbox) == heard


async def test_the_receipt_names_no_office_that_has_ended(world: World) -> None:
    """The officer who is called moves away: at once the receipt names who is called in their place.

    Their deputy, who is called too and stays, it names as before.
    """
    officer = await world.enrol("Bripka Ilham", "officer")
    await world.enrol("Bripda Sari", "deputy")
    await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    neighbour = await world.enrol("Daeng Naba")
    await world.writes(neighbour, FLOOD)
    await world.passes(minutes=6)
    receipt = await _receipt(world, neighbour)
    await world.ends(officer, "officer", VILLAGE)
    await world.writes(neighbour, "/laporanku")
    named = "Wakil Bhabinkamtibmas Kel. Karuwisi"
    for told in (receipt, neighbour.last):
        who, _, _ = told.text.partition("sedang kami hubungi")
        assert who.endswith(f"{named} ")


async def test_nobody_is_named_where_nobody_is_left(world: World) -> None:
    """The only one who was called has gone, and their superior is called now."""
    officer = await world.enrol("Bripka Ilham", "officer")
    await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    neighbour = await world.enrol("Daeng Naba")
    await world.writes(neighbour, FLOOD)
    receipt = await _receipt(world, neighbour)
    assert "Bhabinkamtibmas Kel. Karuwisi sedang kami hubungi" in receipt.text
    await world.ends(officer, "officer", VILLAGE)
    assert "Bhabinkamtibmas" not in receipt.text
    assert "Pimpinan Polsek Panakkukang sedang kami hubungi" in receipt.text


async def test_who_was_told_reads_that_it_was_taken_back(world: World) -> None:
    """A lamp that nobody opened, sent by mistake: who was told of it does not go for nothing."""
    head = await world.enrol("Pak Lurah", "village_head")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, LAMP)
    (told,) = await world.sent(head, "told")
    await world.presses(neighbour, "Salah kirim", "Ya, salah kirim")
    assert "DITARIK" in told.text
    await world.presses(neighbour, "Tetap laporkan")
    assert "DITARIK" not in told.text
    await world.ends(head, "village_head", VILLAGE)
    assert "seminggu" not in told.text
