"""What was erased before an upgrade stands in no file after it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from bot.models import schema
from bot.settings.environment import DATABASE_FILE
from tests.migrations import released
from tests.world import sqlite_in

if TYPE_CHECKING:
    from pathlib import Path

PLANTED = "zirkonium di pekarangan belakang " * 200  # more than a page


def _plant_and_erase(file: Path) -> None:
    """Write words as the first release did, and erase them so: their pages are free, no more."""
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("PRAGMA secure_delete=OFF")
        raw.execute("UPDATE reports SET text = ? WHERE text <> ''", [PLANTED])
        raw.commit()
        raw.execute("UPDATE reports SET text = '' WHERE text <> ''")


def _all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_the_upgrade_overwrites_what_was_erased_before(data: Path) -> None:
    """The first release left it in free pages; whoever erased it was told that it is gone."""
    released.lay(released.FIRST, sqlite_in(data), data)
    _plant_and_erase(data / DATABASE_FILE)
    assert b"zirkonium" in _all_bytes(data)
    assert schema.upgrade(sqlite_in(data))
    assert b"zirkonium" not in _all_bytes(data)
