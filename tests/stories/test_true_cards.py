"""What a card says is true for whoever reads it, and what it asks for can be done as it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.world import CITY, VILLAGE

if TYPE_CHECKING:
    from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LAMP = "Lampu jalan mati di RT 03, gelap sekali"
FIRE = "Kebakaran di lorong 3, apinya besar"


async def test_a_note_is_asked_for_by_the_button_that_takes_it(world: World) -> None:
    """What is written without it is a report: no card asks to write that."""
    officer = await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    assert "Tekan Tulis catatan" in officer.last.text
    assert "Tulis catatan" in officer.last.buttons


async def test_a_village_head_comes_without_a_police_car(world: World) -> None:
    """The reporter sees by its sign, too, that it is not the police who come."""
    head = await world.enrol("Haji Mansur", "village_head")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, LAMP)
    await world.presses(head, "Buka laporan", "Saya tangani")
    assert "👤 Lurah Karuwisi menangani" in neighbour.last.text
    await world.presses(head, "Menuju lokasi")
    assert "🚶 Lurah Karuwisi menuju lokasi" in neighbour.last.text


async def test_a_draft_without_a_village_shows_no_hour(world: World) -> None:
    """Which clocks its writer reads is not known yet."""
    stranger = world.telegram.person("Daeng Naba")
    await world.writes(stranger, FIRE)
    await world.presses(stranger, "Setuju")
    assert "🕒" not in stranger.last.text
    await world.writes(stranger, VILLAGE)
    assert "🕒" in stranger.last.text
    assert "WITA" in stranger.last.text


async def test_the_home_that_is_chosen_is_no_dead_end(world: World) -> None:
    """Whoever comes in with nothing to report reads how to; whoever has a draft reads that."""
    for name, first, told in (("Cici", "/start", True), ("Ani", FIRE, False)):
        newcomer = world.telegram.person(name)
        await world.writes(newcomer, first)
        await world.presses(newcomer, "Setuju")
        await world.writes(newcomer, VILLAGE)
        home = next(one for one in newcomer.inbox if "Desa/kelurahan Anda:" in one.text)
        assert ("Ada kejadian? Tulis satu pesan" in home.text) is told


async def test_what_goes_past_the_village_is_not_called_back_to_it(world: World) -> None:
    """``/darurat`` and a new message reach whoever was reported: the receipt advises neither."""
    await world.enrol("Bripka Ilham", "officer")
    await world.enrol("Kompol Sewang", "supervisor", CITY)
    neighbour = await world.enrol("Daeng Naba")
    await world.writes(neighbour, "Pak Bhabin ikut judi togel di warung")
    await world.presses(neighbour, "Jangan ke petugas desa", "Kirim")
    assert "/darurat" not in neighbour.last.text
    assert "petugas desa tidak membacanya" in neighbour.last.text


async def test_what_is_not_clear_is_not_called_confidential(world: World) -> None:
    """No lock screen shows its words, but nobody said that it is a secret, nor is it one."""
    officer = await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, "orangnya banyak di dalam")
    await world.passes(hours=24)
    assert "Lain-lain, Kec. Panakkukang" in officer.last.text
    await world.writes(officer, "/tugas")
    assert not [label for label in officer.last.buttons if "Rahasia" in label]
    await world.presses(officer, next(one for one in officer.last.buttons if "Lain-lain" in one))
    assert "] Lain-lain - Kec. Panakkukang" in officer.last.text
    assert not [one for one in officer.inbox if "rahasia" in one.text.lower()]
    assert "orangnya" not in officer.last.text.split("\n")[0]
