"""``/ringkasan [period] [place]``: a week in figures, within one's own region."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain import access, calendar
from bot.domain.access import PLANNERS
from bot.domain.calendar import Week
from bot.handlers import one_region
from bot.locales import mark
from bot.places import place_search
from bot.places.region_filters import outermost

if TYPE_CHECKING:
    from bot.handlers.turn import Turn

LAST_WEEK, THIS_WEEK = ("minggu lalu", "last week"), ("minggu ini", "this week")
_PERIOD = re.compile(
    r"\b(minggu\s+(?:lalu|ini)|(?:last|this)\s+week|\d{4}-W\d{2})\b", re.IGNORECASE | re.ASCII
)

NO_WEEK = mark("Minggu {week} tidak ada atau belum mulai. Contoh: /ringkasan minggu lalu")


async def weekly(turn: Turn) -> None:
    """Show the newest weeks, or the one that was named, of the regions that one may count."""
    period, place = _taken_apart(turn.incoming.text)
    own = outermost(grant.region for grant in turn.grants if access.matches(grant.role, PLANNERS))
    named = await one_region.find(turn, place, own) if place else None
    if place and named is None:
        return
    regions = own if named is None else [named]
    if period is None:
        turn.reply("summary", regions=regions)
    elif (week := await _week(turn, period, regions[0])) is None:
        turn.tell(NO_WEEK, week=period)
    else:
        turn.reply("summary", regions=regions, week=str(week))


def _taken_apart(text: str) -> tuple[str | None, str]:
    """Return the period, if one is named, and what else was typed: a place."""
    found = _PERIOD.search(text)
    if found is None:
        return None, text.strip()
    return found[1], (text[: found.start()] + text[found.end() :]).strip()


async def _week(turn: Turn, period: str, code: str) -> Week | None:
    """Return the week that is meant, in the region's zone; None where it is none or yet to come."""
    region = await place_search.by_code(turn.session, code)
    assert region is not None  # noqa: S101 - a grant refers to it
    running = calendar.this_week(turn.now, region.zone)
    spoken = " ".join(period.lower().split())
    if spoken in THIS_WEEK:
        return running
    if spoken in LAST_WEEK:
        return running.previous()
    try:
        week = Week.parse(period)
    except ValueError:
        return None
    return week if week <= running else None
