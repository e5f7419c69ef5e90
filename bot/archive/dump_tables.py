"""Dumps a database that stays in use into a backup: one consistent snapshot of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import MetaData, select

from bot.archive import row_json
from bot.archive.archive_file import ArchiveWriter
from bot.archive.manifest import ArchiveError, Manifest, ManifestTable
from bot.media import attachment_file
from bot.models import Attachment, schema
from bot.services.operations import key_check

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path
    from typing import IO

    from sqlalchemy import Connection, Table
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.models import Database

    Progress = Callable[[str, int], None]

TABLES = "tables"
AT_ONCE = 500  # rows in memory
VERSION = "alembic_version"  # stands in the manifest


async def save(
    database: Database,
    data: Path,
    file: IO[bytes],
    progress: Progress,
    *,
    mac: Callable[[bytes], str] | None,
    now: datetime,
) -> Manifest:
    """Write all tables and the photos that they name; ``progress`` gets each name and number.

    1. One transaction that only reads: SQLite's snapshot or PostgreSQL's REPEATABLE READ. The bot
       goes on writing.
    2. A SQLite file that is harmed is not copied: the copy would only hide it.
    3. The photos follow; one that was erased since is counted as missing.
    """
    async with database.reading() as session:
        connection = await session.connection()
        await _require_sound(connection)
        writer = ArchiveWriter(file, await _manifest(connection, now), mac)
        photos = await _save_tables(connection, writer, progress)
    _save_photos(data, photos, writer)
    progress("photos", len(photos) - writer.about.missing)
    writer.finish()
    return writer.about


async def _manifest(connection: AsyncConnection, now: datetime) -> Manifest:
    return Manifest(
        schema=await connection.run_sync(_revision),
        taken_at=now,
        database=connection.dialect.name,
        key=await key_check.mark_in(connection),
    )


async def _save_tables(
    connection: AsyncConnection, writer: ArchiveWriter, progress: Progress
) -> list[str]:
    """Write every table; return the paths of the photos that they name."""
    photos: list[str] = []
    for table in await connection.run_sync(_tables):
        await _save_table(connection, table, writer)
        progress(table.name, writer.about.tables[table.name].rows)
        if table.name == Attachment.__tablename__:
            photos = await _paths(connection, table)
    return photos


def _revision(connection: Connection) -> str:
    here = schema.revision(connection)
    if here is None:
        raise ArchiveError("the database holds nothing yet; run: kamtibmas migrate")
    return here


def _tables(connection: Connection) -> list[Table]:
    """Return the tables as the database has them, whatever its revision."""
    reflected = MetaData()
    reflected.reflect(connection)
    return [table for table in reflected.sorted_tables if table.name != VERSION]


async def _require_sound(connection: AsyncConnection) -> None:
    if connection.dialect.name == "sqlite":
        said = (await connection.exec_driver_sql("PRAGMA integrity_check(1)")).scalar()
        if said != "ok":
            raise ArchiveError(f"the database file is harmed ({said}); restore the last backup")


async def _save_table(connection: AsyncConnection, table: Table, writer: ArchiveWriter) -> None:
    columns = [column.name for column in table.columns]
    count = 0
    with writer.entry(f"{TABLES}/{table.name}.jsonl") as sink:
        result = await connection.stream(
            select(*table.columns), execution_options={"yield_per": AT_ONCE}
        )
        async for rows in result.partitions():
            sink.write(b"".join(map(row_json.line, rows)))
            count += len(rows)
    writer.about.tables[table.name] = ManifestTable(columns, count)


async def _paths(connection: AsyncConnection, table: Table) -> list[str]:
    named = select(table.c.path).where(table.c.path.is_not(None)).order_by(table.c.path)
    found: list[Any] = list(await connection.scalars(named))
    return found


def _save_photos(data: Path, paths: list[str], writer: ArchiveWriter) -> None:
    for path in paths:
        try:
            content = attachment_file.read(data, path)
        except FileNotFoundError:
            writer.about.missing += 1
            continue
        with writer.entry(path, packed=False) as sink:
            sink.write(content)
