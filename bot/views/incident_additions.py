"""Notes and addenda of incidents, with how many pictures each has, for a batch of cards at once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from bot.models import Addendum, Attachment, Note
from bot.services.reports import pictures

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import BindParameter, Row, Select
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import InstrumentedAttribute


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


async def read_addenda(
    session: AsyncSession, reports: Collection[int]
) -> list[tuple[Addendum, dict[str, int]]]:
    """Return the addenda of reports, the oldest first, each with how many pictures it has.

    Those with neither words nor a place nor pictures are left out.
    """
    if not reports:
        return []
    added = (await session.scalars(_ADDENDA, {"ids": list(reports)})).all()
    counted = await session.execute(_ADDED_PICTURES, {"ids": [one.id for one in added]})
    shown = _by_owner(counted)
    says = [one for one in added if one.text or one.lat is not None or one.id in shown]
    return [(one, shown.get(one.id, {})) for one in says]


async def read_notes(
    session: AsyncSession, incidents: Collection[int]
) -> list[tuple[Note, dict[str, int]]]:
    """Return the notes of incidents, the oldest first, each with how many pictures it has.

    Those with neither words nor pictures are left out.
    """
    if not incidents:
        return []
    notes = (await session.scalars(_NOTES, {"ids": list(incidents)})).all()
    counted = await session.execute(_PICTURES, {"ids": [note.id for note in notes]})
    shown = _by_owner(counted)
    return [(one, shown.get(one.id, {})) for one in notes if one.text or one.id in shown]
