"""What a period's figures hold, counted by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest

from bot.domain.calendar import Week
from bot.domain.period import Period
from bot.models import Incident, Situation, Succession, new_id
from bot.services.digests import summaries
from bot.settings import load_config
from tests.figures.country import DISTRICTS, ENDED, VILLAGES, name, opened

if TYPE_CHECKING:
    from bot.models import Database
    from bot.services.digests.period_figures import PeriodFigures

pytestmark = pytest.mark.both_databases
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # a Tuesday
WEEK = Period.of_week(Week(2026, 47))
HERE, BESIDE, ELSEWHERE = VILLAGES[8], VILLAGES[9], VILLAGES[10]  # the last province: WIT, UTC+9
DISTRICT = DISTRICTS[4]
_NUMBERS = count(1)  # of tickets


def _incident(
    at: datetime, kind: str = "balap_bising", *, took: int = 10, village: str = HERE
) -> Incident:
    """Return an incident that was answered after so many minutes, and over after twice as many."""
    return Incident(
        id=new_id(),
        ticket=f"KT-{next(_NUMBERS):06}",
        village_code=village,
        category=kind,
        severity="TINGGI" if kind == "kebakaran" else "RENDAH",
        status="closed",
        outcome="handled",
        opened_at=at,
        answered_at=at + timedelta(minutes=took),
        closed_at=at + timedelta(minutes=2 * took),
    )


async def _figures(
    database: Database, period: Period = WEEK, region: str = DISTRICT
) -> PeriodFigures:
    async with database.reading() as session:
        return await summaries.figures(session, [region], period, NOW, load_config())


async def test_a_week_in_the_east_counted_by_hand(blank_url: str) -> None:
    """Sunday 15.30 UTC is Monday half past midnight there: it is the week's, and its first hour."""
    first = datetime(2026, 11, 15, 15, 30, tzinfo=UTC)
    async with opened(blank_url) as database:
        async with database.writing() as session:
            session.add_all(_incident(first, took=minutes) for minutes in range(1, 11))
            session.add(_incident(first - timedelta(hours=1)))  # Sunday of the week before
            session.add(_incident(first + timedelta(days=7), village=BESIDE))  # of the week after
            session.add(_incident(first + timedelta(hours=30), "kebakaran", took=90))
            session.add(_incident(first, village=ELSEWHERE))
            at = {"created_at": first, "watch_date": first.date(), "on_watch": 2}
            session.add(Situation(id=new_id(), village_code=BESIDE, **at))
        figures = await _figures(database)
    happened, times = figures.happened, figures.times
    assert (happened.total.now, happened.total.before) == (11, 1)
    assert [(place.name, one.now) for place, one in happened.parts] == [
        (name(HERE), 11),
        (name(BESIDE), 0),
    ]
    assert (times.hours[0][0], times.hours[1][6]) == (10, 1)
    assert sum(map(sum, times.hours)) == happened.total.now
    assert [n for _, n in times.trend][-2:] == [1, 11]
    assert (len(times.trend), str(times.trend[-1][0])) == (12, "2026-W47")
    minutes = timedelta(minutes=1)
    assert (times.answered.median, times.answered.nearly_all) == (6 * minutes, 10 * minutes)
    assert (times.closed.median, times.closed.count) == (12 * minutes, 11)
    assert (figures.situations.total.now, figures.situations.villages) == (1, 1)
    assert [one.category for one in figures.noteworthy] == ["kebakaran"]
    assert figures.guarded.villages == len(figures.guarded.missing) == 2


async def test_confidential_reports_of_chosen_days_are_not_told_at_all(blank_url: str) -> None:
    """Five in a week are at least five; days that are moved one by one would tell of each."""
    first = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)
    days = Period(WEEK.first, WEEK.last)
    async with opened(blank_url) as database:
        async with database.writing() as session:
            session.add_all(_incident(first, "kdrt_anak") for _ in range(6))
        week, chosen = await _figures(database), await _figures(database, days)
    assert (week.happened.total.now, week.happened.confidential_at_least) == (0, 5)
    assert (chosen.happened.total.now, chosen.happened.confidential_at_least) == (0, 0)
    assert not week.noteworthy


async def test_a_district_that_a_village_has_left_is_without_it(blank_url: str) -> None:
    """What was in it counts for both; what happens in the new village counts for its own alone."""
    left, new = ENDED[2], ELSEWHERE  # of the first district, into the second one
    at = datetime(2026, 11, 17, 3, 0, tzinfo=UTC)
    async with opened(blank_url) as database:
        async with database.writing() as session:
            session.add(Succession(old_code=left, new_code=new, since=at))
            session.add_all([_incident(at, village=left), _incident(at, village=new)])
        counted = {
            region: (await _figures(database, region=region)).happened.total.now
            for region in (DISTRICTS[4], DISTRICTS[5], left, new)
        }
    assert counted == {DISTRICTS[4]: 1, DISTRICTS[5]: 2, left: 2, new: 2}


async def test_of_as_frequent_kinds_the_same_five_are_shown(blank_url: str) -> None:
    """In the order of their codes, whatever order a database groups them in."""
    kinds = ["tawuran", "pencurian", "medis", "massa", "laka", "fasum", "curas", "bencana"]
    at = datetime(2026, 11, 17, 3, 0, tzinfo=UTC)
    async with opened(blank_url) as database:
        async with database.writing() as session:
            session.add_all(_incident(at, kind) for kind in kinds)
        figures = await _figures(database)
    assert [code for code, _ in figures.happened.categories] == sorted(kinds)[:5]
