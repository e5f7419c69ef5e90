"""Updates from Telegram: which were handled, and which could not be."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, BigId, primary_id, refers


class HandledUpdate(Base):
    """An update whose work is committed. Brought again, it is answered and not done twice.

    ``kind`` and ``subject_id`` name the card that answered it.
    """

    __tablename__ = "handled_updates"

    update_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    handled_at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str | None] = mapped_column(String(24))
    subject_id: Mapped[int | None]


class DeadLetter(Base):
    """An update of a member that no handler could take, sealed, kept until ``purge_at``."""

    __tablename__ = "dead_letters"

    id: Mapped[int] = primary_id()
    update_id: Mapped[int]
    member_id: Mapped[int] = refers("members.id", index=True)
    sealed: Mapped[bytes]
    error: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    purge_at: Mapped[datetime] = mapped_column(index=True)


class CodeGuess(Base):
    """An enrolment code that there was not, counted against whoever typed it, until ``until``.

    ``mark`` is a keyed hash that leads to nobody: it outlives an erasure, so that a new beginning
    is no new set of guesses.
    """

    __tablename__ = "code_guesses"

    id: Mapped[int] = primary_id()
    mark: Mapped[str] = mapped_column(String(32), index=True)
    until: Mapped[datetime] = mapped_column(index=True)


class Newcomer(Base):
    """The numbers of what somebody wrote who has not agreed to the notice: no word, and no id.

    ``fingerprint`` is the keyed hash of their account. ``waiting``: a number for each message, with
    that of our card below it (NULL: not known); ``taken``: those that are a report's by now, so
    that none is taken twice. The row goes with ``until``, and with a refusal.
    """

    __tablename__ = "newcomers"

    fingerprint: Mapped[str] = mapped_column(String(32), primary_key=True)
    waiting: Mapped[dict[str, Any]]
    taken: Mapped[list[int]]
    until: Mapped[datetime] = mapped_column(index=True)
