"""A press on an outdated card counts as one on the newest card in its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.services.reports import newest_card

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.handlers.turn import Turn

# What the cards show whose buttons belong to these nouns.
SHOWS: Mapping[str, str] = {
    "d": newest_card.DRAFT,
    "a": newest_card.ALERT,
    "r": newest_card.RECEIPT,
}


async def preload(session: AsyncSession, noun: str, subjects: Collection[int]) -> None:
    """Read at once what shows what the buttons of a batch are about."""
    if noun in SHOWS:
        await newest_card.preload(session, SHOWS[noun], subjects)


async def follow(turn: Turn) -> None:
    """Let what comes of the press be shown on the newest card, at the bottom of the chat."""
    press, shows = turn.incoming.press, SHOWS.get(turn.noun)
    if press is None or shows is None:
        return
    newest = await newest_card.newest(turn.session, shows, turn.subject, turn.me.id, press.card_id)
    if newest is not None:
        turn.incoming = replace(turn.incoming, press=replace(press, card_id=newest))
