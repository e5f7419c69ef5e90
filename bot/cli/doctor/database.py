"""The database, its schema and the regions in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from bot.cli.command_context import MIGRATE
from bot.cli.database_errors import REFUSED, UNREACHED, problem_of
from bot.cli.doctor import server, sqlite_file
from bot.cli.doctor.finding import Finding, fine, warning, wrong
from bot.cli.doctor.setup import apart
from bot.models import Database, Region, schema
from bot.places import data, place_search
from bot.settings import load_config

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.cli.doctor.setup import Setup

FIND = "write the code that `kamtibmas places find` names"


async def database(setup: Setup) -> AsyncIterator[Finding]:
    """Open the database, and look whether it is whole and ours to write in."""
    url = setup.settings.database_url
    look = _file if setup.sqlite else _server
    try:
        async for finding in look(setup):
            yield finding
    except (*REFUSED, *UNREACHED) as error:
        yield wrong(*problem_of(error, url))


async def _file(setup: Setup) -> AsyncIterator[Finding]:
    path = Path(make_url(setup.settings.database_url).database or "")
    if not await apart(path.exists):
        yield wrong(f"there is no database at {path} yet", MIGRATE)
        return
    if await apart(path.is_dir):
        yield wrong(f"{path} is a folder", "name a file in KAMTIBMAS_DATABASE_URL")
        return
    for finding in await apart(lambda: list(sqlite_file.examined(path))):
        yield finding
    setup.users = await apart(lambda: sqlite_file.users(path))
    if len(setup.users) > 1:
        numbers = ", ".join(map(str, setup.users))
        yield warning(
            f"processes {numbers} have the database open; SQLite is for one bot",
            "stop all but one, or use PostgreSQL",
        )
    _open(setup)


async def _server(setup: Setup) -> AsyncIterator[Finding]:
    _open(setup)
    async with setup.database.reading() as session:
        async for finding in server.examined(session):
            yield finding
        setup.users = await server.users(session)


def _open(setup: Setup) -> None:
    setup.database = Database(setup.settings.database_url)
    setup.closing.push_async_callback(setup.database.close)


async def schema_of(setup: Setup) -> AsyncIterator[Finding]:
    """Compare the database's schema with this program's."""
    try:
        setup.current = await schema.is_current(setup.database)
    except schema.NewerSchemaError as error:
        said, _, mend = str(error).partition("; ")
        yield wrong(said, mend)
        return
    if not setup.current:
        yield wrong("the database has an old schema", MIGRATE)


async def regions(setup: Setup) -> AsyncIterator[Finding]:
    """Count the regions: without them nobody's village is found; landmarks lie in one of them."""
    async with setup.database.reading() as session:
        loaded = await session.scalar(select(func.count()).select_from(Region)) or 0
    shipped = await apart(data.count_regions)
    if loaded < shipped:
        yield wrong(f"{loaded} of {shipped} regions are loaded", MIGRATE)
    else:
        yield fine(f"{loaded} regions")
    listed = (await apart(lambda: load_config(setup.settings.config))).landmarks
    async with setup.database.reading() as session:
        known = await place_search.by_codes(session, [one.village for one in listed])
    for code in sorted({one.village for one in listed} - {region.code for region in known}):
        yield warning(f"landmarks.toml: {code} is no village", FIND)
