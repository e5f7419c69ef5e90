"""What somebody read by a post leaves their chat when it ends, even where nobody has opened it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Alert, Delivery
from tests.stories.test_photo import picture
from tests.world import DISTRICT, VILLAGE

if TYPE_CHECKING:
    from tests.world import World

LAMP = "Lampu jalan di RT 03 mati sudah seminggu"
FIRE = "/darurat kebakaran di RT 0{}, api besar"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """These rules read and write what every other story does: one database tells them."""
    return sqlite_url


async def test_what_nobody_opened_goes_too(world: World) -> None:
    """A village head was told of a lamp, and nobody opened it: the words go with the post."""
    head = await world.enrol("Pak Lurah", role="village_head")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, LAMP)
    (told,) = await world.sent(head, "told")
    assert "seminggu" in told.text
    assert not await world.count(Alert)
    await world.ends(head, "village_head", VILLAGE)
    assert "seminggu" not in told.text
    assert "sudah berakhir" in told.text
    assert told.buttons == []


async def test_pictures_and_words_and_lists_go(world: World) -> None:
    """An officer's page, its picture, the list and a closed case say nothing any more."""
    officer = await world.enrol("Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    neighbour.sends_photo(picture(), caption="/darurat kebakaran di RT 03, api besar")
    await world.settle()
    await world.passes(seconds=2)  # the picture is being read
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    await world.writes(officer, "/laporan")
    photos = await world.sent(officer, "photo")
    before = photos[0].photo
    await world.ends(officer, "officer", VILLAGE)
    assert not [one for one in officer.inbox if "api besar" in one.text]
    assert not [one for one in officer.inbox if "RT 03" in one.text]
    assert [one.photo for one in photos] != [before]
    assert photos[0].buttons == []
    withdrawn = await world.count(Delivery, Delivery.kind == "withdrawn")
    await world.ends(officer, "officer", VILLAGE)  # once more: there is nothing left
    assert await world.count(Delivery, Delivery.kind == "withdrawn") == withdrawn


async def test_what_was_sent_anew_goes_too(world: World) -> None:
    """Who deletes a card gets it as a new message when it changes: that one is emptied as well."""
    officer = await world.enrol("Ilham", role="officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.writes(neighbour, FIRE.format(3))
    officer.last.deleted = True
    await world.writes(neighbour, "apinya sudah sampai rumah Bu Sitti")
    await world.passes(minutes=5)
    assert "api besar" in officer.last.text
    await world.ends(officer, "officer", VILLAGE)
    assert not [one for one in officer.inbox if "api besar" in one.text and not one.deleted]


async def test_documents_and_tables_of_a_summary_go(world: World) -> None:
    """PDF, Excel file, CSV and tables: a grey picture or a sentence stands in their place."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=DISTRICT)
    await world.writes(coordinator, "/ringkasan")
    await world.presses(coordinator, "Rincian", "Dokumen", "PDF", "Excel (XLSX)", "CSV")
    await world.writes(coordinator, "/ringkasan")
    await world.presses(coordinator, "Lainnya", "Tabel (Telegram baru)")
    tables = coordinator.last
    assert tables.rich is not None
    sent = await world.sent(coordinator, "summary_document")
    assert [one.document is not None for one in sent] == [True] * 3
    await world.ends(coordinator, "coordinator", DISTRICT)
    assert [one.document for one in sent] == [None] * 3
    assert all(one.photo is not None for one in sent)
    assert tables.rich is None
    assert all("sudah berakhir" in one.text for one in (*sent, tables))


async def test_however_many_go_with_who_erases_themself(world: World) -> None:
    """Five pages in a chat are emptied by /hapus, though one answer has room for three."""
    officer = await world.enrol("Ilham", role="officer")
    for number in range(5):
        neighbour = await world.enrol(f"Warga {number}")
        await world.writes(neighbour, FIRE.format(number))
    assert len([one for one in officer.inbox if "api besar" in one.text]) == 5
    await world.writes(officer, "/hapus")
    await world.presses(officer, officer.last.buttons[0])
    assert not [one for one in officer.inbox if "api besar" in one.text]
