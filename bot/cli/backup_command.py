"""``kamtibmas backup``: an online copy in one file; the bot goes on meanwhile."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import typer

from bot import atomic_file
from bot.archive import archive_file, dump_tables
from bot.archive.manifest import ArchiveError
from bot.cli.command_context import OTHER_KEY, require_file, unusable
from bot.cli.database_errors import REFUSED
from bot.cli.errors import Failure
from bot.cli.plurals import count
from bot.clock import Clock
from bot.models import Database
from bot.settings import load, secret_key
from bot.settings.environment import KEY_FILE
from bot.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO

    from bot.archive.manifest import Manifest
    from bot.settings import Settings

WITHOUT_KEY = (
    "the secret key is not in it: keep KAMTIBMAS_SECRET_KEY elsewhere, without it the identities"
    " are lost"
)
NO_KEY = (
    "KAMTIBMAS_SECRET_KEY is not set: the copy would carry no MAC, and nothing would prove that"
    " nobody altered it; set the bot's own key, or add --unauthenticated"
)
WITHOUT_MAC = (
    "written without a MAC: restore takes it only with --unauthenticated, and with the key with"
    " which the database was sealed"
)


def backup(path: Path, *, force: bool, unauthenticated: bool) -> None:
    """Write the whole database and the photos into a file, whole or not at all."""
    settings = load()
    _require_place(path, force=force)
    vault = _vault(settings, unauthenticated=unauthenticated)
    try:
        with atomic_file.write_atomically(path) as file:
            about = asyncio.run(_save(settings, vault, file))
            _verify(file)
    except OSError as error:
        raise Failure(f"{path} cannot be written ({error.strerror}); name another place") from None
    except ArchiveError as error:
        raise Failure(str(error)) from None
    if about.missing:
        gone = count(about.missing, "photo is", "photos are")
        _say(f"{gone} not in the folder any more")
    typer.echo(f"{path}: {path.stat().st_size} bytes, {count(about.rows('reports'), 'report')}")
    if vault is None:
        _say(WITHOUT_MAC)
    _say(WITHOUT_KEY)


def _require_place(path: Path, *, force: bool) -> None:
    if path.is_dir():
        raise Failure(f"{path} is a folder; name a file in it")
    if path.exists() and not force:
        raise Failure(f"{path} is there already; name another file, or add --force to replace it")


async def _save(settings: Settings, vault: Vault | None, file: IO[bytes]) -> Manifest:
    require_file(settings)
    mac = None if vault is None else vault.mac
    database = Database(settings.database_url)
    try:
        now = Clock(settings.clock).now()
        about = await dump_tables.save(database, settings.data, file, show, mac=mac, now=now)
    except REFUSED as error:
        raise unusable(error, settings.database_url) from None
    finally:
        await database.close()
    if vault is not None and about.key not in {None, vault.mark}:
        raise Failure(str(OTHER_KEY))  # its MAC would prove nothing: the right key would refuse it
    return about


def _vault(settings: Settings, *, unauthenticated: bool) -> Vault | None:
    """Return what makes the MAC; None where there is no key and the operator wants none.

    No key is made here: it would not be the database's own.
    """
    if settings.secret_key is not None or (settings.data / KEY_FILE).exists():
        return Vault(secret_key(settings))
    if not unauthenticated:
        raise Failure(NO_KEY)
    return None


def _verify(file: IO[bytes]) -> None:
    """Read back what was written, before it takes its name."""
    file.flush()
    with archive_file.looked_through(file):
        pass


def show(name: str, count: int) -> None:
    """Say how far it is: a table is done."""
    _say(f"{name}: {count}")


def _say(line: str) -> None:
    typer.echo(line, err=True)
