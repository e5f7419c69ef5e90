"""What those in office look up: shifts, codes, digests, settings, lists and summaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stories.fires import FIRE
from tests.stories.given_codes import enters, makes
from tests.stories.late_presses import opens_menus, presses_any
from tests.stories.late_scene import Scene
from tests.world import CITY, DISTRICT, NEIGHBOUR_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from tests.world import World

NOISE = "Knalpot brong di lorong 5, bising sekali tiap malam"


async def off_duty(world: World) -> None:
    """On and off duty with a case in hand, which was kept, then handed over; a page was tested."""
    officer = await world.enrol("Bripka Ilham", "officer")
    await world.enrol("Bripda Sari", "deputy")
    await world.report(await world.enrol("Naba"), FIRE)
    await world.presses(officer, "Saya tangani")
    await world.writes(officer, "/uji")
    await world.presses(officer, "Saya dengar")
    await world.writes(officer, "/jaga")
    await world.presses(officer, "Lepas jaga", "Tetap saya tangani", "Serahkan")


async def on_duty(world: World) -> None:
    """Back on duty, shown what came meanwhile, asked in the morning, and off again."""
    officer = await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Naba")
    await world.writes(officer, "/jaga")
    await world.presses(officer, "Lepas jaga")
    await world.report(neighbour, NOISE)
    await world.presses(officer, "Mulai jaga", "Buka tugas")
    await world.passes(hours=13)
    await world.presses(officer, "Masih jaga", "Lepas jaga")


async def watch(world: World) -> None:
    """A watch of two posts has said that all is well."""
    guard = await world.enrol("Daeng Tata", "watch", NEIGHBOUR_VILLAGE)
    for code in (VILLAGE, *(f"73.71.09.100{number}" for number in range(3, 7))):
        await world.writes(guard, f"/start {await world.invite('watch', code)}")
    await world.writes(guard, "/aman")
    await opens_menus(world, guard)
    await presses_any(world, guard, "w:count", "w:count")


async def codes(world: World) -> None:
    """Codes were given step by step, used together, listed, and one was revoked."""
    maker = await world.enrol("Ibu Camat", "coordinator", CITY)
    await world.writes(maker, "/undang")
    await opens_menus(world, maker)
    await world.writes(maker, "/undang officer Karuwi", "/undang officer Panaikan")
    made = [await makes(world, maker, "officer") for _ in range(6)]
    for number, code in enumerate(made[:5]):
        await enters(world, f"Petugas {number}", code)
    await world.passes(minutes=6)
    await world.writes(maker, "/petugas")
    await opens_menus(world, maker)
    await presses_any(world, maker, "k:show")
    await opens_menus(world, maker)
    await presses_any(world, maker, "k:over")


async def settings(world: World) -> None:
    """All of /atur was looked at and set: an hour, none at all, silent hours."""
    officer = await world.enrol("Bripka Ilham", "village_head")
    await world.writes(officer, "/atur")
    await opens_menus(world, officer)
    await world.presses(officer, "Jam harian", "Matikan harian")
    await opens_menus(world, officer)
    await world.presses(officer, "Jam senyap")
    await world.presses(officer, officer.last.buttons[0])
    await opens_menus(world, officer)


async def digest(world: World) -> None:
    """A digest of three pages; a case was opened from it, and listed."""
    officer, neighbour = await world.enrol("Bripka Ilham", "officer"), await world.enrol("Naba")
    for number in range(8):
        await world.report(neighbour, f"{NOISE}, rumah {number}")
    await world.passes(hours=10)
    await opens_menus(world, officer)
    await world.writes(officer, "/tugas", "/laporan")
    await opens_menus(world, officer)


async def summary(world: World) -> None:
    """A month in figures: all views, their lists, pictures and documents."""
    chief = await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    neighbour = await world.enrol("Naba")
    await world.report(neighbour, NOISE)
    await world.passes(days=7)
    await world.writes(chief, "/ringkasan")
    await opens_menus(world, chief)
    await presses_any(world, chief, "s:picture", "s:picture", "s:documents")


async def post_ended(world: World) -> None:
    """A supervisor looked all up, and leads there no more."""
    chief = await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    await world.report(await world.enrol("Naba"), FIRE)
    await world.passes(minutes=21)
    await world.writes(chief, "/ringkasan", "/petugas", "/undang", "/atur", "/jaga", "/uji")
    await opens_menus(world, chief)
    await world.ends(chief, "supervisor", DISTRICT)


SCENES = [
    Scene("off duty", off_duty, "j:off j:give j:keep t:heard"),
    Scene("on duty", on_duty, "j:on j:still i:list i:open"),
    Scene("watch", watch, "w:count w:where"),
    Scene(
        "codes", codes, "i:role i:place p:people p:alerts p:codes k:show k:list k:end k:back k:over"
    ),
    Scene(
        "settings", settings, "h:back h:ask h:set h:stop h:resume h:silent h:silence h:unsilence"
    ),
    Scene("post ended", post_ended, "a:ack s:front h:ask j:off t:heard"),
    Scene("digest", digest, "g:page i:tasks i:reports i:show"),
    Scene(
        "summary",
        summary,
        "s:front s:details s:more s:parts s:figures s:days s:hours s:of s:rich s:picture"
        " s:documents s:document",
    ),
]
