"""The machine's clock is put right, or wrong."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.chaos.stage import Stage

HOUR_S = 3600.0


async def forward(stage: Stage) -> None:
    """In the middle of it, it is an hour later."""
    async with stage.under_load():
        await asyncio.sleep(4)
        stage.moves_clock(HOUR_S)
    await stage.quiet()


async def back(stage: Stage) -> None:
    """In the middle of it, it is an hour earlier."""
    stage.moves_clock(HOUR_S)
    async with stage.under_load():
        await asyncio.sleep(4)
        stage.moves_clock(0)
    await stage.quiet()


async def back_while_down(stage: Stage) -> None:
    """Telegram is down; meanwhile the clock is put back an hour, and the bot is started again."""
    stage.moves_clock(HOUR_S)
    async with stage.under_load():
        await asyncio.sleep(2)
        async with stage.outage():
            await stage.line_down()
            await asyncio.sleep(3)
            await stage.bot.kill()
            stage.moves_clock(0)
            await stage.starts()
            await stage.line_up()
    await stage.quiet()
