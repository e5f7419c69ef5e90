"""What most commands stand on: a database that is there, can be opened and is up to date."""

from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from bot.cli.failing import Failure, WrongUse
from bot.models import Database, schema
from bot.settings import secret_key, secret_key_warning
from bot.settings.environment import KEY_FILE
from bot.vault import Vault

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Region
    from bot.settings import Settings

MIGRATE = "run: kamtibmas migrate"
LOCKED = "database is locked"  # SQLite's words, after ten seconds


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """Open the database for one command. Raises Failure, with the mend, where it cannot be used."""
    require_file(settings)
    database = Database(settings.database_url)
    try:
        await require_current(database)
        yield database
    except DBAPIError as error:
        raise unusable(error) from None
    finally:
        await database.close()


def require_file(settings: Settings) -> None:
    """Raise Failure where there is no database yet, rather than make an empty one."""
    path = make_url(settings.database_url).database
    if path and path != ":memory:" and not Path(path).exists():
        raise Failure(f"there is no database at {path} yet; {MIGRATE}")


async def require_current(database: Database) -> None:
    """Raise Failure, with the command to type, where the schema is not this program's."""
    try:
        current = await schema.is_current(database)
    except schema.NewerSchemaError as error:
        raise Failure(str(error)) from None
    except DBAPIError as error:
        raise unusable(error) from None
    if not current:
        raise Failure(f"the database has an old schema; {MIGRATE}")


async def require_region(session: AsyncSession, code: str) -> Region:
    """Return a region. Raises WrongUse where no region has this code."""
    from bot.services import places  # noqa: PLC0415 - not every command asks for a region

    region = await places.by_code(session, code)
    if region is None:
        raise WrongUse(f"no region has the code {code!r}; write it like 73, 73.71 or 73.71.09.1001")
    return region


def vault(settings: Settings) -> Vault:
    """Return what seals and signs; where its key is made just now, the operator is warned."""
    kept = (settings.data / KEY_FILE).exists()
    opened_vault = Vault(secret_key(settings))
    if not kept and (warning := secret_key_warning(settings)) is not None:
        typer.echo(warning, err=True)
    return opened_vault


def unusable(error: DBAPIError) -> Failure:
    """Return the failure of a database that cannot be opened, read or written."""
    reason = str(error.orig).strip() or type(error.orig).__name__
    if LOCKED in reason:
        return Failure(f"{reason}: another program works on it; try again, or stop that program")
    return Failure(
        f"the database cannot be used ({reason}); check KAMTIBMAS_DATABASE_URL and KAMTIBMAS_DATA, "
        "the folder's permissions and the space that is left"
    )
