"""Tell whether the migrations lead to the models: ``python -m tools.check_migrations``."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from typing import TYPE_CHECKING, Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.models import Base, Database, schema

if TYPE_CHECKING:
    from sqlalchemy import Connection

MEND = 'write the missing migration: python -m tools.new_migration "what and why"'


def main() -> int:
    """Return 1, and print every difference, where a migrated database is not what models say."""
    with tempfile.TemporaryDirectory() as folder:
        found = differences(f"sqlite+aiosqlite:///{folder}/migrated.sqlite3")
    for difference in found:
        print(difference, file=sys.stderr)
    if found:
        print(f"the models and the migrations disagree; {MEND}", file=sys.stderr)
    return 1 if found else 0


def differences(url: str) -> list[Any]:
    """Migrate an empty database, and return where it differs from the models."""
    schema.upgrade(url)
    return asyncio.run(_differences(url))


async def _differences(url: str) -> list[Any]:
    database = Database(url)
    async with database.engine.connect() as connection:
        found = await connection.run_sync(_compare)
    await database.close()
    return found


def _compare(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_server_default": True})
    return list(compare_metadata(context, Base.metadata))


if __name__ == "__main__":
    sys.exit(main())
