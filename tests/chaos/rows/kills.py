"""The process ends: killed, asked to stop, or there are two of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.outbox import LEASE

if TYPE_CHECKING:
    from tests.chaos.stage import Stage

KILLS = 6
STOPS = 4
BOOTING_S = 1.0


async def kills(stage: Stage) -> None:
    """The process is killed at random moments while people report, some of them at its start."""
    async with stage.under_load(over_s=12):
        for number in range(KILLS):
            await stage.sleeps(0.1, 1.5)
            async with stage.outage():
                await stage.bot.kill()
                await (stage.bot.start() if number % 3 == 0 else stage.starts())
    await stage.quiet()


async def sigterm(stage: Stage) -> None:
    """The service is restarted again and again in a rush, and once before it has begun."""
    async with stage.under_load(over_s=12):
        for _ in range(STOPS):
            await stage.sleeps(0.3, 1.5)
            async with stage.outage():
                await stage.stops()
                await stage.starts()
        async with stage.outage():
            await stage.stops()
            await stage.bot.start()
            await stage.bot.until_it_hears()
            await stage.sleeps(0, BOOTING_S)
            await stage.stops()
            await stage.starts()
    await stage.quiet()


async def two(stage: Stage) -> None:
    """Two processes work with one token and one database; then one is killed.

    What it was about to send is the other's once its lease has run out.
    """
    other = stage.another_bot()
    await stage.starts(other)
    async with stage.under_load(over_s=12):
        await asyncio.sleep(8)
        async with stage.outage():
            await other.kill()
            await asyncio.sleep(LEASE.total_seconds())
    await stage.quiet()
