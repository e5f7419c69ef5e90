"""The people, and the only place where Telegram ids and names stand (sealed)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.domain.access import Grant
from bot.domain.open_question import OpenQuestion
from bot.models.base import Base, primary_id, refers
from bot.models.open_question import OpenQuestionType
from bot.models.place import Region


class Member(Base):
    """Somebody who agreed to the notice. Everything else refers to a member by ``id`` alone.

    ``fingerprint`` finds the person (keyed hash), ``sealed_id`` reaches them (encrypted);
    both are NULL once erased. ``awaiting`` names what the next message answers: it is a column so
    that a restart does not forget the question.
    ``trust``: the band of how their reports ended; see :mod:`bot.domain.trust`.
    ``remind_duty_at``: when somebody who went on duty is asked whether they still are.
    ``daily_minute``, ``weekly_minute``: of the day, when their digests come; NULL: when the
    operator says. ``daily_stopped``, ``weekly_stopped``: they have switched these off.
    ``silent_from``, ``silent_until``: of the day by the clocks of ``silent_zone``, between which
    ordinary news makes no sound; NULL: it always does.
    """

    __tablename__ = "members"

    id: Mapped[int] = primary_id()
    fingerprint: Mapped[str | None] = mapped_column(String(32), unique=True)
    sealed_id: Mapped[bytes | None]
    sealed_name: Mapped[bytes | None]
    language: Mapped[str] = mapped_column(String(8), default="id")
    village_code: Mapped[str | None] = refers("regions.code", index=True)
    created_at: Mapped[datetime]
    consented_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]
    off_duty_at: Mapped[datetime | None]
    remind_duty_at: Mapped[datetime | None] = mapped_column(index=True)
    trust: Mapped[str | None] = mapped_column(String(12))
    awaiting: Mapped[OpenQuestion | None] = mapped_column(OpenQuestionType)
    next_daily_at: Mapped[datetime | None] = mapped_column(index=True)
    next_weekly_at: Mapped[datetime | None] = mapped_column(index=True)
    daily_minute: Mapped[int | None]
    weekly_minute: Mapped[int | None]
    daily_stopped: Mapped[bool] = mapped_column(default=False, server_default=false())
    weekly_stopped: Mapped[bool] = mapped_column(default=False, server_default=false())
    silent_from: Mapped[int | None]
    silent_until: Mapped[int | None]
    silent_zone: Mapped[str | None] = mapped_column(String(32))

    village: Mapped[Region | None] = relationship(lazy="raise", viewonly=True)
    grants: Mapped[list[MemberGrant]] = relationship(
        back_populates="member",
        lazy="raise",
        foreign_keys="MemberGrant.member_id",
        primaryjoin="and_(Member.id == MemberGrant.member_id, MemberGrant.ended_at.is_(None))",
    )

    @property
    def held(self) -> list[Grant]:
        """Return the posts that hold now (``grants`` is loaded), without one that just ended."""
        return [Grant(one.role, one.region_code) for one in self.grants if one.ended_at is None]


class MemberGrant(Base):
    """A role in a region. One person may hold several; an ended one stays for the history."""

    __tablename__ = "grants"

    id: Mapped[int] = primary_id()
    member_id: Mapped[int] = refers("members.id", index=True)
    role: Mapped[str] = mapped_column(String(32))
    region_code: Mapped[str] = refers("regions.code")
    granted_at: Mapped[datetime]
    granted_by: Mapped[int | None] = refers("members.id")
    ended_at: Mapped[datetime | None]

    member: Mapped[Member] = relationship(
        back_populates="grants", lazy="raise", foreign_keys=[member_id]
    )

    __table_args__ = (Index("ix_grants_region_code_role", "region_code", "role"),)


class Invitation(Base):
    """An enrolment code, stored as a keyed hash: who reads the database cannot enrol.

    ``entry_id``: it is for that person of the operator's list, and carries all that waits for them.
    """

    __tablename__ = "invitations"

    id: Mapped[int] = primary_id()
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(32))
    region_code: Mapped[str] = refers("regions.code")
    reusable: Mapped[bool]
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = refers("members.id")
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = refers("members.id")
    entry_id: Mapped[int | None] = refers("roster.id", index=True)


class InvitationUse(Base):
    """Somebody whom a code let in. It stays when they are erased: their number leads nowhere."""

    __tablename__ = "invitation_uses"

    invitation_id: Mapped[int] = refers("invitations.id", primary_key=True)
    member_id: Mapped[int] = refers("members.id", primary_key=True)
    first_at: Mapped[datetime]


class TestPage(Base):
    """A page an officer sent to oneself with /uji, to know that it would be heard."""

    __tablename__ = "test_pages"
    __test__ = False  # pytest: not a test, whatever the name

    id: Mapped[int] = primary_id()
    member_id: Mapped[int] = refers("members.id", index=True)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(index=True)  # NULL once settled
    answered_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]


class AuditEntry(Base):
    """Who did what to personal data, and when.

    ``detail``: in or of which post, as ``role@region``; of a move, from which village to which.
    It is written for people to read: nothing in the program is decided by it.
    """

    __tablename__ = "audit"

    id: Mapped[int] = primary_id()
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(64))  # "member:17", "operator", "ticker", "reporter"
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(64))
    detail: Mapped[str | None] = mapped_column(String(64))
