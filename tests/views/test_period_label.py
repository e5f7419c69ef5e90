"""What a period is called on pictures and documents: short enough for one line of a phone."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.period import Period
from bot.locales import say_in
from bot.views.period_label import label


@pytest.mark.parametrize(
    ("first", "last", "named"),
    [
        (date(2026, 11, 3), date(2026, 11, 9), "3\u20139 November 2026"),
        (date(2026, 10, 28), date(2026, 11, 3), "28 Oktober sampai 3 November 2026"),
        (date(2025, 12, 29), date(2026, 1, 4), "29 Desember 2025 sampai 4 Januari 2026"),
        (date(2025, 11, 3), date(2026, 11, 9), "3 November 2025 sampai 9 November 2026"),
        (date(2026, 11, 3), date(2026, 11, 3), "3 November 2026"),
    ],
)
def test_days_are_named_once(first: date, last: date, named: str) -> None:
    """Month and year stand once where both ends share them."""
    assert label(Period(first, last), say_in("id")) == named
