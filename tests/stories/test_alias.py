"""What is shown of who reported: a name for one incident, and a role that many hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Report

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

NOISE = "Tetangga bising sekali tiap malam"
RACE = "Balap liar di jalan raya"
BEATEN = "Suami saya memukul saya tadi malam"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """A name and a number of people: no database can differ in them."""
    return sqlite_url


async def _sends(world: World, person: Person, words: str, *buttons: str) -> Report:
    person.writes(words)
    await world.settle()
    for button in buttons:
        person.presses(button)
        await world.settle()
    person.presses(next(label for label in person.last.buttons if "irim" in label))
    await world.settle()
    reports: list[Report] = await world.all(Report)
    return max(reports, key=lambda report: report.id)


async def test_two_reports_of_one_person_are_not_joined(world: World) -> None:
    """Another incident, another name: whoever reads both knows no more than that there are two."""
    neighbour = await world.enrol("Ani")
    first, second = [await _sends(world, neighbour, words) for words in (NOISE, RACE)]
    assert first.alias.startswith("Warga ")
    assert second.alias.startswith("Warga ")
    assert first.alias != second.alias


async def test_within_one_incident_the_name_stays(world: World) -> None:
    """A further /darurat joins the open one: whoever was paged knows who speaks again."""
    await world.enrol("Bripka Ilham", "officer")
    neighbour = await world.enrol("Ani")
    for words in ("ada rampok bawa parang", "rampoknya lari ke utara, bawa parang"):
        neighbour.writes(f"/darurat {words}")
        await world.settle()
    first, second = await world.all(Report)
    assert first.incident_id == second.incident_id
    assert first.alias == second.alias


@pytest.mark.parametrize("pressed", [(), ("Anonim",), ("Anonim", "Anonim")])
async def test_a_confidential_kind_never_shows_who(world: World, pressed: tuple[str, ...]) -> None:
    """Whatever was pressed: no role, however many hold it, and no name as others have it."""
    watch, *_ = [await world.enrol(f"Daeng {one}", "watch") for one in "ABCDE"]
    neighbour = watch
    neighbour.writes(BEATEN)
    await world.settle()
    for label in pressed:
        if label in neighbour.last.buttons:
            neighbour.presses(label)
            await world.settle()
    report = await _sends_open(world, neighbour)
    assert report.alias.startswith("Anonim ")
    assert report.role is None


async def _sends_open(world: World, person: Person) -> Report:
    person.presses(next(label for label in person.last.buttons if "irim" in label))
    await world.settle()
    (report,) = await world.all(Report)
    assert isinstance(report, Report)
    return report


async def test_a_role_is_shown_where_five_hold_it(world: World) -> None:
    """The fifth on watch hides the four: with fewer a role would say who it was."""
    first, *_ = [await world.enrol(f"Daeng {one}", "watch") for one in "ABCD"]
    alone = await _sends(world, first, NOISE)
    assert alone.role is None
    await world.enrol("Daeng E", "watch")
    among = await _sends(world, first, RACE)
    assert among.role == "watch"
