"""The operator's roster: people who are known before they enrol."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.models.base import Base, primary_id, refers


class RosterEntry(Base):
    """Somebody on the operator's list; ``member_id`` once they have come in.

    ``mark`` finds them when the list comes again: a keyed hash of their service number, else of
    their Telegram id, else of what their line says. NULL once they have left: nothing finds the
    entry any more, and it only says under which name somebody served.
    """

    __tablename__ = "roster"

    id: Mapped[int] = primary_id()
    mark: Mapped[str | None] = mapped_column(String(32), unique=True)
    sealed_name: Mapped[bytes]
    member_id: Mapped[int | None] = refers("members.id", index=True)
    listed_at: Mapped[datetime]

    posts: Mapped[list[RosterPost]] = relationship(lazy="raise")


class RosterPost(Base):
    """A role in a region that waits for somebody on the list; with them it becomes a grant."""

    __tablename__ = "roster_posts"

    entry_id: Mapped[int] = refers("roster.id", primary_key=True)
    role: Mapped[str] = mapped_column(String(32), primary_key=True)
    region_code: Mapped[str] = refers("regions.code", primary_key=True, index=True)
