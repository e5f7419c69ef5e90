"""Drafts, reports, their photos, and situation reports."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.models.base import Base, primary_id, refers
from bot.models.incident import Incident, Note
from bot.models.place import Region


class Draft(Base):
    """A message on its way to become a report; nobody but its writer sees it.

    ``status``: open, dropped, expired; once sent it is a report, and its row is gone.
    ``remind_at`` and ``expires_at`` are NULL when there is nothing left to do. ``message_id`` is
    the first of the writer's own messages that it is made of; ``messages`` holds what each of them
    says and shows, so that editing one edits that. ``pressed``: the button that sends it, pressed
    before its village was known. ``located_code``: the other village in which its position plainly
    lies. ``venue``: the title and the address under which its position was sent. ``adds_to``: to
    which sent report of its writer's it is offered as an addendum. ``apart``: its writer said that
    it is a report of its own. ``forwarded``: some of it was forwarded from somebody else.
    ``unheard``: a voice or video came with it that could not be passed on.
    """

    __tablename__ = "drafts"

    id: Mapped[int] = primary_id()
    member_id: Mapped[int] = refers("members.id")
    status: Mapped[str] = mapped_column(String(8), default="open")
    message_id: Mapped[int]
    media_group: Mapped[str | None] = mapped_column(String(64))
    adds_to: Mapped[int | None]  # the author of a report, who may be forgotten meanwhile
    apart: Mapped[bool] = mapped_column(default=False, server_default=false())
    messages: Mapped[list[dict[str, Any]] | None]  # NULL: ended before they were told apart
    text: Mapped[str]
    category: Mapped[str] = mapped_column(String(32))
    category_chosen: Mapped[bool] = mapped_column(default=False)
    severity: Mapped[str] = mapped_column(String(8))
    threat: Mapped[bool] = mapped_column(default=False)
    alternatives: Mapped[list[str]]
    village_code: Mapped[str | None] = refers("regions.code")
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    venue: Mapped[str | None]
    located_code: Mapped[str | None] = refers("regions.code")
    anonymous: Mapped[bool] = mapped_column(default=False)
    emergency: Mapped[bool] = mapped_column(default=False)  # /darurat that waits for its village
    forwarded: Mapped[bool] = mapped_column(default=False, server_default=false())
    unheard: Mapped[bool] = mapped_column(default=False, server_default=false())
    recordings: Mapped[bool | None]  # whether voices and videos go along; NULL: its kind decides
    pressed: Mapped[str | None] = mapped_column(String(8))  # how to send it: send, ongoing, over
    written_at: Mapped[datetime]
    received_at: Mapped[datetime]
    remind_at: Mapped[datetime | None] = mapped_column(index=True)
    reminded: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime | None] = mapped_column(index=True)

    # A region is written by its code alone; what is only read costs nothing when rows are written.
    village: Mapped[Region | None] = relationship(
        lazy="raise", foreign_keys=[village_code], viewonly=True
    )
    located: Mapped[Region | None] = relationship(
        lazy="raise", foreign_keys=[located_code], viewonly=True
    )
    adds: Mapped[ReportAuthor | None] = relationship(
        lazy="raise", primaryjoin="foreign(Draft.adds_to) == ReportAuthor.id", viewonly=True
    )
    attachments: Mapped[list[Attachment]] = relationship(
        lazy="raise", order_by="Attachment.id", back_populates="draft"
    )

    __table_args__ = (Index("ix_drafts_member_id_status", "member_id", "status"),)


class Report(Base):
    """What one person said. ``alias`` is all that others see of who said it.

    ``forwarded``: some of it they had from somebody else. ``unheard``: a voice or video came with
    it, or later, that could not be passed on.

    ``erase_when_over``: whoever said it was erased while the case was open; their words go with its
    end. ``withdrawn_at``: when its writer took it back of an incident that others reported too.
    """

    __tablename__ = "reports"

    id: Mapped[int] = primary_id()
    ticket: Mapped[str] = mapped_column(String(9), unique=True)
    incident_id: Mapped[int] = refers("incidents.id", index=True)
    alias: Mapped[str] = mapped_column(String(40))
    role: Mapped[str | None] = mapped_column(String(32))  # NULL where it is not shown
    trust: Mapped[str | None] = mapped_column(String(12))  # its writer's band; NULL: not shown
    anonymous: Mapped[bool] = mapped_column(default=False)
    village_code: Mapped[str] = refers("regions.code")
    category: Mapped[str] = mapped_column(String(32))
    severity: Mapped[str] = mapped_column(String(8))
    text: Mapped[str]
    threat: Mapped[bool] = mapped_column(default=False)
    ongoing: Mapped[bool | None]  # NULL: not asked
    emergency: Mapped[bool] = mapped_column(default=False)  # /darurat
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    venue: Mapped[str | None]
    written_at: Mapped[datetime]
    created_at: Mapped[datetime]
    forwarded: Mapped[bool] = mapped_column(default=False, server_default=false())
    unheard: Mapped[bool] = mapped_column(default=False, server_default=false())
    erase_when_over: Mapped[bool] = mapped_column(default=False, server_default=false())
    withdrawn_at: Mapped[datetime | None]

    incident: Mapped[Incident] = relationship(lazy="raise")
    village: Mapped[Region] = relationship(lazy="raise", viewonly=True)
    author: Mapped[ReportAuthor | None] = relationship(
        lazy="raise", back_populates="report", uselist=False
    )
    attachments: Mapped[list[Attachment]] = relationship(
        lazy="raise", order_by="Attachment.id", back_populates="report"
    )

    __table_args__ = (
        Index(
            "ix_reports_village_code_created_at_category",
            *("village_code", "created_at", "category"),  # which villages fell silent
        ),
    )

    @property
    def writer(self) -> int | None:
        """Return the member who said it (``author`` is loaded); None: imported or erased."""
        return self.author.member_id if self.author is not None else None


class ReportAuthor(Base):
    """Who said it: the one row that joins a report to a person. Without it nothing does.

    ``id`` is that of the draft, so that a draft is sent once. All that its writer is shown or
    presses names it by this id, never by the report's. ``message_id`` is the first, ``messages``
    are all of the writer's own messages that it is made of, which they may still edit;
    ``media_group``: the album whose further pictures belong to it. ``ask_solved_at``: when they are
    asked whether what was closed is solved; NULL: they are not, or were. ``allows_contact``:
    whether they may be written to about it, unasked; NULL: they have not said.
    """

    __tablename__ = "report_authors"

    id: Mapped[int] = primary_id()
    report_id: Mapped[int] = refers("reports.id")
    member_id: Mapped[int] = refers("members.id")
    message_id: Mapped[int | None]
    messages: Mapped[list[int]] = mapped_column(default=list)
    media_group: Mapped[str | None] = mapped_column(String(64))
    ask_solved_at: Mapped[datetime | None] = mapped_column(index=True)
    allows_contact: Mapped[bool | None]

    report: Mapped[Report] = relationship(lazy="raise", back_populates="author")

    __table_args__ = (
        Index("ix_report_authors_report_id", "report_id", unique=True),
        Index("ix_report_authors_member_id_message_id", "member_id", "message_id"),
    )


class Addendum(Base):
    """What the writer of a sent report added to it. Whose it is, the report's author tells.

    ``urgent``: it made its report call somebody. ``media_group``: the album whose further pictures
    belong to it. ``question``: the code of the question that it answers, once; ``answer``: what was
    pressed; with neither answer nor words it was skipped.
    """

    __tablename__ = "addenda"

    id: Mapped[int] = primary_id()
    report_id: Mapped[int] = refers("reports.id", index=True)
    at: Mapped[datetime]
    text: Mapped[str]  # "": a picture or a place alone
    category: Mapped[str] = mapped_column(String(32))
    severity: Mapped[str] = mapped_column(String(8))
    threat: Mapped[bool] = mapped_column(default=False)
    urgent: Mapped[bool] = mapped_column(default=False)
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    venue: Mapped[str | None]
    media_group: Mapped[str | None] = mapped_column(String(64))
    forwarded: Mapped[bool] = mapped_column(default=False, server_default=false())
    question: Mapped[str | None] = mapped_column(String(12))
    answer: Mapped[str | None] = mapped_column(String(4))

    report: Mapped[Report] = relationship(lazy="raise")

    __table_args__ = (Index("ix_addenda_report_id_question", "report_id", "question", unique=True),)


_OF_ONE = "note_id IS NULL OR (draft_id IS NULL AND report_id IS NULL)"


class Attachment(Base):
    """A photo, voice or video of a draft, or of a report once that is sent, or of a note.

    Or of what an officer asks a reporter (``question_id``). Never of a person.
    ``addendum_id``: which addendum to the report it came with. ``kind``: AttachmentKind.

    ``state``: new, ready (re-encoded, at ``path``), or why it was not kept: broken; large; long;
    failed (given up after ``attempts`` decodings that never ended); quota (its sender had sent
    too many).
    """

    __tablename__ = "attachments"

    id: Mapped[int] = primary_id()
    draft_id: Mapped[int | None] = refers("drafts.id", index=True)
    report_id: Mapped[int | None] = refers("reports.id", index=True)
    addendum_id: Mapped[int | None] = refers("addenda.id", index=True)
    note_id: Mapped[int | None] = refers("notes.id", index=True)
    question_id: Mapped[int | None] = refers("conversation_messages.id", index=True)
    file_id: Mapped[str]  # Telegram's, of what the person sent; never sent on
    size: Mapped[int | None]  # bytes, as Telegram says
    kind: Mapped[str] = mapped_column(String(8), default="photo", server_default="photo")
    state: Mapped[str] = mapped_column(String(8), default="new")
    path: Mapped[str | None]  # below KAMTIBMAS_DATA
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")  # decodings begun
    created_at: Mapped[datetime]

    draft: Mapped[Draft | None] = relationship(lazy="raise", back_populates="attachments")
    report: Mapped[Report | None] = relationship(lazy="raise", back_populates="attachments")
    note: Mapped[Note | None] = relationship(lazy="raise")

    __table_args__ = (CheckConstraint(_OF_ONE, name="of_one"),)


class Situation(Base):
    """A situation report ("aman") of a watch post: it tells "nihil" from silence."""

    __tablename__ = "situations"

    id: Mapped[int] = primary_id()
    member_id: Mapped[int | None] = refers("members.id")
    village_code: Mapped[str] = refers("regions.code")
    watch_date: Mapped[date]  # the date on which the night watch began
    on_watch: Mapped[int]
    created_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("member_id", "village_code", "watch_date"),
        Index("ix_situations_village_code_watch_date", "village_code", "watch_date"),
    )
