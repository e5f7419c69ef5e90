"""Orders alerts of repeat callers: none is dropped, each goes behind others' first alert."""

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


class Raised(NamedTuple):
    """What the writer of a report had raised shortly before.

    ``open``: the alert that it joins, where both are /darurat. ``earlier``: how many alerts there
    are, open or over.
    """

    open: Alert | None
    earlier: int


async def raised(session: AsyncSession, report: Report, *, config: Config, now: datetime) -> Raised:
    """Look at what its writer raised within ``repeat_calls.within``, up to this very transaction.

    The hot path pays one statement for everybody of a batch; who calls /darurat again, one more.
    """
    since = now - config.limits.repeat_calls.within
    counts = await _counts(session, report.writer, since)
    before = counts[report.writer]
    if before and report.emergency:
        await session.flush()  # the one before may be of this very batch
        alert = await _joinable(session, report, since, config)
        if alert is not None:
            return Raised(alert, before)
    counts[report.writer] += 1
    return Raised(None, before)


async def _counts(
    session: AsyncSession, writer: int | None, since: datetime
) -> dict[int | None, int]:
    """Return by writer how many alerts they raised, read at once for all who are loaded."""
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
    return next((alert for alert in found if joins(report, alert, config)), None)


def _raised_by(wanted: Select[*Columns]) -> Select[*Columns]:
    """Read alerts by the first report of their incident: whose it is raised them.

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


async def join(
    session: AsyncSession, alert: Alert, report: Report, *, config: Config, now: datetime
) -> None:
    """Put a further emergency to the one that is open; ``report.attachments`` holds its pictures.

    1. The cards of whoever was paged show it, in place, without a page; what rested pages on.
    2. Their pictures follow.
    3. An edit makes no sound and may lie far above, so the card comes anew below them; of several
       calls, the first at once, and the others together after ``repeat_calls.heard_again``.
    """
    woken = await lifecycle.resume_paging(session, alert, now=now)
    record(session, alert, EventKind.ADDED, now=now)
    await alert_notifications.edit_cards(session, alert, now=now)
    photos = [photo.id for photo in report.attachments]
    if photos:
        members = await paging.paged_members(session, alert)
        await paging.show_photos(session, alert, members, now=now, photos=photos, followed=False)
    again = config.limits.repeat_calls.heard_again
    if not woken:
        await alert_notifications.added(session, alert, again=again, photos=bool(photos), now=now)


def joins(report: Report, alert: Alert, config: Config) -> bool:
    """Tell whether whoever was paged for an alert may read a report, and is who must hear of it."""
    category = config.category(report.category)
    same = (list(category.recipients), category.is_confidential)
    return same == (list(alert.policy["recipients"]), alert.policy["confidential"])
