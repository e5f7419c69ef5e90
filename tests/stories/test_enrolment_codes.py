"""A code brings somebody in: with a role, for a village, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import (
    AuditEntry,
    Invitation,
    Member,
    MemberGrant,
)
from tests.world import NEIGHBOUR_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from tests.world import World


async def test_a_code_carries_a_role_and_its_village(world: World) -> None:
    """An officer enrols: role, village, digests begin, and the code says so."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    assert "Bhabinkamtibmas" in officer.last.text
    assert "Karuwisi" in officer.last.text
    (member,) = await world.all(Member)
    assert member.village_code == VILLAGE
    assert member.next_daily_at is not None
    assert member.next_weekly_at is not None


async def test_one_person_may_hold_several_roles_and_villages(world: World) -> None:
    """An officer takes a second village and is of the forum there: three grants, one person."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    for role in ("officer", "forum"):
        await world.writes(officer, f"/start {await world.invite(role, NEIGHBOUR_VILLAGE)}")
    held = {(grant.role, grant.region_code) for grant in await world.all(MemberGrant)}
    assert held == {
        ("officer", VILLAGE),
        ("officer", NEIGHBOUR_VILLAGE),
        ("forum", NEIGHBOUR_VILLAGE),
    }
    assert await world.count(Member) == 1


async def test_a_code_is_good_once(world: World) -> None:
    """A second person with the same code is told so and gets nothing."""
    code = await world.invite("officer", VILLAGE)
    first, second = (world.telegram.person(name) for name in ("Bripka Ilham", "Penyusup"))
    for person in (first, second):
        await world.writes(person, f"/start {code}")
        await world.presses(person, "Setuju")
    assert any("sudah dipakai" in message.text for message in second.inbox)
    assert await world.count(MemberGrant) == 1


async def test_a_code_typed_again_by_its_owner_is_harmless(world: World) -> None:
    """It is greeted as before, and no second grant is made."""
    officer = world.telegram.person("Bripka Ilham")
    code = await world.invite("officer", VILLAGE)
    await world.writes(officer, f"/start {code}")
    await world.presses(officer, "Setuju")
    await world.writes(officer, f"/start {code}")
    assert "Bhabinkamtibmas" in officer.last.text
    assert await world.count(MemberGrant) == 1


async def test_a_code_is_read_as_people_type_it(world: World) -> None:
    """Small letters, hyphens, an O for a zero."""
    person = await world.enrol("Daeng Naba")
    code = await world.invite("watch", VILLAGE)
    typed = f"{code[:5]}-{code[5:]}".lower().replace("0", "o")
    await world.writes(person, f"/start {typed}")
    assert "Poskamling" in person.last.text


async def test_the_codes_of_residents_are_for_many(world: World) -> None:
    """A QR on the notice board: three neighbours use one code."""
    code = await world.invite("resident", VILLAGE)
    for name in ("Ani", "Budi", "Citra"):
        person = world.telegram.person(name)
        await world.writes(person, f"/start {code}")
        await world.presses(person, "Setuju")
        assert "Karuwisi" in person.last.text
    assert await world.count(MemberGrant) == 3


@pytest.mark.parametrize("role", ["officer", "resident"])
async def test_an_expired_code_says_so(world: World, role: str) -> None:
    """A code of no days is expired at once; one of seven after a week."""
    person = await world.enrol("Daeng Naba", role="watch")
    await world.writes(person, f"/start {await world.invite(role, VILLAGE, days=0)}")
    assert "masa berlakunya" in person.last.text
    code = await world.invite(role, VILLAGE, days=7)
    await world.outage(days=7)
    await world.writes(person, f"/start {code}")
    assert "masa berlakunya" in person.last.text
    assert await world.count(MemberGrant) == 1


async def test_codes_cannot_be_guessed(world: World) -> None:
    """After five unknown codes even a good one is not looked at for an hour."""
    person = await world.enrol("Penyusup")
    code = await world.invite("officer", VILLAGE)
    for number in range(5):
        await world.writes(person, f"/start WRONG{number:05}")
        assert "tidak dikenal" in person.last.text
    await world.writes(person, f"/start {code}")
    assert "Terlalu banyak" in person.last.text
    await world.outage(minutes=61)
    await world.writes(person, f"/start {code}")
    assert "Bhabinkamtibmas" in person.last.text
    assert await world.count(AuditEntry, AuditEntry.action == "code_unknown") == 5


async def test_a_code_is_not_stored(world: World) -> None:
    """Who reads the database cannot enrol: there is a keyed hash alone."""
    code = await world.invite("officer", VILLAGE)
    (invitation,) = await world.all(Invitation)
    assert code not in invitation.code_hash
    assert invitation.code_hash == world.app.vault.code_hash(code)
