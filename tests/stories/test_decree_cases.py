"""A decree moves cases and posts: nobody comes to read what accuses them, nothing is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import Alert, AuditEntry, Incident, MemberGrant
from tests.decree import decree
from tests.world import CITY, DISTRICT, NEIGHBOUR_VILLAGE, PROVINCE, VILLAGE

if TYPE_CHECKING:
    from bot.standin.telegram import Person
    from tests.world import World

BRIBE = "Oknum polisi minta uang, polisi dipukul, namanya Situju"
BURGLAR = "Ada maling masuk rumah kosong di RT 03"
OTHER_CITY, FAR = "73.09", "73.09.01.1099"
OTHER_DISTRICT, NEAR = "73.71.10", "73.71.10.1099"
HALVES = {"73.71.10.1098": "Karuwisi Barat", NEAR: "Karuwisi Timur"}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On one database: what decrees write is told of on both elsewhere."""
    return sqlite_url


async def _reads_nothing(world: World, accused: Person, ticket: str) -> None:
    await world.writes(accused, "/tugas", "/laporan", f"/laporan {ticket}")
    await world.passes(hours=2)
    await world.outage(hours=7)  # each half hour of an open alert pages the same people
    await world.passes(hours=3)  # a morning: the day is told
    read = [one.text for one in accused.inbox if "tidak ada, atau bukan" not in one.text]
    assert all(word not in "".join(read) for word in (ticket, "Situju"))


@pytest.mark.parametrize("how", ["village moves", "regencies merge"])
@pytest.mark.parametrize("send", ["Masih, kirim", "Sudah lewat, kirim"])
async def test_who_is_named_and_comes_to_lead_by_a_decree_reads_nothing(
    world: World, how: str, send: str
) -> None:
    """It goes above them, whoever had it until then: the village came to them, or they to it."""
    accused = await world.enrol("Kompol Situju", "supervisor", OTHER_CITY)
    above = await world.enrol("Brigjen Amir", "supervisor", PROVINCE)
    ticket = await world.report(await world.enrol("Daeng Naba"), BRIBE, send)
    if how == "village moves":
        await decree(world, gone=(VILLAGE,), added={FAR: "Karuwisi"}, passed=((VILLAGE, FAR),))
    else:
        await decree(world, passed=((OTHER_CITY, CITY),))
    await world.passes(minutes=1)
    await _reads_nothing(world, accused, ticket)
    assert ticket in "".join(one.text for one in above.inbox)


async def test_what_is_held_goes_on_where_its_holder_serves_no_more(world: World) -> None:
    """The district chief had it; the village lies in another district now, whose chief is paged."""
    chief = await world.enrol("Iptu Sari", "supervisor", DISTRICT)
    other = await world.enrol("Iptu Beddu", "supervisor", OTHER_DISTRICT)
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, BURGLAR, "Masih, kirim")
    await world.passes(minutes=5)
    await world.presses(chief, "Saya tangani")
    await decree(world, gone=(VILLAGE,), added={NEAR: "Karuwisi"}, passed=((VILLAGE, NEAR),))
    await world.passes(minutes=5)
    (alert,) = await world.all(Alert)
    assert (alert.status, alert.holder_id) == ("open", None)
    assert ticket in "".join(page.text for page in world.pages_to(other))
    assert "dihubungi lagi" in neighbour.last.text
    assert not any("RT 03" in one.text for one in chief.inbox)


async def test_what_pages_nobody_is_told_to_who_leads_there_now(world: World) -> None:
    """Against an officer, and over: the chief of the old city was told, then it moved away."""
    old = await world.enrol("Kompol Sewang", "supervisor", CITY)
    new = await world.enrol("Kompol Tajuddin", "supervisor", OTHER_CITY)
    neighbour = await world.enrol("Daeng Naba")
    ticket = await world.report(neighbour, BRIBE, "Sudah lewat, kirim")
    assert ticket in old.last.text
    await decree(world, gone=(VILLAGE,), added={FAR: "Karuwisi"}, passed=((VILLAGE, FAR),))
    await world.passes(minutes=1)
    assert ticket in new.last.text
    assert not any(ticket in one.text and "Sudah" in one.text for one in old.inbox)


async def test_nothing_is_told_anew_where_the_same_people_lead(world: World) -> None:
    """A village gets another number in its district: nobody is released, no case told twice."""
    officer = await world.enrol("Bripka Ilham", "officer")
    chief = await world.enrol("Kompol Sewang", "supervisor", CITY)
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, BRIBE, "Sudah lewat, kirim")
    await world.report(neighbour, BURGLAR, "Masih, kirim")
    await world.presses(officer, "Saya tangani")
    before = len(chief.inbox), len(officer.inbox), len(neighbour.inbox)
    new = "73.71.09.1090"
    await decree(world, gone=(VILLAGE,), added={new: "Karuwisi Raya"}, passed=((VILLAGE, new),))
    await world.passes(minutes=1)
    assert (len(chief.inbox), len(officer.inbox) - 1, len(neighbour.inbox)) == before
    assert "Wilayah tugas Anda berubah" in officer.last.text
    (alert,) = await world.all(Alert, Alert.quiet.is_(False))
    assert alert.holder_id is not None


