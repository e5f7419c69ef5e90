"""Answers sent right after the commit: to presses, and to people who are not stored."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import structlog
from telegram.error import TelegramError

from bot.handlers import table
from bot.views.card import shorten
from bot.views.length import MAX_TOAST

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from bot.handlers.turn import Turn
    from bot.transport.client import Client
    from bot.transport.direct_sender import DirectSender

log = structlog.get_logger()

PATIENCE_S = 1.0  # with the answers of a batch, before the next is taken


class Answers:
    """Gives the answers of a batch that is committed; a slow chat keeps nobody waiting for long."""

    def __init__(
        self,
        client: Client,
        direct: DirectSender,
        forget_menu: Callable[[int], Coroutine[None, None, None]],
    ) -> None:
        """Nothing is being answered; ``forget_menu`` empties the menu of a chat."""
        self._client = client
        self._forget_menu = forget_menu
        self.direct = direct
        self._behind: set[asyncio.Task[None]] = set()

    async def give(self, turns: Sequence[Turn]) -> None:
        """Answer presses and strangers; a slow chat keeps nobody waiting for long."""
        for turn in turns:
            for one in turn.direct:
                self.direct.owe(
                    turn.incoming.update_id,
                    one.chat_id,
                    one.card,
                    edits=one.edits,
                    reply_to=one.reply_to,
                    asks=one.asks,
                )
        calls = [self._answer_press(turn) for turn in turns if turn.incoming.press is not None]
        calls += [
            self._forget_menu(turn.incoming.chat_id)
            for turn in turns
            if turn.answered[0] == table.ERASED
        ]
        tasks = {asyncio.create_task(call) for call in calls}
        self._behind |= tasks
        for task in tasks:
            task.add_done_callback(self._behind.discard)
        if tasks:
            await asyncio.wait(tasks, timeout=PATIENCE_S)

    async def close(self) -> None:
        """Give up what is still being answered."""
        for task in self._behind:
            task.cancel()
        await self.direct.close()

    async def _answer_press(self, turn: Turn) -> None:
        assert turn.incoming.press is not None  # noqa: S101 - looked at by the caller
        parameters: dict[str, Any] = {"callback_query_id": turn.incoming.press.callback_id}
        if turn.toast_text:
            parameters["text"] = shorten(turn.toast_text, MAX_TOAST)
        try:
            await self._client.call("answerCallbackQuery", parameters)
        except TelegramError as error:  # too old to be answered, or the line is down
            log.info("press_not_answered", error=type(error).__name__)
