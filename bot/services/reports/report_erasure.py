"""What is erased of reports and photos: words, places, files, and whose they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from bot import outbox
from bot.domain import alias
from bot.models import (
    Addendum,
    Attachment,
    ConversationMessage,
    Delivery,
    Lane,
    Note,
    Report,
    ReportAuthor,
)
from bot.services.reports import report_authors

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession


async def erase_reports(
    session: AsyncSession, *which: ColumnElement[bool], now: datetime, limit: int | None = None
) -> int:
    """Erase words, places, photos and authors of reports, and return how many there were.

    What is left (village, category, time, a name that leads to nobody) is for the statistics.
    """
    ids = (await session.scalars(select(Report.id).where(*which).limit(limit))).all()
    if not ids:
        return 0
    await forget_authors(session, ids)
    await erase_photos(session, Attachment.report_id.in_(ids), now=now)
    said = ConversationMessage.report_id.in_(ids)
    passed = select(ConversationMessage.id).where(said)
    await erase_photos(session, Attachment.question_id.in_(passed), now=now)
    await session.execute(delete(ConversationMessage).where(said))
    await session.execute(delete(Addendum).where(Addendum.report_id.in_(ids)))
    await _erase_notes(session, ids, now)
    gone = {"text": "", "lat": None, "lon": None, "venue": None, "erase_when_over": False}
    await session.execute(update(Report).where(Report.id.in_(ids)).values(gone))
    await _forget_names(session, ids)
    return len(ids)


async def _erase_notes(session: AsyncSession, reports: Sequence[int], now: datetime) -> None:
    """Erase the notes, with their photos, of incidents whose last words were in these reports."""
    theirs = select(Report.incident_id).where(Report.id.in_(reports))
    left = select(Report.incident_id).where(Report.text != "", Report.id.not_in(reports))
    of_them = Note.incident_id.in_(theirs), Note.incident_id.not_in(left)
    noted = (await session.scalars(select(Note.id).where(*of_them))).all()
    await erase_notes(session, noted, now=now)


async def erase_notes(session: AsyncSession, notes: Sequence[int], *, now: datetime) -> None:
    """Erase notes with their photos."""
    if not notes:
        return
    await erase_photos(session, Attachment.note_id.in_(notes), now=now)
    await session.execute(delete(Note).where(Note.id.in_(notes)))


async def _forget_names(session: AsyncSession, reports: Sequence[int]) -> None:
    """Replace aliases by random ones: old ones can be computed from the key and the members' ids.

    What one person said of one incident has one name still.
    """
    of = select(Report.id, Report.incident_id, Report.alias).where(Report.id.in_(reports))
    drawn: dict[tuple[int, str], str] = {}
    changes = [
        {"id": number, "alias": drawn.setdefault((incident, name), alias.redrawn(name))}
        for number, incident, name in await session.execute(of)
    ]
    if changes:
        await session.execute(update(Report), changes)


async def forget_authors(session: AsyncSession, reports: Sequence[int]) -> None:
    """Delete what joins reports to people, and with it what their authors were told of them.

    That names no report, but was written at the same moment as one. What is still owed goes with
    the other old deliveries; of somebody erased nothing is.
    """
    of_reports = ReportAuthor.report_id.in_(reports)
    theirs = (await session.scalars(select(ReportAuthor.id).where(of_reports))).all()
    told = Delivery.kind.in_(report_authors.TO_WRITERS), Delivery.status.not_in(outbox.OWED)
    await session.execute(delete(Delivery).where(Delivery.subject_id.in_(theirs), *told))
    await session.execute(delete(ReportAuthor).where(of_reports))


async def erase_photos(session: AsyncSession, *which: ColumnElement[bool], now: datetime) -> None:
    """Delete the rows of photos now, and promise that their files are deleted."""
    photos = (await session.scalars(select(Attachment.id).where(*which))).all()
    for photo in photos:
        outbox.promise(session, "photo_erase", None, now=now, lane=Lane.NOTICE, subject=photo)
    if photos:
        await session.execute(delete(Attachment).where(Attachment.id.in_(photos)))
