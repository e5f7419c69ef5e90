"""After an outage what is urgent goes first; one message that always fails keeps nobody back."""

from __future__ import annotations

from bot.domain.rates import Rates
from bot.models import Lane
from bot.transport.attempts import LONGEST_RETRY_S
from bot.transport.outage_state import STANDS_BACK_S, STUBBORN, OutageState
from bot.transport.rate_limiter import RateLimiter

CHAT = 7


def _line() -> tuple[OutageState, RateLimiter]:
    limiter = RateLimiter(Rates())
    return OutageState(limiter), limiter


def test_notices_and_digests_stand_back_until_every_page_was_tried_again() -> None:
    """The line breaks: pages and replies may go at any moment, the others after the pages."""
    line, limiter = _line()
    line.broke(0, 100.0)
    waits = {lane: limiter.delay(CHAT, lane, 101.0) for lane in Lane}
    assert waits[Lane.URGENT] == waits[Lane.REPLY] == 0
    assert waits[Lane.NOTICE] == waits[Lane.DIGEST] == STANDS_BACK_S - 1
    assert LONGEST_RETRY_S[Lane.URGENT] < STANDS_BACK_S
    assert limiter.delay(CHAT, Lane.DIGEST, 100 + STANDS_BACK_S) == 0


def test_a_long_outage_keeps_them_back_to_its_end() -> None:
    """Everything fails, again and again, the pages oftener than anybody counts."""
    line, limiter = _line()
    for attempts in range(3 * STUBBORN):
        line.broke(attempts, 100.0 + attempts)
    assert limiter.delay(CHAT, Lane.DIGEST, 100.0 + 3 * STUBBORN) > 0


def test_a_message_that_fails_for_ever_keeps_nobody_back() -> None:
    """Others get through, and one has been tried ten times: it is its own fault."""
    line, limiter = _line()
    line.broke(0, 100.0)
    line.works()
    line.broke(STUBBORN, 110.0)
    assert limiter.delay(CHAT, Lane.DIGEST, 110.0) == 0
