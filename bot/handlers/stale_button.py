"""What is said of a button that means nothing any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locales import mark

if TYPE_CHECKING:
    from bot.handlers.turn import Turn

STALE_BUTTON = mark("Tombol ini sudah tidak berlaku.")


async def answer(turn: Turn) -> None:
    """Say it, to strangers too."""
    turn.toast_text = turn.say.plain(STALE_BUTTON)
