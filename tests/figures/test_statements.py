"""How many statements the figures of a period are: as many for a hundred villages as for ten."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from bot.domain.access import Grant
from bot.domain.calendar import Week
from bot.domain.period import Period
from bot.models import Region
from bot.services.alerts.case_lookup import CaseReader
from bot.services.digests import summaries
from tests.figures.country import DISTRICTS, PROVINCES, ZONES, opened
from tests.figures.runs import CONFIG

if TYPE_CHECKING:
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


async def _statements(database: Database, codes: list[str], *, main: bool) -> int:
    grants = [Grant("officer", code) for code in codes]
    reader = CaseReader(1, grants, CONFIG, NOW)
    said: list[str] = []

    def heard(*told: object) -> None:
        said.append(str(told[2]))

    event.listen(database.engine.sync_engine, "before_cursor_execute", heard)
    count = summaries.main_figures if main else summaries.figures
    async with database.reading() as session:
        await count(session, codes, WEEK, NOW, CONFIG, reader)
    event.remove(database.engine.sync_engine, "before_cursor_execute", heard)
    return len([one for one in said if one.startswith("SELECT")])


@pytest.mark.parametrize(("main", "most"), [(True, 13), (False, 17)])
async def test_a_hundred_villages_are_as_many_statements_as_ten(
    blank_url: str, *, main: bool, most: int
) -> None:
    """However many villages somebody has, and of a whole province too."""
    async with opened(blank_url) as database:
        async with database.writing() as session:
            session.add_all(map(_village, MANY))
        scopes = (MANY[:10], MANY, [PROVINCES[0]])
        counts = {await _statements(database, codes, main=main) for codes in scopes}
    assert len(counts) == 1
    assert counts.pop() <= most
