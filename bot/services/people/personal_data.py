"""Erases what the database holds of a member (/hapus; UU 27/2022)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from bot import outbox
from bot.domain.access import Role
from bot.domain.attachment_kind import AttachmentKind
from bot.domain.escalation import AlertStatus
from bot.models import (
    Alert,
    Attachment,
    ConversationMessage,
    DeadLetter,
    Delivery,
    DeliveryStatus,
    Draft,
    Incident,
    Member,
    Mute,
    Note,
    Report,
    ReportAuthor,
    Situation,
    TestPage,
)
from bot.models.database import ERASED
from bot.services import audit
from bot.services.digests import silent_hours
from bot.services.people import newcomers, pending_posts, reachability, revocation
from bot.services.reports import draft_changes, report_erasure
from bot.services.staffing import role_holders

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Config

# Nothing waits for an incident that paged nobody, be it taken or not: see over().
OVER = ("recorded", AlertStatus.CLOSED)


async def erase(session: AsyncSession, member: Member, *, now: datetime, config: Config) -> None:
    """Erase a person (``grants`` are loaded); what others must know of an open case waits for it.

    1. Whatever they were called for goes on to the next contact, whoever held an alert.
    2. Nothing more is said to them.
    3. What they wrote goes: drafts, what could not be handled, reports of cases that are over.
       The words of an open case go when it closes (see ``operations/retention``); whose they are
       is forgotten at once.
    4. Their roles end, and who they are is forgotten: nothing finds or reaches them any more.
    """
    await _stand_down(session, member, now=now, config=config)
    await _say_no_more(session, member)
    await _forget_words(session, member, now)
    await pending_posts.forget(session, member.id)
    if member.fingerprint is not None:
        await newcomers.forget(session, member.fingerprint)
    _forget_person(member, now)
    audit.write(session, f"member:{member.id}", "erased", f"member:{member.id}", now)
    role_holders.forget(session)


async def _stand_down(
    session: AsyncSession, member: Member, *, now: datetime, config: Config
) -> None:
    who = f"member:{member.id}"
    for grant in member.grants:
        grant.ended_at = now
        if grant.role != Role.RESIDENT:
            audit.write(session, who, "ended", who, now, f"{grant.role}@{grant.region_code}")
    await session.flush()
    role_holders.forget(session)
    await reachability.gone(session, member, now=now)
    await revocation.follow(session, member, config=config, now=now)
    await session.execute(
        update(TestPage)
        .where(TestPage.member_id == member.id, TestPage.due_at.is_not(None))
        .values(due_at=None)
    )


async def _say_no_more(session: AsyncSession, member: Member) -> None:
    """Drop their queued deliveries; jobs on pictures of open cases stay, without a recipient."""
    theirs = Delivery.recipient_id == member.id
    of_photos, owed = Delivery.kind.in_(outbox.PHOTO_KINDS), Delivery.status.in_(outbox.OWED)
    await session.execute(delete(Delivery).where(theirs, of_photos, ~owed))
    await session.execute(update(Delivery).where(theirs, of_photos).values(recipient_id=None))
    await session.execute(
        update(Delivery)
        .where(theirs, owed)
        .values(status=DeliveryStatus.DROPPED, leased_by=None, lease_until=None)
    )


async def _forget_words(session: AsyncSession, member: Member, now: datetime) -> None:
    session.info[ERASED] = True
    await session.execute(delete(DeadLetter).where(DeadLetter.member_id == member.id))
    mine = Draft.member_id == member.id
    await session.execute(
        update(Draft)
        .where(mine, Draft.status == draft_changes.OPEN)
        .values(status=draft_changes.DROPPED, remind_at=None, expires_at=None)
    )
    await session.execute(update(Draft).where(mine).values(**draft_changes.NO_WORDS))
    begun = select(Draft.id).where(mine)
    await report_erasure.erase_photos(session, Attachment.draft_id.in_(begun), now=now)
    said = select(ReportAuthor.report_id).where(ReportAuthor.member_id == member.id)
    of_over = Report.id.in_(said), Report.incident_id.in_(over())
    await report_erasure.erase_reports(session, *of_over, now=now)
    of_open = (await session.scalars(said)).all()
    await session.execute(update(Report).where(Report.id.in_(of_open)).values(erase_when_over=True))
    await report_erasure.forget_authors(session, of_open)
    nights = update(Situation).where(Situation.member_id == member.id)
    await session.execute(nights.values(member_id=None))
    await session.execute(delete(Mute).where(Mute.member_id == member.id))
    notes = update(Note).where(Note.member_id == member.id)
    await session.execute(notes.values(member_id=None, media_group=None))
    await _forget_asked(session, member, now)


async def _forget_asked(session: AsyncSession, member: Member, now: datetime) -> None:
    """Forget who asked reporters; the words stay with the report, a voice that is theirs goes."""
    asked = ConversationMessage.member_id == member.id
    theirs = Attachment.question_id.in_(select(ConversationMessage.id).where(asked))
    spoken = Attachment.kind != AttachmentKind.PHOTO
    await report_erasure.erase_photos(session, theirs, spoken, now=now)
    nobodys = {"member_id": None, "media_group": None}
    await session.execute(update(ConversationMessage).where(asked).values(nobodys))


def _forget_person(member: Member, now: datetime) -> None:
    member.fingerprint = member.sealed_id = member.sealed_name = None
    member.village = member.village_code = member.awaiting = None
    member.next_daily_at = member.next_weekly_at = member.remind_duty_at = None
    member.daily_minute = member.weekly_minute = None
    silent_hours.end(member)
    member.trust, member.erased_at = None, now


def over() -> Select[int]:
    """Return the incidents for which nobody is called: they are over, or never called anybody."""
    quiet = select(Alert.incident_id).where(Alert.quiet)
    return select(Incident.id).where(Incident.status.in_(OVER) | Incident.id.in_(quiet))
