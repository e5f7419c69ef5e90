"""A new decree renames, splits, merges and ends villages: nothing that was reported is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.domain import calendar
from bot.domain.period import Period
from bot.models import Incident, Member, MemberGrant, Report
from bot.places import place_search
from bot.places.data.decrees import CodeChange
from bot.services.digests import incident_totals, summaries
from bot.services.operations import report_rows
from bot.services.people import invitations
from tests.decree import changed, obey
from tests.regions import province
from tests.world import CITY, DISTRICT, NEIGHBOUR_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from tests.world import World

BURGLAR = "Ada maling masuk rumah kosong di RT 03"
LAMPS = "Lampu jalan mati semua"
NEW, FAR = "73.71.09.1090", "73.71.09.1091"


async def _exported(world: World, region: str) -> set[str]:
    async with world.app.database.reading() as session:
        return {row["ticket"] async for row in report_rows.reports(session, region=region)}


async def _found(world: World, name: str) -> list[str]:
    async with world.app.database.reading() as session:
        return (await place_search.search(session, name)).codes


async def test_a_merger_keeps_reports_and_moves_what_lives(world: World) -> None:
    """Karuwisi and its neighbour become one: the report is found by either code, the rest moves."""
    await world.enrol("Bripka Ilham", role="officer")
    person = await world.enrol("Daeng Naba")
    ticket = await world.report(person, BURGLAR, "Masih, kirim")
    nation = changed(
        province(),
        gone=(VILLAGE, NEIGHBOUR_VILLAGE),
        added={NEW: "Karuwisi Raya"},
        passed=((VILLAGE, NEW), (NEIGHBOUR_VILLAGE, NEW)),
    )
    assert await obey(world, nation) == 3
    for region in (VILLAGE, NEW, DISTRICT, CITY):
        assert await _exported(world, region) == {ticket}
    (report,) = await world.all(Report)
    (incident,) = await world.all(Incident)
    assert (report.village_code, incident.village_code) == (VILLAGE, NEW)
    assert {member.village_code for member in await world.all(Member)} == {NEW}
    held = await world.all(MemberGrant, MemberGrant.ended_at.is_(None))
    assert {grant.region_code for grant in held} == {NEW}
    assert (await _found(world, "Karuwisi Raya"))[0] == NEW
    assert VILLAGE not in await _found(world, "Karuwisi")


async def test_after_a_merger_the_officer_is_paged_where_he_was(world: World) -> None:
    """The next report lies in the new village, and the old one's officer hears of it."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = await world.enrol("Daeng Naba")
    nation = changed(
        province(), gone=(VILLAGE,), added={NEW: "Karuwisi Raya"}, passed=((VILLAGE, NEW),)
    )
    await obey(world, nation)
    await world.report(person, BURGLAR, "Masih, kirim")
    assert len(world.pages_to(officer)) == 1
    assert "Kel. Karuwisi Raya" in world.pages_to(officer)[0].text


@pytest.mark.both_databases
async def test_what_nobody_has_answered_goes_with_the_village(world: World) -> None:
    """It called nobody, and waits: in the new village as in the old one, on /tugas and each day."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = await world.enrol("Daeng Naba")
    ticket = await world.report(person, LAMPS)
    nation = changed(province(), gone=(VILLAGE,), added={NEW: "Baru"}, passed=((VILLAGE, NEW),))
    await obey(world, nation)
    await world.tick()
    await world.writes(officer, "/tugas")
    assert ticket in officer.last.text
    await world.passes(hours=10)
    digest = officer.last
    assert "Laporan harian" in digest.text
    assert "Laporan baru: 1" in digest.text
    await world.presses(officer, digest.buttons[0])
    await world.presses(officer, "Saya tangani")
    (incident,) = await world.all(Incident)
    assert incident.status == "acknowledged"


@pytest.mark.both_databases
async def test_what_was_closed_goes_with_the_village(world: World) -> None:
    """The morning's digest names and opens it, /laporan lists it; by either code it is exported."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    chief = await world.enrol("Iptu Sari", role="supervisor", region=DISTRICT)
    person = await world.enrol("Daeng Naba")
    ticket = await world.report(person, BURGLAR, "Masih, kirim")
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    nation = changed(province(), gone=(VILLAGE,), added={NEW: "Baru"}, passed=((VILLAGE, NEW),))
    await obey(world, nation)
    await world.passes(hours=10)
    for reader in (officer, chief):
        digest = reader.last
        assert "<b>Selesai: 1</b>" in digest.html
        await world.presses(reader, digest.buttons[0])
        assert ticket in reader.last.text
        await world.writes(reader, "/laporan")
        assert ticket in reader.last.text
    for region in (VILLAGE, NEW):
        assert await _exported(world, region) == {ticket}


