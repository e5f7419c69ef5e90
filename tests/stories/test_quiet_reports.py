"""Reports that paged nobody, when whoever reads or holds them serves there no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.world import CITY, DISTRICT, PROVINCE, VILLAGE

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

AGAINST = "Pak Bhabin ikut judi togel di warung"
NOISE = "Musik keras dari tadi di RT 02"
UNREPLACED = "belum ada penggantinya"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On one database: posts that end are told of on both elsewhere."""
    return sqlite_url


async def _against_an_officer(world: World) -> tuple[Person, Person, str]:
    """A report past the village, which the regency's chief is told of."""
    chief = await world.enrol("Kompol Karim", "supervisor", CITY)
    neighbour = await world.enrol("Daeng Naba")
    await world.writes(neighbour, AGAINST)
    await world.presses(neighbour, "Jangan ke petugas desa", "Kirim")
    ticket = await world.newest_ticket()
    assert ticket in chief.last.text
    return chief, neighbour, ticket


@pytest.mark.parametrize("taken", [True, False])
async def test_who_is_next_is_told_when_its_readers_post_ends(world: World, *, taken: bool) -> None:
    """Held or only told: the province reads it, nobody in the village does, nobody is named."""
    officer = await world.enrol("Bripka Ilham", "officer")
    chief, neighbour, ticket = await _against_an_officer(world)
    province = await world.enrol("Kombes Sewang", "supervisor", PROVINCE)
    if taken:
        await world.presses(chief, "Buka laporan", "Saya tangani")
    await world.ends(chief, "supervisor", CITY)
    assert ticket in province.last.text
    assert "togel" in province.last.text
    assert ("tidak bertugas lagi di sini" in province.last.text) is taken
    await world.presses(province, "Buka laporan", "Saya tangani")
    assert "menangani laporan Anda" in neighbour.last.text
    assert ticket not in "".join(one.text for one in officer.inbox)
    assert UNREPLACED not in "".join(one.text for one in neighbour.inbox)


@pytest.mark.parametrize("taken", [True, False])
async def test_where_nobody_is_next_the_reporter_is_told(world: World, *, taken: bool) -> None:
    """Nobody stands above any more: who wrote it hears so at once, and its page says the same."""
    await world.enrol("Bripka Ilham", "officer")
    chief, neighbour, ticket = await _against_an_officer(world)
    if taken:
        await world.presses(chief, "Buka laporan", "Saya tangani")
    await world.ends(chief, "supervisor", CITY)
    assert ticket in neighbour.last.text
    assert UNREPLACED in neighbour.last.text
    assert "110" in neighbour.last.text


async def test_what_the_officer_held_is_told_to_the_deputy(world: World) -> None:
    """A noise that was taken: the deputy is told who to open it, and the reporter that it waits."""
    officer = await world.enrol("Bripka Ilham", "officer")
    deputy = await world.enrol("Bripda Sari", "deputy")
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, NOISE)
    await world.writes(officer, ticket)
    await world.presses(officer, "Saya tangani")
    await world.ends(officer, "officer", VILLAGE)
    assert f"Tiket {ticket}: yang menanganinya tidak bertugas lagi" in deputy.last.text
    assert not world.pages_to(deputy)
    assert "menunggu petugas lagi" in neighbour.last.text
    await world.presses(deputy, "Buka laporan", "Saya tangani")
    assert "menangani laporan Anda" in neighbour.last.text


@pytest.mark.parametrize("blocks", [True, False])
async def test_an_answer_reaches_whoever_is_next(world: World, *, blocks: bool) -> None:
    """The officer asked, and blocks the bot or serves there no more: the deputy hears the answer.

    Nobody else has opened it.
    """
    officer = await world.enrol("Bripka Ilham", "officer")
    deputy = await world.enrol("Bripda Sari", "deputy")
    neighbour = await world.enrol("Daeng Naba")
    await world.writes(officer, await world.report(neighbour, NOISE))
    await world.presses(officer, "Saya tangani", "Lainnya", "Lainnya", "Tanya pelapor")
    await world.writes(officer, "Rumah yang mana?")
    if blocks:
        officer.blocks()
        await world.settle()
    else:
        await world.ends(officer, "officer", VILLAGE)
    await world.presses(neighbour, "Jawab")
    await world.writes(neighbour, "Yang pagarnya hijau")
    assert "Diteruskan ke petugas" in neighbour.last.text
    assert "Yang pagarnya hijau" in deputy.last.text
    assert "Yang pagarnya hijau" not in officer.last.text


async def test_only_who_would_work_it_counts_as_its_reader(world: World) -> None:
    """A unit of drugs above reads no noise; an officer does, but none who has blocked the bot."""
    await world.enrol("Briptu Rani", "unit:narkoba", CITY)
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, NOISE)
    assert "belum ada yang membacanya" in neighbour.last.text
    officer = await world.enrol("Bripka Ilham", "officer")
    ticket = await world.report(neighbour, f"{NOISE} lagi")
    assert "masuk laporan pagi" in neighbour.last.text
    officer.blocks()
    await world.settle()
    await world.writes(neighbour, ticket)
    assert "belum ada yang membacanya" in neighbour.last.text


async def test_an_unanswered_alert_is_so_on_every_page(world: World) -> None:
    """The news, the receipt and the list say that nobody answers, with 110, until somebody does."""
    officer = await world.enrol("Bripka Ilham", "officer")
    await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, "Ada kebakaran di RT 03, api besar", "Masih, kirim")
    assert "sedang kami hubungi" in neighbour.last.text
    await world.passes(hours=1)
    for asked in ("/laporanku", ticket):
        await world.writes(neighbour, asked)
        assert "Belum ada petugas yang menjawab" in neighbour.last.text
        assert "110" in neighbour.last.text
        assert "sedang kami hubungi" not in neighbour.last.text
    officer.presses("Saya tangani", world.pages_to(officer)[-1])
    await world.settle()
    await world.writes(neighbour, "/laporanku")
    assert "Sedang ditangani petugas" in neighbour.last.text


async def test_an_alert_that_reached_nobody_is_so_on_every_page(world: World) -> None:
    """Nobody is enrolled: the receipt says it, as the news did."""
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, "Ada kebakaran di RT 03, api besar", "Masih, kirim")
    for asked in ("/laporanku", ticket):
        await world.writes(neighbour, asked)
        assert "Belum ada petugas yang dapat dihubungi" in neighbour.last.text


async def test_the_receipt_names_who_was_told(world: World) -> None:
    """A lamp goes to the village head, and the receipt says so; not once they have blocked the bot.

    What nobody else is told of stays as it was; a confidential kind names nobody.
    """
    head = await world.enrol("Pak Lurah", "village_head")
    await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, "Lampu jalan mati di lorong 5")
    assert "ditujukan kepada Anda" in head.last.text
    assert "Lurah Karuwisi kami beri tahu. Petugas tidak dipanggil" in neighbour.last.text
    await world.report(neighbour, NOISE)
    assert "kami beri tahu" not in neighbour.last.text
    head.blocks()
    await world.settle()
    await world.report(neighbour, "Lampu jalan mati di lorong 6")
    assert "kami beri tahu" not in neighbour.last.text
    assert "masuk laporan pagi" in neighbour.last.text
