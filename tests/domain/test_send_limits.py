"""How many reports that call nobody one person sends within a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.send_limits import SendLimits, next_at

HOUR = timedelta(hours=1)
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LIMITS = SendLimits(HOUR, per_person=20, per_village=300, per_person_crowded=5)


def test_the_next_goes_when_the_first_of_them_is_that_old() -> None:
    """Nobody waits longer than the time within which they are counted."""
    sent = [NOW - timedelta(minutes=each) for each in range(20)]
    assert next_at(sent[:19], 20, HOUR) is None
    assert next_at(sent, 20, HOUR) == NOW + timedelta(minutes=41)


def test_a_village_that_is_flooded_leaves_each_person_fewer() -> None:
    """Thirty people with three reports each are none of that."""
    assert LIMITS.of_one(90) == 20
    assert LIMITS.of_one(300) == 5
