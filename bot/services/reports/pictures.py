"""Pictures, voices and videos of reports and of notes: taking one, those of an incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, union_all

from bot import outbox
from bot.models import Attachment, Note, Report, new_id

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import CompoundSelect
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.attachment_kind import SentFile

SHOWN_SOMETIME = ("new", "ready")  # in any other state a picture was not kept


def take(session: AsyncSession, sent: SentFile, sender: int | None, *, now: datetime) -> Attachment:
    """Write down which file it is; the caller says whose (draft, report, note) and adds it.

    It is fetched after the commit, by whoever keeps the promise. ``sender``: who is told where it
    cannot be kept, and among whose it counts; None: it is of the same message as another one.
    """
    attachment = Attachment(
        id=new_id(), file_id=sent.file_id, size=sent.size, kind=sent.kind, created_at=now
    )
    attachment.state, attachment.attempts = "new", 0
    outbox.promise(session, "photo_check", sender, now=now, subject=attachment.id)
    return attachment


def of_incident(incident_id: int) -> CompoundSelect[tuple[int]]:
    """Select the ids of an incident's pictures: those of its reports, and those of its notes.

    Two reads joined, so that each goes by its index.
    """
    return union_all(
        select(Attachment.id)
        .join(Report, Report.id == Attachment.report_id)
        .where(Report.incident_id == incident_id),
        select(Attachment.id)
        .join(Note, Note.id == Attachment.note_id)
        .where(Note.incident_id == incident_id),
    )


async def ids(session: AsyncSession, incident_id: int) -> list[int]:
    """Return the ids of an incident's pictures, the oldest first."""
    return sorted(await session.scalars(of_incident(incident_id)))
