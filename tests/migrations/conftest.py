"""The released database, brought up, and the bot of today on it."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

import pytest

from bot.models import schema
from bot.settings.environment import DATABASE_FILE
from tests.cli.conftest import shell
from tests.migrations import released
from tests.world import sqlite_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.world import World

__all__ = ["shell"]  # a shell of the command line, for stories of backups


@pytest.fixture(scope="session")
def brought_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose SQLite database was released and brought up; to be copied."""
    folder = tmp_path_factory.mktemp("released")
    released.lay(released.FIRST, sqlite_in(folder), folder)
    schema.upgrade(sqlite_in(folder))
    return folder


@pytest.fixture
async def upgraded(data: Path, brought_up: Path, fast_limits: Path) -> AsyncIterator[World]:
    """The moment after the upgrade, on SQLite: what was written stands, nothing was sent yet."""
    shutil.copy(brought_up / DATABASE_FILE, data)
    shutil.copytree(brought_up / "attachments", data / "attachments")
    url = sqlite_in(data)
    async with released.open_upgraded(released.FIRST, data, url, fast_limits) as world:
        yield world


@pytest.fixture
async def upgraded_on_both(data: Path, blank_url: str, fast_limits: Path) -> AsyncIterator[World]:
    """The same, on SQLite and on PostgreSQL."""
    await asyncio.to_thread(released.lay, released.FIRST, blank_url, data)
    await asyncio.to_thread(schema.upgrade, blank_url)
    async with released.open_upgraded(released.FIRST, data, blank_url, fast_limits) as world:
        yield world
