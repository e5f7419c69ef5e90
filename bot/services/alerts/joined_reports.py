"""Joins a report to an open incident: nobody is paged twice, and all who have its card read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.domain import alert_transfer
from bot.domain.category import Severity
from bot.domain.merging import raised_severity
from bot.models import Merge, Report, ReportAuthor, new_id
from bot.services.alerts import alert_notifications, alert_state, lifecycle, paging
from bot.services.alerts.alert_events import EventKind, record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Incident
    from bot.settings import Config

JOINED = "joined"
STAYING, REPORT = "staying", "report"
# What an officer changes of all reports of an incident, by the line that says so.
CHANGED: Mapping[EventKind, Sequence[str]] = {
    EventKind.RECLASSIFIED: ("category", "severity"),
    EventKind.REGRADED: ("severity",),
    EventKind.RETIMED: ("ongoing",),
}


@dataclass(frozen=True, slots=True)
class EarlierReports:
    """Summary of an incident's reports before a new one: how many people, and how severe.

    ``anonymous``: whether the writer of the new one reported it anonymously; None: not at all.
    """

    people: int
    severities: Sequence[Severity]
    anonymous: bool | None


def state_before_merge(report: Report, into: Incident) -> dict[str, Any]:
    """Return as JSON a report's kind and severity, and the severity of the incident it joins.

    They are stored with the merge, so that a split can restore them.
    """
    columns = {column for changed in CHANGED.values() for column in changed}
    of_report = {column: getattr(report, column) for column in sorted(columns)}
    return {REPORT: of_report, STAYING: into.severity}


async def earlier_reports(
    session: AsyncSession, incident: Incident, member: int | None
) -> EarlierReports:
    """Summarise the reports of an incident for ``member``, who reports it now."""
    await session.flush()  # the one before may be of this very batch
    rows = await session.execute(
        select(Report.severity, Report.anonymous, Report.alias, ReportAuthor.member_id)
        .outerjoin(ReportAuthor, ReportAuthor.report_id == Report.id)
        .where(Report.incident_id == incident.id)
    )
    found = list(rows)
    own = [row.anonymous for row in found if row.member_id == member is not None]
    return EarlierReports(
        people=len({row.member_id or row.alias for row in found}),
        severities=[Severity(row.severity) for row in found],
        anonymous=any(own) if own else None,
    )


async def join(
    session: AsyncSession,
    report: Report,
    before: EarlierReports,
    *,
    pages: bool,
    config: Config,
    now: datetime,
) -> None:
    """Join a new report to its incident (loaded, with its village and its alert).

    1. What a later split needs is stored.
    2. Many different reporters raise the severity; a report that would page on its own pages.
    3. The cards of those paged, or who opened it, show the words, and are sent again below.
    """
    incident, own = report.incident, before.anonymous is not None
    if not own:
        stood = state_before_merge(report, incident)
        session.add(
            Merge(id=new_id(), at=now, report_id=report.id, into_id=incident.id, before=stood)
        )
    severities = [*before.severities, Severity(report.severity)]
    raise_severity(incident, severities, before.people + (not own), config)
    alert = incident.alert
    if pages and (alert is None or alert.quiet):
        await page_for_report(session, report, config=config, now=now)
    elif alert is not None:
        kind = EventKind.ADDED if own else EventKind.JOINED
        paged = pages and await lifecycle.resume_paging(session, alert, now=now)
        await _tell(session, report, kind, paged=paged, config=config, now=now)


def raise_severity(
    incident: Incident, severities: Sequence[Severity], people: int, config: Config
) -> None:
    """Raise an incident to its worst report's severity, one step more if many people report it."""
    worst = raised_severity(severities, people, raised_from=config.limits.merging.raised_from)
    make_worse(incident, worst, config)


def make_worse(incident: Incident, severity: Severity, config: Config) -> bool:
    """Raise an incident's severity to this one; False: it is not higher.

    An alert under way then follows the policy of the new severity.
    """
    if severity.rank <= Severity(incident.severity).rank:
        return False
    incident.severity = severity
    if incident.alert is not None:
        incident.alert.policy = paging.policy_snapshot(incident, config)
    return True


async def _tell(
    session: AsyncSession,
    report: Report,
    kind: EventKind,
    *,
    paged: bool,
    config: Config,
    now: datetime,
) -> None:
    """Edit the cards to show it, and send them again below unless a page just did (``paged``)."""
    alert = report.incident.alert
    if alert is None:
        return
    record(session, alert, kind, now=now)
    await alert_notifications.edit_cards(session, alert, now=now, receipts=paged)
    photos = [photo.id for photo in report.attachments]
    if photos:
        members = await paging.members_with_card(session, alert)
        await paging.show_photos(session, alert, members, now=now, photos=photos, followed=False)
    again = config.limits.repeat_calls.heard_again
    if not paged:
        await alert_notifications.notify_added(
            session, alert, event=kind, again=again, photos=bool(photos), now=now
        )


async def page_for_report(
    session: AsyncSession,
    report: Report,
    *,
    kind: EventKind = EventKind.JOINED,
    priority: int = 0,
    config: Config,
    now: datetime,
) -> None:
    """Page, from the first step, for an incident that paged nobody until now.

    It follows the policy as it is now. ``report.attachments`` are loaded.
    """
    incident, alert = report.incident, report.incident.alert
    if alert is None:
        alert = await lifecycle.begin(
            session, incident, report, priority=priority, config=config, now=now
        )
    else:
        alert.policy = paging.policy_snapshot(incident, config)
        alert_state.write(alert, alert_transfer.begin_paging(alert_state.read(alert), now).state)
        called = await paging.page_due_step(session, alert, now=now)
        await paging.inform_recipients(session, alert, {*called, report.writer}, now=now)
    record(session, alert, kind, now=now)
    await alert_notifications.edit_cards(session, alert, now=now)
    called = await paging.paged_members(session, alert)
    await paging.show_photos(session, alert, called, now=now)
