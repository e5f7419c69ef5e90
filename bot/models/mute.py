"""Whose reports that call nobody wait for a while."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, primary_id, refers


class Mute(Base):
    """A supervisor lets a reporter's plain reports wait ``until`` then, for one false report.

    The incident stands for the reporter: whoever mutes does not learn which others they made. Who
    did it and who took it back is in the audit. A row that is over says nothing and is deleted.
    """

    __tablename__ = "mutes"

    id: Mapped[int] = primary_id()
    member_id: Mapped[int] = refers("members.id", index=True)
    incident_id: Mapped[int] = refers("incidents.id", index=True)
    at: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)
