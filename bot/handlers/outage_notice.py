"""What people are told while the database is away: silence would look like help on its way."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.locales import mark, say_in
from bot.views.card import Card

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.handlers.incoming import Incoming
    from bot.settings import Config
    from bot.transport.card_sender import CardSender
    from bot.transport.direct_sender import DirectSender

PATIENCE_S = 2.0  # a hiccup is no news
PAUSE_S = 1.0  # between two rounds, and how long one may take: intake waits for it
MOST = 20  # told in one round: Telegram lets a bot send 30 messages a second
NOT_KEPT = mark(
    "Sedang dalam bahaya? Telepon <b>{police}</b>. Maaf, sistem kami sedang terganggu:"
    " pesan Anda <b>belum tersimpan</b>. Tidak perlu dikirim ulang; kami terus mencoba dan"
    " segera membalas."
)


class OutageNotice:
    """Tells each chat once an outage that what it sent is not kept yet.

    It is said past the outbox, which is in the same database, and of nobody is anything kept but
    the chat's id, in memory.
    """

    def __init__(
        self,
        card_sender: CardSender,
        direct: DirectSender,
        config: Config,
        monotonic: Callable[[], float],
    ) -> None:
        """All is well."""
        self._card_sender = card_sender
        self._direct = direct  # whose share of the rate it takes
        self._config = config
        self._monotonic = monotonic
        self._since: float | None = None
        self._rested = 0.0  # when the next round may begin
        self._told: set[int] = set()

    def begin(self) -> float:
        """Return when it is that a batch is tried (monotonic seconds)."""
        return self._monotonic()

    def over(self) -> None:
        """Updates can be kept again."""
        self._since = None
        self._told.clear()

    async def tell(self, updates: Iterable[Incoming], began: float) -> None:
        """Tell those whose updates could not be kept; ``began``: of :meth:`begin`.

        Never raises: who cannot be told now is told with the next try.
        """
        self._since = began if self._since is None else self._since
        now = self._monotonic()
        if now - self._since < PATIENCE_S or now < self._rested:
            return
        self._rested = now + PAUSE_S
        waiting = {update.chat_id: update for update in updates if self._is_waiting(update)}
        chosen = [one for one in list(waiting.values())[:MOST] if self._direct.may_go(one.chat_id)]
        self._told.update(update.chat_id for update in chosen)
        with suppress(TimeoutError):
            async with asyncio.timeout(PAUSE_S):
                await asyncio.gather(*(self._say(update) for update in chosen))

    def _is_waiting(self, update: Incoming) -> bool:
        """Tell whether it is somebody's own chat (a group is told nothing), and not told yet."""
        return update.chat_id == update.user_id and update.chat_id not in self._told

    async def _say(self, update: Incoming) -> None:
        police = self._config.limits.emergency.police
        card = Card(say_in(update.language)(NOT_KEPT, police=police))
        outcome = await self._card_sender.send(update.chat_id, card)
        if outcome.error is not None:
            self._told.discard(update.chat_id)
