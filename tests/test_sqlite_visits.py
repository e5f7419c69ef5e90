"""How often a unit of work goes to the connection's thread, which costs more than SQLite itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from bot.models import Database, Member, sqlite

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

COUNT = select(func.count()).select_from(Member)


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    """A file with its connection open already."""
    opened = Database(sqlite_url)
    async with opened.writing() as session:
        await session.scalar(COUNT)
    yield opened
    await opened.close()


@pytest.fixture
def visits(database: Database, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is done in the thread, by name."""
    del database  # it is open before anything is counted
    noted: list[str] = []
    visit: Any = sqlite.Connection._execute  # noqa: SLF001 - the one way into the thread

    async def counted(self: Any, work: Any, *arguments: Any) -> Any:  # noqa: ANN401
        noted.append(work.__name__)
        return await visit(self, work, *arguments)

    monkeypatch.setattr(sqlite.Connection, "_execute", counted)
    return noted


async def test_a_transaction_costs_one_visit_beside_its_statements(
    database: Database, visits: list[str]
) -> None:
    """It begins with its first statement; what is committed is not rolled back too."""
    async with database.writing() as session:
        await session.scalar(COUNT)
        await session.scalar(COUNT)
    assert visits == ["_run", "_run", "commit"]
    visits.clear()
    async with database.reading() as session:
        await session.scalar(COUNT)
    assert visits == ["_run", "_undo"]


async def test_a_unit_of_work_without_a_statement_leaves_nothing_open(database: Database) -> None:
    """Whoever comes next, on the same connection, begins anew and holds nobody up."""
    async with database.writing():
        pass
    async with database.reading() as session:
        await session.scalar(COUNT)
        async with database.writing() as other:
            assert await other.scalar(COUNT) == 0
