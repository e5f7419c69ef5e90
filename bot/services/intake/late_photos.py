"""Late parts of a report that was sent: further pictures of an album, words with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.domain.escalation import AlertStatus
from bot.models import Addendum, Alert, Attachment, Incident, Report, ReportAuthor
from bot.services.alerts import alert_notifications, paging
from bot.services.reports import draft_lookup, pictures

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Draft
    from bot.services.reports.message_content import MessageContent


async def enclose(
    session: AsyncSession, author: ReportAuthor, content: MessageContent, *, now: datetime
) -> None:
    """Put a picture, the words under it, or a place to the report that was sent.

    Whoever was paged or has opened it gets the picture, and reads the rest on their card.
    """
    report = author.report
    placed = content.location is not None and report.lat is None
    if content.location is not None and placed:
        (report.lat, report.lon), report.venue = content.location, content.venue
    if content.words:
        report.text = "\n".join(part for part in (report.text, content.words) if part)
    if content.attached is not None:
        picture = pictures.take(session, content.attached, author.member_id, now=now)
        picture.report_id = report.id
        session.add(picture)
    author.messages = [*author.messages, content.message_id]
    report.unheard = report.unheard or content.unheard
    alert = await _open_alert(session, report)
    if alert is not None:
        if content.words or placed or content.unheard:
            await alert_notifications.edit_cards(session, alert, now=now)
        members = await paging.members_with_card(session, alert)
        await paging.show_photos(session, alert, members, now=now)


async def gather_album(session: AsyncSession, draft: Draft, *, now: datetime) -> None:
    """Take to a draft the pictures of its album that came before their words (it is loaded).

    They were added to a report that was sent before: what they show, the words say, and those are
    a report of their own now. Whoever reads the other report reads of them no more.
    """
    if draft.media_group is None:
        return
    photos = await _of_album(session, draft)
    reports = {photo.report_id for photo in photos}
    for photo in photos:
        photo.report_id = photo.addendum_id = None
        draft.attachments.append(photo)
    of_them = select(Alert).join(Report, Report.incident_id == Alert.incident_id)
    if photos:
        alerts = await session.scalars(of_them.where(Report.id.in_(reports)))
        for alert in alerts.all():
            await alert_notifications.edit_cards(session, alert, now=now, receipts=False)


async def _of_album(session: AsyncSession, draft: Draft) -> Sequence[Attachment]:
    """Return the pictures of a draft's album that are in addenda without words."""
    await session.flush()
    added = (
        select(Attachment)
        .join(Addendum, Addendum.id == Attachment.addendum_id)
        .join(ReportAuthor, ReportAuthor.report_id == Addendum.report_id)
        .where(
            ReportAuthor.member_id == draft.member_id,
            Addendum.media_group == draft.media_group,
            Addendum.text == "",
            Addendum.at >= draft.received_at - draft_lookup.JOINS_WITHIN,
        )
    )
    return (await session.scalars(added.order_by(Attachment.id))).all()


async def _open_alert(session: AsyncSession, report: Report) -> Alert | None:
    await session.flush()
    raised = (
        select(Alert)
        .where(Alert.incident_id == report.incident_id, Alert.status != AlertStatus.CLOSED)
        .options(joinedload(Alert.incident).joinedload(Incident.village))
    )
    return (await session.scalars(raised)).first()
