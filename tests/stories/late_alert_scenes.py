"""States of a case, as those who answer it and who reported it were led there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stories.fires import FIRE, data_of, paged_fire
from tests.stories.late_presses import opens_menus, skips
from tests.stories.late_scene import Scene
from tests.stories.two_reports import told_of
from tests.world import CITY, DISTRICT, VILLAGE

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

NOISE = "Knalpot brong di lorong 5, bising sekali tiap malam"
ABUSE = "Suami saya memukul saya dan anak saya sekarang di rumah"
THEFT = "Ada maling di rumah tetangga RT 2"


async def _fire(world: World) -> tuple[Person, Person]:
    """Officer and reporter of a fire."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    return officer, neighbour


def _card(world: World, person: Person) -> Message:
    return world.pages_to(person)[-1]


async def presses_through(world: World, person: Person, card: Message, *labels: str) -> None:
    """Press one after the other on a card, turning its pages where one is not in sight."""
    for label in labels:
        for _ in range(5):
            if any(label in one for one in card.buttons):
                break
            back = "Kembali" if "Lainnya" not in card.buttons else "Lainnya"
            person.presses(back, card)
            await world.settle()
        person.presses_data(data_of(card, label), card)
        await world.settle()


async def acknowledged(world: World) -> None:
    """The officer took it, the deputy's card is the old one."""
    officer, _, neighbour = await paged_fire(world)
    await opens_menus(world, officer, neighbour)
    await presses_through(world, officer, _card(world, officer), "Saya tangani")


async def en_route(world: World) -> None:
    """Both are on the way; the lease was asked for and the holder is still on it."""
    officer, deputy, _ = await paged_fire(world)
    await presses_through(world, officer, _card(world, officer), "Saya tangani")
    await presses_through(world, deputy, _card(world, deputy), "Menuju lokasi")
    await world.passes(minutes=31)
    await presses_through(world, officer, officer.last, "Masih ditangani")
    await opens_menus(world, officer)


async def closed(world: World) -> None:
    """Handled; the reporter was told, and asked a day later whether it is solved."""
    officer, _ = await _fire(world)
    await presses_through(world, officer, _card(world, officer), "Saya tangani")
    await opens_menus(world, officer)
    await presses_through(world, officer, _card(world, officer), "Selesai", "Tertangani")
    await world.passes(hours=30)


async def no_incident(world: World) -> None:
    """Nothing was there."""
    officer, _ = await _fire(world)
    await presses_through(world, officer, _card(world, officer), "Tidak ada kejadian")


async def reopened(world: World) -> None:
    """Closed, and open again since its reporter said that it is not over."""
    officer, neighbour = await _fire(world)
    card = _card(world, officer)
    await presses_through(world, officer, card, "Saya tangani")
    await presses_through(world, officer, card, "Selesai", "Tertangani")
    await world.presses(neighbour, "Belum selesai")


async def withdrawn(world: World) -> None:
    """Its reporter took it back."""
    officer, neighbour = await _fire(world)
    await presses_through(world, officer, _card(world, officer), "Saya tangani")
    await skips(world, neighbour)
    await world.presses(neighbour, "Sudah aman", "Salah kirim", "Ya, salah kirim")


async def merged(world: World) -> None:
    """Two of one fire, with all menus opened before."""
    two = await told_of(world)
    await two.presses(two.older, "Saya tangani")
    await opens_menus(world, two.officer)
    await two.merges()


async def split(world: World) -> None:
    """Put together, and taken apart again."""
    two = await told_of(world)
    await two.merges()
    await two.presses(two.older, "Pisah")
    await two.presses(two.older, "Pisah KT-")


async def moved(world: World) -> None:
    """It went to another village; a supervisor above both has a card of it."""
    await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    officer, _ = await _fire(world)
    await presses_through(world, officer, _card(world, officer), "Bukan wilayah saya")
    await world.writes(officer, "Panaikang")
    await world.presses(officer, officer.last.buttons[0])


