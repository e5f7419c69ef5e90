"""The database's shape: what migrations build is what the models say, on both databases."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from bot.models import Database, Region, schema
from bot.services.operations import region_loading
from tests import regions
from tools import check_migrations

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

pytestmark = pytest.mark.both_databases


async def _execute(url: str, command: str) -> None:
    database = Database(url)
    async with database.engine.begin() as connection:
        await connection.execute(text(command))
    await database.close()


async def _tables(url: str) -> list[str]:
    def names(connection: Connection) -> list[str]:
        return inspect(connection).get_table_names()

    database = Database(url)
    async with database.engine.connect() as connection:
        found = await connection.run_sync(names)
    await database.close()
    return found


def test_the_migrations_lead_to_the_models(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever changes a model writes a migration."""
    assert check_migrations.main() == 0, capsys.readouterr().err


def test_they_lead_there_on_both(blank_url: str) -> None:
    """What a database makes of a type or a key differs: each is compared by itself."""
    assert check_migrations.differences(blank_url) == []


def test_revisions_are_numbered_without_a_fork() -> None:
    """Their files say their order, since that is how the schema is checked at each start."""
    script = ScriptDirectory.from_config(schema.alembic_config())
    numbers = sorted(revision.revision for revision in script.walk_revisions())
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    assert list(script.get_heads()) == numbers[-1:]


async def test_an_empty_database_is_not_current(blank_url: str) -> None:
    """Before the first migration there is nothing to work on."""
    database = Database(blank_url)
    assert not await schema.is_current(database)
    await database.close()


def test_an_upgrade_is_safe_to_repeat(blank_url: str) -> None:
    """The second time there is nothing to do."""
    assert schema.upgrade(blank_url)
    assert not schema.upgrade(blank_url)


def test_two_upgrades_at_once_are_one(blank_url: str) -> None:
    """Two processes are started together: one migrates, the other finds it done."""
    with ThreadPoolExecutor() as both:
        assert sorted(both.map(schema.upgrade, [blank_url] * 2)) == [False, True]


async def test_two_loads_of_the_regions_at_once_are_one(blank_url: str) -> None:
    """Both begin with nothing: every region is there once, and neither of them fails."""
    await asyncio.to_thread(schema.upgrade, blank_url)
    # The one that is later waits for the whole of the other, however slow the machine.
    first, second = (Database(blank_url, busy_s=120) for _ in range(2))
    ours = regions.province()
    load = partial(region_loading.load_regions, progress=None, nation=ours)
    both = (one.transact(load) for one in (first, second))
    loaded = await asyncio.gather(*both)
    assert sorted(loaded) == [0, len(ours.rows)]
    async with first.reading() as session:
        assert await session.get(Region, "73.71.09.1001") is not None
    await first.close()
    await second.close()


def test_a_database_of_a_newer_program_is_left_alone(blank_url: str) -> None:
    """Going back to an older program says so instead of guessing."""
    schema.upgrade(blank_url)
    asyncio.run(_execute(blank_url, "UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(schema.NewerSchemaError, match="newer than this program"):
        schema.upgrade(blank_url)


def test_a_migration_that_fails_changes_nothing(blank_url: str) -> None:
    """A table that is in the way: the whole migration is rolled back."""
    asyncio.run(_execute(blank_url, "CREATE TABLE test_pages (id INTEGER)"))
    with pytest.raises(DBAPIError, match="test_pages"):
        schema.upgrade(blank_url)
    assert asyncio.run(_tables(blank_url)) == ["test_pages"]


async def test_what_joined_the_reports_of_one_person_goes(tmp_path: Path) -> None:
    """A database from before: new names for each incident, no roles, nothing of what was erased."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/before.db")
    async with database.engine.connect() as connection:
        await connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        await connection.run_sync(schema.bring_to, "0003")
        await connection.exec_driver_sql(
            "INSERT INTO reports (id, ticket, incident_id, member_id, alias, role, anonymous,"
            " village_code, category, severity, text, threat, emergency, written_at, created_at)"
            " SELECT value, 'KT-' || value, value / 10, nullif(value, 30), 'Warga Melati-27',"
            " 'watch', 0, 'v', 'c', 's', '', 0, 0, '2026-01-01', '2026-01-01'"
            " FROM json_each('[10, 11, 20, 30]')"
        )
        await connection.run_sync(schema.bring_to, "head")
        rows = (await connection.exec_driver_sql("SELECT alias, role FROM reports")).all()
        await connection.rollback()  # its rows refer to nothing
    await database.close()
    names = [row.alias for row in rows]
    assert "Warga Melati-27" not in names
    assert names[0] == names[1]  # of one incident
    assert len(set(names)) == 3
    assert {row.role for row in rows} == {None}
