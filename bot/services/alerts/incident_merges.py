"""Officers put two incidents together that are one, and take them apart again, without loss.

The incident that is put to another keeps its row, its alert and its history; its reports stand in
the other one meanwhile, and it goes on exactly where it was when they are taken out again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload, selectinload

from bot.domain import escalation
from bot.domain.accusation import AGAINST
from bot.domain.category import OTHER, Severity
from bot.domain.escalation import AlertStatus, Stale
from bot.models import Alert, Incident, Merge, Report, ReportAuthor, new_id
from bot.services.alerts import (
    alert_notifications,
    alert_state,
    case_lookup,
    joined_reports,
    lifecycle,
    paging,
    reporter_notifications,
    status_edits,
)
from bot.services.alerts.alert_events import EventKind, record

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.services.alerts.alert_actions import AlertPress
    from bot.settings import Config


def is_open(incident: Incident, other: Incident) -> bool:
    """Tell whether two incidents are open in one village."""
    here = incident.id != other.id and incident.village_code == other.village_code
    return here and AlertStatus.CLOSED not in {incident.status, other.status}


def is_answered_by_the_same(incident: Incident, other: Incident, config: Config) -> bool:
    """Tell whether the same people answer two incidents, and nobody is to be kept from either."""
    kinds = [
        config.categories.get(one.category, config.categories[OTHER]) for one in (incident, other)
    ]
    same = kinds[0].recipients == kinds[1].recipients
    return same and not any(kind.is_confidential or kind.code in AGAINST for kind in kinds)


async def undoable(
    session: AsyncSession, incidents: Collection[int]
) -> Sequence[tuple[int, int, str]]:
    """Return what may be taken out of incidents, the newest first: incident, merge, ticket."""
    rows = await session.execute(
        select(Merge.into_id, Merge.from_id, Merge.id, Report.ticket)
        .join(Report, Report.id == Merge.report_id)
        .where(Merge.into_id.in_(incidents), Merge.undone_at.is_(None))
        .order_by(Report.id)
    )
    found: dict[tuple[int, int | None], tuple[int, int, str]] = {}
    for into, from_id, merge_id, ticket in rows:
        found.setdefault((into, from_id or merge_id), (into, merge_id, ticket))
    return list(reversed(found.values()))


def may_be_one(alert: Alert, other: Alert) -> bool:
    """Tell whether two alerts may be put together (their incidents are loaded).

    1. Both are open, in one village. 2. The same people answer both, and nothing is confidential.
    """
    if not is_open(alert.incident, other.incident):
        return False
    same = alert.policy["recipients"] == other.policy["recipients"]
    return same and not alert.policy["confidential"] and not other.policy["confidential"]


async def merge(
    session: AsyncSession,
    alert: Alert,
    other: Alert,
    press: AlertPress,
    *,
    config: Config,
    now: datetime,
) -> Stale | None:
    """Put two alerts together (loaded, with incident and village). None: it is done.

    1. The one that stays calls people as urgently as the other: it pages where one of them does,
       and is held where one of them is.
    2. The reports of the one that goes stand in it from now on; how it stood is kept beside them.
    3. Its reporters hear that, and from now on what becomes of the one that stays.
    4. Its cards lead to the one that stays, on whose cards all of it is read.
    """
    if press.run != alert.run:
        return Stale.OLD_CARD
    if not may_be_one(alert, other):
        return Stale.ALREADY_CLOSED
    stays, goes = sorted((alert, other), key=_precedence)
    await reporter_notifications.to_reporters(session, goes, "merged", now=now)
    await _move_reports(session, goes, stays, now=now)
    alert_state.write(goes, escalation.merge(alert_state.read(goes), now).state)
    goes.incident.merged_into_id = stays.incident_id
    for one in (goes, stays):
        record(session, one, EventKind.MERGED, now=now, by=press.by, office=press.office)
    before = await joined_reports.reported(session, stays.incident, None)
    severities = [*before.severities, Severity(goes.incident.severity)]
    joined_reports.raise_severity(stays.incident, severities, before.people, config)
    await _show(session, (goes, stays), press, now=now)
    members = await paging.paged(session, stays)
    members |= await alert_notifications.shown_to(session, stays)
    await paging.show_photos(session, stays, members, now=now)
    return None


async def split(
    session: AsyncSession,
    alert: Alert,
    merge_id: int,
    press: AlertPress,
    *,
    config: Config,
    now: datetime,
) -> Stale | None:
    """Take out of an incident what was put to it. None: it is done.

    What was an incident of its own goes on where it was: what was due meanwhile is due at once.
    What joined as it was sent becomes one, and calls people where this one did.
    """
    if press.run != alert.run or alert.status == AlertStatus.CLOSED:
        return Stale.OLD_CARD if press.run != alert.run else Stale.ALREADY_CLOSED
    one = await session.get(Merge, merge_id)
    if one is None or one.into_id != alert.incident_id or one.undone_at is not None:
        return Stale.NOT_DUE
    record(session, alert, EventKind.SPLIT, now=now, by=press.by, office=press.office)
    if one.from_id is None:
        await _begin(session, alert, one, config=config, now=now)
        await _show(session, (alert,), press, now=now)
    else:
        back = await _restore(session, alert, one, press, now=now)
        await _show(session, (alert, back), press, now=now)
        await alert_notifications.to_paged(session, back, EventKind.SPLIT, now=now)
        if back.status == AlertStatus.OPEN:
            await reporter_notifications.to_reporters(session, back, "going_on", now=now)
    return None


def _precedence(alert: Alert) -> tuple[bool, bool, int]:
    """Order alerts: one that pages stays before one that does not, a held one before another."""
    return alert.quiet, alert.status == AlertStatus.OPEN, alert.incident_id


async def _move_reports(session: AsyncSession, goes: Alert, stays: Alert, *, now: datetime) -> None:
    await session.flush()
    of_it = Report.incident_id == goes.incident_id
    before = alert_state.document(alert_state.read(goes))
    for report in (await session.scalars(select(Report.id).where(of_it))).all():
        session.add(
            Merge(
                id=new_id(),
                at=now,
                report_id=report,
                into_id=stays.incident_id,
                from_id=goes.incident_id,
                before=before,
            )
        )
    await session.execute(update(Report).where(of_it).values(incident_id=stays.incident_id))


async def _restore(
    session: AsyncSession, alert: Alert, one: Merge, press: AlertPress, *, now: datetime
) -> Alert:
    """Give an incident its reports back, and let its alert go on."""
    incident = await case_lookup.load(session, one.from_id or 0)
    assert incident is not None  # noqa: S101 - its key is checked
    assert incident.alert is not None  # noqa: S101 - it was merged by it
    back = incident.alert
    if incident.village.retired_at is not None:  # a decree ended it meanwhile
        incident.village, incident.village_code = (
            alert.incident.village,
            alert.incident.village_code,
        )
    same = (Merge.into_id == alert.incident_id, Merge.from_id == incident.id)
    rows = await session.scalars(select(Merge).where(*same, Merge.undone_at.is_(None)))
    moved = []
    for row in rows.all():
        row.undone_at = now
        moved.append(row.report_id)
    await session.execute(
        update(Report)
        .where(Report.id.in_(moved))
        .values(incident_id=incident.id, village_code=incident.village_code)
    )
    stood = alert_state.of_document(one.before or {})
    alert_state.write(back, escalation.split(alert_state.read(back), stood, now).state)
    incident.merged_into_id = incident.similar_id = None
    record(session, back, EventKind.SPLIT, now=now, by=press.by, office=press.office)
    return back


async def _begin(
    session: AsyncSession, alert: Alert, one: Merge, *, config: Config, now: datetime
) -> None:
    """Make an incident of what somebody reported who had joined this one."""
    one.undone_at = now
    first, *others = await _of_writer(session, alert, one.report_id)
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
    if alert.quiet:
        await lifecycle.tell_unpaged(session, incident, first, config=config, now=now)
    else:
        await lifecycle.begin(session, incident, first, priority=0, config=config, now=now)
    await status_edits.owe(session, incident.id, now=now)


async def _of_writer(session: AsyncSession, alert: Alert, report_id: int) -> Sequence[Report]:
    """Return a report, and what its writer said of the same incident after it."""
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
    """Bring all cards up to date, but that which was pressed, and receipts."""
    for one in alerts:
        await alert_notifications.edit_cards(session, one, now=now, but=press.own_card)
