"""Whom a question is for: reports may have been put together since it was begun, or taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from bot.models import Alert, Incident, Merge, Report
from bot.services.alerts import alert_access, case_lookup, conversation, lifecycle

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.access import Grant
    from bot.settings import Config


class QuestionTarget(NamedTuple):
    """Under which alert whoever is asked stands now. ``reports``: theirs alone; None: of all."""

    alert: Alert
    reports: Sequence[int] | None = None


async def find(
    session: AsyncSession, alert: Alert, report: int | None, *, config: Config, now: datetime
) -> QuestionTarget:
    """Return it for a question that an alert, or a button under an answer to it, was pressed for.

    1. Of one ``report``: wherever that stands now. 2. Of what was merged: whoever reported that.
    """
    if report is not None:
        return QuestionTarget(await _of(session, report, config, now) or alert, (report,))
    target = await lifecycle.current_alert(session, alert.id)
    if target is None or target.id == alert.id:
        return QuestionTarget(alert)
    return QuestionTarget(target, await reports_put_together(session, alert))


async def reports_put_together(session: AsyncSession, alert: Alert) -> Sequence[int]:
    """Return the reports that a merged incident had, by where they went: that is indexed."""
    into, of_it = alert.incident.merged_into_id, Merge.from_id == alert.incident_id
    moved = select(Merge.report_id).where(Merge.into_id == into, of_it, Merge.undone_at.is_(None))
    return (await session.scalars(moved)).all()


async def may_talk(
    session: AsyncSession,
    alert: Alert,
    target: QuestionTarget,
    member: int,
    grants: Collection[Grant],
) -> bool:
    """Tell whether a member may ask: by what they were called for, or by what it stands in now.

    Either way they may read the one in which it stands now.
    """
    if await conversation.may_talk(session, target.alert, member, grants):
        return True
    reads = await alert_access.answers(session, target.alert, member, grants)
    return reads and await conversation.may_talk(session, alert, member, grants)


async def _of(session: AsyncSession, report: int, config: Config, now: datetime) -> Alert | None:
    """Return the alert of a report, one that pages nobody where it has none yet."""
    await session.flush()
    wanted = select(Incident.id).join(Report, Report.incident_id == Incident.id)
    number = await session.scalar(wanted.where(Report.id == report))
    incident = None if number is None else await case_lookup.load(session, number)
    return (
        None if incident is None else case_lookup.opened(session, incident, config=config, now=now)
    )
