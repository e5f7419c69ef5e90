"""The reporter's actions after sending: sent by mistake, safe now, not over."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot import outbox
from bot.domain import alert_transfer, escalation
from bot.domain.escalation import AlertStatus
from bot.domain.outcomes import MISTAKEN
from bot.models import Alert, Incident, Lane
from bot.services.alerts import (
    alert_notifications,
    alert_state,
    answer_readers,
    false_report_audit,
    lifecycle,
    paging,
    relay,
    reporter_notifications,
    similar_cards,
    status_edits,
    unclaimed_reports,
)
from bot.services.alerts.alert_events import ANEW, ANSWERS, EventKind, load_events, record
from bot.services.reports import report_authors

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Report
    from bot.settings import Config


class Withdrawal(Enum):
    """The result of withdrawing a report."""

    DONE = auto()
    ONE_OF_SEVERAL = auto()  # others reported the same: it goes on
    BEFORE = auto()  # they had taken it back: nothing changes
    OVER_ALREADY = auto()
    FURTHER = auto()  # an addition to what its writer alone reports
    LAST = auto()  # it was asked while others reported it, and none does any more


async def withdraw(
    session: AsyncSession, report: Report, by: int, *, saw_others: bool, now: datetime
) -> Withdrawal:
    """Withdraw a report ("Salah kirim") and close its alert, unless others reported it too.

    ``by``: its writer. ``saw_others``: their card said that others report it.
    """
    if over := _over(report):
        return over
    incident = report.incident
    people = await report_authors.people(session, incident.id)
    if report.ticket != incident.ticket and people.all == {by}:
        return Withdrawal.FURTHER
    alert = await _alert(session, report)
    if len(people.not_withdrawn) > 1:
        await report_authors.mark_withdrawn(session, report, now)
        await _tell_of_one(session, alert, EventKind.ONE_MISTAKEN, now=now)
        return Withdrawal.ONE_OF_SEVERAL
    if saw_others:
        return Withdrawal.LAST
    if len(people.all) > 1:
        await report_authors.mark_withdrawn(session, report, now)  # as the others' is
    await _end(session, alert, report, now=now)
    return Withdrawal.DONE


def _over(report: Report) -> Withdrawal | None:
    """Return why a report cannot be withdrawn any more, or None."""
    if report.incident.status == AlertStatus.CLOSED:
        return Withdrawal.OVER_ALREADY
    return None if report.withdrawn_at is None else Withdrawal.BEFORE


async def _end(
    session: AsyncSession, alert: Alert | None, report: Report, *, now: datetime
) -> None:
    """Close it as a mistake, and tell everybody who knew of it but the writer."""
    if alert is None:
        waiting = alert_state.read_unopened(report.incident)
        over = escalation.close(waiting, now, MISTAKEN, by=None, run=waiting.run)
        alert_state.write_unopened(report.incident, over.state)
        await similar_cards.edit(session, report.incident, now=now)
        await status_edits.owe(session, report.incident_id, now=now)
        return
    record(session, alert, EventKind.MISTAKEN, now=now)
    ended = escalation.close(alert_state.read(alert), now, MISTAKEN, by=None, run=alert.run)
    alert_state.write(alert, ended.state)
    await alert_notifications.edit_cards(session, alert, now=now)
    await similar_cards.edit(session, alert.incident, now=now)
    await alert_notifications.notify_paged(session, alert, EventKind.MISTAKEN, now=now)
    await reporter_notifications.notify_reporters(
        session, alert, EventKind.CLOSED, now=now, but=report.id, outcome=MISTAKEN
    )
    await relay.tell_end(session, alert, now=now)


async def _tell_of_one(
    session: AsyncSession, alert: Alert | None, kind: EventKind, *, now: datetime
) -> None:
    """Tell those who were paged that one of several reporters withdrew, or restored, a report."""
    if alert is None:
        return
    record(session, alert, kind, now=now)
    await alert_notifications.edit_cards(session, alert, now=now, receipts=False)
    await alert_notifications.notify_paged(session, alert, kind, now=now)


async def restore_withdrawn(session: AsyncSession, report: Report, *, now: datetime) -> bool:
    """Restore a withdrawn report. True: its incident is still open; nothing else is to be done."""
    if report.withdrawn_at is None:
        return False
    await report_authors.mark_withdrawn(session, report, None)
    if report.incident.status == AlertStatus.CLOSED:
        return False
    await _tell_of_one(session, await _alert(session, report), EventKind.JOINED, now=now)
    return True


async def report_safe(session: AsyncSession, report: Report, *, now: datetime) -> bool:
    """Pass "Sudah aman" on to those who were paged; paging goes on. False: said or over already."""
    alert = await _alert(session, report)
    if alert is None or alert.status == AlertStatus.CLOSED:
        return False
    said = await load_events(session, [alert.incident_id], [EventKind.SAFE, EventKind.REOPENED])
    if said and said[-1].kind == EventKind.SAFE:
        return False
    record(session, alert, EventKind.SAFE, now=now)
    await alert_notifications.edit_cards(session, alert, now=now)
    await alert_notifications.notify_paged(session, alert, EventKind.SAFE, now=now)
    return True


async def ask_to_hurry(session: AsyncSession, report: Report, *, now: datetime) -> bool:
    """Show on the cards of those paged that a reporter asks them to hurry; nobody is paged again.

    What rested pages on. Said again before anybody answered it is the same. False: nobody was
    called for it, or it is over.
    """
    alert = await _alert(session, report)
    if alert is None or alert.quiet or alert.status == AlertStatus.CLOSED:
        return False
    said = await load_events(session, [alert.incident_id], [EventKind.URGED, *ANSWERS, *ANEW])
    woken = await lifecycle.resume_paging(session, alert, now=now)
    if woken or not said or said[-1].kind != EventKind.URGED:
        record(session, alert, EventKind.URGED, now=now)
        await alert_notifications.edit_cards(session, alert, now=now, receipts=woken)
    return True


async def reopen(session: AsyncSession, report: Report, *, config: Config, now: datetime) -> bool:
    """Reopen: page again from the first step, at once ("Belum selesai"). False: it is not closed.

    Where whoever was told, or had it, reads it no more, whoever does is told.
    """
    alert = await _alert(session, report)
    if alert is None:
        return await _reopen_unclaimed(session, report.incident, config=config, now=now)
    holder = alert.holder_id
    opened = alert_transfer.reopen(alert_state.read(alert), now, run=alert.run)
    if opened.stale is not None:
        return False
    by = false_report_audit.REPORTER
    false_report_audit.undone(session, alert.incident, by, now=now)
    record(session, alert, EventKind.REOPENED, now=now)
    alert_state.write(alert, opened.state)
    paged = await paging.page_due_step(session, alert, now=now)
    await alert_notifications.edit_cards(session, alert, now=now)
    await similar_cards.edit(session, alert.incident, now=now)
    await alert_notifications.notify_paged(
        session, alert, EventKind.REOPENED, now=now, but=paged, holder=holder
    )
    await paging.show_photos(session, alert, paged, now=now)
    if alert.quiet:
        await _tell_readers(session, alert, holder, now=now)
    return True


async def _reopen_unclaimed(
    session: AsyncSession, incident: Incident, *, config: Config, now: datetime
) -> bool:
    """Inform the readers of a reopened report that paged nobody. False: it is held, or open."""
    if not _reopen_untouched(incident, now):
        return False
    recipients = config.category(incident.category).recipients
    await unclaimed_reports.inform_next(session, incident, recipients, config=config, now=now)
    await status_edits.owe(session, incident.id, now=now)
    return True


async def _tell_readers(
    session: AsyncSession, alert: Alert, holder: int | None, *, now: datetime
) -> None:
    """Inform its readers if the last holder no longer reads it; its reporters, if nobody does."""
    readers = await answer_readers.find_readers(
        session, alert, [holder] if holder is not None else []
    )
    reporters = await report_authors.members_of(session, alert.incident_id)
    for member in sorted(readers - {holder} - reporters):
        outbox.promise(
            session,
            "told",
            member,
            now=now,
            lane=Lane.NOTICE,
            subject=alert.incident_id,
            event=EventKind.REOPENED,
        )
    if not readers:
        await reporter_notifications.notify_unread(session, alert.incident_id, now=now)


def _reopen_untouched(incident: Incident, now: datetime) -> bool:
    """Reopen a withdrawn report that nobody had opened; False: somebody had, or it is open."""
    ended = alert_state.read_unopened(incident)
    again = alert_transfer.reopen(ended, now, run=ended.run)
    alert_state.write_unopened(incident, again.state)
    return again.stale is None


async def _alert(session: AsyncSession, report: Report) -> Alert | None:
    """Return the alert of a report; where the edge has read it, this costs one statement."""
    of_incident = (
        select(Alert)
        .where(Alert.incident_id == report.incident_id)
        .options(joinedload(Alert.incident).joinedload(Incident.village))
    )
    return (await session.scalars(of_incident)).first()
