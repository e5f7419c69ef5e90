"""A member's own sent report that is not closed, with all that an addendum changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from bot.domain.escalation import AlertStatus
from bot.models import Addendum, Incident, Report, ReportAuthor

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Member

_REPORT = joinedload(ReportAuthor.report)
_INCIDENT = _REPORT.joinedload(Report.incident)
# All that an addendum changes and tells of.
_LOADED = (
    _INCIDENT.joinedload(Incident.village),
    _INCIDENT.joinedload(Incident.alert),
    _REPORT.joinedload(Report.village),
    _REPORT.selectinload(Report.attachments),
)
_OWN = select(ReportAuthor).join(Report, Report.id == ReportAuthor.report_id)
_NEWEST_FIRST = (Report.created_at.desc(), Report.id.desc())


async def load(session: AsyncSession, author_id: int) -> ReportAuthor | None:
    """Return a sent report that is not closed, with all that an addendum changes."""
    return await _open_one(session, select(ReportAuthor).where(ReportAuthor.id == author_id))


async def by_ticket(session: AsyncSession, member: Member, ticket: str) -> ReportAuthor | None:
    """Return a member's own report of a ticket, if it is not closed."""
    mine = _OWN.where(ReportAuthor.member_id == member.id, Report.ticket == ticket)
    return await _open_one(session, mine)


async def newest(session: AsyncSession, member: Member, since: datetime) -> ReportAuthor | None:
    """Return what a member sent last, after ``since``, if it is not closed."""
    mine = _OWN.where(ReportAuthor.member_id == member.id, Report.created_at > since)
    return await _open_one(session, mine.order_by(*_NEWEST_FIRST))


async def only(session: AsyncSession, member: Member, since: datetime) -> ReportAuthor | None:
    """Return what a member sent last, after ``since``, where all of it that is open is one case."""
    own = (
        select(Report.incident_id)
        .join(ReportAuthor, ReportAuthor.report_id == Report.id)
        .join(Incident, Incident.id == Report.incident_id)
        .where(ReportAuthor.member_id == member.id, Report.created_at > since)
        .where(Incident.status != AlertStatus.CLOSED, Report.withdrawn_at.is_(None))
    )
    await session.flush()
    cases = (await session.scalars(own.distinct().limit(2))).all()
    if len(cases) != 1:
        return None
    mine = _OWN.where(ReportAuthor.member_id == member.id, Report.incident_id == cases[0])
    return await _open_one(session, mine.order_by(*_NEWEST_FIRST))


async def album(
    session: AsyncSession, member: Member, group: str, since: datetime
) -> tuple[ReportAuthor, Addendum] | None:
    """Return the addendum, made after ``since``, to which an album's further picture belongs."""
    await session.flush()
    mine = (
        select(ReportAuthor, Addendum)
        .join(Addendum, Addendum.report_id == ReportAuthor.report_id)
        .where(ReportAuthor.member_id == member.id)
        .where(Addendum.media_group == group, Addendum.at >= since)
        .order_by(Addendum.id.desc())
        .options(*_LOADED)
    )
    found = (await session.execute(mine.limit(1))).first()
    return None if found is None else (_joined(found[0]), found[1])


async def _open_one(session: AsyncSession, wanted: Select[ReportAuthor]) -> ReportAuthor | None:
    await session.flush()  # it may have been sent in this very batch
    found = (await session.scalars(wanted.limit(1).options(*_LOADED))).first()
    if found is None or found.report.incident.status == AlertStatus.CLOSED:
        return None
    return _joined(found)


def _joined(author: ReportAuthor) -> ReportAuthor:
    """Let report and alert know again whose and of which incident they are."""
    set_committed_value(author.report, "author", author)
    alert = author.report.incident.alert
    if alert is not None:
        set_committed_value(alert, "incident", author.report.incident)
    return author
