"""The database's shape: what migrations build is what the models say."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from alembic.script import ScriptDirectory

from bot.models import Database, schema
from tools import check_migrations

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a database will be."""
    return tmp_path / "kamtibmas.sqlite3"


@pytest.fixture
def url(path: Path) -> str:
    """Its address."""
    return f"sqlite+aiosqlite:///{path}"


def test_the_migrations_lead_to_the_models(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever changes a model writes a migration."""
    assert check_migrations.main() == 0, capsys.readouterr().err


def test_revisions_are_numbered_without_a_fork() -> None:
    """Their files say their order, since that is how the schema is checked at each start."""
    script = ScriptDirectory.from_config(schema.alembic_config())
    numbers = sorted(revision.revision for revision in script.walk_revisions())
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    assert list(script.get_heads()) == numbers[-1:]


async def test_an_empty_database_is_not_current(url: str) -> None:
    """Before the first migration there is nothing to work on."""
    database = Database(url)
    assert not await schema.is_current(database)
    await database.close()


def test_an_upgrade_is_safe_to_repeat(url: str) -> None:
    """The second time there is nothing to do."""
    assert schema.upgrade(url)
    assert not schema.upgrade(url)


def test_a_database_of_a_newer_program_is_left_alone(url: str, path: Path) -> None:
    """Going back to an older program says so instead of guessing."""
    schema.upgrade(url)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(schema.NewerSchemaError, match="newer than this program"):
        schema.upgrade(url)


def test_a_migration_that_fails_changes_nothing(url: str, path: Path) -> None:
    """A table that is in the way: the whole migration is rolled back."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE test_pages (id INTEGER)")
    connection.close()
    with pytest.raises(Exception, match="test_pages"):
        schema.upgrade(url)
    with sqlite3.connect(path) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]
    connection.close()
    assert tables == ["test_pages"]