async def undone(world: World) -> None:
    """A supervisor lets the reporter of a false report wait, and undoes its closing."""
    chief = await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    officer, _ = await _fire(world)
    card = _card(world, officer)
    await presses_through(world, officer, card, "Selesai", "Laporan palsu", "Iseng")
    await world.presses(chief, "Jeda pelapor", "Cabut jeda", "Batalkan")


async def changed(world: World) -> None:
    """Another kind, another level, and that it is over."""
    officer = await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, THEFT, "Masih, kirim")
    card = _card(world, officer)
    await presses_through(world, officer, card, "Saya tangani")
    await opens_menus(world, officer, neighbour)
    await presses_through(world, officer, card, "Ubah", "Tingkat", "RENDAH")
    await presses_through(world, officer, card, "Ubah", "Jenis", card.buttons[0])


async def quiet(world: World) -> None:
    """It called nobody; it was made the gravest, which asks whether it goes on, and then calls."""
    officer, deputy = [await world.enrol(f"Bripda {role}", role) for role in ("officer", "deputy")]
    ticket = await world.report(await world.enrol("Naba"), NOISE)
    await world.writes(officer, ticket)
    await world.writes(deputy, ticket)
    await opens_menus(world, officer)
    await presses_through(world, officer, officer.last, "Ubah", "Tingkat", "DARURAT", "Masih")


async def confidential(world: World) -> None:
    """Its unit took it and told how it ended; the officer of the village stood in before."""
    officer = await world.enrol("Bripka Ilham", "officer")
    unit, neighbour = await world.enrol("Aipda Mira", "unit:ppa", CITY), await world.enrol("Naba")
    await world.report(neighbour, ABUSE)
    await world.passes(minutes=36)
    await opens_menus(world, unit)
    await presses_through(world, unit, _card(world, unit), "Saya tangani", "Selesai", "Diteruskan")
    assert officer.inbox


async def asked(world: World) -> None:
    """The reporter was asked, answered, and was asked again; then it was ended."""
    officer, neighbour = await _fire(world)
    card = _card(world, officer)
    await presses_through(world, officer, card, "Saya tangani")
    await presses_through(world, officer, card, "Tanya pelapor")
    await world.writes(officer, "Di sebelah mana?")
    await world.presses(neighbour, "Jawab")
    await world.writes(neighbour, "Dekat masjid")
    await world.presses(officer, "Tanya lagi")
    await world.writes(officer, "Masjid yang mana?")
    await world.presses(neighbour, "Berhenti")


async def noted(world: World) -> None:
    """A note was written, the watch was told; the case was looked up by list and ticket."""
    officer, _ = await _fire(world)
    await world.enrol("Daeng Tata", "watch")
    card = _card(world, officer)
    await presses_through(world, officer, card, "Saya tangani", "Kabari pos ronda", "Kirim")
    await presses_through(world, officer, card, "Tulis catatan")
    await world.writes(officer, "Api sudah kecil", "/tugas", "/laporan")
    await world.ends(officer, "officer", VILLAGE)


SCENES = [
    Scene("acknowledged", acknowledged, "a:ack"),
    Scene("en route", en_route, "a:way a:still"),
    Scene("closed", closed, "a:done a:outcome a:rest a:again r:solved r:reopen"),
    Scene("no incident", no_incident, "a:none"),
    Scene("reopened", reopened, "a:more"),
    Scene("withdrawn", withdrawn, "r:mistaken r:withdraw r:back r:safe"),
    Scene("merged", merged, "a:back a:join a:others a:open a:further"),
    Scene("split", split, "a:split a:apart"),
    Scene("moved", moved, "a:move a:moveto"),
    Scene("undone", undone, "a:undo a:mute a:unmute a:false"),
    Scene("changed", changed, "a:change a:kind a:set a:level a:going"),
    Scene("quiet", quiet, "a:level a:set a:going"),
    Scene("confidential", confidential, "a:ack a:outcome"),
    Scene("asked", asked, "a:ask a:stop r:reply r:stop"),
    Scene("noted", noted, "a:note a:relay a:relayed"),
]
