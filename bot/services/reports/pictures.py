"""Pictures of reports and of notes: how one is taken, and which belong to an incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, union_all

from bot import outbox
from bot.models import Attachment, Note, Report, new_id

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import CompoundSelect
    from sqlalchemy.ext.asyncio import AsyncSession

SHOWN_SOMETIME = ("new", "ready")  # in any other state a picture was not kept


def take(
    session: AsyncSession, photo: tuple[str, int | None], sender: int, *, now: datetime
) -> Attachment:
    """Write down which picture it is; the caller says whose (draft, report, note) and adds it.

    It is fetched after the commit, by whoever keeps the promise. ``photo``: Telegram's file id, and
    its size in bytes if told.
    """
    file_id, size = photo
    attachment = Attachment(
        id=new_id(), file_id=file_id, size=size, state="new", attempts=0, created_at=now
    )
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
