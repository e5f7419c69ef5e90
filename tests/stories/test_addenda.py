"""What is written after sending is an addendum to the report, or its writer is asked by a tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Addendum, Alert, Attachment, Delivery, Draft, Incident, Lane, Report
from tests.reported_fire import FIRE, MORE, reported_fire
from tests.world import opened_again

if TYPE_CHECKING:
    from tests.world import World

NOISE = "Musik keras dari tadi di RT 02"
HERE = (-5.143, 119.437)


async def _lane(world: World) -> int:
    """Return the lane in which the officer's newest card came."""
    cards = await world.all(Delivery, Delivery.kind == "alert", Delivery.edits.is_(None))
    return int(max(cards, key=lambda one: one.id).lane)


@pytest.mark.parametrize("way", ["ticket", "reply", "reply to their own", "goes on", "edit"])
async def test_what_belongs_to_the_report_is_added(world: World, way: str) -> None:
    """Nobody is paged twice; the officer reads it on the card, the reporter that it was added."""
    officer, neighbour, written, ticket = await reported_fire(world)
    await world.passes(minutes=2)
    if way == "ticket":
        neighbour.writes(f"{ticket}: rumah sebelah juga kena")
    elif way == "edit":
        neighbour.edits(written, f"{FIRE}, rumah sebelah juga kena")
    elif way == "goes on":
        neighbour.writes(MORE)
    else:
        neighbour.writes("rumah sebelah kena", written if "own" in way else neighbour.last)
    await world.settle()
    assert await world.count(Report) == await world.count(Alert) == 1
    assert await world.count(Draft) == 0
    (added,) = await world.all(Addendum)
    assert f"Ditambahkan ke laporan {ticket}" in neighbour.last.text
    assert "Tambahan" in officer.last.text
    assert added.text in officer.last.text
    assert await _lane(world) == Lane.NOTICE
    assert len(world.pages_to(officer)) == 1


async def test_a_cry_after_a_fire_is_of_the_fire(world: World) -> None:
    """A minute later, another kind by its words, without a place: it goes on telling."""
    officer, neighbour, _, ticket = await reported_fire(world)
    await world.passes(minutes=1)
    await world.writes(neighbour, "sudah tidak sadar, tolong cepat")
    assert f"Ditambahkan ke laporan {ticket}" in neighbour.last.text
    assert "sudah tidak sadar" in officer.last.text
    assert await world.count(Draft) == 0
    assert len(world.pages_to(officer)) == await world.count(Report) == 1


async def test_a_picture_and_a_place_within_the_hour_are_added(world: World, photo: bytes) -> None:
    """An album of two, and where it is; whoever was paged gets the pictures and the place."""
    officer, neighbour, _, _ = await reported_fire(world)
    await world.passes(minutes=50)
    neighbour.sends_photo(photo, media_group="7")
    neighbour.sends_photo(photo, "apinya besar", media_group="7")
    await world.settle()
    await world.passes(seconds=5)
    neighbour.sends_location(*HERE)
    await world.settle()
    await world.passes(minutes=2)
    first, second = sorted(await world.all(Addendum), key=lambda one: one.id)
    assert (first.text, second.lat) == ("apinya besar", HERE[0])
    of = Attachment.addendum_id == first.id, Attachment.state == "ready"
    assert await world.count(Attachment, *of) == 2
    assert await world.count(Draft) == 0
    assert "2 foto" in officer.last.text
    assert "Perkiraan lokasi" in officer.last.text
    assert sum(message.photo is not None for message in officer.inbox) == 2


