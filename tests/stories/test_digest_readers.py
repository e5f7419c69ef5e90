"""Digests in the form of a task: village head, cadre, supervisor and coordinator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Digest
from tests.stories.test_digest import FIRE, NOISE, digests_of
from tests.world import CITY, DISTRICT, VILLAGE

if TYPE_CHECKING:
    from tests.world import World

LAMP = "Lampu jalan mati di RT 03, gelap sekali"
BEATEN = "Suami tetangga memukul istrinya sekarang, KDRT"
AGAINST = "Pak Lurah minta uang untuk surat keterangan"


async def test_a_village_head_reads_of_what_is_theirs(world: World) -> None:
    """A lamp, which they work; not the noise that is the police's, and never who wrote."""
    head = await world.enrol("Pak Lurah", role="village_head")
    neighbour = await world.enrol("Daeng Ngalle")
    lamp = await world.report(neighbour, LAMP)
    noise = await world.report(neighbour, NOISE)
    await world.passes(hours=10)
    (digest,) = digests_of(head)
    assert lamp in digest.text
    assert noise not in digest.text
    assert "Laporan untuk Anda yang belum selesai: 1" in digest.text
    assert "Ngalle" not in digest.text
    await world.presses(head, digest.buttons[0])
    assert LAMP in head.last.text
    assert "Pelapor:" not in head.last.text


async def test_each_is_reminded_of_what_waits_for_them(world: World) -> None:
    """Two mornings: a lamp for the village head, a fever for the cadre, noise for the police."""
    roles = ("village_head", "cadre", "officer", "deputy")
    people = {role: await world.enrol(f"Pak {role}", role=role) for role in roles}
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    neighbour = await world.enrol("Daeng Ngalle")
    lamp = await world.report(neighbour, LAMP)
    ill = await world.report(neighbour, "Balita di RT 02 kurang gizi, badannya kurus sekali")
    noise = await world.report(neighbour, NOISE)
    await world.passes(hours=34)
    named = {
        role: {line for line in digests_of(one)[1].text.splitlines() if line.startswith("KT-")}
        for role, one in (people | {"supervisor": chief}).items()
    }
    assert named["village_head"] == {lamp}
    assert named["cadre"] == {ill}
    assert all(noise in named[role] for role in ("officer", "deputy", "supervisor"))


async def test_what_was_passed_up_is_counted_apart(world: World) -> None:
    """Nobody answered a beating: whoever was called above has it, and equal figures everywhere."""
    await world.enrol("Aipda Rahman", role="officer")
    chief = await world.enrol("Iptu Karim", role="supervisor", region=CITY)
    neighbour = await world.enrol("Daeng Ngalle")
    ticket = await world.report(neighbour, BEATEN, send="Masih, kirim")
    await world.report(neighbour, NOISE)
    await world.passes(hours=10)
    (digest,) = digests_of(chief)
    assert ticket in digest.text
    assert "Laporan baru: 1 " in digest.text
    assert "Laporan rahasia yang sampai kepada Anda, tidak dihitung di atas: 1" in digest.text
    assert "Menurut desa/kelurahan: Karuwisi 1" in digest.text
    await world.writes(chief, "/ringkasan minggu ini")
    assert "Kejadian: 1 " in chief.last.text
    assert "Laporan yang belum selesai: 2" in chief.last.text


async def test_a_village_whose_report_was_passed_up_is_not_silent(world: World) -> None:
    """All that came from a village was passed up: it is neither counted nor called silent."""
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    neighbour = await world.enrol("Daeng Ngalle")
    ticket = await world.report(neighbour, BEATEN, send="Masih, kirim")
    await world.passes(hours=10)
    (digest,) = digests_of(chief)
    assert ticket in digest.text
    assert "Laporan baru: 0 " in digest.text
    silent = digest.text.partition("Tidak ada laporan: ")[2].splitlines()[0].split(", ")
    assert "Karuwisi" not in silent


async def test_what_is_for_others_alone_is_no_report_for_a_village_head(world: World) -> None:
    """An accusation against them is told neither by words nor by a number."""
    head = await world.enrol("Pak Lurah", role="village_head")
    neighbour = await world.enrol("Daeng Ngalle")
    await world.report(neighbour, NOISE)
    await world.report(neighbour, AGAINST)
    await world.passes(hours=10)
    (digest,) = digests_of(head)
    assert "Tidak ada laporan untuk tugas Anda: Karuwisi" in digest.text
    assert "KT-" not in digest.text
    assert "1" not in digest.text.partition("WITA.")[2]


async def test_who_is_only_told_opens_what_they_were_told(world: World) -> None:
    """A cadre reads of a flood on which the officer works, and opens what they were told of it."""
    cadre = await world.enrol("Bu Kader", role="cadre")
    officer = await world.enrol("Aipda Rahman", role="officer")
    neighbour = await world.enrol("Daeng Ngalle")
    ticket = await world.report(neighbour, "Warga keracunan makanan di RT 02, banyak yang muntah")
    await world.passes(hours=10)
    (digest,) = digests_of(cadre)
    assert ticket in digest.text
    await world.presses(cadre, digest.buttons[0])
    assert ticket in cadre.last.text
    assert len(digests_of(officer)) == 1


async def test_a_supervisor_reads_over_the_district_what_nobody_answered(world: World) -> None:
    """What is open first, the villages with reports, and each opens by its button."""
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    neighbour = await world.enrol("Daeng Ngalle")
    noise = await world.report(neighbour, NOISE)
    fire = await world.report(neighbour, FIRE, send="Masih, kirim")
    await world.outage(hours=10)
    (digest,) = digests_of(chief)
    assert digest.text.index(fire) < digest.text.index(noise)
    assert "Belum dijawab: 2" in digest.text
    assert "Menurut desa/kelurahan: Karuwisi 2" in digest.text
    assert "Tidak ada laporan: " in digest.text
    chief.presses(digest.buttons[0], digest)
    await world.settle()
    assert fire in chief.last.text


async def test_a_coordinator_gets_none_each_day(world: World) -> None:
    """The week is theirs; reports are not."""
    coordinator = await world.enrol("Bu Ratna", role="coordinator", region=CITY)
    await world.enrol("Daeng Ngalle", region=VILLAGE)
    heard = len(coordinator.inbox)
    await world.passes(days=2)
    assert len(coordinator.inbox) == heard
    assert await world.count(Digest) == 0
