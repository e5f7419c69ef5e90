"""What is read for all zones at once is what is read for each by its own clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from bot.domain.figures import Comparison
from bot.domain.period import Period, Unit
from bot.services.digests import (
    silence_queries,
    summary_queries,
    time_queries,
    zone_queries,
)
from tests.figures.country import PROVINCES, VILLAGES, ZONES
from tests.figures.history import History, Told, histories
from tests.figures.reference_rules import local_day
from tests.figures.runs import CONFIG, examples
from tests.figures.written import write

if TYPE_CHECKING:
    import asyncio

    from bot.models import Database
    from bot.services.digests.silence_queries import FellSilent
    from bot.services.digests.summary_queries import IncidentCount
    from bot.services.digests.time_queries import Waited

pytestmark = pytest.mark.both_databases
EXAMPLES = (8, 40)  # histories: of each run, and of the whole matrix
MIDNIGHT_IN_THE_WEST = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)  # two hours later than in the east


def test_one_reading_is_that_of_each_zone(
    database: Database, runner: asyncio.Runner, pytestconfig: pytest.Config
) -> None:
    """Whatever happened, in whichever zone."""

    @settings(max_examples=examples(pytestconfig, *EXAMPLES))
    @given(histories())
    def agree(history: History) -> None:
        runner.run(_agree(database, history))

    agree()


def test_the_hours_between_the_zones_midnights_count_by_the_clocks_there(
    database: Database, runner: asyncio.Runner
) -> None:
    """An hour before, between and after the ends of a week, and of the weeks before, everywhere.

    From all of them something had come three weeks ago.
    """
    ends = [MIDNIGHT_IN_THE_WEST - timedelta(weeks=back) for back in range(6)]
    moments = [end + timedelta(hours=beside) for end in ends for beside in (-2.5, -1.5, -0.5, 0.5)]
    for started in range(len(moments)):
        told = tuple(
            Told(number, code, "pencurian", "SEDANG", at, "closed", "handled", quiet=False)
            for number, (code, at) in enumerate(
                zip(VILLAGES, [*moments[started:], *moments], strict=False), start=1
            )
        )
        now = MIDNIGHT_IN_THE_WEST + timedelta(hours=8)
        before = tuple((code, now - timedelta(days=20)) for code in VILLAGES)
        runner.run(_agree(database, History(now, told, before, ())))


async def _agree(database: Database, history: History) -> None:
    await write(database, history, CONFIG)
    period = Period.around(Unit.WEEK, local_day(history.now, "Asia/Jayapura")).previous()
    zones = {zone: Comparison.of(period, zone, history.now) for zone in ZONES.values()}
    async with database.reading() as session:
        found = await zone_queries.happened(session, PROVINCES, zones)
        closed = CONFIG.confidential_kinds
        silent = await zone_queries.silent(session, PROVINCES, zones, closed)
        counts: list[IncidentCount] = []
        waits: list[Waited] = []
        fell_silent: list[FellSilent] = []
        for province in PROVINCES:
            of, here = zones[ZONES[province]], [province]
            counts += await summary_queries.incidents(session, here, of.span, of.before)
            waits += await time_queries.waits(session, here, of.span)
            ends = of.silence, of.usual
            fell_silent += await silence_queries.silent(session, here, *ends, closed)
    assert sorted(found.counts, key=str) == sorted(counts, key=str)
    assert sorted(found.waits, key=str) == sorted(waits, key=str)
    assert list(silent) == sorted(fell_silent, key=lambda one: one.place.code)
