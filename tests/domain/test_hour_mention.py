"""Hours as people type them."""

from __future__ import annotations

import pytest

from bot.domain import hour_mention


@pytest.mark.parametrize(
    ("said", "minute"),
    [
        ("05.30", 330),
        ("5:30", 330),
        ("jam 5", 300),
        ("pukul 21.30 WITA", 1290),
        ("mingguan 00.00", 0),
        ("24.00", None),
        ("12.75", None),
        ("1230", None),
        ("besok", None),
        ("5 atau 6", None),
        ("", None),
    ],
)
def test_one_hour_is_read_and_nothing_else(said: str, minute: int | None) -> None:
    """Of two, or of none that a clock has, nothing is taken."""
    assert hour_mention.find(said) == minute


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ("senyap 21.30-04.30", (1290, 270)),
        ("senyap 22 sampai 5", (1320, 300)),
        ("quiet 13:00 - 14:00", (780, 840)),
        ("senyap 22", None),
        ("senyap 22-22.00", None),
        ("senyap 22-25", None),
        ("senyap 22, 23, 24", None),
        ("senyap", None),
    ],
)
def test_two_hours_make_a_span(said: str, span: tuple[int, int] | None) -> None:
    """Across midnight too; one, three, or the same twice make none."""
    assert hour_mention.find_span(said) == span
    assert hour_mention.is_silent(said)


def test_the_week_is_named_in_both_languages() -> None:
    """A day that only begins like it is none."""
    assert hour_mention.is_weekly("mingguan 8")
    assert hour_mention.is_weekly("Weekly 8:00")
    assert not hour_mention.is_weekly("jam 8")
