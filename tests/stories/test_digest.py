"""The digests: one message over all the villages of an officer, once, late rather than never."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest

from bot.models import Digest, Incident, Region
from tests.world import DISTRICT, NEIGHBOUR_VILLAGE, VILLAGE

if TYPE_CHECKING:
    from bot.standin.telegram import Message, Person
    from tests.world import World

NOISE = "Knalpot brong di lorong 5, bising sekali tiap malam"
FIRE = "Ada kebakaran di RT 03, api besar"


def digests_of(person: Person, title: str = "Laporan harian") -> list[Message]:
    """Return the digests that a person has got."""
    return [message for message in person.inbox if title in message.text]


async def test_the_officer_reads_in_the_morning_what_did_not_page(world: World) -> None:
    """At 06.00 in the village's zone, with ticket and state; nothing before."""
    neighbour = await world.enrol("Daeng Ngalle")
    officer = await world.enrol("Aipda Rahman", role="officer")
    ticket = await world.report(neighbour, NOISE)
    await world.passes(hours=9, minutes=59)
    assert digests_of(officer) == []
    await world.passes(minutes=1)
    (digest,) = digests_of(officer)
    assert "Sel 24 Nov" in digest.text
    assert "06.00 WITA" in digest.text
    assert "Laporan baru: 1 (hari yang sama minggu lalu: 0)" in digest.text
    (line,) = (line for line in digest.text.splitlines() if line.startswith("1. "))
    assert "Lorong 5, Kel. Karuwisi. Sel 24 Nov 20.00 WITA, sudah 10 jam belum ditangani" in line
    assert f"{ticket}\nKnalpot brong di lorong 5" in digest.text
    assert "Terlambat" not in digest.text


@pytest.mark.both_databases
async def test_one_message_tells_of_all_the_villages_of_an_officer(world: World) -> None:
    """A report here, "nihil" there: which is not the silence of a third."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    officer.writes(f"/start {await world.invite('officer', NEIGHBOUR_VILLAGE)}")
    await world.settle()
    officer.writes(f"/start {await world.invite('deputy', '73.71.09.1003')}")
    await world.settle()
    watch = await world.enrol("Daeng Tata", role="watch", region=NEIGHBOUR_VILLAGE)
    watch.writes("/aman 4")
    await world.settle()
    neighbour = await world.enrol("Daeng Ngalle")
    ticket = await world.report(neighbour, NOISE)
    await world.passes(hours=10)
    (digest,) = digests_of(officer)
    lines = digest.text.splitlines()
    assert any(ticket in line for line in lines)
    assert "Menurut desa/kelurahan: Karuwisi 1" in lines
    (well,) = (line for line in lines if line.startswith("Nihil"))
    assert "4 orang berjaga" in well
    assert sum(line.startswith("Tidak ada laporan") for line in lines) == 1


async def test_a_deputy_reads_it_too_and_a_neighbour_does_not(world: World) -> None:
    """Whoever answers for a village has its digest."""
    deputy = await world.enrol("Bripka Sitti", role="deputy")
    neighbour = await world.enrol("Daeng Ngalle")
    await world.passes(hours=10)
    assert len(digests_of(deputy)) == 1
    assert digests_of(neighbour) == []


async def test_days_of_downtime_make_one_digest_that_says_it_is_late(world: World) -> None:
    """Three days missed: one message over all of them, and then the usual rhythm."""
    neighbour = await world.enrol("Daeng Ngalle")
    officer = await world.enrol("Aipda Rahman", role="officer")
    ticket = await world.report(neighbour, NOISE)
    await world.outage(days=3)
    (digest,) = digests_of(officer)
    assert "Terlambat dikirim: pesan ini seharusnya tiba Jum 27 Nov 06.00 WITA" in digest.text
    assert ticket in digest.text
    await world.passes(hours=10)
    assert len(digests_of(officer)) == 2
    assert "Terlambat" not in digests_of(officer)[1].text
    assert "Laporan baru" not in digests_of(officer)[1].text


@pytest.mark.both_databases
async def test_a_digest_is_made_once_however_often_one_looks(world: World) -> None:
    """A beat more, a restart more: no second row, no second message."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    await world.passes(hours=10)
    for _ in range(3):
        await world.tick()
    assert await world.count(Digest, Digest.kind == "daily") == 1
    assert len(digests_of(officer)) == 1


