"""From one day, week, month or quarter to another, where the second lies before the first."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain import period_mention

DECEMBER, JANUARY = date(2026, 12, 15), date(2027, 1, 10)


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("november - september", "2026-09-01/2026-11-30"),
        ("november 2026 - september", "2026-09-01/2026-11-30"),
        ("november - september 2026", "2026-09-01/2026-11-30"),
        ("november 2026 - september 2026", "2026-09-01/2026-11-30"),
        ("november 2025 - september 2026", "2025-11-01/2026-09-30"),
        ("desember 2026 - november 2025", "2025-11-01/2026-12-31"),
        ("november dan september", "2026-09-01/2026-11-30"),
        ("november - februari", "2026-11-01/2027-02-28"),
        ("november - februari 2026", "2025-11-01/2026-02-28"),
        ("juli - januari", "2026-07-01/2027-01-31"),
        ("juli - juni", "2026-07-01/2027-06-30"),
        ("10 november - 5 september", "2026-09-05/2026-11-10"),
        ("10 desember - 5 januari", "2026-12-10/2027-01-05"),
        ("10 desember 2026 - 5 januari", "2026-12-10/2027-01-05"),
        ("10 november 2026 - 5 september 2026", "2026-09-05/2026-11-10"),
        ("2 - 1 november", "2026-11-01/2026-11-02"),
        ("minggu 50 - 2", "2026-12-07/2027-01-17"),
        ("minggu 50 - 2 2026", "2025-12-08/2026-01-11"),
        ("minggu 48 - 46", "2026-11-09/2026-11-29"),
        ("minggu 48 - 47", "2026-11-16/2026-11-29"),
        ("minggu 48 2026 - minggu 2 2027", "2026-11-23/2027-01-17"),
        ("minggu 48 2026 - 2", "2026-11-23/2027-01-17"),
        ("2026-W48 - 2027-W2", "2026-11-23/2027-01-17"),
        ("triwulan 1 - 3", "2026-01-01/2026-09-30"),
        ("triwulan III sampai I", "2026-07-01/2027-03-31"),
        ("q3 - q2", "2026-07-01/2027-06-30"),  # a whole year
        ("q1 - q3 2025", "2025-01-01/2025-09-30"),
        ("q4 2025 - q1 2026", "2025-10-01/2026-03-31"),
        ("triwulan 4 tahun 2025 s.d. triwulan 1", "2025-10-01/2026-03-31"),
    ],
)
def test_the_year_turned_or_they_were_typed_the_wrong_way_round(said: str, period: str) -> None:
    """Whichever makes fewer days, but for a whole year; in December."""
    assert _period(said, DECEMBER) == period


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("november - september", "2026-09-01/2026-11-30"),
        ("november 2026 - februari", "2026-11-01/2027-02-28"),
        ("desember - januari", "2026-12-01/2027-01-31"),
        ("minggu 53 - 1", "2026-12-28/2027-01-10"),
        ("triwulan 4 - 1", "2026-10-01/2027-03-31"),
    ],
)
def test_what_began_last_year(said: str, period: str) -> None:
    """A year that is said of the first is no year of the second, in January."""
    assert _period(said, JANUARY) == period


@pytest.mark.parametrize(
    "said",
    [
        *("desember 2026 - januari 2026", "10 desember 2026 - 5 januari 2026"),
        *("minggu 50 2026 - minggu 2 2026", "q4 2026 - q1 2026", "minggu 53 - 54"),
    ],
)
def test_one_of_two_years_is_wrong(said: str) -> None:
    """Nobody knows which of them, so it is asked back."""
    assert period_mention.find(said, DECEMBER) is None


@pytest.mark.parametrize("said", ["senin – rabu", "senin ke rabu", "senin sampai rabu"])
def test_days_of_a_week_as_all_others(said: str) -> None:
    """The words between two weekdays are those between two dates."""
    assert _period(said, DECEMBER) == "2026-12-14/2026-12-16"


@pytest.mark.parametrize(
    "words", ["q3", "q3 2026", "2026-09", "- 9/2026", "2027-w2", "tw 2", "s2", "9"]
)
def test_a_second_period_that_was_not_understood_is_no_place(words: str) -> None:
    """It is asked back, and never looked for on the map."""
    assert period_mention.tells_only_of_time(words)


@pytest.mark.parametrize("words", ["73.71.09", "73.71/26", "gampong 16", "q"])
def test_a_place_is_no_period(words: str) -> None:
    """Codes and names of regions are looked for."""
    assert not period_mention.tells_only_of_time(words)


def _period(said: str, today: date) -> str:
    found = period_mention.find(said, today)
    assert found is not None
    assert not found.rest
    return str(found.period)
