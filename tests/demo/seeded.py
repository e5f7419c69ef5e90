"""A database in which the cast of the demo has its past."""

from __future__ import annotations

import shutil
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.demo import characters
from bot.demo.seed import seed
from bot.models import Database, Member
from bot.settings import load_config
from bot.vault import Vault

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Mapping
    from pathlib import Path

EVENING = datetime(2026, 11, 24, 13, 55, tzinfo=UTC)
KEY = b"a key for stories"


@asynccontextmanager
async def seeded(migrated: Path, folder: Path, now: datetime = EVENING) -> AsyncIterator[Database]:
    """Open a database of its own in which the cast has its past."""
    path = shutil.copy(migrated, folder / f"{now:%d%H%M}.sqlite3")
    database = Database(f"sqlite+aiosqlite:///{path}")
    await seed(database, load_config(), Vault(KEY), now)
    yield database
    await database.close()


async def rows_of(database: Database, table: type[Any], *, but: Collection[str] = ()) -> list[Any]:
    """Return the rows of a table, as dictionaries of all columns but some."""
    columns = [column for column in table.__table__.c if column.key not in but]
    async with database.reading() as session:
        rows = await session.execute(select(*columns).order_by(*columns))
    return [row._asdict() for row in rows]


async def people_of(database: Database) -> Mapping[int, characters.Player]:
    """Return who of the cast each member is, by the member's number."""
    by_telegram_id = {player.telegram_id: player for player in characters.CAST}
    members = await rows_of(database, Member)
    return {one["id"]: by_telegram_id[int(Vault(KEY).open(one["sealed_id"]))] for one in members}