async def test_an_alert_that_is_still_open_is_named_again(world: World) -> None:
    """What nobody has closed stands in each digest until somebody does."""
    neighbour = await world.enrol("Daeng Ngalle")
    officer = await world.enrol("Aipda Rahman", role="officer")
    ticket = await world.report(neighbour, FIRE, send="Masih, kirim")
    officer.presses("Saya tangani")
    await world.settle()
    await world.outage(hours=10)
    await world.outage(hours=24)
    first, second = digests_of(officer)
    assert f"\n{ticket}" in first.text
    assert "Laporan baru" in first.text
    assert "Laporan yang belum selesai: 1" in second.text
    assert f"\n{ticket}" in second.text
    assert "Laporan baru" not in second.text


async def test_what_nobody_has_taken_is_named_again_behind_what_is_new(world: World) -> None:
    """Older ones with place, hour, first words and a button, none on /tugas alone."""
    neighbour = await world.enrol("Daeng Ngalle")
    officer = await world.enrol("Aipda Rahman", role="officer")
    old = [await world.report(neighbour, f"{NOISE}, rumah {number}") for number in range(2)]
    await world.passes(hours=24)
    new = await world.report(neighbour, "Lampu hias di lorong 7 dicuri orang")
    await world.passes(hours=10)
    (_, digest) = digests_of(officer)
    assert "Laporan yang belum selesai: 3" in digest.text
    assert "Belum dijawab: 3" in digest.text
    assert "Laporan baru: 1" in digest.text
    named = [line for line in digest.text.splitlines() if line.startswith("KT-")]
    assert named == [new, *old]
    assert "Lorong 5, Kel. Karuwisi. Sel 24 Nov 20.00 WITA" in digest.text
    assert f"{old[1]}\nKnalpot brong di lorong 5" in digest.text
    await world.presses(officer, digest.buttons[2])
    assert "rumah 1" in officer.last.text


async def test_a_confidential_report_is_named_as_such_alone(world: World) -> None:
    """The digest lies on a lock screen: neither the category nor a word of it."""
    neighbour = await world.enrol("Daeng Ngalle")
    officer = await world.enrol("Aipda Rahman", role="officer")
    ticket = await world.report(neighbour, "Suami tetangga memukul istrinya, KDRT")
    await world.passes(hours=10)
    (digest,) = digests_of(officer)
    assert ticket in digest.text
    assert "Laporan rahasia" in digest.text
    assert "KDRT" not in digest.text


async def test_monday_brings_the_week(world: World) -> None:
    """At 07.00 the last full week against the one before, over one's villages."""
    neighbour = await world.enrol("Daeng Ngalle")
    officer = await world.enrol("Aipda Rahman", role="officer")
    await world.report(neighbour, NOISE)
    await world.passes(days=5, hours=10, minutes=59)
    assert digests_of(officer, "Ringkasan mingguan") == []
    await world.passes(minutes=1)
    (digest,) = digests_of(officer, "Ringkasan mingguan")
    assert "Minggu ke-48" in digest.text
    assert "Kejadian: 1 (sebelumnya 0, +1, jumlah kecil)" in digest.text


async def test_what_is_open_is_said_once_in_the_week(world: World) -> None:
    """The list says how much waits; below the week's figures that does not stand again."""
    neighbour = await world.enrol("Daeng Ngalle")
    officer = await world.enrol("Aipda Rahman", role="officer")
    await world.report(neighbour, NOISE)
    await world.passes(days=5, hours=11)
    (digest,) = digests_of(officer, "Ringkasan mingguan")
    assert digest.text.count("Laporan yang belum selesai: 1") == 1
    assert digest.text.count("⏳ 1 laporan menunggu lebih dari 1 hari.") == 1
    assert "elum dijawab: 1" in digest.text
    assert "Saat ini" not in digest.text


