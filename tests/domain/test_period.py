"""Periods: weeks, months, quarters, years and days in a row, each with the one before."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.domain.figures import Comparison
from bot.domain.period import Period

MAKASSAR = "Asia/Makassar"


@pytest.mark.parametrize(
    ("written", "first", "last", "before", "after"),
    [
        ("2026-W01", (2025, 12, 29), (2026, 1, 4), "2025-W52", "2026-W02"),
        ("2026-W53", (2026, 12, 28), (2027, 1, 3), "2026-W52", "2027-W01"),
        ("2026-01", (2026, 1, 1), (2026, 1, 31), "2025-12", "2026-02"),
        ("2028-02", (2028, 2, 1), (2028, 2, 29), "2028-01", "2028-03"),
        ("2026-Q1", (2026, 1, 1), (2026, 3, 31), "2025-Q4", "2026-Q2"),
        ("2026-H1", (2026, 1, 1), (2026, 6, 30), "2025-H2", "2026-H2"),
        ("2026", (2026, 1, 1), (2026, 12, 31), "2025", "2027"),
        ("2026-01-01", (2026, 1, 1), (2026, 1, 1), "2025-12-31", "2026-01-02"),
        (
            *("2026-11-03/2026-11-09", (2026, 11, 3), (2026, 11, 9)),
            *("2026-10-27/2026-11-02", "2026-11-10/2026-11-16"),
        ),
    ],
)
def test_a_period_is_read_as_it_is_written(
    written: str,
    first: tuple[int, int, int],
    last: tuple[int, int, int],
    before: str,
    after: str,
) -> None:
    """With its ends, also where a week or a month meets the end of a year."""
    period = Period.parse(written)
    assert (period.first, period.last) == (date(*first), date(*last))
    assert (str(period), str(period.previous()), str(period.following())) == (
        *(written, before, after),
    )


@pytest.mark.parametrize(
    "written", ["2027-W53", "2026-13", "2026-00", "november", "2026-Q5", "2026-H3", ""]
)
def test_what_is_none_is_refused(written: str) -> None:
    """Rather than read as something else."""
    with pytest.raises(ValueError, match=r"."):
        Period.parse(written)


def test_a_month_that_runs_is_compared_with_as_much_of_the_one_before() -> None:
    """On the 30th of March all of February, which has no more."""
    now = datetime(2026, 3, 30, 12, 0, tzinfo=UTC)
    compared = Comparison.of(Period.of_month(2026, 3), MAKASSAR, now)
    assert compared.running
    assert compared.before.until == compared.span.since
    early = Comparison.of(Period.of_month(2026, 3), MAKASSAR, datetime(2026, 3, 2, 4, tzinfo=UTC))
    assert early.before.until - early.before.since == early.span.until - early.span.since
