"""What a message is for that answers one of ours, by Telegram's own reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import access
from bot.domain.open_question import EmergencyQuestion, MoveQuestion, NoteQuestion
from bot.handlers.incoming import UpdateKind
from bot.services.people import shown_reports
from bot.services.reports import report_authors

if TYPE_CHECKING:
    from bot.handlers.turn import Turn

CASE, QUESTION = "case", "question"
PASSES = frozenset({"text", "attachment", "location", "contact", "other", "ticket", "small_talk"})
# What was asked for before goes before: the next message is that.
FIRST = EmergencyQuestion | NoteQuestion | MoveQuestion


async def find(turn: Turn) -> str | None:
    """Return which entry a message is for that answers a message of ours; None: it is no such."""
    incoming = turn.incoming
    message = incoming.replies_to
    passes = incoming.kind is UpdateKind.MESSAGE and incoming.name in PASSES
    if turn.member is None or message is None or not passes:
        return None
    if isinstance(turn.me.awaiting, FIRST):
        return None
    if await report_authors.asked_in(turn.session, turn.me, message) is not None:
        return QUESTION
    if not access.may(turn.grants, access.ANSWERING, None):
        return None
    shown = await shown_reports.in_message(turn.session, turn.me, message)
    return CASE if shown is not None and shown.alert is not None else None
