"""What is read once for many is what each of them would read alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.access import Grant
from bot.domain.period import Period, Unit
from bot.places import place_search
from bot.places.region_filters import outermost
from bot.services.alerts.case_lookup import CaseReader
from bot.services.digests import summaries
from bot.services.digests.readership import Readership
from bot.services.digests.shared_counts import SharedCounts
from tests.figures.history import histories
from tests.figures.reference_rules import local_day
from tests.figures.runs import CONFIG, examples
from tests.figures.written import write

if TYPE_CHECKING:
    import asyncio

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Database
    from tests.figures.history import History

EXAMPLES = (15, 50)  # histories: of each run, and of the whole matrix


@pytest.mark.both_databases
def test_many_readers_have_the_figures_of_each(
    database: Database, runner: asyncio.Runner, pytestconfig: pytest.Config
) -> None:
    """Whatever posts they hold, in whichever zones, also of regions that ended."""

    @settings(max_examples=examples(pytestconfig, *EXAMPLES))
    @given(histories(), st.sampled_from(Unit))
    def agree(history: History, unit: Unit) -> None:
        runner.run(_agree(database, history, unit))

    agree()


async def _agree(database: Database, history: History, unit: Unit) -> None:
    await write(database, history, CONFIG)
    now = history.now
    async with database.reading() as session:
        readers = await _readers(session, history)
        shared = SharedCounts(session, readers, CONFIG)
        for reader, regions in readers:
            period = Period.around(unit, local_day(now, regions[0].zone)).previous()
            alone = await summaries.main_figures(session, regions, period, now, CONFIG, reader)
            found = await summaries.main_from(shared, regions, period, now, CONFIG, reader)
            assert found == alone
            total = await summaries.totals_from(shared, regions, period, now, CONFIG, reader)
            assert total.happened == alone.happened


async def _readers(session: AsyncSession, history: History) -> list[Readership]:
    readers = []
    for worker in history.workers:
        grants = [Grant(role, region) for role, region in worker.posts]
        codes = outermost(grant.region for grant in grants)
        reader = CaseReader(worker.number, grants, CONFIG, history.now)
        readers.append(Readership(reader, await place_search.by_codes(session, codes)))
    return readers