@pytest.mark.both_databases
async def test_a_late_addendum_makes_it_urgent(world: World) -> None:
    """Nobody was paged; the question comes first, and the tap pages at once, by its policy."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Ani")
    ticket = await world.report(neighbour, "ada orang aneh di RT 02, bicara sendiri")
    await world.passes(minutes=40)
    assert await world.count(Alert) == 0
    neighbour.writes("sekarang dia ancam warga, ada korban", neighbour.last)
    await world.settle()
    assert await world.count(Addendum) == len(officer.inbox) - 1 == 0
    assert f"Tambahan untuk laporan {ticket}" in neighbour.last.text
    assert neighbour.last.buttons[:2] == ["Masih, kirim", "Sudah lewat, kirim"]
    await world.presses(neighbour, "Masih, kirim")
    (page,) = world.pages_to(officer)
    assert "sekarang dia ancam warga" in page.text
    assert "Petugas dipanggil sekarang" in neighbour.last.text
    assert await world.count(Report) == await world.count(Alert) == 1
    assert await world.count(Draft) == 0
    assert (await world.all(Incident))[0].status == "open"
    await world.enrol("Bripda Sari", "deputy")
    await world.passes(minutes=6)  # nobody answers: the policy goes on


async def test_the_same_tap_without_going_on_pages_nobody(world: World) -> None:
    """It is added, and whoever opens the report reads it; a second press adds it no second time."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Ani")
    ticket = await world.report(neighbour, "ada orang aneh di RT 02, bicara sendiri")
    await world.writes(officer, ticket)
    neighbour.writes(f"{ticket}: tadi dia ancam warga")
    await world.settle()
    offer = neighbour.last
    data = next(one for one in offer.rows[0] if "Sudah" in one["text"])["callback_data"]
    await world.presses(neighbour, "Sudah lewat, kirim")
    neighbour.presses_data(data, offer)
    await world.settle()
    assert await world.count(Addendum) == 1
    assert await world.sent(officer, "page") == []
    assert "tadi dia ancam warga" in officer.last.text
    assert "Petugas tidak dipanggil sekarang" in neighbour.last.text


async def test_a_worse_severity_is_told_as_a_page_would(world: World) -> None:
    """A theft that pages turns out to have victims: whoever was paged hears it at once."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Ani")
    await world.report(neighbour, "Ada maling di RT 05", "Masih, kirim")
    neighbour.writes("korbannya pingsan")
    await world.settle()
    assert (await world.all(Incident))[0].severity == "DARURAT"
    assert await _lane(world) == Lane.URGENT
    assert "korbannya pingsan" in officer.last.text
    for more in ("pakai jaket merah", "lari ke arah pasar", "naik motor"):
        neighbour.writes(more, neighbour.last)
        await world.settle()
    await world.passes(minutes=5)
    assert "korbannya pingsan" in officer.last.text
    assert "naik motor" in officer.last.text
    assert "ke arah pasar" not in officer.last.text


@pytest.mark.parametrize("late", [True, False])
async def test_what_may_be_new_is_asked_by_one_tap(world: World, late: bool) -> None:  # noqa: FBT001 - a parameter
    """After the hour, or of another kind: `Tambahan KT-…` or `Laporan baru`, and both are done."""
    _, neighbour, _, ticket = await reported_fire(world)
    await world.passes(minutes=61 if late else 1)
    said = "rumah sebelah kena" if late else "ada maling juga"
    for label in (f"Tambahan {ticket}", "Laporan baru"):
        neighbour.writes(f"{ticket} {said}")
        await world.settle()
        assert neighbour.last.buttons == [f"Tambahan {ticket}", "Laporan baru", "Batal"]
        await world.presses(neighbour, label)
    assert await world.count(Addendum) == 1
    assert "BELUM TERKIRIM" in neighbour.last.text
    assert neighbour.last.buttons[0] != f"Tambahan {ticket}"


async def test_a_place_elsewhere_is_asked_too(world: World) -> None:
    """The location lies in another village: it may be another fire."""
    _, neighbour, _, ticket = await reported_fire(world)
    neighbour.sends_location(-5.1530, 119.4440)
    await world.settle()
    assert await world.count(Addendum) == 0
    assert f"Tambahan {ticket}" in [one for each in neighbour.inbox for one in each.buttons]


@pytest.mark.parametrize("minutes", [1, 40])
async def test_what_is_over_is_told_by_one_tap(world: World, minutes: int) -> None:
    """What is said to be over is added; `Sudah aman` tells whoever was paged."""
    officer, neighbour, _, ticket = await reported_fire(world)
    await world.passes(minutes=minutes)
    await world.writes(neighbour, "alhamdulillah api sudah padam pak")
    assert f"Ditambahkan ke laporan {ticket}" in neighbour.last.text
    assert neighbour.last.buttons == ["Sudah aman"]
    await world.presses(neighbour, "Sudah aman")
    assert "pelapor menyatakan sudah aman" in officer.last.text
    assert ticket in neighbour.last.text
    assert await world.count(Draft) == 0
    await world.writes(neighbour, "api hampir padam pak", "maling sudah ditangkap di RT 07")
    assert await world.count(Draft) == 2


async def test_a_closed_report_takes_nothing_more(world: World) -> None:
    """An edit is told so, what names it is a report of its own."""
    officer, neighbour, written, ticket = await reported_fire(world)
    await world.presses(officer, "Tidak ada kejadian")
    neighbour.edits(written, f"{FIRE} besar")
    await world.settle()
    assert f"({ticket}) sudah selesai" in neighbour.last.text
    await world.writes(neighbour, f"{ticket} apinya muncul lagi")
    assert "BELUM TERKIRIM" in neighbour.last.text
    assert await world.count(Addendum) == 0


async def test_an_edit_to_darurat_calls_at_once(world: World) -> None:
    """It was sent as over; its writer makes /darurat of it: nothing is asked."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Ani")
    written = neighbour.writes(FIRE)
    await world.settle()
    await world.presses(neighbour, "Sudah lewat, kirim")
    assert world.pages_to(officer) == []
    neighbour.edits(written, "/darurat menyala lagi")
    await world.settle()
    assert len(world.pages_to(officer)) == 1


