"""Officers split an incident: what was merged into it, or had joined it, is taken out again.

An incident that was merged continues exactly in the state in which it was merged.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import joinedload, selectinload

from bot.domain import alert_transfer
from bot.domain.escalation import AlertStatus, Stale
from bot.models import Alert, Incident, Merge, Note, Report, ReportAuthor, new_id
from bot.services.alerts import (
    alert_notifications,
    alert_state,
    case_lookup,
    lifecycle,
    merge_restoration,
    reporter_notifications,
    status_edits,
)
from bot.services.alerts.alert_events import EventKind, record

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.services.alerts.alert_actions import AlertPress
    from bot.settings import Config


async def undoable(
    session: AsyncSession, incidents: Collection[int]
) -> Sequence[tuple[int, int, str]]:
    """Return what may be split off incidents, the newest first: incident, merge, ticket.

    Reports that their writers withdrew are not offered, nor is all that is left: people would be
    paged for what nobody reports any more.
    """
    beside: dict[int, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for one in await _not_withdrawn(session, incidents):
        beside[one.incident_id].append(one)
    parts: dict[tuple[int, int], tuple[int, int, str]] = {}
    for incident, reports in beside.items():
        for one in reports:
            if one.merge is not None and not all(_goes_with(other, one) for other in reports):
                part = incident, one.from_id or one.merge
                parts.setdefault(part, (incident, one.merge, one.ticket))
    return list(reversed(parts.values()))


async def _not_withdrawn(
    session: AsyncSession, incidents: Collection[int]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the reports of incidents that were not withdrawn, each with its merge, if any."""
    merged = (Merge.report_id == Report.id) & (Merge.into_id == Report.incident_id)
    found = await session.execute(
        select(
            *(Report.id, Report.incident_id, Report.ticket, ReportAuthor.member_id),
            *(Merge.id.label("merge"), Merge.from_id),
        )
        .outerjoin(ReportAuthor, ReportAuthor.report_id == Report.id)
        .outerjoin(Merge, merged & Merge.undone_at.is_(None))
        .where(Report.incident_id.in_(incidents), Report.withdrawn_at.is_(None))
        .order_by(Report.id)
    )
    return found.all()


def _goes_with(other: Row[*tuple[Any, ...]], one: Row[*tuple[Any, ...]]) -> bool:
    """Tell whether a report is split off together with another one of the same incident.

    It is if both came from one merged incident, or if it is a later one of the same writer.
    """
    if other.id == one.id:
        return True
    if one.from_id is not None:
        return bool(other.from_id == one.from_id)
    return one.member_id is not None and other.member_id == one.member_id and other.id > one.id


async def split(
    session: AsyncSession,
    alert: Alert,
    merge_id: int,
    press: AlertPress,
    *,
    config: Config,
    now: datetime,
) -> Stale | None:
    """Split off what a merge put into an incident. None: it is done.

    An incident that was merged continues where it was; what came due meanwhile is due at once. A
    report that joined when it was sent becomes a new incident, which pages if this one did.
    """
    merge = await _undoable(session, alert, merge_id, press)
    if isinstance(merge, Stale):
        return merge
    record(session, alert, EventKind.SPLIT, now=now, by=press.by, office=press.office)
    if merge.from_id is None:
        await _begin(session, alert, merge, config=config, now=now)
        await _show(session, (alert,), press, now=now)
    else:
        restored = await _restore(session, alert, merge, press, config=config, now=now)
        await _show(session, (alert, restored), press, now=now)
        await alert_notifications.notify_paged(session, restored, EventKind.SPLIT, now=now)
        if restored.holder_id is None:
            await reporter_notifications.notify_reporters(session, restored, "going_on", now=now)
    return None


async def _undoable(
    session: AsyncSession, alert: Alert, merge_id: int, press: AlertPress
) -> Merge | Stale:
    """Return the merge that a button names; or why it cannot be undone, the card being old."""
    if press.run != alert.run or alert.status == AlertStatus.CLOSED:
        return Stale.OLD_CARD if press.run != alert.run else Stale.ALREADY_CLOSED
    merge = await session.get(Merge, merge_id)
    offered = {number for _, number, _ in await undoable(session, [alert.incident_id])}
    return merge if merge is not None and merge.id in offered else Stale.NOT_DUE


