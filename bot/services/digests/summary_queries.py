"""The queries of the weekly figures: one statement a count, however large the region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, func, or_, select

from bot.domain.category import ALL_IS_WELL
from bot.domain.escalation import UNDER_WAY, AlertStatus
from bot.domain.figures import Change
from bot.domain.outcomes import FALSE_ALARMS
from bot.models import Alert, Incident
from bot.places.region_filters import lies_in

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.figures import Span


@dataclass(frozen=True, slots=True)
class IncidentCount:
    """How many incidents of one village, category and outcome there were."""

    village: str
    category: str
    outcome: str | None
    change: Change

    @property
    def is_false_alarm(self) -> bool:
        """Tell whether the outcome says that nothing had happened."""
        return self.outcome in FALSE_ALARMS


async def incidents(
    session: AsyncSession, regions: Collection[str], span: Span, before: Span
) -> Sequence[IncidentCount]:
    """Count incidents of two spans by village, category and outcome."""
    now, earlier = (func.sum(case((_during(each), 1), else_=0)) for each in (span, before))
    groups = (Incident.village_code, Incident.category, Incident.outcome)
    counted = (
        select(*groups, now, earlier)
        .where(
            lies_in(Incident.village_code, regions),
            or_(_during(span), _during(before)),
            Incident.merged_into_id.is_(None),
            Incident.category != ALL_IS_WELL,
        )
        .group_by(*groups)
    )
    rows = await session.execute(counted)
    return [
        IncidentCount(village, category, outcome, Change(n, m))
        for village, category, outcome, n, m in rows
    ]


async def answers(
    session: AsyncSession, regions: Collection[str], span: Span
) -> Sequence[tuple[str, str, timedelta]]:
    """Return how long each answered incident of a span waited for its first human answer.

    With its village and category. What called nobody is read in the morning: that is no answer to
    a call, and is not counted as one.
    """
    answered = select(
        Incident.village_code, Incident.category, Incident.opened_at, Incident.answered_at
    ).where(
        lies_in(Incident.village_code, regions),
        _during(span),
        Incident.answered_at.is_not(None),
        Incident.merged_into_id.is_(None),
        ~Incident.alert.has(Alert.quiet),
    )
    rows = await session.execute(answered)
    return [(village, kind, at - since) for village, kind, since, at in rows if at is not None]


async def alerts(
    session: AsyncSession, regions: Collection[str], since: datetime
) -> Sequence[tuple[str, str, str, int]]:
    """Count the alerts that are under way now, by village, category and status.

    What called nobody and somebody took: only of what was reported after ``since``.
    """
    listed = or_(Incident.opened_at > since, ~Incident.alert.has(Alert.quiet))
    groups = (Incident.village_code, Incident.category, Incident.status)
    counted = (
        select(*groups, func.count())
        .where(lies_in(Incident.village_code, regions), Incident.status.in_(UNDER_WAY), listed)
        .group_by(*groups)
    )
    rows = await session.execute(counted)
    return [(village, kind, status, n) for village, kind, status, n in rows]


async def waiting(
    session: AsyncSession, regions: Collection[str], since: datetime
) -> Sequence[tuple[str, str, int]]:
    """Count what called nobody since then and nobody has taken, by village and category."""
    groups = (Incident.village_code, Incident.category)
    counted = (
        select(*groups, func.count())
        .where(
            lies_in(Incident.village_code, regions),
            Incident.status == AlertStatus.RECORDED,
            Incident.category != ALL_IS_WELL,
            Incident.opened_at > since,
        )
        .group_by(*groups)
    )
    return [(village, kind, n) for village, kind, n in await session.execute(counted)]


def _during(span: Span) -> ColumnElement[bool]:
    return (Incident.opened_at >= span.since) & (Incident.opened_at < span.until)
