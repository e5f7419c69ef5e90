"""Three zones: each village has its own night, its own morning and its own Monday."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.models import Report
from tests.world import VILLAGE

if TYPE_CHECKING:
    from tests.world import World

pytestmark = pytest.mark.nation
GAMBIR, GURABESI = "31.71.01.1001", "91.71.01.1001"  # in Jakarta, in Jayapura
PROWLER = "Orang tak dikenal mondar mandir di RT 02, gelagatnya mencurigakan"
NOISE = "Knalpot brong di lorong 5, bising sekali"
ZONES = ((GAMBIR, 7, "WIB"), (VILLAGE, 8, "WITA"), (GURABESI, 9, "WIT"))  # hours before UTC


def _at(hour: int, minute: int, ahead: int) -> datetime:
    """Return the hour of 25 November on clocks that are so many hours before UTC."""
    return datetime(2026, 11, 25, hour, minute, tzinfo=UTC) - timedelta(hours=ahead)


@pytest.mark.parametrize(("village", "ahead", "zone"), ZONES)
async def test_a_prowler_wakes_somebody_in_the_villages_own_night(
    world: World, village: str, ahead: int, zone: str
) -> None:
    """At 21.59 nobody is woken, at 22.00, past midnight and at 04.59 the officer is, at 05.00 not.

    A draft of 21.59 that is sent at 22.00 has become urgent meanwhile: it asks.
    """
    world.clock.at = _at(12, 0, ahead)
    officer = await world.enrol("Bripka Ilham", "officer", village)
    watch = await world.enrol("Daeng Tata", "watch", village)
    world.clock.at = _at(21, 59, ahead)
    await world.report(watch, PROWLER)
    assert world.pages_to(officer) == []
    watch.writes(f"{PROWLER} lagi")
    await world.settle()
    for day, hour, minute in ((0, 22, 0), (1, 0, 30), (1, 4, 59)):
        world.clock.at = _at(hour, minute, ahead) + timedelta(days=day)
        if day == 0:
            watch.presses("Kirim")
            await world.settle()
            watch.presses("Masih, kirim")
            await world.settle()
        else:
            await world.report(watch, PROWLER, "Masih, kirim")
        assert f"{hour:02}.{minute:02} {zone}" in watch.inbox[-1].text + officer.last.text
    assert len(world.pages_to(officer)) == 3
    world.clock.at = _at(5, 0, ahead) + timedelta(days=1)
    await world.report(watch, f"{PROWLER} subuh")
    assert await world.count(Report) == 5
    assert len(world.pages_to(officer)) == 3


async def test_each_officer_reads_the_digest_in_the_own_morning(world: World) -> None:
    """06.00 comes to Jayapura first, an hour later to Makassar, two hours later to Jakarta."""
    officers = [await world.enrol(f"Bripka {zone}", "officer", code) for code, _, zone in ZONES]
    hours = []
    for hour in range(9, 12):  # from 21.00 UTC on, which is 06.00 in Jayapura
        await world.passes(hours=9 if hour == 9 else 1)
        hours.append(["Laporan harian" in officer.last.text for officer in officers])
    assert hours == [[False, False, True], [False, True, True], [True, True, True]]
    for officer, (_, _, zone) in zip(officers, ZONES, strict=True):
        assert f"sampai Rab 25 Nov 06.00 {zone}" in officer.last.text


@pytest.mark.parametrize(("village", "ahead", "zone"), ZONES)
async def test_a_week_ends_on_sunday_at_midnight_of_the_zone(
    world: World, village: str, ahead: int, zone: str
) -> None:
    """A report of Sunday 23.59 is of that week, one of Monday 00.00 of the next."""
    coordinator = await world.enrol("Bu Ratna", "coordinator", village)
    neighbour = await world.enrol("Daeng Naba", region=village)
    midnight = datetime(2026, 11, 30, tzinfo=UTC) - timedelta(hours=ahead)
    for house, moment in enumerate((midnight - timedelta(minutes=1), midnight)):
        world.clock.at = moment
        await world.report(neighbour, f"{NOISE}, rumah {house}")
    world.clock.at = midnight + timedelta(hours=8)
    coordinator.writes("/ringkasan")
    await world.settle()
    assert "Minggu ke-48, 23\u201329 November 2026" in coordinator.last.text
    assert "Kejadian: 1 (sebelumnya 0" in coordinator.last.text
    assert f"Minggu ini sampai Sen 30 Nov 08.00 {zone}: 1 kejadian" in coordinator.last.text
