"""Somebody who raises one alert after another: never silenced, and never before others' first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.domain.category import OTHER
from bot.domain.escalation import AlertStatus
from bot.models import Alert, Incident, Report
from bot.services import announcing, paging
from bot.services.history import Happened, record

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Config


class Raised(NamedTuple):
    """What the writer of a report had raised shortly before.

    ``open``: the alert that it joins, where both are /darurat. ``earlier``: how many alerts there
    are, open or over.
    """

    open: Alert | None
    earlier: int


async def raised(session: AsyncSession, report: Report, *, config: Config, now: datetime) -> Raised:
    """Look at what its writer raised within ``repeat_calls.within``, in one statement."""
    await session.flush()  # the one before may be of this very batch
    since = now - config.limits.repeat_calls.within
    before = (
        select(Alert, Report.emergency)
        .join(Alert.incident)
        .join(Report, (Report.incident_id == Incident.id) & (Report.ticket == Incident.ticket))
        .where(Report.member_id == report.member_id, Report.created_at >= since)
        .options(joinedload(Alert.incident).joinedload(Incident.village))
        .order_by(Alert.started_at.desc(), Alert.id.desc())
    )
    rows = (await session.execute(before)).all()
    joinable = (
        alert
        for alert, called in rows
        if called and report.emergency and _joins(report, alert, config)
    )
    return Raised(next(joinable, None), len(rows))


async def join(
    session: AsyncSession, alert: Alert, report: Report, *, config: Config, now: datetime
) -> None:
    """Put a further emergency to the one that is open; ``report.attachments`` holds its pictures.

    1. The cards of whoever was paged show it, in place, without a page.
    2. An edit makes no sound, so they get a short message; of several calls, the first at once,
       and the others together after ``repeat_calls.heard_again``.
    3. Their pictures follow.
    """
    record(session, alert, Happened.ADDED, now=now)
    await announcing.edit_cards(session, alert, now=now)
    await announcing.added(session, alert, again=config.limits.repeat_calls.heard_again, now=now)
    photos = [photo.id for photo in report.attachments]
    if photos:
        members = await paging.paged(session, alert)
        await paging.show_photos(session, alert, members, now=now, photos=photos)


def _joins(report: Report, alert: Alert, config: Config) -> bool:
    """Tell whether whoever was paged for an alert may read a report, and is who must hear of it."""
    incident = alert.incident
    category = config.categories.get(report.category, config.categories[OTHER])
    same = (list(category.recipients), category.is_confidential)
    return (
        alert.status != AlertStatus.CLOSED
        and incident.village_code == report.village_code
        and same == (list(alert.policy["recipients"]), alert.policy["confidential"])
    )
