"""What people mean by the days that they name, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain import period_mention
from bot.domain.period import Period

SUNDAY = date(2026, 11, 29)  # of the week 48
NEW_YEAR = date(2027, 1, 2)  # a Saturday of the week 53 of 2026


@pytest.mark.parametrize(
    ("said", "period", "rest"),
    [
        ("minggu lalu", "2026-W47", ""),
        ("Minggu Lalu panakkukang", "2026-W47", "panakkukang"),
        ("minggu ini", "2026-W48", ""),
        ("pekan kemarin", "2026-W47", ""),
        ("this week", "2026-W48", ""),
        ("last week", "2026-W47", ""),
        ("W46", "2026-W46", ""),
        ("w 46", "2026-W46", ""),
        ("w46 2025", "2025-W46", ""),
        ("2026-W47", "2026-W47", ""),
        ("46", "2026-W46", ""),
        ("46 panakkukang", "2026-W46", "panakkukang"),
        ("panakkukang 46", "2026-W46", "panakkukang"),
        ("minggu ke-46", "2026-W46", ""),
        ("minggu 46", "2026-W46", ""),
        ("week 46", "2026-W46", ""),
        ("november", "2026-11", ""),
        ("nov 2025", "2025-11", ""),
        ("bulan november 2025", "2025-11", ""),
        ("Panakkukang november", "2026-11", "panakkukang"),
        ("bulan ini", "2026-11", ""),
        ("bulan lalu", "2026-10", ""),
        ("last month", "2026-10", ""),
        ("triwulan ini", "2026-Q4", ""),
        ("triwulan IV", "2026-Q4", ""),
        ("q3", "2026-Q3", ""),
        ("tw 2 2025", "2025-Q2", ""),
        ("2025", "2025", ""),
        ("tahun lalu", "2025", ""),
        ("kemarin", "2026-11-28", ""),
        ("yesterday", "2026-11-28", ""),
        ("hari ini", "2026-11-29", ""),
        ("3-9 november", "2026-11-03/2026-11-09", ""),
        ("3 - 9 nov 2025", "2025-11-03/2025-11-09", ""),
        ("3 s.d. 9 november", "2026-11-03/2026-11-09", ""),
        ("3 sd 9 nov", "2026-11-03/2026-11-09", ""),
        ("28 oktober - 3 november", "2026-10-28/2026-11-03", ""),
        ("9 november - 3 november", "2026-11-03/2026-11-09", ""),
        ("9 november - 3 november 2025", "2025-11-03/2025-11-09", ""),
        ("9 november 2026 - 3 november", "2026-11-03/2026-11-09", ""),
        ("9/11 - 3/11", "2026-11-03/2026-11-09", ""),
        ("9 november - 28 oktober", "2026-10-28/2026-11-09", ""),
        ("2026-11-09 - 2026-11-03", "2026-11-03/2026-11-09", ""),
        ("9 - 3 november", "2026-11-03/2026-11-09", ""),
        ("november 9 - 3", "2026-11-03/2026-11-09", ""),
        ("tgl 9 sampai 3", "2026-11-03/2026-11-09", ""),
        ("minggu 47-45", "2026-11-02/2026-11-22", ""),
        ("minggu 52 - 2", "2025-12-22/2026-01-11", ""),
        ("28 desember - 3 januari", "2025-12-28/2026-01-03", ""),
        ("28 desember 2025 - 3 januari", "2025-12-28/2026-01-03", ""),
        ("1 juli - 30 juni", "2026-07-01/2027-06-30", ""),  # a whole year, as schools have it
        ("28 okt sampai 3 nov 2026 panakkukang", "2026-10-28/2026-11-03", "panakkukang"),
        ("3/11 - 9/11", "2026-11-03/2026-11-09", ""),
        ("3/11-9/11", "2026-11-03/2026-11-09", ""),
        ("3-11-2026", "2026-11-03", ""),
        ("03.11.2026", "2026-11-03", ""),
        ("2026-11-03 2026-11-09", "2026-11-03/2026-11-09", ""),
        ("2026-11-03 sampai 2026-11-09", "2026-11-03/2026-11-09", ""),
        ("from 3 to 9 november", "2026-11-03/2026-11-09", ""),
        ("november 3", "2026-11-03", ""),
        ("november 3 - november 9, 2026", "2026-11-03/2026-11-09", ""),
        ("november 3-9", "2026-11-03/2026-11-09", ""),
        ("3 november", "2026-11-03", ""),
        ("25 desember", "2025-12-25", ""),
        ("28 des - 3 jan", "2025-12-28/2026-01-03", ""),
        ("oktober - november", "2026-10-01/2026-11-30", ""),
        ("november - januari", "2026-11-01/2027-01-31", ""),
        ("11/2026", "2026-11", ""),
        ("2026-11", "2026-11", ""),
        ("73.71.09 46", "2026-W46", "73.71.09"),
        ("pasar minggu minggu lalu", "2026-W47", "pasar minggu"),
        ("7 hari terakhir", "2026-11-23/2026-11-29", ""),
        ("last 30 days", "2026-10-31/2026-11-29", ""),
        ("2027-w01", "2027-W01", ""),
        ("16 ilir", "2026-W16", "ilir"),
        ("rt 03", "2026-W03", "rt"),
        ("desember", "2025-12", ""),
        ("antara 3 november dan 9 november", "2026-11-03/2026-11-09", ""),
        ("3 november 9 november", "2026-11-03/2026-11-09", ""),
        ("dari tanggal 3 sampai 9 november", "2026-11-03/2026-11-09", ""),
        ("maret", "2026-03", ""),
        ("2 minggu lalu", "2026-W46", ""),
        ("dua minggu yang lalu panakkukang", "2026-W46", "panakkukang"),
        ("two weeks ago", "2026-W46", ""),
        ("3 bulan lalu", "2026-08", ""),
        ("2 minggu terakhir", "2026-11-16/2026-11-29", ""),
        ("last 2 weeks", "2026-11-16/2026-11-29", ""),
        ("dari 3 nov ke 9 nov karuwisi", "2026-11-03/2026-11-09", "karuwisi"),
        ("november minggu ke 2", "2026-11-08/2026-11-14", ""),
        ("okt 2025 pekan ketiga karuwisi", "2025-10-15/2025-10-21", "karuwisi"),
        ("november week 2", "2026-11-08/2026-11-14", ""),
        ("tiga bulan terakhir", "2026-08-30/2026-11-29", ""),
        ("november tahun lalu", "2025-11", ""),
        ("march last year", "2025-03", ""),
        ("bln lalu", "2026-10", ""),
        ("mgg ini karuwisi", "2026-W48", "karuwisi"),
        ("minggu kmrn", "2026-W47", ""),
        ("nov 3rd", "2026-11-03", ""),
        ("1st to 7th november", "2026-11-01/2026-11-07", ""),
        ("november 3rd to 9th", "2026-11-03/2026-11-09", ""),
    ],
)
def test_a_period_is_understood_as_people_say_it(said: str, period: str, rest: str) -> None:
    """Without a year the newest that has begun; what is left is a place."""
    found = period_mention.find(said, SUNDAY)
    assert found is not None
    assert (str(found.period), found.rest) == (period, rest)


@pytest.mark.parametrize(
    ("said", "period", "rest"),
    [
        ("3/11/26", "2026-11-03", ""),
        ("3-11-26 panakkukang", "2026-11-03", "panakkukang"),
        ("3/11/26-9/11/26", "2026-11-03/2026-11-09", ""),
        ("3/11-10/11", "2026-11-03/2026-11-10", ""),
        ("2026/11/03", "2026-11-03", ""),
        ("3/11", "2026-11-03", ""),
        ("W.46", "2026-W46", ""),
        ("w. 46 karuwisi", "2026-W46", "karuwisi"),
        ("46/2026", "2026-W46", ""),
        ("46-2026", "2026-W46", ""),
        ("2026/46", "2026-W46", ""),
        ("2026/11", "2026-11", ""),
        ("bulan 11", "2026-11", ""),
        ("bulan ke-11 2025 karuwisi", "2025-11", "karuwisi"),
        ("november '25", "2025-11", ""),
        ("november/2025", "2025-11", ""),
        ("tgl 3", "2026-11-03", ""),
        ("tanggal 3 sampai 9", "2026-11-03/2026-11-09", ""),
        ("tanggal 31", "2026-10-31", ""),
        ("kuartal 3", "2026-Q3", ""),
        ("kuartal ketiga 2025", "2025-Q3", ""),
        ("third quarter of 2025", "2025-Q3", ""),
        ("Q3", "2026-Q3", ""),
        ("semester 1", "2026-H1", ""),
        ("semester ii 2025", "2025-H2", ""),
        ("semester kedua panakkukang", "2026-H2", "panakkukang"),
        ("S1 2026", "2026-H1", ""),
        ("2025-h2", "2025-H2", ""),
        ("sejak 3 november", "2026-11-03/2026-11-29", ""),
        ("november di panakkukang", "2026-11", "panakkukang"),
        ("laporan untuk panakkukang pada november", "2026-11", "panakkukang"),
    ],
)
def test_numbers_and_dates_as_people_write_them(said: str, period: str, rest: str) -> None:
    """With years of two digits, slashes, dots and ordinals; words that lead to a place go."""
    found = period_mention.find(said, SUNDAY)
    assert found is not None
    assert (str(found.period), found.rest) == (period, rest)


@pytest.mark.parametrize(
    ("said", "doubtful", "may_be_name", "rest"),
    [
        ("bulan", False, True, ""),
        ("jum'at", False, True, ""),
        ("juli payaru", False, False, "payaru"),
        ("semester 2 juli", False, False, "juli"),
        ("blok 15", True, False, "blok"),
        ("6 jam terakhir", True, False, "jam terakhir"),
    ],
)
def test_words_that_may_be_a_place(
    said: str,
    doubtful: bool,  # noqa: FBT001 - a case
    may_be_name: bool,  # noqa: FBT001 - a case
    rest: str,
) -> None:
    """Whoever asks looks for a place of that name first."""
    found = period_mention.find(said, SUNDAY)
    assert found is not None
    assert (found.doubtful, found.may_be_name, found.rest) == (doubtful, may_be_name, rest)


@pytest.mark.parametrize(
    ("words", "only"),
    [("awal", True), ("minggu pertama", True), ("sampai 9", True), ("pasar minggu", False)],
)
def test_what_is_left_may_tell_of_time_alone(words: str, only: bool) -> None:  # noqa: FBT001 - a case
    """Such words are no place, also where none was found."""
    assert period_mention.tells_only_of_time(words) is only


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("minggu lalu", "2026-W52"),
        ("minggu ini", "2026-W53"),
        ("w53", "2026-W53"),
        ("w1", "2026-W01"),
        ("bulan lalu", "2026-12"),
        ("triwulan lalu", "2026-Q4"),
        ("tahun lalu", "2026"),
        ("desember", "2026-12"),
        ("kemarin", "2027-01-01"),
        ("28 des - 3 jan", "2026-12-28/2027-01-03"),
        ("oktober - januari", "2026-10-01/2027-01-31"),
        ("2 januari", "2027-01-02"),
        ("3 januari", "2026-01-03"),
    ],
)
def test_at_the_turn_of_the_year(said: str, period: str) -> None:
    """A week belongs to the year of its Thursday; what runs has begun."""
    found = period_mention.find(said, NEW_YEAR)
    assert found is not None
    assert found.period == Period.parse(period)


@pytest.mark.parametrize(
    "said",
    [
        *("", "panakkukang", "73.71.09", "73.71.09.1001", "kecamatan juli", "pasar minggu"),
        *("31 november", "30 februari - 3 maret", "w54", "w53", "31-3 november"),
        *("pasar senin", "pekan kamis", "padang bulan", "pekan kuala", "11.71.09", "73.71/26"),
        *("berapa?", "0", "99", "2026-13", "x" * 5_000, "3-" * 2_000),
    ],
)
def test_what_names_no_period_is_left_alone(said: str) -> None:
    """A day, a week or a range that is none; names of places that hold a month or a week."""
    assert period_mention.find(said, SUNDAY) is None


@pytest.mark.parametrize(("said", "doubtful"), [("16 ilir", True), ("46", True), ("w46", False)])
def test_a_bare_number_may_belong_to_a_place(said: str, doubtful: bool) -> None:  # noqa: FBT001 - a case
    """The kelurahan 16 Ilir is no week."""
    found = period_mention.find(said, SUNDAY)
    assert found is not None
    assert found.doubtful is doubtful
