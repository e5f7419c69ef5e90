"""A night watch crosses midnight: it belongs to the day on which it began, by its own clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.models import Situation
from tests.world import VILLAGE, open_world

if TYPE_CHECKING:
    from pathlib import Path

    from bot.standin.telegram import Person
    from tests.world import World

pytestmark = pytest.mark.nation
GAMBIR, GURABESI = "31.71.01.1001", "91.71.01.1001"  # in Jakarta, in Jayapura
ZONES = ((GAMBIR, 7, "WIB"), (VILLAGE, 8, "WITA"), (GURABESI, 9, "WIT"))  # hours before UTC
TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
# Until the morning after, at 06.00, it is the same watch.
BORDERS = (
    (24, 18, 0, TUESDAY),
    (24, 22, 0, TUESDAY),
    (24, 23, 59, TUESDAY),
    (25, 0, 0, TUESDAY),
    (25, 1, 30, TUESDAY),
    (25, 4, 0, TUESDAY),
    (25, 5, 59, TUESDAY),
    (25, 6, 0, WEDNESDAY),
    (25, 23, 59, WEDNESDAY),
    (26, 0, 0, WEDNESDAY),
)


def _at(day: int, hour: int, minute: int, ahead: int) -> datetime:
    """Return the hour of a day of November on clocks that are so many hours before UTC."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=ahead)


async def _says_all_is_well(world: World, guard: Person, count: int = 3) -> str:
    guard.writes(f"/aman {count}")
    await world.settle()
    return guard.last.text


def _digests_of(officer: Person) -> list[str]:
    return [message.text for message in officer.inbox if "Laporan harian" in message.text]


@pytest.mark.parametrize(("village", "ahead", "zone"), ZONES)
async def test_the_night_is_that_of_its_evening(
    world: World, village: str, ahead: int, zone: str
) -> None:
    """The card names the moment, on the village's clocks, and the date of the watch."""
    guard = await world.enrol("Daeng Tata", "watch", village)
    for day, hour, minute, night in BORDERS:
        world.clock.at = _at(day, hour, minute, ahead)
        card = await _says_all_is_well(world, guard)
        assert f"{day} Nov {hour:02}.{minute:02} {zone}" in card
        name = "Sel 24 Nov" if night == TUESDAY else "Rab 25 Nov"
        assert f"Tercatat untuk tanggal jaga {name}" in card
    nights = [said.watch_date for said in await world.all(Situation)]
    assert sorted(nights) == [TUESDAY, WEDNESDAY]


@pytest.mark.parametrize(("village", "ahead", "zone"), ZONES)
async def test_the_digest_counts_it_to_the_day_on_which_it_began(
    world: World, village: str, ahead: int, zone: str
) -> None:
    """Word of 01.30 stands in Tuesday's digest; Wednesday's says that there was no word."""
    world.clock.at = _at(24, 12, 0, ahead)
    officer = await world.enrol("Bripka Ilham", "officer", village)
    guard = await world.enrol("Daeng Tata", "watch", village)
    await world.passes(hours=13, minutes=30)
    await _says_all_is_well(world, guard)
    await world.passes(hours=4, minutes=30)
    (tuesday,) = _digests_of(officer)
    assert "Laporan harian Sel 24 Nov" in tuesday
    assert f"sampai Rab 25 Nov 06.00 {zone}" in tuesday
    assert "Nihil" in tuesday
    assert "(3 orang berjaga)" in tuesday
    await world.passes(days=1)
    wednesday = _digests_of(officer)[-1]
    assert "Laporan harian Rab 25 Nov" in wednesday
    assert "Nihil" not in wednesday
    assert "Tidak ada laporan" in wednesday


async def test_word_after_the_digest_is_in_the_next_one_under_its_own_night(
    data: Path, database_url: str, fast_limits: Path, tmp_path: Path
) -> None:
    """The operator has digests at five; a watch that says so at half past is not taken for more."""
    overlay = tmp_path / "early"
    overlay.mkdir()
    (overlay / "limits.toml").write_text((fast_limits / "limits.toml").read_text())
    (overlay / "digests.toml").write_text('[daily]\nat = "05:00"\n')
    async with open_world(data, config_overlay=overlay, database_url=database_url) as world:
        officer = await world.enrol("Bripka Ilham", "officer")
        guard = await world.enrol("Daeng Tata", "watch")
        await world.passes(hours=9, minutes=30)
        await _says_all_is_well(world, guard)
        assert "Tidak ada laporan" in _digests_of(officer)[-1]
        await world.passes(days=1)
        told = _digests_of(officer)[-1]
        assert "Laporan harian Rab 25 Nov" in told
        assert "(3 orang berjaga, tanggal jaga Sel 24 Nov)" in told


async def test_who_watches_in_two_zones_has_two_nights_at_once(world: World) -> None:
    """At 05.30 in Jakarta yesterday's watch goes on; in Jayapura, at 07.30, it is over."""
    guard = await world.enrol("Daeng Tata", "watch", GAMBIR)
    guard.writes(f"/start {await world.invite('watch', GURABESI)}")
    await world.settle()
    world.clock.at = _at(25, 5, 30, 7)
    told = {}
    for village in ("Kel. Gambir, Kec. Gambir", "Kel. Gurabesi, Kec. Jayapura Utara"):
        await _says_all_is_well(world, guard)
        guard.presses(village)
        await world.settle()
        told[village.split()[1]] = guard.last.text
    assert "Rab 25 Nov 05.30 WIB" in told["Gambir,"]
    assert "Rab 25 Nov 07.30 WIT" in told["Gurabesi,"]
    nights = {said.village_code: said.watch_date for said in await world.all(Situation)}
    assert nights == {GAMBIR: TUESDAY, GURABESI: WEDNESDAY}
