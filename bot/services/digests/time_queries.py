"""When incidents came and how long they waited: one statement a figure and zone."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import case, extract, func, select

from bot.domain.outcomes import MISTAKEN
from bot.domain.period import Period
from bot.models import Alert, Incident
from bot.places.region_filters import inside
from bot.services.digests.summary_queries import REAL, own

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.calendar import Week
    from bot.domain.figures import Span

DAYS, HOURS = 7, 24
_HOUR = timedelta(hours=1)


class Shown(NamedTuple):
    """Regions of one zone, a span there, and the condition of what a reader's figures hold."""

    regions: Collection[str]
    zone: str
    span: Span
    readable: ColumnElement[bool]


async def hours(session: AsyncSession, shown: Shown) -> Counter[tuple[int, int]]:
    """Count a span's incidents by weekday (0: Monday) and hour of the clocks there.

    The database counts by the hours of UTC, which none of the country's zones cuts.
    """
    at = Incident.opened_at
    groups = (extract("dow", at), extract("hour", at))  # 0: Sunday
    counted = select(*groups, func.count()).where(*_counted(shown)).group_by(*groups)
    ahead = shown.span.since.astimezone(ZoneInfo(shown.zone)).utcoffset() or timedelta()
    found: Counter[tuple[int, int]] = Counter()
    for day, hour, n in await session.execute(counted):
        there = ((int(day) - 1) % DAYS * HOURS + int(hour) + ahead // _HOUR) % (DAYS * HOURS)
        found[divmod(there, HOURS)] += n
    return found


async def by_week(session: AsyncSession, shown: Shown, weeks: Sequence[Week]) -> Counter[int]:
    """Count the incidents of these weeks (in a row, the oldest first), by their place in it."""
    bounds = [Period.of_week(week).bounds(shown.zone) for week in weeks]
    ends = [(Incident.opened_at < until, place) for place, (_, until) in enumerate(bounds)]
    place = case(*ends, else_=len(weeks)).label("place")
    rows = select(place).where(*_counted(shown)).subquery()
    counted = select(rows.c.place, func.count()).group_by(rows.c.place)
    found: Counter[int] = Counter()
    for place, n in await session.execute(counted):
        found[place] = n
    return found


async def waits(
    session: AsyncSession, shown: Shown
) -> tuple[Sequence[timedelta], Sequence[timedelta]]:
    """Return how long a span's incidents waited for the first human answer, and for their end.

    What called nobody is read in the morning: that is no answer to a call, and is not counted as
    one. What its reporter took back was not ended by whoever answers.
    """
    wanted = select(
        Incident.opened_at, Incident.answered_at, Incident.closed_at, Incident.outcome
    ).where(
        inside(Incident.village_code, shown.regions),
        *own(shown.span),
        shown.readable,
        Incident.answered_at.is_not(None) | Incident.closed_at.is_not(None),
        ~Incident.alert.has(Alert.quiet),
    )
    rows = (await session.execute(wanted)).all()
    return (
        [row.answered_at - row.opened_at for row in rows if row.answered_at is not None],
        [
            row.closed_at - row.opened_at
            for row in rows
            if row.closed_at is not None and row.outcome != MISTAKEN
        ],
    )


def _counted(shown: Shown) -> tuple[ColumnElement[bool], ...]:
    here = inside(Incident.village_code, shown.regions)
    return (here, *own(shown.span), REAL, shown.readable)
