"""What people and Telegram do to the bot: blocks, groups that move, updates that come oddly."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.chaos.town import OFFICER, RESIDENT

if TYPE_CHECKING:
    from tests.chaos.stage import Stage

BLOCKING, CALLS = 4, 30


async def blocked(stage: Stage) -> None:
    """Officers block the bot in the middle, or Telegram says so of them for the first time."""
    officers = stage.chance.sample(stage.town.people(OFFICER), BLOCKING)
    async with stage.under_load():
        await asyncio.sleep(2)
        for officer in officers[::2]:
            officer.blocks()
        for officer in officers[1::2]:
            stage.telegram.faults.add("forbidden", chat=officer, times=None)
    await stage.quiet()


async def flood(stage: Stage) -> None:
    """One account sends one emergency after another; its neighbours' go first, and none is lost."""
    caller = stage.town.people(RESIDENT)[0]
    async with stage.under_load():
        await asyncio.sleep(1)
        stage.crowd.calls_again(caller, CALLS)
    await stage.quiet()


async def oddly(stage: Stage) -> None:
    """Updates come twice, in another order, and once more after they were confirmed."""
    async with stage.under_load():
        for _ in range(8):
            for kind in ("duplicate", "reorder", "repeat"):
                stage.telegram.faults.add(kind, times=2)
            await asyncio.sleep(1)
    await stage.quiet()


async def moved(stage: Stage) -> None:
    """A group becomes a supergroup while it is answered; nobody else notices."""
    residents = stage.town.people(RESIDENT)
    group = stage.telegram.group("Warga RW 02", residents[:3])
    async with stage.under_load():
        await asyncio.sleep(2)
        stage.telegram.faults.add("migrate", chat=group.id)
        group.writes(residents[0], "/lapor")
    await stage.quiet()
    stage.expects(group.moved_to is not None, "the group did not move: nothing was tried")
