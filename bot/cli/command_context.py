"""What most commands need: a database that exists, can be opened and is up to date."""

from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from sqlalchemy.engine import make_url

from bot.cli.database_errors import REFUSED, UNREACHED, DatabaseProblem, problem_of
from bot.cli.errors import Failure, WrongUse
from bot.models import Database, schema
from bot.services.operations import key_check
from bot.settings import secret_key, secret_key_warning
from bot.settings.environment import KEY_FILE
from bot.vault import SHORTEST, Vault

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from sqlalchemy.engine import URL
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Region
    from bot.settings import Settings

MIGRATE = "run: kamtibmas migrate"
OTHER_KEY = DatabaseProblem(
    said="the secret key is not the one with which this database was sealed",
    mend="put the old one back into KAMTIBMAS_SECRET_KEY, or the file secret.key; where it is lost,"
    " so are the identities: begin with a new database",
)
MAKE_KEY = 'python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
GUESSABLE = (
    f"the key has fewer than {SHORTEST} characters, or hardly any different ones: it can be guessed"
)
MOST_OFFERED = 5  # regions of a name that is not sure
WEAK_KEY = DatabaseProblem(
    said=GUESSABLE,
    mend="nobody is sealed with it yet: put a better one into KAMTIBMAS_SECRET_KEY, or the file"
    f" secret.key; make one with {MAKE_KEY}",
)
WEAK_KEY_IN_USE = DatabaseProblem(
    said=f"{GUESSABLE}, and people are sealed with it",
    mend="let nobody have the database or a copy of it. A key is not changed in place: for a better"
    f" one ({MAKE_KEY}) begin a new database, take the reports along (kamtibmas export reports,"
    " import reports), and invite everybody anew",
)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """Open the database for one command. Raises Failure, with the mend, where it cannot be used."""
    require_file(settings)
    database = Database(settings.database_url)
    try:
        await require_current(database)
        yield database
    except REFUSED as error:
        raise unusable(error, settings.database_url) from None
    finally:
        await database.close()


def require_file(settings: Settings) -> None:
    """Raise Failure where there is no database yet, rather than make an empty one."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        raise Failure(f"there is no database at {url.database} yet; {MIGRATE}")


async def require_current(database: Database) -> None:
    """Raise Failure, with the command to type, where the schema is not this program's."""
    try:
        current = await schema.is_current(database)
    except schema.NewerSchemaError as error:
        raise Failure(str(error)) from None
    except (*REFUSED, *UNREACHED) as error:
        raise unusable(error, database.engine.url) from None
    if not current:
        raise Failure(f"the database has an old schema; {MIGRATE}")


async def require_region(session: AsyncSession, said: str) -> Region:
    """Return a region by its code or name. Raises WrongUse where it is none, or may be several."""
    return await (_named if _is_name(said) else _coded)(session, said)


def _is_name(said: str) -> bool:
    return any(character.isalpha() for character in said)


async def _named(session: AsyncSession, name: str) -> Region:
    """Return the one region with a name. A guess would change people of another place."""
    from bot.places import place_search  # noqa: PLC0415
    from bot.places.data import PROVINCE, VILLAGE  # noqa: PLC0415 - not every command asks for names
    from bot.views.place import full_name  # noqa: PLC0415

    finding = await place_search.search(
        session, name, levels=range(PROVINCE, VILLAGE + 1), limit=MOST_OFFERED
    )
    if finding.sure and finding.bearers == 1:
        return finding.found[0].region
    if not finding.found:
        raise WrongUse(f"no region is called {name!r}; write its code, like 73.71.09.1001")
    meant = "; ".join(f"{one.region.code} {full_name(one.region)}" for one in finding.found)
    raise WrongUse(f"{name!r} is not sure; write the code of the one that you mean: {meant}")


async def _coded(session: AsyncSession, said: str) -> Region:
    """Return the region of a code; for one without dots, print which region it was taken for."""
    from bot.cli import dotless_codes  # noqa: PLC0415 - not every command asks for a region
    from bot.domain import spreadsheet_values  # noqa: PLC0415
    from bot.places import address_lookup, place_search  # noqa: PLC0415

    typed = said.strip().strip(".")
    code = spreadsheet_values.region_code(typed)
    region = await place_search.by_code(session, code) if code is not None else None
    if region is None:
        raise WrongUse(f"no region has the code {said!r}; write it like 73, 73.71 or 73.71.09.1001")
    if code != typed:
        dotless_codes.tell({said: address_lookup.told(region)})
    return region


def vault(settings: Settings) -> Vault:
    """Return the vault; where its key is new, warn the operator."""
    kept = (settings.data / KEY_FILE).exists()
    opened_vault = Vault(secret_key(settings))
    if not kept and (warning := secret_key_warning(settings)) is not None:
        typer.echo(warning, err=True)
    return opened_vault


def unusable(error: Exception, url: str | URL) -> Failure:
    """Return the failure of a database that cannot be opened, read or written."""
    return Failure(str(problem_of(error, url)))


@asynccontextmanager
async def unlocked(settings: Settings, *, now: datetime) -> AsyncIterator[tuple[Database, Vault]]:
    """Open the database of the settings, and the vault with which it was sealed."""
    async with opened(settings) as database:
        opener = vault(settings)
        await require_key(database, opener, now=now)
        yield database, opener


async def require_key(database: Database, opener: Vault, *, now: datetime) -> None:
    """Raise Failure where the database was sealed with another key; a new one knows it from now on.

    Another key would find nobody and reach nobody, and who enrols with it is lost with the old one.
    A key that can be guessed is refused while nothing is sealed with it; then it is only warned of.
    """
    try:
        async with database.reading() as session:
            known = await key_check.known(session)
            fits = await key_check.fits(session, opener)
        if fits is False:
            raise Failure(str(OTHER_KEY))
        if fits is None and opener.is_weak:
            raise Failure(str(WEAK_KEY))
        if not known:
            async with database.writing() as session:
                await key_check.remember(session, opener, now=now)
    except (*REFUSED, *UNREACHED) as error:
        raise unusable(error, database.engine.url) from None
