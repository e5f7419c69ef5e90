"""When incidents came and how long they waited: one statement a figure and zone."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, case, extract, func, or_, select

from bot.domain.category import ALL_IS_WELL
from bot.domain.outcomes import MISTAKEN
from bot.domain.period import Period
from bot.models import Alert, Incident
from bot.places import region_statements
from bot.places.region_filters import inside
from bot.services.digests.summary_queries import REAL, own

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.calendar import Week
    from bot.domain.figures import Span
    from bot.places.region_statements import Inside

DAYS, HOURS = 7, 24
_HOUR = timedelta(hours=1)


class Shown(NamedTuple):
    """Regions of one zone, a span there, and the condition of what a reader's figures hold."""

    regions: Collection[str]
    zone: str
    span: Span
    readable: ColumnElement[bool]


class Waited(NamedTuple):
    """How long an incident waited until it was answered, and until its end; None: not counted."""

    village: str
    category: str
    answered: timedelta | None
    closed: timedelta | None


async def hours(session: AsyncSession, shown: Shown) -> Counter[tuple[int, int]]:
    """Count a span's incidents by weekday (0: Monday) and hour of the clocks there.

    The database counts by the hours of UTC, which none of the country's zones cuts.
    """
    at = Incident.opened_at
    groups = (extract("dow", at), extract("hour", at))  # 0: Sunday
    counted = select(*groups, func.count()).where(*_counted(shown)).group_by(*groups)
    ahead = _ahead(shown.zone, shown.span.since)
    found: Counter[tuple[int, int]] = Counter()
    for day, hour, n in await session.execute(counted):
        there = ((int(day) - 1) % DAYS * HOURS + int(hour) + ahead) % (DAYS * HOURS)
        found[divmod(there, HOURS)] += n
    return found


def came_at(
    days: Collection[int], hours_of_day: Collection[int], zone: str, near: datetime
) -> ColumnElement[bool]:
    """Return the condition that an incident came on these weekdays (0: Monday) in these hours.

    By the clocks of ``zone``, as they go at about a moment; as :func:`hours` counts.
    """
    ahead = _ahead(zone, near)
    utc: dict[int, set[int]] = defaultdict(set)
    for day, hour in product(days, hours_of_day):
        there = (day * HOURS + hour - ahead) % (DAYS * HOURS)
        utc[(there // HOURS + 1) % DAYS].add(there % HOURS)  # 0: Sunday
    opened = Incident.opened_at
    return or_(
        *(
            (extract("dow", opened) == day) & extract("hour", opened).in_(sorted(some))
            for day, some in utc.items()
        )
    )


def _ahead(zone: str, at: datetime) -> int:
    """Return how many hours the clocks of a zone are ahead of UTC at a moment."""
    return (at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()) // _HOUR


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


async def waits(session: AsyncSession, regions: Collection[str], span: Span) -> Sequence[Waited]:
    """Return how long a span's incidents waited for the first human answer, and for their end.

    Whoever counts them: which of them a reader's figures hold is not looked at.

    What called nobody is read in the morning: that is no answer to a call, and is not counted as
    one. What its reporter took back was not ended by whoever answers.
    """
    ends = {"since": span.since, "until": span.until}
    rows = await region_statements.execute(session, waited_incidents, regions, **ends)
    return [waited(*row) for row in rows]


def waited(
    village: str,
    category: str,
    outcome: str | None,
    opened: datetime,
    answered: datetime | None,
    closed: datetime | None,
) -> Waited:
    """Return how long an incident waited."""
    return Waited(
        village,
        category,
        None if answered is None else answered - opened,
        None if closed is None or outcome == MISTAKEN else closed - opened,
    )


def waited_incidents(
    here: Inside,
) -> Select[str, str, str | None, datetime, datetime | None, datetime | None]:
    """Return the statement of :func:`waits`; ``since`` and ``until`` are bound when it runs."""
    of = Incident
    return select(
        of.village_code, of.category, of.outcome, of.opened_at, of.answered_at, of.closed_at
    ).where(
        here(of.village_code),
        of.opened_at >= bindparam("since"),
        of.opened_at < bindparam("until"),
        of.merged_into_id.is_(None),
        of.category != ALL_IS_WELL,
        of.answered_at.is_not(None) | of.closed_at.is_not(None),
        ~of.alert.has(Alert.quiet),
    )


def _counted(shown: Shown) -> tuple[ColumnElement[bool], ...]:
    here = inside(Incident.village_code, shown.regions)
    return (here, *own(shown.span), REAL, shown.readable)