async def test_missed_weeks_are_told_with_the_newest(world: World) -> None:
    """Two Mondays missed: one message, and the older week in a line of its own."""
    neighbour = await world.enrol("Daeng Ngalle")
    officer = await world.enrol("Aipda Rahman", role="officer")
    await world.passes(days=7)
    await world.report(neighbour, NOISE)
    await world.outage(days=14)
    newest = digests_of(officer, "Ringkasan mingguan")[-1]
    assert len(digests_of(officer, "Ringkasan mingguan")) == 2
    assert "Minggu ke-50" in newest.text
    assert "- Minggu ke-49: 1 kejadian" in newest.text
    assert "Terlambat" in newest.text


async def test_who_is_an_officer_no_more_gets_none(world: World) -> None:
    """Erasure ends the digests with everything else."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    officer.writes("/hapus")
    await world.settle()
    officer.presses("Ya, hapus")
    await world.settle()
    heard = len(officer.inbox)
    await world.passes(hours=10)
    assert len(officer.inbox) == heard
    assert await world.count(Digest) == 0


@pytest.mark.both_databases
async def test_what_has_no_room_is_one_press_away(world: World) -> None:
    """Eight reports, three on a page: each opens from the digest, the last page leads to the first.

    Somebody else, and whoever's post ended, turns no page of it.
    """
    officer = await world.enrol("Aipda Rahman", role="officer")
    neighbour = await world.enrol("Daeng Ngalle")
    tickets = [await world.report(neighbour, f"{NOISE}, rumah {number}") for number in range(8)]
    await world.passes(hours=10)
    (digest,) = digests_of(officer)
    named = []
    for _ in range(3):
        named += [line for line in digest.text.splitlines() if line.startswith("KT-")]
        *reports, onward = digest.buttons
        assert len(reports) <= 3
        officer.presses(onward, digest)
        await world.settle()
    assert sorted(named) == sorted(tickets)
    assert "Halaman 1 dari 3" in digest.text
    officer.presses(digest.buttons[2], digest)
    await world.settle()
    assert "rumah 2" in officer.last.text
    await world.ends(officer, "officer", VILLAGE)
    assert "tidak ditampilkan lagi" in digest.text


@pytest.mark.both_databases
async def test_what_was_closed_is_told_though_it_was_reported_before(world: World) -> None:
    """Closed at noon: in the next digest with its result, and no longer among what is open."""
    neighbour = await world.enrol("Daeng Ngalle")
    officer = await world.enrol("Aipda Rahman", role="officer")
    ticket = await world.report(neighbour, NOISE)
    await world.passes(hours=10)
    await world.writes(officer, ticket)
    await world.presses(officer, "Saya tangani", "Selesai", "Tertangani")
    await world.passes(hours=24)
    (_, digest) = digests_of(officer)
    assert "Selesai: 1" in digest.text
    assert "tertangani." in digest.text
    assert "belum selesai" not in digest.text


@pytest.mark.both_databases
async def test_a_terrible_night_in_a_whole_district_fits_into_one_message(world: World) -> None:
    """Of every village hundreds of reports: the rest is on other pages."""
    officer = await world.enrol("Aipda Rahman", role="officer", region=DISTRICT)
    await terrible_night(world)
    await world.passes(hours=10)
    (digest,) = digests_of(officer)
    assert "Halaman 1 dari" in digest.text
    assert digest.buttons[-1] == "Lanjut"
    assert len(digest.text.encode("utf-16-le")) // 2 <= 4096


async def terrible_night(world: World) -> None:
    """Let six incidents of each category happen in each village of the district."""
    numbers = count(1)
    now = world.clock.now()
    villages = await world.all(Region, Region.parent_code == DISTRICT)
    async with world.app.database.writing() as session:
        session.add_all(
            Incident(
                id=(number := next(numbers)),
                ticket=f"KT-{number:06}",
                village_code=village.code,
                category=category,
                severity="SEDANG",
                status="recorded",
                opened_at=now + timedelta(minutes=1),
            )
            for village in villages
            for category in world.app.config.categories
            for _ in range(6)
        )
