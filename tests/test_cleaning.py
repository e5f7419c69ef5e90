"""What a cleaning does in one transaction: a chunk of one chore, and what has nothing to do."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError

from bot.models import CodeGuess, Database, HandledUpdate, new_id
from bot.services.operations import retention
from tests.configured import configured
from tests.world import EVENING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Base
    from bot.settings import Config

pytestmark = [pytest.mark.both_databases]
AGO = EVENING - timedelta(days=365)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Regions, and nobody yet."""
    opened = Database(database_url)
    yield opened
    await opened.close()


async def _next(database: Database) -> int | None:
    async with database.reading() as session:
        return await retention.find_old(session, EVENING, ())


async def _clean(database: Database) -> None:
    """Do what is next, as the ticker does."""
    number = await _next(database)
    assert number is not None, "all chores are finished"
    config = configured(None)
    await database.transact(lambda session: retention.purge(session, number, EVENING, config))


async def _left(database: Database, table: type[Base]) -> int:
    async with database.reading() as session:
        return len((await session.scalars(select(table))).all())


async def _old_rows(database: Database, updates: int) -> None:
    """Leave what one chore and a later one are to erase."""
    async with database.writing() as session:
        session.add_all(
            HandledUpdate(update_id=number, handled_at=AGO) for number in range(updates)
        )
        session.add(CodeGuess(id=new_id(), mark="somebody", until=AGO))


async def test_a_cleaning_without_anything_to_erase_is_one_transaction(database: Database) -> None:
    """It asks once for each chore, and writes down that all of them are done."""
    said: list[str] = []
    event.listen(
        database.engine.sync_engine, "before_cursor_execute", lambda *told: said.append(told[2])
    )
    await _clean(database)
    assert await _next(database) is None
    changes = [one for one in said if one.startswith(("UPDATE", "DELETE"))]
    assert len(changes) == 1, changes  # of the times before
    assert "retention_runs" in changes[0]


async def test_each_transaction_erases_of_one_table(database: Database) -> None:
    """Nobody's page waits for more: the guess stays until the updates are gone."""
    await _old_rows(database, updates=retention.CHUNK + 1)
    for updates, guesses in ((1, 1), (0, 1), (0, 0)):
        await _clean(database)
        left = await _left(database, HandledUpdate), await _left(database, CodeGuess)
        assert left == (updates, guesses)
    await _clean(database)
    assert await _next(database) is None


async def test_a_chore_that_fails_takes_no_other_with_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those before it are finished, it raises when it is its turn, and those behind it are done."""

    async def fails(session: AsyncSession, now: datetime, config: Config) -> int:
        del now, config
        await session.execute(text("INSERT INTO retention_runs DEFAULT VALUES"))
        return 0

    chores = list(retention.CHORES)
    chores[3] = ("fails", fails)
    monkeypatch.setattr(retention, "CHORES", tuple(chores))
    await _clean(database)
    assert await _next(database) == 3
    with pytest.raises(IntegrityError):
        await _clean(database)
    async with database.reading() as session:
        assert await retention.find_old(session, EVENING, {3}) == 4
