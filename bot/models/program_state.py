"""What the program remembers of itself: its key, the menus it has shown, the chores it has done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, primary_id


class KeyMark(Base):
    """By what the secret key is known with which the database was sealed; the newest counts."""

    __tablename__ = "key_marks"

    id: Mapped[int] = primary_id()
    mark: Mapped[str] = mapped_column(String(64))
    since: Mapped[datetime]


class MenuEdition(Base):
    """An edition of the menus of commands that everybody was owed; the newest is shown now."""

    __tablename__ = "menu_editions"

    id: Mapped[int] = primary_id()
    mark: Mapped[str] = mapped_column(String(64))
    since: Mapped[datetime]


class RetentionRun(Base):
    """When a chore of the retention was last finished; one row a chore."""

    __tablename__ = "retention_runs"

    id: Mapped[int] = primary_id()
    chore: Mapped[str] = mapped_column(String(32), index=True)
    finished_at: Mapped[datetime]
