"""Checks of the secret key: it exists, is private, and is the one of this database."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from bot.cli import command_context
from bot.cli.doctor.finding import Finding, warning, wrong
from bot.cli.doctor.setup import apart
from bot.services.operations import key_check
from bot.settings import secret_key_warning
from bot.settings.environment import KEY_FILE
from bot.vault import Vault, is_weak

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.cli.doctor.setup import Setup

OTHERS = stat.S_IRWXG | stat.S_IRWXO


async def key(setup: Setup) -> AsyncIterator[Finding]:
    """Look at the key. Nothing is made: where there is none, the bot makes it at its first start.

    1. Where it is kept: readable for us alone, and not beside what it protects.
    2. Whether it can be guessed.
    3. Whether it is the one with which the database was sealed.
    """
    given = setup.settings.secret_key
    path = setup.settings.data / KEY_FILE
    if given is None:
        async for finding in _kept(setup, path):
            yield finding
    secret = given.get_secret_value().encode() if given else await apart(lambda: _read(path))
    fits = await _fits(setup, secret) if setup.current else None
    if secret and is_weak(secret):
        yield (
            wrong(*command_context.WEAK_KEY)
            if fits is None
            else warning(*command_context.WEAK_KEY_IN_USE)
        )
    if fits is False:
        yield wrong(*command_context.OTHER_KEY)


async def _kept(setup: Setup, path: Path) -> AsyncIterator[Finding]:
    """Look at the file. ``lstat``, ``read``: what the bot itself would run into."""
    try:
        mode = await apart(lambda: path.stat().st_mode)
        empty = not await apart(path.read_bytes)
    except FileNotFoundError:
        yield warning(
            "there is no secret key yet; the bot makes one at its first start, beside the data",
            f"set KAMTIBMAS_SECRET_KEY; make one with {command_context.MAKE_KEY}",
        )
        return
    except OSError as error:
        yield wrong(
            f"{path}: the secret key cannot be read ({error.strerror})",
            "give the file to the user who runs the bot: chown",
        )
        return
    if empty:
        yield wrong(
            f"{path}: the secret key is empty", "put the old one back, or set KAMTIBMAS_SECRET_KEY"
        )
    if mode & OTHERS:
        yield wrong(f"others may read the secret key (mode {mode & 0o777:o})", f"chmod 600 {path}")
    if (beside := secret_key_warning(setup.settings)) is not None:
        yield warning(*_halves(beside))


def _halves(sentence: str) -> tuple[str, str]:
    """Return what is and what to do, which a semicolon parts."""
    said, _, mend = sentence.partition("; ")
    return said, mend


def _read(path: Path) -> bytes:
    """Return the key that is kept; nothing where there is none to be had, which was told."""
    try:
        return path.read_bytes().strip()
    except OSError:
        return b""


async def _fits(setup: Setup, secret: bytes) -> bool | None:
    """Tell whether it is the database's own key; without any, whether the database knows one."""
    async with setup.database.reading() as session:
        return await key_check.fits(session, Vault(secret or b"none at all"))
