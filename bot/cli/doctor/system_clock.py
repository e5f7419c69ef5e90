"""Checks of the clock against Telegram's and of the time zones."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import func, select

from bot.cli.doctor.finding import Finding, Skipped, fine, warning, wrong
from bot.domain.calendar import ZONES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime, timedelta

    from bot.cli.doctor.setup import Setup

OFF_S, FAR_OFF_S = 5, 60
SYNCHRONISE = "let the system keep time: timedatectl set-ntp true"


async def clock(setup: Setup) -> AsyncIterator[Finding]:
    """Compare: a step that is due by a wrong clock comes too early, too late or never."""
    missing = [name for name in ZONES if not _exists(name)]
    if missing:
        yield wrong(
            f"the time zone {missing[0]} is unknown here",
            "install the system's package tzdata, or: pip install tzdata",
        )
    compared = False
    if setup.telegram_ahead is not None:
        compared = True
        yield _judged("Telegram's", setup.telegram_ahead)
    if setup.current and not setup.sqlite:
        compared = True
        yield _judged("the database server's", await _server_ahead(setup))
    if not compared and not missing:
        raise Skipped("there is no clock to compare with: Telegram tells none")


def _judged(whose: str, ahead: timedelta) -> Finding:
    seconds = abs(ahead.total_seconds())
    if seconds <= OFF_S:
        return fine(f"within {OFF_S} s of {whose}")
    tell = wrong if seconds > FAR_OFF_S else warning
    side = "behind" if ahead.total_seconds() > 0 else "ahead of"
    return tell(f"our clock is {_span(seconds)} {side} {whose}", SYNCHRONISE)


def _span(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 2 * FAR_OFF_S else f"{seconds / 60:.0f} minutes"


def _exists(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, OSError):
        return False
    return True


async def _server_ahead(setup: Setup) -> timedelta:
    async with setup.database.reading() as session:
        asked = setup.clock.now()
        theirs: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
        heard = setup.clock.now()
    return theirs - (asked + (heard - asked) / 2)
