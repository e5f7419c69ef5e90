"""States of a draft and of a report, as their writer was led there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stories.fires import FIRE
from tests.stories.late_presses import opens_menus, presses_any, skips
from tests.stories.late_scene import Scene
from tests.stories.spots import HERE, SINRIJALA
from tests.world import CITY, DISTRICT

if TYPE_CHECKING:
    from tests.world import World

THEFT = "Ada maling di rumah tetangga RT 2"
ABUSE = "Suami saya memukul saya dan anak saya sekarang di rumah"
PROUD = "Pak Bhabin sombong sekali kalau ditanya warga"
STRANGE = "ada orang aneh di RT 02, bicara sendiri"
UNCLEAR = "Ada sesuatu di lorong"


async def draft_sent(world: World) -> None:
    """Changed in each way that its card has, hidden, and sent; a second one as an emergency."""
    await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Naba")
    await world.writes(neighbour, UNCLEAR)
    await world.presses(neighbour, "🚨 Ya, darurat")
    await world.writes(neighbour, THEFT)
    await opens_menus(world, neighbour)
    await presses_any(world, neighbour, "d:yes")


async def draft_dropped(world: World) -> None:
    """All was looked at, its voice was left out, and it was dropped."""
    neighbour = await world.enrol("Naba")
    neighbour.sends_recording("voice", b"OggS of a few seconds", caption=THEFT)
    await world.settle()
    await opens_menus(world, neighbour)
    await presses_any(world, neighbour, "d:recordings")
    await world.writes(neighbour, "/batal")


async def draft_expired(world: World) -> None:
    """A picture of a place elsewhere was never sent."""
    neighbour = await world.enrol("Naba")
    await world.writes(neighbour, UNCLEAR)
    neighbour.sends_location(*SINRIJALA)
    await world.settle()
    assert HERE in neighbour.last.buttons
    await opens_menus(world, neighbour)
    await world.passes(days=3)


async def accusing(world: World) -> None:
    """It names who would read it, and went past them."""
    await world.enrol("Bripka Ilham", "officer")
    await world.enrol("Kompol Sewang", "supervisor", CITY)
    neighbour = await world.enrol("Naba")
    await world.writes(neighbour, PROUD)
    await opens_menus(world, neighbour)
    await presses_any(world, neighbour, "d:past", "d:send")


async def added(world: World) -> None:
    """What came later was added, called somebody, or became a report of its own."""
    await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Naba")
    ticket = await world.report(neighbour, STRANGE)
    await world.passes(minutes=40)
    neighbour.writes("sekarang dia ancam warga, ada korban", neighbour.last)
    await world.settle()
    await world.presses(neighbour, "Masih, kirim")
    for label in (f"Tambahan {ticket}", "Laporan baru"):
        await world.writes(neighbour, f"{ticket} ada maling juga")
        await world.presses(neighbour, label)
    await world.writes(neighbour, "/batal")


async def plain_question(world: World) -> None:
    """An officer's words were passed on to whoever reported what they hold."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Naba")
    ticket = await world.report(neighbour, FIRE)
    await world.presses(officer, "Saya tangani")
    await world.passes(minutes=20)
    await world.writes(officer, "Rumahnya di sebelah mana ya?")
    await world.presses(officer, f"Tanya {ticket}")


async def answered(world: World) -> None:
    """All that is asked after sending was answered or skipped; it may be written to, or not."""
    await world.enrol("Bripka Ilham", "officer")
    for name, contact in (("Ani", "Aman"), ("Budi", "Jangan hubungi")):
        neighbour = await world.enrol(name)
        await world.report(neighbour, ABUSE)
        await world.presses(neighbour, contact)
        await skips(world, neighbour)
        await world.writes(neighbour, "/laporanku")
        await opens_menus(world, neighbour)


async def many_reports(world: World) -> None:
    """Of many reports all pages of the list were turned, the first was opened."""
    await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Naba")
    for number in range(6):
        await world.report(neighbour, f"Sampah menumpuk di depan pasar {number}")
        await world.passes(hours=2)
    await world.presses(neighbour, "Laporan saya")
    await opens_menus(world, neighbour)
    await world.presses(neighbour, neighbour.last.buttons[0])


async def villages(world: World) -> None:
    """Where it happened was asked, named, and picked; then the own village was changed."""
    neighbour = await world.enrol("Naba")
    await world.writes(neighbour, THEFT)
    await world.presses(neighbour, "Lainnya", "Ubah", "Lainnya", "Tempat")
    await world.writes(neighbour, "Panaikang")
    await world.presses(neighbour, neighbour.last.buttons[0], "Masih, kirim")
    await world.writes(neighbour, "/dataku")
    await world.presses(neighbour, "Ganti desa/kelurahan")
    await world.writes(neighbour, "Karuwisi")
    await world.presses(neighbour, neighbour.last.buttons[0])


async def newcomer(world: World) -> None:
    """Somebody wrote before they agreed to the notice, and changed the language."""
    stranger = world.telegram.person("Orang baru")
    await world.writes(stranger, "halo")
    await world.presses(stranger, "Setuju")
    await world.writes(stranger, "Karuwisi, Panakkukang", "/bahasa", "/privasi")


async def declined(world: World) -> None:
    """A stranger did not agree."""
    stranger = world.telegram.person("Orang baru")
    await world.writes(stranger, "halo")
    await world.presses(stranger, "Tidak setuju")


async def erased(world: World) -> None:
    """Somebody kept their data, asked again, and was erased."""
    neighbour = await world.enrol("Naba")
    await world.writes(neighbour, "/hapus")
    await world.presses(neighbour, "Tidak")
    await world.writes(neighbour, "/hapus")


async def gone(world: World) -> None:
    """Somebody with a draft and a report was erased: all that is left are their old cards."""
    await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Naba")
    await world.report(neighbour, FIRE)
    await skips(world, neighbour)
    await world.writes(neighbour, THEFT, "/laporanku", "/hapus")
    await world.presses(neighbour, "Ya, hapus")


async def misspelt(world: World) -> None:
    """A misspelt command was offered for what it means."""
    officer = await world.enrol("Bripka Ilham", "officer", DISTRICT)
    await world.writes(officer, "/tugass", "/bantuann")


SCENES = [
    Scene(
        "draft sent",
        draft_sent,
        "d:send d:urgent d:yes d:no d:anonymous d:change d:category d:severity d:village d:back"
        " d:drop",
    ),
    Scene("draft dropped", draft_dropped, "d:recordings"),
    Scene("draft expired", draft_expired, "d:here"),
    Scene("accusing", accusing, "d:past"),
    Scene("added", added, "d:join d:call d:new"),
    Scene("plain question", plain_question, "d:ask"),
    Scene("answered", answered, "r:answer r:contact r:mine"),
    Scene("many reports", many_reports, "r:show r:page"),
    Scene("villages", villages, "v:pick v:other"),
    Scene("newcomer", newcomer, "c:agree c:decline l:set"),
    Scene("declined", declined, "c:agree"),
    Scene("erased", erased, "e:erase e:keep"),
    Scene("gone", gone, "e:erase d:yes r:safe"),
    Scene("misspelt", misspelt, "m:run"),
]
