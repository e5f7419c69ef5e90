"""The database on which the demo runs: migrated once, copied at each start."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
from importlib import resources
from typing import TYPE_CHECKING

from bot.models import Database, schema
from bot.services.operations import region_loading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Progress = Callable[[int, int], None]

PACKAGES = ("bot.places.data", "bot.models.migrations.versions")


async def lay(kept: Path, path: Path, progress: Progress) -> None:
    """Put a database with the newest schema and every region at ``path``.

    It is made in the folder ``kept`` the first time, which takes seconds, and copied from then on.
    """
    template = await asyncio.to_thread(_place, kept)
    if not await asyncio.to_thread(template.exists):
        await _make(template, progress)
    await asyncio.to_thread(shutil.copyfile, template, path)


async def _make(template: Path, progress: Progress) -> None:
    """Make it beside its place and move it there whole: an interrupted start leaves no half."""
    new = template.with_suffix(".new")
    await asyncio.to_thread(_clear, template.parent)
    url = f"sqlite+aiosqlite:///{new}"
    await asyncio.to_thread(schema.upgrade, url)
    database = Database(url)
    try:
        async with database.writing() as session:
            await region_loading.load_regions(session, progress)
    finally:
        await database.close()  # the last connection writes the log back into the one file
    new.replace(template)


def _place(kept: Path) -> Path:
    kept.mkdir(parents=True, exist_ok=True)
    return kept / f"regions-{_version()}.sqlite3"


def _clear(kept: Path) -> None:
    """Remove what an older program, or an interrupted start, has left."""
    for old in kept.glob("regions-*"):
        old.unlink()


def _version() -> str:
    """Return what changes when the regions or the schema change."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        for file in sorted(resources.files(package).iterdir(), key=lambda one: one.name):
            if file.is_file() and not file.name.endswith(".pyc"):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
