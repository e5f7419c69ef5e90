"""Days that are told from today, in both languages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.domain import period_mention

SUNDAY = date(2026, 11, 29)  # of the week 48
WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("said", "period", "rest"),
    [
        ("past week", "2026-11-23/2026-11-29", ""),
        ("seminggu terakhir panakkukang", "2026-11-23/2026-11-29", "panakkukang"),
        ("sebulan terakhir", "2026-10-30/2026-11-29", ""),
        ("past month", "2026-10-30/2026-11-29", ""),
        ("minggu kemarin", "2026-W47", ""),
        ("minggu terakhir", "2026-W47", ""),
        ("seminggu yang lalu", "2026-W47", ""),
        ("a week ago", "2026-W47", ""),
        ("minggu depan", "2026-W49", ""),
        ("next month", "2026-12", ""),
        ("7 hari terakhir", "2026-11-23/2026-11-29", ""),
        ("last 7 days", "2026-11-23/2026-11-29", ""),
        ("tujuh hari terakhir", "2026-11-23/2026-11-29", ""),
        ("30 hari", "2026-10-31/2026-11-29", ""),
        ("last three days karuwisi", "2026-11-27/2026-11-29", "karuwisi"),
        ("2 hari yang lalu", "2026-11-27", ""),
        ("two days ago", "2026-11-27", ""),
        ("kmrn", "2026-11-28", ""),
        ("besok", "2026-11-30", ""),
        ("triwulan", "2026-Q4", ""),
        ("triwulan panakkukang", "2026-Q4", "panakkukang"),
        ("semester lalu", "2026-H1", ""),
        ("semester", "2026-H2", ""),
        ("minggu", "2026-W48", ""),
        ("mingguan", "2026-W48", ""),
        ("monthly", "2026-11", ""),
        ("akhir pekan", "2026-11-28/2026-11-29", ""),
    ],
)
def test_days_are_told_from_today(said: str, period: str, rest: str) -> None:
    """What runs, what is over, and so many days until now."""
    found = period_mention.find(said, SUNDAY)
    assert found is not None
    assert (str(found.period), found.rest) == (period, rest)


@pytest.mark.parametrize("said", ["2 minggu terakhir", "last 2 weeks", "dua pekan terakhir"])
def test_so_many_weeks_are_as_long_on_a_monday(said: str) -> None:
    """The week that runs is a day long, on the day of the meeting."""
    found = period_mention.find(said, SUNDAY + timedelta(days=1))
    assert found is not None
    assert str(found.period) == "2026-11-17/2026-11-30"


@pytest.mark.parametrize(
    ("said", "period", "rest"),
    [
        ("awal november", "2026-11-01/2026-11-10", ""),
        ("pertengahan november panakkukang", "2026-11-11/2026-11-20", "panakkukang"),
        ("akhir oktober", "2026-10-21/2026-10-31", ""),
        ("akhir februari 2028", "2028-02-21/2028-02-29", ""),
        ("awal desember", "2025-12-01/2025-12-10", ""),
        ("early november", "2026-11-01/2026-11-10", ""),
        ("mid-november karuwisi", "2026-11-11/2026-11-20", "karuwisi"),
        ("end of october", "2026-10-21/2026-10-31", ""),
        ("awal bulan", "2026-11-01/2026-11-10", ""),
        ("awal bulan ini", "2026-11-01/2026-11-10", ""),
        ("akhir bulan lalu", "2026-10-21/2026-10-31", ""),
        ("end of last month", "2026-10-21/2026-10-31", ""),
        ("sejak awal november", "2026-11-01/2026-11-29", ""),
        ("minggu pertama november", "2026-11-01/2026-11-07", ""),
        ("minggu ke-2 bulan november", "2026-11-08/2026-11-14", ""),
        ("pekan ketiga oktober 2025 karuwisi", "2025-10-15/2025-10-21", "karuwisi"),
        ("minggu terakhir bulan lalu", "2026-10-25/2026-10-31", ""),
        ("minggu kelima oktober", "2026-10-29/2026-10-31", ""),
        ("first week of november", "2026-11-01/2026-11-07", ""),
        ("last week of october", "2026-10-25/2026-10-31", ""),
        ("2nd week of november", "2026-11-08/2026-11-14", ""),
        ("week 2 of november", "2026-11-08/2026-11-14", ""),
        ("jawa tengah november", "2026-11", "jawa tengah"),
        ("last week", "2026-W47", ""),
        ("minggu terakhir", "2026-W47", ""),
        ("24 jam terakhir", "2026-11-28/2026-11-29", ""),
        ("last 24 hours panakkukang", "2026-11-28/2026-11-29", "panakkukang"),
        ("48 jam terakhir", "2026-11-27/2026-11-29", ""),
    ],
)
def test_parts_of_a_month_and_hours(said: str, period: str, rest: str) -> None:
    """A month has three parts and four weeks or five; of hours it is the days in which they lie."""
    found = period_mention.find(said, SUNDAY)
    assert found is not None
    assert (str(found.period), found.rest) == (period, rest)


@pytest.mark.parametrize(
    ("said", "period", "rest"),
    [
        ("senin", "2026-11-23", ""),
        ("monday", "2026-11-23", ""),
        ("hari senin karuwisi", "2026-11-23", "karuwisi"),
        ("jum'at", "2026-11-20", ""),
        ("rabu", "2026-11-25", ""),
        ("rabu lalu", "2026-11-18", ""),
        ("last wednesday", "2026-11-18", ""),
        ("senin kemarin", "2026-11-23", ""),
        ("jumat ini", "2026-11-27", ""),
        ("senin depan", "2026-11-30", ""),
        ("senin minggu lalu", "2026-11-16", ""),
        ("monday last week", "2026-11-16", ""),
        ("hari minggu", "2026-11-22", ""),
        ("hari minggu lalu", "2026-11-22", ""),
        ("senin-jumat", "2026-11-23/2026-11-27", ""),
        ("jumat sampai minggu", "2026-11-20/2026-11-22", ""),
        ("monday to friday", "2026-11-23/2026-11-27", ""),
        ("sejak senin", "2026-11-23/2026-11-25", ""),
        ("panakkukang since monday", "2026-11-23/2026-11-25", "panakkukang"),
    ],
)
def test_a_weekday_is_the_newest_of_its_name(said: str, period: str, rest: str) -> None:
    """Today's too, but for "last"; of several in a row the newest that have begun."""
    found = period_mention.find(said, WEDNESDAY)
    assert found is not None
    assert (str(found.period), found.rest) == (period, rest)
