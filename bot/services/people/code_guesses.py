"""Counts unknown enrolment codes against whoever typed them, beyond an erasure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.models import CodeGuess, new_id

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

MOST, WITHIN = 5, timedelta(hours=1)  # then no code is looked at


@dataclass(frozen=True, slots=True)
class Guesses:
    """What one account typed. ``mark``: a keyed hash of it, which stays the same after /hapus."""

    session: AsyncSession
    mark: str
    now: datetime

    async def are_too_many(self) -> bool:
        """Tell whether so many unknown codes were typed that somebody seems to guess."""
        await self.session.flush()  # those of this very batch count
        wrong = select(func.count()).where(CodeGuess.mark == self.mark, CodeGuess.until > self.now)
        return (await self.session.scalar(wrong) or 0) >= MOST

    def add(self) -> None:
        """Count one more unknown code; it counts for an hour."""
        guess = CodeGuess(id=new_id(), mark=self.mark, until=self.now + WITHIN)
        self.session.add(guess)
