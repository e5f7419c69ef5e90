"""What released databases are written down with still works, so that the next release can be."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from bot.archive import manifest
from bot.archive.archive_file import MANIFEST
from bot.models import Base, schema
from tests.migrations import phones

if TYPE_CHECKING:
    from pathlib import Path

NO_ROWS = {"code_guesses", "successions"}  # until their migration, or a decree, brings them


def test_this_version_can_be_written_down(tmp_path: Path) -> None:
    """The scenario leaves something in every table; chats and pictures stand beside them."""
    command = [sys.executable, "-m", "tests.migrations.record", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    about = manifest.parse_manifest((tmp_path / MANIFEST).read_bytes())
    assert about.schema == schema.revisions()[-1]
    empty = {name for name in Base.metadata.tables if not about.rows(name)}
    assert empty <= NO_ROWS
    assert (tmp_path / phones.FILE).stat().st_size
    assert list((tmp_path / "attachments").iterdir())
