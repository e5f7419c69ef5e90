"""Who serves where: any set of villages, with a deputy or without, and a chief at any level."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.access import Grant
from bot.models import MemberGrant
from bot.places import place_search
from bot.services.operations import report_rows
from bot.services.people import posts
from tests.decree import decree
from tests.world import CITY, DISTRICT, NEIGHBOUR_VILLAGE, PROVINCE, VILLAGE

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"
FIGHT = "Ada tawuran di lorong 7, banyak orang"
OTHER_DISTRICT = "73.71.01.1006"  # Kelurahan Mariso, Kecamatan Mariso
GOWA = "73.06"
IN_GOWA = "73.06.01.1001"  # a village of another regency of the province
ELSEWHERE = "76.01.01.1006"  # a village of another province
WEST, EAST = "73.71.09.1090", "73.71.09.1091"
MINE = (VILLAGE, NEIGHBOUR_VILLAGE, OTHER_DISTRICT)


async def _also(world: World, person: Person, role: str, *regions: str) -> None:
    """Give somebody who is here further posts, by codes."""
    for region in regions:
        person.writes(f"/start {await world.invite(role, region)}")
        await world.settle()


async def _officer(world: World, name: str, *regions: str) -> Person:
    first, *others = regions
    person = await world.enrol(name, role="officer", region=first)
    await _also(world, person, "officer", *others)
    return person


async def test_three_villages_in_two_districts_and_one_deputy(world: World) -> None:
    """The officer is paged for each; after five minutes only one village has a deputy to wake."""
    officer = await _officer(world, "Bripka Ilham", *MINE)
    deputy = await world.enrol("Bripda Sari", role="deputy", region=NEIGHBOUR_VILLAGE)
    chiefs = [
        await world.enrol(f"Iptu {district}", role="supervisor", region=district)
        for district in ("73.71.09", "73.71.01")
    ]
    for village in MINE:
        neighbour = await world.enrol(f"Warga {village}", region=village)
        await world.report(neighbour, FIRE, "Masih, kirim")
    assert len(world.pages_to(officer)) == 3
    assert len(world.pages_to(deputy)) == 0
    await world.passes(minutes=5)
    (page,) = world.pages_to(deputy)
    assert "Kel. Panaikang" in page.text
    await world.passes(minutes=5)
    assert [len(world.pages_to(chief)) for chief in chiefs] == [2, 1]


@pytest.mark.nation
@pytest.mark.parametrize("level", [DISTRICT, CITY, PROVINCE])
async def test_a_chief_of_any_level_is_the_last_to_be_called(world: World, level: str) -> None:
    """Nobody else is there: the report in their region reaches them at once, elsewhere's never."""
    chief = await world.enrol("Karim", role="supervisor", region=level)
    here = await world.enrol("Daeng Naba")
    outside = await world.enrol("Daeng Sija", region=ELSEWHERE)
    ticket = await world.report(here, FIRE, "Masih, kirim")
    assert len(world.pages_to(chief)) == 1
    await world.report(outside, FIGHT, "Masih, kirim")
    await world.passes(hours=1)
    assert all(ticket in page.text for page in world.pages_to(chief))
    assert "Kel. Karuwisi" in world.pages_to(chief)[-1].text


async def test_the_nearest_chief_is_called_first(world: World) -> None:
    """District, then city, then province, as the policy climbs; Gowa has none but the province."""
    chiefs = [
        await world.enrol(f"Chief {region}", role="supervisor", region=region)
        for region in (DISTRICT, CITY, PROVINCE)
    ]
    makassar = await world.enrol("Daeng Naba")
    gowa = await world.enrol("Daeng Sija", region=IN_GOWA)
    await world.report(makassar, FIRE, "Masih, kirim")
    assert [len(world.pages_to(chief)) for chief in chiefs] == [1, 0, 0]
    await world.report(gowa, FIRE, "Masih, kirim")
    assert [len(world.pages_to(chief)) for chief in chiefs] == [1, 0, 1]


@pytest.mark.parametrize(("region", "sees"), [(DISTRICT, True), (CITY, True), (GOWA, False)])
async def test_a_coordinator_reads_of_their_own_region(
    world: World, region: str, *, sees: bool
) -> None:
    """The week's figures of Karuwisi are the city's coordinator's, and not those of Gowa's."""
    coordinator = await world.enrol("Ibu Ratna", role="coordinator", region=region)
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, FIRE, "Masih, kirim")
    coordinator.writes("/ringkasan 2026-W48")
    await world.settle()
    assert ("Kebakaran" in coordinator.last.text) is sees


