"""Write the migration that the models ask for: ``python -m tools.new_migration "what and why"``.

Read what it wrote before you commit it. ``--initial`` writes ``0001_initial`` anew: only while
no version of the bot has been released.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command

from bot.models import Database, schema

if TYPE_CHECKING:
    from sqlalchemy import Connection

VERSIONS = Path(schema.__file__).parent / "migrations" / "versions"


def main(arguments: list[str]) -> int:
    """Write one file below ``versions`` and say its name."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    if arguments == ["--initial"]:
        for old in VERSIONS.glob("*.py"):
            old.unlink()
        arguments = ["initial"]
    asyncio.run(_write(arguments[0]))
    for tidy in (["check", "--fix-only"], ["format"]):
        subprocess.run([sys.executable, "-m", "ruff", *tidy, "-q", VERSIONS], check=True)  # noqa: S603
    return 0


async def _write(message: str) -> None:
    """Compare the models with an empty database brought to the newest schema."""
    number = len(list(VERSIONS.glob("*.py"))) + 1
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{folder}/compared.sqlite3")
        async with database.engine.begin() as connection:
            await connection.run_sync(_revision, message, f"{number:04}")
        await database.close()


def _revision(connection: Connection, message: str, number: str) -> None:
    config = schema.alembic_config(connection)
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    command.upgrade(config, "head")
    command.revision(config, message, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
