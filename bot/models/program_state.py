"""The program's own state: the mark of its key, the menus shown, the retention runs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, primary_id


class KeyMark(Base):
    """A mark that identifies the secret key of this database; the newest counts."""

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
    """When each retention task was last finished; one row a task."""

    __tablename__ = "retention_runs"

    id: Mapped[int] = primary_id()
    chore: Mapped[str] = mapped_column(String(32), index=True)
    finished_at: Mapped[datetime]
