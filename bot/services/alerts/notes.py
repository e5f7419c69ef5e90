"""Notes: what whoever answers a report writes and shows of it; read by its reporters, on cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.domain.escalation import AlertStatus
from bot.models import Alert, AlertEvent, Incident, Note, new_id
from bot.services.alerts import alert_notifications, paging, reporter_notifications
from bot.services.alerts.alert_events import EventKind, record
from bot.services.reports import pictures

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.attachment_kind import SentFile
    from bot.models import Member
    from bot.services.alerts.alert_actions import AlertPress
    from bot.services.reports.message_content import MessageContent

LONGEST = 300  # characters: a sentence or two
_LOOKED_AT = 1000  # lines of the history: of some minutes, however much happens


async def write(
    session: AsyncSession,
    alert: Alert,
    press: AlertPress,
    content: MessageContent,
    *,
    origin: int | None = None,
    now: datetime,
) -> Note:
    """Keep a note of an alert's incident; its reporters are told it, its cards show it.

    ``origin``: the incident that it is of, which was put to this one.
    """
    note = Note(
        id=new_id(), incident_id=alert.incident_id, at=now, member_id=press.by, office=press.office
    )
    note.origin_id = origin
    note.text = ""
    session.add(note)
    record(session, alert, EventKind.NOTED, now=now, by=press.by, office=press.office)
    await add(session, alert, note, content, now=now)
    return note


async def add(
    session: AsyncSession, alert: Alert, note: Note, content: MessageContent, *, now: datetime
) -> None:
    """Put a message's words and picture to a note (``content.words`` fit: see :func:`fits`).

    1. Its reporters are told the words, and owed the picture.
    2. Whoever has the card of an open case is owed the picture too; of a closed one, whoever opens
       it.
    3. The cards show the note as it stands now.
    """
    note.media_group = content.media_group or note.media_group
    if content.words:
        note.text = _joined(note, content)
        await reporter_notifications.notify_reporters(
            session, alert, EventKind.NOTED, now=now, by=note.office, note=str(note.id)
        )
    if content.attached is not None and note.member_id is not None:
        await _show(session, alert, note, content.attached, now=now)
    await alert_notifications.edit_cards(session, alert, now=now)


def fits(note: Note | None, content: MessageContent) -> bool:
    """Tell whether a note, begun or not yet, takes the words of a message."""
    return len(content.words if note is None else _joined(note, content)) <= LONGEST


async def album(
    session: AsyncSession, member: Member, group: str, since: datetime
) -> tuple[Alert, Note] | None:
    """Return the note, written after ``since``, to which an album's further picture belongs."""
    await session.flush()
    mine = (
        select(Alert, Note)
        .join(Note, Note.incident_id == Alert.incident_id)
        .where(Note.member_id == member.id, Note.media_group == group, Note.at >= since)
        .order_by(Note.id.desc())
        .options(joinedload(Alert.incident).joinedload(Incident.village))
    )
    found = (await session.execute(mine.limit(1))).first()
    return None if found is None else (found[0], found[1])


async def load_note(session: AsyncSession, alert: Alert, note_id: int | None) -> Note | None:
    """Return a note of an alert's incident; None where it is none, or was erased."""
    if note_id is None:
        return None
    wanted = Note.id == note_id, Note.incident_id == alert.incident_id
    return (await session.scalars(select(Note).where(*wanted))).first()


async def unnoted(session: AsyncSession, member: Member, since: datetime) -> str | None:
    """Return the ticket of what a member closed last, after ``since``, and noted nothing of.

    Only the newest lines of the history are looked at: ids grow with time.
    """
    await session.flush()
    newest = select(AlertEvent.id).order_by(AlertEvent.id.desc()).limit(_LOOKED_AT)
    kinds = (EventKind.CLOSED, EventKind.NO_INCIDENT, EventKind.NOTED)
    theirs = (
        select(AlertEvent.kind, Incident.ticket)
        .join(Incident, Incident.id == AlertEvent.incident_id)
        .where(AlertEvent.id.in_(newest), AlertEvent.kind.in_(kinds))
        .where(AlertEvent.member_id == member.id, AlertEvent.at >= since)
        .order_by(AlertEvent.id.desc())
    )
    last = (await session.execute(theirs.limit(1))).first()
    return None if last is None or last.kind == EventKind.NOTED else last.ticket


async def alert_of(session: AsyncSession, note_id: int) -> Alert | None:
    """Return the alert of the incident in which a note stands now; None: it was erased."""
    raised = (
        select(Alert)
        .join(Note, Note.incident_id == Alert.incident_id)
        .where(Note.id == note_id)
        .options(joinedload(Alert.incident).joinedload(Incident.village))
    )
    await session.flush()
    return (await session.scalars(raised)).first()


async def lost_picture(session: AsyncSession, note_id: int, *, now: datetime) -> None:
    """Let the cards show a note without a picture that could not be kept."""
    alert = await alert_of(session, note_id)
    if alert is not None:
        await alert_notifications.edit_cards(session, alert, now=now)


async def _show(
    session: AsyncSession, alert: Alert, note: Note, sent: SentFile, *, now: datetime
) -> None:
    assert note.member_id is not None  # noqa: S101 - the caller has looked
    taken = pictures.take(session, sent, note.member_id, now=now)
    taken.note_id = note.id
    session.add(taken)
    await session.flush()
    await reporter_notifications.picture_to_reporters(
        session, alert, taken.id, now=now, sender=note.member_id
    )
    if alert.status != AlertStatus.CLOSED:
        readers = await paging.members_with_card(session, alert)
        others = readers - {note.member_id}
        await paging.show_photos(session, alert, others, now=now, photos=[taken.id])


def _joined(note: Note, content: MessageContent) -> str:
    return "\n".join(part for part in (note.text, content.words) if part)
