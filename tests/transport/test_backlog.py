"""Who goes first when several messages wait."""

from __future__ import annotations

from datetime import UTC, datetime

from markupsafe import Markup

from bot.domain.rates import Rates
from bot.models import Delivery, Lane
from bot.transport.rate_limiter import RateLimiter
from bot.transport.send_queue import OutgoingMessage, SendQueue
from bot.views.card import Card

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def _parcel(number: int, chat: int, lane: Lane, priority: int = 0) -> OutgoingMessage:
    delivery = Delivery(id=number, kind="sentence", lane=lane, priority=priority, created_at=NOW)
    return OutgoingMessage(delivery, chat, Card(Markup("halo")))


def _order(backlog: SendQueue, at: float = 0.0) -> list[int]:
    """Send one after another, each arriving before the next begins."""
    sent = []
    while (parcel := backlog.take(at)) is not None:
        sent.append(parcel.delivery.id)
        backlog.done(parcel.chat)
    return sent


def test_a_page_overtakes_three_hundred_digests() -> None:
    """Digests to three hundred chats wait for the rate; a page comes last and goes first."""
    backlog = SendQueue(RateLimiter(Rates()))
    backlog.add([_parcel(number, number, Lane.DIGEST) for number in range(1, 301)])
    _order(backlog)
    backlog.add([_parcel(999, 999, Lane.URGENT)])
    page = backlog.take(0.0)
    assert page is not None
    assert page.delivery.id == 999


def test_messages_to_one_chat_keep_their_order_and_go_one_at_a_time() -> None:
    """The second message to a person waits until the first has arrived."""
    backlog = SendQueue(RateLimiter(Rates()))
    backlog.add([_parcel(2, 7, Lane.REPLY), _parcel(1, 7, Lane.REPLY), _parcel(3, 8, Lane.REPLY)])
    first, other = backlog.take(0.0), backlog.take(0.0)
    assert first is not None
    assert other is not None
    assert (first.delivery.id, other.delivery.id) == (1, 3)
    assert backlog.take(0.0) is None
    backlog.done(7)
    second = backlog.take(0.0)
    assert second is not None
    assert second.delivery.id == 2


def test_what_one_chat_is_owed_in_plenty_is_put_off_in_order() -> None:
    """Forty messages to chat 7: a short burst stays, the rest waits a second each; 8 is served."""
    backlog = SendQueue(RateLimiter(Rates()))
    backlog.add([_parcel(number, 7, Lane.REPLY) for number in range(1, 41)])
    backlog.add([_parcel(99, 8, Lane.REPLY)])
    back = backlog.give_back(0.0)
    assert [(parcel.delivery.id, wait) for parcel, wait in back] == [
        (number, number - 3.0) for number in range(5, 41)
    ]
    assert _order(backlog) == [1, 2, 3, 99]
    backlog.add([_parcel(number, 7, Lane.REPLY) for number in range(100, 104)])
    again = backlog.give_back(0.0)
    assert [wait for _, wait in again] == [38.0, 39.0, 40.0, 41.0]


def test_a_chat_that_telegram_slowed_holds_up_nobody_else() -> None:
    """Telegram asked to wait for chat 7: chat 8 is served, and 7's mail goes back to the outbox."""
    budget = RateLimiter(Rates())
    backlog = SendQueue(budget)
    budget.hold(7, 30, 0.0)
    backlog.add([_parcel(1, 7, Lane.URGENT), _parcel(2, 8, Lane.REPLY)])
    assert _order(backlog) == [2]
    assert [(parcel.chat, wait) for parcel, wait in backlog.give_back(0.0)] == [(7, 30.0)]
    assert not backlog


def test_somebodys_first_goes_before_anothers_second() -> None:
    """One chat is owed forty pages of one caller; another caller's first takes the next turn."""
    backlog = SendQueue(RateLimiter(Rates()))
    backlog.add([_parcel(number, 7, Lane.URGENT, number - 1) for number in range(1, 41)])
    assert len(backlog.give_back(0.0)) == 36
    assert _order(backlog) == [1, 2, 3]
    backlog.add([_parcel(41, 7, Lane.URGENT)])
    assert [parcel.delivery.id for parcel, _ in backlog.give_back(0.0)] == [4]
    assert backlog.soonest(0.0) == 1.0
    assert _order(backlog, 1.0) == [41]
