"""Writes out what the database holds of a member, for themself (/dataku)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.domain.conversation import Side
from bot.models import (
    Addendum,
    Attachment,
    ConversationMessage,
    DeadLetter,
    Draft,
    Member,
    MemberGrant,
    Mute,
    Note,
    Report,
    ReportAuthor,
    RosterEntry,
    Situation,
    TestPage,
)
from bot.services.people import personal_data_rows as rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.vault import Vault


async def export(session: AsyncSession, member: Member, *, vault: Vault) -> dict[str, Any]:
    """Return all that is held of a person (``grants`` are loaded), for a JSON document."""
    letters = select(DeadLetter).where(DeadLetter.member_id == member.id)
    return {
        **await _of_person(session, member, vault),
        **await _of_reports(session, member),
        **await _of_service(session, member),
        "not_handled": [rows.letter_row(one, vault) for one in await session.scalars(letters)],
    }


async def _of_person(session: AsyncSession, member: Member, vault: Vault) -> dict[str, Any]:
    """Return who somebody is, and which posts they hold and held."""
    mine = member.id
    ended = MemberGrant.ended_at.is_not(None) & (MemberGrant.member_id == mine)
    past = select(MemberGrant).where(ended).order_by(MemberGrant.id)
    muted = select(Mute.until).where(Mute.member_id == mine).order_by(Mute.until)
    listed = select(RosterEntry).where(RosterEntry.member_id == mine)
    return {
        "person": rows.person_row(member, vault),
        "muted_until": [rows.moment(one) for one in await session.scalars(muted)],
        "listed_as": [vault.open(one.sealed_name) for one in await session.scalars(listed)],
        "roles": [rows.role_row(grant) for grant in member.grants],
        "past_roles": [rows.role_row(one) for one in await session.scalars(past)],
    }


async def _of_reports(session: AsyncSession, member: Member) -> dict[str, Any]:
    """Return what somebody reported, added and began to write, with its files."""
    of_it = Addendum.report_id.in_(_reported(member))
    added = select(Addendum).where(of_it).options(joinedload(Addendum.report))
    begun = select(Draft).where(Draft.member_id == member.id, Draft.text != "").order_by(Draft.id)
    later = await session.scalars(added.order_by(Addendum.id))
    return {
        "reports": [rows.report_row(one) for one in await session.scalars(_reports(member))],
        "addenda": [rows.added_row(one) for one in later],
        "drafts": [rows.draft_row(one) for one in await session.scalars(begun)],
        "photos": [rows.photo_row(one) for one in await session.scalars(_photos(member))],
    }


async def _of_service(session: AsyncSession, member: Member) -> dict[str, Any]:
    """Return what somebody wrote and did as who answers or keeps watch, and what was asked."""
    mine = member.id
    written = select(Note).where(Note.member_id == mine).options(joinedload(Note.incident))
    nights = select(Situation).where(Situation.member_id == mine)
    tried = select(TestPage).where(TestPage.member_id == mine).order_by(TestPage.id)
    return {
        "notes": [rows.note_row(one) for one in await session.scalars(written.order_by(Note.id))],
        "passed_on": [rows.passed_on_row(one) for one in await _passed(session, member)],
        "situations": [rows.night_row(one) for one in await session.scalars(nights)],
        "test_pages": [rows.test_page_row(one) for one in await session.scalars(tried)],
    }


def _reported(member: Member) -> Select[int]:
    return select(ReportAuthor.report_id).where(ReportAuthor.member_id == member.id)


def _reports(member: Member) -> Select[Report]:
    known = joinedload(Report.incident), joinedload(Report.author)
    own = select(Report).where(Report.id.in_(_reported(member)))
    return own.options(*known).order_by(Report.id)


def _photos(member: Member) -> Select[Attachment]:
    begun = select(Draft.id).where(Draft.member_id == member.id)
    noted = select(Note.id).where(Note.member_id == member.id)
    shown = Attachment.report_id.in_(_reported(member)) | Attachment.draft_id.in_(begun)
    asked = select(ConversationMessage.id).where(ConversationMessage.member_id == member.id)
    sent = Attachment.note_id.in_(noted) | Attachment.question_id.in_(asked)
    own = select(Attachment).where(shown | sent)
    return own.order_by(Attachment.id)


async def _passed(session: AsyncSession, member: Member) -> Sequence[ConversationMessage]:
    """Return what they answered as reporters, and what they asked as those who answer."""
    own = ConversationMessage.report_id.in_(_reported(member))
    answered = own & (ConversationMessage.side == Side.REPORTER)
    passed = select(ConversationMessage).where(
        answered | (ConversationMessage.member_id == member.id),
        ConversationMessage.ends.is_(False),
    )
    known = passed.options(joinedload(ConversationMessage.report))
    return (await session.scalars(known.order_by(ConversationMessage.id))).all()
