"""The operator changes the hour of the digests: from the next one on, and each comes once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.settings.shapes import Digests
from tests.world import opened_again

if TYPE_CHECKING:
    from bot.settings import Config
    from bot.standin.telegram import Person
    from tests.world import World

HERE = ZoneInfo("Asia/Makassar")


def with_hours(config: Config, daily: str = "06:00", weekly: str = "Monday 07:00") -> Config:
    """Return a configuration whose digests come at these hours."""
    hours = {"daily": {"at": daily}, "weekly": {"at": weekly}}
    return replace(config, digests=Digests.model_validate(hours))


def arrivals(person: Person, title: str) -> list[str]:
    """Return when the digests came, by the clocks of the village."""
    times = [one.date.astimezone(HERE) for one in person.inbox if title in one.text]
    return [time.strftime("%a %H:%M") for time in times]


@pytest.mark.parametrize(
    ("lived", "hour", "came"),
    [
        # changed on Tuesday at 20.00, where 06.00 of Wednesday waits
        pytest.param(
            *(timedelta(), "04:00", ["Wed 04:00", "Thu 04:00"]), marks=pytest.mark.both_databases
        ),
        (timedelta(), "09:30", ["Wed 09:30", "Thu 09:30"]),
        (timedelta(), "21:00", ["Tue 21:00", "Wed 21:00", "Thu 21:00"]),
        # on Wednesday at 05.30: 05.00 is over, and Wednesday's is not put off to Thursday
        (timedelta(hours=9, minutes=30), "05:00", ["Wed 06:00", "Thu 05:00"]),
        # on Wednesday at 08.00, where Wednesday's has come: none tells of the same day twice
        (timedelta(hours=12), "10:00", ["Wed 06:00", "Thu 10:00"]),
        (timedelta(hours=12), "20:00", ["Wed 06:00", "Wed 20:00", "Thu 20:00"]),
    ],
)
async def test_a_changed_hour_counts_from_the_next_one_on(
    world: World, lived: timedelta, hour: str, came: list[str]
) -> None:
    """Whenever it was changed; until Thursday, 23.00."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    ends = world.clock.now() + timedelta(hours=51)
    await world.passes(seconds=lived.total_seconds())
    config = with_hours(world.app.config, daily=hour)
    async with opened_again(world, world.url, config) as again:
        await again.tick()
        await again.passes(seconds=(ends - again.clock.now()).total_seconds())
    assert arrivals(officer, "Laporan harian") == came


@pytest.mark.both_databases
async def test_a_changed_weekday_counts_from_the_next_one_on(world: World) -> None:
    """Changed on Tuesday from Monday to Thursday: this week's Thursday, and then each."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    config = with_hours(world.app.config, weekly="Thursday 16:00")
    async with opened_again(world, world.url, config) as again:
        await again.tick()
        await again.passes(days=10)
    assert arrivals(officer, "Ringkasan mingguan") == ["Thu 16:00", "Thu 16:00"]


async def test_a_start_with_the_same_hours_changes_nothing(world: World) -> None:
    """And what came due while the bot was down comes once, late."""
    officer = await world.enrol("Aipda Rahman", role="officer")
    world.clock.advance(timedelta(hours=11))
    config = with_hours(world.app.config, daily="08:00")
    async with opened_again(world, world.url, config) as again:
        await again.tick()
        await again.passes(hours=14)
    assert arrivals(officer, "Laporan harian") == ["Wed 07:00"]
