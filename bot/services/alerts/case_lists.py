"""The reports that somebody may look up, in lists and numbers: what waits, and what there is."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import case, func, or_, select

from bot.domain import access
from bot.domain.access import Role
from bot.domain.category import ALL_IS_WELL, OTHER, Severity
from bot.domain.escalation import AlertStatus
from bot.models import Alert, Incident
from bot.places.region_filters import inside
from bot.services.alerts import alert_access, paging
from bot.services.alerts.case_lookup import KNOWN, CaseReader

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, SQLColumnExpression
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.category import Category
    from bot.settings import Config


class Unfinished(NamedTuple):
    """How much is not finished.

    ``open``: what called people, or was taken, ``unanswered`` of it; ``waiting``: what called
    nobody and nobody has taken, ``overdue`` of it for longer than ``unpaged.answer_within``.
    """

    open: int
    unanswered: int
    waiting: int
    overdue: int


async def waiting(
    session: AsyncSession,
    reader: CaseReader,
    *,
    limit: int,
    offset: int = 0,
    since: datetime | None = None,
) -> Sequence[Incident]:
    """Return what paged nobody and is not closed, the most severe first, then the oldest.

    ``since``: only what was reported from then on.
    """
    newer = [] if since is None else [Incident.opened_at >= since]
    rank = case({level: -level.rank for level in Severity}, value=Incident.severity, else_=0)
    order = (rank, Incident.opened_at, Incident.id)
    return await _page(session, (*_waits(reader), *newer), order, limit, offset)


async def count_waiting(session: AsyncSession, reader: CaseReader) -> int:
    """Return how many reports :func:`waiting` lists in all."""
    return await _count(session, _waits(reader))


async def unfinished(
    session: AsyncSession, reader: CaseReader, places: Collection[str]
) -> Unfinished:
    """Count what ``/tugas`` lists of these places."""
    alerts = [
        alert
        for alert in await alert_access.open_alerts(session, reader.member_id, reader.grants)
        if access.lies_within(alert.incident.village_code, places)
    ]
    unanswered = sum(alert.status == AlertStatus.OPEN for alert in alerts)
    waits = (*_waits(reader), inside(Incident.village_code, places))
    untaken = Incident.status == AlertStatus.RECORDED
    late = untaken & (Incident.opened_at < _late(reader))
    counted = select(*(func.sum(case((one, 1), else_=0)) for one in (untaken, ~untaken, late)))
    row = (await session.execute(counted.where(*waits))).one()
    left, taken, overdue = (n or 0 for n in row)
    return Unfinished(len(alerts) + taken, unanswered, left, overdue)


def counted(listed: Sequence[Incident], reader: CaseReader) -> Unfinished:
    """Count what ``/tugas`` lists for somebody, where that was read (each ``alert`` is loaded)."""
    alerts = [one.alert for one in listed if one.alert is not None and not one.alert.quiet]
    quiet = [one for one in listed if one.alert is None or one.alert.quiet]
    untaken = [one for one in quiet if one.status == AlertStatus.RECORDED]
    return Unfinished(
        open=len(alerts) + len(quiet) - len(untaken),
        unanswered=sum(alert.status == AlertStatus.OPEN for alert in alerts),
        waiting=len(untaken),
        overdue=sum(one.opened_at < _late(reader) for one in untaken),
    )


async def overdue(session: AsyncSession, reader: CaseReader) -> int:
    """Return how many of those nobody has taken for longer than ``unpaged.answer_within``."""
    untaken = (Incident.status == AlertStatus.RECORDED, Incident.opened_at < _late(reader))
    return await _count(session, (*_waits(reader), *untaken))


async def recent(
    session: AsyncSession,
    reader: CaseReader,
    *,
    place: str | None,
    limit: int,
    offset: int = 0,
    such: Sequence[ColumnElement[bool]] = (),
) -> Sequence[Incident]:
    """Return the reports that somebody may read, paged or not, open or over, the newest first.

    ``such``: only those that fulfil these conditions.
    """
    newest = (Incident.opened_at.desc(), Incident.id.desc())
    return await _page(session, (*_there(reader, place), *such), newest, limit, offset)


async def count_recent(
    session: AsyncSession,
    reader: CaseReader,
    *,
    place: str | None,
    such: Sequence[ColumnElement[bool]] = (),
) -> int:
    """Return how many reports :func:`recent` lists in all."""
    return await _count(session, (*_there(reader, place), *such))


async def since(session: AsyncSession, reader: CaseReader, moment: datetime) -> tuple[int, int]:
    """Return how many reports came since a moment that somebody may read, and how many are over."""
    came = (_readable(reader), *_SHOWN, Incident.opened_at >= moment)
    over = Incident.status == AlertStatus.CLOSED
    return await _count(session, came), await _count(session, (*came, over))


async def _page(
    session: AsyncSession,
    which: Sequence[ColumnElement[bool]],
    order: Sequence[SQLColumnExpression[Any]],
    limit: int,
    offset: int,
) -> Sequence[Incident]:
    if limit <= 0:
        return ()
    wanted = select(Incident).where(*which).options(*KNOWN).order_by(*order)
    return (await session.scalars(wanted.limit(limit).offset(offset))).all()


# What is told of within another incident is none of its own.
_SHOWN = (Incident.category != ALL_IS_WELL, Incident.merged_into_id.is_(None))


async def _count(session: AsyncSession, which: Sequence[ColumnElement[bool]]) -> int:
    counted = select(func.count()).select_from(Incident).where(*which)
    return await session.scalar(counted) or 0


def _there(reader: CaseReader, place: str | None) -> tuple[ColumnElement[bool], ...]:
    here = [] if place is None else [inside(Incident.village_code, [place])]
    return _readable(reader), *_SHOWN, *here


def _waits(reader: CaseReader) -> tuple[ColumnElement[bool], ...]:
    return (
        _readable(reader),
        or_(Incident.status == AlertStatus.RECORDED, Incident.alert.has(Alert.quiet)),
        Incident.status != AlertStatus.CLOSED,
        Incident.category != ALL_IS_WELL,
        Incident.opened_at > reader.now - reader.config.limits.unpaged.listed_for,
    )


def _late(reader: CaseReader) -> datetime:
    """Return since when a case that is overdue waits."""
    return reader.now - reader.config.limits.unpaged.answer_within


def worked_regions(
    reader: CaseReader, policies: Mapping[str, dict[str, Any]] | None = None
) -> dict[str, frozenset[str]]:
    """Return by category in which regions somebody works its incidents.

    ``policies``: :func:`policies_of` the configuration, where it is asked for many.
    """
    return {
        code: frozenset(alert_access.regions_of(policy, reader.grants))
        for code, policy in (policies or policies_of(reader.config)).items()
    }


def policies_of(config: Config) -> dict[str, dict[str, Any]]:
    """Return by category what an incident of it follows that paged nobody."""
    return {code: policy_of(category, config) for code, category in config.categories.items()}


def policy_of(category: Category, config: Config) -> dict[str, Any]:
    """Return what an incident of a category follows that paged nobody."""
    return paging.policy_document(category, category.severity, config)


def _readable(reader: CaseReader) -> ColumnElement[bool]:
    """Return the condition that somebody may work an incident, by its category.

    A category that the operator took out of the list counts as "other". Whoever stands in for a
    unit works what they were told of.
    """
    grants, config = reader.grants, reader.config
    kinds: dict[frozenset[str], list[str]] = defaultdict(list)
    for code, regions in worked_regions(reader).items():
        kinds[regions].append(code)
    conditions = []
    for regions, codes in kinds.items():
        of_kind: ColumnElement[bool] = Incident.category.in_(codes)
        if OTHER in codes:
            of_kind = or_(of_kind, Incident.category.not_in(list(config.categories)))
        if regions:
            conditions.append(of_kind & inside(Incident.village_code, regions))
    leads = {grant.region for grant in grants if grant.role == Role.SUPERVISOR}
    if leads:
        told = alert_access.told_to(reader.member_id)
        conditions.append(inside(Incident.village_code, leads) & Incident.id.in_(told))
    return or_(*conditions) if conditions else Incident.id.is_(None)