@pytest.mark.both_databases
async def test_a_split_gives_the_officer_both_halves(world: World) -> None:
    """Karuwisi goes on beside a new village: what was before is found under both, the rest not."""
    officer = await world.enrol("Bripka Ilham", role="officer")
    person = await world.enrol("Daeng Naba")
    before = await world.report(person, BURGLAR, "Masih, kirim")
    nation = changed(province(), added={NEW: "Karuwisi Baru"}, passed=((VILLAGE, NEW),))
    await obey(world, nation)
    await world.outage(days=8)
    after = await world.report(person, "Ada tawuran di lorong 7", "Masih, kirim")
    assert await _exported(world, VILLAGE) == {before, after}
    assert await _exported(world, NEW) == {before}
    held = await world.all(MemberGrant, MemberGrant.role == "officer")
    assert {grant.region_code for grant in held} == {VILLAGE, NEW}
    assert all(grant.ended_at is None for grant in held)
    assert len(world.pages_to(officer)) >= 2


async def test_who_lived_in_a_village_that_became_two_is_asked(world: World) -> None:
    """Nobody guesses in which half somebody lives; the old code offers both."""
    person = await world.enrol("Daeng Naba")
    nation = changed(
        province(),
        gone=(VILLAGE,),
        added={NEW: "Karuwisi Barat", FAR: "Karuwisi Timur"},
        passed=((VILLAGE, NEW), (VILLAGE, FAR)),
    )
    await obey(world, nation)
    person.writes("/start")
    await world.settle()
    person.presses("Ganti desa/kelurahan")
    await world.settle()
    person.writes(VILLAGE)
    await world.settle()
    assert {"Karuwisi Barat", "Karuwisi Timur"} <= set(person.last.buttons)
    person.presses("Karuwisi Timur")
    await world.settle()
    (member,) = await world.all(Member)
    assert member.village_code == FAR


@pytest.mark.both_databases
async def test_a_button_from_before_the_split_offers_both(world: World) -> None:
    """Karuwisi is pressed on an old card; nobody is sent to a village that is no more."""
    person = world.telegram.person("Daeng Naba")
    for said in ("/start", "Karuwisi"):
        person.writes(said)
        await world.settle()
        if said == "/start":
            person.presses("Setuju")
            await world.settle()
    nation = changed(
        province(),
        gone=(VILLAGE,),
        added={NEW: "Karuwisi Barat", FAR: "Karuwisi Timur"},
        passed=((VILLAGE, NEW), (VILLAGE, FAR)),
    )
    await obey(world, nation)
    person.presses("Karuwisi")
    await world.settle()
    assert {"Karuwisi Barat", "Karuwisi Timur"} <= set(person.last.buttons)


async def test_nobody_is_invited_into_a_village_that_is_no_more(world: World) -> None:
    """The operator is told which codes there are instead."""
    nation = changed(province(), gone=(VILLAGE,), added={NEW: "Baru"}, passed=((VILLAGE, NEW),))
    await obey(world, nation)
    with pytest.raises(invitations.WrongInvitationError, match=NEW):
        await world.invite("officer", VILLAGE)


async def test_a_village_that_ended_is_named_in_what_was(world: World) -> None:
    """It is offered to nobody any more, but the summary of its week still says its name."""
    person = await world.enrol("Daeng Naba")
    ticket = await world.report(person, LAMPS)
    await obey(world, changed(province(), gone=(VILLAGE,)))
    assert await _exported(world, VILLAGE) == {ticket}
    assert VILLAGE not in await _found(world, "Karuwisi")
    async with world.app.database.reading() as session:
        week = calendar.this_week(world.clock.at, "Asia/Makassar")
        told = await summaries.figures(
            session, [DISTRICT], Period.of_week(week), world.clock.at, world.app.config
        )
    ((place, change),) = incident_totals.ranked_villages(told.happened)
    assert (place.name, change.now) == ("Karuwisi", 1)
    assert VILLAGE not in {missing.code for missing in told.guarded.missing}


async def test_a_decree_after_a_decree_is_followed_to_its_end(world: World) -> None:
    """Karuwisi becomes one village, that one another: the report is found by all three codes."""
    person = await world.enrol("Daeng Naba")
    ticket = await world.report(person, BURGLAR, "Masih, kirim")
    first = changed(province(), gone=(VILLAGE,), added={NEW: "Satu"}, passed=((VILLAGE, NEW),))
    await obey(world, first)
    second = replace(
        first,
        rows=tuple(
            row._replace(code=FAR, name="Dua") if row.code == NEW else row for row in first.rows
        ),
        code_changes=(*first.code_changes, CodeChange(date(2027, 1, 1), NEW, FAR)),
        day=date(2027, 1, 1),
    )
    await obey(world, second)
    for region in (VILLAGE, NEW, FAR):
        assert await _exported(world, region) == {ticket}
    (member,) = await world.all(Member)
    assert member.village_code == FAR
    assert await obey(world, second) == 0