async def test_who_led_a_district_that_is_over_leads_what_stays_of_it(world: World) -> None:
    """Of a village that became two its cases stay: the chief of the old district has them still."""
    chief = await world.enrol("Iptu Sari", "supervisor", DISTRICT)
    neighbour = await world.enrol("Daeng Naba")
    await world.report(neighbour, BURGLAR, "Masih, kirim")
    halves = tuple((VILLAGE, code) for code in HALVES)
    gone = (VILLAGE, DISTRICT)
    await decree(world, gone=gone, added=HALVES, passed=((DISTRICT, OTHER_DISTRICT), *halves))
    await world.passes(minutes=5)
    assert [page for page in world.pages_to(chief) if "RT 03" in page.text]
    await world.presses(chief, "Saya tangani")
    (incident,) = await world.all(Incident)
    assert (incident.village_code, incident.status) == (VILLAGE, "acknowledged")
    held = await world.all(MemberGrant, MemberGrant.role == "supervisor")
    assert {one.region_code for one in held if one.ended_at is None} == {DISTRICT, OTHER_DISTRICT}


async def test_whose_posts_a_decree_moves_is_told_and_it_is_written_down(world: World) -> None:
    """The officer reads where they serve now; who leads there already knows them."""
    officer = await world.enrol("Bripka Ilham", "officer")
    chief = await world.enrol("Iptu Sari", "supervisor", DISTRICT)
    neighbour = await world.enrol("Daeng Naba")
    before = len(chief.inbox), len(neighbour.inbox)
    (known,) = await world.all(MemberGrant, MemberGrant.role == "officer")
    new = "73.71.09.1090"
    await decree(world, gone=(VILLAGE,), added={new: "Karuwisi Raya"}, passed=((VILLAGE, new),))
    await world.passes(minutes=1)
    assert (len(chief.inbox), len(neighbour.inbox)) == before
    now, over = officer.last.text.split("Yang berakhir:")
    assert "Tugas Anda sekarang:" in now
    assert "Kel. Karuwisi Raya" in now
    assert "Karuwisi Raya" not in over
    lines = await world.all(AuditEntry, AuditEntry.subject == f"member:{known.member_id}")
    said = [(one.actor, one.action, one.detail) for one in lines][-2:]
    assert said == [
        ("operator", "granted", f"officer@{new}"),
        ("operator", "ended", f"officer@{VILLAGE}"),
    ]


async def test_who_leads_a_district_hears_of_whom_a_decree_brings_there(world: World) -> None:
    """The village lies in another district now: its officer is new to the chief there."""
    officer = await world.enrol("Bripka Ilham", "officer")
    other = await world.enrol("Iptu Beddu", "supervisor", OTHER_DISTRICT)
    await decree(world, gone=(VILLAGE,), added={NEAR: "Karuwisi"}, passed=((VILLAGE, NEAR),))
    await world.passes(minutes=1)
    assert "Petugas baru di wilayah Anda" in other.last.text
    assert "Wilayah tugas Anda berubah" in officer.last.text


async def test_what_nobody_could_be_called_for_looks_again_after_a_merger(world: World) -> None:
    """Karuwisi had no officer; the village that it became part of has one."""
    officer = await world.enrol("Bripka Ilham", "officer", NEIGHBOUR_VILLAGE)
    ticket = await world.report(await world.enrol("Daeng Naba"), BURGLAR, "Masih, kirim")
    assert not world.pages_to(officer)
    new = "73.71.09.1090"
    passed = ((VILLAGE, new), (NEIGHBOUR_VILLAGE, new))
    await decree(
        world, gone=(VILLAGE, NEIGHBOUR_VILLAGE), added={new: "Karuwisi Raya"}, passed=passed
    )
    await world.passes(seconds=10)
    assert ticket in "".join(page.text for page in world.pages_to(officer))


async def test_a_village_that_was_offered_before_a_decree_is_where_it_went(world: World) -> None:
    """By the words of a draft, and to hand a case over: whoever serves there now is called."""
    officer = await world.enrol("Bripka Ilham", "officer")
    there = await world.enrol("Aiptu Rauf", "officer", NEIGHBOUR_VILLAGE)
    first, second = await world.enrol("Daeng Naba"), await world.enrol("Ani")
    await world.report(first, BURGLAR, "Masih, kirim")
    await world.presses(officer, "Lainnya", "Bukan wilayah saya")
    await world.writes(officer, "Panaikang")
    await world.writes(second, "kebakaran di kelurahan Panaikang")
    offered = officer.last
    new = "73.71.09.1090"
    await decree(
        world,
        gone=(NEIGHBOUR_VILLAGE,),
        added={new: "Panaikang Raya"},
        passed=((NEIGHBOUR_VILLAGE, new),),
    )
    officer.presses(next(one for one in offered.buttons if "Panaikang" in one), offered)
    await world.settle()
    await world.presses(second, "📌 Di Panaikang", "Masih, kirim")
    assert {one.village_code for one in await world.all(Incident)} == {new}
    assert len(world.pages_to(there)) == 2


async def test_what_a_supervisor_takes_back_goes_where_its_village_went(world: World) -> None:
    """It was moved out of the district; meanwhile its village got another number."""
    officer = await world.enrol("Bripka Ilham", "officer")
    chief = await world.enrol("Iptu Sari", "supervisor", DISTRICT)
    await world.report(await world.enrol("Daeng Naba"), BURGLAR, "Masih, kirim")
    await world.presses(officer, "Lainnya", "Bukan wilayah saya")
    await world.writes(officer, "73.71.10.1001")
    await world.presses(officer, officer.last.buttons[0])
    new = "73.71.09.1090"
    await decree(world, gone=(VILLAGE,), added={new: "Karuwisi Raya"}, passed=((VILLAGE, new),))
    card = next(one for one in reversed(chief.inbox) if "Batalkan" in one.buttons)
    chief.presses("Batalkan", card)
    await world.settle()
    (incident,) = await world.all(Incident)
    assert incident.village_code == new
    assert len(world.pages_to(officer)) == 2
