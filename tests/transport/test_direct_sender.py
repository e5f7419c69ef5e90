"""Answers to strangers: what is noted of one keeps the chat's next answer from nothing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from bot.domain.rates import Rates
from bot.transport.card_sender import Outcome, SendResult
from bot.transport.direct_sender import STOP_S, DirectSender
from bot.transport.rate_limiter import RateLimiter
from bot.views.card import Card, Markup

if TYPE_CHECKING:
    from bot.transport.card_sender import CardSender

CHAT, CARD = 4711, Card(Markup("halo"))


class _Chat:
    """Takes every card, and says which arrived."""

    def __init__(self) -> None:
        self.arrived: list[int | None] = []

    async def send(
        self, chat: int, card: Card, *, edits: int | None = None, reply_to: int | None = None
    ) -> Outcome:
        del chat, card
        self.arrived.append(edits or reply_to)
        return Outcome(SendResult.SENT, message_id=100 + len(self.arrived))


class _Notes:
    """A database that is busy until it is let go."""

    def __init__(self) -> None:
        self.begun, self.free = asyncio.Event(), asyncio.Event()
        self.noted: list[int] = []

    async def note(self, chat: int, answered: int, message: int) -> None:
        del chat, message
        self.begun.set()
        await self.free.wait()
        self.noted.append(answered)


def _sender(chat: _Chat, notes: _Notes) -> DirectSender:
    limiter = RateLimiter(Rates(overall=0, per_chat=0))
    clock = asyncio.get_running_loop().time
    return DirectSender(cast("CardSender", chat), limiter, 0, clock, notes.note)


async def test_the_next_answer_does_not_wait_for_the_note() -> None:
    """The database is busy: the next card goes out, and the first update is not confirmed yet."""
    chat, notes = _Chat(), _Notes()
    sender = _sender(chat, notes)
    sender.owe(1, CHAT, CARD, reply_to=11, asks=True)
    sender.owe(2, CHAT, CARD, reply_to=12)
    await sender.answered([2], STOP_S * 10)
    assert chat.arrived == [11, 12]
    assert (sender.holds(1), sender.holds(2)) == (True, False)
    notes.free.set()
    await sender.drain(STOP_S)
    assert notes.noted == [11]
    assert not sender.holds(1)


async def test_a_stop_waits_for_what_is_noted_but_not_for_ever() -> None:
    """A database that never answers: the stop gives the note up, and nothing is left running."""
    chat, notes = _Chat(), _Notes()
    sender = _sender(chat, notes)
    sender.owe(1, CHAT, CARD, reply_to=11, asks=True)
    await notes.begun.wait()
    before = asyncio.all_tasks()
    await sender.close()
    await asyncio.gather(*(before - {asyncio.current_task()}), return_exceptions=True)
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert notes.noted == []


async def test_all_that_answers_one_update_goes_out() -> None:
    """Many messages are emptied by one update; the next update has an answer of its own."""
    chat, notes = _Chat(), _Notes()
    sender = _sender(chat, notes)
    for message in range(1, 21):
        sender.owe(1, CHAT, CARD, edits=message)
    sender.owe(2, CHAT, CARD, reply_to=99)
    await sender.drain(STOP_S * 10)
    assert chat.arrived == [*range(1, 21), 99]
    assert not sender.knows(1)
