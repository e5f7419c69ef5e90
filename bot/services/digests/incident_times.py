"""When a period's incidents came, by hour and week, and how long they waited."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from bot.domain import calendar
from bot.domain.calendar import Week
from bot.domain.figures import Span, middle, nearly_all
from bot.domain.period import Period
from bot.services.digests import time_queries
from bot.services.digests.period_figures import Times, Waits
from bot.services.digests.time_queries import DAYS, HOURS, Shown

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.figures import Comparison
    from bot.services.digests.incident_totals import Spans
    from bot.services.digests.time_queries import Waited

TREND = 12  # weeks


class CameAt(NamedTuple):
    """When incidents came: by weekday (0: Monday) and hour, and in each week of the trend."""

    hours: Sequence[Sequence[int]]
    trend: Sequence[tuple[Week, int]]


async def came_at(session: AsyncSession, spans: Spans, readable: ColumnElement[bool]) -> CameAt:
    """Count when the incidents of a period came that ``readable`` allows, in each zone by its own.

    The weeks of the trend are those of the first zone.
    """
    first, _, compared = spans[0]
    weeks = _weeks(compared, first)
    hours: Counter[tuple[int, int]] = Counter()
    trend: Counter[int] = Counter()
    for zone, here, of in spans:
        shown = Shown(here, zone, of.span, readable)
        hours += await time_queries.hours(session, shown)
        long = shown._replace(span=_long(weeks, zone, of))
        trend += await time_queries.by_week(session, long, weeks)
    return CameAt(
        [[hours[day, hour] for hour in range(HOURS)] for day in range(DAYS)],
        [(week, trend[place]) for place, week in enumerate(weeks)],
    )


def of_waits(found: Collection[Waited]) -> Times:
    """Return how long some incidents waited; hours and weeks are left out: empty."""
    answered = [one.answered for one in found if one.answered is not None]
    closed = [one.closed for one in found if one.closed is not None]
    return Times((), (), _waits(answered), _waits(closed))


def _weeks(compared: Comparison, zone: str) -> Sequence[Week]:
    """Return the weeks of the trend, the oldest first; the last one holds the period's end."""
    last = Week.of(calendar.local(compared.span.until - timedelta(microseconds=1), zone).date())
    return [Week.of(last.monday - timedelta(weeks=back)) for back in reversed(range(TREND))]


def _long(weeks: Sequence[Week], zone: str, of: Comparison) -> Span:
    """Return the span of the trend's weeks in a zone, as far as it has come."""
    since, until = (Period.of_week(weeks[end]).bounds(zone)[end] for end in (0, -1))
    return Span(since, min(until, of.span.until) if of.running else until)


def _waits(spans: Collection[timedelta]) -> Waits:
    return Waits(middle(spans), nearly_all(spans), len(spans))
