"""The queries of what happened and how it stands: one statement a count, of any region."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, case, func, or_, select

from bot.domain.category import ALL_IS_WELL, Severity
from bot.domain.escalation import UNDER_WAY, AlertStatus
from bot.domain.outcomes import FALSE_ALARMS
from bot.models import Alert, Incident, Region
from bot.models.fixed_values import among
from bot.places import region_statements
from bot.places.region_filters import inside
from bot.services.alerts.open_cases import UNFINISHED
from bot.services.digests.period_figures import Noteworthy
from bot.services.digests.place_queries import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.figures import Span
    from bot.places.region_statements import Inside
    from bot.settings import Config

GRAVE = (Severity.DARURAT, Severity.TINGGI)


class IncidentCount(NamedTuple):
    """How many incidents of one village, category and outcome there were, and were before."""

    village: str
    category: str
    outcome: str | None
    now: int
    before: int
    name: str


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
    rows = await region_statements.execute(session, counted, regions, **ends(span, before))
    return [IncidentCount(*row) for row in rows]


def ends(span: Span, before: Span) -> dict[str, datetime]:
    """Return what is bound when :func:`counted` runs."""
    both = {"first": min(before.since, span.since), "last": max(before.until, span.until)}
    earlier = {"before_since": before.since, "before_until": before.until}
    return {"since": span.since, "until": span.until, **earlier, **both}


def counted(here: Inside) -> Select[str, str, str | None, int, int, str]:
    """Return the statement of :func:`incidents`; the ends of the spans are bound when it runs."""
    at = Incident.opened_at
    span = (at >= bindparam("since")) & (at < bindparam("until"))
    before = (at >= bindparam("before_since")) & (at < bindparam("before_until"))
    now, earlier = (func.sum(case((each, 1), else_=0)) for each in (span, before))
    groups = (Incident.village_code, Incident.category, Incident.outcome)
    found = (
        select(*groups, now.label("now"), earlier.label("earlier"))
        .where(
            here(Incident.village_code),
            at >= bindparam("first"),  # one scan of the index, where the two spans would be two
            at < bindparam("last"),
            or_(span, before),
            Incident.merged_into_id.is_(None),
            Incident.category != ALL_IS_WELL,
        )
        .group_by(*groups)
        .subquery()
    )
    return select(*found.c, Region.name).join(Region, Region.code == found.c.village_code)


async def open_counts(
    session: AsyncSession, regions: Collection[str], now: datetime, config: Config
) -> Sequence[OpenCount]:
    """Count the incidents that are not finished now, by village, category and status.

    What called nobody only where it was reported within ``unpaged.listed_for``.
    """
    rows = await region_statements.execute(session, unfinished, regions, **open_ends(now, config))
    return [OpenCount(*row) for row in rows]


def open_ends(now: datetime, config: Config) -> dict[str, datetime]:
    """Return what is bound when :func:`unfinished` runs."""
    unpaged = config.limits.unpaged
    return {"recent": now - unpaged.listed_for, "late": now - unpaged.answer_within}


def unfinished(here: Inside) -> Select[str, str, str, int, int]:
    """Return the statement of :func:`open_counts`."""
    late = Incident.opened_at < bindparam("late")
    called = among(Incident.status, UNDER_WAY) & ~Incident.alert.has(Alert.quiet)
    listed = or_(
        among(Incident.status, UNDER_WAY),
        (Incident.status == AlertStatus.RECORDED) & (Incident.category != ALL_IS_WELL),
    )
    groups = (Incident.village_code, Incident.category, Incident.status)
    return (
        select(*groups, func.count(), func.sum(case((late, 1), else_=0)))
        .where(
            here(Incident.village_code),
            among(Incident.status, UNFINISHED),  # by its index: few are open
            or_(called, listed & (Incident.opened_at > bindparam("recent"))),
        )
        .group_by(*groups)
    )


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