@pytest.mark.both_databases
async def test_a_kill_after_the_commit_loses_nothing(world: World) -> None:
    """It is stored, and nothing was sent: both hear of it once when the bot is back."""
    officer, neighbour, _, ticket = await reported_fire(world)
    neighbour.writes(MORE)
    await world.takes()
    async with opened_again(world, world.url) as back:
        await back.settle()
        await back.passes(minutes=2)
    assert await world.count(Addendum) == 1
    told = [one for one in neighbour.inbox if f"Ditambahkan ke laporan {ticket}" in one.text]
    assert len(told) == 1
    assert MORE in officer.last.text


async def test_the_same_report_twice_is_one(world: World) -> None:
    """While it is a draft its card comes again; sent, its ticket is named, and nobody is paged."""
    officer, neighbour, _, ticket = await reported_fire(world)
    await world.writes(neighbour, f"{FIRE.upper()}!")
    assert [f"tiket {ticket}" in one.text for one in neighbour.inbox[-2:]] == [True, True]
    assert len(world.pages_to(officer)) == 1
    await world.writes(neighbour, NOISE, NOISE)
    assert await world.count(Draft) == 1
    assert "BELUM TERKIRIM" in neighbour.last.text
    await world.passes(minutes=11)
    await world.writes(neighbour, FIRE)
    assert await world.count(Draft) == 2


async def test_what_called_nobody_may_have_begun_again(world: World) -> None:
    """It was sent as over; the same words again are no repetition but a question to answer."""
    neighbour = await world.enrol("Ani")
    await world.report(neighbour, FIRE, "Sudah lewat, kirim")
    await world.writes(neighbour, FIRE)
    assert "Masih, kirim" in neighbour.last.buttons


async def test_it_goes_with_the_report(world: World, photo: bytes) -> None:
    """It stands in what its writer may ask for, and is erased with the report."""
    officer, neighbour, _, ticket = await reported_fire(world)
    await world.writes(neighbour, MORE)
    neighbour.sends_photo(photo)
    await world.settle()
    await world.writes(neighbour, "/dataku")
    document = neighbour.last.document
    assert document is not None
    assert MORE.encode() in document.content
    await world.presses(officer, "Tidak ada kejadian")
    await world.writes(neighbour, "/hapus")
    await world.presses(neighbour, "Ya, hapus")
    await world.passes(minutes=1)
    assert await world.count(Addendum) == await world.count(Attachment) == 0
    assert await world.count(Report, Report.ticket == ticket) == 1
    assert MORE not in str(await world.dump())


async def test_the_card_says_that_more_was_added_than_it_shows(world: World) -> None:
    """The two newest stand on it, and how many there were before; its ticket opens them all."""
    officer, neighbour, _, ticket = await reported_fire(world)
    said = ("rumah sebelah kena", "asapnya hitam", "jalannya sempit")
    for words in said:
        await world.passes(minutes=2)
        await world.writes(neighbour, f"{ticket}: {words}")
    assert said[0] not in officer.last.text
    assert said[2] in officer.last.text
    assert f"(dan 1 tambahan sebelumnya; kirim {ticket} ke bot" in officer.last.text
    before = len(officer.inbox)
    await world.writes(officer, ticket)
    assert any(said[0] in one.text for one in officer.inbox[before:])
