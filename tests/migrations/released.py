"""A database as a released version left it: in ``released_NNNN`` beside this file, NNNN its schema.

How one is made: README.md.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import zipfile
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import MetaData, insert

from bot.archive import manifest, row_json
from bot.archive.archive_file import MANIFEST
from bot.archive.dump_tables import TABLES, VERSION
from bot.media.attachment_file import FOLDER
from bot.models import Database, schema
from tests.migrations import phones, scenario
from tests.world import open_world

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import Connection

    from tests.world import World

FIRST = Path(__file__).parent / "released_0001"


def rows(released: Path, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table as they are written down."""
    note = manifest.parse_manifest((released / MANIFEST).read_bytes()).tables[table]
    lines = (released / TABLES / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
    return [dict(zip(note.columns, json.loads(line), strict=True)) for line in lines]


def lay(released: Path, url: str, data: Path) -> None:
    """Make the database at ``url`` as it was, at its old schema, and the photos in ``data``."""
    asyncio.run(_lay(released, url))
    shutil.copytree(released / FOLDER, data / FOLDER)


def pack(released: Path, file: Path) -> Path:
    """Make the backup again that it was unpacked from: its format, too, is that of its version."""
    about = manifest.parse_manifest((released / MANIFEST).read_bytes())
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as backup:
        for name in (*about.entries, MANIFEST):
            backup.write(released / name, name)
    return file


@asynccontextmanager
async def open_upgraded(released: Path, data: Path, url: str, config: Path) -> AsyncIterator[World]:
    """Start the bot of today on a database that was brought up, with the phones as they were."""
    world = open_world(data, at=scenario.END, config_overlay=config, database_url=url)
    async with world as opened:
        phones.lay(opened.telegram, released / phones.FILE)
        yield opened


async def _lay(released: Path, url: str) -> None:
    database = Database(url)
    async with database.engine.begin() as connection:
        await connection.run_sync(_fill, released)
    await database.close()


def _fill(connection: Connection, released: Path) -> None:
    about = manifest.parse_manifest((released / MANIFEST).read_bytes())
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    schema.bring_to(connection, about.schema)
    made = MetaData()
    made.reflect(connection)
    for table in made.sorted_tables:
        if table.name == VERSION:
            continue
        row_json.soften(table)
        columns = row_json.readers(table, about.tables[table.name].columns)
        lines = (released / TABLES / f"{table.name}.jsonl").read_bytes().splitlines()
        if lines:
            connection.execute(insert(table), [row_json.values(line, columns) for line in lines])
