"""Where people said otherwise than the rules of triage: by words of the rules alone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, primary_id


class Correction(Base):
    """One thing that triage read wrongly, as whoever wrote it said; it names nobody, and no place.

    ``about``: category, severity, or urgency. ``words``: phrases of ``config/categories.toml`` by
    which it was read, never what somebody wrote.
    """

    __tablename__ = "corrections"

    id: Mapped[int] = primary_id()
    at: Mapped[datetime] = mapped_column(index=True)
    about: Mapped[str] = mapped_column(String(16))
    guessed: Mapped[str] = mapped_column(String(24))
    chosen: Mapped[str] = mapped_column(String(24))
    words: Mapped[list[str]] = mapped_column(JSON(none_as_null=True))