async def test_who_served_where_and_when_is_kept(world: World) -> None:
    """The officer moves twice in a month: three posts with their days, one that goes on."""
    officer = await _officer(world, "Bripka Ilham", VILLAGE)
    since = world.clock.at
    for source, target in ((VILLAGE, NEIGHBOUR_VILLAGE), (NEIGHBOUR_VILLAGE, OTHER_DISTRICT)):
        await world.passes(days=10)
        await _moves(world, source, target)
    grants = sorted(await world.all(MemberGrant), key=lambda grant: grant.granted_at)
    assert [(grant.region_code, grant.ended_at is None) for grant in grants] == [
        (VILLAGE, False),
        (NEIGHBOUR_VILLAGE, False),
        (OTHER_DISTRICT, True),
    ]
    assert [grant.granted_at for grant in grants] == [since, grants[0].ended_at, grants[1].ended_at]
    neighbour = await world.enrol("Daeng Naba", region=OTHER_DISTRICT)
    before = len(world.pages_to(officer))
    await world.report(neighbour, FIRE, "Masih, kirim")
    assert len(world.pages_to(officer)) == before + 1


async def test_a_split_village_keeps_its_officer_until_somebody_else_comes(world: World) -> None:
    """Both halves page the officer of the old village; then the eastern one gets its own.

    The old report is found by all three codes, and an alert from before the split is closed.
    """
    officer = await _officer(world, "Bripka Ilham", VILLAGE)
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, FIRE, "Masih, kirim")
    halves = ((VILLAGE, WEST), (VILLAGE, EAST))
    added = {WEST: "Karuwisi Barat", EAST: "Karuwisi Timur"}
    await decree(world, gone=(VILLAGE,), added=added, passed=halves)
    for region in (VILLAGE, WEST, EAST):
        assert ticket in await _exported(world, region)
    for label in ("Saya tangani", "Selesai", "Tertangani"):
        officer.presses(label)
        await world.settle()
    west, east = await _lives(world, "Sija", WEST), await _lives(world, "Ngalle", EAST)
    for person in (west, east):
        await world.report(person, FIGHT, "Masih, kirim")
    assert len(world.pages_to(officer)) == 3
    await _ends(world, EAST)
    successor = await _officer(world, "Bripka Rahmat", EAST)
    for person in (west, east):
        await world.report(person, "Ada maling di RT 01", "Masih, kirim")
    assert any("Karuwisi Timur" in page.text for page in world.pages_to(successor))
    assert not any("Karuwisi Barat" in page.text for page in world.pages_to(successor))


async def test_merged_villages_keep_both_officers(world: World) -> None:
    """Of two villages one is made: either officer is paged there, and nobody holds it twice."""
    first = await _officer(world, "Bripka Ilham", VILLAGE, NEIGHBOUR_VILLAGE)
    second = await _officer(world, "Bripka Rahmat", NEIGHBOUR_VILLAGE)
    await decree(
        world,
        gone=(VILLAGE, NEIGHBOUR_VILLAGE),
        added={WEST: "Karuwisi Raya"},
        passed=((VILLAGE, WEST), (NEIGHBOUR_VILLAGE, WEST)),
    )
    held = await world.all(MemberGrant, MemberGrant.ended_at.is_(None))
    assert [grant.region_code for grant in held] == [WEST, WEST]
    neighbour = await _lives(world, "Daeng Naba", WEST)
    await world.report(neighbour, FIRE, "Masih, kirim")
    assert [len(world.pages_to(person)) for person in (first, second)] == [1, 1]


async def test_a_code_from_before_a_split_brings_both_halves(world: World) -> None:
    """The officer was invited to Karuwisi and comes in after the decree: both pages are theirs."""
    code = await world.invite("officer", VILLAGE, days=60)
    halves = ((VILLAGE, WEST), (VILLAGE, EAST))
    added = {WEST: "Karuwisi Barat", EAST: "Karuwisi Timur"}
    await decree(world, gone=(VILLAGE,), added=added, passed=halves)
    officer = world.telegram.person("Bripka Ilham")
    officer.writes(f"/start {code}")
    await world.settle()
    officer.presses("Setuju")
    await world.settle()
    held = await world.all(MemberGrant, MemberGrant.ended_at.is_(None))
    assert {grant.region_code for grant in held} == {WEST, EAST}


async def _lives(world: World, name: str, village: str) -> Person:
    return await world.enrol(name, region=village)


async def _exported(world: World, region: str) -> set[str]:
    async with world.app.database.reading() as session:
        return {row["ticket"] async for row in report_rows.reports(session, region=region)}


async def _moves(world: World, source: str, target: str) -> None:
    """Let the operator move the one officer of a village."""
    (grant,) = await world.all(
        MemberGrant, MemberGrant.region_code == source, MemberGrant.ended_at.is_(None)
    )
    async with world.app.database.writing() as session:
        to = await place_search.by_code(session, target)
        assert to is not None
        post = Grant(grant.role, source)
        await posts.move(
            session, grant.member_id, post, to, config=world.app.config, now=world.clock.at
        )
    await world.settle()


async def _ends(world: World, region: str) -> None:
    """Let the operator end the officer's post in a region."""
    (grant,) = await world.all(
        MemberGrant, MemberGrant.region_code == region, MemberGrant.role == "officer"
    )
    async with world.app.database.writing() as session:
        ended = [Grant(grant.role, region)]
        await posts.end(
            session, grant.member_id, ended, config=world.app.config, now=world.clock.at
        )
    await world.settle()
