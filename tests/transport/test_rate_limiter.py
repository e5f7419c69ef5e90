"""The rate limiter; time is an argument, so nothing here waits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rates import Rates
from bot.models import Lane
from bot.transport.rate_limiter import RateLimiter

WINDOW = 1.0


def _send_all(limiter: RateLimiter, chats: list[int], lane: Lane, at: float = 0.0) -> list[float]:
    """Send to these chats as early as the limiter allows; return when each went out."""
    moments = []
    for chat in chats:
        while (wait := limiter.delay(chat, lane, at)) > 0:
            at += wait
        limiter.take(chat, at)
        moments.append(at)
    return moments


def test_a_digest_to_everybody_uses_the_whole_rate_and_no_more() -> None:
    """Ninety digests go out in three seconds: thirty in any one of them."""
    sent = _send_all(RateLimiter(Rates()), list(range(1, 91)), Lane.DIGEST)
    assert sent[-1] < 3.0
    assert all(sum(1 for x in sent if start <= x < start + WINDOW) <= 30 for start in sent)


def test_an_urgent_message_does_not_wait_behind_a_broadcast() -> None:
    """The second's rate is spent on digests; a page to an officer goes out at once."""
    limiter = RateLimiter(Rates())
    _send_all(limiter, list(range(1, 31)), Lane.DIGEST)
    assert limiter.delay(99, Lane.DIGEST, 0.0) > 0
    assert limiter.delay(99, Lane.URGENT, 0.0) == 0


def test_what_the_urgent_lane_borrows_is_paid_back_by_the_others() -> None:
    """Ten pages above the rate keep the digests waiting until the second has room again."""
    limiter = RateLimiter(Rates())
    _send_all(limiter, list(range(1, 31)), Lane.DIGEST)
    for chat in range(100, 110):
        limiter.take(chat, 0.5)
    assert limiter.delay(99, Lane.DIGEST, 0.99) > 0
    assert limiter.delay(99, Lane.URGENT, 0.99) > 0, "the reserve has a bottom"


def test_one_chat_gets_a_short_burst_then_one_a_second() -> None:
    """Three messages to one person go out together, the fourth a second later."""
    sent = _send_all(RateLimiter(Rates()), [7, 7, 7, 7], Lane.REPLY)
    assert sent == [0.0, 0.0, 0.0, 1.0]


def test_a_group_gets_twenty_a_minute() -> None:
    """The twenty-first message to a group waits for the minute to end."""
    limiter = RateLimiter(Rates(per_chat=0))
    sent = _send_all(limiter, [-5] * 21, Lane.NOTICE)
    assert sent[19] < 1.0
    assert sent[20] == 60.0


def test_retry_after_holds_one_chat_or_the_whole_bot() -> None:
    """Held for chat 7, chat 8 goes on; held for the bot, nobody does."""
    limiter = RateLimiter(Rates())
    limiter.hold(7, 12, 0.0)
    assert limiter.delay(7, Lane.URGENT, 2.0) == 10.0
    assert limiter.delay(8, Lane.URGENT, 2.0) == 0
    limiter.hold(None, 5, 2.0)
    assert limiter.delay(8, Lane.URGENT, 3.0) == 4.0


def test_a_second_chat_that_has_to_wait_means_the_whole_bot() -> None:
    """Chat 7 is told to wait, and only it does; then chat 8 is told so too, and everybody does."""
    limiter = RateLimiter(Rates())
    limiter.slow(7, 10, 0.0)
    assert limiter.delay(9, Lane.URGENT, 1.0) == 0
    limiter.slow(8, 3, 1.0)
    assert limiter.delay(9, Lane.URGENT, 1.0) == 3.0
    assert limiter.delay(7, Lane.URGENT, 1.0) == 9.0


def test_zero_lifts_a_limit() -> None:
    """A benchmark asks what the bot could do, not what Telegram allows."""
    limiter = RateLimiter(Rates(overall=0, per_chat=0, per_group=0))
    assert _send_all(limiter, [7] * 500 + [-5] * 500, Lane.REPLY)[-1] == 0.0


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(list(Lane))), max_size=120))
def test_no_order_of_messages_ever_breaks_the_rate(asked: list[tuple[int, Lane]]) -> None:
    """Whoever writes what to whom: any second holds at most the rate and the reserve."""
    rates = Rates(overall=10, urgent_reserve=3)
    limiter = RateLimiter(rates)
    at, sent = 0.0, []
    for chat, lane in asked:
        while (wait := limiter.delay(chat, lane, at)) > 0:
            at += wait
        limiter.take(chat, at)
        sent.append(at)
    most = rates.overall + rates.urgent_reserve
    assert all(sum(1 for x in sent if start <= x < start + WINDOW) <= most for start in sent)
