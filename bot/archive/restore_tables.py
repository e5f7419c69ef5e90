"""Restores a backup: replaces everything in a database, in one transaction."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import MetaData, func, insert, inspect, select, text
from sqlalchemy.exc import IntegrityError

from bot.archive import row_json
from bot.archive.dump_tables import TABLES, VERSION
from bot.archive.manifest import ArchiveError, DamagedError
from bot.models import Base, Incident, Invitation, Member, Report, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

    from sqlalchemy import Connection, Table
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.archive.archive_file import ArchiveReader
    from bot.archive.manifest import Manifest

    Progress = Callable[[str, int], None]

AT_ONCE = 1000  # rows in memory
NEWER = (
    "the database is one of a newer program, whose tables this one does not know; move its file"
    " away, or on PostgreSQL make an empty database, and restore there"
)
SOMEBODYS = (Member, Report, Incident, Invitation)  # what makes a database more than migrated


def require_known_schema(about: Manifest) -> None:
    """Raise ArchiveError where the backup is of a program that is newer than this one."""
    if about.schema not in (known := schema.revisions()):
        raise ArchiveError(
            f"the backup's schema ({about.schema}) is newer than this program ({known[-1]});"
            " install the newest version"
        )


async def require_empty(connection: AsyncConnection) -> None:
    """Raise ArchiveError where the database holds what restoring would destroy."""
    held = await connection.run_sync(_content)
    if held:
        raise ArchiveError(f"the database is not empty ({held}); add --force to replace it all")


async def load(connection: AsyncConnection, backup: ArchiveReader, progress: Progress) -> None:
    """Put a backup in the place of whatever is there. Raises ArchiveError.

    1. Our tables are dropped, and made anew as they were when it was taken. A newer program's
       database is left alone.
    2. Every row is written, in the order in which tables refer to each other.
    3. All is counted, and every reference leads somewhere.
    4. The schema is brought up to this program's.
    """
    try:
        await connection.run_sync(_load, backup, progress)
    except IntegrityError:
        raise DamagedError("its rows contradict each other") from None


def _content(connection: Connection) -> str:
    there = inspect(connection)
    held = []
    for model in SOMEBODYS:
        if there.has_table(model.__tablename__):
            count = connection.scalar(select(func.count()).select_from(model.__table__))
            held += [f"{count} {model.__tablename__}"] if count else []
    return ", ".join(held)


def _load(connection: Connection, backup: ArchiveReader, progress: Progress) -> None:
    about = backup.about
    if schema.revision(connection) not in (None, *schema.revisions()):
        raise ArchiveError(NEWER)
    _drop(connection, {*about.tables, *Base.metadata.tables, VERSION})
    schema.bring_to(connection, about.schema)
    made = MetaData()
    made.reflect(connection)
    if {table.name for table in made.sorted_tables} - {VERSION} != about.tables.keys():
        raise DamagedError(f"its tables are not those of schema {about.schema}")
    for table in made.sorted_tables:
        if table.name != VERSION:
            _fill(connection, table, backup)
            progress(table.name, about.rows(table.name))
    _require_references(connection)
    schema.bring_to(connection, schema.HEAD)


def _drop(connection: Connection, ours: set[str]) -> None:
    """Drop our own tables; what somebody else keeps in the same database stays."""
    there = MetaData()
    there.reflect(connection, only=lambda name, _: name in ours)
    there.drop_all(connection)


def _fill(connection: Connection, table: Table, backup: ArchiveReader) -> None:
    note, name = backup.about.tables[table.name], f"{TABLES}/{table.name}.jsonl"
    row_json.soften(table)
    try:
        columns = row_json.readers(table, note.columns)
        with backup.entry(name) as file:
            count = sum(_insert(connection, table, chunk) for chunk in _chunks(file, columns))
    except (KeyError, ValueError, TypeError) as error:
        raise DamagedError(f"{name} cannot be read: {type(error).__name__}") from None
    if count != note.rows:
        raise DamagedError(f"{name} has {count} rows, not {note.rows}")


def _chunks(
    file: IO[bytes], columns: list[tuple[str, row_json.Read]]
) -> Iterator[list[row_json.Values]]:
    lines = iter(file)
    while chunk := [row_json.values(line, columns) for line in islice(lines, AT_ONCE)]:
        yield chunk


def _insert(connection: Connection, table: Table, rows: list[row_json.Values]) -> int:
    connection.execute(insert(table), rows)
    return len(rows)


def _require_references(connection: Connection) -> None:
    """Look at every reference now: PostgreSQL alters no table with checks that wait."""
    if connection.dialect.name == "sqlite":
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if lost is not None:
            raise DamagedError(f"a row of {lost[0]} refers to one of {lost[2]} that is not there")
    else:
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
