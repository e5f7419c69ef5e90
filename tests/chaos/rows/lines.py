"""Telegram has a bad day: it is down, it asks to wait, it takes a message and cuts the line."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.chaos.town import OFFICER
from tests.chaos.witness import DIGEST, PAGE

if TYPE_CHECKING:
    from tests.chaos.stage import Stage

SEND, EDIT, POLL = "sendMessage", "editMessageText", "getUpdates"
DOWN_S = 20.0
DIGESTS_AT = timedelta(hours=22, minutes=1)  # 06.00 in Makassar, in UTC, and a minute


async def refused(stage: Stage) -> None:
    """Nothing listens where Telegram was."""
    await _down(stage)


async def broken(stage: Stage) -> None:
    """Telegram answers, and everything fails: 502 to some, a cut line to others."""
    async with stage.under_load():
        await asyncio.sleep(3)
        async with stage.outage():
            for method in (SEND, EDIT, POLL):
                stage.telegram.faults.add("bad_gateway", method=method, times=None)
            await asyncio.sleep(DOWN_S / 2)
            stage.telegram.faults.clear()
            stage.telegram.faults.add("down")
            await asyncio.sleep(DOWN_S / 2)
            stage.telegram.faults.clear()
    await stage.quiet()


async def morning(stage: Stage) -> None:
    """Telegram is down over 06.00, when every officer is owed a digest: pages go first."""
    async with stage.under_load(reports=60, over_s=4):
        await asyncio.sleep(2.5)
        async with stage.outage():
            await stage.line_down()
            await asyncio.sleep(1)
            stage.moves_clock(_until_digests().total_seconds())
            await asyncio.sleep(DOWN_S / 2)
            await stage.line_up()
    await stage.quiet()
    officers = {person.id for person in stage.town.people(OFFICER)}
    await stage.until(
        lambda: officers <= {seen.chat for seen in stage.witness.of(DIGEST)}, "a digest is missing"
    )
    _expects_pages_first(stage)


async def storm_of_429(stage: Stage) -> None:
    """Telegram asks some chats to wait, then everybody, again and again."""
    faults, officers = stage.telegram.faults, stage.town.people(OFFICER)
    async with stage.under_load(), stage.outage():
        for _ in range(4):
            for officer in stage.chance.sample(officers, 3):
                faults.add("too_many", chat=officer, times=2, retry_after=2)
            faults.add("too_many", method=SEND, times=20, retry_after=1)
            faults.add("too_many", method=POLL, times=1, retry_after=1)
            await asyncio.sleep(2)
        faults.clear()  # what nobody met is over too: "after" is when Telegram asks nobody to wait
    await stage.quiet()


async def accepted(stage: Stage) -> None:
    """Telegram does what it was asked, and the line breaks before it says so; others are slow."""
    async with stage.under_load(), stage.outage():
        for _ in range(8):
            stage.telegram.faults.add("accepted_then_reset", method=SEND, times=3)
            stage.telegram.faults.add("accepted_then_reset", method=POLL, times=1)
            stage.telegram.faults.add("delay", method=SEND, times=2, seconds=1.5)
            stage.telegram.faults.add("reset", times=3)
            await asyncio.sleep(1)
        stage.telegram.faults.clear()
    await stage.quiet()


async def _down(stage: Stage) -> None:
    async with stage.under_load():
        await asyncio.sleep(3)
        async with stage.outage():
            await stage.line_down()
            await asyncio.sleep(DOWN_S)
            await stage.line_up()
    await stage.quiet()


def _until_digests() -> timedelta:
    now = datetime.now(UTC)
    today = now.replace(hour=0, minute=0, second=0, microsecond=0) + DIGESTS_AT
    return (today if today > now else today + timedelta(days=1)) - now


def _expects_pages_first(stage: Stage) -> None:
    """Each officer who was owed a page has one before the first digest goes to anybody."""
    back = stage.outages[-1][1]
    digests = [seen.at for seen in stage.witness.of(DIGEST) if seen.at > back]
    first: dict[int, float] = {}
    for seen in stage.witness.of(PAGE):
        if seen.at > back:
            first.setdefault(seen.chat, seen.at)
    stage.expects(bool(first and digests), "no page or no digest was owed: nothing was tried")
    late = [at for at in first.values() if digests and at > min(digests)]
    stage.expects(not late, f"{len(late)} officers were paged after somebody's digest")
