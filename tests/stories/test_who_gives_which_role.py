"""Who may give which role is one table, and the supervisor hears of new officers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.access import GIVES, Grant, Role, may_give
from bot.models import AuditEntry, CodeGuess, Invitation, MemberGrant
from bot.views.invite import PAGES
from tests.stories.given_codes import enters, newest_code
from tests.world import CITY, DISTRICT, VILLAGE

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

ELSEWHERE = "73.06.01.1001"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """These rules read and write what every other story does: one database tells them."""
    return sqlite_url


async def _says(world: World, person: Person, text: str) -> str:
    person.writes(text)
    await world.settle()
    return person.last.text


def test_the_table_names_nobody_who_leads() -> None:
    """Supervisors, coordinators and units are named by the operator alone, and all is offered."""
    given = {role for roles in GIVES.values() for role in roles}
    assert not given & {Role.SUPERVISOR, Role.COORDINATOR}
    assert not any(role.startswith("unit:") for role in given)
    assert {role for page in PAGES for role in page} == given
    coordinator = [Grant(Role.COORDINATOR, CITY)]
    assert may_give(coordinator, Role.OFFICER, VILLAGE)
    assert not may_give(coordinator, Role.OFFICER, ELSEWHERE)
    assert not may_give([Grant(Role.SUPERVISOR, CITY)], Role.OFFICER, VILLAGE)


@pytest.mark.parametrize("role", ["unit:ppa", "supervisor", "coordinator", "pengawas"])
async def test_a_coordinator_makes_nobody_who_reads_a_region(world: World, role: str) -> None:
    """Typed, pressed or forged: a sentence, no code."""
    person = await world.enrol("Ibu Camat", role="coordinator", region=CITY)
    refused = "hanya diberikan oleh pengelola bot"
    assert refused in await _says(world, person, f"/undang {role} {VILLAGE}")
    for data in (f"i:0:role:{role}", f"i:0:place:{VILLAGE}:{role}"):
        person.presses_data(world.app.vault.sign(person.id, data), person.last)
        await world.settle()
    await _says(world, person, VILLAGE)
    assert await world.count(Invitation, Invitation.created_by.is_not(None)) == 0


async def test_nobody_gives_a_role_to_themself(world: World) -> None:
    """The coordinator types the own code: refused with a sentence, and still good for others."""
    person = await world.enrol("Ibu Camat", role="coordinator", region=CITY)
    await _says(world, person, f"/undang officer {VILLAGE}")
    code = newest_code(person)
    assert "Anda buat sendiri" in await _says(world, person, f"/start {code}")
    await enters(world, "Bripka Ilham", code)
    held = await world.all(MemberGrant, MemberGrant.role == "officer")
    assert [grant.member_id for grant in held] != [await world.member_id(person)]
    assert len(held) == 1


async def test_with_the_post_its_codes_end(world: World) -> None:
    """A code that waits when its maker's post ends opens nothing, whatever the role."""
    person = await world.enrol("Ibu Camat", role="coordinator", region=CITY)
    codes = []
    for role in ("officer", "warga"):
        await _says(world, person, f"/undang {role} {VILLAGE}")
        codes.append(newest_code(person))
    await world.ends(person, "coordinator", CITY)
    late = world.telegram.person("Ilham")
    await _says(world, late, "/start")
    late.presses("Setuju")
    await world.settle()
    for code, said in zip(
        codes, ("yang membuatnya sudah tidak bertugas", "melapor tanpa kode"), strict=True
    ):
        await _says(world, late, f"/start {code}")
        assert any(said in one.text for one in late.inbox[-2:])
    assert await world.count(MemberGrant, MemberGrant.role.in_(["officer", "resident"])) == 0


async def test_the_supervisor_hears_of_a_new_officer(world: World) -> None:
    """By office, with who gave it, once; the operator's codes too, other roles not."""
    chief = await world.enrol("Iptu Karim", role="supervisor", region=DISTRICT)
    above = await world.enrol("Kompol Rahma", role="supervisor", region=CITY)
    person = await world.enrol("Ibu Camat", role="coordinator", region=CITY)
    await _says(world, person, f"/undang deputy {VILLAGE}")
    deputy = await enters(world, "Bripda Sari", newest_code(person))
    told = [one.text for one in chief.inbox if "Petugas baru" in one.text]
    assert len(told) == 1
    assert "Wakil Bhabinkamtibmas: Kel. Karuwisi" in told[0]
    assert "Koordinator Kota Makassar" in told[0]
    assert str(await world.member_id(deputy)) in told[0]
    assert "Sari" not in told[0]
    await world.enrol("Bripka Ilham", role="officer")
    await world.enrol("Daeng Sija", role="watch")
    told = [one.text for one in chief.inbox if "Petugas baru" in one.text]
    assert len(told) == 2
    assert "pengelola bot" in told[1]
    assert not [one for one in above.inbox if "Petugas baru" in one.text]


async def test_the_audit_names_role_region_and_giver(world: World) -> None:
    """Inviting, redeeming, granting, ending: who, whose, and which post."""
    person = await world.enrol("Ibu Camat", role="coordinator", region=CITY)
    giver = f"member:{await world.member_id(person)}"
    await _says(world, person, f"/undang officer {VILLAGE}")
    officer = await enters(world, "Bripka Ilham", newest_code(person))
    taker = f"member:{await world.member_id(officer)}"
    await world.ends(officer, "officer", VILLAGE)
    (code,) = await world.all(Invitation, Invitation.role == "officer")
    found = await world.all(AuditEntry, AuditEntry.detail == f"officer@{VILLAGE}")
    assert {(one.action, one.actor, one.subject) for one in found} == {
        ("invited", giver, f"invitation:{code.id}"),
        ("redeemed", taker, f"invitation:{code.id}"),
        ("granted", giver, taker),
        ("ended", "operator", taker),
    }


async def test_guesses_count_beyond_an_erasure(world: World) -> None:
    """Four wrong codes, /hapus, a new beginning, one more: the sixth is not looked at."""
    person = await world.enrol("Seseorang")
    good = await world.invite("officer", VILLAGE)
    for number in range(4):
        await _says(world, person, f"/start WRONGCODE{number:011d}")
    await _says(world, person, "/hapus")
    person.presses(person.last.buttons[0])
    await world.settle()
    await _says(world, person, "/start WRONGCODE00000000009")
    person.presses("Setuju")
    await world.settle()
    await _says(world, person, f"/start {good}")
    assert any("Terlalu banyak kode" in one.text for one in person.inbox[-2:])
    assert await world.count(MemberGrant, MemberGrant.role == "officer") == 0
    marks = {guess.mark for guess in await world.all(CodeGuess)}
    assert len(marks) == 1
    assert world.app.vault.fingerprint(person.id) not in marks
    world.clock.advance(timedelta(hours=1))
    await _says(world, person, f"/start {good}")
    assert await world.count(MemberGrant, MemberGrant.role == "officer") == 1
    await world.passes(hours=12)
    assert await world.count(CodeGuess) == 0
