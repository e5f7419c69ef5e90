"""Periods until now, weekends, and weeks by a day in them, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain import period_mention, period_spelling

FIRST = date(2026, 12, 1)  # a Tuesday of the week 49
SUNDAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("said", "period", "rest"),
    [
        ("2 bulan terakhir", "2026-10-02/2026-12-01", ""),
        ("last 2 months karuwisi", "2026-10-02/2026-12-01", "karuwisi"),
        ("1 bulan terakhir", "2026-11-02/2026-12-01", ""),
        ("sebulan terakhir", "2026-11-02/2026-12-01", ""),
        ("12 bulan terakhir", "2025-12-02/2026-12-01", ""),
        ("1 tahun terakhir", "2025-12-02/2026-12-01", ""),
        ("2 minggu", "2026-11-18/2026-12-01", ""),
        ("3 bulan panakkukang", "2026-09-02/2026-12-01", "panakkukang"),
        ("7hari terakhir", "2026-11-25/2026-12-01", ""),
    ],
)
def test_so_many_months_are_as_long_on_the_first(said: str, period: str, rest: str) -> None:
    """The month that runs is a day long then; a number of weeks is no week of that number."""
    _means(said, period, rest, FIRST)


def test_a_month_until_the_last_of_a_long_one() -> None:
    """February has no 31st: what is told is all of March."""
    _means("1 bulan terakhir", "2026-03-01/2026-03-31", "", date(2026, 3, 31))


@pytest.mark.parametrize(
    ("said", "period", "rest"),
    [
        ("sejak januari", "2026-01-01/2026-12-01", ""),
        ("sejak awal tahun panakkukang", "2026-01-01/2026-12-01", "panakkukang"),
        ("since the beginning of the year", "2026-01-01/2026-12-01", ""),
        ("sejak awal tahun 2025", "2025-01-01/2026-12-01", ""),
        ("year to date", "2026-01-01/2026-12-01", ""),
        ("sejak minggu lalu", "2026-11-23/2026-12-01", ""),
        ("1 november sampai hari ini", "2026-11-01/2026-12-01", ""),
        ("dari januari s.d. sekarang karuwisi", "2026-01-01/2026-12-01", "karuwisi"),
        ("mulai 3 november sampai 9 november", "2026-11-03/2026-11-09", ""),
        ("senin sampai hari ini", "2026-11-30/2026-12-01", ""),
    ],
)
def test_what_goes_on_until_now(said: str, period: str, rest: str) -> None:
    """From the first day of what is named; an end that is named too is the end."""
    _means(said, period, rest, FIRST)


@pytest.mark.parametrize(
    ("said", "period", "today"),
    [
        ("akhir pekan kemarin", "2026-11-28/2026-11-29", FIRST),
        ("akhir minggu lalu", "2026-11-28/2026-11-29", FIRST),
        ("last weekend", "2026-11-28/2026-11-29", FIRST),
        ("akhir pekan", "2026-11-28/2026-11-29", FIRST),
        ("akhir pekan ini", "2026-12-05/2026-12-06", FIRST),
        ("akhir pekan depan", "2026-12-12/2026-12-13", FIRST),
        ("sabtu minggu", "2026-11-28/2026-11-29", FIRST),
        ("sabtu dan minggu", "2026-11-28/2026-11-29", FIRST),
        ("akhir pekan ini", "2026-11-28/2026-11-29", SUNDAY),
        ("akhir pekan lalu", "2026-11-21/2026-11-22", SUNDAY),
    ],
)
def test_a_weekend_is_a_saturday_and_its_sunday(said: str, period: str, today: date) -> None:
    """The last one is over; it is no week."""
    _means(said, period, "", today)


@pytest.mark.parametrize(
    ("said", "period", "rest"),
    [
        ("the week of 3 november", "2026-W45", ""),
        ("week of nov 3rd karuwisi", "2026-W45", "karuwisi"),
        ("minggu tanggal 3 november", "2026-W45", ""),
        ("minggu yang memuat 15 november", "2026-W46", ""),
        ("minggu 20 november", "2026-W47", ""),
        ("minggu 15 november", "2026-11-15", ""),
        ("minggu 3 november", "2026-11-15/2026-11-21", ""),
        ("minggu, 1 november 2026", "2026-11-01", ""),
        ("senin, 2 november - jumat, 6 november", "2026-11-02/2026-11-06", ""),
        ("selasa 3 november panakkukang", "2026-11-03", "panakkukang"),
        ("w46-w48", "2026-11-09/2026-11-29", ""),
        ("minggu ke 46 sampai 47 panakkukang", "2026-11-09/2026-11-22", "panakkukang"),
        ("w46 w47", "2026-11-09/2026-11-22", ""),
        ("oktober dan november", "2026-10-01/2026-11-30", ""),
        ("the month of november", "2026-11", ""),
        ("paruh pertama 2026", "2026-H1", ""),
        ("second half of 2025", "2025-H2", ""),
        ("thn 2025", "2025", ""),
    ],
)
def test_weeks_and_months_by_what_lies_in_them(said: str, period: str, rest: str) -> None:
    """A week by one of its days, days with their weekday, and several in a row."""
    _means(said, period, rest, FIRST)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("mingu lalu", "minggu lalu"),
        ("Minggu kmren Panakkukang", "minggu kemarin panakkukang"),
        ("novembr", "november"),
        ("2 bulan trakhir", "2 bulan terakhir"),
        ("senen", "senin"),
        ("mare", "mare"),
        ("panakkukang karuwisi mariso", "panakkukang karuwisi mariso"),
    ],
)
def test_slips_in_words_of_time(written: str, meant: str) -> None:
    """Names of places stay as they are."""
    assert period_spelling.corrected(written) == meant


@pytest.mark.parametrize("words", ["desember", "senin,", "-48", "2 november"])
def test_a_second_period_is_no_place(words: str) -> None:
    """It is asked back, and never looked for on the map."""
    assert period_mention.tells_only_of_time(words)


def _means(said: str, period: str, rest: str, today: date) -> None:
    found = period_mention.find(said, today)
    assert found is not None
    assert (str(found.period), found.rest) == (period, rest)
