"""The database's schema: migrating it to the newest revision, and checking which it has."""

from __future__ import annotations

import asyncio
from importlib import resources
from typing import TYPE_CHECKING

from sqlalchemy import Column, MetaData, String, Table, func, inspect, select

from bot.models import sqlite
from bot.models.database import Database

if TYPE_CHECKING:
    from alembic.config import Config as AlembicConfig
    from sqlalchemy import Connection

_PACKAGE = "bot.models"
_SCRIPTS = "migrations"
HEAD = "head"
_NUMBER = 4  # digits with which a revision's file begins: its number is its name
_OVERWRITING = "0004"  # SQLite left what was erased in free pages, up to the revision before
_TURN = 0x6B616D746962  # two programs that migrate at once do so one after the other
_VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32)))


class NewerSchemaError(Exception):
    """The database was brought up by a newer program. Its text says what to do."""


def upgrade(url: str) -> bool:
    """Bring the database at ``url`` to the newest schema; tell whether there was anything to do.

    Safe to repeat. Raises NewerSchemaError. Not to be called where an event loop runs.
    """
    return asyncio.run(_upgrade(url))


def bring_to(connection: Connection, revision: str) -> None:
    """Bring the schema up to ``revision`` (or ``HEAD``), within the connection's transaction."""
    from alembic import command  # noqa: PLC0415 - see alembic_config

    command.upgrade(alembic_config(connection), revision)


def revision(connection: Connection) -> str | None:
    """Return where the database stands; None before its first migration."""
    if not inspect(connection).has_table(_VERSION.name):
        return None
    return connection.scalar(select(_VERSION.c.version_num))


def revisions() -> list[str]:
    """Return every revision of this program in order, from its files: Alembic would cost 0.3 s."""
    versions = resources.files(_PACKAGE) / _SCRIPTS / "versions"
    names = (file.name for file in versions.iterdir() if file.name.endswith(".py"))
    return sorted(name[:_NUMBER] for name in names if name[:_NUMBER].isdecimal())


async def is_current(database: Database) -> bool:
    """Tell whether the database has the newest schema. Raises NewerSchemaError."""
    async with database.reading() as session:
        connection = await session.connection()
        return await connection.run_sync(_is_current)


def alembic_config(connection: Connection | None = None) -> AlembicConfig:
    """Return Alembic's configuration, which needs no file; it works on ``connection``."""
    from alembic.config import Config as AlembicConfig  # noqa: PLC0415 - slow, and rarely needed

    config = AlembicConfig()
    config.set_main_option("script_location", f"{_PACKAGE}:{_SCRIPTS}")
    config.attributes["connection"] = connection
    return config


async def _upgrade(url: str) -> bool:
    database = Database(url, patient=True)
    try:
        await _overwrite_erased(database)
        async with database.engine.begin() as connection:
            return await connection.run_sync(_bring_up)
    finally:
        await database.close()


async def _overwrite_erased(database: Database) -> None:
    """Write a SQLite file of an early program anew; where that fails, it is not brought up."""
    file = database.engine.url.database
    if database.engine.dialect.name != "sqlite" or file is None:
        return
    async with database.reading() as session:
        here = await (await session.connection()).run_sync(revision)
    if here is not None and here < _OVERWRITING:
        await asyncio.to_thread(sqlite.rewrite, file)


def _bring_up(connection: Connection) -> bool:
    if connection.dialect.name == "postgresql":  # on SQLite the transaction itself is the turn
        connection.execute(select(func.pg_advisory_xact_lock(_TURN)))
    if _is_current(connection):
        return False
    bring_to(connection, HEAD)
    return True


def _is_current(connection: Connection) -> bool:
    known = revisions()
    here = revision(connection)
    if here is not None and here not in known:
        message = (
            f"the database's schema ({here}) is newer than this program ({known[-1]});"
            " install the newest version"
        )
        raise NewerSchemaError(message)
    return here == known[-1]
