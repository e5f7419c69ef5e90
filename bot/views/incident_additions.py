"""Notes and addenda of incidents, with how many pictures each has, for a batch of cards at once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from bot.models import Addendum, Attachment, Note
from bot.services.reports import pictures

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import BindParameter, Row, Select
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import InstrumentedAttribute

    from bot.models import Report
    from bot.views.incident_history import IncidentHistory

# Written once, not for every batch of cards.
_NOTES = (
    select(Note).where(Note.incident_id.in_(bindparam("ids", expanding=True))).order_by(Note.id)
)
_ADDENDA = (
    select(Addendum)
    .where(Addendum.report_id.in_(bindparam("ids", expanding=True)))
    .order_by(Addendum.id)
)


def _counted(of: InstrumentedAttribute[int | None]) -> Select[int | None, str, int]:
    """Select how many pictures, voices and videos each has."""
    ids: BindParameter[Any] = bindparam("ids", expanding=True)
    shown = Attachment.state.in_(pictures.SHOWN_SOMETIME)
    wanted = select(of, Attachment.kind, func.count()).where(of.in_(ids), shown)
    return wanted.group_by(of, Attachment.kind)


def _by_owner(rows: Iterable[Row[int | None, str, int]]) -> dict[int, dict[str, int]]:
    """Return how many of each kind each has."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for of, kind, number in rows:
        if of is not None:
            found[of][kind] = number
    return found


_PICTURES = _counted(Attachment.note_id)
_ADDED_PICTURES = _counted(Attachment.addendum_id)


async def add_addenda(
    session: AsyncSession, histories: dict[int, IncidentHistory], reports: Mapping[int, Report]
) -> None:
    """Add addenda with words, places or pictures to the histories; ``reports``: which have any."""
    if not reports:
        return
    added = (await session.scalars(_ADDENDA, {"ids": list(reports)})).all()
    rows = await session.execute(_ADDED_PICTURES, {"ids": [one.id for one in added]})
    shown = _by_owner(rows)
    for one in added:
        if one.text or one.lat is not None or one.id in shown:
            report = reports[one.report_id]
            history = histories[report.incident_id]
            history.addenda.append((report, one))
            history.pictures[one.id] = shown.get(one.id, {})


async def add_notes(
    session: AsyncSession, histories: dict[int, IncidentHistory], noted: Collection[int]
) -> list[Note]:
    """Add notes with words or pictures to the histories, and return them."""
    if not noted:
        return []
    notes = (await session.scalars(_NOTES, {"ids": list(noted)})).all()
    counted = await session.execute(_PICTURES, {"ids": [note.id for note in notes]})
    shown = _by_owner(counted)
    kept = [note for note in notes if note.text or note.id in shown]
    for note in kept:
        history = histories[note.incident_id]
        history.notes.append(note)
        history.pictures[note.id] = shown.get(note.id, {})
    return kept
