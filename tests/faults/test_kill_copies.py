"""Killed in the middle of a backup or a restore: the old state or the new one, never a half."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest

from tests.forked_command import run
from tests.world import KEY, open_world

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world import World

PATIENCE_S = 120.0  # a server needs a moment to notice that its client is gone
KILLED = -9
pytestmark = [pytest.mark.kill, pytest.mark.both_databases]


class Copyist:
    """Types backup and restore as processes of their own, which are killed where they stand."""

    def __init__(self, data: Path, database_url: str) -> None:
        """Work on this data folder and database."""
        self._environment = os.environ | {
            "KAMTIBMAS_DATA": str(data),
            "KAMTIBMAS_DATABASE_URL": database_url,
            "KAMTIBMAS_SECRET_KEY": KEY.decode(),
        }

    async def types(self, *words: str, kill_at: str | None = None) -> tuple[int, str]:
        """Type a command; ``kill_at``: it is killed as soon as it says a line that begins so."""
        code, _, said = await asyncio.to_thread(run, words, self._environment, kill_at)
        return code, said

    async def restores(self, file: Path, kill_at: str | None = None) -> None:
        """Restore, however long the server holds what belonged to somebody killed before."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                code, said = await self.types("restore", str(file), "--force", kill_at=kill_at)
                if "another program works on that database" not in said:
                    break
        assert code == (0 if kill_at is None else KILLED), said


def there(folder: Path, pattern: str) -> list[bytes]:
    """Read the files of a folder that are called so."""
    return [path.read_bytes() for path in sorted(folder.glob(pattern))]


async def _rows(world: World) -> list[str]:
    return sorted(repr(row) for row in await world.dump())


async def _state(data: Path, database_url: str) -> list[str]:
    async with open_world(data, database_url=database_url) as world:
        return await _rows(world)


async def _people(world: World, *names: str) -> None:
    for name in names:
        person = await world.enrol(name)
        await world.report(person, f"Sampah menumpuk di depan rumah {name}")


async def test_a_backup_that_is_killed(data: Path, database_url: str, tmp_path: Path) -> None:
    """Where there was none there is none, where there was one it stays; the next clears up."""
    async with open_world(data, database_url=database_url) as world:
        await _people(world, "Ani")
    copyist, file = Copyist(data, database_url), tmp_path / "copy"
    for table in ("regions", "members", "reports"):
        assert (await copyist.types("backup", str(file), kill_at=table))[0] == KILLED
        assert there(tmp_path, "copy") == []
    assert (await copyist.types("backup", str(file)))[0] == 0
    (before,) = there(tmp_path, "copy*")
    for table in ("regions", "reports"):
        assert (await copyist.types("backup", str(file), "--force", kill_at=table))[0] == KILLED
        assert there(tmp_path, "copy") == [before]
    assert (await copyist.types("backup", str(file), "--force"))[0] == 0
    assert len(there(tmp_path, "copy*")) == 1


# That one which ends in its midst leaves all as it was, cli/test_backup_refused.py tells too.
@pytest.mark.whole_matrix
async def test_a_restore_that_is_killed(data: Path, database_url: str, tmp_path: Path) -> None:
    """After each kill everything stands as before; the one that is let finish brings the copy."""
    copyist, file = Copyist(data, database_url), tmp_path / "copy"
    async with open_world(data, database_url=database_url) as world:
        await _people(world, "Ani")
        saved = await _rows(world)
        assert (await copyist.types("backup", str(file)))[0] == 0
        await _people(world, "Budi", "Citra")
        before = await _rows(world)
    assert len(before) > len(saved)
    for table in ("regions", "members", "reports"):
        await copyist.restores(file, kill_at=table)
        assert await _state(data, database_url) == before
    await copyist.restores(file)
    after = await _state(data, database_url)
    assert set(saved) <= set(after)
    assert len(after) == len(saved) + 1  # the audit says that it was restored
