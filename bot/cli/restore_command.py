"""``kamtibmas restore``: restores a backup, all of it or nothing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import typer
from sqlalchemy.ext.asyncio import AsyncSession

from bot.archive import archive_file, exclusive_access, restore_tables
from bot.archive.manifest import ArchiveError, DamagedError
from bot.archive.photo_files import Photos
from bot.cli.backup_command import show
from bot.cli.command_context import unusable
from bot.cli.database_errors import REFUSED
from bot.cli.errors import Failure
from bot.cli.plurals import count
from bot.clock import Clock
from bot.services.operations import after_restore, key_check
from bot.settings import load, secret_key
from bot.settings.environment import KEY_FILE
from bot.transport.background_jobs import WORK
from bot.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.archive.archive_file import ArchiveReader
    from bot.archive.manifest import Manifest
    from bot.services.operations.after_restore import Resumed
    from bot.settings import Settings

WRONG_KEY = (
    "KAMTIBMAS_SECRET_KEY is not the key of this backup: nobody in it could be reached; set the one"
    " that was in use when it was taken"
)
NO_KEY = (
    "KAMTIBMAS_SECRET_KEY is not set: set the one that was in use when the backup was taken;"
    " without it nobody in it could be reached"
)


WRONG_KEY_OR_ALTERED = (
    "KAMTIBMAS_SECRET_KEY is not the key of this backup, or the backup was altered: its MAC does"
    " not fit; set the key that was in use when it was taken, or take another copy"
)
NO_MAC = (
    "the backup carries no MAC: nothing proves that it is as it was written; take a newer one, or,"
    " if nobody else could write where it was kept, add --unauthenticated"
)


def restore(path: Path, *, force: bool, unauthenticated: bool) -> None:
    """Verify a backup and replace the database with it; the bot must not be running."""
    settings = load()
    try:
        with archive_file.opened(path) as backup:
            restore_tables.require_known_schema(backup.about)
            vault = _vault(settings, backup.about)
            _require_authentic(backup, vault, unauthenticated=unauthenticated)
            settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
            resumed = asyncio.run(_restore(settings, vault, backup, force=force))
            _tell(backup.about, resumed)
    except OSError as error:
        name = error.filename or path
        raise Failure(f"{name}: {error.strerror}; check the file and KAMTIBMAS_DATA") from None
    except ArchiveError as error:
        raise Failure(str(error)) from None
    except REFUSED as error:
        raise unusable(error, settings.database_url) from None


def _vault(settings: Settings, about: Manifest) -> Vault | None:
    """Return the vault that opens the backup; None where nothing in it is sealed."""
    kept = settings.secret_key is not None or (settings.data / KEY_FILE).exists()
    if not kept:
        if about.key is None and not about.rows("members"):
            return None
        raise Failure(NO_KEY)
    vault = Vault(secret_key(settings))
    if about.key is not None and about.key != vault.mark:
        raise Failure(WRONG_KEY)
    return vault


def _require_authentic(
    backup: ArchiveReader, vault: Vault | None, *, unauthenticated: bool
) -> None:
    """Check the MAC before anything is changed; a backup with a wrong one is never restored."""
    if not backup.has_mac:
        if not unauthenticated:
            raise Failure(NO_MAC)
        typer.echo("restoring without a MAC: nothing proves who wrote this backup", err=True)
    elif vault is None:
        raise Failure(NO_KEY)
    elif not backup.is_authentic(vault.mac):
        if backup.about.key is None:
            raise Failure(WRONG_KEY_OR_ALTERED)
        raise DamagedError("its MAC does not fit, it was altered after it was written")


async def _restore(
    settings: Settings, vault: Vault | None, backup: ArchiveReader, *, force: bool
) -> Resumed:
    """Do it.

    1. In one transaction on a database that nobody else has open, everything is replaced.
    2. The photos are laid beside those that are there, before the transaction commits: killed in
       between, the old state is whole, and some files that nothing names lie about.
    3. After it the photos of the old state go.
    """
    photos = Photos(settings.data, backup)
    try:
        async with exclusive_access.alone(settings.database_url) as connection:
            if not force:
                await restore_tables.require_empty(connection)
            await restore_tables.load(connection, backup, show)
            resumed = await _resume(connection, settings, vault)
            photos.lay()
    except BaseException:
        photos.take_back()
        raise
    photos.drop_others()
    return resumed


async def _resume(connection: AsyncConnection, settings: Settings, vault: Vault | None) -> Resumed:
    now = Clock(settings.clock).now()
    async with AsyncSession(connection, expire_on_commit=False) as session:
        if vault is not None and await key_check.fits(session, vault) is False:
            raise Failure(WRONG_KEY)
        resumed = await after_restore.resume(session, works=WORK.keys(), now=now)
        await session.flush()
    return resumed


def _tell(about: Manifest, resumed: Resumed) -> None:
    """Say what the operator has to know of what happens next."""
    hours = int(after_restore.FRESH.total_seconds() // 3600)
    taken = about.taken_at.isoformat(timespec="minutes")
    typer.echo(
        f"restored as of {taken}: {count(about.rows('members'), 'person', 'people')},"
        f" {count(about.rows('reports'), 'report')}\n"
        f"alerts: {resumed.alerts_going_on} go on; {resumed.alerts_at_rest} that were due more than"
        f" {hours} hours ago page nobody any more and stand in /tugas\n"
        f"messages: {resumed.messages_owed} are owed and will be sent, perhaps a second time;"
        f" {resumed.messages_dropped} older than {hours} hours are not\n"
        "what was written to the bot after that moment is not in it: ask for it again\n"
        "who pressed /hapus after that moment is in it again: ask them to press it once more\n"
        "next: kamtibmas migrate, then start the bot"
    )