async def _restore(
    session: AsyncSession,
    alert: Alert,
    merge: Merge,
    press: AlertPress,
    *,
    config: Config,
    now: datetime,
) -> Alert:
    """Give a merged incident its reports back, and let its alert continue."""
    incident = await case_lookup.load(session, merge.from_id or 0)
    assert incident is not None  # noqa: S101 - its key is checked
    assert incident.alert is not None  # noqa: S101 - it was merged by it
    restored = incident.alert
    target = alert.incident
    if incident.village.retired_at is not None:  # a decree ended it meanwhile
        incident.village, incident.village_code = target.village, target.village_code
    moved = await _move_back(session, incident, target.id, now=now)
    stood = alert_state.from_json(merge.before or {})
    again = alert_transfer.split(alert_state.read(restored), stood, now).state
    alert_state.write(
        restored, await lifecycle.without_absent_holder(session, restored, again, now=now)
    )
    incident.merged_into_id = incident.similar_id = None
    if target.similar_id == incident.id:
        target.similar_id = None
    await merge_restoration.restore(session, alert, moved, config=config)
    record(session, restored, EventKind.SPLIT, now=now, by=press.by, office=press.office)
    return restored


async def _move_back(
    session: AsyncSession, incident: Incident, target: int, *, now: datetime
) -> Sequence[Merge]:
    """Move the reports of an incident back to it from ``target``."""
    same = (Merge.into_id == target, Merge.from_id == incident.id)
    rows = (await session.scalars(select(Merge).where(*same, Merge.undone_at.is_(None)))).all()
    for row in rows:
        row.undone_at = now
    moved = [row.report_id for row in rows]
    await session.execute(
        update(Report)
        .where(Report.id.in_(moved))
        .values(incident_id=incident.id, village_code=incident.village_code)
    )
    await _move_notes_back(session, incident.id, target, moved)
    return rows


async def _move_notes_back(
    session: AsyncSession, incident: int, target: int, reports: Collection[int]
) -> None:
    """Move back the notes of an incident, and of incidents that had been merged into it."""
    before = select(Merge.from_id).where(Merge.report_id.in_(reports), Merge.undone_at.is_(None))
    of_it = (Note.origin_id == incident) | Note.origin_id.in_(before)
    await session.execute(
        update(Note)
        .where(Note.incident_id == target, of_it)
        .values(incident_id=incident, origin_id=func.nullif(Note.origin_id, incident))
    )


async def _begin(
    session: AsyncSession, alert: Alert, merge: Merge, *, config: Config, now: datetime
) -> None:
    """Open a new incident for what a reporter said who had joined this one."""
    merge.undone_at = now
    first, *others = await _of_writer(session, alert, merge.report_id)
    incident = Incident(
        id=new_id(),
        ticket=first.ticket,
        village=alert.incident.village,
        village_code=alert.incident.village_code,
        category=first.category,
        severity=first.severity,
        status=AlertStatus.RECORDED,
        opened_at=first.created_at,
        alert=None,
    )
    session.add(incident)
    for report in (first, *others):
        report.incident, report.incident_id = incident, incident.id
    await merge_restoration.restore(session, alert, [merge], config=config)
    incident.category, incident.severity = first.category, first.severity
    if alert.quiet:
        case_lookup.opened(session, incident, config=config, now=now)  # what was asked goes on
        await lifecycle.inform_unpaged(session, incident, first, config=config, now=now)
    else:
        await lifecycle.begin(session, incident, first, priority=0, config=config, now=now)
    await status_edits.owe(session, incident.id, now=now)


async def _of_writer(session: AsyncSession, alert: Alert, report_id: int) -> Sequence[Report]:
    """Return a report, and the later ones by its writer about the same incident."""
    await session.flush()
    writer = await session.scalar(
        select(ReportAuthor.member_id).where(ReportAuthor.report_id == report_id)
    )
    theirs = Report.author.has(ReportAuthor.member_id == writer) if writer is not None else None
    which = Report.id == report_id
    if theirs is not None:
        which |= theirs & (Report.id > report_id)
    wanted = (
        select(Report)
        .where(Report.incident_id == alert.incident_id, which)
        .options(joinedload(Report.author), selectinload(Report.attachments))
        .order_by(Report.id)
    )
    return (await session.scalars(wanted)).all()


async def _show(
    session: AsyncSession, alerts: Sequence[Alert], press: AlertPress, *, now: datetime
) -> None:
    """Edit all cards but the one that was pressed, and all receipts."""
    for one in alerts:
        await alert_notifications.edit_cards(session, one, now=now, but=press.own_card)
