"""Comparing weeks: honest about small numbers, half weeks and silence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.calendar import Week
from bot.domain.figures import Change, Comparison, Span, middle, nearly_all, police_class
from bot.domain.period import Period

MAKASSAR = "Asia/Makassar"
TUESDAY = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # 20.00 WITA
WEEK_48 = Period.of_week(Week(2026, 48))


def test_a_change_is_a_difference_and_a_percentage() -> None:
    """From 10 to 15 is half as much again."""
    change = Change(15, 10)
    assert (change.difference, change.percent, change.is_small) == (5, 50, False)


@pytest.mark.parametrize(("now", "before"), [(0, 0), (7, 0), (70, 0), (3, 2), (9, 12), (12, 9)])
def test_nothing_and_few_have_no_percentage(now: int, before: int) -> None:
    """Where there was nothing, growth has no measure; from 2 to 3 it is chance, not a half more."""
    assert Change(now, before).percent is None


@pytest.mark.parametrize(
    ("now", "before", "percent"), [(18, 16, 13), (14, 16, -13), (315, 200, 58), (229, 200, 15)]
)
def test_half_a_percent_is_a_whole_one(now: int, before: int, percent: int) -> None:
    """As a spreadsheet rounds it, which shows the same two numbers."""
    assert Change(now, before).percent == percent


def test_a_small_number_on_either_side_is_small() -> None:
    """From 9 to 12 may be chance, as may from 12 to 9."""
    assert Change(12, 9).is_small
    assert Change(9, 12).is_small
    assert not Change(10, 10).is_small


def test_a_full_week_is_compared_with_the_full_week_before() -> None:
    """Monday to Sunday in the region's zone."""
    compared = Comparison.of(Period.of_week(Week(2026, 47)), MAKASSAR, TUESDAY)
    monday = datetime(2026, 11, 15, 16, 0, tzinfo=UTC)  # 00.00 WITA on the 16th
    assert compared.span == Span(monday, monday + timedelta(days=7))
    assert compared.before == Span(monday - timedelta(days=7), monday)
    assert not compared.running


def test_a_week_that_runs_is_compared_with_as_much_of_the_one_before() -> None:
    """Two days against two days; what happens at this very moment counts."""
    compared = Comparison.of(WEEK_48, MAKASSAR, TUESDAY)
    assert compared.running
    assert TUESDAY in compared.span
    assert TUESDAY + timedelta(seconds=1) not in compared.span
    assert (
        compared.before.until - compared.before.since == compared.span.until - compared.span.since
    )


@pytest.mark.parametrize(
    ("written", "before"),
    [
        ("2026-11-21", "2026-11-14"),  # Saturdays
        ("2026-11-21/2026-11-22", "2026-11-14/2026-11-15"),
        ("2026-11-16/2026-11-20", "2026-11-09/2026-11-13"),  # Monday to Friday
        ("2026-11-16/2026-11-22", "2026-11-09/2026-11-15"),
        ("2026-11-11/2026-11-20", "2026-11-01/2026-11-10"),
    ],
)
def test_a_few_days_are_compared_with_the_same_days_a_week_before(
    written: str, before: str
) -> None:
    """A Saturday with a Saturday; what has all weekdays in it with as many days before."""
    compared = Comparison.of(Period.parse(written), MAKASSAR, TUESDAY)
    assert compared.before == Span(*Period.parse(before).bounds(MAKASSAR))


def test_silence_is_looked_for_in_seven_full_days() -> None:
    """On a Tuesday, too: a village is not silent because the week is young."""
    compared = Comparison.of(WEEK_48, MAKASSAR, TUESDAY)
    assert compared.silence.until - compared.silence.since == timedelta(days=7)
    assert compared.usual.until == compared.silence.since
    assert compared.usual.until - compared.usual.since == timedelta(days=28)


def test_a_week_that_has_not_begun_has_no_figures() -> None:
    """It is said, rather than shown as a quiet one."""
    with pytest.raises(ValueError, match="2026-W49 has not begun"):
        Comparison.of(Period.of_week(Week(2026, 49)), MAKASSAR, TUESDAY)


def test_the_median_of_nothing_is_nothing() -> None:
    """Of two it lies between them."""
    assert middle([]) is None
    assert middle([timedelta(minutes=2), timedelta(minutes=5)]) == timedelta(minutes=3, seconds=30)


@pytest.mark.parametrize(("count", "longest"), [(1, 1), (9, 9), (10, 9), (11, 10), (20, 18)])
def test_nine_of_ten_took_no_longer(count: int, longest: int) -> None:
    """By nearest rank; of nothing it is nothing."""
    spans = [timedelta(minutes=minutes) for minutes in range(count, 0, -1)]
    assert nearly_all(spans) == timedelta(minutes=longest)
    assert nearly_all([]) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("I Kejahatan konvensional", "I"),
        ("I / III", "I"),
        ("III", "III"),
        ("IV Bencana", "IV"),
        ("(bukan GK)", "-"),
        ("", "-"),
    ],
)
def test_the_first_police_class_counts(text: str, code: str) -> None:
    """A category of two classes is counted once."""
    assert police_class(text) == code
