"""The further pictures of an album: they go with what the first ones became."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers import note_parts, sending
from bot.services import authors, drafting, enclosing, notes, standing

if TYPE_CHECKING:
    from bot.handlers.turn import Turn
    from bot.services.drafting import Said


async def follows(turn: Turn, said: Said, *, at_once: bool = False) -> bool:
    """Put a further picture of an album to what the others became; False where there is nothing.

    All of an album is one report or one note, whichever of its pictures says so. ``at_once``: this
    one says that it is an emergency.
    """
    group, since = said.media_group, turn.now - drafting.JOINS_WITHIN
    if group is None:
        return False
    sent = await authors.album(turn.session, turn.me, group, since)
    if sent is not None and (sent.report.emergency or not at_once):
        await enclosing.enclose(turn.session, sent, said, now=turn.now)
        return True
    if await _joins_draft(turn, said, group, at_once=at_once):
        return True  # else what was sent as no emergency called nobody
    return not at_once and await _joins_note(turn, said, group)


async def _joins_draft(turn: Turn, said: Said, group: str, *, at_once: bool) -> bool:
    known = await drafting.album(turn.session, turn.me, group, turn.now)
    if known is None:
        return False
    if known.village_code is None and turn.me.awaiting is None:
        turn.me.awaiting = {"what": "village", "draft": known.id}
    if at_once:
        drafting.add(turn.session, known, said, now=turn.now, config=turn.config)
        await sending.at_once(turn, known)
    else:
        await sending.join(turn, known, said)
    return True


async def _joins_note(turn: Turn, said: Said, group: str) -> bool:
    since = turn.now - drafting.JOINS_WITHIN
    found = await notes.album(turn.session, turn.me, group, since)
    if found is None:
        return False
    alert, note = found
    if not await standing.answers(turn.session, alert, turn.me.id, turn.grants):
        return False  # the post has ended meanwhile
    await note_parts.put(turn, alert, note, said)
    return True
