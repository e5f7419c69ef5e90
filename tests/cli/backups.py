"""Backups as stories take them, and as restore refuses them."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.shell import Shell
    from tests.world import World

FIRE = "Ada kebakaran di RT 03, api besar"


def content(path: Path) -> bytes:
    """Read a file."""
    return path.read_bytes()


def mode(path: Path) -> int:
    """Return who may read a file."""
    return stat.S_IMODE(path.stat().st_mode)


async def backed_up(world: World, shell: Shell, file: Path) -> str:
    """Take a backup while the bot runs; return what it said beside its name."""
    shell.enters(world)
    code, out, err = await shell.asks("backup", str(file))
    assert code == 0, err
    assert str(file) in out
    return err


async def refused(shell: Shell, file: Path, says: str) -> None:
    """Ask for a restore that is refused with one sentence, which ``says`` why."""
    code, out, err = await shell.asks("restore", str(file), "--force")
    assert (code, out, err.count("\n")) == (1, "", 1), err
    assert says in err
