"""Priorities of repeat callers: no alert is dropped, but each goes behind others' first alert."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVarTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload

from bot.domain.escalation import AlertStatus
from bot.models import Alert, Incident, Member, Report, ReportAuthor, loaded_rows
from bot.services.alerts import alert_notifications, lifecycle, paging
from bot.services.alerts.alert_events import EventKind, record

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import BindParameter, Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Config


Columns = TypeVarTuple("Columns")
_COUNTS = "repeat_callers.counts"


class EarlierAlerts(NamedTuple):
    """The alerts that the writer of a report caused shortly before.

    ``open``: the open alert that the report joins, if both are /darurat. ``total``: how many alerts
    there were, open or closed.
    """

    open: Alert | None
    total: int


async def earlier_alerts(
    session: AsyncSession, report: Report, *, config: Config, now: datetime
) -> EarlierAlerts:
    """Return its writer's alerts of the last ``repeat_calls.within``, this transaction's included.

    It costs one statement for all members of a batch, and one more for a repeated /darurat.
    """
    since = now - config.limits.repeat_calls.within
    counts = await _counts(session, report.writer, since)
    before = counts[report.writer]
    if before and report.emergency:
        await session.flush()  # the one before may be of this very batch
        alert = await _joinable(session, report, since, config)
        if alert is not None:
            return EarlierAlerts(alert, before)
    counts[report.writer] += 1
    return EarlierAlerts(None, before)


async def _counts(
    session: AsyncSession, writer: int | None, since: datetime
) -> dict[int | None, int]:
    """Return by writer how many alerts they caused, read at once for all members loaded."""
    counts: dict[int | None, int] = session.info.setdefault(_COUNTS, {})
    if writer not in counts:
        loaded = (one.id for one in loaded_rows.all_of(session, Member))
        unread = {writer, *loaded} - counts.keys()
        counts |= dict.fromkeys(unread, 0)
        which = {"writers": list(unread), "since": since}
        for member, count in await session.execute(_COUNTED, which):
            counts[member] = count
    return counts


async def _joinable(
    session: AsyncSession, report: Report, since: datetime, config: Config
) -> Alert | None:
    emergencies = (
        _raised_by(select(Alert))
        .where(
            Report.emergency,
            Alert.status != AlertStatus.CLOSED,
            Incident.village_code == report.village_code,
        )
        .options(joinedload(Alert.incident).joinedload(Incident.village))
        .order_by(Alert.started_at.desc(), Alert.id.desc())
    )
    found = await session.scalars(emergencies, {"writers": [report.writer], "since": since})
    return next((alert for alert in found if may_join(report, alert, config)), None)


def _raised_by(wanted: Select[*Columns]) -> Select[*Columns]:
    """Select alerts by the writer of their incident's first report, who caused them.

    ``writers`` and ``since`` are bound when it runs.
    """
    writers: BindParameter[Any] = bindparam("writers", expanding=True)
    since = bindparam("since", type_=Report.created_at.type)
    first = (Report.incident_id == Incident.id) & (Report.ticket == Incident.ticket)
    return (
        wanted.select_from(ReportAuthor)
        .join(Report, Report.id == ReportAuthor.report_id)
        .join(Incident, first)
        .join(Alert, Alert.incident_id == Incident.id)
        .where(ReportAuthor.member_id.in_(writers), Report.created_at >= since)
        .where(Alert.quiet.is_(False))
    )


_COUNTED = _raised_by(select(ReportAuthor.member_id, func.count())).group_by(  # written once
    ReportAuthor.member_id
)


async def join_open_emergency(
    session: AsyncSession, alert: Alert, report: Report, *, config: Config, now: datetime
) -> None:
    """Join a further /darurat to the open one; ``report.attachments`` holds its pictures.

    1. The cards of those paged are edited to show it, without a page; a suspended alert pages on.
    2. Its pictures are sent.
    3. An edit makes no sound and may be far up in the chat, so the card is also sent again below:
       for the first further call at once, for later ones together after
       ``repeat_calls.heard_again``.
    """
    paged_on = await lifecycle.resume_paging(session, alert, now=now)
    record(session, alert, EventKind.ADDED, now=now)
    await alert_notifications.edit_cards(session, alert, now=now)
    photos = [photo.id for photo in report.attachments]
    if photos:
        members = await paging.paged_members(session, alert)
        await paging.show_photos(session, alert, members, now=now, photos=photos, followed=False)
    again = config.limits.repeat_calls.heard_again
    if not paged_on:
        await alert_notifications.notify_added(
            session, alert, again=again, photos=bool(photos), now=now
        )


def may_join(report: Report, alert: Alert, config: Config) -> bool:
    """Tell whether a report has the same recipients as an alert, so that it may join it."""
    category = config.category(report.category)
    same = (list(category.recipients), category.is_confidential)
    return same == (list(alert.policy["recipients"]), alert.policy["confidential"])
