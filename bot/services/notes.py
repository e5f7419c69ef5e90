"""Notes: what whoever answers a report writes of it, read by its reporters and on its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.models import Note, Report, new_id
from bot.services import announcing
from bot.services.history import Happened, record

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Alert
    from bot.services.answering import Press

LONGEST = 300  # characters: a sentence or two


async def write(
    session: AsyncSession, alert: Alert, press: Press, text: str, *, now: datetime
) -> Note:
    """Keep a note of an alert's incident; its reporters hear it, its cards show it."""
    note = Note(
        id=new_id(),
        incident_id=alert.incident_id,
        at=now,
        member_id=press.by,
        office=press.office,
        text=text[:LONGEST],
    )
    session.add(note)
    record(session, alert, Happened.NOTED, now=now, by=press.by, detail=press.office)
    await announcing.edit_cards(session, alert, now=now)
    await announcing.to_reporters(
        session, alert, Happened.NOTED, now=now, by=press.office, note=str(note.id)
    )
    return note


async def erase_with(session: AsyncSession, reports: Collection[int]) -> None:
    """Erase the notes of incidents of which these reports were the last that had words."""
    theirs = select(Report.incident_id).where(Report.id.in_(reports))
    left = select(Report.incident_id).where(Report.text != "", Report.id.not_in(reports))
    await session.execute(
        delete(Note).where(Note.incident_id.in_(theirs), Note.incident_id.not_in(left))
    )
