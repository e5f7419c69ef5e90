"""Silent hours: ordinary news makes no sound in them, and whatever calls somebody does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stories.test_digest import FIRE, NOISE

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

LAMP = "Lampu jalan mati di RT 03, gelap sekali"


def sounds(world: World, person: Person, words: str) -> list[bool]:
    """Return of each message that somebody was sent with these words whether it made a sound."""
    return [
        not call.params.get("disable_notification")
        for call in world.telegram.calls
        if call.method == "sendMessage"
        and str(call.params["chat_id"]) == str(person.id)
        and words in call.params["text"]
    ]


async def test_by_night_news_is_silent_and_a_page_is_not(world: World) -> None:
    """At 23.00 a lamp makes no sound for the village head, a fire does; in the morning all does."""
    head = await world.enrol("Pak Lurah", role="village_head")
    officer = await world.enrol("Aipda Rahman", role="officer")
    neighbour = await world.enrol("Daeng Ngalle")
    for one in (head, officer):
        await world.writes(one, "/atur")
        await world.presses(one, "Jam senyap", "22.00-05.00 WITA")
        assert "Jam senyap: 22.00 sampai 05.00 WITA" in one.last.text
    await world.report(neighbour, LAMP)
    await world.passes(hours=3)
    await world.report(neighbour, LAMP.replace("RT 03", "RT 09"))
    await world.report(neighbour, FIRE, "Masih, kirim")
    assert sounds(world, head, "Lampu jalan mati") == [True, False]
    assert sounds(world, officer, "Ada kebakaran") == [True]
    await world.writes(officer, "/tugas")
    assert sounds(world, officer, "Laporan yang belum selesai") == [True]
    await world.passes(hours=7)
    assert sounds(world, head, "Sejak ") == [True]


async def test_hours_are_typed_and_taken_back(world: World) -> None:
    """A digest that comes within them is silent; by one press all makes a sound again."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    neighbour = await world.enrol("Daeng Ngalle")
    await world.report(neighbour, NOISE)
    await world.writes(officer, "/atur senyap 21.30-06.30")
    assert "Jam senyap: 21.30 sampai 06.30 WITA" in officer.last.text
    await world.passes(hours=10)
    assert sounds(world, officer, "Sejak ") == [False]
    await world.writes(officer, "/atur")
    assert "Jam senyap: 21.30 sampai 06.30 WITA" in officer.last.text
    await world.presses(officer, "Jam senyap", "Selalu berbunyi")
    assert "tidak dipakai" in officer.last.text
    await world.passes(hours=24)
    assert sounds(world, officer, "Sejak ") == [False, True]


async def test_hours_that_are_not_understood_change_nothing(world: World) -> None:
    """They are shown what to type; a neighbour has no such thing."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    await world.writes(officer, "/atur senyap malam")
    assert "ketik misalnya /atur senyap 21.30-04.30" in officer.last.text
    assert "tidak dipakai" in officer.last.text
    neighbour = await world.enrol("Daeng Ngalle")
    await world.writes(neighbour, "/atur senyap 22-5")
    assert "senyap" not in neighbour.last.text
