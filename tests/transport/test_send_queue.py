"""Who goes first when several messages wait."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from markupsafe import Markup

from bot.domain.rates import Rates
from bot.models import Delivery, Lane
from bot.transport.rate_limiter import RateLimiter
from bot.transport.send_queue import OutgoingMessage, SendQueue
from bot.views.card import Card, StoredRecording

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def _outgoing(number: int, chat: int, lane: Lane, priority: int = 0) -> OutgoingMessage:
    delivery = Delivery(id=number, kind="sentence", lane=lane, priority=priority, created_at=NOW)
    return OutgoingMessage(delivery, chat, Card(Markup("halo")))


def _order(send_queue: SendQueue, at: float = 0.0) -> list[int]:
    """Send one after another, each arriving before the next begins."""
    sent = []
    while (outgoing := send_queue.take(at)) is not None:
        sent.append(outgoing.delivery.id)
        send_queue.done(outgoing)
    return sent


def test_a_page_overtakes_three_hundred_digests() -> None:
    """Digests to three hundred chats wait for the rate; a page comes last and goes first."""
    send_queue = SendQueue(RateLimiter(Rates()))
    send_queue.add([_outgoing(number, number, Lane.DIGEST) for number in range(1, 301)])
    _order(send_queue)
    send_queue.add([_outgoing(999, 999, Lane.URGENT)])
    page = send_queue.take(0.0)
    assert page is not None
    assert page.delivery.id == 999


def test_messages_to_one_chat_keep_their_order_and_go_one_at_a_time() -> None:
    """The second message to a person waits until the first has arrived."""
    send_queue = SendQueue(RateLimiter(Rates()))
    send_queue.add(
        [_outgoing(2, 7, Lane.REPLY), _outgoing(1, 7, Lane.REPLY), _outgoing(3, 8, Lane.REPLY)]
    )
    first, other = send_queue.take(0.0), send_queue.take(0.0)
    assert first is not None
    assert other is not None
    assert (first.delivery.id, other.delivery.id) == (1, 3)
    assert send_queue.take(0.0) is None
    send_queue.done(first)
    second = send_queue.take(0.0)
    assert second is not None
    assert second.delivery.id == 2


def test_what_one_chat_is_owed_in_plenty_is_put_off_in_order() -> None:
    """Forty messages to chat 7: a short burst stays, the rest waits a second each; 8 is served."""
    send_queue = SendQueue(RateLimiter(Rates()))
    send_queue.add([_outgoing(number, 7, Lane.REPLY) for number in range(1, 41)])
    send_queue.add([_outgoing(99, 8, Lane.REPLY)])
    back = send_queue.give_back(0.0)
    assert [(outgoing.delivery.id, wait) for outgoing, wait in back] == [
        (number, number - 3.0) for number in range(5, 41)
    ]
    assert _order(send_queue) == [1, 2, 3, 99]
    send_queue.add([_outgoing(number, 7, Lane.REPLY) for number in range(100, 104)])
    again = send_queue.give_back(0.0)
    assert [wait for _, wait in again] == [38.0, 39.0, 40.0, 41.0]


def test_a_chat_that_telegram_slowed_holds_up_nobody_else() -> None:
    """Telegram asked to wait for chat 7: chat 8 is served, and 7's mail goes back to the outbox."""
    limiter = RateLimiter(Rates())
    send_queue = SendQueue(limiter)
    limiter.hold(7, 30, 0.0)
    send_queue.add([_outgoing(1, 7, Lane.URGENT), _outgoing(2, 8, Lane.REPLY)])
    assert _order(send_queue) == [2]
    assert [(outgoing.chat, wait) for outgoing, wait in send_queue.give_back(0.0)] == [(7, 30.0)]
    assert not send_queue


def test_somebodys_first_goes_before_anothers_second() -> None:
    """One chat is owed forty pages of one caller; another caller's first takes the next turn."""
    send_queue = SendQueue(RateLimiter(Rates()))
    send_queue.add([_outgoing(number, 7, Lane.URGENT, number - 1) for number in range(1, 41)])
    assert len(send_queue.give_back(0.0)) == 36
    assert _order(send_queue) == [1, 2, 3]
    send_queue.add([_outgoing(41, 7, Lane.URGENT)])
    assert [outgoing.delivery.id for outgoing, _ in send_queue.give_back(0.0)] == [4]
    assert send_queue.soonest(0.0) == 1.0
    assert _order(send_queue, 1.0) == [41]


def _video(number: int, chat: int) -> OutgoingMessage:
    delivery = Delivery(id=number, kind="photo", lane=Lane.NOTICE, priority=0, created_at=NOW)
    file = StoredRecording("video.mp4", Path(), "attachments/1.mp4", "video/mp4")
    return OutgoingMessage(delivery, chat, Card(Markup("halo"), recording=file))


def test_nothing_waits_for_a_video_that_is_under_way() -> None:
    """A page to the chat that gets one goes at once; two videos at most are under way."""
    send_queue = SendQueue(RateLimiter(Rates(per_chat=0)))
    send_queue.add([_video(number, number) for number in (1, 2, 3)])
    first, second = send_queue.take(0.0), send_queue.take(0.0)
    assert first is not None
    assert second is not None
    assert send_queue.take(0.0) is None
    assert send_queue.soonest(0.0) is None  # the third waits for the end of one, not for a moment
    send_queue.add([_outgoing(4, 1, Lane.URGENT)])
    page = send_queue.take(0.0)
    assert page is not None
    assert page.delivery.id == 4
    send_queue.done(first)
    third = send_queue.take(0.0)
    assert third is not None
    assert third.delivery.id == 3
