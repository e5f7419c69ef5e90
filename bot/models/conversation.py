"""What is passed on between whoever answers a report and whoever made it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.models.base import Base, primary_id, refers
from bot.models.report import Report


class ConversationMessage(Base):
    """One message that was passed on about a report, masked before it was kept.

    ``side``: whose it is, ``office`` or ``reporter``. ``member_id``: who of the office wrote it, so
    that the answer comes back to them; of the reporter NULL, since the report's author alone tells
    who that is. ``ends``: it says nothing but that its side ended the conversation.
    ``media_group``: the album of a question, whose further pictures go with it.
    """

    __tablename__ = "conversation_messages"

    id: Mapped[int] = primary_id()
    report_id: Mapped[int] = refers("reports.id", index=True)
    at: Mapped[datetime]
    side: Mapped[str] = mapped_column(String(8))
    member_id: Mapped[int | None] = refers("members.id", index=True)
    ends: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str]  # "": a place or a picture alone
    media_group: Mapped[str | None] = mapped_column(String(64))
    lat: Mapped[float | None]
    lon: Mapped[float | None]

    report: Mapped[Report] = relationship(lazy="raise")
