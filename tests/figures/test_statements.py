"""How many statements the figures of a period are: as many for a hundred villages as for ten."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from bot.domain.access import Grant
from bot.domain.calendar import Week
from bot.domain.period import Period
from bot.locales import say_in
from bot.models import Region
from bot.places import place_search
from bot.services.alerts.case_lookup import CaseReader
from bot.services.digests import summaries
from bot.services.digests.readership import Readership
from bot.services.digests.shared_counts import SharedCounts
from bot.views.weekly_texts import WeeklyTexts
from tests.figures.country import DISTRICTS, PROVINCES, ZONES, opened
from tests.figures.runs import CONFIG

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Database

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
WEEK = Period.of_week(Week(2026, 47))
MANY = [f"{DISTRICTS[0]}.{number}" for number in range(2001, 2101)]


def _village(code: str) -> Region:
    return Region(
        code=code,
        level=4,
        name=code,
        kind="kelurahan",
        parent_code=DISTRICTS[0],
        zone=ZONES[code[:2]],
        province="",
        regency="",
        district="",
        search=code,
    )


async def _statements(database: Database, work: Callable[[AsyncSession], Awaitable[object]]) -> int:
    return len(await _said(database, work))


async def _said(
    database: Database, work: Callable[[AsyncSession], Awaitable[object]]
) -> Sequence[str]:
    said: list[str] = []

    def heard(*told: object) -> None:
        said.append(str(told[2]))

    event.listen(database.engine.sync_engine, "before_cursor_execute", heard)
    async with database.reading() as session:
        await work(session)
    event.remove(database.engine.sync_engine, "before_cursor_execute", heard)
    return [one for one in said if one.startswith("SELECT")]


async def _one_reader(session: AsyncSession, codes: list[str], *, main: bool) -> None:
    reader = CaseReader(1, [Grant("officer", code) for code in codes], CONFIG, NOW)
    if not main:
        await summaries.figures(session, codes, WEEK, NOW, CONFIG, reader)
        return
    regions = await place_search.by_codes(session, codes)
    await summaries.main_figures(session, regions, WEEK, NOW, CONFIG, reader)


async def _a_reader_each(session: AsyncSession, codes: list[str]) -> None:
    """Count for an officer of each, and for a coordinator of the first."""
    regions = await place_search.by_codes(session, codes)
    posts = [("officer", region) for region in regions] + [("coordinator", regions[0])]
    readers = [
        Readership(CaseReader(number, [Grant(role, region.code)], CONFIG, NOW), [region])
        for number, (role, region) in enumerate(posts)
    ]
    shared = SharedCounts(session, readers, CONFIG)
    for reader, here in readers:
        await summaries.main_from(shared, here, WEEK, NOW, CONFIG, reader)


@pytest.mark.parametrize(("main", "most"), [(True, 5), (False, 9)])
async def test_a_hundred_villages_are_as_many_statements_as_ten(
    blank_url: str, *, main: bool, most: int
) -> None:
    """However many villages somebody has, and of a whole province too."""
    async with opened(blank_url) as database:
        async with database.writing() as session:
            session.add_all(map(_village, MANY))
        scopes = (MANY[:10], MANY, [PROVINCES[0]])
        counts = {
            await _statements(database, partial(_one_reader, codes=codes, main=main))
            for codes in scopes
        }
    assert len(counts) == 1
    assert counts.pop() <= most


async def test_a_hundred_readers_are_as_many_statements_as_ten(blank_url: str) -> None:
    """However many read, each of their own village."""
    async with opened(blank_url) as database:
        async with database.writing() as session:
            session.add_all(map(_village, MANY))
        counts = {
            await _statements(database, partial(_a_reader_each, codes=codes))
            for codes in (MANY[:10], MANY)
        }
    assert len(counts) == 1
    assert counts.pop() <= 14


async def test_what_a_week_is_in_three_zones_is_read_once(blank_url: str) -> None:
    """Which villages fell silent, which calls went unheard: a statement each for all of them."""
    async with opened(blank_url) as database:
        said = await _said(database, _a_coordinator_each)
    for table in ("reports", "test_pages"):
        assert sum(f"FROM {table} " in one.replace("\n", " ") for one in said) == 1, table


async def _a_coordinator_each(session: AsyncSession) -> None:
    """Write the texts of the coordinators of three provinces, each in a zone of its own."""
    regions = await place_search.by_codes(session, PROVINCES)
    readers = [
        Readership(CaseReader(number, [Grant("coordinator", region.code)], CONFIG, NOW), [region])
        for number, region in enumerate(regions)
    ]
    texts = WeeklyTexts(SharedCounts(session, readers, CONFIG), NOW, CONFIG)
    for reader, here in readers:
        await texts.text(reader, here, WEEK, say_in("id"))
