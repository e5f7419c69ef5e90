"""Dates as the village counts them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import (
    WEEKDAYS,
    ZONES,
    Week,
    abbreviation,
    last_full_week,
    local,
    next_daily,
    next_weekly,
    parse_daily,
    parse_weekly,
    this_week,
    watch_date,
)

JAKARTA, MAKASSAR, JAYAPURA = ZONES
moments = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis wants them naive
    max_value=datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
zones = st.sampled_from(sorted(ZONES))
hours = st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))


def test_zones_have_the_names_people_use() -> None:
    """One moment is three times: 21.15 WIB, 22.15 WITA, 23.15 WIT."""
    at = datetime(2026, 11, 24, 14, 15, tzinfo=UTC)
    shown = [f"{local(at, zone):%H.%M} {abbreviation(zone)}" for zone in ZONES]
    assert shown == ["21.15 WIB", "22.15 WITA", "23.15 WIT"]


@pytest.mark.parametrize(
    ("hour", "day"), [("2026-11-24T22:00", 24), ("2026-11-25T03:59", 24), ("2026-11-25T06:00", 25)]
)
def test_a_watch_belongs_to_the_evening_it_began(hour: str, day: int) -> None:
    """The log of a watch that crosses midnight is one night's; from six on it is a new day."""
    at = datetime.fromisoformat(f"{hour}:00+08:00")
    assert watch_date(at, MAKASSAR) == date(2026, 11, day)


def test_a_week_is_written_as_iso_writes_it() -> None:
    """2026-W47 begins on Monday the 16th of November, in each zone at its own midnight."""
    week = Week.parse("2026-w47")
    assert (week.monday, week.sunday) == (date(2026, 11, 16), date(2026, 11, 22))
    assert str(week) == "2026-W47"
    begin, end = week.bounds(MAKASSAR)
    assert begin == datetime(2026, 11, 15, 16, tzinfo=UTC)
    assert end - begin == timedelta(days=7)


@pytest.mark.parametrize("text", ["2026-W54", "2025-W53", "2026-47", "W47", "", "0000-W01"])
def test_no_week_is_refused_with_an_example(text: str) -> None:
    """A slip gets one sentence that shows what to write."""
    with pytest.raises(ValueError, match="2026-W47"):
        Week.parse(text)


def test_the_turn_of_the_year_has_one_week() -> None:
    """The first of January 2027 is of the last week of 2026, and the week before is 52."""
    week = Week.of(date(2027, 1, 1))
    assert str(week) == "2026-W53"
    assert str(week.previous()) == "2026-W52"


def test_a_week_is_over_when_it_is_over_here() -> None:
    """Sunday 23.30 WIB is Monday 00.30 WITA: the week is full in Makassar, not in Jakarta."""
    at = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert str(last_full_week(at, MAKASSAR)) == "2026-W47"
    assert str(last_full_week(at, JAKARTA)) == "2026-W46"
    assert str(this_week(at, JAKARTA)) == "2026-W47"


@given(moments, zones)
def test_every_moment_is_in_its_week(at: datetime, zone: str) -> None:
    """Weeks leave no gap and do not overlap."""
    begin, end = this_week(at, zone).bounds(zone)
    assert begin <= at < end
    assert this_week(at, zone).previous().bounds(zone)[1] == begin


@given(moments, hours, zones)
def test_a_daily_digest_is_due_within_a_day(after: datetime, at: time, zone: str) -> None:
    """Strictly later, within 24 hours, at that hour by the region's clocks."""
    due = next_daily(after, at, zone)
    assert timedelta() < due - after <= timedelta(days=1)
    assert local(due, zone).time() == at


@given(moments, st.integers(0, 6), hours, zones)
def test_a_weekly_digest_is_due_within_a_week(
    after: datetime, weekday: int, at: time, zone: str
) -> None:
    """Strictly later, within seven days, on that weekday by the region's calendar."""
    due = next_weekly(after, weekday, at, zone)
    assert timedelta() < due - after <= timedelta(days=7)
    assert (local(due, zone).weekday(), local(due, zone).time()) == (weekday, at)


def test_hours_are_read_as_the_operator_writes_them() -> None:
    """Both "06:00" and "Monday 07:00", in any case."""
    assert parse_daily("06:00") == time(6)
    assert parse_weekly("Monday 07:00") == (0, time(7))
    assert parse_weekly("sunday 23:59") == (6, time(23, 59))


@pytest.mark.parametrize("text", ["24:00", "6", "06:60", "", "06:00 WIB"])
def test_a_wrong_hour_is_refused_with_an_example(text: str) -> None:
    """There is no 24:00."""
    with pytest.raises(ValueError, match='"06:00"'):
        parse_daily(text)


def test_a_wrong_weekday_is_refused_with_an_example() -> None:
    """The file is written in English, as its keys are."""
    assert "Senin" not in WEEKDAYS
    with pytest.raises(ValueError, match='"Monday 07:00"'):
        parse_weekly("Senin 07:00")
