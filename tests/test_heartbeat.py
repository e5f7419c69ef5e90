"""Signs of life, by a clock that only we move."""

from __future__ import annotations

from bot.heartbeat import SILENT, STARTING, Heartbeat


class Seconds:
    """A monotonic clock that stands still."""

    def __init__(self) -> None:
        """Begin somewhere: a monotonic clock has no nought."""
        self.at = 1000.0

    def __call__(self) -> float:
        """Return what it shows."""
        return self.at


def test_a_part_is_unwell_once_it_is_silent_for_too_long() -> None:
    """It begins, beats, falls silent, and comes back."""
    seconds = Seconds()
    pulse = Heartbeat(10, seconds)
    assert pulse.condition().because == STARTING
    pulse.beat()
    seconds.at += 10
    assert pulse.condition().ok
    seconds.at += 1
    condition = pulse.condition()
    assert not condition.ok
    assert (condition.silent_s, condition.because) == (11, SILENT)
    pulse.beat()
    assert pulse.condition().ok


def test_one_failure_is_no_illness_and_is_told_when_it_has_become_one() -> None:
    """A poll that fails once is tried again; failing for longer than the time, it says at what."""
    seconds = Seconds()
    pulse = Heartbeat(10, seconds)
    pulse.beat()
    seconds.at += 5
    pulse.fail("NetworkError")
    assert pulse.condition().ok
    seconds.at += 6
    condition = pulse.condition()
    assert not condition.ok
    assert condition.because == "NetworkError"


def test_a_part_that_was_never_well_says_why() -> None:
    """The very first try failed."""
    pulse = Heartbeat(10, Seconds())
    pulse.fail("TimedOut")
    assert pulse.condition().because == "TimedOut"
