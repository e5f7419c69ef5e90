"""Lets the next message answer what is asked in words after a report was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.open_question import AnswerQuestion
from bot.services.intake import answers

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.handlers.turn import Turn
    from bot.models import ReportAuthor


def await_answer(turn: Turn, sent: ReportAuthor, codes: Collection[str] = ()) -> None:
    """Let the next message answer, where what is asked now is to be answered in words.

    ``codes``: what was answered. A question that is open already, as of a place, goes on first.
    """
    waits = turn.me.awaiting
    if waits is not None and not isinstance(waits, AnswerQuestion):
        return
    code = answers.open_question(sent, codes, config=turn.config, now=turn.now)
    asked = None if code is None else answers.question(code, turn.config)
    if asked is not None and not asked.choices:
        turn.me.awaiting = AnswerQuestion(sent.id, asked.code, turn.now)
    elif waits is not None:
        turn.me.awaiting = None
