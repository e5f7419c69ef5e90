"""Where nobody reads a report, or nobody but the presser is called, no sentence says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.world import CITY, DISTRICT, VILLAGE

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

LAMP = "Lampu jalan di RT 03 mati sudah seminggu"
STRANGE = "ada orang aneh di RT 02, bicara sendiri"
DRUGS = "Ada yang jual sabu di RT 02"
FIRE = "Ada kebakaran di RT 03, api besar"
MISSED = "Pencurian motor kemarin sore di RT 02"


async def _changes(world: World, person: Person, *labels: str) -> None:
    while "Ubah" not in person.last.buttons:
        await world.presses(person, "Lainnya")
    await world.presses(person, "Ubah", *labels)


async def _moves(world: World, officer: Person, village: str) -> None:
    """Let an officer say of the card below that it belongs to another village."""
    while "Bukan wilayah saya" not in officer.last.buttons:
        await world.presses(officer, "Lainnya")
    await world.presses(officer, "Bukan wilayah saya")
    await world.writes(officer, village)
    await world.presses(officer, officer.last.buttons[0])


async def _skips(world: World, person: Person) -> None:
    while any("Lewati" in one.buttons for one in person.inbox):
        await world.presses(person, "Lewati")


@pytest.mark.parametrize("served", [False, True])
async def test_an_answer_is_read_by_whoever_serves(world: World, served: bool) -> None:  # noqa: FBT001
    """`Tidak` to what is asked after sending: an officer reads it, or nobody does yet."""
    if served:
        await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, STRANGE)
    await world.presses(neighbour, "Tidak")
    unread = "Belum ada petugas yang membacanya"
    assert (unread in neighbour.toasts[-1]) is not served
    assert ("petugas membacanya" in neighbour.toasts[-1]) is served


async def test_what_only_a_unit_reads_is_opened_again_where_there_is_none(world: World) -> None:
    """The village has an officer, who may not read it; whoever may has gone."""
    await world.enrol("Bripka Ilham", "officer")
    unit = await world.enrol("Aipda Mira", "unit:narkoba", CITY)
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, DRUGS)
    await world.writes(unit, ticket)
    await world.presses(unit, "Saya tangani", "Selesai", "Tertangani")
    await world.ends(unit, "unit:narkoba", CITY)
    await world.presses(neighbour, "Belum selesai")
    assert neighbour.toasts[-1].endswith("Belum ada petugas yang membacanya.")


async def _closed_and_left(world: World) -> Person:
    """A lamp whose village head closed it and has gone since; return its reporter."""
    head, neighbour = await world.enrol("Pak Lurah", "village_head"), await world.enrol("Naba")
    ticket = await world.report(neighbour, LAMP)
    await world.writes(head, ticket)
    await world.presses(head, "Saya tangani", "Selesai", "Tertangani")
    await world.ends(head, "village_head", VILLAGE)
    return neighbour


async def test_what_nobody_reads_is_opened_again(world: World) -> None:
    """The village head has gone: it is kept, and waits for nobody yet; so does what is added."""
    neighbour = await _closed_and_left(world)
    await world.presses(neighbour, "Belum selesai")
    assert neighbour.toasts[-1].endswith("Belum ada petugas yang membacanya.")
    ticket = await world.newest_ticket()
    await world.writes(neighbour, f"{ticket} tiangnya miring")
    assert "Tersimpan. Belum ada petugas yang membacanya." in neighbour.last.text


async def test_a_further_word_where_nobody_could_be_reached(world: World) -> None:
    """A fire that reached nobody: its writer's next words are on no card that anybody was sent."""
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    await _skips(world, neighbour)
    await world.writes(neighbour, "apinya makin besar")
    assert "Petugas yang dipanggil membacanya" not in neighbour.last.text
    assert "Belum ada petugas yang dapat dihubungi; kami terus mencoba." in neighbour.last.text


async def test_taking_back_what_reached_nobody_names_no_officer(world: World) -> None:
    """Neither the question nor the second neighbour's receipt says that officers were called."""
    first, second = await world.enrol("Ani"), await world.enrol("Budi")
    for person in (first, second):
        await world.report(person, FIRE, "Masih, kirim")
        await _skips(world, person)
    assert "petugas sudah dipanggil" not in second.last.text
    assert "Sudah ada laporan kejadian ini." in second.last.text
    await world.presses(second, "Salah kirim")
    assert "laporan mereka tetap berjalan" in second.last.text
    await world.presses(second, "Ya, salah kirim")
    await _skips(world, first)
    await world.presses(first, "Salah kirim")
    assert any("Salah kirim? Laporan ini ditarik." in one.text for one in first.inbox)


@pytest.mark.parametrize("holds", [False, True])
async def test_the_gravest_calls_nobody_but_whoever_said_it(world: World, holds: bool) -> None:  # noqa: FBT001
    """A village head makes a lamp the gravest where nobody else serves: call 110."""
    head, neighbour = await world.enrol("Pak Lurah", "village_head"), await world.enrol("Naba")
    ticket = await world.report(neighbour, LAMP)
    await world.writes(head, ticket)
    if holds:
        await world.presses(head, "Saya tangani")
    await _changes(world, head, "Tingkat", "DARURAT", "Masih, panggil")
    assert head.toasts[-1] == ("Diubah. Selain Anda belum ada yang dipanggil. Bahaya? Telepon 110.")


