"""The database's shape: bringing it to the newest revision, and knowing whether it is there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.models.database import Database

if TYPE_CHECKING:
    from alembic.config import Config as AlembicConfig
    from sqlalchemy import Connection

SCRIPTS = "bot.models:migrations"


def upgrade(url: str) -> bool:
    """Bring the database at ``url`` to the newest schema; tell whether there was anything to do.

    Safe to repeat. Not to be called while an event loop runs in the same thread.
    """
    return asyncio.run(_upgrade(url))


async def is_current(database: Database) -> bool:
    """Return whether the database has the newest schema."""
    async with database.reading() as session:
        connection = await session.connection()
        return await connection.run_sync(_is_current)


def alembic_config(connection: Connection | None = None) -> AlembicConfig:
    """Return Alembic's configuration, which needs no file; it works on ``connection``."""
    from alembic.config import Config as AlembicConfig  # noqa: PLC0415 - slow, and rarely needed

    config = AlembicConfig()
    config.set_main_option("script_location", SCRIPTS)
    config.attributes["connection"] = connection
    return config


async def _upgrade(url: str) -> bool:
    database = Database(url)
    try:
        async with database.engine.begin() as connection:
            return await connection.run_sync(_bring_up)
    finally:
        await database.close()


def _bring_up(connection: Connection) -> bool:
    from alembic import command  # noqa: PLC0415 - see alembic_config

    if _is_current(connection):
        return False
    command.upgrade(alembic_config(connection), "head")
    return True


def _is_current(connection: Connection) -> bool:
    from alembic.migration import MigrationContext  # noqa: PLC0415 - see alembic_config
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    wanted = ScriptDirectory.from_config(alembic_config()).get_heads()
    return set(MigrationContext.configure(connection).get_current_heads()) == set(wanted)
