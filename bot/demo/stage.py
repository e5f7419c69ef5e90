"""The interface between a story or tour and the page on which it plays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from bot.demo.cleanup import Cleanup
    from bot.standin.telegram import Telegram


class Stage(Protocol):
    """The page: its phones, its clock, and what it shows."""

    @property
    def telegram(self) -> Telegram:
        """Return the stand-in on which the phones are."""

    @property
    def cleanup(self) -> Cleanup:
        """Return what puts the database in order between two stories."""

    def tell(self, **about: Any) -> None:
        """Tell the page what happens: who types, whose phone to look at, a caption."""

    def now(self) -> datetime:
        """Return what the clock shows."""

    def advance(self, span: timedelta) -> None:
        """Move the clock ahead."""

    def move_to(self, moment: datetime) -> None:
        """Move the clock ahead to a moment."""

    async def burst(self) -> None:
        """Let twenty neighbours write and kill the bot in the middle."""