async def test_the_gravest_calls_somebody_else(world: World) -> None:
    """Two lead the village: the other one is called."""
    head, other = [await world.enrol(name, "village_head") for name in ("Lurah", "Pak Wakil")]
    ticket = await world.report(await world.enrol("Naba"), LAMP)
    await world.writes(head, ticket)
    await _changes(world, head, "Tingkat", "DARURAT", "Masih, panggil")
    assert head.toasts[-1] == "Diubah. Petugas dipanggil sekarang."
    assert len(await world.sent(other, "page")) == 1


async def test_another_kind_calls_nobody_but_whoever_said_it(world: World) -> None:
    """An officer who serves alone makes a theft a fire: only they are called."""
    officer = await world.enrol("Bripka Ilham", "officer")
    ticket = await world.report(await world.enrol("Naba"), MISSED, "Sudah lewat, kirim")
    await world.writes(officer, ticket)
    await _changes(world, officer, "Jenis")
    await world.presses(officer, officer.last.buttons[0], "Kebakaran", "Masih, panggil")
    assert officer.toasts[-1].startswith("Jenis diubah. Selain Anda belum ada yang dipanggil.")


async def test_it_is_moved_to_where_the_mover_serves(world: World) -> None:
    """One officer for both villages: they are called there too, and nobody else."""
    officer = await world.enrol("Bripka Ilham", "officer", DISTRICT)
    await world.report(await world.enrol("Naba"), FIRE, "Masih, kirim")
    await _moves(world, officer, "Panaikang")
    assert officer.toasts[-1] == "Dipindahkan. Di sana pun Anda yang dipanggil."


async def test_what_calls_nobody_is_moved_to_where_nobody_serves(world: World) -> None:
    """Neither the officer nor the reporter reads that somebody there reads it."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Naba")
    ticket = await world.report(neighbour, MISSED, "Sudah lewat, kirim")
    await world.writes(officer, ticket)
    await _moves(world, officer, "Panaikang")
    assert officer.toasts[-1] == "Dipindahkan. Di sana belum ada petugas yang membacanya."
    moved = next(one.text for one in reversed(neighbour.inbox) if "diteruskan" in one.text)
    assert "petugas di sana membacanya" not in moved
    assert "Laporan diteruskan ke Kel. Panaikang" in moved


async def test_a_closing_is_undone_where_nobody_serves_any_more(world: World) -> None:
    """A supervisor brings back what an officer closed who has gone: nobody but they is called."""
    chief = await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    officer = await world.enrol("Bripka Ilham", "officer")
    await world.report(await world.enrol("Naba"), FIRE, "Masih, kirim")
    await world.presses(officer, "Tidak ada kejadian")
    await world.ends(officer, "officer", VILLAGE)
    await world.presses(chief, "Batalkan")
    assert any("dibatalkan. Kini Anda yang dipanggil." in one.text for one in chief.inbox)


async def test_whoever_has_a_lamp_in_hand_hears_that_it_is_safe(world: World) -> None:
    """It called nobody, and the village head took it: they are told, not that nobody is there."""
    head, neighbour = await world.enrol("Pak Lurah", "village_head"), await world.enrol("Naba")
    ticket = await world.report(neighbour, LAMP)
    await world.writes(head, ticket)
    await world.presses(head, "Saya tangani")
    await _skips(world, neighbour)
    await world.presses(neighbour, "Sudah aman")
    assert neighbour.toasts[-1] == "Sudah kami sampaikan kepada petugas."
    assert "sudah aman" in head.last.text.lower()
    await world.presses(neighbour, "Salah kirim", "Ya, salah kirim")
    assert neighbour.toasts[-1] == "Laporan ditarik. Petugas diberi tahu bahwa ini salah kirim."


async def test_it_is_said_to_be_safe_twice_and_nobody_is_left(world: World) -> None:
    """The second `Sudah aman` does not say that officers were told."""
    neighbour = await world.enrol("Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    await _skips(world, neighbour)
    for _ in range(2):
        await world.presses(neighbour, "Sudah aman")
        assert neighbour.toasts[-1] == (
            "Tercatat: sudah aman. Belum ada petugas yang dapat dihubungi."
        )


async def test_a_move_of_what_calls_nobody_is_undone(world: World) -> None:
    """A theft was moved out of the district: the supervisor who undoes it reads of no call."""
    chief = await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    officer = await world.enrol("Bripka Ilham", "officer")
    ticket = await world.report(await world.enrol("Naba"), MISSED, "Sudah lewat, kirim")
    await world.writes(officer, ticket)
    await _moves(world, officer, "Panaikang Binamu")
    assert "Tekan Batalkan: laporan menunggu petugas lagi." in chief.last.text
    await world.presses(chief, "Batalkan")
    done = f"Tiket {ticket} dibatalkan: laporan menunggu petugas lagi."
    assert any(one.text == done for one in chief.inbox)
    assert not await world.sent(officer, "page")
