"""The queries of what happened and how it stands: one statement a count, of any region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import case, func, or_, select

from bot.domain.category import ALL_IS_WELL, Severity
from bot.domain.escalation import UNDER_WAY, AlertStatus
from bot.domain.figures import Change
from bot.domain.outcomes import FALSE_ALARMS
from bot.models import Alert, Incident, Region
from bot.places.region_filters import inside
from bot.services.digests.period_figures import Noteworthy
from bot.services.digests.place_queries import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.figures import Span
    from bot.settings import Config

GRAVE = (Severity.DARURAT, Severity.TINGGI)


@dataclass(frozen=True, slots=True)
class IncidentCount:
    """How many incidents of one village, category and outcome there were."""

    village: str
    category: str
    outcome: str | None
    change: Change
    name: str

    @property
    def is_false_alarm(self) -> bool:
        """Tell whether the outcome says that nothing had happened."""
        return self.outcome in FALSE_ALARMS


class OpenCount(NamedTuple):
    """How many incidents of one village, category and status are open; ``late``: for too long."""

    village: str
    category: str
    status: str
    incidents: int
    late: int


async def incidents(
    session: AsyncSession, regions: Collection[str], span: Span, before: Span
) -> Sequence[IncidentCount]:
    """Count incidents of two spans by village, category and outcome."""
    now, earlier = (func.sum(case((during(each), 1), else_=0)) for each in (span, before))
    groups = (Incident.village_code, Incident.category, Incident.outcome)
    counted = (
        select(*groups, now.label("now"), earlier.label("earlier"))
        .where(
            inside(Incident.village_code, regions),
            or_(during(span), during(before)),
            Incident.merged_into_id.is_(None),
            Incident.category != ALL_IS_WELL,
        )
        .group_by(*groups)
        .subquery()
    )
    named = select(counted, Region.name).join(Region, Region.code == counted.c.village_code)
    return [
        IncidentCount(village, category, outcome, Change(n, m), name)
        for village, category, outcome, n, m, name in await session.execute(named)
    ]


async def open_counts(
    session: AsyncSession, regions: Collection[str], now: datetime, config: Config
) -> Sequence[OpenCount]:
    """Count the incidents that are not finished now, by village, category and status.

    What called nobody only where it was reported within ``unpaged.listed_for``.
    """
    unpaged = config.limits.unpaged
    recent, late = (now - span for span in (unpaged.listed_for, unpaged.answer_within))
    called = Incident.status.in_(UNDER_WAY) & ~Incident.alert.has(Alert.quiet)
    listed = or_(
        Incident.status.in_(UNDER_WAY),
        (Incident.status == AlertStatus.RECORDED) & (Incident.category != ALL_IS_WELL),
    )
    groups = (Incident.village_code, Incident.category, Incident.status)
    counted = (
        select(*groups, func.count(), func.sum(case((Incident.opened_at < late, 1), else_=0)))
        .where(
            inside(Incident.village_code, regions),
            Incident.status.in_((*UNDER_WAY, AlertStatus.RECORDED)),  # by its index: few are open
            or_(called, listed & (Incident.opened_at > recent)),
        )
        .group_by(*groups)
    )
    return [OpenCount(*row) for row in await session.execute(counted)]


_NOTED = (
    *(Incident.ticket, Incident.category, Incident.severity, Incident.status),
    *(Incident.outcome, Region.code, Region.name, Region.zone, Incident.opened_at),
)
_GRAVEST = case({level: -level.rank for level in Severity}, value=Incident.severity, else_=0)


async def noteworthy(
    session: AsyncSession,
    regions: Collection[str],
    span: Span,
    kinds: ColumnElement[bool],
    most: int,
) -> list[Noteworthy]:
    """Return the gravest real incidents of a span, the newest first among equals, with places.

    ``kinds``: of which it may be told.
    """
    wanted = (
        select(*_NOTED)
        .join(Region, Region.code == Incident.village_code)
        .where(
            inside(Incident.village_code, regions),
            *own(span),
            REAL,
            kinds,
            Incident.severity.in_(GRAVE),
        )
        .order_by(_GRAVEST, Incident.opened_at.desc(), Incident.id)
        .limit(most)
    )
    rows = await session.execute(wanted)
    return [
        Noteworthy(ticket, kind, severity, status, outcome, Place(code, name), zone, at)
        for ticket, kind, severity, status, outcome, code, name, zone, at in rows
    ]


def own(span: Span) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that an incident began in a span and is one of its own."""
    return (
        during(span),
        Incident.merged_into_id.is_(None),
        Incident.category != ALL_IS_WELL,
    )


def during(span: Span) -> ColumnElement[bool]:
    """Return the condition that an incident began in a span."""
    return (Incident.opened_at >= span.since) & (Incident.opened_at < span.until)


REAL = or_(Incident.outcome.is_(None), Incident.outcome.not_in(FALSE_ALARMS))  # it had happened
