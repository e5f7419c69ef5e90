"""Rows that a unit of work only writes down: there when it reads again, and gone where it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from bot.models import Database, HandledUpdate, unit_of_work
from tests.world import EVENING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy.ext.asyncio import AsyncSession

pytestmark = [pytest.mark.both_databases]
COUNT = select(func.count()).select_from(HandledUpdate)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Regions, and nobody yet."""
    opened = Database(database_url)
    yield opened
    await opened.close()


def _add(session: AsyncSession, number: int) -> None:
    row = {"update_id": number, "handled_at": EVENING, "kind": None, "subject_id": None}
    unit_of_work.add_row(session, HandledUpdate, row)


async def test_rows_alone_are_committed(database: Database) -> None:
    """No object is added or changed beside them: the commit writes them all the same, once."""
    async with database.writing() as session:
        _add(session, 1)
        _add(session, 2)
    async with database.reading() as session:
        assert await session.scalar(COUNT) == 2


async def test_a_flush_lets_the_same_unit_of_work_read_them(database: Database) -> None:
    """And what comes after it is written by the next."""
    async with database.writing() as session:
        _add(session, 1)
        await session.flush()
        assert await session.scalar(COUNT) == 1
        _add(session, 2)
    async with database.reading() as session:
        assert await session.scalar(COUNT) == 2


async def test_what_fails_leaves_no_row(database: Database) -> None:
    """Neither what was flushed nor what was not."""

    class FailedError(Exception):
        pass

    async def fails() -> None:
        async with database.writing() as session:
            _add(session, 1)
            await session.flush()
            _add(session, 2)
            raise FailedError

    with pytest.raises(FailedError):
        await fails()
    async with database.reading() as session:
        assert await session.scalar(COUNT) == 0
