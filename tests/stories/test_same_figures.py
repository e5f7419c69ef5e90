"""What is not finished is one figure, wherever it stands; what called people stands first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Incident
from tests.stories.test_digest import FIRE, NOISE, digests_of
from tests.world import DISTRICT

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

HURT_AT_HOME = "Suami tetangga memukul istrinya, KDRT"
OTHERS = ("Maling motor tadi malam di RT 01", "Judi sabung ayam di lapangan", "Lampu jalan mati")


async def _town(world: World) -> tuple[Person, Person, Person]:
    """An officer, a deputy and their chief; a fire, what happens at home, and what called nobody.

    One of these was taken by its number, long ago: no list has it any more.
    """
    officer = await world.enrol("Aipda Rahman", "officer")
    deputy = await world.enrol("Bripka Sitti", "deputy")
    chief = await world.enrol("Iptu Karim", "supervisor", DISTRICT)
    neighbour = await world.enrol("Daeng Ngalle")
    for text in (*OTHERS, NOISE):
        await world.report(neighbour, text, send="Sudah lewat, kirim" if "maling" in text else "")
    await world.passes(minutes=11)  # else it is the same report, sent twice
    old = await world.report(neighbour, NOISE)
    await world.writes(officer, old)
    await world.presses(officer, "Saya tangani")
    (incident,) = await world.all(Incident, Incident.ticket == old)
    async with world.app.database.writing() as session:
        long_ago = world.clock.now() - 2 * world.app.config.limits.unpaged.listed_for
        (await session.get_one(Incident, incident.id)).opened_at = long_ago
    for text in (FIRE, HURT_AT_HOME):
        await world.report(neighbour, text)
    return officer, deputy, chief


async def _listed(world: World, person: Person) -> int:
    """Return how many cases the list has, counted page by page, and as its head says."""
    numbers: set[str] = set()
    page, pages = 1, 2
    while page <= pages:
        await world.writes(person, f"/tugas hal {page}")
        lines = person.last.text.splitlines()
        numbers |= {line.partition(".")[0] for line in lines if line[:1].isdigit()}
        pages = int(lines[1].rpartition(" ")[2]) if "Halaman" in lines[1] else 1
        page += 1
    head = person.last.text.partition("\n")[0]
    assert head == f"Laporan yang belum selesai: {len(numbers)}"
    return len(numbers)


@pytest.mark.both_databases
async def test_digest_list_button_and_week_say_the_same(world: World) -> None:
    """The digest counts what the list holds; the week's figure is that number too."""
    people = await _town(world)
    await world.outage(hours=10)
    for person in people:
        listed = await _listed(world, person)
        await world.writes(person, "/ringkasan")
        if person is not people[1]:  # a deputy plans nothing
            assert f"Laporan yang belum selesai: {listed}," in person.last.text
        (digest,) = digests_of(person)
        assert f"Laporan yang belum selesai: {listed}\n" in digest.text


async def test_what_called_people_stands_first(world: World) -> None:
    """An unanswered fire is the digest's first line below its head, and its first button."""
    officer, _, _ = await _town(world)
    await world.outage(hours=10)
    (digest,) = digests_of(officer)
    first = next(line for line in digest.text.splitlines() if line.startswith("1. "))
    assert "DARURAT" in first
    assert digest.text.index(first) < digest.text.index("\n2. ")
    assert digest.buttons[0].startswith("1. ")
    officer.presses(digest.buttons[0], digest)
    await world.settle()
    assert "Saya tangani" in officer.last.buttons
