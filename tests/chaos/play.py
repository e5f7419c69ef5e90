"""Plays rows, each in a town of its own."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from tests.chaos import ledger, verdict
from tests.chaos import town as towns
from tests.chaos.disk import small_disk
from tests.chaos.stage import Stage
from tests.world import sqlite_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.chaos.row import Row
    from tests.chaos.stage import Ground
    from tests.chaos.town import Town


class Theatre:
    """Builds the town once, and lends each row a copy of it."""

    def __init__(self, folder: Path) -> None:
        """Work in ``folder``, which the caller makes and takes away."""
        self._folder = folder
        self._sqlite: Town | None = None

    async def play(self, row: Row, ground: Ground, seed: int) -> verdict.Count:
        """Play one row on one ground, and count."""
        folder = self._folder / f"{row.name} on {ground}".replace(" ", "-").replace(",", "")
        folder.mkdir()
        original = await self._original()
        with small_disk(folder) if row.small_disk else nullcontext():
            town = towns.copied(original, folder)
            async with Stage(town, ground, seed) as stage:
                await row.play(stage)
                await stage.stops()
            return verdict.count(stage, await ledger.read(town.database_url))

    async def _original(self) -> Town:
        if self._sqlite is None:
            folder = self._folder / "sqlite"
            folder.mkdir()
            self._sqlite = await towns.build(folder, sqlite_in(folder))
        return self._sqlite
