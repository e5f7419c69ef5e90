"""The outbox: one row for each message that is owed, and the digests."""

from __future__ import annotations

from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.models.base import Base, primary_id, refers
from bot.models.member import Member


class Lane(IntEnum):
    """The priority classes of messages when the rate is limited."""

    URGENT = 0
    REPLY = 1
    NOTICE = 2
    DIGEST = 3


class DeliveryStatus(StrEnum):
    """How far a promise has come; ``dropped``: there was nothing left to say."""

    QUEUED = "queued"
    LEASED = "leased"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


_KEPT = text("kept IS NOT NULL")


class Delivery(Base):
    """A message owed to one member. It refers to what is shown, and never holds the words.

    ``recipient_id`` is NULL where the bot owes it to nobody (an erased photo's file, say).
    ``kind`` chooses the renderer, ``subject_id`` what it shows, ``payload`` how (codes, numbers,
    our own sentences). ``edits``: the message to edit in place; ``reply_to``: to answer.
    ``run``: of an alert, that which it shows or asks about; ``position``: the step of a page.
    ``priority``: within a lane the lower goes first; see ``Alert.priority``.
    ``kept``: it is old, and says where a message stands that a post opened, or the receipt of what
    is open still; NULL: it is not so old.
    """

    __tablename__ = "deliveries"

    id: Mapped[int] = primary_id()
    kind: Mapped[str] = mapped_column(String(24))
    subject_id: Mapped[int | None]
    recipient_id: Mapped[int] = refers("members.id", index=True, nullable=True)
    lane: Mapped[int]
    priority: Mapped[int] = mapped_column(default=0, server_default="0")
    status: Mapped[str] = mapped_column(String(8), default=DeliveryStatus.QUEUED)
    run: Mapped[int | None]
    position: Mapped[int | None]
    payload: Mapped[dict[str, Any]]
    promise_key: Mapped[str | None] = mapped_column(String(96), unique=True)
    edits: Mapped[int | None]
    reply_to: Mapped[int | None]
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    send_after: Mapped[datetime]
    leased_by: Mapped[str | None] = mapped_column(String(40))
    lease_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    sent_message_id: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(String(200))
    kept: Mapped[bool | None]

    recipient: Mapped[Member] = relationship(lazy="raise", viewonly=True)

    __table_args__ = (
        Index("ix_deliveries_queue", "status", "lane", "priority", "send_after"),
        Index("ix_deliveries_kind_subject_id", "kind", "subject_id"),
        Index("ix_deliveries_kept", "id", sqlite_where=_KEPT, postgresql_where=_KEPT),
    )

    @property
    def shown_in(self) -> int | None:
        """Return the message of a chat that shows it; None while it is under way.

        An edit that Telegram refused was sent anew: it stands in that message then.
        """
        return self.sent_message_id or self.edits


class Digest(Base):
    """A digest for one person and period; the unique key is why it is made exactly once."""

    __tablename__ = "digests"

    id: Mapped[int] = primary_id()
    member_id: Mapped[int] = refers("members.id")
    kind: Mapped[str] = mapped_column(String(8))  # daily, weekly
    period: Mapped[date]  # the day, or the Monday of the week, that it tells of
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("member_id", "kind", "period"),)
