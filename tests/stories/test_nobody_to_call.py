"""Where nobody can be called or told, no press says that somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Incident
from tests.stories.fires import FIRE, data_of
from tests.world import VILLAGE

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

LAMP = "Lampu jalan di RT 03 mati sudah seminggu"
STRANGE = "ada orang aneh di RT 02, bicara sendiri"
NOBODY = "Belum ada petugas yang dapat dihubungi"


async def _left_alone(world: World) -> Person:
    """A fire whose only officer closed it and has gone since; return its reporter."""
    officer = await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    await world.ends(officer, "officer", VILLAGE)
    return neighbour


async def test_it_is_opened_again_and_nobody_is_left(world: World) -> None:
    """`Belum selesai`, then `Sudah aman` and `Salah kirim`: none says that an officer hears it."""
    neighbour = await _left_alone(world)
    await world.presses(neighbour, "Belum selesai")
    assert neighbour.toasts[-1].startswith(f"Dibuka lagi. {NOBODY}")
    while "Lewati" in neighbour.last.buttons:
        await world.presses(neighbour, "Lewati")
    await world.presses(neighbour, "Sudah aman")
    assert neighbour.toasts[-1] == f"Tercatat: sudah aman. {NOBODY}."
    await world.presses(neighbour, "Salah kirim", "Ya, salah kirim")
    assert neighbour.toasts[-1] == "Laporan ditarik."


async def test_one_of_two_takes_theirs_back_and_nobody_is_called(world: World) -> None:
    """No officer serves there: they read that the other's goes on, not that somebody looks."""
    first, second = await world.enrol("Ani"), await world.enrol("Budi")
    for person in (first, second):
        await world.report(person, "Kebakaran di RT 03", "Masih, kirim")
        while "Lewati" in person.last.buttons:
            await world.presses(person, "Lewati")
    await world.presses(second, "Salah kirim", "Ya, salah kirim")
    assert "Petugas" not in second.toasts[-1]
    assert "Orang lain juga melapor" in second.toasts[-1]


async def test_it_is_moved_to_where_nobody_serves(world: World) -> None:
    """The officer reads that nobody can be called there yet."""
    officer = await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    await world.presses(officer, "Lainnya", "Bukan wilayah saya")
    await world.writes(officer, "Panaikang")
    await world.presses(officer, officer.last.buttons[0])
    assert officer.toasts[-1].startswith(f"Dipindahkan. {NOBODY} di sana")


async def test_an_old_card_of_a_closed_case_asks_nothing(world: World) -> None:
    """Whoever presses the gravest level below a case that was closed meanwhile reads that."""
    officer = await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, LAMP)
    await world.writes(officer, ticket)
    card = officer.last
    for label in ("Lainnya", "Lainnya", "Ubah", "Tingkat"):
        if label in card.buttons:
            officer.presses(label, card)
            await world.settle()
    gravest = data_of(card, "DARURAT")
    await world.presses(neighbour, "Salah kirim", "Ya, salah kirim")
    officer.presses_data(gravest, card)
    await world.settle()
    assert officer.toasts[-1] == "Laporan ini sudah selesai."
    assert (await world.all(Incident))[0].status == "closed"


async def test_an_answer_that_calls_finds_nobody(world: World) -> None:
    """`Ya` calls officers, and there is none: its writer reads so."""
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, STRANGE)
    assert "Ya: petugas dipanggil sekarang." in neighbour.last.text
    await world.presses(neighbour, "Ya")
    assert neighbour.toasts[-1].startswith(NOBODY)
